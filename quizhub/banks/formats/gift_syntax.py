"""GIFT as text: blocks between blank lines, escapes, and the parts of a block and of its answers.

What the parts mean is read in `gift` and written in `gift_writer`. Works as Moodle does, and forgives what
people write by hand: blank lines inside braces, none before a named question, `=` in HTML attributes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from quizhub.banks.markup import looks_html, plain

_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_SPECIAL = re.compile(r"[~=#{}:\\]")
_BRACE = re.compile(r"\\.|([{}])", re.S)
_COLONS = re.compile(r"\\.|(::)", re.S)
_NAMED = re.compile(r"::(?:\\.|[^\\])+?::")
_BRACKETED = re.compile(r"\[(id|tag|scoring|decimals|unit|difficulty):([^\]]{0,200})\]")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.I)
_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(.*)")
_ITEM = re.compile(r"\\.|(?<=[\w\-])=(?=[\"'])|([~=])", re.S)
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d*)?)%")
_CHINESE = re.compile("[\u3001-\u3003\u3400-\u9fff\uff00-\uff65]")


@dataclass(slots=True)
class Block:
    """One record; `noted` are the bracketed remarks of its comments, `category` its path if it is one."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)
    category: str | None = None

    @property
    def text(self) -> str:
        """The block without its comments."""
        return "\n".join(self.lines)

    def remark(self, name: str) -> str:
        """The last remark of this name, or nothing."""
        return next((value.strip() for known, value in reversed(self.noted) if known == name), "")


@dataclass(frozen=True, slots=True)
class Parts:
    """A block taken apart, still escaped; without `answers` it is a description, without end it is broken."""

    name: str
    format: str
    stem: str
    answers: str | None
    tail: str
    ends: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One answer: `=` or `~`, its weight in percent if it has one, its text and feedback, still escaped."""

    mark: str
    weight: str | None
    text: str
    feedback: str | None


def blocks(text: str) -> Iterator[Block]:
    """The records of a file in order."""
    lines = text.split("\n")
    following = _next_braces(lines)
    block, open_brace = Block(), False
    for number, line in enumerate([*lines, ""], start=1):
        plain = line.strip()
        if plain.startswith("//"):
            block.noted += _BRACKETED.findall(plain)
            continue
        category = _CATEGORY.match(line) if not open_brace else None
        ends = not plain and not (open_brace and following[min(number, len(lines))] == "}")
        named_next = not open_brace and _NAMED.match(plain) is not None
        if block.lines and (ends or named_next or category):
            yield block
            block, open_brace = Block(), False
        if category is not None:
            yield Block(number, [plain], [], category[1].strip())
        elif block.lines or plain:
            block.line = block.line or number
            block.lines.append(line)
            for brace in _braces(line):
                open_brace = brace == "{"


def _next_braces(lines: list[str]) -> list[str]:
    """For each line the first brace that stands in it or in a later one; nothing when there is none."""
    found, following = "", [""]
    for line in reversed(lines):
        if not line.strip().startswith("//"):
            found = next(_braces(line), found)
        following.append(found)
    return following[::-1]


def _braces(line: str) -> Iterator[str]:
    return (found[1] for found in _BRACE.finditer(line) if found[1])


def parts_of(text: str) -> Parts:
    """The parts of a block."""
    name, rest = "", text
    if text.lstrip().startswith("::"):
        start = text.index("::") + 2
        end = next((at.start() for at in _COLONS.finditer(text, start) if at[1]), None)
        if end is not None:
            name, rest = unescape(text[start:end]).strip(), text[end + 2 :]
    marked = _FORMAT.match(rest)
    format_, rest = (marked[1].lower(), rest[marked.end() :]) if marked else ("", rest)
    opening = next((at.start() for at in _BRACE.finditer(rest) if at[1] == "{"), None)
    if opening is None:
        return Parts(name, format_, rest, None, "")
    closing = next((at.start() for at in _BRACE.finditer(rest, opening) if at[1] == "}"), None)
    if closing is None:
        return Parts(name, format_, rest[:opening], rest[opening + 1 :], "", ends=False)
    return Parts(name, format_, rest[:opening], rest[opening + 1 : closing], rest[closing + 1 :])


def items_of(answers: str) -> list[Item]:
    """The answers between the braces; what stands before the first mark counts as right, as in Moodle."""
    starts = [found.start() for found in _ITEM.finditer(answers) if found[1]]
    cut = [answers[at:end] for at, end in pairwise([0, *starts, len(answers)])]
    first = [f"={cut[0]}"] if cut[0].strip() else []
    return [_item(part) for part in first + cut[1:]]


def _item(part: str) -> Item:
    mark, rest = part[0], part[1:]
    weighted = _WEIGHT.match(rest)
    if weighted:
        rest = rest[weighted.end() :]
    text, feedback = cut_feedback(rest)
    return Item(mark, weighted[1].replace(",", ".") if weighted else None, text.strip(), feedback)


def cut_feedback(text: str, mark: str = "#") -> tuple[str, str | None]:
    """What stands before the first mark that is not escaped, and what behind it."""
    at = next((found.start() for found in re.finditer(rf"\\.|({mark})", text, re.S) if found[1]), None)
    return (text, None) if at is None else (text[:at], text[at + len(mark) :].strip() or None)


def format_and_text(written: str, inherited: str) -> tuple[str, str]:
    """The format a text is in and the text without its marker."""
    marked = _FORMAT.match(written)
    return (marked[1].lower(), written[marked.end() :]) if marked else (inherited, written)


def unescape(text: str) -> str:
    """The text with its escapes read; a backslash before any other character is a backslash."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def escape(text: str) -> str:
    """The text as it is written in a file, on one line."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")


def unwrap(text: str) -> str:
    """One line of what an editor wrapped: line ends are blanks, and nothing between Chinese characters."""
    whole = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        close = _CHINESE.match(whole[-1:]) and _CHINESE.match(line)
        whole += line if not whole or close else f" {line}"
    return whole


def is_html(format_: str, source: str) -> bool:
    """Whether a text in this format has tags to read; Moodle's own format may have some."""
    return format_ == "html" or (format_ in ("", "moodle") and looks_html(source))


def html_of(format_: str, source: str) -> str:
    """HTML of a text that has tags; line breaks count in Moodle's own format."""
    return source if format_ == "html" else source.replace("\n", "<br>")


def words_in(format_: str, source: str) -> str:
    """The plain words of a text, its escapes read."""
    if is_html(format_, source):
        return plain(html_of(format_, source)).words
    return "".join(char for char in source if char in "\n\t" or unicodedata.category(char) != "Cc").strip()
