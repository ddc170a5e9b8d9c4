"""The lettered options of an exam paper: one to a line, or several, in any of the ways people letter them."""

import re
from dataclasses import dataclass

from quizhub.banks.formats.paper.lines import Line

_LETTERS = "ABCDEFGHIJKLMNOPQRST"


def _each(pattern: str) -> list[re.Pattern[str]]:
    """The pattern for every letter: `@` is the letter in either width, `#` also in small."""
    wide = [chr(ord(letter) + 0xFEE0) for letter in _LETTERS]
    return [
        re.compile(pattern.replace("@", f"[{a}{w}]").replace("#", f"[{a}{a.lower()}{w}]"))
        for a, w in zip(_LETTERS, wide, strict=True)
    ]


_MARKS = {
    "bracket": (
        _each(r"\s*[（(【\[]\s*#\s*[)）】\]]\s*[、．.:：]?\s*"),
        _each(r"[（(【\[]\s*#\s*[)）】\]]\s*[、．.:：]?\s*"),
    ),
    "dot": (_each(r"\s*@\s*[、．.:：,，]\s*"), _each(r"(?<![A-Za-z0-9])@\s*[、．.:：]\s*")),
    "half": (_each(r"\s*#\s*[)）]\s*"), _each(r"(?<![A-Za-z0-9])#\s*[)）]\s*")),
    "small": (_each(r"\s*#\s*[、．.]\s*"), _each(r"(?<=\s)#\s*[、．.]\s*")),
    "glued": (_each(r"\s*@(?=[\u4e00-\u9fff])"), _each(r"(?<=\s)@(?=[\u4e00-\u9fff])")),
    "bare": (_each(r"\s*@\s+(?=\S)"), _each(r"(?<=\s)@\s+(?=\S)")),
}
"""How options are lettered: at the start of a line, and further on in it."""
_STAR = re.compile(r"\s*[*＊√✓✔]\s*(?=[（(【\[]?\s*[A-TＡ-Ｔ])")
_TICK = re.compile(r"\s*(?:[√✓✔]|[（(]\s*(?:正确答案|正确|√|✓|对)\s*[)）])\s*$")
_COMPACT = re.compile(r"(?:[\s）)】\]？?。．，；;：:_]|^)(?=A\s*[、．.]|Ａ\s*[、．.]|[（(]\s*A\s*[)）])")


@dataclass(frozen=True, slots=True)
class Choice:
    """An option: its place from 0, its words, and whether a star or tick says that it is right."""

    place: int
    line: Line
    ticked: bool


def choices_of(line: Line, after: int, *, bare: bool = False) -> list[Choice]:
    """The options a line begins with, the first of them that after `after` others; empty when it does not.

    Several run on in one line only in the order of their letters. `bare`: also `A text`, without a mark.
    """
    star = _STAR.match(line.text)
    at = star.end() if star is not None else 0
    for form, (starts, frees) in _MARKS.items():
        first = starts[after].match(line.text, at) if after < len(starts) else None
        if first is None:
            continue
        found = [(first.start(), first.end())]
        for mark in frees[after + 1 :]:
            following = mark.search(line.text, found[-1][1])
            if following is None:
                break
            found.append((following.start(), following.end()))
        if form in ("bare", "glued") and len(found) < 2 and not bare:
            continue
        ends = [start for start, _ in found[1:]] + [len(line.text)]
        return [
            _choice(after + n, line.part(start, end), star is not None and n == 0)
            for n, ((_, start), end) in enumerate(zip(found, ends, strict=True))
        ]
    return []


def compact(line: Line) -> tuple[Line, list[Choice]]:
    """A stem and the options that follow it in the same line, at least two of them."""
    for found in _COMPACT.finditer(line.text):
        made = choices_of(line.part(found.end()), 0)
        if len(made) > 1 and found.end() > 0:
            return line.part(0, found.end()), made
    return line, []


def _choice(place: int, line: Line, starred: bool) -> Choice:
    tick = _TICK.search(line.text)
    ticked = tick is not None and tick.start() > 0
    return Choice(
        place, line.part(0, tick.start()) if tick is not None and ticked else line, starred or ticked
    )
