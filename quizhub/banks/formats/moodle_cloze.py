"""Moodle's gaps inside a text, `{2:SHORTANSWER:=Paris~%50%Lyon#half}`, and the kind of question they make.

Used by the Moodle reader. All gaps typed: fill (one number: numeric); all chosen from lists: choice or match.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from quizhub.banks.formats.gaps import FULL, Weighted, blanks, choices, gap, typed, with_blanks
from quizhub.banks.formats.moodle_numbers import number_of, numbers_shape
from quizhub.banks.formats.shapes import weighted_choice
from quizhub.banks.making import Shape, open_
from quizhub.banks.markup import plain

Sort = Literal["text", "exact", "number", "one", "several", "other"]

_GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^\\}])*)\}", re.DOTALL)
_SORTS: dict[str, Sort] = {
    "SHORTANSWER(_C)?|SAC?|MWC?": "text",
    "NUMERICAL|NM": "number",
    "MULTICHOICE(_[VHS]{1,2})?|MC[VHS]{0,2}": "one",
    "MULTIRESPONSE(_[VHS]{1,2})?|MR[VHS]{0,2}": "several",
}
_ANSWER = re.compile(r"\s*(=|%(-?[\d.]+)%)?((?:\\.|[^\\#])*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: how it is filled, its share of the question, and its answers."""

    sort: Sort
    weight: Decimal
    answers: tuple[Weighted, ...]


def split(source: str) -> tuple[str, list[Gap]]:
    """The text with its gaps marked, and the gaps."""
    gaps: list[Gap] = []

    def take(found: re.Match[str]) -> str:
        answers = re.split(r"(?<!\\)~", found[3])
        gaps.append(Gap(_sort(found[2]), Decimal(found[1] or 1), tuple(map(_answer, answers))))
        return gap(len(gaps))

    return _GAP.sub(take, source), gaps


def _sort(name: str) -> Sort:
    if name in ("SHORTANSWER_C", "SAC", "MWC"):
        return "exact"
    return next((sort for names, sort in _SORTS.items() if re.fullmatch(names, name)), "other")


def _answer(written: str) -> Weighted:
    found = _ANSWER.match(written)
    assert found is not None, "every part of the pattern may be empty"
    earned = Decimal(100) if found[1] == "=" else number_of(found[2] or "0") or Decimal(0)
    return earned, plain(re.sub(r"\\(.)", r"\1", found[3])).words


def shape_of(words: str, gaps: list[Gap], tell: Callable[..., None]) -> tuple[str, Shape] | None:
    """The stem and what is asked; None when the gaps are a mixture that no kind of ours has."""
    sorts = {gap.sort for gap in gaps}
    if len(gaps) == 1 and sorts == {"number"}:
        return with_blanks(words), numbers_shape(_tolerated(gaps[0]))
    if sorts <= {"text", "exact", "number"}:
        if any(tolerance for gap in gaps if gap.sort == "number" for _, _, tolerance in _tolerated(gap)):
            tell("scoring_simplified", what="tolerance")
        return with_blanks(words), blanks([_typed(gap) for gap in gaps], [gap.weight for gap in gaps])
    if sorts == {"several"} and len(gaps) == 1:
        options = [(text, None) for _, text in gaps[0].answers]
        earned = [earned for earned, _ in gaps[0].answers]
        return with_blanks(words), weighted_choice(options, earned, single=False)
    if sorts == {"one"}:
        return choices(words, [_listed(gap) for gap in gaps])
    return None


def as_open(words: str, gaps: list[Gap]) -> tuple[str, Shape]:
    """A mixture of gaps as a question that a person judges: lists are shown in the text, the key is told."""
    for number, one in enumerate(gaps, start=1):
        if one.sort in ("one", "several"):
            listed = " / ".join(sorted(text for _, text in one.answers))
            words = words.replace(gap(number), f"{gap(number)} ({listed})")
    rights = (" / ".join(text for earned, text in one.answers if earned > 0) for one in gaps)
    return with_blanks(words), open_("; ".join(f"({n}) {right}" for n, right in enumerate(rights, start=1)))


def _listed(gap: Gap) -> tuple[list[str], int | None]:
    right = next((n for n, (earned, _) in enumerate(gap.answers) if earned >= FULL), None)
    return [text for _, text in gap.answers], right


def _typed(gap: Gap) -> dict[str, object] | None:
    if gap.sort == "number":
        key = typed([(earned, str(value)) for earned, value, _ in _tolerated(gap)])
        return None if key is None else {**key, "normal": "numeral"}
    return typed(gap.answers, gap.sort == "exact")


def _tolerated(gap: Gap) -> list[tuple[Decimal, Decimal, Decimal]]:
    """What is earned, value and tolerance of `3.14:0.01`; what is no number, such as `*`, is left out."""
    found = []
    for earned, text in gap.answers:
        value, _, tolerance = text.partition(":")
        number = number_of(value)
        if number is not None:
            found.append((earned, number, number_of(tolerance) or Decimal(0)))
    return found
