"""What a player hands in, by kind, and whether it can belong to a question.

Answers carry ids and raw text, never letters: letters depend on the order shown on that screen.
Whether an answer is right is the business of `marking`.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from quizhub.questions.bodies import (
    MAX_ITEMS,
    MAX_OPEN_CHARS,
    ChoiceBody,
    FillBody,
    HotspotBody,
    MatchBody,
    NumericBody,
    OpenBody,
    OrderBody,
)
from quizhub.questions.model import Question
from quizhub.questions.normalise import normalise, read_quantity
from quizhub.questions.regions import cell_of
from quizhub.questions.text import Frozen, text_in

Picked = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Typed = Annotated[str, StringConstraints(max_length=200)]


def _shortened(part: float) -> float:
    return round(part, 4)


Place = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), AfterValidator(_shortened)]
"""A part of a picture's width or height; a ten-thousandth is finer than any finger."""


def _as_pairs(value: Any) -> Any:
    return tuple(value.items()) if isinstance(value, Mapping) else value


class ChoiceAnswer(Frozen):
    """The ids of the chosen options, in any order."""

    kind: Literal["choice"] = "choice"
    chosen: Annotated[tuple[Picked, ...], Field(max_length=MAX_ITEMS)]


class FillAnswer(Frozen):
    """One text for each blank, as typed; an empty one leaves its blank open."""

    kind: Literal["fill"] = "fill"
    texts: Annotated[tuple[Typed, ...], Field(max_length=MAX_ITEMS)]


class NumericAnswer(Frozen):
    """A number as typed, perhaps with its unit behind it."""

    kind: Literal["numeric"] = "numeric"
    text: Typed


class OrderAnswer(Frozen):
    """The ids of all items in the order the player gave them."""

    kind: Literal["order"] = "order"
    sequence: Annotated[tuple[Picked, ...], Field(max_length=MAX_ITEMS)]


class MatchAnswer(Frozen):
    """Pairs of (left id, right id); a mapping is taken too. Items may be left without a partner."""

    kind: Literal["match"] = "match"
    pairs: Annotated[
        tuple[tuple[Picked, Picked], ...], Field(max_length=MAX_ITEMS), BeforeValidator(_as_pairs)
    ]


class OpenAnswer(Frozen):
    """Words of one's own, as typed."""

    kind: Literal["open"] = "open"
    text: Annotated[str, StringConstraints(max_length=MAX_OPEN_CHARS)]


class HotspotAnswer(Frozen):
    """Points on the picture as (x, y), parts of its width and height from the upper left corner."""

    kind: Literal["hotspot"] = "hotspot"
    points: Annotated[tuple[tuple[Place, Place], ...], Field(max_length=MAX_ITEMS)]


Answer = Annotated[
    ChoiceAnswer | FillAnswer | NumericAnswer | OrderAnswer | MatchAnswer | OpenAnswer | HotspotAnswer,
    Field(discriminator="kind"),
]


def answer_fits(question: Question, answer: Answer) -> str | None:
    """Why the answer cannot belong to the question, as a code, or None if it can.

    Codes: wrong_kind, empty, too_few, too_many, unknown_option, repeated_option, blank_count, too_long,
    no_number, not_a_permutation, right_used_twice.
    """
    match question.body, answer:
        case ChoiceBody() as body, ChoiceAnswer(chosen=chosen):
            return _choice_fits(body, chosen)
        case FillBody() as body, FillAnswer(texts=texts):
            return _fill_fits(body, texts)
        case NumericBody(), NumericAnswer(text=text):
            return _number_fits(text)
        case OrderBody() as body, OrderAnswer(sequence=sequence):
            return None if sorted(sequence) == sorted(body.ids) else "not_a_permutation"
        case MatchBody() as body, MatchAnswer(pairs=pairs):
            return _match_fits(body, pairs)
        case OpenBody(max_chars=most), OpenAnswer(text=text):
            return _open_fits(most, text.strip())
        case HotspotBody(max_clicks=most), HotspotAnswer(points=points):
            return "empty" if not points else "too_many" if len(points) > most else None
    return "wrong_kind"


def _open_fits(most: int, text: str) -> str | None:
    if not text:
        return "empty"
    return "too_long" if len(text) > most else None


