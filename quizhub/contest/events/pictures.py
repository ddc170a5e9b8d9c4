"""Points, what the screens show, clocks, ties, the end."""

from typing import Literal

from quizhub.contest.events.event import Event
from quizhub.contest.look import Look

AwardReason = Literal[
    "right",
    "partly",
    "wrong",
    "answer_void",
    "early_press",
    "opponent_wrong",
    "foul",
    "adjusted",
    "corrected",
]


class PointsAwarded(Event):
    """One line of the ledger. `reason` is a code; `note` the words a person gave."""

    type: Literal["PointsAwarded"] = "PointsAwarded"
    team: str
    points: int
    reason: AwardReason
    ask: int | None = None
    note: str = ""
    by: str = ""


class FoulCalled(Event):
    type: Literal["FoulCalled"] = "FoulCalled"
    team: str
    foul: str
    by: str


class StandingsShown(Event):
    type: Literal["StandingsShown"] = "StandingsShown"
    on: bool


class ScreenCovered(Event):
    type: Literal["ScreenCovered"] = "ScreenCovered"
    on: bool


class StandingsFrozen(Event):
    """What the hall sees of the standings stays as it is; or follows again."""

    type: Literal["StandingsFrozen"] = "StandingsFrozen"
    on: bool


class ScreenDressed(Event):
    """The projector's look from now on, whole."""

    type: Literal["ScreenDressed"] = "ScreenDressed"
    look: Look


class ShowPaused(Event):
    """`awaits_host`: not by the host but because no host page was connected any more."""

    type: Literal["ShowPaused"] = "ShowPaused"
    awaits_host: bool = False


class ShowResumed(Event):
    """Clocks run again. A race that nobody had won yet starts afresh at `opens_at`."""

    type: Literal["ShowResumed"] = "ShowResumed"
    opens_at: int | None = None


class TimeExtended(Event):
    type: Literal["TimeExtended"] = "TimeExtended"
    ms: int


class ClockCompensated(Event):
    type: Literal["ClockCompensated"] = "ClockCompensated"
    gap_ms: int


class TieBreakBegan(Event):
    """These teams play for their places: a race until separated, or the nearest number."""

    type: Literal["TieBreakBegan"] = "TieBreakBegan"
    teams: tuple[str, ...]
    method: Literal["sudden_death", "nearest"] = "sudden_death"


class TieDecided(Event):
    """Teams with equal points are put in tiers, best first; a tier of several still shares."""

    type: Literal["TieDecided"] = "TieDecided"
    method: Literal["sudden_death", "nearest", "fewest_fouls", "lot", "shared"]
    tiers: tuple[tuple[str, ...], ...]


class PodiumReached(Event):
    type: Literal["PodiumReached"] = "PodiumReached"


class ContestFinished(Event):
    type: Literal["ContestFinished"] = "ContestFinished"
