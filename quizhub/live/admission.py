"""Who gets in: checks a PIN, a seat card or a link, seats the phone, hands out the token for its cookie.

Used by Hall. Knows neither cookies nor pages. Every refusal is a CommandRejected.
"""

import logging
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address

from quizhub import ids
from quizhub.clock import Clock
from quizhub.contest.commands import MoveSeat, ReleaseSeat, TakeSeat
from quizhub.contest.seats import HOST, Role, Seat, audience_seat, captain_seat
from quizhub.errors import Code, CommandRejected
from quizhub.live import doors
from quizhub.live.attempts import Attempts, GuessAlarm, JoinRate
from quizhub.live.contest import LiveContest
from quizhub.live.doors import LINK_ROLES, Door
from quizhub.live.handles import new_handle
from quizhub.live.moving import SeatMove, SeatMoves
from quizhub.storage.seat_tokens import SeatHolder, SeatTokens
from quizhub.storage.tables import ContestRow

_HOUR_MS = 3_600_000
LIFE_MS = {
    Role.CAPTAIN: 24 * _HOUR_MS,
    Role.AUDIENCE: 24 * _HOUR_MS,
    Role.PROJECTOR: 24 * _HOUR_MS,
    Role.HOST: 12 * _HOUR_MS,
    Role.ARBITER: 12 * _HOUR_MS,
    Role.BUTTONS: 24 * _HOUR_MS,
}
LIVE_PATH = {
    Role.CAPTAIN: "/live/phone",
    Role.AUDIENCE: "/live/phone",
    Role.PROJECTOR: "/live/screen",
    Role.HOST: "/live/host",
    Role.ARBITER: "/live/arbiter",
    Role.BUTTONS: "/live/buttons",
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A seat, and the word for its cookie."""

    contest: str
    seat: Seat
    token: str
    max_age: int
    """Seconds."""

    @property
    def live(self) -> str:
        """The path of the socket for this role."""
        return LIVE_PATH[self.seat.role]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the wish for a language, the network address, and the cookie it already has."""

    language: str
    address: str
    token: str | None


class Admission:
    """`find` gives the running contest by id."""

    def __init__(
        self, tokens: SeatTokens, clock: Clock, find: Callable[[str], Awaitable[LiveContest]]
    ) -> None:
        self.moves = SeatMoves()
        self._tokens = tokens
        self._clock = clock
        self._find = find
        self._attempts = Attempts()
        self._alarms: defaultdict[str, GuessAlarm] = defaultdict(GuessAlarm)
        self._joins = JoinRate()
        self._chance = random.Random()

    def guessing(self, contest: str) -> bool:
        """Whether somebody is trying out PINs at this contest."""
        return contest in self._alarms and self._alarms[contest].rings(self._clock.now())

    async def captain(self, row: ContestRow, team: str, pin: str, visitor: Visitor) -> Admitted:
        """A captain with a PIN, or with the cookie of this very seat."""
        if team not in row.teams:
            raise CommandRejected(Code.UNKNOWN_TEAM)
        if (back := await self._back(row.id, captain_seat(team), visitor)) is not None:
            return back
        self._check_pin(row, team, pin, visitor.address)
        return await self._sit(row.id, captain_seat(team), visitor)

    async def card(self, door: Door | None, visitor: Visitor) -> Admitted:
        """A captain with a seat card."""
        found = self._through(door, visitor.address)
        if (back := await self._back(found.contest, found.seat, visitor)) is not None:
            return back
        return await self._sit(found.contest, found.seat, visitor)

    async def move(self, word: str, visitor: Visitor) -> Admitted:
        """The new phone of a captain whose old phone, or the host, has offered it the seat."""
        offered = self.moved_to(word, visitor.address)
        seat = captain_seat(offered.team)
        if (back := await self._back(offered.contest, seat, visitor)) is not None:
            return back
        live = await self._find(offered.contest)
        move = self.moves.take(word, self._clock.now())
        # With the commit the old phone's cookie ends; a crash before the new one is issued leaves the seat
        # to whoever has its card.
        await live.post(MoveSeat(team=move.team, language=visitor.language[:12]), move.by)
        admitted = await self._issue(move.contest, seat)
        await self._give_up_old(visitor, live)
        return admitted

    def moved_to(self, word: str, address: str) -> SeatMove:
        """What a word offers; who tries out words is slowed down."""
        key, at = ("move", address), self._clock.now()
        self._attempts.check(key, at)
        try:
            move = self.moves.find(word, at)
        except CommandRejected:
            self._attempts.failed(key, at)
            raise
        self._attempts.succeeded(key)
        return move

    async def audience(self, row: ContestRow, visitor: Visitor) -> Admitted:
        """Somebody in the hall; a phone that comes back keeps its seat."""
        holder = self._tokens.find(visitor.token, self._clock.now())
        if holder is not None and holder.seat.role is Role.AUDIENCE:
            back = await self._back(row.id, holder.seat, visitor)
            if back is not None:
                return back
        if not _is_this_machine(visitor.address):
            self._joins.check(visitor.address, self._clock.now())
        return await self._sit(row.id, audience_seat(ids.new_audience_id()), visitor)

    async def link(self, door: Door | None, address: str) -> Admitted:
        """Host, arbiter, projector or buttons by the word of a link; it opens the door as often as used."""
        found = self._through(door, address, *LINK_ROLES)
        return await self._issue(found.contest, found.seat)

    # --- checks -------------------------------------------------------------------------------------

    def _check_pin(self, row: ContestRow, team: str, pin: str, address: str) -> None:
        key, at, alarm = (row.id, team, address), self._clock.now(), self._alarms[row.id]
        self._attempts.check(key, at)
        alarm.check(at)
        if doors.is_pin(row, team, pin):
            self._attempts.succeeded(key)
            return
        self._attempts.failed(key, at)
        rang = alarm.rings(at)
        alarm.wrong(at)
        if alarm.rings(at) and not rang:
            _log.warning("contest %s: many wrong PINs; PINs are slow for five minutes", row.id)
        raise CommandRejected(Code.WRONG_PIN)

    def _through(self, door: Door | None, address: str, *roles: Role) -> Door:
        """The door a word has opened; captains' doors unless other roles are named."""
        key, at = ("word", address), self._clock.now()
        self._attempts.check(key, at)
        if door is None or door.seat.role not in (roles or (Role.CAPTAIN,)):
            self._attempts.failed(key, at)
            raise CommandRejected(Code.WRONG_CODE)
        self._attempts.succeeded(key)
        return door

    # --- seats --------------------------------------------------------------------------------------

    async def _back(self, contest: str, seat: Seat, visitor: Visitor) -> Admitted | None:
        """The same phone again: it holds the seat's token and the seat is still its own."""
        holder = self._tokens.find(visitor.token, self._clock.now())
        if visitor.token is None or holder is None or (holder.contest, holder.seat) != (contest, seat):
            return None
        live = await self._find(contest)
        if seat.id not in live.state.seats:
            return None
        left_ms = holder.expires_at - self._clock.now()
        return Admitted(contest, seat, visitor.token, left_ms // 1000)

    async def _sit(self, contest: str, seat: Seat, visitor: Visitor) -> Admitted:
        """Token first, seat second: a crash in between leaves a free seat and a token nobody has."""
        live = await self._find(contest)
        admitted = await self._issue(contest, seat)
        handle = self._handle(live, visitor.language) if seat.role is Role.AUDIENCE else ""
        try:
            await live.post(TakeSeat(language=visitor.language[:12], handle=handle), seat)
        except BaseException:
            await self._tokens.revoke(admitted.token)
            raise
        if self._tokens.find(admitted.token, self._clock.now()) is None:
            # The host released the seat in the moment before we took it, and with it all its tokens.
            admitted = await self._issue(contest, seat)
        await self._give_up_old(visitor, live)
        return admitted

    async def _give_up_old(self, visitor: Visitor, live: LiveContest) -> None:
        """A phone has one seat. A captain who chose the wrong team frees it, unless the show has begun."""
        old = self._tokens.find(visitor.token, self._clock.now())
        if visitor.token is None or old is None:
            return
        await self._tokens.revoke(visitor.token)
        if old.contest == live.id and old.seat.team is not None and live.state.started_at is None:
            try:
                await live.post(ReleaseSeat(team=old.seat.team), HOST)
            except CommandRejected:
                _log.debug("seat %s was free already", old.seat.id)

    async def _issue(self, contest: str, seat: Seat) -> Admitted:
        life_ms = LIFE_MS[seat.role]
        token = await self._tokens.issue(contest, seat, self._clock.now() + life_ms)
        return Admitted(contest, seat, token, life_ms // 1000)

    def _handle(self, live: LiveContest, language: str) -> str:
        taken = {seat.handle for seat in live.state.seats.values()} if len(live.state.seats) < 500 else ()
        return new_handle(language, taken, self._chance)

    def holder(self, token: str | None) -> SeatHolder | None:
        return self._tokens.find(token, self._clock.now())


def _is_this_machine(address: str) -> bool:
    """Rehearsal robots run here, thousands of them."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
