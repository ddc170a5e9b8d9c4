"""Corrections: keys, verdicts, voids and points put right, also long afterwards; the card, the preview."""

from typing import Any

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.preview import preview
from quizhub.contest.seats import ARBITER, HOST, Role, audience_seat, captain_seat
from quizhub.contest.views import (
    HallFacts,
    arbiter_sections,
    host_sections,
    own_sections,
    phone_sections,
    screen_sections,
)
from quizhub.questions.answers import ChoiceAnswer
from tests.contest.table import Table, a_plan, a_round, kinds, one, pick


def quiz(count: int = 3, questions: dict[str, Any] | None = None, teams: int = 3, **rules) -> Table:
    """A round for everyone, not begun; every key is option b."""
    table = Table(a_plan(a_round("everyone", count, **rules), teams=teams, questions=questions))
    table.seat_all()
    return table


def play(table: Table, **answers: str) -> int:
    """Play the next question to its reveal with these answers by team; gives its ask id."""
    table.until("open_answers")
    number = table.ask.id
    table.next()
    for team, option in answers.items():
        seat = captain_seat(team) if team.startswith("t") else audience_seat(team.removeprefix("a"))
        table.give(pick(option), seat)
    table.until("reveal")
    table.next()
    return number


def host(table: Table) -> dict[str, Any]:
    return host_sections(table.state, "en", HallFacts(), table.at)


# --- keys -----------------------------------------------------------------------------------------


def test_another_key_marks_everybody_again_however_long_ago():
    table = quiz(wrong="full")
    first = play(table, t1="b", t2="c", t3="a")
    play(table, t1="b", t2="b", t3="b")
    assert table.points() == {"t1": 120, "t2": 100, "t3": 100}
    correct = c.CorrectKey(ask=first, answer=pick("c"), reason="教材已更新")
    events = table.post(correct)
    assert kinds(events) == [
        "StepTaken",
        "KeyCorrected",
        "VerdictGiven",
        "PointsAwarded",
        "VerdictGiven",
        "PointsAwarded",
        "CorrectionMade",
    ]
    assert table.points() == {"t1": 100, "t2": 120, "t3": 100}
    assert [line["points"] for line in host(table)["log"][:2]] == [20, -20]
    assert {line["what"] for line in host(table)["log"][:2]} == {"corrected"}
    again = one(table.post(correct), e.CorrectionMade)
    assert again.points == {}, "marking by the same key again changes nothing"


def test_an_answer_accepted_as_well_leaves_the_others_right():
    table = quiz(wrong="full")
    first = play(table, t1="b", t2="c", t3="a")
    table.post(c.CorrectKey(ask=first, answer=pick("c"), also=True, reason="两种说法都对"))
    assert table.points() == {"t1": 110, "t2": 110, "t3": 90}
    line = host(table)["played"][0]
    assert (line["text"][-8:], len(line["also"])) == ("option b", 1)
    assert line["also"][0].endswith("option c")


def test_the_hall_is_marked_again_too():
    table = quiz()
    table.crowd(2)
    first = play(table, a0="b", a1="c")
    play(table, a0="c", a1="b")
    assert [table.state.crowd.scores[f"aud-{n}"].right for n in (0, 1)] == [1, 1]
    table.post(c.CorrectKey(ask=first, answer=pick("c"), reason="x"))
    assert [table.state.crowd.scores[f"aud-{n}"].right for n in (0, 1)] == [0, 2]
    assert table.state.crowd.top[0] == "aud-1"
    table.post(c.VoidQuestion(ask=first))
    assert [table.state.crowd.scores[f"aud-{n}"].played for n in (0, 1)] == [1, 1]


def test_a_key_corrected_before_the_reveal_is_the_one_that_counts():
    table = quiz()
    table.until("close_answers")
    table.give(pick("c"), captain_seat("t1"))
    table.post(c.CorrectKey(ask=table.ask.id, answer=pick("c"), reason="x"))
    table.until("reveal")
    table.next()
    assert table.points()["t1"] == 110
    reveal = screen_sections(table.state, HallFacts())["stage"]["ask"]["reveal"]
    assert reveal["key"] == ["c"]
    assert "also" not in reveal


