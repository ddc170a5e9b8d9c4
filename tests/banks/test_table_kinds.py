"""Blanks, numbers, orders, pairs and open answers in question tables."""

from decimal import Decimal

import pytest

from quizhub.questions.model import FillBody, MatchBody, MatchKey, NumericKey, OpenKey, OrderKey
from tests.banks.table_files import HEAD, OPTIONS, answers, codes, one, read, stem, told


@pytest.mark.parametrize(
    ("asked", "key", "accepted"),
    [
        ("方针是（ ）、（　）", "预防为主|防消结合", [["预防为主"], ["防消结合"]]),
        ("方针是____、____", "预防为主;防消结合", [["预防为主"], ["防消结合"]]),
        ("是____、____、____", "甲；乙|丙、丁；戊", [["甲"], ["乙", "丙、丁"], ["戊"]]),
        ("是____、____、____", "甲|乙;丙|丁", [["甲"], ["乙", "丙"], ["丁"]]),
        ("电话是【】", "119；一一九", [["119", "一一九"]]),
        ("电话是____", "119|一一九", [["119", "一一九"]]),
        ("电话是[填空1]和[填空2]", "110、119", [["110"], ["119"]]),
        ("电话是__和__", "110，119", [["110"], ["119"]]),
        ("电话是 _ _ _。", "119", [["119"]]),
        ("是{}和{ }", "蓝|绿", [["蓝"], ["绿"]]),
        ("电话是____和____", "①110|一一〇；②119", [["110", "一一〇"], ["119"]]),
    ],
)
def test_fills(asked, key, accepted):
    question = one("填空题", asked, "", "", "", "", key)
    assert isinstance(question.body, FillBody)
    assert answers(question) == accepted
    assert stem(question).count("____") == len(accepted)


def test_where_two_separators_fit_the_file_decides_or_a_person():
    unclear = ["填空题", "或是____和____", "", "", "", "", "甲|乙;丙"]
    both = ["填空题", "是____和____", "", "", "", "", "甲;乙|丙"]
    rows = [HEAD, unclear, both]
    reading = read(rows)
    assert [q.key for q in reading.drafts] == [None, None]
    assert [code for _, code in codes(reading)] == ["fill_parts_unclear", "no_key"] * 2
    assert ("blank_separator", "") in [(guess.name, guess.value) for guess in reading.guesses]
    assert answers(read(rows, blank_separator=";").questions[0]) == [["甲", "乙"], ["丙"]]
    clear = ["填空题", "另是____和____", "", "", "", "", "子|丑"]
    decided = read([*rows, clear])
    assert answers(decided.questions[0]) == [["甲"], ["乙", "丙"]]
    assert "blank_separator" in [guess.name for guess in decided.guesses]


@pytest.mark.parametrize("key", ["甲;乙;丙", "甲", "①甲；②乙；③丙"])
def test_a_key_with_too_many_or_few_parts_makes_a_draft(key):
    reading = read([HEAD, ["填空题", "是____和____", "", "", "", "", key]])
    assert reading.drafts
    assert codes(reading)[0] == ("2", "fill_parts_unclear")


def test_a_fill_without_a_blank_gets_one():
    reading = read([HEAD, ["填空题", "火警电话是多少", "", "", "", "", "119"]])
    assert stem(reading.questions[0]) == "火警电话是多少 ____"
    assert told(reading) == {"blank_added"}


def test_options_of_a_fill_are_its_accepted_texts():
    assert answers(one("填空题", "电话是____", "119", "一一九", "", "", "")) == [["119", "一一九"]]
    assert answers(one("填空题", "是____和____", "110", "119", "", "", "")) == [["110"], ["119"]]
    assert one("填空题", "是____和____", "110", "119", "120", "", "").key is None
    assert one("填空题", "电话是____", "", "", "", "", "").key is None


def test_a_long_text_makes_a_long_blank():
    long = "甲" * 90
    question = one("填空题", "是____", "", "", "", "", long)
    assert isinstance(question.body, FillBody)
    assert question.body.blanks[0].max_chars == 90


@pytest.mark.parametrize(
    ("asked", "key", "kind"),
    [
        ("方针是____。", "预防为主", "fill"),
        ("火警电话", "119", "fill"),
        ("简述灭火的四种方法", "冷却、窒息", "open"),
        ("灭火的方法", "冷却\n窒息", "open"),
        ("你怎么看", "", "open"),
    ],
)
def test_kinds_follow_from_stem_and_key_where_none_is_stated(asked, key, kind):
    assert one(asked, key, head=["题目", "答案"]).kind == kind


