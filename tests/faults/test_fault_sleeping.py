"""Faults 8 and 9: a laptop that sleeps in the middle of a question, or stands still for a moment."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import perf_counter

import pytest

from quizhub.contest import commands as c
from quizhub.contest.events import BuzzPressed, RaceDecided
from quizhub.contest.seats import HOST, captain_seat
from quizhub.errors import CommandRejected
from quizhub.robots.client import Bearing
from quizhub.robots.client import Client as Robot
from quizhub.robots.door import Ticket
from quizhub.robots.tally import Tally
from tests.contest.table import a_plan, a_round
from tests.faults.clients import an_evening
from tests.live.halls import Show, close_hall, everyone_plan, open_hall, phase

pytestmark = [pytest.mark.anyio]

ASLEEP_S, BLOCKED_S, PHONES = 60, 3, 40


@pytest.mark.fault(8)
async def test_fault_08_after_a_sleep_the_show_waits_for_the_host_with_its_time(path, clock, measured):
    hall, database = await open_hall(path, clock, stall_ms=3_000)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1")
    await show.open_question()
    clock.advance(5_000)
    await show.live.post(c.LockLobby(locked=True), HOST)
    left = show.left
    clock.advance(60_000)
    with pytest.raises(CommandRejected) as refused:
        await show.live.post(show.answer(), captain_seat("t1"))
    assert refused.value.code == "paused"
    assert (phase(show.live), show.live.state.show.paused) == ("open", True)
    await show.live.post(c.Resume(), HOST)
    assert left - 5_000 <= show.left <= left
    await show.live.post(show.answer(), captain_seat("t1"))
    await close_hall(hall, database)
    measured.note("paused, not locked, the time kept")


@asynccontextmanager
async def real_phones(tickets: Sequence[Ticket]) -> AsyncIterator[list[Robot]]:
    """Phones that ping, notice silence and come back by themselves."""
    phones = [Robot(ticket, Bearing(), Tally(), random.Random(n)) for n, ticket in enumerate(tickets)]
    running = [asyncio.create_task(phone.run()) for phone in phones]

    async def beating() -> None:
        while True:
            for phone in phones:
                phone.beat()
            await asyncio.sleep(0.1)

    beat = asyncio.create_task(beating())
    try:
        yield phones
    finally:
        for phone in phones:
            phone.leave()
        beat.cancel()
        await asyncio.gather(beat, *running, return_exceptions=True)


async def alive(phone: Robot) -> None:
    """Until its line answers: what was open before the sleep proves nothing."""
    heard = phone._heard_at
    while not (phone.online and phone._heard_at > heard):
        phone.say({"ping": 0})
        await asyncio.sleep(0.1)


@pytest.mark.soak
@pytest.mark.fault(8)
async def test_fault_08_the_laptop_sleeps_for_a_minute(tmp_path, measured):
    teams = 12
    async with an_evening(tmp_path, a_plan(a_round("everyone", 1, time_s=30), teams=teams)) as evening:
        tickets = [await evening.ticket(f"t{n}") for n in range(1, teams + 1)]
        async with real_phones(tickets) as phones:
            await asyncio.gather(*(alive(phone) for phone in phones))
            await evening.open_question()
            total = evening.host.ask["clock"]["total"]
            with contextlib.suppress(TimeoutError):
                await evening.program.asleep(ASLEEP_S)
            began = perf_counter()
            await asyncio.gather(*(alive(phone) for phone in phones))
            measured.within("phones back after", perf_counter() - began, 5)
            host = await evening.enter()
            assert host.sections["stage"]["paused"], "the host is asked"
            assert host.ask["phase"] == "open", "nothing was locked meanwhile"
            left_s = host.ask["clock"]["left"] / 1000
            measured.note(f"{left_s:.1f} s of {total / 1000:.0f} s left")
            assert left_s > total / 1000 - 5
            for phone in phones:
                while not phone.sections.record("stage").get("paused"):
                    await asyncio.sleep(0.02)


@pytest.mark.soak
@pytest.mark.fault(9)
async def test_fault_09_the_program_stands_still_for_three_seconds_in_a_race(tmp_path, measured):
    async with an_evening(tmp_path, a_plan(a_round("buzz", 2), teams=PHONES)) as evening:
        phones = {f"t{n}": await evening.captain(f"t{n}") for n in range(1, PHONES + 1)}
        await asyncio.sleep(2.5)
        await evening.until("start_signal")
        await evening.next()
        opens = evening.host.ask["opens"]
        for phone in phones.values():
            await phone.until(lambda p: p.ask.get("phase") == "open")
        await asyncio.sleep(max(0.0, evening.host.until_server(opens)))
        blocked = asyncio.create_task(evening.program.asleep(BLOCKED_S))
        await asyncio.sleep(0.3)
        pressed = []
        for phone in phones.values():
            pressed.append(await phone.press())
            await asyncio.sleep(0.03)
        await blocked
        for phone, (_, command_id) in zip(phones.values(), pressed, strict=True):
            await phone.reply(command_id)
        dropped = sum(phone.closed is not None for phone in phones.values())
        presses = [event for event in evening.log() if isinstance(event, BuzzPressed)]
        marked = [press for press in presses if press.stalled]
        measured.note(
            f"{dropped} of {PHONES} dropped; {len(marked)} of {len(presses)} presses marked uncertain"
        )
        assert dropped <= PHONES // 100
        assert len(marked) == len(presses) > 0
        await evening.host.until(lambda p: p.ask.get("race") == 2)
        decided = [event for event in evening.log() if isinstance(event, RaceDecided)]
        assert [(race.how, len(race.too_close)) for race in decided] == [("rebuzz", len(presses))]
        measured.note("they race again")