def test_a_hosts_ruling_stands_whatever_the_key_says():
    table = quiz(answering="mixed")
    table.until("close_answers")
    table.give(pick("c"), captain_seat("t1"))
    table.rule("t1", True)
    table.until("reveal")
    table.next()
    table.post(c.CorrectKey(ask=table.ask.id, answer=pick("a"), reason="x"))
    assert table.points()["t1"] == 110


def test_points_of_an_opponent_go_back_to_where_they_belong():
    table = Table(a_plan(a_round("risk", 4, opponent_phase=True, wrong="full"), teams=2))
    table.seat_all()
    table.until("begin_turn")
    table.next()
    table.post(c.ChooseStake(stake=10))
    table.post(c.NameOpponent(opponent="t2"))
    table.until("close_answers")
    value = table.ask.value
    table.give(pick("c"), captain_seat("t2"))
    table.until("reveal")
    table.next()
    assert table.points() == {"t1": 100 + value, "t2": 100}
    table.post(c.CorrectKey(ask=table.ask.id, answer=pick("c"), reason="x"))
    assert table.points() == {"t1": 100, "t2": 100 + value}


def test_buzzer_answers_are_judged_again_and_the_bar_with_them():
    table = Table(a_plan(a_round("buzz", 2, answering="device", wrong="full", bar_after_wrong=1)))
    table.seat_all()
    table.until("start_signal")
    first = table.ask.id
    table.next()
    table.wait(1_000)
    table.buzz("t1")
    table.give(pick("c"), captain_seat("t1"))
    assert table.points()["t1"] == 90
    table.post(c.CorrectKey(ask=first, answer=pick("c"), reason="x"))
    assert table.points()["t1"] == 110
    assert table.state.show.wrong_in_round.get("t1") == ()


@pytest.mark.parametrize("answer", [ChoiceAnswer(chosen=("z",)), ChoiceAnswer(chosen=("a", "b"))])
def test_an_answer_that_cannot_be_a_key_is_refused(answer):
    table = quiz()
    first = play(table, t1="b")
    assert table.refused(c.CorrectKey(ask=first, answer=answer, reason="x")) == "bad_answer"
    assert table.refused(c.CorrectKey(ask=9_999, answer=pick("a"), reason="x")) == "wrong_question"


# --- verdicts and voids ---------------------------------------------------------------------------


def test_a_changed_verdict_moves_the_points_of_it():
    table = quiz(wrong="full")
    first = play(table, t1="c", t2="b")
    play(table, t1="b")
    table.post(c.ChangeVerdict(ask=first, team="t1", verdict="right", reason="口误"))
    assert table.points()["t1"] == 90 + 10 + 20
    table.post(c.ChangeVerdict(ask=first, team="t1", verdict="void", reason="场外提示"))
    assert table.points()["t1"] == 110
    table.post(c.ChangeVerdict(ask=first, team="t1", verdict="wrong", reason="x"))
    assert table.points()["t1"] == 100
    verdicts = next(line for line in host(table)["played"] if line["ask"] == first)["verdicts"]
    assert verdicts == {"t1": "wrong", "t2": "right", "t3": "none"}


def test_a_verdict_is_only_changed_where_there_is_one_to_change():
    table = quiz()
    table.until("close_answers")
    first = table.ask.id
    change = c.ChangeVerdict(ask=first, team="t1", verdict="right", reason="x")
    assert table.refused(change) == "not_now"
    table.give(pick("b"), captain_seat("t1"))
    table.until("reveal")
    table.next()
    assert table.refused(change) == "not_now", "it is right already"
    stranger = c.ChangeVerdict(ask=first, team="t9", verdict="right", reason="x")
    assert table.refused(stranger) == "not_your_turn"
    table.post(c.VoidQuestion())
    assert table.refused(c.ChangeVerdict(ask=first, team="t2", verdict="right", reason="x")) == "not_now"