def test_open_questions_keep_their_answer_for_the_judge():
    rows = [["简答题", "一问", "", "", "", "", "先报警"], ["论述题", "二问", "", "", "", "", "略"]]
    first, second = read([HEAD, *rows]).questions
    assert isinstance(first.key, OpenKey)
    assert first.key.reference == {"zh-Hans": "先报警"}
    assert second.key == OpenKey()


def test_an_unknown_kind_without_options_becomes_an_open_question():
    reading = read([HEAD, ["实操题", "使用灭火器", "", "", "", "", "提、拔、握、压"]])
    assert reading.questions[0].kind == "open"
    assert codes(reading) == [("2", "kind_unsupported")]


def test_an_unknown_kind_is_told_by_what_it_looks_like():
    rows = [["特殊题", "水能灭火", "", "", "", "", "对"], ["特殊题", "电话____", "", "", "", "", "119"]]
    reading = read([HEAD, *rows])
    assert [q.kind for q in reading.questions] == ["true_false", "fill"]
    assert told(reading) == {"kind_word_unknown"}


def test_polls_are_drafts():
    rows = [
        ["Poll", "Which one do you like", "red", "blue", "", "", ""],
        ["投票", "你想说什么", "", "", "", "", ""],
    ]
    reading = read([HEAD, *rows])
    assert [q.kind for q in reading.drafts] == ["single_choice"]
    assert [q.kind for q in reading.questions] == ["open"]


@pytest.mark.parametrize(
    ("key", "accept"),
    [
        ("100", {"value": 100}),
        ("100±5", {"value": 100, "abs_tol": 5}),
        ("100 米", {"value": 100}),
        ("-2.50±10%", {"value": Decimal("-2.50"), "rel_tol": Decimal("0.1")}),
        ("90~110", {"lo": 90, "hi": 110}),
        ("(90,110]", {"lo": 90, "hi": 110, "lo_open": True}),
        ("≥90", {"lo": 90}),
        ("<90", {"hi": 90, "hi_open": True}),
    ],
)
def test_numbers(key, accept):
    question = one(
        "数值题", "多远", "", "", "米", key, head=["题型", "题干", "选项A", "选项B", "单位", "答案"]
    )
    assert isinstance(question.key, NumericKey)
    [accepted] = question.key.accept
    assert accepted.model_dump(exclude_defaults=True) == accept


def test_a_calculation_whose_key_is_no_number_is_open():
    reading = read([HEAD, ["计算题", "算一算", "", "", "", "", "先乘后加"]])
    assert reading.questions[0].kind == "open"
    assert told(reading) == {"kind_as_open"}
    assert read([HEAD, ["计算题", "算一算", "", "", "", "", ""]]).drafts[0].kind == "numeric"


@pytest.mark.parametrize(("key", "sequence"), [("CABD", "cabd"), ("C,A,B,D", "cabd"), ("3,1,2,4", "cabd")])
def test_orders(key, sequence):
    question = one("排序题", "怎么排", *OPTIONS, key)
    assert isinstance(question.key, OrderKey)
    assert "".join(question.key.sequence) == sequence


def test_orders_that_cannot_be_read():
    rows = [
        ["排序题", "怎么排", *OPTIONS, "CAB"],
        ["排序题", "又怎么排", *OPTIONS, ""],
        ["排序题", "只一个", "甲", "", "", "", "A"],
    ]
    reading = read([HEAD, *rows])
    assert len(reading.drafts) == 2
    assert [code for _, code in codes(reading)] == ["key_not_read", "no_key", "no_key", "options_missing"]


def test_pairs():
    question = one("连线题", "连起来", "水 → 冷却", "砂 -> 窒息", "→ 爆炸", "", "")
    assert isinstance(question.body, MatchBody)
    assert isinstance(question.key, MatchKey)
    assert [item.text["zh-Hans"] for item in question.body.right] == ["冷却", "窒息", "爆炸"]
    reading = read([HEAD, ["连线题", "连起来", "水", "砂", "", "", "见图"]])
    assert (reading.questions[0].kind, told(reading)) == ("open", {"kind_as_open"})
