"""Tables written: in our own columns, in those a file came with, for quiz sites; what they cannot hold."""

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank import Bank
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.table.cells import Page, xlsx_bytes
from quizhub.banks.formats.table.keeping import columns_of
from quizhub.banks.formulas import is_formula, neutral, without_apostrophe
from quizhub.banks.reader import read_bank
from quizhub.banks.writer import TARGETS
from quizhub.questions.model import (
    Accept,
    ChoiceBody,
    Criterion,
    MatchBody,
    MatchKey,
    NumberRange,
    OpenKey,
    Option,
    OrderBody,
    Question,
    Source,
    text_in,
)
from tests.banks.table_files import Rows, codes, csv_of, read, xlsx_of
from tests.questions import examples as ex
from tests.questions.strategies import questions

BOTH = pytest.mark.parametrize("name", ["xlsx", "csv", "csv_gb18030"])


def export(*asked: Any, language: str = "zh-Hans", title: str = "题库") -> Export:
    named = [q if q.id != "q" else q.model_copy(update={"id": f"x-{n}"}) for n, q in enumerate(asked)]
    bank = Bank(id="b", title={language: title}, languages=(language,), questions=tuple(named))
    return Export(bank, language, {})


def target(name: str) -> Any:
    return next(one for one in TARGETS if one.name == name)


def back(name: str, given: Export) -> list[Question]:
    reading = read_bank(BankFile(target(name).write(given), "t"))
    return [record.question for record in reading.records if record.question is not None]


def losses(name: str, *asked: Any, language: str = "zh-Hans") -> list[str]:
    found = target(name).losses(export(*asked, language=language))
    return [loss.code for loss in found if loss.code != "languages_not_exported"]


def rows_of(raw: bytes) -> list[tuple[str, ...]]:
    sheets = BankFile(raw, "t").sheets
    assert sheets is not None
    return [row.cells for row in sheets.sheets[0].rows]


def said(question: Question, language: str) -> Any:
    """What a question asks and takes for right, in the words of one language, without ids."""
    body, key = question.body, question.key
    options = getattr(body, "options", getattr(body, "items", ()))
    words = [text_in(option.text, language) for option in options]
    name = {option.id: text_in(option.text, language) for option in options}
    shown = text_in(question.stem, language), question.kind, question.difficulty, question.points
    if isinstance(body, MatchBody):
        name = {item.id: text_in(item.text, language) for item in (*body.left, *body.right)}
        pairs = key.pairs if isinstance(key, MatchKey) else ()
        return *shown, [(name[a], name[b]) for a, b in pairs], sorted(name.values())
    if question.kind == "true_false":
        return *shown, key
    if isinstance(body, ChoiceBody | OrderBody):
        right = getattr(key, "correct", getattr(key, "sequence", ()))
        return *shown, words, [name[one] for one in right]
    if isinstance(key, OpenKey):
        return *shown, text_in(key.reference or {"und": ""}, language)
    return *shown, key


EVERY = [
    ex.single(),
    ex.multiple(),
    ex.true_false("false"),
    ex.fill(ex.blank("119", "一一九"), ex.blank("a;b"), ex.blank("丙")),
    ex.fill(ex.blank("甲")),
    ex.fill(ex.blank("a；b")),
    ex.numeric(ex.near("2.50"), unit="米", decimals=2),
    ex.numeric(ex.near("10", abs_tol=Decimal("0.5")), ex.near("20", rel_tol=Decimal("0.05")), decimals=1),
    ex.numeric(NumberRange(lo=Decimal(1), hi=Decimal(5), hi_open=True)),
    ex.numeric(
        NumberRange(hi=Decimal(-5), hi_open=True), NumberRange(lo=Decimal(3)), NumberRange(hi=Decimal(0))
    ),
    ex.numeric(NumberRange(lo=Decimal("0.5"), lo_open=True)),
    ex.order(),
    ex.match(),
    ex.match("aq bq", "pq", reuse=True),
    ex.open_question(),
    ex.open_question(None),
]
DRAFTS = [q.model_copy(update={"key": None}) for q in (EVERY[0], EVERY[2], EVERY[3], EVERY[6], EVERY[11])]


