"""The disk fails in the middle of a question: nothing is confirmed that is not kept, everybody is told,
and when it works again the show goes on where it stood, with the time it had.
"""

import asyncio

import pytest

from quizhub.contest.seats import captain_seat
from quizhub.storage import engines
from quizhub.storage.event_log import verify
from tests.live.halls import Show, close_hall, everyone_plan, open_hall
from tests.storage.disks import OtherProgram, SmallDisk

pytestmark = [pytest.mark.anyio]


async def _answer_until_refused(show: Show, phone) -> tuple[list[str], str]:
    """The ids confirmed and the one that was not."""
    confirmed: list[str] = []
    for n in range(1, 2_000):
        show.clock.advance(1)
        outcome = await phone.done(show.answer("abcd"[n % 4], n=n))
        phone.connection._rate._left = 20
        if "no" in outcome:
            assert outcome["code"] == "not_saved"
            return confirmed, outcome["no"]
        confirmed.append(outcome["ack"])
    raise AssertionError("the disk never filled")


@pytest.mark.fault(3)
async def test_a_full_disk_in_the_middle_of_a_question(path, clock):
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1", "t2")
    ask = await show.open_question()
    phone, other, host, screen = show.phone("t1"), show.phone("t2"), show.host(), show.screen()
    disk = SmallDisk(database)
    await disk.room_for(2)

    confirmed, refused = await _answer_until_refused(show, phone)
    assert confirmed
    for listener in (phone, other, host, screen):
        await listener.until(lambda s: s["trouble"] is not None)
    left = show.left
    rows = await hall._log.read(show.info.id)
    assert [row.command_id for row in rows if row.type == "AnswerReceived"] == confirmed
    assert (await other.done(show.answer()))["code"] == "not_saved"

    show.clock.advance(7_000)
    await disk.room_for(1_000)
    for listener in (phone, other, host, screen):
        await listener.until(lambda s: s["trouble"] is None)
    phone.forget_messages()
    await phone.done(show.answer("b", n=5_000), refused)
    assert "ack" in phone.answers(refused)[0]
    assert "ack" in await other.done(show.answer())
    assert abs(show.left - left) <= 1
    rows = await hall._log.read(show.info.id)
    verify(rows)
    ids = [row.command_id for row in rows if row.type == "AnswerReceived"]
    assert ids[:-1] == [*confirmed, refused]
    assert set(show.live.state.answers_to(ask)) == {"team-t1", "team-t2"}
    await close_hall(hall, database)


@pytest.mark.fault(5)
async def test_a_lock_somebody_else_holds_refuses_and_then_goes_on(path, clock, monkeypatch):
    monkeypatch.setattr(engines, "_BOTH", ("busy_timeout=30", "foreign_keys=ON"))
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1", "t2")
    await show.open_question()
    phones = [show.phone("t1"), show.phone("t2")]
    other = OtherProgram(path)
    other.lock()
    outcomes = await asyncio.gather(
        *(phone.done(show.answer(), f"the-answer-of-{phone.seat.id}") for phone in phones)
    )
    assert [outcome["code"] for outcome in outcomes] == ["not_saved"] * 2
    other.let_go()
    other.close()
    for phone in phones:
        await phone.until(lambda s: s["trouble"] is None)
        phone.forget_messages()
        assert "ack" in await phone.done(show.answer(), f"the-answer-of-{phone.seat.id}")
    rows = await hall._log.read(show.info.id)
    verify(rows)
    assert sum(row.type == "AnswerReceived" for row in rows) == 2
    await close_hall(hall, database)


@pytest.mark.fault(3)
async def test_a_disk_that_fails_while_nobody_sends_anything_is_noticed_by_the_heartbeat(
    path, clock, monkeypatch
):
    monkeypatch.setattr(engines, "_BOTH", ("busy_timeout=10", "foreign_keys=ON"))
    monkeypatch.setattr("quizhub.live.pulse.EVERY_S", 0.01)
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1")
    await show.open_question()
    phone = show.phone("t1")
    other = OtherProgram(path)
    other.lock()
    await phone.until(lambda s: s["trouble"] is not None)
    show.clock.advance(60_000)
    show.live.wake()
    other.let_go()
    other.close()
    await phone.until(lambda s: s["trouble"] is None)
    await phone.done(show.answer())
    assert captain_seat("t1").id in show.live.state.answers_to(show.ask), (
        "the question was not closed meanwhile"
    )
    await close_hall(hall, database)
