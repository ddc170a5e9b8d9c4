"""The words that open a door: links of host, arbiter, projector and house buttons, seat cards, PINs. All
come from a contest's secret, so that they are the same after every restart and none of them is stored.

Used by admission and Hall.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from quizhub import ids
from quizhub.contest.seats import ARBITER, BUTTONS, HOST, SCREEN, Role, Seat, captain_seat
from quizhub.storage.tables import ContestRow

LINK_SEATS = (HOST, ARBITER, SCREEN, BUTTONS)
LINK_ROLES = tuple(seat.role for seat in LINK_SEATS)


@dataclass(frozen=True, slots=True)
class Door:
    """Where a word leads: a seat at a contest."""

    contest: str
    seat: Seat


def link_key(row: ContestRow, role: Role) -> str:
    """The word after `key=` in the link of host, arbiter, projector or house buttons, 128 bit."""
    message = f"key:{role}:{row.edition}".encode()
    return hmac.new(row.secret.encode(), message, hashlib.sha256).hexdigest()[:32]


def card(row: ContestRow, team: str) -> str:
    return ids.seat_card(row.secret, team, row.edition)


def pin(row: ContestRow, team: str) -> str:
    return ids.seat_pin(row.secret, team, row.edition)


def is_pin(row: ContestRow, team: str, typed: str) -> bool:
    """Whether somebody typed the team's PIN, in whatever case, width and spacing."""
    letters = "".join(filter(str.isalpha, unicodedata.normalize("NFKC", typed[:64]))).upper()
    return hmac.compare_digest(letters.encode(), pin(row, team).encode())


def join_code(typed: str) -> str:
    """The digits of a typed join code; spaces, dashes and full-width digits are fine."""
    return "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", typed[:64])))


class Doors:
    """Every word of the contests that are not archived. Looked up by hash, so that the time a look-up
    takes says nothing about a word that is nearly right."""

    def __init__(self) -> None:
        self._doors: dict[str, Door] = {}

    def learn(self, rows: Iterable[ContestRow]) -> None:
        """Replace what is known by the words of these contests."""
        self._doors = {}
        for row in rows:
            if row.archived:
                continue
            for seat in LINK_SEATS:
                self._doors[ids.hash_token(link_key(row, seat.role))] = Door(row.id, seat)
            for team in row.teams:
                self._doors[ids.hash_token(card(row, team))] = Door(row.id, captain_seat(team))

    def find(self, word: str) -> Door | None:
        return self._doors.get(ids.hash_token(word))
