"""Reads the answer section of an exam paper, or a separate file of answers, and gives each question its own.

Answers come one to a line, several to a line, in ranges (`1-5 ABCDE`) or as a table; they find their question
by the kind their heading names and by number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizhub.banks.formats.paper.blocks import AnswerLine, Block, Section
from quizhub.banks.formats.paper.labels import labels_of
from quizhub.banks.formats.paper.lines import Line, number_of
from quizhub.banks.report import Report

_KEY = r"(?:[A-Ha-hＡ-Ｈ]{1,8}|[√×✓✗✔✘]|对|错|正确|错误|[TF])"
_ONE = re.compile(
    rf"[\s,，;；、]*[（(【\[]?\s*(\d{{1,4}})\s*[)）】\]]?\s*[、．.:：,，]?\s*({_KEY})[.。]?(?=[\s,，;；、\d]|$)"
)
_RANGE = re.compile(
    r"[\s,，;；、]*[（(【\[]?(\d{1,4})\s*[-—–~～至到]+\s*(\d{1,4})[)）】\]]?\s*[题、．.:：]*\s*"
    r"((?:[A-Ha-hＡ-Ｈ√×✓✗✔✘对错TF]|正确|错误)(?:[A-Ha-hＡ-Ｈ√×✓✗✔✘对错TF,，、;；]|正确|错误|\s(?!\s*\d))*)"
)
_TOLD = 50
"""Answers without a question that are told one by one."""
_IS_KEY = re.compile(rf"{_KEY}[.。]?")
_STYLES = frozenset(("plain", "bracket", "named", "bare"))


@dataclass(slots=True)
class Entry:
    """The answer to one question: its number, the how-manieth run of numbers it is in, what is written."""

    number: int
    section: Section
    run: int
    lines: list[Line] = field(default_factory=list)


class Answers:
    """Collects the entries of answer lines."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.entries: list[Entry] = []
        self.run = 0
        self.last = 0
        self.section = Section()
        self.head: list[int] = []

    def read(self, lines: Iterable[AnswerLine]) -> list[Entry]:
        """The entries; what is none of them is told."""
        for answer in lines:
            if answer.section is not self.section:
                self.section, self.last = answer.section, 0
                self.run += bool(self.entries)
            self._take(answer.line)
        return self.entries

    def _take(self, line: Line) -> None:
        if self._table(line) or self._all_of(line):
            return
        number = number_of(line, _STYLES)
        if number is not None and (
            number.value == self.last + 1 or number.value > self.last or self.last == 0
        ):
            self._add(number.value, [number.rest])
        elif number is not None and number.value == 1 and self._is_short(self.entries[-1]):
            self._add(1, [number.rest])
        elif self.entries:
            self.entries[-1].lines.append(line)
        else:
            self.report.add(line.place, "line_not_read", text=line.text[:80])

    def _is_short(self, entry: Entry) -> bool:
        """Whether an entry is a plain key, so that a number 1 behind it starts a further run."""
        return len(entry.lines) == 1 and re.match(rf"(?:{_KEY})\b|{_KEY}$", entry.lines[0].text) is not None

    def _table(self, line: Line) -> bool:
        """The two rows of an answer table: numbers, then keys."""
        cells = line.text.split()
        if cells[:2] in (["题号", "答案"], ["序号", "答案"]):
            return True
        if len(cells) > 1 and all(cell.isdigit() for cell in cells):
            cells = ["题号", *cells]
        elif self.head and len(cells) == len(self.head) and all(map(_IS_KEY.fullmatch, cells)):
            cells = ["答案", *cells]
        if cells[:1] in (["题号"], ["序号"]) and all(cell.isdigit() for cell in cells[1:]):
            self.head = [int(cell) for cell in cells[1:]]
            return True
        if self.head and cells[:1] == ["答案"] and len(cells) == len(self.head) + 1:
            for number, cell in zip(self.head, cells[1:], strict=True):
                self._add(number, [Line(line.place, cell)])
            self.head = []
            return True
        return False

    def _all_of(self, line: Line) -> bool:
        """A line that holds nothing but plain keys and ranges of them."""
        at, found = 0, []
        while at < len(line.text):
            match = _RANGE.match(line.text, at) or _ONE.match(line.text, at)
            if match is None:
                break
            found.append(match)
            at = match.end()
        if not found or line.text[at:].strip(" ,，;；、。."):
            return False
        for match in found:
            if match.re is _RANGE:
                self._range(int(match[1]), int(match[2]), match[3], line)
            else:
                self._add(int(match[1]), [Line(line.place, match[2])])
        return True

    def _range(self, first: int, last: int, written: str, line: Line) -> None:
        parts = re.split(r"[\s,，、;；]+", written.strip())
        if len(parts) != last - first + 1:
            parts = re.findall(r"正确|错误|[^\s,，、;；]", written)
        if len(parts) != last - first + 1:
            self.report.add(
                line.place, "answers_do_not_fit", range=f"{first}-{last}", value=written.strip()[:80]
            )
            return
        for number, part in enumerate(parts, start=first):
            self._add(number, [Line(line.place, part)])

    def _add(self, number: int, lines: list[Line]) -> None:
        if self.entries and number <= self.last:
            self.run += 1
        self.entries.append(Entry(number, self.section, self.run, lines))
        self.last = number


def give(entries: Sequence[Entry], blocks: Sequence[Block], report: Report) -> None:
    """Put every entry to its question; one without a question is told."""
    numbered: dict[int | None, list[Block]] = defaultdict(list)
    for block in blocks:
        numbered[block.number].append(block)
    orders = sorted({block.section.order for block in blocks})
    runs = {run: place for place, run in enumerate(sorted({entry.run for entry in entries}))}
    lonely = 0
    for entry in entries:
        place = runs[entry.run]
        order = orders[place] if place < len(orders) else None
        asked = _block_of(entry, numbered.get(entry.number, []), order)
        if asked is not None:
            _give(entry, asked)
        elif (lonely := lonely + 1) <= _TOLD:
            report.add(entry.lines[0].place, "answer_without_question", number=str(entry.number))
    if lonely > _TOLD:
        report.add(entries[-1].lines[0].place, "answers_without_questions", count=str(lonely - _TOLD))


def _block_of(entry: Entry, same: list[Block], order: int | None) -> Block | None:
    """Of the questions with the number of an entry the one it is for: by kind, or by the section in turn."""
    if entry.section.kind is not None:
        of_kind = [block for block in same if block.section.kind == entry.section.kind]
        same = of_kind or [block for block in same if block.section.kind is None]
    if len(same) == 1:
        return same[0]
    return next((block for block in same if block.section.order == order), None)


def _give(entry: Entry, block: Block) -> None:
    """What the question itself says stays."""
    into = block.keys if not block.keys else None
    for line in entry.lines:
        before, parts = labels_of(line, weak=True)
        if before.text and into is None and not _IS_KEY.fullmatch(before.text):
            into = block.why
        if before.text and into is not None:
            into.append(before)
        for part in parts:
            if part.name == "why":
                into = block.why
                into += [part.line] if part.line.text else []
            elif part.name in ("key", "reply") and into is not None and into is not block.why:
                into.append(part.line)
            elif part.name not in ("key", "reply"):
                block.labels.append(part)
