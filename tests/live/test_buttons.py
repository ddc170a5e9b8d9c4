"""House buttons: who hears whom, what the host sees, races by their own clocks; and our own standstills."""

import asyncio
from typing import Any

import orjson
import pytest

from quizhub.clock import ServerClock
from quizhub.contest import commands as c
from quizhub.contest.deadlines import due
from quizhub.contest.events import BuzzPressed
from quizhub.contest.photo_finish import LIMITS, Bound, Tier
from quizhub.contest.plan import Plan
from quizhub.contest.seats import BUTTONS
from quizhub.errors import CommandRejected
from quizhub.live.buttons import MOST_CLIENTS, Buttons
from quizhub.live.contest import TICK_S
from quizhub.live.hall import Hall
from quizhub.live.rate import BURST
from quizhub.live.stalls import CATCH_UP_MS, Stalls
from tests.contest.table import a_plan, a_round
from tests.live.halls import HERE, Phone, Show, close_hall, open_hall
from tests.live.servers import close_code, heard, heard_until, serving

pytestmark = pytest.mark.anyio

CLOCK_AHEAD = 77_000.0
"""By how much the clock of a client is ahead of ours."""


def racing(teams: int = 3) -> Plan:
    return a_plan(a_round("buzz", 2), teams=teams)


@pytest.fixture
async def show(hall: Hall, clock) -> Show:
    return await Show.of(hall, clock, racing())


def client(show: Show, *teams: str, armed: bool = True) -> Phone:
    hung = show.phone(BUTTONS, language="")
    hung.say({"hello": 1, "lang": "en", "teams": teams, "armed": armed})
    return hung


def pressed(show: Show, team: str, ask: int) -> c.Buzz:
    return c.Buzz(ask=ask, team=team, press_ms=float(show.clock.now()))


def button(host: Phone, team: str) -> Any:
    return next(cell["button"] for cell in host.sections["grid"] if cell["team"] == team)


async def log_of(show: Show) -> list[BuzzPressed]:
    rows = await show.hall._log.read(show.info.id)
    return [event for row in rows if isinstance(event := row.event(), BuzzPressed)]


# --- who hears whom -------------------------------------------------------------------------------


def test_a_team_is_missed_until_a_client_names_it_again():
    book: Buttons[str] = Buttons()
    book.said("page", ["t1", "t2"], True)
    book.said("box", ["t2"], False)
    assert (book.of("t2"), book.armed("t2")) == (["page", "box"], ["page"])
    book.left("page")
    assert (book.teams(), book.of("t1"), book.of("t2")) == ({"t1", "t2"}, [], ["box"])
    book.said("new", ["t1"], True)
    assert book.armed("t1") == ["new"]
    book.said("new", [], True)
    assert book.teams() == {"t2"}, "given up, not missed"
    book.left("nobody")


def test_teams_that_a_client_gave_up_before_it_went_are_not_missed():
    book: Buttons[str] = Buttons()
    book.said("page", ["t1", "t2"], True)
    book.said("page", ["t2"], True)
    book.left("page")
    assert book.teams() == {"t2"}


async def test_the_host_sees_each_button_come_stand_idle_and_get_lost(show):
    host = show.host()
    assert button(host, "t1") is None
    page = client(show, "t1", "t2", "t9", armed=False)
    await host.until(lambda s: button(host, "t1"))
    assert button(host, "t1") == {"state": "idle", "link_ms": None, "link": None}
    assert button(host, "t3") is None
    page.say({"hello": 1, "lang": "en", "teams": ["t1"]})
    await host.until(lambda s: (button(host, "t1") or {})["state"] == "ready")
    assert button(host, "t2") is None
    page.connection.lost()
    await host.until(lambda s: (button(host, "t1") or {})["state"] == "lost")


