"""YAML to a small tree that keeps lines and raw text, so that no word turns into something else.

YAML 1.1 would make `no` a truth value, `0571` an octal number and `2027-11-01` a date; here every scalar
stays the text that was written. Built from parser events without recursion: aliases (and so alias bombs),
tags and deep nesting are refused as soon as they are met.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import yaml

MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text as written; `plain` tells that it had no quotes."""

    line: int
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether nothing was written, or one of YAML's words for nothing."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Listing:
    """Nodes in order."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Named nodes in order; a name may occur twice."""

    line: int
    entries: tuple[tuple[Scalar, "Node"], ...]


Node = Scalar | Listing | Table


class MarkupError(Exception):
    """The text is not YAML we read: a problem code with its details, at a line counted from 1."""

    def __init__(self, line: int, code: str, **details: str) -> None:
        super().__init__(code)
        self.line = line
        self.code = code
        self.details = details


class _Open:
    """A list or table whose end has not come yet."""

    def __init__(self, line: int, is_table: bool) -> None:
        self.line = line
        self.is_table = is_table
        self.nodes: list[Node] = []

    def closed(self) -> Node:
        if not self.is_table:
            return Listing(self.line, tuple(self.nodes))
        entries: list[tuple[Scalar, Node]] = []
        for name, value in zip(self.nodes[::2], self.nodes[1::2], strict=True):
            if not isinstance(name, Scalar):
                raise MarkupError(name.line, "yaml_key")
            entries.append((name, value))
        return Table(self.line, tuple(entries))


def parse(text: str) -> Node:
    """The one document in `text`; an empty text is an empty scalar. Raises MarkupError only."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _tree(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "?")
        raise MarkupError(mark.line + 1 if mark else 1, "yaml_syntax", reason=reason) from error


def _tree(events: Iterable[yaml.Event]) -> Node:
    root = _Open(1, is_table=False)
    stack = [root]
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise MarkupError(line, "yaml_alias")
        if isinstance(event, yaml.DocumentStartEvent) and root.nodes:
            raise MarkupError(line, "yaml_more_documents")
        if isinstance(event, yaml.ScalarEvent):
            _refuse_extras(event, line)
            stack[-1].nodes.append(Scalar(line, event.value, not event.style))
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_extras(event, line)
            if len(stack) > MAX_DEPTH:
                raise MarkupError(line, "yaml_too_deep")
            stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = stack.pop().closed()
            stack[-1].nodes.append(closed)
    return root.nodes[0] if root.nodes else Scalar(1, "", plain=True)


def _refuse_extras(event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
    if event.anchor is not None:
        raise MarkupError(line, "yaml_alias")
    if event.tag is not None:
        raise MarkupError(line, "yaml_tag")
