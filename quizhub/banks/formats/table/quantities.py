"""Keys of numeric questions as people write them in a cell: `100`, `100±5`, `90~110`, `(90,110]`, `≥90`.

Read and written here, so that both stay alike.
"""

import re
from decimal import Decimal
from typing import Any

from quizhub.questions.model import NumberNear, NumberRange, NumericKey

_NUMBER = r"[-+−]?\d+(?:\.\d+)?"
_NEAR = re.compile(rf"({_NUMBER})(?:(?:±|\+/-|\+-)(\d+(?:\.\d+)?)(%?))?")
_SPAN = re.compile(rf"({_NUMBER})(?:~|～|至|到|—|–|-|\.\.)({_NUMBER})")
_INTERVAL = re.compile(rf"([(\[（])({_NUMBER})[,，]({_NUMBER})([)\]）])")
_BOUND = re.compile(rf"(≥|>=|≧|>|≤|<=|≦|<)({_NUMBER})")


def read_quantities(key: str, unit: str = "") -> tuple[list[dict[str, Any]], int] | None:
    """The accepted numbers as the model's plain values, and their decimals; None when they are no numbers."""
    parts = [part for part in re.split(r"[|;；]|(?<=\D),", _bare(key, unit)) if part]
    found = [_quantity(part) for part in parts]
    accepted = [one for one in found if one is not None]
    if not accepted or len(accepted) < len(found):
        return None
    places = [len(digits) for digits in re.findall(r"\.(\d+)", key)]
    return accepted, min(max(places, default=0), 6)


def _bare(key: str, unit: str) -> str:
    key = re.sub(r"\s+", "", key)
    return key.replace(unit, "") if unit else key


def _quantity(part: str) -> dict[str, Any] | None:
    if found := _NEAR.fullmatch(part):
        value, tolerance, percent = found.groups()
        near = {"value": _decimal(value)}
        if tolerance:
            near["rel_tol" if percent else "abs_tol"] = Decimal(tolerance) / (100 if percent else 1)
        return near
    if found := _SPAN.fullmatch(part):
        return {"lo": _decimal(found[1]), "hi": _decimal(found[2])}
    if found := _INTERVAL.fullmatch(part):
        opened, low, high, closed = found.groups()
        ends = {"lo": _decimal(low), "hi": _decimal(high)}
        return ends | {"lo_open": opened not in "[", "hi_open": closed not in "]"}
    if found := _BOUND.fullmatch(part):
        end = "lo" if found[1] in "≥>=≧" else "hi"
        return {end: _decimal(found[2])} | ({f"{end}_open": True} if found[1] in "<>" else {})
    return None


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace("−", "-"))


def written_quantities(key: NumericKey, decimals: int) -> str:
    """The accepted numbers as `read_quantities` reads them."""
    return "|".join(_written(one, decimals) for one in key.accept)


def _written(one: NumberNear | NumberRange, decimals: int) -> str:
    if isinstance(one, NumberNear):
        if one.rel_tol:
            return f"{_plain(one.value, decimals)}±{_plain(one.rel_tol * 100)}%"
        tolerance = f"±{_plain(one.abs_tol)}" if one.abs_tol else ""
        return f"{_plain(one.value, decimals)}{tolerance}"
    if one.lo is None or one.hi is None:
        sign, end = (
            ("<" if one.hi_open else "≤", one.hi) if one.lo is None else (">" if one.lo_open else "≥", one.lo)
        )
        assert end is not None, "a range has an end"
        return f"{sign}{_plain(end, decimals)}"
    left, right = "(" if one.lo_open else "[", ")" if one.hi_open else "]"
    return f"{left}{_plain(one.lo, decimals)},{_plain(one.hi, decimals)}{right}"


def _plain(value: Decimal, decimals: int = 0) -> str:
    """The number without an exponent, with at least so many decimals."""
    written = format(value.normalize(), "f")
    have = len(written.partition(".")[2])
    if have < decimals:
        written += ("" if have else ".") + "0" * (decimals - have)
    return written


def is_simple(key: NumericKey) -> bool:
    """Whether a cell can say all of the key: no weights, no rounding, one tolerance."""
    near = [one for one in key.accept if isinstance(one, NumberNear)]
    rounded = any(one.decimals is not None or (one.rel_tol and one.abs_tol) for one in near)
    return not rounded and all(one.weight == 1 for one in key.accept)
