"""Our own bank with its pictures in one file: a zip of `<bank>.yaml` and the folder `<bank>.media`.

Made by the desk and `bank export`; a person may as well zip a bank and its folder by hand.
"""

import io
import zipfile
from pathlib import PurePosixPath

from quizhub.banks.archive import Archive
from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.native import read_native
from quizhub.banks.formats.native_writer import write_native
from quizhub.banks.gathering import refused
from quizhub.banks.picture_names import with_own_names

_HEAD = b"quizhub-bank/"
_MADE = (2026, 1, 1, 0, 0, 0)
"""The same bank is the same file whenever it is written."""


def looks_native_zip(file: BankFile) -> float:
    """Whether the archive has one of our banks in it."""
    archive = file.archive
    return 1 if archive is not None and _bank_in(archive) is not None else 0


def read_native_zip(file: BankFile) -> BankReading:
    """The bank with every other file of the archive beside it, by the last part of its name."""
    archive = file.archive
    name = _bank_in(archive) if archive is not None else None
    raw = archive.read(name) if archive is not None and name is not None else None
    if archive is None or raw is None:
        return refused(file, "unknown_format", name=file.name)
    others = [one for one in archive.names if one != name]
    beside = {PurePosixPath(one).name: archive.read(one) or b"" for one in others}
    return read_native(raw, f"{file.name}/{name}", {**file.beside, **beside})


def _bank_in(archive: Archive) -> str | None:
    named = (name for name in archive.names if name.lower().endswith((".yaml", ".yml", ".json")))
    return next((name for name in named if _HEAD in (archive.read(name) or b"")[:500]), None)


def write_native_zip(export: Export) -> bytes:
    """The bank and those of its pictures whose bytes are at hand."""
    bank = with_own_names(export.bank)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(f"{bank.id}.yaml"), write_native(bank))
        pictures = {media.id: media.name for question in bank.questions for media in question.all_media}
        for number, name in sorted(pictures.items(), key=lambda one: one[1]):
            if number in export.media:
                archive.writestr(_entry(f"{bank.id}.media/{name}"), export.media[number])
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
