"""`quizhub bank`: what is in a file and what is wrong with it, for people and for programs."""

import asyncio
import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.cli import app
from quizhub.cli.taking import take
from quizhub.settings import DATABASE_NAME
from quizhub.storage.database import Database
from quizhub.storage.desk_banks import Arrival, DeskBanks
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


# Other formats --------------------------------------------------------------------------------------------

PAPER = "消防题库\n1. 火警电话是（ ）\nA. 110\nB. 119\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "卷.txt"
    path.write_text(PAPER + "答案：B\n解析：记住。\n", encoding="gb18030")
    return path


def test_a_file_of_any_format_is_checked_and_guesses_are_told(paper):
    result = RUN.invoke(app, ["bank", "check", str(paper)])
    assert result.exit_code == 0
    assert "1 questions (1 single_choice), read as paper" in result.stdout
    assert "guessed: encoding=gb18030 · numbering=1. (--choose" in result.stdout
    (told,) = json.loads(RUN.invoke(app, ["bank", "check", str(paper), "--json"]).stdout)["files"]
    assert told["guesses"][1]["name"] == "numbering"
    assert told["problems"][0]["code"] == "encoding_guessed"


def test_a_person_may_choose_and_add_files_that_belong_to_it(tmp_path):
    questions, answers = tmp_path / "卷.txt", tmp_path / "答案.txt"
    questions.write_text(PAPER, encoding="utf-8")
    answers.write_text("1.B", encoding="utf-8")
    result = RUN.invoke(
        app, ["bank", "check", str(questions), "--with", str(answers), "--choose", "numbering=1."]
    )
    assert "1 questions (1 single_choice)" in result.stdout
    wrong = RUN.invoke(app, ["bank", "check", str(questions), "--choose", "numbering"])
    assert (wrong.exit_code, "NAME=VALUE" in wrong.stderr) == (2, True)


def test_converting_writes_what_can_be_kept_whole(paper, tmp_path):
    out = tmp_path / "卷.docx"
    result = RUN.invoke(app, ["bank", "convert", str(paper), str(out)])
    assert (result.exit_code, out.is_file()) == (0, True)
    assert "卷.docx has 1 questions now." in result.stdout
    (told,) = json.loads(RUN.invoke(app, ["bank", "check", str(out), "--json"]).stdout)["files"]
    assert (told["format"], told["questions"]) == ("word", 1)
    again = RUN.invoke(app, ["bank", "convert", str(paper), str(out)])
    assert (again.exit_code, "there already" in again.stderr) == (2, True)
    assert RUN.invoke(app, ["bank", "convert", str(paper), str(out), "--force"]).exit_code == 0


def test_converting_says_what_would_be_lost_before_it_writes(paper, tmp_path):
    out = tmp_path / "卷.aiken.txt"
    result = RUN.invoke(app, ["bank", "convert", str(paper), str(out)])
    assert (result.exit_code, out.exists()) == (1, False)
    assert "explanation" in result.stderr
    assert "was not written" in result.stdout
    forced = RUN.invoke(app, ["bank", "convert", str(paper), str(out), "--force", "--json"])
    told = json.loads(forced.stdout)
    assert (forced.exit_code, told["written"], told["format"], told["questions"]) == (0, True, "aiken", 1)
    assert {problem["code"] for problem in told["problems"]} == {"encoding_guessed", "fields_not_exported"}
    assert "ANSWER: B" in out.read_text(encoding="utf-8")


def test_converting_what_cannot_be_read_or_written_is_refused(paper, tmp_path):
    nothing = tmp_path / "x.bin"
    nothing.write_bytes(bytes(range(256)) * 4)
    unread = RUN.invoke(app, ["bank", "convert", str(nothing), str(tmp_path / "y.docx")])
    assert (unread.exit_code, "cannot be read" in unread.stderr) == (1, True)
    unknown = RUN.invoke(app, ["bank", "convert", str(paper), str(tmp_path / "y.pdf")])
    assert (unknown.exit_code, "word (.docx)" in unknown.stderr) == (2, True)
    named = RUN.invoke(app, ["bank", "convert", str(paper), str(tmp_path / "y"), "--format", "pdf"])
    assert named.exit_code == 2
    foreign = RUN.invoke(app, ["bank", "convert", str(paper), str(tmp_path / "y.docx"), "--language", "fr"])
    assert (foreign.exit_code, "not in fr" in foreign.stderr) == (2, True)
    nowhere = RUN.invoke(app, ["bank", "convert", str(paper), str(tmp_path / "none" / "y.docx")])
    assert (nowhere.exit_code, "cannot be written" in nowhere.stderr) == (2, True)


def test_a_bank_of_the_library_is_exported_and_listed(tmp_path):
    RUN.invoke(app, ["bank", "load", str(FIRE), "--data", str(tmp_path)])
    out = tmp_path / "fire.yaml"
    result = RUN.invoke(app, ["bank", "export", "fire", str(out), "--data", str(tmp_path)])
    assert result.exit_code == 0
    first, second = (
        json.loads(RUN.invoke(app, ["bank", "check", str(one), "--json"]).stdout)["files"][0]["by_kind"]
        for one in (FIRE, out)
    )
    assert first == second
    missing = RUN.invoke(app, ["bank", "export", "nothing", str(out), "--data", str(tmp_path)])
    assert (missing.exit_code, "no bank nothing" in missing.stderr) == (2, True)
    listed = json.loads(RUN.invoke(app, ["bank", "list", "--json", "--data", str(tmp_path)]).stdout)["banks"]
    assert {one["id"] for one in listed} >= {"fire", "cyber", "home"}
    assert "fire  " in RUN.invoke(app, ["bank", "list", "--data", str(tmp_path)]).stdout


def test_banks_of_the_desk_are_exported_too(tmp_path):
    database = Database.open(tmp_path / DATABASE_NAME)
    try:
        asyncio.run(_keep_a_bank(database))
    finally:
        database.close()
    out = tmp_path / "desk.txt"
    result = RUN.invoke(app, ["bank", "export", "of-the-desk", str(out), "--data", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "答案：正确" in out.read_text(encoding="utf-8-sig")


async def _keep_a_bank(database: Database) -> None:
    raw = FAULTY.replace("faulty", "of-the-desk").partition("- id: bad")[0].encode()
    bank = read_bank(BankFile(raw, "desk.yaml")).bank
    assert bank is not None
    await DeskBanks(database).add_bank(bank, Arrival("import-1", "desk.yaml", "native", 1, "somebody"))


def test_people_see_that_something_is_being_read():
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100)
    ((_, reading),) = take([FIRE], console=console)
    assert len(reading.questions) > 50
    assert "fire.yaml" in screen.getvalue()
    silent = io.StringIO()
    list(take([FIRE], console=Console(file=silent)))
    assert silent.getvalue() == ""
