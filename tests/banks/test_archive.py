"""Archives of strangers: what may be unpacked and what is refused before it is."""

import io
import struct
import zipfile

import pytest

from quizhub.banks import archive as limits
from quizhub.banks.archive import Archive
from quizhub.banks.bank_file import BankFile
from quizhub.banks.problems import FileRefused


def packed(files: dict[str, bytes], **how) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = how.get("attributes", 0)
            written.writestr(entry, content)
    return out.getvalue()


def opened_and_read(raw: bytes) -> None:
    opened = Archive.open(raw)
    assert opened is not None
    opened.read("a.txt")


def refusal(raw: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        opened_and_read(raw)
    return refused.value.code


def test_files_are_read_by_name():
    archive = BankFile(packed({"a/b.txt": b"hello", "题.txt": "题".encode()}), "x.zip").archive
    assert archive is not None
    assert archive.names == ("a/b.txt", "题.txt")
    assert (archive.read("a/b.txt"), archive.read("none")) == (b"hello", None)


def test_other_files_are_no_archives():
    assert Archive.open(b"hello") is None


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch):
    assert refusal(packed({"a.txt": bytes(3 * 1024 * 1024)})) == "archive_ratio"
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1000)
    assert refusal(packed({"a.txt": b"x" * 600, "b.txt": b"y" * 600})) == "archive_too_large"
    monkeypatch.setattr(limits, "MAX_ENTRIES", 1)
    assert refusal(packed({"a.txt": b"", "b.txt": b""})) == "archive_entries"


def test_an_archive_that_lies_about_its_sizes_is_caught_while_unpacking(monkeypatch):
    raw = packed({"a.txt": b"x" * 5000})
    lying = raw.replace(struct.pack("<L", 5000), struct.pack("<L", 10))
    assert refusal(lying) == "archive_broken"
    monkeypatch.setattr(limits, "MAX_UNPACKED", 5000)
    opened = Archive.open(raw)
    monkeypatch.setattr(limits, "MAX_UNPACKED", 100)
    assert opened is not None
    with pytest.raises(FileRefused, match="archive_too_large"):
        opened.read("a.txt")


@pytest.mark.parametrize("name", ["../a.txt", "/etc/passwd", "a/../../b", "C:/a.txt", "..\\a.txt"])
def test_paths_out_of_the_folder_are_refused(name):
    assert refusal(packed({name: b""})) == "archive_path"


def test_links_and_passwords_are_refused():
    assert refusal(packed({"a": b"/etc/passwd"}, attributes=0o120777 << 16)) == "archive_path"
    raw = bytearray(packed({"a.txt": b"hello"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(raw)) == "archive_locked"


def test_a_cut_off_archive_is_told():
    raw = packed({"a.txt": b"hello"})
    assert refusal(raw[: len(raw) // 2]) == "archive_broken"
    assert refusal(b"PK\x03\x04") == "archive_broken"
