"""The bank of hazards to find: what its questions say of their pictures is so, as far as a program sees."""

import re
from itertools import permutations
from pathlib import Path

import pytest

from quizhub.banks.formats.native import read_native
from quizhub.questions.model import HotspotBody, HotspotKey, Question
from quizhub.questions.regions import hits, inner_point
from quizhub.storage.bank_files import files_beside

ROOT = Path(__file__).parents[2]
FILE = ROOT / "question_banks" / "hazards.yaml"
DRAWINGS = ROOT / "docs" / "pictures" / "hazards"
KIT = "kit"
WIDTH, HEIGHT = 1600, 1000
MOST_BYTES = 150_000
NARROWEST = 0.07
"""Of the picture's width: 25 points of a phone, a little more than half a fingertip."""

BESIDE = files_beside(FILE)
QUESTIONS = read_native(FILE.read_bytes(), FILE.name, BESIDE).questions
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def parts_of(question: Question) -> tuple[HotspotBody, HotspotKey]:
    assert isinstance(question.body, HotspotBody)
    assert isinstance(question.key, HotspotKey)
    return question.body, question.key


def test_every_drawing_has_its_picture_and_every_picture_its_question():
    drawn = {path.stem for path in DRAWINGS.glob("*.svg")} - {KIT}
    assert {f"{name}.png" for name in drawn} == set(BESIDE)
    assert sorted(media.name for question in QUESTIONS for media in question.media) == sorted(BESIDE)


def test_pictures_are_quick_to_load():
    assert {name: len(raw) for name, raw in BESIDE.items() if len(raw) > MOST_BYTES} == {}
    sizes = {(media.width, media.height) for question in QUESTIONS for media in question.media}
    assert sizes == {(WIDTH, HEIGHT)}


@every_question
def test_the_words_tell_how_many_are_to_be_found(question):
    body, key = parts_of(question)
    assert body.mode == "find_all"
    assert 3 <= len(key.correct) <= 6
    assert body.max_clicks == len(key.correct)
    for text in (question.stem, question.screen):
        assert text is not None
        for language, words in text.items():
            told = re.findall(r"\d+", words.replace("Five", "5"))
            assert told == [str(len(key.correct))], (language, words)


@every_question
def test_every_hazard_is_large_enough_for_a_finger(question):
    for region in parts_of(question)[1].correct:
        across = region.numbers[::2]
        assert max(across) - min(across) >= NARROWEST, region.id


@every_question
def test_the_middle_of_an_area_is_in_no_other(question):
    key = parts_of(question)[1]
    for one, other in permutations(key.regions, 2):
        assert not hits(other, inner_point(one), HEIGHT / WIDTH, float(key.hit_radius)), (one.id, other.id)


@every_question
def test_every_area_is_explained(question):
    for region in parts_of(question)[1].regions:
        assert region.explanation is not None, region.id
        assert set(region.label) == set(region.explanation) == {"zh-Hans", "zh-Hant", "en"}, region.id
