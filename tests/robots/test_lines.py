"""Lines of every kind: who gets which, what they hold up, and that nothing overtakes."""

import asyncio
import random

from quizhub.robots.lines import AGAIN_S, Kind, Line, Pipe, Weather
from tests.robots.small_server import SmallServer
from tests.robots.test_rehearsal import rehearse


def test_captains_are_dealt_the_kinds_in_turn():
    bad = Weather(delay_ms=80, loss=0.1, dropout=0.2)
    assert [bad.captain(n).kind for n in range(6)] == [
        Kind.STEADY, Kind.SLOW, Kind.DROPPING, Kind.HOUSE, Kind.STEADY, Kind.SLOW,
    ]  # fmt: skip
    assert bad.captain(1) == Line(Kind.SLOW, 0.08, 0.1)
    assert bad.captain(2) == Line(Kind.DROPPING, dropout=0.2)
    assert bad.captain(3).straight


def test_there_is_no_kind_without_its_trouble():
    fine = Weather(dropout=0.0)
    assert {fine.captain(n).kind for n in range(8)} == {Kind.STEADY, Kind.HOUSE}


def test_the_audience_is_one_kind_on_mixed_lines():
    lines = [Weather(delay_ms=80, dropout=0.2).listener(n) for n in range(6)]
    assert {line.kind for line in lines} == {Kind.AUDIENCE}
    assert {(line.delay_s, line.dropout) for line in lines} == {(0.0, 0.0), (0.08, 0.0), (0.0, 0.2)}


def test_a_lost_packet_costs_more_every_time_but_arrives():
    chance = random.Random(1)
    assert Line().holds_s(chance) == 0.0
    held = [Line(loss=0.5).holds_s(chance) for _ in range(500)]
    assert 200 < held.count(0.0) < 300
    assert {round(value, 3) for value in held} <= {0.0, 0.2, 0.6, 1.4, 3.0, 6.2}
    assert AGAIN_S in held
    delays = [Line(delay_s=0.1).holds_s(chance) for _ in range(500)]
    assert 0.05 <= min(delays) < 0.07 < 0.13 < max(delays) <= 0.15


async def test_nothing_overtakes_on_a_line():
    heard: list[int] = []
    everything = asyncio.Event()

    def hear(number: int) -> None:
        heard.append(number)
        if len(heard) == 200:
            everything.set()

    pipe = Pipe(Line(delay_s=0.02, loss=0.02), random.Random(2), hear)
    for number in range(200):
        pipe.put(number)
    assert heard == []
    async with asyncio.timeout(20):
        await everything.wait()
    assert heard == list(range(200))


async def test_what_was_under_way_is_gone_with_the_connection():
    heard: list[str] = []
    first = Pipe(Line(delay_s=0.01), random.Random(2), heard.append)
    first.put("lost with it")
    first.cut()
    done = asyncio.Event()
    second: Pipe[str] = Pipe(Line(delay_s=0.05), random.Random(2), lambda said: done.set())
    second.put("later than the first could have been")
    async with asyncio.timeout(20):
        await done.wait()
    assert heard == []


async def test_the_report_tells_the_kinds_apart():
    weather = Weather(delay_ms=60, loss=0.02, dropout=1.0)
    report = await rehearse(SmallServer(), seed=3, audience=6, weather=weather)
    assert report.succeeded, report.as_json()
    kinds = report.as_json()["kinds"]
    assert {kind: told["phones"] for kind, told in kinds.items()} == {
        "steady": 1, "slow": 1, "dropping": 1, "audience": 6,
    }  # fmt: skip
    assert kinds["slow"]["ack_ms"]["p50"] >= 60 > kinds["steady"]["ack_ms"]["p50"]
    assert kinds["dropping"]["reconnects"] > 0 == kinds["steady"]["reconnects"] == kinds["slow"]["reconnects"]
    assert all(told["lost"] == told["doubled"] == 0 for told in kinds.values())
