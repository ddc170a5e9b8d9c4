"""Rounds and turns: lots, slots, stakes, opponents, passing."""

from dataclasses import replace

from immutables import Map

from quizhub.contest import events as e
from quizhub.contest.evolving.changes import Handlers, a_clock, with_show
from quizhub.contest.state import (
    ContestState,
    Turn,
)


def _lots_drawn(state: ContestState, event: e.LotsDrawn) -> ContestState:
    started_at = state.started_at or event.at
    return replace(with_show(state, picture="lots", seating=event.order), started_at=started_at)


def _round_started(state: ContestState, event: e.RoundStarted) -> ContestState:
    changed = with_show(
        state,
        picture="round",
        round=event.round,
        slots=event.slots,
        position=-1,
        turn=None,
        stakes=Map(),
        stakes_clock=None,
        stakes_open=False,
        stakes_shown=False,
        ask=None,
        wrong_in_round=Map(),
    )
    return replace(changed, started_at=state.started_at or event.at)


def _stakes_opened(state: ContestState, event: e.StakesOpened) -> ContestState:
    return with_show(
        state, picture="stakes", stakes_open=True, stakes_clock=a_clock(state, event.time_ms, event.at)
    )


def _turn_began(state: ContestState, event: e.TurnBegan) -> ContestState:
    slot = state.show.slots[event.slot]
    assert slot.team is not None
    turn = Turn(
        slot=event.slot,
        team=slot.team,
        player=slot.player,
        clock=a_clock(state, event.time_ms, event.at),
        stake=state.show.stakes.get(slot.team),
    )
    return with_show(state, picture="turn", position=event.slot, turn=turn, ask=None)


def _stakes_shown(state: ContestState, event: e.StakesShown) -> ContestState:
    return with_show(state, stakes_shown=True, stakes_clock=None)


def _stake_chosen(state: ContestState, event: e.StakeChosen) -> ContestState:
    if state.show.stakes_open and not state.show.stakes_shown:
        return with_show(state, stakes=state.show.stakes.set(event.team, event.stake))
    assert state.show.turn is not None
    return with_show(state, turn=replace(state.show.turn, stake=event.stake, clock=None))


def _opponent_named(state: ContestState, event: e.OpponentNamed) -> ContestState:
    assert state.show.turn is not None
    return with_show(state, turn=replace(state.show.turn, opponent=event.opponent))


def _turn_passed(state: ContestState, event: e.TurnPassed) -> ContestState:
    assert state.show.turn is not None
    return with_show(state, turn=replace(state.show.turn, passed=True, clock=None))


EVOLVE: Handlers = {
    e.LotsDrawn: _lots_drawn,
    e.RoundStarted: _round_started,
    e.StakesOpened: _stakes_opened,
    e.TurnBegan: _turn_began,
    e.StakesShown: _stakes_shown,
    e.StakeChosen: _stake_chosen,
    e.OpponentNamed: _opponent_named,
    e.TurnPassed: _turn_passed,
}
