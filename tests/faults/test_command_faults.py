"""Faults 10 to 14 and 22: commands repeated, out of order, late, stale, confirmed in vain, pressed twice."""

import asyncio
import random
from dataclasses import replace

import pytest

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST, captain_seat
from quizhub.errors import CommandRejected
from quizhub.live.letters import Letter, Outcome, Receipt
from quizhub.questions.answers import ChoiceAnswer
from quizhub.robots.client import Bearing
from quizhub.robots.client import Client as Robot
from quizhub.robots.door import Ticket
from quizhub.robots.tally import Tally
from tests.contest.table import a_plan, a_round
from tests.faults.clients import Evening, an_answer, an_evening
from tests.faults.proxy import bad_network
from tests.live.halls import Show, everyone_plan

pytestmark = [pytest.mark.anyio]

CASES = 1_000


def _pick(n: int) -> ChoiceAnswer:
    return ChoiceAnswer(chosen=("abcd"[n % 4],))


@pytest.mark.fault(10)
async def test_fault_10_a_command_five_times_is_one_effect_and_five_equal_acks(tmp_path, measured):
    async with an_evening(tmp_path, a_plan(a_round("everyone", 1, time_s=600), teams=1)) as evening:
        phone = await evening.captain("t1")
        ask = await evening.open_question()
        heard: list[dict[str, object]] = []
        phone.on_reply = heard.append
        for _ in range(5):
            await phone.send("SubmitAnswer", "five-times-the-same", ask=ask, answer=an_answer(), n=1)
        await phone.until(lambda _: len(heard) == 5)
        assert all(reply["ack"] == "five-times-the-same" for reply in heard)
        assert len({reply["v"] for reply in heard}) == 1
        assert sum(row.type == "AnswerReceived" for row in evening.rows()) == 1
        measured.note("5 equal acks, 1 effect")


