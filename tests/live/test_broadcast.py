"""Who is told what, when, and how often. A view kept from pushes is a fresh view."""

import asyncio
import random
from contextlib import suppress
from typing import Any

import pytest

from quizhub.contest import commands as c
from quizhub.contest.seats import Role, Seat, audience_seat, captain_seat
from quizhub.contest.steps import next_step
from quizhub.errors import CommandRejected
from quizhub.live import broadcast, outlet
from quizhub.live.channel import HIGH_WATER, MOST_UNSENT
from quizhub.live.protocol import PHONE_LIMIT
from quizhub.questions.answers import ChoiceAnswer
from tests.contest.table import a_plan, a_round
from tests.live.halls import Phone, Show, phase, turns

pytestmark = pytest.mark.anyio


async def _crowd(show: Show, count: int) -> list[Seat]:
    seats = [audience_seat(f"{n:010d}") for n in range(count)]
    await asyncio.gather(*(show.live.post(c.TakeSeat(handle=seat.id), seat) for seat in seats))
    return seats


async def test_hello_is_answered_with_every_section_of_the_role(show):
    await show.sit("t1")
    [seat] = await _crowd(show, 1)
    common = {"contest", "stage", "standings", "trouble", "material"}
    host = {"crowd", "counts", "next", "rundown", "grid", "key", "log", "lobby", "played", "appeals", "lead"}
    assert set(show.phone("t1").sections) == common | {"me", "can"}
    assert set(show.phone(seat).sections) == common | {"me", "can", "crowd"}
    assert set(show.screen().sections) == common | {"crowd", "counts"}
    assert set(show.host().sections) == common | host
    first = show.phone("t1").channel.messages[0]
    assert (first["v"], first["now"]) == (show.live.state.version, show.clock.now())


async def test_each_is_told_in_its_language(show):
    await show.sit("t1", "t2")
    chinese, english = show.phone("t1"), show.phone("t2", language="en-GB")
    assert (chinese.sections["contest"]["title"], english.sections["contest"]["title"]) == (
        "安全知识竞赛",
        "Safety contest",
    )
    assert (await english.done(c.Buzz(ask=9)))["text"] == "en-GB:wrong_question"
    chinese.say({"hello": 1, "lang": "en"})
    assert chinese.sections["contest"]["title"] == "Safety contest"
    await show.open_question()
    for phone in (chinese, english):
        await phone.until(lambda s: s["stage"]["show"] == "ask" and s["stage"]["ask"]["phase"] == "open")
        assert phone.sections["stage"]["ask"]["stem"].startswith("Question")


async def test_a_push_holds_only_what_changed(show):
    await show.sit("t1", "t2")
    await show.open_question()
    phone, other, host = show.phone("t1"), show.phone("t2"), show.host()
    for listener in (phone, other, host):
        listener.forget_messages()
    await phone.done(show.answer())
    await turns()
    ack, view = phone.channel.messages
    assert set(ack) == {"ack", "v"}
    assert set(view) == {"v", "now", "me", "can"}
    assert other.channel.messages == []


async def test_nobody_in_the_hall_hears_of_the_answers_and_joins_of_others(show, monkeypatch):
    monkeypatch.setattr(broadcast, "SLOW_S", 1_000)
    seats = await _crowd(show, 30)
    await show.sit("t1")
    await show.open_question()
    phones = [show.phone(seat, limit=PHONE_LIMIT) for seat in seats]
    screen, host, captain = show.screen(), show.host(), show.phone("t1")
    for phone in [*phones, screen, host, captain]:
        phone.forget_messages()
    await asyncio.gather(*(phone.done(show.answer()) for phone in phones))
    await asyncio.gather(*(show.live.post(c.TakeSeat(), audience_seat(f"late{n:06d}")) for n in range(20)))
    for phone in phones:
        await phone.channel.until(lambda messages=phone.channel.messages: len(messages) == 1)
    await turns()
    for phone in phones:
        (ack,) = phone.channel.messages
        assert set(ack) == {"ack", "v", "now", "me"}, "one message: that it is kept, and what is kept"
        assert ack["me"]["answer"]["n"] == 1
    assert captain.channel.messages == []
    assert screen.channel.messages == host.channel.messages == [], "counts wait for their moment"
    show.live._broadcast._tell_desk()
    assert len(screen.channel.messages) == len(host.channel.messages) == 1
    for listener in (screen, host):
        assert listener.sections["counts"]["audience_answered"] == 30
        assert listener.sections["counts"]["audience"] == 50


