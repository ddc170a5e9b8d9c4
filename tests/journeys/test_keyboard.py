"""Keyboards alone: a captain joins and answers, the host plays a whole round, an organiser makes a contest.

On the way axe looks at every page of the way in, of the arbiter and of the desk.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from quizhub.contest.seats import captain_seat
from quizhub.contest.state import ContestState
from tests.cli.test_serve import serving
from tests.contest.table import a_plan, a_round
from tests.journeys.axe import barriers
from tests.journeys.real_hall import RealHall, real_hall

pytestmark = pytest.mark.journey

PASSWORD = "a short sentence"
NAME_OF_THE_FOCUS = """() => {
  const { activeElement: one } = document;
  return [one.ariaLabel, one.labels?.[0]?.innerText, one.textContent, one.value].join(' ');
}"""


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[RealHall]:
    plan = a_plan(a_round("everyone", 2), teams=2)
    async with real_hall(tmp_path, plan) as opened:
        yield opened


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Iterator[dict[str, object]]:
    with serving(tmp_path_factory.mktemp("data")) as (_, announced):
        yield announced


async def tab_to(page: Page, wanted: str) -> None:
    """Tab until the focus is on the control whose name holds these words; everything must be reachable so."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        name = await page.evaluate(NAME_OF_THE_FOCUS)
        if wanted in name:
            return
    pytest.fail(f"{wanted} cannot be reached by the keyboard")


async def enter(page: Page, wanted: str) -> None:
    await tab_to(page, wanted)
    await page.keyboard.press("Enter")


async def seated(hall: RealHall, browser: Browser) -> Page:
    """A captain with a seat card and a keyboard."""
    card = next(card for card in await hall.hall.cards(hall.info.id) if card.team == "t1")
    page = await (await browser.new_context(locale="en-GB", reduced_motion="reduce")).new_page()
    await page.goto(card.url)
    assert await barriers(page) == []
    await enter(page, "Take this seat")
    await page.wait_for_url("**/play")
    await page.wait_for_selector("body[data-screen]")
    return page


def ask_now(state: ContestState) -> int:
    assert state.show.ask is not None
    return state.show.ask.id


async def press_next(hall: RealHall, host: Page) -> None:
    """The key takes no second press within 0.4 s, so that nobody skips a step by a double press: press on."""
    moves = hall.state.moves
    async with asyncio.timeout(20):
        while hall.state.moves == moves:
            await host.keyboard.press("Space")
            await asyncio.sleep(0.1)


async def test_a_round_by_keyboards_alone(hall: RealHall, browser: Browser) -> None:
    captain = await seated(hall, browser)
    await enter(captain, "I'm ready")
    await hall.reached(lambda state: state.seats[captain_seat("t1").id].ready)
    host = await (await browser.new_context(locale="en-GB", reduced_motion="reduce")).new_page()
    await host.goto(hall.links.host_url)
    await host.wait_for_selector("body.host:not([data-waiting])")
    assert await barriers(host) == []
    answered = 0
    for _ in range(40):
        if hall.state.show.picture == "finished":
            break
        ask = hall.state.show.ask
        if ask is not None and ask.phase == "open" and not hall.state.answers_to(ask.id):
            await expect(captain.locator(".tile").first).to_be_enabled()
            await tab_to(captain, "option b")
            await captain.keyboard.press("Space")
            await hall.reached(lambda state: state.answers_to(ask_now(state)))
            answered += 1
        await press_next(hall, host)
    assert hall.state.show.picture == "finished"
    assert answered == 2
    assert hall.points()["t1"] > hall.points()["t2"]
    await captain.context.close()
    await host.context.close()


async def test_pages_of_the_way_in_and_of_the_arbiter(hall: RealHall, browser: Browser) -> None:
    page = await browser.new_page()
    root = hall.links.join_url.partition("/j/")[0]
    for path in ("/", f"/j/{hall.info.code}", f"/j/{hall.info.code}/team/t1", "/j/000000", "/desk"):
        await page.goto(root + path)
        assert await barriers(page) == [], path
    await page.goto(hall.links.arbiter_url)
    await page.wait_for_load_state("networkidle")
    assert await barriers(page) == []
    await page.close()


async def test_an_organiser_makes_a_contest(told: dict[str, object], browser: Browser) -> None:
    page = await (await browser.new_context(locale="en-GB")).new_page()
    await page.goto(str(told["desk_url"]))
    assert await barriers(page) == []
    await tab_to(page, "Name")
    await page.keyboard.type("Ada")
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/desk")
    assert await barriers(page) == []
    await enter(page, "Ten-minute try-out")
    await page.wait_for_url("**/desk/contests/*")
    assert await barriers(page) == []
    await enter(page, "Seat cards to print")
    await page.wait_for_url("**/cards")
    assert await barriers(page) == []
    await page.context.close()
