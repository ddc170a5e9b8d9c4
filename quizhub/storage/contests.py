"""The list of contests: what the desk shows, and the secret cards and links are derived from.

Used by live and the command line. What happened in a contest is in the event log, not here.
"""

from sqlalchemy import Connection, insert, select, update

from quizhub.storage.database import Database
from quizhub.storage.tables import CONTESTS, ContestRow
from quizhub.storage.writer import Work


class Contests:
    """Rows of contests; a contest is found by id or by the join code of one that is not archived."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[ContestRow]:
        """Newest first, archived ones last."""
        return await self._database.read(_all)

    def all_now(self) -> list[ContestRow]:
        return self._database.read_now(_all)

    async def find(self, contest_or_code: str) -> ContestRow | None:
        return await self._database.read(lambda connection: _find(connection, contest_or_code))

    def find_now(self, contest_or_code: str) -> ContestRow | None:
        return self._database.read_now(lambda connection: _find(connection, contest_or_code))

    @staticmethod
    def adding(row: ContestRow) -> Work[None]:
        """Work that adds a contest, for the transaction that writes its first event."""

        def work(connection: Connection) -> None:
            connection.execute(insert(CONTESTS), row.model_dump())

        return work

    async def archive(self, contest: str) -> None:
        """Take it off the list; its code and links stop working."""
        await self._database.write(_archiving(contest))


def _archiving(contest: str) -> Work[None]:
    def work(connection: Connection) -> None:
        connection.execute(update(CONTESTS).where(CONTESTS.c.id == contest).values(archived=True))

    return work


def _all(connection: Connection) -> list[ContestRow]:
    order = (CONTESTS.c.archived, CONTESTS.c.created_at.desc(), CONTESTS.c.id)
    return [ContestRow(**row._mapping) for row in connection.execute(select(CONTESTS).order_by(*order))]


def _find(connection: Connection, contest_or_code: str) -> ContestRow | None:
    by_id = CONTESTS.c.id == contest_or_code
    by_code = (CONTESTS.c.code == contest_or_code) & ~CONTESTS.c.archived
    row = connection.execute(select(CONTESTS).where(by_id | by_code)).first()
    return ContestRow(**row._mapping) if row else None
