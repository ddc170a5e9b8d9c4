"""Faults 10, 35 and 36 over random histories: repeats, corrections and undo on the real actor.

The laws of the rules alone are in tests/contest/test_laws.py.
"""

import asyncio
import dataclasses
import os
import random
from contextlib import suppress
from typing import Any

import pytest

from quizhub.clock import FakeClock
from quizhub.contest import commands as c
from quizhub.contest.evolve import replay
from quizhub.contest.seats import BUTTONS, HOST, SCREEN, Seat, captain_seat
from quizhub.contest.standings import points
from quizhub.contest.state import ContestState
from quizhub.errors import CommandRejected
from quizhub.live.letters import Letter, Outcome, Receipt
from tests.contest.random_plans import bytes_of, random_plan
from tests.contest.random_play import AUDIENCE, RandomPlay, corrections
from tests.contest.table import Table, a_plan, a_round, choice, pick
from tests.live.halls import Phone, Show, turns
from tests.live.test_broadcast import _comparable

pytestmark = [pytest.mark.anyio]

CONTESTS = int(os.environ.get("QUIZHUB_CONTESTS", "1000"))
HISTORIES = CONTESTS // 5
DEPTH = 50
ACTS = 70


# --- corrections -----------------------------------------------------------------------------------


@pytest.mark.fault(35)
def test_fault_35_a_key_corrected_after_the_reveal_is_as_if_it_had_been_so_from_the_start(measured):
    """One contest with the wrong key that is put right (or the question void) at the end, one without."""
    chance = random.Random(35)
    for _ in range(HISTORIES):
        wrong, right = chance.sample("abcd", 2)
        corrected, fresh = (_everyone(key) for key in (wrong, right))
        answers = [[chance.choice("abcd") for _ in range(3)] for _ in range(2)]
        for table in (corrected, fresh):
            _play(table, answers)
        first = min(corrected.state.show.past)
        corrected.post(c.CorrectKey(ask=first, answer=pick(right), reason="x"))
        assert points(corrected.state) == points(fresh.state)
        for table in (corrected, fresh):
            table.post(c.VoidQuestion(ask=first, reason="x"))
            assert replay(table.log) == table.state
        assert points(corrected.state) == points(fresh.state)
    measured.note(f"{HISTORIES} histories equal to those with the right key from the start")


def _everyone(key: str) -> Table:
    plan = a_plan(a_round("everyone", 2, wrong="full"), questions={"everyone-1": choice("everyone-1", key)})
    table = Table(plan, check=False)
    table.seat_all()
    return table


def _play(table: Table, answers: list[list[str]]) -> None:
    for given in answers:
        table.until("open_answers")
        table.next()
        for place, key in enumerate(given, 1):
            table.give(pick(key), captain_seat(f"t{place}"))
        table.until("reveal")
        table.next()


# --- undo and redo ---------------------------------------------------------------------------------


def _essence(state: ContestState) -> ContestState:
    """The state without the bookkeeping of moves, versions and undo."""
    return dataclasses.replace(
        state, moves=0, version=0, at=0, undo=None, redo=None, reversals=(), started_at=None
    )


@pytest.mark.fault(36)
async def test_fault_36_fifty_steps_back_and_fifty_forth_again(hall, clock, measured):
    show = await Show.of(hall, clock, a_plan(a_round("everyone", 20), teams=3))
    await show.sit("t1", "t2", "t3")
    chance, states = random.Random(36), [_essence(show.live.state)]
    while len(states) <= DEPTH + 10:
        ask = show.live.state.show.ask
        if ask is not None and ask.phase == "open":
            for team in ("t1", "t2", "t3"):
                await show.live.post(show.answer(chance.choice("abcd")), captain_seat(team))
            # What people sent belongs to the picture before the next step.
            states[-1] = _essence(show.live.state)
        await show.live.post(c.Next(step=show.live.state.moves), HOST)
        states.append(_essence(show.live.state))
    top = len(states) - 1
    for depth in range(1, DEPTH + 1):
        await show.live.post(c.Undo(step=show.live.state.moves), HOST)
        assert _essence(show.live.state) == states[top - depth], depth
    for depth in range(DEPTH - 1, -1, -1):
        await show.live.post(c.Redo(step=show.live.state.moves), HOST)
        assert _essence(show.live.state) == states[top - depth], depth
    rows = await hall._log.read(show.info.id)
    assert replay(row.event() for row in rows) == show.live.state
    measured.note(f"{DEPTH} back and {DEPTH} forth, each state equal")


