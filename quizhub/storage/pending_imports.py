"""Files that were handed in and wait for their organiser's decision, each in a folder of its own.

Used by the desk's import pages. A file is kept with what was read of it, so that looking at its questions
costs no second reading; nothing of it is in a bank before it is taken.
"""

import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson

from quizhub.banks.bank import BankReading
from quizhub.banks.reading_json import dump_reading, load_reading
from quizhub.ids import new_contest_id

KEPT_MS = 7 * 24 * 3_600_000
"""After a week nobody will come back to a file."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One file that waits: who handed it in, and how it is to be read."""

    id: str
    name: str
    by: str
    at: int
    choices: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    """What files it is like; how a person has it read is proposed for the next one of the kind."""


class PendingImports:
    """Everything here reads or writes files: blocking."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, raw: bytes, name: str, *, by: str, at: int) -> Pending:
        """Keep a file; what has waited for more than a week goes."""
        self._discard(before=at - KEPT_MS)
        pending = Pending(new_contest_id(), name, by, at)
        folder = self._folder / pending.id
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(raw)
        self.note(pending)
        return pending

    def note(self, pending: Pending) -> None:
        """Write down how the file is to be read."""
        (self._folder / pending.id / "note.json").write_bytes(orjson.dumps(asdict(pending)))

    def find(self, wanted: str) -> Pending | None:
        """The file of this id, if it still waits."""
        if not wanted.isalnum():
            return None
        try:
            return Pending(**orjson.loads((self._folder / wanted / "note.json").read_bytes()))
        except FileNotFoundError:
            return None

    def all(self) -> list[Pending]:
        """Every file that waits, the last handed in first."""
        found = (self.find(folder.name) for folder in self._folder.glob("*") if folder.is_dir())
        return sorted((one for one in found if one is not None), key=lambda one: -one.at)

    def raw(self, pending: Pending) -> bytes:
        """The file as it was handed in."""
        return (self._folder / pending.id / "file").read_bytes()

    def store(self, pending: Pending, reading: BankReading) -> None:
        """Keep what was read of it."""
        (self._folder / pending.id / "reading.json").write_bytes(dump_reading(reading))

    def reading(self, pending: Pending) -> BankReading:
        """What was read of it last."""
        return load_reading((self._folder / pending.id / "reading.json").read_bytes())

    def drop(self, pending: Pending) -> None:
        """The file is taken or not wanted."""
        shutil.rmtree(self._folder / pending.id, ignore_errors=True)

    def _discard(self, before: int) -> None:
        for pending in self.all():
            if pending.at < before:
                self.drop(pending)
