"""House buttons: which clients hear them, for which teams, and which of those are armed.

Used by LiveContest. Each client says in its hello whose buttons hang on it; many may be connected at once,
one page for all tables or a small box at each. In memory only: after a restart all of them come back.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

MOST_CLIENTS = 64


@dataclass(frozen=True, slots=True)
class _Hung:
    """What one client hears."""

    teams: frozenset[str]
    armed: bool


class Buttons(Generic[Key]):
    """Clients of the seat `buttons` that have said hello. A team whose client is gone is missed until one
    that names it is there again."""

    def __init__(self) -> None:
        self._clients: dict[Key, _Hung] = {}
        self._missed: set[str] = set()

    def said(self, key: Key, teams: Iterable[str], armed: bool) -> None:
        """A hello, the first of a connection or another: this is what hangs on it now."""
        hung = _Hung(frozenset(teams), armed)
        self._clients[key] = hung
        self._missed -= hung.teams

    def left(self, key: Key) -> None:
        gone = self._clients.pop(key, None)
        if gone is not None:
            self._missed |= {team for team in gone.teams if not self.of(team)}

    def of(self, team: str) -> list[Key]:
        """The clients on which the team's button hangs, the oldest first."""
        return [key for key, hung in self._clients.items() if team in hung.teams]

    def armed(self, team: str) -> list[Key]:
        """Those of them that would pass on a press now."""
        return [key for key in self.of(team) if self._clients[key].armed]

    def teams(self) -> set[str]:
        """Every team that has a button, or had one whose client is missed."""
        return self._missed.union(*(hung.teams for hung in self._clients.values()))
