"""A database: one thread that writes, any number of readers. SQLite in a file, or PostgreSQL by URL.

Opened by app and the command line; everything else in storage works through `read` and `write`.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from quizhub.storage import engines
from quizhub.storage.errors import DatabaseDamaged, StorageError, StorageUnavailable, VersionConflict
from quizhub.storage.migrations import LATEST, migrate, version_of
from quizhub.storage.writer import Work, Writer

__all__ = [
    "Database",
    "DatabaseDamaged",
    "StorageError",
    "StorageUnavailable",
    "VersionConflict",
]

T = TypeVar("T")


class Database:
    """Made by `open`. `warnings` are sentences to print at the start."""

    def __init__(self, url: URL, readers: Engine, writer: Writer | None) -> None:
        self.where = url.database if engines.is_sqlite(url) and url.database else url.render_as_string()
        self.warnings = engines.warnings_for(url)
        self._readers = readers
        self._writer = writer

    @classmethod
    def open(cls, where: str | Path, *, read_only: bool = False) -> "Database":
        """Open (and, unless `read_only`, create and bring up to date). Raises StorageError."""
        url = engines.address_of(where)
        if engines.is_sqlite(url):
            _prepare_file(url, read_only=read_only)
        readers = engines.reading_engine(url)
        if read_only:
            opened = cls(url, readers, None)
            opened._refuse_other_tables()
            return opened
        writing = engines.writing_engine(url)
        name = url.database or url.render_as_string()
        try:
            with writing.begin() as connection:
                migrate(connection, name)
        except SQLAlchemyError as error:
            raise _cannot_open(name, error) from error
        return cls(url, readers, Writer(writing, name))

    async def write(self, work: Work[T]) -> T:
        """Do the work inside one transaction, shared with whatever else is waiting; returns after the
        commit. Raises StorageUnavailable with nothing kept. The work may be run twice."""
        return await self._open_writer().run(work)

    def write_now(self, work: Work[T]) -> T:
        """`write` for code without an event loop."""
        return self._open_writer().run_now(work)

    async def read(self, work: Work[T]) -> T:
        """Do the work on a read-only connection in a thread."""
        return await asyncio.to_thread(self.read_now, work)

    def read_now(self, work: Work[T]) -> T:
        """`read` in this thread."""
        try:
            with self._readers.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise StorageUnavailable(f"{self.where} cannot be read: {_reason(error)}.") from error

    def on_rollback(self, forget: Callable[[], None]) -> None:
        """Have `forget` called, in the writing thread, whenever a transaction was given up."""
        self._open_writer().on_rollback.append(forget)

    @property
    def read_only(self) -> bool:
        return self._writer is None

    def close(self) -> None:
        """Finish the queued writes and let go of the file."""
        self._readers.dispose()
        if self._writer is not None:
            self._writer.stop()

    def _open_writer(self) -> Writer:
        if self._writer is None:
            raise StorageUnavailable(f"{self.where} was opened for reading only.")
        return self._writer

    def _refuse_other_tables(self) -> None:
        if self.read_now(version_of) != LATEST:
            raise StorageError(f"{self.where} holds no contests of this version of QuizHub.")


def _prepare_file(url: URL, *, read_only: bool) -> None:
    path = Path(url.database or "")
    if read_only and not path.is_file():
        raise StorageError(f"{path} does not exist.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"The folder {path.parent} cannot be made: {error.strerror}.") from error
    engines.refuse_damaged(url)


def _cannot_open(name: str, error: SQLAlchemyError) -> StorageError:
    return StorageError(f"{name} cannot be opened: {_reason(error)}.")


def _reason(error: SQLAlchemyError) -> str:
    return str(error.orig) if isinstance(error, DatabaseError) else str(error)
