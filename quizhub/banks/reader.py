"""Reads a bank of any known format: the one place that chooses the format.

A further format is one more entry in `FORMATS`. The bytes decide, never the name.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.aiken import looks_aiken, read_aiken
from quizhub.banks.formats.anki import looks_anki, read_anki
from quizhub.banks.formats.anki_text import looks_anki_text, read_anki_text
from quizhub.banks.formats.classquiz import looks_classquiz, read_classquiz
from quizhub.banks.formats.gift import looks_gift, read_gift
from quizhub.banks.formats.h5p import looks_h5p, read_h5p
from quizhub.banks.formats.json_bank import looks_json, read_json
from quizhub.banks.formats.moodle_xml import looks_moodle, read_moodle
from quizhub.banks.formats.native import looks_native, read_native
from quizhub.banks.formats.native_zip import looks_native_zip, read_native_zip
from quizhub.banks.formats.open_trivia import looks_trivia, read_trivia
from quizhub.banks.formats.paper.reading import looks_like_paper, read_text_paper
from quizhub.banks.formats.paper.word import looks_like_old_word, looks_like_word, read_word, refuse_old_word
from quizhub.banks.formats.qti2 import looks_qti2, read_qti2
from quizhub.banks.formats.qti12 import looks_qti12, read_qti12
from quizhub.banks.formats.qti_package import looks_package, read_package
from quizhub.banks.formats.table.makers import KINDS, MAKERS, sure_of
from quizhub.banks.formats.table.reader import read_table
from quizhub.banks.formats.trivia_qa import looks_trivia_qa, read_trivia_qa
from quizhub.banks.gathering import refused
from quizhub.banks.problems import FileRefused


@dataclass(frozen=True, slots=True)
class Format:
    """One file format: how sure it is that a file is one of it (0 to 1), and how it is read.

    1 is for a mark that no other format has, 0.5 for one that others might have too.
    """

    name: str
    recognise: Callable[[BankFile], float]
    read: Callable[[BankFile], BankReading]


def _native(file: BankFile) -> float:
    if b"quizhub-bank/" in file.raw[:500]:
        return 1
    return 0.3 if looks_native(file.raw, file.name) else 0


FORMATS: tuple[Format, ...] = (
    Format("native", _native, lambda file: read_native(file.raw, file.name, file.beside)),
    Format("native_zip", looks_native_zip, read_native_zip),
    Format("moodle_xml", looks_moodle, read_moodle),
    Format("qti12", looks_qti12, read_qti12),
    Format("qti2", looks_qti2, read_qti2),
    Format("qti_package", looks_package, read_package),
    Format("gift", looks_gift, read_gift),
    *(
        Format(name, partial(sure_of, name=name), read_table)
        for name in (*MAKERS, *KINDS)
    ),
    Format("aiken", looks_aiken, read_aiken),
    Format("word", looks_like_word, read_word),
    Format("word_97", looks_like_old_word, refuse_old_word),
    Format("paper", looks_like_paper, read_text_paper),
    Format("classquiz", looks_classquiz, read_classquiz),
    Format("h5p", looks_h5p, read_h5p),
    Format("open_trivia", looks_trivia, read_trivia),
    Format("trivia_qa", looks_trivia_qa, read_trivia_qa),
    Format("json", looks_json, read_json),
    Format("anki", looks_anki, read_anki),
    Format("anki_text", looks_anki_text, read_anki_text),
)  # fmt: skip


def format_of(file: BankFile) -> Format | None:
    """The format that is surest; the person's own choice comes first. Raises FileRefused."""
    chosen = file.choices.get("format")
    for known in FORMATS:
        if known.name == chosen:
            return known
    sure, best = max(((known.recognise(file), -n) for n, known in enumerate(FORMATS)), default=(0.0, 0))
    return FORMATS[-best] if sure > 0 else None


def read_bank(file: BankFile) -> BankReading:
    """Read a file by the format that recognises it best. Never raises for content."""
    name = ""
    try:
        known = format_of(file)
        if known is None:
            return refused(file, "unknown_format", name=file.name)
        name = known.name
        return replace(known.read(file), format=name)
    except FileRefused as refusal:
        return replace(refused(file, refusal.code, **refusal.details), format=name)
