"""A warm-up: everything is played and judged, and nobody's points move."""

from quizhub.contest.seats import Role, audience_seat, captain_seat
from quizhub.contest.views import HallFacts, own_sections, phone_sections, screen_sections
from tests.contest.table import Table, a_plan, a_round, pick


def test_right_and_wrong_are_told_and_move_no_points():
    table = Table(a_plan(a_round("everyone", 1, counts=False, value=10, wrong="full"), teams=2))
    table.seat_all()
    table.crowd(1)
    table.next("start_contest")
    facts = screen_sections(table.state, HallFacts())["stage"]["round"]["facts"]
    assert (facts["counts"], facts["value"], facts["wrong"]) == (False, 0, 0)
    table.until("close_answers")
    table.give(pick("b"), captain_seat("t1"))
    table.give(pick("c"), captain_seat("t2"))
    table.give(pick("b"), audience_seat("0"))
    table.until("reveal")
    table.next()
    assert table.points() == {"t1": 100, "t2": 100}
    assert [own_sections(table.state, captain_seat(t), "en")["me"]["verdict"] for t in ("t1", "t2")] == [
        "right",
        "wrong",
    ]
    me = own_sections(table.state, audience_seat("0"), "en")["me"]
    assert (me["verdict"], me["gained"], me["points"], me["played"]) == ("right", 0, 0, 0)
    crowd = phone_sections(table.state, Role.AUDIENCE, "en")["crowd"]
    assert (crowd["answered"], crowd["right"]) == (1, 1)


def test_an_early_press_costs_nothing():
    table = Table(a_plan(a_round("warm_up", 1, early_press="points"), teams=2))
    table.seat_all()
    table.until("start_signal")
    table.buzz("t1")
    assert table.ask.out == {"t1"}
    assert table.points()["t1"] == 100
