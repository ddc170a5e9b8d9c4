"""What the items of QTI 1.2 are as kinds of ours, by Canvas's question type or by how they are answered.

Used by the reader of such items. A function gives the stem and the shape, or None when no kind of ours fits.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from lxml import etree

from quizhub.banks.formats.gaps import (
    Weighted,
    blanks,
    choices,
    gap,
    one_blank,
    typed,
    with_blanks,
    with_numbers,
)
from quizhub.banks.formats.moodle_numbers import number_of, places, plain_number
from quizhub.banks.formats.qti12_item import Item, Label
from quizhub.banks.formats.qti12_scoring import numbers_of, score
from quizhub.banks.formats.regions import region_of
from quizhub.banks.formats.shapes import fits, pictured_choice, weighted_choice
from quizhub.banks.making import Shape, hotspot, match, numeric, open_, order, true_false
from quizhub.banks.notation import truth
from quizhub.banks.xml_tree import found, local, words
from quizhub.questions.media import Media

Asked = tuple[str, Shape] | None

_FULL = Decimal(100)
_ANY = "____"
_ROUNDED = Decimal("0.1")
"""What shares in per cent are off by when an equal part was rounded."""
_PLAIN_TRUTHS = ({"true", "false"}, {"正确", "错误"}, {"正確", "錯誤"}, {"对", "错"}, {"對", "錯"})
"""Options that make a choice a statement to judge also where nothing says that it is one."""
NOBODY = "—"
"""The partner of things that belong to no category."""


def _choice(item: Item) -> Asked:
    response = item.responses[0]
    labels = item.labels(response)
    options = [item.option(label) for label in labels]
    several = _is_multiple(item, response)
    wanted = _wanted_together(item, response) if several else None
    if wanted is not None:
        right = [n for n, label in enumerate(labels) if label.ident in wanted]
        return item.stem, _shuffled(response, pictured_choice(options, right, "multiple_choice"))
    earned = _earned(item, response, labels)
    truths = [truth(text) for text, _ in options]
    declared = item.type == "true_false_question"
    plain = not several and is_truth([text for text, _ in options])
    if sorted(truths, key=str) == [False, True] and (declared or plain):
        right_one = [n for n, share in enumerate(earned) if share >= _FULL]
        return item.stem, true_false(truths[right_one[0]] if len(right_one) == 1 else None)
    return item.stem, _shuffled(response, weighted_choice(options, earned, single=not several))


def _shuffled(response: etree._Element, shape: Shape) -> Shape:
    """The choice, its options in their order where the file says so."""
    if any(one.get("shuffle", "").lower() == "no" for one in found(response, "render_choice")):
        shape[0]["shuffle"] = False
    return shape


def is_truth(options: Sequence[str]) -> bool:
    """Whether the options are those of a statement to judge, whatever the file calls it."""
    return len(options) == 2 and {text.casefold() for text in options} in _PLAIN_TRUTHS


def _is_multiple(item: Item, response: etree._Element) -> bool:
    return response.get("rcardinality") == "Multiple" or item.type == "multiple_answers_question"


def _wanted_together(item: Item, response: etree._Element) -> set[str] | None:
    """The options that only count together: those of the best rule that wants several or refuses some."""
    whole = [
        (rule, {words(one) for one in rule.equals(response.get("ident", ""))})
        for rule in item.rules
        if rule.points > 0
    ]
    together = [(rule.points, wanted) for rule, wanted in whole if len(wanted) > 1 or found(rule.test, "not")]
    if not together:
        return None
    if len(whole) > 1:
        item.tell("scoring_simplified", what="respcondition")
    return max(together, key=lambda one: one[0])[1]


def _earned(item: Item, response: etree._Element, labels: Sequence[Label]) -> list[Decimal]:
    """What each option earns by itself, in per cent of the best; all of several that add up are the best."""
    ident = response.get("ident", "")
    points = [score(item.rules, {ident: (label.ident,)}) for label in labels]
    gains = [one for one in points if one > 0]
    best = sum(gains) if _is_multiple(item, response) else max(gains, default=Decimal(0))
    return [round(one / best * 100, 5) if best else one for one in points]


def _short_answer(item: Item) -> Asked:
    keys = [_typed_key(item, response) for response in item.responses]
    stem = with_blanks(item.stem)
    return (one_blank(stem) if len(keys) == 1 else _filled_up(stem, len(keys))), blanks(keys)


def _typed_key(item: Item, response: etree._Element) -> dict[str, Any] | None:
    """What a typed answer may be; parts of texts are looked for anywhere in the answer."""
    ident, exact, parts = response.get("ident", ""), False, []
    answers: list[Weighted] = []
    best = max((rule.points for rule in item.rules), default=_FULL)
    for rule in item.rules:
        for one in rule.equals(ident):
            exact |= one.get("case", "").lower() == "yes"
            answers.append((rule.points / best * 100, words(one).replace("*", "\\*")))
            parts += [words(one)] if local(one) != "varequal" else []
    key = typed(answers, exact)
    for accept in key["accept"] if key is not None else ():
        if accept["value"] in parts:
            accept["match"] = "contains"
    return key


def _filled_up(stem: str, count: int) -> str:
    """The stem with as many blanks as there are answers."""
    return " ".join([stem, *[_ANY] * (count - len(re.findall("_{4,}", stem)))])


def _named_gaps(item: Item) -> str:
    """The stem with a gap for each `[name]` that one of the responses has; others are added at the end."""
    stem = item.stem
    for number, response in enumerate(item.responses, start=1):
        name = f"[{response.get('ident', '').removeprefix('response_')}]"
        stem = stem.replace(name, gap(number), 1) if name in stem else f"{stem} {gap(number)}"
    return stem


def _blanks(item: Item) -> Asked:
    """Blanks with names: every answer listed counts, but for lists to choose from, where one is right."""
    keys, listed = [], []
    for response in item.responses:
        labels = item.labels(response)
        texts = [item.material(label.element) for label in labels]
        if any(label.element.get("answer_type") in ("dropdown", "wordbank") for label in labels):
            right = _right_place(item, response, labels)
            keys.append(typed([] if right is None else [(_FULL, texts[right].replace("*", "\\*"))]))
            listed += [text for text in texts if text not in listed]
        else:
            keys.append(typed([(_FULL, text.replace("*", "\\*")) for text in texts]))
    stem = with_blanks(_named_gaps(item))
    return (f"{stem}\n({' / '.join(sorted(listed))})" if listed else stem), blanks(keys)


def _right_place(item: Item, response: etree._Element, labels: Sequence[Label]) -> int | None:
    earned = _earned(item, response, labels)
    return next((n for n, share in enumerate(earned) if share >= _FULL), None)


def _dropdowns(item: Item) -> Asked:
    gaps = []
    for response in item.responses:
        labels = item.labels(response)
        gaps.append(
            ([item.material(label.element) for label in labels], _right_place(item, response, labels))
        )
    return choices(_named_gaps(item), gaps) if all(options for options, _ in gaps) else None


def _matching(item: Item) -> Asked:
    """Each response is an entry on the left; entries without words are rows that were left empty."""
    pairs, others, points, keyed = [], [], [], True
    for response in item.responses:
        labels = item.labels(response)
        texts = [item.material(label.element) for label in labels]
        left, right = item.title_of(response), _right_place(item, response, labels)
        if left and right is not None:
            pairs.append((left, texts[right]))
            points.append(score(item.rules, {response.get("ident", ""): (labels[right].ident,)}))
        keyed &= right is not None or not left
        others += [text for text in texts if text]
    body, key = match(pairs, others)
    if key is not None and max(points, default=Decimal(0)) - min(points, default=Decimal(0)) > _ROUNDED:
        key["weights"] = {left["id"]: share for left, share in zip(body["left"], points, strict=True)}
    return (item.stem, (body, key)) if keyed else None


def _categories(item: Item) -> Asked:
    """Things on the left, categories on the right; what belongs to none gets a partner that says so."""
    things: dict[str, str] = {}
    partner: dict[str, str] = {}
    names = [item.title_of(response) for response in item.responses]
    for name, response in zip(names, item.responses, strict=True):
        things |= {label.ident: item.material(label.element) for label in item.labels(response)}
        wanted = [words(one) for rule in item.rules for one in rule.equals(response.get("ident", ""))]
        partner |= dict.fromkeys(wanted, name)
    return item.stem, match([(text, partner.get(ident, NOBODY)) for ident, text in things.items()], names)


def _ordering(item: Item) -> Asked:
    response = item.responses[0]
    texts = {label.ident: item.material(label.element) for label in item.labels(response)}
    wanted = [words(one) for rule in item.rules[:1] for one in rule.equals(response.get("ident", ""))]
    if sorted(wanted) != sorted(texts):
        return None
    places = [list(texts).index(ident) for ident in wanted]
    return item.stem, order(list(texts.values()), places)


def _numerical(item: Item) -> Asked:
    accept = numbers_of(item.rules)
    numbers = [one["value"] for one in accept if "value" in one] or [
        n for one in accept for n in one.values()
    ]
    return with_numbers(item.stem), numeric(accept, None, places(map(plain_number, numbers)))


def _calculated(item: Item) -> Asked:
    """The first of the worked-out sets of numbers: what is asked is one question, not a formula."""
    solved = next(iter(found(item.element, "var_set")), None)
    answer = number_of(words(solved, "answer"))
    if solved is None or answer is None:
        return None
    stem = item.stem
    for one in found(solved, "var"):
        stem = stem.replace(f"[{one.get('name', '')}]", words(one))
    margin = next((words(one) for one in found(item.element, "answer_tolerance")), "")
    tolerance = number_of(margin.removesuffix("%")) or Decimal(0)
    near = {"rel_tol": tolerance / 100} if margin.endswith("%") else {"abs_tol": tolerance}
    item.tell("formula_frozen", sets=str(len(found(item.element, "var_set"))))
    return stem, numeric([{"value": answer, **near}], None, places([answer]))


def _essay(item: Item) -> Asked:
    return with_numbers(item.stem), open_(
        item.facts.get("grading_notes", "") or item.feedback("solution", "Solution")
    )


def _hot_spot(item: Item) -> Asked:
    response = item.responses[0]
    image = next(iter(found(response, "matimage")), None)
    uri = image.get("uri", "") if image is not None else ""
    media = item.wording.picture(uri)
    if media is None:
        item.wording.missing(uri)
        return None
    labels = found(response, "response_label")
    areas = [_area(item, one, media, n) for n, one in enumerate(labels)]
    whole = [area for area in areas if area is not None]
    if len(whole) < len(areas):
        item.tell("area_not_read")
    several = response.get("rcardinality") == "Multiple"
    return item.stem, hotspot(media.id, whole, "find_all" if several else "pick")


def _area(item: Item, label: etree._Element, media: Media, number: int) -> dict[str, Any] | None:
    named = item.material(label) or f"({number + 1})"
    shape, coords = label.get("rarea", ""), (label.text or "").strip()
    return region_of(shape, coords, media, number, label.get("ident", ""), label=named)


TYPES: dict[str, Callable[[Item], Asked]] = {
    "multiple_choice_question": _choice,
    "multiple_answers_question": _choice,
    "true_false_question": _choice,
    "short_answer_question": _short_answer,
    "fill_in_multiple_blanks_question": _blanks,
    "multiple_dropdowns_question": _dropdowns,
    "matching_question": _matching,
    "categorization_question": _categories,
    "ordering_question": _ordering,
    "numerical_question": _numerical,
    "calculated_question": _calculated,
    "essay_question": _essay,
    "hot_spot_question": _hot_spot,
}


def type_of(item: Item) -> str:
    """The type that is named, or else the one that the way of answering tells."""
    if item.type:
        return item.type
    names = {local(response) for response in item.responses}
    if not names:
        return "text_only_question"
    if found(item.element, "calculated"):
        return "calculated_question"
    if names <= {"response_str", "response_num"}:
        return _typed_type(item)
    if names == {"response_xy"}:
        return "hot_spot_question"
    return _listed_type(item) if names == {"response_lid"} else ", ".join(sorted(names))


def _typed_type(item: Item) -> str:
    numbers = found(item.element, "vargte", "vargt", "varlte", "varlt") or found(item.element, "response_num")
    wants_number = any(
        one.get("fibtype") in ("Decimal", "Integer") for one in found(item.element, "render_fib")
    )
    if len(item.responses) == 1 and (numbers or wants_number) and numbers_of(item.rules):
        return "numerical_question"
    idents = [response.get("ident", "") for response in item.responses]
    compared = any(True for rule in item.rules for ident in idents for _ in rule.equals(ident))
    return "short_answer_question" if compared else "essay_question"


def _listed_type(item: Item) -> str:
    if len(item.responses) > 1:
        lists = {tuple(label.ident for label in item.labels(response)) for response in item.responses}
        return "matching_question" if len(lists) == 1 else "multiple_dropdowns_question"
    ordered = item.responses[0].get("rcardinality") == "Ordered"
    return "ordering_question" if ordered else "multiple_choice_question"


def ask(item: Item) -> Asked:
    """The stem and the shape of an item; None for what cannot be asked."""
    kind = TYPES.get(type_of(item))
    needs_response = kind not in (_essay, _calculated)
    if kind is None or (needs_response and not item.responses):
        return None
    return fits(kind(item))
