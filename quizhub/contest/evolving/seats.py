"""Seats: sitting down, being ready, being released; the lobby's lock."""

from quizhub.contest import events as e
from quizhub.contest.copying import replace
from quizhub.contest.evolving.changes import Handlers
from quizhub.contest.photo_finish import Tier
from quizhub.contest.seats import captain_seat
from quizhub.contest.state import (
    ContestState,
    Occupied,
)


def _seat_taken(state: ContestState, event: e.SeatTaken) -> ContestState:
    seat = Occupied(language=event.language, handle=event.handle, since=event.at)
    return replace(state, seats=state.seats.set(event.seat, seat), released=state.released - {event.seat})


def _seat_released(state: ContestState, event: e.SeatReleased) -> ContestState:
    seat = captain_seat(event.team).id
    return replace(state, seats=state.seats.delete(seat), released=state.released | {seat})


def _seat_moved(state: ContestState, event: e.SeatMoved) -> ContestState:
    """The organiser's own device is trusted, not the seat: another phone begins like any other. A phone whose
    presses count by arrival stays so, or changing phones would be a way out."""
    seat = captain_seat(event.team).id
    moved = replace(state.seats[seat], language=event.language, moved_at=event.at)
    tiers = state.tiers.delete(event.team) if state.tiers.get(event.team) is Tier.HOUSE else state.tiers
    return replace(state, seats=state.seats.set(seat, moved), tiers=tiers)


def _seat_readied(state: ContestState, event: e.SeatReadied) -> ContestState:
    return replace(state, seats=state.seats.set(event.seat, replace(state.seats[event.seat], ready=True)))


def _lobby_locked(state: ContestState, event: e.LobbyLocked) -> ContestState:
    return replace(state, lobby_locked=event.locked)


def _device_trusted(state: ContestState, event: e.DeviceTrusted) -> ContestState:
    """What was claimed before says nothing about the new trust."""
    tiers = state.tiers.set(event.team, event.tier)
    return replace(state, tiers=tiers, claims=state.claims.set(event.team, ()))


EVOLVE: Handlers = {
    e.SeatTaken: _seat_taken,
    e.SeatReleased: _seat_released,
    e.SeatMoved: _seat_moved,
    e.SeatReadied: _seat_readied,
    e.LobbyLocked: _lobby_locked,
    e.DeviceTrusted: _device_trusted,
}
