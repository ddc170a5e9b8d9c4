"""The labels of an exam paper, such as 答案： or 【解析】, at the start of a line or further on in it."""

import re
from dataclasses import dataclass

from quizhub.banks.formats.paper.lines import Line

_STRONG = {
    "key": "正确答案 标准答案 参考答案 试题答案 本题答案 答案 正確答案 參考答案 correct\\s+answer answer",
    "why": "答案解析 试题解析 题目解析 人工解析 答案详解 解析 详解 解題 explanation",
    "difficulty": "难易程度 难易度 难度系数 难度等级 难度 難度 difficulty",
    "tags": "知识点 考点 标签 考查点 tags",
    "topic": "章节名称 所属章节 章节 目录 所属目录",
    "points": "分值 分数",
    "kind": "题型 试题类型 题目类型",
    "other": """
        试题来源 试题生成类别 试题编号 题目编号 复核模式\\s*ID 出题人
        你的答案 我的答案 考生答案 学生答案 用户答案 得分 是否正确
    """,
}
"""Labels that are known wherever they stand in a line, after a blank or a full stop."""
_WEAK = {
    "why": "分析 解释 理由 解答 说明 点评 解题思路 思路 rationale feedback",
    "source": "法律依据 法规依据 依据 出处 来源 教材出处",
    "reply": "答 参考答复 评分标准 采分点 答题要点",
}
"""Labels that are words of ordinary sentences too: only at the start of a line, once there is a question."""


_GLUED = (
    r"(?P<key__>(?<=[\u4e00-\u9fff0-9])(?<![的你我生户])(?:正确|参考|标准)?答案)\s*[:：]\s*"
    r"(?=[A-H]{1,8}\s*(?:$|[。．.\s]|解析))|"
)
"""The key right behind the last option, as in text taken from pages: only where plain letters follow."""


def _pattern(names: dict[str, str], before: str, glued: str = "") -> re.Pattern[str]:
    known = "|".join(
        f"(?P<{name}>{'|'.join(sorted(words.split(), key=len, reverse=True))})"
        for name, words in names.items()
    )
    known_again = re.sub(r"\?P<(\w+)>", r"?P<\1_>", known)
    return re.compile(
        rf"(?:{glued}[【\[〔［]\s*(?:{known})\s*[】\]〕］]\s*[:：]?|{before}(?:{known_again})\s*[:：])\s*",
        re.IGNORECASE,
    )


_ANYWHERE = _pattern(_STRONG, r"(?:^|(?<=[\s。．.；;！!？?）)\]】【\[（(A-Ha-h√×对错确误]))", _GLUED)
_AT_START = _pattern(_WEAK, "^")
_KEY_WITHOUT_COLON = re.compile(
    r"(?:正确|标准|参考)?答案\s*(?:是|为)?\s*(?=(?:[A-Ha-hＡ-Ｈ][\s,，、]*)+$|[√×✓✗对错]$|正确$|错误$)"
)


_OPENING = {"【": "】", "[": "]", "（": "）", "(": ")"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands behind a label, up to the next one."""

    name: str
    line: Line
    word: str = ""


def labels_of(line: Line, weak: bool) -> tuple[Line, list[Labelled]]:
    """What stands before the first label of a line, and the labelled parts; `weak` labels too."""
    found = [(match, _name(match)) for match in _ANYWHERE.finditer(line.text)]
    start = _AT_START.match(line.text) if weak else None
    if start is not None and not (found and found[0][0].start() == 0):
        found = [(start, _name(start)), *(one for one in found if one[0].start() >= start.end())]
    bare = _KEY_WITHOUT_COLON.match(line.text) if not found else None
    if bare is not None:
        return line.part(0, 0), [Labelled("key", line.part(bare.end()))]
    if not found:
        return line, []
    ends = [match.start() for match, _ in found[1:]] + [len(line.text)]
    parts = [
        Labelled(
            name, line.part(match.end(), end), re.sub(r"[【\[〔［】\]〕］:：\s]+", " ", match[0]).strip()
        )
        for (match, name), end in zip(found, ends, strict=True)
    ]
    return _without_brackets(line.part(0, found[0][0].start()), parts)


def _without_brackets(before: Line, parts: list[Labelled]) -> tuple[Line, list[Labelled]]:
    """For a label with its value in one bracket, `【答案：B】`, the parts without it."""
    last = parts[-1]
    if before.text[-1:] in _OPENING and last.line.text[-1:] == _OPENING[before.text[-1:]]:
        return before.part(0, -1), [*parts[:-1], Labelled(last.name, last.line.part(0, -1), last.word)]
    return before, parts


def starts_with_label(line: Line) -> str | None:
    """The label the line begins with, if it is one of those known everywhere."""
    found = _ANYWHERE.match(line.text)
    return _name(found) if found is not None else None


def _name(match: re.Match[str]) -> str:
    return next(name for name, words in match.groupdict().items() if words).rstrip("_")
