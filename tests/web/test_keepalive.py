"""Keepalive: who is asked, who is given up, and how many pings go out at once; time passes by hand."""

from collections.abc import Callable

import pytest

from quizhub.web.keepalive import MOST_ASKED, TICK_S, Keepalive


class Loop:
    """Holds the one timer until the test lets it pass."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def call_later(self, seconds: float, work: Callable[[], None]) -> str:
        assert seconds == TICK_S
        self.waiting.append(work)
        return "a handle"

    def pass_ticks(self, ticks: int) -> None:
        for _ in range(ticks):
            due, self.waiting = self.waiting, []
            for work in due:
                work()


class Socket:
    def __init__(self, answers: bool = False) -> None:
        self.heard = False
        self.answers = answers
        self.asked = 0
        self.given_up = 0

    def ask(self) -> None:
        self.asked += 1
        self.heard = self.answers

    def give_up(self) -> None:
        self.given_up += 1


@pytest.fixture
def loop():
    return Loop()


@pytest.fixture
def keepalive(loop):
    """Asks after four ticks, gives up after two more."""
    return Keepalive(loop, 4 * TICK_S, 2 * TICK_S)


def test_who_has_said_nothing_is_asked_and_then_given_up_once(loop, keepalive):
    socket = Socket()
    keepalive.watch(socket)
    loop.pass_ticks(4)
    assert socket.asked == 0
    loop.pass_ticks(1)
    assert (socket.asked, socket.given_up) == (1, 0)
    loop.pass_ticks(1)
    assert socket.given_up == 0
    loop.pass_ticks(10)
    assert (socket.asked, socket.given_up) == (1, 1)


def test_who_speaks_is_left_alone_and_who_answers_is_asked_again_later(loop, keepalive):
    talker, listener = Socket(), Socket(answers=True)
    keepalive.watch(talker)
    keepalive.watch(listener)
    for _ in range(30):
        talker.heard = True
        loop.pass_ticks(1)
    assert (talker.asked, talker.given_up) == (0, 0)
    # Five ticks to the ping, one that hears the answer, and so on.
    assert (listener.asked, listener.given_up) == (5, 0)


def test_a_word_in_time_after_the_ping_saves_it_whatever_it_is(loop, keepalive):
    socket = Socket()
    keepalive.watch(socket)
    loop.pass_ticks(6)
    socket.heard = True
    loop.pass_ticks(5)
    assert (socket.asked, socket.given_up) == (1, 0)


def test_a_hall_that_falls_silent_together_is_asked_in_portions(loop, keepalive):
    sockets = [Socket(answers=True) for _ in range(MOST_ASKED + 10)]
    for socket in sockets:
        keepalive.watch(socket)
    loop.pass_ticks(5)
    assert sum(socket.asked for socket in sockets) == MOST_ASKED
    loop.pass_ticks(1)
    assert [socket.asked for socket in sockets] == [1] * len(sockets)


def test_the_timer_rests_while_there_is_nobody(loop, keepalive):
    socket = Socket()
    keepalive.watch(socket)
    assert len(loop.waiting) == 1
    keepalive.forget(socket)
    keepalive.forget(socket)
    loop.pass_ticks(1)
    assert loop.waiting == []
    keepalive.watch(socket)
    loop.pass_ticks(6)
    assert len(loop.waiting) == 1
    assert socket.asked == 1
