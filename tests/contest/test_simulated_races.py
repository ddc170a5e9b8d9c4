"""Thousands of simulated races over four networks: who really was first, and who was told so.

The model of delays, reflexes and lies is that of the rules reference, C4, and the floors those of C5;
the seed makes every run the same.
"""

from dataclasses import dataclass
from random import Random

import pytest

from quizhub.contest.photo_finish import LinkEstimate, Sample, decidable_at, estimate, finish, time_press

RACES = 1_500
TEAMS = 6
PINGS = 20


@dataclass(frozen=True)
class Network:
    """One-way delays: `least` + gamma(`shape`, `up` or `down`), with a spike now and then. Milliseconds."""

    least: float
    shape: float
    up: float
    down: float
    spikes: float
    spike: float
    slower_up: float = 0.0

    def upward(self, chance: Random) -> float:
        extra = self.slower_up and self.slower_up + chance.uniform(0, 10)
        return self._delay(chance, self.up) + extra

    def downward(self, chance: Random) -> float:
        return self._delay(chance, self.down)

    def _delay(self, chance: Random, scale: float) -> float:
        spike = chance.expovariate(1 / self.spike) if chance.random() < self.spikes else 0.0
        return self.least + chance.gammavariate(self.shape, scale) + spike


QUIET = Network(1.5, 1.5, 1.6, 1.0, 0.02, 30)
BUSY = Network(2.5, 1.2, 10, 5, 0.08, 90)
MOBILE = Network(18, 2, 3, 3, 0.04, 120, slower_up=6)
HALLS = {
    "quiet": [QUIET] * TEAMS,
    "busy": [BUSY] * TEAMS,
    "mobile": [MOBILE] * TEAMS,
    "mixed": [QUIET] * 3 + [BUSY] * 2 + [MOBILE],
}


@dataclass(frozen=True)
class Tally:
    """Shares of races won by the team that was really first: all, and those with a gap of 20 ms."""

    right: float
    right_when_clear: float
    by_arrival: float
    won_by_liar: float


def measured(network: Network, offset: float, chance: Random) -> LinkEstimate:
    samples = []
    for n in range(PINGS):
        sent = 1_000.0 * n
        there = sent + network.downward(chance)
        samples.append(Sample(sent, there + offset, there + network.upward(chance)))
    link = estimate(samples)
    assert link is not None
    return link


def reflexes(chance: Random) -> list[float]:
    return [chance.gauss(200, 22) + chance.expovariate(1 / 35) + chance.gauss(0, 20) for _ in range(TEAMS)]


def knowledge(chance: Random) -> list[float]:
    return [chance.gammavariate(4, 220) + 250 for _ in range(TEAMS)]


def run_race(
    pressed: list[float], arrivals: list[float], claims: list[float], links: list[LinkEstimate]
) -> int:
    """The team that gets the floor: presses come in by arrival until no silent one could be earlier."""
    times: dict[str, float] = {}
    for place, team in enumerate(order := sorted(range(TEAMS), key=lambda t: arrivals[t])):
        if times:
            silent = [links[other] for other in order[place:]]
            if arrivals[team] > decidable_at(min(times.values()), silent):
                break
        times[str(team)] = time_press(arrivals[team], claims[team], links[team]).counts_at
    return int(finish(times, 0).order[0])


def simulate(hall: str, style=reflexes, liar: bool = False, seed: int = 7) -> Tally:
    """`liar`: team 0 claims to have pressed at the signal itself."""
    chance = Random(f"{seed}-{hall}-{style.__name__}")
    networks = HALLS[hall]
    right = clear = right_clear = arrival_right = liars = 0
    for _ in range(RACES):
        offsets = [chance.uniform(-1e6, 1e6) for _ in range(TEAMS)]
        links = [measured(n, offset, chance) for n, offset in zip(networks, offsets, strict=True)]
        pressed = [100_000 + at for at in style(chance)]
        arrivals = [at + n.upward(chance) for at, n in zip(pressed, networks, strict=True)]
        claims = [at + offset for at, offset in zip(pressed, offsets, strict=True)]
        if liar:
            claims[0] = 100_000 + offsets[0]
        winner = run_race(pressed, arrivals, claims, links)
        best, second = sorted(pressed)[:2]
        first = pressed.index(best)
        right += winner == first
        clear += second - best >= 20
        right_clear += second - best >= 20 and winner == first
        arrival_right += arrivals.index(min(arrivals)) == first
        liars += winner == 0
    return Tally(right / RACES, right_clear / clear, arrival_right / RACES, liars / RACES)


@pytest.mark.parametrize(
    ("hall", "floor"), [("quiet", 0.99), ("mixed", 0.975), ("busy", 0.96), ("mobile", 0.97)]
)
def test_the_first_finger_wins_reflex_races(hall, floor):
    tally = simulate(hall)
    assert tally.right_when_clear >= floor
    assert tally.right >= tally.by_arrival


def test_questions_that_need_a_thought_are_fairer_still():
    tally = simulate("mixed", knowledge)
    assert tally.right_when_clear >= 0.985
    assert tally.right >= tally.by_arrival


def test_a_liar_on_a_quiet_network_wins_hardly_more_than_its_share():
    """Its share of six is 16.7 %."""
    assert simulate("quiet", liar=True).won_by_liar <= 0.25
