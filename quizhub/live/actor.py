"""One contest, one mailbox, one task: decide, append, acknowledge, publish, in this order.

Used by contests.py; everybody posts, nobody touches the state. Knows no sockets.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quizhub.clock import Clock
from quizhub.contest.commands import Command, CompensateClock, Pause
from quizhub.contest.deadlines import next_deadline
from quizhub.contest.events import AnyEvent
from quizhub.contest.evolve import evolve, replay
from quizhub.contest.seats import CLOCK, HOST, Seat
from quizhub.contest.state import ContestState
from quizhub.errors import Code, CommandRejected
from quizhub.live.batch import Batch
from quizhub.live.known_commands import KnownCommands
from quizhub.live.letters import Letter, OurFault, Outcome, Receipt
from quizhub.live.pulse import Pulse
from quizhub.storage.errors import StorageError, VersionConflict
from quizhub.storage.event_log import EventLog
from quizhub.storage.heartbeats import Heartbeats

MOST_AT_ONCE = 1_000
_TRIES = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Commit:
    """What has just become true, and the seats its events came from (same length and order)."""

    state: ContestState
    events: Sequence[AnyEvent]
    seats: Sequence[str]


@dataclass(frozen=True, slots=True)
class Listeners:
    """Whom an actor tells, without waiting for them. `answered`: every letter of a batch has its reply."""

    answered: Callable[[], None] = lambda: None
    committed: Callable[[Commit], None] = lambda commit: None
    troubled: Callable[[], None] = lambda: None


class ContestActor:
    """Made by `load`. `trouble_since` is the time since when results cannot be saved, or None."""

    def __init__(
        self,
        contest: str,
        log: EventLog,
        hearts: Heartbeats,
        clock: Clock,
        *,
        stall_ms: int | None,
        probe_s: float,
    ) -> None:
        self.contest = contest
        self.trouble_since: int | None = None
        self.listeners = Listeners()
        self._state: ContestState | None = None
        self._known = KnownCommands()
        self._log = log
        self._clock = clock
        self._hearts = hearts
        self._probe_s = probe_s
        self._mail: deque[Letter] = deque()
        self._rung = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._recovery: asyncio.Task[None] | None = None
        self._writable = False
        self._pulse = Pulse(self, hearts, clock, stall_ms)

    @classmethod
    async def load(
        cls,
        contest: str,
        log: EventLog,
        hearts: Heartbeats,
        clock: Clock,
        *,
        stall_ms: int | None = 3_000,
        probe_s: float = 1.0,
    ) -> "ContestActor":
        """The actor of a contest that has a log. Time the server was away is given back at the start."""
        actor = cls(contest, log, hearts, clock, stall_ms=stall_ms, probe_s=probe_s)
        await actor._reload()
        last_alive = max(await hearts.last(contest), actor.state.at)
        actor.compensate(clock.now() - last_alive)
        return actor

    @property
    def state(self) -> ContestState:
        """What is true and on disk."""
        assert self._state is not None
        return self._state

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=f"contest {self.contest}")
        self._pulse.start()

    async def stop(self) -> None:
        """Answer what is in the mailbox, note the time, end."""
        self._stopping = True
        self.wake()
        if self._task is not None:
            await self._task
        if self._recovery is not None:
            self._recovery.cancel()
            await asyncio.gather(self._recovery, return_exceptions=True)
        await self._pulse.stop()

    # --- posting ------------------------------------------------------------------------------------

    def send(self, letter: Letter) -> None:
        """Put a letter into the mailbox; its reply comes after the commit."""
        if self._stopping:
            self._answer([(letter, CommandRejected(Code.NOT_SAVED))])
            return
        self._mail.append(letter)
        self._rung.set()

    async def post(self, command: Command, seat: Seat, command_id: str = "") -> Receipt:
        """Send and wait. Raises CommandRejected, or OurFault."""
        answered: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()

        def reply(outcome: Outcome) -> None:
            if answered.done():
                return
            if isinstance(outcome, Receipt):
                answered.set_result(outcome)
            else:
                answered.set_exception(outcome)

        self.send(Letter(command, seat, self._clock.now(), command_id, reply))
        return await answered

    def compensate(self, gap_ms: int, then_pause: bool = False) -> None:
        """Give lost server time back to whatever clock is running, and if wished pause it, in the host's
        name, before anything else is looked at."""
        if gap_ms > 0 and next_deadline(self.state) is not None:
            if then_pause:
                self._mail.appendleft(Letter(Pause(), HOST, self._clock.now()))
            self._mail.appendleft(Letter(CompensateClock(gap_ms=gap_ms), CLOCK, self._clock.now()))
            self._rung.set()

    def wake(self) -> None:
        """Look at the mailbox and the clocks now."""
        self._rung.set()

    def report_trouble(self, since: int) -> None:
        """A write has failed: refuse everything until the disk takes writes again."""
        if self.trouble_since is None:
            _log.error("contest %s: results cannot be saved", self.contest)
            self.trouble_since = since
            self._writable = False
            self._recovery = asyncio.create_task(self._wait_for_the_disk())
            _quietly(self.listeners.troubled)
            self.wake()

    # --- the task -----------------------------------------------------------------------------------

    async def _run(self) -> None:
        while True:
            await self._wait()
            self._pulse.notice()
            letters = [self._mail.popleft() for _ in range(min(len(self._mail), MOST_AT_ONCE))]
            try:
                if self.trouble_since is None:
                    await self._handle(letters)
                else:
                    self._refuse(letters, CommandRejected(Code.NOT_SAVED))
                    await self._go_on()
            except Exception:
                _log.exception("contest %s, version %d: the actor failed", self.contest, self.state.version)
                self._refuse(letters, OurFault("actor"))
                self.report_trouble(self._clock.now())
            if self._stopping and not self._mail:
                return

    async def _wait(self) -> None:
        """Until there is mail, a clock runs out, or (in trouble) the disk takes writes again."""
        if self._mail or self._stopping:
            return
        self._rung.clear()
        timer = None
        deadline = next_deadline(self.state) if self.trouble_since is None else None
        if deadline is not None:
            left_s = max(1, deadline - self._clock.now()) / 1000
            timer = asyncio.get_running_loop().call_later(left_s, self.wake)
        await self._rung.wait()
        if timer is not None:
            timer.cancel()

    async def _handle(self, letters: list[Letter]) -> None:
        began = self._clock.now()
        for _ in range(_TRIES):
            batch = Batch(self.contest, self.state, self._known)
            for letter in letters:
                batch.take(letter)
            batch.pass_time(self._clock.now())
            try:
                await self._keep(batch)
                return
            except VersionConflict:
                _log.warning("contest %s: somebody else wrote; reading the log again", self.contest)
                await self._reload()
            except StorageError as error:
                _log.error("contest %s: %s", self.contest, error)
                break
        self._refuse(letters, CommandRejected(Code.NOT_SAVED))
        self.report_trouble(began)

    async def _keep(self, batch: Batch) -> None:
        if batch.new:
            await self._log.append(self.contest, self.state.version, batch.new)
            batch.remember()
            self._state = batch.state
        self._answer(batch.outcomes())
        if batch.new:
            commit = Commit(batch.state, batch.events, batch.seats)
            _quietly(lambda: self.listeners.committed(commit))

    def _refuse(self, letters: list[Letter], outcome: Outcome) -> None:
        self._answer((letter, outcome) for letter in letters)

    def _answer(self, outcomes: Iterable[tuple[Letter, Outcome]]) -> None:
        for letter, outcome in outcomes:
            try:
                letter.reply(outcome)
            except Exception:
                _log.exception("answering a letter failed")
        _quietly(self.listeners.answered)

    async def _reload(self) -> None:
        """Read what the log holds beyond what we know."""
        known = 0 if self._state is None else self._state.version
        rows = await self._log.read(self.contest, after=known)
        events = [row.event() for row in rows]
        if self._state is None:
            self._state = replay(events)
        else:
            for event in events:
                self._state = evolve(self._state, event)
        self._known.learn(rows)

    async def _wait_for_the_disk(self) -> None:
        while not self._writable:
            await asyncio.sleep(self._probe_s)
            try:
                await self._hearts.probe()
                self._writable = True
                self.wake()
            except StorageError as error:
                _log.info("contest %s: still in trouble: %s", self.contest, error)

    async def _go_on(self) -> None:
        """Once the disk takes writes: go on where the log ends, with the lost time given back."""
        if not self._writable:
            return
        await self._reload()
        _log.warning("contest %s: results can be saved again", self.contest)
        since, self.trouble_since = self.trouble_since, None
        _quietly(lambda: self.listeners.committed(Commit(self.state, (), ())))
        _quietly(self.listeners.troubled)
        self.compensate(self._clock.now() - (since or 0))


def _quietly(tell: Callable[[], None]) -> None:
    """What is on disk stays true when somebody fails to hear of it."""
    try:
        tell()
    except Exception:
        _log.exception("telling about a commit failed")
