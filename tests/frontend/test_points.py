"""Points on a picture: what taps and keys do to them, and how areas are drawn over it."""

import pytest

from quizhub.questions.regions import cell_of
from tests.frontend.test_pure_modules import page, run

__all__ = ["page"]

pytestmark = pytest.mark.journey

A, B, C = [0.1, 0.1], [0.5, 0.5], [0.9, 0.9]


@pytest.mark.parametrize(
    ("points", "taken", "near", "most", "after"),
    [
        ([], -1, -1, 2, [[C], -1]),
        ([A], -1, -1, 2, [[A, C], -1]),
        ([A, B], -1, -1, 2, [[A, B], -1]),
        ([A], -1, -1, 1, [[C], -1]),
        ([A, B], -1, 1, 2, [[A, B], 1]),
        ([A, B], 1, 1, 2, [[A], -1]),
        ([A, B], 0, -1, 2, [[B, C], -1]),
        ([A, B], 0, 1, 2, [[A, B], 1]),
    ],
)
async def test_a_tap_sets_takes_up_moves_or_removes(page, points, taken, near, most, after):
    given = [points, taken, near, C, most]
    assert await run(page, "screens/play/points", "return m.afterSpot(...given);", given) == after


async def test_a_key_sets_a_point_in_a_cell_or_takes_it_away(page):
    steps = """
      const middle = m.middleOfCell('2 3');
      const set = m.afterCell([], middle, 2);
      return [set, m.afterCell(set, middle, 2), m.afterCell([[0.21, 0.39]], middle, 2)];
    """
    set_, gone, also_gone = await run(page, "screens/play/points", steps)
    assert set_ == [[0.25, 0.35]]
    assert gone == also_gone == []


async def test_the_point_under_the_finger_is_the_nearest_within_reach(page):
    body = (
        "return given.map(([point, reach]) => m.nearest([[0.1, 0.1], [0.2, 0.1]], point, 300, 200, reach));"
    )
    given = [[[0.14, 0.1], 22], [[0.16, 0.1], 22], [[0.1, 0.5], 22], [[0.1, 0.2], 22], [[0.1, 0.22], 22]]
    assert await run(page, "screens/play/points", body, given) == [0, 1, -1, 0, -1]
    assert await run(page, "screens/play/points", "return m.nearest([], [0, 0], 1, 1, 9);") == -1


async def test_cells_have_the_names_the_server_gives_them(page):
    points: list[list[float]] = [[0, 0], [0.0999, 0.1], [0.95, 1], [1, 0.29], [0.3, 0.7]]
    body = "return given.map(m.cellOf);"
    assert await run(page, "screens/play/moment", body, points) == [
        cell_of((point[0], point[1])) for point in points
    ]


async def test_areas_keep_their_form_on_every_picture(page):
    areas = [
        {"shape": "rect", "coords": [0.1, 0.2, 0.3, 0.6]},
        {"shape": "circle", "coords": [0.5, 0.5, 0.1]},
        {"shape": "ellipse", "coords": [0.5, 0.5, 0.2, 0.1]},
        {"shape": "poly", "coords": [0, 0, 1, 0, 0.5, 1]},
    ]
    shapes = await run(page, "parts/areas", "return given.map((area) => m.shapeOf(area, 500));", areas)
    assert shapes == [
        ["rect", {"x": 100, "y": 100, "width": 200, "height": 200}],
        ["circle", {"cx": 500, "cy": 250, "r": 100}],
        ["ellipse", {"cx": 500, "cy": 250, "rx": 200, "ry": 50}],
        ["polygon", {"points": "0 0 1000 0 500 500"}],
    ]
    picture = {"width": 1000, "height": 500}
    body = "return given[0].map((area) => m.cornerOf(area, given[1]).map((part) => Number(part.toFixed(3))));"
    corners = await run(page, "parts/areas", body, [areas, picture])
    assert corners == [[0.1, 0.2], [0.43, 0.36], [0.36, 0.43], [0.04, 0.04]]
