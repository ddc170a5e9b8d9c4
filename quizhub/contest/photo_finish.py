"""The bounded photo-finish: when a press really happened, as far as its link lets anybody know.

A phone claims the moment of its touch by its own clock. The claim counts only as far as the delays the
server measured itself make it possible, so that a lying phone gains no more than its link's own jitter.
Pure arithmetic over milliseconds of server time, fractions allowed; races are played in `racing`.
Source: rules reference, part C3, after NTP's clock filter (RFC 5905, section 10).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from immutables import Map


class Tier(StrEnum):
    """How far a team's device is trusted: the organiser's own, a player's phone, or its arrival alone."""

    HOUSE = "house"
    PLAYER = "player"
    ARRIVAL = "arrival"


class Bound(StrEnum):
    """What kept a claim from counting as it was made."""

    NONE = "none"
    LOWER = "lower"
    UPPER = "upper"
    NO_CLAIM = "no_claim"
    UNMEASURED = "unmeasured"


class Grade(StrEnum):
    """Whether a link is fit for a race, in one word."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    MEASURING = "measuring"


WORST_FIRST = (Grade.POOR, Grade.MEASURING, Grade.FAIR, Grade.GOOD)


@dataclass(frozen=True, slots=True)
class Limits:
    """Every parameter, in ms unless said. The defaults are those of the source, C3, by its numbers."""

    least_jitter: float = 8.0
    most_jitter: float = 80.0
    slow_round_trip: float = 120.0
    enough_samples: int = 8
    most_wait: float = 150.0
    """The longest a hall waits for presses that may still be on their way."""
    early_doubt: float = 5.0
    anticipated: float = 100.0
    """Sooner after the signal than people react to it."""
    clock_drift: float = 10.0
    """What two readings of one honest clock may differ by within a minute, beyond their pings."""
    clock_jump_ahead: float = 250.0
    clock_jump_back: float = 3_000.0
    """A claim so far from its arrival tells of a clock that was set, not of a press."""
    audit_of: int = 10
    audit_lower: int = 3
    """Presses on the lower bound among the last `audit_of` that make a device suspicious."""
    audit_credit: float = 20.0
    good_round_trip: float = 40.0
    good_jitter: float = 25.0


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Sample:
    """One ping timed by the server: sent and heard by our clock, `clock` by the phone's between them."""

    sent_at: float
    clock: float
    heard_at: float

    @property
    def round_trip(self) -> float:
        return self.heard_at - self.sent_at

    @property
    def offset(self) -> float:
        """The phone's clock minus ours, true to half the round trip."""
        return self.clock - (self.sent_at + self.heard_at) / 2


@dataclass(frozen=True, slots=True)
class LinkEstimate:
    """What the samples say: the best of them, the jitter above it, and how many they were."""

    best: Sample
    jitter: float
    samples: int

    @property
    def round_trip(self) -> float:
        return self.best.round_trip

    @property
    def slow(self) -> bool:
        """Too slow, or too little measured, for credit beyond half the round trip."""
        return self.round_trip > LIMITS.slow_round_trip or self.samples < LIMITS.enough_samples

    @property
    def reach(self) -> float:
        """How long after its touch a press may count as still on its way."""
        return self.round_trip / 2 + (0.0 if self.slow else self.jitter)

    @property
    def doubt(self) -> float:
        """What a claimed time may be wrong by: the two ways of the best ping are never exactly equal."""
        return max(1.0, self.round_trip / 4)

    @property
    def grade(self) -> Grade:
        if self.samples < LIMITS.enough_samples:
            return Grade.MEASURING
        if self.slow or self.jitter >= LIMITS.most_jitter:
            return Grade.POOR
        good = self.round_trip <= LIMITS.good_round_trip and self.jitter <= LIMITS.good_jitter
        return Grade.GOOD if good else Grade.FAIR


def estimate(samples: Sequence[Sample], limits: Limits = LIMITS) -> LinkEstimate | None:
    """The link by its samples, oldest first; those from before the phone's clock was set are left out.

    At most 20, at most 60 s old, is the caller's business (C3, number 2).
    """
    steady = _since_last_jump(samples, limits)
    if not steady:
        return None
    best = min(steady, key=lambda sample: sample.round_trip)
    ordered = sorted(sample.round_trip for sample in steady)
    ninetieth = ordered[round(0.9 * (len(ordered) - 1))]
    jitter = min(limits.most_jitter, max(limits.least_jitter, ninetieth - best.round_trip))
    return LinkEstimate(best, jitter, len(steady))


