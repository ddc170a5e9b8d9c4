"""Rows of cell texts as the bytes of an xlsx or a CSV in which no cell can run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from quizhub.banks.formulas import is_formula, neutral

_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d+)?")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_NO_DAY = datetime(2000, 1, 1)
"""The day a workbook says it was made: the same bank gives the same bytes on every day."""
MOST_IN_CELL = 32_767
"""Most characters of one cell of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to write: its rows, how many of them are headers, and the columns of numbers."""

    name: str
    rows: Sequence[Sequence[str]]
    headers: int = 1
    numbers: frozenset[int] = frozenset()


def csv_bytes(rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig") -> bytes:
    """The rows as CSV for spreadsheets; a character the encoding lacks becomes a question mark."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue().encode(encoding, "replace")


def xlsx_bytes(pages: Sequence[Page]) -> bytes:
    """The pages as one workbook, every cell of it text but for the columns of numbers."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": _NO_DAY})
        taken: set[str] = set()
        for page in pages:
            _write(book, book.add_worksheet(_free_name(page.name, taken)), page)
    return out.getvalue()


def _write(book: Workbook, sheet: Worksheet, page: Page) -> None:
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
    for at, row in enumerate(page.rows):
        for column, text in enumerate(row):
            if not text:
                continue
            if column in page.numbers and at >= page.headers and _NUMBER.fullmatch(text):
                sheet.write_number(at, column, float(text))
            else:
                style = header if at < page.headers else quoted if is_formula(text) else plain
                sheet.write_string(at, column, text[:MOST_IN_CELL], style)
    sheet.freeze_panes(page.headers, 0)
    for column, width in enumerate(_widths(page.rows)):
        sheet.set_column(column, column, width)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths of columns that show most cells whole; Chinese takes two places a character."""
    width = max((len(row) for row in rows), default=0)
    longest = [max((len(row[n]) for row in rows if n < len(row)), default=0) for n in range(width)]
    return [min(max(8, 2 * longest[n] + 2), 60) for n in range(width)]


def _free_name(name: str, taken: set[str]) -> str:
    """A name for a sheet that spreadsheets allow and that no other sheet has."""
    bare = _SHEET_NAME.sub(" ", name).strip()[:28] or "Sheet"
    wanted, number = bare, 1
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{bare[:25]} {number}"
    taken.add(wanted.casefold())
    return wanted
