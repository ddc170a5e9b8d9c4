"""The list of contests in memory, by id, by join code and by the words that open their doors.

Used by Hall. Read again from the database when something is not found, because a contest may have been
made by another program beside this one.
"""

from collections.abc import Callable
from typing import TypeVar

from quizhub import ids
from quizhub.clock import Clock
from quizhub.live.doors import Door, Doors, join_code
from quizhub.storage.contests import Contests
from quizhub.storage.tables import ContestRow

T = TypeVar("T")

_READ_AGAIN_MS = 1_000


class Directory:
    def __init__(self, contests: Contests, clock: Clock) -> None:
        self._contests = contests
        self._clock = clock
        self._rows: dict[str, ContestRow] = {}
        self._doors = Doors()
        self._read_at = 0
        self._forgotten: set[str] = set()

    async def load(self) -> list[ContestRow]:
        """Read the list; newest first, archived ones last."""
        self._read_at = self._clock.now()
        rows = [row for row in await self._contests.all() if row.id not in self._forgotten]
        self._rows = {row.id: row for row in rows}
        self._doors.learn(rows)
        return rows

    def forget(self, contest: str) -> None:
        """From now on nothing leads to it, also while its row is still on disk."""
        self._forgotten.add(contest)
        self._rows.pop(contest, None)
        self._doors.learn(self._rows.values())

    def known(self, contest: str) -> ContestRow:
        """A contest that was found before."""
        return self._rows[contest]

    async def find(self, contest_or_code: str) -> ContestRow | None:
        """By id, or by the code of a contest that is not archived."""
        return await self._search(
            lambda: self._rows.get(contest_or_code) or self._with_code(join_code(contest_or_code))
        )

    async def by_code(self, code: str) -> ContestRow | None:
        return await self._search(lambda: self._with_code(code))

    async def door(self, word: str) -> Door | None:
        return await self._search(lambda: self._doors.find(word))

    async def free_code(self) -> str:
        """A join code no contest uses now."""
        await self.load()
        while self._with_code(code := ids.new_join_code()) is not None:
            pass
        return code

    def _with_code(self, code: str) -> ContestRow | None:
        return next((row for row in self._rows.values() if row.code == code and not row.archived), None)

    async def _search(self, look: Callable[[], T | None]) -> T | None:
        """Look, and if there is nothing look again in a fresh list, at most once a second."""
        found = look()
        if found is None and self._clock.now() - self._read_at >= _READ_AGAIN_MS:
            await self.load()
            found = look()
        return found
