"""Sockets that have gone silent: one timer for all asks whoever has said nothing for a while, and gives up
whoever does not answer.

uvicorn has two timers, a random number and two runs of its parser for each ping of each phone: with 5,000
phones a tenth of a core, most of it while the hall is told something. Used by fast_socket; knows no contest.
"""

import asyncio
from collections.abc import Hashable
from typing import Protocol

TICK_S = 0.5
MOST_ASKED = 500
"""Pings in one tick: a hall that has been silent together must not hold up a press."""


class Silent(Hashable, Protocol):
    """A socket. `heard`: it has said something since anybody looked."""

    heard: bool

    def ask(self) -> None: ...
    def give_up(self) -> None: ...


class Keepalive:
    """Asks after `quiet_s` without a byte and gives up `answer_s` later, each at most two ticks late."""

    def __init__(self, loop: asyncio.AbstractEventLoop, quiet_s: float, answer_s: float) -> None:
        self._loop = loop
        self._quiet = max(1, round(quiet_s / TICK_S))
        self._answer = max(1, round(answer_s / TICK_S))
        # Ticks without a word; below zero for one that has been asked: how many it has left to answer.
        self._silence: dict[Silent, int] = {}
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, socket: Silent) -> None:
        self._silence[socket] = 0
        if self._timer is None:
            self._timer = self._loop.call_later(TICK_S, self._tick)

    def forget(self, socket: Silent) -> None:
        self._silence.pop(socket, None)

    def _tick(self) -> None:
        self._timer = self._loop.call_later(TICK_S, self._tick) if self._silence else None
        lost, may_ask = [], MOST_ASKED
        for socket, ticks in self._silence.items():
            if socket.heard:
                socket.heard = False
                self._silence[socket] = 0
            elif ticks < 0:
                self._silence[socket] = ticks + 1
                if ticks == -1:
                    lost.append(socket)
            elif ticks < self._quiet:
                self._silence[socket] = ticks + 1
            elif may_ask:
                may_ask -= 1
                self._silence[socket] = -self._answer
                socket.ask()
        for socket in lost:
            self.forget(socket)
            socket.give_up()
