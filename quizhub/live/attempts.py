"""How often somebody may guess: PINs, cards, links, codes, and how fast one address may join.

Used by admission. Pure: times come as arguments, nothing is kept on disk.
"""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from quizhub.errors import Code, CommandRejected

TRIES = 5
LOCK_MS = 60_000
LONGEST_LOCK_MS = 3_600_000
GUESSES_PER_MINUTE = 30
SLOW_MS = 300_000
SLOW_EVERY_MS = 3_000
_MOST_KEPT = 10_000


@dataclass(slots=True)
class _Tries:
    left: int = TRIES
    lock_ms: int = LOCK_MS
    locked_until: int = 0


class Attempts:
    """Five tries for a key, then none for a minute, then one at a time with doubling locks."""

    def __init__(self) -> None:
        self._tries: dict[Hashable, _Tries] = {}

    def check(self, key: Hashable, at: int) -> None:
        """Raise CommandRejected(TRY_LATER) while the key is locked."""
        tries = self._tries.get(key)
        if tries is not None and at < tries.locked_until:
            raise CommandRejected(Code.TRY_LATER)

    def failed(self, key: Hashable, at: int) -> None:
        if len(self._tries) >= _MOST_KEPT:
            del self._tries[next(iter(self._tries))]
        tries = self._tries.setdefault(key, _Tries())
        tries.left -= 1
        if tries.left <= 0:
            tries.locked_until = at + tries.lock_ms
            tries.lock_ms = min(LONGEST_LOCK_MS, tries.lock_ms * 2)

    def succeeded(self, key: Hashable) -> None:
        self._tries.pop(key, None)


@dataclass(slots=True)
class GuessAlarm:
    """Wrong PINs of one contest from anywhere: after thirty in a minute all PINs are slow for a while."""

    slow_until: int = 0
    _wrong: deque[int] = field(default_factory=lambda: deque(maxlen=GUESSES_PER_MINUTE))
    _last_try: int | None = None

    def check(self, at: int) -> None:
        """While slow, one PIN every three seconds is looked at."""
        if at >= self.slow_until:
            return
        if self._last_try is not None and at - self._last_try < SLOW_EVERY_MS:
            raise CommandRejected(Code.TRY_LATER)
        self._last_try = at

    def wrong(self, at: int) -> None:
        self._wrong.append(at)
        if len(self._wrong) == GUESSES_PER_MINUTE and at - self._wrong[0] < 60_000:
            self.slow_until = at + SLOW_MS

    def rings(self, at: int) -> bool:
        return at < self.slow_until


class JoinRate:
    """Joins from one address: a hall behind one router comes at once, a flood goes on."""

    BURST = 2_000
    PER_SECOND = 20

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, int]] = {}

    def check(self, address: str, at: int) -> None:
        """Take one join; raise CommandRejected(TRY_LATER) when the address has none left."""
        left, since = self._buckets.get(address, (float(self.BURST), at))
        left = min(float(self.BURST), left + (at - since) * self.PER_SECOND / 1000)
        if left < 1:
            raise CommandRejected(Code.TRY_LATER)
        if len(self._buckets) >= _MOST_KEPT and address not in self._buckets:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[address] = (left - 1, at)
