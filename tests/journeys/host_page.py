"""The host's page in a real browser against a hall of written views, for the tests of the host console."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from tests.journeys.fake_hall import FakeHall, open_hall

LAPTOP = (1440, 900)


class HostPage:
    """One page and the hall behind it; `errors` are what the browser complained of."""

    def __init__(self, hall: FakeHall, page: Page, url: str) -> None:
        self.hall = hall
        self.page = page
        self.url = url
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    async def open(self, state: str, language: str = "zh-Hans") -> None:
        """Go to a state of views/host.json and wait until it is drawn."""
        await self.page.goto(f"{self.url}/host?view=host/{state}&lang={language}")
        await self.ready()

    async def open_stopped(self, state: str, language: str = "zh-Hans") -> None:
        """Open it with the page's own clock standing still: time passes by `page.clock.run_for` only."""
        await self.page.clock.install()
        await self.open(state, language)
        now: int = await self.page.evaluate("Date.now()")
        await self.page.clock.pause_at((now + 1000) / 1000)

    async def ready(self) -> None:
        """Wait until a view is on the page."""
        await self.page.wait_for_selector("body.host:not([data-waiting])")

    async def turn_to(self, state: str) -> None:
        """Change the open page to another written state, as the server would, and wait until it is drawn."""
        await self.hall.show(f"host/{state}")
        await self.hall.push({"contest": {"title": state}})
        await self.page.wait_for_selector(f"host-bar h1:text-is('{state}')")

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def settle(self) -> None:
        """Press Pause and wait until the hall heard it: all that was sent before has arrived too."""
        count = len(self.hall.commands("Pause"))
        await self.press("p")
        await self.hall.heard("Pause", count + 1)

    def sent(self) -> list[str]:
        """The names of all commands heard so far, in order, without those of `settle`."""
        return [str(message["do"]) for message in self.hall.messages if message.get("do", "Pause") != "Pause"]

    async def text(self, selector: str) -> str:
        """What a person reads there."""
        return (await self.page.locator(selector).inner_text()).strip()


@asynccontextmanager
async def host_page(browser: Browser, size: tuple[int, int] = LAPTOP) -> AsyncIterator[HostPage]:
    """A hall and a fresh page of this size; whatever the browser complains of fails the test."""
    hall = FakeHall()
    async with open_hall(hall) as url:
        context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
        host = HostPage(hall, await context.new_page(), url)
        yield host
        await context.close()
    assert host.errors == []


def told(message: dict[str, Any]) -> dict[str, Any]:
    """A command without its id and name."""
    return {name: value for name, value in message.items() if name not in ("id", "do")}
