"""An item of QTI 2.x or 3.0 as its parts: what may be answered, which answers are right, and what they earn.

Used by the readers of its interactions. Of response processing the standard templates are known, the same
written out, and branches that compare with a value; `odd` tells of anything else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from lxml import etree

from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.banks.formats.qti2_tree import INTERACTIONS, body_html
from quizhub.banks.wording import Wording
from quizhub.banks.xml_tree import child, children, found, local, words

_PLAIN = frozenset("""
    responseCondition responseIf responseElseIf responseElse setOutcomeValue match variable correct baseValue
    isNull not and sum mapResponse mapResponsePoint
""".split())  # fmt: skip  # noqa: SIM905
_COMPARING = frozenset(("equal", "equalRounded", "stringMatch", "gte", "lte", "gt", "lt"))


@dataclass(frozen=True)
class Mapping2:
    """What single values of a response earn, and between which bounds their sum stays."""

    entries: dict[str, Decimal]
    default: Decimal = Decimal(0)
    lower: Decimal | None = None
    upper: Decimal | None = None
    exact: frozenset[str] = frozenset()
    """The entries for which upper and lower case matter."""

    @property
    def earns(self) -> bool:
        """Whether anything in it is right."""
        return self.default > 0 or any(value > 0 for value in self.entries.values())


@dataclass(frozen=True)
class Declaration:
    """One response: how many values it has, of what type, the right ones, and what each earns."""

    element: etree._Element
    cardinality: str
    base: str
    correct: list[str]
    mapping: Mapping2 = field(default_factory=lambda: Mapping2({}))

    @property
    def is_number(self) -> bool:
        """Whether numbers are typed."""
        return self.base in ("float", "integer")


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition of response processing and the score it gives."""

    test: etree._Element
    points: Decimal


@dataclass(frozen=True)
class Item2:
    """One item, its tree under the names of version 2; `tell` notes a problem where it stands."""

    element: etree._Element
    wording: Wording
    tell: Callable[..., None]

    @cached_property
    def body(self) -> etree._Element:
        """What is shown."""
        body = child(self.element, "itemBody")
        return body if body is not None else etree.Element("itemBody")

    @cached_property
    def interactions(self) -> list[etree._Element]:
        """Where something is answered, in file order."""
        return found(self.body, *INTERACTIONS)

    @cached_property
    def stem(self) -> str:
        """The words of the body, with gaps in it."""
        return self.wording.words(body_html(self.body))

    def text(self, element: etree._Element | None, *, shown: bool = True) -> str:
        """The words of an element."""
        return self.wording.words(body_html(element), shown=shown) if element is not None else ""

    def option(self, element: etree._Element) -> tuple[str, str | None]:
        """The words and the picture of an option."""
        return self.wording.option(body_html(element))

    @cached_property
    def declarations(self) -> dict[str, Declaration]:
        """The responses by identifier."""
        return {
            one.get("identifier", ""): declared(one) for one in children(self.element, "responseDeclaration")
        }

    def response(self, interaction: etree._Element) -> Declaration:
        """The response that an interaction gives."""
        known = self.declarations.get(interaction.get("responseIdentifier", ""))
        return known or Declaration(interaction, "single", "string", [])

    @cached_property
    def processing(self) -> etree._Element | None:
        """How points are given; nothing means that nobody said."""
        return child(self.element, "responseProcessing")

    @cached_property
    def used(self) -> set[str]:
        """The names of what happens in response processing, the template's included."""
        if self.processing is None:
            return set()
        address = self.processing.get("template") or self.processing.get("templateLocation") or ""
        template = address.rpartition("/")[2].removesuffix(".xml")
        named = {
            "match_correct": {"match", "correct"},
            "map_response": {"mapResponse"},
            "CC2_match": {"match", "correct"},
        }
        named |= {"map_response_point": {"mapResponsePoint"}, "CC2_map_response": {"mapResponse"}}
        unknown = {f"template {template}"} if template and template not in named else set()
        return {local(one) for one in found_all(self.processing)} | named.get(template, unknown)

    @property
    def odd(self) -> list[str]:
        """What of response processing is not understood."""
        return sorted(self.used - _PLAIN - _COMPARING)

    def by_mapping(self, response: Declaration) -> bool:
        """Whether values earn what the mapping says, not all of them together what is right."""
        if {"mapResponse", "mapResponsePoint"} & self.used:
            return response.mapping.earns
        return response.mapping.earns and not response.correct

    @cached_property
    def branches(self) -> list[Branch]:
        """The conditions that set a score above zero, in order."""
        found_branches = []
        for one in found(self.element, "responseIf", "responseElseIf"):
            parts = children(one)
            points = [value for part in parts[1:] if (value := _score_set(part)) is not None]
            if points and points[0] > 0:
                found_branches.append(Branch(parts[0], points[0]))
        return found_branches


def found_all(element: etree._Element) -> Iterator[etree._Element]:
    """All elements inside."""
    return (one for one in element.iterdescendants() if local(one))


def _score_set(part: etree._Element) -> Decimal | None:
    """The number that a `setOutcomeValue` gives to the score."""
    if local(part) != "setOutcomeValue" or part.get("identifier") != "SCORE":
        return None
    return number_of(words(part, "baseValue"))


def declared(element: etree._Element) -> Declaration:
    """A response as it is declared."""
    correct = child(element, "correctResponse")
    values = [words(one) for one in children(correct, "value")] if correct is not None else []
    base = element.get("baseType", "string").replace("-", "").lower()
    mapping = child(element, "mapping")
    known = _mapping(mapping) if mapping is not None else Mapping2({})
    return Declaration(element, element.get("cardinality", "single"), base, [v for v in values if v], known)


def _mapping(element: etree._Element) -> Mapping2:
    entries = children(element, "mapEntry")
    general = element.get("caseSensitive", "true")
    return Mapping2(
        {
            one.get("mapKey", "").strip(): number_of(one.get("mappedValue", "")) or Decimal(0)
            for one in entries
        },
        number_of(element.get("defaultValue", "")) or Decimal(0),
        number_of(element.get("lowerBound", "")),
        number_of(element.get("upperBound", "")),
        frozenset(
            one.get("mapKey", "").strip() for one in entries if one.get("caseSensitive", general) != "false"
        ),
    )
