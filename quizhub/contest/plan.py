"""The programme of a contest: teams, rounds, frozen questions, rule choices.

A plan is complete in itself (questions are copied in), so that a running contest never depends on a
bank that somebody edits. Used by decide and the views; written by the plan file reader and the desk.
"""

import hashlib
from collections import Counter
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from quizhub.contest.look import Theme
from quizhub.contest.rules import Answerer, Answering, ContestRules, Flow, RoundRules
from quizhub.questions.model import Media, Question, Text

_FROZEN = ConfigDict(frozen=True, extra="forbid")
_ID = r"^[a-z0-9][a-z0-9-]{0,39}$"


class Player(BaseModel):
    """A numbered member of a team; the name is optional personal data."""

    model_config = _FROZEN

    number: int = Field(ge=1, le=20)
    name: str = Field("", max_length=40)


class Team(BaseModel):
    """A team on stage. `number` is its table; `id` never changes."""

    model_config = _FROZEN

    id: str = Field(pattern=_ID)
    number: int = Field(ge=1, le=99)
    name: str = Field(min_length=1, max_length=40)
    players: tuple[Player, ...] = ()


class Hall(BaseModel):
    """Metres: width of the picture and distance of the farthest seat; both size the type. And the colours."""

    model_config = _FROZEN

    screen_width_m: float = Field(4.0, gt=0.3, le=60)
    distance_m: float = Field(20.0, gt=0.5, le=200)
    theme: Theme = Theme.NIGHT


class PlannedQuestion(BaseModel):
    """A question's place in a round; `stake` reserves it for teams that chose that stake."""

    model_config = _FROZEN

    question: str
    stake: int | None = None


class Round(BaseModel):
    """One round: a flow, its rules, its questions in order, and spares."""

    model_config = _FROZEN

    id: str = Field(pattern=_ID)
    title: Text
    pack: str = ""
    flow: Flow
    rules: RoundRules = RoundRules()
    questions: tuple[PlannedQuestion, ...] = ()
    spares: tuple[str, ...] = ()


class PlannedPicture(NamedTuple):
    """A picture and the questions that show it, itself or with their material."""

    media: Media
    questions: frozenset[str]


class Plan(BaseModel):
    """The whole programme. `seed` decides every draw and shuffle of the contest."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    schema_version: Literal[1] = 1
    title: Text
    languages: tuple[str, ...] = ("zh-Hans", "en")
    hall: Hall = Hall()
    seed: int = Field(1, ge=0, lt=2**53)
    rules: ContestRules = ContestRules()
    teams: tuple[Team, ...] = Field(min_length=1, max_length=40)
    rounds: tuple[Round, ...] = Field(min_length=1, max_length=40)
    tie_rules: RoundRules
    tie_questions: tuple[str, ...] = ()
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        """Refuse what could not be played: doubles, unknown questions, drafts, too few questions."""
        _refuse_doubles("team", [team.id for team in self.teams])
        _refuse_doubles("team number", [str(team.number) for team in self.teams])
        _refuse_doubles("round", [planned.id for planned in self.rounds])
        _refuse_doubles("question", [question.id for question in self.questions])
        used = [q.question for r in self.rounds for q in r.questions]
        used += [spare for r in self.rounds for spare in r.spares] + list(self.tie_questions)
        _refuse_doubles("question used twice:", used)
        known = {question.id for question in self.questions}
        for unknown in sorted(set(used) - known):
            raise ValueError(f"question {unknown} is used but not part of the plan")
        for question in self.questions:
            if question.key is None:
                raise ValueError(f"question {question.id} has no key and cannot be played")
        for planned in self.rounds:
            self._enough_questions(planned)
            asked = (*(one.question for one in planned.questions), *planned.spares)
            self._judged_by_somebody(asked, planned.rules, f"round {planned.id}")
            self._cases_in_one_piece(planned)
        self._judged_by_somebody(self.tie_questions, self.tie_rules, "the tie-break")
        return self

    def _judged_by_somebody(self, asked: tuple[str, ...], rules: RoundRules, where: str) -> None:
        """An open question needs a person who hears or reads the answer; no machine marks it."""
        if rules.answering is not Answering.DEVICE:
            return
        open_ones = {question.id for question in self.questions if question.kind == "open"}
        for name in asked:
            if name in open_ones:
                raise ValueError(
                    f"question {name} is open and {where} is answered on phones only: nobody would judge it; "
                    "set answering to spoken or mixed there, or take another question"
                )

    def _cases_in_one_piece(self, planned: Round) -> None:
        """Questions of one material follow one another; where teams choose stakes nobody knows the order."""
        if planned.rules.staked:
            return
        cases = {question.id: question.material.id for question in self.questions if question.material}
        runs = [case for case, _ in groupby(cases.get(one.question) for one in planned.questions)]
        for case in runs:
            if case is not None and runs.count(case) > 1:
                raise ValueError(
                    f"round {planned.id} comes back to the material {case}: ask its questions in a row"
                )

    def _enough_questions(self, planned: Round) -> None:
        if planned.flow is not Flow.IN_TURN:
            if not planned.questions:
                raise ValueError(f"round {planned.id} has no questions")
            return
        needed = turns_needed(planned, self.teams)
        have = len(planned.questions)
        if have < needed:
            raise ValueError(f"round {planned.id} needs {needed} questions and has {have}")
        if planned.rules.staked and (have_stakes := {q.stake for q in planned.questions}) - {None}:
            choices = set(planned.rules.stake_choices())
            if wrong := have_stakes - choices - {None}:
                raise ValueError(f"round {planned.id} has questions for stakes {sorted(map(str, wrong))}")

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def pictures(self) -> dict[str, PlannedPicture]:
        """Every picture by its id."""
        shown: dict[str, PlannedPicture] = {}
        for question in self.questions:
            for media in question.all_media:
                others = shown[media.id].questions if media.id in shown else frozenset()
                shown[media.id] = PlannedPicture(media, others | {question.id})
        return shown

    @cached_property
    def team_by_id(self) -> dict[str, Team]:
        return {team.id: team for team in self.teams}


def most_players(teams: tuple[Team, ...]) -> int:
    """Players of the largest team; smaller teams send somebody twice, so that all get as many turns."""
    return max(1, *(len(team.players) for team in teams))


def turns_each(planned: Round, teams: tuple[Team, ...]) -> int:
    """How many questions each team gets in an in-turn round (opponent questions included)."""
    rules = planned.rules
    players = most_players(teams) if rules.answerer is Answerer.PLAYER else 1
    return players * rules.per_turn * (2 if rules.opponent_phase else 1)


def turns_needed(planned: Round, teams: tuple[Team, ...]) -> int:
    """How many questions an in-turn round asks."""
    return turns_each(planned, teams) * len(teams)


def packs_of(planned: Round, teams: tuple[Team, ...]) -> list[tuple[PlannedQuestion, ...]]:
    """A round's questions cut into packs, each as many as one team needs; a rest is left over."""
    size = turns_each(planned, teams)
    return [planned.questions[i : i + size] for i in range(0, len(planned.questions) - size + 1, size)]


def _refuse_doubles(what: str, values: list[str]) -> None:
    doubles = [value for value, count in Counter(values).items() if count > 1]
    if doubles:
        raise ValueError(f"{what} {doubles[0]} appears more than once")


@lru_cache(maxsize=4096)
def picture_name(seed: int, media: str) -> str:
    """What a picture is called in the contest with this seed: a word that tells nothing of the picture.

    Another one in every contest, or a name known from an earlier one would tell what is to come.
    """
    return hashlib.sha256(f"picture:{seed}:{media}".encode()).hexdigest()[:24]
