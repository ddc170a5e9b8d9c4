"""JSON banks: a real file, the shapes of small programs, Open Trivia in its encodings, OpenTriviaQA."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.table.makers import sure_of
from quizhub.banks.reader import format_of, read_bank
from quizhub.questions.model import text_in
from tests.banks.json_files import codes, read, told

SAMPLE = Path(__file__).parent / "samples" / "zh-json" / "quiz_gui_template.json"


def one(value: Any, *problems: str, **choices: str) -> Any:
    reading = read([value], **choices)
    assert codes(reading) == list(problems)
    (record,) = reading.records
    return record.question


def test_a_real_file():
    reading = read_bank(BankFile(SAMPLE.read_bytes(), SAMPLE.name))
    assert (reading.format, reading.problems) == ("json", ())
    expected = json.loads(SAMPLE.read_text())["questions"]
    assert len(reading.questions) == len(expected) == 2
    for question, oracle in zip(reading.questions, expected, strict=True):
        kind, stem, options, right = told(question)
        assert (kind, stem) == ("multiple_choice", oracle["question"])
        assert options == [option.partition(". ")[2] for option in oracle["options"]]
        wanted = [option.partition(". ")[2] for option in oracle["options"] if option[0] in oracle["answer"]]
        assert right.split("|") == wanted
    assert reading.records[0].place == f"{SAMPLE.name}:/questions[1]"


WHICH = "Which is the one?"
SHAPES: list[tuple[dict[str, Any], str]] = [
    ({"options": ["a", "b", "c"], "correctIndex": 0}, "a"),
    ({"options": ["a", "b", "c"], "answer": "b"}, "b"),
    ({"choices": ["a", "b", "c"], "answer": "C"}, "c"),
    ({"choices": ["A) a", "B) b", "C) c"], "correct_answer": "B) b"}, "b"),
    ({"options": {"A": "a", "B": "b", "C": ""}, "answer": "B"}, "b"),
    ({"A": "a", "B": "b", "C": "c", "D": "", "答案": "A"}, "a"),
    ({"option1": "a", "option2": "b", "answer": "2"}, "b"),
    ({"choice1": "a", "choice2": "b", "choice3": "c", "answer": 3}, "c"),
    ({"answers": [{"text": "a", "isCorrect": False}, {"text": "b", "isCorrect": True}]}, "b"),
    ({"options": [{"id": "x1", "value": "a"}, {"id": "x2", "value": "b"}], "answer": "a"}, "a"),
    ({"options": [{"key": "A", "content": "a"}, {"key": "B", "content": "b"}], "answer": "b"}, "b"),
    ({"options": [{"id": 10, "text": "a"}, {"id": 20, "text": "b"}], "answer": 20}, "b"),
    ({"选项": ["甲", "乙", "丙"], "答案": "甲、丙"}, "甲|丙"),
    ({"options": ["a", "b", "c"], "answer": ["a", "c"]}, "a|c"),
    ({"options": ["a", "b", "c"], "answer": "AC", "type": "多选题"}, "a|c"),
    ({"options": ["a", "b", "c"], "correct": "3"}, "c"),
    ({"options": ["a", "b", "c"], "answers": ["a", "b"]}, "a|b"),
]


@pytest.mark.parametrize(("fields", "right"), SHAPES)
def test_keys_in_many_shapes(fields, right):
    question = one({"question": WHICH, **fields})
    kind, stem, options, found = told(question)
    assert (stem, found) == (WHICH, right)
    assert kind == ("multiple_choice" if "|" in right else "single_choice")
    assert "" not in options


def test_numbers_count_from_0_or_1_by_the_whole_file():
    def file(*answers: int, name: str = "answer") -> list[dict[str, Any]]:
        return [{"question": f"{WHICH} {n}", "options": ["a", "b", "c"], name: n} for n in answers]

    def right(reading: BankReading) -> list[str]:
        return [told(question)[3] for question in reading.questions]

    assert right(read(file(0, 1, 2))) == ["a", "b", "c"]
    assert right(read(file(1, 2, 3))) == ["a", "b", "c"]
    doubtful = read(file(1, 2))
    assert (right(doubtful), doubtful.guesses[0].value) == (["a", "b"], "1")
    assert right(read(file(1, 2, name="answer_index"))) == ["b", "c"]
    assert right(read(file(1, 2), key_base="0")) == ["b", "c"]
    both = [
        {"question": WHICH, "options": ["a", "b"], "answer": "0"},
        {"question": "x", "options": ["a", "b"], "answer": "1,0"},
    ]
    assert right(read(both)) == ["a", "a|b"]


def test_statements():
    kinds: list[tuple[dict[str, Any], str]] = [
        ({"answer": True}, "True"),
        ({"answer": "错"}, "False"),
        ({"options": ["正确", "错误"], "answer": "B"}, "False"),
        ({"options": ["True", "False"], "answer": "A", "type": "判断题"}, "True"),
        ({"type": "boolean", "correct_answer": "False", "incorrect_answers": ["True"]}, "False"),
    ]
    for fields, right in kinds:
        question = one({"question": f"So? {right}", **fields})
        assert (question.kind, told(question)[3]) == ("true_false", right)
    assert one({"question": "So?", "type": "判断题", "answer": ""}, "no_key").key is None
    assert (
        one({"question": "So?", "type": "判断题", "options": ["对", "错"], "answer": "?"}, "no_key").key
        is None
    )


def test_answers_to_type_and_to_judge():
    typed = one({"question": "The number?", "answer": "119"})
    assert told(typed)[:2] == ("fill", "The number? ____")
    two = one({"question": "____ and ____", "answer": ["119", "120"], "type": "填空题"})
    assert [blank.accept[0].value for blank in two.key.blanks] == ["119", "120"]
    either = one({"question": "Say ____", "answer": "119|一一九", "type": "fill"})
    assert [accept.value for accept in either.key.blanks[0].accept] == ["119", "一一九"]
    several = one({"question": "Say ____", "options": ["119", "one"], "type": "fill"})
    assert [accept.value for accept in several.key.blanks[0].accept] == ["119", "one"]
    assert one({"question": "Why?", "answer": "x" * 80}).kind == "open"
    judged = one({"question": "Why?", "answer": "so", "type": "简答题"})
    assert judged.key.reference == {"und": "so"}
    order = one({"question": "Sort", "options": ["b", "a"], "answer": ["a", "b"], "type": "排序"})
    assert order.key.sequence == ("b", "a")
    assert one({"question": "Sort", "options": ["b", "a"], "answer": "a", "type": "排序"}).key.sequence == (
        "a",
        "b",
    )


def test_keys_that_cannot_be_read_make_drafts():
    for answer in ("E", 9, ["a", "zz"], "7"):
        question = one(
            {"question": WHICH, "options": ["a", "b"], "answer": answer},
            "key_not_read",
            "no_key",
            key_base="0",
        )
        assert question.key is None
    assert one({"question": WHICH, "options": ["a", "b"]}, "no_key").key is None


def test_what_belongs_to_a_question():
    question = one(
        {
            "id": "7",
            "question": {"text": "Which <b>one</b>?"},
            "options": ["<i>a</i>", "b"],
            "answer": "a",
            "explanation": "Because",
            "hint": "Think",
            "difficulty": "hard",
            "category": "Science: Fire",
            "tags": ["x", "", 5],
            "timeLimit": 30,
            "points": 10,
            "image": "fire.png",
            "type": "single",
            "region": ["eu"],
            "title": "A second stem",
            "_note": "ours",
        },
        "picture_missing",
    )
    assert told(question) == ("single_choice", "Which one?", ["a", "b"], "a")
    assert (question.id, question.topic, question.difficulty, question.tags) == (
        "7",
        "Science/Fire",
        4,
        ("x", "5"),
    )
    assert (question.time_s, question.points, question.hint) == (30, 10, {"en": "Think"})
    assert question.ext == {"json": {"region": ["eu"], "title": "A second stem"}}


def test_chapters_become_topics_and_comments_are_left_alone():
    chapter = {"title": "Fire", "key": "f", "questions": [{"question": WHICH, "answer": "lid"}]}
    value = {
        "_format": {"question": "text", "answer": "letter"},
        "title": "Quiz",
        "消防": [{"question": "电话？", "answer": "119"}],
        "more": {"chapters": [chapter]},
    }
    reading = read(value)
    assert [(question.topic, text_in(question.stem, "en")) for question in reading.questions] == [
        ("消防", "电话？____"), ("", f"{WHICH} ____"),
    ]  # fmt: skip
    assert reading.bank is not None and text_in(reading.bank.title, "en") == "Quiz"


def test_several_names_of_a_topic_make_a_path():
    value = {
        "q": WHICH,
        "options": ["a", "b"],
        "answer": 0,
        "subject": "Fire",
        "chapter": "Gas: leaks",
        "section": "",
    }
    question = one(value)
    assert (question.topic, told(question)[1]) == ("Fire/Gas/leaks", WHICH)


def test_one_object_a_line():
    lines = '{"question": "One?", "answer": "1"}\n\n{"question": "Two?", "answer": "2"}\n'
    assert len(read_bank(BankFile(lines.encode(), "t.jsonl")).questions) == 2
    assert codes(read(lines + "{oops")) == ["json_broken"]
    assert codes(read("[1, 2")) == ["json_broken"]


def test_questions_that_are_too_deep_are_not_looked_for():
    value: Any = {"question": WHICH, "answer": "x"}
    for _ in range(12):
        value = {"data": [value]}
    assert codes(read(value)) == ["nothing_found"]


def test_json_is_no_table():
    text = '[\n {"question": "Which?", "options": ["a", "b"], "answer": "a"},\n {"question": "x"}]'
    assert sure_of(BankFile(text.encode(), "x"), "csv") == 0


RECOGNISED = [
    ('[{"question": "x", "answer": "y"}]', "json"),
    ('{"题目": "x", "答案": "y"}', "json"),
    ('{"Fire": [{"q": "x", "answers": ["y"]}]}', "json"),
    ('{"question": "x"}', None),
    ('{"name": "x"}', None),
    ('{"results": [{"correct_answer": "x", "incorrect_answers": []}]}', "open_trivia"),
]


@pytest.mark.parametrize(("text", "name"), RECOGNISED)
def test_which_format_it_is(text, name):
    known = format_of(BankFile(text.encode(), "x"))
    assert (known.name if known is not None else None) == name


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-1, 5)
    | st.sampled_from(["", "a", "A", "b", "A. x", "<b>y</b>", "对", "1,2"])
)
names = st.sampled_from(
    ["question", "options", "answer", "A", "B", "type", "incorrect_answers", "correct", "text", "id", "tags"]
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5),
    max_leaves=6,
)


@settings(max_examples=30)
@given(
    st.lists(
        st.dictionaries(names, values, max_size=6).map(lambda value: {"question": "Q", **value}), max_size=3
    )
)
def test_any_json_is_read(value):
    for known in ("json", "open_trivia"):
        reading = read_bank(BankFile(json.dumps(value).encode(), "t.json", {"format": known}))
        assert all(problem.text("en") for problem in reading.problems)
