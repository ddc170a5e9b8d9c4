"""Texts for one reader: a string in the reader's language, or for the projector one per language."""

from collections.abc import Mapping

from quizhub.contest.plan import Plan
from quizhub.questions.text import text_in


class Wording:
    """Turns a question's texts into what a view carries. `language` None means the projector."""

    def __init__(self, plan: Plan, language: str | None) -> None:
        self.seed = plan.seed
        self.languages = plan.languages
        self.language = language

    def __call__(self, text: Mapping[str, str]) -> str | list[str]:
        """One string; for the projector a list in the contest's languages, main first."""
        if self.language is not None:
            return text_in(text, self.language)
        lines = [text[language] for language in self.languages if language in text]
        return lines or [text_in(text, self.languages[0])]

    @property
    def main(self) -> str:
        """The language for texts that exist in one language only, such as a spread of letters."""
        return self.language or self.languages[0]

    def joined(self, texts: list[Mapping[str, str]], separator: str) -> str | list[str]:
        """Several texts as one line, per language."""
        if self.language is not None:
            return separator.join(text_in(text, self.language) for text in texts)
        lines = [separator.join(text_in(text, language) for text in texts) for language in self.languages]
        return list(dict.fromkeys(lines))
