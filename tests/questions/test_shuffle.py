"""Shuffles are fixed for ever by their seed, and fair."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizhub.questions.shuffle import shuffled


def test_order_is_pinned_for_ever():
    assert shuffled("abcd", 1, "fire-pan-oil") == ("c", "b", "a", "d")
    assert shuffled("abcdefgh", 20261123, "q") == ("a", "b", "f", "g", "c", "e", "h", "d")


@given(st.lists(st.text(max_size=3), max_size=30), st.integers(), st.text(max_size=10))
def test_is_a_permutation_and_repeatable(ids, seed, salt):
    once = shuffled(ids, seed, salt)
    assert sorted(once) == sorted(ids)
    assert shuffled(ids, seed, salt) == once


def test_seed_and_salt_both_matter():
    orders = {shuffled("abcdef", seed, salt) for seed in range(5) for salt in "pq"}
    assert len(orders) > 5


def test_every_order_is_about_equally_likely():
    counts = Counter(shuffled("abc", seed, "q") for seed in range(6_000))
    assert len(counts) == 6
    assert all(900 < count < 1100 for count in counts.values())
