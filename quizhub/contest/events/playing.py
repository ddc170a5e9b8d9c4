"""One ask: shown, opened, answered, ruled on, closed, revealed or void."""

from typing import Literal

from quizhub.contest.events.event import Event
from quizhub.questions.answers import Answer


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
    """`by` is who entered it, where that was not the seat's own phone."""

    type: Literal["AnswerReceived"] = "AnswerReceived"
    ask: int
    seat: str
    answer: Answer
    n: int
    used_ms: int
    locked: bool = False
    by: str = ""


class AnswerLocked(Event):
    type: Literal["AnswerLocked"] = "AnswerLocked"
    ask: int
    seat: str


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
    """The ask counts for nobody: its awards fall away, but for early presses. `spare` is played instead.

    `skipped`: the host left it out; nothing was wrong with it.
    """

    type: Literal["AskVoided"] = "AskVoided"
    ask: int
    reason: str
    spare: str | None = None
    skipped: bool = False
