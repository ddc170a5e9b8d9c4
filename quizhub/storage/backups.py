"""Copies of the database while it is being played on: written beside the server, verified before they count.

Used by `quizhub backup`, by the server once a round, and by whoever needs the last good one. SQLite only.
A copy is one file without companions, so that it can be read from a stick that is write-protected.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizhub.storage.database import Database
from quizhub.storage.errors import StorageError
from quizhub.storage.practices import leave_out
from quizhub.storage.soundness import Finding, examine_all, refuse_flaws

FOLDER = "backups"
PAGES_AT_ONCE = 256
"""A megabyte: the copying thread takes a breath after each."""

KEPT = 20
AUTOMATIC = "-auto"
_NAME = re.compile(r"quizhub-(\d{8}-\d{6})(?:-[a-z0-9]+-v\d+)?(?:-(\d+))?(?:-auto)?\.db")


class BackupFailed(StorageError):
    """No backup was made; whatever was there before is untouched."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was read again and found whole."""

    path: Path
    size: int
    findings: tuple[Finding, ...]

    @property
    def newest(self) -> Finding | None:
        """The contest in which something happened last."""
        return newest(self.findings)


def newest(findings: Sequence[Finding]) -> Finding | None:
    return max(findings, key=lambda finding: finding.last_at, default=None)


def make_backup(
    database: Path, folder: Path, at: int, *, file: Path | None = None, automatic: bool = False
) -> Backup:
    """Copy, verify, and only then give the copy its name: `file`, or one with date and contest version
    in `folder`. `at` is the time in ms. Raises BackupFailed. Blocking."""
    target_folder = file.parent if file is not None else folder
    unfinished = target_folder / f".quizhub-{os.getpid()}-{at}.part"
    try:
        target_folder.mkdir(parents=True, exist_ok=True)
        copy_database(database, unfinished)
        _leave_practices_out(unfinished)
        findings = verify_file(unfinished)
        target = file if file is not None else _free_name(folder, at, findings, automatic)
        # Whoever has the backup has the links and PINs of its contests.
        unfinished.chmod(0o600)
        _to_disk(unfinished)
        unfinished.replace(target)
        _to_disk(target_folder)
    except (OSError, StorageError) as error:
        raise BackupFailed(f"No backup of {database} was made: {_reason(error)}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return Backup(target, target.stat().st_size, findings)


def copy_database(
    source: Path, target: Path, progress: Callable[[int, int, int], object] | None = None
) -> None:
    """One moment of the source as a new file; writers go on meanwhile. Raises StorageError.

    `progress` is called after each portion with (status, pages left, pages in all).
    """
    if not source.is_file():
        raise StorageError(f"{source} does not exist.")
    try:
        with closing(_reading(source)) as reading, closing(sqlite3.connect(target)) as writing:
            # The open read transaction holds this moment: without it every write of the server would
            # make the copy begin again.
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
            reading.backup(writing, pages=PAGES_AT_ONCE, progress=progress)
            writing.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise StorageError(f"{source} cannot be copied: {error}.") from error


def _reading(source: Path) -> sqlite3.Connection:
    address = f"{source.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=5, isolation_level=None)


def _leave_practices_out(copy: Path) -> None:
    try:
        leave_out(copy)
    except sqlite3.Error as error:
        raise StorageError(f"{copy} cannot be read: {error}.") from error


def verify_file(path: Path) -> tuple[Finding, ...]:
    """Read a whole database file: SQLite's own check, then every contest's log. Raises StorageError."""
    database = Database.open(path, read_only=True)
    try:
        findings = tuple(examine_all(database))
    finally:
        database.close()
    refuse_flaws(findings, path)
    return findings


# --- the folder of backups --------------------------------------------------------------------------


def known_backups(folder: Path) -> list[Path]:
    """Backup files by their names, newest first. Nothing is opened."""
    named = [(found, path) for path in folder.glob("*.db") if (found := _NAME.fullmatch(path.name))]
    named.sort(key=lambda one: (one[0].group(1), int(one[0].group(2) or 1)), reverse=True)
    return [path for _, path in named]


def last_good(folder: Path) -> Backup | None:
    """The newest backup that is whole. Blocking."""
    for path in known_backups(folder):
        try:
            return Backup(path, path.stat().st_size, verify_file(path))
        except (OSError, StorageError):
            continue
    return None


def forget_old(folder: Path, keep: int = KEPT) -> list[Path]:
    """Delete all but the newest automatic backups; those somebody asked for stay. Gives the deleted."""
    automatic = [path for path in known_backups(folder) if path.stem.endswith(AUTOMATIC)]
    for path in automatic[keep:]:
        path.unlink(missing_ok=True)
    return automatic[keep:]


def _free_name(folder: Path, at: int, findings: Sequence[Finding], automatic: bool) -> Path:
    when = datetime.fromtimestamp(at / 1000).strftime("%Y%m%d-%H%M%S")
    last = newest(findings)
    begin = f"quizhub-{when}" + (f"-{last.contest}-v{last.version}" if last is not None else "")
    end = f"{AUTOMATIC if automatic else ''}.db"
    number, path = 1, folder / f"{begin}{end}"
    while path.exists():
        number += 1
        path = folder / f"{begin}-{number}{end}"
    return path


def _to_disk(path: Path) -> None:
    """Make sure a file's bytes, or a folder's names, outlive a power cut."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'the disk'}: {error.strerror or error}."
    return str(error)
