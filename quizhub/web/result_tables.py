"""The results of a contest as tables of words in one language, for the page, for paper and for the workbook.

The rows come from `reports.results`; here they only get their words. For organisers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizhub.contest.events import CorrectionMade
from quizhub.contest.state import ContestState
from quizhub.reports import results
from quizhub.reports.results import AskRow, Given, Spot
from quizhub.web.refusals import N_
from quizhub.web.rule_words import CHOICES
from quizhub.web.translations import translations

REASONS: Mapping[str, str] = {
    "right": N_("right answer"),
    "partly": N_("partly right answer"),
    "wrong": N_("wrong or no answer"),
    "answer_void": N_("answer declared void"),
    "early_press": N_("early press"),
    "opponent_wrong": N_("opponent was wrong"),
    "foul": N_("foul"),
    "adjusted": N_("points by decision"),
    "corrected": N_("corrected afterwards"),
}
VERDICTS: Mapping[str, str] = {"right": "✓", "partly": "◐", "wrong": "✕", "none": "–", "void": "∅"}
WHO: Mapping[str, str] = {
    "host": N_("host"),
    "arbiter": N_("arbiter"),
    "machine": N_("machine"),
    "clock": N_("clock"),
    "organiser": N_("organiser"),
}
RULED: Mapping[str, str] = {
    "first": N_("first"),
    "later": N_("later"),
    "close": N_("too close to call"),
    "early": N_("early"),
    "locked": N_("locked out"),
}
REMARKS: Mapping[str, str] = {
    "anticipated": N_("sooner than people react"),
    "limited": N_("claim limited by the link"),
    "stalled": N_("the server stood still"),
    "button": N_("house button"),
}
OUTCOMES: Mapping[str, str] = {"open": N_("open"), "upheld": N_("upheld"), "rejected": N_("rejected")}
CORRECTIONS: Mapping[str, str] = {
    "void": N_("question declared void"),
    "key": N_("right answer corrected"),
    "accept": N_("another answer accepted"),
    "verdict": N_("verdict changed"),
    "points": N_("points by decision"),
    "appeal": N_("ruling on an appeal"),
    "undone": N_("undone"),
    "redone": N_("redone"),
    "void_question": N_("question declared void"),
    "correct_key": N_("right answer corrected"),
    "change_verdict": N_("verdict changed"),
    "adjust_points": N_("points by decision"),
    "rule_appeal": N_("ruling on an appeal"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under their columns; `numbers` are the columns that hold numbers only."""

    id: str
    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()


