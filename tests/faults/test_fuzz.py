"""Fault 34: a million frames of nonsense, and of what is nearly sense, from phones, hosts and screens."""

import logging
import os
import random
import resource
from pathlib import Path

import orjson
import pytest

from quizhub.contest.evolve import replay
from quizhub.contest.seats import HOST, SCREEN, audience_seat, captain_seat
from quizhub.live.protocol import HOST_LIMIT, PHONE_LIMIT
from tests.live.halls import Phone as Client
from tests.live.halls import Show, everyone_plan, turns

pytestmark = [pytest.mark.anyio, pytest.mark.soak, pytest.mark.fault(34)]

FRAMES = int(os.environ.get("QUIZHUB_FRAMES", "1000000"))
SEATS = (captain_seat("t1"), captain_seat("t2"), audience_seat("0123456789"), SCREEN, HOST)
WORDS = ["hello", "ping", "pong", "seen", "do", "id", "try", "lead", "ask", "answer", "n", "kind", "chosen"]
COMMANDS = ["SubmitAnswer", "Buzz", "Next", "TakeSeat", "TimePassed", "CompensateClock", "Undo", "", "next"]
VALUES: list[object] = [
    None, True, 0, -1, 2**63, 1e308, "", "b", "x" * 600, [], {}, [[]], [[[[[[1]]]]]], "\x00", "火", {"a": {}},
]  # fmt: skip
SENSE = [
    b'{"hello":1,"lang":"zh-Hans"}',
    b'{"ping":1}',
    b'{"seen":1}',
    b'{"pong":1,"c":2.5}',
    b'{"id":"0123456789abcdef","do":"SubmitAnswer","ask":900,"n":1,"answer":{"kind":"choice","chosen":["b"]}}',
    b'{"id":"0123456789abcdef","do":"Next","step":900}',
]


def nonsense(chance: random.Random) -> bytes:
    """Random bytes, sense with some bytes changed, or JSON of our words with impossible values."""
    roll = chance.random()
    if roll < 0.3:
        return chance.randbytes(chance.randrange(0, 60))
    if roll < 0.6:
        broken = bytearray(chance.choice(SENSE))
        for _ in range(chance.randrange(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        return bytes(broken)
    fields = {chance.choice(WORDS): chance.choice(VALUES) for _ in range(chance.randrange(0, 5))}
    if chance.random() < 0.5:
        # An id that is too short: well meant, never a command.
        fields |= {"do": chance.choice(COMMANDS), "id": "short"}
    return orjson.dumps(fields, option=orjson.OPT_NON_STR_KEYS) if fields.get("n") != 2**63 else b"{}"


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


async def test_fault_34_a_million_frames(hall, clock, caplog, measured):
    """Over real connections on the real actor; one that is closed for its nonsense is opened again."""
    show = await Show.of(hall, clock, everyone_plan())
    await show.sit("t1", "t2")
    await show.open_question()
    chance, clients, opened = random.Random(34), dict[str, Client](), 0
    version, before_mb = show.live.state.version, 0.0
    caplog.set_level(logging.ERROR)
    for number in range(FRAMES):
        if number == FRAMES // 10:
            before_mb = resident_mb()
        seat = SEATS[number % len(SEATS)]
        client = clients.get(seat.id)
        if client is None or not client.channel.is_open:
            limit = PHONE_LIMIT if seat.team else HOST_LIMIT
            client = clients[seat.id] = Client(show.live, seat, limit, language="en" if number % 3 else "")
            opened += 1
        client.connection._rate._left = 20
        client.connection.arriving()
        client.connection.received(nonsense(chance))
        if number % 500 == 0:
            await turns(3)
            client.forget_messages()
    await turns(50)
    grown_mb = resident_mb() - before_mb
    measured.note(f"{FRAMES} frames, {opened} connections, grown by {grown_mb:.0f} MB")
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert show.live.state.version == version, "no state was changed"
    rows = await hall._log.read(show.info.id)
    assert replay(row.event() for row in rows) == show.live.state
    assert grown_mb <= 50