@BOTH
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_kind_comes_back_from_our_own_columns(name, language):
    given = export(*EVERY, *DRAFTS, language=language)
    given = Export(given.bank, language)
    found = back(name, given)
    assert [said(q, "und") for q in found] == [said(q, language) for q in given.bank.questions]
    assert [q.id for q in found] == [q.id for q in given.bank.questions]


@BOTH
def test_what_else_a_question_holds_comes_back(name):
    more = {
        "explanation": {"zh-Hans": "因为\n第二行"}, "hint": {"zh-Hans": "想想"}, "difficulty": 4,
        "topic": "消防/厨房",
        "tags": ("报警", "电话"), "audience": ("新员工",), "points": Decimal("2.5"), "time_s": 45,
        "sources": (Source(title={"zh-Hans": "消防法"}),),
    }  # fmt: skip
    question = ex.ask(EVERY[0].body, EVERY[0].key, **more)
    assert losses(name, question) == []
    [found] = back(name, export(question))
    assert {field: getattr(found, field) for field in more} == more


def test_what_a_table_cannot_hold_is_told():
    asked = [
        ex.hotspot(),
        ex.ask(
            EVERY[0].body, EVERY[0].key, note={"en": "n"}, sources=(Source(title={"en": "a"}, edition="2"),)
        ),
        ex.multiple(scoring="per_option"),
        ex.multiple(most=3),
        ex.fill(ex.blank(Accept(value="a*", match="contains")), unordered=True),
        ex.fill(ex.blank("a", reject=("b",), normal="exact")),
        ex.fill(ex.blank("a|b")),
        ex.numeric(ex.near("3", decimals=1)),
        ex.order(scoring="position"),
        ex.match(scoring="all_or_nothing"),
        ex.ask(EVERY[14].body, OpenKey(rubric=(Criterion(id="a", criterion={"en": "c"}),))),
    ]
    found = target("xlsx").losses(export(*asked))
    told = [(p.place, p.code, p.details.get("what", p.details.get("fields"))) for p in found]
    assert [one for one in told if one[1] != "languages_not_exported"] == [
        ("x-0", "kind_not_exported", None),
        ("x-1", "fields_not_exported", "note, sources"),
        ("x-2", "key_simplified", "scoring"),
        ("x-3", "key_simplified", "shuffle, min_select, max_select"),
        ("x-4", "key_simplified", "match, unordered"),
        ("x-5", "key_simplified", "reject, normal"),
        ("x-6", "key_simplified", "|"),
        ("x-7", "key_simplified", "tolerance"),
        ("x-8", "key_simplified", "scoring"),
        ("x-9", "key_simplified", "scoring"),
        ("x-10", "key_simplified", "rubric"),
    ]
    assert len(back("xlsx", export(*asked))) == len(asked) - 1


def test_a_bank_without_questions_is_a_header():
    assert rows_of(target("xlsx").write(export()))[0][:4] == ("题型", "题干", "选项A", "选项B")


tame = st.text("火灾逃生119 ab:#-=+@(){}[]'\"%,，。", min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=25, deadline=None)
@given(stem=tame, texts=st.lists(tame, min_size=2, max_size=6, unique=True), right=st.integers(0, 5))
def test_any_words_come_back(stem, texts, right):
    options = tuple(Option(id=f"o{n}", text={"und": text}) for n, text in enumerate(texts))
    body = ChoiceBody(kind="single_choice", options=options)
    key = {"kind": "single_choice", "correct": [f"o{right % len(texts)}"]}
    question = Question.model_validate({"id": "q-1", "stem": {"und": stem}, "body": body, "key": key})
    given = export(question, language="und")
    for name in ("xlsx", "csv"):
        assert [said(q, "und") for q in back(name, given)] == [said(question, "und")]


