"""What the header words of question tables mean, in the words of every maker we have seen.

A role is what a column holds: one of those in `_WORDS`, or `option:2` (places from 0), `wrong:0`,
`is_right:1`. A further maker is a further word in `_WORDS`, not a further reader.
"""

import re
import unicodedata
from collections.abc import Sequence

from quizhub.banks.notation import kind_named

_WORDS = {
    "stem": """
        题干 题目 问题 试题 题面 题文 题干内容 题目内容 试题内容 问题内容 题目名称 试题名称 题目描述 试题题干
        试题题目 题目题干 大题题干 小题题干 题目标题 标题 内容 題幹 題目 問題 試題 題目內容 試題內容 内容题干
        題目名稱
        question questiontext questiontitle questioncontent questionstem questionbody questionname stem prompt
        content title text qcontent qtext query q
    """,
    "kind": """
        题型 类型 题目类型 试题类型 题类 题型名称 试题题型 题目题型 题型类别 题目类别
        題型 類型 題目類型 試題類型         questiontype type qtype kind questionkind typeofquestion
    """,
    "key": """
        答案 正确答案 标准答案 参考答案 正确选项 试题答案 题目答案 正确项 正解 标准选项 答案选项字母 答案字母
        正确答案选项         正確答案 標準答案 參考答案 正確選項
        answer correct correctanswer correctanswers key answerkey qanswer rightanswer rightanswers solution
        correctoption correctoptions correctchoice answers correctanswerindex correctindex correctanswerkey
    """,
    "key_text": "正确答案文本 答案文本 答案内容 正确答案内容 correctanswertext answertext 答案說明文字",
    "options": """
        选项 备选项 备选答案 选项内容 题目选项 试题选项 可选项 候选答案 答案选项 全部选项
        選項 備選答案 選項內容 options choices qoption qoptions optionlist answeroptions answerchoices
        alternatives
    """,
    "explanation": """
        解析 答案解析 试题解析 题目解析 解答 详解 分析 答案说明 解释 点评 试题分析 答案分析 题解
        解題 詳解 解釋 答案詳解 explanation analysis qanalysis feedback rationale answerexplanation
        answeranalysis justification
        generalfeedback
    """,
    "hint": "提示 答题提示 解题提示 hint clue",
    "difficulty": """
        难度 难易度 难易程度 难度等级 难度系数 题目难度 试题难度 难度级别 难易 難度 難易度 難易程度
        difficulty difficultylevel level
    """,
    "tags": """
        知识点 标签 知识点名称 考点 所属知识点 关键词 关键字 二级考点 题目标签 知識點 標籤 考點
        tag tags label labels keyword keywords knowledgepoint knowledgepoints skill
    """,
    "topic": """
        章节 目录 题库 分类 类别 科目 模块 专业 课程 题目分类 试题分类 所属章节 章 一级目录 所属题库
        题库名称 领域 主题         所属分类 分组 知识分类 所属科目 試題分類 章節 目錄 題庫 分類 類別 科目名称
        category subject topic chapter section domain theme unitname qaffiliation module course
    """,
    "points": """
        分值 分数 得分 题目分值 试题分数 试题分值 本题分值 满分 每题分值 分數 配分
        points point score marks mark defaultgrade
    """,
    "time": """
        时间 限时 答题时间 时限 作答时间 答题时限 建议用时 時間 限時
        time timelimit timeinseconds timelimitsec timelimitseconds duration timer seconds timesec timeseconds
    """,
    "material": """
        材料 背景材料 案例 题目材料 阅读材料 共用题干 案例材料 背景 passage material context scenario stimulus
    """,
    "unit": "单位 答案单位 單位 unit",
    "audience": "适用对象 受众 适用人群 面向对象 適用對象 audience targetaudience",
    "source": "出处 来源 依据 法规依据 试题出处 题目来源 参考依据 法律依据 出處 來源 依據 source reference",
    "picture": """
        图片 图片链接 题目图片 题干图片 配图 插图 圖片
        image imagelink picture questionimage imageurl imagefile media questionpicture
    """,
    "number": """
        序号 编号 题号 题目编号 试题编号 原题号 题目序号 序 題號 編號 序號
        no number id # question# questionnumber questionorder questionno questionid num index sno uuid
    """,
    "count": "选项数 选项个数 选项数量 numberofoptions optioncount",
}
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}
_ENDINGS = {
    "解析": "explanation", "explanation": "explanation", "analysis": "explanation", "题干": "stem",
    "难度": "difficulty", "difficulty": "difficulty", "知识点": "tags", "分值": "points", "题型": "kind",
}  # fmt: skip
"""What longer words of the same meaning end with."""
_HAN_NUMBER = {char: n for n, char in enumerate("一二三四五六七八九十")}
_PLACE = r"(?:([a-t])|(\d{1,2})|([一二三四五六七八九十]))"
_LETTERED = (
    ("option", re.compile(
        "(?:选项|選項|选择|选择项|备选项|备选答案|可选项|答案|答案选项|选项内容|option|opt|choice|answer|"
        f"answeroption|answerchoice|ans|qoption|optiontext){_PLACE}"
    )),
    ("option", re.compile(f"{_PLACE}(?:选项|選項|项|option|choice|.选项)?")),
    ("option", re.compile(r"()(\d)(?:st|nd|rd|th)(?:answer|option|choice)")),
    ("wrong", re.compile(
        "(?:incorrect|wrong|错误|干扰|错误的|distractor|錯誤|干擾)(?:answer|option|choice|答案|选项|項|项|)"
        f"{_PLACE}"
    )),
    ("is_right", re.compile(f"(?:iscorrect|isright|correct|正确|是否正确|选项正确|right){_PLACE}")),
)  # fmt: skip
_NOTE = re.compile(r"[(\[【{<](?!(?:[a-t]|\d{1,2})[)\]】}>])[^()\[\]【】{}<>]*[)\]】}>]")
_LEGEND = re.compile(r"(\d{1,2})\s*[\-–:：=、.,，]?\s*([\u4e00-\u9fff]{2,6}|[A-Za-z/ ]{4,20})")


