"""From the bytes of a text file to its text: a ladder of encodings, the surest first.

Short texts in Chinese encodings look like Korean or Japanese to statistics, so two rungs look for the
words of a question bank instead; statistics come last.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
"""What a person may choose from."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOR_STATISTICS = 16
"""Bytes below which frequencies say nothing."""
_KNOWN = re.compile("答案|选项|選項|题|題|正确|正確|错误|錯誤|判断|判斷|解析|下列|以下|哪|应|應|的|是|不")
_HAN = re.compile("[\u4e00-\u9fff]")
_RARE = re.compile("[\u3400-\u4dbf\ue000-\uf8ff\uac00-\ud7ff\u3040-\u30ff\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, its encoding's name, and whether there is no doubt about it."""

    text: str
    encoding: str
    sure: bool


def decode(raw: bytes, chosen: str | None = None) -> Decoded | None:
    """The text of a file, in the `chosen` encoding if that can read it; None if it is no text."""
    if chosen in ENCODINGS:
        text = _strict(raw, chosen)
        return Decoded(text, chosen, True) if text is not None else None
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text = _strict(raw, encoding)
            return Decoded(text, encoding, True) if text is not None else None
    return _unmarked(raw)


def _unmarked(raw: bytes) -> Decoded | None:
    text = _strict(raw, "utf-8")
    if text is not None and "\0" not in text:
        return Decoded(text, "utf-8", True)
    if b"\0" in raw:
        return _utf16(raw)
    for encoding in ("gb18030", "big5"):
        text = _strict(raw, encoding)
        if text is not None and _looks_chinese(text):
            return Decoded(text, encoding, False)
    guessed = from_bytes(raw).best() if len(raw) >= _FOR_STATISTICS else None
    if guessed is not None:
        return Decoded(_clean(str(guessed)), guessed.encoding, False)
    text = _strict(raw, "gb18030")
    return Decoded(text, "gb18030", False) if text is not None else None


def _utf16(raw: bytes) -> Decoded | None:
    """UTF-16 without a mark: its Latin letters, digits and line ends have a zero byte, always on one side."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    if len(raw) % 2 or min(even, odd) * 10 > max(even, odd):
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    text = _strict(raw, encoding)
    return Decoded(text, encoding, False) if text is not None and "\0" not in text else None


def _looks_chinese(text: str) -> bool:
    """Whether most of it is common Han, with a word in it that every question bank or text has."""
    han, rare = len(_HAN.findall(text)), len(_RARE.findall(text))
    return han > 8 * rare and _KNOWN.search(text) is not None


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return _clean(raw.decode(encoding))
    except UnicodeDecodeError:
        return None


def _clean(text: str) -> str:
    """Plain line ends, and no mark at the start."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
