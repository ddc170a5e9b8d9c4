"""Rows of results of contests played on a table: golden ones, and one with all that can be put right."""

from pathlib import Path

import pytest
import yaml

from quizhub.contest import commands as c
from quizhub.contest.events import CorrectionMade
from quizhub.contest.seats import ARBITER, captain_seat
from quizhub.contest.standings import points
from quizhub.reports.results import (
    CorrectionRow,
    Spot,
    appeals,
    asks,
    awards,
    corrections,
    presses,
    standings,
)
from tests.contest.table import Table, a_number, a_plan, a_round, pick
from tests.scenarios.test_scenarios import check_standings, play_line, read_table
from tests.scenarios.words import finish

SCENARIOS = Path(__file__).parent.parent / "scenarios"


def played(name: str) -> Table:
    """A golden contest at its podium."""
    scenario = yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"))
    table = read_table(scenario)
    table.check = False
    for line in scenario["play"]:
        ((subject, text),) = line.items()
        play_line(table, subject, text)
    table.until("show_podium")
    table.next()
    return table


def made(table: Table) -> list[CorrectionMade]:
    return [event for event in table.log if isinstance(event, CorrectionMade)]


@pytest.mark.parametrize("name", ["r01_community", "r10_opponents", "r21_floor", "ruling_void_after_reveal"])
def test_awards_add_up_to_the_standings(name):
    state = played(name).state
    totals = dict.fromkeys(state.plan.team_by_id, state.plan.rules.base_score)
    for row in awards(state):
        if row.total is not None and row.relief is not None:
            totals[row.award.team] += row.award.points + row.relief
            assert totals[row.award.team] == row.total
    assert totals == points(state) == {row.team: row.points for row in standings(state)}


def test_every_question_stands_where_it_was_asked():
    state = played("r01_community").state
    rows = asks(state, "en")
    assert [row.spot for row in rows[:10]] == [Spot(1, n) for n in range(1, 10)] + [Spot(2, 1)]
    assert [row.question for row in rows[:2]] == ["r1-1", "r1-2"]
    first, third = rows[0], rows[2]
    assert set(first.given) == {"t1"}
    assert (first.given["t1"].verdict, first.given["t1"].by, first.given["t1"].points) == (
        "right",
        "machine",
        10,
    )
    assert first.given["t1"].answer in first.key, "the letter of the right option"
    assert (third.given["t3"].verdict, third.given["t3"].points) == ("wrong", 0)
    silent = rows[6].given["t1"]
    assert (silent.verdict, silent.answer) == ("none", "")


def test_races_stand_press_by_press():
    rows = presses(played("r01_community").state)
    first = [row for row in rows if row.spot == Spot(2, 1)]
    assert [(row.team, row.ruled, row.place, row.ms, row.how) for row in first] == [
        ("t1", "first", 1, 500, "time"),
        ("t2", "early", None, first[1].ms, "time"),
    ]
    second = [row for row in rows if row.spot == Spot(2, 2)]
    assert [(row.race, row.team, row.place) for row in second] == [(1, "t3", 1), (2, "t2", 1)]


def test_a_tie_names_the_rule_that_decided_it():
    state = played("ruling_nearest_number").state
    assert "nearest" in {row.how for row in standings(state)}
    (tie,) = [row for row in asks(state, "en") if row.spot.tie]
    assert tie.spot.n == 1


def put_right() -> Table:
    """One question each was wrong about, an appeal, corrections, a foul: the podium is reached."""
    table = Table(a_plan(a_round("everyone", 3, "r"), teams=2, questions={"r-1": a_number("r-1")}))
    table.seat_all()
    for right in (False, True, True):
        table.until("show_question")
        table.next()
        table.next("open_answers")
        for team in ("t1", "t2"):
            table.answer(team, right, lock=True)
        finish(table)
    return table


def test_corrections_are_rows_of_their_own():
    table = put_right()
    one, two, _ = (row.ask for row in asks(table.state, "en"))
    table.post(c.RaiseAppeal(ask=one, reason="it is 119"), captain_seat("t1"))
    assert [row.state for row in appeals(table.state)] == ["open"]
    table.post(c.RuleAppeal(appeal=1, upheld=True, note="so it is"), ARBITER)
    table.post(c.ChangeVerdict(ask=one, team="t1", verdict="right", reason="it was"), ARBITER)
    table.post(c.VoidQuestion(ask=two, reason="unclear"), ARBITER)
    table.post(c.AdjustPoints(team="t2", points=5, reason="kind"), ARBITER)
    table.undo()
    table.post(c.CallFoul(team="t2", foul="late"))
    state = table.state
    (appeal,) = appeals(state)
    assert (appeal.state, appeal.note, appeal.by, appeal.spot) == (
        "upheld",
        "so it is",
        "arbiter",
        Spot(1, 1),
    )
    rows = corrections(state, made(table))
    assert [(row.what, row.points) for row in rows] == [
        ("appeal", ()),
        ("verdict", (("t1", 10),)),
        ("void", (("t1", -10), ("t2", -10))),
        ("points", (("t2", 5),)),
        ("undone", ()),
    ]
    assert rows[-1] == CorrectionRow(table.at, "undone", "", "adjust_points")
    voided = [row for row in asks(state, "en") if row.void]
    assert [row.ask for row in voided] == [two]
    assert all(given.points == 0 for given in voided[0].given.values())
    counting = [(row.spot, row.award.team, row.award.points, row.total) for row in awards(state)]
    assert counting == [
        (Spot(1, 2), "t1", 10, None),
        (Spot(1, 2), "t2", 10, None),
        (Spot(1, 3), "t1", 10, counting[2][3]),
        (Spot(1, 3), "t2", 10, 110),
        (Spot(1, 1), "t1", 10, 120),
        (None, "t2", -10, 100),
    ]
    assert [row.foul for row in awards(state)][-1] == "迟到"
    assert [(row.team, row.points, row.fouls) for row in standings(state)] == [("t1", 120, 0), ("t2", 100, 1)]


def test_another_answer_that_was_accepted_stands_beside_the_key():
    table = put_right()
    number = asks(table.state, "en")[1].ask
    table.post(c.CorrectKey(ask=number, answer=pick("c"), also=True, reason="both"), ARBITER)
    row = asks(table.state, "en")[1]
    assert len(row.also) == 1
    assert row.also[0] != row.key


def test_a_question_still_being_played_keeps_its_secret():
    table = Table(a_plan(a_round("everyone", 2, "r"), teams=2))
    table.seat_all()
    table.until("open_answers")
    table.next()
    table.answer("t1", True)
    assert asks(table.state, "en") == []
    table.post(c.VoidQuestion(reason="wrong picture", replace=False))
    (row,) = asks(table.state, "en")
    assert (row.void, row.key, row.also) == (True, "", ())


def test_the_standings_are_those_of_the_podium():
    table = played("r12_void_and_minus")
    check_standings(table, {row.team: row.points for row in standings(table.state)})
