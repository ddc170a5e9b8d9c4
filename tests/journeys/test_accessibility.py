"""No page in any state has a fault of the serious kinds: names, roles, contrast, focus. Checked by axe."""

import pytest
from playwright.async_api import Browser, Page

from tests.journeys.axe import barriers
from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall
from tests.journeys.host_page import host_page
from tests.journeys.screen_page import projector, written

pytestmark = pytest.mark.journey

PHONE = (
    "lobby", "lobby_ready", "audience_lobby", "round", "round_risk", "read", "open", "kept", "final",
    "paused", "closed", "missed", "right", "wrong", "trouble", "covered", "multiple", "fill", "numeric",
    "order", "match_kept", "turn_mine", "stake", "opponent", "buzz_wait", "buzz_press", "buzz_first",
    "buzz_late", "buzz_early", "buzz_aside", "standings", "podium", "finished", "audience_open",
    "audience_standings",
)  # fmt: skip
HOST = (
    "lobby", "lobby_unfit", "round", "reading", "open", "closed", "revealed", "long", "match", "answering",
    "rerace", "by_lot", "trust", "spoken_all", "in_turn", "stakes", "turn", "standings", "tie", "podium",
    "paused", "trouble", "eleven",
)  # fmt: skip
SCREEN = (
    "lobby",
    "round_buzz",
    "open",
    "revealed",
    "buzz_called",
    "standings",
    "podium",
    "paused",
    "news_verdict",
)


async def faults_of(page: Page, faults: dict[str, list[str]], state: str) -> None:
    if found := await barriers(page):
        faults[state] = found


async def test_a_fault_is_found(browser: Browser):
    page = await browser.new_page()
    await page.set_content("<html lang='en'><title>x</title><main><button></button></main>")
    assert [line.partition(":")[0] for line in await barriers(page)] == ["button-name"]
    await page.close()


async def test_phones(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby", lang="zh-Hans", reduced_motion="reduce")
    faults: dict[str, list[str]] = {}
    for state in PHONE:
        await hall.show(f"phone/{state}")
        await hall.settled()
        await faults_of(page, faults, state)
    assert faults == {}


@pytest.mark.parametrize("size", ["1", "2", "3"])
async def test_phones_with_larger_letters_and_their_settings_open(hall, open_phone, size):
    page = await open_phone("open", lang="en", reduced_motion="reduce")
    await page.evaluate("(size) => { document.documentElement.dataset.size = size; }", size)
    await page.locator("summary").first.tap()
    assert await barriers(page) == []


@pytest.mark.parametrize("choice", ["elder", "contrast"])
async def test_phones_in_elder_mode_and_strong_contrast(hall: FakeHall, open_phone: OpenPhone, choice: str):
    page = await open_phone("lobby", lang="zh-Hans", reduced_motion="reduce")
    await page.evaluate("(choice) => localStorage.setItem('qh_' + choice, 'on')", choice)
    await page.reload()
    await page.wait_for_selector(f"html[data-{choice}=on] body[data-screen]")
    faults: dict[str, list[str]] = {}
    for state in ("read", "open", "kept", "right", "multiple", "match_kept", "buzz_press", "stake"):
        await hall.show(f"phone/{state}")
        await hall.settled()
        await faults_of(page, faults, state)
    await page.locator("summary").first.tap()
    await faults_of(page, faults, "settings")
    assert faults == {}


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.soak)])
async def test_the_hosts_console(browser: Browser, every):
    faults: dict[str, list[str]] = {}
    async with host_page(browser) as host:
        await host.page.emulate_media(reduced_motion="reduce")
        for state in HOST[::every]:
            await host.open(state, "en")
            await faults_of(host.page, faults, state)
    assert faults == {}


@pytest.mark.parametrize("key", ["d", "g", "f", "?"])
async def test_the_hosts_dialogs(browser: Browser, key):
    async with host_page(browser) as host:
        await host.open("open", "en")
        await host.press(key)
        await host.page.locator("dialog[open]").wait_for()
        assert await barriers(host.page) == []


@pytest.mark.parametrize("theme", ["night", "honour", "daylight"])
async def test_the_projector_in_every_theme(browser: Browser, theme):
    faults: dict[str, list[str]] = {}
    async with projector(browser, reduced_motion="reduce") as screen:
        await screen.open("lobby")
        for state in SCREEN:
            view = written(state)
            view["contest"]["look"] = {"theme": theme, "sound": False, "volume": 60, "calm": True}
            await screen.draw(view)
            await faults_of(screen.page, faults, state)
    assert faults == {}
