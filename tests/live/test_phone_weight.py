"""How long the messages to a phone are: every real question, in every flow and phase, in both languages.

A message of 1,200 bytes fits one packet on the air. The plays are the rules' own, without sockets; that
the broadcast cuts its messages as `packets` does is tried on one that has to.
"""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from quizhub.banks.formats.native import read_native
from quizhub.contest import commands as c
from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.plan import Plan, PlannedQuestion, Round, Team
from quizhub.contest.rules import ContestRules
from quizhub.contest.seats import Role, Seat, audience_seat, captain_seat
from quizhub.contest.views import own_sections, phone_sections
from quizhub.live.handles import new_handle
from quizhub.live.protocol import PACKET, fragments, packets, view
from quizhub.questions.marking import right_answer
from quizhub.questions.model import Question
from tests.contest.table import Table
from tests.live.halls import Show

BANKS = Path(__file__).parents[2] / "question_banks"
TEAMS = ("朝阳里", "星光村", "滨江苑", "第三小学", "供电所", "老友队")
RULES: dict[str, dict[str, Any]] = {
    "everyone": {"partial": True},
    "risk": {"turn_order": "seat"},
    "buzz": {"after_wrong": "one_rebuzz"},
}
HALL = 20
VERSION, NOW = 1_567, 1_763_888_888_888
LONGEST_WHOLE_VIEW = 3_000

Parts = dict[str, bytes]


@cache
def questions(bank: str) -> tuple[Question, ...]:
    reading = read_native((BANKS / f"{bank}.yaml").read_bytes(), f"{bank}.yaml")
    assert reading.bank is not None
    return reading.bank.questions


def plan_for(question: Question, pack: str) -> Plan:
    """Six teams and a round with this question for each turn."""
    ready = ROUND_PACKS[pack]
    copies = [question.model_copy(update={"id": f"{question.id}-{n}"}) for n in range(len(TEAMS))]
    used = copies if pack == "risk" else copies[:1]
    stake = 20 if pack == "risk" else None
    judged = {"answering": "mixed"} if question.kind == "open" else {}
    return Plan(
        title={"zh-Hans": "平安社区安全知识竞赛", "en": "Safe Community Contest"},
        seed=7,
        rules=ContestRules(base_score=100),
        teams=tuple(Team(id=f"t{n}", number=n, name=name) for n, name in enumerate(TEAMS, 1)),
        rounds=(
            Round(
                id="r",
                title=dict(ready.name),
                pack=pack,
                flow=ready.flow,
                rules=ready.rules_with({**RULES[pack], **judged}),
                questions=tuple(PlannedQuestion(question=one.id, stake=stake) for one in used),
            ),
        ),
        tie_rules=ROUND_PACKS["tie_break"].rules_with({}),
        questions=tuple(used),
    )


def play(question: Question, pack: str, **planned: Any) -> Iterator[Table]:
    """The contest at each of its steps, until this question has been revealed."""
    plan = plan_for(question, pack).model_copy(update=planned)
    table = Table(plan, at=NOW, check=False)
    table.seat_all()
    chance = random.Random(1)
    for n in range(HALL):
        table.post(c.TakeSeat(handle=new_handle("zh-Hans", (), chance)), audience_seat(str(n)))
    while (ask := table.state.show.ask) is None or ask.phase != "revealed":
        yield table
        if ask is not None and ask.phase == "open" and not ask.to_audience:
            table.wait(4_321)
            answer(table)
            yield table
        if table.key_enabled():
            table.next()
        else:
            judge(table)
    yield table


def judge(table: Table) -> None:
    """The host says what no machine knows: all teams called, or all with words of their own, are wrong."""
    called = [table.ask.called] if table.ask.called is not None else table.ask.contestants
    assert called
    for team in called:
        table.rule(team, right=False)


def answer(table: Table) -> None:
    """Everybody does what there is to do: half of the hall is right, the teams are wrong."""
    if table.state.asked().kind == "open":
        for team in table.ask.contestants:
            table.give(right_answer(table.state.asked()), captain_seat(team))
        return
    for n in range(HALL):
        table.answer("", right=n % 2 == 0, seat=audience_seat(str(n)))
    if table.state.round is not None and table.state.round.flow == "buzz":
        for team in ("t3", "t1", "t2", "t4", "t5", "t6"):
            if team not in table.ask.out:
                table.wait(121)
                table.buzz(team)
        table.wait(1_000)
    else:
        for team in table.ask.contestants:
            if table.phase() == "open":
                table.answer(team, right=False)


