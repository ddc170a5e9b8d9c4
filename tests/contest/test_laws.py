"""Laws that hold at every moment of every contest, tried on a thousand random ones.

    QUIZHUB_CONTESTS=10000 pytest tests/contest/test_laws.py

plays more. The same seed plays the same contest; the law that broke stands in the traceback.
"""

import dataclasses
import os

import pytest

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.deadlines import next_deadline
from quizhub.contest.decide import decide
from quizhub.contest.events import EVENT
from quizhub.contest.evolve import evolve, replay
from quizhub.contest.seats import CLOCK, HOST, Seat
from quizhub.contest.standings import ledger, points
from quizhub.contest.state import ContestState
from quizhub.contest.steps import next_step
from quizhub.contest.views.host import host_can
from quizhub.contest.views.phone import captain_can
from quizhub.errors import CommandRejected
from tests.contest.leaks import check_nothing_leaks, check_same_order, check_twin_looks_the_same
from tests.contest.random_plans import random_plan
from tests.contest.random_play import RandomPlay, corrections, host_commands

CONTESTS = int(os.environ.get("QUIZHUB_CONTESTS", "1000"))
PART = 50
"""Contests in one test, so that the workers of a test run can share them."""

ACTS, EVERY = 110, 23
"""Acts of one contest, and after how many of them the laws of the moment are looked at."""


@pytest.mark.laws
@pytest.mark.fault(35, 38)
@pytest.mark.parametrize("first", range(0, CONTESTS, PART))
def test_laws_hold_in_random_contests(first):
    for seed in range(first, min(first + PART, CONTESTS)):
        contest = RandomPlay(random_plan(seed), seed)
        for number in range(ACTS):
            contest.act()
            if number % EVERY == 0:
                check_key_undo_and_redo(contest)
                check_offers_to_host(contest)
                check_offers_to_captains(contest)
                check_nothing_leaks(contest)
                check_same_order(contest)
        correct_what_is_over(contest)
        check_replay(contest)
        check_points(contest.state)
        check_twin_looks_the_same(contest)
        check_it_can_be_brought_to_its_end(contest)


# --- at the end -----------------------------------------------------------------------------------


def correct_what_is_over(contest: RandomPlay) -> None:
    """Each kind of correction once more, also of questions long past; the laws that follow look at it."""
    for name in ("CorrectKey", "ChangeVerdict", "VoidQuestion", "RuleAppeal"):
        before = contest.state
        for command in reversed(corrections(contest.state)[name]):
            if contest.try_to(command, HOST) is not None:
                assert isinstance(contest.log[-1], e.CorrectionMade)
                check_points(contest.state)
                break
        else:
            assert contest.state is before


def check_replay(contest: RandomPlay) -> None:
    """The log is the truth, in memory and as it is stored."""
    assert replay(contest.log) == contest.state
    stored = [EVENT.dump_json(event) for event in contest.log]
    assert replay(EVENT.validate_json(line) for line in stored) == contest.state


def check_points(state: ContestState) -> None:
    """Points are the base score, the lines that count, and what the floor gave back."""
    totals, rules = points(state), state.plan.rules
    for team, total in totals.items():
        lines = ledger(state, team)
        assert total == rules.base_score + sum(line.award.points + line.relief for line in lines)
        if rules.floor is not None:
            assert all(line.total >= min(rules.base_score, rules.floor) for line in lines)


def check_it_can_be_brought_to_its_end(contest: RandomPlay) -> None:
    """The key alone leads to the end; where it waits, for the clock or for a team to name its opponent."""
    contest.try_to(c.Resume(), HOST)
    for _ in range(400):
        if next_step(contest.state) is None:
            break
        if contest.press_next() is None:
            _move_on(contest)
    assert contest.state.show.picture == "finished"


def _move_on(contest: RandomPlay) -> None:
    deadline = next_deadline(contest.state)
    if deadline is not None:
        contest.at = max(contest.at, deadline)
        assert contest.try_to(c.TimePassed(), CLOCK) is not None
    else:
        assert contest.try_to(c.PassTurn(), HOST) is not None


# --- at every moment ------------------------------------------------------------------------------


def refusal(state: ContestState, command: c.Command, seat: Seat, at: int) -> str | None:
    """None when the command is accepted, else the code of its refusal."""
    try:
        decide(state, command, seat, at)
    except CommandRejected as rejected:
        return rejected.code
    return None


def essence(state: ContestState) -> ContestState:
    """The state without the bookkeeping of moves, versions and undo."""
    return dataclasses.replace(
        state, moves=0, version=0, at=0, undo=None, redo=None, reversals=(), started_at=None
    )


def check_key_undo_and_redo(contest: RandomPlay) -> None:
    """The key does what its label says; undo takes all of it back, and redo undoes the undo."""
    before, step = contest.state, next_step(contest.state)
    if step is None or not step.enabled or before.show.paused:
        return
    command = c.Next(step=before.moves, effect=step.effect)
    events = decide(before, command, HOST, contest.at)
    assert isinstance(events[0], e.StepTaken)
    assert events[0].label == step.effect
    after = before
    for event in events:
        after = evolve(after, event)
    undone = evolve(after, e.StepUndone(at=contest.at, by="host"))
    assert essence(undone) == essence(before)
    assert essence(evolve(undone, e.StepRedone(at=contest.at, by="host"))) == essence(after)


def check_offers_to_host(contest: RandomPlay) -> None:
    """The host is offered exactly the commands that can succeed."""
    state, can = contest.state, host_can(contest.state)
    assert len(can) == len(set(can))
    deadline = next_deadline(state)
    struck = deadline is not None and deadline <= contest.at
    for name, commands in host_commands(state).items():
        if name == "AnswerForTeam" and struck:
            # The clock has decided already, though the state has not been told yet.
            continue
        works = any(refusal(state, command, HOST, contest.at) is None for command in commands)
        assert works == (name in can), (name, can)


IN_FLIGHT = {"late", "too_soon", "bad_answer", "old_answer"}
"""Refusals a captain may meet with an offered control: the clock has struck, or the choice was bad."""


def check_offers_to_captains(contest: RandomPlay) -> None:
    """A captain is offered nothing that the rules forbid."""
    for seat in contest.captains:
        assert seat.team is not None
        for act in captain_can(contest.state, seat.team):
            command = contest.answering() if act == "answer" else contest.captains_command(act)
            code = refusal(contest.state, command, seat, contest.at)
            assert code is None or code in IN_FLIGHT, (act, code)
