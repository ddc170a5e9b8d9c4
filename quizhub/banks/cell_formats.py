"""How numbers and dates of an xlsx stood in their cells: percentages, `11月9日`, `1-2`.

Readers of workbooks give the bare value; this reads the formats of the few cells whose text differs from it.
"""

import datetime
import re
from collections.abc import Mapping

from lxml import etree

from quizhub.banks.archive import Archive
from quizhub.banks.problems import FileRefused
from quizhub.banks.xml_tree import local, parse_xml

Formats = Mapping[tuple[int, int], str]
"""The written format of a cell, by row and column from 0."""

_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "m-d", 17: "yyyy-m", 22: "yyyy-m-d",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日",
    57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')


def formats_of(archive: Archive, paths: Mapping[str, str]) -> dict[str, Formats]:
    """For every sheet the formats of its percentages and dates; empty where they cannot be read."""
    try:
        wanted = _wanted(archive)
    except FileRefused:
        wanted = {}
    return {name: _formats(archive.read(path) or b"", wanted) for name, path in paths.items()}


def as_shown(value: float | datetime.date, written: str) -> str:
    """A number or date as its cell showed it."""
    if isinstance(value, datetime.date):
        return _date(value, written)
    if "%" in written:
        return f"{round(value * 100, 6):.15g}%"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def _date(value: datetime.date, written: str) -> str:
    year, month, day = value.year, value.month, value.day
    if "月" in written:
        parts = [f"{year}年" if "y" in written else "", f"{month}月", f"{day}日" if "d" in written else ""]
        return "".join(parts)
    if written and "y" not in written:
        return f"{month}-{day}"
    return f"{year}-{month}" if written and "d" not in written else f"{year}-{month}-{day}"


def _wanted(archive: Archive) -> dict[bytes, str]:
    """The styles that show a percentage or a date, by their number as written in the cells."""
    raw = archive.read("xl/styles.xml")
    if raw is None:
        return {}
    root = parse_xml(raw).root
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    styles: dict[bytes, str] = {}
    for at, style in enumerate(one for group in root.iter("{*}cellXfs") for one in group):
        number = style.get("numFmtId", "0")
        written = _plain(own.get(number) or _BUILT_IN.get(int(number) if number.isdigit() else 0, ""))
        if "%" in written or "d" in written or "月" in written or ("y" in written and "m" in written):
            styles[str(at).encode()] = written
    return styles


def _plain(written: str) -> str:
    """A format without colours, locales and quotation marks: `[$-804]m"月"d"日"` to `m月d日`."""
    return re.sub(r'\[[^\]]*\]|["\\;@]|General', "", written).lower()


def paths_of(archive: Archive) -> dict[str, str]:
    """Where in the archive the sheet of a name lies; empty where that cannot be read."""
    try:
        book = parse_xml(archive.read("xl/workbook.xml") or b"").root
        links = parse_xml(archive.read("xl/_rels/workbook.xml.rels") or b"").root
    except FileRefused:
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    found: dict[str, str] = {}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(_relation(sheet), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _relation(sheet: etree._Element) -> str:
    ids = (str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id"))
    return next(ids, "") if local(sheet) else ""


def _formats(raw: bytes, wanted: Mapping[bytes, str]) -> Formats:
    found: dict[tuple[int, int], str] = {}
    for cell in _CELL.findall(raw) if wanted else ():
        style, place = _STYLE.search(cell), _PLACE.search(cell)
        if style is not None and place is not None and style[1] in wanted:
            found[int(place[2]) - 1, _column(place[1])] = wanted[style[1]]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
