"""One question of the native format: the common fields, and body and key by kind.

A new kind is one more `_Form` in `FORMS`. Every function returns None when it has noted an error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quizhub.banks.fields import Fields, words_of
from quizhub.banks.formats.native_pictures import (
    HOTSPOT,
    hotspot_body,
    hotspot_key,
    option_of,
    read_material,
    read_media,
)
from quizhub.banks.report import Report
from quizhub.banks.yaml_tree import Listing, Node, Scalar, Table
from quizhub.questions.bodies import count_blanks
from quizhub.questions.model import (
    Accept,
    Blank,
    BlankKey,
    Body,
    ChoiceBody,
    ChoiceKey,
    Criterion,
    FillBody,
    FillKey,
    Key,
    MatchBody,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    OpenBody,
    OpenKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
    Rights,
    Source,
    true_false_body,
)

COMMON = (
    "id", "revision", "kind", "stem", "screen", "note", "media", "material", "key", "explanation", "hint",
    "sources", "difficulty", "topic", "tags", "audience", "time_s", "points", "rights", "ext",
)  # fmt: skip
_SOURCE = ("title", "locator", "url", "edition", "in_force_from", "quote", "mark", "check_by")
_RIGHTS = ("licence", "author", "attribution")
_NUMBER = ("value", "tolerance", "relative", "decimals", "from", "to", "above", "below", "weight")


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind is written: its own fields, and how its body and its key are read."""

    fields: tuple[str, ...]
    body: Callable[[Fields], Body | None]
    key: Callable[[Fields], Key | None]


def read_question(node: Node, report: Report) -> Question | None:
    """The question, or None when anything in it was an error."""
    if not isinstance(node, Table):
        report.add(node.line, "not_a_mapping", field="questions")
        return None
    before = report.errors
    written = next((value for name, value in node.entries if name.text == "kind"), None)
    kind = written.text.strip() if isinstance(written, Scalar) else ""
    form = FORMS.get(kind)
    fields = Fields(node, report, (*COMMON, *(form or _ANY).fields))
    if not fields.require("id", "kind", "stem"):
        return None
    if form is None:
        report.add(fields.lines["kind"], "unknown_kind", value=kind, choices=" ".join(FORMS))
        return None
    fields.pictures = read_media(fields)
    values = _common(fields)
    body = form.body(fields)
    key = form.key(fields) if fields.node("key") is not None else None
    if report.errors > before or body is None:
        return None
    question = fields.build(Question, **values, body=body, key=key)
    if question is not None:
        _warn(question, fields)
    return question


def _warn(question: Question, fields: Fields) -> None:
    if question.key is None:
        fields.report.add(fields.line, "no_key")
    elif isinstance(question.key, ChoiceKey):
        right = len(question.key.correct)
        if question.kind == "multiple_choice" and right == 1:
            fields.report.add(fields.lines["key"], "one_right")
        if question.kind == "single_choice" and right > 1:
            fields.report.add(fields.lines["key"], "several_right")


def _common(fields: Fields) -> dict[str, Any]:
    return {
        "id": fields.word("id"),
        "revision": fields.integer("revision"),
        **{name: fields.text(name) for name in ("stem", "screen", "note", "explanation", "hint")},
        "media": fields.pictures,
        "material": read_material(fields),
        "sources": tuple(_source(source) for source in fields.tables("sources", _SOURCE)),
        "difficulty": fields.integer("difficulty"),
        "topic": fields.word("topic"),
        "tags": fields.words("tags"),
        "audience": fields.words("audience"),
        "time_s": fields.integer("time_s"),
        "points": fields.decimal("points"),
        "rights": next((_rights(rights) for rights in fields.tables("rights", _RIGHTS)), None),
        "ext": _ext(fields),
    }


def _source(fields: Fields) -> Source | None:
    if not fields.require("title"):
        return None
    return fields.build(
        Source,
        **{name: fields.text(name) for name in ("title", "locator", "quote")},
        **{name: fields.word(name) for name in ("url", "edition", "mark")},
        **{name: fields.day(name) for name in ("in_force_from", "check_by")},
    )


def _rights(fields: Fields) -> Rights | None:
    return fields.build(Rights, **{name: fields.word(name) for name in _RIGHTS})


