"""Marks: right, partly, wrong, or for a judge; shares are exact."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
)
from quizhub.questions.marking import Mark, Verdict, mark, right_answer, wrong_answer
from quizhub.questions.model import Accept, ChoiceKey, NumberNear, NumberRange, Question, true_false_body
from tests.questions.examples import (
    ask,
    blank,
    every_kind,
    fill,
    match,
    multiple,
    near,
    numeric,
    order,
    single,
    true_false,
)
from tests.questions.strategies import questions

places = st.floats(0, 1)


def share(question: Question, answer: Answer) -> Fraction:
    return mark(question, answer).share


def pair(**pairs: str) -> MatchAnswer:
    return MatchAnswer(pairs=tuple(pairs.items()))


def choose(ids: Iterable[str]) -> ChoiceAnswer:
    return ChoiceAnswer(chosen=tuple(ids))


def weighted(most: int | None = None, **weights: str) -> Any:
    gains = {name: Decimal(weight) for name, weight in weights.items()}
    correct = "".join(name for name, weight in gains.items() if weight > 0)
    return multiple(correct, most=most, scoring="weights", weights=gains)


@pytest.mark.parametrize(
    ("question", "chosen", "expected"),
    [
        (single(), "b", 1), (single(), "a", 0), (single("ab"), "a", 1), (single("ab"), "b", 1),
        (multiple(), "dba", 1), (multiple(), "ab", 0), (multiple(), "abcd", 0),
        (multiple(scoring="no_wrong_partial"), "ab", Fraction(2, 3)),
        (multiple(scoring="no_wrong_partial"), "abc", 0), (multiple(scoring="no_wrong_partial"), "abd", 1),
        (multiple(scoring="per_option"), "ab", Fraction(2, 3)),
        (multiple(scoring="per_option"), "abc", Fraction(1, 3)),
        (multiple(scoring="per_option"), "c", 0), (multiple(scoring="per_option"), "abd", 1),
        (weighted(a="33.33333", b="33.33333", d="33.33333"), "abd", 1),
        (weighted(a="3", b="1", c="-1"), "a", Fraction(3, 4)),
        (weighted(a="3", b="1", c="-1"), "ac", Fraction(1, 2)), (weighted(a="3", b="1", c="-1"), "c", 0),
        (weighted(a="3", b="1", c="-1"), "d", 0), (weighted(2, a="1", b="1", d="1"), "ad", 1),
        (multiple("a", scoring="weights", weights={"a": 1}, floor=Decimal("0.25")), "c", Fraction(1, 4)),
        (single("ab", scoring="weights", weights={"a": 2, "b": 1}), "b", Fraction(1, 2)),
    ],
)  # fmt: skip
def test_choices(question, chosen, expected):
    assert share(question, choose(chosen)) == expected


def test_true_false():
    assert mark(true_false("false"), choose(["false"])) == Mark(
        verdict=Verdict.RIGHT, share=Fraction(1), rule="option"
    )
    assert mark(true_false("false"), choose(["true"])).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("key", "text", "expected", "rule"),
    [
        (blank("119", "一一九"), "119", 1, "exact"),
        (blank("119"), " １１９。", 1, "normal"),
        (blank("119"), "一一九", 0, "no_match"),
        (blank("119", normal="numeral"), "一一九", 1, "numeral"),
        (blank("3公斤", normal="basic+unit"), "3 kg", 1, "normal"),
        (blank("O₂", normal="exact"), "O2", 0, "no_match"),
        (blank("滅火器"), "灭火器", 1, "normal"),
        (blank("水", reject=("开水",)), "开水。", 0, "rejected"),
        (blank(Accept(value="水", match="contains"), reject=("不用水",)), "用冷水冲", 1, "contains"),
        (blank(Accept(value="水", match="contains"), reject=("不用水",)), "不用水", 0, "rejected"),
        (blank("灭火器", Accept(value="灭火?", match="glob")), "灭火筒", 1, "glob"),
        (blank("灭火器", Accept(value="*灭火*", match="glob")), "干粉灭火装置", 1, "glob"),
        (blank("a", Accept(value="a[*]b", match="glob")), "a[x]b", 1, "glob"),
        (blank("a", Accept(value="a[*]b", match="glob")), "a*b", 0, "no_match"),
        (blank("a", Accept(value="关火，*锅盖", match="glob")), "关火,盖锅盖。", 1, "glob"),
        (blank("灭火器", Accept(value="(干粉|水基)灭火器", match="regex")), "水基灭火器", 1, "regex"),
        (blank("AB", Accept(value="[A-Z]{2}\\d", match="regex")), " ab1 ", 1, "regex"),
        (blank("灭火器", Accept(value="灭火", weight=Decimal("0.5"))), "灭火", Fraction(1, 2), "exact"),
        (blank(Accept(value="Fire", match="exact")), "fire", 0, "no_match"),
        (blank(Accept(value="Fire", match="exact")), " Fire", 1, "exact"),
        (blank("x", Accept(value="fire", match="contains", weight=Decimal("0.5"))), "？", 0, "empty"),
        (
            blank("a", Accept(value="fire", match="contains", weight=Decimal("0.5")), "fire door"),
            "Fire Door", 1, "normal",
        ),
    ],
)  # fmt: skip
def test_one_blank(key, text, expected, rule):
    found = mark(fill(key), FillAnswer(texts=(text,)))
    assert (found.share, found.rule) == (expected, rule)


def texts(*values: str) -> FillAnswer:
    return FillAnswer(texts=values)


def test_blanks_count_by_their_weight():
    question = fill(blank("a", weight=Decimal(3)), blank("b"))
    assert mark(question, texts("a", "x")) == Mark(
        verdict=Verdict.PARTLY, share=Fraction(3, 4), rule="exact,no_match"
    )
    assert share(question, texts("a", "b")) == 1
    assert share(question, texts("b", "a")) == 0


def test_free_order_finds_the_best_places():
    question = fill(blank("a", "b"), blank("a"), blank("c"), unordered=True)
    assert share(question, texts("c", "a", "b")) == 1
    assert share(question, texts("b", "x", "a")) == Fraction(2, 3)


def test_the_same_text_does_not_count_twice_in_free_order():
    question = fill(blank("水", "沙"), blank("水", "沙"), unordered=True)
    assert share(question, texts("水", "水。")) == Fraction(1, 2)
    assert share(question, texts("沙", "水")) == 1


def test_some_right_blanks_can_be_enough():
    question = fill(blank("a"), blank("b"), blank("c"), min_correct=2)
    assert share(question, texts("a", "x", "c")) == 1
    assert share(question, texts("a", "b", "c")) == 1
    assert share(question, texts("a", "x", "y")) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("accept", "text", "expected", "rule"),
    [
        (near("10"), "十", 1, "value"), (near("10"), "10.0", 1, "value"), (near("10"), "10.4", 0, "no_match"),
        (near("10", abs_tol=Decimal("0.5")), "10.5", 1, "tolerance"),
        (near("10", abs_tol=Decimal("0.5")), "10.51", 0, "no_match"),
        (near("200", rel_tol=Decimal("0.05")), "190", 1, "tolerance"),
        (near("-200", rel_tol=Decimal("0.05")), "-211", 0, "no_match"),
        (near("3.14", decimals=2), "3.1415", 1, "value"), (near("3.14", decimals=2), "3.146", 0, "no_match"),
        (NumberRange(lo=Decimal(100), hi=Decimal(120)), "120", 1, "range"),
        (NumberRange(lo=Decimal(100), hi=Decimal(120)), "121", 0, "no_match"),
        (NumberRange(lo=Decimal(100), hi=Decimal(120)), "99", 0, "no_match"),
        (NumberRange(lo=Decimal(100), lo_open=True), "100", 0, "no_match"),
        (NumberRange(lo=Decimal(100), lo_open=True), "1,000", 1, "range"),
        (NumberRange(hi=Decimal(5), hi_open=True), "5", 0, "no_match"),
        (NumberRange(hi=Decimal(5), hi_open=True), "-4.9", 1, "range"),
    ],
)  # fmt: skip
def test_numbers(accept, text, expected, rule):
    found = mark(numeric(accept), NumericAnswer(text=text))
    assert (found.share, found.rule) == (expected, rule)


@pytest.mark.parametrize("text", ["9" * 24, "9" * 30, "9" * 15 + "亿", "0." + "9" * 22, "9.9" + "亿" * 20])
def test_enormous_numbers_are_merely_wrong(text):
    question = numeric(near("3", decimals=6), NumberRange(lo=Decimal(1), hi=Decimal(2)), unit="%")
    assert mark(question, NumericAnswer(text=text + "%")).share == 0


def test_the_best_accepted_number_counts():
    question = numeric(near("10"), near("10", abs_tol=Decimal(5), weight=Decimal("0.5")))
    assert share(question, NumericAnswer(text="10")) == 1
    assert share(question, NumericAnswer(text="12")) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("unit", "text", "verdict", "rule"),
    [
        ("公斤", "10 kg", "right", "value"), ("公斤", "10公斤。", "right", "value"),
        ("公斤", "10", "right", "value"),
        ("公斤", "10g", "wrong", "other_unit"),
        ("公斤", "10大包", "needs_judge", "unknown_unit"),
        ("公斤", "11大包", "wrong", "no_match"), ("大包", "10 大包", "right", "value"),
        ("大包", "10kg", "wrong", "other_unit"), (None, "10 大包", "right", "value"),
        ("%", "10%", "right", "value"), ("%", "百分之十", "right", "value"), ("%", "10", "right", "value"),
        (None, "1000%", "right", "value"),
    ],
)  # fmt: skip
def test_units_behind_the_number(unit, text, verdict, rule):
    found = mark(numeric(unit=unit), NumericAnswer(text=text))
    assert (found.verdict, found.rule) == (verdict, rule)


def test_a_mark_for_the_judge_earns_nothing_yet():
    assert share(numeric(unit="公斤"), NumericAnswer(text="10大包")) == 0


@pytest.mark.parametrize(
    ("scoring", "given", "expected"),
    [
        ("exact", "cadb", 1), ("exact", "acdb", 0),
        ("position", "acdb", Fraction(1, 2)), ("position", "cadb", 1),
        ("adjacent", "dbca", Fraction(2, 3)), ("adjacent", "bdac", 0), ("adjacent", "cadb", 1),
    ],
)  # fmt: skip
def test_orders(scoring, given, expected):
    assert share(order(scoring=scoring), OrderAnswer(sequence=tuple(given))) == expected


def test_matches_count_by_pair():
    assert share(match(), pair(a="q", b="p", c="s")) == 1
    assert share(match(), pair(a="q", b="s", c="p")) == Fraction(1, 3)
    assert share(match(), pair(c="s")) == Fraction(1, 3)
    heavy = match(weights={"a": Decimal(2)})
    assert share(heavy, pair(a="q")) == Fraction(1, 2)
    strict = match(scoring="all_or_nothing")
    assert share(strict, pair(a="q", b="p")) == 0
    assert share(strict, pair(a="q", b="p", c="s")) == 1


def test_what_cannot_belong_is_wrong_with_its_reason():
    assert mark(single(), choose("x")) == Mark(
        verdict=Verdict.WRONG, share=Fraction(0), rule="unknown_option"
    )


def test_a_draft_cannot_be_marked():
    draft = ask(true_false_body(), None)
    with pytest.raises(ValueError, match="no key"):
        mark(draft, choose(["true"]))
    with pytest.raises(ValueError, match="no key"):
        right_answer(draft)
    with pytest.raises(ValueError, match="no key"):
        wrong_answer(draft, 0)


def test_marks_travel_as_json_exactly():
    found = mark(multiple(scoring="per_option"), choose("ab"))
    assert Mark.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("question", [*every_kind(), fill(blank("灭火器"))], ids=lambda q: q.kind)
def test_wrong_answers_are_various_plausible_and_repeatable(question):
    wrong = [wrong_answer(question, pick) for pick in range(12)]
    assert wrong == [wrong_answer(question, pick) for pick in range(12)]
    assert question.kind in ("true_false",) or len(set(wrong)) >= 3
    assert all(mark(question, answer).verdict is not Verdict.RIGHT for answer in wrong)


def test_a_key_that_takes_everything_leaves_nothing_wrong():
    all_even = {"a": Decimal(1), "b": Decimal(1)}
    question = multiple("ab", "ab", most=1, scoring="weights", weights=all_even)
    with pytest.raises(ValueError, match="every answer"):
        wrong_answer(question, 0)


@pytest.mark.parametrize(
    ("accept", "shown"),
    [
        (near("-0.50"), "-0.5"),
        (NumberRange(lo=Decimal(1), hi=Decimal(2)), "1"),
        (NumberRange(lo=Decimal(1), hi=Decimal(2), lo_open=True), "2"),
        (NumberRange(lo=Decimal(1), hi=Decimal(2), lo_open=True, hi_open=True), "1.5"),
        (NumberRange(lo=Decimal(1), lo_open=True), "2"),
        (NumberRange(hi=Decimal(1), hi_open=True), "0"),
    ],
)
def test_the_number_to_reveal(accept, shown):
    assert right_answer(numeric(accept)) == NumericAnswer(text=shown)


def test_wrong_numbers_lie_outside_every_range():
    question = numeric(NumberRange(lo=Decimal(0)), NumberRange(hi=Decimal(-50)))
    assert {wrong_answer(question, pick) for pick in range(40)} == {
        NumericAnswer(text="-1"),
        NumericAnswer(text="-2"),
        NumericAnswer(text="-49"),
    }


def test_the_options_to_reveal_stand_in_file_order():
    assert right_answer(multiple("dba")) == choose("abd")
    assert right_answer(weighted(2, a="1", b="3", d="2")) == choose("bd")


@given(questions())
def test_the_right_answer_is_always_right(question):
    answer = right_answer(question)
    assert answer_fits(question, answer) is None
    judged = question.kind == "open"
    assert mark(question, answer).verdict is (Verdict.NEEDS_JUDGE if judged else Verdict.RIGHT)


@given(questions(), st.integers(0, 50))
def test_a_wrong_answer_is_never_right_and_shares_stay_in_bounds(question, pick):
    try:
        answer = wrong_answer(question, pick)
    except ValueError:
        key = question.key
        assert isinstance(key, ChoiceKey)
        assert key.scoring == "weights"
        return
    found = mark(question, answer)
    assert found.verdict is not Verdict.RIGHT
    assert 0 <= found.share < 1


@given(questions(), st.text(max_size=30), st.data())
def test_any_answer_gets_a_mark_in_bounds(question, text, data):
    answers: list[Answer] = [
        ChoiceAnswer(chosen=tuple(data.draw(st.lists(st.sampled_from(["a", "b", "true"]), max_size=3)))),
        FillAnswer(texts=(text,) * data.draw(st.integers(0, 3))),
        NumericAnswer(text=text),
        OrderAnswer(sequence=("a", "b")),
        MatchAnswer(pairs=(("a", "p"),)),
        OpenAnswer(text=text),
        HotspotAnswer(points=tuple(data.draw(st.lists(st.tuples(places, places), max_size=4)))),
    ]
    for answer in answers:
        found = mark(question, answer)
        assert 0 <= found.share <= 1
        assert (found.share == 1) is (found.verdict is Verdict.RIGHT)


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_a_number_is_right_only_where_the_key_says(value, typed):
    found = mark(numeric(NumberNear(value=value)), NumericAnswer(text=str(typed)))
    assert (found.verdict is Verdict.RIGHT) is (value == typed)
