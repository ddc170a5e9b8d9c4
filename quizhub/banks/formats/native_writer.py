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
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    Key,
    MatchBody,
    MatchKey,
    Material,
    Media,
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
    Region,
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
        materials=_materials(bank),
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


def _materials(bank: Bank) -> dict[str, _Fields]:
    """The cases and passages of the bank, each once."""
    found = {q.material.id: q.material for q in bank.questions if q.material is not None}
    return {name: _material(material) for name, material in found.items()}


def _question(question: Question) -> _Fields:
    return {
        **_given(
            id=question.id,
            revision=_unless(question.revision, 1),
            kind=question.kind,
            stem=dict(question.stem),
            screen=_text(question.screen),
            note=_text(question.note),
            media=[_media(media) for media in question.media],
            material=question.material.id if question.material is not None else None,
        ),
        **_body(question),
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


def _media(media: Media) -> _Fields:
    """Its file and what is known of it, so that a plan can be read where the file is not."""
    return _given(
        file=media.name,
        alt=_text(media.alt),
        sha256=media.id,
        mime=media.mime,
        width=media.width,
        height=media.height,
    )


def _material(material: Material) -> _Fields:
    return _given(text=dict(material.text), media=[_media(media) for media in material.media])


def _model(model: Any) -> _Fields:
    return dict(model.model_dump(exclude_none=True))


def _body(question: Question) -> _Fields:
    body = question.body
    names = {media.id: media.name for media in question.media}
    match body:
        case ChoiceBody():
            return _choice_body(body, names)
        case FillBody(blanks=blanks):
            plain = all(blank == Blank(id=str(place)) for place, blank in enumerate(blanks, start=1))
            return {} if plain else {"blanks": [_model(blank) for blank in blanks]}
        case NumericBody(unit=unit, decimals=decimals):
            return _given(unit=_text(unit), decimals=decimals)
        case OrderBody(items=items):
            return {"items": _options(items, names)}
        case MatchBody():
            sides = {"left": _options(body.left, names), "right": _options(body.right, names)}
            return {**sides, **_given(reuse_right=_unless(body.reuse_right, False))}
        case OpenBody(max_chars=most):
            return _given(max_chars=_unless(most, OpenBody().max_chars))
        case HotspotBody(image=image, mode=mode, max_clicks=most):
            return {"image": names[image], "mode": mode, "max_clicks": most}
        case _:
            assert_never(body)


def _options(options: Iterable[Option], names: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {
        option.id: dict(option.text) | ({"picture": names[option.media]} if option.media else {})
        for option in options
    }


def _choice_body(body: ChoiceBody, names: Mapping[str, str]) -> _Fields:
    usual = ChoiceBody(kind=body.kind, options=body.options)
    fixed = body.kind == "true_false" and body.options == true_false_body().options
    return _given(
        options=None if fixed else _options(body.options, names),
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
        case OpenKey():
            return _open_key(key)
        case HotspotKey():
            return _hotspot_key(key)
        case _:
            assert_never(key)


def _open_key(key: OpenKey) -> _Fields:
    """Nothing at all where there is nothing to judge by: an open question needs no key."""
    rubric = [_model(one) | {"criterion": dict(one.criterion)} for one in key.rubric]
    inner = _given(reference=_text(key.reference), rubric=rubric, keywords=list(key.keywords))
    return _given(key=inner)


def _hotspot_key(key: HotspotKey) -> _Fields:
    usual = HotspotKey(regions=key.regions)
    return _given(
        key=[_region(region) for region in key.regions],
        hit_radius=_unless(key.hit_radius, usual.hit_radius),
        wrong_click_penalty=_unless(key.wrong_click_penalty, usual.wrong_click_penalty),
        scoring=_unless(key.scoring, usual.scoring),
    )


def _region(region: Region) -> _Fields:
    return _given(
        id=region.id,
        shape=region.shape,
        coords=list(region.coords),
        label=dict(region.label),
        correct=_unless(region.correct, True),
        weight=_unless(region.weight, 1),
        explanation=_text(region.explanation),
    )


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
