"""Rounds, turns, stakes and opponents."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from quizhub.contest.events.event import Event


class LotsDrawn(Event):
    """The table of each team, in table order, drawn with the plan's seed."""

    type: Literal["LotsDrawn"] = "LotsDrawn"
    order: tuple[str, ...]


class Slot(BaseModel):
    """A place in a round where one question is played; `question` is empty until it is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    question: str | None = None
    team: str | None = None
    player: int | None = None
    against: bool = False


class RoundStarted(Event):
    type: Literal["RoundStarted"] = "RoundStarted"
    round: int
    slots: tuple[Slot, ...]


class StakesOpened(Event):
    """All teams choose their stakes at once."""

    type: Literal["StakesOpened"] = "StakesOpened"
    time_ms: int


class StakesShown(Event):
    """The stakes all teams chose in secret are shown together."""

    type: Literal["StakesShown"] = "StakesShown"


class TurnBegan(Event):
    """A team is called up; with `time_ms` a clock for choosing runs (0: no limit)."""

    type: Literal["TurnBegan"] = "TurnBegan"
    slot: int
    time_ms: int = 0


class StakeChosen(Event):
    type: Literal["StakeChosen"] = "StakeChosen"
    team: str
    stake: int
    by: str


class OpponentNamed(Event):
    type: Literal["OpponentNamed"] = "OpponentNamed"
    team: str
    opponent: str
    by: str


class TurnPassed(Event):
    type: Literal["TurnPassed"] = "TurnPassed"
    team: str
    by: str
