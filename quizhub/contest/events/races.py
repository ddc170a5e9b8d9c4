"""A race for the right to answer: presses, and what they lead to."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from quizhub.contest.events.event import Event
from quizhub.contest.photo_finish import Bound, Tier


class PressTiming(BaseModel):
    """How a press was timed, with everything needed to work it out again (see photo_finish).

    Milliseconds of server time with fractions. The link is told by its best ping: `sent_at` and `heard_at`
    by our clock, `clock` by the phone's between them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    arrival: float
    counts_at: float
    doubt: float
    bound: Bound
    tier: Tier
    sent_at: float
    clock: float
    heard_at: float
    round_trip: float
    jitter: float
    samples: int


class BuzzPressed(Event):
    """A press with its raw times: `at` is our arrival time, `press_ms` the phone's own clock.

    `after_cue_ms` is the counted moment after the start signal. `breach`: an early press that the rules
    punish; it counts with the fouls and for the warning. `by` is the seat that pressed, `buttons` for a house
    button. `stalled`: it came while our own program stood still, and may be earlier by so many ms.
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
    timing: PressTiming | None = None
    stalled: float = 0.0


class RaceHeld(Event):
    """Somebody has pressed; until `until` an earlier press may still be on its way."""

    type: Literal["RaceHeld"] = "RaceHeld"
    ask: int
    until: int


class RaceDecided(Event):
    """The order of a race, first one first. `too_close` could not be told from the first, `how` is the rule
    that settled it: their times, or for those too close a new race, the lower score or a lot."""

    type: Literal["RaceDecided"] = "RaceDecided"
    ask: int
    order: tuple[str, ...]
    too_close: tuple[str, ...] = ()
    how: Literal["time", "earlier", "rebuzz", "lower_score", "lot"] = "time"


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
    """The teams still in race again: the ask goes back to being read. `among`: only these (empty: all)."""

    type: Literal["RaceReset"] = "RaceReset"
    ask: int
    among: tuple[str, ...] = ()


class DeviceTrusted(Event):
    """The host says how far a team's buzzer is to be believed."""

    type: Literal["DeviceTrusted"] = "DeviceTrusted"
    team: str
    tier: Tier
    by: str
