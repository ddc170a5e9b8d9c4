"""Races over measured links: waiting for presses under way, close finishes, trust, audit, raw times."""

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.decide import decide
from quizhub.contest.drafting import Evidence
from quizhub.contest.evolve import evolve
from quizhub.contest.photo_finish import Bound, LinkEstimate, Tier, estimate, is_suspicious
from quizhub.contest.seats import CLOCK, captain_seat
from quizhub.contest.views.race import race_view
from quizhub.errors import CommandRejected
from tests.contest.table import Table, a_plan, a_round, kinds, one
from tests.contest.test_photo_finish import pings
from tests.contest.test_races import buzzer

OFFSET = 5_000.0


def link(round_trip: float = 20.0, offset: float = OFFSET) -> LinkEstimate:
    estimated = estimate(pings([round_trip] * 10, offset))
    assert estimated is not None
    return estimated


class Race:
    """A buzzer question; presses are told by the ms after the signal at which the finger came down."""

    def __init__(self, teams: int = 3, links: dict[str, LinkEstimate] | None = None, count: int = 2, **rules):
        self.table = Table(a_plan(a_round("buzz", count, **rules), teams=teams))
        self.table.seat_all()
        reading = rules.get("opens") == "while_reading"
        self.table.until("end_reading" if reading else "start_signal")
        if not reading:
            self.table.next()
        self.links = {f"t{n + 1}": link() for n in range(teams)} if links is None else links

    @property
    def signal(self) -> int:
        opens_at = self.table.ask.opens_at
        assert opens_at is not None
        return opens_at

    def press(self, team: str, finger: float, way: float = 10.0, claim: bool = True) -> list[e.AnyEvent]:
        """The finger comes down `finger` ms after the signal, the press arrives `way` ms later."""
        arrival = self.signal + finger + way
        self.table.wait(max(0, int(arrival) - self.table.at))
        table = self.table
        press_ms = self.signal + finger + OFFSET if claim else None
        command = c.Buzz(ask=table.ask.id, press_ms=press_ms)
        events = decide(table.state, command, captain_seat(team), table.at, Evidence(arrival, self.links))
        for event in events:
            table.state = evolve(table.state, event)
        table.log += events
        return events

    def decided(self) -> e.RaceDecided:
        return next(event for event in reversed(self.table.log) if isinstance(event, e.RaceDecided))


# --- waiting --------------------------------------------------------------------------------------


def test_an_earlier_press_on_its_way_still_wins():
    race = Race()
    assert kinds(race.press("t1", 200, way=5)) == ["BuzzPressed", "RaceHeld"]
    assert race.table.ask.called is None
    race.press("t2", 191, way=15)
    race.table.wait(100)
    assert race.decided().order == ("t2", "t1")
    assert race.table.ask.called == "t2"


def test_the_race_waits_only_as_long_as_the_slowest_silent_link_reaches():
    race = Race(links={"t1": link(20), "t2": link(60), "t3": link(30)})
    held = one(race.press("t1", 200), e.RaceHeld)
    assert held.until == race.signal + 200 + 60 / 2 + 8
    race.table.wait(held.until - race.table.at - 1)
    assert race.table.phase() == "open"
    race.table.wait(1)
    assert (race.table.phase(), race.table.ask.called) == ("answering", "t1")


def test_a_team_without_a_connection_holds_nobody_up():
    race = Race(links={"t1": link(20)})
    assert kinds(race.press("t1", 200)) == ["BuzzPressed", "RaceDecided", "TeamCalled"]


def test_the_last_press_that_could_come_ends_the_waiting():
    race = Race(teams=2)
    race.press("t1", 200)
    assert kinds(race.press("t2", 206)) == ["BuzzPressed", "RaceDecided", "TeamCalled"]


def test_a_press_after_the_decision_only_queues():
    race = Race(after_wrong="next_in_queue", answering="spoken")
    race.press("t1", 200)
    race.table.wait(200)
    race.press("t2", 390)
    assert race.table.ask.called == "t1"
    race.table.rule("t1", False)
    assert race.table.ask.called == "t2"


def test_queue_is_the_photo_finish_not_the_order_of_arrival():
    race = Race(after_wrong="next_in_queue", answering="spoken", links={f"t{n}": link(60) for n in (1, 2, 3)})
    race.press("t1", 230, way=20)
    race.press("t3", 224, way=28)
    race.press("t2", 218, way=36)
    assert race.decided().order == ("t2", "t3", "t1")
    race.table.rule("t2", False)
    assert race.table.ask.called == "t3"


def test_time_to_press_running_out_does_not_cut_the_waiting_short():
    race = Race(no_press_s=3, links={"t1": link(20), "t2": link(118)})
    race.press("t1", 2_980)
    race.table.wait(60)
    assert race.table.ask.called == "t1"


