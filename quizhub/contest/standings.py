"""Points and places: summed from the ledger each time, never stored.

A team's total is the base score plus its awards in order, never falling below the floor where the
plan has one. Used by evolve (what was shown), the views, replay and the result sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from quizhub.contest.state import Award, ContestState


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One award as it counted: `relief` is what the floor gave back, `total` the sum after it."""

    award: Award
    relief: int
    total: int


@dataclass(frozen=True, slots=True)
class Place:
    """A team's standing. `how` names the tie rule that decided or shares its place."""

    team: str
    rank: int
    points: int
    how: str | None


def counted(state: ContestState) -> Iterator[Award]:
    """The awards that count: all but those of void asks."""
    return (award for award in state.show.awards if award.ask not in state.show.void_asks)


def ledger(state: ContestState, team: str) -> list[LedgerLine]:
    """A team's points line by line; total = base score + sum of points + sum of reliefs."""
    floor = state.plan.rules.floor
    total = state.plan.rules.base_score
    lines = []
    for award in counted(state):
        if award.team != team:
            continue
        after = total + award.points
        relief = max(0, min(floor, total) - after) if floor is not None else 0
        total = after + relief
        lines.append(LedgerLine(award, relief, total))
    return lines


def points(state: ContestState) -> dict[str, int]:
    """Every team's total."""
    floor = state.plan.rules.floor
    totals = dict.fromkeys(state.seating(), state.plan.rules.base_score)
    for award in counted(state):
        after = totals[award.team] + award.points
        totals[award.team] = after if floor is None else max(after, min(floor, totals[award.team]))
    return totals


def tie_key(state: ContestState, team: str) -> tuple[int, ...]:
    """How the tie-breaks so far order a team among those with equal points; smaller is better."""
    tiers = (tie.tier(team) for tie in state.show.ties)
    return tuple(tier for tier in tiers if tier is not None)


def places(state: ContestState) -> list[Place]:
    """All teams, best first; equal points not decided by a tie-break share a rank (1, 2, 2, 4)."""
    totals = points(state)
    seats = {team: index for index, team in enumerate(state.seating())}
    order = sorted(totals, key=lambda team: (-totals[team], tie_key(state, team), seats[team]))
    ranked: list[Place] = []
    for index, team in enumerate(order):
        merit = (totals[team], tie_key(state, team))
        before = ranked[-1] if ranked else None
        same = before is not None and (before.points, tie_key(state, before.team)) == merit
        rank = before.rank if before is not None and same else index + 1
        ranked.append(Place(team, rank, totals[team], _how(state, totals, team)))
    return ranked


def _how(state: ContestState, totals: dict[str, int], team: str) -> str | None:
    """The last tie rule applied to this team among others that still have the same points."""
    equals = {other for other, total in totals.items() if total == totals[team]}
    for tie in reversed(state.show.ties):
        members = {member for tier in tie.tiers for member in tier}
        if team in members and len(equals & members) > 1:
            return tie.method
    return None


def positions(state: ContestState) -> tuple[tuple[str, int, int], ...]:
    """(team, rank, points), best first: what a scoreboard shows and remembers."""
    return tuple((place.team, place.rank, place.points) for place in places(state))