def parts(table: Table, seat: Seat, language: str) -> tuple[Parts, Parts]:
    """What all phones of the role share, and what this one has of its own."""
    shared = fragments(phone_sections(table.state, seat.role, language))
    return {**shared, "trouble": b'"trouble":null'}, fragments(own_sections(table.state, seat, language))


def size(part: Parts) -> int:
    return len(view(VERSION, NOW, part.values()))


class Heard:
    """What one phone hears while a question is played: the length of each message, and of whole views."""

    def __init__(self, seat: Seat, language: str) -> None:
        self.seat, self.language = seat, language
        self.before: Parts = {}
        self.whole = 0
        self.messages: list[tuple[int, tuple[str, ...]]] = []

    def hear(self, table: Table) -> None:
        shared, own = parts(table, self.seat, self.language)
        new = {**own, **shared}
        changed = {name: part for name, part in new.items() if self.before and part != self.before.get(name)}
        told = packets(changed)
        if self.seat.role is Role.AUDIENCE:  # its own part comes later, with a message of its own
            told = [*packets({n: p for n, p in changed.items() if n in shared}), {"me": own["me"]}]
        self.messages += [(size(part), tuple(part)) for part in told]
        self.whole = max(self.whole, size(new))
        self.before = new


def heard(bank: str, most: int) -> list[tuple[str, str, Heard]]:
    """What phones hear of so many questions of a bank, those with the most to say first."""
    found = []
    for question in sorted(questions(bank), key=lambda one: -len(one.model_dump_json()))[:most]:
        for pack in RULES:
            phones = [
                Heard(seat, language)
                for seat in (captain_seat("t1"), captain_seat("t3"), audience_seat("1"))
                for language in ("zh-Hans", "en")
            ]
            for table in play(question, pack):
                for phone in phones:
                    phone.hear(table)
            found += [(question.id, pack, phone) for phone in phones]
    return found


@pytest.mark.parametrize("bank", ["fire", "cyber", "home"])
@pytest.mark.parametrize("most", [25, pytest.param(1_000, marks=pytest.mark.soak)])
def test_what_changes_comes_in_packets_and_the_whole_view_stays_small(bank, most):
    told = heard(bank, most)
    too_long = {
        (question, pack, phone.language, length, sections)
        for question, pack, phone in told
        for length, sections in phone.messages
        if length > PACKET
    }
    assert too_long == set()
    longest = max(length for _, _, phone in told for length, _ in phone.messages)
    assert longest > 0.8 * PACKET, "the plays must have come to the long messages"
    assert max(phone.whole for _, _, phone in told) <= LONGEST_WHOLE_VIEW


def test_parts_keep_their_order_and_a_long_one_goes_alone():
    given = {"a": b"x" * 300, "b": b"x" * 800, "c": b"x" * 700, "d": b"x" * 5_000, "e": b"x"}
    assert [list(part) for part in packets(given)] == [["a", "b"], ["c"], ["d"], ["e"]]
    assert {name: one for part in packets(given) for name, one in part.items()} == given
    assert packets({}) == []


@pytest.mark.parametrize("length", range(500, 600))
def test_a_packet_is_never_too_long(length):
    assert max(map(size, packets({"a": b"x" * 600, "b": b"x" * length}))) <= PACKET


@pytest.mark.anyio
async def test_a_long_reveal_is_told_in_packets(hall, clock):
    question = next(one for one in questions("cyber") if one.id == "cyber-match-which-law")
    show = await Show.of(hall, clock, plan_for(question, "everyone"))
    await show.sit("t1")
    [seat] = [audience_seat("0000000001")]
    await show.live.post(c.TakeSeat(handle="Brave Otter 27"), seat)
    phones = [show.phone(one, language="en") for one in ("t1", seat)]
    await show.open_question()
    for phone in phones:
        given = right_answer(show.live.state.asked())
        assert "ack" in await phone.done(c.SubmitAnswer(ask=show.ask, answer=given, n=1))
    await show.next("close_answers")
    for phone in phones:
        await phone.until(lambda sections: sections["stage"]["ask"]["phase"] == "closed")
        phone.forget_messages()
    await show.next("reveal")
    for phone in phones:
        await phone.until(lambda s: s["stage"]["ask"]["phase"] == "revealed" and s["me"]["verdict"])
        told = [len(orjson.dumps(message)) for message in phone.channel.messages]
        assert len(told) > 1
        assert max(told) <= PACKET
