"""What a command would change, before it is given: asked by the host's page, answered without a trace."""

from dataclasses import dataclass

from quizhub.contest.commands import Command
from quizhub.contest.corrections import changes
from quizhub.contest.decide import draft_of
from quizhub.contest.seats import Seat
from quizhub.contest.standings import places
from quizhub.contest.state import ContestState


@dataclass(frozen=True, slots=True)
class Preview:
    """Differences in points by team, and the places (before, after) of the teams whose place changes."""

    points: dict[str, int]
    ranks: dict[str, tuple[int, int]]


def preview(state: ContestState, command: Command, seat: Seat, at: int) -> Preview:
    """What `command` would do to points and places. Raises CommandRejected where it would be refused."""
    after = draft_of(state, command, seat, at).state
    points, _ = changes(state, after)
    before = {place.team: place.rank for place in places(state)}
    ranks = {place.team: (before[place.team], place.rank) for place in places(after)}
    return Preview(points, {team: pair for team, pair in ranks.items() if pair[0] != pair[1]})
