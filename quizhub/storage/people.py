"""Organisers and their sign-ins at the desk. Rows only: hashing a password is web/sign_in's work.

A token's idle time slides while it is used; whatever happens it ends twelve hours after it was issued.
"""

from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from quizhub import ids
from quizhub.storage.database import Database
from quizhub.storage.tables import PEOPLE, STAFF_TOKENS, PersonRow, StaffTokenRow

Person = PersonRow

Standing = Literal["owner", "editor"]
"""An owner runs contests and says who may sign in; an editor writes questions and prepares plans."""

LONGEST_MS = 12 * 3600 * 1000
_SLIDE_EVERY_MS = 60_000


class People:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self) -> int:
        return await self._database.read(
            lambda connection: connection.execute(select(func.count()).select_from(PEOPLE)).scalar_one()
        )

    async def find(self, name: str) -> Person | None:
        def work(connection: Connection) -> Person | None:
            row = connection.execute(select(PEOPLE).where(PEOPLE.c.name == name)).first()
            return PersonRow(**row._mapping) if row else None

        return await self._database.read(work)

    async def all(self) -> list[Person]:
        """Everybody, by name."""

        def work(connection: Connection) -> list[Person]:
            rows = connection.execute(select(PEOPLE).order_by(PEOPLE.c.name))
            return [PersonRow(**row._mapping) for row in rows]

        return await self._database.read(work)

    async def add(self, name: str, password_hash: str, *, at: int, role: Standing = "editor") -> None:
        row = {"name": name, "password_hash": password_hash, "role": role, "created_at": at}
        await self._database.write(lambda connection: connection.execute(insert(PEOPLE), row))

    async def set_role(self, name: str, role: Standing) -> None:
        changed = update(PEOPLE).where(PEOPLE.c.name == name).values(role=role)
        await self._database.write(lambda connection: connection.execute(changed))

    async def remove(self, name: str) -> None:
        gone = delete(PEOPLE).where(PEOPLE.c.name == name)
        await self._database.write(lambda connection: connection.execute(gone))

    async def set_password(self, name: str, password_hash: str) -> None:
        changed = update(PEOPLE).where(PEOPLE.c.name == name).values(password_hash=password_hash)
        await self._database.write(lambda connection: connection.execute(changed))


class StaffTokens:
    """Cookies of signed-in organisers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def issue(self, person: str, *, at: int, idle_ms: int) -> str:
        token = ids.new_token()
        row = {
            "hash": ids.hash_token(token),
            "person": person,
            "idle_ms": idle_ms,
            "used_at": at,
            "ends_at": at + LONGEST_MS,
        }
        await self._database.write(lambda connection: connection.execute(insert(STAFF_TOKENS), row))
        return token

    async def find(self, token: str | None, *, at: int) -> str | None:
        """The name of the person the token stands for; using it keeps it alive."""
        if not token:
            return None
        digest = ids.hash_token(token)
        row = await self._database.read(lambda connection: _find_token(connection, digest))
        if row is None or at >= row.ends_at or at >= row.used_at + row.idle_ms:
            return None
        if at - row.used_at >= _SLIDE_EVERY_MS:
            used = update(STAFF_TOKENS).where(STAFF_TOKENS.c.hash == digest).values(used_at=at)
            await self._database.write(lambda connection: connection.execute(used))
        return row.person

    async def revoke(self, token: str) -> None:
        gone = delete(STAFF_TOKENS).where(STAFF_TOKENS.c.hash == ids.hash_token(token))
        await self._database.write(lambda connection: connection.execute(gone))

    async def revoke_all(self, person: str) -> None:
        gone = delete(STAFF_TOKENS).where(STAFF_TOKENS.c.person == person)
        await self._database.write(lambda connection: connection.execute(gone))


def _find_token(connection: Connection, digest: str) -> StaffTokenRow | None:
    row = connection.execute(select(STAFF_TOKENS).where(STAFF_TOKENS.c.hash == digest)).first()
    return StaffTokenRow(**row._mapping) if row else None
