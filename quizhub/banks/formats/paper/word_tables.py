"""The tables of a Word document as lines: tables of questions, tables of answers, and any other cell by cell.

Used by `word_document`, which knows the cells; here only what stands in them counts.
"""

import re
from collections.abc import Iterator

from quizhub.banks.formats.paper.lines import Line

_COLUMNS = {
    **dict.fromkeys(("正确答案", "标准答案", "参考答案", "答案"), "答案："),
    **dict.fromkeys(("解析", "答案解析", "试题解析"), "解析："),
    **{name: f"{name}：" for name in ("难度", "知识点", "题型", "分值", "依据", "出处")},
}
"""What the columns of a table of questions are called, and the label their cells get."""
_NUMBERS = ("序号", "题号", "编号")

Cells = list[list[Line]]
"""The lines of each cell of a row; no cell is without one."""


def table_lines(rows: list[Cells]) -> Iterator[Line]:
    """Cells one below the other; a row of short cells, as in tables of answers, stays one line."""
    heads: list[str] = []
    for number, cells in enumerate(rows):
        names = [re.sub(r"\s", "", "".join(line.text for line in cell)) for cell in cells]
        if number == 0 and len(rows) > 1 and any(name in _COLUMNS for name in names):
            heads = names
        if number == 0 and _says_answers(names):
            yield Line(cells[0][0].place, "题号\t答案")
        elif number == 0 and heads:
            continue
        elif _says_answers(heads) and len(cells) == len(heads):
            yield from _answers_of(cells, heads)
        elif heads and len(cells) == len(heads):
            yield from _labelled_cells(cells, heads)
        elif all(len(cell) == 1 and len(cell[0].text) <= 12 for cell in cells) and len(cells) > 2:
            yield Line(cells[0][0].place, "\t".join(cell[0].text for cell in cells))
        else:
            yield from _numbered_row(cells)


def _says_answers(names: list[str]) -> bool:
    """Whether the head of a table is one of numbers, answers and their reasons, and of nothing else."""
    return "答案：" in map(_COLUMNS.get, names) and all(
        name in _NUMBERS or _COLUMNS.get(name) in ("答案：", "解析：") for name in names
    )


def _answers_of(cells: list[list[Line]], heads: list[str]) -> Iterator[Line]:
    """The answers of a row, each on a line of its own."""
    text = ""
    for lines, head in zip(cells, heads, strict=True):
        words = "\n".join(line.text for line in lines)
        if head in _NUMBERS and text:
            yield Line(lines[0].place, text)
            text = ""
        text += f"{words}." if head in _NUMBERS else f"【{_COLUMNS[head][:-1]}】{words}"
    yield Line(cells[0][0].place, text)


def _labelled_cells(cells: list[list[Line]], heads: list[str]) -> Iterator[Line]:
    """The cells of a row of questions, with the labels and letters that the head of the table gives them."""
    number = ""
    for lines, head in zip(cells, heads, strict=True):
        letter = re.fullmatch(r"(?:选项)?([A-H])(?:选项)?", head)
        label = _COLUMNS.get(head) or (f"{letter[1]}. " if letter is not None else number)
        if head in _NUMBERS and lines[0].text.rstrip(".、").isdigit():
            number = f"{lines[0].text.rstrip('.、')}. "
        elif lines[0].text or lines[0].pictures:
            number = "" if label == number else number
            yield _after(label, lines[0])
            yield from lines[1:]


def _numbered_row(cells: list[list[Line]]) -> Iterator[Line]:
    """The cells of a row one below the other; a number alone in the first belongs to the second."""
    number = cells[0][0].text if cells else ""
    if len(cells) > 1 and len(cells[0]) == 1 and number.isdigit() and len(number) <= 4:
        first = cells[1][0]
        yield _after(f"{number}. ", first)
        cells = [cells[1][1:], *cells[2:]]
    for lines in cells:
        yield from lines


def _after(label: str, line: Line) -> Line:
    """A line with words before it."""
    return Line(line.place, label + line.text, (), (), line.pictures)
