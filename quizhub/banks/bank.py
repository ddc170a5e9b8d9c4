"""A bank of questions, and what reading one from a file gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from quizhub.banks.problems import Level, Problem
from quizhub.questions.model import Material, Question, Text
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
        self._one_of_each_material()
        return self

    def _one_of_each_material(self) -> None:
        """Questions that name one material must mean the same one."""
        known: dict[str, Material] = {}
        for question in self.questions:
            material = question.material
            if material is not None and known.setdefault(material.id, material) != material:
                raise PydanticCustomError("repeated_material", "{id} occurs twice", {"id": material.id})

    @property
    def playable(self) -> tuple[Question, ...]:
        """The questions that have a key."""
        return tuple(question for question in self.questions if question.key is not None)


RecordKind = Literal["question", "category", "text", "reference", "unsupported"]
"""What a record of a file is. `unsupported` should have been a question, but could not be taken."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file: a question with or without key, or what else stood there, as `text`."""

    place: str
    question: Question | None = None
    kind: RecordKind = "question"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """Something the reader had to guess, which a person may change; both as words of the reader.

    `name` is such as `encoding` or `column.key`, `value` what was taken, `choices` what else could be.
    """

    name: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class BankReading:
    """What a reader could take of a file, in file order: `bank` is None when the file is no whole bank."""

    bank: Bank | None
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    format: str = ""
    guesses: tuple[Guess, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    """The files that questions show, by the hex digits of their SHA-256."""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that have a key."""
        return tuple(question for question in self._all if question.key is not None)

    @cached_property
    def drafts(self) -> tuple[Question, ...]:
        """The questions that have none, and cannot be played until somebody gives them one."""
        return tuple(question for question in self._all if question.key is None)

    @property
    def _all(self) -> Iterator[Question]:
        return (record.question for record in self.records if record.question is not None)

    @property
    def other(self) -> tuple[Record, ...]:
        """The records that are no questions, such as headings and categories."""
        return tuple(record for record in self.records if record.question is None)

    @property
    def has_errors(self) -> bool:
        """Whether anything of the file was left out."""
        return any(problem.level is Level.ERROR for problem in self.problems)
