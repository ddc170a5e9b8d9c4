"""What counts as the same text or number."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizhub.questions import script
from quizhub.questions.normalise import (
    OPTIONAL_STEPS,
    PROFILES,
    is_profile,
    normalise,
    parse_number,
    read_quantity,
)
from quizhub.questions.numerals import written
from quizhub.questions.script import PAIRS, simplified
from quizhub.questions.units import canonical_unit

TRICKY = st.text(
    alphabet="一二三十百千万亿零〇两点.,%‰百分之0159 的了aAé米m·。！（）《》-—~×*\u200b\u3000½①滅後the/國",
    max_size=14,
)
PROFILE_NAMES = st.builds(
    lambda name, steps: "+".join([name, *steps]),
    st.sampled_from(sorted(PROFILES)),
    st.lists(st.sampled_from(OPTIONAL_STEPS), unique=True, max_size=3),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("１１９", "119"),
        ("Fire Alarm", "fire  alarm"),
        ("关火，盖锅盖。", "关火,盖锅盖"),
        ("拨打 119", "拨打119"),
        ("（防火门）", "防火门"),
        ("“防火门”", "防火门"),
        ("滅火器", "灭火器"),
        ("疏散\u200b通道", "疏散通道"),
        ("2—3", "2~3"),
        ("《消防法》", "消防法"),
        ("4*100", "4×100"),
        ("10\u00a0kg", "10 KG"),
    ],
)
def test_basic_takes_different_writing_for_the_same(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("10", "100"), ("不要开窗", "要开窗"), ("一一九", "119"), ("a-b", "ab")]
)
def test_basic_keeps_different_texts_apart(one, other):
    assert normalise(one) != normalise(other)


def test_exact_keeps_case_width_and_superscripts():
    assert normalise(" m² ", "exact") == "m²"
    assert normalise("M²", "exact") != normalise("m²", "exact")


@pytest.mark.parametrize(
    ("profile", "one", "other"),
    [
        ("numeral", "一百二十三米", "123米"),
        ("numeral", "一一九", "119"),
        ("numeral", "百分之五十", "50%"),
        ("basic+unit", "10 平方米", "10m²"),
        ("basic+unit", "公里", "km"),
        ("basic+unit", "5 minutes", "5分钟"),
        ("basic+no_space", "fire alarm", "firealarm"),
        ("basic+no_punct", "A.B-C", "abc"),
        ("numeral+no_punct", "三点一四", "3.14"),
        ("numeral+no_punct", "50%", "百分之五十"),
        ("basic+particle", "燃烧的木头", "燃烧木头"),
        ("basic+article", "The fire door", "fire door"),
        ("basic+article", "the a door", "door"),
        ("basic+accent", "café", "CAFE"),
        ("numeral+unit", "三公斤", "3 kg"),
    ],
)
def test_optional_steps(profile, one, other):
    assert normalise(one, profile) == normalise(other, profile)


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("0点1", "numeral+no_punct"), ("C¸", "basic+no_space"), ("e的\u0301", "basic+particle"),
        ("0 ─", "exact+no_punct"), ("- —", "basic+no_space"),
        ("1. 50", "numeral+no_space"), ("1平方米.50", "numeral+unit"), ("5 percent", "numeral+unit"),
        ("50%%", "numeral"),
    ],
)  # fmt: skip
def test_steps_that_meet_stay_idempotent(text, profile):
    once = normalise(text, profile)
    assert normalise(once, profile) == once


def test_article_alone_is_kept():
    assert normalise("A", "basic+article") == "a"


@given(TRICKY | st.text(max_size=20), PROFILE_NAMES)
def test_normalising_twice_changes_nothing(text, profile):
    once = normalise(text, profile)
    assert normalise(once, profile) == once


@given(st.lists(TRICKY, min_size=2, max_size=2), PROFILE_NAMES)
def test_comparison_is_symmetric_and_ignores_writing(texts, profile):
    one, other = texts
    assert (normalise(one, profile) == normalise(other, profile)) is (
        normalise(other, profile) == normalise(one, profile)
    )
    if not profile.startswith("exact"):
        assert normalise(f" {one}\u200b。", profile) == normalise(one, profile)


def test_profiles_are_known_by_name_and_steps():
    assert is_profile("basic")
    assert is_profile("numeral+unit+no_space")
    assert not is_profile("loose")
    assert not is_profile("basic+magic")
    with pytest.raises(KeyError):
        normalise("x", "loose")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("119", "119"), ("１２３", "123"), ("1,200", "1200"), ("12,00", None), ("3.14", "3.14"), ("-5", "-5"),
        ("+5", "5"), ("负三", "-3"), ("一百二十三", "123"), ("壹佰", "100"), ("两", "2"), ("〇", "0"),
        ("十五", "15"), ("二十", "20"), ("十", "10"), ("一百零五", "105"),
        ("一百五", "150"), ("三千五", "3500"),
        ("三千零五", "3005"), ("三万五", "35000"), ("三点一四", "3.14"), ("1万2千", "12000"),
        ("1.5万", "15000"),
        ("1.2.3万", None), ("一点五亿", "150000000"), ("1.5千", None), ("百万.5", None),
        ("1.5万亿", None), ("1.万", None),
        ("一亿二千万", "120000000"), ("百分之五十", "0.5"), ("百分之百", "1"),
        ("千分之三", "0.003"), ("50%", "0.5"),
        ("3‰", "0.003"), ("百分之5%", None), ("一一九", "119"), ("万一", None), ("万", None), ("百", None),
        ("一百千", None), ("一万亿", None), ("一亿一亿", None), ("二十万零三", "200003"), ("3点", None),
        ("1.2.3", None), ("", None), ("abc", None), ("10年", None), ("9" * 25, None), ("貳拾萬", "200000"),
        ("一百十", "110"), ("五十%", "0.5"), ("十十", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text, number):
    assert parse_number(text) == (None if number is None else Decimal(number))


@given(st.integers(min_value=0, max_value=99_999_999))
def test_chinese_numerals_read_back(number):
    assert parse_number(_in_chinese(number)) == number


def _in_chinese(number: int) -> str:
    """A number under 10^8 as it is spoken, for checking the reader against an independent writer."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1_000 else ""
        return _in_chinese(high) + "万" + (gap + _in_chinese(low) if low else "")
    digits = "零一二三四五六七八九"
    places = [(value, unit) for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, ""))]
    spoken = "".join(
        digits[number // value % 10] + unit if number // value % 10 else "零" for value, unit in places
    )
    while "零零" in spoken:
        spoken = spoken.replace("零零", "零")
    return spoken.strip("零") or "零"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_written_numbers_read_back(number):
    assert parse_number(written(number)) == number
    assert "E" not in written(number)


def test_quantities_keep_what_stands_behind():
    assert read_quantity("10 年") == (Decimal(10), "年")
    assert read_quantity("三十公斤左右") == (Decimal(30), "公斤左右")
    assert read_quantity("约10年") is None
    assert read_quantity("万一") is None


def test_units_have_one_name():
    assert canonical_unit("公斤") == canonical_unit("kilograms") == "kg"
    assert canonical_unit("square metres") == canonical_unit("m2") == "sqm"
    assert canonical_unit("消防车") is None


def test_traditional_table_is_a_function_without_chains():
    text = "".join(PAIRS)
    assert len(PAIRS) > 1_000
    assert all(len(one) == len(other) == 1 and one != other for one, other in PAIRS.items())
    assert not set(PAIRS) & set(PAIRS.values())
    assert simplified(simplified(text)) == simplified(text)


def test_traditional_table_has_no_character_twice():
    sources = sorted(pair[0] for pair in script._PAIRS.split())
    assert all(one != other for one, other in pairwise(sources))


def test_safety_words_in_traditional_characters():
    assert (
        simplified("發生火災時應當撥打119報警，關閉電源，疏散逃生")
        == "发生火灾时应当拨打119报警，关闭电源，疏散逃生"
    )
    assert simplified("滅火器壓力錶與消防栓") == "灭火器压力錶与消防栓"
