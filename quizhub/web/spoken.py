"""The words of a printed sheet in one language or in several at once, side by side.

A template of a sheet gets one as `_`, so that its messages are found and translated like all others.
"""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from quizhub.web.translations import translations


class Spoken:
    """Says a message in every language of a sheet, each marked as what it is."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = tuple(languages)

    def __call__(self, message: str, **values: Any) -> Markup:
        return self.lines([(tag, translations(tag).gettext(message) % values) for tag in self.languages])

    def lines(self, said: Sequence[tuple[str, str]]) -> Markup:
        """Words with their languages; two that are the same are said once."""
        parts: dict[str, Markup] = {}
        for tag, words in said:
            parts.setdefault(words, Markup('<span lang="{}">{}</span>').format(tag, words))
        return Markup(" ").join(parts.values())
