"""Host steps, taken back and done again."""

from typing import Literal

from quizhub.contest.events.event import Event


class StepTaken(Event):
    """Opens a step: everything up to the next one is undone with it."""

    type: Literal["StepTaken"] = "StepTaken"
    label: str
    by: str


class StepUndone(Event):
    type: Literal["StepUndone"] = "StepUndone"
    by: str


class StepRedone(Event):
    type: Literal["StepRedone"] = "StepRedone"
    by: str
