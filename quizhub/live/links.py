"""How long the way to each captain's phone is, and how its clock differs from ours.

The server pings: ten times in the first two seconds of a connection, then every five, every
while a race may start. What the samples say of a press is `photo_finish`'s business. Pure: times come
as arguments, in milliseconds of server time with fractions.
"""

from collections import deque
from dataclasses import dataclass, field
from statistics import median
from typing import Generic, TypeVar

from quizhub.contest.photo_finish import LinkEstimate, Sample, estimate

Key = TypeVar("Key")

FIRST_PINGS = 10
FIRST_EVERY_MS = 200
EVERY_MS = 5_000
ARMED_EVERY_MS = 1_000
KEPT = 20
KEPT_MS = 60_000
_UNANSWERED_KEPT = 8


@dataclass(slots=True)
class Link:
    """The samples of one connection; those of a client that does not tell its clock show only how long
    the way is."""

    sent: int = 0
    sent_at: float | None = None
    samples: deque[Sample] = field(default_factory=lambda: deque(maxlen=KEPT))
    _round_trips: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    _under_way: dict[int, float] = field(default_factory=dict)

    def due(self, at: float, armed: bool) -> bool:
        """Whether it is time for a ping."""
        if self.sent_at is None:
            return True
        settled_ms = ARMED_EVERY_MS if armed else EVERY_MS
        return at - self.sent_at >= (FIRST_EVERY_MS if self.sent < FIRST_PINGS else settled_ms)

    def pinged(self, n: int, at: float) -> None:
        self.sent += 1
        self.sent_at = at
        self._under_way[n] = at
        if len(self._under_way) > _UNANSWERED_KEPT:
            del self._under_way[next(iter(self._under_way))]

    def answered(self, n: int, clock_ms: float | None, at: float) -> bool:
        """Take a sample; False for an answer to a ping that was never sent or is forgotten."""
        sent_at = self._under_way.pop(n, None)
        if sent_at is None:
            return False
        self._round_trips.append(at - sent_at)
        if clock_ms is not None:
            self.samples.append(Sample(sent_at, clock_ms, at))
        while self.samples and self.samples[0].heard_at < at - KEPT_MS:
            self.samples.popleft()
        return True

    @property
    def round_trip_ms(self) -> int | None:
        """The usual round trip, for the host's eye."""
        return round(median(self._round_trips)) if self._round_trips else None

    def estimate(self) -> LinkEstimate | None:
        """What a press over this link may claim; None as long as nothing is known."""
        return estimate(tuple(self.samples))


class Links(Generic[Key]):
    """The links of all captains' connections."""

    def __init__(self) -> None:
        self._links: dict[Key, Link] = {}
        self._pings = 0

    def open(self, key: Key) -> None:
        self._links.setdefault(key, Link())

    def close(self, key: Key) -> None:
        self._links.pop(key, None)

    def of(self, key: Key) -> Link | None:
        return self._links.get(key)

    def ping(self, at: float, armed: bool) -> tuple[int, list[Key]]:
        """The number of the ping to send now, and to whom."""
        due = [key for key, link in self._links.items() if link.due(at, armed)]
        if due:
            self._pings += 1
            for key in due:
                self._links[key].pinged(self._pings, at)
        return self._pings, due

    def answered(self, key: Key, n: int, clock_ms: float | None, at: float) -> bool:
        link = self._links.get(key)
        return link is not None and link.answered(n, clock_ms, at)
