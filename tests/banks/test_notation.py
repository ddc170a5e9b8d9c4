"""Keys, question types and difficulties as people write them."""

import pytest

from quizhub.banks.notation import by_text, difficulty_named, kind_named, letters, numbers, truth


@pytest.mark.parametrize("word", ["对", "√", "T", "true", "是", "正确", " （对） ", "Yes", "同意", "ｔ"])
def test_true(word):
    assert truth(word) is True


@pytest.mark.parametrize("word", ["错", "×", "F", "false", "否", "错误", "✗", "N", "不同意"])
def test_false(word):
    assert truth(word) is False


@pytest.mark.parametrize("word", ["", "A", "1", "也许"])
def test_neither_true_nor_false(word):
    assert truth(word) is None


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("ABD", (0, 1, 3)),
        ("A,B,D", (0, 1, 3)),
        ("A、B", (0, 1)),
        ("A|B", (0, 1)),
        ("a b", (0, 1)),
        ("（Ｃ）", (2,)),
        ("DBA", (0, 1, 3)),
        ("AA", (0,)),
        ("E", None),
        ("1", None),
        ("", None),
        ("对", None),
    ],
)
def test_letters(written, places):
    assert letters(written, 4) == places


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("1,3", (1, 3)),
        ("0;1;2", (0, 1, 2)),
        ("2.0", (2,)),
        ("（2）", (2,)),
        ("", None),
        ("1.5", None),
        ("A", None),
    ],
)
def test_numbers(written, places):
    assert numbers(written) == places


def test_options_named_by_their_text():
    options = ("拨打 119", "拨打 110", "拨打 120")
    assert by_text("拨打 110", options) == (1,)
    assert by_text("拨打 120；拨打 119", options) == (0, 2)
    assert by_text("拨打 120；拨打 122", options) is None
    assert by_text("喊人", options) is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("单选题", "single_choice"),
        ("一、单项选择题（每题2分）", "single_choice"),
        ("Multiple Choice", "single_choice"),
        ("不定项选择题", "multiple_choice"),
        ("多选", "multiple_choice"),
        ("Checkbox", "multiple_choice"),
        ("判断题", "true_false"),
        ("True/False", "true_false"),
        ("填空題", "fill"),
        ("Fill-in-the-Blank", "fill"),
        ("排序题", "order"),
        ("连线题", "match"),
        ("简答题", "open"),
        ("Open-Ended", "open"),
        ("Essay Question", "open"),
        ("听力", None),
        ("", None),
    ],
)
def test_kinds(word, kind):
    assert kind_named(word) == kind


@pytest.mark.parametrize(
    ("word", "level"),
    [("易", 2), ("中等", 3), ("Hard", 4), ("很难", 5), ("极易", 1), ("★★★", 3), ("4", 4), ("2.0", 2),
     ("0.75", 4), (".1", 1), ("?", None), ("", None), ("7", None)],
)  # fmt: skip
def test_difficulties(word, level):
    assert difficulty_named(word) == level
