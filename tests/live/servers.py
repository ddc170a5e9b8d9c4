"""A real server in this process with nothing but the live sockets, and a client that is a browser to it.

Used by the tests of sockets and faults. Loopback only; the port is the system's choice.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import orjson
import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from quizhub.live.hall import Admitted, Hall
from quizhub.web.deadlines import DeadlineHttpProtocol
from quizhub.web.fast_socket import FastSocketProtocol
from quizhub.web.socket import live_routes

COOKIES = {
    "/live/phone": "qh_seat",
    "/live/host": "qh_staff",
    "/live/arbiter": "qh_arbiter",
    "/live/screen": "qh_screen",
    "/live/buttons": "qh_buttons",
}
FAST = {"ws": FastSocketProtocol, "http": DeadlineHttpProtocol}
PLAIN: dict[str, Any] = {"ws": "websockets-sansio", "http": "httptools"}


def app_of(hall: Hall) -> Starlette:
    app = Starlette(routes=live_routes)
    app.state.hall = hall
    app.state.allows_host = lambda host: host.startswith("127.0.0.1:")
    return app


class Running:
    """A server that listens at `port`."""

    def __init__(self, server: uvicorn.Server, port: int) -> None:
        self.server = server
        self.port = port

    @property
    def sockets(self) -> int:
        return len(self.server.server_state.connections)

    async def gone(self, left: int = 0) -> None:
        """Wait until no more than `left` connections are held."""
        async with asyncio.timeout(30):
            while self.sockets > left:
                await asyncio.sleep(0.01)

    async def open(self, admitted: Admitted, **options: Any) -> ClientConnection:
        """A client's socket with the cookie of its seat; options override those of a browser."""
        host = f"127.0.0.1:{self.port}"
        cookie = f"{COOKIES[admitted.live]}={admitted.token}"
        options = {
            "origin": Origin(f"http://{host}"),
            "additional_headers": {"Cookie": cookie},
            "compression": None,
            "ping_interval": None,
            **options,
        }
        return await connect(f"ws://{host}{options.pop('path', admitted.live)}", **options)

    async def hello(self, admitted: Admitted, **options: Any) -> ClientConnection:
        """Open and say hello; the first view is the next message."""
        client = await self.open(admitted, **options)
        await client.send('{"hello": 1, "lang": "zh-Hans"}')
        return client


async def heard(client: ClientConnection) -> dict[str, Any]:
    """The next message that is not a ping."""
    async with asyncio.timeout(30):
        while "ping" in (message := orjson.loads(await client.recv())):
            pass
    return message  # type: ignore[no-any-return]


async def heard_until(client: ClientConnection, name: str) -> dict[str, Any]:
    """The next message with this field."""
    async with asyncio.timeout(30):
        while name not in (message := orjson.loads(await client.recv())):
            pass
    return message  # type: ignore[no-any-return]


async def close_code(client: ClientConnection) -> int:
    """Read until the server closes; gives its code."""
    try:
        async with asyncio.timeout(30):
            while True:
                await client.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd is not None else 1006


@asynccontextmanager
async def serving(
    hall: Hall, protocols: dict[str, Any] | None = None, **options: Any
) -> AsyncIterator[Running]:
    listening = socket.create_server(("127.0.0.1", 0), backlog=4096)
    config = uvicorn.Config(
        app_of(hall),
        log_level="warning",
        lifespan="off",
        ws_per_message_deflate=False,
        ws_max_size=65_536,
        timeout_graceful_shutdown=2,
        **{**(protocols or FAST), **options},
    )
    server = uvicorn.Server(config)
    # Signals belong to the test runner.
    server.capture_signals = _no_signals  # type: ignore[method-assign]
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        async with asyncio.timeout(20):
            while not server.started:
                await asyncio.sleep(0.005)
        yield Running(server, listening.getsockname()[1])
    finally:
        server.should_exit = True
        await task
        listening.close()


@contextmanager
def _no_signals() -> Iterator[None]:
    yield
