"""Tables made for tests: the rows of a CSV or of a workbook, read as any file would be."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.questions.model import ChoiceKey, FillKey, Question

Rows = Sequence[Sequence[Any]]


def csv_of(rows: Rows, separator: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode()


def xlsx_of(sheets: Mapping[str, Rows], hidden: Iterable[str] = (), merged: Iterable[str] = ()) -> bytes:
    """A workbook; `merged` are ranges of the first sheet, such as `A2:A3`."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        for name in hidden:
            book.get_worksheet_by_name(name).hide()
        for area in merged:
            book.worksheets()[0].merge_range(area, "")
            first = area.partition(":")[0]
            column, line = ord(first[0]) - 65, int(first[1:]) - 1
            book.worksheets()[0].write(line, column, next(iter(sheets.values()))[line][column])
    return out.getvalue()


def read(rows: Rows, **choices: str) -> BankReading:
    """What the rows of a CSV are read as; a choice named `column__key` is `column.key`."""
    given = {name.replace("__", "."): value for name, value in choices.items()}
    return read_bank(BankFile(csv_of(rows), "t.csv", given))


def read_sheets(sheets: Mapping[str, Rows], **more: Any) -> BankReading:
    return read_bank(BankFile(xlsx_of(sheets, **more), "t.xlsx"))


def codes(reading: BankReading) -> list[tuple[str, str]]:
    """Place, without the file's name, and code of every problem."""
    return [(problem.place.partition(":")[2], problem.code) for problem in reading.problems]


def told(reading: BankReading) -> set[str]:
    return {problem.code for problem in reading.problems}


def answers(question: Question) -> Any:
    """The words of the right options, or of all accepted texts."""
    match question.key:
        case ChoiceKey(correct=correct):
            assert hasattr(question.body, "options")
            return [next(iter(o.text.values())) for o in question.body.options if o.id in correct]
        case FillKey(blanks=blanks):
            return [[accept.value for accept in blank.accept] for blank in blanks]
    return question.key


def stem(question: Question) -> str:
    return next(iter(question.stem.values()))


def texts(question: Question) -> list[str]:
    assert hasattr(question.body, "options")
    return [next(iter(option.text.values())) for option in question.body.options]


HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"]
OPTIONS = ["甲物", "乙物", "丙物", "丁物"]


def one(*row: str, head: Sequence[str] = HEAD) -> Question:
    """The only question of a table of one row."""
    reading = read([head, row])
    [question] = [*reading.questions, *reading.drafts]
    return question
