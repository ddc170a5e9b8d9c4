"""Keys of choices and statements in question tables: every notation people use."""

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from tests.banks.table_files import HEAD, OPTIONS, answers, codes, one, read, stem, texts, told


def key_of(key: str) -> object:
    question = one("多选题", "问题是什么", *OPTIONS, key)
    return answers(question) if question.key is not None else None


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("ABD", "甲乙丁"),
        ("A,B,D", "甲乙丁"),
        ("A、B", "甲乙"),
        ("A|B", "甲乙"),
        ("A B", "甲乙"),
        ("ａｃ", "甲丙"),
        ("答案：AC", "甲丙"),
        ('["A","C"]', "甲丙"),
        ("1,3", "甲丙"),
        ("1.3", "甲丙"),
        ("[1, 3]", "甲丙"),
        ("2.0", "乙"),
        ("甲物|丁物", "甲丁"),
        ("丙物", "丙"),
        ("B. 乙物", "乙"),
        ("Option B", "乙"),
        ("选项C", "丙"),
    ],
)
def test_keys_in_every_notation(key, right):
    assert key_of(key) == [f"{name}物" for name in right]


@pytest.mark.parametrize("key", ["E", "甲物和别的", "9", "A,9", "戊"])
def test_a_key_that_cannot_be_read_makes_a_draft(key):
    reading = read([HEAD, ["单选题", "问题是什么", *OPTIONS, key]])
    assert [q.key for q in reading.drafts] == [None]
    assert codes(reading)[:2] == [("2", "key_not_read"), ("2", "no_key")]


def test_numbers_count_from_zero_where_any_key_of_the_file_is_zero():
    rows = [["单选题", f"问题{n}", *OPTIONS, str(n)] for n in range(4)]
    reading = read([HEAD, *rows])
    assert [answers(q) for q in reading.questions] == [[text] for text in OPTIONS]
    assert ("key_base", "0", ("0", "1")) in [(g.name, g.value, g.choices) for g in reading.guesses]
    assert told(reading) == set()


def test_numbers_count_from_one_where_any_key_is_the_last():
    reading = read([HEAD, ["单选题", "一问", *OPTIONS, "4"], ["单选题", "二问", *OPTIONS, "1"]])
    assert [answers(q) for q in reading.questions] == [["丁物"], ["甲物"]]
    assert "key_base_guessed" not in told(reading)


def test_where_both_fit_it_is_asked():
    rows = [HEAD, ["单选题", "一问", *OPTIONS, "2"]]
    reading = read(rows)
    assert answers(reading.questions[0]) == ["乙物"]
    assert ("1", "key_base_guessed") in codes(reading)
    assert answers(read(rows, key_base="0").questions[0]) == ["丙物"]
    assert "key_base_guessed" not in told(read(rows, key_base="0"))


@pytest.mark.parametrize(
    ("header", "right"),
    [
        ("答案（1-4）", "乙物"),
        ("Correct Answer (0~3)", "丙物"),
        ("答案（从0到3）", "丙物"),
        ("答案(0-1分)", "乙物"),
    ],
)
def test_a_header_may_say_from_where_numbers_count(header, right):
    reading = read([[*HEAD[:-1], header], ["单选题", "一问", *OPTIONS, "2"]])
    assert answers(reading.questions[0]) == [right]
    assert ("key_base_guessed" in told(reading)) == (header == "答案(0-1分)")


def test_where_keys_contradict_the_header_they_decide():
    rows = [["单选题", f"{n}问", *OPTIONS, str(n)] for n in range(2)]
    assert answers(read([[*HEAD[:-1], "答案（1-4）"], *rows]).questions[1]) == ["乙物"]


def test_a_key_among_options_that_are_numbers_is_their_text():
    assert answers(one("单选题", "有几个", "1", "2", "3", "5", "5")) == ["5"]
    assert answers(one("单选题", "有几个", "3", "2", "1", "5", "1")) == ["1"]


