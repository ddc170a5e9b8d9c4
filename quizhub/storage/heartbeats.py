"""When each contest was last known to be running, and whether anything can be written at all.

Written by live once a second while a clock runs; read once at start-up.
"""

from sqlalchemy import Connection, delete, insert, select, update

from quizhub.storage.database import Database
from quizhub.storage.tables import HEARTBEATS, SETTINGS

# As large as a busy batch of events: a full disk may still take a few bytes.
_PROBE = {"key": "probe", "value": "x" * 65_536}


class Heartbeats:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def beat(self, contest: str, at: int) -> None:
        """Raises StorageUnavailable when it cannot be written."""
        await self._database.write(lambda connection: _beat(connection, contest, at))

    async def last(self, contest: str) -> int:
        """0 when the contest never ran."""
        chosen = select(HEARTBEATS.c.at).where(HEARTBEATS.c.contest == contest)
        return await self._database.read(lambda connection: connection.execute(chosen).scalar() or 0)

    async def probe(self) -> None:
        """Write as much as a batch of events needs and take it away again; raises StorageUnavailable."""
        gone = delete(SETTINGS).where(SETTINGS.c.key == _PROBE["key"])

        def writing(connection: Connection) -> None:
            connection.execute(gone)
            connection.execute(insert(SETTINGS), _PROBE)

        await self._database.write(writing)
        await self._database.write(lambda connection: connection.execute(gone))


def _beat(connection: Connection, contest: str, at: int) -> None:
    known = connection.execute(update(HEARTBEATS).where(HEARTBEATS.c.contest == contest).values(at=at))
    if known.rowcount == 0:
        connection.execute(insert(HEARTBEATS), {"contest": contest, "at": at})
