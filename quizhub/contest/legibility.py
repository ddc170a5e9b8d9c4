"""Whether a hall can read a stem: how many signs the projector holds at the size its last row needs.

Used by `bank check`, `contest new` and the desk, to ask for a shorter `screen` text in time. The projector
itself measures what it draws; here is only what an author can count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import east_asian_width

from quizhub.contest.plan import Hall
from quizhub.questions.model import Question

SIGNS_AT_FIVE = 72
"""Chinese signs of a stem that stand with four options on a picture a fifth as wide as the hall is deep,
at 25 minutes of arc; for a deeper hall each sign grows in both directions."""
USUAL_RATIO = 5.0


@dataclass(frozen=True, slots=True)
class LongStem:
    """A stem too long for the hall: `signs` of at most `limit`; `short` when it is the `screen` text."""

    question: str
    language: str
    signs: int
    limit: int
    short: bool

    @property
    def place(self) -> str:
        """Where it is, as other problems of a file say it."""
        return self.question

    code = "long_stem"
    level = "warning"

    def text(self, language: str) -> str:
        """The warning, in Chinese for any `zh` language and in English otherwise."""
        chinese = language.partition("-")[0] == "zh"
        if chinese:
            what = "大屏短题干" if self.short else "题干"
            advice = "请再短一些" if self.short else "请加 screen 短题干"
            return f"题目“{self.question}”的{what}约 {self.signs} 字，本会场最多 {self.limit} 字：{advice}。"
        what = "screen text" if self.short else "stem"
        advice = "make it shorter" if self.short else "add a shorter screen text"
        return (
            f"The {what} of “{self.question}” is about {self.signs} signs long and this hall can read "
            f"{self.limit}: {advice}."
        )


def limit_of(hall: Hall) -> int:
    """How many full-width signs a stem may have."""
    ratio = hall.distance_m / hall.screen_width_m
    return round(SIGNS_AT_FIVE * (USUAL_RATIO / ratio) ** 2)


def signs_of(words: str) -> int:
    """Its length in full-width signs; two Latin letters take the room of one."""
    return round(sum(1.0 if east_asian_width(sign) in "WF" else 0.5 for sign in words))


def long_stems(questions: Iterable[Question], hall: Hall, language: str) -> list[LongStem]:
    """The questions whose text on the projector is too long, in the hall's main language.

    A second language is left out by the projector where it finds no room.
    """
    limit = limit_of(hall)
    found = []
    for question in questions:
        short = question.screen is not None
        words = (question.screen or question.stem).get(language)
        signs = signs_of(words) if words is not None else 0
        if signs > limit:
            found.append(LongStem(question.id, language, signs, limit, short))
    return found
