"""From HTML, as other programs keep questions in, to plain words with line breaks.

What plain text can say stays: paragraphs, lists, table cells, raised and lowered digits. What it cannot
is named, so that the reader can tell a person; the original belongs in the question's `ext`.
"""

import re
from dataclasses import dataclass, field

from lxml import etree, html

_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote")
)
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed"))
_LOST = {"img": "img", "table": "table", "math": "math", "video": "video", "audio": "audio", "svg": "svg"}
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LOOKS = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w+);", re.S)
_ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
"""Blanks that are not the usual one, such as that of `&nbsp;`; the wide one of Chinese stays."""
_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Plain:
    """The words; `lost` names elements that words cannot hold; `pictures` are the sources of images."""

    words: str
    lost: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(slots=True)
class _Writing:
    parts: list[str] = field(default_factory=list)
    lost: dict[str, None] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)


def looks_html(words: str) -> bool:
    """Whether a text that does not say so has tags or character references in it."""
    return _LOOKS.search(words) is not None


def plain(source: str) -> Plain:
    """The words of an HTML fragment. Never raises: what is no HTML is read as text."""
    if not source.strip():
        return Plain("")
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, ValueError):
        return Plain(tidy(_LOOKS.sub("", source)))
    writing = _Writing()
    _write(root, writing, 0)
    return Plain(tidy("".join(writing.parts)), tuple(writing.lost), tuple(writing.pictures))


def tidy(words: str) -> str:
    """One blank between words, no blanks at the ends of lines, at most one empty line; characters that no
    text can hold are left out."""
    words = _ODD_SPACES.sub(" ", words)
    words = "".join(char for char in words if char in "\n\t" or char.isprintable() or char == "\u3000")
    lines = [re.sub(r"[ \t]+", " ", line).strip(" ") for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _write(element: etree._Element, out: _Writing, depth: int) -> None:
    name = _name(element)
    if name in _LOST:
        out.lost[_LOST[name]] = None
    if name == "img":
        out.pictures.append(element.get("src", ""))
    if name and name not in _SILENT and depth < _DEPTH:
        _write_inside(element, name, out, depth)
    out.parts.append(_spaces(element.tail))


def _write_inside(element: etree._Element, name: str, out: _Writing, depth: int) -> None:
    start = len(out.parts)
    out.parts.append(_spaces(element.text) if name != "pre" else element.text or "")
    for child in element:
        _write(child, out, depth + 1)
    inside = "".join(out.parts[start:])
    if name in ("sup", "sub"):
        inside = inside.translate(_RAISED if name == "sup" else _LOWERED)
    if name in ("td", "th"):
        inside = f"{inside.strip()}  "
    if name == "br":
        inside = "\n"
    if name in _BLOCKS:
        inside = f"\n{inside.strip(' ')}\n" if inside.strip() else ""
    out.parts[start:] = [inside]


def _spaces(words: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", words or "")


def _name(element: etree._Element) -> str:
    """The name of a tag; empty for comments and instructions, whose tag is a function."""
    tag: object = element.tag
    return tag.lower() if isinstance(tag, str) else ""
