"""What was put right afterwards, and what teams asked to have put right."""

from typing import Literal

from pydantic import Field

from quizhub.contest.events.event import Event
from quizhub.questions.answers import Answer

Correction = Literal["void", "key", "accept", "verdict", "points", "appeal"]


class KeyCorrected(Event):
    """The right answer of a question was another one, or (`also`) another one is right as well."""

    type: Literal["KeyCorrected"] = "KeyCorrected"
    question: str
    answer: Answer
    also: bool = False


class CorrectionMade(Event):
    """Closes a correction: what the hall is told of it. `points` are the differences it made by team,
    `ranking` whether anybody's place changed."""

    type: Literal["CorrectionMade"] = "CorrectionMade"
    what: Correction
    by: str
    reason: str = ""
    ask: int | None = None
    team: str | None = None
    points: dict[str, int] = Field(default_factory=dict)
    ranking: bool = False
    upheld: bool | None = None


class AppealRaised(Event):
    """A team asks for a ruling on a question; `appeal` numbers the appeals of a contest from 1."""

    type: Literal["AppealRaised"] = "AppealRaised"
    appeal: int
    team: str
    ask: int
    reason: str


class AppealRuled(Event):
    type: Literal["AppealRuled"] = "AppealRuled"
    appeal: int
    upheld: bool
    note: str = ""
    by: str
