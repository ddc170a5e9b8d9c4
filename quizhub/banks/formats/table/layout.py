"""Where the header of a sheet is and what its columns hold: by header words, else by how cells look.

A person's choices come first: `header_row` (a row number, 0 for none) and `column.<role>` (a column's
letter, or nothing when no column has that role).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quizhub.banks.bank import Guess
from quizhub.banks.formats.table.headers import is_header, legend_of, roles_of
from quizhub.banks.formats.table.joining import joined
from quizhub.banks.formats.table.settling import settled
from quizhub.banks.notation import kind_named, letters, numbers, truth
from quizhub.banks.sheets import Row, Sheet

_LOOKED_AT = 40
"""Rows from the top among which a header is looked for, and whose cells show what columns hold."""
_CHOOSABLE = ("stem", "kind", "key", "options", "explanation", "difficulty", "topic", "tags")
"""The roles a person is asked about also where no column seems to have them."""
_OFFERED = 12
"""Rows offered as a header."""
_SHARE = 0.8
"""The part of a column's cells that must fit for the column to be taken for something without its header."""


@dataclass(frozen=True)
class Layout:
    """The columns of one sheet; `above` are the rows over its header, `rows` those below it."""

    sheet: Sheet
    header: tuple[str, ...]
    roles: tuple[str, ...]
    above: tuple[Row, ...]
    rows: tuple[Row, ...]
    header_row: int = 0
    legend: Mapping[str, str] = field(default_factory=dict)
    """What numbers in the column of kinds stand for."""

    def has(self, *roles: str) -> bool:
        """Whether any column has one of these roles."""
        return any(role in self.roles for role in roles)


def layout_of(sheet: Sheet, choices: Mapping[str, str], prefix: str = "") -> Layout | None:
    """The layout of a sheet; None when it does not look like questions. `prefix` is before its choices."""
    chosen = choices.get(f"{prefix}header_row", "")
    at, height = _chosen_header(sheet, chosen) if chosen.isdigit() else _header(sheet)
    header: list[str] = []
    if at is None:
        roles, first = _roles_by_cells(sheet.rows[:_LOOKED_AT]), 0
        if not roles and not any(name.startswith(f"{prefix}column.") for name in choices):
            return None
    else:
        header = _header_words(sheet.rows, at, height)
        first = at + height
        roles = settled(roles_of(header), header, sheet.rows[first : first + _LOOKED_AT])
    roles = _with_choices(roles, choices, prefix)
    legend = legend_of(header[roles.index("kind")]) if "kind" in roles[: len(header)] else {}
    above = () if at is None else sheet.rows[:at]
    number = 0 if at is None else sheet.rows[at].number
    rows = joined(sheet.rows[first:], roles)
    return Layout(sheet, tuple(header), tuple(roles), above, rows, number, legend)


def guesses_of(sheet: Sheet, layout: Layout | None, prefix: str = "") -> Iterator[Guess]:
    """What a person may change about the layout of a sheet, or say where none was found."""
    known = tuple(str(row.number) for row in sheet.rows[:_OFFERED])
    yield Guess(f"{prefix}header_row", str(layout.header_row if layout is not None else 0), ("0", *known))
    roles = layout.roles if layout is not None else ()
    width = max(len(roles), *(len(row.cells) for row in sheet.rows[:_LOOKED_AT]), 1)
    columns = tuple(letter_of(n) for n in range(width))
    for n, role in enumerate(roles):
        if role:
            yield Guess(f"{prefix}column.{role}", letter_of(n), ("", *columns))
    for role in _CHOOSABLE:
        if role not in roles:
            yield Guess(f"{prefix}column.{role}", "", ("", *columns))


def letter_of(column: int) -> str:
    """A column's letter as spreadsheets show it, from its place from 0."""
    letters_ = ""
    column += 1
    while column:
        column, last = divmod(column - 1, 26)
        letters_ = chr(65 + last) + letters_
    return letters_


def _column_of(letter: str) -> int | None:
    word = letter.strip().upper()
    if not re.fullmatch("[A-Z]{1,2}", word):
        return None
    number = 0
    for char in word:
        number = number * 26 + ord(char) - 64
    return number - 1


def _chosen_header(sheet: Sheet, chosen: str) -> tuple[int | None, int]:
    at = next((n for n, row in enumerate(sheet.rows) if row.number == int(chosen)), None)
    return at, 0 if at is None else _height(sheet.rows, at)


