"""The contest is made; seats are taken, readied and released."""

from typing import Literal

from quizhub.contest.events.event import Event
from quizhub.contest.plan import Plan


class ContestCreated(Event):
    type: Literal["ContestCreated"] = "ContestCreated"
    plan: Plan


class SeatTaken(Event):
    type: Literal["SeatTaken"] = "SeatTaken"
    seat: str
    language: str
    handle: str = ""


class SeatReleased(Event):
    type: Literal["SeatReleased"] = "SeatReleased"
    team: str


class SeatMoved(Event):
    """Another phone has the seat now, by leave of the one that had it or of the host."""

    type: Literal["SeatMoved"] = "SeatMoved"
    team: str
    language: str
    by: str


class SeatReadied(Event):
    type: Literal["SeatReadied"] = "SeatReadied"
    seat: str


class LobbyLocked(Event):
    type: Literal["LobbyLocked"] = "LobbyLocked"
    locked: bool
