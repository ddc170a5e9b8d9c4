"""The choices a rule may have, as enumerations, and `rule`, which describes one rule to people.

Imported through `rules`; plans and packs write the values of these enumerations as plain words.
"""

from enum import StrEnum
from typing import Any

from pydantic import Field


class Flow(StrEnum):
    """How a question is played."""

    EVERYONE = "everyone"
    IN_TURN = "in_turn"
    BUZZ = "buzz"


class Answering(StrEnum):
    """How an answer reaches us."""

    DEVICE = "device"
    SPOKEN = "spoken"
    MIXED = "mixed"


class Answerer(StrEnum):
    TEAM = "team"
    PLAYER = "player"


class Wrong(StrEnum):
    """What a wrong answer costs, as a share of the question's value."""

    NOTHING = "nothing"
    HALF = "half"
    FULL = "full"


class AnswerChange(StrEnum):
    UNTIL_LOCKED = "until_locked"
    FIRST_COUNTS = "first_counts"


class ClockStarts(StrEnum):
    READING_END = "reading_end"
    SHOWN = "shown"


class Order(StrEnum):
    SEAT = "seat"
    REVERSE_SEAT = "reverse_seat"
    LOW_TO_HIGH = "low_to_high"
    HIGH_TO_LOW = "high_to_low"
    LOT = "lot"


class Pick(StrEnum):
    FIXED = "fixed"
    PACK = "pack"


class StakeReveal(StrEnum):
    AS_CHOSEN = "as_chosen"
    TOGETHER = "together"


class BuzzOpens(StrEnum):
    CUE = "cue"
    WHILE_READING = "while_reading"


class EarlyPress(StrEnum):
    """What a press before the start signal does to the team that pressed."""

    IGNORED = "ignored"
    OUT = "out"
    POINTS = "points"
    WARN_THEN_POINTS = "warn_then_points"
    SHORT_LOCK = "short_lock"


class AfterEarly(StrEnum):
    """What an early press that puts its team out does to the question."""

    OTHERS_GO_ON = "others_go_on"
    QUESTION_VOID = "question_void"
    AUDIENCE = "audience"


class AfterWrong(StrEnum):
    NOBODY = "nobody"
    ONE_REBUZZ = "one_rebuzz"
    REBUZZ = "rebuzz"
    NEXT_IN_QUEUE = "next_in_queue"
    AUDIENCE = "audience"


class TooClose(StrEnum):
    """Who has the floor when presses cannot be told apart."""

    REBUZZ = "rebuzz"
    EARLIER = "earlier"
    LOWER_SCORE = "lower_score"
    LOT = "lot"


class Unclaimed(StrEnum):
    """Where a question goes that nobody pressed for, or nobody may answer any more."""

    CLOSED = "closed"
    AUDIENCE = "audience"


class StandingsAfter(StrEnum):
    ROUND = "round"
    QUESTION = "question"
    NEVER = "never"


class Seating(StrEnum):
    LISTED = "listed"
    LOT = "lot"


class TieBreak(StrEnum):
    SUDDEN_DEATH = "sudden_death"
    NEAREST = "nearest"
    FEWEST_FOULS = "fewest_fouls"
    LOT = "lot"
    SHARED = "shared"


class SuddenDeathWrong(StrEnum):
    OUT = "out"
    GO_ON = "go_on"


class AudiencePoints(StrEnum):
    SPEED = "speed"
    FLAT = "flat"


class AppealUntil(StrEnum):
    """How long a team may appeal against a question."""

    NEXT_QUESTION = "next_question"
    ROUND = "round"
    CONTEST = "contest"


class FoulEffect(StrEnum):
    POINTS_ONLY = "points_only"
    ANSWER_VOID = "answer_void"
    QUESTION_VOID = "question_void"


ALL_FLOWS = (Flow.EVERYONE, Flow.IN_TURN, Flow.BUZZ)


def rule(
    default: Any,
    zh: str,
    en: str,
    *,
    help_zh: str,
    help_en: str,
    flows: tuple[Flow, ...] = ALL_FLOWS,
    unit: str = "",
    low: int | None = None,
    high: int | None = None,
) -> Any:
    """One rule's field: its default, its inclusive range, its name and help in both languages.

    The texts are read back through `describe_rules`; `flows` says where the rule has a meaning,
    `unit` is one of "", "points", "s", "ms".
    """
    return Field(
        default,
        ge=low,
        le=high,
        description=help_en,
        json_schema_extra={
            "name": {"zh-Hans": zh, "en": en},
            "help": {"zh-Hans": help_zh, "en": help_en},
            "flows": [str(flow) for flow in flows],
            "unit": unit,
        },
    )
