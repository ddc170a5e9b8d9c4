"""The banks that come with the program: complete, in all their languages, without giveaways or duplicates.

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
from opencc import OpenCC
from rapidfuzz.distance import Indel

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.formats.native import read_native, write_native
from quizhub.questions.answers import FillAnswer
from quizhub.questions.fingerprint import fingerprint
from quizhub.questions.keys import FillKey, HotspotKey, OpenKey
from quizhub.questions.marking import Verdict, mark, right_answer, wrong_answer
from quizhub.questions.model import (
    ChoiceBody,
    ChoiceKey,
    HotspotBody,
    Kind,
    MatchBody,
    NumericBody,
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

CASES, HAZARDS = "cases", "hazards"
SUBJECTS = [file for file in FILES if file.stem not in (CASES, HAZARDS)]
"""Banks of one subject each, with every kind; the others are of one kind each and of all subjects."""
TOPICS = {file.stem for file in SUBJECTS}
IN_THREE_LANGUAGES = {CASES, HAZARDS, "cyber", "fire", "home"}
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
AUDIENCES = {"居民", "学校", "老年人", "企业员工", "消防控制室", "村民"}
LONGEST = {  # Traditional Chinese has the room of Simplified
    "stem": {"zh": 90, "en": 260},
    "option": {"zh": 30, "en": 90},
    "explanation": {"zh": 160, "en": 420},
    "material": {"zh": 140, "en": 420},
    "reference": {"zh": 90, "en": 240},
    "criterion": {"zh": 45, "en": 90},
    "label": {"zh": 30, "en": 90},
    "picture": {"zh": 120, "en": 320},
    "source": {"zh": 80, "en": 200},
}
MARKED = set(get_args(Kind)) - {"open", "hotspot"}
"""The kinds that every bank has; pictures and open questions are in those that call for them."""
CHI_SQUARE_1_IN_1000 = {1: 10.83, 2: 13.82, 3: 16.27, 4: 18.47}
"""The bound an even spread stays under 999 times in 1000, by degrees of freedom."""

USUAL, OPENCC = "床台吃群灶家具才布局皂秘表周核", "牀臺喫羣竈傢俱纔佈侷皁祕錶週覈"
"""Characters usual in Taiwan and Hong Kong that OpenCC changes in some words, to no gain: 家具, 公布."""
RIGHT_AS_THEY_ARE = ("背她", "干預", "干擾", "鄰里", "佛羅里達", "只賺", "准許")
"""Traditional words that OpenCC takes for other ones."""


def languages_of(file: Path) -> tuple[str, ...]:
    return tuple(one for one in LANGUAGES if one != "zh-Hant" or file.stem in IN_THREE_LANGUAGES)


every_bank = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
every_subject = pytest.mark.parametrize("file", SUBJECTS, ids=lambda file: file.stem)
in_every_language = pytest.mark.parametrize(
    ("file", "language"),
    [pytest.param(file, one, id=f"{file.stem}-{one}") for file in FILES for one in languages_of(file)],
)


@cache
def reading(file: Path) -> BankReading:
    pictures = file.with_name(f"{file.stem}.media").glob("*")
    return read_native(file.read_bytes(), file.name, {one.name: one.read_bytes() for one in pictures})


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
    assert come_along <= TOPICS
    assert CASES in {file.stem for file in FILES}


@every_bank
def test_reads_without_a_problem(file):
    assert [f"{problem.place} {problem.text('en')}" for problem in reading(file).problems] == []
    assert bank_of(file).id == file.stem
    assert bank_of(file).licence == "Apache-2.0"
    assert bank_of(file).languages == languages_of(file)
    description = bank_of(file).description
    assert description is not None
    assert set(bank_of(file).title) == set(description) == set(languages_of(file))


@every_subject
def test_has_enough_questions_of_every_kind(file):
    counts = Counter(question.kind for question in bank_of(file).questions)
    assert counts.total() >= 60
    assert set(counts) >= MARKED
    assert min(counts.values()) >= 3


def test_cases_hold_several_questions_each_of_which_some_are_judged():
    [file] = [file for file in FILES if file.stem == CASES]
    bank = bank_of(file)
    cases = Counter(question.material.id for question in bank.questions if question.material is not None)
    assert cases.total() == len(bank.questions) >= 10
    assert len(cases) >= 6
    assert set(cases.values()) <= {2, 3, 4}
    judged = [question for question in bank.questions if question.kind == "open"]
    assert len(judged) >= 4
    assert len(bank.questions) - len(judged) >= 12
    for question in judged:
        assert isinstance(question.key, OpenKey)
        assert question.key.reference is not None and question.key.keywords, question.id
        assert sum(one.points for one in question.key.rubric) == 10, question.id


@pytest.mark.parametrize("file", [file for file in FILES if file.stem == HAZARDS], ids=lambda file: file.stem)
def test_hazards_are_places_on_pictures(file):
    questions = bank_of(file).questions
    assert len(questions) >= 10
    for question in questions:
        body, key = question.body, question.key
        assert isinstance(body, HotspotBody) and isinstance(key, HotspotKey), question.id
        assert body.image in {media.id for media in question.media}, question.id
        assert all(media.alt for media in question.media), question.id
        assert all(0 <= number <= 1 for region in key.regions for number in region.numbers), question.id
    assert len({media.id for question in questions for media in question.media}) >= 10


@every_bank
def test_every_question_is_complete(file):
    for question in bank_of(file).playable:
        assert question.explanation, question.id
        assert question.sources, question.id
        assert all(source.locator and source.mark for source in question.sources), question.id
        assert question.difficulty, question.id
        assert question.topic.split("/")[0] in ({file.stem} & TOPICS or TOPICS), question.id
        assert question.topic.count("/") == 1, question.id
        assert set(question.audience) <= AUDIENCES, question.id
        assert question.audience, question.id


@every_bank
def test_difficulty_is_mixed(file):
    levels = Counter(question.difficulty for question in bank_of(file).questions)
    assert len(levels) >= 3
    assert max(levels.values()) <= 0.6 * levels.total()


def texts_of(question: Question) -> Iterator[tuple[str, Text]]:
    """The texts of a question that people read, with what they are."""
    yield "stem", question.stem
    for what, text in (
        ("stem", question.screen),
        ("explanation", question.hint),
        ("explanation", question.note),
        ("explanation", question.explanation),
        ("material", question.material and question.material.text),
    ):
        if text:
            yield what, text
    yield from (("picture", picture.alt) for picture in question.all_media if picture.alt is not None)
    yield from (("source", text) for one in question.sources for text in (one.title, one.locator) if text)
    yield from asked_of(question)
    yield from told_by(question)


def asked_of(question: Question) -> Iterator[tuple[str, Text]]:
    """What there is to choose from, or the unit."""
    match question.body:
        case ChoiceBody(kind="true_false"):  # the program's own words
            pass
        case ChoiceBody(options=options) | OrderBody(items=options):
            yield from (("option", option.text) for option in options)
        case MatchBody(left=left, right=right):
            yield from (("option", option.text) for option in left + right)
        case NumericBody(unit=unit) if unit is not None:
            yield "option", unit


def told_by(question: Question) -> Iterator[tuple[str, Text]]:
    """What the key says at the reveal or to a judge."""
    match question.key:
        case OpenKey(reference=reference, rubric=rubric):
            yield from (("reference", text) for text in (reference,) if text is not None)
            yield from (("criterion", one.criterion) for one in rubric)
        case HotspotKey(regions=regions):
            yield from (("label", region.label) for region in regions)
            yield from (("explanation", one.explanation) for one in regions if one.explanation is not None)


@every_bank
def test_texts_are_in_all_languages_and_fit_the_screen(file):
    for question in bank_of(file).questions:
        for what, text in texts_of(question):
            assert set(text) == set(languages_of(file)), (question.id, what, text)
            for language, words in text.items():
                assert len(words) <= LONGEST[what][language[:2]], (question.id, what, words)


@every_bank
def test_english_has_no_chinese_and_chinese_does_not_repeat_the_english(file):
    for question in bank_of(file).questions:
        for what, text in texts_of(question):
            assert not any("\u4e00" <= char <= "\u9fff" for char in text["en"]), (question.id, text["en"])
            assert what in ("option", "source") or text["zh-Hans"] != text["en"], question.id


@cache
def converter() -> OpenCC:
    return OpenCC("s2t")


def in_traditional(words: str) -> str:
    converted: str = converter().convert(words)
    return converted.translate(str.maketrans(OPENCC, USUAL))


@every_bank
def test_traditional_text_holds_no_simplified_characters(file):
    bank = bank_of(file)
    found = set()
    for text in (bank.title, *(text for question in bank.questions for _, text in texts_of(question))):
        words = text.get("zh-Hant", "").translate(str.maketrans(OPENCC, USUAL))
        for right in RIGHT_AS_THEY_ARE:
            words = words.replace(right, "")
        if in_traditional(words) != words:
            found.add((words, in_traditional(words)))
    assert found == set()


@every_bank
def test_typed_answers_may_be_in_traditional_characters(file):
    for question in bank_of(file).questions:
        if isinstance(question.key, FillKey):
            texts = tuple(map(in_traditional, question.key.shown))
            assert mark(question, FillAnswer(texts=texts)).verdict is Verdict.RIGHT, (question.id, texts)


@every_bank
def test_options_of_a_question_all_differ(file):
    for question in bank_of(file).questions:
        if isinstance(question.body, ChoiceBody):
            for language in languages_of(file):
                options = [normalise(option.text[language]) for option in question.body.options]
                assert len(set(options)) == len(options), question.id


@every_bank
def test_keys_mark_as_they_should(file):
    for question in bank_of(file).questions:
        if question.kind == "open":
            assert mark(question, right_answer(question)).verdict is Verdict.NEEDS_JUDGE, question.id
            continue
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


@every_subject
def test_the_right_option_stands_anywhere_in_the_file(file):
    for count in (3, 4):
        singles = choices(bank_of(file).questions, "single_choice")
        fitting = [(body, key) for _, body, key in singles if len(body.options) == count]
        if len(fitting) >= 5 * count:
            assert_even(Counter(body.ids.index(key.correct[0]) for body, key in fitting), count)


@every_subject
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
    assert keys or file not in SUBJECTS
    assert min(keys["true"], keys["false"]) >= 0.3 * keys.total(), keys


@in_every_language
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
        prints = Counter(fingerprint(one, language) for one in questions if language in one.stem)
        assert max(prints.values()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_stems_are_nearly_the_same(language):
    """But for those that ask of pictures, where the picture makes the question."""
    asked = [q for q in all_questions() if language in q.stem and q.kind != "hotspot"]
    stems = [(q.id, normalise(q.stem[language], "basic+no_punct")) for q in asked]
    near = [(one[0], other[0]) for one, other in combinations(stems, 2) if similar(one[1], other[1])]
    assert near == []


def similar(one: str, other: str) -> bool:
    """Whether two stems are 80 % alike; the cheap upper bounds are tried first."""
    if Indel.normalized_similarity(one, other) < 0.8:  # the longest common subsequence: never less alike
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8
