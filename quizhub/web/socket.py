"""The live sockets: who may open one, and the task that keeps it open.

Used by the table of routes. Nothing is decided here but whether a browser may talk at all; what is said
is live/connection's business.
"""

import asyncio
from collections import deque
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from quizhub.contest.seats import RULING_HOST, Role, Seat
from quizhub.live.channel import HIGH_WATER, Receiver
from quizhub.live.frames import Frame
from quizhub.live.hall import Hall
from quizhub.live.protocol import HOST_LIMIT, PHONE_LIMIT, Close
from quizhub.web.fast_socket import EXTENSION, FastChannel


async def phone(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_seat", (Role.CAPTAIN, Role.AUDIENCE), PHONE_LIMIT)


async def host(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_staff", (Role.HOST,), HOST_LIMIT)


async def arbiter(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_arbiter", (Role.ARBITER,), HOST_LIMIT)


async def rulings(websocket: WebSocket) -> None:
    """The arbiter's page opened by the host: what the arbiter sees and may do, in the host's name."""
    await _serve(websocket, "qh_staff", (Role.HOST,), HOST_LIMIT, RULING_HOST)


async def screen(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_screen", (Role.PROJECTOR,), PHONE_LIMIT)


async def buttons(websocket: WebSocket) -> None:
    """The house's own buzzers, of all teams."""
    await _serve(websocket, "qh_buttons", (Role.BUTTONS,), PHONE_LIMIT)


async def practice_host(websocket: WebSocket) -> None:
    """The pages of a practice have cookies of their own, so that the same browser may host the contest."""
    await _serve(websocket, "qh_practice", (Role.HOST,), HOST_LIMIT)


async def practice_rulings(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_practice", (Role.HOST,), HOST_LIMIT, RULING_HOST)


async def practice_arbiter(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_practice_arbiter", (Role.ARBITER,), HOST_LIMIT)


async def practice_screen(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_practice_screen", (Role.PROJECTOR,), PHONE_LIMIT)


async def practice_buttons(websocket: WebSocket) -> None:
    await _serve(websocket, "qh_practice_buttons", (Role.BUTTONS,), PHONE_LIMIT)


live_routes = [
    WebSocketRoute("/live/phone", phone),
    WebSocketRoute("/live/host", host),
    WebSocketRoute("/live/host/rulings", rulings),
    WebSocketRoute("/live/arbiter", arbiter),
    WebSocketRoute("/live/screen", screen),
    WebSocketRoute("/live/buttons", buttons),
    WebSocketRoute("/live/practice/host", practice_host),
    WebSocketRoute("/live/practice/host/rulings", practice_rulings),
    WebSocketRoute("/live/practice/arbiter", practice_arbiter),
    WebSocketRoute("/live/practice/screen", practice_screen),
    WebSocketRoute("/live/practice/buttons", practice_buttons),
]


async def _serve(
    websocket: WebSocket, cookie: str, roles: tuple[Role, ...], limit: int, seat: Seat | None = None
) -> None:
    """Settle the seat (that of the cookie unless one is named), then listen. A refused socket is accepted
    first: a browser learns the reason only from the code of a closed one."""
    hall: Hall = websocket.app.state.hall
    if not same_origin(websocket):
        await _refuse(websocket, Close.WRONG_ORIGIN)
        return
    holder = await hall.seat_of(websocket.cookies.get(cookie))
    live = None
    if holder is not None and holder.seat.role in roles:
        live = await hall.find(holder.contest)
    if holder is None or live is None:
        await _refuse(websocket, Close.NO_SEAT)
        return
    await websocket.accept()
    channel: FastChannel | AsgiChannel = websocket.scope["extensions"].get(EXTENSION) or AsgiChannel(
        websocket
    )
    connection = live.connect(channel, seat or holder.seat, limit)
    try:
        await channel.listen(websocket, connection)
    finally:
        connection.lost()


async def _refuse(websocket: WebSocket, code: Close) -> None:
    await websocket.accept()
    await websocket.close(code)


def same_origin(websocket: WebSocket) -> bool:
    """Whether the page that opened the socket is ours: cookies alone do not say so, because any page may
    open a socket to any server."""
    served = websocket.headers.get("host", "")
    origin = urlsplit(websocket.headers.get("origin", ""))
    allowed: bool = websocket.app.state.allows_host(served)
    return allowed and origin.scheme in ("http", "https") and origin.netloc.lower() == served.lower()


class AsgiChannel:
    """The `Channel` over any ASGI server: a task sends, `unsent` counts what it has not come to yet."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._waiting: deque[Frame] = deque()
        self._unsent = 0
        self._code: int | None = None
        self._open = True
        self._stir = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        return self._open

    def send(self, frame: Frame) -> None:
        if self._open:
            self._waiting.append(frame)
            self._unsent += len(frame)
            self._stir.set()

    def offer(self, frame: Frame) -> bool:
        if self._unsent > HIGH_WATER:
            return False
        self.send(frame)
        return True

    def unsent(self) -> int:
        return self._unsent

    def close(self, code: int) -> None:
        if self._open:
            self._open = False
            self._code = code
            self._stir.set()

    def abort(self) -> None:
        self._open = False
        if self._listening is not None:
            self._listening.cancel()

    async def listen(self, websocket: WebSocket, receiver: Receiver) -> None:
        """Until the socket is gone."""
        self._listening = asyncio.current_task()
        sending = asyncio.create_task(self._send_for_ever(receiver))
        try:
            while True:
                message = await websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                receiver.arriving()
                if message.get("text") is not None:
                    receiver.received(message["text"].encode())
                else:
                    receiver.received_bytes()
        except asyncio.CancelledError:
            # Cut off by `abort`; the server closes the line when its application returns.
            if self._open:
                raise
        finally:
            self._open = False
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _send_for_ever(self, receiver: Receiver) -> None:
        try:
            while self._code is None:
                await self._stir.wait()
                self._stir.clear()
                while self._waiting:
                    frame = self._waiting.popleft()
                    await self._websocket.send_text(frame.message.decode())
                    self._unsent -= len(frame)
                if self._open:
                    receiver.drained()
            if self._websocket.application_state is WebSocketState.CONNECTED:
                await self._websocket.close(self._code)
        except (WebSocketDisconnect, RuntimeError):
            self._open = False
