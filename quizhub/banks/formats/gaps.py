"""Gaps in a text that other programs fill by typing or by choosing from a list, as kinds of ours.

Used by readers of formats with such gaps (Moodle's cloze and drag-into-text, QTI's inline interactions). A
reader puts `gap(n)` into the text before its HTML is read; what stays of it is turned into blanks or numbers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizhub.banks.making import Shape, choice, fill, match
from quizhub.questions.bodies import BLANK_MARK, count_blanks
from quizhub.questions.normalise import normalise

_GAP = re.compile(r"\[\[#(\d+)#\]\]")
_WILD = re.compile(r"(?<!\\)\*")
_CHINESE = re.compile("[\u3001-\u3003\u3400-\u9fff\uff00-\uff65]")
_WIDE = 200
FULL = Decimal("99.99")
"""A fraction in per cent from which an answer counts as wholly right: thirds are written with few digits."""

Weighted = tuple[Decimal, str]
"""What an answer earns in per cent, and its text."""


def gap(number: int) -> str:
    """Stands in a text for the gap of this number, counted from 1."""
    return f"[[#{number}#]]"


def shortened(words: str) -> str:
    """The words with underlines that would count as blanks made shorter."""
    return re.sub("_{4,}", "___", words)


def with_blanks(words: str) -> str:
    """The words with a blank for each gap; two that touch are kept apart. Without gaps they stay."""
    if _GAP.search(words) is None:
        return words
    return _GAP.sub(BLANK_MARK, shortened(words).replace("#]][[#", "#]] [[#"))


def with_numbers(words: str) -> str:
    """The words with a number in brackets for each gap."""
    return _GAP.sub(lambda found: f"({found[1]})", words)


def one_blank(words: str) -> str:
    """The words with exactly one blank, at the end where they had none."""
    if count_blanks(words) == 1:
        return words
    return with_blank(shortened(words))


def with_blank(words: str) -> str:
    """The words with a blank behind them, close to Chinese and apart from anything else."""
    return f"{words}{'' if not words or _CHINESE.match(words[-1]) else ' '}{BLANK_MARK}"


def choices(words: str, gaps: Sequence[tuple[Sequence[str], int | None]]) -> tuple[str, Shape]:
    """Gaps with a list each and the place of the right one: a choice, or for several a match of numbers."""
    if len(gaps) == 1:
        options, right = gaps[0]
        return with_blanks(words), choice(options, [] if right is None else [right], "single_choice")
    rights = [options[right or 0] if options else "" for options, right in gaps]
    others = [option for options, _ in gaps for option in options]
    body, key = match([(f"({n + 1})", text) for n, text in enumerate(rights)], others)
    return with_numbers(words), (body, key if all(right is not None for _, right in gaps) else None)


def typed(answers: Iterable[Weighted], exact: bool = False) -> dict[str, Any] | None:
    """The key of one blank: what earns something is accepted, what earns nothing refused; `*` is a wildcard.

    None when nothing that could be shown is accepted.
    """
    known = [(earned, text.strip()) for earned, text in answers if text.strip()]
    best = max((earned for earned, _ in known), default=Decimal(0))
    accept = [_accepted(text, earned / best, exact) for earned, text in known if earned > 0]
    accept = _with_literal([one for one in accept if one["value"].strip("*")])
    if not accept:
        return None
    literals = [one["value"] for one in accept if one["match"] != "glob"]
    profile = "exact" if exact or not all(map(normalise, literals)) else "basic"
    same = {normalise(text, profile) for text in literals}
    wrong = [text.replace("\\*", "*") for earned, text in known if earned <= 0 and not _WILD.search(text)]
    reject = [text for text in wrong if normalise(text, profile) not in same]
    return {"accept": accept, "reject": reject, "normal": profile}


def _accepted(text: str, weight: Decimal, exact: bool) -> dict[str, Any]:
    kind = "glob" if _WILD.search(text) else "exact" if exact else "normal"
    return {"value": text.replace("\\*", "*"), "match": kind, "weight": min(round(weight, 7), Decimal(1))}


def _with_literal(accept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Something to show at the reveal: where only patterns earn everything, what they have beside the `*`."""
    whole = [one for one in accept if one["weight"] == 1]
    if whole and all(one["match"] == "glob" for one in whole):
        return [
            {**whole[0], "value": whole[0]["value"].replace("*", " ").strip(), "match": "normal"},
            *accept,
        ]
    return accept


def blanks(keys: Sequence[Mapping[str, Any] | None], weights: Sequence[Decimal] = ()) -> Shape:
    """A fill question of blanks with keys as `typed` gives them; a missing one makes a draft."""
    body, key = fill([list(one["accept"]) if one is not None else [] for one in keys])
    if key is not None:
        earned = weights or [Decimal(1)] * len(keys)
        own = [{**(one or {}), "weight": weight} for one, weight in zip(keys, earned, strict=True)]
        key = {**key, "blanks": own}
        for blank, one in zip(body["blanks"], own, strict=True):
            if any(len(accept["value"]) > _WIDE * 3 // 10 for accept in one["accept"]):
                blank["max_chars"] = _WIDE
    return body, key
