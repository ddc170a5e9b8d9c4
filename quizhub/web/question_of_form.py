"""The filled-in form of the desk's editor as a question.

What the form has no field for (weights, normalisation, what a file format left) is kept from the question as
it was, as long as the part it belongs to was not changed. Pure: no request, no database.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from quizhub.questions.bodies import (
    ChoiceBody,
    FillBody,
    HotspotBody,
    MatchBody,
    NumericBody,
    OpenBody,
    OrderBody,
    true_false_body,
)
from quizhub.questions.media import Media
from quizhub.questions.model import Question
from quizhub.web.question_form import PICTURES, REGIONS, ROWS, SOURCES, TEXTS

Form = Mapping[str, str]
Values = dict[str, Any]
_IDS = "abcdefghijklmnopqrst"
_NO_PICTURE = {"id": "0" * 64, "mime": "image/png", "width": 1, "height": 1, "name": "none.png"}


class Filled:
    """The filled-in form: words trimmed, texts by language, rows that hold anything."""

    def __init__(self, form: Form, languages: Sequence[str]) -> None:
        self._form = form
        self.languages = languages

    def word(self, name: str) -> str:
        """One line; empty when it is not there."""
        return self._form.get(name, "").strip()

    def words(self, name: str) -> tuple[str, ...]:
        """What stands between commas."""
        parts = self.word(name).replace("，", ",").replace("、", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines that hold anything."""
        return tuple(line.strip() for line in self.word(name).splitlines() if line.strip())

    def text(self, name: str, before: Mapping[str, str] | None = None) -> dict[str, str]:
        """A text in the languages of the form; others it had before stay."""
        kept = {tag: words for tag, words in (before or {}).items() if tag not in self.languages}
        own = {tag: self.word(f"{name}.{tag}") for tag in self.languages}
        return kept | {tag: words for tag, words in own.items() if words}

    def rows(self, name: str) -> list[tuple[int, dict[str, str]]]:
        """The rows that hold a text, with their numbers."""
        found = ((n, self.text(f"{name}{n}")) for n in range(ROWS))
        return [(n, text) for n, text in found if text]


def values_of(form: Filled, before: Question) -> Values:
    """What to make the question of: plain values for the model, which judges them.

    `before` is the question as it was; for a new one an empty question of the kind. A key that the form
    does not change stays as it was, with its weights and the like.
    """
    values: Values = before.model_dump(exclude_none=True)
    texts = {name: form.text(name, getattr(before, name)) or None for name in TEXTS}
    media, places = _pictures(form)
    body, key = _shape(form, before, places)
    unchanged = key is not None and before.key is not None and _says_the_same(key, values["key"])
    changed = {
        **texts,
        "difficulty": form.word("difficulty") or None,
        "time_s": form.word("time_s") or None,
        "topic": form.word("topic"),
        "tags": form.words("tags"),
        "audience": form.words("audience"),
        "sources": _sources(form, before),
        "media": media,
        "body": {**values["body"], **body},
        "key": values.get("key") if unchanged else _with_policy(key, values.get("key")),
    }
    return {name: value for name, value in (values | changed).items() if value is not None}


def _pictures(form: Filled) -> tuple[list[Values], dict[str, str]]:
    """The pictures the form carries, and by place (`option2`, `image`) the one shown there."""
    found, places = [], {}
    for n in range(PICTURES):
        written = form.word(f"media{n}")
        if not written or form.word(f"media{n}.remove"):
            continue
        media = _media(written)
        if media is not None:
            alt = form.text(f"media{n}.alt")
            found.append({**media, **({"alt": alt} if alt else {})})
            places[form.word(f"media{n}.place")] = str(media["id"])
    return found, places


def _media(written: str) -> Values | None:
    try:
        return Media.model_validate_json(written).model_dump(exclude_none=True)
    except ValidationError:
        return None


def _shape(form: Filled, before: Question, places: Mapping[str, str]) -> tuple[Values, Values | None]:
    """What the form says of body and key."""
    match before.body:
        case ChoiceBody(kind="true_false"):
            truth = form.word("truth")
            return {}, {"kind": "true_false", "correct": (truth,)} if truth else None
        case ChoiceBody() as body:
            return _choice(form, body, places)
        case FillBody():
            return _fill(form)
        case NumericBody():
            return _numeric(form)
        case OrderBody():
            items = [{"id": _IDS[n], "text": text} for n, text in form.rows("item")]
            return {"items": items}, {"kind": "order", "sequence": tuple(item["id"] for item in items)}
        case MatchBody():
            return _match(form)
        case HotspotBody():
            return _hotspot(form, before, places)
        case OpenBody():
            return {}, {"kind": "open", "reference": form.text("reference") or None}


def _choice(form: Filled, before: ChoiceBody, places: Mapping[str, str]) -> tuple[Values, Values | None]:
    """Options keep their ids by their rows, so that keys and pictures stay with them."""
    known = {_IDS[n]: option for n, option in enumerate(before.options)}
    options, right = [], []
    for n, text in form.rows("option"):
        was = known.get(_IDS[n])
        option = {"id": was.id if was else _IDS[n], "text": text}
        shown = places.get(f"option{n}")
        options.append(option | ({"media": shown} if shown else {}))
        if form.word(f"option{n}.right"):
            right.append(option["id"])
    several = len(right) > 1 or form.word("kind") == "multiple_choice"
    kind = "multiple_choice" if several else "single_choice"
    body = {"kind": kind, "options": options, "min_select": 1, "max_select": len(options) if several else 1}
    return body, {"kind": kind, "correct": tuple(right)} if right else None


