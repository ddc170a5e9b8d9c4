"""Reads OpenTriviaQA text: `#Q` and the stem, `^` and the right answer, then the options `A …` to `D …`."""

import re
from dataclasses import dataclass, field

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker, Shape, choice, open_, true_false
from quizhub.banks.notation import by_text, truth
from quizhub.banks.opening import encoding_guess, text_of
from quizhub.banks.report import Report

_QUESTION = re.compile(r"^#Q\s", re.M)
_RIGHT = re.compile(r"^\^\s", re.M)
_OPTION = re.compile(r"([A-Z])\s+(.*)")


@dataclass(slots=True)
class _Item:
    """One question while its lines are collected."""

    line: int
    stem: list[str]
    right: str | None = None
    options: list[str] = field(default_factory=list)


def looks_trivia_qa(file: BankFile) -> float:
    """How sure it is that the file is OpenTriviaQA text."""
    text = file.text[:200_000]
    return 0.95 if _QUESTION.search(text) and _RIGHT.search(text) else 0


def read_trivia_qa(file: BankFile) -> BankReading:
    """Read a file. Raises FileRefused when it is no text."""
    report = Report(file.name)
    text = text_of(file, report)
    maker = Maker(report, language_of(re.sub(r"^(?:#Q|\^|[A-Z])\s", "", text, flags=re.M)))
    item: _Item | None = None
    for number, written in enumerate(text.split("\n"), start=1):
        line = written.strip()
        if line.startswith("#Q") and line[2:3] in ("", " ", "\t"):
            _make(item, maker)
            item = _Item(number, [line[2:].strip()])
        elif line and item is None:
            maker.other(number, "text", line)
        elif line and item is not None:
            _take(item, line)
    _make(item, maker)
    return gather(file, maker, guesses=encoding_guess(file))


def _take(item: _Item, line: str) -> None:
    """Put one line where it belongs; a stem and an option may go on in the next line."""
    option = _OPTION.fullmatch(line)
    if line.startswith("^") and item.right is None:
        item.right = line[1:].strip()
    elif item.right is None:
        item.stem.append(line)
    elif option is not None and option[1] == chr(ord("A") + len(item.options)):
        item.options.append(option[2].strip())
    elif item.options:
        item.options[-1] = f"{item.options[-1]} {line}".strip()
    else:
        item.right = f"{item.right} {line}".strip()


def _make(item: _Item | None, maker: Maker) -> None:
    if item is not None:
        maker.add(item.line, "\n".join(filter(None, item.stem)), _shape(item, maker))


def _shape(item: _Item, maker: Maker) -> Shape:
    right = item.right or ""
    told = [truth(option) for option in item.options]
    if sorted(map(str, told)) == ["False", "True"] and truth(right) is not None:
        return true_false(truth(right))
    if not item.options:
        return open_(right)
    places = by_text(right, item.options) if right else None
    if right and places is None:
        maker.report.add(item.line, "key_not_read", value=right[:60])
    return choice(item.options, places[:1] if places else [])
