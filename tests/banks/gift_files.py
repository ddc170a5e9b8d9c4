"""Reads and writes GIFT for the tests, as briefly as they can ask for it."""

from pathlib import Path
from typing import Any

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.gift_writer import write_gift
from quizhub.banks.reader import read_bank

SAMPLES = Path(__file__).parent / "samples" / "gift"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.gift"))


def read(text: str | bytes) -> BankReading:
    raw = text.encode() if isinstance(text, str) else text
    return read_bank(BankFile(raw, "t.gift", {"format": "gift"}))


def one(text: str, *codes: str) -> Any:
    """The only question of a text, read with exactly these problems."""
    reading = read(text)
    assert [problem.code for problem in reading.problems] == list(codes)
    (record,) = reading.records
    assert record.question is not None
    return record.question


def words(text: Any) -> str:
    """The only language of a text."""
    (said,) = text.values()
    return str(said)


def bank_of(*questions: Any) -> Bank:
    return Bank(id="b", title={"en": "B"}, languages=tuple(questions[0].stem), questions=questions)


def written(question: Any, language: str = "en") -> str:
    return write_gift(Export(bank_of(question), language)).decode()
