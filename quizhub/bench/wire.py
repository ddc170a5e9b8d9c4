"""WebSocket bytes made by hand: a client's handshake, its masked frames, and the heads of what comes back.

Used by the bench's crowd and by its bare server, where a library would cost more than what is measured.
"""

import os
import struct

TEXT, PING, PONG, CLOSE = 0x81, 0x89, 0x8A, 0x88
SWITCHED = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
)


def handshake(authority: str, path: str, cookie: str) -> bytes:
    """A browser's request to open a socket."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {authority}\r\nOrigin: http://{authority}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n\r\n"
    ).encode()


def client_frame(message: bytes, kind: int = TEXT) -> bytes:
    """One whole masked frame."""
    mask, size = os.urandom(4), len(message)
    if size < 126:
        head = struct.pack("!BB", kind, 0x80 | size)
    elif size < 65_536:
        head = struct.pack("!BBH", kind, 0x80 | 126, size)
    else:
        raise ValueError("no client of ours says so much at once")
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    masked = (int.from_bytes(message, "big") ^ key).to_bytes(size, "big")
    return head + mask + masked


def message_of(frame: bytes) -> bytes:
    """What stands in one whole masked frame of less than 64 kB."""
    begin = 6 if frame[1] < 0x80 + 126 else 8
    mask, masked = frame[begin - 4 : begin], frame[begin:]
    size = len(masked)
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return (int.from_bytes(masked, "big") ^ key).to_bytes(size, "big")


def server_frame(size: int, text: bytes = b"") -> bytes:
    """One whole frame of so many bytes in all, head included: the text, and blanks."""
    if size < 2 + 126:
        return struct.pack("!BB", TEXT, size - 2) + text.ljust(size - 2)
    return struct.pack("!BBH", TEXT, 126, size - 4) + text.ljust(size - 4)


def head_of(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the server's frame at `at` begins and ends; (0, 0) while its head is not there."""
    left = len(data) - at
    if left < 2:
        return 0, 0
    size = data[at + 1]
    if size < 126:
        return at + 2, at + 2 + size
    if size == 126:
        return (at + 4, at + 4 + int.from_bytes(data[at + 2 : at + 4], "big")) if left >= 4 else (0, 0)
    return (at + 10, at + 10 + int.from_bytes(data[at + 2 : at + 10], "big")) if left >= 10 else (0, 0)
