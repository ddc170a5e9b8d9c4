"""Rows of a table that are no questions: headings, repeated headers, what templates explain, bare numbers."""

import re
from dataclasses import dataclass

from quizhub.banks.formats.table.layout import Layout
from quizhub.banks.notation import folded, kind_named
from quizhub.banks.sheets import Row

_SECTION = re.compile(r"^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[IVX]{1,4})[)）]?[、.．:：\s]\s*\S")
_CHAPTER = re.compile(r"^第.{1,5}[章节部分篇讲课单元]")
_POINTS = re.compile(r"每[小]?[题空]\s*(\d+(?:\.\d+)?)\s*分")
_INSTRUCTION = re.compile(
    r"\b(?:optional|required|mandatory|default|e\.g\.)\b|必填|选填|示例|例如|填写说明|請填|请填",
    re.IGNORECASE,
)


@dataclass
class Section:
    """What headings between the rows say of the rows below them."""

    kind: str | None = None
    points: str = ""
    topic: str = ""


def only_numbered(row: Row, layout: Layout) -> bool:
    """Whether nobody wrote more in a row than its number, as in templates."""
    return all(layout.roles[n : n + 1] in (("number",), ("",)) and row.cells[n].isdigit() for n in row.filled)


def is_heading(row: Row, layout: Layout, section: Section) -> bool:
    """Whether a row is a heading such as 一、单选题（每题2分）; what it says is kept for the rows below."""
    beside = [n for n in row.filled if layout.roles[n : n + 1] != ("number",)] or row.filled
    texts = list(dict.fromkeys(row.cells[n] for n in beside))
    if len(texts) != 1 or len(texts[0]) > 60:
        return False
    [text] = texts
    bare = re.sub(r"[(（].*?[)）]", "", text)
    kind = kind_named(re.sub(r"^[(（]?[一二三四五六七八九十\dIVX]{1,4}[)）]?[、.．:：\s]*", "", bare))
    if kind is not None and len(bare) <= 20:
        points = _POINTS.search(text)
        section.kind, section.points = kind, points[1] if points else ""
        return True
    in_stem = layout.roles[beside[0] : beside[0] + 1] == ("stem",)
    if _CHAPTER.match(text) or (_SECTION.match(text) and not in_stem):
        section.topic = text
        return True
    return False


def says_how(row: Row, layout: Layout, at: int) -> bool:
    """Whether a row is no question: the header once more, or what makers tell how to fill in the table."""
    known = {folded(word) for word in layout.header if word}
    if known and len(row.filled) > 1 and all(folded(row.cells[n]) in known for n in row.filled):
        return True
    told = sum(bool(_INSTRUCTION.search(row.cells[n])) for n in row.filled)
    return at < 2 and told >= 2
