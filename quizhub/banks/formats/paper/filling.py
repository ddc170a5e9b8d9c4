"""Puts the lines behind the number of a question where they belong: stem, options, key, explanation, labels.

The half of `Grammar` that looks inside a question; where one begins and ends is the other half.
"""

import re
from collections.abc import Sequence
from typing import Literal

from quizhub.banks.formats.paper.blocks import Block
from quizhub.banks.formats.paper.labels import Labelled, labels_of, starts_with_label
from quizhub.banks.formats.paper.lines import Line, number_of
from quizhub.banks.formats.paper.options import Choice, choices_of, compact

_KEY_LIKE = re.compile(
    r"(?:[A-Ha-hＡ-Ｈ][\s,，、;；]*){1,8}[.。]?|[√×✓✗✔✘对错TF]|正确|错误|[A-H]\s+\d{1,3}\s*[、．.].*"
    r"|[√×✓✗对错A-H]+[\s,，、;；]+[(（]?\d{1,3}.*"
)
Mode = Literal["stem", "options", "keys", "why", "answers", "shared"]


class Filling:
    """Knows the lines of a paper and what the last of them were part of."""

    def __init__(self, lines: Sequence[Line], styles: frozenset[str]) -> None:
        self.lines = lines
        self.styles = styles
        self.mode: Mode = "stem"
        self.inner = 0
        """The number of the last item of a list that stands inside a question."""

    def next_line(self, at: int) -> Line | None:
        """The next line with words in it."""
        return next((self.lines[n] for n in range(at + 1, len(self.lines)) if self.lines[n].text), None)

    def belongs(self, block: Block, line: Line, at: int) -> None:
        """Put a line to the question it belongs to."""
        if self.mode == "why" and not self._ends_why(block, line):
            block.why.append(line)
            return
        weak = block.is_complete or (block.section.kind == "open" and bool(block.stem))
        before, parts = labels_of(line, weak=weak or (bool(block.stem) and line.text.startswith("答")))
        if before.text or before.pictures:
            self._words(block, before, at)
        for part in parts:
            self._labelled(block, part)

    def _ends_why(self, block: Block, line: Line) -> bool:
        """Inside an explanation only a label at the start of a line counts, and a key only where none was."""
        name = starts_with_label(line)
        return name not in (None, "why") and (name != "key" or not block.keys)

    def _words(self, block: Block, line: Line, at: int) -> None:
        if self.mode != "keys":
            block.said.append(line)
        following = self.next_line(at)
        bare = following is not None and bool(choices_of(following, len(block.options) + 1, bare=True))
        bare = block.bare or (bare and bool(block.stem))
        answering = self.mode == "keys" and not (block.keys and all(map(key_like, block.keys)))
        found = [] if answering else choices_of(line, len(block.options), bare=bare)
        if not block.stem and len(found) == 1:
            found = []  # a stem may begin with its key, as in （A）是…
        block.bare = block.bare or (bool(found) and not choices_of(line, len(block.options)))
        if not found and not block.options and self.mode == "stem":
            line, found = compact(line)
            block.stem.append(line)
        elif not found and self.mode == "options":
            block.options[-1].append(line)
        elif not found:
            (block.keys if self.mode == "keys" else block.stem).append(line)
        for choice in found:
            self._option(block, choice)

    def _option(self, block: Block, choice: Choice) -> None:
        block.options.append([choice.line])
        self.mode = "options"
        if choice.ticked:
            block.ticked.append(choice.place)

    def _labelled(self, block: Block, part: Labelled) -> None:
        first = number_of(part.line, self.styles)
        self.inner = 1 if first is not None and first.value == 1 else 0
        if part.name in ("key", "reply"):
            self.mode = "keys"
            block.keys += [part.line] if part.line.text else []
        elif part.name == "why":
            self.mode = "why"
            block.why += [part.line] if part.line.text else []
        else:
            block.labels.append(part)


def key_like(line: Line) -> bool:
    """Whether a line is nothing but a key: letters, or a word for true or false."""
    return _KEY_LIKE.fullmatch(line.text) is not None
