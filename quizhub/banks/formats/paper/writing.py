"""Writes a bank as an exam paper: the lines that the text file and the Word document have in common.

Sections come from the file the questions were read from, or else one for each kind. What would not read back
as it is, is told by writing and reading it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.paper.headings import heading_of
from quizhub.banks.formats.paper.lines import Line
from quizhub.banks.formats.paper.reading import read_text_paper
from quizhub.banks.formats.paper.word_numbering import number_in_chinese
from quizhub.banks.losses import losses_of
from quizhub.banks.problems import Problem, problem
from quizhub.questions.bodies import options_of
from quizhub.questions.model import (
    ChoiceKey,
    FillKey,
    Kind,
    MatchBody,
    MatchKey,
    NumberNear,
    NumericKey,
    OpenKey,
    OrderKey,
    Question,
    text_in,
)

KINDS: tuple[Kind, ...] = (
    "single_choice", "multiple_choice", "true_false", "fill", "numeric", "order", "match", "open",
)  # fmt: skip
_TITLES = {
    "single_choice": "单选题", "multiple_choice": "多选题", "true_false": "判断题", "fill": "填空题",
    "numeric": "填空题", "order": "排序题", "match": "匹配题", "open": "简答题",
}  # fmt: skip
KEPT = ("explanation", "difficulty", "topic", "tags", "points", "material")
_LEVELS = ("", "很易", "易", "中", "难", "很难")

Look = Literal["title", "heading", "words", "option", "label"]


@dataclass(frozen=True, slots=True)
class Written:
    """One line of the paper, how it should look, and the picture that follows it, by id."""

    text: str
    look: Look = "words"
    media: str | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    kind: str | None
    questions: tuple[Question, ...]


def paper_of(export: Export, *, answers_at_end: bool = False) -> list[Written]:
    """The lines of the paper. With the answers at the end, the questions before them can be handed out."""
    lines = [Written(text_in(export.bank.title, export.language), "title"), Written("")]
    answers: list[Written] = []
    for section in _sections(export.bank.questions):
        lines.append(Written(section.title, "heading"))
        answers.append(Written(section.title, "heading"))
        for number, question in enumerate(section.questions, start=1):
            lines += _material(section, number, export.language)
            lines += _question(section, number, question, export.language)
            told = list(_told(question, export.language))
            if answers_at_end:
                answers += _entry(number, told)
            else:
                lines += [Written(f"{name}：{words}", "label") for name, words in told]
            lines.append(Written(""))
    return [*lines, Written("参考答案", "heading"), *answers] if answers_at_end else lines


def _sections(questions: Iterable[Question]) -> list[_Section]:
    """The sections of the file the questions come from, if it had one for each; else one for each kind."""
    asked = [question for question in questions if question.kind in KINDS]
    if asked and all(_own_title(question) for question in asked):
        groups = [(title, tuple(group)) for title, group in groupby(asked, _own_title)]
        return [_Section(title, _kind_of(title), group) for title, group in groups]
    kinds = [kind for kind in _TITLES if any(question.kind == kind for question in asked)]
    return [
        _Section(f"{number_in_chinese(n)}、{_TITLES[kind]}", _kind_of(_TITLES[kind]), group)
        for n, kind in enumerate(kinds, start=1)
        if (group := tuple(question for question in asked if question.kind == kind))
    ]


def _own_title(question: Question) -> str:
    """The heading that the question stood under, if it would be read as one again."""
    ext = question.ext.get("paper")
    title = ext.get("section") if isinstance(ext, dict) else None
    return title if isinstance(title, str) and _kind_of(title) else ""


def _kind_of(title: str) -> str | None:
    heading = heading_of(Line(1, title))
    return heading.kind if heading is not None else None


def _material(section: _Section, number: int, language: str) -> Iterator[Written]:
    """The case or passage, before the first of the questions in a row that ask about it."""
    material = section.questions[number - 1].material
    before = section.questions[number - 2].material if number > 1 else None
    if material is None or material == before:
        return
    last = number
    while last < len(section.questions) and section.questions[last].material == material:
        last += 1
    yield Written(f"根据以下材料，回答{number}～{last}题：", "label")
    yield from (Written(line) for line in text_in(material.text, language).split("\n"))


def _question(section: _Section, number: int, question: Question, language: str) -> Iterator[Written]:
    tag = "" if question.kind in (section.kind, "numeric") else f"[{_TITLES[question.kind]}]"
    first, *rest = text_in(question.stem, language).split("\n")
    yield Written(f"{number}. {tag}{first}")
    yield from (Written(line) for line in rest)
    yield from (Written("", "words", media.id) for media in question.stem_media)
    if question.kind in ("single_choice", "multiple_choice", "order"):
        for letter, option in zip("ABCDEFGHIJKLMNOPQRST", options_of(question.body), strict=False):
            first, *rest = text_in(option.text, language).split("\n")
            yield Written(f"{letter}. {first}", "option", option.media)
            yield from (Written(line, "option") for line in rest)


def _told(question: Question, language: str) -> Iterator[tuple[str, str]]:
    """What is said behind a question, by label."""
    key = _key(question, language)
    if key:
        yield "答案", key
    if question.explanation is not None:
        yield "解析", text_in(question.explanation, language)
    if question.difficulty is not None:
        yield "难度", _LEVELS[question.difficulty]
    if question.tags:
        yield "知识点", "；".join(question.tags)
    if question.topic:
        yield "章节", question.topic
    if question.points is not None:
        yield "分值", f"{question.points:f}"


def _entry(number: int, told: list[tuple[str, str]]) -> Iterator[Written]:
    """The entry of a question in the answers at the end."""
    if told:
        (name, words), *rest = told
        yield Written(f"{number}.【{name}】{words}", "label")
        yield from (Written(f"【{name}】{words}", "label") for name, words in rest)


def _key(question: Question, language: str) -> str:
    key, body = question.key, question.body
    ids = [option.id for option in options_of(body)]
    match key:
        case ChoiceKey(kind="true_false"):
            return "正确" if key.correct == ("true",) else "错误"
        case ChoiceKey(correct=places) | OrderKey(sequence=places):
            letters = [chr(ord("A") + ids.index(place)) for place in places]
            return "".join(letters if isinstance(key, OrderKey) else sorted(letters))
        case FillKey(blanks=blanks):
            return "；".join(" / ".join(blank.literals) for blank in blanks)
        case NumericKey(accept=(NumberNear(value=value), *_)):
            return f"{value:f}"
        case NumericKey():
            return key.accept[0].model_dump_json(exclude_none=True)
        case MatchKey(pairs=pairs) if isinstance(body, MatchBody):
            texts = {option.id: text_in(option.text, language) for option in (*body.left, *body.right)}
            return "；".join(f"{texts[left]}——{texts[right]}" for left, right in pairs)
        case OpenKey(reference=reference):
            return text_in(reference, language) if reference is not None else "略"
    return ""


def write_text_paper(export: Export) -> bytes:
    """The paper as a text file, as Windows wants it: with a mark at the start and its line ends."""
    return _as_text(paper_of(export)).encode("utf-8-sig")


def _as_text(lines: Iterable[Written]) -> str:
    return "".join(f"{line.text}\r\n" for line in lines if line.text or line.media is None)


def text_losses(export: Export) -> list[Problem]:
    """What a text file would not keep."""
    return losses_in(export, "TXT", KEPT)


def losses_in(export: Export, name: str, kept: tuple[str, ...]) -> list[Problem]:
    """What would be lost in a format, also by being read otherwise than it was meant."""
    changed = _changed(export)
    lost: list[Problem] = []
    for question in export.bank.questions:
        lost += losses_of(question, export.language, name, KINDS, kept)
        if changed.get(question.id):
            what = ", ".join(changed[question.id])
            lost.append(problem(question.id, "reads_back_otherwise", format=name, what=what))
    return lost


def _changed(export: Export) -> dict[str, list[str]]:
    asked = [question for section in _sections(export.bank.questions) for question in section.questions]
    again = read_text_paper(BankFile(_as_text(paper_of(export)).encode(), "x")).records
    found = [record.question for record in again if record.question is not None]
    back = {text_in(question.stem, export.language): question for question in found}
    changed = {}
    for place, question in enumerate(asked):
        stem = text_in(question.stem, export.language)
        other = found[place] if len(found) == len(asked) else back.get(stem)
        changed[question.id] = _changes(question, other, export.language)
    return changed


def _changes(question: Question, other: Question | None, language: str) -> list[str]:
    """The parts of a question that are another when it is read back."""
    if other is None:
        return ["stem"]
    changed = []
    if question.kind != other.kind:
        changed.append("kind")
    for name in ("stem", "explanation"):
        one, two = getattr(question, name), getattr(other, name)
        if (one and text_in(one, language)) != (two and text_in(two, language)):
            changed.append(name)
    if _shown_options(question, language) != _shown_options(other, language):
        changed.append("options")
    if question.kind == other.kind and (
        _key(question, language) != _key(other, language) or not _is_plain(question)
    ):
        changed.append("key")
    simple = ("difficulty", "topic", "tags", "points")
    return changed + [name for name in simple if getattr(question, name) != getattr(other, name)]


def _shown_options(question: Question, language: str) -> list[str]:
    if question.kind in ("true_false", "match"):
        return []
    return [text_in(option.text, language) for option in options_of(question.body)]


def _is_plain(question: Question) -> bool:
    """Whether the key says no more than what is right: no scoring of its own, no patterns, no other rules."""
    match question.key:
        case ChoiceKey() | MatchKey() | OrderKey():
            return question.key.scoring in ("all_or_nothing", "exact", "per_pair")
        case FillKey(blanks=blanks, unordered=unordered, min_correct=least):
            return (
                not unordered
                and least is None
                and all(not blank.reject and len(blank.literals) == len(blank.accept) for blank in blanks)
            )
        case OpenKey(rubric=rubric, keywords=keywords):
            return not rubric and not keywords
    return True
