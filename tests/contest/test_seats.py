"""Seats: sitting down, being ready, moving to another phone, the locked lobby, a contest without audience."""

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.photo_finish import Tier
from quizhub.contest.seats import CLOCK, HOST, SCREEN, audience_seat, captain_seat, seat_of
from tests.contest.table import Table, a_plan, a_round, one, pick

T1, HALL = captain_seat("t1"), audience_seat("7")


def lobby(**rules) -> Table:
    return Table(a_plan(a_round("everyone", 2), **rules))


def test_captain_sits_down_and_is_ready_once():
    table = lobby()
    assert table.post(c.TakeSeat(language="en"), T1) == [
        e.SeatTaken(at=table.at, seat="team-t1", language="en")
    ]
    assert table.post(c.SayReady(), T1) == [e.SeatReadied(at=table.at, seat="team-t1")]
    assert table.post(c.SayReady(), T1) == []
    assert table.refused(c.SayReady(), captain_seat("t2")) == "no_seat"


def test_audience_sits_down_with_a_handle():
    table = lobby()
    assert table.post(c.TakeSeat(handle="水獭 27"), HALL) == [
        e.SeatTaken(at=table.at, seat="aud-7", language="zh-Hans", handle="水獭 27")
    ]


def test_taken_seat_is_refused():
    table = lobby()
    table.post(c.TakeSeat(), T1)
    assert table.refused(c.TakeSeat(), T1) == "seat_taken"


def test_seat_of_no_team_is_refused():
    assert lobby().refused(c.TakeSeat(), captain_seat("t99")) == "unknown_team"


def test_contest_without_audience_takes_captains_only():
    table = lobby(audience=False)
    assert table.refused(c.TakeSeat(), HALL) == "no_audience"
    table.post(c.TakeSeat(), T1)


def test_locked_lobby_lets_nobody_in_until_it_opens():
    table = lobby()
    assert table.post(c.LockLobby(locked=True)) == [e.LobbyLocked(at=table.at, locked=True)]
    assert table.post(c.LockLobby(locked=True)) == []
    assert table.refused(c.TakeSeat(), T1) == "lobby_locked"
    assert table.refused(c.TakeSeat(), HALL) == "lobby_locked"
    table.post(c.LockLobby(locked=False))
    table.post(c.TakeSeat(), T1)


def test_late_join_is_the_default():
    table = lobby()
    table.next("start_contest")
    table.post(c.TakeSeat(), T1)
    table.post(c.TakeSeat(), HALL)


def test_without_late_join_the_start_closes_the_door():
    table = lobby(late_join=False)
    table.next("start_contest")
    assert table.refused(c.TakeSeat(), T1) == "lobby_locked"
    assert table.refused(c.TakeSeat(), HALL) == "lobby_locked"


def test_undone_start_opens_the_door_again():
    table = lobby(late_join=False)
    table.next("start_contest")
    table.undo()
    table.post(c.TakeSeat(), T1)


def test_lots_are_a_start_too():
    table = lobby(late_join=False, seating="lot")
    table.next("draw_lots")
    assert table.refused(c.TakeSeat(), T1) == "lobby_locked"


def test_released_seat_is_free_for_the_teams_other_phone():
    table = lobby()
    table.seat_all()
    assert table.post(c.ReleaseSeat(team="t1")) == [e.SeatReleased(at=table.at, team="t1")]
    assert table.refused(c.SayReady(), T1) == "no_seat"
    table.post(c.TakeSeat(), T1)
    assert not table.state.seats["team-t1"].ready


def test_released_seat_can_be_taken_though_the_door_is_closed():
    table = lobby(late_join=False)
    table.post(c.TakeSeat(), T1)
    table.next("start_contest")
    table.post(c.LockLobby(locked=True))
    table.post(c.ReleaseSeat(team="t1"))
    assert table.refused(c.TakeSeat(), captain_seat("t2")) == "lobby_locked"
    table.post(c.TakeSeat(), T1)
    assert table.refused(c.TakeSeat(), T1) == "seat_taken"


