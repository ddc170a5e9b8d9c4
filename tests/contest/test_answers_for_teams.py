"""The host answers for a team whose phone is dead: in the team's window, logged, final, undoable."""

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.seats import captain_seat
from quizhub.contest.views import HallFacts, host_sections, own_sections
from quizhub.questions.answers import Answer
from tests.contest.table import Table, a_plan, a_round, kinds, one, pick

FACTS = HallFacts()


def opened(pack: str = "everyone", teams: int = 2, **rules) -> Table:
    table = Table(a_plan(a_round(pack, 6, **rules), teams=teams))
    table.seat_all()
    table.until("close_answers")
    return table


def for_team(table: Table, answer: Answer | None = None, team: str = "t1") -> c.AnswerForTeam:
    return c.AnswerForTeam(team=team, ask=table.ask.id, answer=answer or pick("b"))


def test_the_hosts_answer_is_the_teams_answer_and_the_log_says_who_entered_it():
    table = opened()
    table.wait(4_000)
    events = table.post(for_team(table))
    received = one(events, e.AnswerReceived)
    assert (received.seat, received.by, received.locked, received.used_ms) == ("team-t1", "host", True, 4_000)
    table.next("close_answers")
    table.next("reveal")
    assert table.points() == {"t1": 110, "t2": 100}


def test_a_team_without_any_phone_is_answered_for():
    table = Table(a_plan(a_round("everyone", 1), teams=2))
    table.until("close_answers")
    table.post(for_team(table))
    assert table.state.answers_to(table.ask.id)["team-t1"].n == 1


def test_views_tell_the_host_the_log_line_and_the_phone_who_answered():
    table = opened()
    table.post(for_team(table))
    host = host_sections(table.state, "en", FACTS, table.at)
    line = host["log"][0]
    assert (line["what"], line["team"], line["n"], line["points"]) == ("answered_for", "t1", 1, 0)
    assert host["counts"]["locked"] == ["t1"]
    me = own_sections(table.state, captain_seat("t1"), "en")["me"]
    assert (me["answer"]["text"], me["answer"]["locked"], me["answer"]["by_host"]) == ("B", True, True)
    table.answer("t2")
    assert "by_host" not in own_sections(table.state, captain_seat("t2"), "en")["me"]["answer"]


def test_a_draft_of_the_phone_is_replaced_and_the_phone_changes_nothing_afterwards():
    table = opened()
    table.give(pick("a"), captain_seat("t1"))
    table.post(for_team(table))
    given = table.state.answers_to(table.ask.id)["team-t1"]
    assert (given.answer, given.n) == (pick("b"), 2)
    assert (
        table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick("c"), n=9), captain_seat("t1")) == "locked"
    )


def test_a_final_answer_of_the_phone_stands():
    table = opened()
    table.answer("t1", lock=True)
    assert table.refused(for_team(table)) == "locked"


def test_undo_brings_back_what_the_phone_had_given_and_keeps_what_others_gave_since():
    table = opened(teams=3)
    table.give(pick("a"), captain_seat("t1"))
    table.post(for_team(table))
    table.post(for_team(table, team="t2"))
    table.answer("t3")
    table.undo()
    table.undo()
    held = table.state.answers_to(table.ask.id)
    assert held["team-t1"].answer == pick("a")
    assert "team-t2" not in held
    assert held["team-t3"].answer == pick("b")
    assert host_sections(table.state, "en", FACTS, table.at)["log"][0]["what"] == "undone"
    table.give(pick("c"), captain_seat("t1"))


def test_all_locked_by_the_host_closes_the_window_as_by_phones():
    table = opened(auto_close=True)
    table.answer("t2", lock=True)
    assert kinds(table.post(for_team(table))) == ["StepTaken", "AnswerReceived", "AllAnswered"]


def test_the_window_is_respected():
    table = Table(a_plan(a_round("everyone", 2), teams=2))
    assert table.refused(c.AnswerForTeam(team="t1", ask=1, answer=pick("b"))) == "wrong_question"
    table.until("open_answers")
    assert table.refused(for_team(table)) == "too_soon"
    table.next("open_answers")
    assert table.refused(for_team(table, team="t9")) == "unknown_team"
    assert table.refused(for_team(table, pick("b", "c"))) == "bad_answer"
    table.post(c.Pause())
    assert table.refused(for_team(table)) == "paused"
    table.post(c.Resume())
    table.next("close_answers")
    assert table.refused(for_team(table)) == "late"


def test_another_teams_turn_and_spoken_answers_are_refused():
    table = opened("team_turn", teams=3, answering="device")
    other = "t2" if table.ask.contestants == ("t1",) else "t1"
    assert table.refused(for_team(table, team=other)) == "not_your_turn"
    table.post(for_team(table, team=table.ask.contestants[0]))
    spoken = opened("everyone", answering="spoken")
    assert spoken.refused(for_team(spoken)) == "not_allowed"


def test_after_the_buzzer_the_hosts_entry_is_judged_at_once():
    table = Table(a_plan(a_round("buzz", 2, answering="device"), teams=2))
    table.seat_all()
    table.until("start_signal")
    table.next("start_signal")
    table.wait(5_000)
    table.post(c.PickTeam(team="t1"))
    assert "AnswerForTeam" in host_sections(table.state, "en", FACTS, table.at)["next"]["can"]
    table.post(for_team(table))
    assert table.ask.rulings["t1"].verdict == "right"
    table.undo()
    table.undo()
    assert table.state.answers_to(table.ask.id).get("team-t1") is None
    assert table.phase() == "answering"


def test_the_host_may_as_long_as_somebody_is_still_to_answer():
    table = opened()

    def may() -> bool:
        return "AnswerForTeam" in host_sections(table.state, "en", FACTS, table.at)["next"]["can"]

    assert may()
    table.post(for_team(table))
    table.post(for_team(table, team="t2"))
    assert not may()