# --- the laws over the actor -------------------------------------------------------------------------


class Chooser(RandomPlay):
    """Chooses what to do next, and leaves the doing to somebody else: `chosen` is what it would send."""

    chosen: tuple[c.Command, Seat] | None = None

    def act(self) -> bool:
        possible = [command for commands in corrections(self.state).values() for command in commands]
        if self.chance.random() < 0.15:
            self.try_to(self.chance.choice(possible), HOST)
            return True
        return super().act()

    def try_to(self, command: c.Command, seat: Seat) -> None:
        self.chosen = (command, seat)

    def let_time_pass(self) -> None:
        self.at += self.chance.choice([0, 90, 300, 900, 2_500, 40_000])


class Doubled:
    """A random contest with corrections on the real actor; every command is sent twice under one id."""

    def __init__(self, show: Show, clock: FakeClock, seed: int) -> None:
        self.show, self.clock = show, clock
        self.chooser = Chooser(show.live.state.plan, seed)
        self.kept = [Phone(show.live, seat) for seat in (SCREEN, HOST, BUTTONS)]
        self.taken = self.corrected = 0

    async def play(self) -> None:
        live, chooser = self.show.live, self.chooser
        for seat in (*chooser.captains, *AUDIENCE):
            with suppress(CommandRejected):
                await live.post(c.TakeSeat(handle=seat.id), seat)
                self.kept.append(Phone(live, seat))
        for number in range(ACTS):
            chooser.state, chooser.at, chooser.chosen = live.state, self.clock.now(), None
            chooser.act()
            self.clock.advance(chooser.at - self.clock.now())
            live.wake()
            await turns(3)
            if chooser.chosen is not None:
                await self._twice(*chooser.chosen, f"command-{number:010d}")
            if number % 20 == 19:
                await self._fresh()

    async def _twice(self, command: c.Command, seat: Seat, name: str) -> None:
        """Once more after it is on disk; an acknowledged one is acknowledged as before, and that is all."""
        live, at = self.show.live, self.clock.now()
        outcomes: list[Outcome] = []
        for sending in (1, 2):
            before = live.state.version
            live.send(Letter(command, seat, at, name, outcomes.append, self.chooser.evidence(at)))
            async with asyncio.timeout(20):
                while len(outcomes) < sending:
                    await asyncio.sleep(0)
        if isinstance(outcomes[0], Receipt):
            assert outcomes[1] == outcomes[0]
            assert live.state.version == before, "a repeat has no effect"
            self.taken += 1
            self.corrected += type(command) in (c.CorrectKey, c.ChangeVerdict, c.VoidQuestion)

    async def _fresh(self) -> None:
        """The view a client keeps from what it is pushed is the one it would get if it came anew."""
        self.show.live._broadcast._tell_desk()
        await turns(30)
        for phone in reversed([phone for phone in self.kept if phone.channel.is_open]):
            fresh = Phone(self.show.live, phone.seat)
            assert self._told(phone) == self._told(fresh), phone.seat
            fresh.connection.lost()
            if not phone.channel.is_open:
                self.kept[self.kept.index(phone)] = Phone(self.show.live, phone.seat)
        await turns(30)

    def _told(self, phone: Phone) -> dict[str, Any]:
        # Who is connected and who leads changes by the very look at it.
        apart = {"lead", "grid", "lobby", "counts"}
        return {
            name: value for name, value in _comparable(phone.sections, phone).items() if name not in apart
        }


@pytest.mark.laws
@pytest.mark.fault(10, 35)
@pytest.mark.parametrize("part", range(4))
async def test_laws_hold_over_the_actor_with_every_command_twice(hall, clock, measured, part):
    seeds = range(part, CONTESTS // 50, 4)
    taken = corrected = 0
    for seed in seeds:
        plan = random_plan(seed)
        show = await Show.of(hall, clock, plan, bytes_of(plan))
        doubled = Doubled(show, clock, seed)
        await doubled.play()
        taken += doubled.taken
        corrected += doubled.corrected
        rows = await hall._log.read(show.info.id)
        assert replay(row.event() for row in rows) == show.live.state
    assert taken > 20 * len(seeds)
    measured.note(f"{len(seeds)} contests, {taken} commands twice, {corrected} of them corrections")