def _header(sheet: Sheet) -> tuple[int | None, int]:
    """The row whose words name the most roles, and how many rows high the header is."""
    best, most = None, 0
    for n, row in enumerate(sheet.rows[:_LOOKED_AT]):
        roles = roles_of(row.cells)
        count = sum(1 for role in roles if role)
        if count > most and (is_header(roles) or _is_upper_half(sheet.rows, n)):
            best, most = n, count
    return best, 0 if best is None else _height(sheet.rows, best)


def _height(rows: Sequence[Row], at: int) -> int:
    return 2 if _is_upper_half(rows, at) else 1


def _is_upper_half(rows: Sequence[Row], at: int) -> bool:
    """Whether the next row only names the letters of options below one word for all of them."""
    if at + 1 >= len(rows) or "stem" not in roles_of(rows[at].cells):
        return False
    below = rows[at + 1]
    named = [n for n, role in enumerate(roles_of(below.cells)) if role.startswith("option:")]
    return len(named) >= 2 and below.filled == tuple(named) and not any(rows[at].cell(n) for n in named[1:])


def _header_words(rows: Sequence[Row], at: int, height: int) -> list[str]:
    words = list(rows[at].cells)
    if height == 2:
        below = rows[at + 1].cells
        words += [""] * (len(below) - len(words))
        words = [under or word for word, under in zip(words, [*below, *[""] * len(words)], strict=False)]
    return words


def _with_choices(roles: Sequence[str], choices: Mapping[str, str], prefix: str) -> list[str]:
    changed = list(roles)
    for name, letter in choices.items():
        if not name.startswith(f"{prefix}column."):
            continue
        role = name.removeprefix(f"{prefix}column.")
        changed = ["" if had == role else had for had in changed]
        column = _column_of(letter)
        if column is not None:
            changed += [""] * (column + 1 - len(changed))
            changed[column] = role
    return changed


def _roles_by_cells(rows: Sequence[Row]) -> list[str]:
    """Roles by what the cells look like: kinds and keys are known, the rest follows from where they stand."""
    width = max((len(row.cells) for row in rows), default=0)
    columns = [[row.cell(n) for row in rows if row.cell(n)] for n in range(width)]
    kind = _column_like(columns, lambda cell: len(cell) <= 10 and kind_named(cell) is not None, ())
    counted = [n for n, cells in enumerate(columns) if _counts_up(cells)]
    key = _column_like(columns, _is_key, (kind, *counted))
    usual = [
        n for n, cells in enumerate(columns)
        if n not in (kind, key, *counted) and len(cells) >= _SHARE * len(rows) and _average(cells) >= 4
    ]  # fmt: skip
    if key is None or not usual:
        return []
    stem = usual[0]
    roles = [""] * width
    for column, role in ((kind, "kind"), (key, "key"), (stem, "stem")):
        if column is not None:
            roles[column] = role
    _place_options(roles, columns, stem, key)
    return roles


def _place_options(roles: list[str], columns: Sequence[Sequence[str]], stem: int, key: int) -> None:
    """The options stand between stem and key, or behind the key when that follows the stem at once."""
    between = [n for n in range(stem + 1, key) if not roles[n]]
    behind = [n for n in range(max(stem, key) + 1, len(roles)) if not roles[n] and columns[n]]
    options, rest = (between, behind) if between else (behind, [])
    if len(options) == 1:
        roles[options[0]] = "options"
    else:
        for place, column in enumerate(options[:20]):
            roles[column] = f"option:{place}"
    if rest and _average(columns[rest[0]]) >= 4:
        roles[rest[0]] = "explanation"


def _column_like(columns: Sequence[Sequence[str]], fits: object, but: Sequence[int | None]) -> int | None:
    """The last column most of whose cells fit."""
    assert callable(fits)
    found = [
        n for n, cells in enumerate(columns)
        if n not in but and cells and sum(bool(fits(cell)) for cell in cells) >= _SHARE * len(cells)
    ]  # fmt: skip
    return found[-1] if found else None


def _is_key(cell: str) -> bool:
    if len(cell) > 15:
        return False
    return letters(cell, 10) is not None or truth(cell) is not None or numbers(cell) is not None


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether a column numbers the rows."""
    read = [int(cell) for cell in cells if cell.isascii() and cell.isdigit() and len(cell) < 9]
    return len(read) > 1 and len(read) == len(cells) and all(b > a for a, b in pairwise(read))


def _average(cells: Sequence[str]) -> float:
    return sum(map(len, cells)) / max(len(cells), 1)
