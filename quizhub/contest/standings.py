"""Points and places: summed from the ledger each time, never stored.

A team's total is the base score plus its awards in order, never falling below the floor where the
plan has one. Used by evolve (what was shown), the views, replay and the result sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from quizhub.contest.state import Award, ContestState, Tie


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
    """The awards that count: all but those of void asks; an early press costs its points even there."""
    void = state.show.void_asks
    return (a for a in state.show.awards if a.ask not in void or a.reason == "early_press")


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


def separated(
    teams: tuple[str, ...], ties: tuple[Tie, ...], how: str | None = None
) -> list[tuple[tuple[str, ...], str | None]]:
    """Teams with equal points in groups, best first, each with the tie rule that last spoke about it.

    A result counts only where it is about all of the group: a team that comes to the same points later,
    by a correction, has not been separated from anybody yet.
    """
    for index, tie in enumerate(ties):
        tiers = {team: tie.tier(team) for team in teams}
        if len(teams) < 2 or None in tiers.values():
            continue
        rest = (*ties[:index], *ties[index + 1 :])
        parts = [tuple(team for team in teams if team in tier) for tier in tie.tiers]
        return [group for part in parts if part for group in separated(part, rest, tie.method)]
    return [(teams, how)]


def places(state: ContestState) -> list[Place]:
    """All teams, best first; equal points not decided by a tie-break share a rank (1, 2, 2, 4)."""
    totals = points(state)
    ranked: list[Place] = []
    for total in sorted(set(totals.values()), reverse=True):
        equals = tuple(team for team in totals if totals[team] == total)
        for group, how in separated(equals, state.show.ties):
            rank = len(ranked) + 1
            ranked += [Place(team, rank, total, how) for team in group]
    return ranked


def positions(state: ContestState) -> tuple[tuple[str, int, int], ...]:
    """(team, rank, points), best first: what a scoreboard shows and remembers."""
    return tuple((place.team, place.rank, place.points) for place in places(state))


def told_positions(state: ContestState) -> tuple[tuple[str, int, int], ...]:
    """What the hall may see of them: as they were frozen, else as they are."""
    frozen = state.show.frozen
    return positions(state) if frozen is None else frozen
