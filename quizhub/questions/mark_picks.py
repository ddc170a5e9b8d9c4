"""Marking of what is picked rather than typed: options, sequences and pairs.

Used by `marking` only, which has made sure that the answer can belong to the question.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from quizhub.questions.bodies import ChoiceBody
from quizhub.questions.keys import ChoiceKey, MatchKey, OrderKey
from quizhub.questions.marks import Mark, mark_of


def mark_choice(body: ChoiceBody, key: ChoiceKey, chosen: tuple[str, ...]) -> Mark:
    """Mark chosen options; of several right ones in a question with one answer, any is right."""
    if key.weights is not None:
        return mark_of(weighted_share(body, key, chosen), "weights")
    if body.kind != "multiple_choice":
        return mark_of(Fraction(chosen[0] in key.correct), "option")
    return mark_of(_share_of_options(key, set(chosen)), key.scoring)


def _share_of_options(key: ChoiceKey, chosen: set[str]) -> Fraction:
    """all_or_nothing: the same set. no_wrong_partial: the part found, nothing once a wrong one is among them.

    per_option: each right option found counts one, each wrong one takes one off.
    """
    right, wrong = len(chosen & set(key.correct)), len(chosen - set(key.correct))
    if key.scoring == "all_or_nothing":
        return Fraction(not wrong and right == len(key.correct))
    if key.scoring == "no_wrong_partial" and wrong:
        return Fraction(0)
    return Fraction(right - wrong, len(key.correct))


def weighted_share(body: ChoiceBody, key: ChoiceKey, chosen: tuple[str, ...]) -> Fraction:
    """The weights of the chosen options over the best sum that can be chosen, not below the floor."""
    weights = key.weights or {}
    gains = sorted((weight for weight in weights.values() if weight > 0), reverse=True)
    best = sum(gains[: body.max_select], Decimal(0))
    earned = sum((weights.get(name, Decimal(0)) for name in chosen), Decimal(0))
    return max(Fraction(key.floor), Fraction(earned) / Fraction(best))


def mark_order(key: OrderKey, sequence: tuple[str, ...]) -> Mark:
    """Mark a sequence of all items."""
    right = key.sequence
    if key.scoring == "exact":
        return mark_of(Fraction(sequence == right), "exact")
    if key.scoring == "position":
        places = sum(given == wanted for given, wanted in zip(sequence, right, strict=True))
        return mark_of(Fraction(places, len(right)), "position")
    neighbours = set(pairwise(right))
    kept = sum(pair in neighbours for pair in pairwise(sequence))
    return mark_of(Fraction(kept, len(neighbours)), "adjacent")


def mark_match(key: MatchKey, pairs: tuple[tuple[str, str], ...]) -> Mark:
    """Mark pairs by the weight of the right ones; a wrong pair costs nothing beyond itself."""
    weights = {left: Fraction((key.weights or {}).get(left, Decimal(1))) for left, _ in key.pairs}
    found = set(pairs) & set(key.pairs)
    share = sum((weights[left] for left, _ in found), Fraction(0)) / sum(weights.values())
    if key.scoring == "all_or_nothing":
        share = Fraction(share == 1)
    return mark_of(share, key.scoring)
