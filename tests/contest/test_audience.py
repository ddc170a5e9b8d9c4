"""The hall plays along: when it may answer, what it earns, its ranking; never a point for a team."""

import pytest
from immutables import Map

from quizhub.contest import commands as c
from quizhub.contest.audience import ranked, speed_points
from quizhub.contest.seats import Role, audience_seat
from quizhub.contest.state import AudienceScore
from quizhub.contest.views import phone_sections
from quizhub.questions.model import ChoiceKey
from tests.contest.table import Table, a_plan, a_round, choice, pick

A, B = audience_seat("0"), audience_seat("1")


def hall(pack: str = "everyone", count: int = 2, plan=None, **rules) -> Table:
    table = Table(a_plan(a_round(pack, count, **rules), **(plan or {})))
    table.seat_all()
    table.crowd(2)
    return table


@pytest.mark.parametrize(
    ("used_ms", "time_ms", "points"),
    [
        (0, 30_000, 1000),
        (499, 30_000, 1000),
        (500, 30_000, 992),
        (3_000, 30_000, 950),
        (15_000, 30_000, 750),
        (30_000, 30_000, 500),
        (90_000, 30_000, 500),
        (90_000, 0, 1000),
    ],
)
def test_speed_points_fall_with_time_to_half(used_ms, time_ms, points):
    assert speed_points(used_ms, time_ms) == points


def test_right_answer_earns_by_speed_and_no_team_a_point():
    table = hall()
    table.until("close_answers")
    table.wait(15_000)
    table.answer("", seat=A)
    table.answer("", right=False, seat=B)
    table.next("close_answers")
    table.next("reveal")
    crowd = table.state.crowd
    assert (crowd.answered, crowd.right, crowd.top) == (2, 1, ("aud-0", "aud-1"))
    assert (crowd.scores["aud-0"].points, crowd.scores["aud-0"].verdict) == (750, "right")
    assert (crowd.scores["aud-1"].points, crowd.scores["aud-1"].verdict) == (0, "wrong")
    assert table.points() == {"t1": 100, "t2": 100, "t3": 100}


def test_flat_points_are_one_each():
    table = hall(plan={"audience_points": "flat"})
    table.until("close_answers")
    table.answer("", seat=A)
    table.until("show_question")
    assert table.state.crowd.scores["aud-0"].points == 1


def test_partly_right_earns_the_hall_nothing():
    question = choice("everyone-1").model_copy(
        update={
            "body": choice("x").body.model_copy(update={"kind": "multiple_choice", "max_select": 4}),
            "key": ChoiceKey(kind="multiple_choice", correct=("a", "b"), scoring="per_option"),
        }
    )
    table = hall(plan={"questions": {"everyone-1": question}})
    table.until("close_answers")
    table.give(pick("a"), A)
    table.until("show_question")
    score = table.state.crowd.scores["aud-0"]
    assert (score.verdict, score.points, score.right) == ("partly", 0, 0)


def test_pause_costs_the_hall_no_time():
    table = hall()
    table.until("close_answers")
    table.wait(3_000)
    table.post(c.Pause())
    table.wait(60_000)
    assert table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick("a")), A) == "paused"
    table.post(c.Resume())
    table.answer("", seat=A)
    assert table.state.answers_to(table.ask.id)["aud-0"].used_ms == 3_000


def test_pause_in_a_race_costs_the_hall_no_time():
    table = hall("buzz")
    table.until("start_signal")
    table.next()
    table.wait(1_800)
    table.buzz("t1")
    table.post(c.Pause())
    table.wait(60_000)
    table.post(c.Resume())
    table.wait(500)
    table.answer("", seat=A)
    assert table.state.answers_to(table.ask.id)["aud-0"].used_ms == 1_500


def test_early_end_because_all_teams_are_done_does_not_make_the_hall_slow():
    table = hall(auto_close=True)
    table.until("close_answers")
    table.wait(6_000)
    for team in ("t1", "t2", "t3"):
        table.answer(team, lock=True)
    table.wait(500)
    table.answer("", seat=A)
    assert table.state.answers_to(table.ask.id)["aud-0"].used_ms == 6_500
    table.wait(500)
    table.next("reveal")
    assert table.state.crowd.scores["aud-0"].points == speed_points(6_500, 30_000)


def test_hall_may_answer_only_while_the_question_is_open():
    table = hall()
    table.until("open_answers")
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"))
    assert table.refused(answer, A) == "too_soon"
    table.next()
    table.post(answer, A)
    assert table.refused(answer, A) == "old_answer"
    table.next("close_answers")
    assert table.refused(answer, B) == "late"


def test_answer_with_the_highest_number_counts_in_any_order():
    table = hall()
    table.until("close_answers")
    ask = table.ask.id
    table.post(c.SubmitAnswer(ask=ask, answer=pick("c"), n=3), A)
    assert table.refused(c.SubmitAnswer(ask=ask, answer=pick("b"), n=2), A) == "old_answer"
    assert table.state.answers_to(ask)["aud-0"].answer == pick("c")


def test_lock_of_a_hall_answer_means_nothing():
    table = hall(answer_change="first_counts")
    table.until("close_answers")
    table.give(pick("a"), A, lock=True)
    table.give(pick("b"), A)
    assert table.state.answers_to(table.ask.id)["aud-0"].answer == pick("b")


def test_hall_answers_in_a_race_from_the_key_of_the_host_and_while_a_team_speaks():
    table = hall("buzz")
    table.until("start_signal")
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"))
    assert table.refused(answer, A) == "too_soon"
    table.next()
    assert phone_sections(table.state, Role.AUDIENCE, "en")["can"] == ["answer"]
    table.post(answer, B)
    assert table.state.answers_to(table.ask.id)[B.id].used_ms == 0, "the signal is still to come"
    table.wait(800)
    table.buzz("t1")
    table.post(answer, A)
    table.rule("t1", True)
    assert table.refused(answer, B) == "late"
    table.next("reveal")
    assert table.state.crowd.scores["aud-0"].points == 1000


def test_hall_time_in_a_tie_break_follows_the_tie_rules():
    plan = a_plan(a_round("everyone", 1, standings_after="never"), teams=2, tie_questions=1)
    table = Table(plan)
    table.seat_all()
    table.crowd(1)
    table.until("start_signal")
    table.next()
    table.wait(800 + 7_500)
    table.answer("", seat=A)
    table.buzz("t1")
    table.rule("t1", True)
    table.next("reveal")
    assert table.state.crowd.scores["aud-0"].points == speed_points(7_500, 15_000)


def test_equal_points_and_time_share_a_rank():
    scores = {
        "aud-1": AudienceScore(points=500, used_ms=10),
        "aud-2": AudienceScore(points=900, used_ms=90),
        "aud-3": AudienceScore(points=500, used_ms=10),
        "aud-4": AudienceScore(points=500, used_ms=5),
        "aud-5": AudienceScore(points=0),
    }
    assert ranked(scores) == [("aud-2", 1), ("aud-4", 2), ("aud-1", 3), ("aud-3", 3), ("aud-5", 5)]


def test_undone_reveal_takes_the_halls_points_back():
    table = hall()
    table.until("close_answers")
    table.answer("", seat=A)
    table.until("show_question")
    table.undo()
    assert table.state.crowd.scores == Map()
    table.redo()
    assert table.state.crowd.scores["aud-0"].points == 1000
