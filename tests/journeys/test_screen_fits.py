"""Every picture of the projector in every shape, language and hall: nothing cut off, nothing too small."""

from itertools import product
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.journeys.screen_page import (
    CHINESE_FIRST,
    ENGLISH_FIRST,
    HD,
    OLD,
    STATES,
    WIDE,
    projector,
    written,
)

pytestmark = pytest.mark.journey

# Metres from the screen to the farthest seat, for a screen four metres wide.
CLASSROOM, HALL, DEEP_HALL = 8, 20, 27
SQUEEZED = "() => document.querySelector('.picture').hasAttribute('data-squeezed')"
# Long texts in a hall that is deep for its screen: only these may go below the floor, and say so.
MUCH = ("long", "multiple", "match", "case", "pictured")
LONG = {state for state in STATES if state.startswith(MUCH) or state.endswith("11") or "lobby" in state}


@pytest.mark.parametrize(
    ("size", "distance", "languages"),
    [
        pytest.param(HD, HALL, CHINESE_FIRST, id="hall-chinese"),
        *(
            pytest.param(size, distance, languages, marks=pytest.mark.soak)
            for size, distance in product((HD, OLD, WIDE), (HALL, DEEP_HALL, CLASSROOM))
            for languages in (CHINESE_FIRST, ENGLISH_FIRST)
        ),
    ],
)
async def test_nothing_is_cut_off_or_too_small(browser: Browser, size, languages, distance):
    complaints = {}
    squeezed = set()
    async with projector(browser, size) as screen:
        await screen.open(written("lobby", languages=languages, distance_m=distance))
        for state in STATES:
            await screen.draw(written(state, languages=languages, distance_m=distance))
            complaints[state] = await screen.complaints()
            if await screen.page.evaluate(SQUEEZED):
                squeezed.add(state)
    assert {state: found for state, found in complaints.items() if found} == {}
    if distance == CLASSROOM:
        assert squeezed == set()
    elif distance == HALL and size != WIDE:
        assert squeezed <= LONG


CARDS = [
    ("buzz_go", "buzz_called"),
    ("buzz_go", "buzz_close"),
    ("buzz_go", "buzz_lot"),
    ("buzz_called", "buzz_again"),
    ("in_turn_spoken", "in_turn_ruled"),
]


@pytest.mark.parametrize("languages", [CHINESE_FIRST, ENGLISH_FIRST], ids=["chinese", "english"])
@pytest.mark.parametrize(("size", "distance"), [(HD, CLASSROOM), (HD, DEEP_HALL), (OLD, HALL), (WIDE, HALL)])
async def test_the_card_over_a_question_fits_beside_its_clock(browser: Browser, size, languages, distance):
    async with projector(browser, size) as screen:
        view = written("buzz_go", languages=languages, distance_m=distance)
        await screen.open(view, frozen=True)
        for before, after in CARDS:
            for state in (before, after):
                view = written(state, languages=languages, distance_m=distance)
                view["stage"]["ask"]["clock"] = {"total": 20_000, "left": 20_000}
                await screen.turn_to(view)
            assert await screen.seen(".pressed, .too-close, .ruled >> visible=true"), after
            assert await screen.complaints() == [], after


@pytest.mark.parametrize("languages", [("en",), pytest.param(("zh-Hans",), marks=pytest.mark.soak)])
async def test_a_contest_in_one_language_has_no_second_line(browser: Browser, languages):
    async with projector(browser) as screen:
        await screen.open(written("lobby", languages=languages))
        for state in STATES:
            await screen.draw(written(state, languages=languages))
            assert await screen.complaints() == [], state
            assert await screen.page.locator(".second").count() == 0, state


@pytest.mark.parametrize(
    "name", ["消防救援支队机关代表队第一小组", "The Volunteers of the Old Harbour Fire Station"]
)
async def test_long_names_of_many_teams_are_never_cut_off(browser: Browser, name):
    teams: list[dict[str, Any]] = [{"id": f"t{n}", "n": n, "name": f"{name} {n}"} for n in range(1, 21)]
    rows = [
        {
            "team": team["id"],
            "rank": team["n"],
            "points": 300 - 10 * team["n"],
            "delta": 10,
            "moved": 0,
            "how": None,
        }
        for team in teams
    ]
    async with projector(browser) as screen:
        await screen.open("lobby")
        for state in (
            "lobby",
            "open",
            "revealed",
            "stakes",
            "standings",
            "podium",
            "finished",
            "buzz_called",
        ):
            view = written(state)
            view["contest"]["teams"] = teams
            view["standings"]["rows"] = rows
            if view["stage"]["ask"]:
                view["stage"]["ask"]["contestants"] = [team["id"] for team in teams]
            await screen.draw(view)
            assert await screen.complaints() == [], state


async def test_letters_grow_with_the_distance_and_never_fall_below_the_floor(browser: Browser):
    stems = []
    async with projector(browser) as screen:
        await screen.open("lobby")
        for distance in (6, 10, 14, 18, 22, 26):
            await screen.draw(written("open", distance_m=distance))
            size = await screen.page.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('.stem .main')).fontSize)"
            )
            assert size >= 25 * 1920 * distance / 4 / 3438 - 0.5
            stems.append(size)
    assert stems == sorted(stems)
    assert stems[-1] > stems[0]


async def test_what_cannot_fit_is_said_on_the_picture(browser: Browser):
    async with projector(browser) as screen:
        await screen.open(written("long_match", distance_m=40))
        assert await screen.complaints() == []
        assert await screen.page.evaluate(SQUEEZED)
        assert "手机上有全文" in await screen.text(".small-print")
        assert await screen.seen(".small-print")


async def test_the_second_language_goes_before_the_first_gets_small(browser: Browser):
    async with projector(browser) as screen:
        await screen.open(written("open", distance_m=8))
        assert await screen.page.locator(".options .second:visible").count() == 4
        await screen.draw(written("open", distance_m=20))
        assert await screen.page.locator(".options .second:visible").count() == 0
        assert await screen.page.locator(".stem .second:visible").count() == 1
        await screen.draw(written("long", distance_m=25))
        assert await screen.page.locator(".stem .second:visible").count() == 0


async def test_a_new_size_of_the_window_is_fitted_again(browser: Browser):
    async with projector(browser) as screen:
        await screen.open("open")
        for width, height in ((1280, 720), (1024, 768), (2560, 1080), (1920, 1080)):
            await screen.page.set_viewport_size({"width": width, "height": height})
            await screen.page.evaluate(
                "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            assert await screen.complaints() == [], (width, height)
