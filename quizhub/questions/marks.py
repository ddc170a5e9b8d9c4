"""The machine's mark of one answer; points, verdicts of judges and appeals belong to the contest."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from quizhub.questions.text import Frozen


class Verdict(StrEnum):
    """What marking says of an answer."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    NEEDS_JUDGE = "needs_judge"


class Mark(Frozen):
    """A verdict, the exact share of the points earned (0 to 1) and the rule that decided."""

    verdict: Verdict
    share: Annotated[Fraction, Field(ge=0, le=1)]
    rule: str


def mark_of(share: Fraction, rule: str) -> Mark:
    """The mark for a share: 1 is right, 0 is wrong, anything between is partly right."""
    share = max(Fraction(0), min(Fraction(1), share))
    if share == 1:
        return Mark(verdict=Verdict.RIGHT, share=share, rule=rule)
    verdict = Verdict.PARTLY if share else Verdict.WRONG
    return Mark(verdict=verdict, share=share, rule=rule)
