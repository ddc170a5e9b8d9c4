"""Typed answers of QTI 2.x and 3.0: texts and numbers, by the right value, a mapping, or comparing branches.

Used with `qti2_kinds`. The first branch that fits counts there, the best one here; a difference is told.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from lxml import etree

from quizhub.banks.formats.gaps import blanks, gap, typed, with_blanks
from quizhub.banks.formats.moodle_numbers import number_of, places
from quizhub.banks.formats.qti2_item import Branch, Declaration, Item2
from quizhub.banks.making import Shape, numeric
from quizhub.banks.xml_tree import children, found, local, words

_FULL = Decimal(100)
_MOST = Decimal("0.999999")
_LEAST = Decimal("0.000001")
_BOUNDS = {"gte": ("lo", False), "gt": ("lo", True), "lte": ("hi", False), "lt": ("hi", True)}
_MIRRORED = {"gte": "lte", "gt": "lt", "lte": "gte", "lt": "gt"}


def text_entries(item: Item2) -> tuple[str, Shape]:
    """One number, or blanks in the order of the text."""
    responses = [item.response(one) for one in item.interactions]
    if len(responses) == 1 and responses[0].is_number:
        stem = item.stem.removesuffix(gap(1)).strip() or item.element.get("title", "")
        return with_blanks(stem or gap(1)), _number(item, responses[0])
    keys = [_text_key(item, response) for response in responses]
    best = [max((v for v in response.mapping.entries.values()), default=Decimal(1)) for response in responses]
    alike = not any(item.by_mapping(response) for response in responses) or len(set(best)) == 1
    body, key = blanks(keys, () if alike else [max(one, Decimal(0)) for one in best])
    if key is not None and len(keys) > 1 and {"match", "and"} <= item.used:
        item.tell("scoring_simplified", what="and")
    return with_blanks(item.stem), (body, key)


def _text_key(item: Item2, response: Declaration) -> dict[str, Any] | None:
    mapping = response.mapping
    if item.by_mapping(response):
        best = max((*mapping.entries.values(), _LEAST))
        if mapping.default > 0:
            item.tell("scoring_simplified", what="defaultValue")
        answers = [(value / best * 100, _plain(key)) for key, value in mapping.entries.items()]
        key = typed(answers, bool(mapping.exact))
    elif response.correct and not _compared(item, response):
        key = typed([(_FULL, _plain(value)) for value in response.correct], not response.is_number)
    else:
        key = _branch_key(item, response)
    return {**key, "normal": "numeral"} if key is not None and response.is_number else key


def _plain(value: str) -> str:
    return value.replace("*", "\\*")


def _compared(item: Item2, response: Declaration) -> list[Branch]:
    """The branches that compare this response with a value of their own or with the right one."""
    ident = response.element.get("identifier", "")
    names = ("stringMatch", "equal", "equalRounded", "gte", "lte", "gt", "lt")
    return [
        branch
        for branch in item.branches
        if any(local(one) in names for one in (branch.test, *found(branch.test, *names)))
        and any(one.get("identifier") == ident for one in found(branch.test, "variable"))
    ]


def _branch_key(item: Item2, response: Declaration) -> dict[str, Any] | None:
    """Texts that branches look for, whole or as a part."""
    branches = _compared(item, response)
    accept = [one for branch in branches for one in _texts_of(branch)]
    if not accept:
        return None
    points = [branch.points for branch in branches]
    if points != sorted(points, reverse=True):
        item.tell("scoring_simplified", what="stringMatch")
    best = max(points)
    values = [
        {"value": value, "match": how, "weight": round(weight / best, 7)} for value, how, weight in accept
    ]
    whole = [one for one in values if one["match"] != "contains" and one["weight"] == 1]
    exact = all(one["match"] != "normal" for one in values)
    return {"accept": values, "normal": "exact" if exact else "basic"} if whole else None


def _texts_of(branch: Branch) -> Iterator[tuple[str, str, Decimal]]:
    for one in (branch.test, *found(branch.test, "stringMatch")):
        value = words(one, "baseValue")
        if local(one) == "stringMatch" and value:
            exact = "exact" if one.get("caseSensitive") == "true" else "normal"
            yield value, "contains" if one.get("substring") == "true" else exact, branch.points


def _number(item: Item2, response: Declaration) -> Shape:
    """A number from branches that compare, the mapping, or the right value; tolerance is in the branches."""
    branches = _compared(item, response)
    values: list[tuple[Decimal, dict[str, Any]]] = []
    if branches:
        values = [
            (branch.points, one) for branch in branches for one in _numbers_of(branch.test, response, item)
        ]
    elif item.by_mapping(response):
        values = [
            (points, {"value": number_of(key)})
            for key, points in response.mapping.entries.items()
            if points > 0
        ]
    else:
        values = [(Decimal(1), {"value": number_of(value)}) for value in response.correct]
    known = sorted((one for one in values if one[1].get("value", 0) is not None), key=lambda one: -one[0])
    best = known[0][0] if known else Decimal(1)
    accept = [{**one, "weight": round(points / best, 7)} for points, one in known]
    exact = [one["value"] for _, one in known if "value" in one]
    return numeric(accept, None, 0 if response.base == "integer" else places(exact))


def _numbers_of(test: etree._Element, response: Declaration, item: Item2) -> Iterator[dict[str, Any]]:
    bounds: dict[str, Any] = {}
    for one in (test, *found(test, *_BOUNDS, "equal", "equalRounded")):
        name, parts = local(one), children(one)
        if name in ("equal", "equalRounded"):
            yield from _near(one, name, response, item)
        elif name in _BOUNDS:
            value = next((number_of(words(part)) for part in parts if local(part) == "baseValue"), None)
            turned = bool(parts) and local(parts[0]) == "baseValue"
            end, is_open = _BOUNDS[_MIRRORED[name] if turned else name]
            if value is not None:
                bounds |= {end: value, f"{end}_open": is_open}
    if bounds:
        yield bounds


def _near(one: etree._Element, name: str, response: Declaration, item: Item2) -> Iterator[dict[str, Any]]:
    written = [words(part) for part in children(one, "baseValue")] or response.correct[:1]
    value = number_of(written[0]) if written else None
    if value is None:
        return
    if name == "equalRounded" and one.get("roundingMode") == "decimalPlaces":
        yield {"value": value, "decimals": int(number_of(one.get("figures", "0")) or 0)}
        return
    if name == "equalRounded" or "false" in (one.get("includeLowerBound"), one.get("includeUpperBound")):
        item.tell("scoring_simplified", what=name)
    tolerance = abs(number_of(one.get("tolerance", "").split(" ")[0]) or Decimal(0))
    relative = one.get("toleranceMode") == "relative"
    yield {"value": value} | (
        {"rel_tol": min(tolerance / 100, _MOST)} if relative else {"abs_tol": tolerance}
    )


def sliders(item: Item2) -> tuple[str, Shape]:
    """A slider sets a number."""
    return item.stem, _number(item, item.response(item.interactions[0]))
