"""H5P questions on a picture: items to drag onto it, and places to point at. Used by `h5p_kinds`."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from quizhub.banks.formats.h5p_asked import Asked
from quizhub.banks.loose import listed, table, whole, word
from quizhub.banks.making import Shape, hotspot, match, open_

_GROUPS = ("imageHotspotQuestion", "imageMultipleHotspotQuestion")


def dragged(asked: Asked) -> tuple[str, Shape]:
    """Items to drag onto zones: pairs, where each item or each zone has just one partner."""
    question = table(asked.params.get("question"))
    task = table(question.get("task"))
    background = word(table(table(question.get("settings")).get("background")).get("path"))
    if background:
        asked.show(background)
    items = [_item(table(one), asked) for one in listed(task.get("elements"))]
    zones = [table(one) for one in listed(task.get("dropZones"))]
    labels = [asked.said(zone.get("label")) for zone in zones]
    right = [[whole(n, 0, len(items) - 1) for n in listed(zone.get("correctElements"))] for zone in zones]
    stem = asked.said(asked.params.get("taskDescription")) or asked.said(asked.params.get("title"))
    pairs = _pairs(items, labels, [[n for n in one if n is not None] for one in right])
    if pairs is None:
        asked.report.add(asked.place, "kind_unsupported", kind="H5P.DragQuestion")
        asked.ext["raw"] = asked.params
        return stem or "?", open_()
    asked.report.add(asked.place, "zones_as_pairs")
    return stem or " / ".join(labels), match(*pairs)


def _item(element: dict[str, Any], asked: Asked) -> str:
    """What an item says: its text, or what its picture shows."""
    params = table(table(element.get("type")).get("params"))
    path = word(table(params.get("file")).get("path"))
    if path:
        asked.wording.missing(path)
    return asked.said(params.get("text")) or asked.said(params.get("alt"))


def _pairs(
    items: Sequence[str], labels: Sequence[str], right: Sequence[Sequence[int]]
) -> tuple[list[tuple[str, str]], list[str]] | None:
    """Pairs and distractors; None when items or zones have no words, or not just one partner."""
    used = [n for one in right for n in one]
    if not all(items) or not all(labels) or len(set(used)) < len(used):
        return None
    if right and all(len(one) == 1 for one in right):
        return (
            [(label, items[one[0]]) for label, one in zip(labels, right, strict=True)],
            [item for n, item in enumerate(items) if n not in used],
        )
    if len(used) < len(items):
        return None
    home = {n: label for label, one in zip(labels, right, strict=True) for n in one}
    return [(item, home[n]) for n, item in enumerate(items)], list(labels)


def pointed(asked: Asked) -> tuple[str, Shape]:
    """Places in a picture, in per cent of it; the feedback of a place is what it is called."""
    group = next((table(asked.params[name]) for name in _GROUPS if name in asked.params), {})
    settings = table(group.get("hotspotSettings"))
    path = word(table(table(group.get("backgroundImageSettings")).get("backgroundImage")).get("path"))
    stem = asked.said(settings.get("taskDescription")) or asked.said(asked.params.get("title")) or "?"
    image = asked.show(path)
    if image is None:
        return stem, open_()
    spots = [_region(table(spot), n, asked) for n, spot in enumerate(listed(settings.get("hotspot")))]
    regions = [region for region in spots if region is not None]
    return stem, hotspot(image.id, regions, "find_all" if _GROUPS[1] in asked.params else "pick")


def _region(spot: dict[str, Any], number: int, asked: Asked) -> dict[str, Any] | None:
    """One place; None, and a problem, when it lies nowhere."""
    given, placed = table(spot.get("userSettings")), table(spot.get("computedSettings"))
    sides = [_part(placed.get(name)) for name in ("x", "y", "width", "height")]
    left, top, width, height = sides
    if not width or not height or left >= 1 or top >= 1:
        asked.report.add(asked.place, "line_not_read", text=f"hotspot {number + 1}")
        return None
    right, bottom = min(left + width, Decimal(1)), min(top + height, Decimal(1))
    box = [left, top, right, bottom]
    middle = [(left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2]
    round_ = placed.get("figure") == "circle"
    return {
        "id": f"p{number + 1}",
        "shape": "ellipse" if round_ else "rect",
        "coords": [one.quantize(Decimal("0.000001")) for one in (middle if round_ else box)],
        "label": asked.said(given.get("feedbackText")) or str(number + 1),
        "correct": given.get("correct") is True,
    }


def _part(value: Any) -> Decimal:
    """A percentage as a part of one, inside the picture."""
    number = float(value) if isinstance(value, int | float) else 0.0
    return Decimal(str(round(min(max(number, 0.0), 100.0) / 100, 6)))