async def test_a_second_page_of_the_same_phone_sees_the_answer_too(show):
    (seat,) = await _crowd(show, 1)
    await show.open_question()
    phone, page = show.phone(seat), show.phone(seat)
    page.forget_messages()
    ack = await phone.done(show.answer("b"))
    await page.until(lambda s: s["me"]["answer"] == ack["me"]["answer"])
    assert page.channel.messages == [{"v": ack["v"], "now": ack["now"], "me": ack["me"]}]


async def test_on_a_slow_line_the_acknowledgement_goes_alone_and_the_rest_follows(show):
    (seat,) = await _crowd(show, 1)
    slow = show.phone(seat)
    slow.channel.stuck = True
    while slow.channel.unsent() <= HIGH_WATER:
        slow.say({"ping": 1})
        show.clock.advance(1_000)
    await show.open_question()
    slow.do(show.answer("b"))
    waiting = slow.channel.waiting
    await slow.channel.until(lambda: b'"ack"' in waiting[-1].message)
    await turns()
    assert b'"me"' not in waiting[-1].message
    slow.channel.take_all()
    slow.connection.drained()
    assert slow.sections["me"]["answer"]["n"] == 1


async def test_the_hall_hears_each_its_own_after_the_reveal(show):
    seats = await _crowd(show, broadcast.PORTION + 10)
    await show.open_question()
    phones = [show.phone(seat) for seat in seats]
    for n, phone in enumerate(phones):
        await phone.done(show.answer("b" if n % 2 else "a"))
    await show.next("close_answers", "reveal")
    for n, phone in enumerate(phones):
        wanted = "right" if n % 2 else "wrong"
        await phone.until(lambda s, wanted=wanted: s["me"]["verdict"] == wanted)
        await phone.until(lambda s: s["stage"]["ask"]["phase"] == "revealed")
    assert "reveal" in phones[0].sections["stage"]["ask"]


async def test_the_newest_phone_of_a_captain_wins(show):
    await show.sit("t1")
    old = show.phone("t1")
    new = show.phone("t1")
    assert old.channel.closed == 4409
    assert new.channel.closed is None
    assert show.live.facts().presence["t1"].online
    new.connection.lost()
    assert not show.live.facts().presence["t1"].online


async def test_a_phone_in_the_hall_may_be_open_three_times(show):
    [seat] = await _crowd(show, 1)
    phones = [show.phone(seat) for _ in range(5)]
    assert [phone.channel.closed for phone in phones] == [4409, 4409, None, None, None]
    assert show.live.facts().audience_online == 3


async def test_hosts_and_screens_do_not_push_each_other_out(show):
    hosts, screens = [show.host() for _ in range(4)], [show.screen() for _ in range(4)]
    await show.next("start_contest")
    for listener in hosts + screens:
        assert listener.channel.closed is None
        assert listener.sections["stage"]["show"] == "round"


async def test_a_released_seat_is_told_and_its_sockets_are_closed(show):
    await show.sit("t1")
    phone, host = show.phone("t1"), show.host()
    await host.done(c.ReleaseSeat(team="t1"))
    assert phone.channel.closed == 4401
    assert show.phone("t1").channel.closed == 4401, "a seat nobody holds has no view"
    await host.until(lambda s: s["grid"][0]["seat"] == "empty" and not s["grid"][0]["online"])


async def test_the_host_sees_who_is_connected_who_has_seen_and_who_is_away(show):
    await show.sit("t1")
    host, phone = show.host(), show.phone("t1")
    await host.until(lambda s: s["grid"][0]["online"])
    ask = await show.open_question()
    phone.say({"seen": ask})
    await host.until(lambda s: s["grid"][0]["seen"])
    phone.connection.lost()
    await host.until(lambda s: not s["grid"][0]["online"])
    show.clock.advance(12_000)
    await host.until(lambda s: s["grid"][0]["offline_s"] == 12)


