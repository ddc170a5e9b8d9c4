"""Questions whose options stand one below the other: their rows joined to one, as the reader takes rows.

The rows below the first have no question text of their own, or, in merged cells, the same.
"""

import re
from collections.abc import Iterable, Sequence

from quizhub.banks.sheets import Row

_OPTION = re.compile(r"[(（]?([A-Ta-t])\s*[)）.．、:：]\s*\S")


def joined(rows: Iterable[Row], roles: Sequence[str]) -> tuple[Row, ...]:
    """The rows, those that only go on with the options of the row above put to it."""
    found: list[Row] = []
    for row in rows:
        if found and "options" in roles and "stem" in roles and _goes_on(found[-1], row, roles):
            found[-1] = _with_option(found[-1], row, roles.index("options"))
        else:
            found.append(row)
    return tuple(found)


def _goes_on(above: Row, row: Row, roles: Sequence[str]) -> bool:
    """Whether a row has the next letter, and nothing else that the row above does not say."""
    at, stem = roles.index("options"), roles.index("stem")
    own = _OPTION.match(row.cell(at))
    lines = above.cell(at).split("\n")
    before = [_OPTION.match(line) for line in lines]
    if own is None or not all(before) or row.cell(stem) not in ("", above.cell(stem)):
        return False
    others = all(row.cell(n) in ("", above.cell(n)) for n in range(len(row.cells)) if n != at)
    return others and ord(own[1].upper()) - ord("A") == len(lines)


def _with_option(above: Row, row: Row, at: int) -> Row:
    cells = list(above.cells)
    cells[at] = f"{cells[at]}\n{row.cell(at)}"
    return Row(above.number, tuple(cells), above.dates, (*above.pictures, *row.pictures))
