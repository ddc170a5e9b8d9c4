"""Answers belong to their question or are refused with a reason, and can be told to a person."""

import pytest
from pydantic import TypeAdapter, ValidationError

from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    HotspotAnswer,
    MatchAnswer,
    NumericAnswer,
    OpenAnswer,
    OrderAnswer,
    answer_fits,
    describe_answer,
    same_answer,
)
from tests.questions.examples import (
    blank,
    fill,
    hotspot,
    match,
    multiple,
    numeric,
    open_question,
    order,
    single,
    true_false,
)

ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)


@pytest.mark.parametrize(
    ("question", "answer", "problem"),
    [
        (single(), ChoiceAnswer(chosen=("a",)), None),
        (single(), ChoiceAnswer(chosen=()), "empty"),
        (single(), ChoiceAnswer(chosen=("a", "b")), "too_many"),
        (single(), ChoiceAnswer(chosen=("x",)), "unknown_option"),
        (single(), NumericAnswer(text="1"), "wrong_kind"),
        (multiple(), ChoiceAnswer(chosen=("a", "b", "c", "d")), None),
        (multiple(), ChoiceAnswer(chosen=("a", "a")), "repeated_option"),
        (multiple("ab", most=2), ChoiceAnswer(chosen=("a", "b", "c")), "too_many"),
        (true_false(), ChoiceAnswer(chosen=("false",)), None),
        (fill(blank("a")), FillAnswer(texts=("b",)), None),
        (fill(blank("a"), blank("b")), FillAnswer(texts=("", "b")), None),
        (fill(blank("a")), FillAnswer(texts=("a", "b")), "blank_count"),
        (fill(blank("a")), FillAnswer(texts=("  ",)), "empty"),
        (fill(blank("a"), max_chars=3), FillAnswer(texts=("abcd",)), "too_long"),
        (numeric(), NumericAnswer(text=" １０ 年"), None),
        (numeric(), NumericAnswer(text=" "), "empty"),
        (numeric(), NumericAnswer(text="很多"), "no_number"),
        (order(), OrderAnswer(sequence=("a", "b", "c", "d")), None),
        (order(), OrderAnswer(sequence=("a", "b", "c", "c")), "not_a_permutation"),
        (match(), MatchAnswer(pairs=(("a", "p"),)), None),
        (match(), MatchAnswer(pairs=()), "empty"),
        (match(), MatchAnswer(pairs=(("x", "p"),)), "unknown_option"),
        (match(), MatchAnswer(pairs=(("a", "x"),)), "unknown_option"),
        (match(), MatchAnswer(pairs=(("a", "p"), ("a", "q"))), "repeated_option"),
        (match(), MatchAnswer(pairs=(("a", "p"), ("b", "p"))), "right_used_twice"),
        (match(reuse=True), MatchAnswer(pairs=(("a", "p"), ("b", "p"))), None),
        (open_question(max_chars=4), OpenAnswer(text=" 关气源  "), None),
        (open_question(), OpenAnswer(text="  "), "empty"),
        (open_question(max_chars=4), OpenAnswer(text="先关气源阀"), "too_long"),
        (hotspot(), HotspotAnswer(points=((0, 0), (1, 1))), None),
        (hotspot(), HotspotAnswer(points=()), "empty"),
        (hotspot(), HotspotAnswer(points=((0, 0),) * 3), "too_many"),
    ],
)
def test_fits_or_says_why_not(question, answer, problem):
    assert answer_fits(question, answer) == problem


def test_too_few_selected():
    body = multiple().body.model_copy(update={"min_select": 2})
    question = multiple().model_copy(update={"body": body})
    assert answer_fits(question, ChoiceAnswer(chosen=("a",))) == "too_few"


def test_answers_are_read_from_json_by_their_kind():
    assert ANSWERS.validate_json('{"kind":"choice","chosen":["b"]}') == ChoiceAnswer(chosen=("b",))
    pairs = MatchAnswer(pairs=(("a", "p"), ("b", "q")))
    assert ANSWERS.validate_json('{"kind":"match","pairs":{"a":"p","b":"q"}}') == pairs
    assert ANSWERS.validate_json('{"kind":"match","pairs":[["a","p"],["b","q"]]}') == pairs


