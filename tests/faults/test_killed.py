"""The server is killed in the middle of a question, again and again: what was confirmed is there, once."""

import asyncio
import random
from collections import Counter
from pathlib import Path
from time import perf_counter

import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from quizhub.clock import ServerClock
from quizhub.contest.deadlines import next_deadline
from quizhub.contest.evolve import replay
from quizhub.live.admission import Admitted
from quizhub.storage.database import Database
from quizhub.storage.event_log import EventLog, verify
from tests.contest.table import a_plan, a_round
from tests.faults.programs import Program, quizhub
from tests.faults.table import Measured
from tests.live.halls import HERE, Show, close_hall, open_hall

pytestmark = [pytest.mark.anyio]

TEAMS, LIVES, PER_LIFE = 8, 3, 12
"""A client may send twenty messages at once, so twelve answers in each life of the server."""
SOAK_CONTESTS, SOAK_LIVES, SOAK_PHONES = 10, 20, 50


class Sender:
    """A phone that changes its answer all the time and sends each change until it is confirmed."""

    def __init__(self, number: int, admitted: Admitted, ask: int) -> None:
        self.admitted = admitted
        self.ask = ask
        self.confirmed: dict[str, int] = {}
        self.back_s: list[float] = []
        self._number = number
        self._n = 0
        self._pending: dict[str, bytes] = {}

    def _next(self) -> bytes:
        """The pending answer again, or a new one."""
        if not self._pending:
            self._n += 1
            command_id = f"phone-{self._number:04d}-answer-{self._n:06d}"
            self._pending[command_id] = orjson.dumps(
                {
                    "id": command_id,
                    "do": "SubmitAnswer",
                    "ask": self.ask,
                    "n": self._n,
                    "answer": {"kind": "choice", "chosen": ["abcd"[self._n % 4]]},
                }
            )
        return next(iter(self._pending.values()))

    async def play(self, port: int) -> None:
        """One life of the server: until it dies, or enough has been sent."""
        host = f"127.0.0.1:{port}"
        cookie = {"Cookie": f"qh_seat={self.admitted.token}"}
        began = perf_counter()
        try:
            client = await connect(
                f"ws://{host}{self.admitted.live}",
                origin=Origin(f"http://{host}"),
                additional_headers=cookie,
                ping_interval=None,
            )
            await client.send('{"hello": 1}')
            await client.recv()
            self.back_s.append(perf_counter() - began)
            for _ in range(PER_LIFE):
                await client.send(self._next(), text=True)
                await self._confirmation(client)
            await client.wait_closed()
        except (ConnectionClosed, InvalidHandshake, OSError, EOFError):
            pass  # The server was killed; what is pending is sent again in its next life.

    async def _confirmation(self, client: ClientConnection) -> None:
        while self._pending:
            message = orjson.loads(await client.recv())
            assert "no" not in message, message
            if message.get("ack") in self._pending:
                del self._pending[message["ack"]]
                assert message["ack"] not in self.confirmed
                self.confirmed[message["ack"]] = message["v"]


async def _open_question(data: Path, audience: int) -> tuple[str, list[Sender]]:
    """A contest with its phones seated and the first question open."""
    hall, database = await open_hall(data / "quizhub.db", ServerClock(), stall_ms=3_000)
    # Nobody hosts here, however long a life lasts on a busy machine.
    plan = a_plan(a_round("everyone", 1, time_s=600), teams=TEAMS, host_away_s=0)
    show = await Show.of(hall, hall.clock, plan)  # type: ignore[arg-type]
    cards = [card.url.rpartition("/")[2] for card in await hall.cards(show.info.id)]
    admitted = [await hall.join_card(card, language="zh-Hans", address=HERE) for card in cards]
    for _ in range(audience):
        admitted.append(await hall.join_audience(show.info.code, language="en", address=HERE))
    ask = await show.open_question()
    await close_hall(hall, database)
    return show.info.id, [Sender(number, one, ask) for number, one in enumerate(admitted)]


async def _one_life(program: Program, senders: list[Sender], chance: random.Random) -> None:
    """Play until a random number of answers has been confirmed, then kill in the midst of it."""
    before = sum(len(sender.confirmed) for sender in senders)
    until = before + chance.randrange(10, len(senders) * (PER_LIFE - 2))
    playing = [asyncio.create_task(sender.play(program.port)) for sender in senders]
    async with asyncio.timeout(60):
        while sum(len(sender.confirmed) for sender in senders) < until:
            await asyncio.sleep(0.001)
        await program.kill()
        await asyncio.gather(*playing)


@pytest.mark.fault(1)
async def test_fault_01_every_confirmed_answer_is_there_exactly_once(tmp_path, measured):
    starts, senders = await _killed_again_and_again(tmp_path, LIVES, phones=20)
    _note(measured, starts, senders)


@pytest.mark.soak
@pytest.mark.fault(1)
async def test_fault_01_two_hundred_kills_with_fifty_phones(tmp_path, measured):
    starts: list[float] = []
    everybody: list[Sender] = []
    for number in range(SOAK_CONTESTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        took, senders = await _killed_again_and_again(folder, SOAK_LIVES, SOAK_PHONES)
        starts += took
        everybody += senders
    assert len(starts) == SOAK_CONTESTS * SOAK_LIVES
    _note(measured, starts, everybody)


def _note(measured: Measured, starts: list[float], senders: list[Sender]) -> None:
    back = sorted(took for sender in senders for took in sender.back_s)
    confirmed = sum(len(sender.confirmed) for sender in senders)
    measured.note(f"{len(starts)} kills, {confirmed} confirmed, 0 lost, 0 doubled")
    measured.within("phones back p95", back[round(0.95 * (len(back) - 1))], 5)
    measured.within("serving again after", max(starts), 3)


async def _killed_again_and_again(
    tmp_path: Path, lives: int, phones: int
) -> tuple[list[float], list[Sender]]:
    """Kill the server in the midst of it, again and again; gives how long each start took, and the phones."""
    contest, senders = await _open_question(tmp_path, phones - TEAMS)
    chance, starts = random.Random(), []
    for _ in range(lives):
        began = perf_counter()
        async with quizhub(tmp_path, contest) as program:
            starts.append(perf_counter() - began)
            await _one_life(program, senders, chance)

    async with quizhub(tmp_path, contest) as program:
        playing = [asyncio.create_task(sender.play(program.port)) for sender in senders]
        async with asyncio.timeout(60):
            while any(sender._pending or not sender.confirmed for sender in senders):
                await asyncio.sleep(0.01)
        assert await program.stop() == 0
        await asyncio.gather(*playing)

    database = Database.open(tmp_path / "quizhub.db", read_only=True)
    rows = EventLog(database).read_now(contest)
    database.close()
    verify(rows)
    answers = Counter(row.command_id for row in rows if row.type == "AnswerReceived")
    versions = {row.command_id: row.version for row in rows}
    confirmed = {key: v for sender in senders for key, v in sender.confirmed.items()}
    assert len(confirmed) > lives * 10
    assert {key for key in confirmed if answers[key] != 1} == set()
    assert [key for key, count in answers.items() if count > 1] == []
    assert {key: versions[key] for key in confirmed} == confirmed

    state = replay(row.event() for row in rows)
    assert next_deadline(state) is not None, "the time the server was dead was given back"
    for sender in senders:
        given = state.answers_to(sender.ask)[sender.admitted.seat.id]
        assert given.n == sender._n
    return starts, senders
