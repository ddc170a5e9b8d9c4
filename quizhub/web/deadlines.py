"""uvicorn's HTTP protocol with deadlines: a client that connects and says nothing, or says it very slowly,
loses its connection instead of keeping it for ever.

Handed to uvicorn as `http=`. Same pinning as fast_socket.py.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_S = 10.0
BODY_S = 60.0


class DeadlineHttpProtocol(HttpToolsProtocol):
    """Ten seconds from the connection, or from the first byte of a later request, to the end of its
    headers; a minute for its body. A WebSocket is uvicorn's own business once its headers are there."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_within(HEADERS_S)

    def connection_lost(self, exc: Exception | None) -> None:
        self._met()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._deadline is None:
            self._expect_within(HEADERS_S)

    def on_headers_complete(self) -> None:
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
