"""Cells that a spreadsheet would run as formulas: how they are made harmless in a CSV, and read again."""

import re

_RISKY = re.compile("[=+\\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d+)?")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula. A plain number is none."""
    return _RISKY.match(text) is not None and not _NUMBER.fullmatch(text)


def neutral(text: str) -> str:
    """The text, with an apostrophe before it where it might be taken for a formula, or a neutral one."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def without_apostrophe(text: str) -> str:
    """The text as it was before `neutral`."""
    return text[1:] if text[:1] == "'" and is_formula(text.lstrip("'")) else text
