"""Reading the named fields of one YAML table: each taker returns a value, or None with the fault noted.

Used by the native format. A field that is missing or null is None without a fault, unless required.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar

from quizhub.banks.report import Model, Report
from quizhub.banks.yaml_tree import Listing, Node, Scalar, Table
from quizhub.questions.media import Media

T = TypeVar("T")

_YES_NO = {
    **dict.fromkeys(("true", "yes", "on", "对", "正确", "是", "√"), True),
    **dict.fromkeys(("false", "no", "off", "错", "错误", "否", "×"), False),
}


class Fields:
    """The fields of a table, checked for names that are written twice or not known."""

    def __init__(self, table: Table, report: Report, known: Collection[str]) -> None:
        self.line = table.line
        self.report = report
        self.pictures: tuple[Media, ...] = ()
        """The pictures of the question these are the fields of."""
        self.nodes: dict[str, Node] = {}
        for name, node in table.entries:
            if name.text in self.nodes:
                report.add(name.line, "duplicate_field", field=name.text)
            elif name.text in known:
                self.nodes[name.text] = node
            else:
                self._unknown(name, known)
        self.lines = {name: node.line for name, node in self.nodes.items()}

    def _unknown(self, name: Scalar, known: Collection[str]) -> None:
        near = get_close_matches(name.text, known, n=1)
        if near:
            self.report.add(name.line, "unknown_field_near", field=name.text, near=near[0])
        else:
            self.report.add(name.line, "unknown_field", field=name.text)

    def node(self, name: str) -> Node | None:
        """The field's node, or None if it is missing or null."""
        node = self.nodes.get(name)
        return None if isinstance(node, Scalar) and node.is_null else node

    def require(self, *names: str) -> bool:
        """Whether all the fields are there; each missing one is noted."""
        missing = [name for name in names if self.node(name) is None]
        for name in missing:
            self.report.add(self.lines.get(name, self.line), "missing_field", field=name)
        return not missing

    def build(self, wanted: type[Model], **values: Any) -> Model | None:
        """The model made of the values that are not None."""
        given = {name: value for name, value in values.items() if value is not None}
        return self.report.build(wanted, given, self.line, self.lines)

    def word(self, name: str) -> str | None:
        """One piece of text, exactly as written but for blanks around it."""
        return words_of(name, self.node(name), self.report)

    def text(self, name: str) -> dict[str, str] | None:
        """Text in the bank's languages; plain text will do in a bank with one language."""
        node = self.node(name)
        return None if node is None else text_of(name, node, self.report)

    def words(self, name: str) -> tuple[str, ...] | None:
        """A list of texts; a single one counts as a list of one."""
        node = self.node(name)
        if node is None:
            return None
        found = [words_of(name, item, self.report) for item in items_of(name, node, self.report, lone=True)]
        taken = tuple(words for words in found if words is not None)
        return taken if len(taken) == len(found) else None

    def integer(self, name: str) -> int | None:
        """A whole number."""
        return self._parsed(name, r"[+-]?[0-9]{1,18}", int, "not_a_number")

    def decimal(self, name: str) -> Decimal | None:
        """A decimal number, kept exactly."""
        return self._parsed(name, r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", Decimal, "not_a_number")

    def flag(self, name: str) -> bool | None:
        """True or false, in any of the words people use."""
        words = self.word(name)
        if words is None:
            return None
        if words.casefold() not in _YES_NO:
            self.report.add(self.lines[name], "not_yes_no", field=name, value=words)
        return _YES_NO.get(words.casefold())

    def day(self, name: str) -> date | None:
        """A date such as 2027-11-01."""
        return self._parsed(name, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat, "not_a_date")

    def json(self, name: str) -> Any:
        """A value written as JSON text."""
        return self._parsed(name, r"(?s).*", json.loads, "not_json")

    def _parsed(self, name: str, pattern: str, parse: Callable[[str], T], code: str) -> T | None:
        words = self.word(name)
        if words is None:
            return None
        try:
            if re.fullmatch(pattern, words):
                return parse(words)
        except (ValueError, RecursionError):
            pass
        self.report.add(self.lines[name], code, field=name, value=words)
        return None

    def tables(self, name: str, known: Collection[str]) -> Iterator["Fields"]:
        """The fields of each table in a list of tables; a single table counts as a list of one."""
        node = self.node(name)
        for item in items_of(name, node, self.report, lone=True) if node is not None else ():
            if isinstance(item, Table):
                yield Fields(item, self.report, known)
            else:
                self.report.add(item.line, "not_a_mapping", field=name)

    def inner(self, name: str) -> "Fields | None":
        """The fields of a table whose names are free, such as weights by option id."""
        node = self.node(name)
        if isinstance(node, Table):
            return Fields(node, self.report, [key.text for key, _ in node.entries])
        if node is not None:
            self.report.add(node.line, "not_a_mapping", field=name)
        return None

    def entries(self, name: str) -> Iterator[tuple[Scalar, Node]]:
        """The entries of a table whose names are free, such as option ids; KeyError without the field."""
        node = self.nodes[name]
        if not isinstance(node, Table):
            self.report.add(node.line, "not_a_mapping", field=name)
            return
        seen: set[str] = set()
        for key, value in node.entries:
            if key.text in seen:
                self.report.add(key.line, "repeated_id", id=key.text)
            else:
                seen.add(key.text)
                yield key, value


def items_of(name: str, node: Node, report: Report, *, lone: bool = False) -> tuple[Node, ...]:
    """The items of a list; with `lone` anything else is a list of one, otherwise a fault."""
    if isinstance(node, Listing):
        return node.items
    if lone:
        return (node,)
    report.add(node.line, "not_a_list", field=name)
    return ()


def words_of(name: str, node: Node | None, report: Report) -> str | None:
    """The text of a scalar, trimmed; None for no node, and for anything else with the fault noted."""
    if node is None:
        return None
    if not isinstance(node, Scalar):
        report.add(node.line, "not_words", field=name)
        return None
    words = node.text.strip()
    if not words or node.is_null:
        report.add(node.line, "empty_text", field=name)
        return None
    return words


def text_of(name: str, node: Node, report: Report) -> dict[str, str] | None:
    """A text by language; missing languages are warned of."""
    if isinstance(node, Scalar) and len(report.languages) == 1:
        entries: dict[str, tuple[int, str | None]] = {
            report.languages[0]: (node.line, words_of(name, node, report))
        }
    elif isinstance(node, Table):
        tags = Fields(node, report, [key.text for key, _ in node.entries]).nodes
        entries = {tag: (one.line, words_of(name, one, report)) for tag, one in tags.items()}
    else:
        report.add(node.line, "text_needs_languages", field=name)
        return None
    return _checked(name, node.line, entries, report)


def _checked(
    name: str, line: int, entries: dict[str, tuple[int, str | None]], report: Report
) -> dict[str, str] | None:
    for language in report.languages:
        if language not in entries:
            report.add(line, "missing_language", field=name, language=language)
    text: dict[str, str] = {}
    for tag, (at, words) in entries.items():
        if report.languages and tag not in report.languages:
            report.add(at, "extra_language", field=name, language=tag)
        if words is not None and report.takes_text(name, tag, words, at):
            text[tag] = words
    return text or None
