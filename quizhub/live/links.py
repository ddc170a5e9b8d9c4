"""How long the way to each captain's phone is, and how its clock differs from ours.

The server pings: ten times in the first two seconds of a connection, then every five, every two and a
half while a race may start. Samples are kept for ruling on close presses. Pure: times come as arguments.
"""

from collections import deque
from dataclasses import dataclass, field
from statistics import median
from typing import Generic, TypeVar

Key = TypeVar("Key")

FIRST_PINGS = 10
FIRST_EVERY_MS = 200
EVERY_MS = 5_000
ARMED_EVERY_MS = 2_500
KEPT = 20
KEPT_MS = 60_000
_UNANSWERED_KEPT = 8


@dataclass(frozen=True, slots=True)
class LinkSample:
    """One ping and its answer. `offset_ms` is the phone's monotonic clock minus server time, taken at
    the middle of the round trip; None from a client that does not tell its clock."""

    at: int
    round_trip_ms: int
    offset_ms: float | None


@dataclass(slots=True)
class Link:
    """The samples of one connection."""

    sent: int = 0
    sent_at: int | None = None
    samples: deque[LinkSample] = field(default_factory=lambda: deque(maxlen=KEPT))
    _under_way: dict[int, int] = field(default_factory=dict)

    def due(self, at: int, armed: bool) -> bool:
        """Whether it is time for a ping."""
        if self.sent_at is None:
            return True
        settled_ms = ARMED_EVERY_MS if armed else EVERY_MS
        return at - self.sent_at >= (FIRST_EVERY_MS if self.sent < FIRST_PINGS else settled_ms)

    def pinged(self, n: int, at: int) -> None:
        self.sent += 1
        self.sent_at = at
        self._under_way[n] = at
        if len(self._under_way) > _UNANSWERED_KEPT:
            del self._under_way[next(iter(self._under_way))]

    def answered(self, n: int, clock_ms: float | None, at: int) -> bool:
        """Take a sample; False for an answer to a ping that was never sent or is forgotten."""
        sent_at = self._under_way.pop(n, None)
        if sent_at is None:
            return False
        offset = None if clock_ms is None else clock_ms - (sent_at + at) / 2
        self.samples.append(LinkSample(at, at - sent_at, offset))
        while self.samples[0].at < at - KEPT_MS:
            self.samples.popleft()
        return True

    @property
    def round_trip_ms(self) -> int | None:
        """The usual round trip, for the host's eye."""
        return round(median(s.round_trip_ms for s in self.samples)) if self.samples else None


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

    def ping(self, at: int, armed: bool) -> tuple[int, list[Key]]:
        """The number of the ping to send now, and to whom."""
        due = [key for key, link in self._links.items() if link.due(at, armed)]
        if due:
            self._pings += 1
            for key in due:
                self._links[key].pinged(self._pings, at)
        return self._pings, due

    def answered(self, key: Key, n: int, clock_ms: float | None, at: int) -> bool:
        link = self._links.get(key)
        return link is not None and link.answered(n, clock_ms, at)
