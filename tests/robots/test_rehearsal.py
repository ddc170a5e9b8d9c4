"""Whole rehearsals against the small server: to the podium, through faults, and stuck on purpose."""

import asyncio
import random

import pytest

from quizhub.robots.client import Bearing, Client
from quizhub.robots.door import Address, JoinRefused, Ticket, Unreachable
from quizhub.robots.host import Host
from quizhub.robots.hosting import Hosting
from quizhub.robots.rehearsal import Rehearsal, Wishes
from quizhub.robots.report import Report
from quizhub.robots.skill import Skill
from quizhub.robots.tally import Tally
from tests.robots.small_server import TEAMS, SmallServer, running


async def rehearse(server: SmallServer, **wishes) -> Report:
    async with running(server) as host_url:
        return await Rehearsal(Wishes(host_url, **({"hosts": True, "speed": 50.0} | wishes))).run()


async def test_plays_to_the_podium():
    server = SmallServer()
    report = await rehearse(server, audience=5, seed=3)
    assert report.phase == "finished"
    assert report.succeeded
    assert report.standings[0] == {"team": "t1", "name": "第1队", "points": 99, "rank": 1}
    assert [row["rank"] for row in report.standings] == [1, 2, 3]
    answers = report.tally.answers
    assert answers.sent == answers.acknowledged + answers.refused > 0
    assert sorted(server.ready) == list(TEAMS)
    assert report.as_json()["ack_ms"]["p50"] > 0
    assert (report.cast.teams, report.cast.audience, report.questions) == (3, 5, 2)


async def test_a_command_received_but_not_acknowledged_is_sent_again_on_the_next_connection():
    dropped = set()

    def once_each(seat, command):
        fresh = command["do"] == "SubmitAnswer" and command["id"] not in dropped
        dropped.add(command["id"])
        return fresh

    server = SmallServer(drop_after=once_each)
    report = await rehearse(server, seed=3)
    assert report.succeeded, report.as_json()
    answered = [command for _, command in server.effects if command["do"] == "SubmitAnswer"]
    assert answered
    assert all(server.received[command["id"]] > 1 for command in answered)
    assert report.tally.resent >= len(answered)
    assert report.tally.losses[1011] >= 1


async def test_an_acknowledged_answer_the_server_does_not_hold_is_lost():
    report = await rehearse(SmallServer(forget=True), seed=3)
    assert report.phase == "finished"
    assert report.tally.answers.lost > 0
    assert not report.succeeded
    assert any("does not hold" in fault for fault in report.tally.faults)


async def test_an_answer_nobody_sent_is_doubled():
    report = await rehearse(SmallServer(invent=True), seed=3)
    assert report.tally.answers.doubled > 0
    assert not report.succeeded


async def test_seats_of_people_are_left_alone():
    server = SmallServer(taken=("t2",))
    report = await rehearse(server, seed=3)
    assert report.cast.teams == 2
    assert "team-t2" not in server.seated
    assert any("left alone" in note for note in report.notes)


async def test_teams_is_a_limit():
    server = SmallServer()
    report = await rehearse(server, teams=1)
    assert report.cast.teams == 1
    assert report.phase == "finished"


async def test_a_dead_key_is_named_instead_of_waiting_for_ever():
    report = await rehearse(SmallServer(disabled=True), patience_s=1.0)
    assert report.phase == "lobby"
    assert not report.succeeded
    assert report.stuck is not None
    assert "start_contest" in report.stuck


async def test_doing_the_same_for_ever_is_not_getting_on():
    server = SmallServer(deaf=True)
    report = await rehearse(server, patience_s=1.0, seed=3)
    assert report.phase == "ask"
    assert not report.succeeded
    rulings = [command for _, command in server.effects if command["do"] == "RuleAnswer"]
    assert len({command["team"] for command in rulings}) == 1 < len(rulings)


async def test_the_organisers_devices_are_trusted_where_the_server_tells_devices_apart():
    server = SmallServer(trusts=True, teams=("t1", "t2", "t3", "t4"))
    report = await rehearse(server, seed=3)
    assert report.succeeded
    told = [command for seat, command in server.effects if command["do"] == "TrustDevice"]
    assert [(command["team"], command["tier"]) for command in told] == [("t4", "house")]


async def test_without_a_robot_host_it_plays_along_until_the_person_finishes():
    """The “person” presses on whenever a captain has done something."""

    def person(server, seat, command):
        server.step()
        if server.position < len(server.SCRIPT) and server.picture not in ("ask 1 open",):
            person(server, seat, command)

    server = SmallServer(on_command=person)
    report = await rehearse(server, hosts=False, seed=3)
    assert report.phase == "finished"
    assert not [command for seat, command in server.effects if seat == "host"]


async def test_a_wrong_key_is_refused_with_the_servers_sentence():
    async with running(SmallServer()) as host_url:
        with pytest.raises(JoinRefused, match="这个链接无效"):
            await Rehearsal(Wishes(host_url.replace("host-key", "stale-key"))).run()


async def test_no_server_is_a_sentence():
    async with running(SmallServer()) as host_url:
        pass
    with pytest.raises(Unreachable, match=r"Nobody answers at http://127.0.0.1"):
        await Rehearsal(Wishes(host_url)).run()


async def test_a_person_who_has_taken_over_is_not_hurried():
    rehearsal = Rehearsal(Wishes("", hosts=True, patience_s=5))
    client = Client(
        Ticket(Address(False, "h", 1), "/live/host", "", "c1"), Bearing(), Tally(), random.Random(1)
    )
    host = Host(client, Hosting(client.sections, Skill(1, "host")), 1.0)
    now = asyncio.get_running_loop().time()
    rehearsal._seen_at = now
    client.sections.take({"v": 1, "lead": {"leads": False, "free": False}})
    host.progress_at = now - 1000
    assert rehearsal._what_is_stuck(host) is None
    client.sections.take({"v": 2, "lead": {"leads": True, "free": False}})
    assert rehearsal._what_is_stuck(host) is None, "the wait begins anew with the controls"
    host.progress_at = now - 1000
    assert "nothing happened" in str(rehearsal._what_is_stuck(host))
    rehearsal._seen_at = now - 6
    assert "out of reach" in str(rehearsal._what_is_stuck(host))


async def test_the_robot_goes_on_when_nobody_holds_the_controls(monkeypatch):
    client = Client(
        Ticket(Address(False, "h", 1), "/live/host", "", "c1"), Bearing(), Tally(), random.Random(1)
    )
    said: list[object] = []
    monkeypatch.setattr(client, "say", said.append)
    rehearsal = Rehearsal(Wishes("", hosts=True))
    rehearsal._seen_at = asyncio.get_running_loop().time()
    host = Host(client, Hosting(client.sections, Skill(1, "host")), 1.0)
    for free in (False, True):
        client.sections.take({"v": 1, "lead": {"leads": False, "free": free}})
        assert rehearsal._what_is_stuck(host) is None
    assert said == [{"lead": True}]
