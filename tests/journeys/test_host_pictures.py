"""The host's page with pictures: what is shown, what the teams wrote, and points entered for a team."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.host_page import HostPage, host_page

pytestmark = pytest.mark.journey


@pytest.fixture
async def host(browser: Browser) -> AsyncIterator[HostPage]:
    async with host_page(browser) as opened:
        yield opened


async def test_pictures_and_the_case_stand_beside_the_question(host: HostPage):
    await host.open("spots", "en")
    assert await host.page.locator("host-question .sight").count() == 2
    await expect(host.page.get_by_role("img", name="A kitchen")).to_be_visible()
    await expect(host.page.locator("host-question .case p")).to_contain_text("On Sunday at noon")
    assert await host.page.locator("host-question .area").count() == 0
    await host.open("spots_revealed", "en")
    assert await host.page.locator("host-question .area").count() == 3
    await host.open("pictured", "en")
    await expect(host.page.locator("host-question .option-picture").nth(1)).to_be_visible()


async def test_what_was_written_is_read_before_it_is_ruled_on(host: HostPage):
    await host.open("words", "en")
    answers = host.page.locator("host-question .typed li")
    assert [await one.locator("span").inner_text() for one in await answers.all()] == [
        "挡路，着火跑不出去",
        "不好看",
    ]
    assert await host.page.locator("host-question .rubric li").all_inner_texts() == [
        "Names the blocked way (5 points)",
        "Listen for: 通道",
    ]
    key = host.page.locator("host-next button")
    await expect(key).to_have_attribute("aria-disabled", "true")
    await expect(key).to_contain_text("Rule every team first: 朝阳里")


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("c4, F10", [[0.25, 0.35], [0.55, 0.95]]),
        ("A10", [[0.05, 0.95]]),
        ("A1 and b2 and c3", None),
        ("K11", None),
    ],
)
async def test_points_are_told_by_fields_of_the_picture(host: HostPage, typed, points):
    await host.open("spots", "en")
    module = host.hall.templates.assets.url("js/parts/cells.js")
    found = await host.page.evaluate(
        "async ([module, typed]) => (await import(module)).hotspotIn(typed, 2)", [module, typed]
    )
    expected = points and {
        "kind": "hotspot",
        "points": [[pytest.approx(part) for part in one] for one in points],
    }
    assert found == expected
