"""A sentence in Chinese and in English, and English numbers with their words."""

Said = tuple[str, str]
"""Chinese, English."""


def number(count: int, one: str, many: str) -> str:
    """`1 point`, `10 points`."""
    return f"{count} {one if count == 1 else many}"


def points(count: int) -> str:
    return number(count, "point", "points")


def seconds(count: int) -> str:
    return number(count, "second", "seconds")
