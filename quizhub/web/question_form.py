"""A question as the fields of the desk's editor; the way back is in `question_of_form`. Pure."""

from collections.abc import Mapping, Sequence

from quizhub.questions.bodies import (
    ChoiceBody,
    HotspotBody,
    MatchBody,
    NumericBody,
    OrderBody,
)
from quizhub.questions.keys import (
    ChoiceKey,
    FillKey,
    HotspotKey,
    MatchKey,
    NumberNear,
    NumericKey,
    OpenKey,
    OrderKey,
)
from quizhub.questions.model import Question
from quizhub.questions.text import Option

TEXTS = ("stem", "screen", "explanation", "hint", "note")
MADE_HERE = (
    "single_choice",
    "multiple_choice",
    "true_false",
    "fill",
    "numeric",
    "order",
    "match",
    "open",
    "hotspot",
)
"""Kinds that can be made in this form."""
ROWS = 8
PICTURES = 6
REGIONS = 10
SOURCES = 3


def form_of(question: Question, languages: Sequence[str]) -> dict[str, str]:
    """The fields of the form with what the question says."""
    fields = {f"{name}.{tag}": _in(getattr(question, name), tag) for name in TEXTS for tag in languages}
    fields |= {
        "kind": question.kind,
        "difficulty": str(question.difficulty or ""),
        "topic": question.topic,
        "tags": ", ".join(question.tags),
        "audience": ", ".join(question.audience),
        "time_s": str(question.time_s or ""),
    }
    for n, source in enumerate(question.sources[:SOURCES]):
        fields |= {f"source{n}.title.{tag}": _in(source.title, tag) for tag in languages}
        fields |= {f"source{n}.locator.{tag}": _in(source.locator, tag) for tag in languages}
        fields[f"source{n}.check_by"] = source.check_by.isoformat() if source.check_by else ""
    return fields | _of_pictures(question, languages) | _of_body(question, languages)


def _of_pictures(question: Question, languages: Sequence[str]) -> dict[str, str]:
    """The question's own pictures: what each is, where it is shown, what it shows in words."""
    fields: dict[str, str] = {}
    for n, media in enumerate(question.media[:PICTURES]):
        fields[f"media{n}"] = media.model_copy(update={"alt": None}).model_dump_json(exclude_none=True)
        fields[f"media{n}.place"] = _place_of(question, media.id)
        fields |= {f"media{n}.alt.{tag}": _in(media.alt, tag) for tag in languages}
    return fields


def _place_of(question: Question, media: str) -> str:
    body = question.body
    if isinstance(body, HotspotBody):
        return "image" if body.image == media else "stem"
    if isinstance(body, ChoiceBody):
        return next((f"option{n}" for n, o in enumerate(body.options) if o.media == media), "stem")
    return "stem"


def _of_body(question: Question, languages: Sequence[str]) -> dict[str, str]:
    match question.body, question.key:
        case ChoiceBody(kind="true_false"), key:
            return {"truth": key.correct[0] if isinstance(key, ChoiceKey) else ""}
        case ChoiceBody() as body, key:
            right = key.correct if isinstance(key, ChoiceKey) else ()
            marks = {f"option{n}.right": "on" for n, o in enumerate(body.options) if o.id in right}
            return _rows("option", body.options, languages) | marks
        case OrderBody() as body, OrderKey() as key:
            by_id = {item.id: item for item in body.items}
            return _rows("item", [by_id[name] for name in key.sequence], languages)
        case OrderBody() as body, _:
            return _rows("item", body.items, languages)
        case MatchBody() as body, key:
            return _of_match(body, dict(key.pairs) if isinstance(key, MatchKey) else {}, languages)
        case NumericBody() as body, key:
            return _of_number(body, key, languages)
        case _, FillKey() as key:
            return {f"blank{n}": "\n".join(a.value for a in one.accept) for n, one in enumerate(key.blanks)}
        case HotspotBody() as body, key:
            return {"mode": body.mode} | _of_regions(key, languages)
        case _, OpenKey(reference=reference):
            return {f"reference.{tag}": _in(reference, tag) for tag in languages}
    return {}


def _of_regions(key: object, languages: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for n, region in enumerate(key.regions[:REGIONS] if isinstance(key, HotspotKey) else ()):
        fields[f"region{n}.shape"] = region.shape
        fields[f"region{n}.coords"] = " ".join(f"{part:f}" for part in region.coords)
        fields[f"region{n}.correct"] = "on" if region.correct else ""
        fields |= {f"region{n}.label.{tag}": _in(region.label, tag) for tag in languages}
    return fields


def _of_match(body: MatchBody, partner: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    by_id = {item.id: item for item in body.right}
    paired = [by_id[partner[item.id]] for item in body.left if item.id in partner]
    rest = [item for item in body.right if item not in paired]
    return _rows("left", body.left, languages) | _rows("right", [*paired, *rest], languages)


def _of_number(body: NumericBody, key: object, languages: Sequence[str]) -> dict[str, str]:
    fields = {f"unit.{tag}": _in(body.unit, tag) for tag in languages} | {"decimals": str(body.decimals)}
    if not isinstance(key, NumericKey):
        return fields
    first = key.accept[0]
    if isinstance(first, NumberNear):
        return fields | {"value": str(first.value), "tolerance": str(first.abs_tol) if first.abs_tol else ""}
    return fields | {"lo": str(first.lo or ""), "hi": str(first.hi or "")}


def _rows(name: str, options: Sequence[Option], languages: Sequence[str]) -> dict[str, str]:
    return {
        f"{name}{n}.{tag}": _in(option.text, tag) for n, option in enumerate(options) for tag in languages
    }


def _in(text: Mapping[str, str] | None, tag: str) -> str:
    return "" if text is None else text.get(tag, "")
