"""Makes canonical questions of what a reader found: bodies and keys by kind, ids, drafts where a key fails.

Used by the readers of every foreign format. A shape is the pair of body and key as plain values; models
are built in one place, so that every fault is noted where the record stands.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from quizhub.banks.bank import Record, RecordKind
from quizhub.banks.report import Place, Report
from quizhub.questions.fingerprint import fingerprint
from quizhub.questions.model import Question, true_false_body
from quizhub.questions.text import MAX_FIELD

_IDS = "abcdefghijklmnopqrst"
_TEXTS = frozenset("""
    stem screen note explanation hint text unit title locator reference criterion label
""".split())  # fmt: skip  # noqa: SIM905
"""Fields that hold words in several languages."""

Shape = tuple[dict[str, Any], dict[str, Any] | None]
"""Body and key of a question as plain values; no key makes a draft. Texts are plain words."""


def choice(
    options: Sequence[str],
    right: Collection[int],
    kind: str | None = None,
    weights: Mapping[int, Decimal] | None = None,
) -> Shape:
    """A choice of options; `right` are places from 0. Without `kind` the count of right ones decides it."""
    kind = kind or ("multiple_choice" if len(right) > 1 else "single_choice")
    ids = _ids(options)
    body = {"kind": kind, "options": [{"id": i, "text": t} for i, t in zip(ids, options, strict=True)]}
    if not right:
        return body, None
    key: dict[str, Any] = {"kind": kind, "correct": [ids[n] for n in sorted(right)]}
    if weights is not None:
        key |= {"scoring": "weights", "weights": {ids[n]: weight for n, weight in weights.items()}}
    return body, key


def true_false(right: bool | None) -> Shape:
    """A statement to judge."""
    body = true_false_body().model_dump()
    key = {"kind": "true_false", "correct": ["true" if right else "false"]}
    return body, None if right is None else key


def fill(blanks: Sequence[Sequence[str | Mapping[str, Any]]], **key: Any) -> Shape:
    """Blanks with the texts each accepts; a mapping is an accepted text with more than its words."""
    body = {"kind": "fill", "blanks": [{"id": f"b{n + 1}"} for n in range(len(blanks))]}
    if not all(blanks):
        return body, None
    keys = [{"accept": [a if isinstance(a, Mapping) else {"value": a} for a in texts]} for texts in blanks]
    return body, {"kind": "fill", "blanks": keys, **key}


def numeric(accept: Sequence[Mapping[str, Any]], unit: str | None = None, decimals: int = 0) -> Shape:
    """A number; each accepted one is a value with tolerances or a range from `lo` to `hi`."""
    body = {"kind": "numeric", "unit": unit, "decimals": decimals}
    return body, {"kind": "numeric", "accept": list(accept)} if accept else None


def order(items: Sequence[str], sequence: Sequence[int] | None = None) -> Shape:
    """Items to bring into order; without `sequence` (places from 0) they stand in the right one."""
    ids = _ids(items)
    body = {"kind": "order", "items": [{"id": i, "text": t} for i, t in zip(ids, items, strict=True)]}
    right = [ids[n] for n in (range(len(ids)) if sequence is None else sequence)]
    return body, {"kind": "order", "sequence": right}


def match(pairs: Iterable[tuple[str, str]], distractors: Sequence[str] = ()) -> Shape:
    """Pairs to find; texts on the right that occur twice are one item that may be used again."""
    pairs = list(pairs)
    left = [text for text, _ in pairs]
    right = list(dict.fromkeys([*(r for _, r in pairs), *distractors]))
    left_ids = [f"l{n + 1}" for n in range(len(left))]
    right_ids = {text: f"r{n + 1}" for n, text in enumerate(right)}
    body = {
        "kind": "match",
        "left": [{"id": i, "text": t} for i, t in zip(left_ids, left, strict=True)],
        "right": [{"id": i, "text": t} for t, i in right_ids.items()],
        "reuse_right": len({r for _, r in pairs}) < len(pairs),
    }
    key = {"kind": "match", "pairs": [(i, right_ids[r]) for i, (_, r) in zip(left_ids, pairs, strict=True)]}
    return body, key


def open_(reference: str = "", keywords: Sequence[str] = ()) -> Shape:
    """An answer in words of one's own; a person judges it, perhaps by a good answer."""
    return {"kind": "open"}, {"kind": "open", "reference": reference or None, "keywords": tuple(keywords)}


