"""Which questions were asked in which contest, read from the logs: by what is asked, not by name, so that a
question imported twice counts as the same one.

Used by the desk's library. Practice runs do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Connection, func, select

from quizhub.questions.fingerprint import fingerprint
from quizhub.questions.model import Question
from quizhub.storage.database import Database
from quizhub.storage.practices import Practices
from quizhub.storage.tables import CONTESTS, EVENTS


@dataclass(frozen=True, slots=True)
class Use:
    """One contest that has begun, and the fingerprints of what it has asked."""

    contest: str
    title: dict[str, str]
    at: int
    asked: frozenset[str]


class QuestionUses:
    """Contests' questions, kept in memory as long as their logs do not grow."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[int, Use]] = {}

    async def all(self) -> list[Use]:
        """Every contest that has asked anything, the last made first."""
        practised = (await Practices(self._database).all()).keys()
        ends = await self._database.read(_ends)
        for row in ends:
            known = self._known.get(row.id)
            if row.id not in practised and (known is None or known[0] != row.shown):
                use = await self._database.read(partial(_use, row=row))
                self._known[row.id] = (row.shown, use)
        return [self._known[row.id][1] for row in ends if row.id not in practised]


def _ends(connection: Connection) -> Sequence[Any]:
    """Contests with the number of questions they have shown."""
    asked = (EVENTS.c.contest == CONTESTS.c.id) & (EVENTS.c.type == "AskShown")
    columns = (CONTESTS.c.id, CONTESTS.c.title, CONTESTS.c.created_at, func.count().label("shown"))
    found = select(*columns).join(EVENTS, asked).group_by(CONTESTS.c.id)
    return connection.execute(found.order_by(CONTESTS.c.created_at.desc(), CONTESTS.c.id)).all()


def _use(connection: Connection, row: Any) -> Use:
    def bodies(kind: str) -> list[dict[str, Any]]:
        mine = (EVENTS.c.contest == row.id) & (EVENTS.c.type == kind)
        return [
            orjson.loads(body) for body in connection.execute(select(EVENTS.c.body).where(mine)).scalars()
        ]

    plan = bodies("ContestCreated")[0]["plan"]
    asked = {body["question"] for body in bodies("AskShown")}
    prints = frozenset(
        fingerprint(Question.model_validate(question))
        for question in plan["questions"]
        if question["id"] in asked
    )
    return Use(row.id, row.title, row.created_at, prints)
