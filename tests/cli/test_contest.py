"""`quizhub contest`: make, list, replay; sentences and exit codes."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from quizhub.cli import app
from quizhub.settings import DATABASE_NAME
from quizhub.storage.database import Database
from quizhub.storage.practices import Practices

RUN = CliRunner()
PLAN = "title: 车间竞赛\nteams: [一车间, 二车间]\nrounds:\n- {pack: everyone, draw: {bank: fire, count: 2}}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_plan_becomes_a_contest_that_is_listed_and_replayed(plan, data):
    made = RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data), "--json"])
    assert made.exit_code == 0, made.stderr
    told = json.loads(made.stdout)
    assert re.fullmatch("[0-9]{6}", told["code"])
    assert told.pop("problems") == []
    listed = RUN.invoke(app, ["contest", "list", "--data", str(data), "--json"])
    assert json.loads(listed.stdout) == {"contests": [{**told, "archived": False}]}
    for name in (told["contest"], told["code"]):
        replayed = RUN.invoke(app, ["contest", "replay", name, "--data", str(data), "--json"])
        assert replayed.exit_code == 0
        result = json.loads(replayed.stdout)
        assert (result["phase"], result["version"]) == ("lobby", 1)
        assert re.fullmatch("[0-9a-f]{64}", result["hash"])
        assert result["standings"] == [
            {"team": "t1", "name": "一车间", "points": 100, "rank": 1},
            {"team": "t2", "name": "二车间", "points": 100, "rank": 1},
        ]


def test_a_program_is_told_what_is_wrong_with_a_plan(plan, data):
    plan.write_text(PLAN.replace("everyone", "everybody"), encoding="utf-8")
    refused = RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data), "--json"])
    told = json.loads(refused.stdout)
    assert (refused.exit_code, told["contest"]) == (1, None)
    [problem] = told["problems"]
    assert (problem["place"], problem["level"]) == ("plan.yaml:4", "error")
    assert "“everybody”" in problem["text"]
    assert "“everybody”" in problem["text_zh"]


def test_what_the_last_row_cannot_read_is_told(plan, data):
    """The shipped stems are short enough for a usual hall, not for one of 60 m."""
    plan.write_text(f"{PLAN}hall: {{distance_m: 60}}\n", encoding="utf-8")
    made = RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data), "--json"])
    assert made.exit_code == 0, made.stderr
    problems = json.loads(made.stdout)["problems"]
    assert {(one["code"], one["level"]) for one in problems} == {("long_stem", "warning")}
    assert "add a shorter screen text" in made.stderr


def test_people_read_the_same(plan, data):
    made = RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data)])
    assert "车间竞赛" in made.stdout
    listed = RUN.invoke(app, ["contest", "list", "--data", str(data)])
    contest, code, title = listed.stdout.split()
    assert title == "车间竞赛"
    replayed = RUN.invoke(app, ["contest", "replay", contest, "--data", str(data)])
    assert "log whole" in replayed.stdout
    assert "一车间" in replayed.stdout
    assert code in made.stdout


@pytest.mark.parametrize(("option", "teams"), [("--sample", 6), ("--quick", 3)])
def test_samples(option, teams, data):
    made = RUN.invoke(app, ["contest", "new", option, "--data", str(data), "--json"])
    contest = json.loads(made.stdout)["contest"]
    replayed = RUN.invoke(app, ["contest", "replay", contest, "--data", str(data), "--json"])
    assert len(json.loads(replayed.stdout)["standings"]) == teams


def test_a_faulty_plan_names_its_lines_and_makes_nothing(plan, data):
    plan.write_text(PLAN.replace("everyone", "everone"), encoding="utf-8")
    result = RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data)])
    assert result.exit_code == 1
    assert "plan.yaml:4  error: “everone” is not known here; did you mean “everyone”?" in result.stderr
    assert not (data / DATABASE_NAME).exists()


@pytest.mark.parametrize("arguments", [[], ["--sample", "--quick"]])
def test_new_wants_exactly_one_plan(arguments, data):
    assert RUN.invoke(app, ["contest", "new", *arguments, "--data", str(data)]).exit_code == 2


def test_without_a_database_nothing_is_made_up(data):
    for command in (["list"], ["replay", "x"]):
        result = RUN.invoke(app, ["contest", *command, "--data", str(data)])
        assert result.exit_code == 3
        assert "does not exist" in result.stderr
    assert not data.exists()


def test_an_unknown_contest_is_told(plan, data):
    RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data)])
    result = RUN.invoke(app, ["contest", "replay", "none", "--data", str(data)])
    assert result.exit_code == 1
    assert "There is no contest none" in result.stderr


def test_a_changed_log_shows(plan, data):
    RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data)])
    engine = create_engine(f"sqlite:///{data / DATABASE_NAME}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE events SET body = replace(body, '一车间', '三车间')"))
    engine.dispose()
    contest = RUN.invoke(app, ["contest", "list", "--data", str(data)]).stdout.split()[0]
    result = RUN.invoke(app, ["contest", "replay", contest, "--data", str(data)])
    assert result.exit_code == 1
    assert "was changed" in result.stderr


def test_a_forgotten_password_is_changed_on_the_machine_itself(plan, data):
    RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data)])
    command = ["organiser", "password", "Wang", "--data", str(data)]
    short = RUN.invoke(app, command, input="short\nshort\n")
    assert short.exit_code == 2
    nobody = RUN.invoke(app, command, input="a short sentence\na short sentence\n")
    assert nobody.exit_code == 1
    assert "There is no organiser Wang." in nobody.stderr


def test_a_practice_is_on_no_list(plan, data):
    made = json.loads(RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data), "--json"]).stdout)
    other = json.loads(RUN.invoke(app, ["contest", "new", str(plan), "--data", str(data), "--json"]).stdout)
    database = Database.open(data / DATABASE_NAME)
    database.write_now(Practices.marking(other["contest"], made["contest"]))
    database.close()
    listed = json.loads(RUN.invoke(app, ["contest", "list", "--data", str(data), "--json"]).stdout)
    assert [row["contest"] for row in listed["contests"]] == [made["contest"]]