async def test_the_server_measures_the_link(show):
    await show.sit("t1")
    phone, host = show.phone("t1"), show.host()
    await phone.channel.until(lambda: phone.channel.pings)
    [ping] = phone.channel.pings
    show.clock.advance(18)
    phone.say({"pong": ping["ping"], "c": 5_000.0})
    link = show.live.link("t1")
    assert link is not None
    assert [sample.round_trip for sample in link.samples] == [18]
    assert link.samples[0].offset == 5_000.0 - (ping["now"] + 9)
    show.clock.advance(5_000)
    await host.until(lambda s: s["grid"][0]["link_ms"] == 18)


async def test_a_section_that_changed_and_changed_back_between_two_messages_is_still_right(show):
    """A newcomer was given the value in between: the next message must hold the section again."""
    host = show.host()
    version = show.live.state.version
    show.live._broadcast._slow_at = asyncio.get_running_loop().time() + 1_000
    seat = audience_seat("0123456789")
    await show.live.post(c.TakeSeat(), seat)
    newcomer = show.host()
    assert newcomer.sections["counts"]["audience"] == 1
    assert host.sections["counts"]["audience"] == 0
    group = newcomer.connection.group
    from quizhub.live.groups import Group

    assert isinstance(group, Group)
    back = dict(group._last)
    assert "counts" in group.changed(back), (
        "nothing differs from what was last sent, and yet one has missed it"
    )
    assert group.changed(back) == {}
    assert show.live.state.version == version + 1


# --- slow clients -----------------------------------------------------------------------------------


async def test_a_phone_that_does_not_read_gets_the_latest_of_each_section_once_it_does(show):
    await show.sit("t1", "t2")
    slow, quick = show.phone("t1"), show.phone("t2")
    slow.channel.stuck = True
    while slow.channel.unsent() <= HIGH_WATER:
        slow.say({"ping": 1})
        show.clock.advance(1_000)
    await show.open_question()
    await show.next("close_answers", "reveal")
    await quick.until(lambda s: s["stage"]["ask"]["phase"] == "revealed")
    views = [frame for frame in slow.channel.waiting if b'"stage"' in frame.message]
    assert views == [], "no view was added to a line that is full"
    slow.channel.take_all()
    before = len(slow.channel.messages)
    slow.connection.drained()
    [view] = slow.channel.messages[before:]
    assert view["stage"]["ask"]["phase"] == "revealed"
    assert slow.sections["stage"] == quick.sections["stage"]
    slow.connection.drained()
    assert len(slow.channel.messages) == before + 1


async def test_a_phone_that_takes_nothing_is_cut_off_and_nobody_waits(show, monkeypatch):
    monkeypatch.setattr(outlet, "STUCK_S", 0.001)
    await show.sit("t1", "t2")
    slow, quick = show.phone("t1"), show.phone("t2")
    slow.channel.stuck = True
    while slow.channel.unsent() <= HIGH_WATER:
        slow.say({"ping": 1})
        show.clock.advance(1_000)
    await show.open_question()
    await quick.until(lambda s: s["stage"]["show"] == "ask")
    await slow.channel.until(lambda: slow.channel.aborted)


async def test_a_phone_that_asks_and_never_listens_holds_little_memory(show):
    await show.sit("t1")
    slow = show.phone("t1")
    slow.channel.stuck = True
    for _ in range(30_000):
        slow.say({"ping": 1})
        show.clock.advance(1_000)
        if slow.channel.aborted:
            break
    assert slow.channel.aborted
    assert slow.channel.unsent() <= MOST_UNSENT


# --- the law ----------------------------------------------------------------------------------------

_RANDOM_PLAN = a_plan(
    a_round("everyone", 3),
    a_round("buzz", 3, answering="device"),
    a_round("risk", 3, stakes=(10, 20, 30)),
    teams=3,
    tie_questions=2,
)


