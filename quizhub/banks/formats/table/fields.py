"""What a row holds besides the question itself: explanation, difficulty, topic, points, time and so on."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from quizhub.banks.formats.table.lines import Line
from quizhub.banks.making import Shape
from quizhub.banks.notation import difficulty_named
from quizhub.banks.pictures import picture_of
from quizhub.banks.report import Place, Report

_LIST = re.compile(r"[、,，;；|\n]+")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(分钟|分鐘|min|m|'|′)?", re.IGNORECASE)
_OWN_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.:\-]{0,99}")


def fields_of(line: Line, report: Report, place: Place, topic: str, points: str) -> dict[str, Any]:
    """The fields of a question; `topic` and `points` are those of its section. Faults are noted."""
    own = {
        "explanation": line.get("explanation"),
        "hint": line.get("hint"),
        "topic": path_of(line.get("topic") or topic),
        "difficulty": _difficulty(line, report, place),
        "points": _points(line.get("points") or points),
        "time_s": _seconds(line.get("time")),
        "tags": list_of(line.get("tags")),
        "audience": list_of(line.get("audience")),
        "sources": [{"title": line.get("source")}] if line.get("source") else [],
        "media": _pictures(line, report, place),
        "material": _material(line.get("material")),
        "id": found[0] if (found := _OWN_ID.fullmatch(line.get("number"))) else None,
    }
    if line.get("points") and own["points"] is None:
        report.add(place, "cell_not_read", value=line.get("points")[:50])
    if line.get("time") and own["time_s"] is None:
        report.add(place, "cell_not_read", value=line.get("time")[:50])
    return {name: value for name, value in own.items() if value}


def _material(words: str) -> dict[str, Any] | None:
    """The case a question is about; questions with the same words share it."""
    name = f"m-{hashlib.sha256(words.encode()).hexdigest()[:12]}"
    return {"id": name, "text": words} if words else None


def path_of(written: str) -> str:
    """A topic as a path: `/fire/kitchen/`, `fire > kitchen` and `fire\\kitchen` are the same one."""
    parts = (part.strip() for part in re.split(r"[/\\>＞»]+", written))
    return "/".join(part for part in parts if part)[:200]


def list_of(written: str) -> list[str]:
    """The labels of a cell, each once."""
    return list(dict.fromkeys(part.strip() for part in _LIST.split(written) if part.strip()))


def _difficulty(line: Line, report: Report, place: Place) -> int | None:
    written = line.get("difficulty")
    level = difficulty_named(written)
    if written and level is None:
        report.add(place, "cell_not_read", value=written[:50])
    return level


def _points(written: str) -> Decimal | None:
    found = re.match(r"\d{1,5}(?:\.\d{1,4})?(?![\d.])", written)
    return Decimal(found[0]) if found else None


def _seconds(written: str) -> int | None:
    """Seconds of `30`, `30秒`, `1.5分钟` or `01:30`."""
    clock = re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})", written)
    if clock:
        seconds = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    else:
        found = _AMOUNT.match(written)
        seconds = round(float(found[1]) * (60 if found[2] else 1)) if found else 0
    return seconds if 1 <= seconds <= 3600 else None


def _pictures(line: Line, report: Report, place: Place) -> list[Any]:
    """The pictures a row names, if they came with the file. Addresses are never fetched."""
    found = []
    own = [name for _, name in line.row.pictures]
    for name in [*line.get("picture").split("\n"), *line.pictures, *own]:
        bare = PurePosixPath(name.strip().replace("\\", "/")).name
        raw = report.beside.get(bare) if bare else None
        media = picture_of(raw, bare) if raw is not None else None
        if media is not None and raw is not None:
            report.media[media.id] = raw
            found.append(media.model_dump())
        elif name.strip():
            report.add(place, "picture_missing", name=name.strip()[:100])
    return found


def show_in_options(line: Line, shape: Shape, media: Sequence[Mapping[str, Any]]) -> None:
    """Put the pictures of option columns into their options."""
    ids = {one["name"]: one["id"] for one in media}
    options = shape[0].get("options", ())
    places = [place for place, _ in line.many("option")]
    for column, name in line.row.pictures:
        role, _, place = (line.layout.roles[column : column + 1] or ("",))[0].partition(":")
        if role == "option" and name in ids and int(place) in places and len(places) == len(options):
            options[places.index(int(place))]["media"] = ids[name]
