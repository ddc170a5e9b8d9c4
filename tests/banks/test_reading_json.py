"""A reading survives the way from one process to another whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizhub.banks.bank import BankReading, Guess, Record
from quizhub.banks.bank_file import BankFile
from quizhub.banks.problems import problem
from quizhub.banks.reader import read_bank
from quizhub.banks.reading_json import dump_reading, load_reading
from quizhub.storage.bank_files import files_beside

BANKS = sorted(path for path in Path("question_banks").glob("*.yaml") if not path.name.startswith("sample-"))


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_shipped_bank_survives(path):
    reading = read_bank(BankFile(path.read_bytes(), path.name, beside=files_beside(path)))
    assert len(reading.questions) >= 10
    assert load_reading(dump_reading(reading)) == reading


def test_what_stands_around_the_questions_survives():
    reading = BankReading(
        None,
        (Record("x:1", None, "category", "Fire"),),
        (problem("x:2", "missing_field", field="stem"),),
        "gift",
        (Guess("encoding", "gb18030", ("big5",)),),
        {"00ff": bytes(range(256))},
    )
    assert load_reading(dump_reading(reading)) == reading


def test_a_bank_that_holds_less_than_the_records_survives():
    reading = read_bank(BankFile(BANKS[0].read_bytes(), "x.yaml"))
    assert reading.bank is not None
    fewer = replace(reading, bank=reading.bank.model_copy(update={"questions": reading.bank.questions[:3]}))
    assert load_reading(dump_reading(fewer)) == fewer
