"""Buzzer questions: who may press, who answers, and what follows right, wrong, silence and a held clock."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.seats import captain_seat
from quizhub.contest.views import own_sections
from quizhub.contest.views.host import host_can
from quizhub.contest.views.phone import captain_can
from tests.contest.table import Table, a_plan, a_round, kinds, one, pick


def racing(count: int = 2, teams: int = 3, spares: int = 0, **rules) -> Table:
    """A buzzer question whose start signal has just been given."""
    table = Table(a_plan(a_round("buzz", count, spares=spares, **rules), teams=teams))
    table.seat_all()
    table.until("end_reading" if rules.get("opens") == "while_reading" else "start_signal")
    if rules.get("opens") != "while_reading":
        table.next()
        table.wait(800)
    return table


def again(table: Table) -> None:
    """The start signal of the next race."""
    table.next("start_signal")
    table.wait(800)


def buzzer(table: Table, team: str) -> str:
    face: str = own_sections(table.state, captain_seat(team), "en")["me"]["buzz"]
    return face


# --- pressing -------------------------------------------------------------------------------------


def test_start_signal_lies_ahead_and_the_time_to_press_runs_from_it():
    table = Table(a_plan(a_round("buzz", 1, cue_ms=1500, no_press_s=10)))
    table.until("start_signal")
    assert table.next()[1:] == [
        e.AskOpened(at=table.at, ask=table.ask.id, opens_at=table.at + 1500, time_ms=10_000)
    ]
    table.wait(11_499)
    assert table.phase() == "open"
    table.wait(1)
    assert table.phase() == "closed"


def test_first_press_wins_and_the_clock_to_begin_runs():
    table = racing(start_answer_s=5)
    table.wait(214)
    assert table.post(c.Buzz(ask=table.ask.id, press_ms=99.5, n=2), captain_seat("t2")) == [
        e.BuzzPressed(
            at=table.at,
            ask=table.ask.id,
            team="t2",
            ruled="valid",
            after_cue_ms=214,
            press_ms=99.5,
            n=2,
            by="team-t2",
        ),
        e.RaceDecided(at=table.at, ask=table.ask.id, order=("t2",)),
        e.TeamCalled(at=table.at, ask=table.ask.id, team="t2", started=False, time_ms=5000),
    ]


@pytest.mark.parametrize(
    ("answering", "start_answer_s", "started", "time_ms"),
    [
        ("spoken", 5, False, 5_000),
        ("spoken", 0, True, 20_000),
        ("mixed", 5, True, 20_000),
        ("device", 5, True, 20_000),
    ],
)
def test_clock_of_the_called_team(answering, start_answer_s, started, time_ms):
    table = racing(answering=answering, start_answer_s=start_answer_s, time_s=20)
    called = one(table.buzz("t1"), e.TeamCalled)
    assert (called.started, called.time_ms) == (started, time_ms)


def test_later_press_is_noted_and_a_second_one_of_the_same_team_is_late():
    table = racing()
    table.buzz("t1")
    table.wait(20)
    assert kinds(table.buzz("t2")) == ["BuzzPressed"]
    for team in ("t1", "t2"):
        assert table.refused(c.Buzz(ask=table.ask.id), captain_seat(team)) == "late"


def test_press_after_the_clock_is_late_though_the_deadline_is_still_on_its_way():
    table = racing(no_press_s=15)
    table.at += 15_000
    assert table.phase() == "open"
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "late"
    table.at -= 1
    table.buzz("t1")


def test_press_for_another_question_or_in_a_pause_is_refused():
    table = racing()
    ask = table.ask.id
    assert table.refused(c.Buzz(ask=ask + 100), captain_seat("t1")) == "wrong_question"
    table.post(c.Pause())
    assert table.refused(c.Buzz(ask=ask), captain_seat("t1")) == "paused"
    table.post(c.Resume())
    table.next("close_unclaimed")
    assert table.refused(c.Buzz(ask=ask), captain_seat("t1")) == "late"
    table.until("start_signal")
    assert table.refused(c.Buzz(ask=ask), captain_seat("t1")) == "late"


@pytest.mark.parametrize("pack", ["everyone", "team_turn"])
def test_there_is_nothing_to_press_for_in_other_rounds(pack):
    table = Table(a_plan(a_round(pack, 6)))
    table.seat_all()
    table.until("close_answers")
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "not_now"


def test_faces_of_the_buzzer_through_a_question():
    table = racing(early_press="out")
    table.until("reveal")
    table.until("start_signal")
    assert buzzer(table, "t1") == "wait"
    table.buzz("t3")
    assert buzzer(table, "t3") == "early"
    again(table)
    assert buzzer(table, "t1") == "press"
    table.buzz("t1")
    assert (buzzer(table, "t1"), buzzer(table, "t2")) == ("first", "others")
    table.buzz("t2")
    assert buzzer(table, "t2") == "late"
    table.rule("t1", False)
    assert (buzzer(table, "t1"), buzzer(table, "t2"), buzzer(table, "t3")) == ("out", "wait", "early")
    table.next("start_signal")
    table.wait(800)
    table.buzz("t2")
    table.rule("t2", True)
    assert buzzer(table, "t2") == "none"


# --- while reading --------------------------------------------------------------------------------


def test_reading_may_be_interrupted_and_its_time_is_not_the_time_to_press():
    table = racing(opens="while_reading", no_press_s=3, after_wrong="rebuzz")
    table.wait(60_000)
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "RaceDecided", "TeamCalled"]
    table.rule("t1", False)
    assert table.phase() == "open"
    assert table.effect() == "end_reading"
    table.wait(60_000)
    assert table.next()[1:] == [e.ReadingEnded(at=table.at, ask=table.ask.id, time_ms=3000)]
    assert table.effect() == "close_unclaimed"
    table.wait(2_999)
    table.buzz("t2")
    table.rule("t2", True)
    assert table.points() == {"t1": 90, "t2": 110, "t3": 100}


# --- answering ------------------------------------------------------------------------------------


def test_right_earns_the_value_and_closes():
    table = racing(value=20)
    table.buzz("t2")
    assert table.post(c.RuleAnswer(team="t2", right=True)) == [
        e.StepTaken(at=table.at, label="rule_right", by="host"),
        e.VerdictGiven(at=table.at, ask=table.ask.id, team="t2", verdict="right", share="1", by="host"),
        e.PointsAwarded(at=table.at, team="t2", points=20, reason="right", ask=table.ask.id, by="host"),
        e.AskClosed(at=table.at, ask=table.ask.id, why="ruled"),
    ]
    assert table.effect() == "reveal"


@pytest.mark.parametrize(("wrong", "cost"), [("nothing", 0), ("half", 7), ("full", 15)])
def test_wrong_costs_by_the_rule(wrong, cost):
    table = racing(value=15, wrong=wrong)
    table.buzz("t2")
    table.rule("t2", False)
    assert table.points()["t2"] == 100 - cost


def test_answer_on_the_phone_is_judged_at_once_and_as_a_step_of_its_own():
    table = racing(answering="device")
    table.buzz("t1")
    table.wait(3_000)
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "late"
    before = table.state.moves
    table.answer("t1")
    assert table.state.moves == before + 1
    assert table.points()["t1"] == 110
    assert table.phase() == "closed"


def test_phone_of_a_team_that_is_not_called_may_not_answer():
    table = racing(answering="device")
    table.buzz("t1")
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("a"))
    assert table.refused(answer, captain_seat("t2")) == "not_your_turn"
    assert table.refused(c.LockAnswer(ask=table.ask.id), captain_seat("t1")) == "not_now"
    table.answer("t1")
    assert table.refused(answer, captain_seat("t1")) == "late"


def test_phone_may_not_answer_a_spoken_race():
    table = racing(answering="spoken")
    table.buzz("t1")
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("a"))
    assert table.refused(answer, captain_seat("t1")) == "not_allowed"


def test_mixed_takes_the_phone_and_the_hosts_ruling():
    table = racing(answering="mixed", after_wrong="rebuzz")
    table.buzz("t1")
    table.answer("t1", right=False)
    again(table)
    table.buzz("t2")
    table.rule("t2", True)
    assert table.points() == {"t1": 90, "t2": 110, "t3": 100}


def test_phone_that_answers_too_late_counts_as_no_answer():
    table = racing(answering="device", time_s=10, after_wrong="nobody")
    table.buzz("t1")
    table.at += 10_000
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("a"))
    assert table.refused(answer, captain_seat("t1")) == "late"
    table.wait(0)
    assert table.ask.rulings["t1"].verdict == "none"
    assert table.points()["t1"] == 90


def test_spoken_answer_after_its_time_waits_for_the_host():
    table = racing(time_s=30)
    table.buzz("t1")
    table.next("start_answer")
    assert not table.key_enabled()
    table.wait(30_000)
    assert table.ask.time_up
    assert table.key_enabled()
    assert kinds(table.next("rule_wrong"))[1:4] == ["VerdictGiven", "PointsAwarded", "TeamPutOut"]
    assert table.ask.rulings["t1"].verdict == "none"


def test_host_may_still_rule_right_after_the_time():
    table = racing(time_s=30)
    table.buzz("t1")
    table.next("start_answer")
    table.wait(40_000)
    table.rule("t1", True)
    assert table.points()["t1"] == 110


def test_team_that_does_not_begin_in_time_is_ruled_out_by_the_key():
    table = racing(start_answer_s=5)
    table.buzz("t1")
    table.wait(4_999)
    assert table.effect() == "start_answer"
    table.wait(1)
    assert table.ask.time_up
    table.next("rule_wrong")
    assert table.points()["t1"] == 90


def test_host_may_give_more_time_to_begin():
    table = racing(start_answer_s=5)
    table.buzz("t1")
    table.wait(5_000)
    table.post(c.ExtendTime(seconds=5))
    assert table.effect() == "start_answer"
    table.wait(5_000)
    assert table.ask.time_up


def test_only_the_called_team_can_be_ruled_on():
    table = racing()
    assert table.refused(c.RuleAnswer(team="t1", right=True)) == "not_now"
    table.buzz("t1")
    assert table.refused(c.RuleAnswer(team="t2", right=True)) == "not_now"
    assert table.refused(c.RuleAnswer(team="t9", right=True)) == "unknown_team"


# --- after a wrong answer -------------------------------------------------------------------------


def failed(**rules) -> tuple[Table, list[e.AnyEvent]]:
    """t1 presses first, t2 second; t1 is wrong."""
    table = racing(**rules)
    table.buzz("t1")
    table.wait(5)
    table.buzz("t2")
    events = table.post(c.RuleAnswer(team="t1", right=False))
    return table, events[3:]


def test_nobody_answers_after_a_wrong_answer():
    table, events = failed(after_wrong="nobody")
    assert events == [
        e.TeamPutOut(at=table.at, ask=table.ask.id, team="t1"),
        e.AskClosed(at=table.at, ask=table.ask.id, why="unclaimed"),
    ]


def test_one_rebuzz_lets_the_others_race_once_more():
    table, events = failed(after_wrong="one_rebuzz")
    assert events[1:] == [e.RaceReset(at=table.at, ask=table.ask.id)]
    assert table.ask.race == 2
    again(table)
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "out"
    table.buzz("t2")
    table.rule("t2", False)
    assert table.phase() == "closed"


def test_rebuzz_goes_on_until_nobody_is_left():
    table, _ = failed(after_wrong="rebuzz")
    for team in ("t2", "t3"):
        again(table)
        table.buzz(team)
        table.rule(team, False)
    assert table.phase() == "closed"
    assert table.points() == {"t1": 90, "t2": 90, "t3": 90}


def test_next_in_queue_gets_the_floor_in_the_order_of_presses():
    table, events = failed(after_wrong="next_in_queue", start_answer_s=5)
    assert events[1:] == [e.TeamCalled(at=table.at, ask=table.ask.id, team="t2", started=False, time_ms=5000)]
    table.rule("t2", False)
    assert table.phase() == "closed"


def test_next_in_queue_leaves_out_who_is_out():
    table = racing(after_wrong="next_in_queue")
    for team in ("t1", "t2", "t3"):
        table.buzz(team)
    table.post(c.CallFoul(team="t2", foul="own-prompting"))
    table.rule("t1", False)
    assert table.ask.called == "t3"


def test_audience_gets_the_question_after_a_wrong_answer():
    table, events = failed(after_wrong="audience", time_s=20)
    assert events[1:] == [e.AskHandedToAudience(at=table.at, ask=table.ask.id, time_ms=20_000)]
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t2")) == "not_your_turn"
    assert table.refused(c.PickTeam(team="t2")) == "not_now"
    table.wait(20_000)
    assert table.phase() == "closed"


def test_host_ends_the_halls_turn():
    table, _ = failed(after_wrong="audience")
    assert table.next("close_answers")[1:] == [e.AskClosed(at=table.at, ask=table.ask.id, why="host")]


# --- silence --------------------------------------------------------------------------------------


def test_nobody_presses_and_the_question_closes():
    table = racing(no_press_s=15, unclaimed="closed")
    table.wait(15_000)
    assert table.log[-2:] == [
        e.StepTaken(at=table.at, label="time_up", by="clock"),
        e.AskClosed(at=table.at, ask=table.ask.id, why="unclaimed"),
    ]


def test_nobody_presses_and_the_hall_gets_the_question():
    table = racing(no_press_s=15, unclaimed="audience")
    table.wait(15_000)
    assert table.ask.to_audience


def test_host_need_not_wait_for_the_clock():
    table = racing(unclaimed="audience")
    table.next("close_unclaimed")
    assert table.ask.to_audience


def test_close_answers_in_a_race_asks_nobody_else():
    table = racing(unclaimed="audience")
    assert table.post(c.CloseAnswers())[1:] == [e.AskClosed(at=table.at, ask=table.ask.id, why="host")]


# --- barred, picked, repeated ---------------------------------------------------------------------


def test_team_that_was_wrong_too_often_is_barred_for_the_round():
    first = a_round("buzz", 3, "first", bar_after_wrong=2, after_wrong="nobody", standings_after="never")
    table = Table(a_plan(first, a_round("buzz", 1, "second", bar_after_wrong=2)))
    table.seat_all()
    for _ in range(2):
        table.until("start_signal")
        again(table)
        table.buzz("t1")
        table.rule("t1", False)
    table.until("start_signal")
    again(table)
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "barred"
    assert buzzer(table, "t1") == "barred"
    table.buzz("t2")
    table.rule("t2", True)
    table.until("start_signal")
    again(table)
    table.buzz("t1")


def test_race_without_anybody_left_to_press_is_closed_by_the_key():
    table = racing(count=2, teams=1, bar_after_wrong=1, after_wrong="nobody")
    table.buzz("t1")
    table.rule("t1", False)
    table.until("show_question")
    table.next()
    table.next("close_unclaimed")
    assert table.phase() == "closed"


@pytest.mark.parametrize("phase", ["shown", "open"])
def test_host_picks_a_team_whose_phone_failed(phase):
    table = racing() if phase == "open" else racing(count=3)
    if phase == "shown":
        table.until("show_question")
        table.next()
    assert table.phase() == phase
    assert kinds(table.post(c.PickTeam(team="t3"))) == ["StepTaken", "BuzzPressed", "TeamCalled"]
    assert table.ask.called == "t3"
    assert table.refused(c.PickTeam(team="t1")) == "not_now"
    assert table.refused(c.PickTeam(team="t9")) == "unknown_team"


def test_a_team_the_host_names_again_may_answer_again():
    table = racing(answering="device", after_wrong="rebuzz", start_answer_s=5)
    table.buzz("t2")
    table.wait(60_000)
    assert (table.ask.rulings["t2"].verdict, table.points()["t2"]) == ("none", 90)
    again(table)
    table.post(c.PickTeam(team="t2"))
    assert captain_can(table.state, "t2") == ["answer"]
    assert "AnswerForTeam" in host_can(table.state)
    table.answer("t2")
    assert table.points()["t2"] == 100


def test_nobody_is_early_once_the_host_has_picked_a_team():
    table = Table(a_plan(a_round("buzz", 1, early_press="points", cue_ms=5000)))
    table.seat_all()
    table.until("start_signal")
    table.next()
    table.wait(1000)
    table.post(c.PickTeam(team="t3"))
    table.buzz("t1")
    assert table.points()["t1"] == 100


def test_host_cannot_pick_in_other_rounds_or_teams_out_of_the_tie():
    table = Table(a_plan(a_round("everyone", 1, standings_after="never"), tie_questions=1))
    table.until("close_answers")
    assert table.refused(c.PickTeam(team="t1")) == "not_now"
    table.adjust("t3", -10)
    table.until("start_signal")
    assert table.refused(c.PickTeam(team="t3")) == "not_your_turn"


def test_repeat_starts_the_clock_afresh_as_often_as_allowed():
    table = racing(repeats=1, time_s=30)
    table.buzz("t1")
    table.next("start_answer")
    table.wait(30_000)
    assert table.post(c.RepeatQuestion())[1:] == [e.QuestionRepeated(at=table.at, ask=table.ask.id)]
    assert not table.ask.time_up
    assert table.refused(c.RepeatQuestion()) == "no_repeats_left"
    table.wait(29_999)
    assert not table.ask.time_up
    table.wait(1)
    assert table.ask.time_up
