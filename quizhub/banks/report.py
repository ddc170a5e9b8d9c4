"""Collects the problems of one file while it is read, and builds models with their faults put into it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizhub.banks.messages import ERRORS
from quizhub.banks.problems import Level, Problem, problem
from quizhub.questions.media import Material
from quizhub.questions.model import Text

Place = int | str
"""A line counted from 1, or another place in a file: `Sheet1!12`, `¶8`, `/quiz/question[3]`."""

Model = TypeVar("Model", bound=BaseModel)

_TEXT: TypeAdapter[Any] = TypeAdapter(Text)
_CODES = {
    "string_too_long": "too_long",
    "string_too_short": "empty_text",
    "too_short": "too_few_items",
    "too_long": "too_many_items",
    "literal_error": "not_one_of",
}
_WRITTEN = {
    **dict.fromkeys(("correct", "sequence", "pairs", "regions"), "key"),
    "abs_tol": "tolerance",
    "rel_tol": "relative",
    "lo": "from",
    "hi": "to",
}
"""What a model's field is called in a bank file."""


class Report:
    """The problems found so far, each with its line; `languages` are those every text should have."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.languages: tuple[str, ...] = ()
        self.beside: Mapping[str, bytes] = {}
        """The files that came with this one, by name."""
        self.materials: dict[str, Material] = {}
        """What the file's questions may refer to, by id."""
        self.media: dict[str, bytes] = {}
        """The pictures that questions show, by the hex digits of their SHA-256."""
        self.problems: list[Problem] = []
        self.errors = 0

    def add(self, place: Place, code: str, **details: str) -> None:
        """Note a problem at a line counted from 1, or at a place of another kind of file."""
        found = problem(self.at(place), code, **details)
        self.problems.append(found)
        self.errors += found.level is Level.ERROR

    def at(self, place: Place) -> str:
        """The place with the file's name before it, as people are told it: `fire.xlsx:Sheet1!12`."""
        return f"{self.name}:{place}"

    def build(
        self, wanted: type[Model], values: dict[str, Any], line: Place, lines: Mapping[str, Place]
    ) -> Model | None:
        """The model made of the values, or None with its faults noted at the fields' lines."""
        try:
            return wanted.model_validate(values)
        except ValidationError as invalid:
            for error in invalid.errors():
                if not _follows(error, invalid.errors()):
                    self._note(error, line, lines)
            return None

    def takes_text(self, name: str, language: str, words: str, line: Place) -> bool:
        """Whether the words can be stored as text of a question; if not, the fault is noted."""
        try:
            _TEXT.validate_python({language: words})
        except ValidationError as invalid:
            for error in invalid.errors():
                self._note({**error, "loc": (name,)}, line, {})
            return False
        return True

    def _note(self, error: ErrorDetails, line: Place, lines: Mapping[str, Place]) -> None:
        code = _CODES.get(error["type"], error["type"])
        details = {name: str(value) for name, value in error.get("ctx", {}).items()}
        named = [part for part in error["loc"] if isinstance(part, str)]
        field = details.pop("at", named[0] if named else "?")
        field = _WRITTEN.get(field, field)
        if code == "not_one_of":
            details = {"value": str(error["input"]), "choices": details["expected"]}
        if code not in ERRORS:
            code, details = "invalid", {"reason": error["msg"]}
        self.add(lines.get(field, line), code, **{**details, "field": field})


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a fault is there only because of another: a list is short of the item that is at fault."""
    if error["type"] == "too_short":
        at = error["loc"]
        return any(other["loc"][: len(at)] == at and len(other["loc"]) > len(at) for other in errors)
    return error["type"] == "default_factory_not_called"
