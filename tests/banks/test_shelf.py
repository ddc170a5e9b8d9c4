"""The library's shelf: searching, filtering, counting, and questions that ask nearly the same."""

from datetime import date

import pytest

from quizhub.banks.likeness import twins
from quizhub.banks.shelf import Item, Wanted, counted, is_overdue, search, search_words
from quizhub.questions.model import Question, Source
from tests.questions.examples import blank, fill, match, order, single, true_false


def asking(stem: str, question: Question | None = None, **more) -> Question:
    return (question or single()).model_copy(update={"stem": {"zh-Hans": stem}, **more})


def item(question: Question, bank: str = "fire", status: str = "ready") -> Item:
    return Item(bank, question, status, search_words(question))


SHELF = [
    item(asking("使用干粉灭火器时应站在哪里？", topic="fire/kitchen", difficulty=2, audience=("居民",))),
    item(asking("重庆消防的报警电话是多少？", topic="fire", difficulty=4), status="draft"),
    item(asking("收到陌生链接怎么办？", true_false(), topic="cyber/links"), bank="cyber"),
    item(order().model_copy(update={"stem": {"en": "Put the steps in order", "zh-Hant": "排序"}})),
    item(match()),
]


def found(**wanted: str) -> list[int]:
    return [SHELF.index(one) for one in search(SHELF, Wanted(**wanted))]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("灭火器", [0]),
        ("miehuoqi", [0]),
        ("mhq", [0]),
        ("chongqing", [1]),
        ("干粉 哪里", [0]),
        ("干粉 电话", []),
        ("ＳＴＥＰＳ", [3]),
        ("paixu", [3]),
        ("links", [2]),
        ("", [0, 1, 2, 3, 4]),
    ],
)
def test_searched_by_words_pinyin_and_first_letters(words, places):
    assert found(words=words) == places


def test_options_are_searched_too():
    assert search([item(match())], Wanted(words=next(iter(match().body.left[0].text.values()))))


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({"bank": "cyber"}, [2]),
        ({"status": "draft"}, [1]),
        ({"kind": "true_false"}, [2]),
        ({"difficulty": "4"}, [1]),
        ({"audience": "居民"}, [0]),
        ({"language": "zh-Hant"}, [3]),
        ({"topic": "fire"}, [0, 1]),
        ({"topic": "fire/kitchen"}, [0]),
        ({"topic": "fir"}, []),
    ],
)
def test_filtered_by_every_field(wanted, places):
    assert found(**wanted) == places


def test_nothing_wanted():
    assert Wanted().anything and not Wanted(kind="fill").anything


def test_counted_to_choose_from():
    counts = counted(SHELF)
    assert counts["bank"] == {"fire": 4, "cyber": 1}
    assert counts["topic"] == {"fire": 2, "fire/kitchen": 1, "cyber": 1, "cyber/links": 1}
    assert counts["status"] == {"ready": 4, "draft": 1}
    assert counts["audience"] == {"居民": 1}
    assert counts["difficulty"]["4"] == 1
    assert counts["language"]["zh-Hant"] == 1
    assert "words" not in counts


def test_sources_to_look_up_again():
    source = Source(title={"en": "Law"}, check_by=date(2027, 1, 1))
    question = asking("?", sources=(Source(title={"en": "x"}), source))
    assert is_overdue(question, date(2027, 1, 2))
    assert not is_overdue(question, date(2027, 1, 1))
    assert not is_overdue(single(), date(2027, 1, 1))


def test_questions_that_ask_nearly_the_same():
    questions = [
        asking("油锅起火时最先应该怎么做？"),
        asking("被困电梯时应该怎么办？"),
        asking("油锅突然起火时最先应该怎么做？"),
        asking("油锅起火时，最先应该怎么做"),
        fill(blank("119")),
        asking("？"),
    ]
    pairs = [(one.first, one.second) for one in twins(questions)]
    assert pairs == [(0, 3), (0, 2), (2, 3)]
    assert twins(questions)[0].alike == 1
    assert 0.85 <= twins(questions)[1].alike < 1
    assert [(one.first, one.second) for one in twins(questions, since=3)] == [(0, 3), (2, 3)]


def test_the_same_words_for_another_kind_are_not_the_same_question():
    found = twins([asking("这句话对吗？", true_false()), asking("这句话对吗？")])
    assert [one.alike for one in found] == [0.999]
