"""Languages: every message has its Chinese, every refusal a sentence, and a request gets its own."""

import re

import pytest

from quizhub.errors import Code
from quizhub.web.refusals import SENTENCES, refusal_text, status_of
from quizhub.web.translations import catalogue, negotiate, translations

PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def test_every_message_has_its_chinese():
    assert catalogue.lacking() == []


def test_the_catalogue_holds_nothing_that_is_not_used():
    assert catalogue.unused() == []


def test_a_missing_an_empty_and_a_doubtful_message_are_each_found(monkeypatch):
    have = catalogue.stored()
    chosen = [message.id for message in have if isinstance(message.id, str) and message.id][:3]
    have.delete(chosen[0])
    have[chosen[1]].string = ""
    have[chosen[2]].flags.add("fuzzy")
    monkeypatch.setattr(catalogue, "stored", lambda: have)
    assert set(chosen) <= set(catalogue.lacking())


def one_of(words) -> str:
    """A message without its plural forms."""
    return words if isinstance(words, str) else (words or ("",))[-1]


def test_chinese_names_the_same_places_to_fill_in():
    pairs = [(one_of(message.id), one_of(message.string)) for message in catalogue.stored()]
    wrong = [
        pair for pair in pairs if pair[1] and set(PLACES.findall(pair[0])) != set(PLACES.findall(pair[1]))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", Code)
def test_every_refusal_has_a_sentence_in_both_languages(code):
    english, chinese = refusal_text(code, "en"), refusal_text(code, "zh-Hans")
    assert english == SENTENCES[code]
    assert chinese != english
    assert re.search("[一-鿿]", chinese)
    assert english[-1] == "."
    assert chinese[-1] == "。"
    assert 400 <= status_of(code) <= 503


def test_refusals_are_told_in_the_nearest_language():
    assert refusal_text(Code.LATE, "zh-CN") == refusal_text(Code.LATE, "zh-Hans")
    assert refusal_text(Code.LATE, "en-GB") == refusal_text(Code.LATE, "en")
    assert refusal_text(Code.LATE, "fr") == refusal_text(Code.LATE, "zh-Hans")


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        ("", "", "zh-Hans"),
        ("", "fr-FR,fr;q=0.9", "zh-Hans"),
        ("", "en-US,en;q=0.9,zh-CN;q=0.8", "en"),
        ("", "fr,zh-TW;q=0.9,en;q=0.8", "zh-Hans"),
        ("", "en;q=0.3, zh;q=0.7", "zh-Hans"),
        ("", "en;q=broken, zh;q=0.1", "zh-Hans"),
        ("en", "zh-CN", "en"),
        ("zh-Hans", "en", "zh-Hans"),
        ("../../etc", "en", "en"),
    ],
)
def test_the_switch_wins_over_the_browser_and_chinese_is_the_rest(cookie, accept, language):
    assert negotiate(cookie, accept) == language


def test_english_is_what_the_source_says():
    assert translations("en").gettext("Take this seat") == "Take this seat"
    assert translations("zh-Hans").gettext("Take this seat") == "我来了"
