"""Values of JSON that strangers wrote, taken for what they should be: what is something else counts as empty.

Used by the readers of JSON formats, so that a wrong type is a missing value and never an exception.
"""

from typing import Any


def word(value: Any) -> str:
    """A text; numbers are written out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def table(value: Any) -> dict[str, Any]:
    """Named values."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list."""
    return value if isinstance(value, list) else []


def whole(value: Any, low: int, high: int) -> int | None:
    """A whole number in a range, also where it is written as text or with a fraction of nothing."""
    try:
        number = float(word(value))
    except ValueError:
        return None
    return int(number) if low <= number <= high and number == int(number) else None
