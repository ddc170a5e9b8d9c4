"""A text message framed once for any number of sockets.

RFC 6455 lets a server send the same bytes to everybody: its frames carry no mask. Used by broadcast,
connection and the channels; knows no socket.
"""

import struct

_FINAL_TEXT = 0x81


def text_frame(message: bytes) -> bytes:
    """One complete, final, unmasked text frame around UTF-8 bytes."""
    size = len(message)
    if size < 126:
        return bytes((_FINAL_TEXT, size)) + message
    if size < 65_536:
        return struct.pack("!BBH", _FINAL_TEXT, 126, size) + message
    return struct.pack("!BBQ", _FINAL_TEXT, 127, size) + message


class Frame:
    """A message with its wire form."""

    __slots__ = ("message", "wire")

    def __init__(self, message: bytes) -> None:
        self.message = message
        self.wire = text_frame(message)

    def __len__(self) -> int:
        return len(self.message)
