"""A file as somebody hands it in: its bytes, and what can be seen in them without knowing the format.

Readers take one of these and nothing else. The views are made when first asked for and kept, as several
formats look at the same file to recognise it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from quizhub.banks.archive import Archive
from quizhub.banks.encoding import Decoded, decode
from quizhub.banks.sheets import Sheets, open_sheets


@dataclass(frozen=True)
class BankFile:
    """`choices` are a person's answers to guesses of an earlier reading; `beside` holds media by name."""

    raw: bytes
    name: str
    choices: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def decoded(self) -> Decoded | None:
        """The file as text, or None when no encoding fits; the guess `encoding` decides where it was made."""
        return decode(self.raw, self.choices.get("encoding"))

    @property
    def text(self) -> str:
        """The text, empty when the file is none."""
        return self.decoded.text if self.decoded is not None else ""

    @cached_property
    def archive(self) -> Archive | None:
        """The file as a zip archive whose sizes were checked, or None when it is none.

        Raises FileRefused when it is one that must not be unpacked.
        """
        return Archive.open(self.raw)

    @cached_property
    def sheets(self) -> Sheets | None:
        """The file as tables, or None when it is none. Raises FileRefused for those that must not be read."""
        return open_sheets(self.raw, self.archive, lambda: self.text)
