"""Robots that were told the answers: right as often as asked, wrong otherwise, guessing where nobody told."""

import orjson
import pytest

from quizhub.robots.knowledge import Knowledge, read_knowledge, same
from quizhub.robots.sections import Json
from quizhub.robots.skill import Skill

ROBOTS = 300


def options(*ids):
    return [{"id": name, "text": name} for name in ids]


CHOICE: Json = {"id": 1, "kind": "single_choice", "stem": "哪个号码？", "options": options("c", "a", "b")}
TRUE_FALSE = {"id": 2, "kind": "true_false", "stem": "对吗", "options": options("true", "false")}
MULTIPLE = {"id": 3, "kind": "multiple_choice", "stem": "哪些", "options": options("a", "b", "c", "d")}
ORDER = {"id": 4, "kind": "order", "stem": "排序", "options": options("a", "b", "c")}
MATCH = {"id": 5, "kind": "match", "stem": "配对", "left": options("l", "m"), "right": options("r", "s")}
FILL = {"id": 6, "kind": "fill", "stem": "____", "blanks": 1}
PICTURE = {"id": 8, "kind": "hotspot", "stem": "在哪", "image": {}, "mode": "find_all", "max_clicks": 2}
WORDS = {"id": 9, "kind": "open", "stem": "为什么", "max_chars": 40}
NUMBER = {"id": 7, "kind": "numeric", "stem": "几", "unit": None, "decimals": 0}
RIGHT: dict[int, Json] = {
    1: {"kind": "choice", "chosen": ["b"]},
    2: {"kind": "choice", "chosen": ["true"]},
    3: {"kind": "choice", "chosen": ["d", "a"]},
    4: {"kind": "order", "sequence": ["c", "a", "b"]},
    5: {"kind": "match", "pairs": [["m", "r"], ["l", "s"]]},
    6: {"kind": "fill", "texts": ["干粉"]},
    7: {"kind": "numeric", "text": "12"},
    8: {"kind": "hotspot", "points": [[0.5, 0.5], [0.2, 0.2]]},
    9: {"kind": "open", "text": "堵塞通道"},
}
ASKS: tuple[Json, ...] = (CHOICE, TRUE_FALSE, MULTIPLE, ORDER, MATCH, FILL, NUMBER, PICTURE, WORDS)


def told(share: float) -> Knowledge:
    entries = [{"stem": [ask["stem"], f"en {ask['stem']}"], "answer": RIGHT[ask["id"]]} for ask in ASKS]
    return read_knowledge(orjson.dumps(entries), share)


def right_of(ask, share: float) -> float:
    """Which part of the robots that say anything end on the right answer."""
    plans = [Skill(3, f"r{n}", knowledge=told(share)).answer(ask, "1 1 x", 30.0) for n in range(ROBOTS)]
    last = [plan[-1].answer for plan in plans if plan]
    return sum(same(answer, RIGHT[ask["id"]]) for answer in last) / len(last)


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask["kind"])
def test_skill_is_the_share_of_right_answers(ask):
    assert right_of(ask, 1.0) == 1.0
    assert right_of(ask, 0.0) == 0.0
    assert 0.6 < right_of(ask, 0.7) < 0.8


def test_a_question_nobody_told_is_guessed_as_before():
    other = {**CHOICE, "stem": "别的"}
    for n in range(50):
        knowing, ignorant = Skill(3, f"r{n}", knowledge=told(1.0)), Skill(3, f"r{n}")
        assert knowing.answer(other, "1 1 x", 30.0) == ignorant.answer(other, "1 1 x", 30.0)


def test_the_question_is_known_in_every_language():
    assert told(1.0).right({**CHOICE, "stem": "en 哪个号码？"}) == RIGHT[1]


def test_of_two_questions_with_one_wording_the_one_that_fits_is_meant():
    entries = [{"stem": ["对吗"], "answer": RIGHT[1]}, {"stem": ["对吗"], "answer": RIGHT[2]}]
    knowledge = read_knowledge(orjson.dumps(entries))
    assert knowledge.right(TRUE_FALSE) == RIGHT[2]
    assert knowledge.right({**CHOICE, "stem": "对吗"}) == RIGHT[1]
    assert knowledge.right({**FILL, "stem": "对吗"}) is None


def test_more_points_than_may_be_set_are_no_answer():
    assert told(1.0).right({**PICTURE, "max_clicks": 1}) is None


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"7", b'[{"stem": ["x"]}]', b'["x"]', b'[{"stem": 3, "answer": {}}]']
)
def test_a_file_of_another_kind_is_refused(raw):
    with pytest.raises(ValueError, match="list of stems"):
        read_knowledge(raw)
