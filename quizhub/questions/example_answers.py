"""Answers made from the key: the right one for the reveal, and plausible wrong ones for robots.

Nothing here decides what is right; `marking` filters the candidates.
"""

from collections.abc import Iterator
from decimal import Decimal

from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    HotspotAnswer,
    MatchAnswer,
    NumericAnswer,
    OpenAnswer,
    OrderAnswer,
)
from quizhub.questions.bodies import ChoiceBody, HotspotBody, MatchBody, OpenBody
from quizhub.questions.keys import (
    ChoiceKey,
    FillKey,
    HotspotKey,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericKey,
    OpenKey,
    OrderKey,
)
from quizhub.questions.model import Question
from quizhub.questions.normalise import parse_number
from quizhub.questions.numerals import written
from quizhub.questions.regions import GRID, Point, inner_point
from quizhub.questions.text import text_in

_OTHER_TEXTS = ("不知道", "110", "安全", "7", "?", "x")


def right_answer(question: Question) -> Answer:
    """The answer to show as the right one; ValueError for a draft."""
    match question.body, question.key:
        case ChoiceBody() as body, ChoiceKey() as key:
            return ChoiceAnswer(chosen=_best_options(body, key))
        case _, FillKey() as key:
            return FillAnswer(texts=key.shown)
        case _, NumericKey() as key:
            return NumericAnswer(text=written(_shown_number(key.accept[0])))
        case _, OrderKey() as key:
            return OrderAnswer(sequence=key.sequence)
        case _, MatchKey() as key:
            return MatchAnswer(pairs=key.pairs)
        case OpenBody(max_chars=most), OpenKey() as key:
            return OpenAnswer(text=_good_words(key)[:most])
        case HotspotBody() as body, HotspotKey() as key:
            return HotspotAnswer(points=_best_points(body, key))
    raise ValueError(f"question {question.id} has no key")


def _good_words(key: OpenKey) -> str:
    """What a judge would probably accept: the reference, else the words to listen for."""
    if key.reference is not None:
        return text_in(key.reference, "zh-Hans")
    return "，".join(key.keywords) or "……"


def _best_points(body: HotspotBody, key: HotspotKey) -> tuple[Point, ...]:
    best = sorted(key.correct, key=lambda region: -region.weight)[: body.max_clicks]
    return tuple(inner_point(region) for region in key.correct if region in best)


def _best_options(body: ChoiceBody, key: ChoiceKey) -> tuple[str, ...]:
    weights = key.weights or dict.fromkeys(key.correct, Decimal(1))
    by_weight = sorted(key.correct, key=lambda name: (-weights[name], body.ids.index(name)))
    best = by_weight[: body.max_select]
    return tuple(name for name in body.ids if name in best)


def _shown_number(accept: NumberNear | NumberRange) -> Decimal:
    """A number the entry accepts: the value, a closed end, the middle, or one beyond an open end."""
    if isinstance(accept, NumberNear):
        return accept.value
    lo, hi = accept.lo, accept.hi
    if lo is not None and not accept.lo_open:
        return lo
    if hi is not None and not accept.hi_open:
        return hi
    if lo is not None and hi is not None:
        return (lo + hi) / 2
    return lo + 1 if lo is not None else (hi or Decimal(0)) - 1


def other_answers(question: Question) -> Iterator[Answer]:
    """Answers near the right one, most of them wrong, the most plausible first."""
    match question.body, question.key:
        case ChoiceBody() as body, ChoiceKey() as key:
            return (ChoiceAnswer(chosen=chosen) for chosen in _other_options(body, key))
        case _, FillKey() as key:
            return (FillAnswer(texts=texts) for texts in _other_texts(key))
        case _, NumericKey() as key:
            return (NumericAnswer(text=written(number)) for number in _other_numbers(key))
        case _, OrderKey() as key:
            return (OrderAnswer(sequence=sequence) for sequence in _swapped(key.sequence))
        case MatchBody() as body, MatchKey() as key:
            return (MatchAnswer(pairs=pairs) for pairs in _other_pairs(body, key))
        case OpenBody(max_chars=most), _:
            return (OpenAnswer(text=text[:most]) for text in _OTHER_TEXTS)
        case HotspotBody() as body, HotspotKey() as key:
            return (HotspotAnswer(points=points) for points in _other_points(body, key))
    raise ValueError(f"question {question.id} has no key")


def _other_options(body: ChoiceBody, key: ChoiceKey) -> Iterator[tuple[str, ...]]:
    right = _best_options(body, key)
    others = [name for name in body.ids if name not in right]
    if body.max_select > 1:
        for name in right:
            yield tuple(one for one in right if one != name)
            yield from (tuple(other if one == name else one for one in right) for other in others)
        yield from ((*right, other) for other in others)
    yield from ((name,) for name in body.ids)


def _other_texts(key: FillKey) -> Iterator[tuple[str, ...]]:
    right = key.shown
    for place, text in enumerate(right):
        yield from ((*right[:place], other, *right[place + 1 :]) for other in _texts_beside(text))
    yield from ((other,) * len(right) for other in _OTHER_TEXTS)


def _texts_beside(text: str) -> Iterator[str]:
    number = parse_number(text)
    if number is not None:
        yield from (written(number + step) for step in (1, 10, -1))
    yield from _OTHER_TEXTS


def _other_numbers(key: NumericKey) -> Iterator[Decimal]:
    shown = _shown_number(key.accept[0])
    for step in (1, 2, 5, 10, -1, -2, 100):
        yield shown + step
    yield shown * 2
    for accept in key.accept:
        ends = [accept.value] if isinstance(accept, NumberNear) else [accept.lo, accept.hi]
        for end in ends:
            if end is not None:
                yield from (end + 1, end - 1, end * 3 + 1, -end * 3 - 1)


def _swapped(sequence: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for place in range(len(sequence) - 1):
        one, other = sequence[place : place + 2]
        yield (*sequence[:place], other, one, *sequence[place + 2 :])
    yield from (sequence[place:] + sequence[:place] for place in range(1, len(sequence)))


def _other_pairs(body: MatchBody, key: MatchKey) -> Iterator[tuple[tuple[str, str], ...]]:
    lefts, rights = tuple(left for left, _ in key.pairs), tuple(right for _, right in key.pairs)
    yield from (tuple(zip(lefts, other, strict=True)) for other in _swapped(rights))
    for place in range(len(lefts)):
        for right in body.right_ids:
            other = (*rights[:place], right, *rights[place + 1 :])
            yield tuple(zip(lefts, other, strict=True))


def _other_points(body: HotspotBody, key: HotspotKey) -> Iterator[tuple[Point, ...]]:
    """One area missed, one click beside the right ones, one click somewhere on the picture."""
    right = _best_points(body, key)
    cells = [((x + 0.5) / GRID, (y + 0.5) / GRID) for y in range(GRID) for x in range(GRID)]
    mistakes = [inner_point(region) for region in key.regions if not region.correct] + cells
    for place in range(len(right)):
        if len(right) > 1:
            yield (*right[:place], *right[place + 1 :])
        yield from ((*right[:place], other, *right[place + 1 :]) for other in mistakes)
