"""Brings a database to the tables of this program, one numbered step at a time.

Each step is a function over a connection; its number is its place in STEPS. A step that has been
released is never changed: a later one mends it. Used by database.py inside one transaction.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select
from sqlmodel import SQLModel

from quizhub.storage.errors import StorageError
from quizhub.storage.tables import SCHEMA_VERSION


def _first_tables(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection)


def _desk_tables(connection: Connection) -> None:
    """Banks, questions and imports of the desk; a new database has had them from the first step."""
    SQLModel.metadata.create_all(connection)


def _media_table(connection: Connection) -> None:
    """The bytes of pictures."""
    SQLModel.metadata.create_all(connection)


STEPS: tuple[Callable[[Connection], None], ...] = (_first_tables, _desk_tables, _media_table)
LATEST = len(STEPS)


def version_of(connection: Connection) -> int:
    """How many steps this database has been through; 0 for an empty one."""
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        return 0
    return connection.execute(select(SCHEMA_VERSION.c.version)).scalar() or 0


def migrate(connection: Connection, where: str) -> None:
    """Take the steps that are missing. A database from a newer QuizHub is refused untouched."""
    found = version_of(connection)
    if found > LATEST:
        raise StorageError(
            f"{where} was written by a newer QuizHub (tables {found}, this one knows {LATEST}). "
            "Start it with that version."
        )
    if found == LATEST:
        return
    for step in STEPS[found:]:
        step(connection)
    connection.execute(SCHEMA_VERSION.delete())
    connection.execute(SCHEMA_VERSION.insert(), {"version": LATEST})
