"""Marking of points set on a picture: which areas were found, and what the other clicks cost.

Used by `marking` only. The result does not depend on the order of the clicks: areas and clicks are paired so
that as much weight as possible is found.
"""

from fractions import Fraction

from quizhub.questions.bodies import HotspotBody
from quizhub.questions.keys import HotspotKey
from quizhub.questions.marks import Mark, mark_of
from quizhub.questions.regions import Point, Region, hits


def mark_hotspot(body: HotspotBody, key: HotspotKey, points: tuple[Point, ...], aspect: float) -> Mark:
    """Mark clicks on a picture whose height is `aspect` times its width."""
    counts_for = [_regions_hit(key, point, aspect) for point in points]
    found = _paired(key, counts_for)
    strays = counts_for.count(frozenset())
    if key.scoring == "all_or_nothing":
        enough = 1 if body.mode == "pick" else len(key.correct)
        return mark_of(Fraction(not strays and len(found) >= enough), "all_or_nothing")
    weights = sorted((Fraction(region.weight) for region in key.correct), reverse=True)
    earned = sum((Fraction(region.weight) for region in found), Fraction(0))
    share = earned / sum(weights[: body.max_clicks])
    return mark_of(share - strays * Fraction(key.wrong_click_penalty), "per_region")


def regions_found(key: HotspotKey, points: tuple[Point, ...], aspect: float) -> tuple[Region, ...]:
    """The correct areas that the clicks found, each by a click of its own, in the key's order."""
    return _paired(key, [_regions_hit(key, point, aspect) for point in points])


def _paired(key: HotspotKey, counts_for: list[frozenset[str]]) -> tuple[Region, ...]:
    owner: dict[int, str] = {}

    def give(region: str, tried: set[int]) -> bool:
        """Find a click for an area, moving other areas to another of theirs (an augmenting path)."""
        for click, regions in enumerate(counts_for):
            if region in regions and click not in tried:
                tried.add(click)
                if click not in owner or give(owner[click], tried):
                    owner[click] = region
                    return True
        return False

    for region in sorted(key.correct, key=lambda region: -region.weight):
        give(region.id, set())
    return tuple(region for region in key.correct if region.id in owner.values())


def _regions_hit(key: HotspotKey, point: Point, aspect: float) -> frozenset[str]:
    """The correct areas a click counts for: those it lies in; failing that, and where it is in no wrong one
    either, those it is near enough to."""
    inside = [region for region in key.regions if hits(region, point, aspect)]
    near = inside or [r for r in key.regions if hits(r, point, aspect, float(key.hit_radius))]
    return frozenset(region.id for region in near if region.correct)
