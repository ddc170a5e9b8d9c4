"""Words in several languages."""

import pytest
from pydantic import BaseModel, ValidationError

from quizhub.questions.model import Text, text_in


class _Holder(BaseModel):
    text: Text


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ({"zh-Hans": "火", "en": "fire"}, "en", "fire"),
        ({"zh-Hans": "火", "en": "fire"}, "en-GB", "fire"),
        ({"zh-Hant": "滅", "en": "out"}, "zh-Hans", "滅"),
        ({"zh-Hans": "火", "en": "fire"}, "de", "火"),
        ({"en": "fire", "fr": "feu"}, "de", "fire"),
        ({"fr": "feu", "und": "?"}, "de", "?"),
        ({"fr": "feu"}, "de", "feu"),
        ({}, "de", ""),
    ],
)
def test_falls_back_to_the_nearest_language(text, language, words):
    assert text_in(text, language) == words


def test_words_are_trimmed_composed_and_have_plain_line_ends():
    assert _Holder(text={"en": "  cafe\u0301\r\nbar\r "}).text == {"en": "caf\u00e9\nbar"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ({}, "too_short"),
        ({"en": " "}, "string_too_short"),
        ({"en": "x" * 2001}, "string_too_long"),
        ({"english!": "x"}, "string_pattern_mismatch"),
        ({"en": "a\x00b"}, "control_character"),
        ({"en": "a\u2028b"}, "control_character"),
        ({"en": 5}, "string_type"),
    ],
)
def test_refuses_what_cannot_be_stored(text, code):
    with pytest.raises(ValidationError) as refused:
        _Holder(text=text)
    assert refused.value.errors()[0]["type"] == code
