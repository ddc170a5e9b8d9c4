"""Questions hold together: the key fits the body, and neither can be changed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from quizhub.questions.model import (
    Accept,
    Blank,
    BlankKey,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    MatchBody,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    OrderBody,
    OrderKey,
    Question,
    true_false_body,
)
from tests.questions.examples import (
    ask,
    blank,
    every_kind,
    fill,
    match,
    multiple,
    numeric,
    options,
    order,
    single,
    true_false,
)


@pytest.mark.parametrize("question", every_kind(), ids=lambda q: q.kind)
def test_json_round_trip(question):
    assert Question.model_validate_json(question.model_dump_json()) == question
    assert question.kind == question.body.kind == question.key.kind


@pytest.mark.parametrize("question", every_kind(), ids=lambda q: q.kind)
def test_body_never_carries_the_key(question):
    shown = question.body.model_dump_json()
    for word in ("correct", "accept", "sequence", "pairs", "weights", "value"):
        assert word not in shown


def test_nothing_can_be_changed_or_added():
    with pytest.raises(ValidationError):
        single().stem = {"en": "other"}
    with pytest.raises(ValidationError):
        Question.model_validate({**single().model_dump(), "answer": "b"})


def test_defaults_follow_the_kind():
    assert (single().body.shuffle, single().body.max_select) == (True, 1)
    assert (multiple().body.shuffle, multiple().body.max_select) == (True, 4)
    assert (true_false().body.shuffle, true_false().body.max_select) == (False, 1)


def test_true_false_has_two_fixed_options():
    assert [
        (option.id, option.text["zh-Hans"], option.text["en"]) for option in true_false_body().options
    ] == [
        ("true", "正确", "True"),
        ("false", "错误", "False"),
    ]


def test_a_draft_has_no_key():
    assert ask(true_false_body(), None).key is None


def _weighted(**weights: str) -> dict[str, Any]:
    return {"scoring": "weights", "weights": {name: Decimal(weight) for name, weight in weights.items()}}


WRONG: dict[str, list[Callable[[], object]]] = {
    "repeated_id": [
        lambda: ChoiceBody(kind="single_choice", options=options("aba")),
        lambda: OrderBody(items=options("aab")),
        lambda: MatchBody(left=options("aa"), right=options("pq")),
        lambda: MatchBody(left=options("ab"), right=options("pp")),
        lambda: FillBody(blanks=(Blank(id="1"), Blank(id="1"))),
    ],
    "not_true_false": [lambda: ChoiceBody(kind="true_false", options=options("ab"))],
    "select_range": [
        lambda: ChoiceBody(kind="single_choice", options=options("ab"), max_select=2),
        lambda: ChoiceBody(kind="multiple_choice", options=options("ab"), max_select=3),
        lambda: ChoiceBody(kind="multiple_choice", options=options("abc"), min_select=3, max_select=2),
    ],
    "right_too_few": [lambda: MatchBody(left=options("abc"), right=options("pq"))],
    "key_of_other_kind": [
        lambda: ask(true_false_body(), OrderKey(sequence=("true", "false"))),
        lambda: ask(true_false_body(), ChoiceKey(kind="single_choice", correct=("true",))),
    ],
    "key_unknown_id": [
        lambda: single("x"),
        lambda: single("b", **_weighted(b="1", x="-1")),
        lambda: ask(OrderBody(items=options("abc")), OrderKey(sequence=("a", "b", "x"))),
        lambda: match("aq bx", "pq"),
        lambda: match("aq bp", "pq", weights={"x": Decimal(1)}),
    ],
    "key_repeats_id": [lambda: multiple("aab")],
    "nothing_is_wrong": [lambda: single("abcd")],
    "key_not_selectable": [
        lambda: multiple("abc", most=2),
        lambda: ask(
            ChoiceBody(kind="multiple_choice", options=options("abc"), min_select=2),
            ChoiceKey(kind="multiple_choice", correct=("a",), **_weighted(a="1")),
        ),
    ],
    "key_not_every_id": [
        lambda: ask(OrderBody(items=options("abc")), OrderKey(sequence=("a", "b"))),
        lambda: ask(MatchBody(left=options("abc"), right=options("pqr")), MatchKey(pairs=(("a", "p"),))),
    ],
    "right_used_twice": [lambda: match("ap bp", "pq")],
    "weights_without_scoring": [
        lambda: single("b", scoring="weights"),
        lambda: single("b", weights={"b": Decimal(1)}),
    ],
    "weights_not_key": [lambda: single("b", **_weighted(a="1", b="1"))],
    "unsafe_pattern": [lambda: Accept(value="(a+)+", match="regex")],
    "unknown_profile": [lambda: blank("x", normal="loose")],
    "nothing_left": [
        lambda: blank("？"),
        lambda: blank("a", Accept(value="！", match="contains", weight=Decimal("0.5"))),
    ],
    "accepted_and_rejected": [lambda: blank("Fire", reject=("fire ",))],
    "no_literal": [
        lambda: blank(Accept(value="a*", match="glob")),
        lambda: blank(Accept(value="a", weight=Decimal("0.5"))),
    ],
    "blank_count": [lambda: ask(FillBody(blanks=(Blank(id="1"),)), FillKey(blanks=(blank("a"), blank("b"))))],
    "stem_blank_count": [lambda: ask(FillBody(blanks=(Blank(id="1"),)), None, stem={"en": "no mark"})],
    "key_too_long": [lambda: fill(blank("too long"), max_chars=5)],
    "unordered_too_many": [lambda: FillKey(blanks=tuple(blank(str(n)) for n in range(9)), unordered=True)],
    "min_correct_too_many": [lambda: FillKey(blanks=(blank("a"),), min_correct=2)],
    "no_distinct_texts": [lambda: FillKey(blanks=(blank("a"), blank("A")), unordered=True)],
    "range_without_end": [NumberRange],
    "open_without_end": [
        lambda: NumberRange(lo=Decimal(3), hi_open=True),
        lambda: NumberRange(hi=Decimal(3), lo_open=True),
    ],
    "range_empty": [
        lambda: NumberRange(lo=Decimal(3), hi=Decimal(2)),
        lambda: NumberRange(lo=Decimal(3), hi=Decimal(3), hi_open=True),
    ],
    "first_not_full": [lambda: NumericKey(accept=(NumberNear(value=Decimal(1), weight=Decimal("0.5")),))],
}


@pytest.mark.parametrize(
    ("code", "build"), [(code, build) for code, builds in WRONG.items() for build in builds]
)
def test_refuses_what_does_not_hold_together(code, build):
    with pytest.raises(ValidationError) as refused:
        build()
    assert [error["type"] for error in refused.value.errors()] == [code]


def test_several_keys_are_fine_where_they_make_sense():
    assert single("ab").key.correct == ("a", "b")
    assert multiple("abcd").key.correct == ("a", "b", "c", "d")
    assert match("ap bp", "pq", reuse=True).key.pairs == (("a", "p"), ("b", "p"))
    assert numeric(NumberRange(lo=Decimal(3), hi=Decimal(3))).key.accept[0].hi == 3
    assert ask(NumericBody(), NumericKey(accept=(NumberNear(value=Decimal(1)),))).kind == "numeric"
    assert order().key.sequence == ("c", "a", "d", "b")


def test_shown_texts_differ_when_the_order_is_free():
    both = fill(blank("甲", "乙"), blank("甲", "乙"), unordered=True)
    assert both.key.shown == ("甲", "乙")


def test_the_text_shown_for_a_blank_is_in_the_script_of_the_reader():
    def key(*texts: str) -> BlankKey:
        return BlankKey(accept=tuple(Accept(value=text) for text in texts))

    ordered = FillKey(blanks=(key("日", "day"), key("11", "十一"), key("一氧化碳")))
    assert ordered.shown_in("zh-Hans") == ("日", "11", "一氧化碳")
    assert ordered.shown_in("en") == ("day", "11", "一氧化碳")
    free = FillKey(blanks=(key("日", "day"), key("月", "month")), unordered=True)
    assert free.shown_in("en") == free.shown
