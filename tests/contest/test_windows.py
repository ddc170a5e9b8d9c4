"""One window to answer in: device, spoken and mixed, locks, changes, auto close, partial credit."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.seats import captain_seat
from quizhub.questions.model import ChoiceBody, ChoiceKey, Option, Question
from tests.contest.table import Table, a_plan, a_round, kinds, pick

T1 = captain_seat("t1")


def opened(count: int = 2, questions=None, pack: str = "everyone", **rules) -> Table:
    """A question whose answers are open."""
    table = Table(a_plan(a_round(pack, count, **rules), questions=questions))
    table.seat_all()
    table.until("close_answers")
    return table


def several(name: str, right: str, scoring: str = "no_wrong_partial") -> Question:
    """A multiple-choice question whose right options are the letters of `right`."""
    options = tuple(Option(id=i, text={"zh-Hans": i}) for i in "abcdefg")
    return Question(
        id=name,
        stem={"zh-Hans": "哪些？"},
        body=ChoiceBody(kind="multiple_choice", options=options),
        key=ChoiceKey(kind="multiple_choice", correct=tuple(right), scoring=scoring),  # type: ignore[arg-type]
    )


# --- opening and closing --------------------------------------------------------------------------


def test_question_is_read_before_its_clock_starts():
    table = Table(a_plan(a_round("everyone", 1, time_s=20)))
    table.seat_all()
    table.until("show_question")
    shown = table.next()
    assert kinds(shown) == ["StepTaken", "AskShown"]
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"))
    assert table.refused(answer, T1) == "too_soon"
    assert table.next("open_answers")[1:] == [
        e.AskOpened(at=table.at, ask=table.ask.id, opens_at=table.at, time_ms=20_000)
    ]


def test_answer_that_arrived_before_the_opening_is_too_soon_however_late_it_is_looked_at():
    table = opened()
    table.at -= 1
    assert table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick("b")), T1) == "too_soon"


def test_clock_may_start_with_the_question():
    table = Table(a_plan(a_round("everyone", 1, clock_starts="shown")))
    table.until("show_question")
    assert kinds(table.next()) == ["StepTaken", "AskShown", "AskOpened"]


def test_ask_ids_are_never_used_twice():
    table = opened()
    first = table.ask.id
    table.undo()
    table.undo()
    table.next("show_question")
    assert table.ask.id > first


def test_clock_closes_the_window_to_the_millisecond():
    table = opened(time_s=20)
    table.wait(19_999)
    table.answer("t1")
    table.at += 1
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"))
    assert table.refused(answer, captain_seat("t2")) == "late"
    assert table.refused(c.LockAnswer(ask=table.ask.id), T1) == "late"
    table.wait(0)
    assert table.log[-2:] == [
        e.StepTaken(at=table.at, label="time_up", by="clock"),
        e.AskClosed(at=table.at, ask=table.ask.id, why="time"),
    ]
    assert table.refused(answer, captain_seat("t2")) == "late"


def test_host_may_close_earlier_by_key_or_command():
    table = opened()
    assert table.next("close_answers")[1:] == [e.AskClosed(at=table.at, ask=table.ask.id, why="host")]
    table.undo()
    assert table.post(c.CloseAnswers())[1:] == [e.AskClosed(at=table.at, ask=table.ask.id, why="host")]
    assert table.refused(c.CloseAnswers()) == "not_now"


# --- answers --------------------------------------------------------------------------------------


def test_answer_is_kept_with_the_time_it_took():
    table = opened()
    table.wait(7_400)
    assert table.post(c.SubmitAnswer(ask=table.ask.id, answer=pick("c")), T1) == [
        e.AnswerReceived(at=table.at, ask=table.ask.id, seat="team-t1", answer=pick("c"), n=1, used_ms=7_400)
    ]


def test_highest_number_counts_in_any_order_of_arrival():
    table = opened()
    ask = table.ask.id
    table.post(c.SubmitAnswer(ask=ask, answer=pick("b"), n=5), T1)
    for n in (4, 5):
        assert table.refused(c.SubmitAnswer(ask=ask, answer=pick("a"), n=n), T1) == "old_answer"
    table.post(c.SubmitAnswer(ask=ask, answer=pick("c"), n=6), T1)
    assert table.state.answers_to(ask)["team-t1"].answer == pick("c")


def test_lock_ends_all_changes():
    table = opened()
    ask = table.ask.id
    assert table.refused(c.LockAnswer(ask=ask), T1) == "not_now"
    table.answer("t1")
    assert table.post(c.LockAnswer(ask=ask), T1) == [e.AnswerLocked(at=table.at, ask=ask, seat="team-t1")]
    assert table.post(c.LockAnswer(ask=ask), T1) == []
    assert table.refused(c.SubmitAnswer(ask=ask, answer=pick("a"), n=9), T1) == "locked"


def test_answer_may_be_locked_with_its_submission():
    table = opened()
    table.answer("t1", lock=True)
    assert table.state.answers_to(table.ask.id)["team-t1"].locked


def test_first_answer_counts_where_the_rule_says_so():
    table = opened(answer_change="first_counts")
    table.answer("t1", right=False)
    assert table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick("b"), n=2), T1) == "locked"


@pytest.mark.parametrize("chosen", [(), ("z",), ("a", "b")])
def test_answer_that_does_not_fit_is_refused(chosen):
    table = opened()
    assert table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick(*chosen)), T1) == "bad_answer"


def test_answer_to_another_question_is_told_apart():
    table = opened()
    first = table.ask.id
    table.until("show_question")
    table.until("close_answers")
    answer = pick("a")
    assert table.refused(c.SubmitAnswer(ask=first, answer=answer), T1) == "late"
    assert table.refused(c.SubmitAnswer(ask=first + 99, answer=answer), T1) == "wrong_question"
    lobby = Table(a_plan(a_round("everyone", 1)))
    lobby.seat_all()
    assert lobby.refused(c.SubmitAnswer(ask=1, answer=answer), T1) == "wrong_question"


# --- verdicts at the reveal -----------------------------------------------------------------------


@pytest.mark.parametrize(("wrong", "cost"), [("nothing", 0), ("half", 7), ("full", 15)])
def test_right_earns_and_wrong_or_missing_costs(wrong, cost):
    table = opened(value=15, wrong=wrong)
    table.answer("t1")
    table.answer("t2", right=False)
    table.until("show_question")
    assert table.points() == {"t1": 115, "t2": 100 - cost, "t3": 100 - cost}
    assert {team: ruling.verdict for team, ruling in table.ask.rulings.items()} == {
        "t1": "right",
        "t2": "wrong",
        "t3": "none",
    }


def test_reveal_writes_verdicts_then_points_then_the_reveal():
    table = opened(count=1)
    table.answer("t2")
    table.next("close_answers")
    assert kinds(table.next("reveal")) == [
        "StepTaken",
        "VerdictGiven",
        "VerdictGiven",
        "PointsAwarded",
        "VerdictGiven",
        "AskRevealed",
    ]


@pytest.mark.parametrize(
    ("right", "chosen", "partial", "verdict", "points"),
    [
        ("abc", "a", True, "partly", 3),
        ("abc", "ab", True, "partly", 7),
        ("ab", "a", True, "partly", 5),
        ("abcd", "a", True, "partly", 3),
        ("abc", "abc", True, "right", 10),
        ("abc", "ad", True, "wrong", -10),
        ("abc", "ab", False, "wrong", -10),
    ],
)
def test_partial_credit_rounds_to_the_nearest_point_halves_up(right, chosen, partial, verdict, points):
    table = opened(partial=partial, wrong="full", questions={"everyone-1": several("everyone-1", right)})
    table.give(pick(*chosen), T1)
    table.until("show_question")
    assert table.ask.rulings["t1"].verdict == verdict
    assert table.points()["t1"] == 100 + points


# --- spoken and mixed -----------------------------------------------------------------------------


def test_spoken_answers_are_ruled_by_the_host_and_missing_rulings_cost():
    table = opened(answering="spoken", wrong="full")
    assert table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick("b")), T1) == "not_allowed"
    table.rule("t1", True)
    table.rule("t2", False)
    table.rule("t2", True)
    assert table.points() == {"t1": 100, "t2": 100, "t3": 100}
    table.until("show_question")
    assert table.points() == {"t1": 110, "t2": 110, "t3": 90}


@pytest.mark.parametrize("answering", ["spoken", "mixed"])
def test_clock_at_zero_waits_for_the_host_where_answers_are_spoken(answering):
    table = opened(answering=answering)
    table.wait(30_000)
    assert table.log[-1] == e.TimeRanOut(at=table.at, ask=table.ask.id)
    assert table.phase() == "open"
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"))
    assert table.refused(answer, T1) == ("not_allowed" if answering == "spoken" else "late")
    table.rule("t1", True)
    table.next("close_answers")


def test_hosts_ruling_stands_over_the_phone():
    table = opened(answering="mixed")
    table.answer("t1")
    table.answer("t2", right=False)
    table.rule("t1", False)
    table.next("close_answers")
    table.rule("t2", True)
    table.next("reveal")
    assert table.points() == {"t1": 100, "t2": 110, "t3": 100}
    assert table.refused(c.RuleAnswer(team="t1", right=True)) == "not_now"


def test_answer_after_the_hosts_ruling_is_late():
    table = opened(answering="mixed")
    table.rule("t1", False)
    assert table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick("b")), T1) == "late"


def test_the_same_ruling_twice_is_one_step():
    table = Table(a_plan(a_round("everyone", 1, answering="spoken")))
    table.seat_all()
    table.until("close_answers")
    table.rule("t1", True)
    assert table.refused(c.RuleAnswer(team="t1", right=True)) == "not_now"
    table.rule("t1", False)
    assert table.ask.rulings["t1"].verdict == "wrong"


def test_ruling_needs_an_open_question_a_contestant_and_a_running_show():
    table = opened(pack="team_turn", count=6)
    assert table.refused(c.RuleAnswer(team="t2", right=True)) == "not_your_turn"
    assert table.refused(c.RuleAnswer(team="t9", right=True)) == "unknown_team"
    table.post(c.Pause())
    assert table.refused(c.RuleAnswer(team="t1", right=True)) == "paused"
    lobby = Table(a_plan(a_round("everyone", 1)))
    assert lobby.refused(c.RuleAnswer(team="t1", right=True)) == "not_now"


# --- auto close -----------------------------------------------------------------------------------


def test_last_lock_cuts_the_clock_to_a_visible_second():
    table = opened(auto_close=True)
    for team in ("t1", "t2"):
        table.answer(team, lock=True)
    table.answer("t3")
    assert table.post(c.LockAnswer(ask=table.ask.id), captain_seat("t3"))[1:] == [
        e.AllAnswered(at=table.at, ask=table.ask.id, closes_in_ms=1000)
    ]
    table.wait(999)
    assert table.phase() == "open"
    table.wait(1)
    assert table.log[-1] == e.AskClosed(at=table.at, ask=table.ask.id, why="all_answered")


def test_last_second_is_not_made_longer():
    table = opened(auto_close=True, time_s=30)
    table.wait(29_600)
    for team in ("t1", "t2", "t3"):
        table.answer(team, lock=True)
    table.wait(400)
    assert table.phase() == "closed"


def test_without_the_rule_the_clock_runs_on():
    table = opened(auto_close=False)
    for team in ("t1", "t2", "t3"):
        table.answer(team, lock=True)
    table.wait(29_999)
    assert table.phase() == "open"


def test_team_already_ruled_on_is_not_waited_for():
    table = opened(auto_close=True)
    table.post(c.CallFoul(team="t3", foul="own-prompting"))
    for team in ("t1", "t2"):
        table.answer(team, lock=True)
    assert table.ask.all_in


def test_mixed_window_closes_by_itself_when_all_have_locked():
    table = opened(auto_close=True, answering="mixed")
    for team in ("t1", "t2", "t3"):
        table.answer(team, lock=True)
    table.wait(1000)
    assert table.phase() == "closed"