@pytest.mark.parametrize(
    "message",
    [
        '{"kind":"fill","texts":["' + "x" * 201 + '"]}',
        '{"kind":"choice","chosen":[' + ",".join(['"a"'] * 21) + "]}",
        '{"kind":"choice","chosen":["' + "x" * 65 + '"]}',
        '{"kind":"shout","text":"b"}',
        '{"kind":"numeric","text":"1","points":5}',
        '{"kind":"match","pairs":"ab"}',
        '{"kind":"open","text":"' + "x" * 501 + '"}',
        '{"kind":"hotspot","points":[[0.1,1.01]]}',
        '{"kind":"hotspot","points":[[0.1]]}',
        '{"kind":"hotspot","points":[' + ",".join(["[0,0]"] * 21) + "]}",
    ],
)
def test_oversized_and_foreign_answers_are_refused(message):
    with pytest.raises(ValidationError):
        ANSWERS.validate_json(message)


@pytest.mark.parametrize(
    ("question", "answer", "order", "words"),
    [
        (single(), ChoiceAnswer(chosen=("b",)), None, "B"),
        (single(), ChoiceAnswer(chosen=("b",)), ("d", "b", "a", "c"), "B"),
        (multiple(), ChoiceAnswer(chosen=("a", "d")), ("d", "b", "a", "c"), "A C"),
        (multiple(), ChoiceAnswer(chosen=("x",)), None, "x"),
        (true_false(), ChoiceAnswer(chosen=("false",)), None, "错误"),
        (fill(blank("a"), blank("b")), FillAnswer(texts=(" 119 ", "")), None, "119 / –"),
        (numeric(), NumericAnswer(text=" 10年 "), None, "10年"),
        (order(), OrderAnswer(sequence=("c", "a", "d", "b")), None, "C-A-D-B"),
        (order(), OrderAnswer(sequence=("c", "a", "d", "b")), ("c", "a", "d", "b"), "A-B-C-D"),
        (match(), MatchAnswer(pairs=(("b", "p"), ("a", "q"))), None, "A-2 B-1"),
        (match(), MatchAnswer(pairs=(("a", "q"),)), ("q", "p", "r", "s"), "A-1"),
        (single(), OrderAnswer(sequence=("a",)), None, '{"sequence":["a"]}'),
        (open_question(), OpenAnswer(text=" 关阀 "), None, "关阀"),
        (hotspot(), HotspotAnswer(points=((0.95, 1), (0, 0.31))), None, "A4 J10"),
    ],
)
def test_described_for_a_person(question, answer, order, words):
    assert describe_answer(question, answer, "zh-Hans", order) == words


@pytest.mark.parametrize(
    ("question", "one", "other", "same"),
    [
        (multiple(), ChoiceAnswer(chosen=("a", "b")), ChoiceAnswer(chosen=("b", "a")), True),
        (fill(blank("a")), FillAnswer(texts=("Fire ",)), FillAnswer(texts=("fire",)), True),
        (numeric(), NumericAnswer(text="10"), NumericAnswer(text="十"), True),
        (numeric(), NumericAnswer(text="10"), NumericAnswer(text="?"), False),
        (
            match(),
            MatchAnswer(pairs=(("a", "p"), ("b", "q"))),
            MatchAnswer(pairs=(("b", "q"), ("a", "p"))),
            True,
        ),
        (order(), OrderAnswer(sequence=tuple("abcd")), OrderAnswer(sequence=tuple("abdc")), False),
        (open_question(), OpenAnswer(text="关阀。"), OpenAnswer(text=" 关阀"), True),
        (
            hotspot(),
            HotspotAnswer(points=((0, 0.12344), (1, 1))),
            HotspotAnswer(points=((1, 1), (0, 0.1234))),
            True,
        ),
    ],
)
def test_equal_answers_are_recognised(question, one, other, same):
    assert same_answer(one, other) is same
    assert answer_fits(question, one) is None
