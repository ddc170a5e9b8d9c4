"""The phone's page while its script arrives: the lobby does not wait for the questions, and they do come."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.journeys.conftest import PHONE
from tests.journeys.fake_hall import FakeHall, load_view

pytestmark = pytest.mark.journey

QUESTIONS = "**/bundles/js/pages/play-questions.js"


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield await context.new_page()
    await context.close()


async def test_the_lobby_is_up_before_the_questions_script_is_there(hall: FakeHall, page: Page):
    arrives = asyncio.Event()

    async def slowly(route: Route) -> None:
        await arrives.wait()
        await route.continue_()

    await page.route(QUESTIONS, slowly)
    hall.sections = load_view("phone/lobby")
    await page.goto(f"{hall.url}/play?lang=en", wait_until="commit")
    await expect(page.get_by_role("button", name="I'm ready")).to_be_visible()
    # The question is there before its script: it shows as soon as it can, without another word.
    await hall.show("phone/open")
    await hall.settled()
    assert await page.locator(".stem").count() == 0
    arrives.set()
    await expect(page.locator(".stem")).to_contain_text("A pan of oil")


async def test_a_page_whose_loading_was_cut_off_starts_again(hall: FakeHall, page: Page):
    tries = []

    async def cut_off_once(route: Route) -> None:
        tries.append(route.request.url)
        await (route.abort() if len(tries) == 1 else route.continue_())

    await page.route(QUESTIONS, cut_off_once)
    hall.sections = load_view("phone/open")
    await page.goto(f"{hall.url}/play?lang=en")
    await expect(page.locator(".stem")).to_contain_text("A pan of oil")
    assert len(tries) > 1  # scripts that build on it may have asked in between
