"""Points and places: floor and relief, adjustments, when the scoreboard is due, and what it shows."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.seats import Role
from quizhub.contest.standings import ledger
from quizhub.contest.views import phone_sections
from tests.contest.table import Table, a_plan, a_round, kinds


def played(count: int = 2, plan=None, pack: str = "everyone", **rules) -> Table:
    table = Table(a_plan(a_round(pack, count, **rules), **(plan or {})))
    table.seat_all()
    return table


def rows(table: Table) -> list[tuple[str, int, int, int, int]]:
    standings = phone_sections(table.state, Role.CAPTAIN, "en")["standings"]
    return [(r["team"], r["rank"], r["points"], r["delta"], r["moved"]) for r in standings["rows"]]


# --- points ---------------------------------------------------------------------------------------


def test_adjustment_adds_or_sets_and_names_its_reason():
    table = played()
    assert table.post(c.AdjustPoints(team="t1", points=-5, reason="迟到"))[:-1] == [
        e.StepTaken(at=table.at, label="adjust_points", by="host"),
        e.PointsAwarded(at=table.at, team="t1", points=-5, reason="adjusted", note="迟到", by="host"),
    ]
    table.post(c.AdjustPoints(team="t1", total=130, reason="复核"))
    assert table.points()["t1"] == 130
    assert [line.award.points for line in ledger(table.state, "t1")] == [-5, 35]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.AdjustPoints(team="t9", points=1, reason="x"), "unknown_team"),
        (c.AdjustPoints(team="t1", points=0, reason="x"), "not_now"),
        (c.AdjustPoints(team="t1", total=100, reason="x"), "not_now"),
        (c.AdjustPoints(team="t1", reason="x"), "not_now"),
        (c.AdjustPoints(team="t1", points=1, total=1, reason="x"), "not_now"),
    ],
)
def test_adjustment_that_means_nothing_is_refused(command, code):
    assert played().refused(command) == code


def test_floor_gives_relief_line_by_line():
    table = played(plan={"base_score": 20, "floor": 0})
    for points in (-15, -15, 10):
        table.adjust("t1", points)
    assert [(line.relief, line.total) for line in ledger(table.state, "t1")] == [(0, 5), (10, 0), (0, 10)]
    assert table.points()["t1"] == 10


def test_no_floor_lets_totals_fall_below_zero():
    table = played(plan={"base_score": 0})
    table.adjust("t1", -15)
    assert table.points()["t1"] == -15


def test_base_below_the_floor_is_not_lifted():
    table = played(plan={"base_score": 0, "floor": 50})
    table.adjust("t1", -10)
    assert table.points()["t1"] == 0
    table.adjust("t1", 30)
    table.adjust("t1", -10)
    assert table.points()["t1"] == 30


def test_void_question_below_the_floor_is_counted_afresh():
    """-20 at 10 points was relieved to 0 and then +10; without it the team has 10 + 10."""
    table = played(pack="buzz", value=20, after_wrong="nobody", plan={"base_score": 10, "floor": 0})
    table.until("start_signal")
    table.next()
    table.wait(800)
    table.buzz("t1")
    table.rule("t1", False)
    table.adjust("t1", 10)
    assert table.points()["t1"] == 10
    table.post(c.VoidQuestion())
    assert table.points()["t1"] == 20


def test_ledger_names_only_the_teams_own_lines():
    table = played()
    table.adjust("t1", 5)
    table.adjust("t2", 7)
    assert [line.award.team for line in ledger(table.state, "t2")] == ["t2"]


# --- places ---------------------------------------------------------------------------------------


def test_equal_points_share_a_place_and_the_next_is_left_out():
    table = played(plan={"teams": 4})
    for team, points in (("t3", 20), ("t1", 10), ("t4", 10)):
        table.adjust(team, points)
    assert table.ranks() == {"t3": 1, "t1": 2, "t4": 2, "t2": 4}


# --- when the scoreboard comes --------------------------------------------------------------------


def test_standings_after_the_round():
    table = played(count=2, standings_after="round")
    table.until("reveal")
    table.next()
    assert table.effect() == "show_question"
    table.until("show_standings")
    assert kinds(table.next()) == ["StepTaken", "StandingsShown"]
    assert table.state.show.picture == "standings"


def test_standings_after_each_question():
    table = played(count=2, standings_after="question")
    for _ in range(2):
        table.until("reveal")
        table.next()
        assert table.effect() == "show_standings"
        table.next()
    assert table.effect() == "break_ties"


def test_standings_never_unless_the_host_asks():
    table = played(count=1, standings_after="never", plan={"prize_places": 0})
    table.until("reveal")
    table.next()
    assert table.effect() == "show_podium"
    table.post(c.ShowStandings(on=True))
    assert table.effect() == "show_podium"


def test_host_toggles_standings_in_the_middle_of_a_question():
    table = played()
    table.until("close_answers")
    table.post(c.ShowStandings(on=True))
    assert table.refused(c.ShowStandings(on=True)) == "not_now"
    table.answer("t1")
    table.post(c.ShowStandings(on=False))
    assert table.refused(c.ShowStandings(on=False)) == "not_now"
    assert table.state.show.picture == "ask"
    table.post(c.ShowStandings(on=True))
    assert kinds(table.next("close_answers")) == ["StepTaken", "StandingsShown", "AskClosed"]
    assert table.state.show.picture == "ask"


def test_clock_runs_out_behind_the_standings():
    table = played()
    table.until("close_answers")
    table.post(c.ShowStandings(on=True))
    table.wait(30_000)
    assert table.phase() == "closed"


def test_standings_asked_for_after_a_question_stand_for_the_ones_due():
    table = played(count=2, standings_after="question")
    table.until("reveal")
    table.next()
    table.post(c.ShowStandings(on=True))
    table.post(c.ShowStandings(on=False))
    assert table.effect() == "show_question"


def test_standings_asked_for_on_the_turn_card_do_not_replace_those_after_the_question():
    table = played(count=3, pack="team_turn", per_turn=1, pass_allowed=True, standings_after="question")
    table.until("begin_turn")
    table.next()
    table.post(c.ShowStandings(on=True))
    table.post(c.ShowStandings(on=False))
    table.until("reveal")
    table.next()
    assert table.effect() == "show_standings"


def test_standings_come_after_a_passed_turn_too():
    table = played(count=3, pack="team_turn", per_turn=1, pass_allowed=True, standings_after="question")
    table.until("begin_turn")
    table.next()
    table.post(c.PassTurn())
    table.next("show_standings")
    assert table.effect() == "begin_turn"


def test_standings_have_no_place_in_lobby_and_podium():
    table = played()
    assert table.refused(c.ShowStandings(on=True)) == "not_now"
    table.post(c.FinishContest())
    assert table.refused(c.ShowStandings(on=True)) == "not_now"
    table.next("finish")
    assert table.refused(c.ShowStandings(on=True)) == "not_now"


# --- what it shows --------------------------------------------------------------------------------


def test_first_standings_compare_with_the_base_score():
    table = played(count=1)
    table.until("close_answers")
    table.answer("t2")
    table.until("show_standings")
    assert rows(table) == [("t1", 1, 100, 0, 0), ("t2", 1, 100, 0, 0), ("t3", 1, 100, 0, 0)]
    table.next()
    assert rows(table) == [("t2", 1, 110, 10, 0), ("t1", 2, 100, 0, 0), ("t3", 2, 100, 0, 0)]


def test_later_standings_compare_with_the_ones_before():
    table = played(count=2, standings_after="question")
    for team in ("t2", "t3"):
        table.until("close_answers")
        table.answer(team)
        if team == "t3":
            table.adjust("t3", 5)
        table.until("show_standings")
        table.next()
    assert rows(table) == [("t3", 1, 115, 15, 1), ("t2", 2, 110, 0, -1), ("t1", 3, 100, 0, -1)]


def test_correction_shows_at_once_on_the_board_and_not_before_it_is_up():
    table = played(count=1)
    table.until("reveal")
    table.adjust("t3", 50)
    assert rows(table)[0] == ("t1", 1, 100, 0, 0)
    table.until("show_standings")
    table.next()
    table.adjust("t1", 70)
    assert rows(table)[0][:3] == ("t1", 1, 170)
