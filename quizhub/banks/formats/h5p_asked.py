"""One question of an H5P package while it is read. Used by `h5p` and the modules that know its types."""

from dataclasses import dataclass, field
from typing import Any

from quizhub.banks.loose import table, word
from quizhub.banks.report import Report
from quizhub.banks.wording import Wording
from quizhub.questions.media import Media


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of content: its type with version, its values, what is said about it, and where it stands."""

    library: str
    params: dict[str, Any]
    metadata: dict[str, Any]
    place: str

    @property
    def title(self) -> str:
        """What its author called it."""
        return word(self.metadata.get("title"))


@dataclass(slots=True)
class Asked:
    """What a question type reads from, and where it leaves what is no part of body and key."""

    params: dict[str, Any]
    wording: Wording
    report: Report
    place: str
    seed: bytes
    ext: dict[str, Any] = field(default_factory=dict)
    explanation: str = ""
    hint: str = ""

    def said(self, value: Any) -> str:
        """The words of a text, which is always HTML here."""
        return self.wording.words(word(value).replace("\n", " "))

    def behaviour(self, name: str) -> Any:
        """A setting of the question."""
        return table(self.params.get("behaviour")).get(name)

    def show(self, path: str) -> Media | None:
        """The picture of this path, now one of the question's; a missing one is told."""
        media = self.wording.picture(path) if path else None
        if media is None:
            self.wording.missing(path)
        return media
