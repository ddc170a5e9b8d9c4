"""Equal points at the end: which groups must be separated, by what, and with what result.

Methods come from the plan's list and are used in turn until a group is separated or places may be
shared. Only ties that touch a prize place are broken.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from quizhub.contest.rules import TieBreak
from quizhub.contest.seats import captain_seat
from quizhub.contest.standings import places, points
from quizhub.contest.state import ContestState, SuddenDeath
from quizhub.questions.answers import NumericAnswer
from quizhub.questions.marking import right_answer
from quizhub.questions.model import Question
from quizhub.questions.normalise import parse_number
from quizhub.questions.shuffle import shuffled

PLAYED = (TieBreak.SUDDEN_DEATH, TieBreak.NEAREST)
"""The methods that need a question; the others follow from the log or the seed."""


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


def race_decided(state: ContestState, race: SuddenDeath) -> bool:
    """Whether a sudden death has nothing left to decide: one team, or only places without a prize.

    Where its questions give points, those may have separated the teams before anybody won.
    """
    totals = points(state)
    if len({totals[team] for team in race.remaining}) == len(race.remaining):
        return True
    ranks = {place.team: place.rank for place in places(state)}
    rank = ranks[race.remaining[0]]
    ahead = sum(1 for team in race.top if ranks[team] == rank)
    return rank + ahead > state.plan.rules.prize_places


def _next_method(state: ContestState, teams: tuple[str, ...]) -> TieBreak | None:
    """The first method of the plan not yet tried on this group; None once places are shared."""
    for method in state.plan.rules.ties:
        if _tried(state, method, teams):
            if method is TieBreak.SHARED:
                return None
            continue
        if method in PLAYED and next_tie_question(state, method) is None:
            continue
        return method
    return None


def _tried(state: ContestState, method: TieBreak, teams: tuple[str, ...]) -> bool:
    return any(
        tie.method == method and all(tie.tier(team) is not None for team in teams) for tie in state.show.ties
    )


def next_tie_question(state: ContestState, method: str) -> str | None:
    """The next question kept for ties, if one is left; the nearest number takes numeric ones only."""
    kinds = state.plan.question_by_id
    for name in state.plan.tie_questions:
        if name not in state.show.used and (kinds[name].kind == "numeric") == (method == TieBreak.NEAREST):
            return name
    return None


def nearest_tiers(state: ContestState) -> tuple[tuple[str, ...], ...]:
    """The teams of a nearest-number tie by the distance of their answers; no number comes last."""
    race, ask = state.show.sudden_death, state.show.ask
    assert race is not None
    if ask is None or not ask.tie or ask.void:
        return (race.remaining,)
    wanted = parse_number(key_number(state.plan.question_by_id[ask.question]))
    given = state.answers_to(ask.id)

    def distance(team: str) -> Decimal:
        ruling = ask.rulings.get(team)
        if ruling is not None and ruling.verdict == "void":
            return Decimal("Infinity")
        answer = given.get(captain_seat(team).id)
        number = (
            parse_number(answer.answer.text) if answer and isinstance(answer.answer, NumericAnswer) else None
        )
        return abs(number - wanted) if number is not None and wanted is not None else Decimal("Infinity")

    return tuple(tuple(group) for _, group in groupby(sorted(race.remaining, key=distance), key=distance))


def key_number(question: Question) -> str:
    """The number a numeric question asks for, as text."""
    answer = right_answer(question)
    return answer.text if isinstance(answer, NumericAnswer) else ""


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
