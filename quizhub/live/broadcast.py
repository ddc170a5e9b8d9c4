"""Tells every socket what changed: built once per role and language, the front first.

Used by LiveContest. The front (host, projector, arbiter, house buttons, captains) hears of a commit at
once; the hall is told in small portions by a task of its own, so that a press during it still gets its
verdict in a millisecond.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence

from quizhub.clock import Clock
from quizhub.contest.seats import Role
from quizhub.live import protocol
from quizhub.live.actor import Commit, ContestActor
from quizhub.live.connection import Connection
from quizhub.live.groups import Group, Groups
from quizhub.live.outlet import ViewMessage
from quizhub.live.sections import Fragments, Sections, concerns_whole_audience, is_quiet

PORTION = 50
SLOW_S = 0.1
"""Shortest time between two messages with nothing but counts and connections."""

_log = logging.getLogger(__name__)


class Broadcast:
    def __init__(self, actor: ContestActor, sections: Sections, groups: Groups, clock: Clock) -> None:
        self._actor = actor
        self._sections = sections
        self._groups = groups
        self._clock = clock
        self._before = actor.state
        self._task: asyncio.Task[None] | None = None
        self._slow: asyncio.TimerHandle | None = None
        self._slow_at = 0.0
        self._ruled_by: tuple[int, int | None] | None = None
        self._stir = asyncio.Event()
        self._hall_changed = False
        self._whole_hall = False
        self._touched: set[str] = set()
        self._told_at = 0
        self._told: set[str] = set()
        """Seats that heard at version `_told_at`, with their acknowledgement, what changed for them."""

    def start(self) -> None:
        self._task = asyncio.create_task(self._tell_hall_for_ever())

    async def stop(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # --- what has happened --------------------------------------------------------------------------

    def welcome(self, connection: Connection, language: str, alone: Fragments) -> None:
        """The whole current view, to one socket; `alone` are sections that only this one has."""
        shared = self._sections.shared(connection.seat.role, language)
        own = self._sections.own(connection.seat, language)
        self._groups.join(connection, language, shared)
        connection.own = own
        connection.show(self._view({**shared, **own, **alone}))

    def news(self, connection: Connection) -> Fragments:
        """For the acknowledgement of a phone in the hall: the changes of its own sections, told with it."""
        group, seat, version = connection.group, connection.seat, self._actor.state.version
        if seat.role is not Role.AUDIENCE or not isinstance(group, Group):
            return {}
        if self._told_at != version:
            self._told_at, self._told = version, set()
        if len(self._groups.seat(seat.id)) == 1:
            self._told.add(seat.id)
        return self._own_changes(connection, group)

    def tell(self, connection: Connection, alone: Fragments) -> None:
        """Sections of this one socket."""
        connection.show(self._view(alone))

    def committed(self, commit: Commit) -> None:
        """Called by the actor after the commit."""
        before, self._before = self._before, commit.state
        if commit.events and is_quiet(commit.events):
            self._tell_captains(commit.seats)
            self.facts_changed()
        else:
            self._sections.forget()
            self._tell_front()
            self._hall_changed = True
            self._whole_hall |= concerns_whole_audience(before, commit)
        told = self._told if self._told_at == commit.state.version else ()
        self._touched.update(seat for seat in commit.seats if seat.startswith("aud-") and seat not in told)
        self._stir.set()

    def troubled(self) -> None:
        """Saving has become impossible, or possible again."""
        self._sections.forget()
        self._tell_front()
        self._hall_changed = True
        self._stir.set()

    def facts_changed(self) -> None:
        """Counts or connections: host and projector hear of it within a tenth of a second."""
        if self._slow is None:
            loop = asyncio.get_running_loop()
            wait_s = max(0.0, self._slow_at + SLOW_S - loop.time())
            self._slow = loop.call_later(wait_s, self._tell_desk)

    # --- the front ----------------------------------------------------------------------------------

    def _tell_front(self) -> None:
        self._tell_desk()
        self._tell_groups(Role.BUTTONS)
        for group in self._groups.of(Role.CAPTAIN):
            changed = group.changed(self._sections.shared(group.role, group.language))
            shared = self._packets(changed)
            for connection in list(group.members):
                # Its own part first: where it takes a message of its own, the verdict comes before the key.
                own = self._own_changes(connection, group)
                for view in self._packets({**own, **changed}) if own else shared:
                    connection.show(view)

    def _tell_desk(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None
        self._slow_at = asyncio.get_running_loop().time()
        self._tell_groups(Role.HOST, Role.PROJECTOR, *self._who_rules())

    def _tell_groups(self, *roles: Role) -> None:
        """Those who have nothing of their own."""
        for group in self._groups.of(*roles):
            changed = group.changed(self._sections.shared(group.role, group.language))
            if changed:
                view = self._view(changed)
                for connection in list(group.members):
                    connection.show(view)

    def _who_rules(self) -> tuple[Role, ...]:
        """The arbiter sees nothing of who is connected: only a longer log is news there."""
        version = self._actor.state.version
        told, self._ruled_by = self._ruled_by, (version, self._actor.trouble_since)
        return () if told == self._ruled_by else (Role.ARBITER,)

    def _tell_captains(self, seats: Iterable[str]) -> None:
        for seat in set(seats):
            if seat.startswith("team-"):
                self._tell_own(self._groups.seat(seat))

    # --- the hall -----------------------------------------------------------------------------------

    async def _tell_hall_for_ever(self) -> None:
        while True:
            await self._stir.wait()
            self._stir.clear()
            try:
                await self._tell_hall()
            except Exception:
                _log.exception("contest %s: telling the hall failed", self._actor.contest)

    async def _tell_hall(self) -> None:
        if self._hall_changed:
            self._hall_changed = False
            for group in self._groups.of(Role.AUDIENCE):
                changed = group.changed(self._sections.shared(group.role, group.language))
                for view in self._packets(changed):
                    await self._tell_alike(list(group.members), view)
        whole, self._whole_hall = self._whole_hall, False
        touched, self._touched = self._touched, set()
        await self._tell_each(self._everybody() if whole else touched)

    async def _tell_alike(self, connections: Sequence[Connection], view: ViewMessage) -> None:
        for start in range(0, len(connections), PORTION):
            for connection in connections[start : start + PORTION]:
                connection.show(view)
            await asyncio.sleep(0)

    async def _tell_each(self, seats: set[str]) -> None:
        """Each its own; when the show has moved on meanwhile, that goes first and the rest waits."""
        left = list(seats)
        while left:
            if self._hall_changed:
                self._touched.update(left)
                return
            portion, left = left[:PORTION], left[PORTION:]
            for seat in portion:
                self._tell_own(self._groups.seat(seat))
            await asyncio.sleep(0)

    def _everybody(self) -> set[str]:
        return {
            connection.seat.id for group in self._groups.of(Role.AUDIENCE) for connection in group.members
        }

    # --- one message --------------------------------------------------------------------------------

    def _tell_own(self, connections: Iterable[Connection]) -> None:
        for connection in connections:
            if isinstance(connection.group, Group):
                own = self._own_changes(connection, connection.group)
                if own:
                    connection.show(self._view(own))

    def _own_changes(self, connection: Connection, group: Group) -> Fragments:
        own = self._sections.own(connection.seat, group.language)
        before, connection.own = connection.own, own
        return {name: part for name, part in own.items() if part != before.get(name)}

    def _packets(self, members: Fragments) -> list[ViewMessage]:
        return [self._view(part) for part in protocol.packets(members)]

    def _view(self, members: Fragments) -> ViewMessage:
        return ViewMessage(self._actor.state.version, self._clock.now(), members)