def _fill(form: Filled) -> tuple[Values, Values | None]:
    blanks = [form.lines(f"blank{n}") for n in range(ROWS)]
    blanks = blanks[: max((n + 1 for n, one in enumerate(blanks) if one), default=1)]
    body = {"blanks": [{"id": f"b{n + 1}"} for n in range(len(blanks))]}
    if not all(blanks):
        return body, None
    return body, {"kind": "fill", "blanks": [{"accept": [{"value": v} for v in one]} for one in blanks]}


def _numeric(form: Filled) -> tuple[Values, Values | None]:
    body: Values = {"unit": form.text("unit") or None, "decimals": form.word("decimals") or 0}
    value, tolerance = form.word("value"), form.word("tolerance")
    ends = {end: form.word(end) for end in ("lo", "hi") if form.word(end)}
    if value:
        accept: Values = {"value": value, **({"abs_tol": tolerance} if tolerance else {})}
    elif ends:
        accept = ends
    else:
        return body, None
    return body, {"kind": "numeric", "accept": [accept]}


def _hotspot(form: Filled, before: Question, places: Mapping[str, str]) -> tuple[Values, Values | None]:
    """The picture and its areas; what a key has besides (hit radius, penalties, weights) stays."""
    kept: Values = {"kind": "hotspot"} if before.key is None else before.key.model_dump(exclude_none=True)
    old: list[Values] = list(kept.pop("regions", ()))
    regions = []
    for n in range(REGIONS):
        coords, label = (
            form.word(f"region{n}.coords").replace(",", " ").split(),
            form.text(f"region{n}.label"),
        )
        if not coords:
            continue
        region = {
            "id": old[n]["id"] if n < len(old) else f"r{n + 1}",
            "shape": form.word(f"region{n}.shape") or "rect",
            "coords": coords,
            "label": label,
            "correct": bool(form.word(f"region{n}.correct")),
        }
        regions.append({**(old[n] if n < len(old) else {}), **region})
    mode = "find_all" if form.word("mode") == "find_all" else "pick"
    body: Values = {"mode": mode, "image": places.get("image", "")}
    was = before.body.max_clicks if isinstance(before.body, HotspotBody) else 1
    body["max_clicks"] = 1 if mode == "pick" else max(was, 2)
    return body, {**kept, "regions": regions} if regions else None


def _match(form: Filled) -> tuple[Values, Values | None]:
    """Rows with both sides are pairs; what stands alone on the right leads astray."""
    left, right = dict(form.rows("left")), dict(form.rows("right"))
    body = {
        "left": [{"id": f"l{n + 1}", "text": text} for n, text in left.items()],
        "right": [{"id": f"r{n + 1}", "text": text} for n, text in right.items()],
        "reuse_right": False,
    }
    pairs = [(f"l{n + 1}", f"r{n + 1}") for n in left if n in right]
    return body, {"kind": "match", "pairs": pairs} if len(pairs) == len(left) else None


def _sources(form: Filled, before: Question) -> list[Values]:
    """The sources of the form; what it has no field for stays with each, and so do those beyond it."""
    old = [source.model_dump(exclude_none=True) for source in before.sources]
    found = []
    for n in range(SOURCES):
        was = old[n] if n < len(old) else {}
        title = form.text(f"source{n}.title", was.get("title"))
        locator = form.text(f"source{n}.locator", was.get("locator"))
        check_by = form.word(f"source{n}.check_by")
        kept = {name: value for name, value in was.items() if name not in ("title", "locator", "check_by")}
        if title:
            found.append(
                {**kept, "title": title}
                | ({"locator": locator} if locator else {})
                | ({"check_by": check_by} if check_by else {})
            )
    return found + old[SOURCES:]


def _with_policy(key: Values | None, before: Values | None) -> Values | None:
    """A changed key is marked by the same policy as before; weights belong to options and go with them."""
    policy = (before or {}).get("scoring")
    if key is None or policy in (None, "weights"):
        return key
    return {**key, "scoring": policy}


def _says_the_same(key: Values, before: Values) -> bool:
    """Whether what the form says of a key is what it was; the form knows only a part of it."""
    return key["kind"] != "hotspot" and _told(key) == _told(before)


def _told(key: Values) -> object:
    match key["kind"]:
        case "fill":
            return [[accept["value"] for accept in blank["accept"]] for blank in key["blanks"]]
        case "numeric":
            first = key["accept"][0]
            return {
                name: str(value)
                for name, value in first.items()
                if name in ("value", "abs_tol", "lo", "hi") and value
            }
        case "order":
            return tuple(key["sequence"])
        case "match":
            return sorted(tuple(pair) for pair in key["pairs"])
        case "open":
            return key.get("reference")
    return set(key.get("correct", ()))


def empty(kind: str, language: str) -> Question:
    """A question of a kind to begin with; its words are placeholders that the form replaces."""
    text = {language: "?"}
    two = [{"id": "a", "text": text}, {"id": "b", "text": text}]
    bodies: Mapping[str, Values] = {
        "single_choice": {"kind": "single_choice", "options": two},
        "multiple_choice": {"kind": "multiple_choice", "options": two},
        "true_false": true_false_body().model_dump(),
        "fill": {"kind": "fill", "blanks": [{"id": "b1"}]},
        "numeric": {"kind": "numeric"},
        "order": {"kind": "order", "items": two},
        "match": {"kind": "match", "left": two, "right": two},
        "open": {"kind": "open"},
        "hotspot": {"kind": "hotspot", "image": _NO_PICTURE["id"]},
    }
    media = [_NO_PICTURE] if kind == "hotspot" else []
    stem = {language: "____"} if kind == "fill" else text
    return Question.model_validate({"id": "new", "stem": stem, "body": bodies[kind], "media": media})
