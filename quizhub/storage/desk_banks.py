"""The banks organisers keep at the desk: questions with all their revisions, and the imports they came by.

Used by the desk. Banks that came with QuizHub or were loaded as files are in `bank_files`; nothing here
knows a file's format. Rows are never deleted: a question that is taken away has no current revision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from quizhub.banks.bank import Bank
from quizhub.questions.model import Question
from quizhub.storage.database import Database
from quizhub.storage.media import MediaStore
from quizhub.storage.tables import BANKS, IMPORTS, QUESTIONS, READING_CHOICES, ImportRow

Status = Literal["draft", "review", "ready", "retired"]
STATUSES: tuple[Status, ...] = ("draft", "review", "ready", "retired")


@dataclass(frozen=True, slots=True)
class Kept:
    """One revision of a question as the desk keeps it."""

    bank: str
    question: Question
    status: Status
    at: int
    by: str
    current: bool = True


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file about to be taken in: what is noted of it."""

    id: str
    file: str
    format: str
    at: int
    by: str
    media: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures its questions show."""


class DeskBanks:
    """Rows of banks and questions. Everything that writes does so in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def banks(self) -> list[Bank]:
        """Every bank with its current questions that are not retired, newest first."""
        return await self._database.read(_banks)

    async def bank(self, bank: str) -> Bank | None:
        """One bank with its current questions, retired ones left out."""
        found = await self._database.read(lambda connection: _banks(connection, BANKS.c.id == bank))
        return found[0] if found else None

    async def kept(self, bank: str | None = None) -> list[Kept]:
        """Every current question, of one bank or all, in their places."""
        wanted = QUESTIONS.c.current & (QUESTIONS.c.bank == bank if bank is not None else True)
        order = (QUESTIONS.c.bank, QUESTIONS.c.place)
        return await self._database.read(lambda connection: _kept(connection, wanted, *order))

    async def history(self, bank: str, question: str) -> list[Kept]:
        """All revisions of a question, the last one first."""
        wanted = (QUESTIONS.c.bank == bank) & (QUESTIONS.c.id == question)
        last_first = QUESTIONS.c.revision.desc()
        return await self._database.read(lambda connection: _kept(connection, wanted, last_first))

    async def add_bank(self, bank: Bank, arrival: Arrival) -> str:
        """Keep a new bank; its id gets a number when it is taken. Returns the id."""

        keep_pictures = MediaStore.adding(_shown(bank.questions, arrival.media))

        def work(connection: Connection) -> str:
            keep_pictures(connection)
            own = _free_id(connection, bank.id)
            head = bank.model_copy(update={"id": own, "questions": ()}).model_dump_json(exclude_none=True)
            row = {"id": own, "head": head, "created_at": arrival.at, "archived": False}
            connection.execute(insert(BANKS), row)
            _add(connection, own, bank.questions, arrival, new_bank=True)
            return own

        return await self._database.write(work)

    async def add_questions(self, bank: str, questions: Iterable[Question], arrival: Arrival) -> None:
        """Put questions at the end of a bank; an id that is taken there gets a number."""
        added = tuple(questions)
        keep_pictures = MediaStore.adding(_shown(added, arrival.media))

        def work(connection: Connection) -> None:
            keep_pictures(connection)
            _add(connection, bank, added, arrival, new_bank=False)

        await self._database.write(work)

    async def save(self, bank: str, question: Question, status: Status, *, at: int, by: str) -> Question:
        """A new revision of a question, or the first of a new one at the end; the question as it is now."""
        return await self._database.write(
            lambda connection: _save(connection, bank, question, status, at=at, by=by)
        )

    async def take_away(self, bank: str, question: str) -> None:
        """A question without a current revision is in no bank; its history stays."""
        gone = (QUESTIONS.c.bank == bank) & (QUESTIONS.c.id == question)
        await self._database.write(
            lambda connection: connection.execute(update(QUESTIONS).where(gone).values(current=False))
        )

    async def imports(self) -> list[ImportRow]:
        """What was imported, the last first."""

        def work(connection: Connection) -> list[ImportRow]:
            rows = connection.execute(select(IMPORTS).order_by(IMPORTS.c.at.desc(), IMPORTS.c.id))
            return [ImportRow(**row._mapping) for row in rows]

        return await self._database.read(work)

    async def undo_import(self, wanted: str) -> bool:
        """Take away all questions of an import, and its bank when it was made for it; False if unknown."""
        return await self._database.write(lambda connection: _undo(connection, wanted))

    async def choices_for(self, kind: str) -> dict[str, str]:
        """How a person had the last file of this kind read; empty when there was none."""
        asked = select(READING_CHOICES.c.choices).where(READING_CHOICES.c.kind == kind)
        found = await self._database.read(lambda connection: connection.execute(asked).scalar())
        return dict(found or {})

    async def remember_choices(self, kind: str, choices: dict[str, str], *, at: int) -> None:
        """Propose these for the next file of this kind."""

        def work(connection: Connection) -> None:
            connection.execute(READING_CHOICES.delete().where(READING_CHOICES.c.kind == kind))
            connection.execute(insert(READING_CHOICES), {"kind": kind, "choices": choices, "at": at})

        await self._database.write(work)


