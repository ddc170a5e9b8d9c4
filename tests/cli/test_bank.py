"""`quizhub bank`: what is in a file and what is wrong with it, for people and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizhub.cli import app
from quizhub.web.assets import question_banks

RUN = CliRunner()
FIRE = question_banks() / "fire.yaml"
FAULTY = """\
format: quizhub-bank/1
id: faulty
title: {zh-Hans: 有错的题库}
languages: [zh-Hans]
questions:
- id: good
  kind: true_false
  stem: 火警电话是119。
  key: true
- id: bad
  kind: essay
  stem: 为什么？
- id: draft
  kind: true_false
  stem: 对吗？
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_a_whole_bank_is_counted_by_kind():
    result = RUN.invoke(app, ["bank", "check", str(FIRE), "--json"])
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    (told,) = json.loads(result.stdout)["files"]
    assert told["file"] == str(FIRE)
    assert told["format"] == "native"
    assert told["questions"] == sum(told["by_kind"].values()) > 50
    assert len(told["by_kind"]) == 7
    assert (told["drafts"], told["other"]) == (0, 0)
    assert [problem for problem in told["problems"] if problem["level"] == "error"] == []


def test_errors_have_place_code_and_sentence_and_give_exit_code_1(faulty):
    result = RUN.invoke(app, ["bank", "check", str(FIRE), str(faulty), "--json"])
    assert result.exit_code == 1
    told = json.loads(result.stdout)["files"][1]
    assert (told["questions"], told["drafts"]) == (1, 1)
    by_code = {problem["code"]: problem for problem in told["problems"]}
    assert by_code["unknown_kind"]["place"] == "faulty.yaml:11"
    assert by_code["unknown_kind"]["level"] == "error"
    assert "essay" in by_code["unknown_kind"]["text"]
    assert by_code["no_key"]["level"] == "warning"


def test_people_read_the_same(faulty):
    result = RUN.invoke(app, ["bank", "check", str(faulty)])
    assert result.exit_code == 1
    assert "1 questions (1 true_false), 1 drafts without a key" in result.stdout
    assert "faulty.yaml:11  error: " in result.stdout


def test_a_file_that_is_not_there_is_wrong_use(tmp_path):
    result = RUN.invoke(app, ["bank", "check", str(tmp_path / "none.yaml")])
    assert result.exit_code == 2
    assert "none.yaml cannot be read" in result.stderr


def test_loading_puts_a_bank_into_the_data_folder(tmp_path):
    result = RUN.invoke(app, ["bank", "load", str(FIRE), "--data", str(tmp_path)])
    assert result.exit_code == 0
    kept = tmp_path / "banks" / "fire.yaml"
    assert kept.is_file()
    again = RUN.invoke(app, ["bank", "check", str(kept), "--json"])
    first = RUN.invoke(app, ["bank", "check", str(FIRE), "--json"])
    counted = [json.loads(result.stdout)["files"][0]["by_kind"] for result in (again, first)]
    assert counted[0] == counted[1]


def test_a_faulty_bank_is_not_loaded_at_all(tmp_path, faulty):
    result = RUN.invoke(app, ["bank", "load", str(faulty), "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "faulty.yaml:11" in result.stderr
    assert not (tmp_path / "banks").exists()
