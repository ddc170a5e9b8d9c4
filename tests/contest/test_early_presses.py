"""A press before the start signal: the five ways to punish it, and what becomes of the question."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.seats import captain_seat
from tests.contest.table import Table, a_plan, a_round, kinds


def reading(count: int = 2, teams: int = 3, base: int = 100, spares: int = 0, **rules) -> Table:
    """A buzzer question is being read."""
    table = Table(a_plan(a_round("buzz", count, spares=spares, **rules), teams=teams, base_score=base))
    table.seat_all()
    table.until("start_signal")
    return table


def press(
    table: Table, team: str, ruled: str, breach: bool = False, after: int | None = None
) -> e.BuzzPressed:
    return e.BuzzPressed(
        at=table.at,
        ask=table.ask.id,
        team=team,
        ruled=ruled,  # type: ignore[arg-type]
        after_cue_ms=after,
        by=f"team-{team}",
        breach=breach,
    )


def test_ignored_press_is_noted_and_costs_nothing():
    table = reading(early_press="ignored")
    assert table.buzz("t1") == [press(table, "t1", "early")]
    table.next("start_signal")
    table.wait(800)
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "RaceDecided", "TeamCalled"]
    assert table.points()["t1"] == 100


def test_ignored_press_is_noted_once_however_often_the_button_is_hit():
    table = reading(early_press="ignored")
    table.buzz("t1")
    assert table.refused(c.Buzz(ask=table.ask.id, n=2), captain_seat("t1")) == "too_soon"
    assert len(table.ask.presses) == 1


def test_out_puts_the_team_out_for_this_question_only():
    table = reading(early_press="out")
    assert table.buzz("t1") == [
        press(table, "t1", "early", breach=True),
        e.TeamPutOut(at=table.at, ask=table.ask.id, team="t1"),
    ]
    table.next("start_signal")
    table.wait(800)
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "out"
    table.buzz("t2")
    table.rule("t2", True)
    assert table.points() == {"t1": 100, "t2": 110, "t3": 100}
    table.until("start_signal")
    assert table.ask.out == frozenset()


def test_out_team_stays_out_when_the_others_race_again():
    table = reading(early_press="out", after_wrong="rebuzz")
    table.buzz("t1")
    table.next("start_signal")
    table.wait(800)
    table.buzz("t2")
    table.rule("t2", False)
    table.next("start_signal")
    table.wait(800)
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "out"


def test_points_are_taken_at_once():
    table = reading(early_press="points", early_points=15)
    assert table.buzz("t1") == [
        press(table, "t1", "early", breach=True),
        e.TeamPutOut(at=table.at, ask=table.ask.id, team="t1"),
        e.PointsAwarded(
            at=table.at, team="t1", points=-15, reason="early_press", ask=table.ask.id, by="team-t1"
        ),
    ]


def test_points_of_zero_leave_no_line():
    table = reading(early_press="points", early_points=0)
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "TeamPutOut"]


def test_warn_then_points_warns_first_and_costs_from_the_second():
    table = reading(count=3, early_press="warn_then_points", early_points=20)
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "TeamPutOut"]
    table.post(c.SkipQuestion())
    table.next("show_question")
    assert kinds(table.buzz("t2")) == ["BuzzPressed", "TeamPutOut"]
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "TeamPutOut", "PointsAwarded"]
    table.post(c.SkipQuestion())
    table.next("show_question")
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "TeamPutOut", "PointsAwarded"]
    assert table.points() == {"t1": 60, "t2": 100, "t3": 100}


def test_warning_is_not_spent_by_presses_an_earlier_round_ignored():
    ignoring = a_round("buzz", 1, "first", early_press="ignored", standings_after="never")
    warning = a_round("buzz", 1, "second", early_press="warn_then_points")
    table = Table(a_plan(ignoring, warning))
    table.seat_all()
    table.until("start_signal")
    table.buzz("t1")
    table.post(c.SkipQuestion())
    table.next("start_round")
    table.next("show_question")
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "TeamPutOut"]


def test_short_lock_holds_presses_for_a_moment_after_each_early_one():
    table = reading(early_press="short_lock", early_lock_ms=1000)
    until = table.at + 1000
    assert table.buzz("t1")[1:] == [e.TeamHeldBack(at=table.at, ask=table.ask.id, team="t1", until=until)]
    table.next("start_signal")
    table.wait(700)
    table.buzz("t1")
    table.wait(999)
    assert table.buzz("t1") == [press(table, "t1", "locked", after=899)]
    table.wait(1)
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "RaceDecided", "TeamCalled"]


def test_held_team_can_be_beaten_by_a_patient_one():
    table = reading(early_press="short_lock", early_lock_ms=5000)
    table.buzz("t1")
    table.next("start_signal")
    table.wait(800)
    table.buzz("t1")
    assert kinds(table.buzz("t2")) == ["BuzzPressed", "RaceDecided", "TeamCalled"]


@pytest.mark.parametrize(("wait", "ruled"), [(799, "early"), (800, "valid")])
def test_start_signal_in_the_future_decides_to_the_millisecond(wait, ruled):
    table = reading(cue_ms=800, early_press="points")
    table.next("start_signal")
    table.wait(wait)
    assert table.buzz("t1")[0] == press(table, "t1", ruled, breach=ruled == "early", after=wait - 800)


def test_question_void_after_an_early_press_keeps_the_penalty():
    table = reading(early_press="points", after_early="question_void", spares=1)
    assert table.buzz("t1")[2:] == [
        e.PointsAwarded(
            at=table.at, team="t1", points=-10, reason="early_press", ask=table.ask.id, by="team-t1"
        ),
        e.AskVoided(at=table.at, ask=table.ask.id, reason="early_press"),
    ]
    assert table.points() == {"t1": 90, "t2": 100, "t3": 100}
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t2")) == "late"
    assert table.effect() == "show_question"


def test_question_void_after_an_early_press_takes_back_what_was_won_or_lost_on_it():
    table = reading(early_press="points", after_early="question_void", after_wrong="rebuzz")
    table.next("start_signal")
    table.wait(800)
    table.buzz("t2")
    table.rule("t2", False)
    assert table.points()["t2"] == 90
    table.buzz("t1")
    assert table.points() == {"t1": 90, "t2": 100, "t3": 100}


@pytest.mark.parametrize(("early_press", "points"), [("out", 100), ("points", 90)])
def test_the_hall_gets_the_question_after_an_early_press_where_the_rule_says_so(early_press, points):
    table = reading(early_press=early_press, after_early="audience", time_s=20)
    assert table.buzz("t1")[-1] == e.AskHandedToAudience(at=table.at, ask=table.ask.id, time_ms=20_000)
    assert table.points() == {"t1": points, "t2": 100, "t3": 100}
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t2")) == "not_your_turn"
    assert table.effect() == "close_answers"


@pytest.mark.parametrize("early_press", ["ignored", "short_lock"])
def test_an_early_press_nobody_is_put_out_for_leaves_the_question_to_the_teams(early_press):
    table = reading(early_press=early_press, after_early="audience")
    table.buzz("t1")
    assert (table.phase(), table.ask.to_audience) == ("shown", False)


def test_penalty_stays_when_the_host_voids_the_question_afterwards():
    table = reading(early_press="points")
    table.buzz("t1")
    table.next("start_signal")
    table.wait(800)
    table.buzz("t2")
    table.rule("t2", True)
    table.post(c.VoidQuestion())
    assert table.points() == {"t1": 90, "t2": 100, "t3": 100}


def test_undo_takes_the_penalty_back_with_the_step():
    table = reading(early_press="points")
    table.buzz("t1")
    table.undo()
    assert table.points()["t1"] == 100
    assert table.state.show.early.get("t1", 0) == 0


def test_everybody_early_closes_the_question():
    table = reading(teams=2, early_press="out")
    table.buzz("t1")
    assert table.buzz("t2")[2:] == [e.AskClosed(at=table.at, ask=table.ask.id, why="unclaimed")]


def test_everybody_early_hands_an_unclaimed_question_to_the_hall():
    table = reading(teams=2, early_press="out", unclaimed="audience", time_s=20)
    table.buzz("t1")
    assert table.buzz("t2")[2:] == [e.AskHandedToAudience(at=table.at, ask=table.ask.id, time_ms=20_000)]


def test_no_press_is_early_while_reading_counts():
    table = Table(a_plan(a_round("buzz", 1, opens="while_reading", early_press="points")))
    table.seat_all()
    table.until("end_reading")
    assert kinds(table.buzz("t1")) == ["BuzzPressed", "RaceDecided", "TeamCalled"]
