"""What the cells of a question are, by role: the opposite of reading a row.

Used by the writers of tables, and by the reader to find out which cells of a file would come out
differently, as those are kept beside the question.
"""

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from quizhub.banks.formats.table.quantities import is_simple, written_quantities
from quizhub.questions.model import (
    Accept,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    MatchBody,
    MatchKey,
    NumericBody,
    NumericKey,
    OpenKey,
    OrderBody,
    OrderKey,
    Question,
    Source,
    text_in,
)

KINDS = {
    "single_choice": ("单选题", "single"),
    "multiple_choice": ("多选题", "multiple"),
    "true_false": ("判断题", "true/false"),
    "fill": ("填空题", "fill"),
    "numeric": ("数值题", "numeric"),
    "order": ("排序题", "order"),
    "match": ("连线题", "match"),
    "open": ("问答题", "open"),
}
"""The kinds a table can hold, in Chinese and in English."""

_DIFFICULTIES = (("很易", "易", "中", "难", "很难"), ("very easy", "easy", "medium", "hard", "very hard"))
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ARROW = " → "
_LETTERS = "ABCDEFGHIJKLMNOPQRST"


def cells_of(
    question: Question, language: str, roles: Collection[str], separator: str = ";"
) -> dict[str, str]:
    """The text for every role that says something; `roles` decide how options and keys are laid out."""
    chinese = language.startswith("zh")
    cells = {
        "kind": KINDS.get(question.kind, ("", ""))[not chinese],
        "stem": text_in(question.stem, language),
        "explanation": _words(question.explanation, language),
        "hint": _words(question.hint, language),
        "difficulty": ""
        if question.difficulty is None
        else _DIFFICULTIES[not chinese][question.difficulty - 1],
        "topic": question.topic,
        "tags": ("、" if chinese else ", ").join(question.tags),
        "audience": ("、" if chinese else ", ").join(question.audience),
        "points": "" if question.points is None else plain_number(question.points),
        "time": "" if question.time_s is None else str(question.time_s),
        "source": "; ".join(_source(source, language) for source in question.sources),
        "material": "" if question.material is None else text_in(question.material.text, language),
        "picture": "\n".join(media.name for media in question.media),
        "number": question.id,
    }
    cells |= _BODIES[question.kind](question, language, roles, separator)
    return {role: text for role, text in cells.items() if text}


def plain_number(value: Decimal) -> str:
    """A number without an exponent or zeros at its end."""
    return format(value.normalize(), "f")


def _words(text: Any, language: str) -> str:
    return "" if text is None else text_in(text, language)


def _source(source: Source, language: str) -> str:
    return f"{text_in(source.title, language)} {_words(source.locator, language)}".strip()


