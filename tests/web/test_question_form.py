"""A question to the form and back: what the form shows is changed, what it does not know stays."""

from typing import Any

import pytest

from quizhub.questions.model import Question
from quizhub.web.question_form import MADE_HERE, form_of
from quizhub.web.question_of_form import Filled, empty, values_of
from tests.questions.examples import every_kind, match, multiple, order, single

LANGUAGES = ("zh-Hans", "en")


def back(form: dict[str, str], before: Question) -> Any:
    return Question.model_validate(values_of(Filled(form, LANGUAGES), before))


@pytest.mark.parametrize("question", every_kind(), ids=lambda q: q.kind)
def test_an_unchanged_form_changes_nothing_people_read(question):
    form = form_of(question, LANGUAGES)
    again = back(form, question)
    assert form_of(again, LANGUAGES) == form
    assert (again.kind, again.id, again.ext, again.media) == (
        question.kind,
        question.id,
        question.ext,
        question.media,
    )


@pytest.mark.parametrize("question", [single(), multiple()], ids=lambda q: q.kind)
def test_an_unchanged_choice_is_the_same_question(question):
    assert back(form_of(question, LANGUAGES), question) == question


def test_texts_in_other_languages_stay():
    question = single().model_copy(update={"stem": {"zh-Hans": "一", "ru": "Да"}})
    changed = back(form_of(question, LANGUAGES) | {"stem.zh-Hans": " 二 ", "stem.en": "two"}, question)
    assert changed.stem == {"zh-Hans": "二", "en": "two", "ru": "Да"}


def test_another_option_is_right_and_one_is_gone():
    question = single("b", "abcd")
    form = form_of(question, LANGUAGES)
    form |= {"option2.right": "on", "option0.zh-Hans": "", "option0.en": ""}
    form.pop("option1.right")
    changed = back(form, question)
    assert changed.kind == "single_choice"
    assert [option.id for option in changed.body.options] == ["b", "c", "d"]
    assert changed.key.correct == ("c",)
    assert back(form | {"option3.right": "on"}, question).kind == "multiple_choice"
    assert back(form | {"kind": "multiple_choice"}, question).kind == "multiple_choice"
    form.pop("option2.right")
    assert back(form, question).key is None


def test_a_policy_stays_with_a_changed_key():
    question = multiple("ab", "abcd", scoring="per_option")
    form = form_of(question, LANGUAGES) | {"option2.right": "on"}
    assert back(form, question).key.scoring == "per_option"
    kept = back(form_of(question, LANGUAGES) | {"stem.en": "What?"}, question)
    assert kept.key == question.key


def test_labels_sources_and_hints():
    form = form_of(single(), LANGUAGES) | {
        "tags": "厨房，gas, ",
        "audience": "居民、学生",
        "topic": "fire/kitchen",
        "difficulty": "4",
        "time_s": "20",
        "source0.title.en": "Fire law",
        "source0.locator.en": "art. 5",
        "source0.check_by": "2027-01-01",
        "source1.title.zh-Hans": "标准",
    }
    changed = back(form, single())
    assert (changed.tags, changed.audience, changed.topic) == (
        ("厨房", "gas"),
        ("居民", "学生"),
        "fire/kitchen",
    )
    assert (changed.difficulty, changed.time_s) == (4, 20)
    assert [source.title for source in changed.sources] == [{"en": "Fire law"}, {"zh-Hans": "标准"}]
    assert changed.sources[0].locator == {"en": "art. 5"}
    again = form_of(changed, LANGUAGES)
    assert again["source0.check_by"] == "2027-01-01" and again["difficulty"] == "4"
    assert back(again | {"source0.title.en": ""}, changed).sources == (changed.sources[1],)


@pytest.mark.parametrize("kind", MADE_HERE)
def test_a_new_question_of_every_kind_begins_empty(kind):
    question = empty(kind, "zh-Hans")
    assert question.kind == kind
    values = values_of(Filled({"kind": kind}, LANGUAGES), question)
    assert "stem" not in values


NEW = {
    "true_false": {"truth": "false"},
    "fill": {"stem.en": "Call ____ or ____", "blank0": "119\n 119 \n", "blank1": "110"},
    "numeric": {"value": "3.5", "tolerance": "0.1", "unit.en": "m", "decimals": "1"},
    "order": {"item0.en": "first", "item1.en": "second"},
    "match": {
        "left0.en": "fire",
        "right0.en": "119",
        "left1.en": "crime",
        "right1.en": "110",
        "right2.en": "12345",
    },
    "open": {"reference.en": "Close the door."},
    "single_choice": {"option0.en": "yes", "option1.en": "no", "option1.right": "on"},
}


@pytest.mark.parametrize(("kind", "filled"), NEW.items(), ids=list(NEW))
def test_a_new_question_is_whole_when_it_is_filled_in(kind, filled):
    question = back({"stem.en": "What?", **filled}, empty(kind, "en"))
    assert question.kind == kind and question.key is not None
    shown = form_of(question, ("en",))
    assert all(shown[name].splitlines()[0] == words.splitlines()[0] for name, words in filled.items())


def test_a_range_of_numbers():
    question = back({"stem.en": "?", "lo": "1", "hi": "5"}, empty("numeric", "en"))
    assert form_of(question, ("en",))["lo"] == "1"
    assert question.key is not None and question.key.accept[0].hi == 5
    assert back({"stem.en": "?"}, empty("numeric", "en")).key is None


def test_what_is_half_filled_in_is_a_draft():
    assert back({"stem.en": "a ____ b ____", "blank1": "x"}, empty("fill", "en")).key is None
    alone = {"left0.en": "fire", "left1.en": "b", "right1.en": "c", "right2.en": "d"}
    assert back({"stem.en": "?", **alone}, empty("match", "en")).key is None
    assert back({"stem.en": "?"}, empty("true_false", "en")).key is None


def test_an_order_and_pairs_without_a_key_are_shown_too():
    for question in (order(), match()):
        draft = question.model_copy(update={"key": None})
        assert form_of(draft, ("zh-Hans",)) != {}
