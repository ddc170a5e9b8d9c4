"""The order in which options appear: the plan's seed decides it, and it never gives an order away."""

from collections import Counter

import pytest

from quizhub.contest.asks import display_orders
from quizhub.questions.model import Option, OrderBody, OrderKey, Question
from tests.contest.random_plans import make_question
from tests.contest.table import choice


def steps(count: int) -> Question:
    names = "abcdef"[:count]
    return Question(
        id="steps",
        stem={"en": "In which order?"},
        body=OrderBody(items=tuple(Option(id=name, text={"en": f"step {name}"}) for name in names)),
        key=OrderKey(sequence=tuple(names)),
    )


@pytest.mark.parametrize(("count", "others"), [(2, 1), (3, 5)])
def test_items_to_be_ordered_never_stand_in_the_right_order_and_in_all_others_alike(count, others):
    question = steps(count)
    assert isinstance(question.key, OrderKey)
    seen = Counter(display_orders(question, seed)["options"] for seed in range(1000))
    assert question.key.sequence not in seen
    assert len(seen) == others
    assert min(seen.values()) > 1000 / others * 0.7


def test_options_are_shuffled_by_the_seed_only_where_the_question_allows_it():
    loose, fixed = choice("loose"), choice("fixed")
    fixed = fixed.model_copy(update={"body": fixed.body.model_copy(update={"shuffle": False})})
    assert display_orders(loose, 5) == display_orders(loose, 5)
    assert len({display_orders(loose, seed)["options"] for seed in range(50)}) > 10
    assert {display_orders(fixed, seed)["options"] for seed in range(50)} == {tuple("abcd")}


def test_of_a_match_only_the_right_side_is_shuffled_and_typed_answers_have_no_order():
    matches = [display_orders(make_question("q6", "match"), seed) for seed in range(50)]
    assert {orders["left"] for orders in matches} == {("a", "b")}
    assert len({orders["right"] for orders in matches}) == 6
    assert display_orders(make_question("q3", "fill"), 1) == {}
