"""A hall on a fresh database, a channel without a network, and a phone that keeps its view.

Used by the tests of live and of faults. A clock moved by hand; nothing here waits for real time.
"""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson

from quizhub.clock import Clock, FakeClock
from quizhub.contest import commands as c
from quizhub.contest.plan import Plan
from quizhub.contest.seats import HOST, SCREEN, Seat, captain_seat
from quizhub.errors import Code
from quizhub.live.channel import HIGH_WATER
from quizhub.live.connection import Connection
from quizhub.live.contest import LiveContest
from quizhub.live.frames import Frame
from quizhub.live.hall import ContestInfo, Hall
from quizhub.live.protocol import HOST_LIMIT
from quizhub.questions.answers import ChoiceAnswer
from quizhub.storage.database import Database
from tests.contest.table import a_plan, a_round

HERE = "127.0.0.1"


def everyone_plan(questions: int = 3, teams: int = 3, **rules: Any) -> Plan:
    """One round in which everybody answers, on phones."""
    return a_plan(a_round("everyone", questions), teams=teams, **rules)


def in_words(code: Code, language: str) -> str:
    return f"{language}:{code}"


async def open_hall(path: Path, clock: Clock, **options: Any) -> tuple[Hall, Database]:
    """The clock may be moved by hand, so jumps are no stalls unless asked for."""
    database = Database.open(path)
    options = {"stall_ms": None, "probe_s": 0.001, "refusal_text": in_words, **options}
    hall = Hall(database, clock, base_url="http://hall:8000", **options)
    await hall.start()
    return hall, database


async def close_hall(hall: Hall, database: Database) -> None:
    await hall.stop()
    database.close()


