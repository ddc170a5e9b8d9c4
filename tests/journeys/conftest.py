"""A browser, a hall of written views, and phones in it. Every complaint of a page fails its test."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize, async_playwright

from tests.journeys.fake_hall import FakeHall, load_view, open_hall

PHONE: ViewportSize = {"width": 390, "height": 844}
OpenPhone = Callable[..., Awaitable[Page]]


def _is_complaint(said: ConsoleMessage) -> bool:
    """A socket that could not be opened is what the tests of the link do on purpose."""
    return said.type in ("error", "warning") and not said.text.startswith("WebSocket connection")


@pytest.fixture(scope="session")
async def chromium(chromium_path) -> AsyncIterator[Browser]:
    """One browser for all tests of a worker."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=str(chromium_path), args=["--no-sandbox"])
        yield launched
        await launched.close()


@pytest.fixture
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """The browser; what a test leaves open in it would go on drawing beside all later ones."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest.fixture
async def hall() -> AsyncIterator[FakeHall]:
    opened = FakeHall()
    async with open_hall(opened):
        yield opened


@pytest.fixture
async def open_phone(hall: FakeHall, browser: Browser) -> AsyncIterator[OpenPhone]:
    """`await open_phone("kept", lang="en", frozen=True)` is a phone showing that view of views/phone.json.

    `frozen`: the page's clock stands still until the test moves it with `page.clock`.
    """
    complaints: list[str] = []
    pages: list[Page] = []

    async def open_one(view: str, *, lang: str = "en", frozen: bool = False, **context: object) -> Page:
        hall.sections = load_view(f"phone/{view}")
        settings = {"viewport": PHONE, "has_touch": True, "is_mobile": True, **context}
        page = await (await browser.new_context(**settings)).new_page()  # type: ignore[arg-type]
        pages.append(page)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        if frozen:
            await page.clock.install()
        await page.goto(f"{hall.url}/play?lang={lang}")
        await page.wait_for_selector("body[data-screen]")
        if frozen:
            await page.clock.pause_at(await page.evaluate("Date.now() / 1000 + 1"))
        await hall.settled()
        return page

    yield open_one
    for page in pages:
        await page.context.close()
    assert complaints == []
