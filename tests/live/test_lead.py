"""Several host pages: one leads, the others watch until they take over; a fenced page is refused."""

import asyncio
import itertools
from typing import Any

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST, captain_seat
from quizhub.live.hall import Hall
from tests.live.halls import Phone, Show, everyone_plan

_ids = itertools.count()


def page(show: Show, name: str = "", **hello: object) -> Phone:
    """A host's page that says hello with these fields."""
    host = Phone(show.live, HOST, language="")
    host.say({"hello": 1, "lang": "en", **({"page": name} if name else {}), **hello})
    return host


async def act(host: Phone, command: c.Command) -> dict[str, Any]:
    """Send a command under an id of its own and wait for the answer."""
    return await host.done(command, f"act-{next(_ids):016d}")


def lead(host: Phone) -> dict[str, object]:
    told = host.sections["lead"]
    return {name: told[name] for name in ("leads", "free", "pages")}


async def test_a_single_page_leads_by_itself(show: Show):
    host = page(show)
    assert lead(host) == {"leads": True, "free": False, "pages": 1}
    assert "ack" in await act(host, c.CoverScreen(on=True))


async def test_the_first_view_tells_who_leads(show: Show):
    host = page(show)
    assert "lead" in host.channel.messages[0]
    assert "stage" in host.channel.messages[0]


async def test_a_second_page_watches_and_its_commands_are_refused(show: Show):
    first, second = page(show), page(show)
    assert lead(second) == {"leads": False, "free": False, "pages": 2}
    assert lead(first) == {"leads": True, "free": False, "pages": 2}
    refused = await act(second, c.CoverScreen(on=True))
    assert (refused["code"], refused["text"]) == ("not_leading", "en:not_leading")
    assert not show.live.state.show.covered
    assert "ack" in await act(first, c.CoverScreen(on=True))
    assert second.sections["stage"]["covered"]


async def test_taking_over_fences_the_first_page_and_tells_it(show: Show):
    first, second = page(show), page(show)
    second.say({"lead": True})
    assert lead(second)["leads"] and not lead(first)["leads"]
    assert (await act(first, c.CoverScreen(on=True)))["code"] == "not_leading"
    assert "ack" in await act(second, c.CoverScreen(on=True))
    first.say({"lead": True})
    assert lead(first)["leads"] and not lead(second)["leads"]
    assert "ack" in await act(first, c.CoverScreen(on=False))


async def test_a_page_that_was_cut_comes_back_as_a_watcher_with_stale_commands_refused(show: Show):
    first = page(show, "first")
    second = page(show, "second")
    step = show.live.state.moves
    second.say({"lead": True})
    assert "ack" in await act(second, c.Next(step=step))
    again = page(show, "first")
    assert first.channel.closed == 4409
    assert not lead(again)["leads"]
    for stale in (c.Next(step=step), c.Pause(), c.CoverScreen(on=True), c.Undo(step=step + 1)):
        assert (await act(again, stale))["code"] == "not_leading"
    assert show.live.state.moves == step + 1


async def test_a_command_that_was_done_is_acknowledged_though_its_page_is_fenced_now(show: Show):
    first, second = page(show), page(show)
    done = await first.done(c.CoverScreen(on=True), "command-0123456789")
    second.say({"lead": True})
    first.forget_messages()
    assert await first.done(c.CoverScreen(on=True), "command-0123456789") == done


async def test_a_page_that_comes_back_before_its_old_socket_is_gone_goes_on_leading(show: Show):
    old = page(show, "laptop")
    watcher = page(show, "tablet")
    new = page(show, "laptop")
    assert old.channel.closed == 4409
    assert lead(new) == {"leads": True, "free": False, "pages": 2}
    assert not lead(watcher)["leads"]
    assert "ack" in await act(new, c.CoverScreen(on=True))


async def test_when_the_leading_page_is_gone_nobody_leads_until_somebody_takes_over_or_comes(show: Show):
    first, second = page(show), page(show)
    first.connection.lost()
    assert lead(second) == {"leads": False, "free": True, "pages": 1}
    assert (await act(second, c.Pause()))["code"] == "not_leading"
    back = page(show)
    assert lead(back) == {"leads": True, "free": False, "pages": 2}
    assert not lead(second)["free"]


async def test_a_page_that_only_watches_never_leads_by_itself(show: Show):
    watcher = page(show, lead=False)
    assert lead(watcher) == {"leads": False, "free": True, "pages": 1}
    watcher.say({"lead": True})
    assert lead(watcher)["leads"]


async def test_another_language_changes_nothing_about_who_leads(show: Show):
    first, second = page(show), page(show)
    second.say({"hello": 1, "lang": "zh-Hans"})
    assert lead(first)["leads"] and lead(second)["pages"] == 2


async def test_what_would_change_is_told_to_a_watcher_too(show: Show):
    page(show)
    watcher = page(show)
    points = c.AdjustPoints(team="t1", points=5, reason="x").model_dump(mode="json")
    watcher.say({"id": "x" * 16, "try": True, **points})
    assert watcher.channel.messages[-1]["points"] == {"t1": 5}


async def test_phones_cannot_take_the_lead(show: Show):
    host = page(show)
    await show.sit("t1")
    phone = Phone(show.live, captain_seat("t1"))
    phone.say({"lead": True})
    assert phone.channel.is_open
    assert "lead" not in phone.sections
    assert lead(host)["leads"]


async def test_a_lead_that_cannot_be_read_closes_the_socket(show: Show):
    for message in (
        {"lead": False},
        {"lead": 1},
        {"hello": 1, "page": "with blanks"},
        {"hello": 1, "page": 7},
    ):
        host = page(show)
        host.say(message)
        assert host.channel.closed == 4400


async def test_two_pages_press_next_at_once_a_thousand_times(hall: Hall, clock):
    """Exactly one step each time, and the page that only watches is told."""
    show = await Show.of(hall, clock, everyone_plan(questions=2))
    await show.live.post(c.Next(step=0), HOST)
    first, second = page(show), page(show)
    for n in range(1_000):
        pair = (first, second) if n % 2 else (second, first)
        if n % 3 == 0:
            pair[0].say({"lead": True})
        leading = next(host for host in pair if lead(host)["leads"])
        # Ten messages a second are what a socket may send.
        clock.advance(500)
        on = not show.live.state.show.covered
        version = show.live.state.moves
        answers = await asyncio.gather(*(act(host, c.CoverScreen(on=on)) for host in pair))
        outcome = dict(zip(pair, answers, strict=True))
        assert "ack" in outcome.pop(leading)
        assert [answer["code"] for answer in outcome.values()] == ["not_leading"]
        assert show.live.state.moves == version + 1
        for host in pair:
            host.forget_messages()
