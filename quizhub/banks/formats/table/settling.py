"""Corrects what header words seem to mean by what stands below them.

类型 and 分类 may be question types or topics, and of two columns for the question the longer one holds it.
"""

from collections.abc import Sequence

from quizhub.banks.formats.table.headers import plain_word, role_of
from quizhub.banks.notation import kind_named
from quizhub.banks.sheets import Row

_UNCLEAR = ("类型", "類型", "type", "kind")
"""Header words of question types that also stand over topics."""


def settled(roles: Sequence[str], header: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The roles with those of kind, topic and stem given to the columns that hold them."""
    found = list(roles)
    _settle_kind(found, header, rows)
    _settle_stem(found, header, rows)
    return found


def _settle_kind(roles: list[str], header: Sequence[str], rows: Sequence[Row]) -> None:
    if "kind" in roles:
        at = roles.index("kind")
        texts = [text for row in rows if (text := row.cell(at))]
        if plain_word(header[at]) in _UNCLEAR and texts and not any(_may_be_kind(text) for text in texts):
            roles[at] = "" if "topic" in roles else "topic"
    elif "topic" in roles:
        at = roles.index("topic")
        texts = [text for row in rows if (text := row.cell(at))]
        if texts and all(kind_named(text) for text in texts):
            roles[at] = "kind"


def _may_be_kind(text: str) -> bool:
    return text.isdigit() or text.endswith(("题", "題")) or kind_named(text) is not None


def _settle_stem(roles: list[str], header: Sequence[str], rows: Sequence[Row]) -> None:
    named = [n for n, word in enumerate(header) if role_of(word) == "stem"]
    if len(named) > 1:
        longest = max(named, key=lambda n: (sum(len(row.cell(n)) for row in rows), -n))
        for n in named:
            roles[n] = "stem" if n == longest else ""
