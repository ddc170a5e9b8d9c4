"""Reads docs/protocol.md for its tests: parts, tables, names in code, commands with their fields."""

import re
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")

_LIST_OF_WORDS = re.compile(r'\["[^\[\]{}]*\]')
_FIELD = re.compile(r'(?<=[{,])\s*"(\w+)"')
_COMMAND = re.compile(r"`([A-Z]\w+)(?: \{([^}]*)\})?`")


def part(heading: str) -> str:
    """The text under a heading (`## 5 What a client sends`, `### stage`) up to the next of its level."""
    level = heading.split(" ", 1)[0]
    start = TEXT.index(f"\n{heading}\n") + len(heading) + 2
    end = re.compile(rf"^#{{2,{len(level)}}} ", re.MULTILINE).search(TEXT, start)
    return TEXT[start : end.start() if end else len(TEXT)]


def first_column(text: str) -> set[str]:
    """The words in code in the first column of the tables."""
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def fields(text: str) -> set[str]:
    """The names of JSON fields in the text, told from words that are values by what stands before them."""
    return set(_FIELD.findall(_LIST_OF_WORDS.sub("[]", text)))


def commands(text: str) -> dict[str, dict[str, bool]]:
    """Commands in the text: each with its fields, and whether the field must be given."""
    found: dict[str, dict[str, bool]] = {}
    for name, inside in _COMMAND.findall(text):
        given = found.setdefault(name, {})
        for item in filter(None, (part.strip() for part in inside.split(","))):
            for field in item.split("|"):
                given[field.strip().rstrip("?")] = "?" not in item and "|" not in item
    return found


def words(text: str) -> set[str]:
    """All lower-case words in code."""
    return set(re.findall(r"`([a-z_]+)`", text))
