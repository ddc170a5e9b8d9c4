"""Turns the lines of an exam paper into blocks: one for each question, with what belongs to it.

A paper is read once for each way of numbering its questions could have, and the reading that leaves fewest
doubts is taken. `questions` makes questions of the blocks, `keys` reads answer sections.
"""

import re
from collections.abc import Sequence

from quizhub.banks.formats.paper.blocks import BLANK, FILLED, AnswerLine, Block, Note, Paper, Section, Shared
from quizhub.banks.formats.paper.filling import Filling, key_like
from quizhub.banks.formats.paper.headings import Heading, answers_heading, heading_of
from quizhub.banks.formats.paper.labels import labels_of, starts_with_label
from quizhub.banks.formats.paper.lines import Line, Number, number_of
from quizhub.banks.formats.paper.options import choices_of

_ENTRIES = re.compile(
    r"\s*(?:题号|[(（【\[]?\s*\d{1,4}\s*(?:[-—–~～至到]\s*\d{1,4}|[、．.:：)）】\]]|\s*[A-H√×]|(?:\s+\d{1,4})+$))"
)
_RANGE = re.compile(r"\s*\d{1,4}\s*[-—–~～至到]\s*\d{1,4}\s*[题、．.:：)）]*\s*[A-Ha-h√×✓✗对错TF]")
_TABLE = re.compile(r"(?:题号|序号)(?:\s+\d{1,4})+$")
_HEAD = re.compile(r"(?:题号|序号)\s+答案(?:\s+(?:题号|序号|答案|解析))*")
_SHARED = re.compile(
    r".*(?:根据|阅读|依据|结合|按照).*?(?:材料|案例|资料|短文|情景|情境|背景|内容).*?"
    r"(\d{1,4})\s*题?\s*[-—–~～至到、]\s*(?:第)?\s*(\d{1,4})\s*(?:小)?题.*"
)
_ONLY_RANGE = re.compile(
    r"(?:请?根据|阅读)(?:以下|下列|下面)的?材料[，,]?(?:回答|完成)(?:第|下列)?\s*\d+\s*[-—–~～至到]\s*\d+\s*小?题[：:。]?"
)
_MATERIAL = re.compile(
    r"[【\[]?\s*(?:材料|案例|背景资料|背景材料|阅读材料|情景|案情)\s*[一二三四五六七八九十\d]{0,2}\s*(?:[】\]]\s*[:：]?|[:：])\s*"
)
_NUMBERED = frozenset(("plain", "named"))
_GAP = 5
"""Questions that may be missing between two numbers before the second needs more evidence than its number."""
_AHEAD = 30


