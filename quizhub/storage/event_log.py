"""The event log: append at an expected version, read back. The only truth about a contest.

Used by live, reports and `contest replay`. Appends go through the database's one writing thread, many
contests in one transaction; nothing here changes or deletes what was written.
"""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, Dialect, func, insert, select
from sqlalchemy.exc import IntegrityError

from quizhub.storage.database import Database
from quizhub.storage.errors import VersionConflict
from quizhub.storage.hash_chain import START, ChainBroken, NewEvent, StoredEvent, link, verify
from quizhub.storage.tables import EVENTS
from quizhub.storage.writer import Work

__all__ = ["ChainBroken", "EventLog", "NewEvent", "StoredEvent", "verify"]

_COLUMNS = [EVENTS.c[name] for name in StoredEvent.__slots__]
_INSERT = insert(EVENTS)
_NAMES = EVENTS.columns.keys()
_Row = tuple[str, int, int, str, str, str, str, str]
"""The columns of an event in their order in the table."""


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
            rows: list[_Row] = []
            for event in new:
                version += 1
                previous = link(previous, contest, version, event)
                rows.append((contest, version, *event, previous))
            try:
                _insert(connection, rows)
            except IntegrityError as error:
                raise VersionConflict(contest, expected) from error
            self._ends[contest] = (version, previous)
            return version

        return work

    async def read(self, contest: str, after: int = 0) -> list[StoredEvent]:
        """The events with versions above `after`, in order."""
        return await self._database.read(lambda connection: _read(connection, contest, after))

    async def hash_at(self, contest: str, version: int) -> str:
        """The hash of one event of a log; "" when the log is shorter."""
        chosen = select(EVENTS.c.hash).where(EVENTS.c.contest == contest, EVENTS.c.version == version)
        return await self._database.read(lambda connection: connection.execute(chosen).scalar() or START)

    async def of_type(self, contest: str, kind: str) -> list[StoredEvent]:
        """All events of one type, in order."""
        return await self._database.read(
            lambda connection: _rows(connection, EVENTS.c.contest == contest, EVENTS.c.type == kind)
        )

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


def _insert(connection: Connection, rows: list[_Row]) -> None:
    """All rows by one statement. Where the driver takes values by their place, they go to it as they are:
    SQLAlchemy's own look at each costs as much as writing it."""
    if connection.dialect.positional:
        connection.exec_driver_sql(_statement(connection.dialect), rows)
    else:
        connection.execute(_INSERT, [dict(zip(_NAMES, row, strict=True)) for row in rows])


@lru_cache(maxsize=4)
def _statement(dialect: Dialect) -> str:
    return str(_INSERT.compile(dialect=dialect, column_keys=_NAMES))


def _read(connection: Connection, contest: str, after: int) -> list[StoredEvent]:
    return _rows(connection, EVENTS.c.contest == contest, EVENTS.c.version > after)


def _rows(connection: Connection, *where: ColumnElement[bool]) -> list[StoredEvent]:
    chosen = select(*_COLUMNS).where(*where).order_by(EVENTS.c.version)
    return [StoredEvent(*row) for row in connection.execute(chosen)]
