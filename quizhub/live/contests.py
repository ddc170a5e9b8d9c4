"""The contests that are running here: found by id, started by replaying their log.

Used by Hall. A later version may find a contest on another machine behind the same calls.
"""

import asyncio
from collections.abc import Callable

from quizhub.clock import Clock
from quizhub.errors import Code, CommandRejected
from quizhub.live.actor import ContestActor
from quizhub.live.contest import LiveContest, Surroundings
from quizhub.storage.database import Database
from quizhub.storage.event_log import EventLog
from quizhub.storage.heartbeats import Heartbeats


class LiveContests:
    """`around` gives a contest's surroundings by its id."""

    def __init__(
        self,
        database: Database,
        log: EventLog,
        clock: Clock,
        around: Callable[[str], Surroundings],
        *,
        stall_ms: int | None = 3_000,
        probe_s: float = 1.0,
    ) -> None:
        self._log = log
        self._hearts = Heartbeats(database)
        self._clock = clock
        self._around = around
        self._stall_ms = stall_ms
        self._probe_s = probe_s
        self._running: dict[str, LiveContest] = {}
        self._starting = asyncio.Lock()
        self._ended: set[str] = set()

    async def find(self, contest: str) -> LiveContest:
        """The running contest; the first call replays its log."""
        found = self._running.get(contest)
        if found is not None:
            return found
        async with self._starting:
            if contest in self._ended:
                raise CommandRejected(Code.WRONG_CODE)
            if contest not in self._running:
                self._running[contest] = await self._start(contest)
        return self._running[contest]

    def running(self) -> list[LiveContest]:
        return list(self._running.values())

    async def end(self, contest: str) -> None:
        """Stop one contest; it is not started again, whoever still asks for it."""
        async with self._starting:
            self._ended.add(contest)
            live = self._running.pop(contest, None)
        if live is not None:
            await live.stop()

    async def stop(self) -> None:
        running, self._running = self._running, {}
        await asyncio.gather(*(live.stop() for live in running.values()))

    async def _start(self, contest: str) -> LiveContest:
        actor = await ContestActor.load(
            contest, self._log, self._hearts, self._clock, stall_ms=self._stall_ms, probe_s=self._probe_s
        )
        live = LiveContest(actor, self._around(contest), notices_stalls=self._stall_ms is not None)
        live.start()
        return live
