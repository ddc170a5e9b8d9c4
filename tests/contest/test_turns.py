"""Rounds in turn: orders, numbered players, packs by lot, stakes, passing, opponents, ruling."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.plan import Player, Team
from quizhub.contest.seats import captain_seat
from quizhub.contest.state import ContestState
from quizhub.contest.views import screen_sections
from quizhub.contest.views.hall import HallFacts
from tests.contest.table import Table, a_plan, a_round, kinds, pick

T1, T2 = captain_seat("t1"), captain_seat("t2")


def in_turn(pack: str = "team_turn", count: int = 12, lead=None, plan=None, **rules) -> Table:
    """At the title of a round in turn; `lead` changes points before it begins."""
    rules.setdefault("standings_after", "never")
    table = Table(a_plan(a_round(pack, count, **rules), **(plan or {})))
    table.seat_all()
    for team, points in (lead or {}).items():
        table.adjust(team, points)
    table.until("start_contest")
    table.next()
    return table


def called(state: ContestState) -> list[tuple[str | None, int | None]]:
    return [(slot.team, slot.player) for slot in state.show.slots]


def play(table: Table, right: bool = True) -> str:
    """Play the question that is due; gives the team that answered."""
    table.until("close_answers")
    (team,) = table.ask.contestants
    table.answer(team, right)
    table.next("close_answers")
    table.next("reveal")
    return team


# --- who comes when -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "teams"),
    [
        ("seat", ["t1", "t2", "t3"]),
        ("reverse_seat", ["t3", "t2", "t1"]),
        ("low_to_high", ["t2", "t1", "t3"]),
        ("high_to_low", ["t1", "t3", "t2"]),
    ],
)
def test_order_of_turns(order, teams):
    table = in_turn(per_turn=1, turn_order=order, lead={"t2": -10})
    assert [team for team, _ in called(table.state)] == teams


def test_order_by_lot_is_the_same_for_the_same_seed():
    orders = [
        tuple(team for team, _ in called(in_turn(per_turn=1, turn_order="lot", plan={"seed": s}).state))
        for s in (1, 1, 2, 3, 4, 5)
    ]
    assert orders[0] == orders[1]
    assert len(set(orders)) > 1
    assert all(set(order) == {"t1", "t2", "t3"} for order in orders)


def test_seats_by_lot_decide_the_order_of_turns():
    table = Table(a_plan(a_round("team_turn", 3, per_turn=1), seating="lot", seed=3))
    assert kinds(table.next("draw_lots")) == ["StepTaken", "LotsDrawn"]
    drawn = table.state.seating()
    table.next("start_round")
    assert tuple(team for team, _ in called(table.state)) == drawn
    assert sorted(drawn) == ["t1", "t2", "t3"]


def test_all_teams_answer_once_before_anybody_answers_twice():
    table = in_turn(per_turn=2, count=6)
    assert [team for team, _ in called(table.state)] == ["t1", "t2", "t3"] * 2


def test_teams_may_answer_all_their_questions_in_a_row():
    """Two players of two questions each, and before each own question one for an opponent."""
    table = in_turn(per_turn=2, count=6, in_a_row=True, turn_order="reverse_seat")
    assert [team for team, _ in called(table.state)] == ["t3", "t3", "t2", "t2", "t1", "t1"]
    assert [slot.question for slot in table.state.show.slots] == [f"team-turn-{n}" for n in range(1, 7)]
    plan = a_plan(
        a_round("individual", 16, per_turn=2, in_a_row=True, opponent_phase=True), teams=2, players=2
    )
    table = Table(plan)
    table.next("start_contest")
    assert called(table.state) == [(team, n) for team in ("t1", "t2") for n in (1, 2) for _ in range(4)]
    assert [slot.against for slot in table.state.show.slots] == [True, False] * 8


def test_a_pack_stays_together_when_its_team_answers_in_a_row():
    table = in_turn(count=6, per_turn=2, pick="pack", in_a_row=True, plan={"seed": 5})
    asked = [slot.question for slot in table.state.show.slots]
    packs = [["team-turn-1", "team-turn-2"], ["team-turn-3", "team-turn-4"], ["team-turn-5", "team-turn-6"]]
    assert sorted([asked[0:2], asked[2:4], asked[4:6]]) == packs


def test_players_come_by_number_and_a_smaller_team_starts_again():
    plan = a_plan(a_round("individual", 6), teams=2)
    small = Team(id="t2", number=2, name="二", players=(Player(number=4, name="王"), Player(number=7)))
    table = Table(plan.model_copy(update={"teams": (plan.teams[0], small)}))
    table.next("start_contest")
    assert called(table.state) == [("t1", 1), ("t2", 4), ("t1", 2), ("t2", 7), ("t1", 3), ("t2", 4)]


def test_team_without_named_players_is_called_by_number_one():
    table = Table(a_plan(a_round("individual", 2), teams=2, players=0))
    table.next("start_contest")
    assert called(table.state) == [("t1", 1), ("t2", 1)]


def test_fixed_questions_come_as_listed_and_a_rest_is_left_over():
    table = in_turn(count=8, per_turn=2)
    assert [slot.question for slot in table.state.show.slots] == [f"team-turn-{n}" for n in range(1, 7)]


def test_packs_are_drawn_by_lot_and_stay_together():
    table = in_turn(count=9, per_turn=2, pick="pack", plan={"seed": 5})
    packs = [{"team-turn-1", "team-turn-2"}, {"team-turn-3", "team-turn-4"}, {"team-turn-5", "team-turn-6"}]
    packs.append({"team-turn-7", "team-turn-8"})
    drawn = [
        {slot.question for slot in table.state.show.slots if slot.team == team} for team in ("t1", "t2", "t3")
    ]
    assert all(pack in packs for pack in drawn)
    assert len({frozenset(str(q) for q in pack) for pack in drawn}) == 3
    again = in_turn(count=9, per_turn=2, pick="pack", plan={"seed": 5})
    assert again.state.show.slots == table.state.show.slots


# --- answering ------------------------------------------------------------------------------------


def test_only_the_team_on_turn_may_answer():
    table = in_turn()
    table.until("close_answers")
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"))
    assert table.refused(answer, T2) == "not_your_turn"
    assert play(table) == "t1"
    assert table.points() == {"t1": 110, "t2": 100, "t3": 100}


def test_spoken_ruling_closes_the_turn_and_is_awarded_at_the_reveal():
    table = in_turn(answering="spoken")
    table.until("close_answers")
    assert kinds(table.post(c.RuleAnswer(team="t1", right=True))) == [
        "StepTaken",
        "VerdictGiven",
        "AskClosed",
    ]
    table.next("reveal")
    assert table.points()["t1"] == 110


def test_auto_close_waits_for_the_one_team_only():
    table = in_turn(auto_close=True)
    table.until("close_answers")
    table.answer("t1", lock=True)
    table.wait(1000)
    assert table.phase() == "closed"


# --- stakes ---------------------------------------------------------------------------------------


def risk(**rules) -> Table:
    rules.setdefault("turn_order", "seat")
    table = in_turn("risk", rules.pop("count", 3), rules.pop("lead", None), rules.pop("plan", None), **rules)
    return table


def test_stake_is_value_and_cost():
    table = risk()
    table.next("begin_turn")
    assert table.post(c.ChooseStake(stake=30), T1) == [
        e.StakeChosen(at=table.at, team="t1", stake=30, by="team-t1")
    ]
    table.next("show_question")
    assert table.ask.value == 30
    play(table, right=False)
    table.next("begin_turn")
    table.post(c.ChooseStake(stake=20), T2)
    play(table)
    assert table.points() == {"t1": 70, "t2": 120, "t3": 100}


def test_stake_is_chosen_once_by_the_team_on_turn_from_the_list():
    table = risk()
    assert table.refused(c.ChooseStake(stake=10), T1) == "not_now"
    table.next("begin_turn")
    assert table.refused(c.ChooseStake(stake=10), T2) == "not_your_turn"
    assert table.refused(c.ChooseStake(stake=15), T1) == "bad_stake"
    table.post(c.ChooseStake(stake=10, team="t2"), T1)
    assert table.refused(c.ChooseStake(stake=20), T1) == "locked"
    table.post(c.ChooseStake(stake=20))
    assert table.state.show.turn is not None
    assert table.state.show.turn.stake == 20


def test_free_stakes_are_multiples_up_to_the_cap():
    table = risk(stakes=(), free_stake_step=15, free_stake_cap=50)
    table.next("begin_turn")
    for stake in (10, 60):
        assert table.refused(c.ChooseStake(stake=stake), T1) == "bad_stake"
    table.post(c.ChooseStake(stake=45), T1)
    table.next("show_question")
    assert table.ask.value == 45


def test_rounds_without_stakes_have_none_to_choose():
    table = in_turn(pass_allowed=True)
    table.next("begin_turn")
    assert table.refused(c.ChooseStake(stake=10), T1) == "not_now"


def test_host_chooses_for_a_silent_team_and_can_undo_it():
    table = risk()
    table.next("begin_turn")
    assert kinds(table.post(c.ChooseStake(stake=20))) == ["StepTaken", "StakeChosen"]
    table.undo()
    assert table.state.show.turn is not None
    assert table.state.show.turn.stake is None
    assert table.refused(c.ChooseStake(stake=20, team="t2")) == "not_your_turn"


def test_time_to_choose_takes_the_lowest_stake():
    table = risk(stakes=(30, 20), stake_s=15)
    table.next("begin_turn")
    table.wait(14_999)
    assert table.effect() == "take_lowest_stake"
    table.at += 1
    assert table.refused(c.ChooseStake(stake=30), T1) == "late"
    table.wait(0)
    assert table.log[-2:] == [
        e.StepTaken(at=table.at, label="time_up", by="clock"),
        e.StakeChosen(at=table.at, team="t1", stake=20, by="clock"),
    ]


def test_key_takes_the_lowest_stake_without_waiting_and_no_limit_never_ends():
    table = risk(stake_s=0)
    table.next("begin_turn")
    table.wait(3_600_000)
    assert table.next("take_lowest_stake")[1:] == [e.StakeChosen(at=table.at, team="t1", stake=10, by="host")]


def test_time_to_answer_follows_the_stake():
    table = risk(stake_times=((10, 30), (30, 120)), time_s=60)
    for team, stake, time_ms in (("t1", 30, 120_000), ("t2", 20, 60_000), ("t3", 10, 30_000)):
        table.until("begin_turn")
        table.next()
        table.post(c.ChooseStake(stake=stake), captain_seat(team))
        table.next("show_question")
        table.next("open_answers")
        assert table.ask.clock is not None
        assert table.ask.clock.total_ms == time_ms


def test_questions_kept_for_a_stake_go_to_it_and_others_fill_up():
    plan = a_plan(
        a_round("risk", 4, kept_for=[10, None, 30, 30], turn_order="seat", standings_after="never"), teams=4
    )
    table = Table(plan)
    table.seat_all()
    asked = []
    for team, stake in (("t1", 30), ("t2", 20), ("t3", 20), ("t4", 10)):
        table.until("begin_turn")
        table.next()
        table.post(c.ChooseStake(stake=stake), captain_seat(team))
        table.next("show_question")
        asked.append(table.ask.question)
        table.until("reveal")
        table.next()
    assert asked == ["risk-3", "risk-2", "risk-1", "risk-4"]


def together(**rules) -> Table:
    table = risk(stake_reveal="together", **rules)
    table.next("open_stakes")
    return table


def test_stakes_shown_together_stay_secret_until_the_key():
    table = together(stake_s=30)
    table.post(c.ChooseStake(stake=30), T1)
    table.post(c.ChooseStake(stake=10), T1)
    stage = screen_sections(table.state, HallFacts())["stage"]
    assert (stage["chosen"], "stakes" in stage) == (["t1"], False)
    table.post(c.ChooseStake(stake=20, team="t2"))
    assert table.next("reveal_stakes")[1:] == [
        e.StakeChosen(at=table.at, team="t3", stake=10, by="host"),
        e.StakesShown(at=table.at),
    ]
    stage = screen_sections(table.state, HallFacts())["stage"]
    assert stage["stakes"] == {"t1": 10, "t2": 20, "t3": 10}
    assert table.refused(c.ChooseStake(stake=30), T1) == "not_now"
    table.next("begin_turn")
    assert table.state.show.turn is not None
    assert (table.state.show.turn.stake, table.state.show.turn.clock) == (10, None)


def test_stakes_together_end_with_their_clock():
    table = together(stake_s=10)
    table.post(c.ChooseStake(stake=30), T2)
    table.wait(10_000)
    assert dict(table.state.show.stakes) == {"t1": 10, "t2": 30, "t3": 10}
    assert table.effect() == "begin_turn"


def test_stakes_together_refuse_unknown_teams_and_late_choices():
    table = together(stake_s=10)
    assert table.refused(c.ChooseStake(stake=10)) == "unknown_team"
    assert table.refused(c.ChooseStake(stake=10, team="t9")) == "unknown_team"
    table.post(c.Pause())
    assert table.refused(c.ChooseStake(stake=10), T1) == "paused"
    table.post(c.Resume())
    table.at += 10_000
    assert table.refused(c.ChooseStake(stake=10), T1) == "late"
    table.post(c.ChooseStake(stake=20, team="t1"))


# --- passing --------------------------------------------------------------------------------------


def test_pass_before_the_question_is_seen_costs_nothing():
    table = risk()
    table.next("begin_turn")
    assert table.post(c.PassTurn(), T1) == [e.TurnPassed(at=table.at, team="t1", by="team-t1")]
    assert table.refused(c.PassTurn(), T1) == "not_now"
    assert table.refused(c.ChooseStake(stake=10), T1) == "not_now"
    assert table.points()["t1"] == 100
    table.next("begin_turn")
    assert table.refused(c.PassTurn(), T1) == "not_your_turn"
    assert kinds(table.post(c.PassTurn())) == ["StepTaken", "TurnPassed"]


def test_pass_is_refused_where_the_rule_forbids_it():
    table = risk(pass_allowed=False)
    table.next("begin_turn")
    assert table.refused(c.PassTurn(), T1) == "not_allowed"


def test_pass_is_too_late_once_the_question_is_seen():
    table = risk()
    table.next("begin_turn")
    table.post(c.ChooseStake(stake=10), T1)
    table.next("show_question")
    assert table.refused(c.PassTurn(), T1) == "not_now"


# --- opponents ------------------------------------------------------------------------------------


def opposing(**rules) -> Table:
    table = risk(count=6, opponent_phase=True, **rules)
    table.next("begin_turn")
    return table


def test_opponent_gains_when_right_and_the_asker_when_it_is_wrong():
    table = opposing()
    table.post(c.ChooseStake(stake=20), T1)
    assert not table.key_enabled()
    assert table.post(c.NameOpponent(opponent="t3"), T1) == [
        e.OpponentNamed(at=table.at, team="t1", opponent="t3", by="team-t1")
    ]
    table.next("show_question")
    assert play(table, right=True) == "t3"
    assert table.points() == {"t1": 100, "t2": 100, "t3": 120}
    table.undo()
    table.undo()
    table.answer("t3", right=False)
    table.until("begin_turn")
    assert table.points() == {"t1": 120, "t2": 100, "t3": 100}


def test_own_question_follows_the_opponents():
    table = opposing()
    table.post(c.ChooseStake(stake=20), T1)
    table.post(c.NameOpponent(opponent="t3"))
    play(table, right=False)
    table.next("begin_turn")
    table.post(c.ChooseStake(stake=30), T1)
    assert play(table, right=False) == "t1"
    assert table.points() == {"t1": 90, "t2": 100, "t3": 100}


def test_silent_opponent_is_a_wrong_one():
    table = opposing()
    table.post(c.ChooseStake(stake=10), T1)
    table.post(c.NameOpponent(opponent="t2"), T1)
    table.until("reveal")
    table.next()
    assert table.points() == {"t1": 110, "t2": 100, "t3": 100}


def test_opponent_phase_may_be_declined_even_where_passing_is_not_allowed():
    table = opposing(pass_allowed=False)
    table.post(c.PassTurn(), T1)
    table.next("begin_turn")
    assert table.refused(c.PassTurn(), T1) == "not_allowed"
    assert table.refused(c.NameOpponent(opponent="t2"), T1) == "not_now"


def test_who_may_be_named_and_by_whom():
    table = opposing()
    assert table.refused(c.NameOpponent(opponent="t1"), T1) == "bad_answer"
    assert table.refused(c.NameOpponent(opponent="t9"), T1) == "unknown_team"
    assert table.refused(c.NameOpponent(opponent="t3"), T2) == "not_your_turn"
    table.post(c.Pause())
    assert table.refused(c.NameOpponent(opponent="t3"), T1) == "paused"
    assert table.refused(c.PassTurn(), T1) == "paused"


def test_screen_tells_who_answers_for_whom_and_that_the_opponent_risks_nothing():
    table = opposing()
    table.post(c.ChooseStake(stake=20), T1)
    table.post(c.NameOpponent(opponent="t3"), T1)
    table.next("show_question")
    ask = screen_sections(table.state, HallFacts())["stage"]["ask"]
    assert (ask["team"], ask["player"], ask["against"], ask["wrong"]) == ("t3", None, "t1", 0)


def test_opponents_card_is_gone_when_the_own_question_comes_without_one():
    table = in_turn(count=6, per_turn=1, opponent_phase=True)
    table.next("begin_turn")
    table.post(c.NameOpponent(opponent="t3"), T1)
    play(table)
    table.next("show_question")
    assert table.ask.contestants == ("t1",)
    assert "turn" not in screen_sections(table.state, HallFacts())["stage"]
