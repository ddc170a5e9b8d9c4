"""The import sheets of quiz sites: read again as they were written, and what they cannot hold."""

import pytest

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.questions.model import (
    text_in,
)
from tests.banks.table_export import DRAFTS, EVERY, back, export, losses, said, target
from tests.questions import examples as ex

TIMED = ex.ask(EVERY[0].body, EVERY[0].key, time_s=25)
SITES = [TIMED, ex.multiple("ac"), ex.true_false("false")]


@pytest.mark.parametrize(
    ("name", "format_", "kinds", "times"),
    [
        ("kahoot", "kahoot", ["single_choice", "multiple_choice", "true_false"], [30, 20, 20]),
        ("blooket", "blooket", ["single_choice", "multiple_choice", "true_false"], [25, 20, 20]),
        ("quizizz", "quizizz", ["single_choice", "multiple_choice", "single_choice"], [25, 30, 30]),
        ("gimkit", "gimkit", ["single_choice", "true_false"], [None, None]),
    ],
)
def test_sheets_of_quiz_sites_are_recognised_and_read_again(name, format_, kinds, times):
    given = export(*SITES, title="Fire safety")
    reading = read_bank(BankFile(target(name).write(given), "t"))
    assert reading.format == format_
    assert [q.kind for q in reading.questions] == kinds
    assert [q.time_s for q in reading.questions] == times
    first = reading.questions[0]
    right = [o.text for o in first.body.options if o.id in first.key.correct]  # type: ignore[union-attr]
    assert [text_in(text, "und") for text in right] == ["选b"]
    if name != "gimkit":
        assert said(first, "und")[4:] == said(TIMED, "zh-Hans")[4:]
        assert said(reading.questions[1], "und") == said(SITES[1], "zh-Hans")


def test_what_quiz_sites_cannot_hold_is_told():
    long = ex.ask(ex.single(ids="abcde").body, ex.single().key)
    wordy = ex.single().model_copy(update={"stem": {"zh-Hans": "长" * 121}})
    assert losses("kahoot", TIMED) == ["time_changed"]
    assert losses("kahoot", long, wordy, ex.numeric()) == [
        "too_many_options",
        "text_shortened",
        "kind_not_exported",
    ]
    assert losses("quizizz", TIMED, long, wordy) == []
    assert losses("blooket", ex.ask(EVERY[0].body, EVERY[0].key, time_s=301), DRAFTS[0]) == [
        "time_changed",
        "key_not_writable",
    ]
    assert losses("gimkit", ex.single("ab"), ex.multiple(), TIMED) == [
        "key_not_writable", "kind_not_exported", "fields_not_exported",
    ]  # fmt: skip
    assert losses("quizizz", EVERY[3], EVERY[4], EVERY[14], DRAFTS[2]) == [
        "key_not_writable",
        "key_not_writable",
    ]
    [kept] = back("kahoot", export(long, wordy))
    assert len(kept.stem["zh-Hans"]) == 120


def test_quizizz_takes_blanks_open_answers_and_explanations():
    told = ex.ask(EVERY[4].body, EVERY[4].key, explanation={"zh-Hans": "因为"})
    found = back("quizizz", export(told, EVERY[14]))
    assert [q.kind for q in found] == ["fill", "open"]
    assert found[0].key == told.key
    assert found[0].explanation == {"zh-Hans": "因为"}


def test_long_time_limits_end_at_the_longest_a_site_has():
    [found] = back("kahoot", export(ex.ask(EVERY[0].body, EVERY[0].key, time_s=900)))
    assert found.time_s == 240


def test_blooket_gets_no_mark_of_the_encoding_and_windows_lines():
    raw = target("blooket").write(export(TIMED))
    assert raw.startswith(b'"Blooket\nImport Template",,,,,,,\r\n')
    assert raw.endswith(b",25,2\r\n")
