"""A whole rehearsal: everybody gets in, plays, and what was found out is put together.

Used by the command line and by tests. Runs until the contest is finished, until it is stuck, or until it
is cancelled; a report comes out of it in any case.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from quizhub.robots.client import Bearing, Client
from quizhub.robots.company import Company, Manners, Seating
from quizhub.robots.door import Ticket, Unreachable, enter, read_link
from quizhub.robots.host import FINISHED, Host
from quizhub.robots.hosting import RIGHT_SHARE, Hosting
from quizhub.robots.knowledge import IGNORANCE, Knowledge
from quizhub.robots.lines import Kind, Weather
from quizhub.robots.report import Cast, Phones, Report
from quizhub.robots.screen import SECTIONS, Screen
from quizhub.robots.sections import Sections
from quizhub.robots.skill import Skill
from quizhub.robots.tally import Tally, total

BEAT_S = 0.25
_FIRST_VIEW_S = 20.0
_SETTLING_S = 8.0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who rehearses asked for."""

    host_url: str
    teams: int = 100
    audience: int = 0
    hosts: bool = False
    """Play the host too."""
    seed: int = 1
    speed: float = 1.0
    patience_s: float = 60.0
    """How long nothing may happen, beyond a running clock, before it counts as stuck."""
    weather: Weather = field(default_factory=Weather)
    knowledge: Knowledge = IGNORANCE
    right_share: float = RIGHT_SHARE
    """How many spoken answers a robot host rules right."""


