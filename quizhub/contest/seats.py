"""Who takes part: roles and seats. A seat is a role at one contest, never a socket or a person.

Seat ids: `host`, `arbiter`, `screen`, `buttons` (the house's own buzzers, of all teams), `clock` (the
engine's own deadlines), `team-1` … (a captain), `aud-…`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    HOST = "host"
    ARBITER = "arbiter"
    CAPTAIN = "captain"
    AUDIENCE = "audience"
    PROJECTOR = "projector"
    BUTTONS = "buttons"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at a contest: what it is called, what it may do, and for whom it answers."""

    id: str
    role: Role
    team: str | None = None


HOST = Seat("host", Role.HOST)
ARBITER = Seat("arbiter", Role.ARBITER)
RULING_HOST = Seat("host", Role.ARBITER)
"""The host at the arbiter's desk: it may rule there and nothing else; the log still names the host."""
CLOCK = Seat("clock", Role.CLOCK)
SCREEN = Seat("screen", Role.PROJECTOR)
BUTTONS = Seat("buttons", Role.BUTTONS)
"""Every house button presses from here and says for which team: it stands for none itself."""


def captain_seat(team: str) -> Seat:
    """The one captain's seat of a team."""
    return Seat(f"team-{team}", Role.CAPTAIN, team)


def audience_seat(name: str) -> Seat:
    """A seat in the hall; `name` is a short random id without meaning."""
    return Seat(f"aud-{name}", Role.AUDIENCE)


def seat_of(seat_id: str) -> Seat:
    """The seat a stored id stands for."""
    if seat_id.startswith("team-"):
        return captain_seat(seat_id.removeprefix("team-"))
    if seat_id.startswith("aud-"):
        return Seat(seat_id, Role.AUDIENCE)
    return {seat.id: seat for seat in (HOST, ARBITER, CLOCK, SCREEN, BUTTONS)}[seat_id]
