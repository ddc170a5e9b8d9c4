"""Reads JSON banks for the tests and tells of a question in one line."""

import json
from typing import Any

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.questions.model import text_in


def read(value: Any, **choices: str) -> BankReading:
    raw = (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).encode()
    return read_bank(BankFile(raw, "t.json", {"format": "json", **choices}))


def codes(reading: BankReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def told(question: Any) -> tuple[str, str, list[str], str]:
    """Kind, stem, options, and the texts of the right ones."""
    shown = {option.id: text_in(option.text, "en") for option in getattr(question.body, "options", ())}
    right = getattr(question.key, "correct", ())
    return (
        question.kind,
        text_in(question.stem, "en"),
        list(shown.values()),
        "|".join(shown[one] for one in right),
    )
