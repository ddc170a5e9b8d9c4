"""Facts: what happened, in the past tense. Frozen, told apart by `type`; the log is made of these.

Every event carries `at`, server time in ms. Names and fields are stored for years: add fields with
defaults, never rename. What is random or looked up in rules decide resolves and writes out here.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from quizhub.contest.plan import Plan
from quizhub.questions.answers import Answer


class Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    at: int


class ContestCreated(Event):
    type: Literal["ContestCreated"] = "ContestCreated"
    plan: Plan


# --- entering -------------------------------------------------------------------------------------


class SeatTaken(Event):
    type: Literal["SeatTaken"] = "SeatTaken"
    seat: str
    language: str
    handle: str = ""


class SeatReleased(Event):
    type: Literal["SeatReleased"] = "SeatReleased"
    team: str


class SeatReadied(Event):
    type: Literal["SeatReadied"] = "SeatReadied"
    seat: str


class LobbyLocked(Event):
    type: Literal["LobbyLocked"] = "LobbyLocked"
    locked: bool


# --- host steps -----------------------------------------------------------------------------------


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


# --- rounds and turns -----------------------------------------------------------------------------


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


# --- asking ---------------------------------------------------------------------------------------


class AskShown(Event):
    """A question is on the screens, being read. `orders` is the display order of its options."""

    type: Literal["AskShown"] = "AskShown"
    ask: int
    slot: int
    question: str
    orders: dict[str, tuple[str, ...]]
    value: int
    contestants: tuple[str, ...]


class AskOpened(Event):
    """Answers or presses count from `opens_at` (for buzzers a moment ahead: the start signal)."""

    type: Literal["AskOpened"] = "AskOpened"
    ask: int
    opens_at: int
    time_ms: int


class ReadingEnded(Event):
    """Presses counted while the question was read; from now on the time to press runs."""

    type: Literal["ReadingEnded"] = "ReadingEnded"
    ask: int
    time_ms: int


class AnswerReceived(Event):
    type: Literal["AnswerReceived"] = "AnswerReceived"
    ask: int
    seat: str
    answer: Answer
    n: int
    used_ms: int
    locked: bool = False


class AnswerLocked(Event):
    type: Literal["AnswerLocked"] = "AnswerLocked"
    ask: int
    seat: str


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


class AnswerStarted(Event):
    """A spoken answer has begun; its clock runs."""

    type: Literal["AnswerStarted"] = "AnswerStarted"
    ask: int
    time_ms: int


class TimeRanOut(Event):
    """The clock reached zero where a person, not the clock, decides what follows."""

    type: Literal["TimeRanOut"] = "TimeRanOut"
    ask: int


class AllAnswered(Event):
    """Every team has locked its answer; the clock is cut to `closes_in_ms` as a visible warning."""

    type: Literal["AllAnswered"] = "AllAnswered"
    ask: int
    closes_in_ms: int


class QuestionRepeated(Event):
    type: Literal["QuestionRepeated"] = "QuestionRepeated"
    ask: int


class VerdictGiven(Event):
    """How a team's answer was judged. `share` is "0" to "1" as a fraction, `by` host or machine."""

    type: Literal["VerdictGiven"] = "VerdictGiven"
    ask: int
    team: str
    verdict: Literal["right", "partly", "wrong", "none", "void"]
    share: str = "0"
    by: str


class TeamPutOut(Event):
    """A team may not go on in this ask."""

    type: Literal["TeamPutOut"] = "TeamPutOut"
    ask: int
    team: str


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


class AskHandedToAudience(Event):
    type: Literal["AskHandedToAudience"] = "AskHandedToAudience"
    ask: int
    time_ms: int


class AskClosed(Event):
    type: Literal["AskClosed"] = "AskClosed"
    ask: int
    why: Literal["host", "time", "all_answered", "ruled", "unclaimed"]


class AskRevealed(Event):
    type: Literal["AskRevealed"] = "AskRevealed"
    ask: int


class AskVoided(Event):
    """The ask counts for nobody: its awards fall away, but for early presses. `spare` is played instead."""

    type: Literal["AskVoided"] = "AskVoided"
    ask: int
    reason: str
    spare: str | None = None


AwardReason = Literal[
    "right", "partly", "wrong", "answer_void", "early_press", "opponent_wrong", "foul", "adjusted"
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


# --- what the screens show, and the end -----------------------------------------------------------


class StandingsShown(Event):
    type: Literal["StandingsShown"] = "StandingsShown"
    on: bool


class ScreenCovered(Event):
    type: Literal["ScreenCovered"] = "ScreenCovered"
    on: bool


class ShowPaused(Event):
    type: Literal["ShowPaused"] = "ShowPaused"


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


# fmt: off
AnyEvent = Annotated[
    ContestCreated | SeatTaken | SeatReleased | SeatReadied | LobbyLocked | StepTaken | StepUndone
    | StepRedone | LotsDrawn | RoundStarted | StakesOpened | StakesShown | TurnBegan | StakeChosen
    | OpponentNamed | TurnPassed | AskShown | AskOpened | ReadingEnded | AnswerReceived | AnswerLocked
    | BuzzPressed | TeamCalled | AnswerStarted | TimeRanOut | AllAnswered | QuestionRepeated
    | VerdictGiven | TeamPutOut | TeamHeldBack | RaceReset | AskHandedToAudience | AskClosed
    | AskRevealed | AskVoided | PointsAwarded | FoulCalled | StandingsShown | ScreenCovered
    | ShowPaused | ShowResumed | TimeExtended | ClockCompensated | TieBreakBegan | TieDecided
    | PodiumReached | ContestFinished,
    Field(discriminator="type"),
]
# fmt: on

EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
