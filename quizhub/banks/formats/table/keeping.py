"""What a table said in its own words stays beside the question, in `ext.table`, for an export to a table.

Kept are the columns of the sheet, and of the row every cell that would come out differently: as it was, and
as it would be written. A cell is written again as it was as long as the question still says the same there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from pydantic import JsonValue

from quizhub.banks.formats.table.lines import Line
from quizhub.banks.formats.table.render import cells_of
from quizhub.questions.model import Question

MOST = 16_000
"""Most characters of one question's leftovers."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet: header words and roles, and what parts options in one cell."""

    sheet: str
    words: tuple[str, ...]
    roles: tuple[str, ...]
    separator: str


def kept(line: Line, question: Question, language: str, separator: str = ";") -> dict[str, JsonValue] | None:
    """The `ext` of a question of this row; None when it is larger than allowed."""
    layout = line.layout
    width = max(len(layout.roles), len(layout.header), len(line.row.cells))
    roles = [*layout.roles, *[""] * (width - len(layout.roles))]
    words = [*layout.header, *[""] * (width - len(layout.header))]
    written = cells_of(question, language, roles, separator)
    cells: dict[str, JsonValue] = {}
    for n, role in enumerate(roles):
        raw, own = line.row.cell(n), written.get(role, "") if role else ""
        if raw != own:
            cells[str(n)] = [raw, own]
    table: dict[str, JsonValue] = {
        "sheet": layout.sheet.name,
        "columns": [*zip_pairs(words, roles)],
        "cells": cells,
    }
    if separator != ";":
        table["separator"] = separator
    return {"table": table} if len(json.dumps(table, ensure_ascii=False)) <= MOST else None


def zip_pairs(words: list[str], roles: list[str]) -> list[JsonValue]:
    """Header word and role of every column."""
    return [[word, role] for word, role in zip(words, roles, strict=True)]


def columns_of(question: Question) -> Columns | None:
    """The columns a question came with; None when it came from no table or what is kept is not understood."""
    table: Any = question.ext.get("table")
    if not isinstance(table, Mapping):
        return None
    columns = table.get("columns")
    if not isinstance(columns, list | tuple) or not all(_is_pair(one) for one in columns):
        return None
    words, roles = [str(one[0]) for one in columns], [str(one[1]) for one in columns]
    if "stem" not in roles:
        return None
    separator = table.get("separator", ";")
    sheet = table.get("sheet", "")
    return Columns(str(sheet), tuple(words), tuple(roles), str(separator))


def _is_pair(one: object) -> TypeGuard[Sequence[object]]:
    return isinstance(one, list | tuple) and len(one) == 2


def row_of_question(question: Question, columns: Columns, language: str) -> list[str]:
    """The cells of a question in the columns it came with."""
    written = cells_of(question, language, columns.roles, columns.separator)
    table: Any = question.ext["table"]
    cells = table.get("cells", {})
    row = [written.get(role, "") if role else "" for role in columns.roles]
    for n, own in enumerate(row):
        was = cells.get(str(n)) if isinstance(cells, Mapping) else None
        if _is_pair(was) and was[1] == own:
            row[n] = str(was[0])
    return row
