"""Banks leave the desk in every format, after saying what would be lost."""

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.banks.writer import TARGETS
from quizhub.web.pages.exporting import FORMATS
from tests.web.test_desk import organiser

__all__ = ["organiser"]


def test_every_format_has_words():
    assert {target.name for target in TARGETS} == set(FORMATS)


def test_what_would_be_lost_is_told_before(organiser):
    page = organiser.get("/desk/library/fire/export")
    assert page.status_code == 200 and "cannot hold" not in page.text and "Nothing would" not in page.text
    assert "Nothing would be lost" in organiser.get("/desk/library/fire/export?format=native").text
    lossy = organiser.get("/desk/library/fire/export?format=aiken&language=en").text
    assert "this format cannot hold" in lossy and "format=aiken&amp;language=en" in lossy
    assert organiser.get("/desk/library/none/export").status_code == 404


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_bank_is_downloaded_and_reads_again(organiser, target):
    answer = organiser.get(f"/desk/library/fire/file?format={target.name}&language=zh-Hans")
    assert answer.headers["content-disposition"] == f'attachment; filename="fire{target.ending}"'
    reading = read_bank(BankFile(answer.content, f"fire{target.ending}"))
    assert len(reading.questions) > 20, (reading.format, reading.problems[:3])


def test_an_unknown_format_is_not_found(organiser):
    assert organiser.get("/desk/library/fire/file?format=none").status_code == 404