class ResultTables:
    """All tables of one state. `made` are the corrections of its log."""

    def __init__(self, state: ContestState, made: Sequence[CorrectionMade], language: str) -> None:
        self.state = state
        self.language = language
        self._made = made
        self._say: Callable[[str], str] = translations(language).gettext

    def all(self) -> list[Table]:
        """The tables of the page, in its order."""
        return [
            self.standings(),
            self.corrections(),
            self.appeals(),
            self.answers(),
            self.awards(),
            self.races(),
        ]

    def standings(self) -> Table:
        rows = [
            [
                str(row.rank),
                self.team(row.team),
                str(row.points),
                self._say(CHOICES[row.how]) if row.how else "",
                str(row.fouls),
            ]
            for row in results.standings(self.state)
        ]
        columns = (N_("Place"), N_("Team"), N_("Points"), N_("Tie decided by"), N_("Fouls"))
        return self._table("standings", N_("Standings"), columns, rows, {0, 2, 4})

    def awards(self) -> Table:
        rows = []
        for n, row in enumerate(results.awards(self.state), start=1):
            award = row.award
            total = str(row.total) if row.total is not None else self._say(N_("does not count"))
            note = row.foul or award.note
            if row.relief:
                floor = self._say(N_("the floor gave %(points)s back")) % {"points": row.relief}
                note = f"{note} · {floor}" if note else floor
            rows.append(
                [
                    str(n),
                    moment(award.at),
                    self.spot(row.spot),
                    self.team(award.team),
                    f"{award.points:+d}",
                    total,
                    self._say(REASONS[award.reason]),
                    note,
                    self.who(award.by),
                ]
            )
        columns = (
            "№", N_("Time"), N_("Question no."), N_("Team"), N_("Points"), N_("Total after"), N_("Reason"),
            N_("Note"), N_("By"),
        )  # fmt: skip
        return self._table("awards", N_("Awards"), columns, rows, {0, 4, 5})

    def answers(self) -> Table:
        """Questions down, teams across: the verdict's sign, the answer and the points."""
        teams = list(self.state.seating())
        rows = [
            [self.spot(row.spot), row.stem, self._key(row), *(self._given(row.given.get(t)) for t in teams)]
            for row in results.asks(self.state, self.language)
        ]
        columns = [self._say(name) for name in (N_("Question no."), N_("Text"), N_("Right answer"))]
        names = [self.team(team) for team in teams]
        return Table("answers", self._say(N_("Answers")), [*columns, *names], rows)

    def races(self) -> Table:
        rows = []
        for row in results.presses(self.state):
            how = "" if row.how in ("", "time") else self._say(CHOICES[row.how])
            remarks = [self._say(REMARKS[remark]) for remark in row.remarks]
            rows.append(
                [
                    self.spot(row.spot),
                    str(row.race),
                    "" if row.place is None else str(row.place),
                    self.team(row.team),
                    "" if row.ms is None else str(row.ms),
                    "" if row.behind is None else f"{row.behind:g}",
                    f"{row.doubt:g}",
                    f"{row.link:g}",
                    " · ".join([self._say(RULED[row.ruled]), *filter(None, (how, *remarks))]),
                ]
            )
        columns = (
            N_("Question no."), N_("Race"), N_("Place"), N_("Team"), N_("Press, ms after the signal"),
            N_("Behind the first, ms"), N_("± ms"), N_("Link, ms"), N_("Remark"),
        )  # fmt: skip
        return self._table("races", N_("Races"), columns, rows, {1, 2, 4, 5, 6, 7})

    def appeals(self) -> Table:
        rows = [
            [
                str(row.number),
                moment(row.at),
                self.team(row.team),
                self.spot(row.spot),
                row.reason,
                self._say(OUTCOMES[row.state]),
                row.note,
                self.who(row.by),
            ]
            for row in results.appeals(self.state)
        ]
        columns = (
            "№", N_("Time"), N_("Team"), N_("Question no."), N_("Reason"), N_("Ruling"), N_("Note"), N_("By"),
        )  # fmt: skip
        return self._table("appeals", N_("Appeals"), columns, rows, {0})

    def corrections(self) -> Table:
        rows = []
        for row in results.corrections(self.state, self._made):
            reversal = row.what in ("undone", "redone")
            points = [f"{self.team(team)} {change:+d}" for team, change in row.points]
            if row.ranking:
                points.append(self._say(N_("places changed")))
            elif not reversal and not points:
                points.append(self._say(N_("no points changed")))
            ruling = [] if row.upheld is None else [OUTCOMES["upheld" if row.upheld else "rejected"]]
            what = [CORRECTIONS[row.what], *ruling, *([CORRECTIONS[row.reason]] if reversal else [])]
            rows.append(
                [
                    moment(row.at),
                    ": ".join(self._say(part) for part in what),
                    self.spot(row.spot),
                    self.team(row.team) if row.team else "",
                    "" if reversal else row.reason,
                    " · ".join(points),
                    self.who(row.by),
                ]
            )
        columns = (
            N_("Time"), N_("Correction"), N_("Question no."), N_("Team"), N_("Reason"), N_("What it changed"),
            N_("By"),
        )  # fmt: skip
        return self._table("corrections", N_("Corrections"), columns, rows)

    # --- words ------------------------------------------------------------------------------------------

    def team(self, name: str) -> str:
        """Number and name of a team."""
        team = self.state.plan.team_by_id[name]
        return f"{team.number} {team.name}"

    def spot(self, spot: Spot | None) -> str:
        """`2.5`: the fifth question of the second round."""
        if spot is None:
            return ""
        if spot.tie:
            return self._say(N_("Tie-break %(n)s")) % {"n": spot.n}
        return f"{spot.round}.{spot.n}"

    def who(self, by: str) -> str:
        """The word for a seat, and the name of an organiser."""
        seat, _, name = by.partition(":")
        word = WHO.get(seat)
        return " ".join(filter(None, (self._say(word) if word else seat, name)))

    def _key(self, row: AskRow) -> str:
        parts = [part for part in (row.key, *row.also) if part]
        return " / ".join([*parts, self._say(N_("void"))] if row.void else parts)

    def _given(self, given: Given | None) -> str:
        if given is None:
            return ""
        sign = VERDICTS[given.verdict] if given.verdict is not None else ""
        points = f"{given.points:+d}" if given.points else ""
        return " ".join(part for part in (sign, given.answer, points) if part)

    def _table(
        self,
        name: str,
        title: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        numbers: set[int] | None = None,
    ) -> Table:
        said = [self._say(column) for column in columns]
        return Table(name, self._say(title), said, rows, frozenset(numbers or ()))


def moment(at: int) -> str:
    """A time of the server as the laptop's clock showed it."""
    return datetime.fromtimestamp(at / 1000).strftime("%Y-%m-%d %H:%M:%S")