async def test_buttons_are_told_each_step_at_once_and_nothing_else(show):
    await show.sit("t1")
    page = client(show, "t1")
    assert set(page.sections) == {"contest", "buttons", "trouble"}
    await show.next("start_contest", "show_question")
    await page.until(lambda s: s["buttons"]["ask"] == show.ask)
    assert [face["buzz"] for face in page.sections["buttons"]["faces"]] == ["wait"] * 3
    assert set(page.sections) == {"contest", "buttons", "trouble"}


async def test_a_button_can_press_and_do_nothing_else(show):
    await show.sit("t1")
    page = client(show, "t1")
    ask = await start_race(show)
    for command in (
        c.SayReady(),
        show.answer(),
        c.Next(step=0),
        c.Pause(),
        c.PassTurn(),
        c.LockAnswer(ask=ask),
    ):
        assert (await page.done(command))["code"] == "not_allowed", command
    assert (await page.done(c.Buzz(ask=ask)))["code"] == "unknown_team"
    assert "ack" in await page.done(pressed(show, "t1", ask))
    assert (await page.done(pressed(show, "t1", ask)))["code"] == "late"


async def start_race(show: Show) -> int:
    """To 200 ms after the start signal."""
    await show.next("start_contest", "show_question", "start_signal")
    show.clock.advance(opening(show) + 200 - show.clock.now())
    return show.ask


def opening(show: Show) -> int:
    """The moment of the start signal."""
    ask = show.live.state.show.ask
    assert ask is not None
    assert ask.opens_at is not None
    return ask.opens_at


async def test_a_whole_hall_may_press_at_once(hall, clock):
    teams = [f"t{n}" for n in range(1, BURST + 11)]
    show = await Show.of(hall, clock, racing(len(teams)))
    page = client(show, *teams)
    ask = await start_race(show)
    sent = [page.do(pressed(show, team, ask)) for team in teams]
    assert all(["ack" in await page.answer_to(command) for command in sent])


async def test_many_clients_may_be_there_and_the_oldest_goes(show):
    clients = [client(show, "t1") for _ in range(MOST_CLIENTS + 1)]
    assert [one.channel.closed for one in clients] == [4409] + [None] * MOST_CLIENTS


@pytest.mark.parametrize("teams", ["t1", [1], {"t1": True}])
async def test_a_list_of_teams_is_one(show, teams):
    page = show.phone(BUTTONS, language="")
    page.say({"hello": 1, "lang": "en", "teams": teams})
    assert page.channel.closed == 4400


# --- a race ---------------------------------------------------------------------------------------


async def measured(show: Show, *clients: Phone) -> None:
    """Eight pings each of ten milliseconds there and back."""
    for _ in range(LIMITS.enough_samples):
        show.clock.advance(200)
        heard_before = [len(one.channel.pings) for one in clients]
        show.live._tick(show.clock.exact())
        show.clock.advance(10)
        for one, before in zip(clients, heard_before, strict=True):
            for ping in one.channel.pings[before:]:
                one.say({"pong": ping["ping"], "c": show.clock.now() - 5 + CLOCK_AHEAD})


async def test_a_press_that_arrives_later_wins_by_when_it_was_made(show):
    await show.sit("t1", "t2", "t3")
    page, phone = client(show, "t1", "t2"), show.phone("t3")
    await measured(show, page, phone)
    ask = await start_race(show)
    opens = opening(show)
    assert "ack" in await phone.done(c.Buzz(ask=ask, press_ms=opens + 195 + CLOCK_AHEAD))
    assert due(show.live.state, show.clock.now() + 150) == "race", (
        "the buttons of two silent teams are waited for"
    )
    show.clock.advance(1)
    assert "ack" in await page.done(c.Buzz(ask=ask, team="t2", press_ms=opens + 150 + CLOCK_AHEAD))
    show.clock.advance(200)
    show.live.wake()
    await page.until(lambda s: s["buttons"]["faces"][1]["buzz"] == "first")
    assert [(one.team, one.after_cue_ms) for one in await log_of(show)] == [("t3", 195), ("t2", 150)]


