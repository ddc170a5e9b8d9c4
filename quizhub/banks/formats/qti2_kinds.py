"""What the interactions of QTI 2.x and 3.0 are as kinds of ours: one function for each, found in `TYPES`.

Used by the reader of such items. A function gives the stem and the shape, or None when no kind of ours fits.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from lxml import etree

from quizhub.banks.formats.gaps import choices
from quizhub.banks.formats.moodle_numbers import number_of
from quizhub.banks.formats.qti2_item import Declaration, Item2
from quizhub.banks.formats.qti2_tree import source_of
from quizhub.banks.formats.qti2_typed import sliders, text_entries
from quizhub.banks.formats.qti12_kinds import NOBODY, is_truth
from quizhub.banks.formats.regions import region_of
from quizhub.banks.formats.shapes import fits, limited, pictured_choice, plain_scoring
from quizhub.banks.making import Shape, hotspot, match, open_, order, true_false
from quizhub.banks.notation import truth
from quizhub.banks.xml_tree import children, found, local
from quizhub.questions.media import Media

Asked = tuple[str, Shape] | None


def _choice(item: Item2) -> Asked:
    interaction = item.interactions[0]
    response = item.response(interaction)
    simple = found(interaction, "simpleChoice", "hottext")
    options = [item.option(one) for one in simple]
    idents = [one.get("identifier", "") for one in simple]
    several = response.cardinality != "single"
    mapped = item.by_mapping(response)
    right = right_places(response, idents, mapped)
    if not several and is_truth([text for text, _ in options]):
        return item.stem, true_false(truth(options[right[0]][0]) if len(right) == 1 else None)
    kind = "multiple_choice" if several else "single_choice"
    body, key = pictured_choice(options, right, kind)
    body["shuffle"] = interaction.get("shuffle", "false") == "true"
    most = int(number_of(interaction.get("maxChoices", "0")) or 0)
    if several:
        body |= _limits(most, interaction, len(options), len(right))
    if key is not None and mapped:
        ids = [option["id"] for option in body["options"]]
        key |= mapped_scoring(item, response, dict(zip(idents, ids, strict=True)), most if several else 1)
    if local(interaction) == "hottextInteraction":
        item.tell("formatting_lost", what="hottext")
    return item.stem, limited((body, key))


def _limits(most: int, interaction: etree._Element, count: int, right: int) -> dict[str, int]:
    """How many may be chosen; no limit where the key needs more than that."""
    least = int(number_of(interaction.get("minChoices", "0")) or 0)
    limit = most if right <= most <= count else count
    return {"max_select": limit, "min_select": least if 1 < least <= limit else 1}


def right_places(response: Declaration, idents: Sequence[str], mapped: bool) -> list[int]:
    """The places of what is right."""
    mapping = response.mapping
    if mapped:
        return [n for n, ident in enumerate(idents) if mapping.entries.get(ident, mapping.default) > 0]
    return [n for n, ident in enumerate(idents) if ident in response.correct]


def mapped_scoring(item: Item2, response: Declaration, ids: dict[str, str], most: int) -> dict[str, Any]:
    """Weights by option id; bounds that would change a sum are told, as our sums have none but zero."""
    mapping = response.mapping
    weights = {own: mapping.entries.get(ident, mapping.default) for ident, own in ids.items()}
    gains = sorted((weight for weight in weights.values() if weight > 0), reverse=True)
    best = sum(gains[: most or None], Decimal(0))
    if mapping.upper is not None and 0 < mapping.upper < best:
        item.tell("scoring_simplified", what="upperBound")
    if min(weights.values()) < 0 and (mapping.lower is None or mapping.lower < 0):
        item.tell("scoring_simplified", what="lowerBound")
    if most == 1:
        plain = len(set(gains)) == 1 and len(gains) < len(weights)
        scoring = "all_or_nothing" if plain else None
    else:
        shares = [weight / sum(gains) * 100 for weight in weights.values()]
        scoring = plain_scoring([n for n in shares if n > 0], [n for n in shares if n <= 0], single=False)
    if scoring is not None:
        return {"scoring": scoring}
    used = {name: weight for name, weight in weights.items() if weight}
    floor = round(mapping.lower / best, 7) if mapping.lower is not None else Decimal(0)
    return {"scoring": "weights", "weights": used, "floor": min(max(floor, Decimal(0)), Decimal("0.9999999"))}


def _inline_choices(item: Item2) -> Asked:
    gaps, mapped = [], True
    for interaction in item.interactions:
        response = item.response(interaction)
        options = children(interaction, "inlineChoice")
        by_mapping = item.by_mapping(response)
        right = right_places(response, [one.get("identifier", "") for one in options], by_mapping)
        gaps.append(([item.text(one) for one in options], right[0] if len(right) == 1 else None))
        mapped &= by_mapping
    stem, shape = choices(item.stem, gaps)
    return stem, _together(shape, not mapped and item.processing is not None)


def _together(shape: Shape, all_or_nothing: bool) -> Shape:
    """Pairs that only earn points all together."""
    body, key = shape
    if key is not None and key["kind"] == "match" and all_or_nothing:
        key = {**key, "scoring": "all_or_nothing"}
    return body, key


def _order(item: Item2) -> Asked:
    interaction = item.interactions[0]
    response = item.response(interaction)
    simple = children(interaction, "simpleChoice")
    idents = [one.get("identifier", "") for one in simple]
    wanted = response.correct or [key for key, value in response.mapping.entries.items() if value > 0]
    body, _ = order([item.text(one) for one in simple])
    if sorted(wanted) != sorted(idents):
        item.tell("scoring_simplified", what=local(interaction))
        return item.stem, (body, None)
    return item.stem, order([item.text(one) for one in simple], [idents.index(ident) for ident in wanted])


def _match(item: Item2) -> Asked:
    """Two sets; each thing on the left needs one partner, so the sides change where that fits better."""
    interaction = item.interactions[0]
    response = item.response(interaction)
    sets = [children(one, "simpleAssociableChoice") for one in children(interaction, "simpleMatchSet")]
    if len(sets) != 2:
        return None
    left, right = ([one.get("identifier", "") for one in side] for side in sets)
    pairs = _pairs(item, response)
    if any(len([1 for a, _ in pairs if a == ident]) > 1 for ident in left):
        left, right, pairs = right, left, [(b, a) for a, b in pairs]
    partner = dict(pairs)
    if not pairs or len(partner) < len(pairs):
        return None
    texts = {one.get("identifier", ""): item.text(one) for side in sets for one in side}
    return item.stem, _paired(item, response, [(a, partner.get(a)) for a in left], right, texts)


def _paired(
    item: Item2,
    response: Declaration,
    pairs: Sequence[tuple[str, str | None]],
    others: Sequence[str],
    texts: dict[str, str],
) -> Shape:
    """The match of pairs of identifiers, with what a right pair earns where the mapping makes differences."""
    body, key = match(
        [(texts.get(a, a), NOBODY if b is None else texts.get(b, b)) for a, b in pairs],
        [texts[one] for one in others],
    )
    return _with_points(item, response, (body, key), pairs)


def _with_points(
    item: Item2, response: Declaration, shape: Shape, pairs: Sequence[tuple[str, str | None]]
) -> Shape:
    """Pairs that earn points all together, or each what the mapping says; a price of wrong ones is told."""
    body, key = shape
    if key is None or key["kind"] != "match" or not item.by_mapping(response):
        return _together(shape, item.processing is not None)
    mapping = response.mapping
    if mapping.default != 0 or any(value < 0 for value in mapping.entries.values()):
        item.tell("scoring_simplified", what="mapping")
    earned = [mapping.entries.get(f"{a} {b}") or mapping.entries.get(f"{b} {a}") for a, b in pairs]
    weights = {left["id"]: weight for left, weight in zip(body["left"], earned, strict=True) if weight}
    return body, {**key, "weights": weights} if len(set(earned)) > 1 else key


def _pairs(item: Item2, response: Declaration) -> list[tuple[str, str]]:
    """The right pairs of identifiers."""
    entries = response.mapping.entries
    written = (
        [key for key, value in entries.items() if value > 0]
        if item.by_mapping(response)
        else response.correct
    )
    split = [one.split() for one in written]
    return [(one[0], one[1]) for one in split if len(one) == 2]


def _associate(item: Item2) -> Asked:
    """Pairs within one set: the first of each stands on the left, all others on the right."""
    interaction = item.interactions[0]
    response = item.response(interaction)
    texts = {
        one.get("identifier", ""): item.text(one) for one in children(interaction, "simpleAssociableChoice")
    }
    pairs = _pairs(item, response)
    used = [ident for pair in pairs for ident in pair]
    if not pairs or len(set(used)) < len(used) or not set(used) <= set(texts):
        return None
    others = [ident for ident in texts if ident not in used]
    return item.stem, _paired(item, response, pairs, others, texts)


def _gap_match(item: Item2) -> Asked:
    interaction = item.interactions[0]
    response = item.response(interaction)
    texts = {one.get("identifier", ""): item.text(one) for one in children(interaction, "gapText", "gapImg")}
    places = [one.get("identifier", "") for one in found(interaction, "gap")]
    filled = {place: ident for ident, place in _pairs(item, response)}
    options, idents = list(texts.values()), list(texts)
    if not places or not set(filled.values()) <= set(texts):
        return None
    gaps = [(options, idents.index(filled[place]) if place in filled else None) for place in places]
    stem, shape = choices(item.stem, gaps)
    return stem, _with_points(item, response, shape, [(filled.get(place, ""), place) for place in places])


def _areas(item: Item2) -> Asked:
    """Areas to click in a picture, each an option (hotspot) or with points of its own (select point)."""
    interaction = item.interactions[0]
    response = item.response(interaction)
    image = next(iter(found(interaction, "object", "img")), None)
    media = item.wording.picture(source_of(image)) if image is not None else None
    if media is None:
        item.wording.missing(source_of(image) if image is not None else "")
        return None
    spots = found(interaction, "hotspotChoice")
    drawn = spots or found(response.element, "areaMapEntry")
    mapped = not spots or item.by_mapping(response)
    areas = [_area(one, n, _earned(response, one, mapped), media) for n, one in enumerate(drawn)]
    whole = [area for area in areas if area is not None]
    if len(whole) < len(areas):
        item.tell("area_not_read")
    mode = "find_all" if response.cardinality == "multiple" else "pick"
    scoring = "per_region" if mapped or mode == "pick" else "all_or_nothing"
    return item.stem, hotspot(media.id, whole, mode, hit_radius=Decimal(0), scoring=scoring)


def _area(one: etree._Element, number: int, points: Decimal, media: Media) -> dict[str, Any] | None:
    return region_of(
        one.get("shape", ""),
        one.get("coords", ""),
        media,
        number,
        one.get("identifier", ""),
        label=one.get("hotspotLabel") or f"({number + 1})",
        correct=points > 0,
        weight=points if points > 0 else Decimal(1),
    )


def _earned(response: Declaration, area: etree._Element, mapped: bool) -> Decimal:
    if local(area) == "areaMapEntry":
        return number_of(area.get("mappedValue", "")) or Decimal(0)
    ident = area.get("identifier", "")
    if mapped:
        return response.mapping.entries.get(ident, response.mapping.default)
    return Decimal(ident in response.correct)


def _extended(item: Item2) -> Asked:
    response = item.response(item.interactions[0])
    notes = [item.text(one, shown=False) for one in found(item.body, "rubricBlock")]
    return item.stem, open_("\n".join(response.correct) or "\n".join(note for note in notes if note))


TYPES: dict[str, Callable[[Item2], Asked]] = {
    "choiceInteraction": _choice,
    "hottextInteraction": _choice,
    "inlineChoiceInteraction": _inline_choices,
    "textEntryInteraction": text_entries,
    "sliderInteraction": sliders,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
    "gapMatchInteraction": _gap_match,
    "hotspotInteraction": _areas,
    "selectPointInteraction": _areas,
    "extendedTextInteraction": _extended,
}
_SEVERAL = ("inlineChoiceInteraction", "textEntryInteraction")
"""Interactions of which one question may have more than one."""


def type_of(item: Item2) -> str:
    """The names of the interactions, each once."""
    return ", ".join(dict.fromkeys(local(one) for one in item.interactions))


def ask(item: Item2) -> Asked:
    """The stem and the shape of an item; None for what cannot be asked."""
    kind = type_of(item)
    varied = found(item.element, "templateProcessing") or item.element.get("adaptive") == "true"
    if kind not in TYPES or varied or (len(item.interactions) > 1 and kind not in _SEVERAL):
        return None
    asked = fits(TYPES[kind](item))
    if asked is not None and item.odd and asked[1][0]["kind"] != "open":
        item.tell("scoring_simplified", what=", ".join(item.odd))
    return asked
