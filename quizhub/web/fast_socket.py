"""uvicorn's WebSocket protocol with a short way for live sockets: arrival is stamped before anything is
parsed, a message goes straight to its connection, and a frame built once is written as it is.

Handed to uvicorn as `ws=`. It leans on internals of one uvicorn minor version, which pyproject.toml pins
and tests/live/test_fast_socket.py checks; any other server works through web/socket.AsgiChannel.
"""

import asyncio
import gc
import socket
from typing import Any, cast
from weakref import WeakKeyDictionary

from starlette.websockets import WebSocket
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from quizhub.live.channel import HIGH_WATER, Receiver
from quizhub.live.frames import Frame
from quizhub.web.keepalive import Keepalive

try:
    from websockets.speedups import apply_mask
except ImportError:  # a platform for which the library has no compiled part
    from websockets.utils import apply_mask

EXTENSION = "quizhub.fast_socket"
GOODBYE_S = 5.0
"""How long a client may take to answer our close before its line is cut."""

# First bytes of a frame: final text without extensions, an answer to a ping; the mask's bit; a length in two
# more bytes.
_WHOLE_TEXT, _PONG, _MASKED, _TWO_BYTES = 0x81, 0x8A, 0x80, 126
_LONGEST_SHORT = 4_096
_PING = b"\x89\x00"

_KEEPALIVES: WeakKeyDictionary[Config, Keepalive] = WeakKeyDictionary()
"""One for each server."""


class FastSocketProtocol(WebSocketsSansIOProtocol):
    """An ordinary uvicorn protocol until a receiver is attached through its FastChannel."""

    receiver: Receiver | None = None
    heard = False
    _cutting: asyncio.TimerHandle | None = None
    _rests: bool | None = None
    """Whether the parser is between two messages; None when it has run since anybody looked."""

    # --- what uvicorn calls -------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=HIGH_WATER)
        raw = self.transport.get_extra_info("socket")
        if raw is not None and raw.family in (socket.AF_INET, socket.AF_INET6):
            # The kernel's own buffer would otherwise hide megabytes that a sleeping phone never takes.
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, HIGH_WATER)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._cutting is not None:
            self._cutting.cancel()
            self._cutting = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self.heard = True
        if self.receiver is not None:
            self.receiver.arriving()
            if self._take_whole(self.receiver, data):
                return
        self._rests = None
        super().data_received(data)

    def _take_whole(self, receiver: Receiver, data: bytes) -> bool:
        """What nearly every read holds, one short text message or answer to a ping and nothing else, needs no
        parser that could go on anywhere. Whatever is not just that is the parent's."""
        if len(data) < 6 or data[0] not in (_WHOLE_TEXT, _PONG) or data[1] < _MASKED:
            return False
        size, begin = data[1] - _MASKED, 6
        if size == _TWO_BYTES:
            size, begin = data[2] << 8 | data[3], 8
        if len(data) != begin + size or size > _LONGEST_SHORT or not self._is_between_messages():
            return False
        if data[0] == _WHOLE_TEXT:
            receiver.received(apply_mask(data[begin:], data[begin - 4 : begin]))
        return True

    def _is_between_messages(self) -> bool:
        """Nothing of a frame or of a message in several frames has come, and nobody is closing."""
        if self.close_sent:
            return False
        if self._rests is None:
            # The library's parser is a generator; between two frames it waits to hear whether more will come.
            conn = self.conn
            parsing = getattr(conn.parser, "gi_yieldfrom", None)
            waiting = getattr(parsing, "gi_yieldfrom", None)
            at_end = conn.current_size is None and getattr(waiting, "__name__", "") == "at_eof"
            self._rests = at_end and conn.state is State.OPEN
        return self._rests

    def send_receive_event_to_app(self) -> None:
        """A whole message; fragments have been joined by the parent."""
        if self.receiver is None:
            super().send_receive_event_to_app()
            return
        message = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if self.close_sent:
            return
        if self.curr_msg_data_type == "text":
            self.receiver.received(message)
        else:
            self.receiver.received_bytes()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.receiver is not None and self.is_open:
            self.receiver.drained()

    def start_keepalive(self) -> None:
        if self.ping_interval and self.ping_timeout:
            if self.config not in _KEEPALIVES:
                _KEEPALIVES[self.config] = Keepalive(self.loop, self.ping_interval, self.ping_timeout)
            _KEEPALIVES[self.config].watch(self)

    def stop_keepalive(self) -> None:
        if self.config in _KEEPALIVES:
            _KEEPALIVES[self.config].forget(self)

    def ask(self) -> None:
        """It has said nothing for a while: a ping."""
        if self.is_open:
            self.transport.write(_PING)

    def give_up(self) -> None:
        """It has not answered."""
        self.keepalive_timeout()

    def keepalive_timeout(self) -> None:
        """A client that does not answer pings does not read a close frame either: uvicorn alone would
        keep its socket for as long as its buffer is not taken."""
        super().keepalive_timeout()
        self.transport.abort()

    async def run_asgi(self) -> None:
        extensions = cast(dict[str, Any], self.scope["extensions"])
        extensions[EXTENSION] = FastChannel(self)
        await super().run_asgi()
        self._cut_soon()

    def shutdown(self) -> None:
        super().shutdown()
        self._cut_soon()

    # --- what the channel needs ---------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self.handshake_complete and not (
            self.close_sent or self.disconnected or self.transport.is_closing()
        )

    def attach(self, receiver: Receiver) -> None:
        """Hand every message to the receiver, beginning with those that have come in already."""
        self.receiver = receiver
        waiting = []
        while not self.queue.empty():
            waiting.append(self.queue.get_nowait())
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        for event in waiting:
            text, data = event.get("text"), event.get("bytes")
            receiver.arriving()
            if isinstance(text, str):
                receiver.received(text.encode())
            elif data is not None:
                receiver.received_bytes()
            else:
                self.queue.put_nowait(event)

    def say_goodbye(self, code: int) -> None:
        """uvicorn's own way to close, without its wait for a client that may never read."""
        self.stop_keepalive()
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code})
        # The parent closes the transport on the client's answer while this timer is set.
        self.close_timer = self.loop.call_later(GOODBYE_S, self.transport.abort)

    def _cut_soon(self) -> None:
        """`transport.close()` waits for ever for a buffer nobody takes."""
        if self._cutting is None and not self.disconnected:
            self._cutting = self.loop.call_later(GOODBYE_S, self.transport.abort)


