"""Aiken: as it should be, as people write it, and back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.aiken import aiken_losses, looks_aiken, write_aiken
from quizhub.banks.making import Maker, choice, true_false
from quizhub.banks.reader import read_bank
from quizhub.banks.report import Report
from quizhub.questions.model import text_in
from tests.questions.examples import multiple, order, single

PLAIN = """What puts out burning oil?
A) Water
B. A lid
C) Flour
ANSWER: B

The lift is safe in a fire.
A) True
B) False
ANSWER: B
"""


def read(text: str) -> BankReading:
    return read_bank(BankFile(text.encode(), "t.txt", {"format": "aiken"}))


def told(text: str) -> list[tuple[Any, ...]]:
    """Stem, options and right ones of every question."""
    found: list[tuple[Any, ...]] = []
    for record in read(text).records:
        question: Any = record.question
        if question is None:
            found.append((record.kind, record.text))
            continue
        options = [text_in(option.text, "en") for option in question.body.options]
        right = question.key.correct if question.key is not None else ()
        found.append((next(iter(question.stem.values())), options, "".join(right)))
    return found


def codes(text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.partition(":")[2]) for problem in read(text).problems]


def bank_of(*questions: Any) -> Bank:
    languages = tuple(questions[0].stem)
    return Bank(id="b", title={"en": "B"}, languages=languages, questions=questions)


def test_a_plain_file_is_read_and_written_back():
    reading = read_bank(BankFile(PLAIN.encode(), "t.txt"))
    assert (reading.format, reading.problems) == ("aiken", ())
    assert told(PLAIN) == [
        ("What puts out burning oil?", ["Water", "A lid", "Flour"], "b"),
        ("The lift is safe in a fire.", ["True", "False"], "false"),
    ]
    assert reading.bank is not None
    assert write_aiken(Export(reading.bank, "en")).decode() == PLAIN.replace("B. A", "B) A")


def test_what_people_write_by_hand_is_forgiven_and_told():
    text = (
        "火警电话\n是哪个？\na．119\nｂ）110 报警\n答案：Ａ\n解析：火警是119\n\n"
        "One\ntwo?\nA) x\nB) y\nCorrect answer: b"
    )
    assert told(text) == [("火警电话 是哪个？", ["119", "110 报警"], "a"), ("One two?", ["x", "y"], "b")]
    assert codes(text) == [("letters_folded", "1"), ("letters_folded", "8")]
    assert read(text).questions[0].explanation == {"zh-Hans": "火警是119"}


def test_statements_keep_the_words_of_their_options():
    text = "电梯可以逃生。\nA) 对\nB) 错\nANSWER: B\n"
    bank = read(text).bank
    assert bank is not None and bank.questions[0].kind == "true_false"
    assert write_aiken(Export(bank, "zh-Hans")).decode() == text


def test_several_letters_make_a_multiple_choice():
    reading = read("Which?\nA) a\nB) b\nC) c\nANSWER: A, C\n")
    assert (reading.questions[0].kind, reading.problems[0].code) == ("multiple_choice", "letters_folded")


def test_html_comes_back():
    text = "<b>Which</b> &amp; why?\nA) <i>x</i>\nB) y\nANSWER: A\n"
    assert told(text) == [("Which & why?", ["x", "y"], "a")]
    bank = read(text).bank
    assert bank is not None
    assert write_aiken(Export(bank, "und")).decode() == text


def test_letters_out_of_order_and_lines_that_go_on():
    text = "Which?\nA) a\n goes on\nD) d\nANSWER: D\n"
    assert told(text) == [("Which?", ["a goes on", "d"], "b")]


def test_missing_and_unknown_answers_make_drafts():
    text = "One?\nA) a\nB) b\n\nTwo?\nA) a\nB) b\nANSWER: E\n\nThree?\nA) a\nB) b\nANSWER: none of them"
    assert [right for *_, right in told(text)] == ["", "", ""]
    assert codes(text) == [
        ("no_key", "1"),
        ("key_not_read", "5"),
        ("no_key", "5"),
        ("letters_folded", "10"),
        ("key_not_read", "10"),
        ("no_key", "10"),
    ]


def test_a_file_without_anything_in_it():
    assert codes("\n\n") == [("nothing_found", "1")]


def test_lines_that_belong_to_nothing_are_told():
    text = "ANSWER: A\nOnly words\nANSWER: B\n"
    assert told(text) == [("unsupported", "Only words")]
    assert [code for code, _ in codes(text)][:2] == ["line_not_read", "key_not_read"]


RECOGNISED = [
    (PLAIN, 0.9),
    ("x\na) y\nb) z\nanswer: b", 0.6),
    ("1. 下列\nA. 甲\nB. 乙\n答案：A", 0),
    ("words", 0),
]


@pytest.mark.parametrize(("text", "sure"), RECOGNISED)
def test_how_sure_it_is(text, sure):
    assert looks_aiken(BankFile(text.encode(), "x.txt")) == sure


def test_what_aiken_cannot_hold_is_told():
    draft: Any = Maker(Report("x"), "en").add(1, "Which?", choice(["a", "b"], []))
    like = single().model_copy(update={"id": "s", "stem": {"zh-Hans": "A. Smith", "en": "A. Smith"}})
    asked = [
        draft,
        like,
        single("ab").model_copy(update={"id": "t"}),
        multiple().model_copy(update={"id": "m"}),
    ]
    asked.append(order().model_copy(update={"id": "o"}))
    export = Export(bank_of(*asked), "en")
    found = [(one.place, list(one.details.values())[1]) for one in aiken_losses(export)]
    assert [entry for entry in found if entry[1] != "zh-Hans"] == [
        (draft.id, "no key"), ("s", "stem"), ("t", "several right options"),
        ("m", "multiple_choice"), ("o", "order"),
    ]  # fmt: skip
    assert write_aiken(export) == b""


line = st.text(alphabet=st.sampled_from("火ab 1.)(:A"), min_size=1, max_size=9).map(str.strip).filter(bool)


@settings(max_examples=60)
@given(line, st.lists(line, min_size=2, max_size=6, unique=True), st.integers(0, 1), st.booleans())
def test_what_is_written_reads_back_equal(stem, options, right, statement):
    maker = Maker(Report("x"), "und")
    shape = true_false(right == 0) if statement else choice(options, [right])
    made = maker.add(1, f"Q {stem}", shape)
    assert made is not None
    export = Export(bank_of(made), "en")
    again: Any = read(write_aiken(export).decode()).questions[0]
    assert next(iter(again.stem.values())) == made.stem["und"]
    assert again.key == made.key
    if not statement:
        assert [next(iter(option.text.values())) for option in again.body.options] == options


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("AB.)(: \nANSWER答案：x"), max_size=60))
def test_any_text_is_read(text):
    assert all(problem.text("en") for problem in read(text).problems)