def test_a_question_long_past_can_be_declared_void():
    table = quiz(wrong="full")
    first = play(table, t1="b", t2="c")
    play(table, t1="b")
    now = table.state.show.ask
    table.post(c.VoidQuestion(ask=first, reason="题目有争议"))
    assert table.points() == {"t1": 110, "t2": 90, "t3": 90}
    assert table.state.show.ask == now, "the question on the screens stays as it is"
    assert [line["void"] for line in host(table)["played"]] == [True, False]
    assert table.refused(c.VoidQuestion(ask=first)) == "not_now"


def test_a_void_question_is_not_replaced_when_the_host_says_so():
    table = Table(a_plan(a_round("everyone", 2, spares=1)))
    table.until("open_answers")
    assert one(table.post(c.VoidQuestion(replace=False)), e.AskVoided).spare is None


def test_ties_are_undone_not_corrected():
    table = Table(a_plan(a_round("everyone", 1), teams=2, tie_questions=2, ties=("sudden_death",)))
    table.seat_all()
    play(table)
    table.until("start_signal")
    tie = table.ask.id
    assert table.refused(c.CorrectKey(ask=tie, answer=pick("a"), reason="x")) == "not_now"
    assert table.refused(c.ChangeVerdict(ask=tie, team="t1", verdict="right", reason="x")) == "not_now"


def test_every_correction_is_undone_and_redone_as_one_step():
    table = quiz(wrong="full")
    first = play(table, t1="b", t2="c")
    play(table, t1="b")
    before = table.points()
    for command in (
        c.CorrectKey(ask=first, answer=pick("c"), reason="x"),
        c.ChangeVerdict(ask=first, team="t1", verdict="wrong", reason="x"),
        c.VoidQuestion(ask=first),
        c.AdjustPoints(team="t3", points=5, reason="x"),
    ):
        table.post(command)
        after = table.points()
        assert after != before
        table.undo()
        assert table.points() == before
        table.redo()
        assert table.points() == after
        table.undo()


# --- what is told ---------------------------------------------------------------------------------


def test_hall_is_told_by_a_card_until_the_next_step():
    table = quiz(wrong="full")
    first = play(table, t1="c", t2="b")
    table.post(c.ChangeVerdict(ask=first, team="t1", verdict="right", reason="口误"), ARBITER)
    card = screen_sections(table.state, HallFacts())["stage"]["card"]
    assert card == {
        "what": "verdict",
        "at": table.at,
        "round": 1,
        "n": 1,
        "team": "t1",
        "points": {"t1": 20},
        "ranking": True,
        "upheld": None,
        "reason": "口误",
    }
    assert host(table)["stage"]["card"] == card
    assert "card" not in phone_sections(table.state, Role.CAPTAIN, "en")["stage"]
    table.next()
    assert screen_sections(table.state, HallFacts())["stage"]["card"] is None


def test_preview_says_whose_points_and_places_would_change_and_leaves_no_trace():
    table = quiz(wrong="full")
    first = play(table, t1="b", t2="c")
    before = table.state
    found = preview(
        before, c.ChangeVerdict(ask=first, team="t2", verdict="right", reason="x"), HOST, table.at
    )
    assert found.points == {"t2": 20}
    assert found.ranks == {"t2": (2, 1), "t3": (2, 3)}
    assert preview(before, c.Pause(), HOST, table.at).ranks == {}
    assert table.state is before


def test_arbiter_sees_what_it_rules_by_and_no_pins():
    table = quiz()
    play(table, t1="b")
    sections = arbiter_sections(table.state, "en")
    assert sections["played"][0]["text"].endswith("option b")
    assert sections["played"][0]["answers"] == {"t1": sections["played"][0]["text"][0]}
    assert set(sections) == {
        "played", "appeals", "log", "stage", "contest", "standings", "material", "next",
    }  # fmt: skip


