"""Says before an export what a format cannot hold: kinds, fields and languages it leaves out.

Used by the `losses` of every target. What would not be written at all is an error, the rest are warnings.
"""

from collections.abc import Collection, Iterator

from quizhub.banks.problems import Problem, problem
from quizhub.questions.bodies import options_of
from quizhub.questions.model import Kind, Question

_EXTRAS = (
    "screen", "note", "media", "material", "explanation", "hint", "sources", "difficulty", "topic", "tags",
    "audience", "time_s", "points", "rights",
)  # fmt: skip
"""The fields a format may have no room for; stem, body and key are told by the kind."""


def losses_of(
    question: Question, language: str, name: str, kinds: Collection[Kind], kept: Collection[str]
) -> Iterator[Problem]:
    """What would not survive in the format `name`, which holds the given kinds and fields in one language."""
    if question.kind not in kinds:
        yield problem(question.id, "kind_not_exported", format=name, kind=question.kind)
        return
    lost = fields_lost(question, kept)
    if lost:
        yield problem(question.id, "fields_not_exported", format=name, fields=", ".join(lost))
    others = _languages(question) - {language}
    if others:
        yield problem(question.id, "languages_not_exported", format=name, languages=", ".join(sorted(others)))


def fields_lost(question: Question, kept: Collection[str]) -> list[str]:
    """The fields that say something and that a format which keeps these has no room for."""
    return [field for field in _EXTRAS if field not in kept and getattr(question, field)]


def _languages(question: Question) -> set[str]:
    """The languages of all that is asked. A question in one language only is written in that one."""
    texts = [question.stem] if question.kind == "true_false" else [
        question.stem, *(option.text for option in options_of(question.body))
    ]  # fmt: skip
    found = {language for text in texts for language in text}
    return found if len(found) > 1 else set()
