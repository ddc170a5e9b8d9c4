"""Small steps that the writers of XML formats share."""

import base64
from collections.abc import Collection, Sequence
from html import escape

from lxml import etree

from quizhub.banks.bank import Record
from quizhub.questions.model import Question

_FORM = ("id", "revision", "ext")
"""What may differ between two forms of one question."""


def add(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    """A new last child."""
    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def text_element(parent: etree._Element, tag: str, words: str, /, **attributes: str) -> etree._Element:
    """A new last child with a `text` in it."""
    element = add(parent, tag, **attributes)
    add(element, "text", words)
    return element


def html_of(words: str) -> str:
    """Plain words as HTML."""
    return escape(words, quote=False).replace("\n", "<br>")


def same_question(question: Question, records: Sequence[Record], *others: str) -> bool:
    """Whether the one record read is the same question, but for its id and the `others` of its fields."""
    left_out: Collection[str] = {*_FORM, *others}
    again = records[0].question if len(records) == 1 else None
    return again is not None and again.model_dump(exclude=set(left_out)) == question.model_dump(
        exclude=set(left_out)
    )


def data_of(raw: bytes) -> str:
    """Bytes as text that stands in an element."""
    return base64.b64encode(raw).decode()
