"""A bank of questions, and what reading one from a file gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from quizhub.banks.problems import Level, Problem
from quizhub.questions.model import Question, Text
from quizhub.questions.text import Frozen, LanguageTag, Words

BankId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_\-]{0,63}$")]


class Bank(Frozen):
    """Questions under one title, drafts (questions without a key) included, in file order."""

    id: BankId
    title: Text
    description: Text | None = None
    languages: Annotated[tuple[LanguageTag, ...], Field(min_length=1, max_length=20)]
    licence: Words | None = None
    questions: tuple[Question, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise PydanticCustomError("repeated_question", "{id} occurs twice", {"id": question.id})
            seen.add(question.id)
        return self

    @property
    def playable(self) -> tuple[Question, ...]:
        """The questions that have a key."""
        return tuple(question for question in self.questions if question.key is not None)


@dataclass(frozen=True, slots=True)
class BankReading:
    """What a reader could take of a file: `bank` is None when the file is no whole bank.

    `questions` have a key and `drafts` have none; both are given even without a bank around them.
    """

    bank: Bank | None
    questions: tuple[Question, ...]
    drafts: tuple[Question, ...]
    problems: tuple[Problem, ...]
    other: int = 0
    """Records of the file that are no questions, such as headings and categories."""

    @property
    def has_errors(self) -> bool:
        """Whether anything of the file was left out."""
        return any(problem.level is Level.ERROR for problem in self.problems)


def reading_of(bank: Bank | None, questions: Iterable[Question], problems: Iterable[Problem]) -> BankReading:
    """A reading with its questions sorted into playable ones and drafts."""
    taken = tuple(questions)
    return BankReading(
        bank=bank,
        questions=tuple(question for question in taken if question.key is not None),
        drafts=tuple(question for question in taken if question.key is None),
        problems=tuple(problems),
    )
