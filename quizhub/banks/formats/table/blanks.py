"""Blanks of a stem and the texts their key accepts.

One separator parts the blanks and another the texts of one blank, and makers disagree which is which: the
one that gives as many parts as there are blanks parts the blanks.
"""

import re
from collections.abc import Iterable, Sequence

from quizhub.questions.model import BLANK_MARK

SEPARATORS = ("|", ";")
"""Of these two each may part blanks or texts."""

_UNDERLINES = r"[_＿﹍]{2,}|_(?:\s_)+"
_BRACKETS = r"[(（]\s*[)）]|【\s*】|\[\s*\]|［\s*］|\{\s*\}"
_NAMED = r"[\[【{](?:填空|空格|空|blank|blankarea|space)\s*\d*[\]】}]"
_MARKS = tuple(
    re.compile(marks, re.IGNORECASE)
    for marks in (f"{_NAMED}|{_UNDERLINES}|{_BRACKETS}", f"{_NAMED}|{_UNDERLINES}", _BRACKETS)
)
_NUMBERED = re.compile(r"[;；|\s]*[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]\s*")
_LAST = ("\n", "、", ",", "/", " ")
"""What else parts blanks when neither `|` nor `;` does."""


def has_blanks(stem: str) -> bool:
    """Whether a stem shows a blank."""
    return _MARKS[0].search(stem) is not None


def marked(stem: str, parts: Sequence[int]) -> tuple[str, int]:
    """The stem with the model's mark for every blank, and their count.

    Underlines and brackets both show blanks; where the count of all of them is none of `parts`, those of
    one sort count if it is.
    """
    for marks in _MARKS:
        count = len(marks.findall(stem))
        if count and (count in parts or not parts):
            return marks.sub(BLANK_MARK, stem), count
    count = len(_MARKS[0].findall(stem))
    return _MARKS[0].sub(BLANK_MARK, stem), count


def possible_counts(key: str) -> list[int]:
    """How many blanks a key may be for, by every separator in it."""
    if _NUMBERED.match(key):
        return [len(_labelled(key))]
    key = _one_width(key)
    found = [len(_parts(key, mark)) for mark in (*SEPARATORS, *_LAST) if mark in key]
    return [*found, 1] if key else []


def texts_of(key: str, count: int, chosen: str) -> list[list[str]] | None:
    """The accepted texts of every blank; None when the separators do not fit or two fit alike.

    `chosen` is the separator that parts blanks in this file, as far as known.
    """
    if _NUMBERED.match(key):
        labelled = [_parts(one, "|") for one in _labelled(key)]
        return labelled if len(labelled) == count else None
    key = _one_width(key)
    if count == 1:
        return [_texts(key, SEPARATORS)]
    fitting = [mark for mark in SEPARATORS if len(_parts(key, mark)) == count]
    if len(fitting) > 1:
        fitting = [mark for mark in fitting if mark == chosen]
        if not fitting:
            return None
    fitting = fitting or [mark for mark in _LAST if len(_parts(key, mark)) == count]
    if not fitting:
        return None
    others = [mark for mark in SEPARATORS if mark != fitting[0]]
    return [_texts(part, others) for part in _parts(key, fitting[0])]


def blank_separator(keys: Iterable[tuple[str, int]]) -> str:
    """What parts blanks in a file, from those of its keys where only one separator fits; empty if unknown."""
    votes = dict.fromkeys(SEPARATORS, 0)
    for key, count in keys:
        fitting = [mark for mark in SEPARATORS if len(_parts(_one_width(key), mark)) == count > 1]
        if len(fitting) == 1:
            votes[fitting[0]] += 1
    first, second = (votes[mark] for mark in SEPARATORS)
    return "" if first == second else SEPARATORS[first < second]


def _labelled(key: str) -> list[str]:
    return [part.strip() for part in _NUMBERED.split(key)[1:] if part.strip()]


def _texts(part: str, marks: Sequence[str]) -> list[str]:
    found = [part]
    for mark in marks:
        found = [text for one in found for text in _parts(one, mark)]
    return list(dict.fromkeys(found))


def _parts(key: str, mark: str) -> list[str]:
    return [part.strip() for part in key.split(mark) if part.strip()]


def _one_width(key: str) -> str:
    return key.replace("；", ";").replace("｜", "|").replace("，", ",").strip()
