"""Seats: sitting down, saying ready, being released, moving to another phone, locking the lobby."""

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.photo_finish import Tier
from quizhub.contest.seats import Role, captain_seat
from quizhub.errors import Code


def take_seat(draft: Draft, command: c.TakeSeat) -> None:
    """A captain or somebody in the audience sits down on a free seat.

    A seat the host has released waits for the team's other phone, whatever else is closed.
    """
    state, seat = draft.state, draft.seat
    refuse_unless(state.show.picture != "finished", Code.FINISHED)
    if seat.role is Role.CAPTAIN:
        refuse_unless(seat.team in state.plan.team_by_id, Code.UNKNOWN_TEAM)
    else:
        refuse_unless(state.plan.rules.audience, Code.NO_AUDIENCE)
    refuse_unless(seat.id not in state.seats, Code.SEAT_TAKEN)
    in_time = state.show.picture == "lobby" or state.plan.rules.late_join
    open_to_all = in_time and not state.lobby_locked
    refuse_unless(open_to_all or seat.id in state.released, Code.LOBBY_LOCKED)
    draft.add(e.SeatTaken(at=draft.at, seat=seat.id, language=command.language, handle=command.handle))


def say_ready(draft: Draft, command: c.SayReady) -> None:
    if not draft.state.seats[draft.seat.id].ready:
        draft.add(e.SeatReadied(at=draft.at, seat=draft.seat.id))


def release_seat(draft: Draft, command: c.ReleaseSeat) -> None:
    """Free a captain's seat, so that another phone can take it with card or PIN."""
    refuse_unless(command.team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    refuse_unless(captain_seat(command.team).id in draft.state.seats, Code.NOT_NOW)
    draft.add(e.SeatReleased(at=draft.at, team=command.team))


def move_seat(draft: Draft, command: c.MoveSeat) -> None:
    """The seat goes to another phone with all it holds; the host may give away a free one as well."""
    state, seat = draft.state, captain_seat(command.team)
    refuse_unless(command.team in state.plan.team_by_id, Code.UNKNOWN_TEAM)
    refuse_unless(draft.seat.team in (None, command.team), Code.NOT_ALLOWED)
    refuse_unless(state.show.picture != "finished", Code.FINISHED)
    if seat.id in state.seats:
        by = draft.seat.id
        draft.add(e.SeatMoved(at=draft.at, team=command.team, language=command.language, by=by))
    else:
        draft.add(e.SeatTaken(at=draft.at, seat=seat.id, language=command.language))


def trust_device(draft: Draft, command: c.TrustDevice) -> None:
    """The organiser's own device is believed, a suspicious one only by its arrival."""
    refuse_unless(command.team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    if draft.state.tiers.get(command.team, Tier.PLAYER) is not command.tier:
        draft.add(e.DeviceTrusted(at=draft.at, team=command.team, tier=command.tier, by=draft.seat.id))


def lock_lobby(draft: Draft, command: c.LockLobby) -> None:
    if draft.state.lobby_locked != command.locked:
        draft.add(e.LobbyLocked(at=draft.at, locked=command.locked))
