"""Shuffling from a recorded seed: the same order on every machine and every Python version.

Fisher–Yates driven by SHA-256 in counter mode. The `random` module is not used: its sequence may
change between versions, and a contest must replay from its log for ever.
"""

import hashlib
from collections.abc import Iterator, Sequence


def shuffled(ids: Sequence[str], seed: int, salt: str) -> tuple[str, ...]:
    """The ids in the order that `seed` and `salt` (such as the question's id) give.

    Stream: SHA-256 of `"{seed}:{salt}:{block}"` in UTF-8 for block = 0, 1, …, cut into 64-bit big-endian
    numbers. For i from the last place down to 1 the item at i is swapped with the one at `number % (i+1)`;
    a number that would make the remainder uneven is skipped.
    """
    numbers = _numbers(f"{seed}:{salt}")
    order = list(ids)
    for last in range(len(order) - 1, 0, -1):
        chosen = _below(last + 1, numbers)
        order[last], order[chosen] = order[chosen], order[last]
    return tuple(order)


def _numbers(key: str) -> Iterator[int]:
    block = 0
    while True:
        digest = hashlib.sha256(f"{key}:{block}".encode()).digest()
        yield from (int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8))
        block += 1


def _below(limit: int, numbers: Iterator[int]) -> int:
    """The next number under `limit`, each equally likely."""
    even = 2**64 - 2**64 % limit
    return next(number for number in numbers if number < even) % limit
