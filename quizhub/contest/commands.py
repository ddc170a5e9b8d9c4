"""Requests: what a seat may ask for, in the imperative. Frozen, told apart by `do`.

A command names neither its seat nor its time: the seat comes from the connection, the time from
the server's clock. Field names are the wire names; docs/protocol.md is checked against this module.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from quizhub.contest.look import Theme
from quizhub.contest.photo_finish import Tier
from quizhub.questions.answers import Answer


class Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_TEAM = Field(max_length=40)


# --- entering -------------------------------------------------------------------------------------


class TakeSeat(Command):
    """A phone sits down: a captain on the team's seat, or somebody in the audience."""

    do: Literal["TakeSeat"] = "TakeSeat"
    language: str = Field("zh-Hans", max_length=12)
    handle: str = Field("", max_length=24)


class SayReady(Command):
    """The captain pressed “I'm ready”."""

    do: Literal["SayReady"] = "SayReady"


class ReleaseSeat(Command):
    """The host frees a captain's seat for another phone."""

    do: Literal["ReleaseSeat"] = "ReleaseSeat"
    team: str = _TEAM


class MoveSeat(Command):
    """Another phone takes over a captain's seat, by leave of the phone that holds it or of the host."""

    do: Literal["MoveSeat"] = "MoveSeat"
    team: str = _TEAM
    language: str = Field("zh-Hans", max_length=12)


class LockLobby(Command):
    """Nobody new may join (`locked`), or the lobby is open again."""

    do: Literal["LockLobby"] = "LockLobby"
    locked: bool


# --- answering ------------------------------------------------------------------------------------


class SubmitAnswer(Command):
    """An answer to the ask being played; `n` grows with each change, the highest counts."""

    do: Literal["SubmitAnswer"] = "SubmitAnswer"
    ask: int
    answer: Answer
    n: int = Field(1, ge=1, le=100_000)
    lock: bool = False


class AnswerForTeam(Command):
    """The host enters what a team without a working phone has said or shown; final, but it can be undone."""

    do: Literal["AnswerForTeam"] = "AnswerForTeam"
    team: str = _TEAM
    ask: int
    answer: Answer


class LockAnswer(Command):
    """“回答完毕”: the answer given may not change any more."""

    do: Literal["LockAnswer"] = "LockAnswer"
    ask: int


class Buzz(Command):
    """A press. `press_ms` is the device's own monotonic clock at the touch, `n` counts its presses.

    A house button names its `team`; a captain's phone presses for its own, whatever it names.
    """

    do: Literal["Buzz"] = "Buzz"
    ask: int
    team: str | None = Field(None, max_length=40)
    press_ms: float | None = Field(None, ge=0, le=1e15)
    n: int = Field(1, ge=1, le=100_000)


class ChooseStake(Command):
    """The value a team plays for; the host may choose on a team's behalf by naming it."""

    do: Literal["ChooseStake"] = "ChooseStake"
    stake: int = Field(ge=1, le=1000)
    team: str | None = Field(None, max_length=40)


class NameOpponent(Command):
    """The team that has to answer first in an opponent phase."""

    do: Literal["NameOpponent"] = "NameOpponent"
    opponent: str = _TEAM


class PassTurn(Command):
    """The team (or the host for it) declines the question before seeing it."""

    do: Literal["PassTurn"] = "PassTurn"


# --- the host moves the show ------------------------------------------------------------------------


class Next(Command):
    """The one big key. `step` and `effect` say where it was pressed: a second press is refused."""

    do: Literal["Next"] = "Next"
    step: int
    effect: str | None = Field(None, max_length=40)


class Pause(Command):
    do: Literal["Pause"] = "Pause"


class Resume(Command):
    do: Literal["Resume"] = "Resume"


class ExtendTime(Command):
    """Give (or take) time on the running clock."""

    do: Literal["ExtendTime"] = "ExtendTime"
    seconds: int = Field(ge=-120, le=120)


class CloseAnswers(Command):
    """Lock the answers now, before the clock does."""

    do: Literal["CloseAnswers"] = "CloseAnswers"


class RuleAnswer(Command):
    """The host's verdict on a team's spoken (or doubtful) answer."""

    do: Literal["RuleAnswer"] = "RuleAnswer"
    team: str = _TEAM
    right: bool


class PickTeam(Command):
    """The host gives a team the right to answer, as if it had pressed first (its phone failed)."""

    do: Literal["PickTeam"] = "PickTeam"
    team: str = _TEAM


class TrustDevice(Command):
    """How far a team's buzzer is believed: the organiser's own, a player's phone, or its arrival alone."""

    do: Literal["TrustDevice"] = "TrustDevice"
    team: str = _TEAM
    tier: Tier


class RepeatQuestion(Command):
    """The question is read again; the clock starts afresh."""

    do: Literal["RepeatQuestion"] = "RepeatQuestion"


