"""The smallest workbook of Excel 97, made here byte by byte, as nothing we use can write one."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls_of(
    rows: Sequence[Sequence[str]], at: tuple[int, int] | None = None, *, locked: bool = False
) -> bytes:
    """One sheet of texts; `at` is the place of one further cell."""
    cells = [(n, column, text) for n, row in enumerate(rows) for column, text in enumerate(row)]
    if at is not None:
        cells.append((*at, "x"))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    sheet += b"".join(_label(*cell) for cell in cells) + _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += _record(0x0042, struct.pack("<H", 1200))
    if locked:
        start += _record(0x002F, bytes(54))
    name = "题库".encode("utf-16-le")
    bound = struct.pack("<IHBB", len(start) + 4 + 8 + len(name) + 4, 0, 2, 1) + name
    return _container(start + _record(0x0085, bound) + _record(0x000A, b"") + sheet)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _label(row: int, column: int, text: str) -> bytes:
    body = struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
    return _record(0x0204, body)


def _container(stream: bytes) -> bytes:
    """The stream in a compound file: header, one sector of the table, one of the directory, the stream."""
    stream = stream.ljust(4096, b"\0")  # shorter ones belong in a stream of small sectors
    count = -(-len(stream) // _SECTOR)
    table = [_FAT, _END, *range(3, 2 + count), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    directory = entries + _entry("", 0, _FREE, 0, 0) * 2
    return head + struct.pack(f"<{len(table)}I", *table) + directory + stream.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le") if name else b""
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return entry + struct.pack("<III16xI8x8xIII", _FREE, _FREE, child, 0, start, size, 0)
