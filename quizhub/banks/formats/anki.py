"""Reads Anki packages (`.apkg`, `.colpkg`): a zip with an SQLite collection, in the old and the new layout.

This module gets notes and pictures out of a package; `anki_cards` turns a note into a question. The database
is opened in memory, read only, and may do nothing but answer plain selects.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import orjson
import zstandard

from quizhub.banks.archive import MAX_UNPACKED, Archive
from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.anki_cards import MOST_NOTES, Note, read_notes
from quizhub.banks.loose import listed, table, word
from quizhub.banks.problems import FileRefused

_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first: packages carry an older one that only says that Anki should be updated."""
_LONGEST = 1_000_000
_ALLOWED = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ))
_EVERY, _STEPS = 1_000_000, 2_000
"""Steps of the database engine between two looks, and how many looks; a whole collection takes a few."""


def looks_anki(file: BankFile) -> float:
    """How sure it is that the file is an Anki package. Raises FileRefused for archives not to be opened."""
    return 0.98 if file.archive is not None and not set(_COLLECTIONS).isdisjoint(file.archive.names) else 0


def read_anki(file: BankFile) -> BankReading:
    """Read a package. Raises FileRefused when its collection cannot be read."""
    archive = file.archive
    name = next((name for name in _COLLECTIONS if archive is not None and name in archive.names), None)
    raw = archive.read(name) if archive is not None and name is not None else None
    if archive is None or name is None or raw is None:
        raise FileRefused("database_broken")
    newest = name == _COLLECTIONS[0]
    notes = list(_notes(_unpacked(raw) if newest else raw))
    pictures = _Media(archive, newest)
    return read_notes(file, notes, pictures.find)


def _unpacked(raw: bytes) -> bytes:
    """What a Zstandard frame holds, as far as it is allowed to."""
    reader = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(
        BytesIO(raw), read_across_frames=True
    )
    try:
        taken = reader.read(MAX_UNPACKED + 1)
    except zstandard.ZstdError as error:
        raise FileRefused("database_broken") from error
    if len(taken) > MAX_UNPACKED:
        raise FileRefused("archive_too_large", limit=str(MAX_UNPACKED // 1024**2))
    return bytes(taken)


def _notes(raw: bytes) -> Iterator[Note]:
    """The notes of a collection."""
    try:
        with closing(_opened(raw)) as database:
            types, decks = _types(database), _decks(database)
            homes = dict(_rows(database, "select nid, case odid when 0 then did else odid end from cards"))
            for note, guid, kind, tags, fields in _rows(
                database, "select id, guid, mid, tags, flds from notes"
            ):
                name, names = types.get(kind, ("", ()))
                yield Note(
                    place=f"note {note}",
                    fields=tuple(word(fields).split("\x1f")),
                    names=names,
                    guid=word(guid),
                    deck=decks.get(homes.get(note), ""),
                    type=name,
                    tags=tuple(word(tags).split()),
                )
    # SQLite quotes the file in what it says of it, which need not be UTF-8 either.
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise FileRefused("database_broken") from error


def _opened(raw: bytes) -> sqlite3.Connection:
    """The database in memory; a mark of its head that asks for files beside it is taken out."""
    database = sqlite3.connect(":memory:")
    database.deserialize(raw[:18] + b"\x01\x01" + raw[20:])
    database.text_factory = lambda text: text.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    database.create_collation(
        "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
    )
    left = iter(range(_STEPS))
    database.set_progress_handler(lambda: next(left, None) is None, _EVERY)
    database.execute("pragma trusted_schema = off")
    database.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )
    return database


def _rows(database: sqlite3.Connection, select: str) -> list[Any]:
    return database.execute(f"{select} limit {MOST_NOTES}").fetchall()


def _tables(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in _rows(database, "select name from sqlite_master")}


def _types(database: sqlite3.Connection) -> dict[Any, tuple[str, tuple[str, ...]]]:
    """The name of each note type and the names of its fields."""
    if "notetypes" in _tables(database):
        found: dict[Any, tuple[str, tuple[str, ...]]] = {
            kind: (word(name), ()) for kind, name in _rows(database, "select id, name from notetypes")
        }
        fields = sorted(_rows(database, "select ntid, ord, name from fields"), key=lambda row: row[:2])
        for kind, _, name in fields:
            named, others = found.get(kind, ("", ()))
            found[kind] = (named, (*others, word(name)))
        return found
    return {
        int(kind): (
            word(model.get("name")),
            tuple(word(table(one).get("name")) for one in listed(model.get("flds"))),
        )
        for kind, model in _json_column(database, "models").items()
    }


def _decks(database: sqlite3.Connection) -> dict[Any, str]:
    """The path of each deck, its parts separated by `::`."""
    if "decks" in _tables(database):
        return {
            deck: word(name).replace("\x1f", "::")
            for deck, name in _rows(database, "select id, name from decks")
        }
    return {int(deck): word(given.get("name")) for deck, given in _json_column(database, "decks").items()}


def _json_column(database: sqlite3.Connection, name: str) -> dict[str, dict[str, Any]]:
    """A table of the old layout, which is JSON in one cell."""
    rows = _rows(database, f"select {name} from col")
    try:
        value = table(orjson.loads(rows[0][0])) if rows else {}
    except (orjson.JSONDecodeError, TypeError):
        return {}
    return {key: table(inner) for key, inner in value.items() if key.lstrip("-").isdecimal()}


@dataclass
class _Media:
    """The media files of a package by their own names."""

    archive: Archive
    newest: bool
    _names: Mapping[str, str] | None = None

    def find(self, name: str) -> bytes | None:
        """The bytes of a file, or None when it is not in the package."""
        if self._names is None:
            self._names = self._listed()
        raw = self.archive.read(self._names[name]) if name in self._names else None
        return _unpacked(raw) if raw is not None and self.newest else raw

    def _listed(self) -> dict[str, str]:
        """The number under which each file is packed."""
        raw = self.archive.read("media") or b"{}"
        if self.newest:
            return {name: str(number) for number, name in enumerate(_entries(_unpacked(raw)))}
        try:
            return {word(name): number for number, name in table(orjson.loads(raw)).items()}
        except orjson.JSONDecodeError:
            return {}


def _entries(raw: bytes) -> Iterator[str]:
    """The names in a list of media as protocol buffers: entries are field 1, names field 1 in them."""
    for entry in _messages(raw):
        yield next(_messages(entry), b"").decode("utf-8", "replace")


def _messages(raw: bytes) -> Iterator[bytes]:
    """The values of field 1 that have a length; other fields are stepped over, and a broken rest is left."""
    at = 0
    while at < len(raw):
        tag, at = _varint(raw, at)
        if tag & 7 == 2:
            length, at = _varint(raw, at)
            if tag >> 3 == 1:
                yield raw[at : at + length]
            at += length
        elif tag & 7 == 0:
            _, at = _varint(raw, at)
        else:
            return


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while at < len(raw) and shift < 64:
        value |= (raw[at] & 0x7F) << shift
        at += 1
        if raw[at - 1] < 0x80:
            break
        shift += 7
    return value, at
