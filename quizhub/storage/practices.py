"""Practice runs: contests beside the real ones, marked from their first moment and deleted when they end.

The mark is a setting `practice:<contest>` that names the contest being practised. Used by live and by
whoever lists contests. Nothing without a mark can be deleted here: a real contest's log is never touched.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from quizhub.storage.database import Database
from quizhub.storage.tables import CONTESTS, EVENTS, HEARTBEATS, SEAT_TOKENS, SETTINGS
from quizhub.storage.writer import Work

_MARK = "practice:"
_ROWS = (
    EVENTS.c.contest,
    SEAT_TOKENS.c.contest,
    HEARTBEATS.c.contest,
    CONTESTS.c.id,
)
"""Everything that belongs to a contest, by the column that names it."""


class Practices:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[str, str]:
        """Practice contests, each with the contest it practises."""
        return await self._database.read(_all)

    def all_now(self) -> dict[str, str]:
        return self._database.read_now(_all)

    @staticmethod
    def marking(practice: str, practised: str) -> Work[None]:
        """Work that marks a contest, for the transaction that makes it."""

        def work(connection: Connection) -> None:
            connection.execute(insert(SETTINGS), {"key": _MARK + practice, "value": practised})

        return work

    async def delete(self, practice: str) -> None:
        """Delete a marked contest with all that belongs to it, and its mark. Raises StorageUnavailable."""

        def work(connection: Connection) -> None:
            gone = delete(SETTINGS).where(SETTINGS.c.key == _MARK + practice)
            if connection.execute(gone).rowcount:
                for column in _ROWS:
                    connection.execute(delete(column.table).where(column == practice))

        await self._database.write(work)


def _all(connection: Connection) -> dict[str, str]:
    marked = select(SETTINGS.c.key, SETTINGS.c.value).where(SETTINGS.c.key.startswith(_MARK))
    return {row.key.removeprefix(_MARK): row.value for row in connection.execute(marked)}


def leave_out(copy: Path) -> None:
    """Take the practice contests out of a copied database file nobody else has open. Raises sqlite3.Error."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        marks = "SELECT substr(key, ?) FROM settings WHERE key LIKE ?"
        words = (len(_MARK) + 1, f"{_MARK}%")
        for column in _ROWS:
            connection.execute(f"DELETE FROM {column.table} WHERE {column.name} IN ({marks})", words)
        connection.execute("DELETE FROM settings WHERE key LIKE ?", words[1:])
