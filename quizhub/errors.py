"""Errors by whose fault they are, and the one enumeration of codes every refusal uses.

Codes travel to phones; their sentences live in the translations, their meaning in docs/protocol.md
(a test holds the two against this list).
"""

from enum import StrEnum


class Code(StrEnum):
    """Why a well-formed request was refused."""

    NOT_ALLOWED = "not_allowed"
    NOT_NOW = "not_now"
    NOT_YOUR_TURN = "not_your_turn"
    WRONG_QUESTION = "wrong_question"
    LATE = "late"
    LOCKED = "locked"
    OLD_ANSWER = "old_answer"
    BAD_ANSWER = "bad_answer"
    STALE_STEP = "stale_step"
    NOT_LEADING = "not_leading"
    PAUSED = "paused"
    OUT = "out"
    BARRED = "barred"
    TOO_SOON = "too_soon"
    UNKNOWN_TEAM = "unknown_team"
    UNKNOWN_FOUL = "unknown_foul"
    BAD_STAKE = "bad_stake"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"
    NO_SEAT = "no_seat"
    SEAT_TAKEN = "seat_taken"
    LOBBY_LOCKED = "lobby_locked"
    WRONG_CODE = "wrong_code"
    LINK_EXPIRED = "link_expired"
    WRONG_PIN = "wrong_pin"
    TRY_LATER = "try_later"
    NO_AUDIENCE = "no_audience"
    NO_REPEATS_LEFT = "no_repeats_left"
    NO_APPEALS_LEFT = "no_appeals_left"
    NOT_SAVED = "not_saved"
    TOO_FAST = "too_fast"
    FINISHED = "finished"


class CommandRejected(Exception):
    """A well-formed command that is not allowed now; told to the sender, no log noise."""

    def __init__(self, code: Code) -> None:
        super().__init__(str(code))
        self.code = code


class MalformedMessage(Exception):
    """Something that cannot be read as a message; the connection is closed with 4400."""
