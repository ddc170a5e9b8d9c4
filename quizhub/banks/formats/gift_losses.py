"""What a question loses when it is written as GIFT. Used by `gift_writer`."""

from collections.abc import Iterator

from quizhub.banks.export import Export
from quizhub.banks.losses import losses_of
from quizhub.banks.problems import Problem, problem
from quizhub.questions.model import (
    BlankKey,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    Kind,
    MatchKey,
    NumberNear,
    NumericKey,
    OpenKey,
    Question,
    true_false_body,
)

_KINDS: tuple[Kind, ...] = (
    "single_choice", "multiple_choice", "true_false", "fill", "numeric", "match", "open",
)  # fmt: skip
_KEPT = ("explanation", "topic", "tags", "difficulty")


def gift_losses(export: Export) -> list[Problem]:
    """Question by question, what would not survive."""
    return [found for question in export.bank.questions for found in _losses(question, export.language)]


def is_written(question: Question) -> bool:
    """Whether GIFT has a form for the question: drafts have one only where options can be listed."""
    if question.kind not in _KINDS:
        return False
    if question.key is None:
        return isinstance(question.body, ChoiceBody) and question.kind != "true_false"
    return not isinstance(question.body, FillBody) or len(question.body.blanks) == 1


def _losses(question: Question, language: str) -> Iterator[Problem]:
    yield from losses_of(question, language, "GIFT", _KINDS, _KEPT)
    if question.kind not in _KINDS:
        return
    if not is_written(question):
        reason = "no key" if question.key is None else "several blanks"
        yield problem(question.id, "not_exported", format="GIFT", reason=reason)
    elif lost := list(_of_key(question)):
        yield problem(question.id, "key_simplified", format="GIFT", what=", ".join(lost))


def _of_key(question: Question) -> Iterator[str]:
    """The parts of body and key that have no place."""
    body, key = question.body, question.key
    match key:
        case ChoiceKey():
            if key.floor:
                yield "floor"
            if body.kind == "true_false" and body != true_false_body():
                yield "options"
            if body.kind == "multiple_choice" and (body.min_select, body.max_select) != (
                1,
                len(body.options),
            ):
                yield "min_select, max_select"
        case MatchKey():
            if key.weights:
                yield "weights"
        case FillKey():
            yield from _of_blank(key.blanks[0])
        case NumericKey():
            for accept in key.accept:
                if isinstance(accept, NumberNear):
                    if accept.rel_tol or accept.decimals is not None:
                        yield "relative, decimals"
                elif accept.lo_open or accept.hi_open or None in (accept.lo, accept.hi):
                    yield "from, to"
        case OpenKey():
            if key != OpenKey():
                yield "reference, rubric, keywords"


def _of_blank(blank: BlankKey) -> Iterator[str]:
    if blank.normal != "basic":
        yield "normal"
    if any(accept.match in ("regex", "exact") for accept in blank.accept):
        yield "match"
