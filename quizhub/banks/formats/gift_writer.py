"""Writes a bank as GIFT. What GIFT cannot hold is told by `gift_losses`.

What a question brought along from a GIFT file (`ext.gift`: name, category, formats, feedback, where the blank
stood) is written back as it was, wherever the words are still the same.
"""

import html
import re
from collections.abc import Iterable
from typing import Any

from quizhub.banks.export import Export
from quizhub.banks.formats.gaps import with_blank
from quizhub.banks.formats.gift import topic_of
from quizhub.banks.formats.gift_keys import Answer, answers_of, remarks_of
from quizhub.banks.formats.gift_losses import gift_losses, is_written
from quizhub.banks.formats.gift_syntax import escape, format_and_text, words_in
from quizhub.banks.markup import looks_html
from quizhub.questions.bodies import count_blanks
from quizhub.questions.model import MatchBody, Question, text_in

__all__ = ["gift_losses", "write_gift"]

_BLANKS = re.compile("_{4,}")
_MARKER = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]", re.I)


def write_gift(export: Export) -> bytes:
    """The questions that GIFT has a type for, in UTF-8."""
    written, category = [], ""
    for question in export.bank.questions:
        if not is_written(question):
            continue
        now = _category(question)
        if now != category:
            written.append(f"$CATEGORY: {now or 'top'}")
            category = now
        written.append(_Writing(question, export.language).block())
    return ("\n\n".join(written) + "\n").encode()


def _ext(question: Question) -> dict[str, Any]:
    kept = question.ext.get("gift")
    return dict(kept) if isinstance(kept, dict) else {}


def _category(question: Question) -> str:
    kept = str(_ext(question).get("category", ""))
    return kept if kept and topic_of(kept) == question.topic else question.topic


def _bracketed(value: str) -> str:
    """A remark's value: brackets and line ends would end it."""
    return value.replace("[", "(").replace("]", ")").replace("\n", " ")


class _Writing:
    """One question on its way to text."""

    def __init__(self, question: Question, language: str) -> None:
        self.question, self.language = question, language
        self.ext = _ext(question)
        self.stem = text_in(question.stem, language)
        self.format, self.source = self._stem()

    def block(self) -> str:
        """The whole record: remarks, name, stem and answers."""
        answers = list(answers_of(self.question, self.language, self.ext))
        before, after = self._around()
        name = escape(str(self.ext.get("name", "")))
        named = f"::{name}::" if name else ""
        marker = f"[{self.format}]" if self.format else ""
        remarks = "".join(f"// {remark}\n" for remark in self._remarks())
        return f"{remarks}{named}{marker}{escape(before)}{{{self._braces(answers)}}}{escape(after)}"

    def _remarks(self) -> Iterable[str]:
        question = self.question
        tags = [("tag", tag) for tag in question.tags]
        own = [("id", self.ext.get("id") or question.id), *tags, ("difficulty", question.difficulty)]
        said = [(name, _bracketed(str(value))) for name, value in own if value]
        said += [(name, _bracketed(value)) for name, value in remarks_of(question, self.language)]
        yield " ".join(f"[{name}:{value}]" for name, value in said)

    def _stem(self) -> tuple[str, str]:
        """The format of the stem and its text: as it came, when the words are still the same."""
        format_ = str(self.ext.get("format", ""))
        source = self.ext.get("stem")
        if isinstance(source, str):
            words = words_in(format_, source)
            if self.stem in (words, with_blank(words)):
                return format_, source
        if format_ in ("markdown", "plain"):
            return format_, self.stem
        doubtful = looks_html(self.stem) or _MARKER.match(self.stem) or self.stem[:2] in ("//", "::", "$C")
        return "plain" if doubtful else format_.replace("html", ""), self.stem

    def _around(self) -> tuple[str, str]:
        """What stands before and behind the braces."""
        source, embedded = self.source, self.ext.get("embedded")
        if count_blanks(source) != 1 or embedded is False:
            return source, ""
        before, after = _BLANKS.split(source, maxsplit=1)
        if self.question.kind != "fill":
            return (before, after) if embedded else (source, "")
        if after.strip():
            return before, after
        return (before.rstrip(), "") if with_blank(before.rstrip()) == source else (source, "")

    def _braces(self, answers: list[Answer]) -> str:
        """What stands between the braces: general feedback last."""
        lines = [self._answer(answer) for answer in answers]
        explanation = self._explanation({told for one in answers for told in (one.feedback, one.second)})
        if len(lines) == 1 and answers[0].alone:
            return lines[0] + explanation
        start = ["#"] if self.question.kind == "numeric" else [""]
        return "\n\t".join([*start, *lines, *([explanation] if explanation else [])]) + (
            "\n" if lines else ""
        )

    def _answer(self, answer: Answer) -> str:
        weight = "" if answer.weight is None else f"%{answer.weight}%"
        sides = [self._words(words, answer.name) for words in answer.words]
        if not weight and sides and sides[0].startswith("%"):
            weight = "%100%" if answer.mark == "=" else "%0%"
        told = "".join(
            f"#{self._marked(feedback)}" for feedback in (answer.feedback, answer.second) if feedback
        )
        return f"{answer.mark}{weight}{' -> '.join(sides)}{answer.raw}{told}"

    def _words(self, words: str, name: str) -> str:
        """The text of an answer: as it came when it still says the same."""
        kept = self.ext.get("options")
        source = kept.get(name) if isinstance(kept, dict) else None
        if isinstance(source, str):
            format_, text = format_and_text(source, self.format)
            if words_in(format_, text) == words:
                return self._marked(source)
        pairs = isinstance(self.question.body, MatchBody) or self.question.kind == "fill"
        if pairs and "->" in words:  # has no escape, but HTML can say it
            return "[html]" + escape(html.escape(words, quote=False).replace("\n", "<br>"))
        doubtful = _MARKER.match(words) or words_in(self.format, words) != words
        return ("[plain]" if doubtful else "") + escape(words)

    def _explanation(self, told: set[str]) -> str:
        """The general feedback, unless the feedback of an answer says it already."""
        words = text_in(self.question.explanation or {}, self.language)
        if words and any(words_in(*format_and_text(feedback, self.format)) == words for feedback in told):
            return ""
        kept = self.ext.get("texts")
        source = kept.get("explanation") if isinstance(kept, dict) else None
        if isinstance(source, str) and words_in(*format_and_text(source, self.format)) == words:
            return "####" + self._marked(source)
        return "####" + self._words(words, "") if words else ""

    def _marked(self, source: str) -> str:
        """A kept text: its marker as it is, the rest escaped."""
        marker = _MARKER.match(source)
        at = marker.end() if marker else 0
        return source[:at] + escape(source[at:])
