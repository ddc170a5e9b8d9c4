"""Numbers as people write them: 1,200 · １２３ · 一百二十三 · 壹佰 · 三点一四 · 1万2千 · 百分之五十.

Used by `normalise` (which re-exports `parse_number`) and by the marking of numeric answers.
"""

import re
import unicodedata
from decimal import Decimal

_DIGITS = {char: value for value, chars in enumerate(
    ("0零〇", "1一壹", "2二贰貳两兩", "3三叁參", "4四肆", "5五伍", "6六陆陸", "7七柒", "8八捌", "9九玖")
) for char in chars}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CHARS = "".join([*_DIGITS, *_SMALL, *_LARGE])
_MAX_LENGTH = 24

_RUN = rf"[{_CHARS}]+(?:[.点點,][{_CHARS}]+)*"
_SHARES = {"百分之": 100, "千分之": 1_000, "%": 100, "‰": 1_000}
_WHOLES = {"百分之": "百", "千分之": "千"}
NUMBER = re.compile(rf"(百分之|千分之)?({_RUN})(?:([%‰])(?![%‰.点點,{_CHARS}]))?")
"""A number inside a text: share word, digits, per cent sign."""

_QUANTITY = re.compile(rf"([+\-−负負]?)\s*((?:百分之|千分之)?{_RUN}[%‰]?)\s*(.*)", re.DOTALL)


def parse_number(text: str) -> Decimal | None:
    """The number the whole text stands for, or None. Per cent becomes a fraction: 50% is 0.5."""
    found = read_quantity(text)
    return found[0] if found is not None and not found[1] else None


def read_quantity(text: str) -> tuple[Decimal, str] | None:
    """A leading number and what stands behind it (the unit, or nothing), or None without a number."""
    found = _QUANTITY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    sign, number, rest = found.groups()
    shape = NUMBER.fullmatch(number)
    value = number_of(shape) if shape is not None else None
    if value is None:
        return None
    return (-value if sign and sign != "+" else value), rest.strip()


def number_of(found: re.Match[str]) -> Decimal | None:
    """The value of a match of `NUMBER`, or None if its characters make no number (such as 万一)."""
    before, run, behind = found.groups()
    if before and behind:
        return None
    if before and run == _WHOLES[before]:
        return Decimal(1)
    value = _run(run)
    return None if value is None else value / _SHARES.get(before or behind or "", 1)


def _run(run: str) -> Decimal | None:
    """The value of digits and units, perhaps with a fraction: 1,200 · 三点一四 · 1.5万."""
    if len(run) > _MAX_LENGTH:
        return None
    whole, *fractions = re.split("[.点點]", run)
    unit = _LARGE.get(run[-1], 1) if fractions else 1
    digits = "".join(fractions)[: -1 if unit > 1 else None]
    number = _whole(whole)
    if number is None or len(fractions) > 1 or bool(fractions) is not bool(digits):
        return None
    if not all(char in _DIGITS for char in digits):
        return None
    return Decimal(f"{number}.{_plain(digits)}") * unit if digits else Decimal(number)


def _plain(digits: str) -> str:
    return "".join(str(_DIGITS[char]) for char in digits)


def _whole(run: str) -> int | None:
    if "," in run:
        if not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", run):
            return None
        run = run.replace(",", "")
    if all(char in _DIGITS for char in run):
        return int(_plain(run))
    return _with_units(run)


def _with_units(run: str) -> int | None:
    """The value of digits mixed with 十百千万亿, or None if the units do not go down as in speech.

    A single digit at the end belongs to the next lower unit: 三千五 is 3500, 三千零五 is 3005.
    """
    total = section = 0
    last_large, last_small, last = 10**12, 10**4, 1
    digits = ""
    for char in run:
        if char in _DIGITS:
            digits += str(_DIGITS[char])
            continue
        if char in _SMALL:
            last = _SMALL[char]
            if last >= last_small or not (digits or last == 10):
                return None
            section += int(digits or 1) * last
            last_small = last
        else:
            last = _LARGE[char]
            section += int(digits or 0)
            if last >= last_large or section == 0:
                return None
            total += section * last
            section, last_large, last_small = 0, last, 10**4
        digits = ""
    return total + section + int(digits or 0) * (last // 10 if len(digits) == 1 else 1)


def written(value: Decimal) -> str:
    """The shortest plain way to write a number: no exponent, no trailing zeros."""
    plain = format(value, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"
