"""The smallest pictures the tests need, made here byte by byte: an even colour, or just a header."""

import struct
import zlib


def tiny_png(width: int, height: int, colour: tuple[int, int, int] = (240, 240, 240)) -> bytes:
    """A whole PNG of one colour."""
    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def tiny_jpeg(width: int, height: int) -> bytes:
    """The beginning of a JPEG, as far as its size."""
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    frame = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width) + b"\x01\x01\x11\0"
    return b"\xff\xd8" + app + b"\xff" + frame + b"\xff\xd9"


def tiny_webp(kind: bytes, width: int, height: int) -> bytes:
    """The beginning of a WebP of one of its three kinds."""
    if kind == b"VP8X":
        body = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    elif kind == b"VP8L":
        body = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    else:
        body = bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return b"RIFF" + struct.pack("<I", len(body) + 12) + b"WEBP" + kind + struct.pack("<I", len(body)) + body


def exif(order: str, *entries: tuple[int, int]) -> bytes:
    """What a camera writes about a photo: tags and their values."""
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    rows = [struct.pack(f"{order}HHIHxx", tag, 3, 1, value) for tag, value in entries]
    return head + struct.pack(f"{order}H", len(rows)) + b"".join(rows) + bytes(4)


def with_exif(jpeg: bytes, facts: bytes) -> bytes:
    """The photo with these facts before everything else."""
    body = b"Exif\0\0" + facts
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]
