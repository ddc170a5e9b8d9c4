"""Anki's text files: notes in rows, with header lines such as `#separator:tab`. Read and written.

Blanks become clozes and everything else a card with a front and a back, as Anki has no wrong options.
"""

import csv
import html
import io
import re
from collections.abc import Iterator
from itertools import islice

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.anki_cards import MOST_NOTES, Note, read_notes
from quizhub.banks.losses import losses_of
from quizhub.banks.opening import encoding_guess, text_of
from quizhub.banks.problems import FileRefused, Problem, problem
from quizhub.banks.report import Report
from quizhub.questions.model import (
    ChoiceBody,
    ChoiceKey,
    FillKey,
    Kind,
    NumericKey,
    OpenKey,
    Question,
    text_in,
)

_HEADER = re.compile(r"#([a-z ]+):(.*)", re.I)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_KINDS: tuple[Kind, ...] = ("single_choice", "multiple_choice", "true_false", "fill", "numeric", "open")
_BLANK = re.compile("_{4,}")
_HEAD = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"


def looks_anki_text(file: BankFile) -> float:
    """How sure it is that the file is a text file of Anki."""
    return 0.97 if re.match(r"#(?:separator|notetype|html|deck|columns)[a-z ]*:", file.text, re.I) else 0


def read_anki_text(file: BankFile) -> BankReading:
    """Read a file. Raises FileRefused when it is no text."""
    report = Report(file.name)
    lines = text_of(file, report).split("\n")
    head: dict[str, str] = {}
    start = 0
    while start < len(lines) and (found := _HEADER.fullmatch(lines[start].strip())):
        head[found[1].strip().lower()] = found[2].strip()
        start += 1
    try:
        notes = list(islice(_notes(lines[start:], start, head), MOST_NOTES))
    except csv.Error as error:
        raise FileRefused("line_not_read", text=str(error)) from error
    return read_notes(file, notes, lambda name: None, encoding_guess(file), report)


def _notes(lines: list[str], start: int, head: dict[str, str]) -> Iterator[Note]:
    named = head.get("separator", "tab")
    separator = _SEPARATORS.get(
        named.lower(), named if re.fullmatch("[!-~]", named) and named != '"' else "\t"
    )
    columns = {name.removesuffix(" column"): int(value) - 1 for name, value in head.items()
               if name.endswith(" column") and re.fullmatch("[1-9][0-9]?", value)}  # fmt: skip
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=separator, doublequote=True, strict=False)
    names = tuple(head.get("columns", "").split(separator)) if head.get("columns") else ()
    last = 0
    for row in rows:
        place, last = str(start + last + 1), rows.line_num
        own = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        fields = [field for at, field in enumerate(row) if at not in columns.values()]
        kept = [name for at, name in enumerate(names) if at not in columns.values()]
        if any(field.strip() for field in fields):
            if head.get("html", "true").lower() == "false":
                fields = [html.escape(field, quote=False).replace("\n", "<br>") for field in fields]
            yield Note(
                place=place,
                fields=tuple(fields),
                names=tuple(kept),
                guid=own.get("guid", ""),
                deck=own.get("deck", head.get("deck", "")),
                type=own.get("notetype", head.get("notetype", "")),
                tags=tuple(f"{head.get('tags', '')} {own.get('tags', '')}".split()),
            )


def anki_losses(export: Export) -> list[Problem]:
    """What a card cannot hold, question by question."""
    return [found for question in export.bank.questions for found in _losses(question, export.language)]


def _losses(question: Question, language: str) -> Iterator[Problem]:
    kept = ("topic", "tags", "explanation") if question.kind == "fill" else ("topic", "tags")
    yield from losses_of(question, language, "Anki", _KINDS, kept)
    if question.kind in _KINDS and question.key is None:
        yield problem(question.id, "not_exported", format="Anki", reason="no key")
    elif question.kind in _KINDS and question.kind not in ("fill", "open"):
        yield problem(question.id, "key_simplified", format="Anki", what="front and back only")
    elif isinstance(question.key, FillKey) and any(
        len(blank.accept) > 1 or blank.reject for blank in question.key.blanks
    ):
        yield problem(question.id, "key_simplified", format="Anki", what="accept, reject")
    elif isinstance(question.key, OpenKey) and (question.key.rubric or question.key.keywords):
        yield problem(question.id, "key_simplified", format="Anki", what="rubric, keywords")


def write_anki_text(export: Export) -> bytes:
    """The questions that fit on a card, in UTF-8, with the ids and decks that notes from Anki had."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for question in export.bank.questions:
        if question.kind in _KINDS and question.key is not None:
            writer.writerow(_row(question, export.language))
    return (_HEAD + out.getvalue()).encode()


def _row(question: Question, language: str) -> list[str]:
    kept = question.ext.get("anki")
    ext = kept if isinstance(kept, dict) else {}
    kind, front, back = _sides(question, language)
    deck = str(ext.get("deck") or question.topic.replace("/", "::") or "Default")
    tags = " ".join(tag.replace(" ", "_") for tag in question.tags)
    return [str(ext.get("guid") or question.id), kind, deck, front, back, tags]


def _sides(question: Question, language: str) -> tuple[str, str, str]:
    """Note type, front and back, or text and extra."""
    stem, key = text_in(question.stem, language), question.key
    if isinstance(key, FillKey):
        number = iter(range(1, len(key.blanks) + 1))
        shown = iter(key.shown_in(language))
        text = _BLANK.sub(lambda _: f"{{{{c{next(number)}::{_html(next(shown))}}}}}", _html(stem))
        return "Cloze", text, _html(text_in(question.explanation or {}, language))
    return "Basic", _html(_front(question, stem, language)), _html(_back(question, language))


def _front(question: Question, stem: str, language: str) -> str:
    body = question.body
    if not isinstance(body, ChoiceBody):
        return stem
    options = [
        f"{chr(ord('A') + n)}. {text_in(option.text, language)}" for n, option in enumerate(body.options)
    ]
    return "\n".join([stem, *options])


def _back(question: Question, language: str) -> str:
    body, key = question.body, question.key
    if isinstance(body, ChoiceBody) and isinstance(key, ChoiceKey):
        texts = {option.id: text_in(option.text, language) for option in body.options}
        letters = {name: chr(ord("A") + n) for n, name in enumerate(body.ids)}
        return "\n".join(f"{letters[name]}. {texts[name]}" for name in key.correct)
    if isinstance(key, NumericKey):
        first = key.accept[0].model_dump(exclude_none=True)
        return str(first["value"] if "value" in first else f"{first.get('lo', '')}–{first.get('hi', '')}")
    reference = key.reference if isinstance(key, OpenKey) else None
    return text_in(reference or {}, language)


def _html(words: str) -> str:
    return html.escape(words, quote=False).replace("\n", "<br>")
