"""The banks that come with the program: complete, in both languages, without giveaways or duplicates.

What a program can check of their quality. The facts themselves are reviewed by people, by the sources.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from rapidfuzz.distance import Indel

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.formats.native import read_native, write_native
from quizhub.questions.fingerprint import fingerprint
from quizhub.questions.marking import Verdict, mark, right_answer, wrong_answer
from quizhub.questions.model import (
    ChoiceBody,
    ChoiceKey,
    Kind,
    MatchBody,
    OrderBody,
    OrderKey,
    Question,
    Text,
)
from quizhub.questions.normalise import normalise
from quizhub.questions.shuffle import shuffled

SHIPPED = sorted((Path(__file__).parents[2] / "question_banks").glob("*.yaml"))
FILES = [file for file in SHIPPED if b"quizhub-bank/" in file.read_bytes()[:500]]
"""Contest plans lie in the same folder and are none of this module's business."""

LANGUAGES = ("zh-Hans", "en")
AUDIENCES = {"居民", "学校", "老年人", "企业员工", "消防控制室", "村民"}
LONGEST = {
    "stem": {"zh-Hans": 90, "en": 260},
    "option": {"zh-Hans": 30, "en": 90},
    "explanation": {"zh-Hans": 160, "en": 420},
}
MARKED = set(get_args(Kind)) - {"open", "hotspot"}
"""The kinds that every bank has; pictures and open questions are in those that call for them."""
CHI_SQUARE_1_IN_1000 = {1: 10.83, 2: 13.82, 3: 16.27, 4: 18.47}
"""The bound an even spread stays under 999 times in 1000, by degrees of freedom."""

every_bank = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@cache
def reading(file: Path) -> BankReading:
    return read_native(file.read_bytes(), file.name)


def bank_of(file: Path) -> Bank:
    bank = reading(file).bank
    assert bank is not None
    return bank


def choices(questions: tuple[Question, ...], kind: Kind) -> Iterator[tuple[Question, ChoiceBody, ChoiceKey]]:
    for question in questions:
        if question.kind == kind:
            assert isinstance(question.body, ChoiceBody)
            assert isinstance(question.key, ChoiceKey)
            yield question, question.body, question.key


def test_the_banks_are_there():
    come_along = {"cyber", "drugs", "emergency-calls", "fire", "first-aid", "fraud", "home", "traffic"}
    assert come_along <= {file.stem for file in FILES}


@every_bank
def test_reads_without_a_problem(file):
    assert [f"{problem.place} {problem.text('en')}" for problem in reading(file).problems] == []
    assert bank_of(file).id == file.stem
    assert bank_of(file).licence == "Apache-2.0"
    assert set(bank_of(file).languages) == set(LANGUAGES)


@every_bank
def test_has_enough_questions_of_every_kind(file):
    counts = Counter(question.kind for question in bank_of(file).questions)
    assert counts.total() >= 60
    assert set(counts) >= MARKED
    assert min(counts.values()) >= 3


@every_bank
def test_every_question_is_complete(file):
    for question in bank_of(file).playable:
        assert question.explanation, question.id
        assert question.sources, question.id
        assert all(source.locator and source.mark for source in question.sources), question.id
        assert question.difficulty, question.id
        assert question.topic.split("/")[0] == file.stem, question.id
        assert question.topic.count("/") == 1, question.id
        assert set(question.audience) <= AUDIENCES, question.id
        assert question.audience, question.id


@every_bank
def test_difficulty_is_mixed(file):
    levels = Counter(question.difficulty for question in bank_of(file).questions)
    assert len(levels) >= 3
    assert max(levels.values()) <= 0.6 * levels.total()


def texts_of(question: Question) -> Iterator[tuple[str, Text]]:
    """The texts of a question a player reads, with what they are."""
    yield "stem", question.stem
    if question.explanation is not None:
        yield "explanation", question.explanation
    match question.body:
        case ChoiceBody(options=options) | OrderBody(items=options):
            yield from (("option", option.text) for option in options)
        case MatchBody(left=left, right=right):
            yield from (("option", option.text) for option in left + right)


@every_bank
def test_texts_are_in_both_languages_and_fit_the_screen(file):
    for question in bank_of(file).questions:
        for what, text in texts_of(question):
            assert set(text) == set(LANGUAGES), question.id
            for language, words in text.items():
                assert len(words) <= LONGEST[what][language], (question.id, what, words)


