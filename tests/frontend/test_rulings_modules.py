"""The arbiter's desk: finding a question, reading points as typed, what a preview says; and its words."""

from typing import get_args

import pytest

from quizhub.contest.events.corrections import Correction
from quizhub.contest.state import Verdict
from tests.frontend.test_pure_modules import page as page  # noqa: PLC0414
from tests.frontend.test_pure_modules import run
from tests.frontend.test_words import has, words_of

pytestmark = pytest.mark.journey

LINE = {
    "round": 2,
    "n": 5,
    "stem": "油锅起火，先做什么？",
    "text": "B 关火",
    "also": ["C 盖锅盖"],
    "options": [{"id": "a", "text": "泼水 Water"}],
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("2-5", True),
        ("2.5", True),
        ("２－５", True),
        ("第2环节第5题", True),
        ("2-6", False),
        ("1-5", False),
        ("油锅", True),
        ("关火 油锅", True),
        ("锅盖", True),
        ("WATER", True),
        ("沙子", False),
        ("油锅 沙子", False),
    ],
)
async def test_a_question_is_found_by_its_place_or_its_words(page, query, found):
    given = {"line": LINE, "query": query}
    assert (
        await run(page, "screens/rulings/finding", "return m.fits(given.line, given.query)", given) is found
    )


@pytest.mark.parametrize(
    ("typed", "points"),
    [("10", 10), ("+5", 5), ("-10", -10), ("−10", -10), ("＋１５", 15), ("- 3", -3), ("0", 0)],
)
async def test_points_are_read_as_people_type_them(page, typed, points):
    assert await run(page, "screens/rulings/effects", "return m.typedPoints(given)", typed) == points


@pytest.mark.parametrize("typed", ["", "ten", "1.5", "--1", "1234567", "5-"])
async def test_what_is_no_whole_number_is_none(page, typed):
    assert await run(page, "screens/rulings/effects", "return m.typedPoints(given)", typed) is None


async def test_a_preview_names_everybody_whose_points_or_place_change(page):
    teams = [{"id": f"t{n}", "n": n, "name": f"T{n}"} for n in (1, 2, 3, 4)]
    found = {"points": {"t1": -10}, "ranks": {"t1": [1, 2], "t3": [2, 1]}}
    changes, ranking = await run(
        page,
        "screens/rulings/effects",
        "return [m.changesOf(given.teams, given.found), m.changesRanking(given.found)]",
        {"teams": teams, "found": found},
    )
    assert [(one["id"], one["points"], one["places"]) for one in changes] == [
        ("t1", -10, [1, 2]),
        ("t3", 0, [2, 1]),
    ]
    assert ranking is True


def test_the_desk_has_words_for_every_correction_and_verdict():
    words = words_of("arbiter")
    assert len(words) == len(set(words))
    corrections = set(get_args(Correction))
    has(words, "told.", corrections - {"appeal"} | {"upheld", "rejected"})
    has(words, "title.", corrections)
    has(words, "hint.", corrections)
    has(words, "verdict.", get_args(Verdict))
    has(words, "link.", ("up", "connecting", "lost", "server", "replaced", "denied", "trouble"))
