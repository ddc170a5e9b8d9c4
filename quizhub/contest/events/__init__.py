"""Facts: what happened, in the past tense. Frozen, told apart by `type`; the log is made of these.

Every event carries `at`, server time in ms. Names and fields are stored for years: add fields with
defaults, never rename. What is random or looked up in rules decide resolves and writes out here.
"""

from typing import Annotated

from pydantic import Field, TypeAdapter

from quizhub.contest.events.corrections import (
    AppealRaised,
    AppealRuled,
    Correction,
    CorrectionMade,
    KeyCorrected,
)
from quizhub.contest.events.event import Event
from quizhub.contest.events.hall import (
    ContestCreated,
    LobbyLocked,
    SeatMoved,
    SeatReadied,
    SeatReleased,
    SeatTaken,
)
from quizhub.contest.events.host_steps import StepRedone, StepTaken, StepUndone
from quizhub.contest.events.pictures import (
    AwardReason,
    ClockCompensated,
    ContestFinished,
    FoulCalled,
    PodiumReached,
    PointsAwarded,
    ScreenCovered,
    ScreenDressed,
    ShowPaused,
    ShowResumed,
    StandingsFrozen,
    StandingsShown,
    TieBreakBegan,
    TieDecided,
    TimeExtended,
)
from quizhub.contest.events.playing import (
    AllAnswered,
    AnswerLocked,
    AnswerReceived,
    AnswerStarted,
    AskClosed,
    AskHandedToAudience,
    AskOpened,
    AskRevealed,
    AskShown,
    AskVoided,
    QuestionRepeated,
    ReadingEnded,
    TeamPutOut,
    TimeRanOut,
    VerdictGiven,
)
from quizhub.contest.events.races import (
    BuzzPressed,
    DeviceTrusted,
    PressTiming,
    RaceDecided,
    RaceHeld,
    RaceReset,
    TeamCalled,
    TeamHeldBack,
)
from quizhub.contest.events.rounds import (
    LotsDrawn,
    OpponentNamed,
    RoundStarted,
    Slot,
    StakeChosen,
    StakesOpened,
    StakesShown,
    TurnBegan,
    TurnPassed,
)

__all__ = [
    "EVENT",
    "AllAnswered",
    "AnswerLocked",
    "AnswerReceived",
    "AnswerStarted",
    "AnyEvent",
    "AppealRaised",
    "AppealRuled",
    "AskClosed",
    "AskHandedToAudience",
    "AskOpened",
    "AskRevealed",
    "AskShown",
    "AskVoided",
    "AwardReason",
    "BuzzPressed",
    "ClockCompensated",
    "ContestCreated",
    "ContestFinished",
    "Correction",
    "CorrectionMade",
    "DeviceTrusted",
    "Event",
    "FoulCalled",
    "KeyCorrected",
    "LobbyLocked",
    "LotsDrawn",
    "OpponentNamed",
    "PodiumReached",
    "PointsAwarded",
    "PressTiming",
    "QuestionRepeated",
    "RaceDecided",
    "RaceHeld",
    "RaceReset",
    "ReadingEnded",
    "RoundStarted",
    "ScreenCovered",
    "ScreenDressed",
    "SeatMoved",
    "SeatReadied",
    "SeatReleased",
    "SeatTaken",
    "ShowPaused",
    "ShowResumed",
    "Slot",
    "StakeChosen",
    "StakesOpened",
    "StakesShown",
    "StandingsFrozen",
    "StandingsShown",
    "StepRedone",
    "StepTaken",
    "StepUndone",
    "TeamCalled",
    "TeamHeldBack",
    "TeamPutOut",
    "TieBreakBegan",
    "TieDecided",
    "TimeExtended",
    "TimeRanOut",
    "TurnBegan",
    "TurnPassed",
    "VerdictGiven",
]

# fmt: off
AnyEvent = Annotated[
    ContestCreated | SeatTaken | SeatReleased | SeatMoved | SeatReadied | LobbyLocked | StepTaken | StepUndone
    | StepRedone | LotsDrawn | RoundStarted | StakesOpened | StakesShown | TurnBegan | StakeChosen
    | OpponentNamed | TurnPassed | AskShown | AskOpened | ReadingEnded | AnswerReceived | AnswerLocked
    | BuzzPressed | DeviceTrusted | RaceHeld | RaceDecided | TeamCalled | AnswerStarted | TimeRanOut
    | AllAnswered | QuestionRepeated
    | VerdictGiven | TeamPutOut | TeamHeldBack | RaceReset | AskHandedToAudience | AskClosed
    | AskRevealed | AskVoided | PointsAwarded | FoulCalled | StandingsShown | StandingsFrozen
    | ScreenCovered | ScreenDressed | ShowPaused | ShowResumed | TimeExtended | ClockCompensated
    | TieBreakBegan | TieDecided | PodiumReached | ContestFinished | KeyCorrected | CorrectionMade
    | AppealRaised | AppealRuled,
    Field(discriminator="type"),
]
# fmt: on

EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
