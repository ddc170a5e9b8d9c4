"""Reads and writes Aiken: a stem, options `A)` or `A.`, and `ANSWER: B`. One right option, nothing else.

What people write by hand is forgiven and told: small or wide letters, 答案：, stems of several lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.losses import losses_of
from quizhub.banks.making import Maker, Shape, choice, true_false
from quizhub.banks.markup import looks_html, plain
from quizhub.banks.notation import folded, letters
from quizhub.banks.opening import encoding_guess, kept, text_of
from quizhub.banks.problems import Problem, problem
from quizhub.banks.report import Report
from quizhub.banks.wording import Wording
from quizhub.questions.model import ChoiceBody, ChoiceKey, Question, text_in

_OPTION = re.compile(r"([A-Z])[.)]\s*(.+)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])")
_LOOSE_OPTION = re.compile(r"[(（]?([A-Za-zＡ-Ｚａ-ｚ])\s*[.)．）、:：]\s*(.+)")
_LOOSE_ANSWER = re.compile(r"(?:correct\s+)?answers?\s*[:：]\s*(.*)|(?:正确|正確)?答案\s*[:：]\s*(.*)", re.I)
_WHY = re.compile(r"(?:FEEDBACK|EXPLANATION|RATIONALE|解析)\s*[:：]\s*(.+)", re.I)
_ASCII_OPTION = re.compile(r"[A-Za-z][.)].")
_ASCII_ANSWER = re.compile(r"(answer)\s*:\s*([A-Za-z])", re.I)
_TRUTHS = {("true", "false"), ("正确", "错误"), ("对", "错"), ("正確", "錯誤"), ("對", "錯"), ("是", "否")}


@dataclass(slots=True)
class _Item:
    """One question while its lines are collected."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answer: str | None = None
    why: str = ""
    loose: bool = False
    gap: bool = False

    @property
    def expected(self) -> str:
        """The letter that comes next."""
        return chr(ord("A") + len(self.options))


def looks_aiken(file: BankFile) -> float:
    """How sure it is that the file is Aiken; Chinese papers look alike, and have a reader that knows more."""
    options, loose = 0, 0.0
    for line in filter(None, map(str.strip, file.text[:200_000].split("\n"))):
        if options > 1 and (answer := _ASCII_ANSWER.fullmatch(line)):
            if answer[1] == "ANSWER" and answer[2].isupper():
                return 0.9
            loose = 0.6
        options = options + 1 if _ASCII_OPTION.match(line) else 0
    return loose


def read_aiken(file: BankFile) -> BankReading:
    """Read a file. Raises FileRefused when it is no text."""
    report = Report(file.name)
    text = text_of(file, report)
    maker = Maker(report, language_of(text.replace("ANSWER", "")))
    for item in _items(text, report):
        _make(item, maker)
    return gather(file, maker, guesses=encoding_guess(file), media=report.media)


def _items(text: str, report: Report) -> Iterator[_Item]:
    """The questions; an answer ends one, and so does an empty line before words that are no option."""
    item = _Item()
    for number, written in enumerate(text.split("\n"), start=1):
        line = written.strip()
        if item.answer is not None and line and not (why := _WHY.match(line)):
            yield item
            item = _Item()
        if not line:
            item.gap = bool(item.options)
        elif item.answer is not None:
            item.why = why[1] if why else ""
        elif _take(item, line, number, report) is False:
            yield item
            item = _Item(number, [line])
    if item.line:
        yield item


def _take(item: _Item, line: str, number: int, report: Report) -> bool:
    """Put one line where it belongs; False when it begins the next question."""
    strict, loose = _OPTION.match(line), _LOOSE_OPTION.match(line)
    answer = _ANSWER.fullmatch(line) or _LOOSE_ANSWER.fullmatch(line)
    if answer is not None and not item.line:
        report.add(number, "line_not_read", text=line[:80])
    elif answer is not None:
        item.answer = next(said for said in answer.groups() if said is not None)
        item.loose = item.loose or answer.re is not _ANSWER
    elif item.line and strict is not None and (strict[1] == item.expected or item.options):
        item.letters.append(strict[1])
        item.options.append(strict[2])
    elif item.line and loose is not None and folded(loose[1]).upper() == item.expected:
        item.letters.append(item.expected)
        item.options.append(loose[2])
        item.loose = True
    elif item.options and item.gap:
        return False
    elif item.options:
        item.options[-1] += f" {line}"
    else:
        item.line = item.line or number
        item.stem.append(line)
    return True


