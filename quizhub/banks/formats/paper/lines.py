"""One line of an exam paper, and the number it may begin with.

Used by everything in this package; nothing here looks at a second line.
"""

import re
from dataclasses import dataclass

from quizhub.banks.report import Place
from quizhub.questions.numerals import parse_number

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, and the stretches of them that stand out or are underlined; pictures by name."""

    place: Place
    text: str
    marked: tuple[Span, ...] = ()
    """Bold, coloured or highlighted: how some people mark the right option."""
    underlined: tuple[Span, ...] = ()
    """How some people fill in a blank."""
    pictures: tuple[str, ...] = ()

    def part(self, start: int, end: int | None = None) -> "Line":
        """A stretch of the line without the blanks around it; the pictures stay with the last stretch."""
        end = len(self.text) if end is None else end if end >= 0 else len(self.text) + end
        words = self.text[start:end]
        if not (self.marked or self.underlined or self.pictures):
            return Line(self.place, words.strip())
        start += len(words) - len(words.lstrip())
        words = words.strip()
        cut = tuple(
            tuple((max(a - start, 0), min(b - start, len(words))) for a, b in spans if b > start and a < end)
            for spans in (self.marked, self.underlined)
        )
        return Line(self.place, words, cut[0], cut[1], self.pictures if end == len(self.text) else ())

    @property
    def is_marked(self) -> bool:
        """Whether all of its words stand out."""
        return bool(self.text) and sum(b - a for a, b in self.marked) >= len(self.text)


_DIGITS = r"[0-9０-９]"
_CHINESE = "[一二三四五六七八九十百]"
NUMBERS = {
    "plain": re.compile(rf"[*＊]?\s*({_DIGITS}{{1,4}})\s*[、．.:：,，)）]\s*"),
    "bracket": re.compile(rf"[（(【\[]\s*({_DIGITS}{{1,4}})\s*[)）】\]]\s*[、．.:：]?\s*"),
    "named": re.compile(
        rf"[【\[]?(?:第\s*({_DIGITS}{{1,4}}|{_CHINESE}{{1,4}})\s*题|(?:题目?|試題|试题|问题|Question|Q)\s*({_DIGITS}{{1,4}}|{_CHINESE}{{1,4}}))"
        r"[】\]]?\s*[、．.:：)）]?\s*",
        re.IGNORECASE,
    ),
    "chinese": re.compile(rf"({_CHINESE}{{1,4}})\s*[、．.]\s*"),
    "glued": re.compile(rf"({_DIGITS}{{1,3}})(?=[\u4e00-\u9fff《“（(])"),
    "bare": re.compile(rf"({_DIGITS}{{1,4}})\s+(?=\D)"),
}
"""How questions may be numbered: `1.` `1、`, `（1）` `【1】`, `第1题`, `一、`, a number alone."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number a line begins with; `sure` is False where it may be the start of a decimal such as 2.5."""

    value: int
    rest: Line
    sure: bool


def number_of(line: Line, styles: frozenset[str]) -> Number | None:
    """The number of a question that the line begins with, in one of the styles."""
    for style, pattern in NUMBERS.items():
        found = pattern.match(line.text) if style in styles else None
        if found is not None:
            written = next(group for group in found.groups() if group)
            value = parse_number(written)
            if value is not None:
                decimal = written[-1:].isdigit() and re.match(
                    rf"[.．:：,，]{_DIGITS}", line.text[found.end(1) :]
                )
                return Number(int(value), line.part(found.end()), not (style == "plain" and decimal))
    return None
