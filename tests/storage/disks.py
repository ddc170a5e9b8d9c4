"""Disks that fail on purpose: one without room, one whose lock somebody else holds.

Used by the tests of storage and of faults.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import event, text

from quizhub.storage.database import Database, StorageUnavailable


class SmallDisk:
    """Limits how far the file may grow, on the connection that writes and on those that follow it."""

    def __init__(self, database: Database) -> None:
        assert database._writer is not None
        self._database = database
        self._pages = 1_000_000_000
        event.listen(database._writer.engine, "connect", lambda connection, _: self._limit(connection))

    def _limit(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA max_page_count={self._pages}")

    async def room_for(self, pages: int) -> None:
        used = await self._database.read(
            lambda connection: connection.execute(text("PRAGMA page_count")).scalar_one()
        )
        self._pages = used + pages
        limit = f"PRAGMA max_page_count={self._pages}"
        try:
            await self._database.write(lambda connection: connection.exec_driver_sql(limit))
        except StorageUnavailable:
            # Shared a transaction with a write that failed; the next connection has the new limit.
            return


class OtherProgram:
    """Holds the database's write lock."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)

    def lock(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()
