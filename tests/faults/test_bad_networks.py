"""Faults 16, 17 and 18: black holes, phones that come and go, and a network that hardly carries anything."""

import asyncio
import os
from collections.abc import Awaitable
from dataclasses import replace
from time import perf_counter

import pytest
from playwright.async_api import async_playwright

from quizhub.robots.client import Client as Robot
from quizhub.robots.door import Ticket
from quizhub.robots.outbox import Sent
from tests.contest.table import a_plan, a_round
from tests.faults.clients import Evening, an_answer, an_evening
from tests.faults.proxy import Proxy, Way, bad_network
from tests.faults.test_fault_sleeping import alive, real_phones

pytestmark = [pytest.mark.anyio, pytest.mark.soak]

FLAPPING_S = float(os.environ.get("QUIZHUB_FLAPPING_S", "600"))
PHONES, FLAPPING = 20, 6
"""Three in ten come and go."""


@pytest.mark.fault(16)
async def test_fault_16_a_phone_falls_into_a_black_hole(tmp_path, measured):
    async with (
        an_evening(tmp_path, a_plan(a_round("everyone", 1, time_s=600), teams=2)) as evening,
        bad_network(evening.program.port) as network,
    ):
        phone = await evening.captain("t1", via=network.port)
        host = evening.host
        await host.until(lambda h: h.sections["grid"][0]["online"])
        network.black_hole()
        began = perf_counter()
        await host.until(lambda h: not h.sections["grid"][0]["online"])
        measured.within("host saw it offline after", perf_counter() - began, 12)

        # Once more, and this time the phone finds another way in before anybody has noticed.
        network.black_hole(on=False)
        network.hang_up()
        old = await evening.again(phone, via=network.port)
        await host.until(lambda h: h.sections["grid"][0]["online"])
        network.black_hole()
        began = perf_counter()
        new = await evening.again(phone)
        ask = await evening.open_question()
        await new.until(lambda p: p.ask.get("phase") == "open")
        assert "ack" in await new.do("SubmitAnswer", ask=ask, answer=an_answer(), n=1)
        measured.within("a new socket had the seat after", perf_counter() - began, 1)
        assert old.closed is None, "the old one does not know yet"


def _through(ticket: Ticket, proxy: Proxy) -> Ticket:
    return replace(ticket, address=replace(ticket.address, port=proxy.port))


async def _answering(robot: Robot, ask: int, ends: float) -> list[Sent]:
    """Change the answer all the time, each change when the one before is settled."""
    sent: list[Sent] = []
    while perf_counter() < ends:
        sent.append(robot.command("SubmitAnswer", ask=ask, answer=an_answer("abcd"[len(sent) % 4]),
                                  n=len(sent) + 1))  # fmt: skip
        await asyncio.wait_for(asyncio.shield(sent[-1].settled), 60)
        await asyncio.sleep(0.2)
    return sent


def _nothing_lost(evening: Evening, sent: list[Sent]) -> int:
    kept = [row.command_id for row in evening.rows() if row.type == "AnswerReceived"]
    acked = [one.id for one in sent if one.acknowledged]
    assert len(kept) == len(set(kept))
    assert set(acked) <= set(kept)
    return len(acked)


def _p95(values: list[float]) -> float:
    return sorted(values)[round(0.95 * (len(values) - 1))]


@pytest.mark.fault(17)
async def test_fault_17_three_in_ten_phones_flap(tmp_path, measured):
    plan = a_plan(a_round("everyone", 1, time_s=600), teams=PHONES)
    async with (
        an_evening(tmp_path, plan) as evening,
        bad_network(evening.program.port) as flapping,
        bad_network(evening.program.port) as steady,
    ):
        tickets = [
            _through(await evening.ticket(f"t{n}"), flapping if n <= FLAPPING else steady)
            for n in range(1, PHONES + 1)
        ]
        async with real_phones(tickets) as robots:
            await asyncio.gather(*(alive(robot) for robot in robots))
            assert "ack" in await evening.host.do("LockLobby", locked=True)
            ask = await evening.open_question()
            for _ in range(3):
                assert "ack" in await evening.host.do("ExtendTime", seconds=120)
            ends, back = perf_counter() + FLAPPING_S, list[float]()
            playing = [asyncio.create_task(_answering(robot, ask, ends)) for robot in robots]
            while perf_counter() < ends:
                await asyncio.sleep(4)
                flapping.refuse(True)
                flapping.hang_up()
                await asyncio.sleep(1)
                flapping.refuse(False)
                back += await asyncio.gather(*(_took(alive(robot)) for robot in robots[:FLAPPING]))
            sent = [one for many in await asyncio.gather(*playing) for one in many]
        acked = _nothing_lost(evening, sent)
        measured.note(f"{len(back)} returns in {FLAPPING_S:.0f} s; {acked} acked, 0 lost")
        measured.within("back p95", _p95(back), 1.5)


async def _took(work: Awaitable[None]) -> float:
    began = perf_counter()
    await work
    return perf_counter() - began


def narrow() -> Way:
    """Half of 300 ms, and 5 % of the packets once more."""
    return Way(delay_s=0.15, loss=0.05, bits_s=50_000)


@pytest.mark.fault(18)
async def test_fault_18_acknowledgements_over_a_network_that_hardly_carries_anything(tmp_path, measured):
    """Each phone has such a line of its own."""
    plan = a_plan(a_round("everyone", 1, time_s=600), teams=8)
    async with an_evening(tmp_path, plan) as evening:
        for seed in range(8):
            async with bad_network(evening.program.port, narrow(), narrow(), seed) as network:
                ticket = _through(await evening.ticket(f"t{seed + 1}"), network)
                async with real_phones([ticket]) as [robot]:
                    await alive(robot)
                    ask = evening.host.ask.get("id") or await evening.open_question()
                    sent = await _answering(robot, ask, perf_counter() + 15)
                    took = [float(ms) / 1000 for ms in robot._tally.ack_ms]
                    measured.within(f"phone {seed + 1}: ack p95", _p95(took), 1.5)
                    _nothing_lost(evening, sent)


@pytest.mark.fault(18)
async def test_fault_18_the_first_load_over_such_a_network(tmp_path, measured, chromium_path):
    plan = a_plan(a_round("everyone", 1, time_s=600), teams=1)
    async with (
        an_evening(tmp_path, plan) as evening,
        bad_network(evening.program.port, narrow(), narrow(), 18) as network,
        async_playwright() as playwright,
    ):
        ticket = await evening.ticket("t1")
        name, _, value = ticket.cookie.partition("=")
        browser = await playwright.chromium.launch(executable_path=str(chromium_path), args=["--no-sandbox"])
        here = f"http://127.0.0.1:{network.port}"
        context = await browser.new_context()
        await context.add_cookies([{"name": name, "value": value, "url": here}])
        page = await context.new_page()
        began = perf_counter()
        await page.goto(f"{here}/play", wait_until="commit")
        await page.wait_for_selector("body[data-screen]")
        measured.within("first load", perf_counter() - began, 6)
        await browser.close()
