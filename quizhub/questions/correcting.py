"""A question whose key turned out to be wrong: the same question with another answer as its key.

Used by corrections. Marking by the new key is `marking`'s business; what it changes is the contest's.
"""

from collections.abc import Sequence
from decimal import Decimal

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    HotspotAnswer,
    MatchAnswer,
    NumericAnswer,
    OrderAnswer,
    answer_fits,
)
from quizhub.questions.keys import (
    Accept,
    BlankKey,
    ChoiceKey,
    FillKey,
    HotspotKey,
    Key,
    MatchKey,
    NumberNear,
    NumericKey,
    OrderKey,
    check_key,
)
from quizhub.questions.marking import mark
from quizhub.questions.marks import Mark
from quizhub.questions.model import Question
from quizhub.questions.numerals import read_quantity
from quizhub.questions.regions import Point, Region, cell_of, hits


class NoSuchKey(ValueError):
    """The answer cannot be the key of this question."""


def with_key_of(question: Question, answer: Answer) -> Question:
    """The question as if `answer` were its right answer; the scoring stays where it still makes sense.

    Raises NoSuchKey when no key can be made of it: another kind, an unknown option, everything right,
    no number. Nor of an open question's, which only people judge.
    """
    if answer_fits(question, answer) is not None:
        raise NoSuchKey(question.id)
    try:
        key = _key_of(question, answer)
        check_key(question.body, key)
    except (ValidationError, PydanticCustomError) as refused:
        raise NoSuchKey(question.id) from refused
    return question.model_copy(update={"key": key})


def best_mark(questions: Sequence[Question], answer: Answer) -> Mark:
    """The best of the marks by several keys of one question: an answer accepted since counts in full."""
    return max((mark(question, answer) for question in questions), key=lambda found: found.share)


def _key_of(question: Question, answer: Answer) -> Key:
    match question.key, answer:
        case ChoiceKey() as key, ChoiceAnswer(chosen=chosen):
            # Weights say what each option is worth by the old key: they mean nothing by the new one.
            scoring = "all_or_nothing" if key.scoring == "weights" else key.scoring
            return ChoiceKey(kind=key.kind, correct=chosen, scoring=scoring)
        case FillKey() as key, FillAnswer(texts=texts):
            blanks = tuple(
                BlankKey(accept=(Accept(value=text),), normal=blank.normal, weight=blank.weight)
                for blank, text in zip(key.blanks, texts, strict=True)
            )
            return FillKey(blanks=blanks, unordered=key.unordered, min_correct=key.min_correct)
        case NumericKey(), NumericAnswer(text=text):
            quantity = read_quantity(text)
            assert quantity is not None, "answer_fits lets only numbers through"
            return NumericKey(accept=(NumberNear(value=quantity[0]),))
        case OrderKey() as key, OrderAnswer(sequence=sequence):
            return OrderKey(sequence=sequence, scoring=key.scoring)
        case MatchKey() as key, MatchAnswer(pairs=pairs):
            return MatchKey(pairs=pairs, scoring=key.scoring, weights=key.weights)
        case HotspotKey() as key, HotspotAnswer(points=points):
            return key.model_copy(update={"regions": _regions_at(key, points, question.aspect)})
    raise NoSuchKey(question.id)


NEW_RADIUS = Decimal("0.05")
"""Of an area made around a point where none was."""


def _regions_at(key: HotspotKey, points: tuple[Point, ...], aspect: float) -> tuple[Region, ...]:
    """The areas with those right that a point lies in, and a small circle around each other point."""
    kept = tuple(
        region.model_copy(update={"correct": any(hits(region, point, aspect) for point in points)})
        for region in key.regions
    )
    new = [point for point in points if not any(hits(region, point, aspect) for region in kept)]
    return kept + tuple(_around(point, {region.id for region in kept}, at) for at, point in enumerate(new))


def _around(point: Point, taken: set[str], number: int) -> Region:
    x, y = (Decimal(str(part)) for part in point)
    name = f"corrected-{number + 1}"
    while name in taken:
        name += "-"
    label = {"und": cell_of(point)}
    return Region(id=name, shape="circle", coords=(x, y, NEW_RADIUS), label=label)
