"""The arithmetic of the photo-finish: estimates of links, bounded claims, early presses, close finishes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizhub.contest.photo_finish import (
    LIMITS,
    Bound,
    Claim,
    Finish,
    Grade,
    LinkEstimate,
    Sample,
    Tier,
    decidable_at,
    estimate,
    finish,
    is_early,
    is_suspicious,
    time_press,
)


def pings(round_trips: list[float], offset: float = 5_000.0, start: float = 1_000.0) -> list[Sample]:
    """Even pings half a second apart to a phone whose clock is `offset` ahead of ours."""
    sent = [start + 500 * n for n in range(len(round_trips))]
    return [Sample(at, at + way / 2 + offset, at + way) for at, way in zip(sent, round_trips, strict=True)]


def link(
    round_trip: float = 20.0, spread: float = 0.0, offset: float = 5_000.0, count: int = 10
) -> LinkEstimate:
    """A link of `count` pings, the slowest of them `spread` slower than the best."""
    ways = [round_trip + spread * n / (count - 1) for n in range(count)]
    estimated = estimate(pings(ways, offset))
    assert estimated is not None
    return estimated


# --- estimates ------------------------------------------------------------------------------------


def test_estimate_is_the_best_ping_and_the_usual_jitter_above_it():
    ways = [30.0, 12.0, 14.0, 50.0, 16.0, 13.0, 40.0, 12.5, 15.0, 14.0, 90.0]
    estimated = estimate(pings(ways))
    assert estimated is not None
    assert (estimated.round_trip, estimated.best.offset, estimated.samples) == (12.0, 5_000.0, 11)
    assert estimated.jitter == 38.0


def test_jitter_stays_between_its_bounds():
    assert link(spread=0).jitter == LIMITS.least_jitter
    assert link(spread=400).jitter == LIMITS.most_jitter


def test_no_ping_no_estimate():
    assert estimate([]) is None


def test_samples_from_before_the_clock_was_set_are_left_out():
    before, after = pings([20.0] * 6), pings([30.0] * 3, offset=99_000.0, start=9_000.0)
    estimated = estimate([*before, *after])
    assert estimated is not None
    assert (estimated.best.offset, estimated.samples) == (99_000.0, 3)


def test_a_minute_of_drift_is_no_jump():
    slow = [*pings([4.0] * 5), *pings([4.0] * 5, offset=5_006.0, start=50_000.0)]
    estimated = estimate(slow)
    assert estimated is not None and estimated.samples == 10


@pytest.mark.parametrize(
    ("estimated", "grade"),
    [
        (link(8), Grade.GOOD),
        (link(60), Grade.FAIR),
        (link(20, spread=60), Grade.FAIR),
        (link(130), Grade.POOR),
        (link(20, spread=200), Grade.POOR),
        (link(8, count=7), Grade.MEASURING),
    ],
)
def test_grade_says_whether_a_link_is_fit_for_a_race(estimated, grade):
    assert estimated.grade is grade


# --- claims ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "counts_at", "bound"),
    [
        (988.0, 988.0, Bound.NONE),
        (982.0, 982.0, Bound.NONE),
        (981.9, 982.0, Bound.LOWER),
        (700.0, 982.0, Bound.LOWER),
        (995.0, 995.0, Bound.NONE),
        (995.1, 995.0, Bound.UPPER),
        (1_200.0, 995.0, Bound.UPPER),
        (1_250.1, 990.0, Bound.NO_CLAIM),
        (-2_000.1, 990.0, Bound.NO_CLAIM),
    ],
)
def test_claim_is_kept_to_what_the_link_makes_possible(claim, counts_at, bound):
    """Round trip 20, jitter 8: between 18 ms and 5 ms before the arrival at 1,000."""
    timing = time_press(1_000.0, claim + 5_000.0, link(20))
    assert (timing.counts_at, timing.bound) == (counts_at, bound)


def test_doubt_is_a_quarter_of_the_round_trip_and_never_under_a_millisecond():
    assert time_press(1_000.0, None, link(20)).doubt == 5.0
    assert time_press(1_000.0, None, link(2)).doubt == 1.0


def test_press_without_a_claim_counts_half_a_round_trip_before_its_arrival():
    timing = time_press(1_000.0, None, link(30))
    assert (timing.counts_at, timing.bound) == (985.0, Bound.NO_CLAIM)


@pytest.mark.parametrize("slow", [link(140, spread=100), link(40, spread=100, count=7)])
def test_slow_or_unknown_link_gets_no_credit_beyond_half_its_round_trip(slow):
    timing = time_press(1_000.0, 5_400.0, slow)
    assert (timing.counts_at, timing.bound) == (1_000.0 - slow.round_trip / 2, Bound.LOWER)


def test_house_device_is_believed_below_the_bound_but_not_after_its_arrival():
    assert time_press(1_000.0, 5_900.0, link(20), Tier.HOUSE).counts_at == 900.0
    assert time_press(1_000.0, 6_100.0, link(20), Tier.HOUSE).counts_at == 1_000.0


@pytest.mark.parametrize(("estimated", "tier"), [(None, Tier.PLAYER), (link(20), Tier.ARRIVAL)])
def test_without_pings_or_trust_the_arrival_counts(estimated, tier):
    timing = time_press(1_000.0, 5_980.0, estimated, tier)
    assert (timing.counts_at, timing.bound, timing.doubt) == (1_000.0, Bound.UNMEASURED, 0.0)


@given(
    ways=st.lists(st.floats(1, 60), min_size=2, max_size=6),
    gaps=st.lists(st.floats(0.1, 200), min_size=6, max_size=6),
    offsets=st.lists(st.floats(0, 1e9), min_size=6, max_size=6),
)
def test_even_delays_never_change_the_order_whatever_the_clocks_show(ways, gaps, offsets):
    pressed, at = {}, 10_000.0
    for n, way in enumerate(ways):
        at += gaps[n]
        estimated = estimate(pings([way] * 10, offset=offsets[n]))
        timing = time_press(at + way / 2, at + offsets[n], estimated)
        assert timing.counts_at == pytest.approx(at, abs=1e-3)
        pressed[str(n)] = timing.counts_at
    assert finish(pressed, 0).order == tuple(pressed)


@given(claim=st.floats(-1e6, 1e6), way=st.floats(1, 119), spread=st.floats(0, 200))
def test_no_lie_gains_more_than_the_links_own_jitter(claim, way, spread):
    estimated = link(way, spread)
    honest = 1_000.0 - way / 2
    assert time_press(1_000.0, claim, estimated).counts_at >= honest - estimated.jitter - 1e-6


# --- races ----------------------------------------------------------------------------------------


def test_a_race_is_held_open_for_the_slowest_silent_link_but_not_for_ever():
    assert decidable_at(1_000.0, []) == 1_000.0
    assert decidable_at(1_000.0, [link(10), link(60)]) == 1_038.0
    assert decidable_at(1_000.0, [link(119, spread=400)]) == 1_000.0 + 119 / 2 + 80
    assert decidable_at(1_000.0, [link(900)]) == 1_150.0


@pytest.mark.parametrize(("counts_at", "early"), [(989.9, True), (990.0, False), (1_000.0, False)])
def test_doubt_about_an_early_press_favours_the_team(counts_at, early):
    """Round trip 20: 5 ms and a quarter of it before the signal at 1,000."""
    assert is_early(counts_at, 1_000.0, link(20)) is early


def test_what_arrives_unmeasured_before_the_signal_is_early():
    assert is_early(999.9, 1_000.0, None)
    assert not is_early(1_000.0, 1_000.0, None)


def test_finish_orders_presses_and_names_those_too_close_to_the_first():
    times = {"a": 20.0, "b": 14.0, "c": 18.9, "d": 19.1}
    assert finish(times, 5) == Finish(("b", "c", "d", "a"), ("b", "c"))
    assert finish(times, 0).too_close == ()
    assert finish({"a": 1.0, "b": 1.0}, 0).order == ("a", "b")


def test_audit_flags_presses_on_the_bound_and_credit_no_link_explains():
    honest, bound, greedy = Claim(False, 2.0), Claim(True, 8.0), Claim(False, 45.0)
    assert not is_suspicious([])
    assert not is_suspicious([honest] * 8 + [bound] * 2)
    assert is_suspicious([honest] * 7 + [bound] * 3)
    assert is_suspicious([greedy] * 5 + [honest] * 5)
    assert not is_suspicious([bound] * 3 + [honest] * 10), "only the last ten count"
