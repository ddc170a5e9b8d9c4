"""One server for one data folder: a lock the operating system lets go of when the process ends.

Taken by `quizhub serve`. Commands that only read, or add a contest, do not need it.
"""

import sys
from pathlib import Path
from typing import IO

from quizhub.storage.errors import StorageError

LOCK_NAME = "server.lock"


class FolderInUse(StorageError):
    """Another server works with this data folder."""


def lock_folder(folder: Path) -> IO[bytes]:
    """The locked file; closing it, or the end of the process in any way, frees the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = (folder / LOCK_NAME).open("ab")
    except OSError as error:
        raise StorageError(f"The folder {folder} cannot be written to: {error.strerror}.") from error
    try:
        _lock(held)
    except OSError as error:
        held.close()
        raise FolderInUse(
            f"Another QuizHub is already running with the folder {folder}. "
            "Use that one, stop it, or choose another folder: quizhub serve --data FOLDER"
        ) from error
    return held


def is_locked(folder: Path) -> bool:
    """Whether a server works with the folder at this moment."""
    try:
        held = (folder / LOCK_NAME).open("rb+")
    except OSError:
        return False
    with held:
        try:
            _lock(held)
        except OSError:
            return True
    return False


def _lock(held: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        held.seek(0)
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