class ShowStandings(Command):
    """Put the standings on every screen, or take them away again."""

    do: Literal["ShowStandings"] = "ShowStandings"
    on: bool


class FreezeStandings(Command):
    """From now to the podium the hall sees the standings as they are now; or no longer."""

    do: Literal["FreezeStandings"] = "FreezeStandings"
    on: bool


class CoverScreen(Command):
    do: Literal["CoverScreen"] = "CoverScreen"
    on: bool


class DressScreen(Command):
    """The projector's theme, its sounds and how much moves; what is left out stays as it is."""

    do: Literal["DressScreen"] = "DressScreen"
    theme: Theme | None = None
    sound: bool | None = None
    volume: int | None = Field(None, ge=0, le=100)
    calm: bool | None = None


class VoidQuestion(Command):
    """A question counts for nobody: the one being played, or the one of an `ask` long past.

    A spare takes the place of the one being played where there is one, unless `replace` is false.
    """

    do: Literal["VoidQuestion"] = "VoidQuestion"
    reason: str = Field("", max_length=200)
    ask: int | None = None
    replace: bool = True


class SkipQuestion(Command):
    """Leave the rest of this question out and go on; no points."""

    do: Literal["SkipQuestion"] = "SkipQuestion"


class AdjustPoints(Command):
    """Points by the host's decision, with a reason: `points` to add, or `total` to set."""

    do: Literal["AdjustPoints"] = "AdjustPoints"
    team: str = _TEAM
    points: int | None = Field(None, ge=-10_000, le=10_000)
    total: int | None = Field(None, ge=-100_000, le=100_000)
    reason: str = Field(min_length=1, max_length=200)


class CorrectKey(Command):
    """The right answer to the question of `ask` is `answer`, or (`also`) that one is right as well."""

    do: Literal["CorrectKey"] = "CorrectKey"
    ask: int
    answer: Answer
    also: bool = False
    reason: str = Field(min_length=1, max_length=200)


class ChangeVerdict(Command):
    """A team's answer to a question that is over was judged wrongly."""

    do: Literal["ChangeVerdict"] = "ChangeVerdict"
    ask: int
    team: str = _TEAM
    verdict: Literal["right", "wrong", "void"]
    reason: str = Field(min_length=1, max_length=200)


class RaiseAppeal(Command):
    """A captain asks for a ruling on a question that is over."""

    do: Literal["RaiseAppeal"] = "RaiseAppeal"
    ask: int
    reason: str = Field(min_length=1, max_length=200)


class RuleAppeal(Command):
    """The arbiter's word on an appeal; points or verdicts are corrected by commands of their own."""

    do: Literal["RuleAppeal"] = "RuleAppeal"
    appeal: int
    upheld: bool
    note: str = Field("", max_length=200)


class CallFoul(Command):
    """One of the plan's fouls, with the points and the effect it has there."""

    do: Literal["CallFoul"] = "CallFoul"
    team: str = _TEAM
    foul: str = Field(max_length=40)


class Undo(Command):
    """Take back the last host step; `step` guards against a second press."""

    do: Literal["Undo"] = "Undo"
    step: int


class Redo(Command):
    do: Literal["Redo"] = "Redo"
    step: int


class FinishContest(Command):
    """Go to the podium now."""

    do: Literal["FinishContest"] = "FinishContest"


# --- the engine's own -----------------------------------------------------------------------------


class TimePassed(Command):
    """A deadline was reached; decide looks which."""

    do: Literal["TimePassed"] = "TimePassed"


class AwaitHost(Command):
    """No host page has been connected for a while: running clocks wait for one."""

    do: Literal["AwaitHost"] = "AwaitHost"


class CompensateClock(Command):
    """The server was away for `gap_ms`: every running clock gets that time back."""

    do: Literal["CompensateClock"] = "CompensateClock"
    gap_ms: int = Field(ge=0)


AnyCommand = Annotated[
    TakeSeat
    | SayReady
    | ReleaseSeat
    | MoveSeat
    | LockLobby
    | SubmitAnswer
    | AnswerForTeam
    | LockAnswer
    | Buzz
    | ChooseStake
    | NameOpponent
    | PassTurn
    | Next
    | Pause
    | Resume
    | ExtendTime
    | CloseAnswers
    | RuleAnswer
    | PickTeam
    | TrustDevice
    | RepeatQuestion
    | ShowStandings
    | FreezeStandings
    | CoverScreen
    | DressScreen
    | VoidQuestion
    | SkipQuestion
    | AdjustPoints
    | CorrectKey
    | ChangeVerdict
    | RaiseAppeal
    | RuleAppeal
    | CallFoul
    | Undo
    | Redo
    | FinishContest
    | TimePassed
    | AwaitHost
    | CompensateClock,
    Field(discriminator="do"),
]

COMMAND: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)
