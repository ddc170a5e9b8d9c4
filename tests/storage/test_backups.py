"""Backups beside a writer, which of them are kept, and a clock that gets its time back after a restore."""

import sqlite3
from pathlib import Path

import pytest

from quizhub.clock import FakeClock
from quizhub.contest.commands import LockLobby
from quizhub.contest.events import LobbyLocked
from quizhub.contest.seats import HOST
from quizhub.storage import backups
from quizhub.storage.backups import BackupFailed, forget_old, known_backups, last_good, make_backup
from quizhub.storage.database import Database
from quizhub.storage.event_log import EventLog, NewEvent
from quizhub.storage.restoring import restore
from quizhub.storage.round_backups import RoundBackups
from tests.live.halls import Show, close_hall, everyone_plan, left_ms, open_hall, phase

pytestmark = pytest.mark.anyio
AT = 1_700_000_000_000


def _locking(n: int) -> NewEvent:
    return NewEvent.of(LobbyLocked(at=n, locked=True), "host", "x" * 60)


async def test_the_server_goes_on_writing_while_it_is_copied(database, path, tmp_path, monkeypatch):
    """In the middle of the copy, page by page, an event is written: at once, and not into the copy."""
    monkeypatch.setattr(backups, "PAGES_AT_ONCE", 1)
    log, turns = EventLog(database), []
    database.write_now(log.appending("c", 0, [_locking(n) for n in range(400)]))

    def write(status: int, left: int, pages: int) -> None:
        turns.append(left)
        if len(turns) <= 5:
            database.write_now(log.appending("c", 399 + len(turns), [_locking(0)]))

    backups.copy_database(path, tmp_path / "copy.db", write)
    assert turns == sorted(turns, reverse=True), "the copy must not begin again"
    assert len(turns) > 20
    copy = Database.open(tmp_path / "copy.db", read_only=True)
    assert len(EventLog(copy).read_now("c")) == 400
    copy.close()
    assert len(log.read_now("c")) == 405


async def test_a_copy_has_no_companions_and_is_not_in_wal_mode(database, path, tmp_path):
    backups.copy_database(path, tmp_path / "copy.db")
    connection = sqlite3.connect(tmp_path / "copy.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    assert {file.name for file in tmp_path.glob("copy*")} == {"copy.db"}


def test_names_tell_the_time_and_never_collide(database, path, tmp_path):
    first, second = (make_backup(path, tmp_path / "b", AT) for _ in range(2))
    assert first.path != second.path
    assert known_backups(tmp_path / "b") == [second.path, first.path]
    later = make_backup(path, tmp_path / "b", AT + 86_400_000)
    assert known_backups(tmp_path / "b")[0] == later.path


def test_a_backup_that_fails_leaves_nothing_behind(database, path, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BackupFailed, match="No backup"):
        make_backup(path, tmp_path / "file", AT)
    with pytest.raises(BackupFailed, match="does not exist"):
        make_backup(tmp_path / "none.db", tmp_path / "b", AT)
    assert not list((tmp_path / "b").iterdir())


def test_only_the_servers_own_old_backups_are_forgotten(database, path, tmp_path):
    folder = tmp_path / "b"
    asked_for = make_backup(path, folder, AT)
    own = [make_backup(path, folder, AT + n * 1000, automatic=True).path for n in range(1, 6)]
    assert forget_old(folder, keep=2) == [own[2], own[1], own[0]]
    assert known_backups(folder) == [own[4], own[3], asked_for.path]


def test_the_last_good_backup_is_the_newest_that_is_whole(database, path, tmp_path):
    folder = tmp_path / "b"
    assert last_good(folder) is None
    made = [make_backup(path, folder, AT + n * 1000).path for n in range(3)]
    made[2].write_bytes(b"torn")
    found = last_good(folder)
    assert found is not None
    assert found.path == made[1]


async def test_wishes_during_a_backup_become_one_more(database, path, tmp_path):
    keeper = RoundBackups(path, lambda: AT)
    for _ in range(5):
        keeper.want()
    await keeper.stop()
    assert len(known_backups(keeper.folder)) == 1
    keeper.want()
    await keeper.stop()
    assert len(known_backups(keeper.folder)) == 2


async def test_a_failed_backup_disturbs_nobody(tmp_path, caplog):
    keeper = RoundBackups(tmp_path / "none.db", lambda: AT)
    keeper.want()
    await keeper.stop()
    assert "no automatic backup" in caplog.text


async def test_each_round_is_noticed(path):
    hall, database = await open_hall(path, clock := FakeClock(AT))
    keeper = RoundBackups(path, clock.now)
    hall.happened = lambda contest, events: keeper.notice(events)
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1")
    await keeper.stop()
    assert known_backups(keeper.folder) == []
    await show.next("start_contest")
    await keeper.stop()
    (kept,) = known_backups(keeper.folder)
    assert f"-{show.info.id}-v" in kept.name
    await close_hall(hall, database)


async def test_the_clock_of_an_open_question_is_given_back_an_hour_later_elsewhere(
    path: Path, tmp_path: Path
):
    hall, database = await open_hall(path, clock := FakeClock(AT))
    show = await Show.of(hall, clock, everyone_plan())
    await show.open_question()
    left, question = show.left, show.live.state.asked().id
    made = make_backup(path, tmp_path / "b", clock.now())
    await close_hall(hall, database)

    elsewhere = tmp_path / "elsewhere"
    restored = restore(made.path, elsewhere, clock.now(), force=False)
    hall, database = await open_hall(restored.database, later := FakeClock(AT + 3_600_000))
    live = await hall.find(show.info.id)
    assert live is not None
    await live.post(LockLobby(locked=True), HOST)
    assert (live.state.asked().id, phase(live)) == (question, "open")
    assert left_ms(live, later) == left
    await close_hall(hall, database)
