"""Reads question tables of any maker: finds the header, decides how the file writes keys, reads each row.

What had to be guessed is told as guesses; what the model has no field for stays in `ext.table`, so that a
table written again has the columns and words it came with.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizhub.banks.bank import BankReading, Guess, RecordKind
from quizhub.banks.bank_file import BankFile
from quizhub.banks.encoding import ENCODINGS
from quizhub.banks.formats.paper.lines import Line as PaperLine
from quizhub.banks.formats.paper.reading import read_lines
from quizhub.banks.formats.table.asking import FileWays, ask
from quizhub.banks.formats.table.deciding import decided
from quizhub.banks.formats.table.fields import fields_of, show_in_options
from quizhub.banks.formats.table.headings import Section, is_heading, only_numbered, says_how
from quizhub.banks.formats.table.keeping import kept
from quizhub.banks.formats.table.layout import Layout, guesses_of, layout_of, letter_of
from quizhub.banks.formats.table.lines import HTML, SEPARATORS, Line
from quizhub.banks.gathering import gather, refused
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker
from quizhub.banks.markup import plain
from quizhub.banks.notation import folded, kind_named
from quizhub.banks.report import Place, Report
from quizhub.banks.sheets import Row, Sheet, Sheets

_WITH_BREAKS = re.compile(r"\n|<br\s*/?>", re.IGNORECASE)
_NO_TITLE = re.compile(r"template|说明|注意|须知|请|\n")
_KINDS = ("by_key", "single_choice", "multiple_choice")


def read_table(file: BankFile) -> BankReading:
    """Every question of a table. Raises FileRefused."""
    report = Report(file.name)
    sheets = file.sheets
    if sheets is None:
        return refused(file, "unknown_format", name=file.name)
    report.beside = {**sheets.files, **file.beside}
    named = [*_layouts(sheets, file, report)]
    layouts = [layout for layout, _ in named]
    if not layouts:
        return _as_paper(file, sheets)
    maker = Maker(report, _language(layouts, file))
    ways = decided(layouts, file.choices)
    for layout in layouts:
        _read_sheet(layout, ways, maker)
    _tell(file, sheets, layouts, ways, report)
    unclear = any(found.code == "fill_parts_unclear" for found in report.problems)
    guesses = [
        *_guesses(file, sheets, layouts, ways, unclear),
        *(guess for layout, prefix in named for guess in guesses_of(layout.sheet, layout, prefix)),
    ]
    return gather(file, maker, title=_title(layouts), guesses=guesses, media=report.media)


def _as_paper(file: BankFile, sheets: Sheets) -> BankReading:
    """The reading of sheets without a table of questions: whole questions in one cell, or a paper's lines."""
    lines: list[PaperLine] = []
    for sheet in sheets.sheets:
        for row in () if sheet.hidden else sheet.rows:
            text = "  ".join(filter(None, row.cells))
            words = plain(_WITH_BREAKS.sub("<br>", text)).words if HTML.search(text) else text
            place, shown = sheet.place(row), tuple(name for _, name in row.pictures)
            first, *more = [line.strip() for line in words.split("\n") if line.strip()] or [""]
            lines += [PaperLine(place, first, pictures=shown), *(PaperLine(place, line) for line in more)]
            lines += [PaperLine(place, "")] if more else []
    offered = [guess for sheet in sheets.sheets[:1] for guess in guesses_of(sheet, None)]
    return read_lines(file, lines, Report(file.name), sheets.files, offered)


def _layouts(sheets: Sheets, file: BankFile, report: Report) -> Iterator[tuple[Layout, str]]:
    """The sheets that hold questions, each with what stands before the names of its choices."""
    first = True
    for sheet in sheets.sheets:
        prefix = "" if first else f"{sheet.name}!"
        layout = layout_of(sheet, file.choices, prefix) if sheet.rows else None
        if layout is None:
            if sheet.rows:
                report.add(sheet.place(sheet.rows[0]), "sheet_without_questions", name=sheet.name)
        elif sheet.hidden and file.choices.get("hidden_sheets") != "yes":
            report.add(
                sheet.place(sheet.rows[0]), "sheet_hidden", name=sheet.name, rows=str(len(layout.rows))
            )
        else:
            first = False
            yield layout, prefix


def _language(layouts: Iterable[Layout], file: BankFile) -> str:
    chosen = file.choices.get("language", "")
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", chosen):
        return chosen
    lines = [Line(row, layout) for layout in layouts for row in layout.rows[:300]]
    options = "\n".join(text for line in lines for _, text in line.many("option"))
    return language_of("\n".join(filter(None, (line.get("stem") for line in lines))) or options)


def _read_sheet(layout: Layout, ways: FileWays, maker: Maker) -> None:
    section = Section(kind=kind_named(layout.sheet.name) if not layout.has("kind") else None)
    for row in layout.above:
        _keep(row, "text", layout, maker)
    for n, own in enumerate(layout.rows):
        place, row = layout.sheet.place(own), own
        if len(own.cells) > len(layout.roles) and layout.header_row:
            row = _with_key_joined(own, layout, place, maker.report)
        if is_heading(row, layout, section):
            _keep(row, "category", layout, maker)
        elif says_how(row, layout, n):
            _keep(row, "text", layout, maker)
        elif row.pictures or not only_numbered(row, layout):
            _read_row(Line(row, layout), place, ways, section, maker)


