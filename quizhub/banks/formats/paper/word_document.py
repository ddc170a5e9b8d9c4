"""Word documents (.docx) as lines: paragraphs with their automatic numbers, tables, text boxes, pictures.

Used by `word`. Headers, footers and comments are no part of the text. Only the zip and its XML are
read; nothing is opened, run or fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from quizhub.banks.archive import Archive
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.paper.lines import Line, Span
from quizhub.banks.formats.paper.word_numbering import Numbering, attribute, child, numbering_of, whole
from quizhub.banks.formats.paper.word_tables import table_lines
from quizhub.banks.xml_tree import local, parse_xml

_MAIN = re.compile(r"word/document\d*\.xml")
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "rPr", "pPr", "tblPr", "tblGrid", "sectPr", "Fallback", "instrText")
)
_LOST = {
    "oMath": "公式",
    "object": "对象",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "chart": "图表",
}
_PLAIN_COLOURS = frozenset(("auto", "000000", None))
_MAX_DEPTH = 60


@dataclass(frozen=True)
class Document:
    """The lines of a document, its pictures by name, and what could not be said in words."""

    lines: list[Line]
    images: dict[str, bytes]
    lost: tuple[str, ...]


@dataclass(slots=True)
class _Words:
    """The words of one line while runs are put together."""

    text: str = ""
    marked: list[Span] = field(default_factory=list)
    underlined: list[Span] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def main_part(archive: Archive) -> str | None:
    """The name of the document inside the zip, or None when it is no Word document."""
    return next((name for name in archive.names if _MAIN.fullmatch(name)), None)


def document_lines(file: BankFile) -> Document:
    """The lines of a document, the number of the paragraph as place. Raises FileRefused."""
    archive = file.archive
    main = main_part(archive) if archive is not None else None
    if archive is None or main is None:
        return Document([], {}, ())
    return _Reading(archive, main).read()


def _part(archive: Archive, name: str) -> etree._Element | None:
    raw = archive.read(name)
    return parse_xml(raw).root if raw is not None else None


class _Reading:
    def __init__(self, archive: Archive, main: str) -> None:
        self.archive = archive
        self.root = _part(archive, main)
        self.numbering: Numbering = numbering_of(_part(archive, "word/numbering.xml"))
        self.styles = dict(_numbered_styles(_part(archive, "word/styles.xml")))
        self.targets = dict(_targets(_part(archive, f"word/_rels/{main.removeprefix('word/')}.rels")))
        self.images: dict[str, bytes] = {}
        self.lost: dict[str, None] = {}
        self.lines: list[Line] = []
        self.paragraph = 0

    def read(self) -> Document:
        self._blocks(child(self.root, "body"), 0)
        return Document(self.lines, self.images, tuple(self.lost))

    def _blocks(self, element: etree._Element | None, depth: int) -> None:
        """Paragraphs and tables, also inside content controls, insertions and text boxes."""
        for one in element if element is not None and depth < _MAX_DEPTH else ():
            name = local(one)
            if name == "p":
                self._paragraph(one, depth)
            elif name == "tbl":
                self._table(one, depth)
            elif name not in _LEFT_OUT:
                self._blocks(one, depth + 1)

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        self.paragraph += 1
        label = self._label(element)
        for words in self._words(element):
            self.lines.append(_line(f"¶{self.paragraph}", label, words))
            label = ""
        for one in element.iter():
            if local(one) == "txbxContent" and not any(
                local(above) == "Fallback" for above in one.iterancestors()
            ):
                self._blocks(one, depth + 1)

    def _label(self, element: etree._Element) -> str:
        properties = child(element, "pPr")
        numbered = child(properties, "numPr")
        style = attribute(child(properties, "pStyle"), "val") or ""
        number_id = attribute(child(numbered, "numId"), "val") or self.styles.get(style, ("", 0))[0]
        written = attribute(child(numbered, "ilvl"), "val")
        depth = whole(written, self.styles.get(style, ("", 0))[1])
        return self.numbering.label(number_id, depth)

    def _words(self, element: etree._Element) -> list[_Words]:
        lines = [_Words()]
        self._runs(element, lines, 0)
        return lines

    def _runs(self, element: etree._Element, lines: list[_Words], depth: int) -> None:
        """Runs, also inside links, insertions and fields; text boxes come behind the paragraph."""
        for one in element if depth < _MAX_DEPTH else ():
            name = local(one)
            if name == "r":
                self._run(one, lines, depth)
            elif name == "oMath":
                self.lost[_LOST[name]] = None
                lines[-1].text += "".join(str(t.text or "") for t in one.iter() if local(t) == "t")
            elif name not in _LEFT_OUT and name != "txbxContent":
                self._runs(one, lines, depth + 1)

    def _run(self, element: etree._Element, lines: list[_Words], depth: int) -> None:
        start, first = len(lines[-1].text), len(lines) - 1
        for one in element:
            self._piece(one, lines, depth)
        properties = child(element, "rPr")
        if properties is None:
            return
        for words in lines[first:]:
            begin = start if words is lines[first] else 0
            _look(properties, words, begin)

    def _piece(self, element: etree._Element, lines: list[_Words], depth: int) -> None:
        name = local(element)
        if name == "t":
            lines[-1].text += str(element.text or "")
        elif name == "tab":
            lines[-1].text += "\t"
        elif name in ("br", "cr"):
            lines.append(_Words())
        elif name == "noBreakHyphen":
            lines[-1].text += "-"
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            self._picture(element, lines[-1])
            if name == "object":
                self.lost[_LOST[name]] = None
        elif name in _LOST:
            self.lost[_LOST[name]] = None

    def _picture(self, element: etree._Element, words: _Words) -> None:
        for one in element.iter():
            if local(one) in ("blip", "imagedata"):
                relation = attribute(one, "embed") or attribute(one, "id") or ""
                target = self.targets.get(relation, "")
                raw = self.archive.read(target) if target else None
                name = target.rpartition("/")[2] or "?"
                if name not in words.pictures:
                    words.pictures.append(name)
                if raw is not None:
                    self.images[name] = raw

    # Tables -----------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element, depth: int) -> None:
        rows = [
            [cell for cell in row.iter() if local(cell) == "tc" and _row_of(cell) is row]
            for row in element
            if local(row) == "tr"
        ]
        self.lines += table_lines([[self._cell(cell, depth) for cell in row] for row in rows])

    def _cell(self, element: etree._Element, depth: int) -> list[Line]:
        start = len(self.lines)
        self._blocks(element, depth + 1)
        found = [line for line in self.lines[start:] if line.text or line.pictures]
        del self.lines[start:]
        return found or [Line(f"¶{self.paragraph}", "")]


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next((above for above in cell.iterancestors() if local(above) == "tr"), None)


def _line(place: object, label: str, words: _Words) -> Line:
    """The line of a paragraph, its number before it."""
    before = f"{label} " if label and not label.endswith(" ") else label
    text = (before + words.text).replace("\u00a0", " ").replace("\u200b", "")
    moved = [
        tuple((a + len(before), b + len(before)) for a, b in spans)
        for spans in (words.marked, words.underlined)
    ]
    return Line(str(place), text, moved[0], moved[1], tuple(words.pictures)).part(0)


def _look(properties: etree._Element, words: _Words, start: int) -> None:
    """Note how a run looks; underlined blanks become a blank to fill in."""
    end = len(words.text)
    underline = attribute(child(properties, "u"), "val")
    if underline not in (None, "none"):
        run = words.text[start:end]
        if not run.strip(" \t\u3000\u00a0") and run:
            words.text = words.text[:start] + "____"
        else:
            words.underlined.append((start, end))
        return
    colour = (attribute(child(properties, "color"), "val") or "auto").upper()
    shaded = attribute(child(properties, "highlight"), "val") not in (None, "none")
    bold = child(properties, "b") is not None and attribute(child(properties, "b"), "val") not in (
        "0",
        "false",
    )
    if end > start and (bold or shaded or colour not in ("AUTO", *(c for c in _PLAIN_COLOURS if c))):
        words.marked.append((start, end))


def _numbered_styles(root: etree._Element | None) -> Iterator[tuple[str, tuple[str, int]]]:
    """The styles whose paragraphs are numbered: list and depth by style."""
    for style in root if root is not None else ():
        numbered = child(style, "pPr", "numPr")
        number_id = attribute(child(numbered, "numId"), "val")
        name = attribute(style, "styleId")
        if number_id is not None and name is not None:
            yield name, (number_id, whole(attribute(child(numbered, "ilvl"), "val"), 0))


def _targets(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    """The files inside the zip that the document refers to; links to outside are none."""
    for relation in root if root is not None else ():
        target, name = attribute(relation, "Target"), attribute(relation, "Id")
        if target and name and attribute(relation, "TargetMode") != "External":
            yield name, target.lstrip("/") if target.startswith("/") else f"word/{target}"
