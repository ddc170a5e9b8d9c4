"""Marking of what is typed: the texts of blanks, and numbers with their unit.

Used by `marking` only, which has made sure that the answer can belong to the question.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from fnmatch import translate
from fractions import Fraction
from functools import cache

from quizhub.questions.bodies import NumericBody
from quizhub.questions.keys import Accept, BlankKey, FillKey, NumberNear, NumberRange, NumericKey
from quizhub.questions.marks import Mark, Verdict, mark_of
from quizhub.questions.normalise import normalise, read_quantity
from quizhub.questions.patterns import LONGEST_ANSWER, matches_pattern
from quizhub.questions.units import canonical_unit

_WIDE = Context(prec=100)
"""Room for every number that can be typed, as rounding one that does not fit is an error."""
_Credit = tuple[Fraction, str]
_ANY, _ONE = "\ue000", "\ue001"
"""Stand for wildcards while a value is normalised, which would change or strip them."""
_RULES = ("exact", "normal", "numeral", "regex", "glob", "contains")


def mark_fill(key: FillKey, texts: tuple[str, ...]) -> Mark:
    """Mark the texts of all blanks; the rule names what decided each blank, in their order."""
    credits = _free_order(key, texts) if key.unordered else _in_order(key, texts)
    rule = ",".join(rule for _, rule in credits)
    if key.min_correct is not None:
        return mark_of(sum((share for share, _ in credits), Fraction(0)) / key.min_correct, rule)
    weights = [Fraction(blank.weight) for blank in key.blanks]
    earned = sum((w * share for w, (share, _) in zip(weights, credits, strict=True)), Fraction(0))
    return mark_of(earned / sum(weights), rule)


def _in_order(key: FillKey, texts: tuple[str, ...]) -> list[_Credit]:
    return [_blank_credit(blank, text) for blank, text in zip(key.blanks, texts, strict=True)]


def _free_order(key: FillKey, texts: tuple[str, ...]) -> list[_Credit]:
    """The best way to give the texts to the blanks; a text written twice counts once."""
    first_places = {key.sameness(text): place for place, text in reversed(list(enumerate(texts)))}
    once = [t if first_places[key.sameness(t)] == place else "" for place, t in enumerate(texts)]
    table = [[_blank_credit(blank, text) for text in once] for blank in key.blanks]

    @cache
    def best(blank: int, free: frozenset[int]) -> tuple[Fraction, tuple[int, ...]]:
        if blank == len(table):
            return Fraction(0), ()
        ways = []
        for place in free:
            rest, places = best(blank + 1, free - {place})
            ways.append(
                (Fraction(key.blanks[blank].weight) * table[blank][place][0] + rest, (place, *places))
            )
        return max(ways)

    _, places = best(0, frozenset(range(len(once))))
    return [row[place] for row, place in zip(table, places, strict=True)]


def _blank_credit(blank: BlankKey, text: str) -> _Credit:
    """What one text earns in one blank, and the rule that accepted or refused it."""
    plain = normalise(text, blank.normal)
    if not plain:
        return Fraction(0), "empty"
    if any(plain == normalise(refused, blank.normal) for refused in blank.reject):
        return Fraction(0), "rejected"
    found = [(Fraction(a.weight), rule) for a in blank.accept if (rule := _rule_accepting(a, blank, text))]
    return max(
        found, key=lambda credit: (credit[0], -_RULES.index(credit[1])), default=(Fraction(0), "no_match")
    )


def _rule_accepting(accept: Accept, blank: BlankKey, text: str) -> str | None:
    return next((rule for rule in _accepting(accept, blank, text)), None)


def _accepting(accept: Accept, blank: BlankKey, text: str) -> Iterator[str]:
    """The rules by which one accepted value takes the text, the strictest first."""
    value, profile = accept.value, blank.normal
    plain = normalise(text, profile)
    if accept.match in ("exact", "normal") and normalise(text, "exact") == normalise(value, "exact"):
        yield "exact"
    if accept.match == "normal" and plain == normalise(value, profile):
        by_number = profile.startswith("numeral") and normalise(text) != normalise(value)
        yield "numeral" if by_number else "normal"
    if accept.match == "regex" and (matches_pattern(value, text.strip()) or matches_pattern(value, plain)):
        yield "regex"
    if accept.match == "glob" and _glob(value, profile, plain):
        yield "glob"
    if accept.match == "contains" and normalise(value, profile) in plain:
        yield "contains"


def _glob(value: str, profile: str, plain: str) -> bool:
    """Whether the text matches a value with `*` (anything) and `?` (one character)."""
    marked = value.replace("*", _ANY).replace("?", _ONE)
    pattern = normalise(marked, profile).replace("[", "[[]").replace(_ANY, "*").replace(_ONE, "?")
    return re.match(translate(pattern), plain[:LONGEST_ANSWER]) is not None


def mark_number(body: NumericBody, key: NumericKey, text: str) -> Mark:
    """Mark a number: its value first, then a unit typed behind it; an unknown unit is for a judge."""
    quantity = read_quantity(text)
    assert quantity is not None, "answer_fits lets only numbers through"
    value, rest = quantity
    if _wants_percent(body) and re.search("[%％]|百分之", text):
        value *= 100
    found = [(Fraction(accept.weight), rule) for accept in key.accept if (rule := _accepts(accept, value))]
    if not found:
        return mark_of(Fraction(0), "no_match")
    problem = _unit_problem(body, rest)
    if problem == "unknown_unit":
        return Mark(verdict=Verdict.NEEDS_JUDGE, share=Fraction(0), rule=problem)
    return mark_of(Fraction(0), problem) if problem else mark_of(*max(found))


def _accepts(accept: NumberNear | NumberRange, value: Decimal) -> str | None:
    if isinstance(accept, NumberRange):
        return "range" if _in_range(accept, value) else None
    wanted = accept.value
    if accept.decimals is not None:
        place = Decimal(1).scaleb(-accept.decimals)
        value, wanted = (n.quantize(place, ROUND_HALF_UP, _WIDE) for n in (value, wanted))
    if value == wanted:
        return "value"
    return "tolerance" if abs(value - wanted) <= max(accept.abs_tol, accept.rel_tol * abs(wanted)) else None


def _in_range(accept: NumberRange, value: Decimal) -> bool:
    if accept.lo is not None and (value < accept.lo or (accept.lo_open and value == accept.lo)):
        return False
    return accept.hi is None or value < accept.hi or (not accept.hi_open and value == accept.hi)


def _wants_percent(body: NumericBody) -> bool:
    return any(canonical_unit(normalise(unit)) == "percent" for unit in (body.unit or {}).values())


def _unit_problem(body: NumericBody, typed: str) -> str | None:
    """Why a unit typed behind the right number does not do, or None. Without a unit any will do."""
    if not normalise(typed) or body.unit is None:
        return None
    wanted = {normalise(unit) for unit in body.unit.values()}
    wanted |= {known for unit in wanted if (known := canonical_unit(unit))}
    unit = normalise(typed)
    if unit in wanted or canonical_unit(unit) in wanted:
        return None
    return "other_unit" if canonical_unit(unit) else "unknown_unit"
