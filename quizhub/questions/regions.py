"""Areas of a picture, and whether a click hits one: plain geometry, exact enough to replay for ever.

Coordinates are parts of the picture's natural width and height, 0 to 1, from the upper left corner. A length
without a direction (the radius of a circle, a hit radius) is a part of the width. Used by keys and marking.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from quizhub.questions.text import Frozen, ItemId, Text

Part = Annotated[Decimal, Field(ge=0, le=1, decimal_places=6, allow_inf_nan=False)]
Shape = Literal["rect", "circle", "ellipse", "poly"]
Point = tuple[float, float]

MAX_CORNERS = 100
GRID = 10
"""Columns and rows of named cells over a picture, for keyboards and for telling a point in words."""

_NOTHING = 1e-9
"""What binary fractions are off by: a click on the edge is inside."""
_COUNTS: dict[Shape, int] = {"rect": 4, "circle": 3, "ellipse": 4}


class Region(Frozen):
    """One area: `rect` left, top, right, bottom; `circle` x, y, radius; `ellipse` x, y, radius across, radius
    down; `poly` x, y of each corner. A region that is not correct explains a likely mistake."""

    id: ItemId
    shape: Shape
    coords: Annotated[tuple[Part, ...], Field(min_length=3, max_length=2 * MAX_CORNERS)]
    label: Text
    correct: bool = True
    weight: Annotated[Decimal, Field(gt=0, le=1_000, allow_inf_nan=False, max_digits=12)] = Decimal(1)
    explanation: Text | None = None

    @model_validator(mode="after")
    def _has_its_coordinates(self) -> Self:
        count = len(self.coords)
        fits = count == _COUNTS[self.shape] if self.shape in _COUNTS else count >= 6 and count % 2 == 0
        if not fits:
            details = {"shape": self.shape, "at": "coords"}
            raise PydanticCustomError("region_coordinates", "{shape} needs others", details)
        flat = self.shape == "ellipse" and 0 in self.coords[2:]
        if flat or not hits(self, inner_point(self), 1.0):
            raise PydanticCustomError(
                "region_too_small", "{id} has no inside", {"id": self.id, "at": "coords"}
            )
        return self

    @property
    def numbers(self) -> tuple[float, ...]:
        """The coordinates to reckon with."""
        return tuple(map(float, self.coords))


def distance_squared(region: Region, point: Point, aspect: float) -> float:
    """How far a point lies outside the region, squared; 0 inside and on the edge. `aspect`: height / width.

    For an ellipse it is the distance along the line to its centre, a little more than the shortest.
    """
    x, y = point
    numbers = region.numbers
    if region.shape == "poly":
        return _from_outline(_corners(numbers), point, aspect)
    if region.shape == "rect":
        left, top, right, bottom = numbers
        return _length(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom), aspect)
    away: float = _length(x - numbers[0], y - numbers[1], aspect) ** 0.5
    if region.shape == "circle":
        return max(away - numbers[2], 0.0) ** 2
    off = (((x - numbers[0]) / numbers[2]) ** 2 + ((y - numbers[1]) / numbers[3]) ** 2) ** 0.5
    return (away * (1 - 1 / off)) ** 2 if off > 1 else 0.0


def hits(region: Region, point: Point, aspect: float, radius: float = 0.0) -> bool:
    """Whether a click at the point counts as in the region, or at most `radius` (of the width) beside it."""
    return distance_squared(region, point, aspect) <= (radius + _NOTHING) ** 2


def inner_point(region: Region) -> Point:
    """A point inside, to show and to test with: the middle, for a polygon that of its widest level line."""
    numbers = region.numbers
    if region.shape == "rect":
        left, top, right, bottom = numbers
        return _rounded((left + right) / 2, (top + bottom) / 2)
    if region.shape != "poly":
        return _rounded(numbers[0], numbers[1])
    corners = _corners(numbers)
    heights = sorted({y for _, y in corners})
    chords = [chord for a, b in pairwise(heights) for chord in _chords(corners, (a + b) / 2)]
    left, right, y = max(chords, key=lambda chord: chord[1] - chord[0], default=(0.0, 0.0, 0.0))
    return _rounded((left + right) / 2, y)


def cell_of(point: Point) -> str:
    """The named cell a point lies in: a letter for its column, a number for its row, such as `C4`."""
    column, row = (min(GRID - 1, int(part * GRID)) for part in point)
    return f"{chr(ord('A') + column)}{row + 1}"


def _rounded(x: float, y: float) -> Point:
    return round(x, 4), round(y, 4)


def _length(dx: float, dy: float, aspect: float) -> float:
    """The squared length of a step in parts of the width."""
    return dx**2 + (dy * aspect) ** 2


def _corners(numbers: Sequence[float]) -> tuple[Point, ...]:
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _from_outline(corners: Sequence[Point], point: Point, aspect: float) -> float:
    if _inside(corners, point):
        return 0.0
    edges = pairwise((*corners, corners[0]))
    return min(_from_edge(a, b, point, aspect) for a, b in edges)


def _inside(corners: Sequence[Point], point: Point) -> bool:
    """Whether a line from the point to the right crosses the outline an odd number of times."""
    x, y = point
    crossed = False
    for (ax, ay), (bx, by) in pairwise((*corners, corners[0])):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


def _from_edge(a: Point, b: Point, point: Point, aspect: float) -> float:
    """The squared distance of a point from the line between two corners."""
    (ax, ay), (bx, by), (x, y) = a, b, point
    whole = _length(bx - ax, by - ay, aspect)
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay) * aspect**2) / whole if whole else 0.0
    along = max(0.0, min(1.0, along))
    return _length(x - ax - along * (bx - ax), y - ay - along * (by - ay), aspect)


def _chords(corners: Sequence[Point], y: float) -> Iterator[tuple[float, float, float]]:
    """Where a level line is inside the polygon, as (from, to, y)."""
    crossings = sorted(
        ax + (y - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in pairwise((*corners, corners[0]))
        if (ay > y) != (by > y)
    )
    yield from ((left, right, y) for left, right in zip(crossings[::2], crossings[1::2], strict=True))
