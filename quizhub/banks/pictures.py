"""What a picture file is: its kind and natural size, read from its first bytes, and the `Media` made of it.

Used by every reader that finds pictures. Nothing is decoded or converted: a picture is kept byte for byte.
"""

import hashlib
import re
import struct
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from quizhub.questions.media import Media, Mime

MAX_PICTURE = 5 * 1024 * 1024
"""Largest picture in bytes: a hall of phones loads it at the same moment."""
MAX_PIXELS = 40_000_000
"""More than any camera of a phone takes; an old phone that unpacks so many stands still."""

_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]')
_ENDINGS: dict[str, str] = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The JPEG markers that carry the size."""
_EXIF = 0xE1
_ORIENTATION = 0x0112
_ON_ITS_SIDE = range(5, 9)

Facts = tuple[Mime, int, int]


def picture_of(raw: bytes, name: str, alt: Mapping[str, str] | None = None) -> Media | None:
    """The picture in these bytes; None when it is none of those that can be shown, or larger than allowed."""
    facts = facts_of(raw) if len(raw) <= MAX_PICTURE else None
    if facts is None:
        return None
    mime, width, height = facts
    if width * height > MAX_PIXELS:
        return None
    values: dict[str, Any] = {"mime": mime, "width": width, "height": height, "alt": alt}
    try:
        return Media(id=hashlib.sha256(raw).hexdigest(), name=safe_name(name, mime), **values)
    except ValidationError:
        return None


def safe_name(name: str, mime: Mime) -> str:
    """The last part of a path as a name every system can store."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = _UNSAFE.sub("_", last).lstrip(".")
    return plain[-120:].lstrip(".") or f"picture{_ENDINGS[mime]}"


def facts_of(raw: bytes) -> Facts | None:
    """Kind, width and height of PNG, JPEG and WebP; None for anything else."""
    try:
        if raw.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png", *struct.unpack(">II", raw[16:24])
        if raw.startswith(b"\xff\xd8\xff"):
            return _jpeg(raw)
        if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
            return _webp(raw)
    except (struct.error, IndexError):
        pass
    return None


def _jpeg(raw: bytes) -> Facts | None:
    """The size stands in the first frame header; before it a camera may say how it was held."""
    at, lies = 2, False
    while raw[at] == 0xFF:
        marker = raw[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", raw[at + 5 : at + 9])
            return ("image/jpeg", height, width) if lies else ("image/jpeg", width, height)
        if marker == _EXIF and raw[at + 4 : at + 10] == b"Exif\0\0":
            length = struct.unpack(">H", raw[at + 2 : at + 4])[0]
            lies = _lies(raw[at + 10 : at + 2 + length])
        # A marker may be preceded by any number of fill bytes.
        at += 1 if marker == 0xFF else 2 + struct.unpack(">H", raw[at + 2 : at + 4])[0]
    return None


def _lies(exif: bytes) -> bool:
    """Whether the picture is kept on its side; browsers set it upright by what stands here."""
    order = "<" if exif.startswith(b"II") else ">"
    try:
        start = struct.unpack(f"{order}I", exif[4:8])[0]
        count = struct.unpack(f"{order}H", exif[start : start + 2])[0]
        for at in range(start + 2, start + 2 + 12 * count, 12):
            tag, turn = struct.unpack(f"{order}H6xH", exif[at : at + 10])
            if tag == _ORIENTATION:
                return turn in _ON_ITS_SIDE
    except struct.error:
        pass
    return False


def _webp(raw: bytes) -> Facts | None:
    """The three kinds of WebP keep their size in different places."""
    chunk = raw[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(raw[at : at + 3], "little") + 1 for at in (24, 27))
    elif chunk == b"VP8L":
        bits = struct.unpack("<I", raw[21:25])[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif chunk == b"VP8 ":
        width, height = (part & 0x3FFF for part in struct.unpack("<HH", raw[26:30]))
    else:
        return None
    return "image/webp", width, height
