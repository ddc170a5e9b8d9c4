"""ClassQuiz exports: every kind of question, pictures with the format's own marks in them, damaged files."""

import gzip
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats import classquiz
from quizhub.banks.reader import read_bank
from tests.banks.tiny_pictures import tiny_png

MARKS = b"\xc7\xc7\xc7\x00\xc6\xc6\xc6\x00\xc5\xc5\x00"


def abcd(*answers: tuple[str, bool], **fields: Any) -> dict[str, Any]:
    options = [{"answer": text, "right": right, "color": None} for text, right in answers]
    return {
        "question": "Which of these?",
        "time": "20",
        "type": "ABCD",
        "answers": options,
        "image": None,
    } | fields


def packed(*questions: Any, pictures: dict[int, bytes] | None = None, **quiz: Any) -> bytes:
    """A file as the exporter writes it."""
    head = {
        "public": False,
        "title": "<b>Fire</b> &amp; us",
        "description": "About <i>fire</i>",
        "cover_image": None,
    }
    text = json.dumps({**head, **quiz, "questions": questions}).encode()
    behind = b"".join(
        b"\xc6\xc6\xc6\x00" + str(place).encode() + b"\xc5\xc5\x00" + raw
        for place, raw in (pictures or {}).items()
    )
    return gzip.compress(text, mtime=0) + b"\xc7\xc7\xc7\x00" + behind


def read(raw: bytes) -> BankReading:
    return read_bank(BankFile(raw, "quiz.cqa"))


def one(*args: Any, **kwargs: Any) -> Any:
    (record,) = [
        record for record in read(packed(*args, **kwargs)).records if record.place != "quiz.cqa:description"
    ]
    return record.question


def test_a_quiz_of_every_kind():
    reading = read(
        packed(
            abcd(("a", False), ("b", True), type=None),
            abcd(("a", True), ("b", True), ("c", False), type="CHECK"),
            abcd(("a", True), ("b", True), ("d", False)),
            {"question": "Slide", "time": "5", "type": "SLIDE", "answers": "<p>Look</p>"},
            {"question": "Slide", "time": "5", "type": "SLIDE", "answers": '{"objects": []}'},
            {"question": "Say it", "type": "TEXT", "answers": [{"answer": "One", "case_sensitive": True}]},
            {"question": "Sort", "type": "ORDER", "answers": [{"answer": "1"}, {"answer": "2"}], "time": "x"},
            {
                "question": "Vote",
                "type": "VOTING",
                "answers": [{"answer": "1", "image": "u"}, {"answer": "2"}],
            },
            {"question": "Odd", "type": "PUZZLE", "answers": None},
        )
    )
    assert reading.format == "classquiz" and reading.bank is not None
    assert reading.bank.title == {"en": "Fire & us"}
    kinds = [question.kind for question in reading.bank.questions]
    assert kinds == [
        "single_choice", "multiple_choice", "single_choice", "fill", "order", "single_choice", "open",
    ]  # fmt: skip
    assert [record.text for record in reading.other] == ["About fire", "Slide\nLook", "Slide"]
    assert (len(reading.questions), len(reading.drafts)) == (6, 1)
    assert [(problem.code, problem.place) for problem in reading.problems] == [
        ("several_right", "quiz.cqa:question 3"),
        ("picture_missing", "quiz.cqa:question 8"),
        ("no_key", "quiz.cqa:question 8"),
        ("kind_unsupported", "quiz.cqa:question 9"),
    ]
    first, check, _, say = reading.questions[:4]
    assert (first.time_s, say.time_s) == (20, None)
    assert check.key is not None and check.key.model_dump()["correct"] == ("a", "b")
    assert say.stem == {"en": "Say it ____"} and say.key is not None
    assert say.key.model_dump()["blanks"][0]["normal"] == "exact"


def test_ranges():
    answer = {"min": 0, "max": 10, "min_correct": 3, "max_correct": 5}
    question = one({"question": "How many?", "type": "RANGE", "answers": answer})
    (accept,) = question.model_dump()["key"]["accept"]
    assert (accept["lo"], accept["hi"]) == (Decimal(3), Decimal(5))
    assert question.ext == {"classquiz": {"min": 0, "max": 10}}
    exact = one({"question": "How many?", "type": "RANGE", "answers": {**answer, "max_correct": 3}})
    assert exact.key.accept[0].value == 3
    assert one({"question": "How many?", "type": "RANGE", "answers": {}}).key is None


def test_pictures_may_hold_the_marks_of_the_format():
    png = tiny_png(3, 2) + MARKS
    raw = packed(
        abcd(("a", True), ("b", False), image=0),
        abcd(("a", True), ("c", False), image=1, question="<p>And this?</p>"),
        abcd(("a", True), ("d", False), image=7),
        pictures={-1: tiny_png(9, 9), 0: png, 1: b"no picture"},
    )
    reading = read(raw)
    shown = reading.questions[0].media[0]
    assert reading.media == {shown.id: png}
    assert (shown.width, shown.height) == (3, 2)
    told = [(problem.code, problem.place) for problem in reading.problems]
    assert told == [
        ("picture_missing", "quiz.cqa:cover"),
        ("picture_missing", "quiz.cqa:question 2"),
        ("picture_missing", "quiz.cqa:question 3"),
    ]
    assert reading.questions[1].stem == {"en": "And this?"}


def test_colours_of_answers_are_kept():
    question = one({**abcd(), "answers": [{"answer": "a", "right": True, "color": "#fff"}, {"answer": "b"}]})
    assert question.ext == {"classquiz": {"colours": ["#fff", ""]}}


def test_long_texts_become_open_questions():
    question = one({"question": "Explain", "type": "TEXT", "answers": [{"answer": "x" * 201}]})
    assert question.kind == "open"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (packed(*({"question": f"{n**9}"} for n in range(200)))[:600], "archive_broken"),
        (gzip.compress(b'{"questions": [', mtime=0), "json_broken"),
        (gzip.compress(b'{"questions": [1, {"answers": 5}]}', mtime=0), "empty_text"),
        (gzip.compress(b'{"questions": []}', mtime=0), "nothing_found"),
        (gzip.compress(b'{"x": 1}', mtime=0), "unknown_format"),
        (b"\x1f\x8bnonsense", "unknown_format"),
        (gzip.compress(b'{"questions": "' + b"\x00\xff" + b'"}', mtime=0), "archive_broken"),
    ],
)
def test_what_is_damaged_is_told(raw, code):
    assert code in [problem.code for problem in read(raw).problems]


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(classquiz, "MAX_UNPACKED", 50)
    assert [problem.code for problem in read(packed(abcd(("a", True)))).problems] == ["archive_too_large"]


def test_a_broken_stream_is_refused_even_when_chosen():
    chosen = BankFile(b"\x1f\x8bnonsense", "x", {"format": "classquiz"})
    assert [problem.code for problem in read_bank(chosen).problems] == ["archive_broken"]


loose = st.none() | st.booleans() | st.integers(-2, 9) | st.sampled_from(["", "x", "<b>y</b>", "1"])
values = st.recursive(
    loose,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["answer", "right", "min_correct", "image", "color"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
kinds = st.sampled_from(["ABCD", "CHECK", "TEXT", "RANGE", "ORDER", "VOTING", "SLIDE", None, 5])


@settings(max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries({"type": kinds, "answers": values, "question": loose, "time": loose}),
        max_size=3,
    )
)
def test_any_shape_of_answers_is_read(questions):
    reading = read(packed(*questions))
    assert len(reading.records) == len(questions) + 1
    assert all(problem.text("en") for problem in reading.problems)
