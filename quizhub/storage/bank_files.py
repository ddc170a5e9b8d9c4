"""The banks and sample contests at hand: those that come with QuizHub and those in the data folder.

Used by the desk and the command line. It knows folders; what is in a file is read by `banks` and
`plan_file`. Files are read when first asked for, and again when they have changed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.native_writer import write_native
from quizhub.banks.picture_names import with_own_names
from quizhub.banks.pictures import MAX_PICTURE
from quizhub.banks.reader import read_bank
from quizhub.banks.yaml_tree import MarkupError, Scalar, Table, parse
from quizhub.storage.plan_file.values import language_of_words

SAMPLE_PREFIX = "sample-"
SAMPLE = "sample-contest"

_Stamp = tuple[tuple[str, int, int], ...]


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
    _read: dict[Path, tuple[_Stamp, BankReading]] = field(default_factory=dict)

    def readings(self) -> Iterator[tuple[Path, BankReading]]:
        """Every bank file with what could be taken of it; blocking."""
        for path in self._files():
            stamp = _stamp(path)
            known = self._read.get(path)
            if known is None or known[0] != stamp:
                file = BankFile(path.read_bytes(), path.name, beside=files_beside(path))
                known = self._read[path] = (stamp, read_bank(file))
            yield path, known[1]

    def pictures(self, wanted: Collection[str]) -> dict[str, bytes]:
        """The bytes of those of these pictures that lie beside a bank, by their ids; blocking."""
        if not wanted:
            return {}
        found = {name: raw for _, reading in self.readings() for name, raw in reading.media.items()}
        return {name: found[name] for name in wanted if name in found}

    def _files(self) -> list[Path]:
        shipped = [p for p in sorted(self.shipped.glob("*.yaml")) if not p.name.startswith(SAMPLE_PREFIX)]
        return shipped + sorted(self.own.glob("*.yaml"))

    def banks(self) -> list[Bank]:
        """The banks that could be read; blocking."""
        by_id = {reading.bank.id: reading.bank for _, reading in self.readings() if reading.bank is not None}
        return list(by_id.values())

    def keep(self, bank: Bank, media: Mapping[str, bytes] | None = None) -> Path:
        """Store a bank in the data folder in the native format, its pictures first; blocking."""
        self.own.mkdir(parents=True, exist_ok=True)
        target = self.own / f"{bank.id}.yaml"
        write_bank(target, bank, media or {})
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


def write_bank(target: Path, bank: Bank, media: Mapping[str, bytes]) -> None:
    """Write a bank in the native format in one step, its pictures beside it before that; blocking."""
    bank = with_own_names(bank)
    _keep_pictures(bank, media, _folder_beside(target))
    written = target.with_suffix(".part")
    written.write_bytes(write_native(bank))
    written.replace(target)


def files_beside(path: Path) -> dict[str, bytes]:
    """The pictures of a bank or plan file, by name: `fire.yaml` has them in `fire.media/`. Those too large to
    be shown are left where they are; blocking."""
    folder = _folder_beside(path)
    if not folder.is_dir():
        return {}
    small = (one for one in sorted(folder.iterdir()) if one.is_file() and one.stat().st_size <= MAX_PICTURE)
    return {one.name: one.read_bytes() for one in small}


def _folder_beside(path: Path) -> Path:
    return path.with_suffix(".media")


def _stamp(path: Path) -> _Stamp:
    """What changes when a bank or one of its pictures does."""
    folder = _folder_beside(path)
    files = [path, *(sorted(folder.iterdir()) if folder.is_dir() else ())]
    return tuple((one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in files)


def _keep_pictures(bank: Bank, media: Mapping[str, bytes], folder: Path) -> None:
    """Write the pictures of a bank under their names, each in one step."""
    for question in bank.questions:
        for picture in question.all_media:
            raw, target = media.get(picture.id), folder / picture.name
            if raw is None:
                continue
            folder.mkdir(exist_ok=True)
            written = target.with_name(f"{target.name}.part")
            written.write_bytes(raw)
            written.replace(target)


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
