"""Fault 25 in a browser: a projector opened anew in the middle of a question is never white for long."""

from time import perf_counter

import pytest

from tests.contest.table import a_plan, a_round
from tests.journeys.real_hall import real_hall

pytestmark = [pytest.mark.journey, pytest.mark.fault(25)]

GROUND = """[document.documentElement, document.body]
    .map((one) => getComputedStyle(one).backgroundColor).join(' ')"""


async def test_fault_25_a_projector_is_opened_anew(tmp_path, browser, measured):
    plan = a_plan(a_round("everyone", 1, time_s=600), teams=2)
    async with real_hall(tmp_path, plan) as hall:
        page = await browser.new_page(viewport={"width": 1920, "height": 1080})
        await page.goto(hall.links.screen_url)
        await hall.until("open_answers")
        await hall.next()
        await page.wait_for_selector('qh-ask[data-phase="open"]')
        shown = await page.locator(".stem").first.inner_text()
        began = perf_counter()
        await page.reload(wait_until="commit")
        await page.wait_for_function(f"document.body && ({GROUND}) !== ''")
        measured.within("not white after", perf_counter() - began, 0.5)
        ground = await page.evaluate(GROUND)
        assert "rgb(255, 255, 255)" not in ground
        await page.wait_for_selector('qh-ask[data-phase="open"]')
        measured.within("the same picture after", perf_counter() - began, 2)
        assert await page.locator(".stem").first.inner_text() == shown
        await page.close()
