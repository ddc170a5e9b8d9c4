"""Our subclass of uvicorn's protocol: the internals it leans on, and what it is there for."""

import asyncio
import gc
import inspect
import socket
import struct

import pytest
import uvicorn
from starlette.websockets import WebSocket
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from quizhub.live import outlet
from quizhub.live.channel import HIGH_WATER
from quizhub.live.hall import Admitted
from quizhub.web import deadlines, fast_socket
from tests.live.halls import HERE, Show
from tests.live.servers import FAST, PLAIN, heard, serving

pytestmark = pytest.mark.anyio


def test_the_internals_of_uvicorn_are_those_we_know():
    """When this fails after an upgrade: read the new websockets_sansio_impl.py and httptools_impl.py
    beside fast_socket.py and deadlines.py before changing the number here and in pyproject.toml."""
    assert uvicorn.__version__.rpartition(".")[0] == "0.54"
    names = ("connection_made", "connection_lost", "data_received", "resume_writing", "keepalive_timeout")
    keepalive = ("start_keepalive", "stop_keepalive")
    for name in (*names, *keepalive, "send_receive_event_to_app", "run_asgi", "shutdown"):
        assert callable(getattr(WebSocketsSansIOProtocol, name)), name
    assert inspect.iscoroutinefunction(WebSocketsSansIOProtocol.run_asgi)
    source = inspect.getsource(WebSocketsSansIOProtocol)
    for attribute in (
        "handshake_complete",
        "close_sent",
        "disconnected",
        "close_timer",
        "read_paused",
        "queue",
        "ping_interval",
        "ping_timeout",
    ):
        assert f"self.{attribute} = " in source or f"self.{attribute}: " in source, attribute
    for where in ("shutdown", "connection_lost"):
        assert "self.stop_keepalive()" in inspect.getsource(getattr(WebSocketsSansIOProtocol, where))
    for handler in ("handle_text", "handle_bytes", "handle_cont"):
        assert "self.send_receive_event_to_app()" in inspect.getsource(
            getattr(WebSocketsSansIOProtocol, handler)
        )
    for name in (
        "on_message_begin",
        "on_headers_complete",
        "on_message_complete",
        "handle_websocket_upgrade",
    ):
        assert callable(getattr(HttpToolsProtocol, name)), name


def _text(message: bytes, head: int = 0x81) -> bytes:
    size = bytes([0x80 | len(message)]) if len(message) < 126 else b"\xfe" + struct.pack("!H", len(message))
    return bytes([head]) + size + b"\0\0\0\0" + message


@pytest.mark.parametrize("length", [40, 300])
@pytest.mark.parametrize(
    ("sent", "short"),
    [
        ("whole", True),
        ("twice", False),
        ("split", False),
        ("fragments", False),
        ("after a part", True),
    ],
)
async def test_however_a_message_is_cut_it_arrives_once(show, monkeypatch, length, sent, short):
    """Whole messages take the short way, all others the parser's; between the two nothing is lost."""
    captain = await _captain(show)
    ways: list[bool] = []
    take = fast_socket.FastSocketProtocol._take_whole

    def watched(protocol, receiver, data):
        ways.append(take(protocol, receiver, data))
        return ways[-1]

    monkeypatch.setattr(fast_socket.FastSocketProtocol, "_take_whole", watched)
    ping = b'{"ping": 5, "x": "%s"}' % (b"y" * length)
    pieces = {
        "whole": [_text(ping)],
        "twice": [_text(ping) * 2],
        "split": [_text(ping)[:1], _text(ping)[1:7], _text(ping)[7:]],
        "fragments": [_text(ping[:9], 0x01), _text(ping[9:], 0x80)],
        "after a part": [_text(ping)[:-3], _text(ping)[-3:], _text(ping)],
    }[sent]
    async with serving(show.hall, FAST) as running:
        loop = asyncio.get_running_loop()
        raw = await _deaf_client(running.port, captain, b'{"hello": 1, "lang": "en"}')
        await _said_until(raw, b"", b'"me"')
        ways.clear()
        pongs = 2 if sent in ("twice", "after a part") else 1
        for place, piece in enumerate(pieces):
            await loop.sock_sendall(raw, piece)
            if place < len(pieces) - 1:
                while len(ways) <= place:
                    await asyncio.sleep(0.005)
        heard_back = await _said_until(raw, b"", b'"pong"', pongs)
        assert heard_back.count(b'"pong":5') == pongs
        assert ways[-1] is short
        raw.close()


