"""The canonical question, schema 1: the one shape every format is read into and everything else uses.

Also the place to import its parts from: text, bodies and keys are re-exported. A key lives beside the
body, never in it, so that what is sent to players cannot carry it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, JsonValue, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from quizhub.questions.bodies import (
    BLANK_MARK,
    Blank,
    Body,
    ChoiceBody,
    FillBody,
    HotspotBody,
    MatchBody,
    NumericBody,
    OpenBody,
    OrderBody,
    count_blanks,
    options_of,
    refuse_repeats,
    true_false_body,
)
from quizhub.questions.keys import (
    Accept,
    BlankKey,
    ChoiceKey,
    Criterion,
    FillKey,
    HotspotKey,
    Key,
    MatchKey,
    NumberNear,
    NumberRange,
    NumericKey,
    OpenKey,
    OrderKey,
    check_key,
)
from quizhub.questions.media import Material, Media, Pictures
from quizhub.questions.regions import Region
from quizhub.questions.text import Frozen, Option, Path, Text, Words, text_in

__all__ = [
    "BLANK_MARK",
    "Accept",
    "Blank",
    "BlankKey",
    "Body",
    "ChoiceBody",
    "ChoiceKey",
    "Criterion",
    "FillBody",
    "FillKey",
    "HotspotBody",
    "HotspotKey",
    "Key",
    "Kind",
    "MatchBody",
    "MatchKey",
    "Material",
    "Media",
    "NumberNear",
    "NumberRange",
    "NumericBody",
    "NumericKey",
    "OpenBody",
    "OpenKey",
    "Option",
    "OrderBody",
    "OrderKey",
    "Question",
    "Region",
    "Rights",
    "Source",
    "Text",
    "text_in",
    "true_false_body",
]

Kind = Literal[
    "single_choice",
    "multiple_choice",
    "true_false",
    "fill",
    "numeric",
    "order",
    "match",
    "open",
    "hotspot",
]
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
    """One question. Without a key it is a draft and cannot be played; an open one always has a key."""

    schema_version: Literal[1] = 1
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,99}$")]
    revision: int = Field(default=1, ge=1)
    stem: Text
    screen: Text | None = None
    """A shorter stem for the projector when the one read aloud is long."""
    note: Text | None = None
    """Read by the host only."""
    media: Pictures = ()
    """Shown with the stem, but for those that an option or the body names."""
    material: Material | None = None
    body: Body
    key: Key | None = Field(default=None, validate_default=True)
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

    @property
    def media_by_id(self) -> dict[str, Media]:
        """The question's own pictures."""
        return {media.id: media for media in self.media}

    @property
    def stem_media(self) -> tuple[Media, ...]:
        """The pictures shown with the stem: those that neither an option nor the body shows in its place."""
        placed = self._placed_media()
        return tuple(media for media in self.media if media.id not in placed)

    @property
    def aspect(self) -> float:
        """Height over width of the picture to point at; 1 for other kinds."""
        if not isinstance(self.body, HotspotBody):
            return 1.0
        image = self.media_by_id[self.body.image]
        return image.height / image.width

    @property
    def all_media(self) -> tuple[Media, ...]:
        """Every picture it takes to ask the question, those of its material included."""
        return (*self.media, *(self.material.media if self.material is not None else ()))

    def _placed_media(self) -> set[str]:
        placed = {option.media for option in options_of(self.body) if option.media is not None}
        return placed | ({self.body.image} if isinstance(self.body, HotspotBody) else set())

    @field_validator("key", mode="before")
    @classmethod
    def _open_needs_no_key(cls, key: Any, info: ValidationInfo) -> Any:
        """An open question is judged by people and can be asked without anything to judge it by."""
        is_open = isinstance(info.data.get("body"), OpenBody)
        return OpenKey() if key is None and is_open else key

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if isinstance(self.body, FillBody):
            self._count_blanks(len(self.body.blanks))
        self._check_media()
        if self.key is not None:
            check_key(self.body, self.key)
        return self

    def _check_media(self) -> None:
        known = [media.id for media in self.media]
        refuse_repeats(known, "media")
        refuse_repeats((media.name for media in self.media), "media")
        for name in self._placed_media():
            if name not in known:
                raise PydanticCustomError("unknown_picture", "there is no picture {id}", {"id": name})

    def _count_blanks(self, want: int) -> None:
        for language, words in self.stem.items():
            have = count_blanks(words)
            if have != want:
                raise PydanticCustomError(
                    "stem_blank_count",
                    "the stem in {language} shows {have} blanks, not {want}",
                    {"language": language, "have": str(have), "want": str(want), "at": "stem"},
                )
