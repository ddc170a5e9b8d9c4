"""How many messages a client may send: ten a second, twenty at once; house buttons more, for a whole table of
teams presses at once. Pure arithmetic over given times."""

PER_SECOND = 10
BURST = 20
BURST_OF_BUTTONS = 100
OVERRUNS = 3
"""The overrun with this number ends the connection."""


class RateLimit:
    """A bucket of `burst` messages that fills at `PER_SECOND`; times in milliseconds."""

    __slots__ = ("_at", "_burst", "_left", "overruns")

    def __init__(self, at: int, burst: int = BURST) -> None:
        self.overruns = 0
        self._burst = burst
        self._left = float(burst)
        self._at = at

    def take(self, at: int) -> bool:
        """Whether one more message is within the limit; a full bucket forgives earlier overruns."""
        self._left = min(self._burst, self._left + (at - self._at) * PER_SECOND / 1000)
        self._at = at
        if self._left >= self._burst:
            self.overruns = 0
        if self._left >= 1:
            self._left -= 1
            return True
        self.overruns += 1
        return False
