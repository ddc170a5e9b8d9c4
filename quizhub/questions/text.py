"""Words in several languages, and the strictness every question model shares.

`Text` is what every sentence of a question is stored as. The module knows nothing of questions.
"""

import unicodedata
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

MAX_FIELD = 2_000
"""Longest text of one field in one language, in characters."""

_UNSTORABLE = frozenset("\u2028\u2029\ufeff\ufffe\uffff")


class Frozen(BaseModel):
    """A value that never changes and accepts no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def storable(words: str) -> str:
    """The words in NFC with plain line ends; control characters, which XML cannot hold, are refused."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    for char in words:
        if char in _UNSTORABLE or (char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs")):
            raise PydanticCustomError(
                "control_character", "the character {char} cannot be used", {"char": f"U+{ord(char):04X}"}
            )
    return unicodedata.normalize("NFC", words).strip()


Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_FIELD),
    AfterValidator(storable),
]
"""Text in one language: 1 to 2,000 characters, no blanks around it."""

Path = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(storable)]
"""Parts separated by `/`, such as `fire/kitchen`; may be empty."""

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
"""A BCP 47 tag such as `zh-Hans`, `zh-Hant`, `en`; `und` when the language is not known."""

Text = Annotated[Mapping[LanguageTag, Words], Field(min_length=1)]
"""One sentence in one or more languages, keyed by BCP 47 tag. Never changed in place."""

ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.\-]{1,64}$")]
"""A stable name of an option or item inside its question, such as `a` or `true`."""


class Option(Frozen):
    """Something a player can choose, order or pair. The letter on screen comes from its place, not its id."""

    id: ItemId
    text: Text
    """Also where there is a picture: it is what is read aloud, reported and told to who cannot see."""
    media: str | None = None
    """The id of one of the question's pictures, shown with the option instead of with the stem."""


def text_in(text: Mapping[str, str], language: str) -> str:
    """The words for a reader of `language`: exact tag, same base language, then zh-Hans, en, und, any."""
    if language in text:
        return text[language]
    base = language.partition("-")[0]
    for tag in text:
        if tag.partition("-")[0] == base:
            return text[tag]
    for tag in ("zh-Hans", "en", "und"):
        if tag in text:
            return text[tag]
    return next(iter(text.values()), "")
