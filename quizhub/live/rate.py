"""How many messages a client may send: ten a second, twenty at once. Pure arithmetic over given times."""

PER_SECOND = 10
BURST = 20
OVERRUNS = 3
"""The overrun with this number ends the connection."""


class RateLimit:
    """A bucket of `BURST` messages that fills at `PER_SECOND`; times in milliseconds."""

    def __init__(self, at: int) -> None:
        self.overruns = 0
        self._left = float(BURST)
        self._at = at

    def take(self, at: int) -> bool:
        """Whether one more message is within the limit; a full bucket forgives earlier overruns."""
        self._left = min(BURST, self._left + (at - self._at) * PER_SECOND / 1000)
        self._at = at
        if self._left >= BURST:
            self.overruns = 0
        if self._left >= 1:
            self._left -= 1
            return True
        self.overruns += 1
        return False
