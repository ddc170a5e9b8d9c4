"""No host page any more: running clocks wait for one, phones are told, and the host goes on."""

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST, captain_seat
from quizhub.live.contest import LiveContest
from quizhub.live.hall import Hall
from quizhub.storage.database import Database
from tests.live.halls import Phone, Show, close_hall, everyone_plan, open_hall


async def test_ten_seconds_without_a_host_page_pause_a_running_clock(show: Show):
    await show.sit("t1")
    phone, host = show.phone("t1"), show.host()
    await show.open_question()
    host.connection.lost()
    show.clock.advance(10_000)
    await phone.until(lambda s: s["stage"]["paused"])
    assert phone.sections["stage"]["awaits_host"]
    left = phone.sections["stage"]["ask"]["clock"]["left"]
    assert left == phone.sections["stage"]["ask"]["clock"]["total"] - 10_000
    back = show.host()
    assert "ack" in await back.done(c.Resume(), "resume-0123456789")
    await phone.until(lambda s: not s["stage"]["paused"])
    assert "awaits_host" not in phone.sections["stage"]


async def test_as_long_as_one_host_page_is_there_the_clock_runs(show: Show):
    first, second = show.host(), show.host()
    await show.open_question()
    first.connection.lost()
    show.clock.advance(12_000)
    show.live._tick(show.clock.exact())
    await show.live.post(c.ExtendTime(seconds=5), HOST)
    assert not show.live.state.show.paused
    assert second.channel.is_open


async def test_a_contest_that_never_had_a_host_page_runs(show: Show):
    await show.open_question()
    show.clock.advance(12_000)
    show.live._tick(show.clock.exact())
    await show.live.post(c.ExtendTime(seconds=5), HOST)
    assert not show.live.state.show.paused


async def test_the_rule_may_say_that_clocks_run_on(hall, clock):
    show = await Show.of(hall, clock, everyone_plan(host_away_s=0))
    show.host().connection.lost()
    await show.open_question()
    clock.advance(12_000)
    show.live._tick(clock.exact())
    await show.live.post(c.ExtendTime(seconds=5), HOST)
    assert not show.live.state.show.paused


async def test_nothing_is_paused_while_no_clock_runs(show: Show):
    show.host().connection.lost()
    show.clock.advance(60_000)
    show.live._tick(show.clock.exact())
    await show.live.post(c.CoverScreen(on=True), HOST)
    assert not show.live.state.show.paused


async def restarted(path, clock, hall, show: Show) -> tuple[Hall, Database, LiveContest]:
    """The server starts again in the middle of a question."""
    await show.sit("t1")
    await show.open_question()
    await hall.stop()
    again, database = await open_hall(path, clock)
    live = await again.find(show.info.id)
    assert live is not None
    return again, database, live


async def test_after_a_restart_a_host_page_that_does_not_come_back_pauses_a_running_clock(path, clock, hall):
    again, database, live = await restarted(path, clock, hall, await Show.of(hall, clock, everyone_plan()))
    phone = Phone(live, captain_seat("t1"))
    clock.advance(9_999)
    live._tick(clock.exact())
    await live.post(c.ExtendTime(seconds=5), HOST)
    assert not live.state.show.paused
    clock.advance(1)
    live._tick(clock.exact())
    await phone.until(lambda s: s["stage"]["paused"])
    assert phone.sections["stage"]["awaits_host"]
    host = Phone(live, HOST)
    assert "ack" in await host.done(c.Resume())
    await phone.until(lambda s: not s["stage"]["paused"])
    await close_hall(again, database)


async def test_after_a_restart_a_host_page_that_comes_back_in_time_lets_the_clock_run(path, clock, hall):
    again, database, live = await restarted(path, clock, hall, await Show.of(hall, clock, everyone_plan()))
    clock.advance(9_000)
    host = Phone(live, HOST)
    clock.advance(9_000)
    live._tick(clock.exact())
    assert "ack" in await host.done(c.ExtendTime(seconds=5))
    assert not live.state.show.paused
    await close_hall(again, database)