@settings(max_examples=25, deadline=None)
@given(st.lists(questions(drafts=True), min_size=1, max_size=3, unique_by=lambda q: q.id))
def test_any_bank_is_written_and_its_questions_are_told_or_come_back(asked):
    language = "zh-Hans"
    given = Export(
        Bank(
            id="b",
            title={"en": "B"},
            languages=(language,),
            questions=tuple(q.model_copy(update={"material": None}) for q in asked),
        ),
        language,
    )
    for one in TARGETS:
        if one.name in ("xlsx", "csv", "csv_gb18030", "kahoot", "quizizz", "blooket", "gimkit"):
            left_out = {loss.place for loss in one.losses(given) if loss.level == "error"}
            reading = read_bank(BankFile(one.write(given), "t"))
            records = [r for r in reading.records if r.kind in ("question", "unsupported")]
            assert len(records) >= len(asked) - len(left_out)


# ── in the columns of a file ──

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


def test_sheets_come_out_as_sheets_and_csv_as_one_table():
    sheets: dict[str, Rows] = {
        "单选题": [["题目", "A", "B", "答案"], ["一问", "甲", "乙", "A"]],
        "判断题": [["题目", "答案"], ["二问", "错"]],
    }
    reading = read_bank(BankFile(xlsx_of(sheets), "t.xlsx"))
    assert reading.bank is not None
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


# ── formulas ──


@pytest.mark.parametrize("text", ["=1+1", "+a", "-a", "@a", "\tx", "\rx", "＝1", "＋1", "－1", "＠a", "-5~5"])
def test_formulas_are_made_harmless_in_csv_and_come_back(text):
    assert is_formula(text)
    assert neutral(text) == f"'{text}"
    assert without_apostrophe(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "-5", "+3.5", "'a", "火"])
def test_other_texts_are_left_alone(text):
    assert neutral(text) == text == without_apostrophe(text)


@BOTH
def test_cells_that_could_run_come_back_as_text(name):
    options = tuple(Option(id=i, text={"zh-Hans": t}) for i, t in (("a", "=HYPERLINK(1)"), ("b", "@x")))
    question = ex.ask(ChoiceBody(kind="single_choice", options=options), None, explanation={"zh-Hans": "+x"})
    raw = target(name).write(export(question))
    if name == "xlsx":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
            assert b'quotePrefix="1"' in packed.read("xl/styles.xml")
    else:
        encoding = "gb18030" if "gb" in name else "utf-8-sig"
        [_, row] = csv.reader(io.StringIO(raw.decode(encoding)))
        assert {"'=HYPERLINK(1)", "'@x", "'+x"} <= set(row)
    [found] = back(name, export(question))
    assert [option.text["zh-Hans"] for option in found.body.options] == ["=HYPERLINK(1)", "@x"]  # type: ignore[union-attr]


def test_the_same_bank_gives_the_same_bytes():
    assert target("xlsx").write(export(*EVERY)) == target("xlsx").write(export(*EVERY))


def test_csv_is_for_spreadsheets():
    raw = target("csv").write(export(EVERY[0]))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 2


def test_sheet_names_are_those_a_spreadsheet_allows():
    raw = xlsx_bytes([Page(name, [["x"], []]) for name in ("a/b:c", "A B C", "长" * 40, "长" * 40, "''")])
    sheets = BankFile(raw, "t").sheets
    assert sheets is not None
    assert [sheet.name for sheet in sheets.sheets] == [
        "a b c",
        "A B C 2",
        "长" * 28,
        "长" * 25 + " 2",
        "Sheet",
    ]


def test_a_cell_too_long_for_a_spreadsheet_is_told():
    options = tuple(Option(id=f"o{n}", text={"zh-Hans": "长" * 1990}) for n in range(20))
    body = ChoiceBody(kind="single_choice", options=options)
    kept = {"table": {"columns": [["题目", "stem"], ["选项", "options"], ["答案", "key"]], "cells": {}}}
    assert losses("xlsx", ex.ask(body, None, ext=kept)) == ["text_shortened"]
    assert len(rows_of(target("xlsx").write(export(ex.ask(body, None, ext=kept))))[1][1]) == 32_767


