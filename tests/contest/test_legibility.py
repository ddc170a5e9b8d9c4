"""Which stems a hall can read: counted in full-width signs, by the distance of the last row."""

import pytest

from quizhub.contest.legibility import limit_of, long_stems, signs_of
from quizhub.contest.plan import Hall
from tests.contest.table import choice

HALL = Hall(screen_width_m=4, distance_m=20)


@pytest.mark.parametrize(
    ("width", "distance", "limit"), [(4, 20, 72), (6, 20, 162), (3, 20, 40), (4, 40, 18)]
)
def test_a_deeper_hall_reads_less(width, distance, limit):
    assert limit_of(Hall(screen_width_m=width, distance_m=distance)) == limit


@pytest.mark.parametrize(
    ("words", "signs"), [("炒菜起火，怎么办？", 9), ("fire", 2), ("拨打119", 4), ("", 0)]
)
def test_two_latin_letters_take_the_room_of_one_sign(words, signs):
    assert signs_of(words) == signs


def test_a_long_stem_without_a_screen_text_is_told():
    plain = choice("a")
    long = plain.model_copy(update={"id": "b", "stem": {"zh-Hans": "火" * 73, "en": "fire"}})
    (found,) = long_stems([plain, long], HALL, "zh-Hans")
    assert (found.place, found.signs, found.limit, found.short) == ("b", 73, 72, False)
    assert found.text("en") == (
        "The stem of “b” is about 73 signs long and this hall can read 72: add a shorter screen text."
    )
    assert found.text("zh-Hans") == "题目“b”的题干约 73 字，本会场最多 72 字：请加 screen 短题干。"
    assert long_stems([long], HALL, "en") == []
    assert long_stems([long], HALL, "fr") == []


def test_the_screen_text_is_what_counts():
    stem = {"zh-Hans": "火" * 200}
    split = choice("a").model_copy(update={"stem": stem, "screen": {"zh-Hans": "火" * 20}})
    assert long_stems([split], HALL, "zh-Hans") == []
    (found,) = long_stems([split.model_copy(update={"screen": {"zh-Hans": "火" * 80}})], HALL, "zh-Hans")
    assert found.short
    assert "大屏短题干约 80 字" in found.text("zh-Hans")
    assert found.text("en").endswith("make it shorter.")
