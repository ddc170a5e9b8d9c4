"""Finds questions that ask nearly the same, within a bank and across banks.

Two questions are compared only when they share uncommon pairs of letters, so that thousands are
compared in seconds. The likeness is Levenshtein's normalised similarity of the folded stems (rapidfuzz).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from quizhub.questions.fingerprint import fingerprint
from quizhub.questions.model import Question
from quizhub.questions.normalise import normalise
from quizhub.questions.text import text_in

ALIKE = 0.85
"""From here on two stems are shown side by side."""

_PROFILE = "basic+no_space+no_punct"
_RAREST = 24
"""So many of a stem's rarest pairs of letters have to bring its twin up."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Places of two questions, and how alike their stems are; 1 is the same question."""

    first: int
    second: int
    alike: float


def twins(
    questions: Sequence[Question], language: str = "zh-Hans", since: int = 0, only: int | None = None
) -> list[Twins]:
    """Pairs that ask nearly the same, the most alike first. Only pairs with a place from `since` on, or those
    of one question: `only`."""
    stems = [_folded(text_in(question.stem, language)) for question in questions]
    pairs = [_pairs(stem) for stem in stems]
    common = Counter(pair for found in pairs for pair in found)
    rare = [sorted(found, key=lambda pair: (common[pair], pair))[:_RAREST] for found in pairs]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, its in enumerate(rare):
        for pair in its:
            holders[pair].append(place)
    candidates = {
        (first, second)
        for places in holders.values()
        for at, second in enumerate(places)
        if second >= since
        for first in places[:at]
        if only is None or only in (first, second)
    }
    compared = [_compared(first, second, stems, questions, language) for first, second in candidates]
    return sorted(
        (one for one in compared if one.alike >= ALIKE), key=lambda one: (-one.alike, one.first, one.second)
    )


@lru_cache(maxsize=50_000)
def _folded(stem: str) -> str:
    return normalise(stem, _PROFILE)


def _compared(
    first: int, second: int, stems: Sequence[str], questions: Sequence[Question], language: str
) -> Twins:
    if stems[first] == stems[second]:
        prints = {fingerprint(questions[place], language) for place in (first, second)}
        return Twins(first, second, 1.0 if len(prints) == 1 else 0.999)
    alike = Indel.normalized_similarity(stems[first], stems[second])
    return Twins(first, second, min(round(alike, 3), 0.999))


def _pairs(stem: str) -> set[str]:
    return {stem[at : at + 2] for at in range(len(stem) - 1)} or {stem}
