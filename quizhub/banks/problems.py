"""What a reader has to say about a file: one code, one place, one sentence in Chinese and in English.

The sentences are for organisers. An error means that something was left out, a warning that all was taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quizhub.banks.messages import ERRORS, WARNINGS


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a reader could not fully take; `place` is such as `fire.yaml:123`."""

    place: str
    level: Level
    code: str
    details: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str = "zh-Hans") -> str:
        """The sentence for a person, in Chinese for any `zh` language and in English otherwise."""
        chinese, english = ERRORS.get(self.code) or WARNINGS[self.code]
        sentence = chinese if language.partition("-")[0] == "zh" else english
        return sentence.format_map(self.details)


def problem(place: str, code: str, **details: str) -> Problem:
    """The problem with this code, its level taken from the table it stands in."""
    return Problem(place, Level.ERROR if code in ERRORS else Level.WARNING, code, details)


class FileRefused(Exception):
    """A file that must not be read any further: a bomb, a broken archive. Readers never let it out."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
