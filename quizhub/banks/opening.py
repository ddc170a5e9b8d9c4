"""Opens text and JSON files for their readers, and keeps what the model cannot hold within its limit.

Used by the readers of plain formats. What cannot be opened is refused as a whole.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from quizhub.banks.bank import Guess
from quizhub.banks.bank_file import BankFile
from quizhub.banks.encoding import ENCODINGS
from quizhub.banks.problems import FileRefused
from quizhub.banks.report import Place, Report

MAX_EXT = 16 * 1024
"""Bytes of JSON that a question may keep for one format."""


def text_of(file: BankFile, report: Report) -> str:
    """The text of a file; a doubtful encoding is told. Raises FileRefused."""
    if file.decoded is None:
        raise FileRefused("unknown_encoding")
    if not file.decoded.sure:
        report.add(1, "encoding_guessed", encoding=file.decoded.encoding)
    return file.decoded.text


def encoding_guess(file: BankFile) -> tuple[Guess, ...]:
    """What a person may change about the encoding, where it was guessed or chosen."""
    known = file.decoded
    if known is None or (known.sure and "encoding" not in file.choices):
        return ()
    return (Guess("encoding", known.encoding, ENCODINGS),)


def json_of(text: str) -> Any:
    """The value of a JSON text. Raises FileRefused."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise FileRefused("json_broken", reason=str(error)) from error


def kept(name: str, ext: Mapping[str, Any], report: Report, place: Place) -> dict[str, Any]:
    """What a question keeps for the format `name`: nothing, and a problem, when that is too large."""
    filled = {field: value for field, value in ext.items() if value not in (None, "", [], {})}
    if len(orjson.dumps(filled)) > MAX_EXT:
        report.add(place, "ext_too_large", limit=str(MAX_EXT // 1024))
        return {}
    return {name: filled} if filled else {}
