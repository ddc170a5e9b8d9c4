"""The one thread that writes: it takes everything that is queued and commits it in one transaction.

Used by database.py. A job is a function over a connection; it must not keep what it learned until
it is told that the transaction was kept.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future as ThreadFuture
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError

from quizhub.storage.errors import StorageError, StorageUnavailable

T = TypeVar("T")
Work = Callable[[Connection], T]

MOST_AT_ONCE = 512

# The statement or its values were at fault, not the disk.
_WRONG_WORK = (IntegrityError, DataError, ProgrammingError)

_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class _Job:
    work: Work[Any]
    waiting: "asyncio.Future[Any] | ThreadFuture[Any]"
    loop: asyncio.AbstractEventLoop | None
    result: Any = None
    error: BaseException | None = None

    def deliver(self) -> None:
        if self.waiting.done():
            return
        if self.error is not None:
            self.waiting.set_exception(self.error)
        else:
            self.waiting.set_result(self.result)


@dataclass(eq=False)
class Writer:
    """Group commit. `on_rollback` functions run in the thread after a transaction was given up."""

    engine: Engine
    where: str
    on_rollback: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._connection: Connection | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="quizhub-writer", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """Do the work in a transaction; returns after the commit, or raises with nothing kept."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        self._put(_Job(work, waiting, loop))
        return await waiting

    def run_now(self, work: Work[T]) -> T:
        """The same for code without an event loop."""
        waiting: ThreadFuture[T] = ThreadFuture()
        self._put(_Job(work, waiting, None))
        return waiting.result()

    def stop(self) -> None:
        """Finish what is queued, then end the thread."""
        if not self._stopped:
            self._stopped = True
            self._jobs.put(None)
            self._thread.join()

    def _put(self, job: _Job) -> None:
        if self._stopped:
            raise StorageUnavailable(f"{self.where} is closed.")
        self._jobs.put(job)

    # --- in the thread ------------------------------------------------------------------------

    def _run(self) -> None:
        running = True
        while running:
            group, running = self._collect()
            if group:
                self._commit(group)
                self._deliver(group)
        self._disconnect()

    def _collect(self) -> tuple[list[_Job], bool]:
        group: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            group.append(job)
            if len(group) == MOST_AT_ONCE:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return group, True
        return group, False

    def _commit(self, group: list[_Job]) -> None:
        """One transaction for all. When one job objects, each gets its own; when the disk or the lock
        objects, all have failed, because each alone would wait the same five seconds again."""
        try:
            self._transaction(group)
        except StorageUnavailable as error:
            for job in group:
                job.error = error
        except Exception as error:
            if len(group) == 1:
                group[0].error = error
                return
            for job in group:
                self._commit([job])

    def _transaction(self, group: list[_Job]) -> None:
        try:
            connection = self._connect()
            with connection.begin():
                for job in group:
                    job.result = job.work(connection)
        except BaseException as error:
            for forget in self.on_rollback:
                forget()
            if not isinstance(error, SQLAlchemyError):
                raise
            self._disconnect()
            if isinstance(error, DBAPIError) and not isinstance(error, _WRONG_WORK):
                raise StorageUnavailable(f"{self.where} cannot be written: {error.orig}.") from error
            raise StorageError(f"{self.where} refused a write: {error}.") from error

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self.engine.connect()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except SQLAlchemyError:
                _log.warning("closing the connection to %s failed", self.where, exc_info=True)

    @staticmethod
    def _deliver(group: list[_Job]) -> None:
        """One call into each event loop for the whole group."""
        by_loop: dict[asyncio.AbstractEventLoop | None, list[_Job]] = {}
        for job in group:
            by_loop.setdefault(job.loop, []).append(job)
        for loop, jobs in by_loop.items():
            if loop is None:
                _deliver_all(jobs)
            elif not loop.is_closed():
                try:
                    loop.call_soon_threadsafe(_deliver_all, jobs)
                except RuntimeError:
                    _log.debug("an event loop ended while its writes were under way")


def _deliver_all(jobs: list[_Job]) -> None:
    for job in jobs:
        job.deliver()