def _shown(questions: Iterable[Question], media: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures that these questions show."""
    wanted = {one.id for question in questions for one in question.all_media}
    return {name: content for name, content in media.items() if name in wanted}


def _banks(connection: Connection, wanted: ColumnElement[bool] | None = None) -> list[Bank]:
    chosen = ~BANKS.c.archived if wanted is None else wanted & ~BANKS.c.archived
    heads = connection.execute(
        select(BANKS.c.head).where(chosen).order_by(BANKS.c.created_at.desc(), BANKS.c.id)
    )
    return [_with_questions(connection, Bank.model_validate_json(head)) for head in heads.scalars()]


def _with_questions(connection: Connection, bank: Bank) -> Bank:
    kept = _kept(connection, QUESTIONS.c.current & (QUESTIONS.c.bank == bank.id), QUESTIONS.c.place)
    questions = tuple(one.question for one in kept if one.status != "retired")
    return bank.model_copy(update={"questions": questions})


def _kept(connection: Connection, wanted: ColumnElement[bool], *order: ColumnElement[object]) -> list[Kept]:
    rows = connection.execute(select(QUESTIONS).where(wanted).order_by(*order))
    return [
        Kept(row.bank, Question.model_validate_json(row.content), row.status, row.at, row.by, row.current)
        for row in rows
    ]


def _free_id(connection: Connection, wanted: str) -> str:
    taken = set(connection.execute(select(BANKS.c.id)).scalars())
    number, own = 1, wanted
    while own in taken:
        number += 1
        own = f"{wanted[:58]}-{number}"
    return own


def _add(
    connection: Connection, bank: str, questions: tuple[Question, ...], arrival: Arrival, *, new_bank: bool
) -> None:
    of_bank = QUESTIONS.c.bank == bank
    taken = set(connection.execute(select(QUESTIONS.c.id).where(of_bank)).scalars())
    place = connection.execute(select(func.max(QUESTIONS.c.place)).where(of_bank)).scalar() or 0
    rows = []
    for number, question in enumerate(questions):
        own, again = question.id, 1
        while own in taken:
            again += 1
            own = f"{question.id[:95]}-{again}"
        taken.add(own)
        named = question.model_copy(update={"id": own, "revision": 1})
        rows.append(_row(bank, named, _first_status(named), place + 1 + number, arrival.at, arrival.by))
    if rows:
        connection.execute(insert(QUESTIONS), rows)
    noted = {
        "id": arrival.id,
        "bank": bank,
        "file": arrival.file,
        "format": arrival.format,
        "questions": [row["id"] for row in rows],
        "new_bank": new_bank,
        "at": arrival.at,
        "by": arrival.by,
        "undone": False,
    }
    connection.execute(insert(IMPORTS), noted)


def _first_status(question: Question) -> Status:
    return "ready" if question.key is not None else "draft"


def _save(
    connection: Connection, bank: str, question: Question, status: Status, *, at: int, by: str
) -> Question:
    mine = (QUESTIONS.c.bank == bank) & (QUESTIONS.c.id == question.id)
    last = connection.execute(
        select(QUESTIONS.c.revision, QUESTIONS.c.place).where(mine).order_by(QUESTIONS.c.revision.desc())
    ).first()
    if last is None:
        of_bank = QUESTIONS.c.bank == bank
        place = (connection.execute(select(func.max(QUESTIONS.c.place)).where(of_bank)).scalar() or 0) + 1
    else:
        place = last.place
        connection.execute(update(QUESTIONS).where(mine).values(current=False))
    saved = question.model_copy(update={"revision": 1 if last is None else last.revision + 1})
    connection.execute(insert(QUESTIONS), _row(bank, saved, status, place, at, by))
    return saved


def _row(bank: str, question: Question, status: Status, place: int, at: int, by: str) -> dict[str, object]:
    return {
        "bank": bank,
        "id": question.id,
        "revision": question.revision,
        "current": True,
        "place": place,
        "status": status,
        "content": question.model_dump_json(exclude_none=True),
        "at": at,
        "by": by,
    }


def _undo(connection: Connection, wanted: str) -> bool:
    row = connection.execute(select(IMPORTS).where((IMPORTS.c.id == wanted) & ~IMPORTS.c.undone)).first()
    if row is None:
        return False
    theirs = (QUESTIONS.c.bank == row.bank) & QUESTIONS.c.id.in_(row.questions)
    connection.execute(update(QUESTIONS).where(theirs).values(current=False))
    left = select(func.count()).select_from(QUESTIONS)
    left = left.where((QUESTIONS.c.bank == row.bank) & QUESTIONS.c.current)
    if row.new_bank and not connection.execute(left).scalar_one():
        connection.execute(update(BANKS).where(BANKS.c.id == row.bank).values(archived=True))
    connection.execute(update(IMPORTS).where(IMPORTS.c.id == wanted).values(undone=True))
    return True
