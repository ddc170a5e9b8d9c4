"""Cookies that stand for a seat: issued, found, revoked. Only their hashes are on disk.

Used by live/admission. All are kept in memory as well, because every socket that opens asks.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from quizhub import ids
from quizhub.contest.seats import Seat, seat_of
from quizhub.storage.database import Database
from quizhub.storage.tables import SEAT_TOKENS


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """Whom a token stands for."""

    contest: str
    seat: Seat
    expires_at: int


class SeatTokens:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._holders: dict[str, SeatHolder] = {}
        self._gone: set[str] = set()

    async def load(self, at: int) -> None:
        """Forget what has expired and read the rest into memory."""

        def work(connection: Connection) -> None:
            connection.execute(delete(SEAT_TOKENS).where(SEAT_TOKENS.c.expires_at <= at))

        await self._database.write(work)
        self._holders = await self._database.read(_all)

    async def issue(self, contest: str, seat: Seat, expires_at: int) -> str:
        """A new token for the seat; on disk before anybody can be given it. One for a contest that is gone
        opens nothing."""
        token = ids.new_token()
        if contest in self._gone:
            return token
        digest = ids.hash_token(token)
        row = {
            "hash": digest,
            "contest": contest,
            "seat": seat.id,
            "role": seat.role.value,
            "expires_at": expires_at,
        }
        await self._database.write(lambda connection: connection.execute(insert(SEAT_TOKENS), row))
        if contest not in self._gone:
            self._holders[digest] = SeatHolder(contest, seat, expires_at)
        return token

    def find(self, token: str | None, at: int) -> SeatHolder | None:
        """Whom the token stands for, unless it has expired."""
        holder = self._holders.get(ids.hash_token(token)) if token else None
        return holder if holder is not None and holder.expires_at > at else None

    async def revoke(self, token: str) -> None:
        """This one cookie is worth nothing any more."""
        digest = ids.hash_token(token)
        self._holders.pop(digest, None)
        await self.erase([digest])

    def drop_seat(self, contest: str, seat: Seat) -> list[str]:
        """Every cookie of this seat is worth nothing from now on; gives their hashes, for `erase`."""
        dropped = [key for key, h in self._holders.items() if (h.contest, h.seat) == (contest, seat)]
        for digest in dropped:
            del self._holders[digest]
        return dropped

    def forget(self, contest: str) -> None:
        """All cookies of this contest are worth nothing from now on, and it gets no new ones."""
        self._gone.add(contest)
        self._holders = {key: held for key, held in self._holders.items() if held.contest != contest}

    async def erase(self, digests: list[str]) -> None:
        """Take dropped tokens off the disk."""
        gone = delete(SEAT_TOKENS).where(SEAT_TOKENS.c.hash.in_(digests))
        await self._database.write(lambda connection: connection.execute(gone))


def _all(connection: Connection) -> dict[str, SeatHolder]:
    return {
        row.hash: SeatHolder(row.contest, seat_of(row.seat), row.expires_at)
        for row in connection.execute(select(SEAT_TOKENS))
    }
