"""Server time: milliseconds that never run backwards, whatever happens to the wall clock.

The only place that asks the operating system for the time; the pure layers get it as an argument.
"""

import time
from typing import Protocol


class Clock(Protocol):
    """Anything that tells server time in whole milliseconds since 1970."""

    def now(self) -> int: ...

    def exact(self) -> float:
        """The same time with its fraction of a millisecond."""
        ...


class ServerClock:
    """Wall time taken once at the start, carried on by the monotonic clock.

    `not_before` is the last time found in a log: a laptop whose wall clock went back still gives
    times after everything already recorded.
    """

    def __init__(self, not_before: int = 0) -> None:
        self._base = max(time.time_ns() // 1_000_000, not_before)
        self._start = time.monotonic_ns()

    def now(self) -> int:
        return self._base + (time.monotonic_ns() - self._start) // 1_000_000

    def exact(self) -> float:
        return self._base + (time.monotonic_ns() - self._start) / 1_000_000

    def advance_to(self, at: int) -> None:
        """Never tell a time before `at` again."""
        self._base += max(0, at - self.now())


class FakeClock:
    """A clock tests and simulations move by hand."""

    def __init__(self, at: int = 1_000_000) -> None:
        self._at = at

    def now(self) -> int:
        return self._at

    def exact(self) -> float:
        return float(self._at)

    def advance(self, milliseconds: int) -> int:
        """Move on; gives the new time."""
        self._at += milliseconds
        return self._at


def wall_drift_ms(seconds: float) -> float:
    """How far the wall clock ran from the monotonic one while we waited; somebody setting it shows."""
    wall, steady = time.time_ns(), time.monotonic_ns()
    time.sleep(seconds)
    return ((time.time_ns() - wall) - (time.monotonic_ns() - steady)) / 1e6
