"""One running contest as the rest of the program sees it: its actor, its sockets, who is connected.

Made by LiveContests. Puts the parts together; each of them does one thing.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from quizhub.clock import Clock
from quizhub.contest.commands import AwaitHost, Buzz, Command
from quizhub.contest.current import current_flow
from quizhub.contest.deadlines import clock_runs
from quizhub.contest.drafting import Evidence
from quizhub.contest.events import AnyEvent, SeatMoved, SeatReleased
from quizhub.contest.photo_finish import Grade, LinkEstimate
from quizhub.contest.preview import Preview, preview
from quizhub.contest.rules import Flow
from quizhub.contest.seats import CLOCK, Role, Seat, captain_seat
from quizhub.contest.state import ContestState
from quizhub.contest.views import Button, HallFacts
from quizhub.errors import Code, CommandRejected
from quizhub.live import protocol
from quizhub.live.actor import Commit, ContestActor, Listeners
from quizhub.live.broadcast import Broadcast
from quizhub.live.buttons import MOST_CLIENTS, Buttons
from quizhub.live.channel import Channel
from quizhub.live.connection import Connection
from quizhub.live.frames import Frame
from quizhub.live.groups import Groups
from quizhub.live.lead import Lead
from quizhub.live.letters import Letter, Receipt
from quizhub.live.links import Link, Links
from quizhub.live.outlet import Outlet
from quizhub.live.presence import PresenceBook
from quizhub.live.protocol import Close, Pong
from quizhub.live.sections import Fragments, Sections
from quizhub.live.stalls import Stalls

MOST_SOCKETS = {Role.CAPTAIN: 1, Role.AUDIENCE: 3, Role.BUTTONS: MOST_CLIENTS}
"""How many a seat may have; where nothing is said, any number."""
TICK_S = 0.2
_MISSING_EVERY_MS = 1_000
_REFRESH_EVERY_MS = 5_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is written on the doors: the join code, addresses, and what the seat cards say, by team."""

    code: str = ""
    join_url: str = ""
    screen_url: str = ""
    pins: dict[str, str] = field(default_factory=dict)
    card_urls: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a contest needs from the hall around it."""

    clock: Clock
    signs: Callable[[], Signs] = Signs
    refusal_text: Callable[[Code, str], str] = lambda code, language: str(code)
    released: Callable[[str], None] = lambda team: None
    guessing: Callable[[], bool] = lambda: False
    happened: Callable[[Sequence[AnyEvent]], None] = lambda events: None


class LiveContest:
    """`notices_stalls` is off where the clock is moved by hand and may jump."""

    def __init__(self, actor: ContestActor, around: Surroundings, *, notices_stalls: bool = True) -> None:
        self.id = actor.contest
        self.clock = around.clock
        self.refusal_text = around.refusal_text
        self.presence = PresenceBook()
        self.links: Links[Connection] = Links()
        self.buttons: Buttons[Connection] = Buttons()
        # Who started the show had a host page; whoever comes back after a restart is waited for.
        self.lead: Lead[Connection] = Lead(around.clock.now() if actor.state.started_at is not None else None)
        self._actor = actor
        self._around = around
        self._open: set[Connection] = set()
        self._groups = Groups()
        sections = Sections(actor, self.facts, around.guessing, around.clock)
        self._broadcast = Broadcast(actor, sections, self._groups, around.clock)
        self._ticking: asyncio.Task[None] | None = None
        self._refreshed_at = 0
        self._stalls = Stalls(TICK_S * 1000) if notices_stalls else None
        self._outgoing: list[tuple[Outlet, Frame]] = []
        actor.listeners = Listeners(self._post, self._committed, self._broadcast.troubled)

    def start(self) -> None:
        self._actor.start()
        self._broadcast.start()
        self._ticking = asyncio.create_task(self._tick_for_ever())

    async def stop(self) -> None:
        """Answer what has come in, then tell every socket to come back later."""
        await self._actor.stop()
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)
        await self._broadcast.stop()
        for connection in list(self._open):
            connection.close(Close.STOPPING)

    # --- the contest --------------------------------------------------------------------------------

    @property
    def state(self) -> ContestState:
        return self._actor.state

    @property
    def trouble_since(self) -> int | None:
        """The time since when results cannot be saved, or None."""
        return self._actor.trouble_since

    async def post(self, command: Command, seat: Seat, command_id: str = "") -> Receipt:
        """Raises CommandRejected; returns once the effect is on disk."""
        return await self._actor.post(command, seat, command_id)

    def wake(self) -> None:
        """Look at the clocks now; for those who move a clock by hand."""
        self._actor.wake()

    def facts(self) -> HallFacts:
        """What the host's and projector's views show of the hall."""
        signs, at = self._around.signs(), self.clock.now()
        return HallFacts(
            contest_id=self.id,
            code=signs.code,
            join_url=signs.join_url,
            screen_url=signs.screen_url,
            pins=signs.pins,
            card_urls=signs.card_urls,
            presence={
                team.id: self.presence.of(team.id, at, self._round_trip(team.id), self._grade(team.id))
                for team in self.state.plan.teams
            },
            buttons={team: self._button(team) for team in self.buttons.teams()},
            audience_online=self._groups.count(Role.AUDIENCE),
            screens=self._groups.count(Role.PROJECTOR),
        )

    def _button(self, team: str) -> Button:
        """A team's house button, by the newest client it hangs on, an armed one first."""
        armed, all_of_it = self.buttons.armed(team), self.buttons.of(team)
        if not all_of_it:
            return Button("lost")
        link = self.links.of((armed or all_of_it)[-1])
        estimate = None if link is None else link.estimate()
        return Button(
            "ready" if armed else "idle",
            None if link is None else link.round_trip_ms,
            None if estimate is None else estimate.grade,
        )

    def link(self, team: str) -> Link | None:
        """The link of the captain's newest connection, with its samples."""
        connections = self._groups.seat(captain_seat(team).id)
        return self.links.of(connections[-1]) if connections else None

    def _round_trip(self, team: str) -> int | None:
        link = self.link(team)
        return None if link is None else link.round_trip_ms

    def _grade(self, team: str) -> Grade | None:
        estimate = self._estimate(team)
        return None if estimate is None else estimate.grade

    def _estimate(self, team: str) -> LinkEstimate | None:
        link = self.link(team)
        return None if link is None else link.estimate()

    # --- sockets ------------------------------------------------------------------------------------

    def connect(self, channel: Channel, seat: Seat, limit: int) -> Connection:
        """A socket whose seat is settled; it is heard from now on and told things after its hello."""
        connection = Connection(self, channel, seat, limit)
        self._open.add(connection)
        return connection

    def arrived(self, connection: Connection) -> None:
        """It has said hello, for the first time or to change its language."""
        seat = connection.seat
        if seat.role in (Role.CAPTAIN, Role.AUDIENCE) and seat.id not in self.state.seats:
            connection.close(Close.NO_SEAT)
            return
        first = connection.group is None
        language = choose_language(self.state.plan.languages, connection.language)
        ghost = None
        if seat.role is Role.HOST:
            ghost = self.lead.arrived(connection, connection.page, connection.watches, self.clock.now())
        if seat.role is Role.BUTTONS:
            known = self.state.plan.team_by_id
            self.buttons.said(
                connection, [team for team in connection.teams if team in known], connection.armed
            )
            self._broadcast.facts_changed()
        self._broadcast.welcome(connection, language, self._lead_section(connection))
        if ghost is not None:
            ghost.close(Close.SEAT_MOVED)
        if first:
            self._tell_hosts(connection)
            if seat.team is not None:
                self.presence.came(seat.team)
            if seat.role in (Role.CAPTAIN, Role.BUTTONS):
                self.links.open(connection)
            self._make_room(connection)
            self._broadcast.facts_changed()

    def _make_room(self, newest: Connection) -> None:
        """One socket for a captain, three for a phone in the hall; the newest stay."""
        most = MOST_SOCKETS.get(newest.seat.role)
        if most is None:
            return
        for connection in self._groups.seat(newest.seat.id)[:-most]:
            connection.close(Close.SEAT_MOVED)

    # --- who leads ----------------------------------------------------------------------------------

    def fenced(self, connection: Connection) -> bool:
        """Whether it is a host's page that only watches: what it sends has no effect."""
        return connection.seat.role is Role.HOST and not self.lead.holds(connection)

    def take_lead(self, connection: Connection) -> None:
        """The page takes over; whoever held the controls is told with everybody else."""
        if self.lead.take(connection, self.clock.now()):
            self._tell_hosts()

    def _tell_hosts(self, but: Connection | None = None) -> None:
        for connection in self.lead:
            if connection is not but:
                self._broadcast.tell(connection, self._lead_section(connection))

    def _lead_section(self, connection: Connection) -> Fragments:
        if connection.seat.role is not Role.HOST:
            return {}
        return protocol.fragments({"lead": self.lead.view(connection)})

    # --- leaving, speaking --------------------------------------------------------------------------

    def left(self, connection: Connection) -> None:
        self._open.discard(connection)
        self.links.close(connection)
        self.buttons.left(connection)
        if self.lead.left(connection, self.clock.now()):
            self._tell_hosts()
        if self._groups.leave(connection):
            if connection.seat.team is not None:
                self.presence.went(connection.seat.team, self.clock.now())
            self._broadcast.facts_changed()

    def send(self, letter: Letter) -> None:
        self._actor.send(letter)

    def post_later(self, outlet: Outlet, frame: Frame) -> None:
        """Send this when all letters of the batch have their reply: many writes in a row cost the kernel
        less than one here and there between our own work."""
        self._outgoing.append((outlet, frame))

    def _post(self) -> None:
        outgoing, self._outgoing = self._outgoing, []
        for outlet, frame in outgoing:
            try:
                outlet.send(frame)
            except Exception:
                _log.exception("contest %s: an acknowledgement could not be sent", self.id)

    def preview(self, command: Command, seat: Seat) -> Preview:
        """What a command of host or arbiter would change. Raises CommandRejected."""
        if seat.role not in (Role.HOST, Role.ARBITER):
            raise CommandRejected(Code.NOT_ALLOWED)
        return preview(self.state, command, seat, self.clock.now())

    def news(self, connection: Connection) -> Fragments:
        """What the last commit changed for a phone in the hall alone; counts as told."""
        return self._broadcast.news(connection)

    def seen(self, connection: Connection, ask: int) -> None:
        if connection.seat.team is not None:
            self.presence.saw(connection.seat.team, ask)
            self._broadcast.facts_changed()

    def answered_ping(self, connection: Connection, pong: Pong, at: float) -> None:
        self.links.answered(connection, pong.n, pong.clock, at)

    def evidence(self, command: Command, connection: Connection, arrival: float) -> Evidence | None:
        """What a press is timed by: its arrival and the links of all captains and buttons that are there."""
        if type(command) is not Buzz:  # `isinstance` would ask pydantic's metaclass, for every answer
            return None
        teams = [team.id for team in self.state.plan.teams]
        links = {team: self._estimate(team) for team in teams}
        buttons = {team: self._slowest(self.buttons.armed(team)) for team in self.buttons.teams()}
        return Evidence(
            arrival,
            {team: link for team, link in links.items() if link is not None},
            self._slowest([connection]) if connection.seat.role is Role.BUTTONS else None,
            {team: link for team, link in buttons.items() if link is not None},
            self._stalls.before(arrival) if self._stalls is not None else 0.0,
        )

    def _slowest(self, connections: Sequence[Connection]) -> LinkEstimate | None:
        """The link over which a press may be longest on its way, of those that are measured."""
        links = [link.estimate() for one in connections if (link := self.links.of(one)) is not None]
        return max((link for link in links if link is not None), key=lambda link: link.reach, default=None)

    # --- what happens by itself ---------------------------------------------------------------------

    def _committed(self, commit: Commit) -> None:
        self._broadcast.committed(commit)
        for event in commit.events:
            if isinstance(event, (SeatReleased, SeatMoved)):
                released = isinstance(event, SeatReleased)
                for connection in self._groups.seat(captain_seat(event.team).id):
                    connection.close(Close.NO_SEAT if released else Close.SEAT_MOVED)
                if released:
                    self.presence.forget(event.team)
                self._around.released(event.team)
        self._around.happened(commit.events)

    async def _tick_for_ever(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            try:
                self._tick(self.clock.exact())
            except Exception:
                _log.exception("contest %s: the tick failed", self.id)

    def _tick(self, exact: float) -> None:
        """Ping whose turn it is; refresh what the host sees of connections."""
        if self._stalls is not None:
            self._stalls.beat(exact)
        n, due = self.links.ping(exact, self._race_may_start())
        at = int(exact)
        if due:
            frame = Frame(protocol.ping(n, at))
            for connection in due:
                connection.ping(frame)
        every_ms = _MISSING_EVERY_MS if self.presence.somebody_is_missing() else _REFRESH_EVERY_MS
        if at - self._refreshed_at >= every_ms:
            self._refreshed_at = at
            self._broadcast.facts_changed()
        if self._misses_host(at):
            self.send(Letter(AwaitHost(), CLOCK, at))

    def _misses_host(self, at: int) -> bool:
        """Whether a clock runs though no host page has been connected for as long as the rules allow."""
        patience_ms = self.state.plan.rules.host_away_s * 1000
        gone = self.lead.gone_since
        return bool(patience_ms) and gone is not None and at - gone >= patience_ms and clock_runs(self.state)

    def _race_may_start(self) -> bool:
        ask = self.state.show.ask
        return ask is not None and ask.phase in ("shown", "open") and current_flow(self.state) is Flow.BUZZ


def choose_language(offered: tuple[str, ...], wanted: str) -> str:
    """The contest's language nearest to the wanted tag; its main language where there is none."""
    if wanted in offered:
        return wanted
    base = wanted.partition("-")[0].lower()
    return next((tag for tag in offered if base and tag.partition("-")[0].lower() == base), offered[0])
