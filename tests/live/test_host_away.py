"""No host page any more: running clocks wait for one, phones are told, and the host goes on."""

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST
from tests.live.halls import Show, everyone_plan


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
