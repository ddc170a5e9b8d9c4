"""What sort of phone a robot plays on, and how its line treats what is said: late, held up, always in order.

A socket never loses a message: where the air loses a packet the system sends it again, and all that is
behind it waits. That is what is played here, in both directions, on top of what the real line does.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

AGAIN_S, LONGEST_AGAIN_S = 0.2, 3.2
"""A lost packet is sent again after 0.2 s, lost once more after 0.4 s, …"""

_Said = TypeVar("_Said")


class Kind(StrEnum):
    """The sorts of phone a report tells apart."""

    STEADY = "steady"
    SLOW = "slow"
    """Far from the access point: `--delay` and `--loss`."""
    DROPPING = "dropping"
    """Loses its socket in the midst of questions: `--dropout`."""
    HOUSE = "house"
    """A device of the organiser's: an untouched line, and a robot host says that it can be trusted."""
    AUDIENCE = "audience"


@dataclass(frozen=True, slots=True)
class Line:
    """How one robot is connected."""

    kind: Kind = Kind.STEADY
    delay_s: float = 0.0
    loss: float = 0.0
    dropout: float = 0.0

    @property
    def straight(self) -> bool:
        """Nothing is held up on it."""
        return self.delay_s <= 0 and self.loss <= 0

    def holds_s(self, chance: random.Random) -> float:
        """How long one message is on its way."""
        held_s, again_s = self.delay_s * chance.uniform(0.5, 1.5), AGAIN_S
        while again_s <= LONGEST_AGAIN_S and chance.random() < self.loss:
            held_s += again_s
            again_s *= 2
        return held_s


@dataclass(frozen=True, slots=True)
class Weather:
    """What the person who rehearses asked of the air in the hall."""

    delay_ms: float = 0.0
    """Each way, half to one and a half times as much for the single message."""
    loss: float = 0.0
    dropout: float = 0.25

    def captain(self, number: int) -> Line:
        """The line of the captain at this place of the table: the kinds in turn."""
        return self._dealt((Kind.STEADY, Kind.SLOW, Kind.DROPPING, Kind.HOUSE), number)

    def listener(self, number: int) -> Line:
        """The audience's phones are as mixed, and one kind to the report."""
        line = self._dealt((Kind.STEADY, Kind.SLOW, Kind.DROPPING), number)
        return Line(Kind.AUDIENCE, line.delay_s, line.loss, line.dropout)

    def _dealt(self, kinds: Sequence[Kind], number: int) -> Line:
        match kinds[number % len(kinds)]:
            case Kind.SLOW if self.delay_ms > 0 or self.loss > 0:
                return Line(Kind.SLOW, self.delay_ms / 1000, self.loss)
            case Kind.DROPPING if self.dropout > 0:
                return Line(Kind.DROPPING, dropout=self.dropout)
            case Kind.HOUSE:
                return Line(Kind.HOUSE)
        return Line()


class Pipe(Generic[_Said]):
    """One direction of one connection: hands on what was put in, in order, after its time on the way."""

    def __init__(self, line: Line, chance: random.Random, hand_on: Callable[[_Said], None]) -> None:
        self._line = line
        self._chance = chance
        self._hand_on = hand_on
        self._under_way: deque[tuple[asyncio.TimerHandle, _Said]] = deque()
        self._last_at = 0.0

    def put(self, said: _Said) -> None:
        if self._line.straight:
            self._hand_on(said)
            return
        loop = asyncio.get_running_loop()
        self._last_at = max(self._last_at, loop.time() + self._line.holds_s(self._chance))
        self._under_way.append((loop.call_at(self._last_at, self._arrive), said))

    def _arrive(self) -> None:
        """The oldest arrives, whichever timer it was that rang: timers of one moment ring in any order."""
        if self._under_way:
            self._hand_on(self._under_way.popleft()[1])

    def cut(self) -> None:
        """The connection is gone, and what was under way with it."""
        for timer, _ in self._under_way:
            timer.cancel()
        self._under_way.clear()