async def test_over_a_real_socket_a_press_is_logged_with_its_raw_times(tmp_path):
    clock = ServerClock()
    hall, database = await open_hall(tmp_path / "quizhub.db", clock)
    show = await Show.of(hall, clock, racing())  # type: ignore[arg-type]
    await show.sit("t1", "t2", "t3")
    key = hall.links(show.info).buttons_url.partition("?key=")[2]
    with pytest.raises(CommandRejected):
        await hall.join_card(key, language="en", address=HERE)
    admitted = await hall.enter(key, address=HERE)
    assert (admitted.seat, admitted.live) == (BUTTONS, "/live/buttons")
    async with serving(hall) as running:
        as_phone = {"Cookie": f"qh_seat={admitted.token}"}
        stranger = await running.open(admitted, path="/live/phone", additional_headers=as_phone)
        assert await close_code(stranger) == 4401
        page = await running.open(admitted)
        await page.send('{"hello": 1, "lang": "en", "teams": ["t1", "t2"]}')
        assert "buttons" in await heard(page)
        for _ in range(LIMITS.enough_samples):
            ping = await heard_until(page, "ping")
            await page.send(orjson.dumps({"pong": ping["ping"], "c": clock.exact() + CLOCK_AHEAD}).decode())
        await show.next("start_contest", "show_question", "start_signal")
        opens = opening(show)
        await asyncio.sleep((opens + 60 - clock.exact()) / 1000)
        press = {"do": "Buzz", "ask": show.ask, "team": "t2", "press_ms": opens + 50 + CLOCK_AHEAD}
        await page.send(orjson.dumps({"id": "press-of-team-two-1", **press}).decode())
        await heard_until(page, "ack")
    (logged,) = await log_of(show)
    timing = logged.timing
    assert timing is not None
    assert (logged.team, logged.by, logged.press_ms) == ("t2", "buttons", press["press_ms"])
    assert (timing.tier, timing.bound) == (Tier.HOUSE, Bound.NONE)
    assert abs(timing.counts_at - (opens + 50)) <= timing.round_trip / 2 + 0.02
    assert timing.samples >= LIMITS.enough_samples
    await close_hall(hall, database)


# --- our own standstills --------------------------------------------------------------------------

BEAT = TICK_S * 1000
LATE = BEAT + LIMITS.most_wait


def test_arrivals_between_beats_on_time_say_what_they_say():
    stalls = Stalls(BEAT)
    assert stalls.before(1_000_000) == 0
    for at in (1_000.0, 1_200.0, 1_400.0 + LIMITS.most_wait):
        stalls.beat(at)
        assert stalls.before(at + LATE) == 0


def test_an_arrival_noticed_before_the_late_beat_may_be_as_old_as_the_one_before():
    stalls = Stalls(BEAT)
    stalls.beat(1_000.0)
    assert stalls.before(4_000.0) == 3_000.0


def test_an_arrival_noticed_just_after_the_late_beat_too():
    stalls = Stalls(BEAT)
    stalls.beat(1_000.0)
    stalls.beat(4_000.0)
    assert stalls.before(4_000.0 + CATCH_UP_MS - 1) == 3_000.0 + CATCH_UP_MS - 1
    assert stalls.before(4_000.0 + CATCH_UP_MS) == 0


async def test_presses_after_a_standstill_are_noted_as_such_and_race_again(path, clock):
    hall, database = await open_hall(path, clock, stall_ms=60_000)
    show = await Show.of(hall, clock, racing())
    await show.sit("t1", "t2", "t3")
    phones = [show.phone(team) for team in ("t1", "t2")]
    ask = await start_race(show)
    show.live._tick(clock.exact())
    clock.advance(800)
    for phone in phones:
        phone.say({"id": f"press-of-{phone.seat.id}-1234", "do": "Buzz", "ask": ask})
    await phones[1].answer_to("press-of-team-t2-1234")
    assert [event.stalled for event in await log_of(show)] == [800.0, 800.0]
    await close_hall(hall, database)
