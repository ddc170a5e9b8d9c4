"""Open Trivia in each of its encodings, and OpenTriviaQA text."""

import base64
import json
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from tests.banks.json_files import told

QUESTION = {
    "type": "multiple",
    "difficulty": "easy",
    "category": "Entertainment: Books",
    "question": "Who&#039;s &lt;here&gt;?",
    "correct_answer": "Me &amp; you",
    "incorrect_answers": ["x", "y", "z"],
}
STATEMENT = {
    "type": "boolean",
    "question": "Is it?",
    "correct_answer": "True",
    "incorrect_answers": ["False"],
}


def trivia(*questions: Any) -> BankReading:
    return read_bank(BankFile(json.dumps({"response_code": 0, "results": questions}).encode(), "t.json"))


def test_open_trivia():
    reading = trivia(QUESTION, STATEMENT)
    assert (reading.format, reading.problems) == ("open_trivia", ())
    first, second = reading.questions
    kind, stem, options, right = told(first)
    assert (kind, stem, right) == ("single_choice", "Who's <here>?", "Me & you")
    assert sorted(options) == ["Me & you", "x", "y", "z"]
    assert (first.topic, first.difficulty) == ("Entertainment/Books", 2)
    assert first.rights is not None and first.rights.licence == "CC BY-SA 4.0"
    assert told(second)[0] == "true_false" and told(second)[3] == "True"
    assert trivia(QUESTION, STATEMENT).questions == reading.questions


def encoded(value: Any, how: Any) -> Any:
    if isinstance(value, dict):
        return {name: encoded(one, how) for name, one in value.items()}
    return [encoded(one, how) for one in value] if isinstance(value, list) else how(value)


@pytest.mark.parametrize("how", [quote, quote_plus, lambda text: base64.b64encode(text.encode()).decode()])
def test_open_trivia_in_other_encodings(how):
    plain = {**QUESTION, "question": "Who is here, 100%?", "correct_answer": "Me & you"}
    (question,) = trivia(encoded(plain, how)).questions
    assert told(question)[1] == "Who is here, 100%?" and told(question)[3] == "Me & you"
    assert question.topic == "Entertainment/Books"


def test_programs_like_it():
    value = [
        {
            "question": {"text": "Who is it?"},
            "correctAnswer": "a",
            "incorrectAnswers": ["b"],
            "type": "text_choice",
            "n": None,
        }
    ]
    reading = read_bank(BankFile(json.dumps(value).encode(), "t.json"))
    assert reading.format == "open_trivia" and reading.questions[0].rights is None
    mixed = trivia({**QUESTION, "question": "V2hv", "category": "plain text", "correct_answer": "TWU="})
    assert mixed.questions[0].topic == "plain text"


TEXT = """A file of questions
#Q Which one
is it?
^ The lid
A The sand
B The lid
C The oil
and more

#Q Is it so?
^ True
A True
B False

#Q Say
something
^ long
words

#Q Which?
^ missing
A a
B b
"""


def test_open_trivia_qa():
    reading = read_bank(BankFile(TEXT.encode(), "t.txt"))
    assert reading.format == "trivia_qa"
    assert [record.kind for record in reading.records] == ["text", *["question"] * 4]
    first, second, third = reading.questions
    assert told(first) == (
        "single_choice",
        "Which one\nis it?",
        ["The sand", "The lid", "The oil and more"],
        "The lid",
    )
    assert told(second)[0] == "true_false"
    assert (third.kind, third.key.reference) == ("open", {"en": "long words"})  # type: ignore[union-attr]
    assert [(problem.code, problem.place) for problem in reading.problems] == [
        ("key_not_read", "t.txt:20"),
        ("no_key", "t.txt:20"),
    ]
    empty = read_bank(BankFile(b"#Q One\n#Q\n^ x", "t.txt", {"format": "trivia_qa"}))
    assert [record.kind for record in empty.records] == ["question", "unsupported"]


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("#Q^A B\nx"), max_size=60))
def test_any_text_is_read(text):
    assert read_bank(BankFile(text.encode(), "t.txt", {"format": "trivia_qa"})).format == "trivia_qa"
