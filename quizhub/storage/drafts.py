"""Contests being prepared at the desk: plan files with all their versions.

Used by the builder. Rows only: what is in a file is `plan_file`'s business.
"""

from sqlalchemy import Connection, func, insert, select, update

from quizhub.ids import new_contest_id
from quizhub.storage.database import Database
from quizhub.storage.tables import DRAFTS, DraftRow

Draft = DraftRow


class Drafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Draft]:
        """The last version of every draft, the one changed last first."""

        def work(connection: Connection) -> list[Draft]:
            last = (
                select(DRAFTS.c.id, func.max(DRAFTS.c.version).label("version"))
                .group_by(DRAFTS.c.id)
                .subquery()
            )
            mine = (DRAFTS.c.id == last.c.id) & (DRAFTS.c.version == last.c.version)
            found = select(DRAFTS).join(last, mine).where(~DRAFTS.c.dropped)
            rows = connection.execute(found.order_by(DRAFTS.c.at.desc(), DRAFTS.c.id))
            return [DraftRow(**row._mapping) for row in rows]

        return await self._database.read(work)

    async def find(self, draft: str, version: int | None = None) -> Draft | None:
        """A draft as it is, or as it was in a version."""
        wanted = (DRAFTS.c.id == draft) & ~DRAFTS.c.dropped
        if version is not None:
            wanted &= DRAFTS.c.version == version

        def work(connection: Connection) -> Draft | None:
            row = connection.execute(select(DRAFTS).where(wanted).order_by(DRAFTS.c.version.desc())).first()
            return DraftRow(**row._mapping) if row else None

        return await self._database.read(work)

    async def versions(self, draft: str) -> list[Draft]:
        """Every version, the last first."""

        def work(connection: Connection) -> list[Draft]:
            mine = select(DRAFTS).where((DRAFTS.c.id == draft) & ~DRAFTS.c.dropped)
            rows = connection.execute(mine.order_by(DRAFTS.c.version.desc()))
            return [DraftRow(**row._mapping) for row in rows]

        return await self._database.read(work)

    async def begin(self, text: str, *, at: int, by: str) -> str:
        """A new draft; its id."""
        draft = new_contest_id()
        row = {"id": draft, "version": 1, "text": text, "at": at, "by": by, "dropped": False}
        await self._database.write(lambda connection: connection.execute(insert(DRAFTS), row))
        return draft

    async def save(self, draft: str, text: str, *, at: int, by: str) -> None:
        """One more version, unless nothing changed."""

        def work(connection: Connection) -> None:
            mine = select(DRAFTS.c.version, DRAFTS.c.text).where(DRAFTS.c.id == draft)
            last = connection.execute(mine.order_by(DRAFTS.c.version.desc())).first()
            version, before = (last.version, last.text) if last else (0, None)
            if text != before:
                row = {
                    "id": draft,
                    "version": version + 1,
                    "text": text,
                    "at": at,
                    "by": by,
                    "dropped": False,
                }
                connection.execute(insert(DRAFTS), row)

        await self._database.write(work)

    async def drop(self, draft: str) -> None:
        """Put a draft away; nothing is deleted."""
        gone = update(DRAFTS).where(DRAFTS.c.id == draft).values(dropped=True)
        await self._database.write(lambda connection: connection.execute(gone))
