"""docs/bank-format.md is right: its examples read without a problem, and it names every field there is."""

import re
from pathlib import Path

import pytest

from quizhub.banks.formats.native import read_native
from quizhub.banks.formats.native_questions import COMMON, FORMS
from quizhub.questions.normalise import OPTIONAL_STEPS, PROFILES

DOCUMENT = (Path(__file__).parents[2] / "docs" / "bank-format.md").read_text(encoding="utf-8")
HEAD = "format: quizhub-bank/1\nid: fire\ntitle: {zh-Hans: 火, en: F}\nlanguages: [zh-Hans, en]\nquestions:\n"
EXAMPLES = [block for block in re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL) if block[0] != " "]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_read_without_a_problem(example):
    whole = example if example.startswith("format") else HEAD + example
    reading = read_native(whole.encode(), "example.yaml")
    assert [problem.text("en") for problem in reading.problems] == []
    assert len(reading.questions) == 1


def test_every_kind_has_an_example():
    assert all(any(f"kind: {kind}\n" in example for example in EXAMPLES) for kind in FORMS)


def test_every_field_profile_and_step_is_named():
    fields = {*COMMON, *(name for form in FORMS.values() for name in form.fields)}
    assert sorted(name for name in {*fields, *PROFILES, *OPTIONAL_STEPS} if f"`{name}" not in DOCUMENT) == []
