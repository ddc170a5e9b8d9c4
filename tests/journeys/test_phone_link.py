"""The link of a phone: lost, asleep, taken over, refused; the picture stays and the words say which."""

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall, load_view

pytestmark = pytest.mark.journey


async def test_a_short_loss_is_not_worth_a_word(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept", frozen=True)
    await hall.close(1011)
    await page.clock.run_for(1000)
    await expect(page.locator("[data-part=link]")).to_be_hidden()
    await expect(page.locator(".stem")).to_be_visible()


async def test_a_lost_link_is_said_with_what_is_safe(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept", frozen=True)
    await page.context.set_offline(True)
    hall.answering_pings = False
    await page.clock.run_for(16000)
    notice = page.locator("[data-part=link]")
    await expect(notice).to_contain_text("No connection")
    await expect(notice).to_contain_text("Your answer B is safe")
    await expect(page.locator(".stem")).to_be_visible()
    # Coming back is no reason to wait for the next attempt.
    hall.answering_pings = True
    await page.context.set_offline(False)
    await hall.joined(2)
    await hall.settled()
    await expect(notice).to_be_hidden()


async def test_a_server_that_is_gone_is_another_text_than_no_network(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept")
    hall.refusing = True
    await hall.close(1011)
    notice = page.locator("[data-part=link]")
    await expect(notice).to_contain_text("The host's laptop does not answer")
    await expect(page.locator(".stem")).to_be_visible()
    hall.refusing = False
    await hall.joined(2)
    await expect(notice).to_be_hidden()


@pytest.mark.fault(21)
async def test_after_sleep_a_dead_socket_is_replaced_within_seconds(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept", frozen=True)
    hall.answering_pings = False
    # The phone slept for a minute; nothing ran, and the socket still calls itself open.
    await page.clock.fast_forward(60000)
    await page.clock.run_for(2500)
    hall.answering_pings = True
    await hall.joined(2)


async def test_after_sleep_a_living_socket_is_kept(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    await hall.settled()
    assert hall.greeted == 1


async def test_a_page_taken_out_of_the_browsers_cache_connects_at_once(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby")
    await page.context.add_init_script("""
      const Real = WebSocket;
      window.WebSocket = function (to) { return (window.socket = new Real(to)); };
    """)
    await page.reload()
    await hall.joined(2)
    # Put away, the page lost its socket and was not told.
    await page.evaluate("socket.onclose = null; socket.close()")
    await page.wait_for_function("() => socket.readyState === 3")
    await page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    await hall.joined(3)
    await expect(page.locator(".notice[data-part=link]")).to_be_hidden()


async def test_a_replaced_phone_does_not_fight_for_the_seat(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept", frozen=True)
    await hall.close(4409)
    await expect(page.get_by_role("heading", name="on another phone")).to_be_visible()
    await page.clock.run_for(30000)
    await page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert hall.greeted == 1
    await page.clock.resume()
    await page.get_by_role("button", name="Use this phone").tap()
    await hall.joined(2)
    await expect(page.locator(".stem")).to_be_visible()


async def test_a_phone_without_a_seat_is_shown_the_way_in(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept")
    await hall.close(4401)
    await expect(page.get_by_role("link", name="Join again")).to_have_attribute("href", "/")


async def test_an_old_section_is_ignored_and_a_restored_server_believed(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("kept")
    await hall.push({"me": {"points": 160}})
    hall.version -= 2
    await hall.push({"me": {"points": 999}})
    await hall.settled()
    await expect(page.locator(".total")).to_contain_text("160")
    hall.version = 0
    await hall.close(1011)
    await hall.joined(2)
    await hall.settled()
    await expect(page.locator(".total")).to_contain_text("999")


async def test_where_the_browser_keeps_nothing_the_phone_plays_all_the_same(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("lobby")
    await page.context.add_init_script("""
      for (const store of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, store, { get() { throw new Error('refused'); } });
    """)
    hall.sections = load_view("phone/open")
    await page.reload()
    await page.get_by_label("Settings").tap()
    await page.get_by_role("button", name="A++").tap()
    await page.get_by_role("button", name="Done").tap()
    await page.get_by_role("button", name="put the lid on").tap()
    await expect(page.locator(".status")).to_contain_text("Received: B")
    await expect(page.locator("html")).to_have_attribute("data-size", "3")


async def test_text_size_is_remembered_by_the_phone(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    await page.get_by_label("Settings").tap()
    await page.get_by_role("button", name="A++").tap()
    assert await page.evaluate("getComputedStyle(document.documentElement).fontSize") == "30px"
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-size", "3")


async def test_without_script_the_page_says_what_to_do(hall: FakeHall, browser):
    page = await (await browser.new_context(java_script_enabled=False)).new_page()
    await page.goto(f"{hall.url}/play?lang=en")
    await expect(page.get_by_text("tell the host: answers can be entered for you")).to_be_visible()
    await page.context.close()
