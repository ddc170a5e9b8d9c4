"""A race for the right to answer: presses, and what they lead to."""

from typing import Literal

from quizhub.contest.events.event import Event


class BuzzPressed(Event):
    """A press with its raw times: `at` is our arrival time, `press_ms` the phone's own clock.

    `breach`: an early press that the rules punish; it counts with the fouls and for the warning.
    """

    type: Literal["BuzzPressed"] = "BuzzPressed"
    ask: int
    team: str
    ruled: Literal["valid", "early", "locked"]
    after_cue_ms: int | None = None
    press_ms: float | None = None
    n: int = 1
    by: str = ""
    breach: bool = False


class TeamCalled(Event):
    """A team has won the right to answer; `time_ms` to begin (spoken) or to answer (device)."""

    type: Literal["TeamCalled"] = "TeamCalled"
    ask: int
    team: str
    started: bool
    time_ms: int


class TeamHeldBack(Event):
    """A team's presses are dead until `until` (the short lock after an early press)."""

    type: Literal["TeamHeldBack"] = "TeamHeldBack"
    ask: int
    team: str
    until: int


class RaceReset(Event):
    """The other teams may race again: the ask goes back to being read, for `contestants` only."""

    type: Literal["RaceReset"] = "RaceReset"
    ask: int
