"""Opening, refusing, and what a failed transaction leaves behind."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, text

from quizhub.storage.database import Database
from quizhub.storage.errors import DatabaseDamaged, StorageError, StorageUnavailable
from quizhub.storage.migrations import LATEST
from quizhub.storage.stored_settings import Settings
from quizhub.storage.tables import PEOPLE

pytestmark = pytest.mark.anyio


def _pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


async def test_the_writer_waits_for_the_disk_and_readers_cannot_write(database):
    assert await database.write(lambda connection: _pragma(connection, "journal_mode")) == "wal"
    assert await database.write(lambda connection: _pragma(connection, "synchronous")) == 2
    assert await database.write(lambda connection: _pragma(connection, "foreign_keys")) == 1
    assert await database.read(lambda connection: _pragma(connection, "query_only")) == 1
    with pytest.raises(StorageUnavailable, match="readonly"):
        await database.read(lambda connection: connection.execute(text("delete from settings")))


async def test_what_was_put_is_there_after_opening_again(database, path):
    await Settings(database).put("desk", "one")
    await Settings(database).put("desk", "two")
    database.close()
    again = Database.open(path)
    assert await Settings(again).get("desk") == "two"
    assert await Settings(again).get("unknown") is None
    again.close()


def test_a_damaged_file_is_refused_by_name_and_left_alone(database, path):
    database.write_now(
        lambda connection: connection.execute(
            insert(PEOPLE),
            [{"name": f"p{i}", "password_hash": "x" * 150, "role": "o", "created_at": i} for i in range(500)],
        )
    )
    database.close()
    whole = bytearray(path.read_bytes())
    whole[8192:40000] = b"\xff" * (40000 - 8192)
    path.write_bytes(whole)
    with pytest.raises(DatabaseDamaged, match=r"quizhub\.db is damaged"):
        Database.open(path)
    assert path.read_bytes() == whole


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    stranger = tmp_path / "holiday.jpg"
    stranger.write_bytes(b"not a database at all, but long enough to look at" * 100)
    with pytest.raises(DatabaseDamaged, match=r"holiday\.jpg"):
        Database.open(stranger)
    assert stranger.read_bytes().startswith(b"not a database")


def test_an_empty_file_becomes_a_database(tmp_path):
    path = tmp_path / "new.db"
    path.touch()
    Database.open(path).close()
    assert path.stat().st_size > 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"folder .*file"):
        Database.open(tmp_path / "file" / "quizhub.db")


def test_tables_of_a_newer_program_are_refused(database, path):
    database.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version = ?", (LATEST + 1,))
    connection.close()
    with pytest.raises(StorageError, match="newer QuizHub"):
        Database.open(path)


def test_reading_only_beside_the_program_that_writes(database, path):
    database.write_now(lambda connection: connection.execute(text("insert into settings values ('a', 'b')")))
    beside = Database.open(path, read_only=True)
    assert (
        beside.read_now(lambda connection: connection.execute(text("select value from settings")).scalar())
        == "b"
    )
    with pytest.raises(StorageUnavailable, match="reading only"):
        beside.write_now(lambda connection: None)
    beside.close()


def test_reading_only_needs_a_file_with_our_tables(tmp_path):
    with pytest.raises(StorageError, match="does not exist"):
        Database.open(tmp_path / "none.db", read_only=True)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StorageError, match="no contests"):
        Database.open(tmp_path / "empty.db", read_only=True)


async def test_waiting_writes_share_a_transaction_and_the_one_at_fault_fails_alone(database):
    """The first job holds the writing thread, so that the others are certain to be collected together."""
    started, go_on = threading.Event(), threading.Event()
    transactions = []

    def hold(connection: Connection) -> None:
        started.set()
        go_on.wait()

    def note(connection: Connection) -> int:
        transactions.append(connection.get_transaction())
        return 1

    def fail(connection: Connection) -> int:
        raise ZeroDivisionError

    held = asyncio.create_task(database.write(hold))
    await asyncio.to_thread(started.wait)
    waiting = [asyncio.create_task(database.write(work)) for work in (note, note)]
    await asyncio.sleep(0)
    go_on.set()
    assert await asyncio.gather(held, *waiting) == [None, 1, 1]
    assert transactions[0] is transactions[1]

    started.clear()
    go_on.clear()
    transactions.clear()
    held = asyncio.create_task(database.write(hold))
    await asyncio.to_thread(started.wait)
    waiting = [asyncio.create_task(database.write(work)) for work in (note, fail, note)]
    await asyncio.sleep(0)
    go_on.set()
    first, failed, last = await asyncio.gather(*waiting, return_exceptions=True)
    assert (first, last) == (1, 1)
    assert isinstance(failed, ZeroDivisionError)
    assert transactions[-1] is not transactions[-2]
    await held


async def test_a_write_that_breaks_a_rule_of_the_tables_keeps_nothing_and_the_next_one_works(database):
    row = {"name": "Li", "password_hash": "x", "role": "organiser", "created_at": 1}
    await database.write(lambda connection: connection.execute(insert(PEOPLE), row))
    with pytest.raises(StorageError, match="refused a write"):
        await database.write(lambda connection: connection.execute(insert(PEOPLE), row))
    await Settings(database).put("after", "all")
    assert await Settings(database).get("after") == "all"


async def test_a_closed_database_says_so(database):
    database.close()
    with pytest.raises(StorageUnavailable, match="closed"):
        await Settings(database).put("a", "b")


def test_an_old_sqlite_is_told_at_the_start(database, monkeypatch):
    from quizhub.storage import engines

    url = engines.address_of(Path("x.db"))
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert "older than 3.51.3" in engines.warnings_for(url)[0]
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert engines.warnings_for(url) == []
    assert engines.warnings_for(engines.address_of("postgresql://localhost/quizhub")) == []
