"""What belongs to a question of an exam paper besides stem and key: labels, explanation, material, pictures.

Used by `questions`. What has no field of its own is kept under `paper` in the question's `ext`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizhub.banks.formats.paper.blocks import Block, Shared
from quizhub.banks.formats.paper.lines import Line
from quizhub.banks.making import Maker, Shape
from quizhub.banks.notation import difficulty_named
from quizhub.banks.pictures import picture_of
from quizhub.questions.media import Media
from quizhub.questions.text import MAX_FIELD

NOTHING = re.compile(r"\s*(?:略|无|暂无|见解析|详见解析|省略|[-—/])?\s*[。.]?\s*")
"""What people write where nothing is to be said."""
_SPLIT = re.compile(r"[;；,，、|\n]+")


@dataclass
class Making:
    """What the blocks of one paper share while questions are made of them."""

    maker: Maker
    images: Mapping[str, bytes]
    use_marks: bool = True
    """Whether an option that alone stands out counts as the key."""
    media: dict[str, bytes] = field(default_factory=dict)
    materials: dict[int, dict[str, Any]] = field(default_factory=dict)
    marked: int = 0
    """How many keys were taken from what stands out."""


def fields_of(making: Making, block: Block, points: str | None) -> dict[str, Any]:
    """Explanation, difficulty, topic and so on; what has no field of its own goes to `ext`."""
    fields: dict[str, Any] = {"tags": [], "sources": []}
    own: dict[str, Any] = {"section": block.section.title, "number": block.number}
    for part in block.labels:
        _field(
            fields,
            own,
            part.name,
            part.word,
            part.line.text.strip().removeprefix("[").removesuffix("]").strip(),
        )
    explanation = "\n".join(line.text for line in block.why).strip()
    if explanation.startswith("[") and explanation.endswith("]"):
        explanation = explanation[1:-1].strip()
    if len(explanation) > MAX_FIELD:
        making.maker.report.add(block.place, "left_out_too_long", what="解析", limit=str(MAX_FIELD))
        own["explanation"], explanation = explanation[:5_000], ""
    if NOTHING.fullmatch(explanation):
        explanation = ""
    fields.setdefault("topic", block.section.chapter[:200])
    points = fields.get("points") or points or block.section.points
    if block.shared is not None and block.shared.lines:
        fields["material"] = _material(making, block.shared)
    ext = {name: value for name, value in own.items() if value}
    return {**fields, "explanation": explanation, "points": points, "ext": {"paper": ext} if ext else {}}


def _field(fields: dict[str, Any], own: dict[str, Any], name: str, word: str, value: str) -> None:
    if not value:
        return
    number = re.fullmatch(r"(\d+(?:\.\d+)?)\s*分?", value)
    if name == "difficulty" and difficulty_named(value) is not None:
        fields["difficulty"] = difficulty_named(value)
    elif name == "tags":
        fields["tags"] += [tag for tag in dict.fromkeys(_SPLIT.split(value)) if tag and len(tag) <= 100][:50]
    elif name == "topic" and len(value) <= 200:
        fields["topic"] = value
    elif name == "points" and number is not None:
        fields["points"] = number[1]
    elif name == "source":
        fields["sources"] += [{"title": value[:MAX_FIELD]}]
    elif name != "kind":
        own[word] = value[:500]


def _material(making: Making, shared: Shared) -> dict[str, Any]:
    known = making.materials
    if id(shared) not in known:
        words = "\n".join(line.text for line in shared.lines)
        if len(words) > MAX_FIELD:
            making.maker.report.add(shared.place, "left_out_too_long", what="材料", limit=str(MAX_FIELD))
        known[id(shared)] = {"id": f"m{len(known) + 1}", "text": words[:MAX_FIELD]}
    return known[id(shared)]


def pictures_of(making: Making, block: Block) -> dict[str, Media]:
    """The pictures of the question by the name the document has for them; others are told."""
    lines: list[Line] = [*block.stem, *(line for option in block.options for line in option), *block.why]
    found: dict[str, Media] = {}
    for name in dict.fromkeys(name for line in lines for name in line.pictures):
        raw = making.images.get(name, b"")
        media = picture_of(raw, name)
        if media is None or any(
            other.name == media.name and other.id != media.id for other in found.values()
        ):
            making.maker.report.add(block.place, "picture_missing", name=name)
        else:
            found[name] = media
            making.media[media.id] = raw
    return found


def place_pictures(shape: Shape, block: Block, pictures: Mapping[str, Media]) -> None:
    """An option that has one picture shows it."""
    options = shape[0].get("options", ())
    for values, lines in zip(options, block.options, strict=False):
        own = [pictures[name] for line in lines for name in line.pictures if name in pictures]
        if own and isinstance(values, dict) and values["id"] not in ("true", "false"):
            values["media"] = own[0].id
