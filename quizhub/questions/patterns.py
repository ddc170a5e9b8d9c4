"""Regular expressions from question files, limited so that none can hold up the hall.

`re` has no time limit, so a pattern is admitted by an upper bound of its backtracking instead: the
number of ways in which its repeats, optional parts and alternatives can be tried on 200 characters.
"""

import re

MAX_PATTERN = 200
MAX_WAYS = 1_000_000
LONGEST_ANSWER = 200

_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<group>\((?:\?:)?)|(?P<close>\))"
    r"|(?P<repeat>\*|\+|\{\d*,\d*\}|\{\d+\})|(?P<maybe>\?)|(?P<bar>\|)|(?P<plain>[^\\\[])",
    re.DOTALL,
)


_UNWANTED = re.compile(r"\\[0-9]|\(\?(?!:)|\[\^?\[|--|&&|~~|\|\|")
"""Back references, look-around, flags, and what later versions of Python may read as set operations."""


def is_safe_pattern(pattern: str) -> bool:
    """Whether the pattern compiles, uses no back reference or look-around, and cannot run away."""
    if len(pattern) > MAX_PATTERN or _UNWANTED.search(pattern):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return 0 < _ways(pattern) <= MAX_WAYS


def _ways(pattern: str) -> int:
    """An upper bound of the paths a match can try; 0 when a whole group is repeated, which has none."""
    ways = 1
    before = ""
    for token in _TOKEN.finditer(pattern):
        kind = token.lastgroup or ""
        if kind == "repeat":
            if before == "close":
                return 0
            ways *= LONGEST_ANSWER + 1 if "," in token[0] or token[0] in "*+" else 1
        elif kind in ("maybe", "bar") and before != "repeat":
            ways *= 2
        before = kind
    return ways


def matches_pattern(pattern: str, text: str) -> bool:
    """Whether the whole text (at most 200 characters of it) matches, without regard to case."""
    return re.fullmatch(pattern, text[:LONGEST_ANSWER], re.IGNORECASE) is not None
