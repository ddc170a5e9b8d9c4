"""The key of a question as lines of a GIFT answer block, and what GIFT has no way to say of it.

Used by `gift_writer`; the words themselves are escaped there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizhub.banks.formats.gift_answers import decimals_of
from quizhub.questions.model import (
    Accept,
    ChoiceBody,
    ChoiceKey,
    FillKey,
    MatchBody,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    Question,
    text_in,
)

_FAR = Decimal(10) ** 15
"""Stands for an end that a range does not have: GIFT wants both."""
_SMALLEST = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Answer:
    """One line: its mark, weight in percent, words (two for a pair) and feedback; `raw` is not escaped."""

    mark: str
    words: tuple[str, ...] = ()
    name: str = ""
    weight: str | None = None
    raw: str = ""
    feedback: str = ""
    second: str = ""
    alone: bool = False
    """Whether it can stand in the braces by itself, such as `T` or `#3:1`."""


def answers_of(question: Question, language: str, ext: Mapping[str, Any]) -> Iterator[Answer]:
    """The answers of a question in file order; nothing for an open one and for a draft without options."""
    told = ext.get("feedback")
    feedback = {str(name): str(text) for name, text in told.items()} if isinstance(told, Mapping) else {}
    body, key = question.body, question.key
    match body, key:
        case ChoiceBody(kind="true_false"), ChoiceKey():
            raw = "T" if key.correct == ("true",) else "F"
            wrong, right = feedback.get("wrong", ""), feedback.get("right", "")
            yield Answer(
                "", raw=raw if wrong or not right else f"{raw}#", feedback=wrong, second=right, alone=True
            )
        case ChoiceBody(), _:
            yield from _options(body, key if isinstance(key, ChoiceKey) else None, language, feedback, ext)
        case MatchBody(), MatchKey():
            yield from _pairs(body, key, language)
        case _, FillKey():
            yield from _texts(key, feedback)
            yield from _leftovers(ext, feedback)
        case _, NumericKey():
            numbers = [*_numbers(key, feedback), *_leftovers(ext, feedback)]
            only = len(numbers) == 1 and not numbers[0].feedback
            yield from ([Answer("#", raw=numbers[0].raw, alone=True)] if only else numbers)


def remarks_of(question: Question, language: str) -> Iterator[tuple[str, str]]:
    """What only we read, in a comment: how points are shared, decimals to offer, the unit."""
    body, key = question.body, question.key
    if isinstance(key, ChoiceKey | MatchKey):
        usual = (
            "weights"
            if key.kind == "multiple_choice"
            else "per_pair"
            if key.kind == "match"
            else "all_or_nothing"
        )
        if key.scoring not in (usual, "weights"):
            yield "scoring", key.scoring
    if isinstance(body, NumericBody) and isinstance(key, NumericKey):
        if body.decimals != decimals_of([_plain(accept) for accept in key.accept]):
            yield "decimals", str(body.decimals)
        if body.unit is not None:
            yield "unit", text_in(body.unit, language)


def _options(
    body: ChoiceBody,
    key: ChoiceKey | None,
    language: str,
    feedback: Mapping[str, str],
    ext: Mapping[str, Any],
) -> Iterator[Answer]:
    weights = percents(key, bool(ext.get("percent"))) if key is not None else {}
    several = body.kind == "multiple_choice"
    for option in body.options:
        weight = weights.get(option.id, Decimal(0))
        full = not several and weight == 100
        yield Answer(
            "=" if full else "~",
            (text_in(option.text, language),),
            option.id,
            None if full or not weight else _written(weight),
            feedback=feedback.get(option.id, ""),
        )


def percents(key: ChoiceKey, as_they_are: bool = False) -> dict[str, Decimal]:
    """The weight of each option in percent: all right ones together make 100, or each where one is chosen."""
    several = key.kind == "multiple_choice"
    given = key.weights
    if given is None:
        share = Decimal(100) / len(key.correct) if several else Decimal(100)
        return dict.fromkeys(key.correct, share)
    right = [weight for weight in given.values() if weight > 0]
    whole = Decimal(100) if as_they_are else sum(right, Decimal(0)) if several else max(right)
    if abs(whole - 100) < 1:
        return dict(given)
    return {name: max(Decimal(-100), weight * 100 / whole) for name, weight in given.items()}


def _pairs(body: MatchBody, key: MatchKey, language: str) -> Iterator[Answer]:
    right = {option.id: text_in(option.text, language) for option in body.right}
    partners = dict(key.pairs)
    for option in body.left:
        yield Answer("=", (text_in(option.text, language), right[partners[option.id]]), option.id)
    for name, words in right.items():
        if name not in partners.values():
            yield Answer("=", ("", words))


def _texts(key: FillKey, feedback: Mapping[str, str]) -> Iterator[Answer]:
    blank = key.blanks[0]
    for accept in blank.accept:
        if accept.match != "regex":
            words = _wild(accept)
            weight = None if accept.weight == 1 else _written(accept.weight * 100)
            yield Answer("=", (words,), weight=weight, feedback=feedback.get(words, ""))
    for text in blank.reject:
        words = text.replace("*", "\\*")
        yield Answer("=", (words,), weight="0", feedback=feedback.get(words, ""))


def _wild(accept: Accept) -> str:
    """The text with `*` for anything; asterisks that are text get a backslash."""
    if accept.match == "glob":
        return accept.value
    plain = accept.value.replace("*", "\\*")
    return f"*{plain}*" if accept.match == "contains" else plain


def _leftovers(ext: Mapping[str, Any], feedback: Mapping[str, str]) -> Iterator[Answer]:
    """Answers that earn nothing and were only kept."""
    kept = ext.get("answers")
    for text, weight in kept if isinstance(kept, list) else ():
        mark, weighed = ("=", str(weight)) if text else ("~", None)
        yield Answer(mark, (str(text),), weight=weighed, feedback=feedback.get(str(text), ""))


def _numbers(key: NumericKey, feedback: Mapping[str, str]) -> Iterator[Answer]:
    for accept in key.accept:
        weight = None if accept.weight == 1 else _written(accept.weight * 100)
        raw = number_written(accept)
        yield Answer("=", weight=weight, raw=raw, feedback=_feedback_of(raw, feedback))


def _feedback_of(raw: str, feedback: Mapping[str, str]) -> str:
    """The feedback of a number, which may have been written with other blanks."""
    return next((text for name, text in feedback.items() if name.replace(" ", "") == raw), "")


def number_written(accept: NumberNear | NumberRange) -> str:
    """A number with its tolerance, or a range."""
    if isinstance(accept, NumberRange):
        low, high = (
            accept.lo if accept.lo is not None else -_FAR,
            accept.hi if accept.hi is not None else _FAR,
        )
        return f"{low:f}..{high:f}"
    tolerance = max(accept.abs_tol, accept.rel_tol * abs(accept.value))
    return f"{accept.value:f}:{tolerance:f}" if tolerance else f"{accept.value:f}"


def _plain(accept: NumberNear | NumberRange) -> dict[str, Decimal]:
    ends = {"lo": accept.lo, "hi": accept.hi} if isinstance(accept, NumberRange) else {"value": accept.value}
    return {name: end for name, end in ends.items() if end is not None}


def _written(percent: Decimal) -> str:
    """As few digits as say it, at most the five that Moodle uses."""
    return format(percent.quantize(_SMALLEST).normalize(), "f")