def test_a_key_that_may_be_a_text_or_a_place_is_told():
    rows = [["单选题", "有几个", "3", "2", "1", "5", "1"], ["单选题", "有几个呢", "1", "2", "3", "5", "2"]]
    reading = read([HEAD, *rows])
    assert [answers(q) for q in reading.questions] == [["1"], ["2"]]
    assert codes(reading) == [("2", "key_text_or_place")]
    worded = ["单选题", "哪个", *OPTIONS, "乙物"]
    assert told(read([HEAD, *rows, worded])) == set()


def test_letters_parted_by_commas_without_quotes_are_joined():
    raw = "题干,A,B,C,答案,解析\n哪些对,甲,乙,丙,A,B,因为\n又一问,甲,乙,丙,A,,x\n".encode()
    reading = read_bank(BankFile(raw, "t.csv"))
    assert [answers(q) for q in reading.questions] == [["甲", "乙"], ["甲"]]
    assert reading.questions[0].explanation == {"zh-Hans": "因为"}
    assert codes(reading) == [("2", "key_joined"), ("3", "cells_beyond_header")]


def test_a_key_among_numbers_is_a_place_where_the_file_names_places():
    rows = [["单选题", "一问", *OPTIONS, "4"], ["单选题", "有几个", "3", "2", "1", "5", "1"]]
    assert answers(read([HEAD, *rows]).questions[1]) == ["3"]


def test_a_number_beyond_the_options_is_the_text_of_one():
    assert answers(one("单选题", "火警电话", "110", "119", "120", "某", "119")) == ["119"]


def test_the_place_of_an_option_counts_its_column():
    question = one("单选题", "问题是什么", "甲物", "乙物", "", "丁物", "D")
    assert (texts(question), answers(question)) == (["甲物", "乙物", "丁物"], ["丁物"])
    assert one("单选题", "问题是什么", "甲物", "乙物", "", "丁物", "C").key is None


def test_letters_repeated_in_their_cells_are_left_out():
    assert texts(one("单选题", "问题是什么", "A. 甲", "B、乙", "C．丙", "(D)丁", "A")) == [
        "甲",
        "乙",
        "丙",
        "丁",
    ]
    assert texts(one("单选题", "问题是什么", "A. 甲", "乙", "丙", "丁", "A"))[0] == "A. 甲"


def test_a_letter_named_twice_is_told():
    assert ("2", "key_letter_twice") in codes(read([HEAD, ["多选题", "问", *OPTIONS, "AAB"]]))
    assert told(read([HEAD, ["单选题", "问", "Islamabad", "Lahore", "", "", "Islamabad"]])) == set()


@pytest.mark.parametrize(
    ("kind", "key", "made", "code"),
    [
        ("单选题", "B", "single_choice", None),
        ("单选题", "AB", "multiple_choice", "single_with_several"),
        ("Multiple Choice", "AB", "multiple_choice", None),
        ("多选题", "B", "multiple_choice", "one_right"),
        ("不定项选择题", "BC", "multiple_choice", None),
        ("", "B", "single_choice", None),
        ("", "BC", "multiple_choice", None),
        ("情景题", "BC", "multiple_choice", "kind_word_unknown"),
    ],
)
def test_choices_are_single_or_multiple(kind, key, made, code):
    reading = read([HEAD, [kind, "问题是什么", *OPTIONS, key]])
    assert reading.questions[0].kind == made
    assert told(reading) == ({code} if code else set())


def test_choices_without_a_stated_kind_can_be_made_multiple():
    rows = [["题目", "A", "B", "答案"], ["一问", "甲", "乙", "A"]]
    assert read(rows).questions[0].kind == "single_choice"
    assert read(rows, kinds="multiple_choice").questions[0].kind == "multiple_choice"
    assert "kinds" in [guess.name for guess in read(rows).guesses]