class FastChannel:
    """The `Channel` over a FastSocketProtocol; found in the scope's extensions."""

    __slots__ = ("_goodbye", "_is_closing", "_protocol", "_size", "_write")

    def __init__(self, protocol: FastSocketProtocol) -> None:
        self._protocol = protocol
        # Bound once: in a full hall each step on the way to the kernel is a microsecond of a broadcast.
        self._goodbye = False
        self._is_closing = protocol.transport.is_closing
        self._size = protocol.transport.get_write_buffer_size
        self._write = protocol.transport.write

    @property
    def is_open(self) -> bool:
        return self._protocol.is_open

    def send(self, frame: Frame) -> None:
        # A frame that is complete in itself may pass by websockets' own state, which only counts frames
        # of a fragmented message and the closing handshake. Asked as `is_open` asks, but without touching
        # the protocol: all else that ends a socket closes its transport.
        if not (self._goodbye or self._is_closing()):
            self._write(frame.wire)

    def offer(self, frame: Frame) -> bool:
        if self._size() > HIGH_WATER:
            return False
        if not (self._goodbye or self._is_closing()):  # `send`, one call shorter
            self._write(frame.wire)
        return True

    def unsent(self) -> int:
        return self._size()

    def close(self, code: int) -> None:
        if self._protocol.is_open:
            self._goodbye = True
            self._protocol.say_goodbye(code)

    def abort(self) -> None:
        self._protocol.transport.abort()

    async def listen(self, websocket: WebSocket, receiver: Receiver) -> None:
        """Until the socket is gone. Nothing comes this way but the end."""
        self._protocol.attach(receiver)
        while (await websocket.receive())["type"] != "websocket.disconnect":
            pass


def tune_collector() -> None:
    """Collect garbage seldom, and never look again at what start-up has made. Call once everything is
    loaded: a third of the cost of accepting a connection is the collector's otherwise."""
    gc.set_threshold(50_000, 20, 100)
    gc.collect()
    gc.freeze()
