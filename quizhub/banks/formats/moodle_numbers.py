"""Numbers as Moodle writes them, and the numeric question they make. Used by the Moodle reader."""

import re
from collections.abc import Iterable
from decimal import Decimal

from quizhub.banks.making import Shape, numeric

_NUMBER = re.compile(r"\s*([+-]?\d{1,18}(?:[.,]\d{0,18})?|[+-]?[.,]\d{1,18})(?:[eE]([+-]?\d{1,2}))?\s*")

_LONGEST = 25
"""Digits of a number that are still written out; the model refuses far smaller ones."""

Tolerated = tuple[Decimal, Decimal, Decimal]
"""What it earns in per cent, the number, and how far beside it is still right."""


def number_of(written: str) -> Decimal | None:
    """The number in a text with point or comma, or None."""
    found = _NUMBER.fullmatch(written)
    if found is None:
        return None
    value = Decimal(found[1].replace(",", ".")).scaleb(int(found[2] or 0))
    return plain_number(value)


def plain_number(value: Decimal) -> Decimal:
    """The number without zeros at its end and without an exponent."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if 0 <= short.adjusted() < _LONGEST and short == int(short) else short


def places(values: Iterable[Decimal]) -> int:
    """How many decimals it takes to write the numbers, as far as an input offers them."""
    return min(max((-int(value.as_tuple().exponent) for value in values), default=0), 6)


def numbers_shape(answers: Iterable[Tolerated], unit: str | None = None) -> Shape:
    """A numeric question; what earns nothing is left out, the best stands first."""
    right = sorted((one for one in answers if one[0] > 0), key=lambda one: -one[0])
    accept = [
        {"value": value, "abs_tol": abs(tolerance), "weight": min(round(earned / right[0][0], 7), Decimal(1))}
        for earned, value, tolerance in right
    ]
    return numeric(accept, unit, places(value for _, value, _ in right))
