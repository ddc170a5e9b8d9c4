"""Reads QTI 2.1, 2.2 and 3.0: items by themselves or several in one file, with the passage they share.

Used by `reader`, and by the reader of packages for each file in one. What the model has no field for stays in
`ext.qti2`: the item as it was written. Interactions are in `qti2_kinds`.
"""

import re
from functools import partial
from typing import Any

from lxml import etree

from quizhub.banks.formats.gaps import with_blanks
from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.banks.formats.qti2_item import Item2
from quizhub.banks.formats.qti2_kinds import ask, type_of
from quizhub.banks.formats.qti2_tree import in_version_2
from quizhub.banks.formats.qti12 import ID
from quizhub.banks.formats.qti_sources import Dialect, Place, kept_raw, looks_like, single_reader
from quizhub.banks.making import Maker
from quizhub.banks.problems import FileRefused
from quizhub.banks.wording import Wording
from quizhub.banks.xml_tree import child, children, found, local, parse_xml, words

FORMAT = "qti2"
ITEMS = ("assessmentItem", "qti-assessment-item")
_ROOT = re.compile(r"<(?:\w+:)?(?:assessmentItem|qti-assessment-item)[\s>]")
_BODIES = ("itemBody", "qti-item-body")
_WRONG = re.compile("incorrect|wrong|false|错|误", re.IGNORECASE)


def _items(root: etree._Element) -> list[etree._Element]:
    return [root] if local(root) in ITEMS else found(root, *ITEMS)


def _texts(root: etree._Element) -> str:
    return " ".join(words(body) for body in found(root, *_BODIES))


def _read(root: etree._Element, place: Place, maker: Maker) -> None:
    items = _items(root)
    for number, element in enumerate(items, start=1):
        last = f"//{local(element)}[{number}]" if len(items) > 1 else f"/{local(element)}"
        read_item(element, place.file + last, place, maker)


def read_item(element: etree._Element, where: str, place: Place, maker: Maker) -> None:
    """Keep one item, or what else it is."""
    wording = Wording(maker.report, where, place.find)
    item = Item2(in_version_2(element), wording, partial(maker.report.add, where))
    if not item.interactions and not item.declarations:
        maker.other(where, "text", item.stem)
        return
    asked = ask(item)
    fields = _fields(item, element, place)
    if asked is None:
        stem = with_blanks(item.stem) or element.get("title", "")
        kind = type_of(item) or "responseDeclaration"
        maker.unsupported(where, kind, stem, **fields, media=wording.close())
    else:
        maker.add(where, *asked, **fields, media=wording.close())


def _fields(item: Item2, element: etree._Element, place: Place) -> dict[str, Any]:
    """The fields of an item that do not depend on its interactions."""
    feedback = [
        item.text(one, shown=False)
        for one in children(item.element, "modalFeedback")
        if not _WRONG.search(one.get("identifier", ""))
    ]
    ident = element.get("identifier", "")
    fields = {
        "explanation": next((text for text in feedback if text), ""),
        "points": _points(item),
        "topic": place.topic[:200],
        "material": _material(item, place),
        "ext": {FORMAT: kept_raw(element, item.tell)},
    }
    return fields | ({"id": ident} if ID.fullmatch(ident) else {})


def _points(item: Item2) -> Any:
    """What the item is worth: the upper bound of a mapping, else what its outcomes say."""
    bounds = [response.mapping.upper for response in item.declarations.values()]
    outcomes = {one.get("identifier", ""): one for one in children(item.element, "outcomeDeclaration")}
    most = outcomes.get("MAXSCORE")
    said = number_of(words(most, "defaultValue", "value")) if most is not None else None
    normal = number_of(outcomes["SCORE"].get("normalMaximum", "")) if "SCORE" in outcomes else None
    return next((one for one in (*bounds, said, normal) if one is not None and one > 0), None)


def _material(item: Item2, place: Place) -> dict[str, Any] | None:
    """The passage in a file of its own that the item is about."""
    named = child(item.element, "assessmentStimulusRef")
    if named is None:
        return None
    href = named.get("href", "")
    raw = place.find(href)
    try:
        tree = in_version_2(parse_xml(raw or b"").root)
    except FileRefused:
        item.tell("package_file_missing", name=href[:200])
        return None
    bodies = found(tree, "stimulusBody")
    text = item.text(bodies[0]) if bodies else ""
    ident = named.get("identifier", "")
    return {"id": ident if ID.fullmatch(ident) else "stimulus", "text": text} if text else None


DIALECT = Dialect(lambda head: _ROOT.search(head) is not None, lambda _: "", _texts, _read)
looks_qti2 = looks_like(DIALECT)
read_qti2 = single_reader(DIALECT)
