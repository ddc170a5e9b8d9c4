"""Fault 45: a phone whose clock is five minutes off, or is set meanwhile, counts down right."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall, open_hall, server_now, single_files

pytestmark = pytest.mark.journey

FIVE_MINUTES_MS = 300_000
SET_CLOCKS = """(ms) => {
  const date = Date.now.bind(Date), steady = performance.now.bind(performance);
  Date.now = () => date() + ms.wall;
  performance.now = () => steady() + ms.steady;
}"""


@pytest.fixture
async def hall() -> AsyncIterator[FakeHall]:
    """A hall whose page lets the test look at its clock."""
    opened = FakeHall(single_files())
    async with open_hall(opened):
        yield opened


async def countdown_error_ms(hall: FakeHall, page: Page) -> float:
    """How far the page's idea of the server's time is from it; the answer's own way is taken off."""
    address = hall.templates.assets.url("js/live/clock.js")
    before = server_now()
    told: float = await page.evaluate("async (address) => (await import(address)).serverNow()", address)
    after = server_now()
    return max(0.0, before - told, told - after)


@pytest.mark.fault(45)
@pytest.mark.parametrize("ms", [FIVE_MINUTES_MS, -FIVE_MINUTES_MS], ids=["ahead", "behind"])
async def test_fault_45_a_phone_whose_clock_is_five_minutes_off(
    hall: FakeHall, open_phone: OpenPhone, measured, ms: int
):
    # A clock that is set moves the wall clock; the steady one of another phone began elsewhere.
    page = await open_phone("open")
    await page.add_init_script(f"({SET_CLOCKS})({{wall: {ms}, steady: {ms}}})")
    await page.reload()
    await hall.joined(2)
    await hall.settled()
    assert abs(await page.evaluate("Date.now()") - server_now()) > FIVE_MINUTES_MS / 2, "the lie is told"
    measured.within("started so", await countdown_error_ms(hall, page) / 1000, 0.15)
    await page.evaluate(SET_CLOCKS, {"wall": -2 * ms, "steady": 0})
    measured.within("set while open", await countdown_error_ms(hall, page) / 1000, 0.15)
