"""Thousands of phones in one thread: plain sockets, one epoll, no task and no library per phone.

Used by every bench. It reads no faster than it must: frames are counted by their heads, and only lines
somebody listens to are looked into.
"""

import select
import socket
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from quizhub.bench.machine import BenchFailed
from quizhub.bench.wire import CLOSE, PING, PONG, TEXT, client_frame, handshake, head_of
from quizhub.robots.door import Ticket

PATIENCE_S = 60.0
"""Without an end by then something is wrong, not slow."""

_HELLO = b'{"hello":1,"lang":"zh-Hans"}'
_ACK = b'{"ack"'
_AT_ONE_LOOK = 256
_STAMP = 35
"""SO_TIMESTAMPNS: the kernel notes when bytes came in, however late we get to read them."""


class Line:
    """One phone's socket. `hear` gets the text of each message; `stamp_ns` is when the last bytes came."""

    __slots__ = ("acks", "bytes", "due", "frame", "hear", "rest", "shaken", "socket", "stamp_ns", "texts")

    def __init__(self, opened: socket.socket) -> None:
        self.socket = opened
        self.texts = self.acks = self.bytes = 0
        self.frame = 0
        """Size on the wire of the last text frame."""
        self.due = 0
        """Messages still awaited."""
        self.hear: Callable[[bytes], None] | None = None
        self.rest = b""
        self.shaken = False
        self.stamp_ns = 0

    def say(self, message: bytes) -> None:
        self.socket.send(client_frame(message))


@dataclass(frozen=True, slots=True)
class Door:
    """Where to knock, and with what."""

    port: int
    request: bytes

    @classmethod
    def of(cls, ticket: Ticket) -> "Door":
        address = ticket.address
        return cls(address.port, handshake(address.authority, ticket.live, ticket.cookie))

    @classmethod
    def bare(cls, port: int) -> "Door":
        return cls(port, handshake(f"127.0.0.1:{port}", "/live/phone", "qh_seat=" + "x" * 43))


class Crowd:
    def __init__(self) -> None:
        self.missing = 0
        """Lines that have not got all they were due."""
        self.texts = 0
        """Messages to all lines so far."""
        self._acks_only = False
        self._epoll = select.epoll()
        self._lines: dict[int, Line] = {}

    def close(self) -> None:
        self.leave(list(self._lines.values()))
        self._epoll.close()

    # --- coming and going ---------------------------------------------------------------------------

    def open(self, doors: Sequence[Door], at_once: int = 500) -> list[Line]:
        """Open a socket at each door and say hello; returns when all have their first view."""
        opened: list[Line] = []
        waiting = iter(doors)
        self.missing, self._acks_only = 0, False
        for door in waiting:
            opened.append(self._knock(door))
            if self.missing >= at_once:
                room = self.missing - at_once // 4
                self.until(lambda room=room: self.missing <= room)  # type: ignore[misc]
        self.until(lambda: self.missing == 0)
        return opened

    def open_one(self, door: Door, hear: Callable[[bytes], None], stamped: bool = False) -> Line:
        """A line that is listened to from its first message on."""
        self.missing, self._acks_only = 0, False
        line = self._knock(door)
        line.hear = hear
        if stamped:
            line.socket.setsockopt(socket.SOL_SOCKET, _STAMP, 1)
            line.stamp_ns = 1
        self.until(lambda: self.missing == 0)
        return line

    def _knock(self, door: Door) -> Line:
        opened = socket.create_connection(("127.0.0.1", door.port), timeout=PATIENCE_S)
        opened.setblocking(False)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = Line(opened)
        line.due = 1
        self.missing += 1
        self._lines[opened.fileno()] = line
        self._epoll.register(opened.fileno(), select.EPOLLIN)
        opened.send(door.request)
        return line

    def leave(self, lines: Iterable[Line]) -> None:
        for line in lines:
            number = line.socket.fileno()
            self._epoll.unregister(number)
            del self._lines[number]
            line.socket.close()

    # --- waiting ------------------------------------------------------------------------------------

    def expect(self, lines: Sequence[Line], each: int = 1, *, acks: bool = False) -> None:
        """From now on count what these lines get, or only acknowledgements; `missing` falls to 0."""
        self._acks_only = acks
        self.missing = len(lines)
        for line in lines:
            line.due = each

    def until(self, reached: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
        """Read until that is so."""
        ends_at = perf_counter() + within_s
        while not reached():
            self._look(0.5)
            if perf_counter() > ends_at:
                raise BenchFailed(f"After {within_s:.0f} s {self.missing} phones still wait for the server.")

    def rest(self, seconds: float) -> None:
        """Read whatever comes for so long."""
        ends_at = perf_counter() + seconds
        while (left_s := ends_at - perf_counter()) > 0:
            self._look(left_s)

    def calm_down(self, quiet_s: float = 0.3) -> None:
        """Read until nothing has been said for so long."""
        before = -1
        while self.texts != before:
            before = self.texts
            self.rest(quiet_s)

    def _look(self, wait_s: float) -> None:
        lines = self._lines
        for number, _ in self._epoll.poll(wait_s, _AT_ONE_LOOK):
            line = lines[number]
            self._read(line, _stamped(line) if line.stamp_ns else line.socket.recv(65_536))

    def _read(self, line: Line, data: bytes) -> None:
        if not data:
            raise BenchFailed("The server has closed a phone's socket.")
        line.bytes += len(data)
        if line.rest:
            data = line.rest + data
        at = 0 if line.shaken else self._shake(line, data)
        while True:
            begin, end = head_of(data, at)
            if not begin or end > len(data):
                break
            self._take(line, data, at, begin, end)
            at = end
        line.rest = data[at:] if at < len(data) else b""

    def _take(self, line: Line, data: bytes, at: int, begin: int, end: int) -> None:
        kind = data[at]
        if kind == TEXT:
            line.texts += 1
            self.texts += 1
            line.frame = end - at
            is_ack = data.startswith(_ACK, begin)
            line.acks += is_ack
            if line.hear is not None:
                line.hear(data[begin:end])
            if line.due and (is_ack or not self._acks_only):
                line.due -= 1
                if not line.due:
                    self.missing -= 1
        elif kind == PING:
            line.socket.send(client_frame(data[begin:end], PONG))
        elif kind == CLOSE:
            code = int.from_bytes(data[begin : begin + 2], "big")
            raise BenchFailed(f"The server has closed a phone's socket with code {code}.")

    def _shake(self, line: Line, data: bytes) -> int:
        end = data.find(b"\r\n\r\n") + 4
        if end < 4:
            return len(data) + 1
        if not data.startswith(b"HTTP/1.1 101"):
            raise BenchFailed(f"The server answered a phone with {data[:60].decode('latin-1')!r}.")
        line.shaken = True
        line.say(_HELLO)
        return end


def _stamped(line: Line) -> bytes:
    data, notes, _, _ = line.socket.recvmsg(65_536, 64)
    for level, kind, content in notes:
        if (level, kind) == (socket.SOL_SOCKET, _STAMP):
            seconds, rest = struct.unpack("qq", content[:16])
            line.stamp_ns = seconds * 1_000_000_000 + rest
    return data