def _anything(show: Show, seats: list[Seat], chance: random.Random) -> tuple[c.Command, Seat]:
    """Some command somebody might send now; most are allowed, many are not."""
    state = show.live.state
    ask = state.show.ask.id if state.show.ask is not None else 0
    seat, team = chance.choice(seats), chance.choice(("t1", "t2", "t3"))
    host = Seat("host", Role.HOST)
    answer = ChoiceAnswer(chosen=(chance.choice("abcd"),))
    offers: list[tuple[c.Command, Seat]] = [
        (c.Next(step=state.moves), host),
        (c.Next(step=state.moves), host),
        (c.SubmitAnswer(ask=ask, answer=answer, n=chance.randrange(1, 4)), seat),
        (c.SubmitAnswer(ask=ask, answer=answer, n=chance.randrange(1, 4)), seat),
        (c.LockAnswer(ask=ask), captain_seat(team)),
        (c.Buzz(ask=ask, press_ms=1.0), captain_seat(team)),
        (c.ChooseStake(stake=chance.choice((10, 20, 30))), captain_seat(team)),
        (c.SayReady(), captain_seat(team)),
        (c.RuleAnswer(team=team, right=chance.random() < 0.5), host),
        (chance.choice((c.Pause(), c.Resume())), host),
        (c.Undo(step=state.moves), host),
        (c.Redo(step=state.moves), host),
        (c.AdjustPoints(team=team, points=5, reason="更正"), host),
        (c.CoverScreen(on=chance.random() < 0.3), host),
        (c.ShowStandings(on=chance.random() < 0.4), host),
        (c.VoidQuestion(reason="x"), host),
        (c.ExtendTime(seconds=10), host),
        (c.TakeSeat(handle="late"), audience_seat(f"late{chance.randrange(10**6):06d}")),
    ]
    return chance.choice(offers)


def _comparable(sections: dict[str, Any], phone: Phone) -> dict[str, Any]:
    """What must be equal. The hall is not told of joins, nor of a new question each by itself: a score
    that belongs to an earlier ask is the same score. Who leads is told to each host page by itself."""
    sections = {name: value for name, value in sections.items() if name not in ("crowd", "lead")}
    if phone.seat.role is Role.AUDIENCE:
        past = {"ask": None, "answer": None, "verdict": None, "gained": None, "of": None}
        sections["me"] = {**sections["me"], **past}
    return sections


@pytest.mark.parametrize("seed", range(12))
async def test_a_view_kept_from_pushes_is_a_fresh_view(hall, clock, seed):
    chance = random.Random(seed)
    show = await Show.of(hall, clock, _RANDOM_PLAN)
    await show.sit("t1", "t2", "t3")
    crowd = await _crowd(show, 4)
    seats = [*(captain_seat(team) for team in ("t1", "t2", "t3")), *crowd]
    kept = [show.phone(seat, language=chance.choice(("zh-Hans", "en"))) for seat in seats]
    kept += [show.screen(), show.host()]
    pictures = set()
    for _ in range(150):
        command, seat = _anything(show, seats, chance)
        with suppress(CommandRejected):
            await show.live.post(command, seat)
        pictures.add(show.live.state.show.picture)
        if chance.random() < 0.2:
            clock.advance(chance.choice((100, 5_000, 40_000)))
            show.live.wake()
            await turns(5)
    assert len(pictures) > 2, "the walk must have gone somewhere"
    show.live._broadcast._tell_desk()
    await turns(50)
    # Host and screen first: a newcomer in the hall would change what they see of it.
    for phone in reversed(kept):
        language = phone.connection.language
        fresh = Phone(show.live, phone.seat, language=language)
        assert _comparable(phone.sections, phone) == _comparable(fresh.sections, fresh), phone.seat


async def test_a_step_that_is_ready_is_named_as_the_host_sees_it(show):
    host = show.host()
    await show.sit("t1")
    step = next_step(show.live.state)
    assert step is not None
    await host.until(lambda s: s["next"]["effect"] == step.effect)
    await show.open_question()
    assert phase(show.live) == "open"
    await host.until(lambda s: s["next"]["effect"] == "close_answers")
