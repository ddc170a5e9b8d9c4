"""Which commands have had their effect, so that a repeat is acknowledged and does nothing.

Rebuilt from the log at start-up. Used by the batch and the actor.
"""

from collections.abc import Iterable

from quizhub.storage.event_log import StoredEvent

_KEPT_FOR_AUDIENCE = 16
"""A phone repeats within minutes; thousands of phones need not be remembered for a whole evening."""


class KnownCommands:
    """Command ids by seat, each with the version at which its effect ended."""

    def __init__(self) -> None:
        self._by_seat: dict[str, dict[str, int]] = {}

    def add(self, seat: str, command_id: str, version: int) -> None:
        if not command_id:
            return
        mine = self._by_seat.setdefault(seat, {})
        mine[command_id] = version
        if len(mine) > _KEPT_FOR_AUDIENCE and seat.startswith("aud-"):
            del mine[next(iter(mine))]

    def find(self, seat: str, command_id: str) -> int | None:
        """The version to acknowledge, or None for a command never seen."""
        mine = self._by_seat.get(seat)
        return None if mine is None else mine.get(command_id)

    def learn(self, stored: Iterable[StoredEvent]) -> None:
        for row in stored:
            self.add(row.seat, row.command_id, row.version)
