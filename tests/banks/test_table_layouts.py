"""Question tables as people lay them out: header words, headings, options in one cell, several sheets."""

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.table.headers import legend_of, role_of
from quizhub.banks.reader import read_bank
from tests.banks.table_files import Rows, answers, codes, one, read, read_sheets, stem, texts, xlsx_of


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
        ("StandardAnalysis", "explanation"),
        ("本题难度", "difficulty"),
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


def test_a_heading_may_have_its_number_in_the_column_of_numbers():
    rows = [
        ["一", "单选题（每题1分）"],
        ["1", "一问", "甲", "乙", "A"],
        ["二", "判断题"],
        ["1", "二问", "", "", "×"],
    ]
    reading = read([["序号", "题目", "A", "B", "答案"], *rows])
    assert [(q.kind, q.points) for q in reading.questions] == [("single_choice", 1), ("true_false", None)]


def test_rows_that_are_only_numbered_are_empty():
    head = [
        "",
        "Question - max 120 characters",
        "Answer 1",
        "Answer 2",
        "Time limit (sec)",
        "Correct answer(s)",
    ]
    rows = [["", "Quiz template"], head, ["1", "Which number is it", "110", "119", "20", "2"], ["2"], ["3"]]
    reading = read_sheets({"Sheet1": rows})
    assert (reading.format, len(reading.questions), len(reading.other)) == ("kahoot", 1, 1)
    assert reading.bank is not None
    assert reading.bank.title == {"en": "t"}


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


@pytest.mark.parametrize("repeated", ["", "火警电话"])
def test_options_below_one_another(repeated):
    rows = [["1", "火警电话", "A. 110", "B"], ["", repeated, "B. 119", ""], ["", repeated, "C. 120", ""]]
    more = [["2", "急救电话", "A. 120", "A"], ["", "", "B. 119", ""], ["3", "别的", "C. 1", "C"]]
    reading = read([["序号", "题目", "选项", "答案"], *rows, *more])
    assert [texts(q) for q in reading.questions] == [["110", "119", "120"], ["120", "119"]]
    assert [answers(q) for q in reading.questions] == [["119"], ["120"]]
    assert ("7", "options_missing") in codes(reading)


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
    assert answers(one("问", "甲|乙", "B", head=["题目", "答案", "正确答案"])) == ["乙"]


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
    reading = read(rows, format="csv", **chosen)
    assert [texts(q) for q in reading.drafts] == [["110", "119"], ["120", "119"]]
    changed = read([["题目", "A", "B", "答案"], ["B", "甲", "乙", "问"]], column__stem="D", column__key="a")
    assert (stem(changed.questions[0]), answers(changed.questions[0])) == ("问", ["乙"])
    assert read([["题目", "A", "B", "答案"], ["问", "甲", "乙", "A"]], column__key="?").drafts
    assert (
        read([["题目", "A", "B", "答案"], ["问", "甲", "乙", "A"]], header_row="77", format="csv").bank
        is not None
    )


@pytest.mark.parametrize(
    ("word", "cells", "kinds", "topics"),
    [
        ("类型", ["用电", "用火"], ["single_choice"] * 2, ["用电", "用火"]),
        ("类型", ["单选", "实操题"], ["single_choice"] * 2, ["", ""]),
        ("题型", ["甲类", "乙类"], ["single_choice"] * 2, ["", ""]),
        ("分类", ["单选题", "多选题"], ["single_choice", "multiple_choice"], ["", ""]),
        ("分类", ["", ""], ["single_choice"] * 2, ["", ""]),
        ("分类", ["单选题", "用电"], ["single_choice"] * 2, ["单选题", "用电"]),
    ],
)
def test_kinds_and_topics_are_told_by_what_stands_in_the_column(word, cells, kinds, topics):
    rows = [[cell, f"第{n}问", "甲", "乙", "A"] for n, cell in enumerate(cells)]
    reading = read([[word, "题目", "A", "B", "答案"], *rows])
    assert [(q.kind, q.topic) for q in reading.questions] == list(zip(kinds, topics, strict=True))


def test_a_type_that_is_none_stays_unused_beside_a_topic():
    reading = read([["类型", "章节", "题目", "A", "B", "答案"], ["用电", "一章", "问", "甲", "乙", "A"]])
    assert reading.questions[0].topic == "一章"
    assert codes(reading) == [("1", "columns_not_used")]


def test_of_two_columns_for_the_question_the_longer_holds_it():
    rows = [["标题", "内容", "A", "B", "答案"], ["火", "火警电话是多少", "110", "119", "B"]]
    assert stem(read(rows).questions[0]) == "火警电话是多少"


def test_rows_that_go_on_beyond_the_header_are_told():
    reading = read([["题干", "A", "B", "答案"], ["问", "甲", "乙", "A", "多余"]])
    assert codes(reading) == [("2", "cells_beyond_header")]


def test_columns_we_have_no_place_for_are_told():
    reading = read([["题干", "A", "B", "答案", "录入人"], ["问", "甲", "乙", "A", "某人"]])
    assert codes(reading) == [("1", "columns_not_used")]


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
    raw = xlsx_of(
        {"题库": SMALL, "旧题": [["题目", "A", "B", "答案"], ["旧问", "甲", "乙", "A"]]}, hidden=["旧题"]
    )
    assert len(read_bank(BankFile(raw, "t.xlsx", {"hidden_sheets": "yes"})).questions) == 2


def test_a_language_may_be_chosen():
    rows = [["题干", "A", "B", "答案"], ["問題", "甲", "乙", "A"]]
    assert read(rows, language="ja").bank.languages == ("ja",)  # type: ignore[union-attr]
    assert read(rows, language="?").bank.languages != ("?",)  # type: ignore[union-attr]


def test_a_file_that_is_no_table_is_refused_by_its_reader():
    reading = read_bank(BankFile(b"just words", "t.txt", {"format": "csv"}))
    assert codes(reading) == [("1", "unknown_format")]


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
