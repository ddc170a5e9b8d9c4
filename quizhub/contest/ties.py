"""Equal points at the end: which groups must be separated, by what, and with what result.

Methods come from the plan's list and are used in turn until a group is separated or places may be
shared. Only ties that touch a prize place are broken.
"""

from dataclasses import dataclass
from itertools import groupby

from quizhub.contest.rules import TieBreak
from quizhub.contest.standings import places
from quizhub.contest.state import ContestState
from quizhub.questions.shuffle import shuffled


@dataclass(frozen=True, slots=True)
class OpenTie:
    """A group of equals and the method that is to separate it next."""

    teams: tuple[str, ...]
    method: TieBreak


def open_tie(state: ContestState) -> OpenTie | None:
    """The best-placed group still to be separated; None when every prize place is decided."""
    for rank, group in groupby(places(state), key=lambda place: place.rank):
        teams = tuple(place.team for place in group)
        if len(teams) < 2 or rank > state.plan.rules.prize_places:
            continue
        method = _next_method(state, teams)
        if method is not None:
            return OpenTie(teams, method)
    return None


def _next_method(state: ContestState, teams: tuple[str, ...]) -> TieBreak | None:
    """The first method of the plan not yet tried on this group; None once places are shared."""
    for method in state.plan.rules.ties:
        if _tried(state, method, teams):
            if method is TieBreak.SHARED:
                return None
            continue
        if method is TieBreak.SUDDEN_DEATH and next_tie_question(state) is None:
            continue
        return method
    return None


def _tried(state: ContestState, method: TieBreak, teams: tuple[str, ...]) -> bool:
    return any(
        tie.method == method and all(tie.tier(team) is not None for team in teams) for tie in state.show.ties
    )


def next_tie_question(state: ContestState) -> str | None:
    """The next question kept for sudden death, if one is left."""
    return next((q for q in state.plan.tie_questions if q not in state.show.used), None)


def tiers_by_rule(state: ContestState, tie: OpenTie) -> tuple[tuple[str, ...], ...]:
    """The result of a method that needs no play: fewest fouls, lot, or a shared place."""
    if tie.method is TieBreak.LOT:
        salt = f"tie/{'/'.join(sorted(tie.teams))}"
        return tuple((team,) for team in shuffled(tuple(sorted(tie.teams)), state.plan.seed, salt))
    if tie.method is TieBreak.SHARED:
        return (tie.teams,)

    def fouls(team: str) -> int:
        return state.show.fouls.get(team, 0) + state.show.early.get(team, 0)

    return tuple(tuple(group) for _, group in groupby(sorted(tie.teams, key=fouls), key=fouls))
