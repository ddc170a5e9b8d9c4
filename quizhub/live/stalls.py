"""Whether our own program stood still just before something arrived.

While it does, what arrives waits in the sockets and is read all at once, in no order: such arrivals say
little. Used by LiveContest for presses. Pure: a beat comes with every tick, times are ms of server time with
fractions.
"""

from quizhub.contest.photo_finish import LIMITS

CATCH_UP_MS = 100.0
"""So long after standing still something may be read that came before."""


class Stalls:
    """`every_ms` is how often a beat is due. Nothing is noticed before the first one."""

    def __init__(self, every_ms: float) -> None:
        self._late_ms = every_ms + LIMITS.most_wait
        self._beat_at: float | None = None
        self._began = 0.0
        self._ended: float | None = None

    def beat(self, at: float) -> None:
        """The program is alive."""
        if self._beat_at is not None and at - self._beat_at > self._late_ms:
            self._began, self._ended = self._beat_at, at
        self._beat_at = at

    def before(self, arrival: float) -> float:
        """For how long the program may have stood still before it noticed this arrival; 0 as a rule.

        Some event loops come to their timers before what has arrived, others after it.
        """
        if self._beat_at is not None and arrival - self._beat_at > self._late_ms:
            return arrival - self._beat_at
        if self._ended is not None and arrival - self._ended < CATCH_UP_MS:
            return arrival - self._began
        return 0.0
