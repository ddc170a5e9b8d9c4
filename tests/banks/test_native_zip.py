"""Our own bank with its pictures in one file."""

import hashlib
import io
import struct
import zipfile
import zlib

import pytest

from quizhub.banks.bank import Bank
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.native_zip import read_native_zip, write_native_zip
from quizhub.banks.pictures import picture_of
from quizhub.banks.reader import read_bank
from quizhub.banks.writer import Export, target_named
from tests.questions.examples import single


def png(shade: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = struct.pack(">LLBBBBB", 2, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, shade, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pictured(name: str, shade: int, id: str):
    media = picture_of(png(shade), name)
    assert media is not None
    return single().model_copy(update={"id": id, "media": (media,)})


def export(*questions) -> Export:
    title = {"zh-Hans": "我的", "en": "Mine"}
    bank = Bank(id="mine", title=title, languages=("zh-Hans", "en"), questions=questions)
    media = {hashlib.sha256(png(shade)).hexdigest(): png(shade) for shade in (1, 2)}
    return Export(bank, "en", media)


def test_a_bank_and_its_pictures_come_back():
    sent = export(pictured("pan.png", 1, "a"), pictured("fire.png", 2, "b"), single())
    raw = write_native_zip(sent)
    assert raw == write_native_zip(sent)
    reading = read_bank(BankFile(raw, "mine.zip"))
    assert (reading.format, reading.problems) == ("native_zip", ())
    assert reading.bank == sent.bank
    assert reading.media == sent.media


def test_two_pictures_of_one_name_stay_two():
    reading = read_bank(
        BankFile(write_native_zip(export(pictured("p.png", 1, "a"), pictured("p.png", 2, "b"))), "x")
    )
    assert reading.bank is not None and len(reading.media) == 2
    names = [question.media[0].name for question in reading.bank.questions]
    assert len(set(names)) == 2 and all(name.endswith("-p.png") for name in names)


def test_pictures_that_are_not_at_hand_are_left_out():
    sent = export(pictured("pan.png", 3, "a"))
    with zipfile.ZipFile(io.BytesIO(write_native_zip(sent))) as archive:
        assert archive.namelist() == ["mine.yaml"]


def test_other_archives_are_none_of_ours():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.yaml", "title: x")
    reading = read_bank(BankFile(out.getvalue(), "x.zip"))
    assert reading.format != "native_zip"
    assert read_native_zip(BankFile(out.getvalue(), "x.zip")).has_errors
    assert read_native_zip(BankFile(b"text", "x.zip")).has_errors


@pytest.mark.parametrize("name", ["native_zip", ".quizhub.zip"])
def test_it_is_written_by_name(name):
    target = target_named(name)
    assert target is not None
    assert target.losses(export(single())) == [] and target.write(export(single())).startswith(b"PK")
