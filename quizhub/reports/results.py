"""The results of a contest as rows: standings, awards, answers, races, appeals, corrections.

Used by the results page and its workbook, also while the contest runs. Codes, numbers and the words of
people only; the sentences around them are the pages'. For organisers: it tells keys and all answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizhub.contest.current import rules_of
from quizhub.contest.events import CorrectionMade
from quizhub.contest.rules import RoundRules
from quizhub.contest.standings import ledger, places
from quizhub.contest.state import Ask, Award, ContestState
from quizhub.contest.views.ask import gained_points, key_text, team_answers
from quizhub.contest.views.race import race_view
from quizhub.contest.views.wording import Wording
from quizhub.questions.text import text_in

CORRECTING = frozenset({"void_question", "correct_key", "change_verdict", "adjust_points", "rule_appeal"})
"""Labels of the host steps that put something right."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a question stands: its round, counted from 1, and its number there; in a tie-break, which tie
    question it was."""

    round: int
    n: int
    tie: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A team's place. `how` is the tie rule that decided or shares it, `fouls` include early presses."""

    rank: int
    team: str
    points: int
    how: str | None
    fouls: int


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A line of the ledger. `relief` is what the floor gave back and `total` the sum after it; both are None
    where the question is void and the line counts nothing."""

    award: Award
    spot: Spot | None
    relief: int | None
    total: int | None
    foul: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What one team did with one question."""

    verdict: str | None
    by: str
    answer: str
    points: int


@dataclass(frozen=True, slots=True)
class AskRow:
    """A question that was played, and what became of it, by the teams that had to do with it."""

    ask: int
    spot: Spot
    question: str
    stem: str
    key: str
    also: tuple[str, ...]
    void: bool
    given: dict[str, Given]


@dataclass(frozen=True, slots=True)
class PressRow:
    """A press in the photo-finish table. Times in ms; `ms` after the signal, `behind` the first."""

    spot: Spot
    race: int
    place: int | None
    team: str
    ms: int | None
    behind: float | None
    doubt: float
    link: float
    ruled: str
    remarks: tuple[str, ...]
    how: str
    """How the race was decided: `time`, or the rule for presses too close to call; "" while undecided."""


