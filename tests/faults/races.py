"""Races played on the real program by clients behind unequal delays, and what its log says of them.

Used by the tests of faults 39 and 40. The truth is this machine's own clock at each press; what the
clients claim, and how long their messages take, is the test's business.
"""

import asyncio
import itertools
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from quizhub.contest.events import AnyEvent, BuzzPressed, RaceDecided
from tests.faults.clients import Client, Evening
from tests.faults.proxy import Proxy, Way, bad_network

SAMPLES_S = 2.2
"""How long the server measures a new link: ten pings in the first two seconds."""


@dataclass(frozen=True, slots=True)
class Press:
    """One finger: after how many ms from the signal, and by how much its phone lies about it."""

    after_ms: float
    claim_ms: float = 0.0


class Track:
    """The clients of one evening, by team, each behind its own network."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.clients: dict[str, Client] = {}
        self._stack = AsyncExitStack()

    async def add(self, team: str, up_ms: float, down_ms: float, clock_ms: float) -> Proxy:
        up, down = Way(delay_s=up_ms / 1000), Way(delay_s=down_ms / 1000)
        proxy = await self._stack.enter_async_context(bad_network(self.evening.program.port, up, down))
        self.clients[team] = await self.evening.captain(team, via=proxy.port, clock_ms=clock_ms)
        return proxy

    async def __aenter__(self) -> "Track":
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    async def measured(self) -> None:
        """Wait until the server knows every link."""
        await asyncio.sleep(SAMPLES_S)
        host = self.evening.host
        await host.until(lambda _: not {None, "measuring"} & {cell["link"] for cell in host.sections["grid"]})

    async def race(self, presses: dict[str, Press]) -> tuple[int, dict[str, float]]:
        """One question raced for; gives its ask and the true moment of each press in server time, first
        one first."""
        host = self.evening.host
        await self.evening.until("start_signal")
        for client in self.clients.values():
            await client.ping()
        await self.evening.next()
        ask, opens = host.ask["id"], host.ask["opens"]
        await asyncio.gather(*(client.until(lambda c: _open(c, ask)) for client in self.clients.values()))

        async def finger(team: str, press: Press) -> tuple[float, str]:
            client = self.clients[team]
            await asyncio.sleep(max(0.0, host.until_server(opens + press.after_ms)))
            return await client.press(press.claim_ms)

        await host.ping()
        pressed = await asyncio.gather(*(finger(team, press) for team, press in presses.items()))
        for client, (_, command_id) in zip([self.clients[team] for team in presses], pressed, strict=True):
            await client.reply(command_id)
        moments = {team: at + host.server_minus_local for team, (at, _) in zip(presses, pressed, strict=True)}
        return ask, dict(sorted(moments.items(), key=lambda item: item[1]))

    async def over(self) -> None:
        """Rule whoever has the floor right, so that the next question can come."""
        host = self.evening.host
        await host.until(lambda h: h.ask["phase"] != "open")
        if host.ask["phase"] == "answering":
            assert "ack" in await host.do("RuleAnswer", team=host.ask["called"], right=True)
            await host.until(lambda _: host.sections["next"]["effect"] == "reveal")


def _open(client: Client, ask: int) -> bool:
    return client.ask.get("id") == ask and client.ask["phase"] == "open"


def within_the_bound(log: Sequence[AnyEvent], ask: int, moments: dict[str, float]) -> bool:
    """Whether no message of this race was held up for longer than its link had ever been seen to do; what a
    busy machine keeps in its own queues nobody can tell from a press that came later, and says so where the
    server itself stood still. Server times."""
    presses = [e for e in log if isinstance(e, BuzzPressed) and e.ask == ask and e.timing is not None]
    return len(presses) == len(moments) and all(
        press.timing is not None
        and not press.stalled
        and press.timing.arrival - moments[press.team] <= press.timing.round_trip / 2 + press.timing.jitter
        for press in presses
    )


def clear(moments: dict[str, float], least_ms: float) -> bool:
    """Whether the presses really came as far apart as was meant: a busy machine may hold a finger up."""
    at = list(moments.values())
    return all(later - earlier >= least_ms for earlier, later in itertools.pairwise(at))


def counted(log: Sequence[AnyEvent], ask: int) -> list[str]:
    """The teams by the moments their presses count, as the log has them."""
    valid = [e for e in log if isinstance(e, BuzzPressed) and e.ask == ask and e.ruled == "valid"]
    assert all(event.timing is not None for event in valid)
    return [event.team for event in sorted(valid, key=lambda e: e.timing.counts_at if e.timing else 0.0)]


def decided(log: Sequence[AnyEvent], ask: int) -> RaceDecided:
    """The decision of the ask's first race."""
    return next(event for event in log if isinstance(event, RaceDecided) and event.ask == ask)
