"""The order of things: decided, on disk, acknowledged, published. And what survives."""

import asyncio

import pytest

from quizhub.clock import FakeClock
from quizhub.contest import commands as c
from quizhub.contest.decide import draft_of
from quizhub.contest.events import LobbyLocked
from quizhub.contest.evolve import replay
from quizhub.contest.seats import HOST, audience_seat, captain_seat
from quizhub.errors import Code, CommandRejected
from quizhub.live.known_commands import KnownCommands
from quizhub.live.letters import Letter, OurFault, Receipt
from quizhub.questions.answers import ChoiceAnswer
from quizhub.storage.database import Database
from quizhub.storage.errors import StorageUnavailable
from quizhub.storage.event_log import EventLog, NewEvent, verify
from tests.live.halls import Show, close_hall, everyone_plan, left_ms, open_hall, phase

pytestmark = pytest.mark.anyio


async def test_replaying_the_log_gives_the_live_state(show, hall):
    await show.sit("t1", "t2")
    await show.open_question()
    await show.live.post(show.answer("b"), captain_seat("t1"))
    await show.live.post(show.answer("a"), captain_seat("t2"))
    await show.next("close_answers", "reveal")
    rows = await hall._log.read(show.info.id)
    verify(rows)
    assert replay(row.event() for row in rows) == show.live.state


async def test_a_repeated_command_is_acknowledged_again_and_does_nothing(show):
    await show.sit("t1")
    ask = await show.open_question()
    phone = show.phone("t1")
    first = phone.do(show.answer("b"))
    for _ in range(4):
        phone.do(show.answer("b"), first)
    await phone.channel.until(lambda: len(phone.answers(first)) == 5)
    assert len({answer["v"] for answer in phone.answers(first)}) == 1
    version = show.live.state.version
    again = await phone.done(show.answer("a", n=2), first)
    assert again["v"] == phone.answers(first)[0]["v"]
    assert show.live.state.version == version
    assert show.live.state.answers_to(ask)["team-t1"].answer == ChoiceAnswer(chosen=("b",))


async def test_a_command_id_belongs_to_its_seat(show):
    await show.sit("t1", "t2")
    await show.open_question()
    one, two = show.phone("t1"), show.phone("t2")
    same = "the-same-id-twice-over"
    assert (await one.done(show.answer(), same))["v"] != (await two.done(show.answer(), same))["v"]
    assert set(show.live.state.answers_to(show.ask)) == {"team-t1", "team-t2"}


async def test_command_ids_are_known_after_a_restart(path, clock):
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1")
    await show.open_question()
    first = await show.live.post(show.answer(), captain_seat("t1"), "an-answer-sent-twice")
    answer = show.answer()
    await close_hall(hall, database)

    again, database = await open_hall(path, clock)
    live = await again.find(show.info.id)
    assert live is not None
    version = live.state.version
    assert await live.post(answer, captain_seat("t1"), "an-answer-sent-twice") == first
    assert live.state.version == version
    await close_hall(again, database)


async def test_the_state_after_a_restart_is_the_state_before(path, clock):
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1", "t2", "t3")
    await show.open_question()
    await show.live.post(show.answer(), captain_seat("t2"), "the-only-answer-there-is")
    before = show.live.state
    await close_hall(hall, database)
    again, database = await open_hall(path, clock)
    live = await again.find(show.info.code)
    assert live is not None
    assert live.state == before
    await close_hall(again, database)


async def test_nothing_is_acknowledged_or_shown_before_it_is_on_disk(show, hall, monkeypatch):
    await show.sit("t1")
    await show.open_question()
    phone, host = show.phone("t1"), show.host()
    reached, go_on = asyncio.Event(), asyncio.Event()
    append = hall._log.append

    async def slow(*args):
        reached.set()
        await go_on.wait()
        return await append(*args)

    monkeypatch.setattr(hall._log, "append", slow)
    sent = phone.do(show.answer())
    await reached.wait()
    before = len(phone.channel.messages), len(host.channel.messages), show.live.state.version
    for _ in range(50):
        await asyncio.sleep(0)
    assert (len(phone.channel.messages), len(host.channel.messages), show.live.state.version) == before
    go_on.set()
    assert (await phone.answer_to(sent))["v"] == show.live.state.version


