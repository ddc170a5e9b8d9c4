"""Robots play whole contests on the real server to the podium: every rule, bad lines, a server that dies."""

import asyncio
import random

import pytest

from quizhub.contest.evolve import replay
from quizhub.robots.knowledge import read_knowledge
from quizhub.robots.lines import Kind, Weather
from quizhub.robots.rehearsal import Rehearsal, Wishes
from quizhub.robots.report import Report
from quizhub.storage.database import Database
from quizhub.storage.event_log import EventLog
from quizhub.web.practice import known_answers
from tests.robots.real_server import BANKS, PLANS, RealServer, serving

KILLS = 3


def wishes(server: RealServer, **wanted) -> Wishes:
    usual = {"hosts": True, "speed": 1000.0, "audience": 5, "patience_s": 30.0}
    return Wishes(server.links["host_url"], **(usual | wanted))


def kept_every_promise(report: Report) -> bool:
    told = report.as_json()
    assert report.succeeded, told
    assert told["answers"]["lost"] == told["answers"]["doubled"] == 0
    assert told["answers"]["sent"] == told["answers"]["acknowledged"] + told["answers"]["refused"]
    return True


async def agrees_with_the_log(report: Report, server: RealServer) -> None:
    """The log folded anew gives the standings the screen showed."""
    rows = (await server.replay())["standings"]
    assert [(row["team"], row["points"], row["rank"]) for row in rows] == [
        (row["team"], row["points"], row["rank"]) for row in report.standings
    ]


@pytest.mark.soak
async def test_every_rule_is_played_to_the_podium_with_dropouts(tmp_path):
    async with serving(tmp_path, PLANS / "every_rule.yaml") as server:
        report = await Rehearsal(wishes(server, seed=2, weather=Weather(dropout=0.5))).run()
        assert kept_every_promise(report)
        assert report.tally.drops > 0
        assert report.questions > 35
        assert 0 < server.count("AppealRuled") <= server.count("AppealRaised")
        await agrees_with_the_log(report, server)


async def test_ties_are_played_out_in_every_way(tmp_path):
    async with serving(tmp_path, PLANS / "ties.yaml") as server:
        report = await Rehearsal(wishes(server, seed=1)).run()
        assert kept_every_promise(report)
        assert report.questions > 1
        await agrees_with_the_log(report, server)


@pytest.mark.soak
async def test_slow_and_lossy_phones_finish_too(tmp_path):
    async with serving(tmp_path, BANKS / "sample-quick.yaml") as server:
        weather = Weather(delay_ms=50, loss=0.05, dropout=0.5)
        report = await Rehearsal(wishes(server, seed=4, weather=weather)).run()
        assert kept_every_promise(report)
        assert report.kinds[Kind.SLOW].tally.ack_ms
        await agrees_with_the_log(report, server)


@pytest.mark.fault
async def test_a_server_killed_again_and_again_is_played_on_to_the_podium(tmp_path):
    chance = random.Random()
    async with serving(tmp_path, BANKS / "sample-quick.yaml") as server:
        rehearsal = Rehearsal(wishes(server, seed=chance.randrange(1000), speed=300.0))
        playing = asyncio.create_task(rehearsal.run())
        for _ in range(KILLS):
            await answers_beyond(rehearsal, playing, chance.randrange(4, 14))
            await server.kill()
            links = server.links
            await server.start("--contest", links["contest"])
            assert server.links["host_url"] == links["host_url"]
        report = await playing
        assert kept_every_promise(report)
        assert report.tally.connects >= (KILLS + 1) * rehearsal.company.phones.total()
        await agrees_with_the_log(report, server)


async def answers_beyond(rehearsal: Rehearsal, playing: asyncio.Task[Report], more: int) -> None:
    """Wait until so many more answers have been acknowledged."""
    until = rehearsal.tally.answers.acknowledged + more
    async with asyncio.timeout(60):
        while rehearsal.tally.answers.acknowledged < until:
            assert not playing.done(), "the rehearsal must outlast the kills"
            await asyncio.sleep(0.002)


@pytest.mark.parametrize("share", [pytest.param(0.0, marks=pytest.mark.soak), 1.0])
async def test_robots_that_know_the_answers_are_as_good_as_they_are_told(tmp_path, share):
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "title: 都会\nteams: [一队, 二队, 三队]\nrounds:\n- {pack: everyone, draw: {bank: fire, count: 6}}\n",
        encoding="utf-8",
    )
    async with serving(tmp_path / "data", plan) as server:
        database = Database.open(tmp_path / "data" / "quizhub.db", read_only=True)
        played = replay([row.event() for row in EventLog(database).read_now(server.links["contest"])])
        database.close()
        knowledge = read_knowledge(known_answers(played.plan), share)
        report = await Rehearsal(wishes(server, knowledge=knowledge)).run()
        assert kept_every_promise(report)
        gained = {row["points"] - 100 for row in report.standings}
        assert gained == {0} if share == 0.0 else all(0 < points <= 60 for points in gained)
