"""Answering in one window: everybody, or the one team whose turn it is, answers until it closes.

Shared by the flows `everyone` and `in_turn`. Verdicts of phones are given at the reveal, never
before, so that nothing tells who was right; a host's rulings wait there too and stand over them.
"""

from quizhub.contest import events as e
from quizhub.contest.asks import (
    NO_ANSWER,
    RIGHT,
    WRONG,
    Judgement,
    award,
    close,
    give_verdict,
    judge,
    reveal,
    show_ask,
)
from quizhub.contest.current import current_rules
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.next_step import NextStep
from quizhub.contest.rules import AnswerChange, Answering, ClockStarts
from quizhub.contest.seats import captain_seat
from quizhub.contest.state import ContestState
from quizhub.errors import Code
from quizhub.questions.model import Question

ALL_IN_MS = 1_000
"""The visible warning between the last locked answer and the close."""


def show(draft: Draft, slot: int, question: Question, contestants: tuple[str, ...], value: int) -> None:
    """Show the question, and open it at once where the clock starts with it."""
    show_ask(draft, slot, question, contestants, value)
    if current_rules(draft.state).clock_starts is ClockStarts.SHOWN:
        open_window(draft)


def missing(state: ContestState) -> tuple[str, ...]:
    """The contestants that have neither answered nor been ruled on."""
    ask = state.show.ask
    assert ask is not None
    given = state.answers_to(ask.id)
    return tuple(
        team for team in ask.contestants if captain_seat(team).id not in given and team not in ask.rulings
    )


def next_step(state: ContestState) -> NextStep:
    """What the key does while a question is shown, open or closed."""
    ask = state.show.ask
    assert ask is not None
    if ask.phase == "shown":
        return NextStep("open_answers")
    if ask.phase == "open":
        return NextStep("close_answers", {"missing": list(missing(state))})
    unheard = unjudged(state)
    if unheard:
        return NextStep("reveal", {"teams": list(unheard), "waiting": "ruling"}, enabled=False)
    return NextStep("reveal", {"missing": list(missing(state))})


def unjudged(state: ContestState) -> tuple[str, ...]:
    """The teams whose typed answer to an open question nobody has ruled on: no machine can."""
    ask = state.show.ask
    assert ask is not None
    if state.asked().kind != "open":
        return ()
    given = state.answers_to(ask.id)
    return tuple(
        team for team in ask.contestants if captain_seat(team).id in given and team not in ask.rulings
    )


def take(draft: Draft, effect: str) -> None:
    """Carry out an effect of `next_step`; the step is already open."""
    if effect == "open_answers":
        open_window(draft)
    elif effect == "close_answers":
        close(draft, "host")
    else:
        give_verdicts_and_reveal(draft)


def open_window(draft: Draft) -> None:
    turn = draft.state.show.turn
    time_ms = current_rules(draft.state).time_for(turn.stake if turn else None)
    draft.add(e.AskOpened(at=draft.at, ask=draft.ask.id, opens_at=draft.at, time_ms=time_ms))


def give_verdicts_and_reveal(draft: Draft) -> None:
    """Judge every contestant the host has not ruled on, write the points, show the answer."""
    for team in draft.ask.contestants:
        ruling = draft.ask.rulings.get(team)
        if ruling is None:
            judgement = _judged(draft.state, team)
            give_verdict(draft, team, judgement, "machine")
        else:
            judgement = RIGHT if ruling.verdict == "right" else Judgement(ruling.verdict)
        award(draft, team, judgement)
    reveal(draft)


def _judged(state: ContestState, team: str) -> Judgement:
    assert state.show.ask is not None
    given = state.answers_to(state.show.ask.id).get(captain_seat(team).id)
    return NO_ANSWER if given is None else judge(state, given.answer)


def refuse_answer(state: ContestState, team: str) -> None:
    """Raise CommandRejected unless this team's phone may answer now."""
    ask = state.show.ask
    assert ask is not None
    refuse_unless(team in ask.contestants, Code.NOT_YOUR_TURN)
    refuse_unless(current_rules(state).answering is not Answering.SPOKEN, Code.NOT_ALLOWED)
    refuse_unless(ask.phase != "shown", Code.TOO_SOON)
    refuse_unless(ask.phase == "open", Code.LATE)
    refuse_unless(team not in ask.rulings, Code.LATE)


def locks_at_once(state: ContestState) -> bool:
    return current_rules(state).answer_change is AnswerChange.FIRST_COUNTS


def answered(draft: Draft) -> None:
    """After an answer or a lock: cut the clock when everybody is done and the rule says so."""
    if not current_rules(draft.state).auto_close or draft.ask.all_in:
        return
    given = draft.state.answers_to(draft.ask.id)
    waited_for = (given.get(captain_seat(t).id) for t in draft.ask.contestants if t not in draft.ask.rulings)
    if all(answer is not None and answer.locked for answer in waited_for):
        draft.add(e.AllAnswered(at=draft.at, ask=draft.ask.id, closes_in_ms=ALL_IN_MS))


def rule(draft: Draft, team: str, right: bool) -> None:
    """The host's verdict on a contestant's answer; spoken by the one team on turn it ends the window.

    Not where the nearest number wins: there nothing is right or wrong.
    """
    ask = draft.ask
    refuse_unless(team in ask.contestants, Code.NOT_YOUR_TURN)
    refuse_unless(ask.phase in ("open", "closed") and not ask.tie, Code.NOT_NOW)
    judgement, ruling = RIGHT if right else WRONG, ask.rulings.get(team)
    refuse_unless(ruling is None or ruling.verdict != judgement.verdict, Code.NOT_NOW)
    draft.step("rule_right" if right else "rule_wrong")
    give_verdict(draft, team, judgement, draft.seat.id)
    if ask.phase == "open" and len(ask.contestants) == 1:
        close(draft, "ruled")


def time_passed(draft: Draft) -> None:
    """The window's clock is at zero: it closes, unless a spoken answer still waits for the host's ruling."""
    ask = draft.ask
    spoken = current_rules(draft.state).answering is not Answering.DEVICE
    if spoken and not ask.all_in:
        draft.add(e.TimeRanOut(at=draft.at, ask=ask.id))
    else:
        draft.step("time_up")
        close(draft, "all_answered" if ask.all_in else "time")