@dataclass(slots=True)
class Rehearsal:
    """One run. `progress` is called a few times a second while it plays."""

    wishes: Wishes
    progress: Callable[["Rehearsal"], None] = lambda rehearsal: None
    tallies: dict[Kind, Tally] = field(default_factory=lambda: {kind: Tally() for kind in Kind})
    staff: Tally = field(default_factory=Tally)
    """Of host and screen, who are no kind of phone."""
    company: Company = field(default_factory=Company)
    stuck: str | None = None
    notes: list[str] = field(default_factory=list)
    _clients: list[Client] = field(default_factory=list)
    _asks: set[int] = field(default_factory=set)
    _host: Host | None = None
    _screen: Screen | None = None
    _bug: BaseException | None = None
    _started_at: float = 0.0
    _seen_at: float = 0.0
    """When the host's socket was last up."""
    _interrupted: bool = False

    # --- what a progress display asks -------------------------------------------------------------

    @property
    def view(self) -> Sections:
        """The host's view; empty before the first."""
        return self._host.client.sections if self._host is not None else Sections()

    @property
    def tally(self) -> Tally:
        """All figures so far."""
        return total([self.staff, *self.tallies.values()])

    @property
    def waiting_for(self) -> str:
        """What the robot host waits for; empty when a person hosts."""
        return self._host.waiting_for if self._host is not None and self.wishes.hosts else ""

    @property
    def online(self) -> int:
        return sum(client.online for client in self.company.clients)

    # --- running ----------------------------------------------------------------------------------

    async def run(self) -> Report:
        """Play it. ValueError for a bad link; Unreachable and JoinRefused when it leads nowhere."""
        self._started_at = self._seen_at = asyncio.get_running_loop().time()
        try:
            await self._run()
        except asyncio.CancelledError:
            # Ctrl-C: the report so far is what the person wants to see.
            if self._host is None:
                raise
            self._interrupted = True
            if task := asyncio.current_task():
                task.uncancel()
        return self._report()

    async def _run(self) -> None:
        address, key = read_link(self.wishes.host_url)
        client = self._watcher(await enter(address, key), "host", None, self.wishes.hosts)
        hosting = Hosting(client.sections, self._skill("host"), opens_in_s=client.seconds_until)
        hosting.right_share = self.wishes.right_share
        host = self._host = Host(client, hosting, self.wishes.speed)
        async with self._running([client]):
            await self._first_view(host)
            if self.wishes.hosts:
                host.take_lead()
            _, screen_key = read_link(str(client.sections.record("contest")["screen_url"]))
            ticket = await enter(address, screen_key)
            screen = self._screen = Screen(self._watcher(ticket, "screen", SECTIONS))
            async with self._running([screen.client]):
                await self._with_robots(host, screen)

    def _watcher(self, ticket: Ticket, name: str, kept: frozenset[str] | None, leads: bool = True) -> Client:
        """Host or screen; where a person hosts, the controls stay with the person's page."""
        bearing = Bearing(timed=False, sections=kept, hello={} if leads else {"lead": False})
        return Client(ticket, bearing, self.staff, self._skill(name).chance("line"))

    async def _first_view(self, host: Host) -> None:
        try:
            async with asyncio.timeout(_FIRST_VIEW_S):
                await host.first_view()
        except TimeoutError as silent:
            why = host.client.ended or f"nothing arrived for {_FIRST_VIEW_S:.0f} seconds"
            raise Unreachable(f"The host's page could not be opened: {why}.") from silent

    async def _with_robots(self, host: Host, screen: Screen) -> None:
        if host.client.sections.show in FINISHED:
            self.notes.append("The contest was finished before the rehearsal began.")
        else:
            self.progress(self)
            self.company = await self._seat(host)
        async with self._running(self.company.clients):
            host.hosting.robots = lambda: self.company.teams
            await self._play(host)
            await self._settle(screen)

    async def _seat(self, host: Host) -> Company:
        """Everybody in; a robot host opens a locked lobby for them and locks it again."""
        wishes, client = self.wishes, host.client
        manners = Manners(wishes.seed, wishes.speed, wishes.weather, wishes.knowledge)
        seating = Seating(client.ticket.address, client.sections, self.tallies, manners)
        reopen = wishes.hosts and bool(client.sections.record("lobby").get("locked"))
        if reopen:
            await client.command("LockLobby", locked=False).settled
        company = await seating.seat(wishes.teams, wishes.audience)
        if wishes.hosts:
            await self._trust(client, company)
        if reopen:
            await client.command("LockLobby", locked=True).settled
        self.notes += seating.notes
        return company

    @staticmethod
    async def _trust(client: Client, company: Company) -> None:
        """Tell the server which devices are the organiser's, where it tells them apart."""
        for team in company.house if "TrustDevice" in client.sections.record("next").get("can", ()) else ():
            await client.command("TrustDevice", team=team, tier="house").settled

    async def _play(self, host: Host) -> None:
        """Until it is finished or stuck, by the robot host's doing or a person's."""
        play = asyncio.create_task(host.play()) if self.wishes.hosts else None
        try:
            await self._watch(host, play)
        finally:
            if play is not None:
                play.cancel()
                await asyncio.wait([play])

    async def _watch(self, host: Host, play: asyncio.Task[None] | None) -> None:
        """Follow the show and its progress; name what a rehearsal without a person got stuck at."""
        host.progress_at = asyncio.get_running_loop().time()
        view = host.client.sections
        while view.show not in FINISHED and self.stuck is None:
            if self._bug is not None:
                raise self._bug
            if play is not None and play.done():
                play.result()
            if view.ask:
                self._asks.add(int(view.ask["id"]))
            self.progress(self)
            self.stuck = self._what_is_stuck(host)
            await asyncio.sleep(BEAT_S)
        self.progress(self)

    def _what_is_stuck(self, host: Host) -> str | None:
        if host.client.ended is not None:
            return f"the host's socket was closed: {host.client.ended}"
        if host.client.online:
            self._seen_at = asyncio.get_running_loop().time()
        gone_s = asyncio.get_running_loop().time() - self._seen_at
        if gone_s > self.wishes.patience_s:
            return f"the server has been out of reach for {gone_s:.0f} seconds"
        if not self.wishes.hosts:
            return None
        if not host.leads:
            self._leave_to_the_person(host)
            return None
        quiet_s = host.quiet_s()
        if quiet_s <= self.wishes.patience_s:
            return None
        return f"nothing happened for {quiet_s:.0f} seconds while waiting for: {host.waiting_for}"

    @staticmethod
    def _leave_to_the_person(host: Host) -> None:
        """Somebody has taken over at another host page: no hurry; the robot goes on once they are gone."""
        host.progress_at = asyncio.get_running_loop().time()
        if host.client.sections.record("lead").get("free"):
            host.take_lead()

    async def _settle(self, screen: Screen) -> None:
        """Give what is still on its way the time to arrive, so that `lost` means lost."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SETTLING_S):
                while self._unsettled() or (
                    self.stuck is None and screen.client.sections.show not in FINISHED
                ):
                    await asyncio.sleep(BEAT_S)

    def _unsettled(self) -> bool:
        return any(client.outbox.waiting and client.ended is None for client in self._clients)

    @contextlib.asynccontextmanager
    async def _running(self, clients: list[Client]) -> AsyncIterator[None]:
        """Keep these sockets open and beating for the length of the block."""
        self._clients += clients
        tasks = [asyncio.create_task(client.run()) for client in clients]
        for task in tasks:
            task.add_done_callback(self._note_bug)
        beat = asyncio.create_task(_beat(clients))
        try:
            yield
        finally:
            beat.cancel()
            for client in clients:
                client.leave()
            await asyncio.gather(beat, *tasks, return_exceptions=True)

    def _note_bug(self, task: asyncio.Task[None]) -> None:
        """A robot that failed by its own fault ends the rehearsal: its figures would be worth nothing."""
        if not task.cancelled() and task.exception() is not None:
            self._bug = self._bug or task.exception()

    def _skill(self, name: str) -> Skill:
        return Skill(self.wishes.seed, name)

    # --- the end ----------------------------------------------------------------------------------

    def _report(self) -> Report:
        if self._interrupted:
            self.notes.append("The rehearsal was interrupted.")
        else:
            for tally in (self.staff, *self.tallies.values()):
                tally.count_unsettled()
        phones = self.company.phones
        captains, listeners = len(self.company.captains), len(self.company.audience)
        return Report(
            show=self.view.show,
            tally=self.tally,
            standings=self._screen.standings if self._screen is not None else [],
            cast=Cast(captains, listeners),
            contest=str(self.view.record("contest").get("id", "")),
            seed=self.wishes.seed,
            speed=self.wishes.speed,
            seconds=asyncio.get_running_loop().time() - self._started_at,
            questions=len(self._asks),
            stuck=self.stuck,
            notes=self.notes,
            kinds={kind: Phones(phones[kind], self.tallies[kind]) for kind in Kind if phones[kind]},
            weather=self.wishes.weather,
        )


async def _beat(clients: list[Client]) -> None:
    """One metronome for all robots: cheaper than a timer for each."""
    while True:
        await asyncio.sleep(BEAT_S)
        for client in clients:
            client.beat()