class FakeChannel:
    """A socket that takes everything, or nothing while `stuck`. The server's pings, which come whenever
    they come, are kept apart."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.pings: list[dict[str, Any]] = []
        self.closed: int | None = None
        self.aborted = False
        self.stuck = False
        self.waiting: list[Frame] = []
        self._unsent = 0
        self._stir = asyncio.Event()

    @property
    def is_open(self) -> bool:
        return self.closed is None and not self.aborted

    def send(self, frame: Frame) -> None:
        if not self.is_open:
            return
        if self.stuck:
            self.waiting.append(frame)
            self._unsent += len(frame)
        else:
            self._take(frame)
        self._stir.set()

    def offer(self, frame: Frame) -> bool:
        if self._unsent > HIGH_WATER:
            return False
        self.send(frame)
        return True

    def unsent(self) -> int:
        return self._unsent

    def close(self, code: int) -> None:
        self.closed = code
        self._stir.set()

    def abort(self) -> None:
        self.aborted = True
        self._stir.set()

    def take_all(self) -> None:
        """The network takes what waited."""
        self.stuck = False
        for frame in self.waiting:
            self._take(frame)
        self.waiting.clear()
        self._unsent = 0

    def _take(self, frame: Frame) -> None:
        message = orjson.loads(frame.message)
        (self.pings if "ping" in message else self.messages).append(message)

    async def until(self, reached: Callable[[], Any]) -> None:
        """Wait until something is true of what was sent; a hang fails the test after a while."""
        async with asyncio.timeout(20):
            while not reached():
                self._stir.clear()
                await self._stir.wait()


class Phone:
    """A client by the protocol: sections by name, the highest version of each; acks and refusals by id."""

    def __init__(
        self, live: LiveContest, seat: Seat, limit: int = HOST_LIMIT, language: str = "zh-Hans"
    ) -> None:
        self.channel = FakeChannel()
        self.seat = seat
        self.connection: Connection = live.connect(self.channel, seat, limit)
        self._read = 0
        self._versions: dict[str, int] = {}
        self._sections: dict[str, Any] = {}
        self._sent = 0
        if language:
            self.say({"hello": 1, "lang": language})

    def say(self, message: Any) -> None:
        self.connection.arriving()
        raw = message if isinstance(message, bytes) else orjson.dumps(message)
        self.connection.received(raw)

    def do(self, command: c.Command, command_id: str = "") -> str:
        """Send a command; gives its id."""
        self._sent += 1
        command_id = command_id or f"command-{self.seat.id[-4:]}-{self._sent:016d}"
        self.say({"id": command_id, **command.model_dump(mode="json")})
        return command_id

    async def done(self, command: c.Command, command_id: str = "") -> dict[str, Any]:
        """Send a command and wait for its ack or no."""
        return await self.answer_to(self.do(command, command_id))

    async def answer_to(self, command_id: str) -> dict[str, Any]:
        await self.channel.until(lambda: self.answers(command_id))
        return self.answers(command_id)[0]

    def answers(self, command_id: str) -> list[dict[str, Any]]:
        return [m for m in self.channel.messages if command_id in (m.get("ack"), m.get("no"))]

    @property
    def sections(self) -> dict[str, Any]:
        for message in self.channel.messages[self._read :]:
            if "v" in message and "now" in message:
                self._keep(message)
        self._read = len(self.channel.messages)
        return self._sections

    def forget_messages(self) -> None:
        """Keep the view, drop what was heard so far."""
        assert self.sections is not None
        self.channel.messages.clear()
        self._read = 0

    def _keep(self, message: dict[str, Any]) -> None:
        for name, value in message.items():
            if name not in ("v", "now", "ack") and message["v"] >= self._versions.get(name, 0):
                self._versions[name] = message["v"]
                self._sections[name] = value

    async def until(self, reached: Callable[[dict[str, Any]], Any]) -> None:
        """Wait until the kept view is as it should be."""
        await self.channel.until(lambda: reached(self.sections))


class Show:
    """A contest with its phones: made, entered and moved in one word each."""

    def __init__(self, hall: Hall, clock: FakeClock, info: ContestInfo, live: LiveContest) -> None:
        self.hall = hall
        self.clock = clock
        self.info = info
        self.live = live

    @classmethod
    async def of(
        cls, hall: Hall, clock: FakeClock, plan: Plan, pictures: Mapping[str, bytes] | None = None
    ) -> "Show":
        info = await hall.create(plan, pictures=pictures)
        live = await hall.find(info.id)
        assert live is not None
        return cls(hall, clock, info, live)

    async def sit(self, *teams: str) -> None:
        for team in teams:
            await self.live.post(c.TakeSeat(), captain_seat(team))

    async def next(self, *effects: str) -> None:
        """Press the key; the effects it must have, one after the other."""
        from quizhub.contest.steps import next_step

        for effect in effects:
            step = next_step(self.live.state)
            assert step is not None
            assert step.effect == effect
            await self.live.post(c.Next(step=self.live.state.moves), HOST)

    async def open_question(self) -> int:
        """From the lobby to the first open question; gives its ask."""
        await self.next("start_contest", "show_question", "open_answers")
        return self.ask

    @property
    def ask(self) -> int:
        assert self.live.state.show.ask is not None
        return self.live.state.show.ask.id

    @property
    def left(self) -> int:
        return left_ms(self.live, self.clock)

    def phone(self, seat: Seat | str, **options: Any) -> Phone:
        return Phone(self.live, captain_seat(seat) if isinstance(seat, str) else seat, **options)

    def host(self, **options: Any) -> Phone:
        return self.phone(HOST, **options)

    def screen(self, **options: Any) -> Phone:
        return self.phone(SCREEN, **options)

    def answer(self, key: str = "b", n: int = 1, **extra: Any) -> c.SubmitAnswer:
        return c.SubmitAnswer(ask=self.ask, answer=ChoiceAnswer(chosen=(key,)), n=n, **extra)


def left_ms(live: LiveContest, clock: Clock) -> int:
    """What the clock of the ask being played has left."""
    ask = live.state.show.ask
    assert ask is not None
    assert ask.clock is not None
    return ask.clock.left(clock.now())


def phase(live: LiveContest) -> str:
    assert live.state.show.ask is not None
    return live.state.show.ask.phase


async def turns(count: int = 20) -> None:
    """Let every task that can run do so; for showing that nothing more comes."""
    for _ in range(count):
        await asyncio.sleep(0)