class Grammar(Filling):
    """Reads the lines of one paper with one way of numbering; no styles means that nothing is numbered."""

    def __init__(self, lines: Sequence[Line], styles: frozenset[str]) -> None:
        super().__init__(lines, styles)
        self.paper = Paper()
        self.section = Section()
        self.chapter = ""
        self.block: Block | None = None
        self.shared: Shared | None = None
        self.last = 0
        self.before = 0
        """The last number of the section before: some papers count on."""
        self.after_blank = True
        self._signs: dict[int, bool | None] = {}

    def read(self) -> Paper:
        """The paper."""
        for at, line in enumerate(self.lines):
            if line.text or line.pictures:
                self._take(at, line)
                self.after_blank = False
            else:
                self.after_blank = True
                if self.mode == "why" and self.block is not None:
                    self.block.why.append(line)
        return self.paper

    def _take(self, at: int, line: Line) -> None:
        if self._answers(at, line) or self._heading(at, line) or self._material(line):
            return
        if self._question(at, line):
            return
        if self.mode == "answers":
            self.paper.answers.append(AnswerLine(line, self.section))
        elif self.mode == "shared" and self.shared is not None:
            self.shared.lines.append(line)
        elif self.block is None:
            self.paper.items.append(Note(line, False))
        else:
            self.belongs(self.block, line, at)

    # What starts something new ----------------------------------------------------------------------------

    def _answers(self, at: int, line: Line) -> bool:
        found, following = answers_heading(line), self.next_line(at)
        if self.mode != "answers" and self._is_table(line, following):
            found = (None, line.text, True)
        if found is None:
            return False
        kind, rest, colon = found
        if rest:
            starts = self._is_table(line, following) or _RANGE.match(rest) is not None
            starts = starts or (kind is not None and _ENTRIES.match(rest) is not None)
        elif following is None:
            starts = True
        elif colon or line.text.strip().startswith(("【", "[")):
            starts = self._is_entry(following)
        else:
            starts = _ENTRIES.match(following.text) is not None or self._kind_heading(following)
        if not starts:
            return False
        self.mode, self.block, self.shared = "answers", None, None
        self.section = Section(-1, "", kind)
        if rest:
            self.paper.answers.append(AnswerLine(Line(line.place, rest), self.section))
        return True

    def _is_table(self, line: Line, following: Line | None) -> bool:
        """Whether a table of answers begins: numbers above keys, or columns of both."""
        above = _TABLE.match(line.text) and following is not None and following.text.startswith("答案")
        return bool(above) or _HEAD.fullmatch(line.text) is not None

    def _is_entry(self, line: Line) -> bool:
        """Whether a line is one of an answer section for certain: numbers with letters."""
        if _RANGE.match(line.text) or line.text.startswith("题号"):
            return True
        number = number_of(line, frozenset(("plain", "bracket", "bare")))
        return self._kind_heading(line) if number is None else key_like(number.rest)

    def _kind_heading(self, line: Line) -> bool:
        heading = heading_of(line)
        return heading is not None and heading.kind is not None

    def _heading(self, at: int, line: Line) -> bool:
        heading = heading_of(line)
        if heading is None or (heading.kind is None and not self._heads(at, heading)):
            return False
        if self.mode == "answers":
            self.section = Section(-1, heading.title, heading.kind, heading.points)
            return True
        if heading.kind is not None and not any(block.section.kind for block in self.paper.blocks):
            self._demote()
        if heading.is_chapter:
            self.chapter = heading.title
        self.section = Section(
            self.section.order + 1, heading.title, heading.kind, heading.points, self.chapter
        )
        self.before = self.last or self.before
        self.block, self.shared, self.mode, self.last, self.inner = None, None, "stem", 0, 0
        self.paper.items.append(Note(line, True))
        return True

    def _heads(self, at: int, heading: Heading) -> bool:
        """Whether a numbered line without a kind is a heading: the next line must start a question at 1."""
        following = self.next_line(at)
        if following is None or (self.mode == "why" and not heading.is_chapter):
            return False
        if heading.is_chapter and heading_of(following) is not None:
            return True
        number = number_of(following, self.styles)
        return number is not None and number.value in (1, self.last + 1) and bool(self.styles)

    def _demote(self) -> None:
        """Numbered lines before the first heading that have nothing of a question are instructions."""
        items: list[Block | Note] = []
        for item in self.paper.items:
            bare = isinstance(item, Block) and not item.is_complete and not item.is_good
            if (
                isinstance(item, Block)
                and bare
                and not item.section.title
                and not any(BLANK.search(line.text) for line in item.stem)
            ):
                items += [Note(line, False) for line in item.stem]
            else:
                items.append(item)
        self.paper.items = items

    def _material(self, line: Line) -> bool:
        if self.mode in ("why", "answers") and not _shared_by(line):
            return False
        if number_of(line, _NUMBERED) is not None:
            return False
        ranged, marked = _shared_by(line), _MATERIAL.match(line.text)
        if self.block is not None and not self.block.is_complete and ranged is None:
            return False
        if ranged is None and marked is None:
            return False
        self.shared = Shared(line.place, [], int(ranged[2]) if ranged is not None else None)
        rest = line if marked is None else line.part(marked.end())
        if _ONLY_RANGE.fullmatch(rest.text):
            rest = line.part(0, 0)
        if rest.text:
            self.shared.lines.append(rest)
        self.mode, self.block = "shared", None
        return True

    def _question(self, at: int, line: Line) -> bool:
        if not self.styles:
            return self._unnumbered(at, line)
        number = number_of(line, self.styles)
        if number is None:
            return False
        if not self._begins(at, number):
            if number.value in (1, self.inner + 1):
                self.inner = number.value
            return False
        gap = self.last > 0 and number.value not in (self.last + 1, 1)
        self._start(number.value, number.rest, at, gap)
        return True

    def _begins(self, at: int, number: Number) -> bool:
        value, expected = number.value, self.last + 1
        if not number.sure and value != expected:
            return False
        if self.mode == "answers":
            return (
                not key_like(number.rest) and not starts_with_label(number.rest) and self._evident(at, number)
            )
        if self.block is None:
            told = self.section.kind is not None and self.mode != "shared"
            return told or value in (1, expected, self.before + 1) or self._evident(at, number)
        listed = self.inner > 0 and value == self.inner + 1
        if self.mode in ("why", "keys"):
            if value == expected and not listed:
                return True
            near = value == expected if listed else value == 1 or expected < value <= self.last + _GAP
            return near and self._evident(at, number)
        if listed and not self.block.is_complete:
            return False
        if value >= expected:
            return value <= self.last + _GAP or self._evident(at, number)
        return self.block.is_complete and self._evident(at, number)

    def _unnumbered(self, at: int, line: Line) -> bool:
        if choices_of(line, 0) or choices_of(line, len(self.block.options) if self.block else 0):
            return False
        if labels_of(line, weak=self.block is not None)[1] and not labels_of(line, weak=False)[0].text:
            return False
        if self.block is not None and not self._follows(line):
            return False
        if self.block is None and self.mode == "answers":
            return False
        if self.block is None and not self._evident(at, Number(0, line, True)):
            return False
        self._start(None, line, at, False)
        return True

    def _follows(self, line: Line) -> bool:
        """Whether an unnumbered line starts a further question."""
        assert self.block is not None
        if self.mode == "why":
            return self.after_blank
        if self.block.is_complete:
            return True
        asked = any(BLANK.search(one.text) or FILLED.search(one.text) for one in self.block.stem)
        return asked and (BLANK.search(line.text) or FILLED.search(line.text)) is not None

    def _evident(self, at: int, number: Number) -> bool:
        """Whether what follows a number looks like a question: a blank, options or a key."""
        if (
            BLANK.search(number.rest.text)
            or FILLED.search(number.rest.text)
            or labels_of(number.rest, False)[1]
        ):
            return True
        ahead = range(at + 1, min(at + _AHEAD, len(self.lines)))
        return next((sign for n in ahead if (sign := self._sign(n)) is not None), False)

    def _sign(self, at: int) -> bool | None:
        """Whether a line shows that the one before it is a question, or (False) that it is none."""
        if at not in self._signs:
            line = self.lines[at]
            if (self.styles and number_of(line, self.styles)) or heading_of(line) is not None:
                self._signs[at] = False
            elif choices_of(line, 0) or starts_with_label(line) == "key" or BLANK.search(line.text):
                self._signs[at] = True
            else:
                self._signs[at] = None if self.styles or line.text else False
        return self._signs[at]

    def _start(self, number: int | None, rest: Line, at: int, gap: bool) -> None:
        if self.shared is not None and self.shared.last is not None and (number or 0) > self.shared.last:
            self.shared = None
        if number == 1 and self.block is not None:
            self.section = Section(
                self.section.order + 1,
                self.section.title,
                self.section.kind,
                self.section.points,
                self.chapter,
            )
        if self.section.order < 0:
            order = max((block.section.order for block in self.paper.blocks), default=0) + 1
            self.section = Section(
                order, self.section.title, self.section.kind, self.section.points, self.chapter
            )
        self.block = Block(rest.place, number, self.section, gap, shared=self.shared)
        self.paper.items.append(self.block)
        self.last, self.inner, self.mode = number or self.last + 1, 0, "stem"
        self.belongs(self.block, rest, at)


def _shared_by(line: Line) -> re.Match[str] | None:
    """The sentence that says which questions ask about what follows; it is never long."""
    return _SHARED.fullmatch(line.text) if len(line.text) <= 200 else None
