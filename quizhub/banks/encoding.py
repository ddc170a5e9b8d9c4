"""From the bytes of a text file to its text: byte-order marks, UTF-8, and GB18030 as Windows saves it."""

import codecs


def decode(raw: bytes) -> tuple[str, str] | None:
    """The text and the encoding's name, or None if it is none of those that can be told apart."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(raw, "utf-16")
    return _strict(raw, "utf-8-sig") or _strict(raw, "gb18030")


def _strict(raw: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return raw.decode(encoding), encoding
    except UnicodeDecodeError:
        return None
