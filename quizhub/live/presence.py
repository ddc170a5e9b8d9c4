"""Which captains are connected, since when not, and which question is on their screens.

Used by LiveContest for what the host sees. In memory only: after a restart everybody comes back anyway.
"""

from dataclasses import dataclass

from quizhub.contest.photo_finish import Grade
from quizhub.contest.views import Presence


@dataclass(slots=True)
class _Captain:
    sockets: int = 0
    offline_since: int | None = None
    seen_ask: int | None = None


class PresenceBook:
    """Captains by team; a team that never connected is not in it."""

    def __init__(self) -> None:
        self._captains: dict[str, _Captain] = {}

    def came(self, team: str) -> None:
        captain = self._captains.setdefault(team, _Captain())
        captain.sockets += 1
        captain.offline_since = None

    def went(self, team: str, at: int) -> None:
        captain = self._captains.get(team)
        if captain is not None:
            captain.sockets -= 1
            if captain.sockets == 0:
                captain.offline_since = at

    def saw(self, team: str, ask: int) -> None:
        """The question of this ask is on the captain's screen."""
        self._captains.setdefault(team, _Captain()).seen_ask = ask

    def forget(self, team: str) -> None:
        """The seat was released: nobody is missed."""
        self._captains.pop(team, None)

    def somebody_is_missing(self) -> bool:
        return any(captain.offline_since is not None for captain in self._captains.values())

    def of(self, team: str, at: int, link_ms: int | None, link: Grade | None = None) -> Presence:
        captain = self._captains.get(team, _Captain())
        away_ms = 0 if captain.offline_since is None else at - captain.offline_since
        return Presence(
            online=captain.sockets > 0,
            offline_s=away_ms // 1000,
            seen_ask=captain.seen_ask,
            link_ms=link_ms,
            link=link,
        )
