"""Pictures in the native format: those of a question, its material, options with one, and the kind `hotspot`.

A picture is named by its file. What it is comes from the bytes beside the bank or, where those are elsewhere
(a plan with questions written out), from the facts that stand in the entry. Used by `native_questions`.
"""

import re
from decimal import Decimal
from typing import Any

from quizhub.banks.fields import Fields, items_of, text_of, words_of
from quizhub.banks.pictures import picture_of
from quizhub.banks.report import Report
from quizhub.banks.yaml_tree import Node, Scalar, Table
from quizhub.questions.bodies import HotspotBody
from quizhub.questions.keys import HotspotKey
from quizhub.questions.media import Material, Media
from quizhub.questions.regions import Region

MEDIA = ("file", "alt", "sha256", "mime", "width", "height")
MATERIAL = ("id", "text", "media")
REGION = ("id", "shape", "coords", "label", "correct", "weight", "explanation")
HOTSPOT = ("image", "mode", "max_clicks", "hit_radius", "wrong_click_penalty", "scoring")
PICTURE = "picture"
"""Stands among the languages of an option's text."""

_PART = re.compile(r"[0-9]{1,9}(\.[0-9]{1,40})?")


def read_media(fields: Fields) -> tuple[Media, ...]:
    """The pictures of a question or a material; those that cannot be taken are noted as errors."""
    found = tuple(_media(one) for one in fields.tables("media", MEDIA))
    return tuple(media for media in found if media is not None)


def _media(fields: Fields) -> Media | None:
    if not fields.require("file"):
        return None
    name, report = fields.word("file"), fields.report
    if name is None:
        return None
    alt, raw = fields.text("alt"), report.beside.get(name)
    if raw is not None:
        media = picture_of(raw, name, alt)
        if media is None:
            report.add(fields.lines["file"], "not_a_picture", name=name)
            return None
        report.media[media.id] = raw
        return media
    if fields.node("sha256") is None:
        report.add(fields.lines["file"], "picture_not_found", name=name)
        return None
    facts = {"id": fields.word("sha256"), "mime": fields.word("mime"), "name": name, "alt": alt}
    return fields.build(Media, **facts, width=fields.integer("width"), height=fields.integer("height"))


def read_materials(fields: Fields) -> dict[str, Material]:
    """The cases and passages at the head of a bank, by id."""
    if fields.node("materials") is None:
        return {}
    found = {}
    for key, node in fields.entries("materials"):
        if not isinstance(node, Table):
            fields.report.add(node.line, "not_a_mapping", field="materials")
            continue
        material = _material(Fields(node, fields.report, MATERIAL[1:]), key.text)
        if material is not None:
            found[material.id] = material
    return found


def read_material(fields: Fields) -> Material | None:
    """A question's material: the id of one at the head of the bank, or one written out where it is asked."""
    node, report = fields.node("material"), fields.report
    if node is None:
        return None
    if isinstance(node, Table):
        inner = Fields(node, report, MATERIAL)
        name = inner.word("id") if inner.require("id") else None
        return _material(inner, name) if name is not None else None
    name = words_of("material", node, report)
    if name is not None and name not in report.materials:
        report.add(node.line, "unknown_material", id=name)
    return report.materials.get(name or "")


def _material(fields: Fields, name: str) -> Material | None:
    if not fields.require("text"):
        return None
    before = fields.report.errors
    media = read_media(fields)
    if fields.report.errors > before:
        return None
    return fields.build(Material, id=name, text=fields.text("text"), media=media)


def split_option(node: Node) -> tuple[Node, Node | None]:
    """An option's text and the name of its picture, which stands beside the languages."""
    if not isinstance(node, Table):
        return node, None
    texts = tuple(entry for entry in node.entries if entry[0].text != PICTURE)
    picture = next((value for key, value in node.entries if key.text == PICTURE), None)
    return Table(node.line, texts), picture


def media_named(name: str, node: Node | None, fields: Fields) -> str | None:
    """The id of the question's picture of this file name; None for no node or with the fault noted."""
    words = words_of(name, node, fields.report)
    if node is None or words is None:
        return None
    for media in fields.pictures:
        if words in (media.name, media.id):
            return media.id
    fields.report.add(node.line, "unknown_picture", id=words)
    return None


def hotspot_body(fields: Fields) -> HotspotBody | None:
    """Without `max_clicks` there are as many clicks as areas to find."""
    if not fields.require("image"):
        return None
    image, mode, clicks = media_named("image", fields.nodes["image"], fields), fields.word("mode"), None
    if fields.node("max_clicks") is not None:
        clicks = fields.integer("max_clicks")
    elif mode == "find_all" and fields.node("key") is not None:
        clicks = sum(1 for node in _region_nodes(fields) if not _says_no(node))
    if image is None:
        return None
    return fields.build(HotspotBody, image=image, mode=mode, max_clicks=clicks)


def _region_nodes(fields: Fields) -> tuple[Node, ...]:
    return items_of("key", fields.nodes["key"], fields.report, lone=True)


def _says_no(node: Node) -> bool:
    """Whether an area is marked as none of those to find, whatever else is wrong with it."""
    quiet = Report("")
    return isinstance(node, Table) and Fields(node, quiet, REGION).flag("correct") is False


def hotspot_key(fields: Fields) -> HotspotKey | None:
    """The areas, and how clicks are marked by them."""
    regions = [_region(region) for region in fields.tables("key", REGION)]
    if None in regions:
        return None
    return fields.build(
        HotspotKey,
        regions=tuple(regions),
        hit_radius=fields.decimal("hit_radius"),
        wrong_click_penalty=fields.decimal("wrong_click_penalty"),
        scoring=fields.word("scoring"),
    )


def _region(fields: Fields) -> Region | None:
    if not fields.require("id", "shape", "coords", "label"):
        return None
    values: dict[str, Any] = {name: fields.word(name) for name in ("id", "shape")}
    values |= {name: fields.text(name) for name in ("label", "explanation")}
    coords = _coordinates(fields)
    if coords is None:
        return None
    return fields.build(
        Region, **values, coords=coords, correct=fields.flag("correct"), weight=fields.decimal("weight")
    )


def _coordinates(fields: Fields) -> tuple[Decimal, ...] | None:
    node, found = fields.nodes["coords"], []
    for item in items_of("coords", node, fields.report):
        words = item.text.strip() if isinstance(item, Scalar) else ""
        if not _PART.fullmatch(words):
            fields.report.add(item.line, "not_a_number", field="coords", value=words)
            return None
        found.append(Decimal(words))
    return tuple(found)


def option_of(name: str, key: Scalar, node: Node, fields: Fields) -> dict[str, Any] | None:
    """The values of one option of the table `name`: its text and perhaps its picture."""
    before = fields.report.errors
    words, picture = split_option(node)
    text = text_of(f"{name}.{key.text}", words, fields.report)
    media = media_named(PICTURE, picture, fields)
    return {"id": key.text, "text": text, "media": media} if fields.report.errors == before else None
