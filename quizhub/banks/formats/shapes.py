"""Shapes that several formats with per-option points make: choices with pictures and shares of the points."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from quizhub.banks.formats.gaps import FULL
from quizhub.banks.making import Shape, choice
from quizhub.questions.bodies import MAX_ITEMS

Pictured = tuple[str, str | None]
"""The words of an option and the id of its picture."""

_NEAR = Decimal("0.01")


def pictured_choice(
    options: Sequence[Pictured], right: Collection[int], kind: str | None = None, **key: Any
) -> Shape:
    """A choice whose options may show a picture; more fields of its key by name."""
    body, values = choice([text for text, _ in options], right, kind)
    for option, (_, media) in zip(body["options"], options, strict=True):
        if media is not None:
            option["media"] = media
    return body, None if values is None else {**values, **key}


def weighted_choice(options: Sequence[Pictured], earned: Sequence[Decimal], single: bool) -> Shape:
    """A choice by what each option earns in per cent: the plainest scoring that gives the same points."""
    right = [n for n, share in enumerate(earned) if share > 0]
    kind = "single_choice" if single else "multiple_choice"
    scoring = plain_scoring([earned[n] for n in right], [e for e in earned if e <= 0], single)
    body, key = pictured_choice(options, right, kind)
    if key is None:
        return body, None
    if scoring is not None:
        return body, {**key, "scoring": scoring}
    ids = [option["id"] for option in body["options"]]
    weights = {name: share / 100 for name, share in zip(ids, earned, strict=True) if share}
    return limited((body, {**key, "scoring": "weights", "weights": weights}))


def limited(shape: Shape) -> Shape:
    """A single choice in which every option earns something, as a multiple one of which one may be chosen.

    The model wants a wrong option in every single choice.
    """
    body, key = shape
    if key is None or "weights" not in key or body["kind"] != "single_choice":
        return shape
    if len(key["correct"]) < len(body["options"]):
        return shape
    return {**body, "kind": "multiple_choice", "max_select": 1}, {**key, "kind": "multiple_choice"}


def fits(asked: tuple[str, Shape] | None) -> tuple[str, Shape] | None:
    """What is asked, or None when it has too few or too many options, items or blanks for the model."""
    if asked is None:
        return None
    body = asked[1][0]
    parts = [body[name] for name in ("options", "items", "left", "right") if name in body]
    enough = all(2 <= len(part) <= MAX_ITEMS for part in parts)
    return asked if enough and 1 <= len(body.get("blanks", "1")) <= MAX_ITEMS else None


def plain_scoring(right: Sequence[Decimal], wrong: Sequence[Decimal], single: bool) -> str | None:
    """The scoring without weights that gives the same points, if there is one; all in per cent."""
    if not right or max(right) - min(right) > _NEAR:
        return None
    if single:
        return "all_or_nothing" if min(right) >= FULL else None
    if wrong and all(share <= -FULL for share in wrong):
        return "no_wrong_partial"
    if wrong and all(abs(share + right[0]) <= _NEAR for share in wrong):
        return "per_option"
    return None
