"""Equal points at the end: every way of breaking a tie, alone and in sequence, and what may not break one."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.rules import TieBreak
from quizhub.contest.seats import captain_seat
from quizhub.contest.standings import places
from quizhub.contest.state import SuddenDeath
from quizhub.contest.ties import open_tie
from quizhub.questions.answers import NumericAnswer
from tests.contest.table import Table, a_number, a_plan, a_round, kinds, one


def ended(teams: int = 3, lead: dict[str, int] | None = None, **plan) -> Table:
    """A contest whose one question is over without points; `lead` gives some teams a different total."""
    plan.setdefault("tie_questions", 4)
    table = Table(a_plan(a_round("everyone", 1, standings_after="never"), teams=teams, **plan))
    table.seat_all()
    table.until("reveal")
    table.next()
    for team, points in (lead or {}).items():
        table.adjust(team, points)
    return table


def won(table: Table, team: str, right: bool = True) -> None:
    """One sudden-death question that `team` presses for and answers."""
    table.next("show_question")
    table.next("start_signal")
    table.wait(800)
    table.buzz(team)
    table.next("start_answer")
    table.rule(team, right)
    table.next("reveal")


def hows(table: Table) -> dict[str, str | None]:
    return {place.team: place.how for place in places(table.state)}


# --- which ties are broken ------------------------------------------------------------------------


def test_no_tie_goes_to_the_podium():
    table = ended(lead={"t1": 30, "t2": 20})
    assert table.effect() == "show_podium"


def test_tie_below_the_prize_places_is_left_shared():
    table = ended(teams=4, lead={"t1": 20, "t2": 10}, prize_places=2)
    assert table.effect() == "show_podium"
    assert table.ranks() == {"t1": 1, "t2": 2, "t3": 3, "t4": 3}


def test_tie_that_begins_at_the_last_prize_place_is_broken():
    table = ended(teams=4, lead={"t1": 20, "t2": 10}, prize_places=3)
    tie = open_tie(table.state)
    assert tie is not None
    assert (tie.teams, tie.method) == (("t3", "t4"), TieBreak.SUDDEN_DEATH)


def test_no_prize_places_breaks_no_tie():
    assert ended(prize_places=0).effect() == "show_podium"


def test_best_placed_tie_is_broken_first():
    table = ended(teams=4, lead={"t1": 20, "t2": 20}, prize_places=4)
    assert table.next("break_ties")[-1] == e.TieBreakBegan(at=table.at, teams=("t1", "t2"))


# --- sudden death ---------------------------------------------------------------------------------


def test_sudden_death_right_wins_the_place():
    table = ended(teams=2)
    table.next("break_ties")
    won(table, "t2")
    events = table.next("break_ties")
    assert events[-1] == e.TieDecided(at=table.at, method="sudden_death", tiers=(("t2",), ("t1",)))
    assert table.ranks() == {"t2": 1, "t1": 2}
    assert hows(table) == {"t1": "sudden_death", "t2": "sudden_death"}
    assert table.effect() == "show_podium"


def test_sudden_death_wrong_is_last():
    table = ended(teams=2)
    table.next("break_ties")
    won(table, "t1", right=False)
    table.next("break_ties")
    assert table.ranks() == {"t2": 1, "t1": 2}


def test_sudden_death_go_on_leaves_the_team_in():
    table = ended(teams=2, sudden_death_wrong="go_on")
    table.next("break_ties")
    won(table, "t1", right=False)
    assert table.state.show.sudden_death == SuddenDeath(("t1", "t2"))
    won(table, "t1")
    table.next("break_ties")
    assert table.ranks() == {"t1": 1, "t2": 2}


def test_sudden_death_first_wrong_is_placed_below_second_wrong():
    table = ended(teams=3, tie_rules={"after_wrong": "rebuzz"})
    table.next("break_ties")
    table.next("show_question")
    for team in ("t3", "t1"):
        table.next("start_signal")
        table.wait(800)
        table.buzz(team)
        table.rule(team, False)
    assert table.state.show.sudden_death == SuddenDeath(("t2",), bottom=("t1", "t3"))


def test_sudden_death_is_only_for_the_tied_teams():
    table = ended(teams=3, lead={"t3": -10})
    table.next("break_ties")
    table.next("show_question")
    assert table.ask.contestants == ("t1", "t2")
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t3")) == "not_your_turn"


def test_sudden_death_goes_on_until_everybody_with_a_prize_is_separated():
    table = ended(teams=3, prize_places=3)
    table.next("break_ties")
    won(table, "t2")
    assert table.effect() == "show_question"
    won(table, "t3")
    table.next("break_ties")
    assert table.ranks() == {"t2": 1, "t3": 2, "t1": 3}


def test_sudden_death_stops_where_only_places_without_prize_are_left():
    table = ended(teams=3, prize_places=1)
    table.next("break_ties")
    won(table, "t2")
    assert one(table.next("break_ties"), e.TieDecided).tiers == (("t2",), ("t1", "t3"))
    assert table.ranks() == {"t2": 1, "t1": 2, "t3": 2}
    assert table.effect() == "show_podium"


def test_sudden_death_with_exhausted_questions_hands_over_to_the_next_method():
    table = ended(teams=3, tie_questions=1, ties=("sudden_death", "lot"))
    table.next("break_ties")
    won(table, "t2")
    table.next("break_ties")
    tie = open_tie(table.state)
    assert tie is not None
    assert (tie.teams, tie.method) == (("t1", "t3"), TieBreak.LOT)


def test_sudden_death_without_questions_is_left_out():
    table = ended(tie_questions=0)
    tie = open_tie(table.state)
    assert tie is not None
    assert tie.method is TieBreak.FEWEST_FOULS


@pytest.mark.parametrize("right", [True, False])
def test_void_tie_question_takes_its_result_back(right):
    table = ended(teams=2)
    table.next("break_ties")
    won(table, "t1", right)
    assert table.effect() == "break_ties"
    table.post(c.VoidQuestion())
    assert table.state.show.sudden_death == SuddenDeath(("t1", "t2"))
    assert table.effect() == "show_question"


def test_points_of_the_tie_break_count_where_its_rules_give_some():
    table = ended(teams=2, tie_rules={"value": 10})
    table.next("break_ties")
    won(table, "t2")
    table.next("break_ties")
    assert table.points() == {"t1": 100, "t2": 110}


def test_nobody_presses_in_sudden_death_and_the_next_question_comes():
    table = ended(teams=2)
    table.next("break_ties")
    table.next("show_question")
    table.next("start_signal")
    table.wait(16_000)
    assert table.phase() == "closed"
    table.next("reveal")
    assert table.effect() == "show_question"


# --- the nearest number ---------------------------------------------------------------------------


def near(**given: str) -> Table:
    """A tie played by the nearest number to 119, with these answers."""
    numbers = {name: a_number(name) for name in ("near-1", "near-2")}
    table = ended(teams=3, ties=("nearest", "lot"), questions=numbers)
    table.next("break_ties")
    table.next("show_question")
    table.next("open_answers")
    for team, text in given.items():
        table.give(NumericAnswer(text=text), captain_seat(team))
    table.next("close_answers")
    table.next("reveal")
    return table


def test_nearest_number_orders_by_distance_and_no_number_is_last():
    table = near(t1="100", t3="120")
    assert one(table.next("break_ties"), e.TieDecided).tiers == (("t3",), ("t1",), ("t2",))
    assert table.effect() == "show_podium"


def test_nearest_number_with_equal_distance_goes_to_the_next_method():
    table = near(t1="118", t2="120", t3="1")
    assert one(table.next("break_ties"), e.TieDecided).tiers == (("t1", "t2"), ("t3",))
    tie = open_tie(table.state)
    assert tie is not None
    assert (tie.teams, tie.method) == (("t1", "t2"), TieBreak.LOT)


def test_nearest_number_takes_another_question_after_a_void_one():
    table = near(t1="118")
    table.post(c.VoidQuestion())
    assert table.effect() == "show_question"
    table.next()
    assert table.ask.question == "near-2"
    table.post(c.SkipQuestion())
    assert one(table.next("break_ties"), e.TieDecided).tiers == (("t1", "t2", "t3"),)


def test_nearest_number_finished_without_a_question_shares():
    numbers = {"near-1": a_number("near-1")}
    table = ended(teams=2, ties=("nearest",), questions=numbers)
    table.next("break_ties")
    table.next("show_question")
    table.post(c.SkipQuestion())
    table.next("break_ties")
    assert table.ranks() == {"t1": 1, "t2": 1}
    assert table.effect() == "show_podium"


# --- without play ---------------------------------------------------------------------------------


def test_fewest_fouls_puts_the_cleaner_team_first():
    table = ended(ties=("fewest_fouls",), prize_places=1)
    table.post(c.CallFoul(team="t1", foul="own-prompting"))
    table.post(c.CallFoul(team="t1", foul="own-prompting"))
    table.post(c.CallFoul(team="t2", foul="own-prompting"))
    table.next("break_ties")
    assert table.ranks() == {"t3": 1, "t2": 2, "t1": 3}


def test_fewest_fouls_counts_early_presses_that_are_punished():
    table = Table(a_plan(a_round("buzz", 1, standings_after="never"), teams=2, ties=("fewest_fouls",)))
    table.seat_all()
    table.until("start_signal")
    table.buzz("t1")
    table.next("start_signal")
    table.until("break_ties")
    table.next()
    assert table.ranks() == {"t2": 1, "t1": 2}


@pytest.mark.parametrize("policy", ["ignored", "short_lock"])
def test_fewest_fouls_leaves_early_presses_the_device_ignores(policy):
    plan = a_plan(
        a_round("buzz", 1, standings_after="never", early_press=policy), teams=2, ties=("fewest_fouls",)
    )
    table = Table(plan)
    table.seat_all()
    table.until("start_signal")
    table.buzz("t1")
    table.next("start_signal")
    table.until("break_ties")
    assert one(table.next(), e.TieDecided).tiers == (("t1", "t2"),)


def test_lot_separates_all_and_can_be_drawn_again():
    tiers = [one(ended(ties=("lot",)).next(), e.TieDecided).tiers for _ in range(2)]
    assert tiers[0] == tiers[1]
    assert sorted(tiers[0]) == [("t1",), ("t2",), ("t3",)]


def test_shared_place_is_said_and_ends_it():
    table = ended(teams=3, lead={"t1": 10}, ties=("shared", "lot"))
    table.next("break_ties")
    assert table.ranks() == {"t1": 1, "t2": 2, "t3": 2}
    assert hows(table) == {"t1": None, "t2": "shared", "t3": "shared"}
    assert table.effect() == "show_podium"


def test_all_methods_in_sequence():
    """Sudden death leaves two, the fouls are equal, the lot decides."""
    table = ended(teams=3, tie_questions=1, ties=("sudden_death", "fewest_fouls", "lot"))
    table.next("break_ties")
    won(table, "t3")
    table.next("break_ties")
    assert table.next("break_ties")[-1] == e.TieDecided(
        at=table.at, method="fewest_fouls", tiers=(("t1", "t2"),)
    )
    assert one(table.next("break_ties"), e.TieDecided).method == "lot"
    ranks = table.ranks()
    assert ranks["t3"] == 1
    assert sorted(ranks.values()) == [1, 2, 3]
    assert hows(table) == {"t1": "lot", "t2": "lot", "t3": "sudden_death"}


# --- corrections in between -----------------------------------------------------------------------


def test_team_that_reaches_the_tied_points_later_must_be_separated_too():
    table = ended(teams=3, lead={"t3": -10})
    table.next("break_ties")
    won(table, "t1")
    table.next("break_ties")
    table.adjust("t3", 10)
    assert set(table.ranks().values()) == {1}
    tie = open_tie(table.state)
    assert tie is not None
    assert tie.teams == ("t1", "t2", "t3")


def test_earlier_result_still_separates_two_after_the_third_is_placed():
    table = ended(teams=3, lead={"t3": -10}, ties=("sudden_death", "shared"))
    table.next("break_ties")
    won(table, "t2")
    table.next("break_ties")
    table.adjust("t3", 10)
    table.next("break_ties")
    won(table, "t3")
    assert table.ranks() == {"t1": 1, "t2": 1, "t3": 1}
    won(table, "t1", right=False)
    table.next("break_ties")
    assert table.ranks() == {"t3": 1, "t2": 2, "t1": 3}


def test_result_means_nothing_once_the_points_differ():
    table = ended(teams=2)
    table.next("break_ties")
    won(table, "t1")
    table.next("break_ties")
    table.adjust("t2", 10)
    assert table.ranks() == {"t2": 1, "t1": 2}
    assert hows(table) == {"t1": None, "t2": None}


def test_undo_of_a_decision_brings_the_tie_back():
    table = ended(teams=2, ties=("lot",))
    table.next("break_ties")
    assert kinds(table.undo()) == ["StepUndone"]
    assert set(table.ranks().values()) == {1}
    assert table.effect() == "break_ties"


def test_tie_questions_that_give_points_separate_by_points_too():
    table = ended(teams=2, sudden_death_wrong="go_on", tie_rules={"value": 20, "wrong": "half"})
    table.next("break_ties")
    won(table, "t1", right=False)
    assert table.next("break_ties")[-1] == e.TieDecided(
        at=table.at, method="sudden_death", tiers=(("t1", "t2"),)
    )
    assert table.ranks() == {"t2": 1, "t1": 2}


def test_tie_questions_go_on_while_two_of_three_still_have_equal_points():
    table = ended(teams=3, sudden_death_wrong="go_on", tie_rules={"value": 20, "wrong": "half"})
    table.next("break_ties")
    won(table, "t1", right=False)
    assert table.effect() == "show_question"
    won(table, "t2")
    table.next("break_ties")
    assert table.ranks() == {"t2": 1, "t3": 2, "t1": 3}
