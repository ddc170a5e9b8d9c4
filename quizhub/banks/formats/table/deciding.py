"""What is decided once for a whole table: how keys count, what parts options in one cell, what blanks."""

from collections.abc import Mapping, Sequence

from quizhub.banks.formats.table.asking import FileWays
from quizhub.banks.formats.table.blanks import blank_separator, marked
from quizhub.banks.formats.table.headers import base_of
from quizhub.banks.formats.table.keys import ways_of
from quizhub.banks.formats.table.layout import Layout
from quizhub.banks.formats.table.lines import SEPARATORS, Line, separator_of
from quizhub.banks.formats.table.makers import maker_of


def decided(layouts: Sequence[Layout], choices: Mapping[str, str]) -> FileWays:
    """The ways of a file, from all its rows; a person's choices come first."""
    lines = [Line(row, layout) for layout in layouts for row in layout.rows]
    separator = choices.get("option_separator", "")
    if separator not in SEPARATORS:
        separator = separator_of([line.get("options") for line in lines])
    seen = ((line.get("key"), line.options(separator)) for line in lines)
    keys = ways_of(seen, choices.get("key_base", ""), _told_base(layouts))
    blanks = choices.get("blank_separator") or blank_separator(
        (line.get("key"), marked(line.get("stem"), ())[1]) for line in lines if not line.many("option")
    )
    return FileWays(keys, separator, blanks, choices.get("kinds", "by_key"))


def _told_base(layouts: Sequence[Layout]) -> int | None:
    """Whether numbers count from 0 or 1, as far as a header or the maker of the sheet tells."""
    for layout in layouts:
        words = dict(zip(layout.roles, layout.header, strict=False))
        base = base_of(words.get("key", ""))
        if base is not None:
            return base
        if maker_of(layout) is not None:
            return 1
    return None
