"""Parses XML that strangers made: no entities, no network, and what is broken is read as far as possible."""

import re
from dataclasses import dataclass
from html import unescape

from lxml import etree

from quizhub.banks.problems import FileRefused

MAX_DEPTH = 100
_NAMED = re.compile(rb"<!\[CDATA\[.*?\]\]>|&(?!#)(?:[A-Za-z][A-Za-z0-9]{0,30};)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tree:
    """The outermost element, and what the parser had to repair (None when nothing)."""

    root: etree._Element
    repaired: str | None


def parse_xml(raw: bytes) -> Tree:
    """The tree of a document. Raises FileRefused for entity declarations and for what is no XML."""
    if b"<!ENTITY" in raw or b"<!ENTITY".decode().encode("utf-16-le") in raw:
        raise FileRefused("xml_entities")
    tree = _parsed(raw)
    return tree if tree.repaired is None else Tree(_parsed(_mended(raw)).root, tree.repaired)


def _parsed(raw: bytes) -> Tree:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused("xml_broken", reason=str(error)) from error
    if root is None:
        raise FileRefused("xml_broken", reason="empty")
    faults = parser.error_log
    return Tree(root, str(faults[0].message) if len(faults) else None)


def _mended(raw: bytes) -> bytes:
    """The document with every named character as a number, and a bare `&` as one too.

    After its first fault the parser leaves out named ones, even `&lt;`.
    """

    def numbered(found: re.Match[bytes]) -> bytes:
        if found[0].startswith(b"<"):
            return found[0]
        char = unescape(found[0].decode())
        return b"&#%d;" % ord(char) if len(char) == 1 else b"&#38;" + found[0][1:]

    return _NAMED.sub(numbered, raw)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def place_of(element: etree._Element) -> str:
    """Where an element stands, as a path of local names such as `/quiz/question[3]/answer[2]`."""
    steps: list[str] = []
    here: etree._Element | None = element
    while here is not None:
        above, name = here.getparent(), local(here)
        same = [one for one in above if local(one) == name] if above is not None else [here]
        steps.append(name if len(same) == 1 else f"{name}[{same.index(here) + 1}]")
        here = above
    return "/" + "/".join(reversed(steps))


def head_of(raw: bytes) -> str:
    """The beginning of a file for looking at its tags, whatever its encoding; empty for archives."""
    return "" if raw.startswith(b"PK") else raw[:6_000].replace(b"\0", b"").decode("latin-1")


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The direct children of these local names, in order; all elements without names."""
    return [child for child in element if (name := local(child)) and (not names or name in names)]


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first child of a path of local names."""
    here: etree._Element | None = element
    for name in path:
        here = next((one for one in here if local(one) == name), None) if here is not None else None
    return here


def found(element: etree._Element, *names: str) -> list[etree._Element]:
    """All elements of these local names at any depth inside, in document order."""
    return [one for one in element.iterdescendants() if local(one) in names]


def words(element: etree._Element | None, *path: str) -> str:
    """The text of a child, or of the element itself, without comments; empty when there is none."""
    here = child(element, *path) if element is not None else None
    return "".join(map(str, here.itertext("*"))).strip() if here is not None else ""


def raw_xml(element: etree._Element) -> str:
    """An element as it was written, without what follows it."""
    return etree.tostring(element, encoding="unicode", with_tail=False)
