"""Fault 21: a phone wakes up with a socket that calls itself open and leads nowhere."""

import pytest

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall

pytestmark = [pytest.mark.journey, pytest.mark.fault(21)]

STEP_MS, MOST_MS = 50, 3_000


@pytest.mark.parametrize("slept_s", [4, 60])
async def test_fault_21_a_zombie_socket_is_dropped_soon_after_waking(
    hall: FakeHall, open_phone: OpenPhone, measured, slept_s: int
):
    page = await open_phone("kept", frozen=True)
    await page.evaluate("""() => {
      const close = WebSocket.prototype.close;
      WebSocket.prototype.close = function (...all) { window.dropped = true; return close.apply(this, all); };
    }""")
    hall.answering_pings = False
    # Nothing of the page ran, and nothing told the socket. After a minute nobody need ask whether it is dead.
    await page.clock.fast_forward(slept_s * 1_000)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    took = 0
    while not await page.evaluate("window.dropped === true"):
        await page.clock.run_for(STEP_MS)
        took += STEP_MS
        assert took < MOST_MS
    measured.note(f"after {slept_s} s of sleep detected in {took / 1000:.2f} s")
    # By the page's own clock, so no machine is too slow for it.
    assert took <= 1_000
    hall.answering_pings = True
    await page.clock.run_for(1_000)
    await hall.joined(2)
