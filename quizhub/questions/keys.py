"""The key of a question by kind: what is right and how it is marked. Server only until the reveal.

`check_key` holds the rules that tie a key to its body; marking itself is in `marking`.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from quizhub.questions.bodies import (
    MAX_ITEMS,
    Body,
    ChoiceBody,
    ChoiceKind,
    FillBody,
    HotspotBody,
    MatchBody,
    NumericBody,
    OpenBody,
    OrderBody,
    refuse_repeats,
)
from quizhub.questions.normalise import is_profile, normalise
from quizhub.questions.patterns import is_safe_pattern
from quizhub.questions.regions import Region
from quizhub.questions.text import Frozen, ItemId, Text, Words

Ids = Annotated[tuple[ItemId, ...], Field(min_length=1, max_length=MAX_ITEMS)]
Weight = Annotated[Decimal, Field(gt=0, le=1_000, allow_inf_nan=False, max_digits=12)]
Number = Annotated[Decimal, Field(ge=-(10**15), le=10**15, allow_inf_nan=False, max_digits=21)]
Tolerance = Annotated[Decimal, Field(ge=0, le=10**15, allow_inf_nan=False, max_digits=21)]


_PATTERNS = ("glob", "regex")
_LATIN = re.compile("[A-Za-z]")
_CHINESE = re.compile("[\u3400-\u9fff]")


def _refuse(code: str, at: str = "key", **details: str) -> PydanticCustomError:
    return PydanticCustomError(code, "the key does not fit: {at}", {"at": at, **details})


class ChoiceKey(Frozen):
    """The right options. Weights are relative to the best reachable sum."""

    kind: ChoiceKind
    correct: Ids
    scoring: Literal["all_or_nothing", "per_option", "no_wrong_partial", "weights"] = "all_or_nothing"
    weights: Mapping[ItemId, Annotated[Decimal, Field(ge=-1_000, le=1_000, max_digits=12)]] | None = None
    floor: Annotated[Decimal, Field(ge=0, lt=1, max_digits=12)] = Decimal(0)
    """The least share of the points an answer can earn under `weights`."""

    @model_validator(mode="after")
    def _weights_belong(self) -> Self:
        if (self.scoring == "weights") != (self.weights is not None):
            raise _refuse("weights_without_scoring", "weights")
        if self.weights is not None and set(self.correct) != {i for i, w in self.weights.items() if w > 0}:
            raise _refuse("weights_not_key", "weights")
        return self


class Accept(Frozen):
    """One accepted text of a blank; `weight` is the part of the blank's credit it earns."""

    value: Words
    match: Literal["exact", "normal", "glob", "regex", "contains"] = "normal"
    weight: Annotated[Decimal, Field(gt=0, le=1, max_digits=12)] = Decimal(1)

    @model_validator(mode="after")
    def _safe(self) -> Self:
        if self.match == "regex" and not is_safe_pattern(self.value):
            raise _refuse("unsafe_pattern", value=self.value)
        return self


def _known_profile(profile: str) -> str:
    if not is_profile(profile):
        raise _refuse("unknown_profile", "normal", value=profile)
    return profile


class BlankKey(Frozen):
    """What one blank accepts and refuses; the first full-weight literal text is what the reveal shows."""

    accept: Annotated[tuple[Accept, ...], Field(min_length=1, max_length=50)]
    reject: Annotated[tuple[Words, ...], Field(max_length=50)] = ()
    normal: Annotated[str, AfterValidator(_known_profile)] = "basic"
    """Normalisation profile with optional steps, such as `basic`, `numeral` or `basic+unit`."""
    weight: Weight = Decimal(1)

    @model_validator(mode="after")
    def _showable(self) -> Self:
        refused = {normalise(text, self.normal) for text in self.reject}
        for accept in self.accept:
            plain = normalise(accept.value, self.normal)
            if accept.match not in _PATTERNS and not plain:
                raise _refuse("nothing_left", value=accept.value)
            if accept.match not in _PATTERNS and plain in refused:
                raise _refuse("accepted_and_rejected", value=accept.value)
        if not self.literals:
            raise _refuse("no_literal")
        return self

    @property
    def literals(self) -> tuple[str, ...]:
        """The accepted texts that can be shown as they stand and earn the whole credit."""
        return tuple(a.value for a in self.accept if a.match not in _PATTERNS and a.weight == 1)


