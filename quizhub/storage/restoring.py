"""Puts a backup in the place of a data folder's database, on this laptop or another one.

Used by `quizhub restore`. The backup itself is only read. What was in the folder is kept aside.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizhub.settings import DATABASE_NAME
from quizhub.storage.backups import copy_database
from quizhub.storage.database import Database
from quizhub.storage.errors import StorageError
from quizhub.storage.folder_lock import lock_folder
from quizhub.storage.soundness import Finding, examine_all, refuse_flaws

_COMPANIONS = ("", "-wal", "-shm")


class BackupUnfit(StorageError):
    """The file is no whole backup; nothing was changed."""


class FolderHoldsContests(StorageError):
    """There are contests in the folder already, or what is there cannot be read."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`aside` is where the folder's earlier database is now; None when there was none."""

    database: Path
    findings: tuple[Finding, ...]
    aside: Path | None


def restore(file: Path, data: Path, at: int, *, force: bool) -> Restored:
    """Verify the backup, then let it take the place of the database in `data`. `at` is the time in ms.

    Raises FolderInUse, BackupUnfit, FolderHoldsContests (not with `force`), StorageError. Blocking.
    """
    target = data / DATABASE_NAME
    if file.exists() and target.exists() and file.samefile(target):
        raise StorageError(f"{file} is the database of that folder itself.")
    with lock_folder(data):
        unfinished = data / f"{DATABASE_NAME}.part"
        try:
            findings = _copied(file, unfinished)
            if not force:
                _refuse_contests(target)
            aside = _put_aside(target, data, at)
            unfinished.chmod(0o600)
            unfinished.replace(target)
        except OSError as error:
            raise StorageError(f"{data} cannot be changed: {error.strerror}.") from error
        finally:
            for companion in _COMPANIONS:
                Path(f"{unfinished}{companion}").unlink(missing_ok=True)
    return Restored(target, findings, aside)


def _copied(file: Path, unfinished: Path) -> tuple[Finding, ...]:
    """The backup, brought up to date with the tables of this program and read from end to end."""
    unfinished.unlink(missing_ok=True)
    try:
        copy_database(file, unfinished)
        database = Database.open(unfinished)
        try:
            findings = tuple(examine_all(database))
        finally:
            database.close()
        refuse_flaws(findings, file)
    except StorageError as error:
        raise BackupUnfit(f"{file} is not a whole backup: {error}".replace(str(unfinished), "it")) from error
    return findings


def _refuse_contests(target: Path) -> None:
    held = contests_held(target)
    if held is None:
        raise FolderHoldsContests(f"{target} is there and cannot be read.")
    if held:
        raise FolderHoldsContests(f"{target} holds {held} contest{'s' if held > 1 else ''} already.")


def contests_held(target: Path) -> int | None:
    """How many contests a database file holds; None for a file that cannot be read as one."""
    if not target.exists() or target.stat().st_size == 0:
        return 0
    try:
        with closing(sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro", uri=True)) as reading:
            if reading.execute("SELECT 1 FROM sqlite_master WHERE name = 'contests'").fetchone() is None:
                return 0
            return int(reading.execute("SELECT count(*) FROM contests").fetchone()[0])
    except sqlite3.Error:
        return None


def _put_aside(target: Path, data: Path, at: int) -> Path | None:
    """Move the database with its companions, together or it would lose what is not yet in the main file."""
    if not target.exists():
        return None
    when = datetime.fromtimestamp(at / 1000).strftime("%Y%m%d-%H%M%S")
    number, aside = 1, data / f"replaced-{when}"
    while aside.exists():
        number += 1
        aside = data / f"replaced-{when}-{number}"
    aside.mkdir()
    for companion in _COMPANIONS:
        moved = Path(f"{target}{companion}")
        if moved.exists():
            moved.rename(aside / moved.name)
    return aside / target.name
