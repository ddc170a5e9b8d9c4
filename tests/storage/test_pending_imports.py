"""Files that wait at the desk: kept whole, found by id only, gone when dropped or after a week."""

from dataclasses import replace

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.storage.pending_imports import KEPT_MS, PendingImports

RAW = b"format: quizhub-bank/1\nid: t\ntitle: {en: T}\nlanguages: [en]\n"


def test_a_file_waits_with_what_was_read_of_it(tmp_path):
    imports = PendingImports(tmp_path / "imports")
    pending = imports.keep(RAW, "t.yaml", by="li", at=5)
    reading = read_bank(BankFile(RAW, "t.yaml"))
    imports.store(pending, reading)
    again = PendingImports(tmp_path / "imports")
    assert again.find(pending.id) == pending
    assert again.raw(pending) == RAW
    assert again.reading(pending) == reading


def test_how_it_is_to_be_read_is_noted(tmp_path):
    imports = PendingImports(tmp_path)
    pending = replace(imports.keep(RAW, "t.yaml", by="li", at=5), choices={"encoding": "big5"})
    imports.note(pending)
    assert imports.find(pending.id) == pending


def test_unknown_ids_and_paths_are_not_found(tmp_path):
    imports = PendingImports(tmp_path)
    assert imports.find("none") is None
    assert imports.find("../secrets") is None
    assert imports.all() == []


def test_the_last_handed_in_is_listed_first_and_old_ones_go(tmp_path):
    imports = PendingImports(tmp_path)
    first = imports.keep(RAW, "1.yaml", by="li", at=0)
    second = imports.keep(RAW, "2.yaml", by="li", at=KEPT_MS)
    assert imports.all() == [second, first]
    third = imports.keep(RAW, "3.yaml", by="li", at=KEPT_MS + 1)
    assert imports.all() == [third, second]
    imports.drop(second)
    assert imports.all() == [third]
    imports.drop(second)