class FillKey(Frozen):
    """The blanks' keys in order. `unordered`: the texts may stand in any blanks, and none counts twice.

    `min_correct`: so many right blanks already earn everything (“name any two”); blank weights are then
    not used.
    """

    kind: Literal["fill"] = "fill"
    blanks: Annotated[tuple[BlankKey, ...], Field(min_length=1, max_length=MAX_ITEMS)]
    unordered: bool = False
    min_correct: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.unordered and len(self.blanks) > 8:
            raise _refuse("unordered_too_many")
        if self.min_correct is not None and self.min_correct > len(self.blanks):
            raise _refuse("min_correct_too_many", "min_correct")
        if not self.shown:
            raise _refuse("no_distinct_texts")
        return self

    @property
    def shown(self) -> tuple[str, ...]:
        """One right text for each blank, all different when the order is free; empty if there are none."""
        if not self.unordered:
            return tuple(blank.literals[0] for blank in self.blanks)
        owner: dict[str, int] = {}
        chosen: dict[int, str] = {}

        def give(blank: int, tried: set[str]) -> bool:
            """Find a text for a blank, moving others to another of theirs (an augmenting path)."""
            for literal in self.blanks[blank].literals:
                same = self.sameness(literal)
                if same not in tried:
                    tried.add(same)
                    if same not in owner or give(owner[same], tried):
                        owner[same], chosen[blank] = blank, literal
                        return True
            return False

        found = all(give(blank, set()) for blank in reversed(range(len(self.blanks))))
        return tuple(chosen[blank] for blank in range(len(self.blanks))) if found else ()

    def shown_in(self, language: str) -> tuple[str, ...]:
        """One right text for each blank, in the script of a language where an accepted text has it."""
        if self.unordered:
            return self.shown
        foreign = _LATIN if language.startswith("zh") else _CHINESE
        own = ([text for text in blank.literals if not foreign.search(text)] for blank in self.blanks)
        return tuple(
            texts[0] if texts else blank.literals[0] for texts, blank in zip(own, self.blanks, strict=True)
        )

    def sameness(self, text: str) -> str:
        """The form in which two texts of an unordered answer are compared, so that none counts twice."""
        return normalise(text, self.blanks[0].normal)


class NumberNear(Frozen):
    """Accepts `value` within an absolute tolerance or one relative to it (0.05 = 5 %), whichever is wider.

    With `decimals` the typed number and the value are first rounded half up to so many places.
    """

    value: Number
    abs_tol: Tolerance = Decimal(0)
    rel_tol: Annotated[Decimal, Field(ge=0, lt=1, max_digits=12)] = Decimal(0)
    decimals: int | None = Field(default=None, ge=0, le=6)
    weight: Annotated[Decimal, Field(gt=0, le=1, max_digits=12)] = Decimal(1)


class NumberRange(Frozen):
    """Accepts the numbers from `lo` to `hi`; a missing end is unbounded, an open end does not belong."""

    lo: Number | None = None
    hi: Number | None = None
    lo_open: bool = False
    hi_open: bool = False
    weight: Annotated[Decimal, Field(gt=0, le=1, max_digits=12)] = Decimal(1)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.lo is None and self.hi is None:
            raise _refuse("range_without_end")
        if (self.lo is None and self.lo_open) or (self.hi is None and self.hi_open):
            raise _refuse("open_without_end")
        if self.lo is not None and self.hi is not None:
            one_point = self.lo == self.hi and not (self.lo_open or self.hi_open)
            if self.lo >= self.hi and not one_point:
                raise _refuse("range_empty")
        return self


def _range_or_near(accept: object) -> str:
    """Which of the two a plain value is meant to be, so that its faults are told once."""
    given = accept if isinstance(accept, Mapping) else vars(accept)
    return "range" if {"lo", "hi"} & given.keys() else "near"


AcceptedNumber = Annotated[
    Annotated[NumberNear, Tag("near")] | Annotated[NumberRange, Tag("range")], Discriminator(_range_or_near)
]


