"""The event log: append at an expected version, read back. The only truth about a contest.

Used by live, reports and `contest replay`. Appends go through the database's one writing thread, many
contests in one transaction; nothing here changes or deletes what was written.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from quizhub.storage.database import Database
from quizhub.storage.errors import VersionConflict
from quizhub.storage.hash_chain import START, ChainBroken, NewEvent, StoredEvent, link, verify
from quizhub.storage.tables import EVENTS
from quizhub.storage.writer import Work

__all__ = ["ChainBroken", "EventLog", "NewEvent", "StoredEvent", "verify"]

_COLUMNS = [EVENTS.c[name] for name in StoredEvent.__slots__]
_INSERT = insert(EVENTS)


class EventLog:
    """Reads and appends. Where each contest's log ends is remembered by the writing thread only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ends: dict[str, tuple[int, str]] = {}
        if not database.read_only:
            database.on_rollback(self._ends.clear)

    async def append(self, contest: str, expected: int, new: Sequence[NewEvent]) -> int:
        """Add events after version `expected`; gives the new version once they are on disk.

        Raises VersionConflict when the log ends elsewhere, StorageUnavailable when nothing was kept.
        """
        return await self._database.write(self.appending(contest, expected, new))

    def appending(self, contest: str, expected: int, new: Sequence[NewEvent]) -> Work[int]:
        """`append` as work, for a transaction that writes something else with it."""

        def work(connection: Connection) -> int:
            version, previous = self._end(connection, contest, expected)
            rows: list[dict[str, Any]] = []
            for event in new:
                version += 1
                previous = link(previous, contest, version, event)
                rows.append(_row(contest, version, event, previous))
            try:
                connection.execute(_INSERT, rows)
            except IntegrityError as error:
                raise VersionConflict(contest, expected) from error
            self._ends[contest] = (version, previous)
            return version

        return work

    async def read(self, contest: str, after: int = 0) -> list[StoredEvent]:
        """The events with versions above `after`, in order."""
        return await self._database.read(lambda connection: _read(connection, contest, after))

    def read_now(self, contest: str, after: int = 0) -> list[StoredEvent]:
        """`read` in this thread."""
        return self._database.read_now(lambda connection: _read(connection, contest, after))

    async def last_time(self) -> int:
        """The latest time found in any log; 0 when there is none."""
        return await self._database.read(
            lambda connection: connection.execute(select(func.max(EVENTS.c.at))).scalar() or 0
        )

    def _end(self, connection: Connection, contest: str, expected: int) -> tuple[int, str]:
        end = self._ends.get(contest)
        if end is None or end[0] != expected:
            last = select(EVENTS.c.version, EVENTS.c.hash).where(EVENTS.c.contest == contest)
            row = connection.execute(last.order_by(EVENTS.c.version.desc()).limit(1)).first()
            end = (row.version, row.hash) if row else (0, START)
        if end[0] != expected:
            raise VersionConflict(contest, expected)
        return end


def _row(contest: str, version: int, event: NewEvent, digest: str) -> dict[str, Any]:
    return {
        "contest": contest,
        "version": version,
        "at": event.at,
        "seat": event.seat,
        "command_id": event.command_id,
        "type": event.type,
        "body": event.body,
        "hash": digest,
    }


def _read(connection: Connection, contest: str, after: int) -> list[StoredEvent]:
    chosen = select(*_COLUMNS).where(EVENTS.c.contest == contest, EVENTS.c.version > after)
    return [StoredEvent(*row) for row in connection.execute(chosen.order_by(EVENTS.c.version))]
