"""Void and skipped questions: nobody gains or loses, spares, bars and the hall's points follow."""

import pytest
from immutables import Map

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.seats import audience_seat, captain_seat
from quizhub.contest.views import own_sections
from tests.contest.table import Table, a_plan, a_round, kinds


def asked(pack: str = "everyone", count: int = 2, spares: int = 0, **rules) -> Table:
    table = Table(a_plan(a_round(pack, count, spares=spares, **rules)))
    table.seat_all()
    return table


def test_void_before_the_reveal_counts_for_nobody():
    table = asked()
    table.until("close_answers")
    table.answer("t1")
    assert table.post(c.VoidQuestion(reason="题目有误"))[1:-1] == [
        e.AskVoided(at=table.at, ask=table.ask.id, reason="题目有误", spare=None)
    ]
    assert table.points() == {"t1": 100, "t2": 100, "t3": 100}
    assert table.effect() == "show_question"


def test_void_after_the_reveal_takes_the_points_back():
    table = asked(wrong="full")
    table.until("close_answers")
    table.answer("t1")
    table.until("show_question")
    assert table.points() == {"t1": 110, "t2": 90, "t3": 90}
    table.post(c.VoidQuestion())
    assert table.points() == {"t1": 100, "t2": 100, "t3": 100}


def test_void_question_is_replaced_by_a_spare():
    table = asked(spares=1)
    table.until("open_answers")
    first = table.ask
    assert table.post(c.VoidQuestion())[1:-1] == [
        e.AskVoided(at=table.at, ask=first.id, reason="", spare="everyone-spare-1")
    ]
    assert kinds(table.next("show_question")) == ["StepTaken", "AskShown"]
    assert table.ask.question == "everyone-spare-1"
    assert table.ask.slot == first.slot
    table.post(c.VoidQuestion())
    assert table.ask.spare is None
    table.next("show_question")
    assert table.ask.question == "everyone-2"


def test_spare_keeps_team_and_stake_of_the_turn():
    table = asked("risk", 3, spares=1, standings_after="never")
    table.until("begin_turn")
    table.next()
    table.post(c.ChooseStake(stake=30), captain_seat("t1"))
    table.next("show_question")
    table.post(c.VoidQuestion())
    table.next("show_question")
    assert (table.ask.question, table.ask.contestants, table.ask.value) == ("risk-spare-1", ("t1",), 30)


def test_spare_comes_back_when_its_void_is_undone():
    table = asked(spares=1)
    table.until("open_answers")
    table.post(c.VoidQuestion())
    table.next("show_question")
    table.undo()
    table.undo()
    table.post(c.VoidQuestion())
    assert table.ask.spare == "everyone-spare-1"


def test_void_after_the_last_reveal_with_a_spare_delays_the_standings():
    table = Table(a_plan(a_round("everyone", 1, spares=1)))
    table.until("show_standings")
    table.next()
    table.post(c.VoidQuestion())
    assert table.effect() == "show_question"
    table.until("show_standings")
    table.next()
    assert table.state.show.picture == "standings"


def test_skip_goes_on_without_a_spare():
    table = asked(spares=1)
    table.until("open_answers")
    assert table.post(c.SkipQuestion())[1:] == [
        e.AskVoided(at=table.at, ask=table.ask.id, reason="", skipped=True)
    ]
    table.next("show_question")
    assert table.ask.question == "everyone-2"


def test_revealed_question_cannot_be_skipped_and_a_void_one_not_voided_again():
    table = asked()
    table.until("reveal")
    table.next()
    assert table.refused(c.SkipQuestion()) == "not_now"
    table.post(c.VoidQuestion())
    assert table.refused(c.VoidQuestion()) == "not_now"
    assert table.refused(c.SkipQuestion()) == "not_now"
    assert table.refused(c.RuleAnswer(team="t1", right=True)) == "not_now"


@pytest.mark.parametrize("command", [c.VoidQuestion(), c.SkipQuestion(), c.CloseAnswers()])
def test_nothing_to_void_before_the_first_question(command):
    assert asked().refused(command) == "not_now"


def test_late_answer_to_a_void_question_is_told_it_is_late():
    table = asked()
    table.until("close_answers")
    ask = table.ask.id
    table.post(c.VoidQuestion())
    assert table.refused(c.LockAnswer(ask=ask), captain_seat("t1")) == "late"


def test_wrong_answers_of_void_questions_do_not_bar():
    table = asked("buzz", 3, bar_after_wrong=1, after_wrong="nobody")
    table.until("start_signal")
    table.next()
    table.wait(800)
    table.buzz("t1")
    table.rule("t1", False)
    table.post(c.VoidQuestion())
    table.until("start_signal")
    table.next()
    table.wait(800)
    table.buzz("t1")
    table.rule("t1", False)
    table.until("show_question")
    table.next()
    assert table.refused(c.Buzz(ask=table.ask.id), captain_seat("t1")) == "barred"


def test_void_question_takes_back_the_halls_points():
    table = Table(a_plan(a_round("everyone", 2)))
    table.crowd(2)
    for _ in range(2):
        table.until("close_answers")
        table.answer("", seat=audience_seat("0"))
        table.answer("", right=False, seat=audience_seat("1"))
        table.next("close_answers")
        table.next("reveal")
    assert table.state.crowd.scores["aud-0"].points == 2000
    table.post(c.VoidQuestion())
    assert table.state.crowd.scores["aud-0"].points == 1000
    assert table.state.crowd.scores["aud-1"].played == 1
    assert table.state.crowd.answered == 2


def test_void_before_the_reveal_leaves_the_hall_as_it_was():
    table = Table(a_plan(a_round("everyone", 2)))
    table.crowd(1)
    table.until("close_answers")
    table.answer("", seat=audience_seat("0"))
    table.post(c.VoidQuestion())
    assert table.state.crowd.scores == Map()


def test_phones_are_told_that_the_question_is_void():
    table = asked(wrong="full")
    table.crowd(1)
    table.until("close_answers")
    table.answer("t1")
    table.answer("", seat=audience_seat("0"))
    table.until("show_question")
    table.post(c.VoidQuestion())
    for seat in (captain_seat("t1"), captain_seat("t2"), audience_seat("0")):
        me = own_sections(table.state, seat, "en")["me"]
        assert (me["verdict"], me["gained"]) == ("void", 0)