async def test_a_write_that_fails_refuses_the_senders_and_keeps_nothing(show, hall, monkeypatch):
    await show.sit("t1", "t2")
    ask = await show.open_question()
    version = show.live.state.version
    phones = [show.phone("t1"), show.phone("t2")]
    append = hall._log.append
    failing = True

    async def fails(*args):
        if failing:
            raise StorageUnavailable("the disk is full")
        return await append(*args)

    async def probe():
        if failing:
            raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(hall._log, "append", fails)
    monkeypatch.setattr(hall._live._hearts, "probe", probe)
    sent = [phone.do(show.answer()) for phone in phones]
    for phone, command_id in zip(phones, sent, strict=True):
        assert (await phone.answer_to(command_id))["code"] == "not_saved"
        await phone.until(lambda s: s["trouble"] == {"code": "not_saved", "since": show.clock.now()})
    assert show.live.state.version == version
    assert (await phones[0].done(show.answer()))["code"] == "not_saved"

    left = show.left
    show.clock.advance(5_000)
    failing = False
    for phone, command_id in zip(phones, sent, strict=True):
        await phone.until(lambda s: s["trouble"] is None)
        # The phone's outbox sends the same command again, and now it counts.
        phone.forget_messages()
        assert "ack" in await phone.done(show.answer(), command_id)
    assert set(show.live.state.answers_to(ask)) == {"team-t1", "team-t2"}
    assert show.left == left


async def test_a_conflict_with_another_writer_is_settled_from_the_log(show, hall):
    """Somebody else appends; our next command is decided anew on top of it."""
    await show.sit("t1")
    other = EventLog(hall._database)
    version = show.live.state.version
    await other.append(
        show.info.id, version, [NewEvent.of(LobbyLocked(at=show.clock.now(), locked=True), "host")]
    )
    receipt = await show.live.post(c.SayReady(), captain_seat("t1"))
    assert receipt.version == version + 2
    assert show.live.state.lobby_locked


async def test_what_a_deadline_leads_to_comes_before_a_command_that_arrived_after_it(show):
    await show.sit("t1")
    await show.open_question()
    phone = show.phone("t1")
    show.clock.advance(30_001)
    assert (await phone.done(show.answer()))["code"] == "late"
    assert phase(show.live) == "closed"


async def test_an_answer_that_arrived_in_time_counts_however_late_it_is_looked_at(show):
    await show.sit("t1")
    ask = await show.open_question()
    phone = show.phone("t1")
    sent = phone.do(show.answer())
    show.clock.advance(60_000)
    assert "ack" in await phone.answer_to(sent)
    assert "team-t1" in show.live.state.answers_to(ask)
    show.live.wake()
    await phone.until(lambda s: s["stage"]["ask"]["phase"] == "closed")


async def test_a_deadline_passes_without_anybody_sending_anything(show):
    await show.sit("t1")
    await show.open_question()
    phone = show.phone("t1")
    show.clock.advance(30_000)
    show.live.wake()
    await phone.until(lambda s: s["stage"]["ask"]["phase"] == "closed")


async def test_our_own_mistake_costs_one_command_and_not_the_contest(show, monkeypatch):
    await show.sit("t1", "t2")
    await show.open_question()

    def breaks(state, command, seat, at, evidence):
        if seat.id == "team-t1":
            raise ZeroDivisionError
        return draft_of(state, command, seat, at, evidence)

    monkeypatch.setattr("quizhub.live.batch.draft_of", breaks)
    broken, fine = show.phone("t1"), show.phone("t2")
    broken.do(show.answer())
    assert "ack" in await fine.done(show.answer())
    await broken.channel.until(lambda: broken.channel.closed is not None)
    assert broken.channel.closed == 1011
    with pytest.raises(OurFault):
        await show.live.post(c.SayReady(), captain_seat("t1"))


async def test_a_listener_that_fails_changes_nothing_for_the_others(show, monkeypatch):
    await show.sit("t1")

    def fails(commit):
        raise ZeroDivisionError

    monkeypatch.setattr(show.live._broadcast, "committed", fails)
    assert isinstance(await show.live.post(c.SayReady(), captain_seat("t1")), Receipt)
    outcomes = []

    def told(outcome):
        outcomes.append(outcome)
        raise ZeroDivisionError

    show.live.send(Letter(c.LockLobby(locked=True), HOST, show.clock.now(), reply=told))
    assert isinstance(await show.live.post(c.LockLobby(locked=False), HOST), Receipt)
    assert len(outcomes) == 1


