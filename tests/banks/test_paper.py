"""Exam papers as plain text: every place of a key, every trap, and the sample bank in four encodings."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.paper.reading import looks_like_paper, read_text_paper
from quizhub.banks.reader import read_bank
from tests.banks.told import told

SAMPLES = Path(__file__).parent / "samples"


def read(text: str, **choices: str) -> BankReading:
    return read_text_paper(BankFile(text.encode(), "卷.txt", choices))


def found(text: str, **choices: str) -> list[str]:
    return [told(record.question) for record in read(text, **choices).records if record.question is not None]


def codes(reading: BankReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def oracle() -> dict[str, tuple[str, list[str], list[str]]]:
    """Kind, options and right ids by stem, from the same bank as a sheet."""
    book = CalamineWorkbook.from_path(SAMPLES / "zh-xlsx" / "武清站_公共题库.xlsx")
    rows = [row for row in book.get_sheet_by_index(0).to_python()[1:] if row[0]]
    known = {}
    for stem, options, key, kind, *_ in rows:
        places = [int(float(part)) for part in str(key).split(";")]
        if kind == "判断题":
            known[str(stem).strip()] = ("true_false", ["正确", "错误"], ["true" if places[0] else "false"])
        else:
            right = ["abcdefgh"[place] for place in places]
            name = {"单选题": "single_choice", "多选题": "multiple_choice"}[str(kind)]
            known[str(stem).strip()] = (name, [part.strip() for part in str(options).split(";")], right)
    return known


@pytest.mark.parametrize(
    "name",
    [
        "zh-docx/全站-公共题库-带审核信息_20241106080746.docx",
        "zh-text-derived/bank_gb18030.txt",
        "zh-text-derived/bank_utf8_bom.txt",
        "zh-text-derived/bank_utf16le_bom.txt",
        "zh-text-derived/bank_utf16le_nobom.txt",
    ],
)
def test_the_sample_bank_is_read_whole_and_agrees_with_its_sheet(name):
    path = SAMPLES / name
    reading = read_bank(BankFile(path.read_bytes(), "without.ending"))
    assert reading.format == ("word" if "docx" in name else "paper")
    assert Counter(q.kind for q in reading.questions) == {
        "single_choice": 69,
        "multiple_choice": 15,
        "true_false": 46,
    }
    assert (len(reading.drafts), reading.has_errors) == (0, False)
    known = oracle()
    assert len(known) == 130
    for question in reading.questions:
        kind, options, right = known.pop(question.stem["zh-Hans"])
        assert question.kind == kind
        assert [option.text[("zh-Hans")] for option in question.body.options] == options  # type: ignore[union-attr]
        assert list(question.key.correct) == right  # type: ignore[union-attr]
    assert known == {}
    assert [record.text for record in reading.other] == ["北京站  公共题库", "单选题", "多选题", "判断题"]
    explained = {
        q.stem[("zh-Hans")][:4]: q.explanation["zh-Hans"] for q in reading.questions if q.explanation
    }
    assert explained["危险物品"].startswith("<解题推导>")
    assert explained["危险物品"].endswith("仅供参考!")
    assert explained["特种作业"] == "18"
    assert {q.topic for q in reading.questions} == {"公共题库"}


def test_the_encoding_is_told_where_it_is_a_guess_and_can_be_chosen():
    raw = "1. 火警电话是（A）\nA. 119 B. 110".encode("gb18030")
    reading = read_bank(BankFile(raw, "a.txt"))
    assert codes(reading) == ["encoding_guessed"]
    assert [(guess.name, guess.value) for guess in reading.guesses] == [
        ("encoding", "gb18030"),
        ("numbering", "1."),
    ]
    assert codes(read_bank(BankFile(raw, "a.txt", {"encoding": "gb18030"}))) == []


# Where a key may stand ------------------------------------------------------------------------------------

KEYS = {
    "own line": ("1. 甲？\nA. 一\nB. 二\n答案：B", "B"),
    "in brackets": ("1. 甲？\nA. 一\nB. 二\n【答案】:B。", "B"),
    "without a colon": ("1. 甲？\nA. 一\nB. 二\n正确答案 B", "B"),
    "on the next line": ("1. 甲？\nA. 一\nB. 二\n答案：\nB", "B"),
    "behind the options": ("1. 甲？\nA. 一  B. 二  参考答案：B", "B"),
    "small letter": ("1. 甲？\nA. 一\nB. 二\n答案：b", "B"),
    "wide letter": ("1. 甲？\nA. 一\nB. 二\n答案：Ｂ", "B"),
    "with its text": ("1. 甲？\nA. 一\nB. 二\n答案：B. 二", "B"),
    "with text in brackets": ("1. 甲？\nA. 一\nB. 二\n答案：B（二）", "B"),
    "the text alone": ("1. 甲？\nA. 一\nB. 二项\n答案：二项", "B"),
    "one character of text": ("1. 甲？\nA. 一\nB. 二\n答案：二", "B"),
    "in the stem": ("1. 甲是（ B ）的。\nA. 一\nB. 二", "B"),
    "several in the stem": ("1. 甲有（A、C）\nA. 一\nB. 二\nC. 三", "AC"),
    "several with blanks": ("1. 甲有（A C）\nA. 一\nB. 二\nC. 三", "AC"),
    "a star": ("1. 甲\nA. 一\n*B. 二", "B"),
    "a tick behind": ("1. 甲\nA. 一\nB. 二 √", "B"),
    "the word behind": ("1. 甲\nA. 一\nB. 二（正确答案）", "B"),
    "with commas": ("1. 甲\nA. 一\nB. 二\nC. 三\n答案: A, C", "AC"),
    "a run of letters": ("1. 甲\nA. 一\nB. 二\nC. 三\n答案：A-C", "ABC"),
    "another run": ("1. 甲\nA. 一\nB. 二\nC. 三\n答案：A至B", "AB"),
    "all": ("1. 甲\nA. 一\nB. 二\nC. 三\n答案：以上全选", "ABC"),
    "two with text": ("1. 甲\nA. 一\nB. 二\nC. 三\n答案：A. 一 C. 三", "AC"),
    "English": ("1) What?\na) hot\nb) cold\nAnswer: b", "B"),
    "section with ranges": ("1. 甲\nA. 一\nB. 二\n参考答案\n1-1 B", "B"),
    "section with one to a line": ("1. 甲\nA. 一\nB. 二\n参考答案：\n1.B", "B"),
    "section with labels": ("1. 甲\nA. 一\nB. 二\n答案解析\n1.【答案】B【解析】因为。", "B"),
    "section named after its kind": ("一、单选题\n1. 甲\nA. 一\nB. 二\n单选题答案：1-1 B", "B"),
    "section as a table": ("1. 甲\nA. 一\nB. 二\n参考答案\n题号 1\n答案 B", "B"),
    "a table without a heading": ("1. 甲\nA. 一\nB. 二\n题号 1\n答案 B", "B"),
    "another word for it": ("1. 甲？\nA. 对\nB. 错\nC. 不知道\n答案：错误", "B"),
    "with an empty label": ("1. 甲？\nA. 一\nB. 二\n答案：B 难度：", "B"),
    "before a last heading": ("1. 甲（B）\nA. 一\nB. 二\n第二章 总则", "B"),
    "nothing": ("1. 甲\nA. 一\nB. 二\n答案：略", "draft"),
}


@pytest.mark.parametrize("place", KEYS)
def test_a_key_is_found(place):
    text, key = KEYS[place]
    (question,) = found(text)
    assert question.rpartition(" | ")[2] == key


def test_a_key_that_cannot_be_read_makes_a_draft():
    reading = read("1. 甲\nA. 一\nB. 二\n答案：丙项\n2. 乙（ ）\n答案：不知道\n一、判断题\n1. 丙\n答案：也许")
    assert codes(reading) == ["key_not_read", "no_key", "key_not_read", "no_key"]
    assert len(reading.drafts) == 2


def test_the_explanation_may_say_the_key():
    reading = read(
        "1. 甲\nA. 一\nB. 二\n解析：因为如此，故选B。\n2. 乙\nA. 一\nB. 二\n解析：因为如此\n"
        "3. 丙（A）\nA. 一\nB. 二\n解析：所以选B"
    )
    told_keys = [told(record.question).rpartition(" | ")[2] for record in reading.records if record.question]
    assert told_keys == ["B", "draft", "A"]
    assert codes(reading) == ["key_from_explanation", "no_key"]


def test_bracket_and_answer_line_that_differ_are_told_and_the_line_wins():
    reading = read("1、（ B ）是什么？\nA．甲\nB．乙\n答案：A")
    assert [told(q) for q in reading.questions] == ["single_choice | （ ）是什么？ | 甲/乙 | A"]
    assert codes(reading) == ["two_keys"]
    assert codes(read("1、（ A ）是什么？\nA．甲\nB．乙\n答案：A")) == []


# True or false --------------------------------------------------------------------------------------------


def test_statements_are_true_or_false_in_every_notation():
    text = (
        "一、判断题\n1、A类火灾是固体火灾。( × )\n2、B 类（√ ）\n3、丙（ 对 ）\n4、丁。√\n5. 戊（T）\n"
        "6. 己 答案:错误\n7. 庚\nA. 正确\nB. 错误\n答案：B\n8. 辛\nA. 对\nB. 错\n答案：对\n9. 壬\n"
        "A. 对\nB. 错（√）\n"
        "10. 癸（×）\nA. 对\nB. 错\n"
    )
    assert found(text) == [
        "true_false | A类火灾是固体火灾。( ) | false",
        "true_false | B 类（ ） | true",
        "true_false | 丙（ ） | true",
        "true_false | 丁。 | true",
        "true_false | 戊（ ） | true",
        "true_false | 己 | false",
        "true_false | 庚 | false",
        "true_false | 辛 | true",
        "true_false | 壬 | false",
        "true_false | 癸（ ） | false",
    ]


def test_statements_without_a_heading_are_known_by_their_key():
    assert found("1. 甲。 答案:错误\n2. 乙。（√）\n3. 丙。（ ）\n答案：A. 正确") == [
        "true_false | 甲。 | false",
        "true_false | 乙。（ ） | true",
        "fill | 丙。____ | A. 正确",
    ]


def test_letters_for_statements_are_taken_with_a_warning():
    reading = read(
        "判断题\n1. 甲\n答案：A\n2. 乙\n答案：B\n3. 丙\n答案：A. 正确\n4. 丁\n答案：错（应为乙）\n5. 戊（ ）"
    )
    assert [told(record.question) for record in reading.records if record.question] == [
        "true_false | 甲 | true",
        "true_false | 乙 | false",
        "true_false | 丙 | true",
        "true_false | 丁 | false",
        "true_false | 戊（ ） | draft",
    ]
    assert codes(reading) == ["letter_as_truth", "letter_as_truth", "no_key"]


def test_two_truths_under_single_choice_stay_a_single_choice():
    assert found("一、单选题\n1. 对吗\nA. 正确\nB. 错误\n答案：B") == ["single_choice | 对吗 | 正确/错误 | B"]


def test_a_single_choice_with_several_keys_becomes_multiple_and_is_told():
    reading = read(
        "一、单选题\n1. 甲\nA. 一\nB. 二\nC. 三\n答案：AB\n二、选择题\n1. 乙\nA. 一\nB. 二\nC. 三\n答案：AB"
    )
    assert [q.kind for q in reading.questions] == ["multiple_choice", "multiple_choice"]
    assert codes(reading) == ["single_with_several"]


# Blanks, words of one's own, order, pairs -----------------------------------------------------------------


def test_blanks_get_their_keys():
    text = (
        "三、填空题（每空1分）\n1. 火警____，急救____。\n答案：119；120\n"
        "2. 方针是（安全第一）、（预防为主）（2021年）。\n"
        "3. 灭火剂有（ ）。\n答案：水/泡沫\n4. 水果（苹果）、（香蕉），蔬菜（白菜）（略）。\n"
        "答案：苹果；香蕉；白菜\n"
        "5. 两个____和____\n答案：（1）甲 （2）乙、丙\n6. 没有空的题\n答案：甲或者乙\n"
        "7. 分不开____和____\n答案：甲\n"
        "8. 只有题干\n"
    )
    reading = read(text)
    assert [told(record.question) for record in reading.records if record.question] == [
        "fill | 火警____，急救____。 | 119; 120",
        "fill | 方针是____、____（2021年）。 | 安全第一; 预防为主",
        "fill | 灭火剂有____。 | 水/泡沫",
        "fill | 水果____、____，蔬菜____（略）。 | 苹果; 香蕉; 白菜",
        "fill | 两个____和____ | 甲; 乙、丙",
        "fill | 没有空的题 ____ | 甲/乙",
        "fill | 分不开____和____ | draft",
        "fill | 只有题干 ____ | draft",
    ]
    assert codes(reading) == ["blanks_unclear", "no_key", "no_key"]
    assert {q.points for q in reading.questions} == {1}


def test_blanks_that_no_blank_can_hold_become_open_questions():
    many = "____" + "、____" * 20
    long = "很" * 61
    assert found(f"填空题\n1. {many}\n答案：甲\n2. 为什么____\n答案：{long}") == [
        f"open | {many} | 甲",
        f"open | 为什么（ ） | {long}",
    ]


def test_open_questions_keep_their_good_answer():
    text = (
        "四、简答题\n1. 简述灭火器使用步骤。\n答：1. 拔销\n2. 对准\n3. 压把\n2. 简述逃生要点。\n答案：略\n"
        "3、为什么？\n参考答案：因为\n所以\n难度：难\n知识点：逃生；自救；逃生\n分值：5分\n"
        "章节：fire/home\n依据：消防法\n出题人：张三"
    )
    reading = read(text)
    assert [told(q) for q in reading.questions] == [
        "open | 简述灭火器使用步骤。 | 1. 拔销⏎2. 对准⏎3. 压把",
        "open | 简述逃生要点。 | –",
        "open | 为什么？ | 因为⏎所以",
    ]
    last = reading.questions[-1]
    assert (last.difficulty, last.tags, str(last.points), last.topic) == (
        4,
        ("逃生", "自救"),
        "5",
        "fire/home",
    )
    assert last.sources[0].title == {"zh-Hans": "消防法"}
    assert last.ext == {"paper": {"section": "四、简答题", "number": 3, "出题人": "张三"}}


def test_a_question_of_no_kind_is_taken_as_open_and_told():
    reading = read("1. 谈谈你的看法\n2. 再谈谈")
    assert [told(q) for q in reading.questions] == ["open | 谈谈你的看法 | –", "open | 再谈谈 | –"]
    assert codes(reading) == ["taken_as_open", "taken_as_open"]


def test_a_choice_without_options_is_told():
    reading = read("一、单选题\n1. 甲（ ）\n答案：B\n2. 乙\nA. 一\nB. 二\n答案：A")
    assert [told(q) for q in reading.questions] == ["open | 甲（ ） | B", "single_choice | 乙 | 一/二 | A"]
    assert codes(reading) == ["options_missing"]


def test_orders_and_pairs():
    text = (
        "排序题\n1. 步骤\nA. 压\nB. 拔\nC. 瞄\n答案：B→C→A\n2. 再来\nA. 压\nB. 拔\n答案：A\n"
        "匹配题\n1. 电话\n答案：火警—119；急救—120\n2. 没有\n答案：火警"
    )
    reading = read(text)
    assert [told(record.question) for record in reading.records if record.question] == [
        "order | 步骤 | 压/拔/瞄 | BCA",
        "order | 再来 | 压/拔 | draft",
        "match | 电话 | l1-r1; l2-r2",
        "open | 没有 | 火警",
    ]


# Traps ----------------------------------------------------------------------------------------------------

TRAPS = {
    "options joined to one another": (
        "1.燃烧是放热发光的(B)反应。\nA.物理B.化学C.生物",
        ["single_choice | 燃烧是放热发光的( )反应。 | 物理/化学/生物 | B"],
    ),
    "options behind the stem": (
        "1.雨天应（AB）A.降低车速 B.加大跟车距离 C.急打方向\n2.属于 ( B )。(A)特大 (B)重大(C)较大",
        [(
            "multiple_choice | 雨天应（ ）"
            " | 降低车速/加大跟车距离/急打方向 | AB"
        ), "single_choice | 属于 ( )。 | 特大/重大/较大 | B"],
    ),
    "options without a mark": ("1. 甲\nA 一\nB 二\nC 三\n答案 AC", [(
        "multiple_choice "
        "| 甲 | 一/二/三 | AC"
    )]),
    "several bare options in a line": ("1. 甲\nA 一 B 二\n答案：B", ["single_choice | 甲 | 一/二 | B"]),
    "a statement about type A": ((
        "判断题\n1. A 类火"
        "灾是固体火灾\n答案：对"
    ), ["true_false | A 类火灾是固体火灾 | true"]),
    "law text is no number": (
        "1. 根据第二十一条\n第（一）项，正确的是\n（一）甲\n（二）乙\nA. 甲\nB. 乙\n答案：A\n"
        "2. 乙（B）\nA. 甲\nB. 乙",
        [
            "single_choice | 根据第二十一条⏎第（一）项，正确的是⏎（一）甲⏎（二）乙 | 甲/乙 | A",
            "single_choice | 乙（ ） | 甲/乙 | B",
        ],
    ),
    "a list inside the stem": (
        "1. 下列正确的：\n1. 甲\n2. 乙\n3. 丙\nA. 1和2\nB. 3\n答案：A\n2. 乙（B）\nA. 甲\nB. 乙",
        [(
            "single_choice | 下列正确的：⏎1"
            ". 甲⏎2. 乙⏎3. 丙 | 1和2/3 | A"
        ), "single_choice | 乙（ ） | 甲/乙 | B"],
    ),
    "a list inside the explanation": (
        "1. 甲（A）\nA. 甲\nB. 乙\n解析：1. 先看\n2. 再看\n3. 完\nA. 甲：不对\n正确答案是B\n"
        "2. 乙（ ）\nA. 甲\nB. 乙\n答案：B",
        ["single_choice | 甲（ ） | 甲/乙 | A", "single_choice | 乙（ ） | 甲/乙 | B"],
    ),
    "a stem that begins with a number": (
        "1.119是(A)。\nA.火警B.匪警\n2.24小时是（B）\nA.半天B.一天",
        ["single_choice | 119是( )。 | 火警/匪警 | A", "single_choice | 24小时是（ ） | 半天/一天 | B"],
    ),
    "a decimal is no number": (
        "1. 高度\n1.5米以上？\nA. 对\nB. 错\n答案：A",
        ["single_choice | 高度⏎1.5米以上？ | 对/错 | A"],
    ),
    "numbers that begin anew without a heading": (
        "1. 甲（A）\nA. 一\nB. 二\n2. 乙（B）\nA. 一\nB. 二\n1. 丙（A）\nA. 三\nB. 四\n2. 丁（B）\n"
        "A. 三\nB. 四\n答案\n1. A",
        [f"single_choice | {s}（ ） | {o} | {k}" for s, o, k in
         (("甲", "一/二", "A"), ("乙", "一/二", "B"), ("丙", "三/四", "A"), ("丁", "三/四", "B"))],
    ),
    "instructions before the first heading": (
        "注意：\n1. 考试60分钟\n2. 用黑笔\n一、单选题（每题2分，共2分）\n1. 甲\nA. 一\nB. 二\n答案：A",
        ["single_choice | 甲 | 一/二 | A"],
    ),
    "questions after the answers": (
        "1. 甲\nA. 一\nB. 二\n参考答案\n1.A\n三、填空题\n2. 首都是____。\n答案：北京\n3. 水是____。\n"
        "答案：H₂O",
        ["single_choice | 甲 | 一/二 | A", "fill | 首都是____。 | 北京", "fill | 水是____。 | H₂O"],
    ),
    "several questions in a line": (
        "1.下列正确的是什么 A.甲 B.乙 C.丙 2.下列再正确的是 A.甲 B.乙 C.丙 3.最后一个问题是什么 A.甲 B.乙\n"
        "参考答案：1-3 ABA",
        ["single_choice | 下列正确的是什么 | 甲/乙/丙 | A", "single_choice | 下列再正确的是 | 甲/乙/丙 | B",
         "single_choice | 最后一个问题是什么 | 甲/乙 | A"],
    ),
    "kinds and points in the stem": (
        "1. [单选题]正确的是()。\nA. 甲\nB. 乙\n答案：A\n2. 【多选】以下？（2分）\nA、甲\nB、乙\n"
        "答案：AB\n3. 丙（判断题）\n答案：错误\n4. （填空题，3分）丁\n乙（5分）\n答案：甲",
        [(
            "single_choice | "
            "正确的是()。 | 甲/乙 | A"
        ), "multiple_choice | 以下？ | 甲/乙 | AB", "true_false | 丙 | false",
         "fill | 丁⏎乙 ____ | 甲"],
    ),
    "a label that names the kind": (
        "1. 甲\n题型：多选题\nA. 一\nB. 二\n答案：A",
        ["multiple_choice | 甲 | 一/二 | A"],
    ),
    "an option over two lines": ("1. 甲\nA. 一\n还有一\nB. 二\n答案：A", [(
        "single_choice | "
        "甲 | 一\n还有一/二 | A"
    )]),
    "a bracket printed behind every stem": ((
        "1. 甲( )乙   (    )"
        "\nA. 一\nB. 二\n答案：A"
    ), ["single_choice | 甲( )乙 | 一/二 | A"]),
    "a word of a label inside a sentence": (
        "1. 本题正确答案是唯一的吗\nA. 甲\nB. 乙\n答案：A\n说明：略",
        ["single_choice | 本题正确答案是唯一的吗 | 甲/乙 | A"],
    ),
}  # fmt: skip


TRAPS |= {
    "a stem that begins with its key": (
        "1. （A）是甲\nA. 一\nB. 二",
        ["single_choice | （ ）是甲 | 一/二 | A"],
    ),
    "a bracket that is no key": (
        "1. 丁（D）型（A）\nA. 一\nB. 二",
        ["single_choice | 丁（D）型（ ） | 一/二 | A"],
    ),
    "another bracket that is no key": (
        "1. 丁（A）型（D）\nA. 一\nB. 二",
        ["single_choice | 丁（ ）型（D） | 一/二 | A"],
    ),
    "points in the middle": (
        "1. 得（2分）吗\nA. 一\nB. 二\n答案：A",
        ["single_choice | 得（2分）吗 | 一/二 | A"],
    ),
    "one option only": ("单选题\n1. 甲\nA. 一\n答案：A", ["open | 甲⏎A. 一 | A"]),
    "twenty options": (
        "1. 甲\n"
        + " ".join(f"{letter}.{n}" for n, letter in enumerate("ABCDEFGHIJKLMNOPQRST"))
        + "\n答案：T",
        [f"single_choice | 甲 | {'/'.join(map(str, range(20)))} | T"],
    ),
    "a number that is none": ("第百题 甲\nA. 一\nB. 二\n答案：A", ["single_choice | 第百题 甲 | 一/二 | A"]),
    "an answer that goes on": (
        "1. 甲\nA. 一\nB. 二\n参考答案\n1.A\n1. 一段话",
        ["single_choice | 甲 | 一/二 | A"],
    ),
    "a label alone before the answers": (
        "1. 甲\nA. 一\nB. 二\n【答案】\n题号 1\n答案 B",
        ["single_choice | 甲 | 一/二 | B"],
    ),
    "material below its heading": (
        "案例：\n起火。\n1. 甲\nA. 一\nB. 二\n答案：A",
        ["single_choice | 甲 | 一/二 | A"],
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_traps(trap):
    text, questions = TRAPS[trap]
    assert found(text) == questions


TRAPS |= {
    "a key in one bracket with its label": (
        "1. 甲【答案：B】\nA. 一\nB. 二\n2. 乙（答案：A）\nA. 一\nB. 二",
        ["single_choice | 甲 | 一/二 | B", "single_choice | 乙 | 一/二 | A"],
    ),
    "no blank anywhere": (
        "1.哪种方式最不可取？A.湿毛巾捂鼻B.乘坐电梯下楼答案：B解析：电梯会停。"
        "2.站在哪里最合适？A.下风口B.上风口答案：B解析：安全。",
        [
            "single_choice | 哪种方式最不可取？ | 湿毛巾捂鼻/乘坐电梯下楼 | B",
            "single_choice | 站在哪里最合适？ | 下风口/上风口 | B",
        ],
    ),
    "a heading and the first question in one line": (
        "安全试题一、单选题(每题1分。共50分)1.三违是指()。A.违规B.违章\n答案:B\n2. 乙(A)\nA. 一\nB. 二",
        ["single_choice | 三违是指()。 | 违规/违章 | B", "single_choice | 乙( ) | 一/二 | A"],
    ),
    "a number in the middle that is no first question": (
        "一、常识1、甲（A）\nA. 一\nB. 二",
        ["single_choice | 常识1、甲（ ） | 一/二 | A"],
    ),
    "numbers that count on over sections": (
        "一、常识\n1. 甲（A）\nA. 一\nB. 二\n二、法律\n2. 请说说看\n"
        "三、判断题\n4. 乙\n5. 丙\n参考答案\n1.A 2.B 4.√ 5.×",
        [
            "single_choice | 甲（ ） | 一/二 | A",
            "open | 请说说看 | B",
            "true_false | 乙 | true",
            "true_false | 丙 | false",
        ],
    ),
    "headings in traditional characters": (
        "一、單選題\n1. 甲（B）\nA. 一\nB. 二\n"
        "二、是非題\n1. 乙（×）\n三、複選題\n1. 丙\nA. 一\nB. 二\n答案：A",
        [
            "single_choice | 甲（ ） | 一/二 | B",
            "true_false | 乙（ ） | false",
            "multiple_choice | 丙 | 一/二 | A",
        ],
    ),
    "keys before the numbers": (
        "（ B ）1、甲\nA. 一\nB. 二\n( A )2、乙\nA. 一\nB. 二\n判断题\n（ √ ）1、丙。\n（  ）2、丁。",
        [
            "single_choice | 甲 （ ） | 一/二 | B",
            "single_choice | 乙 ( ) | 一/二 | A",
            "true_false | 丙。 （ ） | true",
            "true_false | 丁。 （  ） | draft",
        ],
    ),
    "a survey site": (
        "1. 火警电话是 [单选题] *\n○ 110\n○ 119(正确答案)\n"
        "2. 哪些 [多选题] *\n□ 电话(正确答案)\n□ 短信(正确答案)\n□ 喊叫",
        ["single_choice | 火警电话是 | 110/119 | B", "multiple_choice | 哪些 | 电话/短信/喊叫 | AB"],
    ),
    "kinds before the stem, and the answers of somebody": (
        "第1题 单选题 甲？\nA.一\nB.二\n正确答案：B\n你的答案：A\n得分：0\n"
        "第2题 多选题：\n乙？\nA.一\nB.二\n正确答案：A、B",
        ["single_choice | 甲？ | 一/二 | B", "multiple_choice | 乙？ | 一/二 | AB"],
    ),
    "letters glued to the options": (
        "1.发生火灾应（ C ）。\nA跑 B躲 C报警\n2. 乙（B）\nA跑\nB躲",
        ["single_choice | 发生火灾应（ ）。 | 跑/躲/报警 | C", "single_choice | 乙（ ） | 跑/躲 | B"],
    ),
    "a heading without answers": (
        "1. 甲（A）\nA. 一\nB. 二\n参考答案",
        ["single_choice | 甲（ ） | 一/二 | A"],
    ),
    "a heading in brackets": ("【判断题】\n1. 甲\n答案：A. 正确", ["true_false | 甲 | true"]),
    "blanks beside one another": (
        "填空题\n1. 甲____ ____乙__1__\n答案：一；二；三",
        ["fill | 甲____ ____乙____ | 一; 二; 三"],
    ),
    "two truths as a choice with a letter": (
        "1. 甲吗\nA. 正确\nB. 错误\n答案：A",
        ["single_choice | 甲吗 | 正确/错误 | A"],
    ),
    "two truths with a word as key": ("1. 甲吗\nA. 正确\nB. 错误\n答案：错误", ["true_false | 甲吗 | false"]),
    "lettered items of an open question": (
        "1. 请解释术语：A.直接施工 B.暂停施工。\n答案：AB法适用于连续作业条件。\n"
        "2. 请说明系统的作用：A.采集 B.判断 C.提示\n答案：B\n"
        "三、简答题\n1. 说明：\nA. 采集\nB. 判断\n答案：A",
        [
            "open | 请解释术语：A.直接施工 B.暂停施工。 | AB法适用于连续作业条件。",
            "open | 请说明系统的作用：A.采集 B.判断 C.提示 | B",
            "open | 说明：⏎A. 采集⏎B. 判断 | A",
        ],
    ),
    "options without letters": (
        "1. 火警电话是（ ）\n110\n119\n120\n答案：B\n2. 急救\n110\n119\n120\n答案：D",
        ["single_choice | 火警电话是（ ） | 110/119/120 | B", "open | 急救⏎110⏎119⏎120 | D"],
    ),
    "questions in words": (
        "问题一：什么是火灾？\n答：失控的燃烧。\n问题二：怎样报警？\n答：打119。",
        ["open | 什么是火灾？ | 失控的燃烧。", "open | 怎样报警？ | 打119。"],
    ),
    "numbers glued to the stem": (
        "1下列正确的是（A）\nA.一\nB.二\n2下列错误的是（B）\nA.一\nB.二",
        ["single_choice | 下列正确的是（ ） | 一/二 | A", "single_choice | 下列错误的是（ ） | 一/二 | B"],
    ),
    "answers glued to their numbers": (
        "1. 甲\nA. 一\nB. 二\n2. 乙\nA. 一\nB. 二\n参考答案\n1B2AB",
        ["single_choice | 甲 | 一/二 | B", "multiple_choice | 乙 | 一/二 | AB"],
    ),
    "a second section of explanations": (
        "1. 甲\nA. 一\nB. 二\n参考答案\n1.A\n答案解析\n1. 第一题解析。",
        ["single_choice | 甲 | 一/二 | A"],
    ),
    "a numbered stem about material": (
        "1. 根据以下材料回答1-2题时应注意什么（A）\nA. 一\nB. 二",
        ["single_choice | 根据以下材料回答1-2题时应注意什么（ ） | 一/二 | A"],
    ),
    "blanks filled in without a heading": (
        "1. 方针是（安全第一）、（预防为主）。\n2. 由（输入）、（处理）和（输出）组成。\n"
        "3. 横轴表示（时间），纵轴表示（距离）。\n"
        "4. 有（检查）（制度）（责任）。\n5. 包括（预防）和（处理）。\n答案：预防；处理",
        [
            "fill | 方针是____、____。 | 安全第一; 预防为主",
            "fill | 由____、____和____组成。 | 输入; 处理; 输出",
            "fill | 横轴表示____，纵轴表示____。 | 时间; 距离",
            "fill | 有____ ____ ____。 | 检查; 制度; 责任",
            "fill | 包括____和____。 | 预防; 处理",
        ],
    ),
    "brackets that are no blanks": (
        "1. 《安全生产法》（2021年修订）（主席令第88号）有要求。\n2. 设备（型号A）（功率20kW）检测。\n"
        "3. 该制度涉及（人员管理）（设备维护）。\n4. 方针是（安全第一）。\n"
        "5. 包括（事前预防）和（事后处理）。\n答案：事前预防；其他内容",
        [
            "open | 《安全生产法》（2021年修订）（主席令第88号）有要求。 | –",
            "open | 设备（型号A）（功率20kW）检测。 | –",
            "open | 该制度涉及（人员管理）（设备维护）。 | –",
            "open | 方针是（安全第一）。 | –",
            "open | 包括（事前预防）和（事后处理）。 | 事前预防；其他内容",
        ],
    ),
}

NUMBERED = {
    "（{}）{}": "(1)",
    "【{}】{}": "(1)",
    "第{}题 {}": "第1题",
    "题目{}：{}": "第1题",
    "{} {}": "1 ",
    "{}、{}": "1.",
    "{}) {}": "1.",
    "{0:.0f}：{1}": "1.",
}


@pytest.mark.parametrize("form", NUMBERED)
def test_every_way_of_numbering(form):
    text = "".join(
        f"{form.format(n, s)}（ ）\nA. 一\nB. 二\n答案：B\n" for n, s in ((1, "甲"), (2, "乙"), (3, "丙"))
    )
    assert found(text) == [f"single_choice | {stem}（ ） | 一/二 | B" for stem in "甲乙丙"]
    assert read(text).guesses[-1].value == NUMBERED[form]


def test_chinese_numbers_of_questions():
    text = "一、下列正确的是（A）\nA. 一\nB. 二\n二、下列错误的是（B）\nA. 一\nB. 二"
    assert read(text).guesses[-1].value == "一、"
    assert found(text) == [
        "single_choice | 下列正确的是（ ） | 一/二 | A",
        "single_choice | 下列错误的是（ ） | 一/二 | B",
    ]
    assert found("第一题 甲（A）\nA. 一 B. 二\n第十二题 乙（B）\nA. 一 B. 二") == [
        "single_choice | 甲（ ） | 一/二 | A",
        "single_choice | 乙（ ） | 一/二 | B",
    ]


def test_questions_without_numbers():
    text = (
        "题库\n\n火警电话？\nA. 110\nB. 119\n答案：B\n\n急救电话？\nA. 120\nB. 119\n答案：A\n"
        "解析：急救。\n\n事故？\nA. 120\nB. 122\n答案：B\n"
        "地球是圆的（√）\n太阳是方的（×）"
    )
    assert found(text) == [
        "single_choice | 火警电话？ | 110/119 | B",
        "single_choice | 急救电话？ | 120/119 | A",
        "single_choice | 事故？ | 120/122 | B",
        "true_false | 地球是圆的（ ） | true",
        "true_false | 太阳是方的（ ） | false",
    ]


def test_a_person_may_choose_the_numbering():
    text = "1. 甲（A）\nA. 一\nB. 二"
    assert [g.value for g in read(text, numbering="-").guesses] == ["-"]
    assert found(text, numbering="-") == ["single_choice | 1. 甲（ ） | 一/二 | A"]


def test_chapters_are_topics():
    reading = read(
        "第一篇 基础\n第一章 概述\n一、判断题\n1、甲（ √ ）\n解析：无\n"
        "第二章 建筑\n一、判断题\n1、乙（ × ）\n章节：消防\n"
        "第三章 用电\n1、丙（√）"
    )
    assert [(q.topic, q.explanation) for q in reading.questions] == [
        ("第一章 概述", None),
        ("消防", None),
        ("第三章 用电", None),
    ]


def test_a_gap_in_the_numbers_is_told():
    reading = read("1. 甲（A）\nA. 一\nB. 二\n4. 乙（A）\nA. 一\nB. 二\n25、丙（A）\nA、一\nB、二")
    assert len(reading.questions) == 3
    assert codes(reading) == ["number_gap", "number_gap"]
    assert reading.problems[0].place == "卷.txt:4"
    assert codes(read("1. 请说明\n3. 请再说明")) == ["taken_as_open", "number_gap", "taken_as_open"]


def test_material_belongs_to_its_questions():
    text = (
        "一、案例题\n根据以下材料，回答1～2题：\n仓库起火。\n三人被困。\n1. 原因？\nA. 甲\nB. 乙\n"
        "答案：A\n2. 如何救？\nA. 甲\nB. 乙\n答案：B\n"
        "3. 无关？\nA. 甲\nB. 乙\n答案：B\n【材料】另一件事。\n4. 什么事？\nA. 甲\nB. 乙\n答案：A\n"
    )
    reading = read(text)
    materials = [q.material for q in reading.questions]
    assert [m.id if m else None for m in materials] == ["m1", "m1", None, "m2"]
    assert materials[0] is not None and materials[0].text == {"zh-Hans": "仓库起火。\n三人被困。"}
    assert materials[3] is not None and materials[3].text == {"zh-Hans": "另一件事。"}


def test_what_is_too_long_is_told_and_the_question_kept():
    long = "很" * 2_001
    reading = read(
        f"根据材料，回答1～2题\n{long}\n1. 甲（A）\nA. 一\nB. 二\n解析：{long}\n2. 简述\n答案：{long}"
    )
    assert len(reading.questions) == 2
    assert [p.details.get("what") for p in reading.problems] == ["解析", "材料", "答案"]
    assert reading.questions[0].ext["paper"]["explanation"] == long  # type: ignore[index,call-overload]


# Answer sections ------------------------------------------------------------------------------------------


def test_answers_by_kind_by_number_and_in_every_notation():
    text = (
        "一、单选题\n1. 甲\nA. 一\nB. 二\n2. 乙\nA. 一\nB. 二\n3. 丙\nA. 一\nB. 二\n二、多选题\n"
        "1. 丁\nA. 一\nB. 二\nC. 三\n2. 戊\nA. 一\nB. 二\nC. 三\n"
        "三、判断题\n1. 己（ ）\n2. 庚（ ）\n四、简答题\n1. 简述\n2. 再述\n参考答案\n一、单选题\n"
        "1-2 AB 3.A\n二、多选题\n1~2：AB AC\n"
        "三、判断题\n(1)√ (2)错\n四、简答题\n1. 首先\n其次\n2. 答：因为\n解析：说明"
    )
    reading = read(text)
    assert [told(q).rpartition(" | ")[2] for q in reading.questions] == [
        "A", "B", "A", "AB", "AC", "true", "false", "首先⏎其次", "因为",
    ]  # fmt: skip
    assert reading.questions[-1].explanation == {"zh-Hans": "说明"}
    assert codes(reading) == []


def test_answers_by_the_order_of_their_runs():
    text = (
        "一、常识\n1. 甲\nA. 一\nB. 二\n二、法律\n1. 乙\nA. 一\nB. 二\n附：参考答案\n1.A\n1.B\n"
        "解析：见书\n难度：易"
    )
    reading = read(text)
    assert [told(q).rpartition(" | ")[2] for q in reading.questions] == ["A", "B"]
    assert reading.questions[1].explanation == {"zh-Hans": "见书"}
    assert reading.questions[1].difficulty == 2


def test_answers_that_fit_nothing_are_told():
    reading = read("1. 甲\nA. 一\nB. 二\n2. 乙\nA. 一\nB. 二\n答案\n1-5: A B C\n9.A\n1-2 AA")
    assert codes(reading) == ["answers_do_not_fit", "answer_without_question"]
    assert reading.problems[0].details["value"] == "A B C"
    assert [told(q).rpartition(" | ")[2] for q in reading.questions] == ["A", "A"]
    alone = read("参考答案\n1.A\n2.B")
    assert codes(alone) == ["answer_without_question", "answer_without_question", "nothing_found"]


def test_many_answers_that_fit_nothing_are_counted():
    reading = read("1. 甲\nA. 一\nB. 二\n参考答案\n1.B\n" + " ".join(f"{n}.A" for n in range(2, 62)))
    assert codes(reading) == ["answer_without_question"] * 50 + ["answers_without_questions"]
    assert reading.problems[-1].details == {"count": "10"}


def test_runs_of_blanks_are_shortened():
    assert found("1. 甲" + " " * 100_000 + "（A）\nA. 一\nB. 二") == [
        f"single_choice | 甲{' ' * 20}（ ） | 一/二 | A"
    ]


def test_answers_may_come_in_a_file_of_their_own():
    paper = "一、单选题\n1. 甲\nA. 一\nB. 二\n2. 乙\nA. 一\nB. 二".encode()
    beside = {"答案.txt": "不是答案的一行\n一、单选题\n\n1.B 2.A".encode(), "图.png": b""}
    reading = read_text_paper(BankFile(paper, "卷.txt", {}, beside))
    assert [told(q).rpartition(" | ")[2] for q in reading.questions] == ["B", "A"]
    assert [(p.place, p.code) for p in reading.problems] == [("卷.txt:答案.txt:1", "line_not_read")]


# What is a paper at all -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("1. 甲\nA. 一\nB. 二\n答案：A", 0.6),
        ("单选题\n火警？", 0.6),
        ("What?\nA. one\nB. two\nANSWER: A", 0.35),
        ("1. 只有数字", 0.15),
        ("序号,题目,选项A,答案\n1,甲,一,A\n2,乙,二,A", 0.15),
        ("没有题目的文章。", 0),
        ('{"questions": []}', 0),
        ("[{}]", 0),
        ("", 0),
    ],
)
def test_how_sure_a_text_is_a_paper(text, sure):
    assert looks_like_paper(BankFile(text.encode(), "x")) == sure


def test_xml_that_nobody_knows_is_neither_paper_nor_table():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><list>&b;</list>'
    )
    assert [p.code for p in read_bank(BankFile(bomb, "x.xml")).problems] == ["unknown_format"]


def test_an_archive_is_no_text():
    assert looks_like_paper(BankFile(b"PK\x03\x04", "x.txt")) == 0


def test_nothing_is_lost_without_a_word():
    reading = read("标题\n一、单选题\n说明文字\n1. 甲（A）\nA. 一\nB. 二\n")
    assert [(record.kind, record.text) for record in reading.other] == [
        ("text", "标题"),
        ("category", "一、单选题"),
        ("text", "说明文字"),
    ]
    assert reading.bank is not None and reading.bank.title == {"zh-Hans": "标题"}


def test_script_in_a_stem_is_words():
    assert found("1. <script>alert(1)</script>（A）\nA. <b>一</b>\nB. 二") == [
        "single_choice | <script>alert(1)</script>（ ） | <b>一</b>/二 | A"
    ]


PIECES = ["1.", "2、", "（3）", "第4题", "A.", "B．", "(C)", "答案：", "【解析】", "参考答案", (
    "1-5 "
    "ABCDE"
), "题号 1 2", (
    "一、"
    "单选题"
),
          "（ A ）", "____", "√", (
              "根据材料，"
              "回答1-2题"
          ), "难度：", "答案", "\n", "\n", " ", "火", "12", "*", "答："]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_text_can_break_the_reader(text):
    reading = read(text)
    assert reading.problems or reading.questions


def test_the_key_beside_a_question_is_stronger_than_the_answer_section():
    reading = read("1. 甲\nA. 一\nB. 二\n答案：A\n参考答案\n1.【答案】B【解析】因为")
    assert [told(q) for q in reading.questions] == ["single_choice | 甲 | 一/二 | A"]
    assert reading.questions[0].explanation == {"zh-Hans": "因为"}
