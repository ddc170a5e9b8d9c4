"""Clicks on a picture: which area they are in, and what finding, missing and guessing are worth."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizhub.questions.answers import HotspotAnswer
from quizhub.questions.correcting import NoSuchKey, with_key_of
from quizhub.questions.mark_points import regions_found
from quizhub.questions.marking import Verdict, mark, right_answer
from quizhub.questions.regions import cell_of, distance_squared, hits, inner_point
from tests.questions.examples import CABLE, PAN, hotspot, open_question, region
from tests.questions.strategies import regions

RECT = region("r", "rect", 0.2, 0.2, 0.4, 0.6)
CIRCLE = region("c", "circle", 0.5, 0.5, 0.1)
ELLIPSE = region("e", "ellipse", 0.5, 0.5, 0.2, 0.1)
TRIANGLE = region("t", "poly", 0.1, 0.1, 0.5, 0.1, 0.1, 0.5)
HOOK = region("u", "poly", 0, 0, 1, 0, 1, 1, 0.8, 1, 0.8, 0.2, 0.2, 0.2, 0.2, 1, 0, 1)


def marked(question, *points):
    return mark(question, HotspotAnswer(points=points))


@pytest.mark.parametrize(
    ("area", "inside", "outside"),
    [
        (RECT, [(0.2, 0.2), (0.4, 0.6), (0.3, 0.4), (0.2, 0.5)], [(0.19, 0.4), (0.41, 0.4), (0.3, 0.61)]),
        (
            CIRCLE,
            [(0.5, 0.5), (0.6, 0.5), (0.4, 0.5), (0.57, 0.57)],
            [(0.61, 0.5), (0.5, 0.39), (0.58, 0.58)],
        ),
        (
            ELLIPSE,
            [(0.5, 0.5), (0.7, 0.5), (0.5, 0.6), (0.6, 0.55)],
            [(0.71, 0.5), (0.5, 0.61), (0.68, 0.58)],
        ),
        (TRIANGLE, [(0.1, 0.1), (0.2, 0.2), (0.3, 0.3), (0.1, 0.3)], [(0.31, 0.31), (0.05, 0.2), (0.5, 0.5)]),
        (HOOK, [(0.1, 0.9), (0.9, 0.9), (0.5, 0.1), (0.8, 0.5)], [(0.5, 0.5), (0.5, 1.0)]),
    ],
    ids=lambda value: getattr(value, "shape", None),
)
def test_the_edge_belongs_to_an_area(area, inside, outside):
    assert [hits(area, point, 1.0) for point in inside] == [True] * len(inside)
    assert [hits(area, point, 1.0) for point in outside] == [False] * len(outside)


def test_circles_are_round_on_the_picture_whatever_its_form():
    assert hits(CIRCLE, (0.5, 0.69), 0.5)
    assert not hits(CIRCLE, (0.5, 0.71), 0.5)
    assert not hits(CIRCLE, (0.5, 0.56), 2.0)


@pytest.mark.parametrize(
    ("area", "point", "away"),
    [
        (RECT, (0.1, 0.4), 0.1),
        (RECT, (0.43, 0.64), 0.05),
        (CIRCLE, (0.8, 0.5), 0.2),
        (ELLIPSE, (0.9, 0.5), 0.2),
        (ELLIPSE, (0.5, 0.9), 0.3),
        (TRIANGLE, (0.05, 0.3), 0.05),
        (TRIANGLE, (0.1, 0.6), 0.1),
        (TRIANGLE, (0.4, 0.4), 0.2 / 2**0.5),
    ],
)
def test_how_far_a_click_is_beside_an_area(area, point, away):
    assert distance_squared(area, point, 1.0) ** 0.5 == pytest.approx(away)
    assert hits(area, point, 1.0, away)
    assert not hits(area, point, 1.0, away - 0.001)


def test_heights_are_reckoned_in_parts_of_the_width():
    assert hits(RECT, (0.3, 0.7), 0.5, 0.05)
    assert not hits(RECT, (0.3, 0.71), 0.5, 0.05)
    assert hits(TRIANGLE, (0.3, 0.0), 0.5, 0.05)
    assert not hits(TRIANGLE, (0.3, 0.0), 1.0, 0.05)


def test_the_corners_of_a_polygon_may_coincide():
    doubled = region("d", "poly", 0.1, 0.1, 0.1, 0.1, 0.5, 0.1, 0.1, 0.5)
    assert hits(doubled, (0.2, 0.2), 1.0)
    assert distance_squared(doubled, (0.0, 0.1), 1.0) == pytest.approx(0.01)


@pytest.mark.parametrize("area", [RECT, CIRCLE, ELLIPSE, TRIANGLE, HOOK], ids=lambda area: area.shape)
def test_the_inner_point_is_inside(area):
    assert hits(area, inner_point(area), 1.0)


@given(regions("any"), st.floats(0.2, 5))
def test_the_inner_point_of_any_area_is_inside(area, aspect):
    assert hits(area, inner_point(area), aspect)


def test_points_are_told_by_cells():
    assert [cell_of(point) for point in ((0, 0), (0.99, 0.0999), (1, 1), (0.25, 0.31))] == [
        "A1", "J1", "J10", "C4",
    ]  # fmt: skip


# --- marks ----------------------------------------------------------------------------------------


def test_everything_found():
    assert marked(hotspot(), (0.2, 0.2), (0.5, 0.5)).verdict is Verdict.RIGHT
    assert marked(hotspot(), (0.5, 0.5), (0.2, 0.2)).verdict is Verdict.RIGHT


def test_an_area_counts_once():
    found = marked(hotspot(clicks=3), (0.2, 0.2), (0.21, 0.2), (0.22, 0.2))
    assert (found.verdict, found.share, found.rule) == (Verdict.PARTLY, Fraction(1, 2), "per_region")


def test_a_second_click_into_an_area_costs_nothing():
    question = hotspot(clicks=3, wrong_click_penalty=Decimal("0.5"))
    assert marked(question, (0.2, 0.2), (0.21, 0.2), (0.5, 0.5)).verdict is Verdict.RIGHT


@pytest.mark.parametrize(("penalty", "share"), [("0", 1), ("0.25", Fraction(3, 4)), ("1", 0)])
def test_a_click_into_nothing_costs_the_penalty(penalty, share):
    question = hotspot(clicks=3, wrong_click_penalty=Decimal(penalty))
    assert marked(question, (0.2, 0.2), (0.9, 0.9), (0.5, 0.5)).share == share


def test_all_or_nothing_wants_all_and_nothing_else():
    question = hotspot(clicks=3, scoring="all_or_nothing")
    assert marked(question, (0.2, 0.2), (0.5, 0.5)).verdict is Verdict.RIGHT
    assert marked(question, (0.2, 0.2)).verdict is Verdict.WRONG
    assert marked(question, (0.2, 0.2), (0.5, 0.5), (0.9, 0.9)).verdict is Verdict.WRONG


def test_weights_make_an_area_count_more():
    heavy = region("pan", "rect", 0.1, 0.1, 0.3, 0.3, weight=Decimal(3))
    assert marked(hotspot(heavy, CABLE), (0.2, 0.2)).share == Fraction(3, 4)
    assert marked(hotspot(heavy, CABLE, mode="pick"), (0.5, 0.5)).share == Fraction(1, 3)
    assert marked(hotspot(heavy, CABLE, mode="pick"), (0.2, 0.2)).verdict is Verdict.RIGHT


@pytest.mark.parametrize("scoring", ["per_region", "all_or_nothing"])
def test_of_several_places_to_pick_any_is_right(scoring):
    question = hotspot(mode="pick", scoring=scoring)
    assert marked(question, (0.2, 0.2)).verdict is Verdict.RIGHT
    assert marked(question, (0.5, 0.5)).verdict is Verdict.RIGHT
    assert marked(question, (0.9, 0.9)).verdict is Verdict.WRONG


def test_a_finger_may_miss_by_the_hit_radius():
    near, far = (0.315, 0.2), (0.33, 0.2)
    assert marked(hotspot(mode="pick"), near).verdict is Verdict.RIGHT
    assert marked(hotspot(mode="pick"), far).verdict is Verdict.WRONG
    assert marked(hotspot(mode="pick", hit_radius=Decimal(0)), near).verdict is Verdict.WRONG


def test_inside_a_wrong_area_it_is_not_enough_to_be_near_a_right_one():
    trap = region("trap", "rect", 0.305, 0.1, 0.4, 0.3, correct=False)
    question = hotspot(PAN, trap, mode="pick")
    assert marked(question, (0.31, 0.2)).verdict is Verdict.WRONG
    assert marked(question, (0.3025, 0.2)).verdict is Verdict.RIGHT


def test_where_a_right_and_a_wrong_area_overlap_the_right_one_counts():
    trap = region("trap", "rect", 0.2, 0.1, 0.4, 0.3, correct=False)
    assert marked(hotspot(trap, PAN, mode="pick"), (0.25, 0.2)).verdict is Verdict.RIGHT


def test_overlapping_areas_are_shared_out_so_that_all_can_be_found():
    wide = region("wide", "rect", 0, 0, 1, 1)
    for areas in ((PAN, wide), (wide, PAN)):
        question = hotspot(*areas)
        assert marked(question, (0.2, 0.2), (0.8, 0.8)).verdict is Verdict.RIGHT
        assert marked(question, (0.8, 0.8), (0.2, 0.2)).verdict is Verdict.RIGHT
        assert marked(question, (0.8, 0.8), (0.9, 0.9)).share == Fraction(1, 2)
        assert [r.id for r in regions_found(question.key, ((0.2, 0.2), (0.2, 0.2)), 0.5)] == [
            area.id for area in areas
        ]


def test_with_one_click_in_two_areas_the_heavier_is_found():
    wide = region("wide", "rect", 0, 0, 1, 1, weight=Decimal(3))
    assert marked(hotspot(PAN, wide), (0.2, 0.2)).share == Fraction(3, 4)


# --- another key ----------------------------------------------------------------------------------


def test_clicks_become_the_key():
    trap = region("trap", "rect", 0.6, 0.6, 0.8, 0.8, correct=False)
    old = hotspot(PAN, trap, clicks=2)
    new = with_key_of(old, HotspotAnswer(points=((0.7, 0.7), (0.1, 0.9))))
    areas = {area.id: (area.shape, area.correct) for area in new.key.regions}  # type: ignore[union-attr]
    assert areas == {"pan": ("rect", False), "trap": ("rect", True), "corrected-1": ("circle", True)}
    assert marked(new, (0.7, 0.7), (0.1, 0.9)).verdict is Verdict.RIGHT
    assert mark(new, right_answer(old)).verdict is Verdict.WRONG


def test_a_correction_may_be_corrected():
    once = with_key_of(hotspot(PAN, mode="pick"), HotspotAnswer(points=((0.9, 0.9),)))
    twice = with_key_of(once, HotspotAnswer(points=((0.9, 0.1),)))
    assert [area.id for area in twice.key.regions if area.correct] == ["corrected-1-"]  # type: ignore[union-attr]
    assert marked(twice, (0.9, 0.1)).verdict is Verdict.RIGHT


def test_more_areas_than_clicks_cannot_be_a_key():
    wide = region("wide", "rect", 0, 0, 1, 1)
    question = hotspot(PAN, wide)
    with pytest.raises(NoSuchKey):
        with_key_of(question.model_copy(update={"body": question.body.model_copy(update={"max_clicks": 1})}),
                    HotspotAnswer(points=((0.2, 0.2),)))  # fmt: skip


def test_what_only_people_judge_has_no_key_to_correct():
    with pytest.raises(NoSuchKey):
        with_key_of(open_question(), right_answer(open_question()))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (open_question("先关气源"), "先关气源"),
        (open_question("先关气源", max_chars=2), "先关"),
        (open_question(None), "……"),
    ],
)
def test_an_open_question_has_a_good_answer_to_show(question, words):
    assert right_answer(question).text == words  # type: ignore[union-attr]


def test_words_to_listen_for_stand_in_for_a_reference():
    key = open_question(None).key.model_copy(update={"keywords": ("关阀", "开窗")})
    assert right_answer(open_question().model_copy(update={"key": key})).text == "关阀，开窗"  # type: ignore[union-attr]
