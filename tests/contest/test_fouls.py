"""Fouls the host calls: their points, their three effects in every flow, and a ruling during a pause."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.rules import Foul, FoulEffect
from quizhub.contest.seats import captain_seat
from quizhub.contest.state import SuddenDeath
from quizhub.questions.answers import NumericAnswer
from tests.contest.table import Table, a_number, a_plan, a_round, kinds, one, pick

FOULS = (
    Foul(id="talk", name={"en": "Talking"}, points=-5),
    Foul(id="prompt", name={"en": "Prompting"}, effect=FoulEffect.ANSWER_VOID),
    Foul(id="cheat", name={"en": "Cheating"}, points=-20, effect=FoulEffect.ANSWER_VOID),
    Foul(id="shout", name={"en": "Shouting"}, effect=FoulEffect.QUESTION_VOID),
)


def playing(pack: str = "everyone", count: int = 6, until: str = "close_answers", **rules) -> Table:
    table = Table(a_plan(a_round(pack, count, spares=1, **rules), fouls=FOULS))
    table.seat_all()
    table.until(until)
    return table


def foul(table: Table, team: str, name: str) -> list[e.AnyEvent]:
    return table.post(c.CallFoul(team=team, foul=name))


def open_race(**rules) -> Table:
    table = playing("buzz", until="start_signal", **rules)
    table.next()
    table.wait(800)
    return table


def test_points_only_takes_points_and_touches_no_question():
    table = playing()
    assert foul(table, "t1", "talk") == [
        e.StepTaken(at=table.at, label="call_foul", by="host"),
        e.FoulCalled(at=table.at, team="t1", foul="talk", by="host"),
        e.PointsAwarded(at=table.at, team="t1", points=-5, reason="foul", note="talk", by="host"),
    ]
    assert table.phase() == "open"


def test_foul_may_be_called_at_any_time():
    table = Table(a_plan(a_round("everyone", 1), fouls=FOULS))
    foul(table, "t1", "shout")
    assert table.state.show.fouls["t1"] == 1


def test_unknown_foul_or_team_is_refused():
    table = playing()
    assert table.refused(c.CallFoul(team="t1", foul="smell")) == "unknown_foul"
    assert table.refused(c.CallFoul(team="t9", foul="talk")) == "unknown_team"


def test_points_of_a_foul_stay_when_its_question_is_void():
    table = playing()
    foul(table, "t1", "cheat")
    table.post(c.VoidQuestion())
    assert table.points()["t1"] == 80


# --- question void --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "until"), [("everyone", "reveal"), ("team_turn", "open_answers"), ("buzz", "start_signal")]
)
def test_question_void_brings_the_spare_in_every_flow(pack, until):
    table = playing(pack, until=until)
    events = foul(table, "t1", "shout")
    assert one(events, e.AskVoided).reason == "shout"
    table.next("show_question")
    assert table.ask.question.endswith("spare-1")


@pytest.mark.parametrize("name", ["shout", "prompt"])
def test_effect_ends_with_the_reveal(name):
    table = playing()
    table.answer("t1")
    table.until("show_question")
    assert kinds(foul(table, "t1", name)) == ["StepTaken", "FoulCalled"]
    assert table.points()["t1"] == 110


# --- answer void: windows -------------------------------------------------------------------------


def test_answer_void_counts_neither_way_when_all_answer():
    table = playing(wrong="full")
    table.answer("t1")
    assert one(foul(table, "t1", "prompt"), e.VerdictGiven).verdict == "void"
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"), n=9)
    assert table.refused(answer, captain_seat("t1")) == "late"
    assert table.phase() == "open"
    table.until("show_question")
    assert table.points() == {"t1": 100, "t2": 90, "t3": 90}


def test_answer_void_between_close_and_reveal():
    table = playing()
    table.answer("t1")
    table.next("close_answers")
    foul(table, "t1", "cheat")
    table.next("reveal")
    assert table.points()["t1"] == 80


@pytest.mark.parametrize("until", ["open_answers", "close_answers"])
def test_answer_void_ends_the_turn_of_the_only_team(until):
    table = playing("team_turn", wrong="full", until=until)
    assert kinds(foul(table, "t1", "prompt"))[2:] == ["VerdictGiven", "AskClosed"]
    table.next("reveal")
    assert table.points()["t1"] == 100


def test_answer_void_of_a_team_that_has_no_answer_is_only_noted():
    table = playing("team_turn")
    assert kinds(foul(table, "t2", "prompt")) == ["StepTaken", "FoulCalled"]


def test_answer_void_of_the_nearest_number_makes_it_no_number():
    plan = a_plan(
        a_round("everyone", 1, standings_after="never"),
        teams=2,
        ties=("nearest",),
        fouls=FOULS,
        questions={"near-1": a_number("near-1")},
    )
    table = Table(plan)
    table.seat_all()
    table.until("break_ties")
    table.next()
    table.until("close_answers")
    table.give(NumericAnswer(text="119"), captain_seat("t1"))
    table.give(NumericAnswer(text="1"), captain_seat("t2"))
    foul(table, "t1", "prompt")
    assert table.refused(c.RuleAnswer(team="t1", right=True)) == "not_now"
    table.until("break_ties")
    assert one(table.next(), e.TieDecided).tiers == (("t2",), ("t1",))


# --- answer void: races ---------------------------------------------------------------------------


def test_answer_void_of_the_called_team_lets_the_others_race():
    table = open_race(after_wrong="rebuzz")
    table.buzz("t1")
    assert kinds(foul(table, "t1", "prompt"))[2:] == ["VerdictGiven", "TeamPutOut", "RaceReset"]
    assert table.points()["t1"] == 100


def test_answer_void_before_a_press_puts_the_team_out():
    table = open_race()
    assert foul(table, "t1", "prompt")[2:] == [e.TeamPutOut(at=table.at, ask=table.ask.id, team="t1")]
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "out"
    assert kinds(foul(table, "t1", "prompt")) == ["StepTaken", "FoulCalled"]


def test_answer_void_after_the_ruling_takes_the_points_back():
    table = open_race(value=20)
    table.buzz("t1")
    table.rule("t1", True)
    assert foul(table, "t1", "prompt")[2:] == [
        e.VerdictGiven(at=table.at, ask=table.ask.id, team="t1", verdict="void", by="host"),
        e.PointsAwarded(
            at=table.at, team="t1", points=-20, reason="answer_void", ask=table.ask.id, by="host"
        ),
    ]
    assert table.points()["t1"] == 100
    table.post(c.VoidQuestion())
    assert table.points()["t1"] == 100


def test_answer_void_gives_no_points_back_for_a_wrong_answer():
    table = open_race(after_wrong="nobody")
    table.buzz("t1")
    table.rule("t1", False)
    foul(table, "t1", "prompt")
    assert table.points()["t1"] == 90
    foul(table, "t2", "prompt")
    assert table.points()["t2"] == 100


def test_answer_void_after_the_hall_got_the_question_changes_nothing():
    table = open_race(after_wrong="audience")
    table.buzz("t1")
    table.rule("t1", False)
    assert kinds(foul(table, "t1", "prompt")) == ["StepTaken", "FoulCalled"]


def test_answer_void_takes_the_place_won_in_sudden_death_back():
    plan = a_plan(a_round("everyone", 1, standings_after="never"), teams=2, tie_questions=2, fouls=FOULS)
    table = Table(plan)
    table.seat_all()
    table.until("start_signal")
    table.next()
    table.wait(800)
    table.buzz("t1")
    table.rule("t1", True)
    foul(table, "t1", "prompt")
    assert table.state.show.sudden_death == SuddenDeath(("t2", "t1"))
    table.next("reveal")
    assert table.effect() == "show_question"


# --- during a pause -------------------------------------------------------------------------------


def paused_race(**rules) -> Table:
    table = open_race(**rules)
    table.buzz("t1")
    table.wait(5)
    table.buzz("t2")
    table.post(c.Pause())
    table.wait(60_000)
    foul(table, "t1", "prompt")
    table.wait(60_000)
    return table


def test_next_team_called_during_a_pause_has_its_whole_time():
    table = paused_race(after_wrong="next_in_queue", start_answer_s=5)
    assert table.ask.called == "t2"
    assert not table.ask.time_up
    table.post(c.Resume())
    table.wait(4_999)
    assert not table.ask.time_up
    table.wait(1)
    assert table.ask.time_up


def test_hall_that_gets_the_question_during_a_pause_has_its_whole_time():
    table = paused_race(after_wrong="audience", time_s=20)
    table.post(c.Resume())
    table.wait(19_999)
    assert table.phase() == "open"
    table.wait(1)
    assert table.phase() == "closed"


def test_race_reopened_during_a_pause_is_open_from_the_resume():
    table = playing("buzz", until="end_reading", opens="while_reading", after_wrong="rebuzz")
    table.buzz("t1")
    table.post(c.Pause())
    table.wait(60_000)
    foul(table, "t1", "prompt")
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t2")) == "paused"
    table.post(c.Resume())
    table.wait(70)
    assert one(table.buzz("t2"), e.BuzzPressed).after_cue_ms == 70
