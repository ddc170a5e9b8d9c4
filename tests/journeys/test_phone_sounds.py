"""The sounds of a phone: silent until somebody asks for them, and then for the moments that matter."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall

pytestmark = pytest.mark.journey

HEAR = """() => {
  window.heard = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    window.heard.push(this.frequency.value);
    start.call(this, at);
  };
}"""


async def switch(page: Page, to: str) -> None:
    await page.get_by_label("Settings").tap()
    await page.get_by_role("group", name="Sounds").get_by_role("button", name=to, exact=True).tap()
    await page.get_by_role("button", name="Done").tap()


async def test_a_phone_is_silent_until_it_is_asked(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_press")
    await page.evaluate(HEAR)
    await page.locator(".stem").tap()
    await hall.show("phone/buzz_first")
    await hall.settled()
    assert await page.evaluate("heard") == []


async def test_who_was_first_and_who_was_late_hear_it(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_press")
    await page.evaluate(HEAR)
    await switch(page, "On")
    await hall.show("phone/buzz_first")
    await hall.settled()
    first = await page.evaluate("heard.splice(0)")
    await hall.show("phone/buzz_press")
    await hall.settled()
    await page.evaluate("heard.splice(0)")
    await hall.show("phone/buzz_late")
    await hall.settled()
    late = await page.evaluate("heard.splice(0)")
    assert len(first) == 2 and first[1] > first[0]
    assert len(late) == 1 and late[0] < first[0]


async def test_the_last_five_seconds_tick(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    await page.evaluate(HEAR)
    await switch(page, "On")
    await hall.push({"stage": {"ask": {"clock": {"total": 30000, "ends_in": 5400}}}})
    await page.wait_for_function("() => window.heard.length >= 5")
    assert await page.evaluate("heard.length") == 5


async def test_the_choice_is_remembered(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    sounds = page.get_by_role("group", name="Sounds")
    for chosen, other in (("On", "Off"), ("Off", "On")):
        await switch(page, chosen)
        await page.reload()
        await page.get_by_label("Settings").tap()
        await expect(sounds.get_by_role("button", name=chosen, exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        await expect(sounds.get_by_role("button", name=other, exact=True)).to_have_attribute(
            "aria-pressed", "false"
        )
        await page.get_by_role("button", name="Done").tap()
