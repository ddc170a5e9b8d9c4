"""What is handed to every writer of a bank."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizhub.banks.bank import Bank


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written: a bank, the language of formats that hold only one, and its pictures."""

    bank: Bank
    language: str
    media: Mapping[str, bytes] = field(default_factory=dict)
