"""What the hall hands out about its contests: how lists show them, their links, seat cards and seat moves.

Values only; `hall` makes them and passes them on to pages and the command line.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContestInfo:
    """A contest as lists show it."""

    id: str
    code: str
    title: dict[str, str]
    created_at: int
    archived: bool
    practises: str | None = None
    """The contest this one is a practice of; None for a real one."""


@dataclass(frozen=True, slots=True)
class ContestLinks:
    join_url: str
    host_url: str
    screen_url: str
    arbiter_url: str
    buttons_url: str


@dataclass(frozen=True, slots=True)
class SeatCard:
    """What is printed on a team's card."""

    team: str
    number: int
    name: str
    pin: str
    url: str


@dataclass(frozen=True, slots=True)
class SeatOffer:
    """A link that moves a team's seat to the phone that opens it, once, until `until` (server time)."""

    team: str
    url: str
    until: int


@dataclass(frozen=True, slots=True)
class SeatCardPlace:
    """Where a seat card leads."""

    contest: str
    code: str
    title: dict[str, str]
    team: str
    number: int
    name: str
    taken: bool
