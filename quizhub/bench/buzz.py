"""`bench buzz`: from a captain's press to the verdict, in a quiet hall and in the middle of a broadcast.

Here the limit is QuizHub itself with nothing else to do. The verdict's arrival is stamped by the kernel,
because the thread that plays the phones is busy reading theirs.
"""

from dataclasses import dataclass, field
from time import CLOCK_REALTIME, clock_gettime_ns, perf_counter

from quizhub.bench.figures import Figures, Size, middle, percentile
from quizhub.bench.machine import BenchFailed, description
from quizhub.bench.staging import Staging, staged

TARGET = 3.0
QUESTIONS_AT_MOST = 60
_LEAST_WAIT_S = 0.05
"""After the start signal: no press of ours is early by a hair."""


@dataclass
class _Verdicts:
    quiet_ms: list[float] = field(default_factory=list)
    busy_ms: list[float] = field(default_factory=list)
    phones_left: list[int] = field(default_factory=list)
    """Phones the broadcast had not reached when the press was made."""


def measure(size: Size) -> Figures:
    """The median over rounds of the time during a broadcast over the time without one."""
    questions = min(QUESTIONS_AT_MOST, 2 * size.rounds * size.repeat + 2)
    found = _Verdicts()
    with staged("buzz", "no_press_s: 120", questions, size.phones) as staging:
        staging.open_hall()
        _quiet(staging)
        _busy(staging, _Verdicts())
        ratios = [_round(staging, found, size.repeat) for _ in range(size.rounds)]
    return Figures(
        "buzz",
        size,
        "press to verdict during a broadcast",
        ratios,
        TARGET,
        {
            "verdict_ms": middle(found.busy_ms),
            "slowest_ms": percentile(found.busy_ms, 1.0),
            "phones_not_yet_reached": middle(found.phones_left),
        },
        {"verdict_ms": middle(found.quiet_ms), "slowest_ms": percentile(found.quiet_ms, 1.0)},
        description(),
    )


def _round(staging: Staging, found: _Verdicts, repeat: int) -> float:
    for _ in range(repeat):
        found.quiet_ms.append(_quiet(staging))
        _busy(staging, found)
    return middle(found.busy_ms[-repeat:], 4) / middle(found.quiet_ms[-repeat:], 4)


def _quiet(staging: Staging) -> float:
    _open_race(staging)
    took_ms = _press(staging)
    _finish(staging)
    return took_ms


def _busy(staging: Staging, found: _Verdicts) -> None:
    """Press as soon as the first phone has got its part of a broadcast."""
    _open_race(staging)
    staging.pause()
    staging.crowd.expect(staging.phones)
    covering = staging.host.send("CoverScreen", on=True)
    staging.crowd.until(lambda: staging.crowd.missing < len(staging.phones))
    left = staging.crowd.missing
    found.busy_ms.append(_press(staging))
    found.phones_left.append(left)
    staging.settle(staging.host, covering)
    staging.crowd.calm_down()
    staging.command("CoverScreen", on=False)
    _finish(staging)


def _open_race(staging: Staging) -> None:
    last = staging.ask.get("id")
    staging.play_until(lambda: staging.ask.get("phase") == "open" and staging.ask.get("id") != last)
    wait_s = _LEAST_WAIT_S + max(0.0, (staging.ask["opens"] - clock_gettime_ns(CLOCK_REALTIME) / 1e6) / 1000)
    staging.crowd.rest(max(0.3, wait_s))


def _press(staging: Staging) -> float:
    """Milliseconds from the press to its verdict."""
    captain = staging.captain
    assert captain.line is not None
    began = clock_gettime_ns(CLOCK_REALTIME)
    sent = captain.send("Buzz", ask=staging.ask["id"])
    ends_at = perf_counter() + 10
    stamp = 0
    while not stamp:
        staging.crowd.until(
            lambda: captain.sections.record("me").get("buzz") == "first" or sent in captain.refused
        )
        stamp = captain.line.stamp_ns
        if sent in captain.refused or perf_counter() > ends_at:
            raise BenchFailed(f"The press was not taken: {captain.refused.get(sent, 'no verdict')}.")
    return (stamp - began) / 1e6


def _finish(staging: Staging) -> None:
    """Ruled right, so that the next question can come."""
    staging.crowd.calm_down()
    staging.command("RuleAnswer", team=staging.ask["called"], right=True)
