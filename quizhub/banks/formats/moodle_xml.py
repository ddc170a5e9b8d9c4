"""Reads Moodle's XML: `<quiz>` with a `<question>` for each question, category or description.

Used by `reader`. What the model has no field for stays in `ext.moodle_xml`: the question as it was written,
so that an export to the same format gives it back. Question types are in `moodle_kinds`.
"""

import copy
import hashlib
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from lxml import etree

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.gaps import FULL
from quizhub.banks.formats.moodle_kinds import TYPES, Moodle, earned
from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.banks.formats.shapes import fits
from quizhub.banks.formats.xml_source import tree_of
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker
from quizhub.banks.markup import plain
from quizhub.banks.report import Report
from quizhub.banks.wording import Wording, decoded
from quizhub.banks.xml_tree import child, children, found, head_of, raw_xml, words

FORMAT = "moodle_xml"
MAX_RAW = 16_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:\-]{0,99}")
_ROOT = re.compile(r"<quiz[\s>]")
_SAMPLE = 100
"""Questions that are looked at to tell the language of a file."""


def looks_moodle(file: BankFile) -> float:
    """How sure it is that the file is one of Moodle's."""
    head = head_of(file.raw)
    return 0.95 if _ROOT.search(head) and "<question" in head else 0


def read_moodle(file: BankFile) -> BankReading:
    """Every question, category and description of the file."""
    report = Report(file.name)
    tree = tree_of(file, report)
    elements = found(tree.root, "question")
    maker = Maker(report, _language(elements[:_SAMPLE]))
    category: dict[str, Any] = {}
    for number, element in enumerate(elements, start=1):
        place = f"/quiz/question[{number}]"
        if element.get("type") == "category":
            category = _category(element)
            maker.other(place, "category", category["category"])
        else:
            read_question(element, place, maker, category)
    return gather(file, maker, media=report.media)


def _language(elements: list[etree._Element]) -> str:
    """The language of the stems, without the signs of gaps."""
    stems = (re.sub(r"\{[^}]*\}", "", words(element, "questiontext", "text")) for element in elements)
    return language_of(plain(" ".join(stems)).words)


def _category(element: etree._Element) -> dict[str, Any]:
    known = {"category": words(element, "category", "text") or words(element, "category")}
    info = child(element, "info")
    return known | ({"info": raw_xml(info)[:2_000]} if info is not None and words(info, "text") else {})


def read_question(element: etree._Element, place: str, maker: Maker, category: Mapping[str, Any]) -> None:
    """Keep one question, or what else stands there."""
    files = _files(element)
    wording = Wording(maker.report, place, lambda name: files.get(name.removeprefix("@@PLUGINFILE@@/")))
    ask = Moodle(element, wording, partial(maker.report.add, place))
    kind = element.get("type", "?")
    if kind == "description":
        maker.other(place, "text", ask.stem)
        return
    _old_picture(ask)
    asked = fits(TYPES[kind](ask)) if kind in TYPES else None
    if asked is None:
        stem = ask.stem or words(element, "name", "text")
        maker.unsupported(place, kind, stem, **_fields(ask, category))
    else:
        maker.add(place, *asked, **_fields(ask, category))


def _fields(ask: Moodle, category: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a question that do not depend on its type."""
    element, path = ask.element, str(category.get("category", ""))
    explanation = ask.text(child(element, "generalfeedback"), shown=False) or _feedback_of_right(ask)
    hints = [ask.text(hint, shown=False) for hint in children(element, "hint")]
    points, own = number_of(ask.says("defaultgrade")), ask.says("idnumber")
    media = ask.wording.close()
    fields = {
        "explanation": explanation,
        "hint": next((hint for hint in hints if hint), ""),
        "points": points if points is not None and points >= 0 else None,
        "topic": topic_of(path)[:200],
        "tags": tuple(dict.fromkeys(tag for one in found(element, "tag") if (tag := words(one, "text")))),
        "media": media,
        "ext": {FORMAT: {**category, **_raw(ask, {one.id for one in media})}},
    }
    return fields | ({"id": own} if _ID.fullmatch(own) else {})


def topic_of(path: str) -> str:
    """A category path such as `$course$/top/Fire/Kitchen` without its roots; a slash in a name is `//`."""
    parts = [part.strip() for part in re.split(r"(?<!/)/(?!/)", path)]
    return "/".join(part for part in parts if part not in ("", "top") and not part.startswith("$"))


def _feedback_of_right(ask: Moodle) -> str:
    """What is said to who was right, where nothing is said to everybody."""
    right = [answer for answer in ask.answers if earned(answer) >= FULL]
    return ask.text(child(right[0], "feedback"), shown=False) if right else ""


def _old_picture(ask: Moodle) -> None:
    """The one picture of questions written before Moodle 2."""
    name = ask.says("image")
    if name and ask.wording.picture(name) is None:
        ask.wording.missing(name)


def _files(element: etree._Element) -> dict[str, bytes]:
    """The files of a question by name."""
    written = {file.get("name", ""): file.text or "" for file in found(element, "file")}
    if child(element, "image_base64") is not None:
        written[words(element, "image")] = words(element, "image_base64")
    return {name: raw for name, text in written.items() if (raw := decoded(text)) is not None}


def _raw(ask: Moodle, kept: set[str]) -> dict[str, Any]:
    """The question as it was written, its pictures named by their hash; nothing when it is too large."""
    element = copy.deepcopy(ask.element)
    for file in found(element, "file", "image_base64"):
        digest = hashlib.sha256(decoded(file.text or "") or b"").hexdigest()
        if digest in kept:
            file.text = None
            file.set("sha256", digest)
    raw = raw_xml(element)
    if len(raw.encode()) > MAX_RAW:
        ask.tell("ext_too_large", limit=str(MAX_RAW // 1000))
        return {}
    return {"xml": raw}
