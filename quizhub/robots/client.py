"""One robot's socket: says hello, keeps the view, resends commands, answers pings, comes back after a loss.

An ordinary client of docs/protocol.md, used by captain, audience, host and screen robots alike. What to
do with a view is their business: it is handed to `listener`.
"""

import asyncio
import logging
import random
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from secrets import token_hex
from time import perf_counter
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Origin

from quizhub.robots.door import Ticket
from quizhub.robots.lines import Line, Pipe
from quizhub.robots.outbox import ACK, Outbox, Sent
from quizhub.robots.sections import Json, Sections, ServerTime
from quizhub.robots.tally import Tally

PING_S = 5.0
SILENCE_S = 9.0
LONGEST_WAIT_S = 5.0
_REMEMBERED = 32
_RESTARTING = frozenset({1001, 1012})
_FINAL = {
    4400: "the server could not read a message",
    4401: "the seat was given up",
    4403: "the server did not accept the Origin",
    4409: "somebody else has taken the seat over",
}
"""Close codes after which coming back is pointless or impolite."""
_GIVEN_UP = frozenset({4401, 4409})
"""Of these, the ones by which people take a seat back: what was on its way is given up, not lost."""

# A robot's losses are counted, not logged; websockets would print a traceback for each.
_SILENT = logging.getLogger("quizhub.robots.sockets")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False