@pytest.mark.fault(11)
async def test_fault_11_of_answers_in_any_order_the_highest_counter_wins(hall, clock, measured):
    """Every case: the changes of one answer in a shuffled order, some of them twice."""
    show = await Show.of(hall, clock, everyone_plan(questions=1, teams=20, audience=False))
    teams = [team.id for team in show.live.state.plan.teams]
    await show.sit(*teams)
    await show.next("start_contest", "show_question")
    chance, wrong = random.Random(11), 0
    for _ in range(CASES // len(teams)):
        await show.next("open_answers")
        ask = show.ask

        async def one(team: str, ask: int = ask) -> bool:
            highest = chance.randrange(2, 6)
            numbers = [*chance.sample(range(1, highest + 1), highest), chance.randrange(1, highest + 1)]
            refused = set()
            for n in numbers:
                try:
                    await show.live.post(c.SubmitAnswer(ask=ask, answer=_pick(n), n=n), captain_seat(team))
                except CommandRejected as late:
                    refused.add(str(late.code))
            held = show.live.state.answers_to(ask)[captain_seat(team).id]
            return (held.n, held.answer, refused) == (highest, _pick(highest), {"old_answer"})

        kept = await asyncio.gather(*(one(team) for team in teams))
        wrong += kept.count(False)
        await show.live.post(c.Undo(step=show.live.state.moves), HOST)
    assert wrong == 0
    measured.note(f"{CASES} cases, {wrong} wrong")


@pytest.mark.fault(12)
async def test_fault_12_an_acknowledgement_is_lost_and_the_command_comes_again(tmp_path, measured):
    """The way back is a black hole once the answer has been sent; with the socket kept, and without."""
    async with an_evening(tmp_path, a_plan(a_round("everyone", 1, time_s=600), teams=1)) as evening:
        ticket = await evening.ticket("t1")
        ask = await evening.open_question()
        async with bad_network(evening.program.port) as network:
            robot = Robot(_through(ticket, network.port), Bearing(), Tally(), random.Random(1))
            running = asyncio.create_task(robot.run())
            while robot.sections.ask.get("phase") != "open":
                await asyncio.sleep(0.02)
            for n, lost in enumerate((False, True), 1):
                network.down.passes.clear()
                sent = robot.command("SubmitAnswer", ask=ask, answer=an_answer("abcd"[n]), n=n)
                while _answers(evening) < n:
                    await asyncio.sleep(0.02)
                if lost:
                    network.hang_up()
                    network.down.passes.set()
                else:
                    while sent.tries == 1:
                        robot.beat()
                        await asyncio.sleep(0.02)
                    measured.within("sent again after", sent.last_at - sent.first_at, 3.7)
                    network.down.passes.set()
                assert await asyncio.wait_for(sent.settled, 20) == "ack"
                assert sent.tries > 1
            assert _answers(evening) == 2, "each had one effect"
            robot.leave()
            await running


def _through(ticket: Ticket, port: int) -> Ticket:
    """The same seat by another way; the server takes the proxy's address for one of its own."""
    return replace(ticket, address=replace(ticket.address, port=port))


def _answers(evening: Evening) -> int:
    return sum(row.type == "AnswerReceived" for row in evening.rows())


@pytest.mark.fault(13)
async def test_fault_13_an_answer_after_the_lock_is_refused_with_its_reason(hall, clock, measured):
    """Closed by the clock, by the host, or by the captain's own lock; at any delay after it."""
    show = await Show.of(hall, clock, everyone_plan(questions=60, teams=2))
    await show.sit("t1", "t2")
    await show.next("start_contest")
    phone, chance, refused = show.phone("t1"), random.Random(13), 0
    for delay in [0, 1, 2, 9, 50, 999, *(chance.randrange(3_000, 3_600_000) for _ in range(44))]:
        await show.next("show_question", "open_answers")
        ask, how = show.ask, chance.choice(["clock", "host", "own lock"])
        if how == "clock":
            clock.advance(show.left + delay)
        elif how == "host":
            await show.live.post(c.CloseAnswers(), HOST)
            clock.advance(delay)
        else:
            await phone.done(c.SubmitAnswer(ask=ask, answer=_pick(1), lock=True))
            clock.advance(min(delay, show.left - 1))
        before = dict(show.live.state.answers_to(ask))
        outcome = await phone.done(c.SubmitAnswer(ask=ask, answer=_pick(2), n=9))
        assert outcome["code"] == ("locked" if how == "own lock" else "late"), (how, delay)
        refused += 1
        assert dict(show.live.state.answers_to(ask)) == before
        clock.advance(3_600_000)
        show.live.wake()
        await phone.until(lambda s: s["stage"]["ask"]["phase"] == "closed")
        await show.next("reveal")
        assert (await phone.done(c.SubmitAnswer(ask=ask, answer=_pick(3), n=10)))["code"] == "late"
    measured.note(f"{refused} of {refused} refused with late or locked; there is no grace")


@pytest.mark.fault(14)
async def test_fault_14_what_was_meant_for_another_question_is_never_applied(hall, clock, measured):
    """Asks are numbered by playing: one taken back, void or replaced is not the one that is on now."""
    show = await Show.of(hall, clock, a_plan(a_round("everyone", 8, spares=40), teams=2))
    await show.sit("t1", "t2")
    await show.next("start_contest")
    chance, asks, tried = random.Random(14), [0], 0
    for turn in range(30):
        await show.next("show_question", "open_answers")
        asks.append(show.ask)
        await show.live.post(c.SubmitAnswer(ask=show.ask, answer=_pick(0), n=1), captain_seat("t1"))
        for stale in {*chance.sample(asks[:-1], min(8, len(asks) - 1)), show.ask + 1}:
            held = {ask: dict(show.live.state.answers_to(ask)) for ask in asks}
            tried += 1
            with pytest.raises(CommandRejected) as refused:
                await show.live.post(
                    c.SubmitAnswer(ask=stale, answer=_pick(3), n=99),
                    captain_seat(chance.choice(["t1", "t2"])),
                )
            assert refused.value.code in ("late", "wrong_question")
            assert {ask: dict(show.live.state.answers_to(ask)) for ask in asks} == held
        if turn % 5 == 4:
            await show.next("close_answers", "reveal")
        else:
            # A spare takes its place: the same place in the round, another question.
            await show.live.post(c.VoidQuestion(reason="x"), HOST)
    measured.note(f"{tried} stale answers, 0 misapplied")


@pytest.mark.fault(22)
async def test_fault_22_two_hosts_press_next_at_once_a_thousand_times(show, measured):
    """Both are in the mailbox before the first is looked at. Then the step is undone."""
    await show.sit("t1")
    at, first = show.clock.now(), show.live.state.moves
    both: list[list[Outcome]] = []
    for case in range(CASES):
        outcomes = list[Outcome]()
        both.append(outcomes)
        step = first + 2 * case
        for _host in range(2):
            show.live.send(Letter(c.Next(step=step), HOST, at, reply=outcomes.append))
        show.live.send(Letter(c.Undo(step=step + 1), HOST, at))
    last = await show.live.post(c.LockLobby(locked=True), HOST)
    assert last.version == show.live.state.version
    steps = [sum(isinstance(outcome, Receipt) for outcome in outcomes) for outcomes in both]
    told = [outcomes[1] for outcomes in both if isinstance(outcomes[1], CommandRejected)]
    assert steps == [1] * CASES
    assert [refused.code for refused in told] == ["stale_step"] * CASES
    assert show.live.state.moves == first + 2 * CASES
    measured.note(f"{CASES} times one step, {len(told)} times the other was told")
