"""Tables written in the columns they came with: only what was changed is written anew."""

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.table.keeping import columns_of
from quizhub.banks.reader import read_bank
from tests.banks.table_export import EVERY, back, export, rows_of, said, target
from tests.banks.table_files import Rows, codes, read, xlsx_of

FILE: Rows = [
    [
        "题目内容", "题型名称", "序号", "备选答案A", "备选答案B", "备选答案C", "标准答案", "录入人",
        "难易程度", "考点", "答案解析",
    ],
    ["火警电话是", "单选", "1", "A.110", "A.119", "", "2", "甲某", "较易", "报警,电话", ""],
    ["下列可燃的是", "不定项选择题", "2", "汽油", "水", "木材", "A、C", "乙某", "很难说", "", "木材与汽油"],
    ["水能灭油火", "判断", "3", "", "", "", "×", "", "中等", "", ""],
    ["方针是（ ）和（ ）", "填空", "4", "", "", "", "预防为主；防消结合", "", "", "", ""],
]  # fmt: skip


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_a_table_comes_out_as_it_came_in(name):
    reading = read(FILE)
    assert reading.bank is not None
    assert rows_of(target(name).write(Export(reading.bank, "zh-Hans"))) == [
        tuple(row[: max(n for n, cell in enumerate(row) if cell) + 1]) for row in FILE
    ]


def test_only_what_was_changed_is_written_anew():
    reading = read(FILE)
    assert reading.bank is not None
    first, *others = reading.bank.questions
    changed = first.model_copy(
        update={
            "key": first.key.model_copy(update={"correct": ("a",)}),  # type: ignore[union-attr]
            "hint": {"zh-Hans": "想想"},
        }
    )
    bank = reading.bank.model_copy(update={"questions": (changed, *others)})
    rows = rows_of(target("xlsx").write(Export(bank, "zh-Hans")))
    assert rows[0] == (*FILE[0], "提示")
    assert rows[1] == (
        "火警电话是",
        "单选",
        "1",
        "A.110",
        "A.119",
        "",
        "A",
        "甲某",
        "较易",
        "报警,电话",
        "",
        "想想",
    )
    assert rows[2] == tuple(FILE[2])


def test_the_kind_is_written_only_where_it_does_not_follow():
    rows: Rows = [["题目", "选项", "答案"], ["一问", "甲;乙;丙", "A"], ["二问", "", "对"]]
    reading = read(rows)
    assert reading.bank is not None
    assert rows_of(target("csv").write(Export(reading.bank, "zh-Hans"))) == [tuple(row) for row in rows]
    several = read(rows, kinds="multiple_choice")
    assert several.bank is not None
    written = rows_of(target("csv").write(Export(several.bank, "zh-Hans")))
    assert written[0] == ("题目", "选项", "答案", "题型")
    assert [row[3] for row in written[1:]] == ["多选题", "判断题"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["Question", "Correct Answer", "Incorrect Answer 1"], ["Which one is it", "119", "110"]),
        (
            ["content", "option1", "option2", "isCorrect1", "isCorrect2"],
            ["Which is it", "one", "two", "TRUE", "FALSE"],
        ),
        (["question", "options", "answer"], ["Which is it", "one|two", "one"]),
        (["question", "options", "answer", "type"], ["Which comes first", "one|two", "BA", "order"]),
    ],
)
def test_other_layouts_come_out_as_they_came_in(head, row):
    reading = read([head, row])
    assert reading.bank is not None
    assert rows_of(target("csv").write(Export(reading.bank, "en"))) == [tuple(head), tuple(row)]


def test_rows_without_a_header_come_out_without_one():
    rows: Rows = [
        ["火警电话是什么号码", "B", "110号", "119号"],
        ["急救电话是什么号码", "A", "120号", "119号"],
    ]
    reading = read(rows)
    assert reading.bank is not None
    assert rows_of(target("csv").write(Export(reading.bank, "zh-Hans"))) == [tuple(row) for row in rows]


def test_columns_added_to_rows_without_a_header_bring_one():
    reading = read(
        [["火警电话是什么号码", "B", "110号", "119号"], ["急救电话是什么号码", "A", "120号", "119号"]]
    )
    assert reading.bank is not None
    first, second = reading.bank.questions
    hinted = first.model_copy(update={"hint": {"zh-Hans": "想想"}})
    bank = reading.bank.model_copy(update={"questions": (hinted, second)})
    written = rows_of(target("csv").write(Export(bank, "zh-Hans")))
    assert written[0] == ("题干", "正确答案", "选项A", "选项B", "提示")
    assert written[1][-1] == "想想"


def test_sheets_come_out_as_sheets_and_csv_as_one_table():
    sheets: dict[str, Rows] = {
        "单选题": [["题目", "A", "B", "答案"], ["一问", "甲", "乙", "A"]],
        "判断题": [["题目", "答案"], ["二问", "错"]],
    }
    sheets["多选题"] = [["题目", "A", "B", "答案"], ["三问", "甲", "乙", "A"]]
    reading = read_bank(BankFile(xlsx_of(sheets), "t.xlsx"))
    assert reading.bank is not None
    assert reading.questions[2].kind == "multiple_choice"
    given = Export(reading.bank, "zh-Hans")
    found = BankFile(target("xlsx").write(given), "t").sheets
    assert found is not None
    assert [(one.name, [list(row.cells) for row in one.rows]) for one in found.sheets] == list(sheets.items())
    assert rows_of(target("csv").write(given))[0][:3] == ("编号", "题型", "题干")
    assert [said(q, "und") for q in back("csv", given)] == [said(q, "und") for q in reading.bank.questions]


@pytest.mark.parametrize(
    "table",
    ["x", {}, {"columns": "x"}, {"columns": [["a", "b", "c"]]}, {"columns": [["题目", "number"]]}],
)
def test_leftovers_that_are_not_understood_are_not_used(table):
    assert columns_of(EVERY[0].model_copy(update={"ext": {"table": table}})) is None


def test_leftovers_may_lack_their_cells():
    table = {"columns": [["题目", "stem"], ["答案", "key"]], "cells": "x"}
    question = EVERY[0].model_copy(update={"ext": {"table": table}})
    assert rows_of(target("csv").write(export(question)))[1][:2] == ("问", "B")


def test_leftovers_that_are_too_large_are_left_out_and_told():
    head = ["题目", "A", "B", "答案", *(f"栏{n}" for n in range(10))]
    reading = read([head, ["一问", "甲", "乙", "A", *["长" * 1900] * 10]])
    assert reading.questions[0].ext == {}
    assert ("2", "ext_too_large") in codes(reading)
