"""Question tables as people make them: header words, layouts, key notations, kinds, what else a row holds."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.table.headers import legend_of, role_of
from quizhub.banks.reader import read_bank
from quizhub.questions.model import FillBody, MatchBody, MatchKey, NumericKey, OpenKey, OrderKey, Question
from tests.banks.table_files import Rows, answers, codes, read, read_sheets, stem, texts, told
from tests.banks.tiny_pictures import tiny_png

HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"]
OPTIONS = ["甲物", "乙物", "丙物", "丁物"]


def one(*row: str, head: Sequence[str] = HEAD) -> Question:
    """The only question of a table of one row."""
    reading = read([head, row])
    [question] = [*reading.questions, *reading.drafts]
    return question


def key_of(key: str) -> object:
    question = one("多选题", "问题是什么", *OPTIONS, key)
    return answers(question) if question.key is not None else None


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("题目（必填）", "stem"),
        ("*试题内容", "stem"),
        ("Question - max 120 characters", "stem"),
        ("题型（0单选，1判断，2多选）", "kind"),
        ("Answer 1 - max 75 characters", "option:0"),
        ("选项（B）", "option:1"),
        ("备选答案C", "option:2"),
        ("option_d", "option:3"),
        ("选项五", "option:4"),
        ("F", "option:5"),
        ("2nd Answer", "option:1"),
        ("Answer 3\n(Optional)", "option:2"),
        ("Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "time"),
        ("Correct answer(s) - choose at least one", "key"),
        ("Correct Answer(s)\n(Only include Answer #)", "key"),
        ("Question #", "number"),
        ("Incorrect Answer 2 (Optional)", "wrong:1"),
        ("isCorrect1", "is_right:0"),
        ("qAnalysis", "explanation"),
        ("难易度", "difficulty"),
        ("知识点", "tags"),
        ("所属章节：", "topic"),
        ("StationCN", None),
        ("（）", None),
        ("这一列的名字长得不可能是一张表的表头而只能是一个句子或一道题目的题干", None),
    ],
)
def test_header_words_have_roles(header, role):
    assert role_of(header) == role


def test_a_header_may_say_what_its_numbers_mean():
    assert legend_of("题型（0单选，1判断，2多选）") == {
        "0": "single_choice",
        "1": "true_false",
        "2": "multiple_choice",
    }
    reading = read(
        [
            ["题目", "题型(1-单选题 2-判断题)", "选项A", "选项B", "答案"],
            ["一问", "1", "甲", "乙", "A"],
            ["二问", "2", "", "", "对"],
        ]
    )
    assert [q.kind for q in reading.questions] == ["single_choice", "true_false"]


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


def test_a_key_among_options_that_are_numbers_is_their_text():
    assert answers(one("单选题", "有几个", "1", "2", "3", "5", "5")) == ["5"]
    assert answers(one("单选题", "有几个", "3", "2", "1", "5", "1")) == ["1"]


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


# ── blanks ──


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


# ── further kinds ──


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


# ── other cells ──


def test_what_else_a_row_holds():
    head = [
        "编号",
        "题干",
        "A",
        "B",
        "答案",
        "解析",
        "提示",
        "难度",
        "章节",
        "知识点",
        "分值",
        "限时",
        "对象",
        "适用对象",
        "出处",
    ]
    row = [
        "fire-7",
        "问",
        "甲",
        "乙",
        "A",
        "因为",
        "想想",
        "较难",
        "/消防/ 厨房",
        "报警、电话，报警",
        "2.5分",
        "1分钟",
        "x",
        "新员工",
        "消防法",
    ]
    question = one(*row, head=head)
    assert question.id == "fire-7"
    assert (question.explanation, question.hint) == ({"zh-Hans": "因为"}, {"zh-Hans": "想想"})
    assert (question.difficulty, question.topic, question.tags) == (4, "消防/厨房", ("报警", "电话"))
    assert (question.points, question.time_s, question.audience) == (Decimal("2.5"), 60, ("新员工",))
    assert question.sources[0].title == {"zh-Hans": "消防法"}


@pytest.mark.parametrize(
    ("time", "seconds"), [("30", 30), ("01:30", 90), ("0:01:00", 60), ("45秒", 45), ("2min", 120)]
)
def test_times(time, seconds):
    assert one("问", "甲", "乙", "A", time, head=["题干", "A", "B", "答案", "限时"]).time_s == seconds


def test_cells_that_say_nothing_we_know_are_told():
    head = ["题干", "A", "B", "答案", "限时", "分值", "难度"]
    reading = read([head, ["问", "甲", "乙", "A", "不限", "很多", "一言难尽"]])
    assert codes(reading) == [("2", "cell_not_read")] * 3


def test_hint_is_the_explanation_where_there_is_no_other():
    assert one("问", "甲", "乙", "A", "因为", head=["题干", "A", "B", "答案", "提示"]).explanation == {
        "zh-Hans": "因为"
    }


def test_pictures_that_came_with_the_file_are_shown_and_others_told():
    rows = "题干,A,B,答案,图片\n看图,甲,乙,A,images/厨房.png\n又看图,甲,乙,A,https://example.org/x.png\n".encode()
    picture = tiny_png(4, 3)
    reading = read_bank(BankFile(rows, "t.csv", beside={"厨房.png": picture}))
    [shown] = reading.questions[0].media
    assert reading.media == {shown.id: picture}
    assert codes(reading) == [("3", "picture_missing")]


def test_html_in_cells_becomes_words():
    reading = read(
        [
            ["题干", "A", "B", "答案"],
            [
                "<p>水<sub>2</sub>&nbsp;是<b>什么</b></p><img src='a.png'><table><tr><td>x</td></tr></table>",
                "a<b",
                "x & y",
                "A",
            ],
        ]
    )
    question = reading.questions[0]
    assert stem(question).startswith("水₂ 是什么")
    assert texts(question) == ["a<b", "x & y"]
    assert told(reading) == {"formatting_lost", "picture_missing"}


def test_rows_without_a_stem_are_kept_as_not_taken():
    reading = read(
        [
            ["序号", "题干", "A", "B", "答案"],
            ["1", "", "甲", "乙", "A"],
            ["2", "", "", "", ""],
            ["3", "问", "甲", "乙", "A"],
        ]
    )
    assert codes(reading) == [("2", "stem_missing")]
    assert len(reading.questions) == 1


def test_a_question_too_long_for_us_is_told():
    reading = read([["题干", "A", "B", "答案"], ["长" * 2001, "甲", "乙", "A"]])
    assert [record.kind for record in reading.other] == ["unsupported"]
    assert "too_long" in told(reading)


# ── layouts ──


def test_title_rows_sections_chapters_and_repeated_headers():
    reading = read(
        [
            ["2024年安全知识题库"],
            ["请在下面填写", "填写人", "某人"],
            ["题目", "A", "B", "C", "答案"],
            ["一、单选题（每题2分）"],
            ["一问", "甲", "乙", "丙", "B"],
            ["题目", "A", "B", "C", "答案"],
            ["二、判断题"],
            ["二问", "", "", "", "1"],
            ["第二章 电气"],
            ["三问", "", "", "", "0"],
        ]
    )
    assert reading.bank is not None
    assert reading.bank.title == {"zh-Hans": "2024年安全知识题库"}
    assert [(q.kind, q.points, q.topic) for q in reading.questions] == [
        ("single_choice", 2, ""),
        ("true_false", None, ""),
        ("true_false", None, "第二章 电气"),
    ]
    assert [r.kind for r in reading.other] == ["text", "text", "category", "text", "category", "category"]


def test_a_title_may_stand_behind_its_word():
    reading = read([["", "Title", "用火安全"], ["题目", "A", "B", "答案"], ["一问", "甲", "乙", "A"]])
    assert reading.bank is not None
    assert reading.bank.title == {"zh-Hans": "用火安全"}


def test_a_numbered_question_alone_in_its_row_is_no_chapter():
    reading = read([["题目", "答案"], ["1、简述灭火的方法", ""], ["x、", "1、第一部分 用火"]])
    assert reading.questions[0].kind == "open"


def test_a_heading_beside_the_stem_column_is_a_chapter():
    reading = read([["序号", "题目", "A", "B", "答案"], ["三、用电安全"], ["1", "一问", "甲", "乙", "A"]])
    assert reading.questions[0].topic == "三、用电安全"


def test_a_header_of_two_rows():
    reading = read(
        [["题目", "选项", "", "", "答案"], ["", "A", "B", "C", ""], ["一问", "甲", "乙", "丙", "C"]]
    )
    assert answers(reading.questions[0]) == ["丙"]


def test_an_instruction_row_is_no_question():
    head = ["Question Text", "Question Type", "Option 1", "Option 2", "Correct Answer"]
    told_how = [
        "Text of the question (required)",
        "(default is Multiple Choice)",
        "(required)",
        "(optional)",
        "",
    ]
    reading = read([head, told_how, ["What is the number", "Multiple Choice", "110", "119", "2"]])
    assert reading.format == "quizizz"
    assert len(reading.questions) == 1
    assert reading.other[0].kind == "text"


@pytest.mark.parametrize("separator", [";", "；", "|", "$", "\n"])
def test_options_in_one_cell(separator):
    rows = [["题目", "选项", "答案"], ["一问", separator.join(("甲", "乙、丁", "丙")), "B"]]
    assert texts(read(rows).questions[0]) == ["甲", "乙、丁", "丙"]


@pytest.mark.parametrize(
    "cell",
    [
        "A. 甲 B. 乙 C. 丙",
        "A、甲\nB、乙\nC、丙",
        '["甲", "乙", "丙"]',
        "['甲','乙','丙']",
        '{"A": "甲", "B": "乙", "C": "丙"}',
        '[{"text": "甲"}, {"content": "乙"}, {"text": "丙"}]',
    ],
)
def test_options_in_one_cell_with_letters_or_as_json(cell):
    reading = read([["题目", "选项", "答案"], ["一问", cell, "C"]])
    assert (texts(reading.questions[0]), answers(reading.questions[0])) == (["甲", "乙", "丙"], ["丙"])


def test_a_person_may_say_what_parts_options():
    rows = [["题目", "选项", "答案"], ["一问", "甲;一|乙;二", "B"]]
    assert texts(read(rows, option_separator="|").questions[0]) == ["甲;一", "乙;二"]
    assert texts(read([["题目", "选项", "答案"], ["一问", "[甲;乙", "B"]]).questions[0]) == ["[甲", "乙"]


def test_right_answers_marked_column_by_column():
    head = ["content", "option1", "option2", "option3", "isCorrect1", "isCorrect2", "isCorrect3"]
    reading = read([head, ["Which of these", "one", "two", "three", "true", "false", "1"]])
    assert answers(reading.questions[0]) == ["one", "three"]


def test_the_text_of_the_key_helps_where_the_key_cannot():
    head = ["题干", "选项A", "选项B", "正确答案", "正确答案文本"]
    assert answers(one("问", "甲", "乙", "", "乙", head=head)) == ["乙"]
    assert answers(one("问", "甲", "乙", "Z", "乙", head=head)) == ["乙"]


def test_a_column_of_answers_beside_the_key_holds_the_options():
    assert answers(one("问", "甲|乙", "B", head=["question", "answers", "correct"])) == ["乙"]


def test_a_table_without_a_header_is_read_by_what_its_cells_look_like():
    rows = [
        [
            "1",
            "单选",
            "发现火情时应当立即拨打的火警电话是什么号码",
            "110号",
            "119号",
            "120号",
            "B",
            "拨打119报警",
        ],
        ["2", "判断", "着火时可以乘坐电梯", "", "", "", "×", "不可以乘电梯"],
        ["3", "单选", "急救电话是什么号码", "110号", "119号", "120号", "C", "拨打120求救"],
    ]
    reading = read(rows)
    assert [answers(q) for q in reading.questions] == [["119号"], ["错误"], ["120号"]]
    assert reading.questions[0].explanation == {"zh-Hans": "拨打119报警"}
    roles = {guess.name: guess.value for guess in reading.guesses}
    assert (roles["header_row"], roles["column.key"], roles["column.option:0"]) == ("0", "G", "D")


def test_options_may_follow_the_key():
    rows = [["火警电话是什么号码", "B", "110号", "119号"], ["急救电话是什么号码", "A", "120号", "119号"]]
    assert [answers(q) for q in read(rows).questions] == [["119号"], ["120号"]]
    cells = [["火警电话是什么号码", "110号;119号", "B"], ["急救电话是什么号码", "120号;119号", "A"]]
    assert [answers(q) for q in read(cells).questions] == [["119号"], ["120号"]]


def test_a_person_may_say_where_the_columns_are():
    rows = [
        ["栏一", "栏二", "栏三", "栏四"],
        ["火警电话", "110", "119", "乙"],
        ["急救电话", "120", "119", "甲"],
    ]
    chosen = {"header_row": "1", "column__stem": "A", "column__option:0": "B", "column__option:1": "C"}
    reading = read(rows, format="table", **chosen)
    assert [texts(q) for q in reading.drafts] == [["110", "119"], ["120", "119"]]
    changed = read([["题目", "A", "B", "答案"], ["B", "甲", "乙", "问"]], column__stem="D", column__key="a")
    assert (stem(changed.questions[0]), answers(changed.questions[0])) == ("问", ["乙"])
    assert read([["题目", "A", "B", "答案"], ["问", "甲", "乙", "A"]], column__key="?").drafts
    assert (
        read([["题目", "A", "B", "答案"], ["问", "甲", "乙", "A"]], header_row="77", format="table").bank
        is not None
    )


def test_rows_that_go_on_beyond_the_header_are_told():
    reading = read([["题干", "A", "B", "答案"], ["问", "甲", "乙", "A", "B"]])
    assert codes(reading) == [("2", "cells_beyond_header")]


def test_columns_we_have_no_place_for_are_told():
    reading = read([["题干", "A", "B", "答案", "录入人"], ["问", "甲", "乙", "A", "某人"]])
    assert codes(reading) == [("1", "columns_not_used")]


# ── workbooks of several sheets ──

SMALL = [["题目", "A", "B", "答案"], ["一问", "甲", "乙", "A"]]


def test_every_sheet_with_questions_is_read_and_its_name_may_be_a_kind():
    sheets: dict[str, Rows] = {
        "单选题": SMALL,
        "判断题": [["题目", "答案"], ["二问", 1], ["三问", 0]],
        "说明": [["请按模板填写"]],
        "空": [],
    }
    reading = read_sheets(sheets)
    assert [(r.place, r.question.kind) for r in reading.records if r.question] == [
        ("t.xlsx:单选题!2", "single_choice"),
        ("t.xlsx:判断题!2", "true_false"),
        ("t.xlsx:判断题!3", "true_false"),
    ]
    assert codes(reading) == [("说明!1", "sheet_without_questions")]
    assert "判断题!column.key" in [guess.name for guess in reading.guesses]


def test_hidden_sheets_are_left_out_unless_a_person_wants_them():
    sheets = {"题库": SMALL, "旧题": [["题目", "A", "B", "答案"], ["旧问", "甲", "乙", "A"]]}
    reading = read_sheets(sheets, hidden=["旧题"])
    assert len(reading.questions) == 1
    assert codes(reading) == [("旧题!1", "sheet_hidden")]
    guess = next(guess for guess in reading.guesses if guess.name == "hidden_sheets")
    assert (guess.value, guess.choices) == ("no", ("no", "yes"))


def test_hidden_sheets_can_be_read():
    from tests.banks.table_files import xlsx_of

    raw = xlsx_of(
        {"题库": SMALL, "旧题": [["题目", "A", "B", "答案"], ["旧问", "甲", "乙", "A"]]}, hidden=["旧题"]
    )
    assert len(read_bank(BankFile(raw, "t.xlsx", {"hidden_sheets": "yes"})).questions) == 2


def test_a_language_may_be_chosen():
    rows = [["题干", "A", "B", "答案"], ["問題", "甲", "乙", "A"]]
    assert read(rows, language="ja").bank.languages == ("ja",)  # type: ignore[union-attr]
    assert read(rows, language="?").bank.languages != ("?",)  # type: ignore[union-attr]


def test_a_file_that_is_no_table_is_refused_by_its_reader():
    reading = read_bank(BankFile(b"just words", "t.txt", {"format": "table"}))
    assert codes(reading) == [("1", "unknown_format")]


# ── sheets that are no tables ──


def test_whole_questions_in_one_cell():
    cells = [
        "火警电话是（ ）[单选题]<br/>A.110<br/>B.119<br/>正确答案：B",
        "水能灭油火。（ ）[判断题]\n正确答案：错",
    ]
    reading = read_sheets({"问卷": [[cell] for cell in cells]})
    assert [answers(q) for q in reading.questions] == [["119"], ["错误"]]
    assert [record.place for record in reading.records] == ["t.xlsx:问卷!1", "t.xlsx:问卷!2"]
    assert {"header_row", "column.stem", "numbering"} <= {guess.name for guess in reading.guesses}


def test_the_lines_of_a_paper_in_the_rows_of_a_sheet():
    rows = [
        ["安全知识题库"],
        ["一、单选题"],
        ["1. 火警电话是（ B ）"],
        ["A. 110", "B. 119"],
        ["2. 急救电话是（ A ）"],
        ["A. 120"],
        ["B. 119"],
    ]
    reading = read_sheets({"题库": rows, "旧": rows}, hidden=["旧"])
    assert [answers(q) for q in reading.questions] == [["119"], ["120"]]


def test_a_workbook_of_other_things_has_no_questions():
    assert [code for _, code in codes(read_sheets({"s": [["随便"], ["什么"]]}))] == ["nothing_found"]