def hotspot(image: str, regions: Sequence[Mapping[str, Any]], mode: str = "pick", **key: Any) -> Shape:
    """A picture (its id) to point at; regions are those of the model, and none right makes a draft."""
    found = sum(bool(region.get("correct", True)) for region in regions)
    body: dict[str, Any] = {"kind": "hotspot", "image": image, "mode": mode}
    if mode == "find_all":
        body |= {"max_clicks": max(found, 1)}
    return body, {"kind": "hotspot", "regions": list(regions), **key} if found else None


def _ids(options: Sequence[str]) -> list[str]:
    """A letter for each; those beyond the model's limit get a number, so that the model can refuse them."""
    return [_IDS[n] if n < len(_IDS) else f"x{n + 1}" for n in range(len(options))]


class Maker:
    """Makes the questions of one file, all in one `language`; ids come from what is asked."""

    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.language = language
        self.records: list[Record] = []
        self._ids: set[str] = set()
        self._taken: dict[str, int] = {}
        """How often an id was wanted: a file may repeat one question thousands of times."""
        self._first: dict[str, str] = {}

    def add(self, place: Place, stem: str, shape: Shape, **fields: Any) -> Question | None:
        """Make a question and keep it; fields are those of Question, words in them may be plain text.

        Faults are noted. With a key that does not fit the question becomes a draft; what cannot even be
        a draft is kept as an unsupported record.
        """
        body, key = shape
        values = self._in_language({"id": "new", "stem": stem, "body": body, **_given(fields)})
        question = self.report.build(Question, {**values, "key": self._in_language(key)}, place, {})
        if question is None and key is not None:
            question = _draft(values)
        if question is None:
            self.other(place, "unsupported", stem)
            return None
        if key is None:
            self.report.add(place, "no_key")
        question = question.model_copy(update={"id": self._own_id(question, place)})
        self.records.append(Record(self.report.at(place), question))
        return question

    def unsupported(self, place: Place, kind: str, stem: str, **fields: Any) -> None:
        """Keep a question of a type that cannot be asked: as an open one, with what `ext` says of it."""
        self.report.add(place, "kind_unsupported", kind=kind)
        self.add(place, stem, open_(), **fields)

    def other(self, place: Place, kind: RecordKind, text: str) -> None:
        """Keep a record that is no question, its text shortened to the longest that a field can be."""
        text = text if len(text) <= MAX_FIELD else f"{text[: MAX_FIELD - 1]}…"
        self.records.append(Record(self.report.at(place), None, kind, text))

    def _own_id(self, question: Question, place: Place) -> str:
        """The id the file gave, or one from what is asked; the same question twice in a file is told."""
        asked = fingerprint(question, self.language)
        if asked in self._first:
            self.report.add(place, "same_question", first=self._first[asked])
        self._first.setdefault(asked, str(place))
        wanted = own = f"q-{asked}" if question.id == "new" else question.id
        while own in self._ids:
            self._taken[wanted] = self._taken.get(wanted, 1) + 1
            own = f"{wanted}-{self._taken[wanted]}"
        self._ids.add(own)
        return own

    def _in_language(self, value: Any, name: str = "") -> Any:
        """The values with the plain words of every text field put in the file's language."""
        if isinstance(value, str) and name in _TEXTS:
            return {self.language: value}
        if isinstance(value, Mapping) and name != "ext":
            return {field: self._in_language(one, field) for field, one in value.items()}
        if isinstance(value, list):
            return [self._in_language(one) for one in value]
        return value


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _draft(values: dict[str, Any]) -> Question | None:
    try:
        return Question.model_validate(values)
    except ValidationError:
        return None
