"""Choosing the format, banks as values, and the sentences of problems."""

import string

import pytest
from pydantic import ValidationError

from quizhub.banks.bank import Bank
from quizhub.banks.bank_file import BankFile
from quizhub.banks.messages import ERRORS, WARNINGS
from quizhub.banks.problems import Level, problem
from quizhub.banks.reader import FORMATS, read_bank
from tests.questions.examples import single

HEAD = b"format: quizhub-bank/1\nid: t\ntitle: {en: T}\nlanguages: [en]\n"


@pytest.mark.parametrize("name", ["t.yaml", "T.YML", "no-ending"])
def test_a_native_bank_is_known_by_name_or_content(name):
    reading = read_bank(BankFile(HEAD, name))
    assert reading.bank is not None
    assert reading.problems == ()


def test_other_files_are_told_as_unknown():
    reading = read_bank(BankFile(b"\x00\x01", "bank.xlsx"))
    assert reading.bank is None
    assert reading.has_errors
    assert reading.problems[0].text("en") == "No known question bank format: bank.xlsx"


def test_formats_have_names_of_their_own():
    names = [known.name for known in FORMATS]
    assert names[0] == "native" and len(set(names)) == len(names)


def test_a_bank_has_no_question_twice():
    with pytest.raises(ValidationError, match="occurs twice"):
        Bank(id="b", title={"en": "B"}, languages=("en",), questions=(single(), single()))


def test_problems_speak_chinese_and_english():
    found = problem("a.yaml:3", "missing_field", field="stem")
    assert found.level is Level.ERROR
    assert found.text() == found.text("zh-Hant") == "缺少“stem”。"
    assert found.text("en-GB") == "“stem” is missing."
    assert problem("a.yaml:3", "no_key").level is Level.WARNING


@pytest.mark.parametrize("code", [*ERRORS, *WARNINGS])
def test_both_sentences_of_a_code_use_the_same_details(code):
    chinese, english = ERRORS.get(code) or WARNINGS[code]
    names = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)
    ]
    assert names[0] == names[1]


def test_no_code_is_both_error_and_warning():
    assert not set(ERRORS) & set(WARNINGS)
