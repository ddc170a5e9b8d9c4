"""A question as a form at the desk, and the form back as a question.

What the form has no field for (weights, normalisation, pictures, what a file format left) is kept from the
question as it was, as long as the part it belongs to was not changed. Pure: no request, no database.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from quizhub.questions.bodies import (
    ChoiceBody,
    FillBody,
    MatchBody,
    NumericBody,
    OpenBody,
    OrderBody,
    true_false_body,
)
from quizhub.questions.keys import ChoiceKey, FillKey, MatchKey, NumberNear, NumericKey, OpenKey, OrderKey
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
)
"""Kinds that can be made in this form."""
ROWS = 8
SOURCES = 3

Form = Mapping[str, str]
Values = dict[str, Any]
_IDS = "abcdefghijklmnopqrst"


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
    return fields | _of_body(question, languages)


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
        case _, OpenKey(reference=reference):
            return {f"reference.{tag}": _in(reference, tag) for tag in languages}
    return {}


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


# --- back from the form -----------------------------------------------------------------------------


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
    body, key = _shape(form, before)
    unchanged = key is not None and before.key is not None and _says_the_same(key, values["key"])
    changed = {
        **texts,
        "difficulty": form.word("difficulty") or None,
        "time_s": form.word("time_s") or None,
        "topic": form.word("topic"),
        "tags": form.words("tags"),
        "audience": form.words("audience"),
        "sources": _sources(form, before),
        "body": {**values["body"], **body},
        "key": values.get("key") if unchanged else _with_policy(key, values.get("key")),
    }
    return {name: value for name, value in (values | changed).items() if value is not None}


def _shape(form: Filled, before: Question) -> tuple[Values, Values | None]:
    """What the form says of body and key."""
    match before.body:
        case ChoiceBody(kind="true_false"):
            truth = form.word("truth")
            return {}, {"kind": "true_false", "correct": (truth,)} if truth else None
        case ChoiceBody() as body:
            return _choice(form, body)
        case FillBody():
            return _fill(form)
        case NumericBody():
            return _numeric(form)
        case OrderBody():
            items = [{"id": _IDS[n], "text": text} for n, text in form.rows("item")]
            return {"items": items}, {"kind": "order", "sequence": tuple(item["id"] for item in items)}
        case MatchBody():
            return _match(form)
        case OpenBody():
            return {}, {"kind": "open", "reference": form.text("reference") or None}
    return {}, before.key.model_dump() if before.key is not None else None


def _choice(form: Filled, before: ChoiceBody) -> tuple[Values, Values | None]:
    """Options keep their ids by their rows, so that keys and pictures stay with them."""
    known = {_IDS[n]: option for n, option in enumerate(before.options)}
    options, right = [], []
    for n, text in form.rows("option"):
        was = known.get(_IDS[n])
        option = {"id": was.id if was else _IDS[n], "text": text}
        options.append(option | ({"media": was.media} if was and was.media else {}))
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
    return _told(key) == _told(before)


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
    }
    stem = {language: "____"} if kind == "fill" else text
    return Question.model_validate({"id": "new", "stem": stem, "body": bodies[kind]})
