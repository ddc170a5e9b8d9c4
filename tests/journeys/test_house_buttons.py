"""A buzzer box and a controller at the page of house buttons: learned, tried, armed; a race won by a key."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from quizhub.contest import commands as c
from quizhub.contest.events import BuzzPressed
from quizhub.contest.photo_finish import Tier
from quizhub.contest.seats import captain_seat
from tests.contest.table import a_plan, a_round
from tests.journeys.axe import barriers
from tests.journeys.real_hall import RealHall, real_hall

pytestmark = pytest.mark.journey

TOGETHER_MS = 150
CONTROLLER = """
  window.pads = [];
  window.reads = 0;
  const read = () => { window.reads += 1; return window.pads; };
  Object.defineProperty(navigator, 'getGamepads', { value: read });
"""
PLUG_IN = """() => {
  window.pads = [{ index: 0, timestamp: 0, buttons: [{ pressed: false }, { pressed: false }] }];
  window.dispatchEvent(new Event('gamepadconnected'));
}"""
UNPLUG = """() => {
  const [gamepad] = window.pads;
  window.pads = [];
  window.dispatchEvent(Object.assign(new Event('gamepaddisconnected'), { gamepad }));
}"""


async def touch(page: Page) -> None:
    """The controller's second button goes down and comes up again, each seen by the page."""
    for held in ("true", "false"):
        reads = await page.evaluate(f"window.pads[0].buttons[1].pressed = {held}, window.reads")
        await page.wait_for_function("(seen) => window.reads > seen + 5", arg=reads)


def tile(page: Page, team: str) -> Locator:
    return page.locator(f".tile[data-key={team}]")


async def a_moment(page: Page) -> None:
    """Keys that come together are one box's: hands take longer from one button to the next."""
    await page.wait_for_timeout(TOGETHER_MS + 20)


async def in_mode(page: Page, mode: str) -> None:
    await expect(page.locator("body")).to_have_attribute("data-mode", mode)


async def learn(page: Page) -> None:
    """By the keyboard alone: the page's own control first, then each team's button."""
    await page.locator("[data-act=learn-all]").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-page=state]")).to_contain_text("team 1")
    for key in ("1", "Enter"):  # as boxes type it
        await page.keyboard.press(key)
    await expect(page.locator("[data-page=state]")).to_contain_text("team 2")
    await a_moment(page)
    await touch(page)
    await expect(page.locator("[data-page=state]")).to_contain_text("team 3")
    await a_moment(page)
    await page.keyboard.press("Enter")
    await in_mode(page, "setup")


async def test_a_race_is_won_by_a_key_of_a_buzzer_box(tmp_path: Path, browser: Browser):
    async with real_hall(tmp_path, a_plan(a_round("buzz", 2, early_press="out"))) as hall:
        await hall.seat_all()
        context = await browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
        complaints: list[str] = []
        context.on("weberror", lambda told: complaints.append(str(told.error)))
        page = await context.new_page()
        await page.add_init_script(CONTROLLER)
        await page.goto(hall.links.buttons_url)
        await in_mode(page, "setup")
        assert await barriers(page) == []
        await page.evaluate(PLUG_IN)
        await learn(page)
        await tried(page)
        await page.reload()
        await page.evaluate(PLUG_IN)
        await expect(tile(page, "t1").locator("kbd")).to_have_text("1")
        await expect(tile(page, "t2").locator("kbd")).to_have_text("Controller 1 · 2")
        await armed_and_raced(hall, page)
        assert await barriers(page) == []
        await host_sees(hall, browser)
        await page.keyboard.down("Escape")
        await in_mode(page, "setup")
        assert complaints == []
        await context.close()


async def tried(page: Page) -> None:
    """On trial nothing is sent; the light says who was first."""
    await page.keyboard.press("1")
    await expect(tile(page, "t1").locator(".light")).to_contain_text("first")
    await page.keyboard.press("x")
    await expect(page.locator("[data-page=stranger]")).to_contain_text("“X”")
    await page.keyboard.press("Enter")
    await expect(tile(page, "t3").locator(".light")).to_contain_text("Enter")
    await page.evaluate(UNPLUG)
    await expect(tile(page, "t2").locator(".gone")).to_have_text("unplugged")


async def armed_and_raced(hall: RealHall, page: Page) -> None:
    await page.locator("[data-act=arm]").click()
    await in_mode(page, "idle")
    await hall.until("start_signal")
    await in_mode(page, "wait")
    await touch(page)
    await expect(tile(page, "t2").locator(".face")).to_have_text("too early")
    await hall.next()
    await in_mode(page, "press")
    # Held down: one press, however often the keyboard repeats it.
    for _ in range(3):
        await page.keyboard.down("1")
    await hall.reached(lambda state: state.show.ask is not None and state.show.ask.called == "t1")
    ask = hall.state.show.ask
    assert ask is not None
    await hall.live.post(c.Buzz(ask=ask.id), captain_seat("t3"))
    await expect(tile(page, "t1").locator(".face")).to_contain_text("1st: ")
    await expect(tile(page, "t3").locator(".face")).to_contain_text("not first: ")
    rows = await hall.hall._log.read(hall.info.id)
    presses = {event.team: event for row in rows if isinstance(event := row.event(), BuzzPressed)}
    assert {team: press.by for team, press in presses.items()} == {
        "t2": "buttons", "t1": "buttons", "t3": "team-t3",
    }  # fmt: skip
    timing = presses["t1"].timing
    assert timing is not None
    assert timing.tier is Tier.HOUSE
    assert timing.counts_at <= timing.arrival


async def host_sees(hall: RealHall, browser: Browser) -> None:
    host = await (await browser.new_context(locale="en-GB")).new_page()
    await host.goto(hall.links.host_url)
    chips = host.locator("host-teams .chip.button")
    await expect(chips.first).to_contain_text("ms")
    await host.keyboard.press("o")
    await expect(host.locator(".photo td.remark").first).to_contain_text("house button")
    link = host.get_by_role("link", name="House buttons")
    await host.goto(f"{hall.links.host_url.partition('/host/')[0]}{await link.get_attribute('href')}")
    await expect(host.locator(".address").last).to_have_text(hall.links.buttons_url)
    assert await barriers(host) == []
    await host.context.close()
