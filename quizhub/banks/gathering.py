"""Puts what a reader of a foreign format found together to a reading with a bank around it."""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from quizhub.banks.bank import Bank, BankReading, Guess
from quizhub.banks.bank_file import BankFile
from quizhub.banks.making import Maker
from quizhub.banks.report import Report

MAX_QUESTIONS = 5_000


def gather(
    file: BankFile,
    maker: Maker,
    *,
    title: str = "",
    guesses: Iterable[Guess] = (),
    media: Mapping[str, bytes] | None = None,
) -> BankReading:
    """The reading of a file; the bank is named after `title` or else the file, its id after the file."""
    report, records = maker.report, maker.records
    asked = [record.question for record in records if record.question is not None]
    if not asked:
        report.add(1, "nothing_found")
    if len(asked) > MAX_QUESTIONS:
        report.add(1, "too_many_questions", limit=str(MAX_QUESTIONS))
    named = title or PurePosixPath(file.name).stem or file.name
    bank = report.build(
        Bank,
        {
            "id": bank_id(file.name),
            "title": {maker.language: named[:200]},
            "languages": (maker.language,),
            "questions": tuple(asked[:MAX_QUESTIONS]),
        },
        1,
        {},
    )
    return BankReading(bank, tuple(records), tuple(report.problems), "", tuple(guesses), media or {})


def refused(file: BankFile, code: str, **details: str) -> BankReading:
    """The reading of a file that could not be read at all."""
    report = Report(file.name)
    report.add(1, code, **details)
    return BankReading(None, (), tuple(report.problems))


def bank_id(name: str) -> str:
    """An id from a file's name; Chinese names, which cannot be written in one, get a short number from it."""
    stem = unicodedata.normalize("NFKD", PurePosixPath(name).stem)
    plain = re.sub(r"[^a-z0-9]+", "-", stem.encode("ascii", "ignore").decode().lower()).strip("-")
    if any(ord(char) > 0x2FF for char in stem) or not plain:
        plain = f"{plain}-{zlib.crc32(stem.encode()):08x}".strip("-")
    return plain[:64]