def _ext(fields: Fields) -> dict[str, Any] | None:
    inner = fields.inner("ext")
    return None if inner is None else {name: inner.json(name) for name in inner.nodes}


def _options(fields: Fields, name: str) -> tuple[Option, ...] | None:
    """The options of a table `id: text`, in file order; None if one of them cannot be taken."""
    before = fields.report.errors
    if not fields.require(name):
        return None
    found = []
    for key, node in fields.entries(name):
        values = option_of(name, key, node, fields)
        if values is not None:
            found.append(fields.report.build(Option, values, key.line, {}))
    return tuple(option for option in found if option) if fields.report.errors == before else None


def _weights(fields: Fields) -> dict[str, Any] | None:
    inner = fields.inner("weights")
    return None if inner is None else {name: inner.decimal(name) for name in inner.nodes}


def _choice_body(fields: Fields) -> ChoiceBody | None:
    kind = fields.word("kind")
    if kind == "true_false" and fields.node("options") is None:
        options: tuple[Option, ...] | None = true_false_body().options
    else:
        options = _options(fields, "options")
    if options is None:
        return None
    return fields.build(
        ChoiceBody,
        kind=kind,
        options=options,
        shuffle=fields.flag("shuffle"),
        min_select=fields.integer("min_select"),
        max_select=fields.integer("max_select"),
    )


def _choice_key(fields: Fields) -> ChoiceKey | None:
    kind = fields.word("kind")
    if kind == "true_false":
        flag = fields.flag("key")
        correct: tuple[str, ...] | None = None if flag is None else (str(flag).lower(),)
    else:
        correct = fields.words("key")
    if correct is None:
        return None
    return fields.build(
        ChoiceKey,
        kind=kind,
        correct=correct,
        scoring=fields.word("scoring"),
        weights=_weights(fields),
        floor=fields.decimal("floor"),
    )


def _fill_body(fields: Fields) -> FillBody | None:
    """The blanks as described, or as many as there are keys, or (in a draft) marks in the stem."""
    node, key = fields.node("blanks"), fields.node("key")
    if node is not None:
        blanks = [
            one.build(Blank, id=one.word("id") or str(place), max_chars=one.integer("max_chars"))
            for place, one in enumerate(fields.tables("blanks", ("id", "max_chars")), start=1)
        ]
        return None if None in blanks else fields.build(FillBody, blanks=tuple(blanks))
    if isinstance(key, Listing):
        count = len(key.items)
    else:
        stem = fields.node("stem")
        texts = [value for _, value in stem.entries] if isinstance(stem, Table) else [stem]
        count = max((count_blanks(getattr(text, "text", "")) for text in texts), default=0)
    return fields.build(FillBody, blanks=tuple(Blank(id=str(place)) for place in range(1, count + 1)))


def _fill_key(fields: Fields) -> FillKey | None:
    names = ("accept", "reject", "normal", "weight")
    blanks = [_blank_key(blank) for blank in fields.tables("key", names)]
    if None in blanks:
        return None
    return fields.build(
        FillKey,
        blanks=tuple(blanks),
        unordered=fields.flag("unordered"),
        min_correct=fields.integer("min_correct"),
    )


def _blank_key(fields: Fields) -> BlankKey | None:
    if not fields.require("accept"):
        return None
    node = fields.nodes["accept"]
    items = node.items if isinstance(node, Listing) else (node,)
    accept = [_accept(item, fields.report) for item in items]
    if None in accept:
        return None
    return fields.build(
        BlankKey,
        accept=tuple(accept),
        reject=fields.words("reject"),
        normal=fields.word("normal"),
        weight=fields.decimal("weight"),
    )


def _accept(node: Node, report: Report) -> Accept | None:
    if not isinstance(node, Table):
        value = words_of("accept", node, report)
        return None if value is None else report.build(Accept, {"value": value}, node.line, {})
    fields = Fields(node, report, ("value", "match", "weight"))
    if not fields.require("value"):
        return None
    return fields.build(
        Accept, value=fields.word("value"), match=fields.word("match"), weight=fields.decimal("weight")
    )


