"""The ladder of encodings: real question texts in every encoding organisers' files come in."""

import codecs

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.encoding import decode

CHINESE = "1. 下列哪种火灾不能用水扑救？\nA. 油锅 B. 木材\n答案：A\n"
TAIWAN = "1. 下列哪種火災不能用水撲救？\nA. 油鍋 B. 木材\n答案：A\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "sure"),
    [
        (CHINESE.encode(), "utf-8", True),
        (codecs.BOM_UTF8 + CHINESE.encode(), "utf-8", True),
        (codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), "utf-16-le", True),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "utf-16-be", True),
        (CHINESE.encode("utf-16-le"), "utf-16-le", False),
        (CHINESE.encode("utf-16-be"), "utf-16-be", False),
        (CHINESE.encode("gb18030"), "gb18030", False),
        ("答案：对".encode("gbk"), "gb18030", False),
    ],
)
def test_chinese_text_is_read_in_every_encoding(raw, encoding, sure):
    decoded = decode(raw)
    assert decoded is not None
    assert (decoded.encoding, decoded.sure) == (encoding, sure)
    assert decoded.text in (CHINESE, "答案：对")


def test_text_from_taiwan_is_told_from_gb18030():
    decoded = decode(TAIWAN.encode("big5"))
    assert decoded is not None
    assert (decoded.encoding, decoded.text) == ("big5", TAIWAN)


def test_other_languages_are_left_to_statistics():
    text = "Какой огнетушитель нельзя использовать при тушении электроустановок под напряжением?\n" * 3
    decoded = decode(text.encode("cp1251"))
    assert decoded is not None
    assert (decoded.text, decoded.sure) == (text, False)


def test_rare_characters_alone_are_the_last_guess():
    raw = "焱燚".encode("gb18030")
    decoded = decode(raw)
    assert decoded is not None
    assert (decoded.encoding, decoded.text) == ("gb18030", "焱燚")


@pytest.mark.parametrize("raw", [b"\x81", b"\x00\x01\x02", b"\xff\xfe\x00\xd8", bytes(range(256)) * 2])
def test_what_is_no_text_is_none(raw):
    assert decode(raw) is None


def test_a_person_may_choose():
    raw = "题目".encode("gb18030")
    for chosen, text in (("gb18030", "题目"), ("big5", raw.decode("big5"))):
        decoded = BankFile(raw, "a.txt", {"encoding": chosen}).decoded
        assert decoded is not None
        assert (decoded.text, decoded.encoding, decoded.sure) == (text, chosen, True)
    assert decode(b"\x81", "utf-8") is None
    assert BankFile(b"\x81", "a.txt").text == ""


def test_line_ends_are_plain():
    assert BankFile(b"a\r\nb\rc\n", "a.txt").text == "a\nb\nc\n"
