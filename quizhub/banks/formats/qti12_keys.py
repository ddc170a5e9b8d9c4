"""Body and key of each kind as items of QTI 1.2 in Canvas's question types. Used by the Canvas writer.

A function of `KINDS` adds what is shown and what earns points, and names the type. `simplified` says what of
a key Canvas cannot hold.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from quizhub.banks.formats.moodle_numbers import plain_number
from quizhub.banks.formats.xml_writing import add, html_of
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
    Region,
    text_in,
)

RESPONSE = "response1"
_BOUNDS = {("lo", False): "vargte", ("lo", True): "vargt", ("hi", False): "varlte", ("hi", True): "varlt"}
_AREAS = {"rect": "rectangle", "circle": "ellipse", "ellipse": "ellipse", "poly": "bounded"}


@dataclass(frozen=True)
class Writing12:
    """An item on its way; `picture` gives the address of a picture that is at hand, or None."""

    question: Question
    language: str
    picture: Callable[[Media], str | None]
    shown: etree._Element = field(default_factory=lambda: etree.Element("presentation"))
    processing: etree._Element = field(default_factory=lambda: etree.Element("resprocessing"))
    facts: dict[str, str] = field(default_factory=dict)
    """Further metadata."""

    def words(self, text: Mapping[str, str] | None) -> str:
        """A text in the language that is written."""
        return text_in(text or {}, self.language)

    def html(self, text: str, shown: Iterable[Media] = ()) -> str:
        """A text as HTML with pictures behind it."""
        addresses = (self.picture(media) for media in shown)
        return html_of(text) + "".join(
            f'<br><img src="{html_of(one)}">' for one in addresses if one is not None
        )

    def response(self, tag: str, ident: str = RESPONSE, cardinality: str = "Single") -> etree._Element:
        """A new response."""
        return add(self.shown, tag, ident=ident, rcardinality=cardinality)

    def label(self, parent: etree._Element, option: Option) -> None:
        """An option with its picture."""
        made = add(parent, "response_label", ident=option.id)
        own = [media for media in self.question.media if media.id == option.media]
        material(made, self.html(self.words(option.text), own))

    def rule(self, points: Decimal | int, action: str = "Set") -> etree._Element:
        """A condition to be filled, and the points in per cent it gives."""
        rule = add(self.processing, "respcondition", **{"continue": "No"})
        test = add(rule, "conditionvar")
        add(rule, "setvar", str(plain_number(round(Decimal(points), 5))), action=action, varname="SCORE")
        return test


def material(parent: etree._Element, html: str) -> None:
    """A text in HTML."""
    add(add(parent, "material"), "mattext", html, texttype="text/html")


def equal(parent: etree._Element, value: str, ident: str = RESPONSE, **attributes: str) -> None:
    """A value of a response that a condition wants."""
    add(parent, "varequal", value, respident=ident, **attributes)


def simplified(question: Question) -> list[str]:
    """What of the key Canvas cannot hold, in the words of the bank format."""
    match question.body, question.key:
        case ChoiceBody() as body, ChoiceKey() as key:
            odd = body.kind == "multiple_choice" and key.scoring in ("per_option", "no_wrong_partial")
            most = len(body.options) if body.kind == "multiple_choice" else 1
            limits = (body.min_select, body.max_select) != (1, most)
            return ["scoring"] * odd + ["floor"] * (key.floor > 0) + ["min_select, max_select"] * limits
        case _, FillKey() as key:
            return _simpler_fill(key)
        case NumericBody(unit=unit), NumericKey(accept=accept):
            rounded = any(isinstance(one, NumberNear) and one.decimals is not None for one in accept)
            return ["unit"] * (unit is not None) + ["decimals"] * rounded
        case _, OrderKey(scoring=scoring):
            return ["scoring"] * (scoring != "exact")
        case _, MatchKey(scoring=scoring):
            return ["scoring"] * (scoring != "per_pair")
        case _, OpenKey() as key:
            return ["rubric"] * bool(key.rubric) + ["keywords"] * bool(key.keywords)
        case _, HotspotKey() as key:
            wrong = len(key.correct) < len(key.regions)
            weighted = len({region.weight for region in key.correct}) > 1
            return ["regions"] * wrong + ["weight"] * weighted
    return []


def _simpler_fill(key: FillKey) -> list[str]:
    plain = all(
        accept.match in ("exact", "normal") and accept.weight == 1 for b in key.blanks for accept in b.accept
    )
    return (
        ["match, weight"] * (not plain) + ["reject"] * any(blank.reject for blank in key.blanks)
        + ["normal"] * any(_is_odd(blank, len(key.blanks)) for blank in key.blanks)
        + ["unordered"] * key.unordered + ["min_correct"] * (key.min_correct is not None)
        + ["blank weight"] * (len({blank.weight for blank in key.blanks}) > 1)
    )  # fmt: skip


def _is_odd(blank: BlankKey, count: int) -> bool:
    """Whether a blank compares in a way that Canvas has no word for; blanks with names never look at case."""
    exact = blank.normal == "exact" or any(accept.match == "exact" for accept in blank.accept)
    return blank.normal not in ("basic", "exact") or (exact and count > 1)


def _choice(ask: Writing12) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, ChoiceBody)
    several = body.kind == "multiple_choice"
    response = ask.response("response_lid", cardinality="Multiple" if several else "Single")
    shown = add(response, "render_choice", shuffle="Yes" if body.shuffle else "No")
    for option in body.options:
        truth = body.kind == "true_false"
        ask.label(shown, option.model_copy(update={"text": {"en": option.id.title()}}) if truth else option)
    if isinstance(key, ChoiceKey):
        _score_choice(ask, body, key)
    return {"true_false": "true_false_question", "multiple_choice": "multiple_answers_question"}.get(
        body.kind, "multiple_choice_question"
    )


def _score_choice(ask: Writing12, body: ChoiceBody, key: ChoiceKey) -> None:
    if key.weights is not None:
        gains = sorted((weight for weight in key.weights.values() if weight > 0), reverse=True)
        best = sum(gains[: body.max_select], Decimal(0))
        action = "Add" if body.kind == "multiple_choice" else "Set"
        for name, weight in key.weights.items():
            equal(ask.rule(weight / best * 100, action), name)
    elif body.kind == "multiple_choice":
        whole = add(ask.rule(100), "and")
        for name in body.ids:
            equal(whole if name in key.correct else add(whole, "not"), name)
    else:
        for name in key.correct:
            equal(ask.rule(100), name)


def _fill(ask: Writing12) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, FillBody)
    keys = key.blanks if isinstance(key, FillKey) else (None,) * len(body.blanks)
    if len(keys) == 1:
        add(add(ask.response("response_str"), "render_fib"), "response_label", ident="answer1")
        test = ask.rule(100) if keys[0] is not None else etree.Element("none")
        for text, exact in _texts(keys[0]):
            equal(test, text, **({"case": "Yes"} if exact else {}))
        return "short_answer_question"
    for place, blank in enumerate(keys, start=1):
        ident = f"response_blank{place}"
        shown = add(ask.response("response_lid", ident), "render_choice")
        texts = [text for text, _ in _texts(blank)]
        for number, text in enumerate(texts, start=1):
            label = add(shown, "response_label", ident=f"b{place}_{number}")
            material(label, html_of(text))
        if texts:
            equal(ask.rule(Decimal(100) / len(keys), "Add"), f"b{place}_1", ident)
    return "fill_in_multiple_blanks_question"


def _texts(blank: BlankKey | None) -> list[tuple[str, bool]]:
    """The texts that earn everything, and whether upper and lower case matter."""
    if blank is None:
        return []
    known = [one for one in blank.accept if one.match in ("exact", "normal") and one.weight == 1]
    return [(one.value, one.match == "exact" or blank.normal == "exact") for one in known]


def named_gaps(stem: str) -> str:
    """The stem of a question of several blanks with a name for each."""
    numbers = iter(range(1, 1_000))
    return re.sub("_{4,}", lambda _: f"[blank{next(numbers)}]", stem)


def _numeric(ask: Writing12) -> str:
    key = ask.question.key
    shown = add(ask.response("response_str"), "render_fib", fibtype="Decimal")
    add(shown, "response_label", ident="answer1")
    for one in key.accept if isinstance(key, NumericKey) else ():
        test = ask.rule(one.weight * 100)
        if isinstance(one, NumberRange):
            _bounds(test, one)
        elif one.rel_tol * abs(one.value) > one.abs_tol:
            percent = {"margintype": "percent", "margin": str(plain_number(one.rel_tol * 100))}
            _margin(test, one, one.rel_tol * abs(one.value), **percent)
        else:
            _margin(test, one, one.abs_tol)
    return "numerical_question"


def _margin(test: etree._Element, one: NumberNear, tolerance: Decimal, **attributes: str) -> None:
    """A value, or else what lies around it."""
    either = add(test, "or")
    equal(either, str(plain_number(one.value)), **attributes)
    if tolerance:
        _bounds(add(either, "and"), NumberRange(lo=one.value - tolerance, hi=one.value + tolerance))


def _bounds(parent: etree._Element, one: NumberRange) -> None:
    for name, value, is_open in (("lo", one.lo, one.lo_open), ("hi", one.hi, one.hi_open)):
        if value is not None:
            add(parent, _BOUNDS[name, is_open], str(plain_number(value)), respident=RESPONSE)


def _order(ask: Writing12) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, OrderBody)
    response = ask.response("response_lid", cardinality="Ordered")
    shown = add(add(add(response, "render_extension"), "ims_render_object"), "flow_label")
    for item in body.items:
        ask.label(shown, item)
    if isinstance(key, OrderKey):
        test = ask.rule(100)
        for name in key.sequence:
            equal(test, name)
    return "ordering_question"


def _match(ask: Writing12) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, MatchBody)
    partner = dict(key.pairs) if isinstance(key, MatchKey) else {}
    weights = (key.weights if isinstance(key, MatchKey) else None) or {}
    whole = sum((weights.get(left.id, Decimal(1)) for left in body.left), Decimal(0))
    for left in body.left:
        ident = f"response_{left.id}"
        response = ask.response("response_lid", ident)
        material(response, ask.html(ask.words(left.text)))
        shown = add(response, "render_choice")
        for right in body.right:
            ask.label(shown, right)
        if left.id in partner:
            equal(ask.rule(weights.get(left.id, Decimal(1)) / whole * 100, "Add"), partner[left.id], ident)
    return "matching_question"


def _open(ask: Writing12) -> str:
    key = ask.question.key
    add(add(ask.response("response_str"), "render_fib"), "response_label", ident="answer1")
    if isinstance(key, OpenKey) and key.reference is not None:
        ask.facts["grading_notes"] = ask.words(key.reference)
    return "essay_question"


def _hotspot(ask: Writing12) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, HotspotBody)
    picture = next(media for media in ask.question.media if media.id == body.image)
    response = ask.response("response_xy", cardinality="Single" if body.mode == "pick" else "Multiple")
    shown = add(response, "render_hotspot")
    add(add(shown, "material"), "matimage", uri=ask.picture(picture) or "")
    for region in key.correct if isinstance(key, HotspotKey) else ():
        coords = _coords(region, picture.width / picture.height)
        label = add(shown, "response_label", coords, ident=region.id, rarea=_AREAS[region.shape])
        material(label, html_of(ask.words(region.label)))
    return "hot_spot_question"


def _coords(region: Region, aspect: float) -> str:
    """Parts of the picture; an ellipse by the corners around it, as New Quizzes has it.

    `aspect`: width over height, as the radius of a circle is a part of the width.
    """
    parts = region.numbers
    if region.shape == "circle":
        parts = (*parts[:2], parts[2], parts[2] * aspect)
    if region.shape in ("circle", "ellipse"):
        x, y, across, down = parts
        parts = (x - across, y - down, x + across, y + down)
    return ",".join(str(round(min(max(part, 0.0), 1.0), 6)) for part in parts)


KINDS: dict[Kind, Callable[[Writing12], str]] = {
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
