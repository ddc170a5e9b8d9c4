"""Notes each second that a contest with a running clock is alive, and notices when it was not.

A laptop that was asleep or a blocked program must not cost a team its time: after a gap of more than
`stall_ms` the lost time is given back, and after a real sleep the show waits for the host. Used by the actor.
"""

import asyncio
from typing import TYPE_CHECKING

from quizhub.clock import Clock
from quizhub.contest.deadlines import next_deadline
from quizhub.storage.errors import StorageError
from quizhub.storage.heartbeats import Heartbeats

if TYPE_CHECKING:
    from quizhub.live.actor import ContestActor

EVERY_S = 1.0
ASLEEP_MS = 10_000
"""After so long nobody in the hall is still at the question: the host says when it goes on."""


class Pulse:
    """`stall_ms` None: the clock is moved by hand and may jump."""

    def __init__(self, actor: "ContestActor", hearts: Heartbeats, clock: Clock, stall_ms: int | None) -> None:
        self._actor = actor
        self._hearts = hearts
        self._clock = clock
        self._stall_ms = stall_ms
        self._alive_at = clock.now()
        self._ticking: asyncio.Task[None] | None = None
        self._writing: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._alive_at = self._clock.now()
        self._ticking = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        """End with a last note of the time."""
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)
        if self._writing is not None:
            await self._writing
        if self._runs():
            await self._write()

    def notice(self) -> None:
        """Called often; a long time since the last call means that nothing here was running."""
        now = self._clock.now()
        gap, self._alive_at = now - self._alive_at, now
        if self._stall_ms is not None and gap > self._stall_ms:
            self._actor.compensate(gap, then_pause=gap > ASLEEP_MS)

    def _runs(self) -> bool:
        return self._actor.trouble_since is None and next_deadline(self._actor.state) is not None

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            self.notice()
            if self._runs() and (self._writing is None or self._writing.done()):
                # Not waited for: a writer that hangs must not look like a stalled program.
                self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        now = self._clock.now()
        try:
            await self._hearts.beat(self._actor.contest, now)
        except StorageError:
            self._actor.report_trouble(now)