def _make(item: _Item, maker: Maker) -> None:
    report, line = maker.report, item.line
    if item.loose:
        report.add(line, "letters_folded")
    wording = Wording(report, line, lambda name: None)
    texts = [" ".join(item.stem), *item.options]
    stem, *options = (wording.words(text) if looks_html(text) else text for text in texts)
    ext: dict[str, Any] = {"html": texts} if texts != [stem, *options] else {}
    shape = _shape(item, options, report)
    if shape[0]["kind"] == "true_false":
        ext["options"] = options
    ext = kept("aiken", ext, report, line)
    maker.add(line, stem, shape, explanation=item.why, media=wording.close(), ext=ext)


def _shape(item: _Item, options: list[str], report: Report) -> Shape:
    right = letters(item.answer or "", 26) if item.answer else None
    places = [item.letters.index(chr(ord("A") + n)) for n in right or () if chr(ord("A") + n) in item.letters]
    if item.answer and (right is None or len(places) < len(right)):
        report.add(item.line, "key_not_read", value=item.answer[:60])
        places = []
    if tuple(map(folded, options)) in _TRUTHS and len(places) == 1:
        return true_false(places[0] == 0)
    return choice(options, places)


def aiken_losses(export: Export) -> list[Problem]:
    """What Aiken cannot hold, question by question."""
    return [found for question in export.bank.questions for found in _losses(question, export.language)]


def _losses(question: Question, language: str) -> Iterator[Problem]:
    yield from losses_of(question, language, "Aiken", ("single_choice", "true_false"), ())
    reason = _reason(question, language)
    if reason:
        yield problem(question.id, "not_exported", format="Aiken", reason=reason)


def _reason(question: Question, language: str) -> str:
    """Why the question cannot be written, beside its kind."""
    if not isinstance(question.body, ChoiceBody) or question.kind == "multiple_choice":
        return ""
    if not isinstance(question.key, ChoiceKey):
        return "no key"
    if len(question.key.correct) > 1:
        return "several right options"
    stem = _line(text_in(question.stem, language))
    return "stem" if _OPTION.match(stem) or _LOOSE_ANSWER.fullmatch(stem) else ""


def write_aiken(export: Export) -> bytes:
    """The single choices and statements of a bank, in UTF-8."""
    return "\n".join(
        _written(question, question.body, question.key, export.language)
        for question in export.bank.questions
        if isinstance(question.body, ChoiceBody)
        and isinstance(question.key, ChoiceKey)
        and question.kind != "multiple_choice"
        and not _reason(question, export.language)
    ).encode()


def _written(question: Question, body: ChoiceBody, key: ChoiceKey, language: str) -> str:
    ext = question.ext.get("aiken")
    own = ext.get("options") if isinstance(ext, dict) else None
    options = [text_in(option.text, language) for option in body.options]
    if question.kind == "true_false" and isinstance(own, list) and len(own) == 2:
        options = [str(words) for words in own]
    texts = [text_in(question.stem, language), *options]
    html = ext.get("html") if isinstance(ext, dict) else None
    if isinstance(html, list) and [_words(str(text)) for text in html] == texts:
        texts = [str(text) for text in html]
    lines = [_line(texts[0])]
    lines += [f"{chr(ord('A') + n)}) {_line(text)}" for n, text in enumerate(texts[1:])]
    return "\n".join([*lines, f"ANSWER: {chr(ord('A') + body.ids.index(key.correct[0]))}", ""])


def _words(text: str) -> str:
    return plain(text).words if looks_html(text) else text


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)
