"""Words the program keeps for itself across starts, by key. Not the settings a person chooses."""

from sqlalchemy import Connection, insert, select, update

from quizhub.storage.database import Database
from quizhub.storage.tables import SETTINGS


class Settings:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        chosen = select(SETTINGS.c.value).where(SETTINGS.c.key == key)
        return await self._database.read(lambda connection: connection.execute(chosen).scalar())

    async def put(self, key: str, value: str) -> None:
        await self._database.write(lambda connection: _put(connection, key, value))


def _put(connection: Connection, key: str, value: str) -> None:
    changed = connection.execute(update(SETTINGS).where(SETTINGS.c.key == key).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(SETTINGS), {"key": key, "value": value})
