"""Body and key of each kind as interactions of QTI, under the names of version 2. Used by the writer of QTI.

A function of `KINDS` adds declarations, the interaction and the processing to an item. `simplified` says what
of a key QTI cannot hold.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from quizhub.banks.formats.moodle_numbers import plain_number
from quizhub.banks.formats.regions import pixels_of
from quizhub.banks.formats.xml_writing import add
from quizhub.questions.model import (
    BlankKey,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    Kind,
    MatchBody,
    MatchKey,
    Media,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    OpenKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
    text_in,
)

MATCH, MAP = "match_correct", "map_response"
_COMPARE = {("lo", False): "gte", ("lo", True): "gt", ("hi", False): "lte", ("hi", True): "lt"}


@dataclass(frozen=True)
class Writing2:
    """An item on its way; `picture` gives the address of a picture that is at hand, or None."""

    question: Question
    language: str
    picture: Callable[[Media], str | None]
    item: etree._Element = field(default_factory=lambda: etree.Element("assessmentItem"))
    body: etree._Element = field(default_factory=lambda: etree.Element("itemBody"))
    processing: list[etree._Element] = field(default_factory=list)

    def words(self, text: Mapping[str, str] | None) -> str:
        """A text in the language that is written."""
        return text_in(text or {}, self.language)

    def response(
        self, cardinality: str, base: str, correct: Iterable[str], ident: str = "RESPONSE"
    ) -> etree._Element:
        """A new declaration with its right values."""
        declared = add(
            self.item, "responseDeclaration", identifier=ident, cardinality=cardinality, baseType=base
        )
        values = list(correct)
        right = add(declared, "correctResponse") if values else declared
        for value in values:
            add(right, "value", value)
        return declared

    def interaction(self, name: str, **attributes: str) -> etree._Element:
        """A new interaction for the one response."""
        return add(self.body, name, responseIdentifier="RESPONSE", **attributes)

    def template(self, name: str) -> None:
        """Points by one of the standard templates; the writer of a version knows its address."""
        self.processing.append(etree.Element("responseProcessing", template=name))

    def option(self, parent: etree._Element, tag: str, option: Option, **attributes: str) -> None:
        """Something to choose, with its picture."""
        made = add(parent, tag, self.words(option.text), identifier=ident_of(option.id), **attributes)
        self.show(made, (media for media in self.question.media if media.id == option.media))

    def show(self, parent: etree._Element, shown: Iterable[Media]) -> None:
        """The pictures whose bytes are at hand."""
        for media in shown:
            address = self.picture(media)
            if address is not None:
                add(parent, "img", src=address, alt=self.words(media.alt))


def ident_of(name: str) -> str:
    """An id as an identifier, which begins with a letter."""
    return name if re.match("[A-Za-z_]", name) else f"_{name}"


def mapping(declared: etree._Element, entries: Mapping[str, Decimal], **attributes: str) -> etree._Element:
    """What single values earn."""
    table = add(declared, "mapping", defaultValue="0", **attributes)
    for key, value in entries.items():
        add(table, "mapEntry", mapKey=key, mappedValue=str(plain_number(value)))
    return table


def simplified(question: Question) -> list[str]:
    """What of the key QTI cannot hold, in the words of the bank format."""
    match question.body, question.key:
        case _, FillKey() as key:
            return _simpler_fill(key)
        case NumericBody(unit=unit), NumericKey():
            return ["unit"] * (unit is not None)
        case _, OrderKey(scoring=scoring):
            return ["scoring"] * (scoring != "exact")
        case _, MatchKey(scoring=scoring, weights=weights):
            return ["weights"] * (scoring == "all_or_nothing" and weights is not None)
        case _, OpenKey() as key:
            return ["rubric"] * bool(key.rubric) + ["keywords"] * bool(key.keywords)
        case _, HotspotKey() as key:
            return ["wrong_click_penalty"] * (key.wrong_click_penalty > 0)
    return []


def _simpler_fill(key: FillKey) -> list[str]:
    patterns = any(
        accept.match in ("regex", "glob", "contains") for blank in key.blanks for accept in blank.accept
    )
    return (
        ["match"] * patterns + ["reject"] * any(blank.reject for blank in key.blanks)
        + ["normal"] * any(blank.normal not in ("basic", "exact") for blank in key.blanks)
        + ["unordered"] * key.unordered + ["min_correct"] * (key.min_correct is not None)
    )  # fmt: skip


def _choice(ask: Writing2) -> None:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, ChoiceBody)
    several = body.kind == "multiple_choice"
    correct = key.correct if isinstance(key, ChoiceKey) else ()
    declared = ask.response("multiple" if several else "single", "identifier", map(ident_of, correct))
    values = _values(body, key) if isinstance(key, ChoiceKey) else {}
    if values and isinstance(key, ChoiceKey):
        best = sum(sorted((value for value in values.values() if value > 0), reverse=True)[: body.max_select])
        mapping(declared, values, lowerBound=str(plain_number(key.floor * best)))
    limits = {"maxChoices": str(body.max_select), "minChoices": str(body.min_select if several else 0)}
    asked = ask.interaction("choiceInteraction", shuffle=str(body.shuffle).lower(), **limits)
    for option in body.options:
        ask.option(asked, "simpleChoice", option)
    ask.template(MAP if values else MATCH)
    if not several and len(correct) > 1 and not values:  # any of them is right: only a mapping says so
        mapping(declared, dict.fromkeys(map(ident_of, correct), Decimal(1)))
        ask.processing[:] = [etree.Element("responseProcessing", template=MAP)]


def _values(body: ChoiceBody, key: ChoiceKey) -> dict[str, Decimal]:
    """What each option earns where not all the right ones together earn everything."""
    if key.weights is not None:
        return {ident_of(name): weight for name, weight in key.weights.items()}
    if body.kind != "multiple_choice" or key.scoring == "all_or_nothing":
        return {}
    wrong = Decimal(-1) if key.scoring == "per_option" else Decimal(-len(key.correct))
    return {ident_of(name): Decimal(1) if name in key.correct else wrong for name in body.ids}


def _fill(ask: Writing2) -> None:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, FillBody)
    single = len(body.blanks) == 1
    names = [f"RESPONSE{'' if single else f'_{n + 1}'}" for n in range(len(body.blanks))]
    for place, name in enumerate(names):
        blank = key.blanks[place] if isinstance(key, FillKey) else None
        declared = ask.response("single", "string", [blank.literals[0]] if blank is not None else (), name)
        if blank is not None:
            _accepted(declared, blank)
    stem = re.split("_{4,}", ask.words(ask.question.stem))
    paragraph = add(ask.body, "p")
    write_words(paragraph, stem[0])
    for name, behind in zip(names, stem[1:], strict=True):
        add(paragraph, "textEntryInteraction", responseIdentifier=name)
        write_words(paragraph, behind)
    ask.template(MAP)
    if not single:
        processing = etree.Element("responseProcessing")
        added = add(add(processing, "setOutcomeValue", identifier="SCORE"), "sum")
        for name in names:
            add(added, "mapResponse", identifier=name)
        ask.processing[:] = [processing]


def write_words(parent: etree._Element, text: str) -> None:
    """Put a text at the end of an element, each further line behind a break."""
    first, *more = text.split("\n")
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + first
    else:
        parent.text = (parent.text or "") + first
    for line in more:
        add(parent, "br").tail = line


def _accepted(declared: etree._Element, blank: BlankKey) -> None:
    """Texts that earn something; patterns cannot be written."""
    table = add(declared, "mapping", defaultValue="0")
    for accept in blank.accept:
        if accept.match in ("exact", "normal"):
            exact = accept.match == "exact" or blank.normal == "exact"
            earned = str(plain_number(accept.weight * blank.weight))
            add(table, "mapEntry", mapKey=accept.value, mappedValue=earned, caseSensitive=str(exact).lower())


def _numeric(ask: Writing2) -> None:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, NumericBody)
    accept = key.accept if isinstance(key, NumericKey) else ()
    shown = [str(plain_number(one.value)) for one in accept if isinstance(one, NumberNear)]
    ask.response("single", "float", shown[:1])
    entry = add(add(ask.body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE")
    entry.tail = f" {ask.words(body.unit)}" if body.unit is not None else None
    processing = etree.Element("responseProcessing")
    condition = add(processing, "responseCondition") if accept else processing
    for place, one in enumerate(accept):
        branch = add(condition, "responseElseIf" if place else "responseIf")
        branch.append(_near(one) if isinstance(one, NumberNear) else _range(one))
        value = add(branch, "setOutcomeValue", identifier="SCORE")
        add(value, "baseValue", str(plain_number(one.weight)), baseType="float")
    ask.processing.append(processing)


def _near(one: NumberNear) -> etree._Element:
    if one.decimals is not None:
        test = etree.Element("equalRounded", roundingMode="decimalPlaces", figures=str(one.decimals))
    elif one.rel_tol * abs(one.value) > one.abs_tol:
        test = etree.Element(
            "equal", toleranceMode="relative", tolerance=str(plain_number(one.rel_tol * 100))
        )
    else:
        test = etree.Element("equal", toleranceMode="absolute", tolerance=str(plain_number(one.abs_tol)))
    add(test, "baseValue", str(plain_number(one.value)), baseType="float")
    add(test, "variable", identifier="RESPONSE")
    return test


def _range(one: NumberRange) -> etree._Element:
    both = etree.Element("and")
    for name, value, is_open in (("lo", one.lo, one.lo_open), ("hi", one.hi, one.hi_open)):
        if value is not None:
            test = add(both, _COMPARE[name, is_open])
            add(test, "variable", identifier="RESPONSE")
            add(test, "baseValue", str(plain_number(value)), baseType="float")
    return both


def _order(ask: Writing2) -> None:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, OrderBody)
    ask.response("ordered", "identifier", map(ident_of, key.sequence if isinstance(key, OrderKey) else ()))
    asked = ask.interaction("orderInteraction", shuffle="true")
    for item in body.items:
        ask.option(asked, "simpleChoice", item)
    ask.template(MATCH)


def _match(ask: Writing2) -> None:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, MatchBody)
    pairs = key.pairs if isinstance(key, MatchKey) else ()
    weights = (key.weights if isinstance(key, MatchKey) else None) or {}
    right = {f"{ident_of(a)} {ident_of(b)}": weights.get(a, Decimal(1)) for a, b in pairs}
    declared = ask.response("multiple", "directedPair", right)
    together = isinstance(key, MatchKey) and key.scoring == "all_or_nothing"
    if right and not together:
        mapping(declared, right)
    asked = ask.interaction("matchInteraction", shuffle="true", maxAssociations=str(len(body.left)))
    for side, most in ((body.left, "1"), (body.right, "0" if body.reuse_right else "1")):
        group = add(asked, "simpleMatchSet")
        for item in side:
            ask.option(group, "simpleAssociableChoice", item, matchMax=most)
    ask.template(MATCH if together else MAP)


def _open(ask: Writing2) -> None:
    key = ask.question.key
    reference = ask.words(key.reference) if isinstance(key, OpenKey) else ""
    ask.response("single", "string", [reference] if reference else ())
    ask.interaction("extendedTextInteraction")


def _hotspot(ask: Writing2) -> None:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, HotspotBody)
    picture = next(media for media in ask.question.media if media.id == body.image)
    regions = key.regions if isinstance(key, HotspotKey) else ()
    correct = {ident_of(region.id): region.weight for region in regions if region.correct}
    declared = ask.response("single" if body.mode == "pick" else "multiple", "identifier", correct)
    mapped = isinstance(key, HotspotKey) and key.scoring == "per_region"
    if mapped:
        mapping(declared, correct)
    asked = ask.interaction("hotspotInteraction", maxChoices=str(body.max_clicks))
    size = {"width": str(picture.width), "height": str(picture.height)}
    add(asked, "object", data=ask.picture(picture) or "", type=picture.mime, **size)
    for region in regions:
        shape, coords = pixels_of(region, picture.width, picture.height)
        label = {"hotspotLabel": ask.words(region.label)}
        add(asked, "hotspotChoice", identifier=ident_of(region.id), shape=shape, coords=coords, **label)
    ask.template(MAP if mapped else MATCH)


KINDS: dict[Kind, Callable[[Writing2], None]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _choice,
    "fill": _fill,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "open": _open,
    "hotspot": _hotspot,
}
