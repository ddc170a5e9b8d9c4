"""Tables of any kind of file as rows of cell texts: xlsx, xls, ods, CSV and TSV, HTML and XML tables.

Used by the reader of question tables through `BankFile.sheets`. What a cell means is not known here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from quizhub.banks.archive import Archive

MAX_CELLS = 2_000_000
"""A dense table of more takes too much memory; 5,000 questions of 20 columns are 100,000."""

_JUNK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\ufffe\uffff]"
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|meta|style|body|div|table)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts from 1 as in its program, `dates` are columns that program made dates of."""

    number: int
    cells: tuple[str, ...]
    dates: tuple[int, ...] = ()
    pictures: tuple[tuple[int, str], ...] = ()
    """Columns that show a picture, with its name."""

    def cell(self, column: int) -> str:
        """The text in a column counted from 0, empty beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that hold text."""
        return tuple(n for n, text in enumerate(self.cells) if text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table without its empty rows; a table of a text file has no name."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False

    def place(self, row: Row) -> int | str:
        """Where a row stands, as people are told it: `Sheet1!12`, or the line of a text file."""
        return f"{self.name}!{row.number}" if self.name else row.number


@dataclass(frozen=True, slots=True)
class Sheets:
    """All tables of a file; `source` is how they were kept: xlsx, xls, ods, csv, html or excel_xml."""

    source: str
    sheets: tuple[Sheet, ...]
    pictures: tuple[str, ...] = ()
    """Names of pictures that belong to no row."""
    quotes_ignored: bool = False
    """Whether quotation marks that did not match were taken as text."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that rows show, by name."""


def row_of(
    number: int,
    cells: Iterable[str],
    dates: tuple[int, ...] = (),
    pictures: tuple[tuple[int, str], ...] = (),
) -> Row:
    """A row with its texts tidied and the empty cells at its end left out."""
    texts = [tidy_cell(text) for text in cells]
    while texts and not texts[-1]:
        texts.pop()
    return Row(number, tuple(texts), dates, pictures)


def tidy_cell(text: str) -> str:
    """The text without what no text can hold, blanks around it, and the escapes of spreadsheets."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return _JUNK.sub("", text).strip()


def open_sheets(raw: bytes, archive: Archive | None, text: Callable[[], str]) -> Sheets | None:
    """The tables of a file, or None when it is no kind of table. Raises FileRefused."""
    from quizhub.banks.delimited import read_delimited
    from quizhub.banks.markup_tables import read_html_tables, read_xml_tables
    from quizhub.banks.workbook import read_workbook, workbook_kind

    kind = workbook_kind(raw, archive)
    if kind is not None:
        return read_workbook(raw, archive, kind)
    if archive is not None or raw.startswith(_OLE):
        return None
    words = text()
    if "urn:schemas-microsoft-com:office:spreadsheet" in words[:2_000] and "<Worksheet" in words:
        return read_xml_tables(raw)
    if _HTML.match(words) and re.search(r"<table\b", words, re.IGNORECASE):
        return read_html_tables(words)
    return read_delimited(words)