def test_released_seat_keeps_the_answer_it_gave():
    table = lobby()
    table.seat_all()
    table.until("close_answers")
    table.answer("t1")
    table.post(c.ReleaseSeat(team="t1"))
    assert table.refused(c.LockAnswer(ask=table.ask.id), T1) == "no_seat"
    assert table.refused(c.SubmitAnswer(ask=table.ask.id, answer=pick("a"), n=2), T1) == "no_seat"
    table.post(c.TakeSeat(), T1)
    table.next("close_answers")
    table.next("reveal")
    assert table.points()["t1"] == 110


def test_release_of_a_free_or_unknown_seat_is_refused():
    table = lobby()
    assert table.refused(c.ReleaseSeat(team="t1")) == "not_now"
    assert table.refused(c.ReleaseSeat(team="t99")) == "unknown_team"


def test_finished_contest_takes_nobody():
    table = lobby()
    table.post(c.FinishContest())
    table.post(c.TakeSeat(), T1)
    table.next("finish")
    assert table.refused(c.TakeSeat(), HALL) == "finished"


def test_nobody_acts_without_a_seat():
    table = lobby()
    table.until("close_answers")
    ask = table.ask.id
    for command in (
        c.SubmitAnswer(ask=ask, answer=pick("a")),
        c.LockAnswer(ask=ask),
        c.Buzz(ask=ask),
        c.ChooseStake(stake=10),
        c.NameOpponent(opponent="t2"),
        c.PassTurn(),
    ):
        assert table.refused(command, T1) == "no_seat"
    assert table.refused(c.SubmitAnswer(ask=ask, answer=pick("a")), HALL) == "no_seat"


def test_stored_seat_ids_stand_for_their_seats():
    for seat in (HOST, CLOCK, SCREEN, T1, HALL):
        assert seat_of(seat.id) == seat


def test_a_seat_moves_with_all_it_holds():
    table = lobby()
    table.seat_all()
    table.until("close_answers")
    table.answer("t1")
    table.wait(500)
    events = table.post(c.MoveSeat(team="t1", language="en"), T1)
    assert events == [e.SeatMoved(at=table.at, team="t1", language="en", by="team-t1")]
    seat = table.state.seats["team-t1"]
    assert (seat.ready, seat.language, seat.moved_at) == (True, "en", table.at)
    assert "team-t1" in table.state.answers_to(table.ask.id)


def test_the_host_moves_a_taken_seat_and_gives_away_a_free_one():
    table = lobby()
    assert table.post(c.MoveSeat(team="t1")) == [e.SeatTaken(at=table.at, seat="team-t1", language="zh-Hans")]
    assert one(table.post(c.MoveSeat(team="t1")), e.SeatMoved).by == "host"


def test_a_captain_moves_only_its_own_seat_and_only_while_it_has_one():
    table = lobby()
    assert table.refused(c.MoveSeat(team="t1"), T1) == "no_seat"
    table.post(c.TakeSeat(), T1)
    assert table.refused(c.MoveSeat(team="t2"), T1) == "not_allowed"
    assert table.refused(c.MoveSeat(team="t9")) == "unknown_team"


def test_trust_in_a_house_device_does_not_move_with_the_seat_but_mistrust_does():
    table = lobby()
    table.seat_all()
    table.post(c.TrustDevice(team="t1", tier=Tier.HOUSE))
    table.post(c.TrustDevice(team="t2", tier=Tier.ARRIVAL))
    table.post(c.MoveSeat(team="t1"))
    table.post(c.MoveSeat(team="t2"))
    assert table.state.tiers.get("t1", Tier.PLAYER) is Tier.PLAYER
    assert table.state.tiers["t2"] is Tier.ARRIVAL