def test_host_cannot_close_or_pick_over_a_press_being_timed():
    race = Race()
    race.press("t1", 200)
    assert race.table.refused(c.Next(step=race.table.state.moves, effect="close_unclaimed")) == "not_now"
    assert race.table.refused(c.PickTeam(team="t2")) == "not_now"


def test_pause_decides_what_was_pressed_and_gives_no_time_away():
    race = Race(answering="spoken", start_answer_s=5)
    race.press("t1", 200)
    race.table.post(c.Pause())
    race.table.wait(500)
    assert race.table.ask.called == "t1"
    race.table.post(c.Resume())
    clock = race.table.ask.clock
    assert clock is not None and clock.left(race.table.at) == 5_000


def test_lost_server_time_moves_the_decision_with_the_clocks():
    race = Race()
    held = one(race.press("t1", 200), e.RaceHeld)
    race.table.post(c.CompensateClock(gap_ms=4_000), CLOCK)
    assert race.table.ask.decides_at == held.until + 4_000


@pytest.mark.parametrize(("still_from", "moved"), [(-500, 2_500), (100, 3_100), (1_000, 3_900)])
def test_a_signal_every_screen_has_given_is_not_taken_back(still_from: int, moved: int):
    """Three seconds without a sign of life, counted from 900 ms before: who presses then is not early."""
    race = Race()
    signal = race.signal
    race.table.at = signal + still_from + 3_000
    race.table.post(c.CompensateClock(gap_ms=3_900), CLOCK)
    assert race.signal == signal + moved <= race.table.at
    one(race.press("t1", race.table.at - race.signal + 1), e.BuzzPressed)
    assert race.table.ask.race_presses()[0].ruled == "valid"


def test_a_signal_still_to_come_stays_where_every_screen_expects_it():
    race = Race()
    signal = race.signal
    race.table.post(c.CompensateClock(gap_ms=200), CLOCK)
    assert race.table.at < race.signal == signal


# --- too close to call ----------------------------------------------------------------------------


def close(**rules) -> Race:
    """Two presses 3 ms apart, t2 before t1; t3 is silent."""
    race = Race(too_close_ms=5, **rules)
    race.press("t1", 203)
    race.press("t2", 200, way=14)
    race.table.wait(100)
    return race


def test_too_close_races_again_between_those_teams_only():
    race = close(too_close="rebuzz")
    decided = race.decided()
    assert (decided.too_close, decided.how) == (("t2", "t1"), "rebuzz")
    assert (race.table.phase(), race.table.ask.race, race.table.effect()) == ("shown", 2, "start_signal")
    race.table.next()
    with pytest.raises(CommandRejected) as refusal:
        race.press("t3", 150)
    assert refusal.value.code == "not_your_turn"
    assert [buzzer(race.table, team) for team in ("t1", "t2", "t3")] == ["press", "press", "out"]
    race.press("t1", 180)
    race.press("t2", 200)
    assert race.table.ask.called == "t1"
    table = race_view(race.table.ask, race.table.state.plan.rounds[0].rules)["presses"]
    assert [(line["race"], line["team"], line["ruled"]) for line in table] == [
        (1, "t2", "close"),
        (1, "t1", "close"),
        (2, "t1", "first"),
        (2, "t2", "later"),
    ]


def test_after_a_wrong_answer_everybody_else_is_back_in():
    race = close(too_close="rebuzz", after_wrong="rebuzz", answering="spoken")
    race.table.next()
    race.press("t1", 180)
    race.press("t2", 200)
    race.table.rule("t1", False)
    race.table.next("start_signal")
    race.press("t3", 200)
    race.press("t2", 240)
    assert race.table.ask.called == "t3"


def test_a_race_of_those_too_close_is_not_the_one_second_chance():
    race = close(too_close="rebuzz", after_wrong="one_rebuzz", answering="spoken")
    race.table.next()
    race.press("t1", 180)
    race.press("t2", 240)
    race.table.rule("t1", False)
    race.table.next("start_signal")
    race.press("t2", 200)
    race.table.wait(100)
    race.table.rule("t2", False)
    assert race.table.effect() == "reveal"


def test_the_hall_keeps_a_question_that_went_to_it_while_a_race_was_being_timed():
    race = Race(early_press="out", after_early="audience")
    race.press("t1", 0, way=3)
    assert race.table.ask.decides_at is not None
    race.press("t2", -13, way=18)
    assert race.table.ask.to_audience
    race.table.wait(1000)
    assert (race.table.phase(), race.table.ask.called) == ("open", None)


def test_who_is_called_keeps_the_floor_when_an_early_press_is_heard_of_afterwards():
    race = Race(early_press="out", after_early="audience", links={"t1": link()})
    race.press("t1", 0, way=3)
    assert race.table.ask.called == "t1"
    race.links = {"t2": link(60)}
    race.press("t2", -25, way=30)
    assert (race.table.ask.called, race.table.ask.presses[-1].ruled) == ("t1", "early")


