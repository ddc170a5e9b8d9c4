"""The child process that parses files of strangers: what it gives back, and what becomes of hostile files."""

import io
import logging
import zipfile
from pathlib import Path

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.storage.import_process import LIMITS, MEGABYTE, Limits, read_safely
from tests.banks.word_files import paragraph, word_file

PAPER = "1. 火警电话是（B）\nA. 110\nB. 119\n".encode()


def codes(raw: bytes, name: str = "卷.txt") -> list[str]:
    return [problem.code for problem in read_safely(BankFile(raw, name)).problems]


def child(reader: str) -> tuple[str, ...]:
    """The child with another reader in place of its own."""
    program = f"import quizhub.storage.import_child as child\n{reader}\nchild.read_bank = read\nchild.main()"
    return ("-c", program)


def test_a_reading_comes_back_as_it_is_with_choices_and_files_beside():
    paper = "1. 甲\nA. 一\nB. 二".encode()
    file = BankFile(paper, "卷.txt", {"numbering": "1."}, {"答案.txt": b"1.B"})
    told: list[str] = []
    reading = read_safely(file, told=told.append)
    assert reading == read_bank(file)
    assert len(reading.questions) == 1
    assert told == ["paper"]


def test_the_answer_does_not_depend_on_being_told():
    assert [q.kind for q in read_safely(BankFile(PAPER, "卷.txt")).questions] == ["single_choice"]


def test_the_folder_it_is_started_in_is_no_source_of_code(tmp_path, monkeypatch):
    (tmp_path / "orjson.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert codes(PAPER) == []


# Hostile files --------------------------------------------------------------------------------------------


def zipped(**content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in content.items():
            archive.writestr(name, raw)
    return packed.getvalue()


def test_a_zip_bomb_is_not_unpacked():
    assert codes(zipped(**{"word/document.xml": bytes(50 * MEGABYTE)}), "卷.docx") == ["archive_ratio"]


def test_an_entity_bomb_is_refused():
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    assert codes(zipped(**{"word/document.xml": bomb}), "卷.docx") == ["xml_entities"]


def test_names_that_lead_out_of_the_archive_are_refused():
    assert codes(zipped(**{"../../etc/cron.d/x": b"", "word/document.xml": b"<a/>"})) == ["archive_path"]


def test_a_misnamed_file_is_read_for_what_it_is():
    raw = word_file(paragraph("1. 甲（A）"), paragraph("A. 一 B. 二"))
    reading = read_safely(BankFile(raw, "题库.xlsx"))
    assert (reading.format, len(reading.questions)) == ("word", 1)


def test_bytes_that_are_nothing_are_told():
    assert codes(bytes(range(256)) * 8, "x.bin") == ["unknown_format"]


def test_script_in_a_stem_stays_words():
    raw = "1. 消防<script>alert(1)</script>安全知识（A）\nA. 一\nB. 二".encode()
    (question,) = read_safely(BankFile(raw, "卷.txt")).questions
    assert list(question.stem.values()) == ["消防<script>alert(1)</script>安全知识（ ）"]


def test_a_file_too_large_is_not_even_handed_on():
    none = ("-c", "raise SystemExit('must not be started')")
    for raw, limit in ((bytes(10 * MEGABYTE + 1), "10"), (b"PK" + bytes(20 * MEGABYTE), "20")):
        reading = read_safely(BankFile(raw, "x"), child=none)
        assert [(p.code, p.details["limit"]) for p in reading.problems] == [("too_big", limit)]
    beside = {"a.png": bytes(21 * MEGABYTE)}
    assert [p.code for p in read_safely(BankFile(b"", "x", {}, beside), child=none).problems] == ["too_big"]


# A reader that misbehaves ---------------------------------------------------------------------------------


def test_a_reader_that_never_ends_is_ended_by_the_wall_clock():
    asleep = child("def read(file):\n    import threading\n    threading.Event().wait()")
    reading = read_safely(BankFile(PAPER, "卷.txt"), Limits(wall_seconds=1), child=asleep)
    assert [(p.code, p.details["limit"]) for p in reading.problems] == [("import_too_long", "1")]


def test_a_reader_that_loops_is_ended_by_the_processor_time():
    loops = child("def read(file):\n    while True:\n        pass")
    reading = read_safely(BankFile(PAPER, "卷.txt"), Limits(processor_seconds=1), child=loops)
    assert [p.code for p in reading.problems] == ["import_too_long"]


@pytest.mark.parametrize(
    "greedy",
    [
        "def read(file):\n    return bytearray(600 * 1024 * 1024)",
        "def read(file):\n    import sys\n    sys.exit('memory allocation of 9 bytes failed')",
    ],
    ids=["a MemoryError", "an abort of native code"],
)
def test_a_reader_that_takes_too_much_memory_is_told(greedy):
    reading = read_safely(BankFile(PAPER, "卷.txt"), LIMITS, child=child(greedy))
    assert [(p.code, p.details["limit"]) for p in reading.problems] == [("import_too_much_memory", "512")]


def test_a_reader_that_breaks_is_told_and_logged(caplog):
    breaks = child("def read(file):\n    raise KeyError('our bug')")
    with caplog.at_level(logging.ERROR):
        reading = read_safely(BankFile(PAPER, "卷.txt"), child=breaks)
    assert [p.code for p in reading.problems] == ["import_failed"]
    assert "our bug" in caplog.text


@pytest.mark.parametrize("end", ["", "Rzzzzzzzz", "R00000100half"])
def test_a_child_that_says_nothing_sensible_is_told(end):
    reading = read_safely(BankFile(PAPER, "卷.txt"), child=("-c", f"print({end!r}, end='')"))
    assert [p.code for p in reading.problems] == ["import_failed"]


def test_every_sample_that_comes_along_is_read_the_same_in_the_child():
    path = Path(__file__).parents[1] / "banks" / "samples" / "zh-docx"
    (sample,) = path.glob("*.docx")
    file = BankFile(sample.read_bytes(), sample.name)
    assert read_safely(file) == read_bank(file)
