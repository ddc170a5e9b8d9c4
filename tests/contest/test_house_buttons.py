"""House buttons in a race: judged like any press, timed by their own link; a team's first device counts."""

from typing import Any

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.decide import decide
from quizhub.contest.drafting import Evidence
from quizhub.contest.evolve import evolve
from quizhub.contest.photo_finish import Bound, LinkEstimate, Tier
from quizhub.contest.seats import BUTTONS, Seat, captain_seat
from quizhub.contest.state import ContestState
from quizhub.contest.views import Button, HallFacts, buttons_sections, host_sections
from quizhub.contest.views.race import race_view
from quizhub.errors import Code, CommandRejected
from tests.contest.table import Table, a_plan, a_round, kinds, one
from tests.contest.test_close_races import OFFSET, link

SLOW = link(100.0)


class Hall:
    """A race with phones at every team and house buttons on one more link; a press is told by when the finger
    came down, in ms after the signal, and how long it took to arrive."""

    def __init__(self, button: LinkEstimate | None = None, **rules) -> None:
        self.table = Table(a_plan(a_round("buzz", 2, **rules)))
        self.table.seat_all()
        self.table.until("start_signal")
        self.links = {team: link() for team in ("t1", "t2", "t3")}
        self.button = button
        self.armed: dict[str, LinkEstimate] = {}
        self.stalled = 0.0

    def start(self) -> None:
        self.table.next("start_signal")

    def press(self, team: str | None, finger: float, way: float = 10.0, seat: Seat = BUTTONS):
        table = self.table
        at = table.ask.opens_at or table.at
        arrival = at + finger + way
        table.wait(max(0, int(arrival) - table.at))
        command = c.Buzz(ask=table.ask.id, team=team, press_ms=at + finger + OFFSET)
        evidence = Evidence(arrival, self.links, self.button, self.armed, self.stalled)
        events = decide(table.state, command, seat, table.at, evidence)
        for event in events:
            table.state = evolve(table.state, event)
        table.log += events
        return events

    def refused(self, team: str | None, seat: Seat = BUTTONS) -> Code:
        with pytest.raises(CommandRejected) as refusal:
            self.press(team, 300, seat=seat)
        return refusal.value.code


def face(state: ContestState, team: str) -> dict[str, Any]:
    return next(one for one in buttons_sections(state, "en")["buttons"]["faces"] if one["team"] == team)


# --- the press ------------------------------------------------------------------------------------


def test_a_press_counts_from_the_moment_it_says_however_long_it_was_on_its_way():
    hall = Hall(link(20.0))
    hall.start()
    pressed = one(hall.press("t2", 200.0, way=140.0), e.BuzzPressed)
    assert pressed.timing is not None
    assert (pressed.timing.tier, pressed.timing.bound) == (Tier.HOUSE, Bound.NONE)
    assert (pressed.after_cue_ms, pressed.by, pressed.team) == (200, "buttons", "t2")
    assert pressed.press_ms == pressed.timing.counts_at + OFFSET


def test_the_trust_in_a_teams_phone_says_nothing_of_its_button():
    hall = Hall(link())
    hall.table.post(c.TrustDevice(team="t2", tier=Tier.ARRIVAL))
    hall.start()
    pressed = one(hall.press("t2", 200.0), e.BuzzPressed)
    assert pressed.timing is not None
    assert pressed.timing.tier is Tier.HOUSE


def test_a_button_that_was_never_measured_counts_by_its_arrival():
    hall = Hall(None)
    hall.start()
    pressed = one(hall.press("t2", 200.0, way=30.0), e.BuzzPressed)
    assert (pressed.timing, pressed.after_cue_ms) == (None, 230)


def test_the_first_valid_press_of_phone_and_button_counts():
    hall = Hall(link())
    hall.start()
    hall.press("t2", 200.0, seat=captain_seat("t2"))
    assert hall.refused("t2") is Code.LATE
    hall.table.wait(200)
    assert hall.table.ask.called == "t2"


def test_a_captain_presses_for_its_own_team_whatever_it_names():
    hall = Hall(link())
    hall.start()
    assert one(hall.press("t3", 200.0, seat=captain_seat("t1")), e.BuzzPressed).team == "t1"


@pytest.mark.parametrize("team", [None, "t9"])
def test_a_button_belongs_to_a_team_of_the_contest(team):
    hall = Hall(link())
    hall.start()
    assert hall.refused(team) is Code.UNKNOWN_TEAM


def test_what_a_press_is_refused_for_holds_for_buttons():
    hall = Hall(link(), early_press="out")
    hall.press("t1", -100.0)
    assert hall.table.ask.out == {"t1"}, "pressed while the question was read"
    hall.start()
    assert hall.refused("t1") is Code.OUT
    hall.table.post(c.Pause())
    assert hall.refused("t2") is Code.PAUSED
    hall.table.post(c.Resume())
    hall.table.post(c.CloseAnswers())
    assert hall.refused("t2") is Code.LATE


def test_a_press_just_before_the_signal_is_early_by_the_buttons_own_link():
    """5 ms and a quarter of its round trip speak for the team: 30 ms on this button, 10 ms on the phone."""
    hall = Hall(SLOW)
    hall.start()
    assert one(hall.press("t1", -29.0, way=60.0), e.BuzzPressed).ruled == "valid"
    assert one(hall.press("t2", -31.0, way=95.0), e.BuzzPressed).ruled == "early"


def test_a_race_waits_for_the_armed_button_of_a_silent_team():
    hall = Hall(link())
    hall.links = {}
    hall.start()
    assert "RaceHeld" not in kinds(hall.press("t1", 200.0))
    waiting = Hall(link())
    waiting.links, waiting.armed = {}, {"t2": SLOW}
    waiting.start()
    assert "RaceHeld" in kinds(waiting.press("t1", 200.0))
    waiting.press("t2", 190.0, way=45.0)
    waiting.table.wait(200)
    assert waiting.table.ask.called == "t2"


