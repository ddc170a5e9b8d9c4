"""Reads QTI 1.2 as Canvas, cartridges and older programs write it: `questestinterop` with items.

Used by `reader`, and by the reader of packages for each file in one. What the model has no field for stays in
`ext.qti12`: the item as it was written. Item types are in `qti12_kinds`.
"""

import re
from functools import partial
from typing import Any

from lxml import etree

from quizhub.banks.formats.gaps import with_blanks
from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.banks.formats.qti12_item import Item
from quizhub.banks.formats.qti12_kinds import ask, type_of
from quizhub.banks.formats.qti_sources import Dialect, Place, kept_raw, looks_like, single_reader
from quizhub.banks.making import Maker
from quizhub.banks.wording import Wording
from quizhub.banks.xml_tree import found, local, words

FORMAT = "qti12"
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:\-]{0,99}")
_ELSEWHERE = ("bankentry_item", "sourcebank_ref", "itemref")
_POINTS = ("points_possible", "cc_weighting", "qmd_weighting")
_SAMPLE = 200


def _title(root: etree._Element) -> str:
    """The name of the quiz or bank; banks have theirs in the metadata."""
    named = next((one.get("title", "") for one in found(root, "assessment", "objectbank")), "")
    fields = {words(one, "fieldlabel"): words(one, "fieldentry") for one in found(root, "qtimetadatafield")}
    return named or fields.get("bank_title", "")


def _texts(root: etree._Element) -> str:
    return " ".join(words(one) for one in found(root, "mattext")[:_SAMPLE])


def _read(root: etree._Element, place: Place, maker: Maker) -> None:
    """Every item of a file, and what stands there of items that are elsewhere."""
    number = 0
    for element in [root, *found(root, "item", "selection_number", *_ELSEWHERE)]:
        name = local(element)
        where = f"{place.file}//item[{number + 1}]"
        if name == "item":
            number += 1
            read_item(element, where, place, maker)
        elif name == "selection_number":
            maker.report.add(where, "selection_left_out", number=words(element))
        elif name in _ELSEWHERE:
            ident = element.get("item_ref") or element.get("linkrefid") or words(element)
            maker.report.add(where, "item_elsewhere", name=ident)
            maker.other(where, "reference", ident)


def read_item(element: etree._Element, where: str, place: Place, maker: Maker) -> None:
    """Keep one item, or what else it is."""
    wording = Wording(maker.report, where, place.find)
    item = Item(element, wording, partial(maker.report.add, where))
    kind = type_of(item)
    if kind == "text_only_question":
        maker.other(where, "text", item.stem)
        return
    asked = ask(item)
    if asked is None:
        stem = with_blanks(item.stem) or element.get("title", "")
        maker.unsupported(where, kind, stem, **_fields(item, place))
    else:
        maker.add(where, *asked, **_fields(item, place))


def _fields(item: Item, place: Place) -> dict[str, Any]:
    """The fields of an item that do not depend on its type."""
    right = [
        one.get("linkrefid", "")
        for rule in item.rules
        for one in found(_condition(rule.test), "displayfeedback")
    ]
    points = next(
        (value for name in _POINTS if (value := number_of(item.facts.get(name, ""))) is not None), None
    )
    ident = item.element.get("ident", "")
    fields = {
        "explanation": item.feedback("general_fb", "correct_fb", *right),
        "points": points if points is not None and points >= 0 else None,
        "topic": place.topic[:200],
        "ext": {FORMAT: kept_raw(item.element, item.tell)},
        "media": item.wording.close(),
    }
    return fields | ({"id": ident} if ID.fullmatch(ident) else {})


def _condition(test: etree._Element) -> etree._Element:
    above = test.getparent()
    assert above is not None, "rules are read from their conditions"
    return above


DIALECT = Dialect(lambda head: "<questestinterop" in head, _title, _texts, _read)
looks_qti12 = looks_like(DIALECT)
read_qti12 = single_reader(DIALECT)
