"""The projector shows pictures beside the question or large, cases as far as they fit, and what was found."""

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.screen_page import OLD, Screen, projector, written

pytestmark = pytest.mark.journey

CLASSROOM = 8
"""Metres to the farthest seat."""
ENOUGH_TO_KNOW_IT_BY = 40
"""Signs of a case."""


async def boxes(screen: Screen, *selectors: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each."""
    found = []
    for selector in selectors:
        box = await screen.page.locator(selector).first.bounding_box()
        assert box is not None
        found.append((box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]))
    return found


@pytest.mark.parametrize(("state", "form"), [("pictured", 0.8), ("pictured_wide", 16 / 9)])
async def test_a_picture_stands_whole_beside_the_options(browser: Browser, state, form):
    for size in ((1920, 1080), OLD):
        async with projector(browser, size) as screen:
            await screen.open(written(state, distance_m=CLASSROOM))
            picture, options, stem = await boxes(screen, ".frame", ".options", ".stem")
            assert (picture[2] - picture[0]) / (picture[3] - picture[1]) == pytest.approx(form, rel=0.01)
            assert picture[2] <= options[0]
            assert stem[3] <= picture[1] + 1
            assert picture[3] - picture[1] > size[1] / 5


async def test_options_keep_their_text_below_their_picture(browser: Browser):
    async with projector(browser) as screen:
        await screen.open(written("pictured_options", distance_m=CLASSROOM))
        picture, words = await boxes(screen, ".tile-picture", ".tile-text")
        assert picture[3] <= words[1] + 1


async def test_where_to_find_it_is_told_at_the_reveal_and_not_before(browser: Browser):
    async with projector(browser) as screen:
        await screen.open(written("spots", distance_m=CLASSROOM))
        picture, stem = await boxes(screen, ".frame", ".stem")
        assert picture[3] - picture[1] > 500
        assert stem[3] <= picture[1] + 1
        assert await screen.page.locator(".areas *, .area-line").count() == 0
        await screen.draw(written("spots_revealed", distance_m=CLASSROOM))
        await expect(screen.page.locator(".areas .area")).to_have_count(3)
        lines = screen.page.locator(".area-line")
        assert [await line.locator(".main").all_inner_texts() for line in await lines.all()] == [
            ["油锅无人看管", "4 队找到"],
            ["电线破损", "1 队找到"],
            ["灭火器"],
        ]
        assert await screen.complaints() == []


async def test_a_case_is_whole_where_it_fits_and_sends_to_the_phone_where_not(browser: Browser):
    async with projector(browser) as screen:
        await screen.open(written("case", distance_m=CLASSROOM))
        assert (await screen.text(".case-text")).endswith("最近楼里常常跳闸。")
        assert not await screen.seen(".case-more")
        long = written("case", distance_m=CLASSROOM)
        long["material"]["text"] = {"zh-Hans": "很长的案例，" * 200, "en": "A long case. " * 200}
        await screen.draw(long)
        shown = await screen.text(".case-text")
        assert shown.endswith("…")
        assert len(shown) > ENOUGH_TO_KNOW_IT_BY
        assert await screen.seen(".case-more")
        assert await screen.complaints() == []


async def test_a_case_has_the_whole_width_until_it_has_been_read_once(browser: Browser):
    first, second = written("case"), written("case")
    first["stage"]["ask"] |= {"phase": "shown", "clock": None}
    second["stage"]["ask"] |= {"phase": "shown", "clock": None, "id": first["stage"]["ask"]["id"] + 1}
    async with projector(browser) as screen:
        await screen.open("lobby", frozen=True)
        await screen.turn_to(first)
        assert (await screen.text(".case-text")).endswith("最近楼里常常跳闸。")
        assert not await screen.seen(".options")
        case, picture = await boxes(screen, ".case", ".picture")
        assert case[2] - case[0] == pytest.approx(picture[2] - picture[0], abs=2)
        assert await screen.complaints() == []
        await screen.run_for(8_500)
        assert not await screen.seen(".options")
        await screen.run_for(20_000)
        case, options = await boxes(screen, ".case", ".options")
        assert case[2] <= options[0]

        await screen.turn_to(written("lobby"))
        await screen.turn_to(second)
        assert not await screen.seen(".options")
        await screen.run_for(8_500)
        assert await screen.seen(".options")


async def test_at_the_reveal_a_case_gives_way_to_the_answer_and_its_reason(browser: Browser):
    async with projector(browser) as screen:
        await screen.open(written("case_revealed"))
        assert await screen.page.locator(".picture[data-squeezed]").count() == 0
        assert await screen.seen(".why-text")
        assert await screen.complaints() == []


async def test_a_good_answer_to_an_open_question_comes_with_the_reveal(browser: Browser):
    async with projector(browser) as screen:
        await screen.open(written("words"))
        assert not await screen.seen(".good")
        await screen.draw(written("words_revealed"))
        assert "堵塞逃生通道" in await screen.text(".good")
