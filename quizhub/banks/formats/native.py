"""The native bank format: YAML in UTF-8, written and read by people (docs/bank-format.md).

This module reads the file and its head; `native_questions` reads one question and `native_writer` writes.
"""

from collections.abc import Mapping

from quizhub.banks.bank import Bank, BankReading, Record, RecordKind
from quizhub.banks.encoding import decode
from quizhub.banks.fields import Fields, items_of
from quizhub.banks.formats.native_pictures import read_materials
from quizhub.banks.formats.native_questions import read_question
from quizhub.banks.formats.native_writer import FORMAT, write_native
from quizhub.banks.report import Report
from quizhub.banks.yaml_tree import MarkupError, Table, parse

__all__ = ["FORMAT", "MAX_BYTES", "MAX_QUESTIONS", "looks_native", "read_native", "write_native"]

MAX_BYTES = 10 * 1024 * 1024
MAX_QUESTIONS = 5_000
_HEAD = ("format", "id", "title", "description", "languages", "licence", "materials", "questions")


def looks_native(raw: bytes, name: str) -> bool:
    """Whether the file says that it is a native bank, or at least is YAML by its name."""
    return b"quizhub-bank/" in raw[:500] or name.lower().endswith((".yaml", ".yml"))


def read_native(raw: bytes, name: str, beside: Mapping[str, bytes] | None = None) -> BankReading:
    """Read a bank; `name` is only used for places such as `fire.yaml:123`. Never raises for content.

    `beside` holds the pictures that came with it, by file name.
    """
    report = Report(name)
    report.beside = beside or {}
    table = _root(raw, report)
    if table is None:
        return BankReading(None, (), tuple(report.problems))
    fields = Fields(table, report, _HEAD)
    if not _is_ours(fields):
        return BankReading(None, (), tuple(report.problems))
    report.languages = fields.words("languages") or ()
    fields.require("id", "title", "languages")
    head = {name: fields.text(name) for name in ("title", "description")}
    head_errors = report.errors
    report.materials = read_materials(fields)
    records = _records(fields)
    questions = tuple(record.question for record in records if record.question is not None)
    bank = None
    if head_errors == 0:
        words = {name: fields.word(name) for name in ("id", "licence")}
        bank = fields.build(Bank, **head, **words, languages=report.languages, questions=questions)
    return BankReading(bank, records, tuple(report.problems), media=report.media)


def _root(raw: bytes, report: Report) -> Table | None:
    """The outermost table, or None with the reason noted."""
    if len(raw) > MAX_BYTES:
        report.add(1, "too_big", limit=str(MAX_BYTES // 1024**2))
        return None
    decoded = decode(raw)
    if decoded is None:
        report.add(1, "unknown_encoding")
        return None
    if decoded.encoding == "gb18030":
        report.add(1, "read_as_gb18030")
    try:
        root = parse(decoded.text)
    except MarkupError as error:
        report.add(error.line, error.code, **error.details)
        return None
    if not isinstance(root, Table):
        report.add(root.line, "not_native")
        return None
    return root


def _is_ours(fields: Fields) -> bool:
    written = fields.word("format")
    if written == FORMAT:
        return True
    if written is not None and written.startswith("quizhub-bank/"):
        fields.report.add(fields.lines["format"], "other_version", value=written)
    else:
        fields.report.add(fields.line, "not_native")
    return False


def _records(fields: Fields) -> tuple[Record, ...]:
    """The questions that could be taken, with their lines; a second one of the same id is left out."""
    report, node = fields.report, fields.node("questions")
    items = items_of("questions", node, report) if node is not None else ()
    if len(items) > MAX_QUESTIONS:
        report.add(items[MAX_QUESTIONS].line, "too_many_questions", limit=str(MAX_QUESTIONS))
    taken: set[str] = set()
    records = []
    for item in items[:MAX_QUESTIONS]:
        question = read_question(item, report)
        if question is not None and question.id in taken:
            report.add(item.line, "repeated_question", id=question.id)
            question = None
        if question is not None:
            taken.add(question.id)
        kind: RecordKind = "question" if question is not None else "unsupported"
        records.append(Record(report.at(item.line), question, kind))
    return tuple(records)