def test_buttons_are_not_audited():
    hall = Hall(link())
    hall.start()
    hall.press("t1", 200.0, way=140.0)
    assert hall.table.state.claims.get("t1", ()) == ()


# --- what is told ---------------------------------------------------------------------------------


def test_buttons_are_told_the_race_and_every_teams_face_and_nothing_of_the_question():
    hall = Hall(link())
    state = hall.table.state
    assert set(buttons_sections(state, "en")) == {"contest", "buttons"}
    ask = hall.table.ask.id
    view = buttons_sections(state, "en")["buttons"]
    assert (view["ask"], view["phase"], view["opens"], view["race"]) == (ask, "shown", None, 1)
    assert face(state, "t1") == {"team": "t1", "buzz": "wait", "pressed": None, "press_ms": None}
    hall.start()
    hall.press("t2", 214.0)
    hall.table.wait(200)
    state = hall.table.state
    assert face(state, "t2") == {"team": "t2", "buzz": "first", "pressed": "valid", "press_ms": 214}
    assert face(state, "t1")["buzz"] == "others"


def test_there_is_nothing_to_press_for_between_questions_nor_behind_a_cover_nor_for_a_void_one():
    hall = Hall(link())
    assert buttons_sections(hall.table.state, "en")["buttons"]["ask"] is not None
    hall.table.post(c.CoverScreen(on=True))
    covered = buttons_sections(hall.table.state, "en")["buttons"]
    assert (covered["ask"], covered["phase"], covered["opens"], covered["race"]) == (None, None, None, None)
    assert face(hall.table.state, "t1")["buzz"] == "none"
    hall.table.post(c.CoverScreen(on=False))
    hall.table.post(c.VoidQuestion(reason="x"))
    assert buttons_sections(hall.table.state, "en")["buttons"]["ask"] is None
    everyone = Table(a_plan(a_round("everyone", 1)))
    everyone.until("open_answers")
    assert buttons_sections(everyone.state, "en")["buttons"]["ask"] is None
    assert buttons_sections(everyone.state, "en")["buttons"]["paused"] is False


def test_the_photo_finish_says_what_was_pressed():
    hall = Hall(link())
    hall.start()
    hall.press("t1", 200.0)
    hall.press("t2", 230.0, seat=captain_seat("t2"))
    hall.table.wait(200)
    lines = race_view(hall.table.ask, hall.table.state.plan.rounds[0].rules)["presses"]
    assert [line["remarks"] for line in lines] == [["button"], []]


def test_the_host_sees_each_teams_button():
    state = Hall(link()).table.state
    facts = HallFacts(buttons={"t2": Button("idle", 3, None)})
    grid = {cell["team"]: cell["button"] for cell in host_sections(state, "en", facts, 0)["grid"]}
    assert grid == {"t1": None, "t2": {"state": "idle", "link_ms": 3, "link": None}, "t3": None}


# --- when our own program stood still --------------------------------------------------------------


def test_what_came_while_the_program_stood_still_is_too_close_to_call():
    """A chance of the order in which sockets are read, and the worst line, would decide it otherwise."""
    hall = Hall(link())
    hall.start()
    hall.stalled = 800.0
    assert "RaceHeld" in kinds(hall.press("t1", 700.0, way=100.0, seat=captain_seat("t1")))
    hall.press("t2", 300.0, way=501.0, seat=captain_seat("t2"))
    assert hall.table.ask.called is None
    hall.table.wait(200)
    assert hall.table.ask.finishes[-1].too_close == ("t1", "t2")
    assert hall.table.ask.among == ("t1", "t2")
    lines = race_view(hall.table.ask, hall.table.state.plan.rounds[0].rules)["presses"]
    assert all(line["doubt"] > 800 and line["remarks"] == ["stalled"] for line in lines)


def test_a_press_read_before_the_standstill_is_first_beyond_doubt():
    hall = Hall(link())
    hall.start()
    hall.press("t1", 100.0, seat=captain_seat("t1"))
    hall.stalled = 20.0
    hall.press("t2", 150.0, seat=captain_seat("t2"))
    hall.table.wait(300)
    assert (hall.table.ask.called, hall.table.ask.finishes[-1].too_close) == ("t1", ())


@pytest.mark.parametrize(("way", "ruled"), [(1.0, "valid"), (-1.0, "early")])
def test_whoever_came_while_the_program_stood_still_is_early_only_beyond_doubt(way, ruled):
    """Bounded by its arrival it would count from before the signal."""
    hall = Hall(link(), early_press="short_lock")
    hall.links["t1"] = SLOW
    hall.start()
    hall.stalled = 800.0
    assert one(hall.press("t1", 0.0, way=way, seat=captain_seat("t1")), e.BuzzPressed).ruled == ruled


def test_alone_in_a_race_nobody_has_to_be_waited_for():
    hall = Hall(link())
    hall.links = {"t1": link()}
    hall.start()
    hall.stalled = 800.0
    assert "TeamCalled" in kinds(hall.press("t1", 300.0, seat=captain_seat("t1")))


def test_nobody_is_suspected_for_our_own_standstill():
    hall = Hall(link())
    hall.start()
    hall.stalled = 800.0
    pressed = one(hall.press("t1", 100.0, way=700.0, seat=captain_seat("t1")), e.BuzzPressed)
    assert pressed.timing is not None
    assert (pressed.timing.bound, pressed.stalled) == (Bound.LOWER, 800.0)
    assert hall.table.state.claims.get("t1", ()) == ()
