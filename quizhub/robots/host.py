"""The robot host: carries out what hosting.py decides, in step with the view, and never presses blindly.

Every act names the step it was decided at, so that a person at a second host page is never overruled.
"""

import asyncio
import contextlib
import math

from quizhub.errors import Code
from quizhub.robots.client import Client
from quizhub.robots.hosting import Act, Hosting
from quizhub.robots.outbox import Sent

FINISHED = frozenset({"finished"})
_REFUSED_PAUSE_S = 0.5
_PER_S, _AT_ONCE = 8.0, 12.0
"""At any speed: the server takes ten messages a second from one socket, twenty at once."""


class Pace:
    """Not more acts than the server takes: some at once are saved up while the host waits."""

    def __init__(self) -> None:
        self._saved = _AT_ONCE
        self._at = 0.0

    def wait_s(self, at: float) -> float:
        """How long the next act has to wait."""
        self._saved = min(_AT_ONCE, self._saved + (at - self._at) * _PER_S)
        self._at = at
        return max(0.0, 1 - self._saved) / _PER_S

    def spend(self) -> None:
        self._saved -= 1


class Host:
    def __init__(self, client: Client, hosting: Hosting, speed: float) -> None:
        self.client = client
        self.hosting = hosting
        self.waiting_for = "the first view"
        self.progress_at = 0.0
        """Local time of the last thing that happened."""
        self._speed = speed
        self._pace = Pace()
        self._due_at = 0.0
        """When the first act in this situation is due; 0 before it is decided."""
        self._situation: object = None
        self._news = asyncio.Event()
        client.listener = self._changed

    def _changed(self, names: set[str]) -> None:
        self._news.set()
        # Not the number of the step: a host that does the same for ever does not get on.
        situation = self.client.sections.get("stage"), self.hosting.step.get("effect"), self.hosting.verdicts
        if situation != self._situation:
            self._situation = situation
            self._due_at = 0.0
            self.progress_at = asyncio.get_running_loop().time()

    async def first_view(self) -> None:
        """Wait until the whole view is here."""
        while not (self.client.sections.record("contest") and self.client.sections.record("next")):
            await self._wait_for_news(None)

    @property
    def leads(self) -> bool:
        """Whether this host holds the controls; a person may take them over at any time."""
        return bool(self.client.sections.record("lead").get("leads", True))

    def take_lead(self) -> None:
        """Take the controls over from whatever host page is open."""
        if not self.leads:
            self.client.say({"lead": True})

    def clock_s(self) -> float:
        """What is left on the running clocks of the show, in seconds."""
        stage = self.client.sections.record("stage")
        clocks = [part.get("clock") for part in (stage, stage.get("ask") or {}, stage.get("turn") or {})]
        ends = [clock["ends"] for clock in clocks if clock and "ends" in clock]
        return max([0.0, *map(self.client.seconds_until, ends)])

    def quiet_s(self) -> float:
        """How long nothing has happened, beyond the wait a person would need and any running clock."""
        at = asyncio.get_running_loop().time()
        return at - max(self.progress_at, min(self._due_at, at)) - self.clock_s()

    async def play(self) -> None:
        """Move the show until the contest is finished."""
        while self.client.sections.show not in FINISHED:
            act = self.hosting.act() if self.leads else None
            if act is None:
                self.waiting_for = (
                    self.hosting.waits_for() if self.leads else "the controls of the host's page"
                )
                await self._wait_for_news(None)
            elif await self._wait_before(act):
                await self._carry_out(act)

    async def _wait_before(self, act: Act) -> bool:
        """The wait a person would need; False when the view wants something else by now."""
        self.waiting_for = act.why
        loop = asyncio.get_running_loop()
        waits_s = act.after_s / self._speed + act.also_s
        due_at = loop.time() + max(self._pace.wait_s(loop.time()), waits_s)
        if not self._due_at and not math.isinf(due_at):
            self._due_at = due_at
        while loop.time() < due_at and not act.until():
            await self._wait_for_news(None if math.isinf(due_at) else due_at - loop.time())
            if not self._still_wanted(act):
                return False
        return self._still_wanted(act)

    def _still_wanted(self, act: Act) -> bool:
        now = self.hosting.act()
        return now is not None and (now.do, now.fields) == (act.do, act.fields)

    async def _carry_out(self, act: Act) -> None:
        moves = self.hosting.moves
        self._pace.spend()
        sent = self.client.command(act.do, **act.fields)
        self.waiting_for = f"the server's word on {act.do}"
        outcome = await sent.settled
        if sent.acknowledged:
            await self._catch_up(sent, moves)
            return
        if act.do != "Next" and outcome not in (Code.STALE_STEP, Code.PAUSED, Code.NOT_SAVED, Code.TOO_FAST):
            self.hosting.refused.add((act.do, moves))
        await self._wait_for_news(_REFUSED_PAUSE_S)

    async def _catch_up(self, sent: Sent, moves: int) -> None:
        """An acknowledgement may overtake its view: look again only once the view is as new."""
        view = self.client.sections
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                while self.hosting.moves == moves and view.version < (sent.ack_version or 0):
                    await self._wait_for_news(None)

    async def _wait_for_news(self, at_most_s: float | None) -> None:
        self._news.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(at_most_s):
                await self._news.wait()