def test_a_question_being_played_is_not_among_the_played_ones():
    table = quiz()
    table.until("close_answers")
    assert host(table)["played"] == []


# --- appeals --------------------------------------------------------------------------------------


def me(table: Table, team: str) -> dict[str, Any]:
    return own_sections(table.state, captain_seat(team), "en")


def test_an_appeal_waits_for_its_ruling_and_counts_unless_upheld():
    table = quiz()
    first = play(table, t1="c")
    assert me(table, "t1")["me"]["appeals"] == {"left": 1, "asks": [first], "last": None}
    assert "appeal" in me(table, "t1")["can"]
    table.post(c.RaiseAppeal(ask=first, reason="选项有歧义"), captain_seat("t1"))
    assert me(table, "t1")["me"]["appeals"]["last"] == {"ask": first, "state": "open", "note": ""}
    assert "appeal" not in me(table, "t1")["can"]
    assert host(table)["appeals"][0]["state"] == "open"
    assert "RuleAppeal" in host(table)["next"]["can"]
    table.post(c.RuleAppeal(appeal=1, upheld=True, note="成立"), ARBITER)
    assert me(table, "t1")["me"]["appeals"] == {
        "left": 1,
        "asks": [first],
        "last": {"ask": first, "state": "upheld", "note": "成立"},
    }
    card = screen_sections(table.state, HallFacts())["stage"]["card"]
    assert (card["what"], card["team"], card["upheld"]) == ("appeal", "t1", True)
    table.post(c.RaiseAppeal(ask=first, reason="再次"), captain_seat("t1"))
    table.post(c.RuleAppeal(appeal=2, upheld=False), HOST)
    assert me(table, "t1")["me"]["appeals"]["left"] == 0
    assert table.refused(c.RaiseAppeal(ask=first, reason="x"), captain_seat("t1")) == "no_appeals_left"


def test_undoing_a_ruling_opens_the_appeal_again():
    table = quiz()
    first = play(table, t1="c")
    table.post(c.RaiseAppeal(ask=first, reason="x"), captain_seat("t1"))
    table.post(c.RuleAppeal(appeal=1, upheld=False))
    assert table.refused(c.RuleAppeal(appeal=1, upheld=True)) == "not_now"
    table.undo()
    assert host(table)["appeals"][0]["state"] == "open"


@pytest.mark.parametrize(
    ("until", "next_question", "next_round", "finished"),
    [("next_question", False, False, False), ("round", True, False, False), ("contest", True, True, False)],
)
def test_how_long_a_question_may_be_appealed(until, next_question, next_round, finished):
    plan = a_plan(a_round("everyone", 2), a_round("everyone", 1, name="again"), appeal_until=until)
    table = Table(plan)
    table.seat_all()
    first = play(table, t1="c")

    def may() -> bool:
        return first in me(table, "t1")["me"]["appeals"]["asks"]

    assert may()
    play(table, t1="b")
    assert may() is next_question
    play(table, t1="b")
    assert may() is next_round
    if not may():
        assert table.refused(c.RaiseAppeal(ask=first, reason="x"), captain_seat("t1")) == "late"
    table.until("finish")
    table.next()
    assert may() is finished


def test_no_appeals_where_the_rules_know_none():
    table = Table(a_plan(a_round("everyone", 1), appeals=0))
    table.seat_all()
    play(table, t1="c")
    assert "appeals" not in me(table, "t1")["me"]
    assert "appeal" not in me(table, "t1")["can"]


def test_one_appeal_at_a_time_against_one_question():
    table = quiz()
    first = play(table, t1="c")
    raised = c.RaiseAppeal(ask=first, reason="x")
    table.post(raised, captain_seat("t1"))
    assert table.refused(raised, captain_seat("t1")) == "not_now"
    table.post(raised, captain_seat("t2"))
    assert [line["team"] for line in host(table)["appeals"]] == ["t1", "t2"]
