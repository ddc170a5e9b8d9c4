"""A question as the desk's tables and pages show it: words by language, options with the right ones marked.

For organisers only: it tells the key. Screens and phones get theirs from `contest.views`.
"""

from collections.abc import Mapping
from typing import Any

from quizhub.questions.bodies import (
    ChoiceBody,
    FillBody,
    HotspotBody,
    MatchBody,
    NumericBody,
    OpenBody,
    OrderBody,
)
from quizhub.questions.keys import (
    ChoiceKey,
    FillKey,
    HotspotKey,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericKey,
    OpenKey,
    OrderKey,
)
from quizhub.questions.model import Question, Source
from quizhub.questions.text import text_in
from quizhub.web.refusals import N_

KINDS: Mapping[str, str] = {
    "single_choice": N_("Single choice"),
    "multiple_choice": N_("Multiple choice"),
    "true_false": N_("True or false"),
    "fill": N_("Fill in"),
    "numeric": N_("Number"),
    "order": N_("Put in order"),
    "match": N_("Match"),
    "hotspot": N_("Picture search"),
    "open": N_("Open question"),
}
STATUSES: Mapping[str, str] = {
    "draft": N_("Draft"),
    "review": N_("To be reviewed"),
    "ready": N_("Ready"),
    "retired": N_("Retired"),
}
LANGUAGE_NAMES: Mapping[str, str] = {
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "en": "English",
    "und": "—",
}
"""Every language by its own name, as people look for it."""

Said = list[tuple[str, str]]
"""Words with their language, the reader's own first."""


def question_view(question: Question, language: str, pictures_at: str = "/desk/media") -> dict[str, Any]:
    """Everything of a question that people read, in plain values for a template; its pictures are found under
    `pictures_at`."""
    return {
        "id": question.id,
        "revision": question.revision,
        "kind": question.kind,
        "kind_words": KINDS[question.kind],
        "draft": question.key is None,
        "stem": said(question.stem, language),
        "screen": said(question.screen, language),
        "note": said(question.note, language),
        "options": _options(question, language),
        "answer": _answer(question, language),
        "explanation": said(question.explanation, language),
        "hint": said(question.hint, language),
        "sources": [_source(source, language) for source in question.sources],
        "difficulty": question.difficulty,
        "topic": question.topic,
        "tags": question.tags,
        "audience": question.audience,
        "languages": list(question.stem),
        "pictures": [
            {
                "src": f"{pictures_at}/{media.id}",
                "alt": text_in(media.alt, language) if media.alt else media.name,
            }
            for media in question.all_media
        ],
        "material": said(question.material.text, language) if question.material is not None else [],
    }


def said(text: Mapping[str, str] | None, language: str) -> Said:
    """A text in all its languages, the reader's own first; nothing for no text."""
    if not text:
        return []
    own = text_in(text, language)
    return sorted(text.items(), key=lambda one: one[1] != own)


def _options(question: Question, language: str) -> list[dict[str, Any]]:
    """What there is to choose, order or pair; `right` is whether, or which place or partner."""
    match question.body, question.key:
        case ChoiceBody() as body, key:
            right = set(key.correct) if isinstance(key, ChoiceKey) else set()
            return [
                {
                    "letter": "ABCDEFGHIJKLMNOPQRST"[n],
                    "text": said(o.text, language),
                    "right": o.id in right,
                    "partner": [],
                }
                for n, o in enumerate(body.options)
            ]
        case OrderBody() as body, key:
            places = {name: n + 1 for n, name in enumerate(key.sequence)} if isinstance(key, OrderKey) else {}
            return [
                {
                    "letter": str(places.get(i.id, "?")),
                    "text": said(i.text, language),
                    "right": False,
                    "partner": [],
                }
                for i in sorted(body.items, key=lambda item: places.get(item.id, 0))
            ]
        case MatchBody() as body, key:
            partner = dict(key.pairs) if isinstance(key, MatchKey) else {}
            texts = {item.id: item.text for item in body.right}
            return [
                {
                    "letter": str(n + 1),
                    "text": said(item.text, language),
                    "right": False,
                    "partner": said(texts.get(partner.get(item.id, "")), language),
                }
                for n, item in enumerate(body.left)
            ]
    return []


def _answer(question: Question, language: str) -> list[str]:
    """The key of kinds without options, a line for each part."""
    match question.body, question.key:
        case FillBody(), FillKey() as key:
            return [" / ".join(accept.value for accept in blank.accept) for blank in key.blanks]
        case NumericBody() as body, NumericKey() as key:
            unit = text_in(body.unit, language) if body.unit is not None else ""
            return [f"{_number(accept)} {unit}".strip() for accept in key.accept]
        case HotspotBody(), HotspotKey() as key:
            return [text_in(region.label, language) for region in key.correct]
        case OpenBody(), OpenKey(reference=reference) if reference is not None:
            return [text_in(reference, language)]
    return []


def _number(accept: NumberNear | NumberRange) -> str:
    if isinstance(accept, NumberRange):
        lo = "" if accept.lo is None else str(accept.lo)
        hi = "" if accept.hi is None else str(accept.hi)
        return f"{lo}–{hi}"
    tolerance = (
        f" ± {accept.abs_tol}"
        if accept.abs_tol
        else f" ± {accept.rel_tol * 100:g} %"
        if accept.rel_tol
        else ""
    )
    return f"{accept.value}{tolerance}"


def _source(source: Source, language: str) -> dict[str, Any]:
    return {
        "title": text_in(source.title, language),
        "locator": text_in(source.locator, language) if source.locator is not None else "",
        "url": source.url,
        "check_by": source.check_by.isoformat() if source.check_by is not None else None,
    }
