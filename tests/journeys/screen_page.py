"""The projector in a real browser against a hall of written views, and what must hold for every picture.

`CHECK` (screen_check.js) runs in the page and lists what a spectator would complain of.
"""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Page

from tests.journeys.fake_hall import (
    VIEWS,
    FakeHall,
    Sections,
    in_language,
    load_view,
    open_hall,
    single_files,
)

HD = (1920, 1080)
OLD = (1024, 768)
WIDE = (2560, 1080)
BETWEEN_PINGS_MS = 4000
CHINESE_FIRST = ("zh-Hans", "en")
ENGLISH_FIRST = ("en", "zh-Hans")
ENGLISH_TEAMS = (
    "Riverside Court",
    "Starlight Village",
    "Harbour View",
    "Third Primary School",
    "Power Supply Station",
    "Old Friends",
)
STATES: list[str] = list(json.loads((VIEWS / "screen.json").read_text("utf-8")))

CHECK = Path(__file__).with_name("screen_check.js").read_text("utf-8")

MARKUP = """() => {
  const write = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node.data.trim()] : [];
    if (node.hidden) return [];
    const attributes = [...node.attributes].map(({ name, value }) => `${name}="${value}"`).sort();
    return [`${node.localName} ${attributes.join(' ')}`, ...[...node.childNodes].flatMap(write)];
  };
  return write(document.querySelector('qh-hall'));
}"""


class Screen:
    """One projector and the hall behind it; `errors` are what the browser complained of."""

    def __init__(self, hall: FakeHall, page: Page, url: str) -> None:
        self.hall = hall
        self.page = page
        self.url = url
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        """A hall that turns sockets away is what the tests of a lost link do on purpose."""
        on_purpose = self.hall.refusing and said.text.startswith("WebSocket connection")
        if said.type == "error" and not on_purpose:
            self.errors.append(said.text)

    async def open(self, view: str | Sections, *, frozen: bool = False) -> None:
        """Load the page with this view; `frozen`: its clock moves by `page.clock.run_for` only."""
        self.hall.sections = written(view) if isinstance(view, str) else view
        if frozen:
            await self.page.clock.install()
        await self.page.goto(f"{self.url}/screen?lang={self.hall.sections['contest']['languages'][0]}")
        await self.page.wait_for_selector("qh-hall[data-picture]")
        if frozen:
            await self.page.clock.pause_at(await self.page.evaluate("Date.now() / 1000 + 1"))
        await self.hall.settled()

    async def turn_to(self, view: str | Sections) -> None:
        """Change the view before the hall's eyes, as the server would, and wait until it is drawn."""
        sections = written(view) if isinstance(view, str) else view
        self.hall.sections = {}
        for line in self.hall.lines:
            line.sections = {"contest": sections["contest"]}
        await self.hall.push(sections)
        await self.hall.settled()

    async def draw(self, sections: Sections) -> None:
        """Draw a view as after loading, without loading: quick, for looking at very many."""
        languages = sections["contest"]["languages"]
        view = in_language(sections, languages[0], languages)
        await self.page.evaluate("(view) => document.querySelector('qh-hall').show(view, false)", view)

    async def complaints(self) -> list[str]:
        """What a spectator would complain of now."""
        found: list[str] = await self.page.evaluate(CHECK)
        return found

    async def run_for(self, milliseconds: int) -> None:
        """Let the frozen clock go on; the hall speaks now and then, or the page would take it for gone."""
        while milliseconds > BETWEEN_PINGS_MS:
            await self.page.clock.run_for(BETWEEN_PINGS_MS)
            await self.hall.settled()
            milliseconds -= BETWEEN_PINGS_MS
        await self.page.clock.run_for(milliseconds)

    async def markup(self) -> list[str]:
        """The whole projector as it stands; what is hidden may be left over and is not in it."""
        lines: list[str] = await self.page.evaluate(MARKUP)
        return lines

    async def text(self, selector: str) -> str:
        """What is written there, also where it is not visible."""
        return " ".join((await self.page.locator(selector).first.text_content() or "").split())

    async def seen(self, selector: str) -> bool:
        """Whether a spectator sees it."""
        return await self.page.locator(selector).first.is_visible()


def written(
    state: str,
    *,
    languages: Sequence[str] = CHINESE_FIRST,
    screen_m: float = 4,
    distance_m: float = 20,
    **stage: Any,
) -> Sections:
    """A view of views/screen.json for these languages and this hall; `stage` replaces fields of the stage."""
    view = load_view(f"screen/{state}")
    view["contest"]["languages"] = list(languages)
    view["contest"]["hall"] = {"screen_width_m": screen_m, "distance_m": distance_m}
    if languages[0] == "en" and len(view["contest"]["teams"]) == len(ENGLISH_TEAMS):
        for team, name in zip(view["contest"]["teams"], ENGLISH_TEAMS, strict=True):
            team["name"] = name
    view["stage"] = {**view["stage"], **stage}
    return view


@asynccontextmanager
async def projector(
    browser: Browser, size: tuple[int, int] = HD, *, unbundled: bool = False, **settings: Any
) -> AsyncIterator[Screen]:
    """A hall and a fresh projector of this size; whatever the browser complains of fails the test.

    `unbundled`: the page's modules are files of their own, which a test can import.
    """
    hall = FakeHall(single_files() if unbundled else None)
    async with open_hall(hall) as url:
        viewport = {"width": size[0], "height": size[1]}
        context = await browser.new_context(viewport=viewport, **settings)  # type: ignore[arg-type]
        screen = Screen(hall, await context.new_page(), url)
        yield screen
        await context.close()
    assert screen.errors == [], screen.errors
