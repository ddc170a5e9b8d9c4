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
    Criterion,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    MatchBody,
    MatchKey,
    Material,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    OpenBody,
    OpenKey,
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
    hotspot,
    match,
    multiple,
    numeric,
    open_question,
    options,
    order,
    picture,
    region,
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
    for word in (
        "correct",
        "accept",
        "sequence",
        "pairs",
        "weights",
        "value",
        "regions",
        "coords",
        "reference",
    ):
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
    assert [(option.id, dict(option.text)) for option in true_false_body().options] == [
        ("true", {"zh-Hans": "正确", "zh-Hant": "正確", "en": "True"}),
        ("false", {"zh-Hans": "错误", "zh-Hant": "錯誤", "en": "False"}),
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
        lambda: hotspot(*[region("a", "circle", 0.5, 0.5, 0.1)] * 2),
        lambda: OpenKey(rubric=(Criterion(id="a", criterion={"en": "A"}),) * 2),
        lambda: ask(true_false_body(), None, media=(picture(), picture("other.png"))),
        lambda: ask(true_false_body(), None, media=(picture(), picture(number=2))),
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
    "pick_is_one_click": [lambda: HotspotBody(image="0" * 64, mode="pick", max_clicks=2)],
    "region_coordinates": [
        lambda: region("a", "rect", 0, 0, 1),
        lambda: region("a", "circle", 0, 0, 0.1, 0.1),
        lambda: region("a", "ellipse", 0, 0, 0.1),
        lambda: region("a", "poly", 0, 0, 1, 1),
        lambda: region("a", "poly", 0, 0, 1, 1, 0, 1, 1),
    ],
    "region_too_small": [
        lambda: region("a", "rect", 0.5, 0.5, 0.4, 0.6),
        lambda: region("a", "ellipse", 0.5, 0.5, 0, 0.1),
        lambda: region("a", "ellipse", 0.5, 0.5, 0.1, 0),
        lambda: region("a", "poly", 0.1, 0.1, 0.5, 0.1, 0.9, 0.1),
    ],
    "no_right_region": [lambda: hotspot(region("a", "circle", 0.5, 0.5, 0.1, correct=False), clicks=1)],
    "too_few_clicks": [lambda: hotspot(clicks=1)],
    "unknown_picture": [
        lambda: ask(
            ChoiceBody(
                kind="single_choice",
                options=(options("a")[0].model_copy(update={"media": picture(number=2).id}), *options("b")),
            ),
            None,
            media=(picture(),),
        ),
        lambda: ask(HotspotBody(image=picture().id), None),
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


def test_an_open_question_is_never_a_draft():
    for given in ({}, {"key": None}, {"key": OpenKey()}):
        question = Question.model_validate({"id": "q", "stem": {"en": "?"}, "body": OpenBody(), **given})
        assert question.key == OpenKey()
    assert open_question().key.reference == {"zh-Hans": "先关气源"}
    refused = {"id": "q", "stem": {"en": "?"}, "body": {"kind": "open", "max_chars": 0}}
    with pytest.raises(ValidationError):
        Question.model_validate(refused)


def test_clicks_follow_the_mode():
    assert HotspotBody(image="0" * 64).max_clicks == 1
    assert HotspotBody(image="0" * 64, mode="find_all").max_clicks == 10
    wrong = region("b", "circle", 0.5, 0.5, 0.1, correct=False)
    assert [one.id for one in hotspot(region("a", "rect", 0, 0, 1, 1), wrong).key.correct] == ["a"]


def test_a_picture_stands_with_the_stem_unless_something_else_shows_it():
    first, second = picture(), picture("b.png", 2)
    pictured = options("a")[0].model_copy(update={"media": second.id})
    body = ChoiceBody(kind="single_choice", options=(pictured, *options("bc")))
    question = ask(body, None, media=(first, second))
    assert question.stem_media == (first,)
    assert hotspot().stem_media == ()
    assert hotspot().aspect == 0.5
    assert single().aspect == 1


def test_the_pictures_of_a_question_are_also_those_of_its_material():
    case = Material(id="case", text={"en": "A flat"}, media=(picture("c.png", 3),))
    question = hotspot().model_copy(update={"material": case})
    assert [media.name for media in question.all_media] == ["kitchen.png", "c.png"]
    assert [media.name for media in hotspot().all_media] == ["kitchen.png"]


@pytest.mark.parametrize("name", ["../a.png", ".hidden", "a/b.png", "a\\b.png", "con:", "", "x" * 121, "a\n"])
def test_file_names_that_some_system_cannot_store(name):
    with pytest.raises(ValidationError):
        picture(name)


def test_a_key_without_anything_to_find_is_refused_and_one_of_a_picture_needs_it():
    with pytest.raises(ValidationError):
        HotspotKey(regions=())