@dataclass(frozen=True, slots=True)
class AppealRow:
    number: int
    at: int
    team: str
    spot: Spot | None
    reason: str
    state: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction as the log has it, or (`what` is `undone` or `redone`) what happened to one later."""

    at: int
    what: str
    by: str
    reason: str
    spot: Spot | None = None
    team: str | None = None
    points: tuple[tuple[str, int], ...] = ()
    ranking: bool = False
    upheld: bool | None = None


def standings(state: ContestState) -> list[Standing]:
    """All teams, best first; equals share a rank."""
    show = state.show
    return [
        Standing(
            place.rank,
            place.team,
            place.points,
            place.how,
            show.fouls.get(place.team, 0) + show.early.get(place.team, 0),
        )
        for place in places(state)
    ]


def awards(state: ContestState) -> list[AwardRow]:
    """Every line of points in the order it was written, those of void questions too."""
    lines: dict[int, tuple[int | None, int | None]] = {
        line.award.number: (line.relief, line.total)
        for team in state.plan.team_by_id
        for line in ledger(state, team)
    }
    fouls = {foul.id: text_in(foul.name, state.plan.languages[0]) for foul in state.plan.rules.fouls}
    spots = _spots(state)
    rows = []
    for award in state.show.awards:
        relief, total = lines.get(award.number, (None, None))
        spot = spots.get(award.ask) if award.ask is not None else None
        foul = fouls.get(award.note, "") if award.reason == "foul" else ""
        rows.append(AwardRow(award, spot, relief, total, foul))
    return rows


def asks(state: ContestState, language: str) -> list[AskRow]:
    """The table of teams and questions. A key not yet revealed stays untold: it may still be played for."""
    words, spots = Wording(state.plan, language), _spots(state)
    return [_ask_row(state, ask, spots[ask.id], words) for ask in _played(state)]


def _ask_row(state: ContestState, ask: Ask, spot: Spot, words: Wording) -> AskRow:
    question, *others = state.questions(ask.question)
    answers, gained = team_answers(state, ask, question, words), gained_points(state, ask.id)
    given = {}
    for team in state.plan.team_by_id:
        ruling = ask.rulings.get(team)
        if ruling is not None or team in answers or team in gained:
            given[team] = Given(
                ruling.verdict if ruling is not None else None,
                ruling.by if ruling is not None else "",
                answers.get(team, ""),
                gained.get(team, 0),
            )
    return AskRow(
        ask=ask.id,
        spot=spot,
        question=question.id,
        stem=str(words(question.stem)),
        key=str(key_text(question, ask, words)) if ask.told else "",
        also=tuple(str(key_text(other, ask, words)) for other in others) if ask.told else (),
        void=ask.void,
        given=given,
    )


def presses(state: ContestState) -> list[PressRow]:
    """Every race, press by press, in the order that counts."""
    spots = _spots(state)
    return [
        row for ask in _played(state) if ask.presses for row in _presses_of(ask, _rules(state, ask), spots)
    ]


def _presses_of(ask: Ask, rules: RoundRules, spots: dict[int, Spot]) -> Iterator[PressRow]:
    how = {finish.race: finish.how for finish in ask.finishes}
    counts: defaultdict[int, int] = defaultdict(int)
    for line in race_view(ask, rules)["presses"]:
        valid = line["ruled"] not in ("early", "locked")
        counts[line["race"]] += valid
        yield PressRow(
            spot=spots[ask.id],
            race=line["race"],
            place=counts[line["race"]] if valid else None,
            team=line["team"],
            ms=line["ms"],
            behind=line["behind"],
            doubt=line["doubt"],
            link=line["link"],
            ruled=line["ruled"],
            remarks=tuple(line["remarks"]),
            how=how.get(line["race"], ""),
        )


def appeals(state: ContestState) -> list[AppealRow]:
    """Every appeal, and the ruling on it."""
    spots, rulings = _spots(state), state.show.appeal_rulings
    rows = []
    for appeal in state.appeals:
        ruling = rulings.get(appeal.number)
        outcome = ("open", "", "")
        if ruling is not None:
            outcome = ("upheld" if ruling.upheld else "rejected", ruling.note, ruling.by)
        spot = spots.get(appeal.ask)
        rows.append(AppealRow(appeal.number, appeal.at, appeal.team, spot, appeal.reason, *outcome))
    return rows


def corrections(state: ContestState, made: Iterable[CorrectionMade]) -> list[CorrectionRow]:
    """What was put right, by the log's own events, and what of that was undone or redone, as time went on."""
    spots = _spots(state)
    rows = [
        CorrectionRow(
            event.at,
            event.what,
            event.by,
            event.reason,
            spots.get(event.ask) if event.ask is not None else None,
            event.team,
            tuple(sorted(event.points.items())),
            event.ranking,
            event.upheld,
        )
        for event in made
    ]
    rows += [
        CorrectionRow(step.at, step.what, "", step.label)
        for step in state.reversals
        if step.label in CORRECTING
    ]
    return sorted(rows, key=lambda row: row.at)


def _played(state: ContestState) -> Sequence[Ask]:
    """Every ask in the order it was played; the one on the stage once it is revealed or void."""
    current = state.show.ask
    over = {ask.id: ask for ask in state.show.past.values()}
    if current is not None and (current.phase == "revealed" or current.void):
        over[current.id] = current
    return [over[number] for number in sorted(over)]


def _spots(state: ContestState) -> dict[int, Spot]:
    """Where each ask stands, the one being played too."""
    current = state.show.ask
    found = {ask.id: ask for ask in state.show.past.values()}
    if current is not None:
        found[current.id] = current
    spots, ties = {}, 0
    for number in sorted(found):
        ties += found[number].tie
        spots[number] = (
            Spot(found[number].round + 1, ties, tie=True)
            if found[number].tie
            else Spot(found[number].round + 1, found[number].slot + 1)
        )
    return spots


def _rules(state: ContestState, ask: Ask) -> RoundRules:
    return state.plan.tie_rules if ask.tie else rules_of(state, ask)
