"""The response processing of QTI 1.2 items: which responses earn how many points.

Used by the reader of such items. Conditions are run as programs that write them mean it: adding goes on,
setting ends the run, several values of one typed answer are alternatives.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.banks.xml_tree import child, children, found, local, words

_MOST = Decimal("0.999999")
"""The widest share of a number that the model takes as its tolerance."""

Responses = Mapping[str, tuple[str, ...]]
"""What was chosen or typed, by the identifier of the response."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition and what it does to the score."""

    test: etree._Element
    points: Decimal
    adds: bool
    goes_on: bool

    def holds(self, given: Responses) -> bool:
        """Whether the condition is met."""
        parts = children(self.test)
        if parts and len(parts) > 1 and all(_one_typed(part, given) for part in parts):
            return any(_holds(part, given) for part in parts)
        return all(_holds(part, given) for part in parts)

    def equals(self, response: str) -> Iterator[etree._Element]:
        """The values of a response that the condition wants."""
        for part in found(self.test, "varequal", "varsubset", "varsubstring"):
            if part.get("respident", response) == response and not _refused(part):
                yield part


def rules_of(item: etree._Element) -> list[Rule]:
    """The rules that change the score, in file order."""
    rules = []
    for condition in found(item, "respcondition"):
        test = child(condition, "conditionvar")
        settings = children(condition, "setvar")
        if not settings and test is not None and condition.get("title") == "correct":
            rules.append(Rule(test, Decimal(100), adds=False, goes_on=False))
        for setting in settings:
            points = _points(words(setting))
            if test is not None and points:
                action = setting.get("action", "Set").lower()
                goes_on = condition.get("continue", "No").lower() == "yes"
                points = -points if action == "subtract" else points
                rules.append(Rule(test, points, action in ("add", "subtract"), goes_on))
    return rules


def _points(written: str) -> Decimal | None:
    """A number of points; Blackboard writes `SCORE.max` for all of them."""
    return Decimal(100) if written.lower().endswith(".max") else number_of(written)


def score(rules: list[Rule], given: Responses) -> Decimal:
    """The points that responses earn."""
    points = Decimal(0)
    for rule in rules:
        if rule.holds(given):
            points = points + rule.points if rule.adds else rule.points
            if not (rule.adds or rule.goes_on):
                break
    return points


def _one_typed(part: etree._Element, given: Responses) -> bool:
    return local(part) == "varequal" and len(given.get(part.get("respident", ""), ())) <= 1


def _holds(part: etree._Element, given: Responses) -> bool:
    name = local(part)
    if name == "not":
        return not all(_holds(one, given) for one in children(part))
    if name == "or":
        return any(_holds(one, given) for one in children(part))
    if name == "and":
        return all(_holds(one, given) for one in children(part))
    if name == "varequal":
        return words(part) in given.get(part.get("respident", ""), ())
    return False


def _refused(part: etree._Element) -> bool:
    """Whether it stands under an odd number of `not`."""
    return sum(local(above) == "not" for above in part.iterancestors()) % 2 == 1


def numbers_of(rules: list[Rule]) -> list[dict[str, Decimal]]:
    """The accepted numbers of a numeric question, as the model takes them, the best first."""
    best = max((rule.points for rule in rules), default=Decimal(0))
    accepted = []
    for rule in sorted(rules, key=lambda rule: -rule.points):
        if rule.points > 0:
            weight = {"weight": round(rule.points / best, 7)}
            accepted += [{**one, **weight} for one in _numbers(rule.test)]
    return accepted


def _numbers(test: etree._Element) -> Iterator[dict[str, Decimal]]:
    """A value with its margin, or with the range beside it; a range by itself; several of them under `or`."""
    values = [part for part in found(test, "varequal") if number_of(words(part)) is not None]
    groups = [group for group in (test, *found(test, "and")) if children(group, *_BOUNDS)]
    ranges = [bounds for group in groups if (bounds := _range(group))]
    for part in values:
        value = number_of(words(part)) or Decimal(0)
        margin = number_of(part.get("margin", ""))
        near = next((one for one in ranges if _middle(one) == value), None)
        percent = part.get("margintype") == "percent" and margin is not None
        tolerance = near["hi"] - value if near is not None and not percent else margin
        ranges = [one for one in ranges if one is not near]
        if tolerance is None:
            yield {"value": value}
        elif percent:
            yield {"value": value, "rel_tol": min(tolerance / 100, _MOST)}
        else:
            yield {"value": value, "abs_tol": tolerance}
    yield from ranges


_BOUNDS = {"vargte": ("lo", False), "vargt": ("lo", True), "varlte": ("hi", False), "varlt": ("hi", True)}


def _range(group: etree._Element) -> dict[str, Decimal]:
    bounds: dict[str, Decimal] = {}
    for part in children(group, *_BOUNDS):
        end, is_open = _BOUNDS[local(part)]
        value = number_of(words(part))
        if value is not None:
            bounds |= {end: value, f"{end}_open": Decimal(1)} if is_open else {end: value}
    return bounds


def _middle(bounds: Mapping[str, Decimal]) -> Decimal | None:
    """The middle of a closed range."""
    if set(bounds) != {"lo", "hi"}:
        return None
    return (bounds["lo"] + bounds["hi"]) / 2
