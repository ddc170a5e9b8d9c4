"""The two SQLAlchemy engines of a database and everything that is special about SQLite.

Used by database.py alone. All SQL that only SQLite understands is in this module.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url

from quizhub.storage.errors import DatabaseDamaged, StorageError

_WRITER = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON")
_READER = ("query_only=ON", "wal_autocheckpoint=0")
_BOTH = ("busy_timeout=5000", "foreign_keys=ON")

# The first release without the race of two connections that write and checkpoint at the same moment.
_MENDED = (3, 51, 3)


def address_of(where: str | Path) -> URL:
    """A path or an SQLAlchemy URL, as URL."""
    text = str(where)
    return make_url(text) if "://" in text else URL.create("sqlite", database=text)


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def writing_engine(url: URL) -> Engine:
    """For the one connection that writes; on SQLite every transaction takes the write lock at once,
    because a lock taken half-way through ignores the busy timeout."""
    engine = create_engine(url, poolclass=NullPool)
    if is_sqlite(url):
        _on_connect(engine, (*_BOTH, *_WRITER))
        _on_begin(engine, "BEGIN IMMEDIATE")
    return engine


def reading_engine(url: URL) -> Engine:
    """For any number of readers, which on SQLite can neither write nor checkpoint."""
    engine = create_engine(url)
    if is_sqlite(url):
        _on_connect(engine, (*_BOTH, *_READER))
        _on_begin(engine, "BEGIN")
    return engine


def _on_connect(engine: Engine, pragmas: tuple[str, ...]) -> None:
    def connected(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", connected)


def _on_begin(engine: Engine, statement: str) -> None:
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(engine, "begin", began)


def refuse_damaged(url: URL) -> None:
    """Raise DatabaseDamaged for a file that is there and not whole; nothing is written to it."""
    path = Path(url.database or "")
    if not path.is_file() or path.stat().st_size == 0:
        return
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise StorageError(f"{path} cannot be opened: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    if found != ["ok"]:
        raise _damaged(path, "; ".join(found))


def _damaged(path: Path, detail: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"{path} is damaged ({detail}). It has been left as it is. "
        "Put a backup in its place, or start with another data folder."
    )


def warnings_for(url: URL) -> list[str]:
    """Sentences about this machine's database library."""
    if is_sqlite(url) and sqlite3.sqlite_version_info < _MENDED:
        return [
            f"SQLite {sqlite3.sqlite_version} is older than 3.51.3; QuizHub writes through one connection "
            "only, which avoids its known fault. Do not open the database with other programs that write."
        ]
    return []
