"""CSV and TSV as a table: the separator is the one that cuts most lines to the same number of cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from quizhub.banks.formulas import without_apostrophe
from quizhub.banks.problems import FileRefused
from quizhub.banks.sheets import MAX_CELLS, Row, Sheet, Sheets, row_of

_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE = 200
"""Lines looked at to choose the separator."""
_MOST_LINES = 60
"""More lines in one cell come from a quotation mark that nobody closed."""


def read_delimited(text: str) -> Sheets | None:
    """The table, or None when the lines have no separator in common. Raises FileRefused."""
    if not text.strip() or text.lstrip().startswith(("<?", "<!")):
        return None  # entities of XML end in semicolons
    separator, text = _told(text)
    separator = separator or _separator(text)
    if separator is None:
        return None
    rows, ignored = _table(text, separator)
    return Sheets("csv", (Sheet("", tuple(rows)),), (), ignored)


def _told(text: str) -> tuple[str | None, str]:
    """The separator named in a first line such as `sep=;`, and the text with that line empty."""
    found = re.match(r"sep=(.)\n", text, re.IGNORECASE)
    return (found[1], text[found.end() - 1 :]) if found else (None, text)


def _separator(text: str) -> str | None:
    best, reached = None, 0.0
    for separator in _SEPARATORS:
        if separator in text:
            share = _share(text, separator)
            if share > reached:
                best, reached = separator, share
    return best


def _share(text: str, separator: str) -> float:
    """How many of the first lines have as many cells as most have; 0 when most have one only."""
    lines = _records(io.StringIO(_first_lines(text), newline=""), separator, csv.QUOTE_MINIMAL)
    try:
        widths = Counter(len(cells) for cells, _ in lines if any(cells))
    except csv.Error:
        return 0
    [(width, count)] = widths.most_common(1) or [(1, 0)]
    return count / widths.total() if width > 1 else 0


def _first_lines(text: str) -> str:
    at = 0
    for _ in range(_SAMPLE):
        at = text.find("\n", at) + 1
        if at == 0:
            return text
    return text[:at]


def _table(text: str, separator: str) -> tuple[list[Row], bool]:
    """The rows, and whether quotation marks had to be taken as text."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        lines = _records(io.StringIO(text, newline=""), separator, quoting)
        rows: list[Row] = []
        cells = 0
        try:
            for texts, number in lines:
                cells += len(texts)
                if cells > MAX_CELLS:
                    raise FileRefused("sheet_too_large", limit=str(MAX_CELLS))
                rows.append(row_of(number, map(without_apostrophe, texts)))
        except csv.Error:
            continue
        if quoting == csv.QUOTE_NONE or not any(_runs_on(row) for row in rows):
            return [row for row in rows if row.cells], quoting == csv.QUOTE_NONE
    raise FileRefused("workbook_broken", reason="csv")


def _runs_on(row: Row) -> bool:
    return any(cell.count("\n") > _MOST_LINES for cell in row.cells)


def _records(lines: io.StringIO, separator: str, quoting: int) -> Iterator[tuple[list[str], int]]:
    """The cells of each record with the line it begins at. Raises csv.Error."""
    if quoting == csv.QUOTE_NONE:
        reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=separator, skipinitialspace=separator == ",")
    begins = 1
    for cells in reader:
        yield cells, begins
        begins = reader.line_num + 1
