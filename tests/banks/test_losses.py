"""What an export would leave out is told question by question."""

from quizhub.banks.losses import losses_of
from tests.questions.examples import order, single, true_false


def told(question, kept=()):
    found = losses_of(question, "en", "Aiken", ("single_choice", "true_false"), kept)
    return [(problem.code, dict(problem.details)) for problem in found]


def test_kinds_fields_and_languages():
    assert told(order()) == [("kind_not_exported", {"format": "Aiken", "kind": "order"})]
    full = single().model_copy(update={"hint": {"en": "H"}, "topic": "fire", "difficulty": 3})
    fields = ("fields_not_exported", {"format": "Aiken", "fields": "hint, difficulty"})
    languages = ("languages_not_exported", {"format": "Aiken", "languages": "zh-Hans"})
    assert told(full, kept=["topic"]) == [fields, languages]


def test_a_question_in_one_language_loses_none():
    chinese = true_false().model_copy(update={"stem": {"zh-Hans": "对吗"}})
    assert told(chinese) == []
