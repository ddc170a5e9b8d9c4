"""What else the rows of question tables hold: explanations, difficulty, times, pictures, HTML."""

from decimal import Decimal

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from tests.banks.table_files import codes, one, read, stem, texts, told
from tests.banks.tiny_pictures import tiny_png


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


def test_questions_share_the_material_they_are_about():
    head = ["材料", "题干", "A", "B", "答案"]
    reading = read(
        [
            head,
            ["一起火灾", "一问", "甲", "乙", "A"],
            ["一起火灾", "二问", "甲", "乙", "B"],
            ["", "三问", "甲", "乙", "A"],
        ]
    )
    first, second, third = reading.questions
    assert first.material is not None
    assert first.material.text == {"zh-Hans": "一起火灾"}
    assert (second.material, third.material) == (first.material, None)


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
    assert [(record.kind, len(record.text)) for record in reading.other] == [("unsupported", 2000)]
    assert "too_long" in told(reading)
