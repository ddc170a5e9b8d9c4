"""Pictures that belong to questions, and the material that several questions share.

Only what a picture is stands here: its bytes are kept elsewhere, by the SHA-256 that is its id.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quizhub.questions.text import Frozen, Text

MAX_MEDIA = 30
"""Most pictures of one question or one material."""

MAX_SIDE = 20_000
"""Longest side of a picture, in pixels."""

MediaId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of the bytes, as hex digits."""

MediaName = Annotated[
    str, StringConstraints(pattern=r'^[^\x00-\x1f/\\:*?"<>|.][^\x00-\x1f/\\:*?"<>|]{0,119}$')
]
"""A file name that every system can store: no folders, no leading dot."""

Mime = Literal["image/png", "image/jpeg", "image/webp"]

MaterialId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,99}$")]


class Media(Frozen):
    """A picture: which bytes, of what kind, its natural size in pixels, and what it shows, in words."""

    id: MediaId
    mime: Mime
    width: int = Field(ge=1, le=MAX_SIDE)
    height: int = Field(ge=1, le=MAX_SIDE)
    name: MediaName
    alt: Text | None = None


Pictures = Annotated[tuple[Media, ...], Field(max_length=MAX_MEDIA)]


class Material(Frozen):
    """A case or passage that several questions ask about; those with the same id follow one another."""

    id: MaterialId
    text: Text
    media: Pictures = ()
