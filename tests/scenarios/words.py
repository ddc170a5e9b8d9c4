"""The words of the golden contests: reads one line of `play` and makes it happen at a table.

Every word is a pattern and what it does. Nothing here knows what a contest should come to.
"""

import re
from collections.abc import Callable
from typing import Any

from quizhub.contest import commands as c
from quizhub.contest.current import current_rules
from quizhub.contest.rules import Answering
from quizhub.contest.seats import captain_seat
from quizhub.questions.answers import NumericAnswer
from quizhub.questions.marking import right_answer
from tests.contest.table import Table

Act = Callable[..., Any]
WORDS: list[tuple[re.Pattern[str], Act]] = []

CLOSING = (
    "close_answers",
    "close_unclaimed",
    "rule_wrong",
    "reveal",
    "open_answers",
    "start_signal",
    "end_reading",
)
"""What the key still does with a question before it is revealed."""


def word(pattern: str) -> Callable[[Act], Act]:
    """Register a word; the groups of the pattern are its arguments."""

    def register(act: Act) -> Act:
        WORDS.append((re.compile(pattern), act))
        return act

    return register


def say(table: Table, text: str) -> None:
    """Make one word happen."""
    for pattern, act in WORDS:
        if match := pattern.fullmatch(text):
            act(table, *match.groups())
            return
    raise ValueError(f"no such word: {text}")


def finish(table: Table) -> None:
    """Close and reveal the question, unless it is void."""
    while table.effect() in CLOSING and not table.ask.void:
        if not table.key_enabled():
            table.wait(60_000)
        table.next()
        if table.phase() == "revealed":
            return


# --- answers --------------------------------------------------------------------------------------


@word(r"(right|wrong)")
def floor_answers(table: Table, verdict: str) -> None:
    team = table.ask.called or table.ask.contestants[0]
    team_answers(table, team, verdict)


@word(r"(t\d) (right|wrong)")
def team_answers(table: Table, team: str, verdict: str) -> None:
    if current_rules(table.state).answering is Answering.DEVICE:
        table.answer(team, verdict == "right", lock=True)
    else:
        table.rule(team, verdict == "right")


@word(r"(t\d) says (\d+)")
def types_number(table: Table, team: str, number: str) -> None:
    table.give(NumericAnswer(text=number), captain_seat(team), lock=True)


@word(r"(t\d) late")
def too_late(table: Table, team: str) -> None:
    answer = c.SubmitAnswer(ask=table.ask.id, answer=right_answer(table.state.asked()))
    assert table.refused(answer, captain_seat(team)) == "late"


# --- races ----------------------------------------------------------------------------------------


@word(r"go")
def start_signal(table: Table) -> None:
    table.next("start_signal")
    assert table.ask.opens_at is not None
    table.wait(table.ask.opens_at - table.at)


@word(r"(t\d) @([\d.]+)s")
def press(table: Table, team: str, seconds: str) -> None:
    assert table.ask.opens_at is not None
    table.wait(table.ask.opens_at + round(float(seconds) * 1000) - table.at)
    table.buzz(team)


@word(r"(t\d) early")
def press_early(table: Table, team: str) -> None:
    table.buzz(team)
    assert table.ask.presses[-1].ruled == "early"


@word(r"(t\d) refused (\w+)")
def press_refused(table: Table, team: str, code: str) -> None:
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat(team)) == code


@word(r"begin")
def begin_to_speak(table: Table) -> None:
    table.next("start_answer")


@word(r"no answer")
def no_answer(table: Table) -> None:
    table.next("rule_wrong")


@word(r"reading over")
def reading_over(table: Table) -> None:
    table.next("end_reading")


# --- stakes ---------------------------------------------------------------------------------------


@word(r"(t\d) for (\d+)")
def choose(table: Table, team: str, stake: str) -> None:
    table.post(c.ChooseStake(stake=int(stake)), captain_seat(team))


@word(r"(t\d)")
def is_called_up(table: Table, team: str) -> None:
    turn = table.state.show.turn
    assert turn is not None
    assert (turn.team, turn.stake is not None) == (team, True)


@word(r"(t\d) for (\d+) against (t\d)")
def challenge(table: Table, team: str, stake: str, opponent: str) -> None:
    choose(table, team, stake)
    table.post(c.NameOpponent(opponent=opponent), captain_seat(team))


@word(r"(t\d) passes")
def pass_turn(table: Table, team: str) -> None:
    table.post(c.PassTurn(), captain_seat(team))


# --- the host -------------------------------------------------------------------------------------


@word(r"(open|close|reveal)")
def key(table: Table, name: str) -> None:
    table.next({"open": "open_answers", "close": "close_answers", "reveal": "reveal"}[name])


@word(r"wait ([\d.]+)s")
def wait(table: Table, seconds: str) -> None:
    table.wait(round(float(seconds) * 1000))


@word(r"undo")
def undo(table: Table) -> None:
    table.undo()


@word(r"redo")
def redo(table: Table) -> None:
    table.redo()


HOST = {
    "pause": c.Pause(),
    "resume": c.Resume(),
    "void": c.VoidQuestion(reason="ruling"),
    "skip": c.SkipQuestion(),
    "repeat": c.RepeatQuestion(),
}


@word(r"(pause|resume|void|skip|repeat)")
def command(table: Table, name: str) -> None:
    table.post(HOST[name])


@word(r"foul (t\d) ([\w-]+)")
def foul(table: Table, team: str, name: str) -> None:
    table.post(c.CallFoul(team=team, foul=name))


@word(r"adjust (t\d) ([+-]\d+)")
def adjust(table: Table, team: str, points: str) -> None:
    table.adjust(team, int(points))


@word(r"set (t\d) (\d+)")
def set_to(table: Table, team: str, total: str) -> None:
    table.post(c.AdjustPoints(team=team, total=int(total), reason="ruling"))


@word(r"pick (t\d)")
def pick(table: Table, team: str) -> None:
    table.post(c.PickTeam(team=team))


@word(r"extend (-?\d+)s")
def extend(table: Table, seconds: str) -> None:
    table.post(c.ExtendTime(seconds=int(seconds)))


@word(r"is (spare|over|audience)")
def check(table: Table, what: str) -> None:
    ask = table.ask
    assert {
        "spare": "-spare-" in ask.question,
        "over": ask.phase == "closed" or ask.void,
        "audience": ask.to_audience,
    }[what]