async def test_after_a_crash_the_clock_has_the_time_it_had(path):
    """A crash leaves a heartbeat that is older than the last thing that happened, or newer, or none."""
    clock = FakeClock()
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1")
    await show.open_question()
    clock.advance(4_000)
    await hall._live._hearts.beat(show.info.id, clock.now())
    left = show.left
    crashed = hall  # never stopped: its process is gone
    clock.advance(90_000)

    again, second = await open_hall(path, clock)
    live = await again.find(show.info.id)
    assert live is not None
    await live.post(c.SayReady(), captain_seat("t1"))
    assert phase(live) == "open"
    assert left_ms(live, clock) == left
    await close_hall(again, second)
    await close_hall(crashed, database)


async def test_a_stop_notes_the_time_and_tells_every_socket_to_come_back(path):
    clock = FakeClock()
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1")
    await show.open_question()
    phone, host = show.phone("t1"), show.host()
    clock.advance(7_000)
    left = show.left
    await close_hall(hall, database)
    assert (phone.channel.closed, host.channel.closed) == (1012, 1012)
    with pytest.raises(CommandRejected) as refused:
        await show.live.post(c.SayReady(), captain_seat("t1"))
    assert refused.value.code is Code.NOT_SAVED

    clock.advance(40_000)
    again, database = await open_hall(path, clock)
    live = await again.find(show.info.id)
    assert live is not None
    await live.post(c.SayReady(), captain_seat("t1"))
    assert left_ms(live, clock) == left
    await close_hall(again, database)


async def test_time_the_program_was_stopped_is_given_back(path):
    clock = FakeClock()
    hall, database = await open_hall(path, clock, stall_ms=3_000)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1")
    await show.open_question()
    left = show.left
    clock.advance(60_000)
    await show.live.post(c.SayReady(), captain_seat("t1"))
    assert phase(show.live) == "open"
    assert show.left == left
    await close_hall(hall, database)


async def test_a_thousand_letters_at_once_are_one_write(show, hall, monkeypatch):
    batches = []
    append = hall._log.append

    async def counting(contest, expected, new):
        batches.append(len(new))
        return await append(contest, expected, new)

    monkeypatch.setattr(hall._log, "append", counting)
    seats = [audience_seat(f"{n:010d}") for n in range(1_100)]
    await asyncio.gather(*(show.live.post(c.TakeSeat(handle=s.id), s) for s in seats))
    assert sum(batches) == 1_100
    assert max(batches) == 1_000
    assert len(batches) <= 3


def test_a_database_that_is_closed_twice_is_no_trouble(path):
    database = Database.open(path)
    database.close()
    database.close()


async def test_two_hosts_who_press_at_once_take_one_step(show):
    hosts = [show.host(), show.host()]
    await show.sit("t1")
    moves = show.live.state.moves
    names = ("pressed-by-the-one", "pressed-by-the-other")
    pressed = []
    for host, name in zip(hosts, names, strict=True):
        # Even one that takes over in the very moment does not take the step twice.
        host.say({"lead": True})
        pressed.append(host.do(c.Next(step=moves), name))
    first, second = [await host.answer_to(sent) for host, sent in zip(hosts, pressed, strict=True)]
    assert "ack" in first
    assert second["code"] == "stale_step"
    assert show.live.state.moves == moves + 1


async def test_a_phone_in_the_hall_may_repeat_its_last_commands_for_ever_and_no_more(show):
    """What is remembered of thousands of phones has an end; what a captain or host did has none."""
    known = KnownCommands()
    for n in range(1, 101):
        for seat in ("aud-0123456789", "team-t1", "host"):
            known.add(seat, f"command-{n:08d}", n)
        known.add("clock", "", n)
    assert known.find("aud-0123456789", "command-00000100") == 100
    assert known.find("aud-0123456789", "command-00000085") == 85
    assert known.find("aud-0123456789", "command-00000084") is None
    assert known.find("team-t1", "command-00000001") == 1
    assert known.find("host", "command-00000001") == 1
    assert known.find("clock", "") is None
