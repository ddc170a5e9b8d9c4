"""Areas of pictures as other programs write them: a shape's name, and pixels or parts of the picture.

Used by readers and writers of QTI. Ours are parts of the picture's natural width and height.
"""

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.questions.media import Media
from quizhub.questions.model import Region

_SHAPES = {
    "rect": "rect",
    "rectangle": "rect",
    "circle": "circle",
    "ellipse": "ellipse",
    "poly": "poly",
    "bounded": "poly",
    "polygon": "poly",
}
_COUNTS = {"rect": (4,), "circle": (3,), "ellipse": (4,)}
_CORNERS = 12


def region_of(
    shape: str, coords: str, media: Media, number: int, ident: str = "", **fields: Any
) -> dict[str, Any] | None:
    """An area as the model takes it; None when its numbers do not make one.

    Numbers up to 1 are parts of the picture; an ellipse is then given by the corners around it.
    """
    name = "rect" if shape == "default" else _SHAPES.get(shape.lower())
    written = [number_of(one) for one in re.split(r"[,\s]+", coords.strip())]
    numbers = [float(one) for one in written if one is not None]
    if shape == "default":
        numbers = [0.0, 0.0, 1.0, 1.0]
    elif name is None or len(numbers) < len(written):
        return None
    enough = len(numbers) in _COUNTS.get(name or "", ()) or (name == "poly" and len(numbers) >= 6)
    if not enough:
        return None
    if name == "poly" and numbers[:2] == numbers[-2:]:
        numbers = numbers[:-2]
    parts = _parts(name or "", numbers, media)
    own = ident if re.fullmatch(r"[A-Za-z0-9_.\-]{1,64}", ident) else f"r{number + 1}"
    return {"id": own, "shape": name, "coords": parts, "label": f"({number + 1})", **fields}


def _parts(shape: str, numbers: Sequence[float], media: Media) -> list[Decimal]:
    if max(numbers) > 1:
        sides = (media.width, media.height)
        shares = [number / sides[place % 2] for place, number in enumerate(numbers)]
    elif shape == "ellipse":
        left, top, right, bottom = numbers
        shares = [(left + right) / 2, (top + bottom) / 2, abs(right - left) / 2, abs(bottom - top) / 2]
    else:
        shares = list(numbers)
    return [Decimal(str(round(min(max(share, 0.0), 1.0), 6))) for share in shares]


def pixels_of(region: Region, width: int, height: int) -> tuple[str, str]:
    """Shape and pixels of an area; an ellipse becomes a polygon, which every program knows."""
    sides = (width, height)
    pixels = [round(part * sides[place % 2]) for place, part in enumerate(region.numbers)]
    if region.shape != "ellipse":
        return region.shape, ",".join(map(str, pixels))
    x, y, across, down = pixels
    turns = [2 * math.pi * step / _CORNERS for step in range(_CORNERS)]
    around = [
        part for t in turns for part in (round(x + across * math.cos(t)), round(y + down * math.sin(t)))
    ]
    return "poly", ",".join(map(str, around))
