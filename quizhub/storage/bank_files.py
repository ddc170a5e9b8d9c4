"""The banks and sample contests at hand: those that come with QuizHub and those in the data folder.

Used by the desk and the command line. It knows folders; what is in a file is read by `banks` and
`plan_file`. Files are read when first asked for, and again when they have changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.native_writer import write_native
from quizhub.banks.reader import read_bank
from quizhub.banks.yaml_tree import MarkupError, Scalar, Table, parse
from quizhub.storage.plan_file.values import language_of_words

SAMPLE_PREFIX = "sample-"
SAMPLE = "sample-contest"


@dataclass(frozen=True, slots=True)
class Sample:
    """A contest plan that comes with QuizHub."""

    name: str
    title: dict[str, str]


@dataclass
class Library:
    """Banks by file; one in the data folder takes the place of a shipped one with the same id."""

    shipped: Path
    own: Path
    _read: dict[Path, tuple[tuple[int, int], BankReading]] = field(default_factory=dict)

    def readings(self) -> Iterator[tuple[Path, BankReading]]:
        """Every bank file with what could be taken of it; blocking."""
        for path in self._files():
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
            known = self._read.get(path)
            if known is None or known[0] != stamp:
                known = self._read[path] = (stamp, read_bank(BankFile(path.read_bytes(), path.name)))
            yield path, known[1]

    def _files(self) -> list[Path]:
        shipped = [p for p in sorted(self.shipped.glob("*.yaml")) if not p.name.startswith(SAMPLE_PREFIX)]
        return shipped + sorted(self.own.glob("*.yaml"))

    def banks(self) -> list[Bank]:
        """The banks that could be read; blocking."""
        by_id = {reading.bank.id: reading.bank for _, reading in self.readings() if reading.bank is not None}
        return list(by_id.values())

    def keep(self, bank: Bank) -> Path:
        """Store a bank in the data folder in the native format, in one step; blocking."""
        self.own.mkdir(parents=True, exist_ok=True)
        target = self.own / f"{bank.id}.yaml"
        written = target.with_suffix(".part")
        written.write_bytes(write_native(bank))
        written.replace(target)
        return target

    def samples(self) -> list[Sample]:
        """The sample contests, the whole one first."""
        found = [Sample(p.stem, _title(p)) for p in sorted(self.shipped.glob(f"{SAMPLE_PREFIX}*.yaml"))]
        return sorted(found, key=lambda sample: sample.name != SAMPLE)

    def read_sample(self, name: str) -> bytes | None:
        """A sample's plan file; None for a name that is not one of them."""
        if name not in {sample.name for sample in self.samples()}:
            return None
        return (self.shipped / f"{name}.yaml").read_bytes()


def _title(path: Path) -> dict[str, str]:
    """The title a plan file begins with."""
    try:
        root = parse(path.read_text(encoding="utf-8"))
    except (MarkupError, UnicodeDecodeError):
        return {"und": path.stem}
    entries = {name.text: node for name, node in root.entries} if isinstance(root, Table) else {}
    title = entries.get("title")
    if isinstance(title, Scalar):
        return {language_of_words(title.text): title.text}
    if isinstance(title, Table):
        return {tag.text: node.text for tag, node in title.entries if isinstance(node, Scalar)}
    return {"und": path.stem}