# ── quiz sites ──

TIMED = ex.ask(EVERY[0].body, EVERY[0].key, time_s=25)
SITES = [TIMED, ex.multiple("ac"), ex.true_false("false")]


@pytest.mark.parametrize(
    ("name", "format_", "kinds", "times"),
    [
        ("kahoot", "kahoot", ["single_choice", "multiple_choice", "true_false"], [30, 20, 20]),
        ("blooket", "blooket", ["single_choice", "multiple_choice", "true_false"], [25, 20, 20]),
        ("quizizz", "quizizz", ["single_choice", "multiple_choice", "single_choice"], [25, 30, 30]),
        ("gimkit", "gimkit", ["single_choice", "true_false"], [None, None]),
    ],
)
def test_sheets_of_quiz_sites_are_recognised_and_read_again(name, format_, kinds, times):
    given = export(*SITES, title="Fire safety")
    reading = read_bank(BankFile(target(name).write(given), "t"))
    assert reading.format == format_
    assert [q.kind for q in reading.questions] == kinds
    assert [q.time_s for q in reading.questions] == times
    first = reading.questions[0]
    right = [o.text for o in first.body.options if o.id in first.key.correct]  # type: ignore[union-attr]
    assert [text_in(text, "und") for text in right] == ["选b"]
    if name != "gimkit":
        assert said(first, "und")[4:] == said(TIMED, "zh-Hans")[4:]
        assert said(reading.questions[1], "und") == said(SITES[1], "zh-Hans")


def test_what_quiz_sites_cannot_hold_is_told():
    long = ex.ask(ex.single(ids="abcde").body, ex.single().key)
    wordy = ex.single().model_copy(update={"stem": {"zh-Hans": "长" * 121}})
    assert losses("kahoot", TIMED) == ["time_changed"]
    assert losses("kahoot", long, wordy, ex.numeric()) == [
        "too_many_options",
        "text_shortened",
        "kind_not_exported",
    ]
    assert losses("quizizz", TIMED, long, wordy) == []
    assert losses("blooket", ex.ask(EVERY[0].body, EVERY[0].key, time_s=301), DRAFTS[0]) == [
        "time_changed",
        "key_not_writable",
    ]
    assert losses("gimkit", ex.single("ab"), ex.multiple(), TIMED) == [
        "key_not_writable", "kind_not_exported", "fields_not_exported",
    ]  # fmt: skip
    assert losses("quizizz", EVERY[3], EVERY[4], EVERY[14], DRAFTS[2]) == [
        "key_not_writable",
        "key_not_writable",
    ]
    [kept] = back("kahoot", export(long, wordy))
    assert len(kept.stem["zh-Hans"]) == 120


def test_quizizz_takes_blanks_open_answers_and_explanations():
    told = ex.ask(EVERY[4].body, EVERY[4].key, explanation={"zh-Hans": "因为"})
    found = back("quizizz", export(told, EVERY[14]))
    assert [q.kind for q in found] == ["fill", "open"]
    assert found[0].key == told.key
    assert found[0].explanation == {"zh-Hans": "因为"}


def test_long_time_limits_end_at_the_longest_a_site_has():
    [found] = back("kahoot", export(ex.ask(EVERY[0].body, EVERY[0].key, time_s=900)))
    assert found.time_s == 240


def test_blooket_gets_no_mark_of_the_encoding_and_windows_lines():
    raw = target("blooket").write(export(TIMED))
    assert raw.startswith(b'"Blooket\nImport Template",,,,,,,\r\n')
    assert raw.endswith(b",25,2\r\n")


def test_csv_of_helper_is_a_table():
    assert rows_of(csv_of([["题目", "答案"]])) == [("题目", "答案")]
