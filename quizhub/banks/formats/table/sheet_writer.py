"""Writes a bank as xlsx or CSV: in the columns it came with where it came from a table, else in our own.

Columns that the questions need and their sheet did not have are added at its right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizhub.banks.export import Export
from quizhub.banks.formats.table.asking import FileWays, ask
from quizhub.banks.formats.table.cells import MOST_IN_CELL, Page, csv_bytes, xlsx_bytes
from quizhub.banks.formats.table.keeping import Columns, columns_of, row_of_question
from quizhub.banks.formats.table.layout import Layout
from quizhub.banks.formats.table.lines import Line
from quizhub.banks.formats.table.render import KINDS, cells_of, simplified_key
from quizhub.banks.losses import losses_of
from quizhub.banks.notation import kind_named
from quizhub.banks.problems import Problem, problem
from quizhub.banks.sheets import Sheet, row_of
from quizhub.questions.model import Question, text_in

_HEADERS = {
    "number": ("编号", "ID"),
    "kind": ("题型", "Type"),
    "stem": ("题干", "Question"),
    "key": ("正确答案", "Correct answer"),
    "unit": ("单位", "Unit"),
    "explanation": ("解析", "Explanation"),
    "difficulty": ("难度", "Difficulty"),
    "topic": ("章节", "Topic"),
    "tags": ("知识点", "Tags"),
    "points": ("分值", "Points"),
    "time": ("限时", "Time limit"),
    "audience": ("适用对象", "Audience"),
    "hint": ("提示", "Hint"),
    "material": ("材料", "Material"),
    "source": ("出处", "Source"),
    "options": ("选项", "Options"),
}
_OWN = (
    "number", "kind", "material", "stem", "options", "key", "unit", "explanation", "difficulty", "topic",
    "tags", "points", "time", "audience", "hint", "source",
)  # fmt: skip
"""Our own columns in order; `options` stands for one column an option."""

_ALWAYS = frozenset(("kind", "stem", "key", "explanation", "difficulty", "topic", "tags"))
_LEAST_OPTIONS = 4
_KEPT = (
    "explanation", "hint", "difficulty", "topic", "tags", "audience", "time_s", "points",
)  # fmt: skip


@dataclass(frozen=True)
class _Group:
    """Questions that go on one sheet. Without columns they go in our own."""

    columns: Columns | None
    questions: list[Question]


def write_xlsx(export: Export) -> bytes:
    """The bank as a workbook, one sheet for each that its questions came from."""
    return xlsx_bytes([_page(group, export) for group in _groups(export.bank.questions)])


def write_csv(export: Export, encoding: str = "utf-8-sig") -> bytes:
    """The bank as one table: in the columns it came with if all its questions came from one sheet."""
    groups = list(_groups(export.bank.questions))
    group = groups[0] if len(groups) == 1 else _Group(None, list(_written(export.bank.questions)))
    if group.columns is not None:
        group = replace(group, columns=replace(group.columns, sheet=""))  # a CSV has no name to say a kind
    return csv_bytes(_page(group, export).rows, encoding)


def table_losses(export: Export) -> list[Problem]:
    """What a table would not hold."""
    return [loss for question in export.bank.questions for loss in _losses(question, export.language)]


def _losses(question: Question, language: str) -> Iterator[Problem]:
    kept = [*_KEPT, *(["sources"] if _plain_sources(question) else [])]
    if question.material is not None and not question.material.media:
        kept.append("material")
    yield from losses_of(question, language, "xlsx/csv", tuple(KINDS), kept)  # type: ignore[arg-type]
    lost = simplified_key(question)
    if lost:
        yield problem(question.id, "key_simplified", format="xlsx/csv", what=", ".join(lost))
    columns = columns_of(question)
    roles = columns.roles if columns is not None else ()
    for text in cells_of(question, language, roles).values():
        if len(text) > MOST_IN_CELL:
            yield shortened(question, "xlsx/csv", MOST_IN_CELL, text)


def shortened(question: Question, name: str, limit: int, text: str) -> Problem:
    """That a text is too long for a format."""
    return problem(question.id, "text_shortened", format=name, limit=str(limit), text=f"{text[:30]}…")


def _plain_sources(question: Question) -> bool:
    """Whether each source is no more than a title, so that a cell says all of it."""
    return (
        all(set(source.model_fields_set) <= {"title"} for source in question.sources)
        and len(question.sources) < 2
    )


def _written(questions: Iterable[Question]) -> Iterator[Question]:
    return (question for question in questions if question.kind in KINDS)


def _groups(questions: Iterable[Question]) -> Iterator[_Group]:
    """The questions by the sheet they came from, in the order of the first of each."""
    found: dict[Columns | None, list[Question]] = {}
    for question in _written(questions):
        found.setdefault(columns_of(question), []).append(question)
    for columns, own in found.items() or [(None, [])]:
        yield _Group(columns, own)


def _page(group: _Group, export: Export) -> Page:
    if group.columns is None:
        roles = _own_roles(group.questions, export.language)
        rows = [_row(cells_of(question, export.language, roles), roles) for question in group.questions]
        words, title = (
            _headers(roles, export.language),
            text_in(export.bank.title, export.language),
        )
    else:
        columns = group.columns
        rows = [row_of_question(question, columns, export.language) for question in group.questions]
        added = list(_missing(group.questions, rows, columns, export.language))
        for question, row in zip(group.questions, rows, strict=True):
            cells = cells_of(question, export.language, (*columns.roles, *added), columns.separator)
            row.extend(_row(cells, added))
        roles = [*columns.roles, *added]
        known = columns.words if any(columns.words) or not added else _headers(columns.roles, export.language)
        words = [*known, *_headers(added, export.language)]
        title = columns.sheet or text_in(export.bank.title, export.language)
    headers = [words] if any(words) else []
    numbers = frozenset(n for n, role in enumerate(roles) if role in ("points", "time"))
    return Page(title, [*headers, *rows], len(headers), numbers)


def _row(cells: dict[str, str], roles: Sequence[str]) -> list[str]:
    return [cells.get(role, "") for role in roles]


def _own_roles(questions: Sequence[Question], language: str) -> list[str]:
    """The roles of our own columns that any of the questions needs, and those every sheet has."""
    used = {role for question in questions for role in cells_of(question, language, ())}
    options = max((int(role[7:]) + 1 for role in used if role.startswith("option:")), default=0)
    roles: list[str] = []
    for role in _OWN:
        if role == "options":
            roles += [f"option:{n}" for n in range(max(options, _LEAST_OPTIONS))]
        elif role in used or role in _ALWAYS:
            roles.append(role)
    return roles


def _missing(
    questions: Sequence[Question], rows: Sequence[Sequence[str]], columns: Columns, language: str
) -> Iterator[str]:
    """The roles that a sheet's own columns lack for what its questions say by now."""
    needed: dict[str, None] = {}
    for question, row in zip(questions, rows, strict=True):
        cells = cells_of(question, language, columns.roles, columns.separator)
        needed |= dict.fromkeys(role for role in cells if role not in (*columns.roles, "kind", "number"))
        if "kind" not in columns.roles and not _follows(question, row, columns):
            needed["kind"] = None
    return (role for role in needed if role in _OWN or role.startswith("option:"))


def _follows(question: Question, row: Sequence[str], columns: Columns) -> bool:
    """Whether reading the row again finds the kind without being told."""
    layout = Layout(Sheet("", ()), columns.words, columns.roles, (), ())
    asked = ask(Line(row_of(1, row), layout), FileWays(options=columns.separator), kind_named(columns.sheet))
    return asked.shape is not None and asked.shape[0]["kind"] == question.kind


def _headers(roles: Iterable[str], language: str) -> list[str]:
    return [_header(role, language) for role in roles]


def _header(role: str, language: str) -> str:
    """Our word for a role; other makers' roles have none."""
    english = not language.startswith("zh")
    if role.startswith("option:"):
        letter = chr(ord("A") + int(role[7:]))
        return f"Option {letter}" if english else f"选项{letter}"
    return _HEADERS.get(role, ("", ""))[english]