class NumericKey(Frozen):
    """Accepted numbers; the first one is what the reveal shows, so it must earn everything."""

    kind: Literal["numeric"] = "numeric"
    accept: Annotated[tuple[AcceptedNumber, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _first_is_right(self) -> Self:
        if self.accept[0].weight != 1:
            raise _refuse("first_not_full")
        return self


class OrderKey(Frozen):
    """The right sequence. `adjacent` pays for right neighbours, `position` for items in the right place."""

    kind: Literal["order"] = "order"
    sequence: Ids
    scoring: Literal["exact", "adjacent", "position"] = "exact"


class MatchKey(Frozen):
    """The right pair of every left item, as (left id, right id); weights are by left id, 1 if not given."""

    kind: Literal["match"] = "match"
    pairs: Annotated[tuple[tuple[ItemId, ItemId], ...], Field(min_length=1, max_length=MAX_ITEMS)]
    scoring: Literal["per_pair", "all_or_nothing"] = "per_pair"
    weights: Mapping[ItemId, Weight] | None = None


class Criterion(Frozen):
    """What a judge looks for in an open answer, and the points it may earn there."""

    id: ItemId
    criterion: Text
    points: int = Field(default=1, ge=0, le=1_000)


class OpenKey(Frozen):
    """What helps a judge: a good answer, criteria, words to listen for. The machine never marks by it."""

    kind: Literal["open"] = "open"
    reference: Text | None = None
    rubric: Annotated[tuple[Criterion, ...], Field(max_length=MAX_ITEMS)] = ()
    keywords: Annotated[tuple[Words, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        refuse_repeats((one.id for one in self.rubric), "rubric")
        return self


class HotspotKey(Frozen):
    """The areas of the picture. `per_region`: each correct one found earns its weight, each click that is in
    none takes off `wrong_click_penalty` shares; `all_or_nothing`: all found without a click beside them.

    `hit_radius`, a part of the picture's width, is how far beside an area a finger still hits it.
    """

    kind: Literal["hotspot"] = "hotspot"
    regions: Annotated[tuple[Region, ...], Field(min_length=1, max_length=50)]
    hit_radius: Annotated[Decimal, Field(ge=0, le=Decimal("0.25"), decimal_places=6)] = Decimal("0.02")
    wrong_click_penalty: Annotated[Decimal, Field(ge=0, le=1, decimal_places=6)] = Decimal(0)
    scoring: Literal["per_region", "all_or_nothing"] = "per_region"

    @model_validator(mode="after")
    def _something_is_right(self) -> Self:
        refuse_repeats((region.id for region in self.regions), "regions")
        if not self.correct:
            raise _refuse("no_right_region", "regions")
        return self

    @property
    def correct(self) -> tuple[Region, ...]:
        """The areas that are to be found."""
        return tuple(region for region in self.regions if region.correct)


Key = Annotated[
    ChoiceKey | FillKey | NumericKey | OrderKey | MatchKey | OpenKey | HotspotKey,
    Field(discriminator="kind"),
]


def check_key(body: Body, key: Key) -> None:
    """Refuse a key of another kind or one that names what the body does not have (PydanticCustomError)."""
    if key.kind != body.kind:
        raise _refuse("key_of_other_kind")
    match body, key:
        case ChoiceBody(), ChoiceKey():
            _check_choice(body, key)
        case FillBody(), FillKey():
            _check_fill(body, key)
        case OrderBody(), OrderKey():
            _same_ids(key.sequence, body.ids)
        case MatchBody(), MatchKey():
            _check_match(body, key)
        case HotspotBody(mode="find_all"), HotspotKey():
            if len(key.correct) > body.max_clicks:
                raise _refuse("too_few_clicks", "max_clicks")
        case _:
            assert isinstance(body, NumericBody | OpenBody | HotspotBody), "a kind without its rule here"


def _known_ids(named: Iterable[str], ids: Iterable[str], at: str = "key") -> None:
    for name in named:
        if name not in ids:
            raise _refuse("key_unknown_id", at, id=name)


def _same_ids(named: tuple[str, ...], ids: tuple[str, ...]) -> None:
    _known_ids(named, ids)
    if sorted(named) != sorted(ids):
        raise _refuse("key_not_every_id")


def _check_choice(body: ChoiceBody, key: ChoiceKey) -> None:
    _known_ids(key.correct, body.ids)
    _known_ids(key.weights or (), body.ids, "weights")
    if len(set(key.correct)) < len(key.correct):
        raise _refuse("key_repeats_id")
    if body.kind != "multiple_choice" and len(key.correct) == len(body.options):
        raise _refuse("nothing_is_wrong")
    if body.kind == "multiple_choice":
        too_many = key.scoring != "weights" and len(key.correct) > body.max_select
        if too_many or len(key.correct) < body.min_select:
            raise _refuse("key_not_selectable")


def _check_fill(body: FillBody, key: FillKey) -> None:
    if len(body.blanks) != len(key.blanks):
        raise _refuse("blank_count", want=str(len(body.blanks)), have=str(len(key.blanks)))
    for blank, shown in zip(body.blanks, key.shown, strict=True):
        if len(shown) > blank.max_chars:
            raise _refuse("key_too_long", value=shown)


def _check_match(body: MatchBody, key: MatchKey) -> None:
    _same_ids(tuple(left for left, _ in key.pairs), body.left_ids)
    rights = tuple(right for _, right in key.pairs)
    _known_ids(rights, body.right_ids)
    _known_ids(key.weights or (), body.left_ids, "weights")
    if not body.reuse_right and len(set(rights)) < len(rights):
        raise _refuse("right_used_twice")
