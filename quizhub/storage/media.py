"""The bytes of pictures, by the SHA-256 that is their id: kept once, whoever shows them, and never changed.

They lie in the database, so that a backup is whole. Used by live, the desk and the command line.
"""

import hashlib
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, insert, select

from quizhub.storage.database import Database
from quizhub.storage.errors import StorageError
from quizhub.storage.tables import MEDIA
from quizhub.storage.writer import Work


class PicturesMissing(StorageError):
    """A contest would show pictures whose bytes are nowhere to be found."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"These pictures are not there: {', '.join(self.names)}.")


class MediaStore:
    """Rows of bytes. What does not have the hash it is named by is not taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def adding(media: Mapping[str, bytes]) -> Work[None]:
        """Work that keeps those that are not there yet; for the transaction of whatever shows them."""
        for name, content in media.items():
            if hashlib.sha256(content).hexdigest() != name:
                raise ValueError(f"these are not the bytes of {name}")

        def work(connection: Connection) -> None:
            known = _known(connection, media)
            for name, content in media.items():
                if name not in known:
                    connection.execute(insert(MEDIA), {"id": name, "content": content})

        return work

    async def keep(self, media: Mapping[str, bytes]) -> None:
        """Keep those that are not there yet."""
        await self._database.write(self.adding(media))

    async def known(self, wanted: Collection[str]) -> set[str]:
        """Which of these are kept here."""
        return await self._database.read(lambda connection: _known(connection, wanted))

    async def read(self, name: str) -> bytes | None:
        """The bytes of one; None when it is not there."""
        found = select(MEDIA.c.content).where(MEDIA.c.id == name)
        return await self._database.read(lambda connection: connection.execute(found).scalar())


def _known(connection: Connection, wanted: Collection[str]) -> set[str]:
    """Asked for a few hundred at a time: SQLite takes only so many values in one statement."""
    names, found = sorted(wanted), set[str]()
    for at in range(0, len(names), 500):
        asked = select(MEDIA.c.id).where(MEDIA.c.id.in_(names[at : at + 500]))
        found.update(connection.execute(asked).scalars())
    return found