def _choice_fits(body: ChoiceBody, chosen: tuple[str, ...]) -> str | None:
    if not chosen:
        return "empty"
    if not set(chosen).issubset(body.ids):
        return "unknown_option"
    if len(set(chosen)) < len(chosen):
        return "repeated_option"
    if len(chosen) > body.max_select:
        return "too_many"
    return "too_few" if len(chosen) < body.min_select else None


def _fill_fits(body: FillBody, texts: tuple[str, ...]) -> str | None:
    if len(texts) != len(body.blanks):
        return "blank_count"
    if not any(text.strip() for text in texts):
        return "empty"
    if any(len(text.strip()) > blank.max_chars for text, blank in zip(texts, body.blanks, strict=True)):
        return "too_long"
    return None


def _number_fits(text: str) -> str | None:
    if not text.strip():
        return "empty"
    return None if read_quantity(text) is not None else "no_number"


def _match_fits(body: MatchBody, pairs: tuple[tuple[str, str], ...]) -> str | None:
    if not pairs:
        return "empty"
    lefts, rights = [left for left, _ in pairs], [right for _, right in pairs]
    if not (set(lefts) <= set(body.left_ids) and set(rights) <= set(body.right_ids)):
        return "unknown_option"
    if len(set(lefts)) < len(lefts):
        return "repeated_option"
    if not body.reuse_right and len(set(rights)) < len(rights):
        return "right_used_twice"
    return None


def plain_answer(answer: Answer) -> dict[str, Any]:
    """The answer as JSON holds it: what `model_dump(mode="json")` gives, at two thirds of its cost."""
    plain: dict[str, Any] = type(answer).__pydantic_serializer__.to_python(answer, mode="json")
    return plain


def describe_answer(
    question: Question, answer: Answer, language: str, option_order: Sequence[str] | None = None
) -> str:
    """A short text for a person: `B`, `A C`, `正确`, the typed text, `C-A-B`, `A-2 B-1`, cells (`C4 F7`).

    Letters follow `option_order`, the ids as they are shown; without it the file's order. In a match the
    left side has letters in file order and `option_order` numbers the right. Unknown ids stay as they are.
    """
    match question.body, answer:
        case ChoiceBody() as body, ChoiceAnswer(chosen=chosen):
            if body.kind != "true_false":
                return " ".join(sorted(_letters(option_order or body.ids, chosen)))
            words = {option.id: text_in(option.text, language) for option in body.options}
            return " ".join(words.get(name, name) for name in chosen)
        case OrderBody() as body, OrderAnswer(sequence=sequence):
            return "-".join(_letters(option_order or body.ids, sequence))
        case MatchBody() as body, MatchAnswer(pairs=pairs):
            return _describe_pairs(body, pairs, option_order or body.right_ids)
    return _typed(answer)


def _typed(answer: Answer) -> str:
    match answer:
        case FillAnswer(texts=texts):
            return " / ".join(text.strip() or "–" for text in texts)
        case NumericAnswer(text=text) | OpenAnswer(text=text):
            return text.strip()
        case HotspotAnswer(points=points):
            return " ".join(sorted(cell_of(point) for point in points))
    return answer.model_dump_json(exclude={"kind"})


def _letters(order: Sequence[str], ids: Sequence[str]) -> list[str]:
    return [letter_at(order.index(name)) if name in order else name for name in ids]


def letter_at(place: int) -> str:
    """The letter of the option shown at a place counted from 0: A, B, C …"""
    return chr(ord("A") + place)


def _describe_pairs(body: MatchBody, pairs: tuple[tuple[str, str], ...], rights: Sequence[str]) -> str:
    letters = {name: letter_at(place) for place, name in enumerate(body.left_ids)}
    numbers = {name: place for place, name in enumerate(rights, start=1)}
    lefts = sorted((letters.get(left, left), right) for left, right in pairs)
    return " ".join(f"{left}-{numbers.get(right, right)}" for left, right in lefts)


def same_answer(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same, as far as can be told without the key (for counting answers)."""
    return _essence(one) == _essence(other)


def _essence(answer: Answer) -> object:
    match answer:
        case ChoiceAnswer(chosen=chosen):
            return frozenset(chosen)
        case FillAnswer(texts=texts):
            return tuple(normalise(text) for text in texts)
        case NumericAnswer(text=text):
            return read_quantity(text) or text
        case OpenAnswer(text=text):
            return normalise(text)
        case HotspotAnswer(points=points):
            return frozenset(points)
        case MatchAnswer(pairs=pairs):
            return frozenset(pairs)
    return answer.sequence
