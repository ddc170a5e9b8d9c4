"""What counts as the same text: named steps, put together to profiles, applied to both sides.

Texts are kept as they were written; the result here is only for comparing. A profile is named `basic`,
`numeral` or `exact`, with optional steps behind it: `basic+unit+no_space`. Steps always run in one
fixed order, whatever order they are named in, and again until nothing changes, as what one step takes
away may bring together what another joins.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from quizhub.questions.numerals import NUMBER, number_of, parse_number, read_quantity, written
from quizhub.questions.script import simplified
from quizhub.questions.units import same_units

__all__ = ["OPTIONAL_STEPS", "PROFILES", "is_profile", "normalise", "parse_number", "read_quantity"]

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OUTER = "[" + re.escape("。．.；;，,、！!？?：:…·'\"()[]{}") + "\\s]+"
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("【〔〖〘［「『《〈", "("),
        **dict.fromkeys("】〕〗〙］」』》〉", ")"),
        **dict.fromkeys("“”„‟″＂", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−－~～〜至─", "-"),
        **dict.fromkeys("*×✕✖⨯∗", "×"),
    }
)


def _fold(text: str) -> str:
    """Width and case, by Unicode's compatibility caseless matching (definition D146); no invisible marks."""
    for _ in range(2):
        text = unicodedata.normalize("NFKC", _visible(unicodedata.normalize("NFKD", text)).casefold())
    return text


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n\r")


def _unify(text: str) -> str:
    return re.sub("-+", "-", text.translate(_UNIFIED))


def _blanks(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return re.sub(f"(?<=[{_HAN}]) | (?=[{_HAN}])", "", text)


def _strip_outer(text: str) -> str:
    return re.sub(f"^{_OUTER}|{_OUTER}$", "", text)


def _numeral(text: str) -> str:
    def as_digits(found: re.Match[str]) -> str:
        value = number_of(found)
        return found[0] if value is None else written(value)

    return NUMBER.sub(as_digits, text)


def _article(text: str) -> str:
    return re.sub(r"^(?:(?:a|an|the)\s+)+(?=\S)", "", text)


def _accent(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare)


def _no_punct(text: str) -> str:
    """No punctuation and symbols, except inside numbers such as 3.14 and 50%."""
    in_numbers = {found.start() for found in re.finditer(r"(?<=\d)([.,](?=\d)|[%‰])", text)}
    return "".join(
        c for at, c in enumerate(text) if at in in_numbers or unicodedata.category(c)[0] not in "PS"
    )


_STEPS: dict[str, Callable[[str], str]] = {
    "nfc": lambda text: unicodedata.normalize("NFC", text),
    "fold": _fold,
    "accent": _accent,
    "simplify": simplified,
    "particle": lambda text: re.sub("[的了]", "", text),
    "unify": _unify,
    "no_punct": _no_punct,
    "trim": str.strip,
    "blanks": _blanks,
    "outer": _strip_outer,
    "article": _article,
    "no_space": lambda text: re.sub(r"\s+", "", text),
    "numeral": _numeral,
    "unit": same_units,
}

_BASIC = ("fold", "simplify", "unify", "blanks", "outer")
PROFILES: dict[str, tuple[str, ...]] = {
    "basic": _BASIC,
    "numeral": (*_BASIC, "numeral"),
    "exact": ("nfc", "trim"),
}
_MOST_ROUNDS = 8
"""Two are needed at most in practice; the bound is for texts made to need more."""
OPTIONAL_STEPS = ("unit", "no_space", "no_punct", "particle", "article", "accent")


def is_profile(profile: str) -> bool:
    """Whether `normalise` knows the profile and each optional step named behind it."""
    name, *steps = profile.split("+")
    return name in PROFILES and all(step in OPTIONAL_STEPS for step in steps)


@lru_cache(maxsize=8_192)
def normalise(text: str, profile: str = "basic") -> str:
    """The form of `text` to compare; KeyError for an unknown profile."""
    name, *added = profile.split("+")
    wanted = {*PROFILES[name], *added}
    rounds = 0
    while rounds < _MOST_ROUNDS and (again := _one_round(text, wanted)) != text:
        text, rounds = again, rounds + 1
    return text


def _one_round(text: str, wanted: set[str]) -> str:
    for step, apply in _STEPS.items():
        if step in wanted:
            text = apply(text)
    return unicodedata.normalize("NFC", text)  # what a step took away may have kept an accent from its letter