Listener = Callable[[set[str]], None]


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a client behaves on the line, apart from what it plays."""

    language: str = "zh-Hans"
    repeats: float = 0.0
    """Chance that a command is sent twice at once, as after a double tap."""
    timed: bool = True
    sections: frozenset[str] | None = None
    """The sections worth keeping; None keeps all."""
    line: Line = field(default_factory=Line)
    hello: Json = field(default_factory=dict)
    """What its hello says beyond the usual."""


class Client:
    """A seat's socket over the whole rehearsal, however often it is lost in between."""

    def __init__(self, ticket: Ticket, bearing: Bearing, tally: Tally, chance: random.Random) -> None:
        self.sections = Sections(bearing.sections)
        self.outbox = Outbox()
        self.time = ServerTime()
        self.listener: Listener = lambda names: None
        self.on_settled: Callable[[Sent], None] = lambda sent: None
        self.ended: str | None = None
        """Why this client will not come back; None while it may."""
        self.ticket = ticket
        self.bearing = bearing
        self._tally = tally
        self._chance = chance
        self._socket: ClientConnection | None = None
        self._out: Pipe[Json] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._recent: OrderedDict[str, Sent] = OrderedDict()
        self._heard_at = 0.0
        self._ping_at = 0.0
        self._page = token_hex(8)
        self._away_s = 0.0
        self._failures = 0
        self._leaving = asyncio.Event()

    # --- what robots ask of it --------------------------------------------------------------------

    @property
    def online(self) -> bool:
        return self._socket is not None

    def command(self, do: str, **fields: Any) -> Sent:
        """Send a command now, and again until it is settled."""
        at = local_s()
        sent = self.outbox.add(do, fields, at)
        self._tally.sent(sent)
        self._post(sent.message)
        if self._chance.random() < self.bearing.repeats:
            self._post(sent.message)
        return sent

    def seconds_until(self, at: float) -> float:
        """From now until a server time in milliseconds; negative when it is past."""
        return self.time.wait_ms(at, local_s() * 1000) / 1000

    def say(self, message: Json) -> None:
        """Something that is not worth repeating (`seen`)."""
        self._post(message)

    def drop_out(self, away_s: float) -> None:
        """Lose the socket without a goodbye and stay away for a while, as a phone out of reach does."""
        if self._socket is not None:
            self._away_s = away_s
            self._tally.drops += 1
            self._socket.transport.abort()

    def leave(self) -> None:
        """Say goodbye; `run` ends."""
        self.ended = self.ended or "left"
        self._leaving.set()
        if self._socket is not None:
            self._spawn(self._socket.close())

    def beat(self) -> None:
        """Called a few times a second by the rehearsal: pings, repeats, and a line gone quiet."""
        socket, at = self._socket, local_s()
        if socket is None:
            return
        if at - self._heard_at > SILENCE_S:
            socket.transport.abort()
            return
        if at >= self._ping_at:
            self._ping_at = at + PING_S
            self._post({"ping": at * 1000})
        self._resend(self.outbox.due(at))

    # --- the line ---------------------------------------------------------------------------------

    async def run(self) -> None:
        """Stay connected until `leave`, or until the server says that there is no coming back."""
        while self.ended is None:
            code = await self._connection()
            self._socket = None
            self.outbox.connection_lost()
            if self._leaving.is_set():
                break
            if code in _FINAL:
                self.ended = _FINAL[code]
                self._tally.fault(f"a socket was closed with {code}: {_FINAL[code]}")
                for command_id in list(self.outbox.waiting) if code in _GIVEN_UP else ():
                    self._settle(command_id, f"closed_{code}", None)
            else:
                await self._wait_out(code)
        for task in list(self._tasks):
            await asyncio.wait([task], timeout=1)

    async def _connection(self) -> int:
        """One connection from hello to its end; gives the close code, 1006 where there was none."""
        try:
            socket = await self._connect()
        except InvalidStatus as refused:
            # Before the upgrade a server can only answer with a status.
            return {401: 4401, 403: 4403}.get(refused.response.status_code, 1006)
        except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed, EOFError):
            return 1006
        if self.ended is not None:
            await socket.close()
            return 1000
        try:
            await self._talk(socket)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd is not None else 1006
        finally:
            socket.transport.abort()
        return 1000

    async def _connect(self) -> ClientConnection:
        address = self.ticket.address
        return await connect(
            address.socket_origin + self.ticket.live,
            origin=Origin(address.origin),
            additional_headers={"Cookie": self.ticket.cookie},
            compression=None,
            proxy=None,
            ping_interval=None,
            open_timeout=20,
            close_timeout=1,
            max_queue=256,
            logger=_SILENT,
        )

    async def _talk(self, socket: ClientConnection) -> None:
        self._socket = socket
        out = self._out = Pipe(self.bearing.line, self._chance, lambda said: self._write(socket, said))
        heard: Pipe[Json] = Pipe(self.bearing.line, self._chance, self._hear)
        self._failures = 0
        self._heard_at = local_s()
        self._ping_at = self._heard_at + self._chance.random()
        self._tally.connects += 1
        self._post({"hello": 1, "lang": self.bearing.language, "page": self._page, **self.bearing.hello})
        self._resend(self.outbox.all_again(self._heard_at))
        try:
            while True:
                heard.put(orjson.loads(await socket.recv()))
        finally:
            heard.cut()
            out.cut()

    async def _wait_out(self, code: int) -> None:
        """Come back at once after the first loss, then more and more slowly, never all together."""
        if self._away_s > 0:
            pause, self._away_s = self._away_s, 0.0
        else:
            self._tally.losses[code] += 1
            self._failures += 1
            longest = 2.0 if code in _RESTARTING else min(LONGEST_WAIT_S, 0.3 * 1.5 ** (self._failures - 1))
            pause = (
                0.0 if self._failures == 1 and code not in _RESTARTING else longest * self._chance.random()
            )
            if code == 1008:
                pause = 2.0
        try:
            async with asyncio.timeout(pause):
                await self._leaving.wait()
        except TimeoutError:
            return

    def _post(self, message: Json) -> None:
        if self._socket is not None and self._out is not None:
            self._out.put(message)

    def _write(self, socket: ClientConnection, message: Json) -> None:
        self._spawn(_deliver(socket, orjson.dumps(message)))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _resend(self, again: Any) -> None:
        for sent in again:
            self._tally.resent += 1
            self._post(sent.message)

    # --- what the server says ---------------------------------------------------------------------

    def _hear(self, message: Json) -> None:
        local = local_s()
        self._heard_at = local
        if "ack" in message:
            self._settle(message["ack"], ACK, message.get("v"))
            if "now" in message:
                self._take(message, local)
        elif "no" in message:
            self._settle(message["no"], str(message["code"]), None)
        elif "pong" in message:
            self.time.measured(message["now"], float(message["pong"]), local * 1000)
        elif "ping" in message:
            self._post({"pong": message["ping"], "c": local * 1000})
        elif "v" in message:
            self._take(message, local)

    def _take(self, view: Json, local: float) -> None:
        self.time.heard(view["now"], local * 1000)
        if taken := self.sections.take(view):
            self.listener(taken)

    def _settle(self, command_id: str, outcome: str, version: int | None) -> None:
        sent = self.outbox.settle(command_id, outcome)
        if sent is None:
            if command_id in self._recent:
                self._tally.contradicted(self._recent[command_id], outcome)
            return
        sent.ack_version = version
        self._recent[command_id] = sent
        if len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        self._tally.settled(sent, local_s(), self.bearing.timed)
        self.on_settled(sent)


def local_s() -> float:
    """This machine's monotonic clock in seconds; the loop's own counts only milliseconds under uvloop."""
    return perf_counter()


async def _deliver(socket: ClientConnection, text: bytes) -> None:
    """Write one message; a socket lost meanwhile is found out by the reader."""
    try:
        await socket.send(text, text=True)
    except ConnectionClosed:
        return
