"""The page came and no picture follows: a browser that opens no socket, or a phone off the network."""

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.journeys.conftest import PHONE
from tests.journeys.fake_hall import FakeHall, load_view

pytestmark = pytest.mark.journey


async def opened(browser: Browser, hall: FakeHall, *, move: str | None = None) -> Page:
    """A phone whose socket is turned away; `move` is the link that would move its captain's seat."""
    hall.refusing = True
    hall.sections = load_view("phone/lobby")
    page = await (await browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)).new_page()

    async def offer(route: Route) -> None:
        if move is None:
            await route.fulfill(status=403, json={"code": "not_allowed", "text": ""})
        else:
            await route.fulfill(json={"url": f"{hall.url}{move}", "team": "t3", "until": 0, "qr": ""})

    await page.route("**/api/move", offer)
    await page.goto(f"{hall.url}/play?lang=en")
    return page


async def test_an_app_that_opens_no_socket_is_left_for_a_browser(hall: FakeHall, browser: Browser):
    page = await opened(browser, hall, move="/m/abc123")
    card = page.get_by_role("main")
    await expect(card).to_contain_text("··· → Open in browser")
    await expect(card).to_contain_text(hall.url.removeprefix("http://"))
    # What the app hands on is the address of the page: there the seat comes along.
    await page.wait_for_url("**/m/abc123")
    hall.refusing = False
    await expect(page.get_by_role("button", name="I'm ready")).to_be_visible()
    await page.wait_for_url("**/play?lang=en")
    await page.context.close()


async def test_the_audience_keeps_its_address(hall: FakeHall, browser: Browser):
    page = await opened(browser, hall)
    async with page.expect_response("**/api/move"):
        await expect(page.get_by_role("main")).to_contain_text("Open in browser")
    assert page.url.endswith("/play?lang=en")
    async with page.expect_request("**/play?lang=en"):
        await page.get_by_role("button", name="Try again").tap()
    hall.refusing = False
    await expect(page.get_by_role("button", name="I'm ready")).to_be_visible()
    await page.context.close()


async def test_without_a_network_the_wifi_is_what_to_look_at(hall: FakeHall, browser: Browser):
    page = await opened(browser, hall)
    await page.route("**/play", lambda route: route.abort())
    await expect(page.get_by_role("main")).to_contain_text("Is this phone on the hall’s Wi-Fi?")
    await page.context.close()
