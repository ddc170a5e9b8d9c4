"""A clock that runs down: what it has left at any moment, paused, extended, cut or moved. Pure."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Countdown:
    """A clock of `total_ms`: at `since` it had `left_ms`, and it runs unless `since` is None.

    `cut_ms` is what was taken off its end without being used (below 0: given on top), so that the time
    used stays true.
    """

    total_ms: int
    left_ms: int
    since: int | None
    cut_ms: int = 0

    def left(self, at: int) -> int:
        """Milliseconds left at server time `at`; never more than it had, never below 0."""
        if self.since is None:
            return max(0, self.left_ms)
        return max(0, self.left_ms - max(0, at - self.since))

    def used(self, at: int) -> int:
        """Milliseconds it has run, pauses left out."""
        return self.total_ms - self.cut_ms - self.left(at)

    @property
    def ends_at(self) -> int | None:
        return None if self.since is None else self.since + self.left_ms

    def stopped(self, at: int) -> "Countdown":
        return replace(self, left_ms=self.left(at), since=None)

    def started(self, at: int) -> "Countdown":
        return self if self.since is not None else replace(self, since=at)

    def shifted(self, by_ms: int) -> "Countdown":
        return self if self.since is None else replace(self, since=self.since + by_ms)

    def set_to(self, left_ms: int, at: int) -> "Countdown":
        """The same clock with so much left, running on from `at` if it runs."""
        cut_ms = self.cut_ms + self.left(at) - left_ms
        return replace(self, left_ms=left_ms, since=None if self.since is None else at, cut_ms=cut_ms)

    def extended(self, by_ms: int) -> "Countdown":
        """More time, or less, but never less than none."""
        by_ms = max(by_ms, -self.left_ms)
        return replace(self, total_ms=self.total_ms + by_ms, left_ms=self.left_ms + by_ms)
