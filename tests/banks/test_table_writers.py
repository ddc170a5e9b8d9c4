"""Tables written: in our own columns, in those a file came with, for quiz sites; what they cannot hold."""

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank import Bank
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.table.cells import Page, xlsx_bytes
from quizhub.banks.formulas import is_formula, neutral, without_apostrophe
from quizhub.banks.reader import read_bank
from quizhub.banks.writer import TARGETS
from quizhub.questions.model import (
    Accept,
    ChoiceBody,
    Criterion,
    Material,
    OpenKey,
    Option,
    Question,
    Source,
)
from tests.banks.table_export import DRAFTS, EVERY, back, export, losses, rows_of, said, target
from tests.banks.table_files import answers
from tests.questions import examples as ex
from tests.questions.strategies import questions

FIRE = Path(__file__).parents[2] / "question_banks" / "fire.yaml"
BOTH = pytest.mark.parametrize("name", ["xlsx", "csv", "csv_gb18030"])


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


@pytest.mark.parametrize(("name", "language"), [("xlsx", "zh-Hans"), ("csv", "en")])
def test_a_whole_bank_comes_back(name, language):
    shipped = read_bank(BankFile(FIRE.read_bytes(), "fire.yaml")).bank
    assert shipped is not None
    reading = read_bank(BankFile(target(name).write(Export(shipped, language)), "t"))
    assert reading.problems == ()
    for asked, found in zip(shipped.questions, reading.questions, strict=True):
        if asked.kind == "fill":
            assert answers(found) == answers(asked)
        else:
            assert said(found, "und") == said(asked, language)


def test_materials_come_back_but_their_pictures_do_not():
    words = Material(id="m-1", text={"zh-Hans": "一起火灾"})
    question = ex.ask(EVERY[0].body, EVERY[0].key, material=words)
    assert losses("xlsx", question) == []
    [found] = back("xlsx", export(question))
    assert found.material is not None
    assert found.material.text == words.text
    shown = words.model_copy(update={"media": (ex.picture(),)})
    assert losses("xlsx", question.model_copy(update={"material": shown})) == ["fields_not_exported"]


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
