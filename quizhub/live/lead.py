"""Which of several host pages holds the controls: one at a time; the others watch until they take over.

Used by LiveContest. Decided by the connection alone: no message can claim it, and what a page sends after
another has taken over is refused. Knows no socket and no view; in memory only, for after a restart every
page comes back and says whether it was watching.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class LeadView:
    """The section `lead` of one host page."""

    leads: bool
    free: bool
    pages: int
    since: int | None


class Lead(Generic[Key]):
    """Host connections that have said hello. `gone_since` is the time since when there is none any more,
    None where there is one or never was; after a restart in the middle of a show it is that of the start."""

    def __init__(self, gone_since: int | None = None) -> None:
        self.gone_since = gone_since
        self._pages: dict[Key, str] = {}
        self._leading: Key | None = None
        self._since: int | None = None

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._pages))

    def arrived(self, key: Key, page: str, watches: bool, at: int) -> Key | None:
        """A hello. The first page leads by itself unless it only wants to watch, and one that comes back
        after a loss goes on where it was; gives the connection it had before, which is dead."""
        if key in self._pages:
            return None
        ghost = next((k for k, name in self._pages.items() if page and name == page), None)
        self._pages[key] = page
        self.gone_since = None
        if self._leading is None:
            if not watches:
                self.take(key, at)
        elif ghost is not None and ghost == self._leading:
            self._leading = key
        return ghost

    def take(self, key: Key, at: int) -> bool:
        """Take over; False where this page leads already or is no host's."""
        if key not in self._pages or key == self._leading:
            return False
        self._leading, self._since = key, at
        return True

    def left(self, key: Key, at: int) -> bool:
        """Whether it was one of them."""
        if key not in self._pages:
            return False
        del self._pages[key]
        if key == self._leading:
            self._leading, self._since = None, at
        if not self._pages:
            self.gone_since = at
        return True

    def holds(self, key: Key) -> bool:
        return key == self._leading

    def view(self, key: Key) -> LeadView:
        return LeadView(self.holds(key), self._leading is None, len(self._pages), self._since)
