"""Writes a bank in the native format, so that reading it again gives an equal bank.

Fields with their default are left out, to keep the file as short as a person would write it.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, assert_never

import yaml

from quizhub.banks.bank import Bank
from quizhub.questions.model import (
    Accept,
    Blank,
    BlankKey,
    Body,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    Key,
    MatchBody,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
    true_false_body,
)

FORMAT = "quizhub-bank/1"
_Fields = dict[str, Any]


class _Writer(yaml.SafeDumper):
    """Writes exact decimals as plain numbers, and every value in full, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is shared: the reader refuses aliases."""
        return True


def _write_decimal(writer: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    plain = format(value, "f")
    return writer.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in plain else 'int'}", plain)


_Writer.add_representer(Decimal, _write_decimal)


def write_native(bank: Bank) -> bytes:
    """The bank as UTF-8 YAML."""
    head = _given(
        format=FORMAT,
        id=bank.id,
        title=dict(bank.title),
        description=_text(bank.description),
        languages=list(bank.languages),
        licence=bank.licence,
        questions=[_question(question) for question in bank.questions],
    )
    written = yaml.dump(
        head, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110, encoding="utf-8"
    )
    assert isinstance(written, bytes)
    return written


def _given(**fields: Any) -> _Fields:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _unless(value: Any, default: Any) -> Any:
    return None if value == default else value


def _text(text: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if text is None else dict(text)


def _question(question: Question) -> _Fields:
    return {
        **_given(
            id=question.id,
            revision=_unless(question.revision, 1),
            kind=question.kind,
            stem=dict(question.stem),
            screen=_text(question.screen),
            note=_text(question.note),
        ),
        **_body(question.body),
        **({} if question.key is None else _key(question.key)),
        **_given(
            explanation=_text(question.explanation),
            hint=_text(question.hint),
            sources=[_model(source) for source in question.sources],
            difficulty=question.difficulty,
            topic=question.topic,
            tags=list(question.tags),
            audience=list(question.audience),
            time_s=question.time_s,
            points=question.points,
        ),
        **({} if question.rights is None else {"rights": _model(question.rights)}),
        **_given(ext={name: json.dumps(value) for name, value in question.ext.items()}),
    }


def _model(model: Any) -> _Fields:
    return dict(model.model_dump(exclude_none=True))


def _body(body: Body) -> _Fields:
    match body:
        case ChoiceBody():
            return _choice_body(body)
        case FillBody(blanks=blanks):
            plain = all(blank == Blank(id=str(place)) for place, blank in enumerate(blanks, start=1))
            return {} if plain else {"blanks": [_model(blank) for blank in blanks]}
        case NumericBody(unit=unit, decimals=decimals):
            return _given(unit=_text(unit), decimals=decimals)
        case OrderBody(items=items):
            return {"items": _options(items)}
        case MatchBody():
            sides = {"left": _options(body.left), "right": _options(body.right)}
            return {**sides, **_given(reuse_right=_unless(body.reuse_right, False))}
        case _:
            assert_never(body)


def _options(options: Iterable[Option]) -> dict[str, dict[str, str]]:
    return {option.id: dict(option.text) for option in options}


def _choice_body(body: ChoiceBody) -> _Fields:
    usual = ChoiceBody(kind=body.kind, options=body.options)
    fixed = body.kind == "true_false" and body.options == true_false_body().options
    return _given(
        options=None if fixed else _options(body.options),
        shuffle=_unless(body.shuffle, usual.shuffle),
        min_select=_unless(body.min_select, usual.min_select),
        max_select=_unless(body.max_select, usual.max_select),
    )


def _key(key: Key) -> _Fields:
    match key:
        case ChoiceKey():
            return _choice_key(key)
        case FillKey():
            blanks = [_blank_key(blank) for blank in key.blanks]
            return _given(key=blanks, unordered=_unless(key.unordered, False), min_correct=key.min_correct)
        case NumericKey():
            return {"key": [_number(accept) for accept in key.accept]}
        case OrderKey():
            return _given(key=list(key.sequence), scoring=_unless(key.scoring, "exact"))
        case MatchKey():
            scoring = _unless(key.scoring, "per_pair")
            return _given(key=dict(key.pairs), scoring=scoring, weights=_weights(key.weights))
        case _:
            assert_never(key)


def _choice_key(key: ChoiceKey) -> _Fields:
    correct: Any = (
        list(key.correct) if key.kind == "multiple_choice" or len(key.correct) > 1 else key.correct[0]
    )
    return _given(
        key=correct,
        scoring=_unless(key.scoring, "all_or_nothing"),
        weights=_weights(key.weights),
        floor=_unless(key.floor, 0),
    )


def _weights(weights: Mapping[str, Decimal] | None) -> dict[str, Decimal] | None:
    return None if weights is None else dict(weights)


def _blank_key(blank: BlankKey) -> _Fields:
    return _given(
        accept=[_accept(accept) for accept in blank.accept],
        reject=list(blank.reject),
        normal=_unless(blank.normal, "basic"),
        weight=_unless(blank.weight, 1),
    )


def _accept(accept: Accept) -> Any:
    usual = accept == Accept(value=accept.value)
    return accept.value if usual else _model(accept)


def _number(accept: NumberNear | NumberRange) -> _Fields:
    weight = _unless(accept.weight, 1)
    if isinstance(accept, NumberRange):
        low, high = "above" if accept.lo_open else "from", "below" if accept.hi_open else "to"
        return {n: v for n, v in ((low, accept.lo), (high, accept.hi), ("weight", weight)) if v is not None}
    extras = _given(relative=_unless(accept.rel_tol, 0), decimals=accept.decimals, weight=weight)
    return {"value": accept.value, "tolerance": accept.abs_tol, **extras}
