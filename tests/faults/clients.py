"""A client of our own by docs/protocol.md, and an evening with it: a real program, its host, its captains.

Used by the tests of faults. It may go through a proxy, its clock may lie, and it says only what it is told
to say: nothing is repeated and nothing is reconnected by itself.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from quizhub.clock import ServerClock
from quizhub.contest.events import AnyEvent
from quizhub.contest.plan import Plan
from quizhub.robots import door
from quizhub.storage.database import Database
from quizhub.storage.event_log import EventLog, StoredEvent, verify
from tests.faults.programs import Program, quizhub
from tests.live.halls import Show, close_hall, open_hall

PATIENCE_S = 30
_ids = itertools.count(1)


def local_ms() -> float:
    return perf_counter() * 1000


class Client:
    """`clock_ms` is added to the true monotonic clock in everything this client says of time."""

    def __init__(self, ticket: door.Ticket, via: int | None = None, clock_ms: float = 0.0) -> None:
        self.ticket = ticket
        self.via = via or ticket.address.port
        self.clock_ms = clock_ms
        self.sections: dict[str, Any] = {}
        self.version = 0
        self.replies: dict[str, dict[str, Any]] = {}
        self.closed: int | None = None
        self.trips: list[float] = []
        self.on_reply: Callable[[dict[str, Any]], None] = lambda reply: None
        self.server_minus_local = 0.0
        self._best = float("inf")
        self._versions: dict[str, int] = {}
        self._socket: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None
        self._stir = asyncio.Event()

    async def connect(self) -> "Client":
        """Open the socket, say hello and wait for the first view."""
        address = self.ticket.address
        self.closed, self._versions = None, {}
        before = self.version
        self.version = -1
        self._socket = await connect(
            f"{address.socket_origin}{self.ticket.live}",
            host=address.host,
            port=self.via,
            origin=Origin(address.origin),
            additional_headers={"Cookie": self.ticket.cookie},
            compression=None,
            proxy=None,
            ping_interval=None,
            max_queue=None,
            close_timeout=0.2,
            open_timeout=PATIENCE_S,
        )
        self._reading = asyncio.create_task(self._read(self._socket))
        page = {"page": f"page-{id(self)}"} if self.ticket.live == "/live/host" else {}
        await self.say({"hello": 1, "lang": "zh-Hans", **page})
        await self.until(lambda _: self.version >= 0 or self.closed)
        self.version = max(self.version, before)
        return self

    async def leave(self) -> None:
        if self._socket is not None and self._reading is not None:
            self._socket.transport.abort()
            await self._reading

    async def say(self, message: dict[str, Any]) -> None:
        assert self._socket is not None
        await self._socket.send(orjson.dumps(message), text=True)

    async def send(self, do: str, command_id: str = "", **fields: Any) -> str:
        """Send a command; gives its id."""
        command_id = command_id or f"own-client-{next(_ids):012d}"
        await self.say({"id": command_id, "do": do, **fields})
        return command_id

    async def do(self, do: str, command_id: str = "", **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its ack or no."""
        return await self.reply(await self.send(do, command_id, **fields))

    async def reply(self, command_id: str) -> dict[str, Any]:
        await self.until(lambda _: command_id in self.replies)
        return self.replies[command_id]

    async def until(self, true: Callable[["Client"], Any]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not true(self):
                self._stir.clear()
                await self._stir.wait()

    async def ping(self) -> float:
        """A round trip in seconds."""
        count, sent = len(self.trips), local_ms()
        await self.say({"ping": sent})
        await self.until(lambda _: len(self.trips) > count or self.closed)
        return (local_ms() - sent) / 1000

    async def take_the_lead(self) -> None:
        """Of a host's page: hold the controls."""
        await self.say({"lead": True})
        await self.until(lambda _: self.sections["lead"]["leads"])

    async def press(self, claim_ms: float = 0.0) -> tuple[float, str]:
        """Buzz now; gives the true moment and the command's id. `claim_ms` is added to what is told of it."""
        at = local_ms()
        told = at + self.clock_ms + claim_ms
        return at, await self.send("Buzz", ask=self.ask["id"], press_ms=told, n=1)

    def until_server(self, at: float) -> float:
        """Seconds from now to a server time."""
        return (at - self.server_minus_local - local_ms()) / 1000

    @property
    def ask(self) -> dict[str, Any]:
        return self.sections["stage"].get("ask") or {}

    async def _read(self, socket: ClientConnection) -> None:
        try:
            while True:
                message = orjson.loads(await socket.recv())
                if "ping" in message:
                    await self.say({"pong": message["ping"], "c": local_ms() + self.clock_ms})
                else:
                    self._hear(message)
        except ConnectionClosed as end:
            self.closed = end.rcvd.code if end.rcvd is not None else 1006
        self._stir.set()

    def _hear(self, message: dict[str, Any]) -> None:
        command_id = message.get("ack") or message.get("no")
        if command_id is not None:
            self.replies[command_id] = message
            self.on_reply(message)
        elif "pong" in message:
            at, sent = local_ms(), message["pong"]
            self.trips.append(at - sent)
            if at - sent < self._best:
                self._best = at - sent
                self.server_minus_local = message["now"] - (at + sent) / 2
        if "v" in message and "now" in message:
            self._take(message)
        self._stir.set()

    def _take(self, view: dict[str, Any]) -> None:
        if not self.trips:
            self.server_minus_local = view["now"] - local_ms()
        for name in view.keys() - {"v", "now", "ack"}:
            if view["v"] >= self._versions.get(name, -1):
                self._versions[name] = view["v"]
                self.sections[name] = view[name]
        self.version = max(self.version, view["v"])


class Evening:
    """A running program with its host; captains and others come when they are called."""

    def __init__(self, data: Path, program: Program, contest: str) -> None:
        self.data, self.program, self.contest = data, program, contest
        self.host: Client
        self._stack = AsyncExitStack()

    @property
    def address(self) -> door.Address:
        return door.Address(False, "127.0.0.1", self.program.port)

    async def enter(self, role: str = "host", **options: Any) -> Client:
        _, key = door.read_link(self.program.links[f"{role}_url"])
        return await self._client(await door.enter(self.address, key), **options)

    async def ticket(self, team: str) -> door.Ticket:
        seats = {seat["team"]: seat["pin"] for seat in self.host.sections["lobby"]["seats"]}
        code = self.program.links["code"]
        return await door.join_captain(self.address, code, team, seats[team], "zh-Hans")

    async def captain(self, team: str, **options: Any) -> Client:
        return await self._client(await self.ticket(team), **options)

    async def again(self, client: Client, **options: Any) -> Client:
        """The same seat, by its cookie, on another socket or at the program's next life."""
        return await self._client(replace(client.ticket, address=self.address), **options)

    async def audience(self, **options: Any) -> Client:
        code = self.program.links["code"]
        return await self._client(await door.join_audience(self.address, code, "zh-Hans"), **options)

    async def _client(self, ticket: door.Ticket, **options: Any) -> Client:
        client = await Client(ticket, **options).connect()
        self._stack.push_async_callback(client.leave)
        return client

    async def next(self) -> str:
        """Press the key once; gives its effect, empty where something else had come before it. Returns when
        the host has seen what it led to."""
        step = self.host.sections["next"]
        reply = await self.host.do("Next", step=step["moves"], effect=step["effect"])
        if reply.get("code") == "stale_step":
            # A clock ran out meanwhile: look at what it led to, as a host does.
            await self.host.until(lambda h: h.sections["next"] != step)
            return ""
        assert "ack" in reply, reply
        await self.host.until(lambda _: self.host.sections["next"]["moves"] != step["moves"])
        return str(step["effect"])

    async def until(self, effect: str) -> None:
        """Press the key until it would do this."""
        while self.host.sections["next"]["effect"] != effect:
            await self.next()

    async def open_question(self) -> int:
        await self.until("open_answers")
        await self.next()
        return int(self.host.ask["id"])

    def rows(self) -> list[StoredEvent]:
        """The log as it is on disk, its chain checked."""
        database = Database.open(self.data / "quizhub.db", read_only=True)
        rows = EventLog(database).read_now(self.contest)
        database.close()
        verify(rows)
        return rows

    def log(self) -> list[AnyEvent]:
        return [row.event() for row in self.rows()]

    async def go(self) -> None:
        await self._stack.aclose()


def an_answer(key: str = "b") -> dict[str, Any]:
    return {"kind": "choice", "chosen": [key]}


async def made(data: Path, plan: Plan) -> str:
    """A contest by this plan in a data folder; gives its id."""
    hall, database = await open_hall(data / "quizhub.db", ServerClock())
    show = await Show.of(hall, hall.clock, plan)  # type: ignore[arg-type]
    await close_hall(hall, database)
    return show.info.id


@asynccontextmanager
async def an_evening(data: Path, plan: Plan, **options: Any) -> AsyncIterator[Evening]:
    """The real program on a fresh contest, with a host at it."""
    contest = await made(data, plan)
    async with quizhub(data, contest, **options) as program:
        evening = Evening(data, program, contest)
        evening.host = await evening.enter()
        try:
            yield evening
        finally:
            await evening.go()
