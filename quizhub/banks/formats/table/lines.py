"""One row of a question table by what its columns mean: words, options, and what else it holds."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from quizhub.banks.formats.table.layout import Layout
from quizhub.banks.markup import plain
from quizhub.banks.sheets import Row

Options = list[tuple[int, str]]
"""Options with their places from 0: a key may name a place behind one that was left empty."""

SEPARATORS = ("\n", ";", "|", "$", "#", "、", ",")
"""What options in one cell are separated by, the likeliest first."""

HTML = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|font|img|sub|sup|ul|ol|li|table|tr|td|a|h[1-6])\b[^<>]*>"
    r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|#\d+|#x[0-9a-fA-F]+);",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[(（【\[]?\s*([A-Ta-tＡ-Ｔ])\s*(?:[)）】\]]\s*[.．、:：]?|[.．、:：,，])\s*")
_IN_LINE = re.compile(r"(?:^|(?<=[\s;；\n]))[(（]?([A-T])[)）]?\s*[.．、:：)）]\s*", re.MULTILINE)


@dataclass
class Line:
    """A row and its layout. `lost` are elements of HTML that words cannot hold."""

    row: Row
    layout: Layout
    lost: dict[str, None] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)

    def get(self, role: str) -> str:
        """The words of the column with this role, empty when there is none."""
        try:
            text = self.row.cell(self.layout.roles.index(role))
        except ValueError:
            return ""
        return self.words(text) if "<" in text or "&" in text else text

    def words(self, text: str) -> str:
        """A cell's text without the HTML some programs keep in it."""
        if not HTML.search(text):
            return text
        found = plain(text)
        self.lost |= dict.fromkeys(name for name in found.lost if name != "img")
        self.pictures += found.pictures
        return found.words

    def many(self, name: str) -> Options:
        """The filled columns of roles such as `option:0`, by place."""
        found: Options = []
        for column, role in enumerate(self.layout.roles):
            if role.startswith(f"{name}:"):
                place = int(role.partition(":")[2])
                found.append((place, self.get(role) or self._only_pictured(column, place)))
        return sorted((place, words) for place, words in found if words)

    def _only_pictured(self, column: int, place: int) -> str:
        """What an option is called that is nothing but a picture."""
        return f"图{chr(ord('A') + place)}" if column in dict(self.row.pictures) else ""

    def options(self, separator: str) -> Options:
        """The options, from their columns or from one cell that `separator` parts."""
        options = self.many("option") or list(enumerate(split_options(self.get("options"), separator)))
        return without_letters(options)


def split_options(cell: str, separator: str) -> list[str]:
    """The options of one cell: a JSON list, options with their letters, or parts between separators."""
    if not cell:
        return []
    if cell[0] in "[{":
        found = _of_json(cell)
        if found:
            return found
    lettered = lettered_options(cell)
    if lettered is not None and not lettered[0]:
        return lettered[1]
    wide = cell.replace("；", ";").replace("｜", "|") if separator in ";|" else cell
    return [part.strip() for part in wide.split(separator) if part.strip()]


def _of_json(cell: str) -> list[str]:
    try:
        found = json.loads(cell.replace("'", '"') if '"' not in cell else cell)
    except ValueError:
        return []
    if isinstance(found, Mapping):
        return [str(text).strip() for text in found.values()]
    texts = [one.get("text", one.get("content", "")) if isinstance(one, Mapping) else one for one in found]
    return [str(text).strip() for text in texts if str(text).strip()]


def lettered_options(text: str) -> tuple[str, list[str]] | None:
    """The words before and the options of a text such as `… A. one B. two`; None when it has none."""
    marks: list[re.Match[str]] = []
    for found in _IN_LINE.finditer(text):
        if ord(found[1]) - ord("A") == len(marks):
            marks.append(found)
    if len(marks) < 2:
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    options = [text[mark.end() : end].strip(" \t\n;；") for mark, end in zip(marks, ends, strict=True)]
    return text[: marks[0].start()].strip(), options


def without_letters(options: Options) -> Options:
    """The options without their own letters, when every one begins with its own."""
    found = [(place, text, _LETTER.match(text)) for place, text in options]
    if not all(mark and _place(mark[1]) == place for place, _, mark in found):
        return options
    return [(place, text[mark.end() :].strip() or text) for place, text, mark in found if mark]


def _place(letter: str) -> int:
    return (ord(letter) - 0xFEE0 if ord(letter) > 0xFF00 else ord(letter.upper())) - ord("A")


def separator_of(cells: list[str]) -> str:
    """What parts the options in one cell, in most cells of a file."""
    cells = [cell.replace("；", ";").replace("｜", "|") for cell in cells if cell and cell[0] not in "[{"]
    counts = {mark: sum(mark in cell for cell in cells) for mark in SEPARATORS}
    best = max(counts.values(), default=0)
    # A comma or 、 may belong to the words of an option: it must part nearly all to be chosen over others.
    return next((mark for mark in SEPARATORS if counts[mark] * 10 >= best * 9 and best), ";")
