"""Exam papers as Word documents: what stands in the document is read by the same grammar as plain text.

The old binary .doc is recognised, to be refused with a sentence that says what to do.
"""

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.paper.reading import read_lines
from quizhub.banks.formats.paper.word_document import document_lines, main_part
from quizhub.banks.gathering import refused
from quizhub.banks.report import Report

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
"""What a .docx or .xlsx with a password is stored in."""


def looks_like_word(file: BankFile) -> float:
    """Whether the file is a .docx."""
    return 1 if file.raw.startswith(b"PK") and file.archive is not None and main_part(file.archive) else 0


def looks_like_old_word(file: BankFile) -> float:
    """Whether the file is a .doc, as Word 97 to 2003 and WPS wrote them, or a newer one with a password."""
    streams = (_WORD_STREAM, _LOCKED_STREAM)
    return 1 if file.raw.startswith(_OLE) and any(stream in file.raw for stream in streams) else 0


def read_word(file: BankFile) -> BankReading:
    """Read a document. Raises FileRefused."""
    report = Report(file.name)
    document = document_lines(file)
    if document.lost:
        report.add("¶1", "formatting_lost", what="、".join(document.lost))
    return read_lines(file, document.lines, report, document.images)


def refuse_old_word(file: BankFile) -> BankReading:
    """What to do with such a file."""
    return refused(file, "archive_locked" if _LOCKED_STREAM in file.raw else "doc_old")
