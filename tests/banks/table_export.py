"""Questions of every kind, written as a table and read again, for the tests of the writers."""

from decimal import Decimal
from typing import Any

from quizhub.banks.bank import Bank
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.reader import read_bank
from quizhub.banks.writer import TARGETS
from quizhub.questions.model import (
    ChoiceBody,
    MatchBody,
    MatchKey,
    NumberRange,
    OpenKey,
    OrderBody,
    Question,
    text_in,
)
from tests.questions import examples as ex


def export(*asked: Any, language: str = "zh-Hans", title: str = "题库") -> Export:
    named = [q if q.id != "q" else q.model_copy(update={"id": f"x-{n}"}) for n, q in enumerate(asked)]
    bank = Bank(id="b", title={language: title}, languages=(language,), questions=tuple(named))
    return Export(bank, language, {})


def target(name: str) -> Any:
    return next(one for one in TARGETS if one.name == name)


def back(name: str, given: Export) -> list[Question]:
    reading = read_bank(BankFile(target(name).write(given), "t"))
    return [record.question for record in reading.records if record.question is not None]


def losses(name: str, *asked: Any, language: str = "zh-Hans") -> list[str]:
    found = target(name).losses(export(*asked, language=language))
    return [loss.code for loss in found if loss.code != "languages_not_exported"]


def rows_of(raw: bytes) -> list[tuple[str, ...]]:
    sheets = BankFile(raw, "t").sheets
    assert sheets is not None
    return [row.cells for row in sheets.sheets[0].rows]


def said(question: Question, language: str) -> Any:
    """What a question asks and takes for right, in the words of one language, without ids."""
    body, key = question.body, question.key
    options = getattr(body, "options", getattr(body, "items", ()))
    words = [text_in(option.text, language) for option in options]
    name = {option.id: text_in(option.text, language) for option in options}
    shown = text_in(question.stem, language), question.kind, question.difficulty, question.points
    if isinstance(body, MatchBody):
        name = {item.id: text_in(item.text, language) for item in (*body.left, *body.right)}
        pairs = key.pairs if isinstance(key, MatchKey) else ()
        return *shown, [(name[a], name[b]) for a, b in pairs], sorted(name.values())
    if question.kind == "true_false":
        return *shown, key
    if isinstance(body, ChoiceBody | OrderBody):
        right = getattr(key, "correct", getattr(key, "sequence", ()))
        return *shown, words, [name[one] for one in right]
    if isinstance(key, OpenKey):
        return *shown, text_in(key.reference or {"und": ""}, language)
    return *shown, key


EVERY = [
    ex.single(),
    ex.multiple(),
    ex.true_false("false"),
    ex.fill(ex.blank("119", "一一九"), ex.blank("a;b"), ex.blank("丙")),
    ex.fill(ex.blank("甲")),
    ex.fill(ex.blank("a；b")),
    ex.numeric(ex.near("2.50"), unit="米", decimals=2),
    ex.numeric(ex.near("10", abs_tol=Decimal("0.5")), ex.near("20", rel_tol=Decimal("0.05")), decimals=1),
    ex.numeric(NumberRange(lo=Decimal(1), hi=Decimal(5), hi_open=True)),
    ex.numeric(
        NumberRange(hi=Decimal(-5), hi_open=True), NumberRange(lo=Decimal(3)), NumberRange(hi=Decimal(0))
    ),
    ex.numeric(NumberRange(lo=Decimal("0.5"), lo_open=True)),
    ex.order(),
    ex.match(),
    ex.match("aq bq", "pq", reuse=True),
    ex.open_question(),
    ex.open_question(None),
]
DRAFTS = [q.model_copy(update={"key": None}) for q in (EVERY[0], EVERY[2], EVERY[3], EVERY[6], EVERY[11])]
