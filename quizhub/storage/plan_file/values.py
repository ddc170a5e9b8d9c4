"""Small readings of YAML nodes that a plan allows and a bank does not: plain titles, loose values.

Used by the other modules of this package only.
"""

import re
from typing import Any

from quizhub.banks.fields import Fields, text_of, words_of
from quizhub.banks.yaml_tree import Listing, Node, Scalar, Table
from quizhub.storage.plan_file.problems import PlanReport


def plain(node: Node) -> Any:
    """The node as text, lists and dictionaries; nothing written, or `null`, is None."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text.strip()
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {name.text: plain(value) for name, value in node.entries}


def text_or_plain(fields: Fields, name: str, language: str) -> dict[str, str] | None:
    """A text by language; one that names no language is taken to be in `language`."""
    node = fields.node(name)
    if node is None:
        return None
    if isinstance(node, Scalar):
        words = words_of(name, node, fields.report)
        fits = words is not None and fields.report.takes_text(name, language, words, node.line)
        return {language: words} if words is not None and fits else None
    return text_of(name, node, fields.report)


def language_of_words(words: str) -> str:
    """The language of a title without one: any Chinese character makes it Chinese."""
    return "zh-Hans" if re.search(r"[㐀-鿿]", words) else "en"


def languages_of(fields: Fields) -> tuple[str, ...]:
    """The languages of the contest: as written, else those of its title."""
    written = fields.words("languages")
    if written:
        return written
    title = fields.node("title")
    if isinstance(title, Table):
        return tuple(name.text for name, _ in title.entries) or ("zh-Hans",)
    return (language_of_words(title.text),) if isinstance(title, Scalar) else ("zh-Hans",)


def number_in(fields: Fields, name: str, low: int, high: int, report: PlanReport) -> int | None:
    """A whole number within bounds."""
    value = fields.integer(name)
    if value is None or low <= value <= high:
        return value
    report.add(
        fields.lines[name],
        "rule_low" if value < low else "rule_high",
        field=name,
        value=str(value),
        limit=str(low if value < low else high),
    )
    return None
