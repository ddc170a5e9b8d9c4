"""A captain's seat on its way to another phone: words that open it once, for a minute.

Offered by the phone that holds the seat or by the host, taken by admission. In memory only: whoever was
about to move a seat when the server stopped asks for a new word.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quizhub import ids
from quizhub.contest.seats import Seat
from quizhub.errors import Code, CommandRejected

VALID_MS = 60_000


@dataclass(frozen=True, slots=True)
class SeatMove:
    """Which seat may be taken with a word, who offers it, and until when."""

    contest: str
    team: str
    by: Seat
    until: int


class SeatMoves:
    """The latest offer of each phone, and of the host for each team; looked up by hash, like every word
    that opens a door."""

    def __init__(self) -> None:
        self._offers: dict[str, SeatMove] = {}

    def offer(self, contest: str, team: str, by: Seat, at: int) -> tuple[str, SeatMove]:
        """A new word; the one offered before by the same seat opens nothing any more."""
        word, move = ids.new_move_word(), SeatMove(contest, team, by, at + VALID_MS)
        self._keep(lambda old: old.until > at and (old.contest, old.team, old.by) != (contest, team, by))
        self._offers[ids.hash_token(word)] = move
        return word, move

    def find(self, word: str, at: int) -> SeatMove:
        """What the word opens; raises LINK_EXPIRED when it is used, too old or never was one."""
        move = self._offers.get(ids.hash_token(word))
        if move is None or move.until <= at:
            raise CommandRejected(Code.LINK_EXPIRED)
        return move

    def take(self, word: str, at: int) -> SeatMove:
        """Like `find`, once; every other offer of this seat is worth nothing then."""
        move = self.find(word, at)
        self.forget(move.contest, move.team)
        return move

    def forget(self, contest: str, team: str) -> None:
        """The seat has been released or has moved."""
        self._keep(lambda old: (old.contest, old.team) != (contest, team))

    def _keep(self, wanted: Callable[[SeatMove], bool]) -> None:
        self._offers = {digest: move for digest, move in self._offers.items() if wanted(move)}
