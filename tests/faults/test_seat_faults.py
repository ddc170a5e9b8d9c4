"""Faults 15, 23, 24, 25 and 28 on real sockets: clients that stop reading, hosts and screens that come
and go, two phones on one seat.
"""

import asyncio
import contextlib
import socket
from time import perf_counter
from typing import Any

import orjson
import pytest
from websockets.exceptions import ConnectionClosed

from quizhub.clock import ServerClock
from quizhub.live.channel import MOST_UNSENT
from tests.contest.table import a_plan, a_round
from tests.faults.clients import Client, an_answer, an_evening
from tests.faults.proxy import bad_network
from tests.live.halls import HERE, Show, close_hall, open_hall
from tests.live.servers import FAST, heard, serving
from tests.live.test_fast_socket import _captain, _deaf_client

pytestmark = [pytest.mark.anyio]

PLAN = a_plan(a_round("everyone", 3, time_s=600), teams=2)


async def _p99_s(client: Any, pings: int) -> float:
    trips = []
    for n in range(pings):
        began = perf_counter()
        await client.send(orjson.dumps({"ping": n}), text=True)
        while (await heard(client)).get("pong") != n:
            pass
        trips.append(perf_counter() - began)
        await asyncio.sleep(0.11)
    return sorted(trips)[round(0.99 * (pings - 1))]


@pytest.mark.fault(15)
async def test_fault_15_twenty_clients_stop_reading(path, measured):
    """Each has a receive buffer of 8 kB; the server sends 4 kB in a loop, with its real limits."""
    hall, database = await open_hall(path, ServerClock())
    show = await Show.of(hall, hall.clock, PLAN)  # type: ignore[arg-type]
    captain = await _captain(show)
    visitors = [await show.hall.join_audience(show.info.code, language="en", address=HERE) for _ in range(20)]
    async with serving(show.hall, FAST) as running:
        phone = await running.hello(captain)
        await heard(phone)
        before = await _p99_s(phone, 20)
        deaf: list[socket.socket] = []
        for visitor in visitors:
            deaf.append(await _deaf_client(running.port, visitor, b'{"hello": 1}'))
        async with asyncio.timeout(20):
            while show.live.facts().audience_online < len(deaf):
                await asyncio.sleep(0.005)
        held, stop = 0, asyncio.Event()

        async def sending() -> None:
            nonlocal held
            n = 0
            while not stop.is_set():
                n += 1
                view = show.live._broadcast._view({"filler": b'"filler":[%d,"%s"]' % (n, b"x" * 4_000)})
                for connection in [c for c in show.live._groups if c.seat.team is None]:
                    connection.show(view)
                    slots = sum(map(len, connection._outlet._slots.values()))
                    held = max(held, connection._channel.unsent() + slots)
                await asyncio.sleep(0.01)

        began = perf_counter()
        task = asyncio.create_task(sending())
        during = await _p99_s(phone, 20)
        async with asyncio.timeout(60):
            while show.live.facts().audience_online:
                await asyncio.sleep(0.01)
        await running.gone(left=1)
        measured.within("all aborted after", perf_counter() - began, 10)
        stop.set()
        await task
        # What the kernel holds for them comes on top of what we hold.
        most_kb = (held + 2 * 65_536) / 1024
        measured.note(f"≤ {most_kb:.0f} kB each; {running.sockets} socket left")
        assert held <= MOST_UNSENT
        assert most_kb <= 256
        measured.within("the other's p99 +", max(0.0, during - before), 0.02)
        for raw in deaf:
            raw.close()
        await phone.close()
        await running.gone()
    await close_hall(hall, database)


@pytest.mark.fault(23)
async def test_fault_23_a_host_is_cut_off_another_takes_over_and_the_first_returns(tmp_path, measured):
    """What the first host pressed in a black hole arrives when it is over, and is refused."""
    async with an_evening(tmp_path, PLAN) as evening, bad_network(evening.program.port) as network:
        first = await evening.enter(via=network.port)
        await evening.until("open_answers")
        await first.until(lambda _: first.sections["next"]["effect"] == "open_answers")
        await first.take_the_lead()
        network.black_hole()
        step = first.sections["next"]["moves"]
        stale = [await first.send("Next", step=step) for _ in range(3)]
        stale += [await first.send("Undo", step=step), await first.send("Pause")]
        began = perf_counter()
        second = await evening.enter()
        await second.take_the_lead()
        evening.host = second
        assert await evening.next() == "open_answers"
        measured.within("B in control after", perf_counter() - began, 5)
        moves = second.sections["next"]["moves"]
        network.black_hole(on=False)
        replies = [await first.reply(command_id) for command_id in stale]
        assert [reply.get("code") for reply in replies] == ["not_leading"] * len(stale)
        assert not first.sections["lead"]["leads"], "and it is told"
        await second.ping()
        assert second.sections["next"]["moves"] == moves
        assert second.ask["phase"] == "open"
        measured.note(f"{len(stale)} of {len(stale)} stale commands refused")


async def _comes_back(client: Client, again: Client) -> float:
    """Leave without a goodbye and open the page anew; the seconds until the whole view is there."""
    before = {
        name: value
        for name, value in client.sections.items()
        if name not in ("grid", "lobby", "counts", "lead")
    }
    await client.leave()
    began = perf_counter()
    await again.connect()
    took = perf_counter() - began
    assert {name: again.sections[name] for name in before} == before, "the same step, the same clock"
    return took


@pytest.mark.fault(24)
@pytest.mark.fault(25)
async def test_fault_24_25_host_and_projectors_are_opened_anew_in_the_middle_of_a_question(
    tmp_path, measured
):
    async with an_evening(tmp_path, PLAN) as evening:
        screens = [await evening.enter("screen") for _ in range(2)]
        await evening.open_question()
        version = evening.host.version
        for screen in screens:
            await screen.until(lambda s: s.ask.get("phase") == "open")
        ends = evening.host.ask["clock"]["ends"]
        measured.within("host there again after", await _comes_back(evening.host, evening.host), 2)
        assert evening.host.ask["clock"]["ends"] == ends
        measured.within("screen there again after", await _comes_back(screens[0], screens[0]), 2)
        # The other screen is lost for good: nobody else is told a thing of the show.
        await screens[1].leave()
        assert evening.host.version == version
        assert screens[0].ask["clock"]["ends"] == ends


@pytest.mark.fault(28)
async def test_fault_28_two_phones_on_one_seat(tmp_path, measured):
    """The newest has the seat, the older is told and closed; what both sent has one effect."""
    async with an_evening(tmp_path, PLAN) as evening:
        old = await evening.captain("t1")
        ask = await evening.open_question()
        for n in range(1, 11):
            new, _ = await asyncio.gather(evening.again(old), _answers(old, ask, n))
            await old.until(lambda old: old.closed)
            assert old.closed == 4409
            reply = await new.do("SubmitAnswer", ask=ask, answer=an_answer("b"), n=n)
            held = new.sections["me"]["answer"]
            if "no" in reply:
                assert reply["code"] == "old_answer", "the other phone's change with this number was first"
                assert held["answer"] == an_answer("a")
            old = new
        rows = [row for row in evening.rows() if row.type == "AnswerReceived"]
        assert len(rows) == 10, "ten changes, ten effects"
        assert evening.host.sections["grid"][0]["online"]
        measured.note("10 changes of phone, 10 effects, the older always told")


async def _answers(phone: Client, ask: int, n: int) -> None:
    with contextlib.suppress(ConnectionClosed):
        await phone.send("SubmitAnswer", f"the-older-phone-{n:04d}", ask=ask, answer=an_answer("a"), n=n)