def role_of(header: str) -> str | None:
    """The role of a column with this header, None when the words are not known."""
    word = plain_word(header)
    if not word or len(word) > 30:
        return None
    if word in _ROLE_OF:
        return _ROLE_OF[word]
    for role, pattern in _LETTERED:
        found = pattern.fullmatch(word)
        if found:
            return f"{role}:{_place(found)}"
    return next((role for ending, role in _ENDINGS.items() if word.endswith(ending)), None)


def _place(found: re.Match[str]) -> int:
    """The place from 0 that a letter or a number from 1 stands for."""
    letter, number, *han = found.groups()
    if letter:
        return ord(letter) - ord("a")
    return int(number) - 1 if number else _HAN_NUMBER[han[0]]


def plain_word(header: str) -> str:
    """The words alone: no notes in brackets or behind a dash, no blanks, one width and case."""
    word = unicodedata.normalize("NFKC", header).strip().casefold()
    word = _NOTE.sub("", word)
    word = re.split(r"\s[\-–—]\s|[:：]\s*\S", word, maxsplit=1)[0]
    word = re.sub(r"[\s_\-*?!\"'`.,:：、，。/()\[\]【】]+", "", word)
    return word


def legend_of(header: str) -> dict[str, str]:
    """The kinds that numbers stand for, as a header such as 题型（0单选，1判断，2多选） says."""
    words = unicodedata.normalize("NFKC", header)
    named = {number: kind_named(word) for number, word in _LEGEND.findall(words)}
    return {number: kind for number, kind in named.items() if kind is not None}


def base_of(header: str) -> int | None:
    """Whether numbers count from 0 or 1, where a header says so, such as `Correct Answer (1-4)`."""
    found = re.search(r"(?<!\d)([01])\s*[-~–至到]\s*[2-9](?!\d)", unicodedata.normalize("NFKC", header))
    return int(found[1]) if found is not None else None


def roles_of(cells: Sequence[str]) -> list[str]:
    """The roles of a header row, each once: of several columns with one role the first has it.

    Where 答案 or `answers` stands beside another word for the key it means the options, and 提示 without
    an explanation beside it is one.
    """
    found = [role_of(cell) or "" for cell in cells]
    if found.count("key") > 1 and not any(role == "options" or role.startswith("option:") for role in found):
        found = [
            "options" if plain_word(cell) in ("answers", "答案") else role
            for cell, role in zip(cells, found, strict=True)
        ]
    if "hint" in found and "explanation" not in found:
        found = ["explanation" if role == "hint" else role for role in found]
    return ["" if role in found[:n] else role for n, role in enumerate(found)]


def is_header(roles: Sequence[str]) -> bool:
    """Whether these are the roles of a table of questions."""
    asked = any(role in ("key", "options", "kind", "explanation") or ":" in role for role in roles)
    return "stem" in roles and asked