def _numeric_body(fields: Fields) -> NumericBody | None:
    return fields.build(NumericBody, unit=fields.text("unit"), decimals=fields.integer("decimals"))


def _numeric_key(fields: Fields) -> NumericKey | None:
    node = fields.node("key")
    if isinstance(node, (Table, Listing)):
        accept = [_number(entry) for entry in fields.tables("key", _NUMBER)]
    else:
        value = fields.decimal("key")
        accept = [None if value is None else fields.build(NumberNear, value=value)]
    if None in accept:
        return None
    return fields.build(NumericKey, accept=tuple(accept))


def _number(fields: Fields) -> NumberNear | NumberRange | None:
    weight = fields.decimal("weight")
    if fields.node("value") is not None:
        return fields.build(
            NumberNear,
            value=fields.decimal("value"),
            abs_tol=fields.decimal("tolerance"),
            rel_tol=fields.decimal("relative"),
            decimals=fields.integer("decimals"),
            weight=weight,
        )
    above, below = fields.decimal("above"), fields.decimal("below")
    lo, hi = fields.decimal("from"), fields.decimal("to")
    return fields.build(
        NumberRange,
        lo=lo if above is None else above,
        hi=hi if below is None else below,
        lo_open=above is not None,
        hi_open=below is not None,
        weight=weight,
    )


def _order_body(fields: Fields) -> OrderBody | None:
    items = _options(fields, "items")
    return None if items is None else fields.build(OrderBody, items=items)


def _order_key(fields: Fields) -> OrderKey | None:
    return fields.build(OrderKey, sequence=fields.words("key"), scoring=fields.word("scoring"))


def _match_body(fields: Fields) -> MatchBody | None:
    left, right = _options(fields, "left"), _options(fields, "right")
    if left is None or right is None:
        return None
    return fields.build(MatchBody, left=left, right=right, reuse_right=fields.flag("reuse_right"))


def _match_key(fields: Fields) -> MatchKey | None:
    pairs = [(key.text, words_of("key", node, fields.report)) for key, node in fields.entries("key")]
    return fields.build(
        MatchKey, pairs=tuple(pairs), scoring=fields.word("scoring"), weights=_weights(fields)
    )


def _open_body(fields: Fields) -> OpenBody | None:
    return fields.build(OpenBody, max_chars=fields.integer("max_chars"))


def _open_key(fields: Fields) -> OpenKey | None:
    node = fields.nodes["key"]
    if not isinstance(node, Table):
        fields.report.add(node.line, "not_a_mapping", field="key")
        return None
    inner = Fields(node, fields.report, ("reference", "rubric", "keywords"))
    rubric = [_criterion(one) for one in inner.tables("rubric", ("id", "criterion", "points"))]
    if None in rubric:
        return None
    return inner.build(
        OpenKey, reference=inner.text("reference"), rubric=tuple(rubric), keywords=inner.words("keywords")
    )


def _criterion(fields: Fields) -> Criterion | None:
    if not fields.require("id", "criterion"):
        return None
    return fields.build(
        Criterion,
        id=fields.word("id"),
        criterion=fields.text("criterion"),
        points=fields.integer("points"),
    )


_CHOICE = _Form(
    ("options", "shuffle", "min_select", "max_select", "scoring", "weights", "floor"),
    _choice_body,
    _choice_key,
)
FORMS: dict[str, _Form] = {
    "single_choice": _CHOICE,
    "multiple_choice": _CHOICE,
    "true_false": _CHOICE,
    "fill": _Form(("blanks", "unordered", "min_correct"), _fill_body, _fill_key),
    "numeric": _Form(("unit", "decimals"), _numeric_body, _numeric_key),
    "order": _Form(("items", "scoring"), _order_body, _order_key),
    "match": _Form(("left", "right", "reuse_right", "scoring", "weights"), _match_body, _match_key),
    "open": _Form(("max_chars",), _open_body, _open_key),
    "hotspot": _Form(HOTSPOT, hotspot_body, hotspot_key),
}
_ANY = _Form(tuple({name for form in FORMS.values() for name in form.fields}), _choice_body, _choice_key)
"""Of an unknown kind every field is known, so that only the kind is complained of."""