@every_bank
def test_english_has_no_chinese_and_chinese_does_not_repeat_the_english(file):
    for question in bank_of(file).questions:
        for what, text in texts_of(question):
            assert not any("\u4e00" <= char <= "\u9fff" for char in text["en"]), (question.id, text["en"])
            assert what == "option" or text["zh-Hans"] != text["en"], question.id


@every_bank
def test_options_of_a_question_all_differ(file):
    for question in bank_of(file).questions:
        if isinstance(question.body, ChoiceBody):
            for language in LANGUAGES:
                options = [normalise(option.text[language]) for option in question.body.options]
                assert len(set(options)) == len(options), question.id


@every_bank
def test_keys_mark_as_they_should(file):
    for question in bank_of(file).questions:
        assert mark(question, right_answer(question)).verdict is Verdict.RIGHT, question.id
        for pick in range(6):
            found = mark(question, wrong_answer(question, pick)).verdict
            assert found in (Verdict.WRONG, Verdict.PARTLY), question.id


@every_bank
def test_multiple_choices_have_two_right_options_and_a_wrong_one(file):
    for question, body, key in choices(bank_of(file).questions, "multiple_choice"):
        assert 2 <= len(key.correct) < len(body.options), question.id


@every_bank
def test_orders_are_not_written_in_their_right_order(file):
    for question in bank_of(file).questions:
        if isinstance(question.body, OrderBody) and isinstance(question.key, OrderKey):
            assert question.key.sequence != question.body.ids, question.id


def assert_even(places: Counter[int], options: int) -> None:
    """Whether places counted from 0 are spread evenly, by Pearson's chi-square test."""
    expected = places.total() / options
    chi_square = sum((places[place] - expected) ** 2 / expected for place in range(options))
    assert chi_square < CHI_SQUARE_1_IN_1000[options - 1], dict(places)


@every_bank
def test_the_right_option_stands_anywhere_in_the_file(file):
    for count in (3, 4):
        singles = choices(bank_of(file).questions, "single_choice")
        fitting = [(body, key) for _, body, key in singles if len(body.options) == count]
        if len(fitting) >= 5 * count:
            assert_even(Counter(body.ids.index(key.correct[0]) for body, key in fitting), count)


@every_bank
@pytest.mark.parametrize("seed", [1, 2026, 987_654_321])
def test_the_right_option_stands_anywhere_on_the_screen(file, seed):
    places: Counter[int] = Counter()
    for question, body, key in choices(bank_of(file).questions, "single_choice"):
        if len(body.options) == 4:
            places[shuffled(body.ids, seed, question.id).index(key.correct[0])] += 1
    assert_even(places, 4)


@every_bank
def test_true_and_false_are_about_as_frequent(file):
    keys = Counter(key.correct[0] for _, _, key in choices(bank_of(file).questions, "true_false"))
    assert min(keys["true"], keys["false"]) >= 0.3 * keys.total(), keys


@every_bank
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_option_is_not_known_by_its_length(file, language):
    singles = list(choices(bank_of(file).questions, "single_choice"))
    longest = shortest = 0
    for _, body, key in singles:
        lengths = {option.id: len(option.text[language]) for option in body.options}
        right = lengths.pop(key.correct[0])
        longest += right > max(lengths.values())
        shortest += right < min(lengths.values())
    assert longest <= 0.35 * len(singles), f"{longest} of {len(singles)} right options are the longest"
    assert shortest <= 0.5 * len(singles), f"{shortest} of {len(singles)} right options are the shortest"


@every_bank
def test_survives_writing(file):
    assert read_native(write_native(bank_of(file)), "again.yaml").bank == bank_of(file)


def all_questions() -> list[Question]:
    return [question for file in FILES for question in bank_of(file).questions]


def test_no_id_or_question_occurs_twice_in_all_banks():
    questions = all_questions()
    assert max(Counter(question.id for question in questions).values()) == 1
    for language in LANGUAGES:
        prints = Counter(fingerprint(question, language) for question in questions)
        assert max(prints.values()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_stems_are_nearly_the_same(language):
    stems = [(q.id, normalise(q.stem[language], "basic+no_punct")) for q in all_questions()]
    near = [(one[0], other[0]) for one, other in combinations(stems, 2) if similar(one[1], other[1])]
    assert near == []


def similar(one: str, other: str) -> bool:
    """Whether two stems are 80 % alike; the cheap upper bounds are tried first."""
    if Indel.normalized_similarity(one, other) < 0.8:  # the longest common subsequence: never less alike
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8
