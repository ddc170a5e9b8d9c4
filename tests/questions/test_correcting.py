"""A question with another answer as its key: what can be one, what cannot, and marking by several."""

from decimal import Decimal

import pytest

from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    MatchAnswer,
    NumericAnswer,
    OrderAnswer,
)
from quizhub.questions.correcting import NoSuchKey, best_mark, with_key_of
from quizhub.questions.marking import Verdict, mark, right_answer
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
    NumericBody,
    NumericKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
)


def options(names: str) -> tuple[Option, ...]:
    return tuple(Option(id=name, text={"en": name}) for name in names)


def question(body, key, stem: str = "?") -> Question:
    return Question(id="q", stem={"en": stem}, body=body, key=key)


SINGLE = question(
    ChoiceBody(kind="single_choice", options=options("abc")), ChoiceKey(kind="single_choice", correct=("a",))
)
MULTIPLE = question(
    ChoiceBody(kind="multiple_choice", options=options("abcd")),
    ChoiceKey(
        kind="multiple_choice",
        correct=("a", "b"),
        scoring="weights",
        weights={"a": Decimal(1), "b": Decimal(1), "c": Decimal(-1)},
    ),
)
FILL = question(
    FillBody(blanks=(Blank(id="x"),)),
    FillKey(blanks=(BlankKey(accept=(Accept(value="119"),)),)),
    stem="call ____",
)
NUMBER = question(NumericBody(unit={"en": "min"}), NumericKey(accept=(NumberNear(value=Decimal(10)),)))
ORDER = question(OrderBody(items=options("abc")), OrderKey(sequence=("a", "b", "c")))
MATCH = question(MatchBody(left=options("ab"), right=options("pq")), MatchKey(pairs=(("a", "p"), ("b", "q"))))

CORRECTED: list[tuple[Question, Answer]] = [
    (SINGLE, ChoiceAnswer(chosen=("c",))),
    (MULTIPLE, ChoiceAnswer(chosen=("a", "c"))),
    (FILL, FillAnswer(texts=("120",))),
    (NUMBER, NumericAnswer(text="12")),
    (ORDER, OrderAnswer(sequence=("c", "b", "a"))),
    (MATCH, MatchAnswer(pairs=(("a", "q"), ("b", "p")))),
]


@pytest.mark.parametrize(("old", "answer"), CORRECTED, ids=lambda part: getattr(part, "kind", None))
def test_the_answer_becomes_the_right_one_and_the_old_one_wrong(old, answer):
    new = with_key_of(old, answer)
    assert mark(new, answer).verdict is Verdict.RIGHT
    assert right_answer(new).model_dump() == answer.model_dump()
    assert mark(new, right_answer(old)).verdict is not Verdict.RIGHT
    assert (new.stem, new.body) == (old.stem, old.body)


@pytest.mark.parametrize(("old", "answer"), CORRECTED, ids=lambda part: getattr(part, "kind", None))
def test_by_several_keys_the_best_mark_counts(old, answer):
    both = (old, with_key_of(old, answer))
    assert best_mark(both, answer).verdict is Verdict.RIGHT
    assert best_mark(both, right_answer(old)).verdict is Verdict.RIGHT


def test_weights_of_the_old_key_mean_nothing_by_the_new_one():
    key = with_key_of(MULTIPLE, ChoiceAnswer(chosen=("a", "c"))).key
    assert isinstance(key, ChoiceKey)
    assert (key.scoring, key.weights) == ("all_or_nothing", None)


@pytest.mark.parametrize(
    ("old", "answer"),
    [
        (SINGLE, NumericAnswer(text="1")),
        (SINGLE, ChoiceAnswer(chosen=("z",))),
        (FILL, FillAnswer(texts=("……",))),
        (NUMBER, NumericAnswer(text="many")),
        (ORDER, OrderAnswer(sequence=("a", "b"))),
        (MATCH, MatchAnswer(pairs=(("a", "p"),))),
        (SINGLE.model_copy(update={"key": None}), ChoiceAnswer(chosen=("a",))),
    ],
)
def test_what_cannot_be_a_key_is_refused(old, answer):
    with pytest.raises(NoSuchKey):
        with_key_of(old, answer)
