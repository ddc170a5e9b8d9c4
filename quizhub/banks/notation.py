"""How people write keys, question types and difficulties in sheets and documents, in Chinese and English.

Every function gives None for what it does not know, so that a reader can try the next notation.
"""

import re
import unicodedata
from collections.abc import Sequence

_TRUE = frozenset("""
    对 對 √ ✓ ✔ ☑ 是 正确 正確 同意 t true y yes right correct
""".split())  # fmt: skip  # noqa: SIM905
_FALSE = frozenset("""
    错 錯 × ✗ ✘ ☒ x 否 非 不对 不對 错误 錯誤 不正确 不同意 f false n no wrong incorrect
""".split())  # fmt: skip  # noqa: SIM905
_SEPARATORS = re.compile(r"[\s,，、;；|/／.．·和与與及&+]+")
_LETTERS = re.compile(r"[A-Z]+")
_NUMBER = re.compile(r"\d{1,2}(?:\.0+)?")
_KINDS = {
    "single_choice": """
        单选 單選 单项选择 單項選擇 选择 選擇 single radio multiplechoice multichoice choice mcq
    """,
    "multiple_choice": """
        多选 多選 多项选择 多項選擇 不定项 不定項 multiple checkbox checkboxes multipleanswer multipleanswers
        multiselect multipleselect multi
    """,
    "true_false": """
        判断 判斷 是非 对错 對錯 正误 正誤 truefalse true/false boolean t/f tf yes/no judge judgment judgement
    """,
    "fill": "填空 fill blank fillblank fillin fillintheblank fillintheblanks shortanswer cloze completion",
    "numeric": "数值 數值 数字 numeric numerical number 计算 計算",
    "order": "排序 order ordering sequence sorting",
    "match": "连线 連線 配对 配對 匹配 match matching",
    "open": """
        问答 問答 简答 簡答 论述 論述 案例 名词解释 主观 主觀 essay open openended longanswer
    """,
}
_LEVELS = {
    1: "很易 极易 非常容易 很简单 veryeasy",
    2: "易 容易 简单 較易 较易 easy low 低 初级 初級",
    3: "中 中等 一般 适中 適中 普通 medium normal moderate 中级 中級",
    4: "难 難 较难 較難 困难 困難 hard difficult high 高 高级 高級",
    5: "很难 很難 极难 極難 非常难 veryhard",
}


def folded(written: str) -> str:
    """One width, one case, no blanks around: how all of this module compares."""
    return unicodedata.normalize("NFKC", written).strip().casefold()


def truth(written: str) -> bool | None:
    """What a key such as 对, √, T or 错误 says."""
    word = folded(written).strip("()[]【】。.:;")
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def letters(written: str, count: int) -> tuple[int, ...] | None:
    """Places from 0 of keys such as `ABD`, `A,B,D`, `A、B`, `(A|B)`; None when not all are among `count`."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", written).upper().strip("()[]【】 。"))
    if not _LETTERS.fullmatch(plain):
        return None
    places = sorted({ord(letter) - ord("A") for letter in plain})
    return tuple(places) if places[-1] < count else None


def numbers(written: str) -> tuple[int, ...] | None:
    """The numbers of keys such as `1,3`, `0;1;2` or `2.0`, as they stand."""
    plain = unicodedata.normalize("NFKC", written).strip("()[]【】 。")
    parts = [part for part in re.split(r"[\s,、;|/]+", plain) if part]
    if not parts or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    return tuple(int(float(part)) for part in parts)


def by_text(written: str, options: Sequence[str]) -> tuple[int, ...] | None:
    """Places of the options that a key names by their text: one of them whole, or several separated."""
    wanted, known = folded(written), [folded(option) for option in options]
    if wanted in known:
        return (known.index(wanted),)
    for separator in ("\n", "|", ";", "；", "、", ",", "，"):
        parts = [folded(part) for part in written.split(separator) if part.strip()]
        if len(parts) > 1 and all(part in known for part in parts):
            return tuple(sorted({known.index(part) for part in parts}))
    return None


def kind_named(written: str) -> str | None:
    """The kind a word such as 单选题, 多项选择题 or `True/False` stands for."""
    word = re.sub(r"(题|題|questions?)$", "", re.sub(r"[\s_\-]+", "", folded(written)))
    exact = {name: kind for kind, names in _KINDS.items() for name in names.split()}
    if word in exact:
        return exact[word]
    inside = [name for name in exact if len(name) >= 2 and not name.isascii() and name in word]
    return exact[max(inside, key=len)] if inside else None


def difficulty_named(written: str) -> int | None:
    """A level from 1 to 5 for 易, 中等, hard, `★★★`, `4` or a share such as `0.75` (1 is hardest)."""
    word = re.sub(r"\s+", "", folded(written))
    for level, names in _LEVELS.items():
        if word in names.split():
            return level
    if word and set(word) == {"★"} and len(word) <= 5:
        return len(word)
    if re.fullmatch(r"[1-5](\.0)?", word):
        return int(float(word))
    if re.fullmatch(r"0?\.\d+", word):
        return 1 + round(float(word) * 4)
    return None
