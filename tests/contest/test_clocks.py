"""Time as data: countdowns, deadlines, pause and resume, more and less time, a server that was away."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.countdown import Countdown
from quizhub.contest.deadlines import clock_runs, due, due_command, next_deadline
from quizhub.contest.seats import CLOCK, audience_seat, captain_seat
from tests.contest.table import Table, a_plan, a_round, one, pick


def opened(pack: str = "everyone", until: str = "close_answers", **rules) -> Table:
    table = Table(a_plan(a_round(pack, 6, **rules)))
    table.seat_all()
    table.until(until)
    return table


def left(table: Table) -> int:
    assert table.ask.clock is not None
    return table.ask.clock.left(table.at)


# --- countdowns -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("at", "left_ms"), [(900, 50), (1000, 50), (1020, 30), (1050, 0), (9999, 0)])
def test_countdown_never_gains_and_never_falls_below_zero(at, left_ms):
    assert Countdown(60, 50, 1000).left(at) == left_ms


def test_countdown_stands_and_starts_where_it_stood():
    stood = Countdown(60, 50, 1000).stopped(1010)
    assert stood == Countdown(60, 40, None)
    assert (stood.left(9999), stood.ends_at, stood.shifted(7)) == (40, None, stood)
    assert stood.started(2000).ends_at == 2040
    running = stood.started(2000)
    assert running.started(3000) is running
    assert running.shifted(7).ends_at == 2047


def test_countdown_knows_the_time_used():
    clock = Countdown(60, 60, 1000)
    assert clock.used(1020) == 20
    assert clock.set_to(5, 1020).used(1022) == 22
    assert clock.extended(30).used(1020) == 20
    assert clock.extended(-100) == Countdown(0, 0, 1000)


# --- deadlines ------------------------------------------------------------------------------------


def test_no_clock_no_deadline():
    table = opened(until="show_question")
    assert next_deadline(table.state) is None
    assert not clock_runs(table.state)
    assert table.refused(c.TimePassed(), CLOCK) == "not_now"


def test_deadline_is_due_to_the_millisecond():
    table = opened(time_s=20)
    end = table.at + 20_000
    assert (next_deadline(table.state), clock_runs(table.state)) == (end, True)
    assert (due(table.state, end - 1), due_command(table.state, end - 1)) == (None, None)
    assert (due(table.state, end), due_command(table.state, end)) == ("ask", c.TimePassed())
    assert table.refused(c.TimePassed(), CLOCK) == "not_now"


@pytest.mark.parametrize("rules", [{"stake_reveal": "together"}, {}])
def test_choosing_has_a_deadline_too(rules):
    table = opened("risk", "open_stakes" if rules else "begin_turn", stake_s=20, **rules)
    table.next()
    assert next_deadline(table.state) == table.at + 20_000
    assert due(table.state, table.at + 20_000) == "choice"
    table.post(c.Pause())
    assert next_deadline(table.state) is None


def test_clock_that_has_run_out_waits_for_the_host_and_strikes_once():
    table = opened(answering="spoken")
    table.wait(30_000)
    assert next_deadline(table.state) is None


# --- pause ----------------------------------------------------------------------------------------


def test_pause_holds_the_clock_and_answers():
    table = opened(time_s=30)
    table.wait(10_000)
    assert table.post(c.Pause())[1:] == [e.ShowPaused(at=table.at)]
    assert table.refused(c.Pause()) == "not_now"
    ask = table.ask.id
    answer = c.SubmitAnswer(ask=ask, answer=pick("b"))
    assert table.refused(answer, captain_seat("t1")) == "paused"
    assert table.refused(c.LockAnswer(ask=ask), captain_seat("t1")) == "paused"
    assert table.refused(c.Next(step=table.state.moves)) == "paused"
    assert table.refused(c.CloseAnswers()) == "not_now"
    table.wait(3_600_000)
    assert table.phase() == "open"
    assert table.post(c.Resume())[1:] == [e.ShowResumed(at=table.at)]
    assert table.refused(c.Resume()) == "not_now"
    assert left(table) == 20_000


def test_pause_over_the_deadline_loses_nothing():
    table = opened(time_s=30)
    table.wait(29_999)
    table.post(c.Pause())
    table.wait(60_000)
    table.post(c.Resume())
    table.post(c.SubmitAnswer(ask=table.ask.id, answer=pick("b")), captain_seat("t1"))
    table.wait(1)
    assert table.phase() == "closed"


def test_pause_after_the_time_is_up_does_not_start_it_again():
    table = opened(answering="spoken", time_s=30)
    table.wait(30_000)
    table.post(c.Pause())
    table.wait(5_000)
    table.post(c.Resume())
    assert table.ask.time_up
    assert next_deadline(table.state) is None


def test_pause_before_the_start_signal_gives_it_again():
    table = opened("buzz", "start_signal", cue_ms=800, no_press_s=15)
    table.next()
    table.wait(300)
    table.post(c.Pause())
    table.wait(60_000)
    assert one(table.post(c.Resume()), e.ShowResumed).opens_at == table.at + 800
    assert left(table) == 15_000
    table.wait(799)
    assert one(table.buzz("t1"), e.BuzzPressed).ruled == "early"
    table.wait(1)
    assert one(table.buzz("t2"), e.BuzzPressed).after_cue_ms == 0


def test_pause_in_an_open_race_goes_on_with_a_new_signal_and_the_time_that_was_left():
    table = opened("buzz", "start_signal", cue_ms=800, no_press_s=15)
    table.next()
    table.wait(5_800)
    table.post(c.Pause())
    table.wait(60_000)
    table.post(c.Resume())
    table.wait(800)
    assert left(table) == 10_000


def test_pause_keeps_a_short_lock_as_long_as_it_was():
    table = opened("buzz", "start_signal", early_press="short_lock", early_lock_ms=5_000, cue_ms=300)
    table.next()
    table.buzz("t1")
    table.wait(1_000)
    table.post(c.Pause())
    table.wait(60_000)
    table.post(c.Resume())
    table.wait(3_999)
    assert one(table.buzz("t1"), e.BuzzPressed).ruled == "locked"
    table.wait(1)
    assert one(table.buzz("t1"), e.BuzzPressed).ruled == "valid"


def test_pause_on_the_turn_card_holds_the_time_to_choose():
    table = opened("risk", "begin_turn", stake_s=20)
    table.next()
    table.wait(15_000)
    table.post(c.Pause())
    table.wait(60_000)
    table.post(c.Resume())
    table.wait(4_999)
    assert table.effect() == "take_lowest_stake"
    table.wait(1)
    assert table.effect() == "show_question"


# --- more or less time ----------------------------------------------------------------------------


def test_more_time_moves_the_end():
    table = opened(time_s=30)
    table.wait(20_000)
    assert table.post(c.ExtendTime(seconds=10))[1:] == [e.TimeExtended(at=table.at, ms=10_000)]
    assert left(table) == 20_000
    table.answer("t1")
    assert table.state.answers_to(table.ask.id)["team-t1"].used_ms == 20_000


def test_less_time_ends_at_once_at_the_latest():
    table = opened(time_s=30)
    table.wait(20_000)
    table.post(c.ExtendTime(seconds=-120))
    assert (left(table), table.phase()) == (0, "open")
    table.wait(0)
    assert table.phase() == "closed"


def test_more_time_for_an_answer_whose_time_was_up():
    table = opened(answering="spoken", time_s=30)
    table.wait(30_000)
    table.post(c.ExtendTime(seconds=10))
    assert not table.ask.time_up
    table.wait(10_000)
    assert table.ask.time_up


def test_more_time_in_a_pause_counts_from_the_resume():
    table = opened(answering="spoken", time_s=30)
    table.wait(30_000)
    table.post(c.Pause())
    table.post(c.ExtendTime(seconds=10))
    table.wait(60_000)
    table.post(c.Resume())
    assert left(table) == 10_000


def test_more_time_before_the_start_signal_is_time_to_press():
    table = opened("buzz", "start_signal", no_press_s=15, cue_ms=800)
    table.next()
    table.post(c.ExtendTime(seconds=5))
    table.wait(800)
    assert left(table) == 20_000


@pytest.mark.parametrize("until", ["open_answers", "reveal"])
def test_no_time_to_change_before_and_after_the_window(until):
    table = opened(until=until)
    assert table.refused(c.ExtendTime(seconds=10)) == "not_now"


def test_no_time_to_change_by_nothing_or_without_a_clock():
    assert opened().refused(c.ExtendTime(seconds=0)) == "not_now"
    assert opened("buzz", "end_reading", opens="while_reading").refused(c.ExtendTime(seconds=5)) == "not_now"
    assert opened(until="show_question").refused(c.ExtendTime(seconds=5)) == "not_now"


# --- repeats --------------------------------------------------------------------------------------


def test_question_may_be_repeated_as_often_as_the_rule_says():
    table = opened(repeats=2, time_s=30)
    for _ in range(2):
        table.wait(20_000)
        table.post(c.RepeatQuestion())
        assert left(table) == 30_000
    assert table.refused(c.RepeatQuestion()) == "no_repeats_left"
    table.next("close_answers")
    assert table.refused(c.RepeatQuestion()) == "not_now"


def test_question_is_not_repeated_in_a_pause_or_without_the_rule():
    table = opened()
    assert table.refused(c.RepeatQuestion()) == "no_repeats_left"
    table.post(c.Pause())
    assert table.refused(c.RepeatQuestion()) == "not_now"


# --- the server was away --------------------------------------------------------------------------


def test_compensation_gives_every_clock_the_time_the_server_was_away():
    table = opened(time_s=30)
    table.wait(5_000)
    table.at += 60_000
    assert table.post(c.CompensateClock(gap_ms=60_000), CLOCK) == [
        e.ClockCompensated(at=table.at, gap_ms=60_000)
    ]
    assert left(table) == 25_000
    assert table.post(c.CompensateClock(gap_ms=0), CLOCK) == []


def test_compensation_in_a_pause_leaves_the_moments_of_a_race_true():
    table = opened("buzz", "start_signal")
    table.next()
    table.wait(1_800)
    table.buzz("t1")
    table.post(c.Pause())
    table.at += 60_000
    table.post(c.CompensateClock(gap_ms=60_000), CLOCK)
    table.post(c.Resume())
    table.wait(1_000)
    table.crowd(1)
    table.answer("", seat=audience_seat("0"))
    assert table.state.answers_to(table.ask.id)["aud-0"].used_ms == 2_000
