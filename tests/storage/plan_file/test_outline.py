"""A plan file as values for a form: what is written reads back, and means the same plan."""

from pathlib import Path

import pytest

from quizhub.banks.yaml_tree import MarkupError
from quizhub.storage.bank_files import Library
from quizhub.storage.plan_file import read_plan
from quizhub.storage.plan_file.outline import read_outline, write_outline
from quizhub.web.assets import question_banks

SAMPLES = sorted(path.stem for path in question_banks().glob("sample-*.yaml"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_means_the_same_plan_after_it_went_through_the_form(name, tmp_path):
    library = Library(question_banks(), tmp_path)
    raw, banks = library.read_sample(name) or b"", library.banks()
    outline = read_outline(raw)
    written = write_outline(outline)
    assert read_outline(written) == outline
    assert read_plan(written, name, banks, 7).plan == read_plan(raw, name, banks, 7).plan is not None


def test_short_forms_are_spelled_out():
    outline = read_outline(
        "title: 车间竞赛\nteams: 一车间\nrounds:\n- {pack: buzz, draw: {count: 6}}\n- nothing\n".encode()
    )
    assert outline["title"] == {"zh-Hans": "车间竞赛"}
    assert (outline["languages"], outline["teams"]) == (["zh-Hans"], ["一车间"])
    assert outline["rounds"][0] == {
        "pack": "buzz",
        "title": {},
        "rules": {},
        "questions": [],
        "draw": [{"count": 6}],
        "spares": [],
    }
    assert outline["rounds"][1]["draw"] == []


def test_values_keep_their_look():
    text = """\
title: {en: T}
languages: [en]
hall: {distance_m: 12.5}
seed: 5
teams: ["1", 02, ~]
rules: {audience: false}
rounds: []
"""
    outline = read_outline(text.encode())
    assert outline["teams"] == ["1", "02", None]
    assert (outline["hall"], outline["seed"], outline["rules"]) == (
        {"distance_m": 12.5},
        5,
        {"audience": False},
    )
    again = write_outline(outline).decode()
    assert "'1'" in again and "seed: 5" in again and "audience: false" in again
    assert read_outline(b"title:\nrounds:\n")["title"] == {}
    assert read_outline(b"languages: [en]\ntitle: T")["title"] == {"en": "T"}
    assert read_outline(b"{}")["languages"] == ["en"]


@pytest.mark.parametrize(
    ("raw", "code"), [(b"- a", "not_a_plan"), (b"a: [", "yaml_syntax"), (b"\x81", "unknown_encoding")]
)
def test_what_is_no_plan_is_told(raw, code):
    with pytest.raises(MarkupError) as refused:
        read_outline(raw)
    assert refused.value.code == code


def test_samples_are_there():
    assert Path(question_banks()).is_dir() and len(SAMPLES) >= 2
