"""What a connection needs of a socket, whichever server holds it, and what it offers in return.

Implemented by web/fast_socket (bytes straight to the transport) and web/socket (plain ASGI). Nothing
here may wait: one client must never hold up another.
"""

from typing import Protocol

from quizhub.live.frames import Frame

HIGH_WATER = 64 * 1024
"""Above this many unsent bytes a client is slow: only the latest of each section is kept for it."""

MOST_UNSENT = 256 * 1024
"""Above this many unsent bytes a client is given up."""


class Channel(Protocol):
    """A WebSocket to write to."""

    @property
    def is_open(self) -> bool: ...

    def send(self, frame: Frame) -> None:
        """Hand over a text message; returns at once, does nothing once the socket is closing."""

    def offer(self, frame: Frame) -> bool:
        """Send unless more than `HIGH_WATER` bytes are unsent; whether it was not."""
        ...

    def unsent(self) -> int:
        """Bytes handed over that the network has not taken yet."""
        ...

    def close(self, code: int) -> None:
        """Say goodbye; a client that does not answer is cut off soon after."""

    def abort(self) -> None:
        """Cut the line now, without a word; the receiver hears no more, whatever the server does."""


class Receiver(Protocol):
    """Whom a channel tells what happens on its socket, in this order for each read."""

    def arriving(self) -> None:
        """Bytes have come in, nothing has been looked at yet: the moment that counts."""

    def received(self, message: bytes | str) -> None:
        """A whole text message."""

    def received_bytes(self) -> None:
        """A whole binary message, which nobody should send."""

    def drained(self) -> None:
        """The network has taken what was unsent."""
