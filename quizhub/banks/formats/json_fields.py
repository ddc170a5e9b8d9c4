"""Where a JSON question keeps its stem, options and key: names and shapes found in many small quiz programs.

Used by `json_bank` and `open_trivia`. Values come back as plain words; nothing is decided about the key here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from quizhub.banks.loose import listed, table, word

_NAMES = {
    "stem": """
        question questiontext stem prompt title text content q query name
        题目 题干 问题 试题 题面 題目 題幹 問題 内容
    """,
    "options": """
        options choices answers option alternatives variants possibleanswers answeroptions
        选项 备选 選項 備選
    """,
    "key": """
        answer correctanswer correct correctanswers correctoption correctindex answerindex rightanswer
        right key answerkey solution correctchoice correctoptions correctoptionindex correctanswerindex
        answers target label
        答案 正确答案 标准答案 正確答案 参考答案
    """,
    "wrong": "incorrectanswers incorrect wronganswers wrong distractors incorrectanswer 错误答案",
    "explanation": "explanation explain analysis rationale reason feedback comment 解析 答案解析 解释 说明",
    "hint": "hint tip 提示",
    "difficulty": "difficulty level 难度 难易度 難度",
    "topic": "category topic subject chapter section domain theme 分类 类别 章节 知识点 科目 分類 目录",
    "kind": "type kind questiontype qtype 题型 类型 題型",
    "tags": "tags keywords labels 标签",
    "id": "id qid questionid 编号 题号 number no",
    "time": "time timelimit duration seconds 时间 限时",
    "points": "points score marks 分值 分数",
    "picture": "image picture img imageurl 图片 media",
}
_MEANING = {
    known: meaning for meaning, names in _NAMES.items() for known in names.split() if meaning != "options"
}
_OPTION_NAMES = _NAMES["options"].split()
_OPTIONS = frozenset(_OPTION_NAMES)
_LETTERED = re.compile(r"(?:option|choice|opt|answer|选项|選項|ans)?([a-h]|[1-8])", re.I)
_PREFIX = re.compile(r"\s*[（(]?\s*([A-Za-z])\s*(?:[.、．:：)）]|\s)\s*(?=\S)")
_TEXTS = ("text", "content", "option", "answer", "answertext", "value", "title", "label", "name", "选项")
_RIGHT = ["correct", "iscorrect", "right", "isright", "isanswer", "istrue", "正确", "fraction"]
_LABELS = ["key", "label", "letter", "id", "index", "identifier", "value"]
_LETTER = re.compile("[A-Za-z]")
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One question as it stands: its fields by meaning, its options, which are marked, and their labels."""

    fields: Mapping[str, Any]
    options: tuple[str, ...] = ()
    marked: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    key_name: str = ""
    used: frozenset[str] = frozenset()
    """The names under which all this stood."""


def plain_name(name: str) -> str:
    """A name without what different programs write differently."""
    return re.sub(r"[\s_\-]", "", name).casefold()


def questions_in(value: Any, place: str = "", depth: int = 0) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every object that asks something, with its place and the name of the group it stands in.

    Names that begin with `_` or `$` are comments.
    """
    if depth > _DEPTH:
        return
    for number, inner in enumerate(listed(value), start=1):
        yield from questions_in(inner, f"{place}[{number}]", depth + 1)
    if is_question(table(value)):
        yield place or "/", re.sub(r"\[\d+\]$", "", place).rpartition("/")[2], value
    else:
        for name, inner in table(value).items():
            if not name.startswith(("_", "$")) and isinstance(inner, dict | list):
                yield from questions_in(inner, f"{place}/{name}", depth + 1)


def is_question(value: Mapping[str, Any]) -> bool:
    """Whether an object asks something, and is no chapter of others that do."""
    inner = (listed(one) for name, one in value.items() if plain_name(name) not in _OPTIONS)
    return _asks(value) and not any(_asks(table(one)) for several in inner for one in several)


def _asks(value: Mapping[str, Any]) -> bool:
    """Whether an object has a stem and something to answer it by."""
    found = found_in(value)
    return bool(stem_of(found)) and (bool(found.options) or "key" in found.fields)


def stem_of(found: Found) -> str:
    """The stem, which some programs keep one level deeper."""
    stem = found.fields.get("stem")
    return word(stem).strip() or word(table(stem).get("text")).strip()


def found_in(value: Mapping[str, Any]) -> Found:
    """The fields of an object by what they mean; of several names for one, the first of our list counts."""
    names = {plain_name(name): name for name in reversed(list(value))}
    options = next((name for name in _OPTION_NAMES if name in names and _is_options(value[names[name]])), "")
    fields: dict[str, Any] = {}
    used: dict[str, str] = {}
    for known, meaning in _MEANING.items():
        if known in names and known != options and meaning == "topic":
            fields.setdefault(meaning, []).append(value[names[known]])
            used[names[known]] = known
        elif known in names and known != options and meaning not in fields:
            fields[meaning] = value[names[known]]
            used[names[known]] = known
    key_name = next((known for known in used.values() if _MEANING[known] == "key"), "")
    found = Found(fields, key_name=key_name, used=frozenset(used))
    if options:
        return _with_options(found, value[names[options]], [names[options]])
    lettered = {match[1]: name for name in value if (match := _LETTERED.fullmatch(plain_name(name)))}
    filled = {label: value[name] for label, name in lettered.items() if word(value[name]).strip()}
    return _with_options(found, filled, lettered.values()) if len(filled) >= 2 else found


def _is_options(value: Any) -> bool:
    """Whether a value lists at least two things to choose from."""
    return len(value) >= 2 if isinstance(value, list | dict) else False


def _with_options(found: Found, given: Any, names: Iterable[str]) -> Found:
    """The same with options, which stood under these names."""
    found = replace(found, used=found.used | set(names))
    if isinstance(given, dict):
        kept = {str(label): word(text).strip() for label, text in given.items() if word(text).strip()}
        return replace(found, options=tuple(kept.values()), labels=tuple(kept))
    texts, marked, labels = [], [], []
    for n, option in enumerate(given):
        if not isinstance(option, dict):
            texts.append(word(option).strip())
            labels.append("")
            continue
        inner = {plain_name(name): one for name, one in option.items()}
        texts.append(next((word(inner[name]) for name in _TEXTS if word(inner.get(name))), "").strip())
        if any(word(inner.get(name)).casefold() in ("true", "1", "100") for name in _RIGHT if name in inner):
            marked.append(n)
        labels.append(next((word(inner[name]) for name in _LABELS if _is_letter(inner.get(name))), ""))
    texts, letters = _without_letters(texts)
    own = letters or (labels if all(labels) else [])
    return replace(found, options=tuple(texts), marked=tuple(marked), labels=tuple(own))


def _is_letter(value: Any) -> bool:
    return _LETTER.fullmatch(word(value)) is not None or (
        isinstance(value, int) and not isinstance(value, bool)
    )


def _without_letters(texts: list[str]) -> tuple[list[str], list[str]]:
    """The texts without letters in front, where all of them have one and they follow one another."""
    found = [_PREFIX.match(text) for text in texts]
    wanted = [chr(ord("A") + n) for n in range(len(texts))]
    if [one[1].upper() if one else "" for one in found] != wanted:
        return texts, []
    return [text[one.end() :] for text, one in zip(texts, found, strict=True) if one], wanted
