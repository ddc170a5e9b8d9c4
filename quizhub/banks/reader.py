"""Reads a bank of any known format: the one place that chooses the format.

A further format is one more entry in `FORMATS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quizhub.banks.bank import BankReading, reading_of
from quizhub.banks.formats.native import looks_native, read_native
from quizhub.banks.problems import problem


@dataclass(frozen=True, slots=True)
class Format:
    """One file format: whether a file looks like it, and how it is read. Both take the bytes and the name."""

    name: str
    recognise: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], BankReading]


FORMATS: tuple[Format, ...] = (Format("native", looks_native, read_native),)


def read_bank(raw: bytes, name: str) -> BankReading:
    """Read a file by the first format that recognises it. Never raises for content."""
    for known in FORMATS:
        if known.recognise(raw, name):
            return known.read(raw, name)
    return reading_of(None, (), [problem(name, "unknown_format", name=name)])