def test_a_second_race_has_a_signal_even_where_reading_may_be_interrupted():
    race = close(too_close="rebuzz", opens="while_reading")
    assert race.table.phase() == "shown"
    race.table.next("start_signal")
    assert race.signal == race.table.at + race.table.state.plan.rounds[0].rules.cue_ms


def test_the_earlier_stands_where_the_rule_says_so():
    race = close(too_close="earlier")
    assert (race.decided().how, race.table.ask.called) == ("earlier", "t2")


def test_the_lower_score_answers_where_the_rule_says_so():
    race = Race(too_close="lower_score")
    race.table.adjust("t2", 10)
    race.press("t2", 200)
    race.press("t1", 203, way=9)
    race.table.wait(100)
    assert (race.decided().how, race.table.ask.called) == ("lower_score", "t1")


def test_a_lot_is_the_same_whenever_the_log_is_judged_again():
    first, again = close(too_close="lot"), close(too_close="lot")
    assert first.decided().how == "lot"
    assert first.decided().order == again.decided().order
    assert set(first.decided().order[:2]) == {"t1", "t2"}


def test_no_margin_no_close_finish():
    race = Race(too_close_ms=0)
    race.press("t1", 201)
    race.press("t2", 200, way=12)
    race.table.wait(100)
    assert (race.decided().too_close, race.table.ask.called) == ((), "t2")


# --- early, anticipated ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finger", "ruled"), [(-10.5, "early"), (-9.5, "valid"), (0.0, "valid"), (40.0, "valid")]
)
def test_doubt_at_the_signal_favours_the_team(finger, ruled):
    """Round trip 20: what was pressed less than 10 ms early may have seen the signal on its screen."""
    race = Race()
    assert one(race.press("t1", finger), e.BuzzPressed).ruled == ruled


def test_a_press_made_before_the_signal_is_early_though_it_arrives_after_it():
    race = Race()
    assert one(race.press("t1", -15, way=20), e.BuzzPressed).ruled == "early"


# --- trust and audit ------------------------------------------------------------------------------


def test_raw_times_of_every_press_are_in_the_log():
    race = Race()
    pressed = one(race.press("t1", 200, way=12.5), e.BuzzPressed)
    timing = pressed.timing
    assert timing is not None
    assert (timing.arrival, timing.counts_at) == (race.signal + 212.5, race.signal + 200)
    assert (timing.bound, timing.tier, timing.samples) == (Bound.NONE, Tier.PLAYER, 10)
    assert (timing.heard_at - timing.sent_at, timing.round_trip, timing.jitter) == (20.0, 20.0, 8.0)
    assert timing.clock - (timing.sent_at + timing.heard_at) / 2 == OFFSET
    assert (pressed.press_ms, pressed.after_cue_ms) == (race.signal + 200 + OFFSET, 200)


@pytest.mark.parametrize(("tier", "first"), [(Tier.PLAYER, "t1"), (Tier.HOUSE, "t2")])
def test_house_device_is_believed_where_a_phone_is_not(tier, first):
    """t2 claims 180 and arrives at 222: over this link a phone can prove no more than 204."""
    race = Race(links={"t1": link(), "t2": link(), "t3": link(60)})
    if tier is Tier.HOUSE:
        race.table.post(c.TrustDevice(team="t2", tier=tier))
    race.press("t1", 197)
    race.press("t2", 180, way=42)
    race.table.wait(100)
    assert race.table.ask.called == first
    assert race.table.ask.presses[1].bound is (Bound.LOWER if tier is Tier.PLAYER else Bound.NONE)


def test_a_device_may_be_taken_by_its_arrival_alone():
    race = Race()
    race.table.post(c.TrustDevice(team="t2", tier=Tier.ARRIVAL))
    pressed = one(race.press("t2", 200), e.BuzzPressed)
    assert pressed.timing is not None
    assert (pressed.timing.bound, pressed.timing.counts_at) == (Bound.UNMEASURED, race.signal + 210)


def test_trust_is_the_hosts_word_and_said_once():
    table = Table(a_plan(a_round("buzz", 1)))
    trust = c.TrustDevice(team="t1", tier=Tier.HOUSE)
    assert kinds(table.post(trust)) == ["DeviceTrusted"]
    assert table.post(trust) == []
    assert table.refused(c.TrustDevice(team="t9", tier=Tier.HOUSE)) == "unknown_team"


def test_presses_on_the_bound_add_up_to_a_suspicion_and_new_trust_forgets_it():
    race = Race(count=4)
    for n in range(3):
        race.press("t1", 150, way=60)
        race.table.wait(200)
        claims = race.table.state.claims["t1"]
        assert (len(claims), is_suspicious(claims)) == (n + 1, n == 2)
        race.table.post(c.SkipQuestion())
        race.table.until("start_signal")
        race.table.next()
    race.table.post(c.TrustDevice(team="t1", tier=Tier.ARRIVAL))
    assert race.table.state.claims["t1"] == ()
    race.press("t1", 150, way=60)
    assert race.table.state.claims["t1"] == ()
