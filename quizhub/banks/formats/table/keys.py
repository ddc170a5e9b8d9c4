"""Which options a key means: letters, numbers from 0 or 1, the options' words; and what a truth key says.

Whether numbers count from 0 or from 1 is decided once for a whole file, from all keys in it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizhub.banks.formats.table.lines import Options
from quizhub.banks.notation import by_text, letters, numbers, truth

_PREFIX = re.compile(
    r"^(?:(?:正确|标准|参考)?(?:答案|answer)\s*(?:[:：]|为|是)|(?:选项|option|choice)(?=\s*[A-T1-9]\s*$))\s*",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"[1-9](?:\.[1-9])+")
"""`1.3`: a 1,3 that a spreadsheet with decimal commas took for a number."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How one file writes its keys; `numbered`, `worded`: whether any names options by number, by words."""

    base: int = 1
    sure: bool = True
    numbered: bool = False
    worded: bool = False


def ways_of(seen: Iterable[tuple[str, Options]], chosen: str = "", told: int | None = None) -> Ways:
    """The ways of a file, from the keys and options of all its rows.

    `chosen` is the 0 or 1 a person said, `told` the one its header or its maker says.
    """
    zero = most = numbered = worded = False
    for raw, options in seen:
        if not raw or len(options) < 2 or _all_numbers(options):
            continue
        named = key_numbers(raw, len(options))
        if named is None:
            worded = worded or by_text(plain_key(raw), [text for _, text in options]) is not None
            continue
        numbered = True
        zero = zero or min(named) == 0
        most = most or max(named) == options[-1][0] + 1
    if chosen in ("0", "1"):
        return Ways(int(chosen), True, numbered, worded)
    if told is not None and zero == most:
        return Ways(told, True, numbered, worded)
    return Ways(0 if zero and not most else 1, not numbered or zero != most, numbered, worded)


def key_numbers(raw: str, count: int) -> tuple[int, ...] | None:
    """The numbers of a key such as `1,3`, `0;1;2` or `1.3`; None when it is none."""
    word = plain_key(raw)
    if _DOTTED.fullmatch(word) and all(int(digit) <= count for digit in word.split(".")):
        return tuple(int(digit) for digit in word.split("."))
    return numbers(re.sub("[\"']", "", word))


def plain_key(raw: str) -> str:
    """The key without words such as 答案： before it."""
    return _PREFIX.sub("", raw.strip())


def right_options(raw: str, options: Options, ways: Ways) -> tuple[int, ...] | None:
    """The places in `options` that a key means, None when it cannot be read."""
    word = plain_key(raw)
    texts = [text for _, text in options]
    at = {place: n for n, (place, _) in enumerate(options)}
    named = letters(word, options[-1][0] + 1) or _listed_letters(word, options[-1][0] + 1)
    if named is not None:
        return _places(named, at)
    counted = key_numbers(word, len(options))
    if counted is not None:
        by_number = _places([number - ways.base for number in counted], at)
        if not _all_numbers(options) or ways.numbered:
            return by_number if by_number is not None else by_text(word, texts)
        return by_text(word, texts) or by_number
    return by_text(word, texts) or _by_start(word, texts)


def text_or_place(raw: str, options: Options, ways: Ways) -> bool:
    """Whether a key among options that are numbers may be one of them or a place, and nothing tells which."""
    counted = key_numbers(raw, len(options))
    if counted is None or ways.numbered or ways.worded or not _all_numbers(options):
        return False
    by_words = by_text(plain_key(raw), [text for _, text in options])
    at = {place: n for n, (place, _) in enumerate(options)}
    by_number = _places([number - ways.base for number in counted], at)
    return by_words is not None and by_number is not None and by_words != by_number


def _listed_letters(word: str, count: int) -> tuple[int, ...] | None:
    """Letters of a key written as a JSON list, such as `["A", "C"]`."""
    return letters(re.sub(r"[\[\]\"']", "", word), count) if word[:1] == "[" else None


def _by_start(word: str, texts: Sequence[str]) -> tuple[int, ...] | None:
    """A key that says letter and words of one option, such as `B. 119`."""
    found = re.match(r"\(?([A-Ta-t])[)）.．、:：]\s*(.+)", unicodedata.normalize("NFKC", word), re.DOTALL)
    return by_text(found[2], [unicodedata.normalize("NFKC", text) for text in texts]) if found else None


def _places(named: Iterable[int], at: dict[int, int]) -> tuple[int, ...] | None:
    found = [at.get(place) for place in named]
    places = sorted({place for place in found if place is not None})
    return tuple(places) if places and None not in found else None


def _all_numbers(options: Options) -> bool:
    return all(re.fullmatch(r"\d{1,2}(?:\.0)?", text) for _, text in options)


def repeated_letter(raw: str, count: int) -> bool:
    """Whether a key of letters up to so many names one twice, such as `AAB`."""
    named = re.findall("[A-T]", unicodedata.normalize("NFKC", raw).upper())
    return letters(raw, count) is not None and len(named) != len(set(named))


def true_or_false(raw: str, options: Options, ways: Ways) -> bool | None:
    """What the key of a statement says: a word or sign, the place of an option that says it, or a number.

    Without options A and 1 mean right, B, 0 and 2 wrong, as the makers of such sheets use them.
    """
    word = plain_key(raw)
    said = truth(word)
    if said is not None:
        return said
    if options:
        places = right_options(word, options, ways)
        if places is not None and len(places) == 1:
            return truth(options[places[0]][1])
    bare = unicodedata.normalize("NFKC", word).strip("()[]【】. ").upper()
    return {"A": True, "B": False, "1": True, "0": False, "2": False}.get(bare)


def says_true_and_false(options: Options) -> bool:
    """Whether the two options are right and wrong."""
    return len(options) == 2 and {truth(text) for _, text in options} == {True, False}
