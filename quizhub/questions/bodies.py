"""The body of a question by kind: everything a player may see, and nothing of the key.

A new kind is one more class here, one in `keys`, one answer and one marking function.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from quizhub.questions.media import MediaId
from quizhub.questions.text import Frozen, ItemId, Option, Text

BLANK_MARK = "____"
"""Stands in the stem of a fill question once for every blank; longer runs count as one blank."""

MAX_ITEMS = 20
"""Most options, blanks, items or pairs of one question."""

MAX_OPEN_CHARS = 500
"""Longest typed answer in words of one's own."""

ChoiceKind = Literal["single_choice", "multiple_choice", "true_false"]
Items = Annotated[tuple[Option, ...], Field(min_length=2, max_length=MAX_ITEMS)]


def count_blanks(words: str) -> int:
    """How many blanks a fill stem shows."""
    return len(re.findall(r"_{4,}", words))


def refuse_repeats(ids: Iterable[str], at: str) -> None:
    """Raise PydanticCustomError when an id stands twice."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise PydanticCustomError("repeated_id", "the id {id} occurs twice", {"id": name, "at": at})
        seen.add(name)


def _most_selected(body: Mapping[str, Any]) -> int:
    return len(body["options"]) if body["kind"] == "multiple_choice" else 1


class ChoiceBody(Frozen):
    """Options to choose from; a true/false question is one with the two fixed options `true` and `false`."""

    kind: ChoiceKind
    options: Items
    shuffle: bool = Field(default_factory=lambda body: body["kind"] != "true_false")
    min_select: int = Field(default=1, ge=1)
    max_select: int = Field(default_factory=_most_selected)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats(self.ids, "options")
        if self.kind == "true_false" and set(self.ids) != {"true", "false"}:
            raise PydanticCustomError("not_true_false", "needs the options true and false", {"at": "options"})
        most = len(self.options) if self.kind == "multiple_choice" else 1
        if not self.min_select <= self.max_select <= most:
            raise PydanticCustomError("select_range", "cannot select that many", {"at": "max_select"})
        return self

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The option ids in file order."""
        return tuple(option.id for option in self.options)


class Blank(Frozen):
    """One gap of a fill question."""

    id: ItemId
    max_chars: int = Field(default=60, ge=1, le=200)


class FillBody(Frozen):
    """Gaps to type into, in the order in which the marks stand in the stem."""

    kind: Literal["fill"] = "fill"
    blanks: Annotated[tuple[Blank, ...], Field(min_length=1, max_length=MAX_ITEMS)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        refuse_repeats((blank.id for blank in self.blanks), "blanks")
        return self


class NumericBody(Frozen):
    """A number to type; the unit is shown behind the input and `decimals` is how many it offers."""

    kind: Literal["numeric"] = "numeric"
    unit: Text | None = None
    decimals: int = Field(default=0, ge=0, le=6)


class OrderBody(Frozen):
    """Items to bring into order; always shuffled before they are shown."""

    kind: Literal["order"] = "order"
    items: Items

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        refuse_repeats(self.ids, "items")
        return self

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The item ids in file order."""
        return tuple(item.id for item in self.items)


class MatchBody(Frozen):
    """Each item on the left takes one on the right; the right may hold distractors."""

    kind: Literal["match"] = "match"
    left: Items
    right: Items
    reuse_right: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_repeats(self.left_ids, "left")
        refuse_repeats(self.right_ids, "right")
        if not self.reuse_right and len(self.right) < len(self.left):
            raise PydanticCustomError("right_too_few", "the right side is too short", {"at": "right"})
        return self

    @property
    def left_ids(self) -> tuple[str, ...]:
        """The ids of the left side in file order."""
        return tuple(item.id for item in self.left)

    @property
    def right_ids(self) -> tuple[str, ...]:
        """The ids of the right side in file order."""
        return tuple(item.id for item in self.right)


class OpenBody(Frozen):
    """An answer in words of one's own, spoken or typed, that a person judges."""

    kind: Literal["open"] = "open"
    max_chars: int = Field(default=200, ge=1, le=MAX_OPEN_CHARS)


def _most_clicks(body: Mapping[str, Any]) -> int:
    return 1 if body["mode"] == "pick" else 10


class HotspotBody(Frozen):
    """A picture of the question to point at: one place to pick, or all that can be found."""

    kind: Literal["hotspot"] = "hotspot"
    image: MediaId
    mode: Literal["pick", "find_all"] = "pick"
    max_clicks: int = Field(default_factory=_most_clicks, ge=1, le=MAX_ITEMS)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.mode == "pick" and self.max_clicks != 1:
            raise PydanticCustomError(
                "pick_is_one_click", "a place to pick is one click", {"at": "max_clicks"}
            )
        return self


Body = Annotated[
    ChoiceBody | FillBody | NumericBody | OrderBody | MatchBody | OpenBody | HotspotBody,
    Field(discriminator="kind"),
]


def options_of(body: Body) -> tuple[Option, ...]:
    """Everything that can be chosen, ordered or paired, in file order; empty where nothing can."""
    match body:
        case ChoiceBody(options=options):
            return options
        case OrderBody(items=items):
            return items
        case MatchBody(left=left, right=right):
            return left + right
    return ()


def true_false_body() -> ChoiceBody:
    """The body of every true/false question, so that screens need no special case."""
    right = Option(id="true", text={"zh-Hans": "正确", "zh-Hant": "正確", "en": "True"})
    wrong = Option(id="false", text={"zh-Hans": "错误", "zh-Hant": "錯誤", "en": "False"})
    return ChoiceBody(kind="true_false", options=(right, wrong))
