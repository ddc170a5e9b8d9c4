"""Reads workbooks (xlsx, xlsb, xls, ods) with calamine: what they hold is measured before, as it unpacks
a sheet to all the cells of the rectangle around it.

Numbers, dates and percentages become the text that stood in the cell, as far as its format tells it.
"""

import datetime
import io
import posixpath
import re
import struct
from collections.abc import Sequence

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from quizhub.banks.archive import Archive
from quizhub.banks.cell_formats import Formats, as_shown, formats_of, paths_of
from quizhub.banks.problems import FileRefused
from quizhub.banks.sheet_pictures import SheetPictures, pictures_of
from quizhub.banks.sheets import MAX_CELLS, Row, Sheet, Sheets, row_of

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_FIRST_RECORD = bytes.fromhex("0908100000060500")
_FILE_PASS = 0x002F
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
"""A cell with something in it: those that only have a format may stand in a million rows."""
_REPEATED = re.compile(rb'number-(rows|columns)-repeated="([0-9]+)"')
_Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def workbook_kind(raw: bytes, archive: Archive | None) -> str | None:
    """`xlsx`, `ods` or `xls`, or None when the bytes are no workbook. Raises FileRefused when locked."""
    if archive is not None:
        if "xl/workbook.xml" in archive.names or "xl/workbook.bin" in archive.names:
            return "xlsx"
        return "ods" if (archive.read("mimetype") or b"").startswith(_ODS) else None
    if not raw.startswith(_OLE):
        return None
    if "EncryptedPackage".encode("utf-16-le") in raw or _is_locked(raw):
        raise FileRefused("archive_locked")
    named = any(name.encode("utf-16-le") in raw for name in ("Workbook", "Book\0"))
    return "xls" if named else None


def _is_locked(raw: bytes) -> bool:
    """Whether a password stands among the first records of an old workbook ([MS-XLS] 2.4.117, FilePass)."""
    at = raw.find(_FIRST_RECORD)
    for _ in range(8 if at >= 0 else 0):
        kind, length = struct.unpack("<HH", raw[at : at + 4].ljust(4, b"\0"))
        if kind == _FILE_PASS:
            return True
        at += 4 + length
    return False


def read_workbook(raw: bytes, archive: Archive | None, kind: str) -> Sheets:
    """All its sheets. Raises FileRefused."""
    if archive is not None:
        _measure(archive, kind)
    paths = paths_of(archive) if archive is not None else {}
    formats = formats_of(archive, paths) if archive is not None else {}
    shown = pictures_of(archive, paths) if archive is not None else SheetPictures()
    try:
        opened = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        found = [
            _sheet(
                opened.get_sheet_by_name(known.name),
                known.visible is not SheetVisibleEnum.Visible,
                formats.get(known.name, {}),
                shown,
            )
            for known in opened.sheets_metadata
        ]
    except CalamineError as error:
        raise FileRefused("workbook_broken", reason=str(error)) from error
    except BaseException as error:
        # A panic of calamine's Rust code, as some damaged files cause, is no Exception to import.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused("workbook_broken", reason=str(error)) from error
    return Sheets(kind, tuple(found), *_pictures(archive, found))


def _pictures(
    archive: Archive | None, sheets: Sequence[Sheet]
) -> tuple[tuple[str, ...], bool, dict[str, bytes]]:
    """Pictures that no row shows, and the bytes of the others, by their names without folders."""
    names = archive.names if archive is not None else ()
    paths = [name for name in names if name.startswith(("xl/media/", "Pictures/"))]
    used = {name for sheet in sheets for row in sheet.rows for _, name in row.pictures}
    files: dict[str, bytes] = {}
    for path in paths:
        name = posixpath.basename(path)
        if archive is not None and name in used:
            files[name] = archive.read(path) or b""
    return (
        tuple(posixpath.basename(path) for path in paths if posixpath.basename(path) not in used),
        False,
        files,
    )


def _measure(archive: Archive, kind: str) -> None:
    """Refuse sheets whose outermost cells span too large a rectangle."""
    if kind == "ods":
        content = archive.read("content.xml") or b""
        spans = _REPEATED.findall(_without_padding(content))
        rows = sum(int(count) for kind, count in spans if kind == b"rows")
        width = max((int(count) for kind, count in spans if kind == b"columns"), default=1)
        if max(rows, 1) * width > MAX_CELLS:
            raise FileRefused("sheet_too_large", limit=str(MAX_CELLS))
        return
    for name in archive.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            places = set(_FILLED_CELL.findall(archive.read(name) or b""))
            width = max((_column(letters) for letters, _ in places), default=0)
            height = max((int(number) for _, number in places), default=0)
            if width * height > MAX_CELLS:
                raise FileRefused("sheet_too_large", limit=str(MAX_CELLS))


def _without_padding(content: bytes) -> bytes:
    """An ods without its empty cells and rows, which it writes as one that is repeated a million times."""
    empty_cell = rb"<table:table-cell\b(?:(?!value)[^>])*/>"
    content = re.sub(rb"<table:table-column\b[^>]*>", b"", re.sub(empty_cell, b"", content))
    return re.sub(rb"<table:table-row\b[^>]*>\s*</table:table-row>", b"", content)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: CalamineSheet, hidden: bool, formats: Formats, shown: SheetPictures) -> Sheet:
    if (sheet.total_height + 1) * (sheet.total_width + 1) > MAX_CELLS:  # they are the last places from 0
        raise FileRefused("sheet_too_large", limit=str(MAX_CELLS))
    table = sheet.to_python(skip_empty_area=False)
    _fill_down(table, sheet.merged_cell_ranges or [])
    over: dict[int, list[tuple[int, str]]] = {}
    for (at, column), path in sorted(shown.over.get(sheet.name, {}).items()):
        over.setdefault(at, []).append((column, posixpath.basename(path)))
    rows = (_row(at, cells, formats, shown, over.get(at, [])) for at, cells in enumerate(table))
    return Sheet(sheet.name, tuple(row for row in rows if row.cells or row.pictures), hidden)


def _fill_down(table: list[list[_Cell]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Put what stands in a cell merged over several rows in every one of them."""
    for (top, left), (bottom, right) in merged:
        if bottom > top and right == left and top < len(table) and left < len(table[top]):
            for below in table[top + 1 : bottom + 1]:
                below[left] = table[top][left]


def _row(
    at: int, cells: list[_Cell], formats: Formats, shown: SheetPictures, over: list[tuple[int, str]]
) -> Row:
    dates = tuple(n for n, value in enumerate(cells) if isinstance(value, datetime.date))
    texts = [_text(value, formats.get((at, n), "")) for n, value in enumerate(cells)]
    pictures = list(over)
    for n, text in enumerate(texts):
        path = shown.in_cell(text)
        if path is not None:
            texts[n] = ""
            pictures.append((n, posixpath.basename(path)))
    return row_of(at + 1, texts, dates, tuple(pictures))


def _text(value: _Cell, written: str) -> str:
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() | int():
            return as_shown(float(value), written)
        case datetime.date():
            return as_shown(value, written)
        case datetime.time():
            return value.isoformat("auto").removesuffix(":00")
    return str(value)
