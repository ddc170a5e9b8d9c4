"""The server's own backups: one whenever it is asked for, never two at a time, the last twenty kept.

Wired by app.py to the start of each round and the end of a contest. A backup that fails is written into
the log of the program and disturbs nobody.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from quizhub.contest.events import AnyEvent, ContestFinished, RoundStarted
from quizhub.storage.backups import FOLDER, forget_old, make_backup
from quizhub.storage.errors import StorageError

_log = logging.getLogger(__name__)


class RoundBackups:
    """`now` tells the time in ms."""

    def __init__(self, database: Path, now: Callable[[], int]) -> None:
        self.folder = database.parent / FOLDER
        self._database = database
        self._now = now
        self._wanted = False
        self._task: asyncio.Task[None] | None = None

    def want(self) -> None:
        """Make one soon; asked for again meanwhile, one more follows."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._make_wanted(), name="backup")

    def notice(self, events: Sequence[AnyEvent]) -> None:
        """What has just happened in some contest."""
        if any(isinstance(event, (RoundStarted, ContestFinished)) for event in events):
            self.want()

    async def stop(self) -> None:
        """Finish what is under way."""
        if self._task is not None:
            await self._task

    async def _make_wanted(self) -> None:
        while self._wanted:
            self._wanted = False
            try:
                await asyncio.to_thread(self._make)
            except (StorageError, OSError) as error:
                _log.warning("no automatic backup: %s", error)

    def _make(self) -> None:
        made = make_backup(self._database, self.folder, self._now(), automatic=True)
        forget_old(self.folder)
        _log.info("backup %s", made.path)
