"""Opens zip archives that strangers made: sizes and names are checked before anything is unpacked.

Limits: reference values for imports (entries, unpacked bytes, ratio); zeros shrink 1,026 times at most,
documents and pictures hardly 30 times.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from quizhub.banks.problems import FileRefused

MAX_ENTRIES = 6_000
"""A QTI package has a file for each question, so it is a little more than the most questions of a bank."""
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100
_SMALL = 1024 * 1024
"""Files up to this size may be as repetitive as they like."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive by name, folders left out. Nested archives are plain bytes to it."""

    _zip: zipfile.ZipFile
    names: tuple[str, ...]

    @classmethod
    def open(cls, raw: bytes) -> "Archive | None":
        """The archive, or None when the bytes are none. Raises FileRefused."""
        if not raw.startswith(b"PK"):
            return None
        try:
            opened = zipfile.ZipFile(io.BytesIO(raw))
            entries = opened.infolist()
        except _BROKEN as error:
            raise FileRefused("archive_broken") from error
        _refuse_bomb(entries)
        names = tuple(entry.filename for entry in entries if not entry.is_dir())
        for name in names:
            _refuse_path(name)
        return cls(opened, names)

    def read(self, name: str) -> bytes | None:
        """One file of the archive, or None when there is none of that name. Raises FileRefused."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as entry:
                taken = entry.read(MAX_UNPACKED + 1)
        except _BROKEN as error:
            raise FileRefused("archive_broken") from error
        if len(taken) > MAX_UNPACKED:
            raise FileRefused("archive_too_large", limit=str(MAX_UNPACKED // 1024**2))
        return taken


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise FileRefused("archive_entries", limit=str(MAX_ENTRIES))
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise FileRefused("archive_too_large", limit=str(MAX_UNPACKED // 1024**2))
    for entry in entries:
        if entry.flag_bits & 1:
            raise FileRefused("archive_locked")
        if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
            raise FileRefused("archive_ratio")
        if entry.external_attr >> 28 == 0o12:  # the file type bits of Unix: a symbolic link
            raise FileRefused("archive_path", name=entry.filename)


def _refuse_path(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise FileRefused("archive_path", name=name)
