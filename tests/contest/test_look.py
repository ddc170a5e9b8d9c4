"""How the projector is dressed, and the standings frozen before the end."""

from typing import Any

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.look import Look, Theme
from quizhub.contest.plan import Hall
from quizhub.contest.seats import SCREEN, Role, captain_seat
from quizhub.contest.views import HallFacts, own_sections, phone_sections, screen_sections
from tests.contest.table import Table, a_plan, a_round, kinds


def begun(theme: Theme = Theme.NIGHT) -> Table:
    plan = a_plan(a_round("everyone", 2))
    table = Table(plan.model_copy(update={"hall": Hall(theme=theme)}))
    table.seat_all()
    return table


def started() -> Table:
    table = begun()
    table.next("start_contest")
    return table


def shown(table: Table) -> list[tuple[str, int, int]]:
    """Team, place and points on the projector."""
    return [(r["team"], r["rank"], r["points"]) for r in standings(table)["rows"]]


def standings(table: Table) -> dict[str, Any]:
    section: dict[str, Any] = screen_sections(table.state, HallFacts())["standings"]
    return section


# --- look -----------------------------------------------------------------------------------------


def test_a_contest_begins_in_the_theme_of_its_hall_without_sounds():
    table = begun(Theme.HONOUR)
    assert screen_sections(table.state, HallFacts())["contest"]["look"] == {
        "theme": "honour",
        "sound": False,
        "volume": 60,
        "calm": False,
    }


def test_the_host_changes_one_thing_and_the_rest_stays():
    table = begun(Theme.DAYLIGHT)
    look = Look(theme=Theme.DAYLIGHT, sound=True, volume=80)
    assert table.post(c.DressScreen(sound=True, volume=80)) == [e.ScreenDressed(at=table.at, look=look)]
    assert table.post(c.DressScreen(volume=80)) == []
    table.post(c.DressScreen(theme=Theme.NIGHT, calm=True))
    assert table.state.look == Look(theme=Theme.NIGHT, sound=True, volume=80, calm=True)


def test_undo_never_changes_the_colours_of_the_hall():
    table = started()
    table.post(c.DressScreen(theme=Theme.HONOUR))
    table.post(c.Undo(step=table.state.moves))
    assert table.state.show.picture == "lobby"
    assert table.state.look.theme is Theme.HONOUR


def test_only_the_host_dresses_the_screen():
    assert begun().refused(c.DressScreen(calm=True), SCREEN) == "not_allowed"


# --- freezing -------------------------------------------------------------------------------------


def frozen() -> Table:
    """t1 leads by 10 points when the standings are frozen; then t2 gets 50."""
    table = started()
    table.adjust("t1", 10)
    table.post(c.FreezeStandings(on=True))
    table.adjust("t2", 50)
    return table


def test_frozen_standings_tell_nothing_that_came_later():
    table = frozen()
    table.post(c.ShowStandings(on=True))
    assert standings(table)["frozen"]
    assert [(team, points) for team, _, points in shown(table)][:2] == [("t1", 110), ("t2", 100)]
    for role in (Role.CAPTAIN, Role.AUDIENCE):
        assert phone_sections(table.state, role, "en")["standings"] == {**standings(table)}
    table.post(c.ShowStandings(on=False))
    assert ("t2", 150) not in [(team, points) for team, _, points in shown(table)]


def test_a_phone_keeps_the_place_it_had_and_its_own_points():
    table = frozen()
    me = own_sections(table.state, captain_seat("t2"), "en")["me"]
    assert (me["points"], me["rank"]) == (150, 2)


def test_thawed_standings_follow_at_once():
    table = frozen()
    table.post(c.ShowStandings(on=True))
    assert kinds(table.post(c.FreezeStandings(on=False))) == ["StepTaken", "StandingsFrozen"]
    assert shown(table)[0] == ("t2", 1, 150)
    assert not standings(table)["frozen"]


def test_the_podium_tells_everything_and_compares_with_what_the_hall_knew():
    table = frozen()
    table.post(c.ShowStandings(on=True))
    table.post(c.FinishContest())
    first = standings(table)["rows"][0]
    assert (first["team"], first["points"], first["delta"], first["moved"]) == ("t2", 150, 50, 1)
    assert not standings(table)["frozen"]


def test_freezing_is_a_step_that_undo_takes_back():
    table = frozen()
    table.post(c.Undo(step=table.state.moves))
    assert table.state.undo is not None
    assert table.state.undo.label == "freeze_standings"
    table.post(c.Undo(step=table.state.moves))
    assert table.state.show.frozen is None


@pytest.mark.parametrize("on", [True, False])
def test_freezing_that_means_nothing_is_refused(on):
    assert begun().refused(c.FreezeStandings(on=on)) == "not_now"
    table = frozen() if on else started()
    assert table.refused(c.FreezeStandings(on=on)) == "not_now"
    table.post(c.FinishContest())
    assert table.refused(c.FreezeStandings(on=on)) == "not_now"
