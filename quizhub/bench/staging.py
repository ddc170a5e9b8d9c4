"""A real contest on a real server with a host, a projector, a captain and a hall of phones, all of them
lines of one crowd. Used by every bench; moves the show and knows nothing of what is measured.
"""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import orjson

from quizhub.bench import processes
from quizhub.bench.crowd import Crowd, Door, Line
from quizhub.bench.machine import BenchFailed, bound_to, cores
from quizhub.robots.descriptors import room_for
from quizhub.robots.door import Address, JoinRefused, Ticket, enter, join_audience, join_captain, read_link
from quizhub.robots.sections import Sections

BETWEEN_COMMANDS_S = 0.12
"""The server takes ten messages a second from one socket."""

_LANGUAGE = "zh-Hans"
_JOINS_AT_ONCE = 64
_STEPS = 40
"""More presses of the key than lie between any two moments a bench asks for."""

_PLAN = """\
title: Bench
languages: [zh-Hans]
teams: [甲, 乙]
rounds:
- {{pack: {pack}, rules: {{{rules}}}, draw: {{kinds: [single_choice], count: {questions}}}}}
"""


class Listener:
    """A line whose messages are read: its sections, and what became of its commands."""

    def __init__(self) -> None:
        self.line: Line | None = None
        self.sections = Sections()
        self.acknowledged: set[str] = set()
        self.refused: dict[str, str] = {}
        self.views = 0

    def hear(self, text: bytes) -> None:
        message = orjson.loads(text)
        if "ack" in message:
            self.acknowledged.add(message["ack"])
        elif "no" in message:
            self.refused[message["no"]] = message["code"]
        elif "v" in message:
            self.views += 1
            self.sections.take(message)

    def send(self, do: str, **fields: Any) -> str:
        """Post a command; gives its id."""
        assert self.line is not None
        sent = secrets.token_hex(8)
        self.line.say(orjson.dumps({"id": sent, "do": do, **fields}))
        return sent


class Staging:
    """`phones` have a seat in the hall; the host has the show at its beginning."""

    def __init__(self, serving: processes.Serving, crowd: Crowd) -> None:
        self.serving = serving
        self.crowd = crowd
        self.host, self.screen, self.captain = Listener(), Listener(), Listener()
        self.tickets: list[Ticket] = []
        self.phones: list[Line] = []
        self.joined_in_s = 0.0
        self._free_at = 0.0

    # --- getting in ---------------------------------------------------------------------------------

    def seat_everybody(self, phones: int) -> None:
        """Host, projector and captain connected; seats for the hall by the real way in."""
        link, key = read_link(str(self.serving.told["host_url"]))
        _, screen_key = read_link(str(self.serving.told["screen_url"]))
        self._listen(self.host, asyncio.run(enter(link, key)))
        self._listen(self.screen, asyncio.run(enter(link, screen_key)))
        code = str(self.serving.told["code"])
        seat = self.host.sections.record("lobby")["seats"][0]
        captain = asyncio.run(join_captain(link, code, seat["team"], seat["pin"], _LANGUAGE))
        self._listen(self.captain, captain, stamped=True)
        began = perf_counter()
        self.tickets = asyncio.run(_join_hall(link, code, phones))
        self.joined_in_s = perf_counter() - began
        self.crowd.calm_down()

    def open_hall(self) -> None:
        self.phones = self.crowd.open([Door.of(ticket) for ticket in self.tickets])
        self.crowd.calm_down()

    def _listen(self, listener: Listener, ticket: Ticket, stamped: bool = False) -> None:
        listener.line = self.crowd.open_one(Door.of(ticket), listener.hear, stamped)

    # --- moving the show ----------------------------------------------------------------------------

    @property
    def ask(self) -> dict[str, Any]:
        return self.host.sections.ask

    def command(self, do: str, **fields: Any) -> None:
        """A command of the host, and its effect on the host's view."""
        before = self.host.sections.version
        self.pause()
        self.settle(self.host, self.host.send(do, **fields))
        self.crowd.until(lambda: self.host.sections.version > before)

    def pause(self) -> None:
        """Wait until the server takes another command of the host."""
        self.crowd.rest(max(0.0, self._free_at - perf_counter()))
        self._free_at = perf_counter() + BETWEEN_COMMANDS_S

    def settle(self, listener: Listener, sent: str) -> None:
        """Until a command is acknowledged; BenchFailed when it is refused."""
        self.crowd.until(lambda: sent in listener.acknowledged or sent in listener.refused)
        if sent in listener.refused:
            raise BenchFailed(f"The server refused a command: {listener.refused[sent]}.")

    def play_until(self, reached: Callable[[], bool]) -> None:
        """Press the host's key until that is so."""
        for _ in range(_STEPS):
            if reached():
                self.crowd.calm_down()
                return
            step = self.host.sections.record("next")
            if not step.get("effect"):
                raise BenchFailed("The contest has ended before the bench had: fewer rounds or repeats.")
            self.command("Next", step=step["moves"], effect=step["effect"])
        raise BenchFailed(f"The show does not go on at {self.host.sections.record('next')}.")


@contextmanager
def staged(pack: str, rules: str, questions: int, phones: int) -> Iterator[Staging]:
    """Everybody seated, nobody from the hall connected yet."""
    if too_many := room_for(2 * phones):
        raise BenchFailed(too_many)
    with TemporaryDirectory(prefix="quizhub-bench-") as folder, bound_to(cores()[1]):
        plan = Path(folder) / "plan.yaml"
        plan.write_text(_PLAN.format(pack=pack, rules=rules, questions=questions), encoding="utf-8")
        crowd = Crowd()
        try:
            with processes.quizhub(Path(folder) / "data", plan) as serving:
                staging = Staging(serving, crowd)
                staging.seat_everybody(phones)
                yield staging
        except (OSError, JoinRefused) as error:
            raise BenchFailed(f"The connection to the server was lost: {error}.") from error
        finally:
            crowd.close()


async def _join_hall(address: Address, code: str, phones: int) -> list[Ticket]:
    gate = asyncio.Semaphore(_JOINS_AT_ONCE)

    async def one() -> Ticket:
        async with gate:
            return await join_audience(address, code, _LANGUAGE)

    return list(await asyncio.gather(*(one() for _ in range(phones))))
