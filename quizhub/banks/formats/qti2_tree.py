"""Items of QTI 2.x and 3.0 under one set of names, and their bodies as HTML with gaps.

Version 3 writes `qti-simple-choice` and `max-choices` for what version 2 calls `simpleChoice` and
`maxChoices`; everything else reads version 2.
"""

import copy
import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from quizhub.banks.formats.gaps import gap
from quizhub.banks.xml_tree import child, local

INLINE = ("textEntryInteraction", "inlineChoiceInteraction", "gap")
BLOCKS = tuple(f"{name}Interaction" for name in """
    choice extendedText order match associate gapMatch hotspot selectPoint slider hottext upload drawing
    graphicOrder graphicAssociate graphicGapMatch positionObject media custom portableCustom endAttempt
""".split())  # fmt: skip  # noqa: SIM905
INTERACTIONS = (*INLINE[:2], *BLOCKS)
_TEXTUAL = ("gapMatchInteraction", "hottextInteraction")
"""Interactions whose own text is read, with gaps or words to choose in it."""
_NEWER = re.compile("qti-[a-z][a-z0-9-]*")
_HIDDEN = (
    "rubricBlock",
    "feedbackBlock",
    "feedbackInline",
    "gapText",
    "gapImg",
    "stylesheet",
    "catalogInfo",
    "rp",
)


def camel(name: str) -> str:
    """`max-choices` as `maxChoices`."""
    return re.sub(r"-([a-z0-9])", lambda found: found[1].upper(), name)


def in_version_2(root: etree._Element) -> etree._Element:
    """A copy of the tree with the names of version 2; what is HTML stays."""
    tree = copy.deepcopy(root)
    for element in tree.iter():
        name = local(element)
        if _NEWER.fullmatch(name):
            element.tag = camel(name[4:])
            for attribute, value in list(element.attrib.items()):
                plain = str(attribute)
                if "-" in plain and not plain.startswith(("data-", "aria-", "{")):
                    del element.attrib[attribute]
                    element.set(camel(plain), value)
    return tree


def body_html(body: etree._Element) -> str:
    """A body as HTML: gaps where something is put in, of other interactions the prompt only."""
    return "".join(_parts(body, iter(range(1, 10_000))))


def _parts(element: etree._Element, numbers: Iterator[int]) -> Iterator[str]:
    yield escape(element.text or "")
    for one in element:
        yield from _one(one, local(one), numbers)
        yield escape(one.tail or "")


def _one(one: etree._Element, name: str, numbers: Iterator[int]) -> Iterator[str]:
    if name in INLINE:
        yield gap(next(numbers))
    elif name in BLOCKS and name not in _TEXTUAL:
        prompt = child(one, "prompt")
        if prompt is not None:
            yield f"<p>{''.join(_parts(prompt, numbers))}</p>"
    elif name == "br":
        yield "<br>"
    elif name == "rt":  # how the characters before it are read
        yield f"({''.join(_parts(one, numbers))})"
    elif name in ("object", "img"):
        yield f'<img src="{escape(source_of(one))}">'
    elif name and name not in _HIDDEN:
        yield f"<{name}>{''.join(_parts(one, numbers))}</{name}>"


def source_of(image: etree._Element) -> str:
    """The file of an `img` or `object`."""
    return image.get("src") or image.get("data") or ""