def _keep(row: Row, kind: RecordKind, layout: Layout, maker: Maker) -> None:
    """Keep a row that is no question."""
    place = layout.sheet.place(row)
    maker.other(place, kind, _words(row))
    for _, name in row.pictures:
        maker.report.add(place, "picture_missing", name=name)


def _with_key_joined(row: Row, layout: Layout, place: Place, report: Report) -> Row:
    """The row with the letters of its key in one cell, where commas nobody quoted had parted them."""
    beyond = len(row.cells) - len(layout.roles)
    at = layout.roles.index("key") if layout.has("key") else len(row.cells)
    letters = row.cells[at : at + beyond + 1]
    if len(letters) != beyond + 1 or not all(re.fullmatch("[A-Ta-t]", letter) for letter in letters):
        return row
    report.add(place, "key_joined", value=",".join(letters))
    return Row(row.number, (*row.cells[:at], ",".join(letters), *row.cells[at + beyond + 1 :]))


def _read_row(line: Line, place: Place, ways: FileWays, section: Section, maker: Maker) -> None:
    report = maker.report
    asked = ask(line, ways, section.kind)
    fields = fields_of(line, report, place, section.topic, section.points)
    for code, details in asked.notes:
        report.add(place, code, **details)
    _doubt_cells(line, place, report)
    stem = asked.stem
    if not stem and "media" in fields:
        report.add(place, "stem_is_picture")
        stem = "看图作答" if maker.language.startswith("zh") else "See the picture"
    if not stem:
        report.add(place, "stem_missing")
        maker.other(place, "unsupported", _words(line.row))
        return
    if asked.shape is None:
        maker.other(place, "unsupported", _words(line.row))
        return
    show_in_options(line, asked.shape, fields.get("media", ()))
    question = maker.add(place, stem, asked.shape, **fields)
    if question is not None:
        ext = kept(line, question, maker.language, ways.options)
        if ext is None:
            report.add(place, "ext_too_large", limit="16")
        else:
            maker.records[-1] = replace(maker.records[-1], question=question.model_copy(update={"ext": ext}))


def _doubt_cells(line: Line, place: Place, report: Report) -> None:
    """What a person should look at in the cells themselves."""
    for column in line.row.dates:
        if line.layout.roles[column : column + 1] not in ((), ("",)):
            report.add(place, "cell_is_date", column=letter_of(column), value=line.row.cell(column))
    beyond = [text for text in line.row.cells[len(line.layout.roles) :] if text]
    if beyond and line.layout.header:
        report.add(place, "cells_beyond_header", value="|".join(beyond)[:100])
    if line.lost:
        report.add(place, "formatting_lost", what=", ".join(line.lost))


def _words(row: Row) -> str:
    return " | ".join(row.cells[n] for n in row.filled)


def _tell(file: BankFile, sheets: Sheets, layouts: list[Layout], ways: FileWays, report: Report) -> None:
    """What concerns the file as a whole."""
    if _is_text(sheets) and file.decoded is not None and not file.decoded.sure:
        report.add(1, "encoding_guessed", encoding=file.decoded.encoding)
    if sheets.quotes_ignored:
        report.add(1, "quotes_ignored")
    if not ways.keys.sure:
        report.add(1, "key_base_guessed", base=str(ways.keys.base))
    for name in sheets.pictures:
        report.add(1, "picture_missing", name=name)
    for layout in layouts:
        unused = [w for w, role in zip(layout.header, layout.roles, strict=False) if w and not role]
        if unused:
            place = _header_place(layout.sheet, layout.header_row)
            report.add(place, "columns_not_used", columns=", ".join(unused)[:300])


def _header_place(sheet: Sheet, number: int) -> Place:
    return f"{sheet.name}!{number}" if sheet.name else number


def _is_text(sheets: Sheets) -> bool:
    return sheets.source in ("csv", "html")


def _guesses(
    file: BankFile, sheets: Sheets, layouts: list[Layout], ways: FileWays, unclear: bool
) -> Iterator[Guess]:
    if _is_text(sheets) and file.decoded is not None:
        yield Guess("encoding", file.decoded.encoding, ENCODINGS)
    if any(sheet.hidden for sheet in sheets.sheets):
        yield Guess("hidden_sheets", file.choices.get("hidden_sheets", "no"), ("no", "yes"))
    if ways.keys.numbered:
        yield Guess("key_base", str(ways.keys.base), ("0", "1"))
    if any(layout.has("options") for layout in layouts):
        yield Guess("option_separator", ways.options, SEPARATORS)
    if ways.blanks or unclear:
        yield Guess("blank_separator", ways.blanks, ("|", ";"))
    if not all(layout.has("kind") for layout in layouts):
        yield Guess("kinds", ways.kinds, _KINDS)


def _title(layouts: list[Layout]) -> str:
    """A title that stands over the header, alone in its row or behind the word title."""
    for row in layouts[0].above if layouts else ():
        texts = [row.cells[n] for n in row.filled]
        if len(texts) == 2 and folded(texts[0]).strip(":：") in ("title", "标题", "名称", "题库名称"):
            return texts[1]
        if len(texts) == 1 and 2 <= len(texts[0]) <= 60 and not _NO_TITLE.search(folded(texts[0])):
            return texts[0]
    return ""
