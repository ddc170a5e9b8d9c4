"""Undo and redo: every host step goes back whole, answers of the hall and time are not lost."""

import dataclasses

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.seats import audience_seat, captain_seat
from quizhub.contest.state import ContestState
from tests.contest.table import Table, a_plan, a_round, kinds, pick


def played(pack: str = "everyone", count: int = 6, until: str = "close_answers", **rules) -> Table:
    table = Table(a_plan(a_round(pack, count, spares=1, **rules)))
    table.seat_all()
    table.crowd(1)
    table.until(until)
    return table


def essence(state: ContestState) -> ContestState:
    """The state without the bookkeeping of moves, versions and undo; a start has been, undone or not."""
    return dataclasses.replace(
        state, moves=0, version=0, at=0, undo=None, redo=None, reversals=(), started_at=None
    )


THIS = 0
"""Stands for the question being played."""

HOST_ACTS = [
    c.Pause(),
    c.ExtendTime(seconds=20),
    c.CloseAnswers(),
    c.AnswerForTeam(team="t1", ask=THIS, answer=pick("b")),
    c.AnswerForTeam(team="t2", ask=THIS, answer=pick("c")),
    c.RuleAnswer(team="t1", right=True),
    c.RepeatQuestion(),
    c.ShowStandings(on=True),
    c.CoverScreen(on=True),
    c.VoidQuestion(reason="x"),
    c.SkipQuestion(),
    c.AdjustPoints(team="t1", points=5, reason="x"),
    c.CallFoul(team="t1", foul="own-prompting"),
    c.FinishContest(),
]


@pytest.mark.parametrize("command", HOST_ACTS, ids=lambda command: type(command).__name__)
def test_every_act_of_the_host_is_undone_and_redone_whole(command):
    table = played(repeats=1, answering="mixed")
    table.answer("t2")
    if isinstance(command, c.AnswerForTeam):
        command = command.model_copy(update={"ask": table.ask.id})
    before = essence(table.state)
    table.post(command)
    after = essence(table.state)
    assert after != before
    assert table.undo() == [e.StepUndone(at=table.at, by="host")]
    assert essence(table.state) == before
    assert table.redo() == [e.StepRedone(at=table.at, by="host")]
    assert essence(table.state) == after


@pytest.mark.parametrize("pack", ["everyone", "team_turn", "buzz", "risk"])
def test_every_press_of_the_key_is_undone_and_redone_whole(pack):
    table = Table(a_plan(a_round(pack, 6), seating="lot", tie_questions=1))
    table.seat_all()
    for _ in range(40):
        if not table.key_enabled():
            break
        before = essence(table.state)
        table.next()
        after = essence(table.state)
        table.undo()
        assert essence(table.state) == before
        table.redo()
        assert essence(table.state) == after
        table.wait(1_000)
        if pack == "buzz" and table.state.show.ask and table.phase() == "open":
            table.buzz("t1")


def test_all_steps_back_to_the_lobby_and_forth_again():
    table = played(until="reveal")
    table.next()
    end = essence(table.state)
    steps = 0
    while table.state.undo is not None:
        table.undo()
        steps += 1
    assert table.state.show.picture == "lobby"
    for _ in range(steps):
        table.redo()
    assert essence(table.state) == end


def test_nothing_to_undo_or_redo():
    table = Table(a_plan(a_round("everyone", 1)))
    assert table.refused(c.Undo(step=0)) == "nothing_to_undo"
    assert table.refused(c.Redo(step=0)) == "nothing_to_redo"


@pytest.mark.parametrize("kind", [c.Undo, c.Redo])
def test_second_press_of_undo_is_refused(kind):
    table = played()
    table.undo()
    assert table.refused(kind(step=table.state.moves - 1)) == "stale_step"


def test_new_step_forgets_what_could_be_redone():
    table = played()
    table.undo()
    table.post(c.CoverScreen(on=True))
    assert table.refused(c.Redo(step=table.state.moves)) == "nothing_to_redo"


def test_answer_given_after_an_undo_is_never_lost_to_a_redo():
    table = played()
    table.next("close_answers")
    table.undo()
    table.answer("t1")
    assert table.refused(c.Redo(step=table.state.moves)) == "nothing_to_redo"


# --- answers --------------------------------------------------------------------------------------


def test_answers_to_a_question_still_open_survive_the_undo():
    table = played()
    table.post(c.CoverScreen(on=True))
    table.answer("t1")
    table.answer("", seat=audience_seat("0"))
    table.undo()
    assert set(table.state.answers_to(table.ask.id)) == {"team-t1", "aud-0"}


def test_answers_go_with_the_opening_of_the_question():
    table = played()
    table.answer("t1")
    table.undo()
    assert table.phase() == "shown"
    assert len(table.state.answers_to(table.ask.id)) == 0
    table.next("open_answers")
    table.answer("t1")


def test_team_whose_call_was_undone_can_answer_again():
    """t1 wrong, t2 called and wrong by machine; undone to t1, ruled wrong again: t2 has its turn."""
    table = played("buzz", until="start_signal", answering="device", after_wrong="rebuzz")
    for team in ("t1", "t2"):
        table.next("start_signal")
        table.wait(800)
        table.buzz(team)
        table.answer(team, right=False)
    table.undo()
    table.undo()
    table.undo()
    assert table.ask.called == "t1"
    assert set(table.state.answers_to(table.ask.id)) == {"team-t1"}
    table.rule("t1", False)
    table.next("start_signal")
    table.wait(800)
    table.buzz("t2")
    table.answer("t2")
    assert table.points() == {"t1": 90, "t2": 110, "t3": 100}