def _choice(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    body, key = question.body, question.key
    assert isinstance(body, ChoiceBody)
    correct = key.correct if isinstance(key, ChoiceKey) else ()
    texts = [text_in(option.text, language) for option in body.options]
    right = [n for n, option in enumerate(body.options) if option.id in correct]
    if "wrong:0" in roles and len(right) == 1:
        others = [text for n, text in enumerate(texts) if n != right[0]]
        return {"key": texts[right[0]]} | {f"wrong:{n}": text for n, text in enumerate(others)}
    cells = {"key": "".join(_LETTERS[n] for n in right), "count": str(len(texts))}
    if "options" in roles:
        return cells | {"options": separator.join(texts)}
    if any(role.startswith("is_right:") for role in roles):
        cells = {f"is_right:{n}": str(n in right).upper() for n in range(len(texts))}
    return cells | {f"option:{n}": text for n, text in enumerate(texts)}


def _statement(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    if not isinstance(question.key, ChoiceKey):
        return {}
    words = ("正确", "错误") if language.startswith("zh") else ("True", "False")
    wrong = "false" in question.key.correct
    return {"key": words[wrong]} | ({"wrong:0": words[not wrong]} if "wrong:0" in roles else {})


def _fill(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    if not isinstance(question.key, FillKey):
        return {}
    texts = [[accept.value for accept in blank.accept] for blank in question.key.blanks]
    if len(texts) == 1 and len(texts[0]) == 1 and not set(texts[0][0]) & {"|", ";", "；", "｜", *_CIRCLED}:
        return {"key": texts[0][0]}
    return {"key": "；".join(f"{mark}{'|'.join(own)}" for mark, own in zip(_CIRCLED, texts, strict=False))}


def _numeric(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    assert isinstance(question.body, NumericBody)
    cells = {"unit": _words(question.body.unit, language)}
    if isinstance(question.key, NumericKey):
        cells["key"] = written_quantities(question.key, question.body.decimals)
    return cells


def _order(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    body, key = question.body, question.key
    assert isinstance(body, OrderBody)
    letter = dict(zip(body.ids, _LETTERS, strict=False))
    sequence = key.sequence if isinstance(key, OrderKey) else ()
    texts = [text_in(item.text, language) for item in body.items]
    return {"key": "".join(letter[name] for name in sequence)} | _options(texts, roles, separator)


def _match(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    body, key = question.body, question.key
    assert isinstance(body, MatchBody)
    right = {item.id: text_in(item.text, language) for item in body.right}
    pairs = dict(key.pairs) if isinstance(key, MatchKey) else {}
    texts = [
        f"{text_in(item.text, language)}{_ARROW}{right[pairs[item.id]]}"
        if pairs
        else text_in(item.text, language)
        for item in body.left
    ]
    alone = [text for name, text in right.items() if name not in pairs.values()]
    return _options([*texts, *(f"→ {text}" for text in alone)], roles, separator)


def _open(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    assert isinstance(question.key, OpenKey)
    return {"key": _words(question.key.reference, language)}


def _nothing(question: Question, language: str, roles: Collection[str], separator: str) -> dict[str, str]:
    return {}


def _options(texts: list[str], roles: Collection[str], separator: str) -> dict[str, str]:
    if "options" in roles:
        return {"options": separator.join(texts)}
    return {f"option:{n}": text for n, text in enumerate(texts)}


_BODIES: dict[str, Callable[[Question, str, Collection[str], str], dict[str, str]]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _statement,
    "fill": _fill,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "open": _open,
    "hotspot": _nothing,
}


def simplified_key(question: Question) -> list[str]:
    """The rules of a key that cells cannot hold, as the names of the model's fields."""
    body, key = question.body, question.key
    lost: list[str] = []
    match body, key:
        case ChoiceBody(), ChoiceKey() if key.scoring != "all_or_nothing":
            lost = ["scoring"]
        case FillBody(), FillKey():
            lost = _of_fill(key)
        case NumericBody(), NumericKey() if not is_simple(key):
            lost = ["tolerance"]
        case OrderBody(), OrderKey() if key.scoring != "exact":
            lost = ["scoring"]
        case MatchBody(), MatchKey() if key.scoring != "per_pair" or key.weights:
            lost = ["scoring"]
        case _, OpenKey() if key.rubric or key.keywords:
            lost = ["rubric"]
    if isinstance(body, ChoiceBody) and body != _usual(body):
        lost.append("shuffle, min_select, max_select")
    return lost


def _usual(body: ChoiceBody) -> ChoiceBody:
    return ChoiceBody(kind=body.kind, options=body.options)


def _of_fill(key: FillKey) -> list[str]:
    blanks = key.blanks
    found = {
        "match": any(accept != Accept(value=accept.value) for blank in blanks for accept in blank.accept),
        "reject": any(blank.reject for blank in blanks),
        "normal": any(blank.normal != "basic" or blank.weight != 1 for blank in blanks),
        "unordered": key.unordered or key.min_correct is not None,
        "|": any("|" in accept.value for blank in blanks for accept in blank.accept),
    }
    return [name for name, lost in found.items() if lost]
