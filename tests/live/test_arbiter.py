"""The arbiter's socket: what it is shown, that it rules and does nothing else, and what a trial answers."""

from typing import Any

import orjson
import pytest

from quizhub.contest import commands as c
from quizhub.contest.authority import MAY_SEND
from quizhub.contest.seats import ARBITER, RULING_HOST, Role, captain_seat
from quizhub.contest.standings import counted
from quizhub.contest.views import arbiter_sections
from quizhub.live.protocol import fragments
from tests.live.halls import HERE, Phone, Show, turns
from tests.live.servers import close_code, heard, heard_until, serving

pytestmark = pytest.mark.anyio


async def revealed(show: Show) -> int:
    """The first question, which team 1 had right and team 2 wrong, to its reveal; gives its ask."""
    await show.sit("t1", "t2", "t3")
    ask = await show.open_question()
    for team, key in (("t1", "b"), ("t2", "c")):
        await show.live.post(show.answer(key), captain_seat(team))
    await show.next("close_answers", "reveal")
    return ask


async def tried(phone: Phone, command: c.Command, number: int) -> dict[str, Any]:
    command_id = f"trial-{number:016d}"
    phone.say({"id": command_id, **command.model_dump(mode="json"), "try": True})
    answers = [m for m in phone.channel.messages if command_id in (m.get("tried"), m.get("no"))]
    return answers[0]


async def test_arbiter_is_shown_what_it_rules_by_and_hears_of_every_change(show):
    await show.sit("t1", "t2", "t3")
    arbiter = show.phone(ARBITER)
    names = {"contest", "stage", "standings", "next", "log", "played", "appeals", "trouble", "material"}
    assert set(arbiter.sections) == names
    ask = await show.open_question()
    await show.live.post(show.answer("c"), captain_seat("t2"))
    await show.next("close_answers", "reveal")
    await arbiter.until(lambda s: [line["ask"] for line in s["played"]] == [ask])
    appeal = c.RaiseAppeal(ask=ask, reason="选项有歧义")
    await show.live.post(appeal, captain_seat("t2"))
    await arbiter.until(lambda s: [line["reason"] for line in s["appeals"]] == ["选项有歧义"])
    fresh = {
        name: orjson.loads(b"{" + part + b"}")[name]
        for name, part in fragments(arbiter_sections(show.live.state, "zh-Hans")).items()
    }
    assert {name: part for name, part in arbiter.sections.items() if name != "trouble"} == fresh


async def test_who_comes_and_goes_is_not_told_to_the_arbiter(show):
    await show.sit("t1")
    arbiter, host = show.phone(ARBITER), show.host()
    await show.next("start_contest")
    await arbiter.until(lambda s: s["stage"]["show"] == "round")
    arbiter.forget_messages()
    host.forget_messages()
    show.phone("t1")
    await host.until(lambda s: s["grid"][0]["online"])
    await turns()
    assert arbiter.channel.messages == []


async def test_arbiter_puts_right_what_was_judged(show):
    ask = await revealed(show)
    arbiter = show.phone(ARBITER)
    change = c.ChangeVerdict(ask=ask, team="t2", verdict="right", reason="口误")
    assert "ack" in await arbiter.done(change)
    await arbiter.until(lambda s: s["played"][0]["points"] == {"t1": 10, "t2": 10})
    assert arbiter.sections["stage"]["card"]["what"] == "verdict"


SENT = [
    c.Next(step=0),
    c.Undo(step=0),
    c.Pause(),
    c.ShowStandings(on=True),
    c.ReleaseSeat(team="t1"),
    c.LockLobby(locked=True),
    c.SayReady(),
    c.RaiseAppeal(ask=1, reason="x"),
    c.CallFoul(team="t1", foul="prompting"),
    c.FinishContest(),
]


@pytest.mark.parametrize("seat", [ARBITER, RULING_HOST], ids=["arbiter", "host"])
async def test_nothing_but_rulings_is_taken_there(show, seat):
    await revealed(show)
    arbiter = show.phone(seat)
    before = show.live.state
    for command in SENT:
        assert (await arbiter.done(command))["code"] == "not_allowed", command
    assert show.live.state is before
    ruling = {kind for kind, roles in MAY_SEND.items() if Role.ARBITER in roles}
    assert ruling == {c.VoidQuestion, c.CorrectKey, c.ChangeVerdict, c.AdjustPoints, c.RuleAppeal}


async def test_a_trial_says_what_would_change_and_changes_nothing(show):
    ask = await revealed(show)
    arbiter = show.phone(ARBITER)
    before = show.live.state
    arbiter.forget_messages()
    found = await tried(arbiter, c.ChangeVerdict(ask=ask, team="t1", verdict="wrong", reason="x"), 1)
    assert found == {
        "tried": "trial-0000000000000001",
        "points": {"t1": -10},
        "ranks": {"t2": [2, 1], "t3": [2, 1]},
    }
    refused = await tried(arbiter, c.VoidQuestion(ask=99, reason="x"), 2)
    assert (refused["no"], refused["code"]) == ("trial-0000000000000002", "wrong_question")
    assert (await tried(arbiter, c.Pause(), 3))["code"] == "not_allowed"
    await turns()
    assert show.live.state is before
    assert not [m for m in arbiter.channel.messages if "v" in m]


async def test_a_trial_is_for_host_and_arbiter(show):
    ask = await revealed(show)
    appeal = c.RaiseAppeal(ask=ask, reason="x")
    assert (await tried(show.phone("t1"), appeal, 1))["code"] == "not_allowed"
    assert (await tried(show.host(), c.VoidQuestion(reason="x"), 1))["points"] == {"t1": -10}


async def test_each_enters_by_its_own_socket_and_the_log_names_who_ruled(show):
    await revealed(show)
    links = show.hall.links(show.info)
    host, arbiter = [
        await show.hall.enter(link.partition("key=")[2], address=HERE)
        for link in (links.host_url, links.arbiter_url)
    ]
    async with serving(show.hall) as running:
        for path in ("/live/host", "/live/host/rulings"):
            cookie = {"Cookie": f"qh_staff={arbiter.token}"}
            assert await close_code(await running.open(arbiter, path=path, additional_headers=cookie)) == 4401
        as_arbiter = {"Cookie": f"qh_arbiter={host.token}"}
        stranger = await running.open(host, path="/live/arbiter", additional_headers=as_arbiter)
        assert await close_code(stranger) == 4401
        for number, (admitted, path) in enumerate(((arbiter, arbiter.live), (host, "/live/host/rulings"))):
            desk = await running.hello(admitted, path=path)
            assert "played" in await heard(desk)
            adjust = c.AdjustPoints(team="t3", points=5, reason="x").model_dump(mode="json")
            await desk.send(orjson.dumps({"id": f"{number:016d}", **adjust}).decode())
            await heard_until(desk, "ack")
            await desk.close()
    adjusted = [award.by for award in counted(show.live.state) if award.reason == "adjusted"]
    assert adjusted == ["arbiter", "host"]
