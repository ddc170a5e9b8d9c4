"""What counts as the same text: named steps, put together to profiles, applied to both sides.

Texts are kept as they were written; the result here is only for comparing. A profile is named `basic`,
`numeral` or `exact`, with optional steps behind it: `basic+unit+no_space`. Steps always run in one
fixed order, whatever order they are named in, which keeps every profile idempotent.
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
    return "".join(c for c in text if unicodedata.category(c)[0] not in "PS")


_STEPS: dict[str, Callable[[str], str]] = {
    "nfc": lambda text: unicodedata.normalize("NFC", text),
    "trim": str.strip,
    "fold": _fold,
    "accent": _accent,
    "simplify": simplified,
    "particle": lambda text: re.sub("[的了]", "", text),
    "unify": _unify,
    "no_punct": _no_punct,
    "blanks": _blanks,
    "outer": _strip_outer,
    "article": _article,
    "numeral": _numeral,
    "unit": same_units,
    "no_space": lambda text: re.sub(r"\s+", "", text),
}

_BASIC = ("fold", "simplify", "unify", "blanks", "outer")
PROFILES: dict[str, tuple[str, ...]] = {
    "basic": _BASIC,
    "numeral": (*_BASIC, "numeral"),
    "exact": ("nfc", "trim"),
}
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
    for step, apply in _STEPS.items():
        if step in wanted:
            text = apply(text)
    return text