async def _said_until(raw: socket.socket, said: bytes, wanted: bytes, times: int = 1) -> bytes:
    """Say something and read until it has been answered."""
    loop, heard_back = asyncio.get_running_loop(), b""
    await loop.sock_sendall(raw, said)
    async with asyncio.timeout(20):
        while heard_back.count(wanted) < times:
            heard_back += await loop.sock_recv(raw, 65_536)
    return heard_back


async def _captain(show: Show):
    card = (await show.hall.cards(show.info.id))[0].url.rpartition("/")[2]
    return await show.hall.join_card(card, language="zh-Hans", address=HERE)


async def test_a_line_holds_little_that_was_not_taken(show):
    captain = await _captain(show)
    async with serving(show.hall, FAST) as running:
        phone = await running.hello(captain)
        assert (await heard(phone))["me"]["team"] == "t1"
        [protocol] = running.server.server_state.connections
        assert isinstance(protocol, fast_socket.FastSocketProtocol)
        assert protocol.transport.get_write_buffer_limits() == (HIGH_WATER // 4, HIGH_WATER)
        raw = protocol.transport.get_extra_info("socket")
        # Linux doubles what is asked for.
        assert raw.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 2 * HIGH_WATER
        await phone.close()
        await running.gone()


async def test_no_compression_is_agreed_on(show):
    captain = await _captain(show)
    async with serving(show.hall, FAST) as running:
        phone = await running.hello(captain, compression="deflate")
        assert phone.response is not None
        assert "Sec-WebSocket-Extensions" not in phone.response.headers
        assert phone.response.headers.get("Server") in (None, "uvicorn")
        await phone.close()


async def test_messages_sent_before_the_seat_is_settled_are_not_lost(show, monkeypatch):
    """A client may speak as soon as it is accepted, before its receiver is attached."""
    captain = await _captain(show)
    connect = show.live.connect
    settled = asyncio.Event()

    def later(*args):
        assert settled.is_set()
        return connect(*args)

    monkeypatch.setattr(show.live, "connect", later)
    accept = WebSocket.accept

    async def accept_and_wait(websocket, *args, **kwargs):
        await accept(websocket, *args, **kwargs)
        protocol = next(iter(running.server.server_state.connections))
        assert isinstance(protocol, WebSocketsSansIOProtocol)
        while protocol.queue.empty():
            await asyncio.sleep(0.005)
        settled.set()

    monkeypatch.setattr(WebSocket, "accept", accept_and_wait)
    async with serving(show.hall, FAST) as running:
        phone = await running.hello(captain)
        assert (await heard(phone))["me"]["team"] == "t1"
        await phone.send('{"ping": 3}')
        assert (await heard(phone))["pong"] == 3
        await phone.close()


# --- clients that keep a socket and give nothing ----------------------------------------------------


async def _deaf_client(port: int, admitted: Admitted, said: bytes) -> socket.socket:
    """Shakes hands, says one thing, and reads nothing more; its receive buffer is small."""
    loop = asyncio.get_running_loop()
    raw = socket.socket()
    raw.setblocking(False)
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    await loop.sock_connect(raw, ("127.0.0.1", port))
    handshake = (
        f"GET {admitted.live} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Cookie: qh_seat={admitted.token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    await loop.sock_sendall(raw, handshake.encode())
    assert b" 101 " in await loop.sock_recv(raw, 1024)
    await loop.sock_sendall(raw, _masked(said))
    return raw


def _masked(message: bytes) -> bytes:
    assert len(message) < 126
    return bytes((0x81, 0x80 | len(message), 0, 0, 0, 0)) + message


@pytest.mark.fault
@pytest.mark.parametrize("protocols", [FAST, PLAIN], ids=["fast", "plain"])
async def test_clients_that_stop_reading_are_cut_off_and_hurt_nobody(show, monkeypatch, protocols):
    monkeypatch.setattr(outlet, "STUCK_S", 0.2)
    monkeypatch.setattr(fast_socket, "GOODBYE_S", 0.2)
    captain = await _captain(show)
    visitors = [await show.hall.join_audience(show.info.code, language="en", address=HERE) for _ in range(10)]
    async with serving(show.hall, protocols) as running:
        phone = await running.hello(captain)
        await heard(phone)
        deaf = [await _deaf_client(running.port, visitor, b'{"hello": 1}') for visitor in visitors]
        async with asyncio.timeout(20):
            while show.live.facts().audience_online < len(deaf):
                await asyncio.sleep(0.005)
        n = 0
        async with asyncio.timeout(60):
            # Something large changes again and again; the phone that reads hears of every change.
            while show.live.facts().audience_online:
                n += 1
                filler = b'"filler":[%d,"%s"]' % (n, b"x" * 30_000)
                view = show.live._broadcast._view({"filler": filler})
                for connection in list(show.live._groups):
                    connection.show(view)
                while (await heard(phone)).get("filler", [0])[0] != n:
                    pass
                await asyncio.sleep(0.005)
        if protocols is FAST:
            # Without our protocol uvicorn keeps the sockets until the client closes them.
            await running.gone(left=1)
        await phone.send('{"ping": 9}')
        assert (await heard(phone))["pong"] == 9
        for raw in deaf:
            raw.close()
        await phone.close()
        await running.gone()


@pytest.mark.fault
async def test_a_client_that_never_says_goodbye_is_cut_off(show, monkeypatch):
    monkeypatch.setattr(fast_socket, "GOODBYE_S", 0.05)
    captain = await _captain(show)
    async with serving(show.hall, FAST) as running:
        raw = await _deaf_client(running.port, captain, b"malformed")
        await running.gone()
        assert struct.pack("!H", 4400) in raw.recv(4096)
        raw.close()


@pytest.mark.fault
async def test_a_line_that_died_is_noticed_by_pings(show, monkeypatch):
    """A frozen client keeps its TCP connection and answers nothing."""
    captain = await _captain(show)
    came, arrived = asyncio.Event(), show.live.arrived

    def noted(connection):
        arrived(connection)
        came.set()

    monkeypatch.setattr(show.live, "arrived", noted)
    async with serving(show.hall, FAST, ws_ping_interval=0.5, ws_ping_timeout=0.1) as running:
        raw = await _deaf_client(running.port, captain, b'{"hello": 1}')
        async with asyncio.timeout(20):
            await came.wait()
        await running.gone()
        async with asyncio.timeout(20):
            while show.live.facts().presence["t1"].online:
                await asyncio.sleep(0.005)
        raw.close()


@pytest.mark.fault
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: ",
        b"GET / HTTP/1.1\r\n\r\nGET / HT",
        b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n123",
    ],
    ids=["silence", "half a header", "half a second request", "half a body"],
)
async def test_a_connection_that_says_nothing_is_closed(show, monkeypatch, said):
    monkeypatch.setattr(deadlines, "HEADERS_S", 0.1)
    monkeypatch.setattr(deadlines, "BODY_S", 0.1)
    async with serving(show.hall, FAST) as running:
        raw = socket.create_connection(("127.0.0.1", running.port))
        raw.sendall(said)
        async with asyncio.timeout(20):
            while running.sockets == 0:
                await asyncio.sleep(0.005)
        await running.gone()
        raw.close()


@pytest.mark.fault
@pytest.mark.parametrize(
    "unit", [b"a" * 65_536, b"X: a\r\n" * 10_920], ids=["one endless field", "endless fields"]
)
async def test_a_head_without_end_is_refused(show, unit):
    async with serving(show.hall, FAST) as running:
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + unit)
        async with asyncio.timeout(20):
            assert (await reader.readline()).startswith(b"HTTP/1.1 431 ")
        await running.gone()
        writer.close()


@pytest.mark.fault
async def test_a_request_without_end_is_cut_off(show, monkeypatch):
    monkeypatch.setattr(deadlines, "LARGEST_REQUEST", 200_000)
    async with serving(show.hall, FAST) as running:
        _, writer = await asyncio.open_connection("127.0.0.1", running.port)
        writer.write(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: a\r\n" * 50_000)
        await running.gone()
        writer.close()


def test_the_collector_is_told_to_be_calm():
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        fast_socket.tune_collector()
        assert gc.get_threshold() == (50_000, 20, 100)
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
