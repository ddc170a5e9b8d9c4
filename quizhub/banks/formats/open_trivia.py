"""Reads what the Open Trivia Database and its like give out: JSON with right and wrong answers apart.

Texts may be HTML entities, percent-encoded or Base64, the whole file in one way. The right answer has no
place of its own, so the options are mixed, in the same way at every reading.
"""

import base64
import binascii
import html
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote, unquote_plus

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.json_bank import Reading, lines_or_whole, seed_of
from quizhub.banks.formats.json_fields import found_in, questions_in, stem_of
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.loose import word
from quizhub.banks.making import Maker
from quizhub.banks.opening import encoding_guess, text_of
from quizhub.banks.report import Report
from quizhub.questions.model import Rights

_RIGHTS = Rights(licence="CC BY-SA 4.0", attribution="Open Trivia Database (https://opentdb.com)")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


def looks_trivia(file: BankFile) -> float:
    """How sure it is that the file is such JSON."""
    text = file.text[:200_000]
    apart = re.search(r'"correct_?answer"\s*:', text, re.I) and re.search(
        r'"incorrect_?answers"\s*:', text, re.I
    )
    return 0.9 if apart and text.lstrip()[:1] in ("{", "[") else 0


def read_trivia(file: BankFile) -> BankReading:
    """Read a file. Raises FileRefused when it is no JSON."""
    report = Report(file.name)
    asked = list(questions_in(lines_or_whole(text_of(file, report))))
    decode = _decoder([stem_of(found_in(value)) for _, _, value in asked])
    told = [(place, group, _decoded(value, decode)) for place, group, value in asked]
    maker = Maker(report, language_of(" ".join(stem_of(found_in(value)) for _, _, value in told)))
    seed = seed_of(file.raw)
    for place, group, value in told:
        from_there = word(value.get("type")) in ("multiple", "boolean") and "correct_answer" in value
        reading = Reading(maker, place, found_in(value), 0, seed, html=False)
        reading.make(group, value, _RIGHTS if from_there else None)
    return gather(file, maker, guesses=encoding_guess(file), media=report.media)


def _decoder(stems: Sequence[str]) -> Callable[[str], str]:
    """How the texts of a file are read, as all of them are written in one way."""
    if stems and all(len(stem) % 4 == 0 and _BASE64.fullmatch(stem) for stem in stems):
        return _from_base64
    if not any(" " in stem for stem in stems) and any(_PERCENT.search(stem) for stem in stems):
        return unquote if any("%20" in stem for stem in stems) else unquote_plus
    return html.unescape


def _from_base64(text: str) -> str:
    """The text, or what stood there where it is none."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return text


def _decoded(value: Any, decode: Callable[[str], str]) -> Any:
    """A value with all its texts decoded."""
    if isinstance(value, str):
        return decode(value)
    if isinstance(value, list):
        return [_decoded(one, decode) for one in value]
    if isinstance(value, dict):
        return {name: _decoded(one, decode) for name, one in value.items()}
    return value