@pytest.mark.parametrize(
    ("key", "right"),
    [
        *((word, "正确") for word in ("对", "√", "正确", "T", "true", "Y", "是", "同意", "A", "1")),
        *((word, "错误") for word in ("错", "×", "错误", "F", "False", "N", "否", "不同意", "B", "0", "2")),
    ],
)
def test_statements(key, right):
    question = one("判断题", "着火时可乘电梯。", "", "", "", "", key)
    assert (question.kind, answers(question)) == ("true_false", [right])


@pytest.mark.parametrize(("key", "right"), [("A", "正确"), ("B", "错误"), ("错误", "错误"), ("2", "错误")])
def test_statements_with_their_two_options(key, right):
    question = one("判断题", "着火时可乘电梯。", "正确", "错误", "", "", key)
    assert (question.kind, answers(question)) == ("true_false", [right])
    unstated = one("", "着火时可乘电梯。", "对", "错", "", "", "A")
    assert unstated.kind == "true_false"


def test_the_options_of_a_statement_may_stand_the_other_way_round():
    assert answers(one("判断题", "着火时可乘电梯。", "错误", "正确", "", "", "A")) == ["错误"]


def test_a_statement_with_other_options_is_a_choice():
    question = one("判断题", "着火时可乘电梯吗", "能", "不能", "", "", "B")
    assert (question.kind, answers(question)) == ("single_choice", ["不能"])


def test_a_statement_whose_key_says_nothing_is_a_draft():
    reading = read(
        [HEAD, ["判断题", "一句话", "", "", "", "", "也许"], ["判断题", "二句话", "", "", "", "", ""]]
    )
    assert len(reading.drafts) == 2
    assert codes(reading) == [("2", "key_not_read"), ("2", "no_key"), ("3", "no_key")]


def test_a_statement_with_both_its_options_right_is_a_draft():
    assert read([HEAD, ["判断题", "三句话", "正确", "错误", "", "", "AB"]]).drafts


def test_statements_are_known_by_their_key():
    rows = [["题目", "答案"], ["水能灭火。", "√"], ["油能灭火。", "×"], ["水是水。", "1"]]
    assert [q.kind for q in read(rows).questions] == ["true_false"] * 3


def test_a_choice_without_options_but_with_a_truth_is_a_statement():
    assert one("选择题", "水能灭火。", "", "", "", "", "对").kind == "true_false"


def test_options_may_stand_in_the_stem():
    question = one("单选题", "火警电话是\nA. 110\nB. 119\nC. 120 A. 无", "", "", "", "", "B")
    assert (stem(question), texts(question), answers(question)) == (
        "火警电话是",
        ["110", "119", "120 A. 无"],
        ["119"],
    )


def test_a_choice_without_options_is_not_taken():
    reading = read([HEAD, ["单选题", "没有选项的题", "", "", "", "", "A"]])
    assert codes(reading) == [("2", "options_missing"), ("1", "nothing_found")]
    assert [(r.kind, r.text) for r in reading.other] == [("unsupported", "单选题 | 没有选项的题 | A")]


@pytest.mark.parametrize("stated", ["火警电话是（ B ）", "火警电话是( B )。", "火警电话是【B】"])
def test_a_key_in_the_brackets_of_the_stem(stated):
    reading = read([HEAD, ["单选题", stated, *OPTIONS, ""]])
    assert answers(reading.questions[0]) == ["乙物"]
    assert stem(reading.questions[0]).startswith("火警电话是（ ）")
    assert told(reading) == {"key_from_stem"}


def test_two_brackets_with_letters_are_no_key():
    assert read([HEAD, ["单选题", "从（A）到（B）", *OPTIONS, ""]]).drafts[0].key is None


def test_a_truth_in_the_brackets_of_a_statement():
    question = one("判断题", "水能灭一切火。（×）", "", "", "", "", "")
    assert (stem(question), answers(question)) == ("水能灭一切火。（ ）", ["错误"])
