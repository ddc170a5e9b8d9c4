"""The canonical question, schema 1: the one shape every format is read into and everything else uses.

Also the place to import its parts from: text, bodies and keys are re-exported. A key lives beside the
body, never in it, so that what is sent to players cannot carry it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from quizhub.questions.bodies import (
    BLANK_MARK,
    Blank,
    Body,
    ChoiceBody,
    FillBody,
    MatchBody,
    NumericBody,
    OrderBody,
    count_blanks,
    true_false_body,
)
from quizhub.questions.keys import (
    Accept,
    BlankKey,
    ChoiceKey,
    FillKey,
    Key,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericKey,
    OrderKey,
    check_key,
)
from quizhub.questions.text import Frozen, Option, Path, Text, Words, text_in

__all__ = [
    "BLANK_MARK",
    "Accept",
    "Blank",
    "BlankKey",
    "Body",
    "ChoiceBody",
    "ChoiceKey",
    "FillBody",
    "FillKey",
    "Key",
    "Kind",
    "MatchBody",
    "MatchKey",
    "NumberNear",
    "NumberRange",
    "NumericBody",
    "NumericKey",
    "Option",
    "OrderBody",
    "OrderKey",
    "Question",
    "Rights",
    "Source",
    "Text",
    "text_in",
    "true_false_body",
]

Kind = Literal["single_choice", "multiple_choice", "true_false", "fill", "numeric", "order", "match"]
Label = Annotated[Words, StringConstraints(max_length=100)]
Labels = Annotated[tuple[Label, ...], Field(max_length=50)]


class Source(Frozen):
    """Where the answer can be looked up, such as 消防法 第二十一条."""

    title: Text
    locator: Text | None = None
    url: Annotated[Words, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    edition: Words | None = None
    in_force_from: date | None = None
    quote: Text | None = None
    mark: Literal["V", "P", "K"] | None = None
    """V: verified word for word, P: paraphrased from the source, K: general knowledge."""
    check_by: date | None = None
    """When the fact should be looked up again, for figures that may change."""


class Rights(Frozen):
    """Whose work the question is; needed for licences that ask for attribution."""

    licence: Words | None = None
    author: Words | None = None
    attribution: Words | None = None


class Question(Frozen):
    """One question. Without a key it is a draft and cannot be played."""

    schema_version: Literal[1] = 1
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,99}$")]
    revision: int = Field(default=1, ge=1)
    stem: Text
    screen: Text | None = None
    """A shorter stem for the projector when the one read aloud is long."""
    note: Text | None = None
    """Read by the host only."""
    body: Body
    key: Key | None = None
    explanation: Text | None = None
    hint: Text | None = None
    sources: Annotated[tuple[Source, ...], Field(max_length=20)] = ()
    difficulty: int | None = Field(default=None, ge=1, le=5)
    topic: Path = ""
    """Path such as `fire/kitchen`."""
    tags: Labels = ()
    audience: Labels = ()
    time_s: int | None = Field(default=None, ge=1, le=3600)
    points: Annotated[Decimal, Field(ge=0, le=100_000, max_digits=12, allow_inf_nan=False)] | None = None
    """Time and points are hints; the round's rules win."""
    rights: Rights | None = None
    ext: Mapping[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")], JsonValue] = Field(
        default_factory=dict
    )
    """What a file format carried and this model has no field for, by format."""

    @property
    def kind(self) -> Kind:
        """How the question is answered; the body decides it."""
        return self.body.kind

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if isinstance(self.body, FillBody):
            self._count_blanks(len(self.body.blanks))
        if self.key is not None:
            check_key(self.body, self.key)
        return self

    def _count_blanks(self, want: int) -> None:
        for language, words in self.stem.items():
            have = count_blanks(words)
            if have != want:
                raise PydanticCustomError(
                    "stem_blank_count",
                    "the stem in {language} shows {have} blanks, not {want}",
                    {"language": language, "have": str(have), "want": str(want), "at": "stem"},
                )
