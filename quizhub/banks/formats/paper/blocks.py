"""What the lines of an exam paper are put together to: sections, questions, notes, answers."""

import re
from dataclasses import dataclass, field

from quizhub.banks.formats.paper.labels import Labelled
from quizhub.banks.formats.paper.lines import Line
from quizhub.banks.report import Place

BLANK = re.compile(r"[（(【\[]\s*[)）】\]]|_{2,}|＿{2,}")
"""An empty blank of a stem."""
FILLED = re.compile(r"[（(【\[]\s*(?:[A-Ha-h](?:[\s,，、;；和]*[A-Ha-h])*|[√×✓✗对错]|正确|错误)\s*[)）】\]]")
"""A bracket of a stem with a key in it."""


@dataclass(slots=True)
class Section:
    """Part of a paper, under a heading or before the first one."""

    order: int = 0
    title: str = ""
    kind: str | None = None
    points: str | None = None
    chapter: str = ""
    """The chapter that the section is in."""


@dataclass(slots=True)
class Shared:
    """A case or passage that several questions ask about, up to number `last` where it is known."""

    place: Place
    lines: list[Line] = field(default_factory=list)
    last: int | None = None


@dataclass(slots=True)
class Block:
    """What belongs to one question."""

    place: Place
    number: int | None
    section: Section
    gap: bool = False
    stem: list[Line] = field(default_factory=list)
    said: list[Line] = field(default_factory=list)
    """The lines of stem and options as they stood."""
    options: list[list[Line]] = field(default_factory=list)
    ticked: list[int] = field(default_factory=list)
    bare: bool = False
    """Whether nothing stands between the letters of its options and their words."""
    keys: list[Line] = field(default_factory=list)
    why: list[Line] = field(default_factory=list)
    labels: list[Labelled] = field(default_factory=list)
    shared: Shared | None = None

    @property
    def is_complete(self) -> bool:
        """Whether something stands after the stem, so that a further question may follow."""
        return bool(self.options or self.keys or self.why)

    @property
    def is_good(self) -> bool:
        """Whether it has what a question needs: a key, and options that make sense."""
        if self.options:
            keyed = self.keys or self.ticked or any(FILLED.search(line.text) for line in self.stem)
            return len(self.options) > 1 and bool(keyed)
        return bool(self.keys) or any(FILLED.search(line.text) for line in self.stem)


@dataclass(frozen=True, slots=True)
class Note:
    """A line that belongs to no question: a title, a heading, an instruction."""

    line: Line
    is_heading: bool


@dataclass(slots=True)
class AnswerLine:
    """A line of an answer section, and the section its heading names."""

    line: Line
    section: Section


@dataclass(slots=True)
class Paper:
    """Everything that was found, in file order."""

    items: list[Block | Note] = field(default_factory=list)
    answers: list[AnswerLine] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """The questions."""
        return [item for item in self.items if isinstance(item, Block)]