def test_halls_answers_survive_an_undo_in_a_race():
    table = played("buzz", until="start_signal")
    table.next()
    table.wait(800)
    table.buzz("t1")
    table.rule("t1", False)
    table.next("start_signal")
    table.wait(800)
    table.answer("", seat=audience_seat("0"))
    table.undo()
    table.undo()
    assert set(table.state.answers_to(table.ask.id)) == {"aud-0"}


def test_undone_machine_ruling_is_given_by_the_host_or_again_by_the_clock():
    table = played("buzz", until="start_signal", answering="device", time_s=20)
    table.next()
    table.wait(800)
    table.buzz("t1")
    table.answer("t1")
    table.undo()
    assert table.points()["t1"] == 100
    table.wait(20_000)
    assert table.ask.rulings["t1"].verdict == "right"
    table.undo()
    table.rule("t1", False)
    assert table.points()["t1"] == 90


def test_wrong_ruling_is_undone_after_the_others_raced_again():
    table = played("buzz", until="start_signal", after_wrong="rebuzz")
    table.next()
    table.wait(800)
    table.buzz("t1")
    table.rule("t1", False)
    table.next("start_signal")
    table.wait(800)
    table.buzz("t2")
    table.rule("t2", True)
    for _ in range(3):
        table.undo()
    assert (table.ask.called, table.ask.race) == ("t1", 1)
    table.rule("t1", True)
    assert table.points() == {"t1": 110, "t2": 100, "t3": 100}


# --- time -----------------------------------------------------------------------------------------


def left(table: Table) -> int:
    assert table.ask.clock is not None
    return table.ask.clock.left(table.at)


def test_undo_gives_back_the_time_since_the_step():
    table = played(time_s=30)
    table.wait(10_000)
    table.next("close_answers")
    table.wait(5_000)
    table.undo()
    assert left(table) == 20_000


def test_undone_time_out_leaves_ten_seconds_and_true_answer_times():
    table = played(time_s=30)
    table.wait(60_000)
    assert table.phase() == "closed"
    table.undo()
    assert (table.phase(), left(table)) == ("open", 10_000)
    table.wait(2_000)
    table.answer("t1")
    assert table.state.answers_to(table.ask.id)["team-t1"].used_ms == 32_000
    table.wait(8_000)
    assert table.phase() == "closed"


def test_undone_time_out_of_a_stake_leaves_ten_seconds():
    table = played("risk", until="begin_turn", stake_s=15)
    table.next()
    table.wait(15_000)
    table.undo()
    table.wait(9_999)
    assert table.effect() == "take_lowest_stake"
    table.wait(1)
    assert table.effect() == "show_question"


def test_undone_time_out_of_secret_stakes_leaves_ten_seconds():
    table = played("risk", until="open_stakes", stake_s=15, stake_reveal="together")
    table.next()
    table.wait(15_000)
    assert table.state.show.stakes_shown
    table.undo()
    table.post(c.ChooseStake(stake=30), captain_seat("t1"))
    table.wait(10_000)
    assert table.state.show.stakes["t1"] == 30


def test_undone_time_out_of_a_race_leaves_ten_seconds_to_press():
    table = played("buzz", until="start_signal", no_press_s=5)
    table.next()
    table.wait(5_800)
    table.undo()
    table.wait(9_999)
    table.buzz("t1")


def test_undo_by_a_foul_in_a_pause_stays_paused():
    table = played()
    table.wait(5_000)
    table.post(c.Pause())
    table.post(c.CallFoul(team="t1", foul="late"))
    table.wait(60_000)
    table.undo()
    assert table.state.show.paused
    table.post(c.Resume())
    assert left(table) == 25_000


def test_undone_pause_runs_on_as_if_it_had_not_been():
    table = played()
    table.wait(5_000)
    table.post(c.Pause())
    table.wait(60_000)
    table.undo()
    assert not table.state.show.paused
    assert left(table) == 25_000


def test_undone_resume_is_paused_again_and_no_time_is_lost():
    table = played("buzz", until="start_signal")
    table.next()
    table.wait(1_000)
    table.buzz("t1")
    table.next("start_answer")
    table.wait(4_000)
    table.post(c.Pause())
    table.wait(60_000)
    table.post(c.Resume())
    table.wait(3_000)
    table.undo()
    table.wait(60_000)
    table.post(c.Resume())
    assert left(table) == 26_000
    table.wait(1_000)
    table.answer("", seat=audience_seat("0"))
    assert table.state.answers_to(table.ask.id)["aud-0"].used_ms == 200 + 4_000 + 1_000


def test_redo_gives_the_clock_its_time_back():
    table = played("team_turn", until="open_answers")
    table.next()
    table.undo()
    table.wait(10_000)
    table.redo()
    assert left(table) == 60_000


def test_undone_early_standings_step_keeps_the_race_going():
    table = played("buzz", until="start_signal")
    table.next()
    table.post(c.ShowStandings(on=True))
    table.wait(5_000)
    table.undo()
    assert kinds(table.buzz("t1"))[0] == "BuzzPressed"
    assert table.state.show.picture == "ask"


def test_answer_on_the_phone_after_an_undone_reveal_is_late():
    table = played(until="reveal")
    table.next()
    table.undo()
    answer = c.SubmitAnswer(ask=table.ask.id, answer=pick("b"))
    assert table.refused(answer, captain_seat("t1")) == "late"