def _since_last_jump(samples: Sequence[Sample], limits: Limits) -> Sequence[Sample]:
    """The newest samples whose clock readings agree within what their pings leave open."""
    for place in range(len(samples) - 1, -1, -1):
        newest, sample = samples[-1], samples[place]
        open_ms = (newest.round_trip + sample.round_trip) / 2 + limits.clock_drift
        if abs(newest.offset - sample.offset) > open_ms:
            return samples[place + 1 :]
    return samples


@dataclass(frozen=True, slots=True)
class Timing:
    """The moment a press counts as made, how sure that is, and what bounded its claim."""

    counts_at: float
    doubt: float
    bound: Bound


def time_press(
    arrival: float,
    press_ms: float | None,
    link: LinkEstimate | None,
    tier: Tier = Tier.PLAYER,
    limits: Limits = LIMITS,
) -> Timing:
    """The moment a press counts as made (C3, numbers 3, 4 and 8).

    `press_ms` is the phone's own clock at the touch. A player's claim is kept between `arrival - reach`
    and `arrival - round_trip / 4`; a house device's only from being later than its arrival. Without
    pings the arrival counts, without a believable claim the arrival less half the round trip.
    """
    if link is None or tier is Tier.ARRIVAL:
        return Timing(arrival, 0.0, Bound.UNMEASURED)
    claim = None if press_ms is None else press_ms - link.best.offset
    if claim is None or not -limits.clock_jump_ahead <= arrival - claim <= limits.clock_jump_back:
        return Timing(arrival - link.round_trip / 2, link.doubt, Bound.NO_CLAIM)
    earliest = claim if tier is Tier.HOUSE else arrival - link.reach
    latest = arrival if tier is Tier.HOUSE else arrival - link.round_trip / 4
    if claim < earliest:
        return Timing(earliest, link.doubt, Bound.LOWER)
    if claim > latest:
        return Timing(latest, link.doubt, Bound.UPPER)
    return Timing(claim, link.doubt, Bound.NONE)


def decidable_at(best: float, silent: Iterable[LinkEstimate], limits: Limits = LIMITS) -> float:
    """When no press still under way can count before `best` (C3, number 5); `silent` may yet press."""
    return best + min(limits.most_wait, max((link.reach for link in silent), default=0.0))


def caught_up_at(arrival: float, limits: Limits = LIMITS) -> float:
    """When everything that came while our program stood still has been read."""
    return arrival + limits.most_wait


def is_early(counts_at: float, signal: float, link: LinkEstimate | None, limits: Limits = LIMITS) -> bool:
    """Before the signal beyond doubt (C3, number 6); doubt favours the team.

    What arrives unmeasured before the signal was certainly pressed before it.
    """
    doubt = 0.0 if link is None else limits.early_doubt + link.round_trip / 4
    return counts_at < signal - doubt


@dataclass(frozen=True, slots=True)
class Finish:
    """The teams of a race, first one first, and those too close to the first to be told apart from it."""

    order: tuple[str, ...]
    too_close: tuple[str, ...]


def finish(times: Mapping[str, float], too_close_ms: float, stalled: Mapping[str, float] = Map()) -> Finish:
    """Order presses by the moments they count (C3, numbers 5 and 7); equal ones stay as they were given.

    A press that came while our program stood still may have been made earlier by as much as it is
    `stalled`: where that reaches the first, nobody can tell them apart.
    """
    order = tuple(sorted(times, key=lambda team: times[team]))
    near = tuple(
        team for team in order if times[team] - stalled.get(team, 0.0) - times[order[0]] < too_close_ms
    )
    return Finish(order, near if len(near) > 1 else ())


@dataclass(frozen=True, slots=True)
class Claim:
    """What the audit remembers of a press: whether it sat on the lower bound, and its credit beyond
    half the round trip."""

    on_lower_bound: bool
    excess: float


def is_suspicious(claims: Sequence[Claim], limits: Limits = LIMITS) -> bool:
    """Whether a player's device claims more than a network explains (C3, number 9): flagged, not proven."""
    last = claims[-limits.audit_of :]
    if not last:
        return False
    on_bound = sum(claim.on_lower_bound for claim in last)
    mean_excess = sum(claim.excess for claim in last) / len(last)
    return on_bound >= limits.audit_lower or mean_excess > limits.audit_credit
