"""uvicorn's HTTP protocol with deadlines and limits: a client that connects and says nothing, or says it
very slowly, or never stops, loses its connection instead of keeping it and our memory for ever.

Handed to uvicorn as `http=`. Same pinning as fast_socket.py.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_S = 10.0
BODY_S = 60.0
LARGEST_HEAD = 65_536
LARGEST_REQUEST = 64 * 1024 * 1024
"""Bytes on the wire. The pages limit what a body may hold; this is for what stands around it."""

TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class DeadlineHttpProtocol(HttpToolsProtocol):
    """Ten seconds from the connection, or from the first byte of a later request, to the end of its
    headers; a minute for its body. A WebSocket is uvicorn's own business once its headers are there."""

    _deadline: asyncio.TimerHandle | None = None
    _in_head = False
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_within(HEADERS_S)

    def connection_lost(self, exc: Exception | None) -> None:
        self._met()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._received += len(data)
        if self._in_head and self._received > LARGEST_HEAD:
            self.transport.write(TOO_LARGE)
            self.transport.close()
        elif self._received > LARGEST_REQUEST:
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._received = True, 0
        if self._deadline is None:
            self._expect_within(HEADERS_S)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._met()
        self._expect_within(BODY_S)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._met()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._met()
        super().handle_websocket_upgrade()

    def _expect_within(self, seconds: float) -> None:
        self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _met(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
