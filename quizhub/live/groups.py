"""The sockets of a contest by role and language, and by seat. What each group was last sent lies here.

Used by broadcast; decides nothing about when something is sent.
"""

from collections.abc import Iterator

from quizhub.contest.seats import Role
from quizhub.live.connection import Connection
from quizhub.live.sections import Fragments


class Group:
    """Sockets that share every byte of their common sections."""

    def __init__(self, role: Role, language: str) -> None:
        self.role = role
        self.language = language
        self.members: dict[Connection, None] = {}
        self._last: Fragments = {}
        self._missed: set[str] = set()

    def add(self, connection: Connection, shared: Fragments) -> None:
        """A newcomer gets `shared` as its first view. Where that differs from what the others have, the
        section is sent to all next time, even if it is back to what it was by then."""
        if self.members:
            self._missed.update(name for name in shared if shared[name] != self._last.get(name))
        else:
            self._last, self._missed = shared, set()
        self.members[connection] = None
        connection.group = self

    def changed(self, shared: Fragments) -> Fragments:
        """The sections that have to be sent; counts as sent from now on."""
        last, missed = self._last, self._missed
        self._last, self._missed = shared, set()
        return {name: part for name, part in shared.items() if name in missed or part != last.get(name)}


class Groups:
    """All sockets that have said hello."""

    def __init__(self) -> None:
        self._groups: dict[tuple[Role, str], Group] = {}
        self._by_seat: dict[str, list[Connection]] = {}

    def __len__(self) -> int:
        return sum(len(group.members) for group in self._groups.values())

    def __iter__(self) -> Iterator[Connection]:
        return iter([connection for connections in self._by_seat.values() for connection in connections])

    def of(self, *roles: Role) -> list[Group]:
        """The groups of these roles, in this order."""
        return [group for role in roles for key, group in self._groups.items() if key[0] is role]

    def count(self, role: Role) -> int:
        return sum(len(group.members) for group in self.of(role))

    def seat(self, seat: str) -> list[Connection]:
        """The sockets of a seat, oldest first."""
        return list(self._by_seat.get(seat, ()))

    def join(self, connection: Connection, language: str, shared: Fragments) -> None:
        """Enter, or change the language."""
        key = (connection.seat.role, language)
        self._leave_group(connection)
        self._groups.setdefault(key, Group(*key)).add(connection, shared)
        mine = self._by_seat.setdefault(connection.seat.id, [])
        if connection not in mine:
            mine.append(connection)

    def leave(self, connection: Connection) -> bool:
        """Whether it was in."""
        if connection.group is None:
            return False
        self._leave_group(connection)
        mine = self._by_seat[connection.seat.id]
        mine.remove(connection)
        if not mine:
            del self._by_seat[connection.seat.id]
        return True

    def _leave_group(self, connection: Connection) -> None:
        group = connection.group
        if isinstance(group, Group):
            del group.members[connection]
            if not group.members:
                del self._groups[group.role, group.language]
        connection.group = None
