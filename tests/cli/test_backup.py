"""`quizhub backup` and `quizhub restore` around a real server: nothing lost, nothing overwritten."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quizhub.cli import app
from quizhub.settings import DATABASE_NAME
from tests.cli.host_socket import HostSocket
from tests.cli.test_serve import SERVE, serving

RUN = CliRunner()
PLAN = (
    "title: 备份\nteams: [甲, 乙]\n"
    "rounds:\n- {pack: everyone, rules: {time_s: 600}, draw: {bank: fire, count: 2}}\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, plan: Path) -> Path:
    """A data folder with one contest in its lobby."""
    folder = tmp_path / "data"
    assert RUN.invoke(app, ["contest", "new", str(plan), "--data", str(folder)]).exit_code == 0
    return folder


def _backup(data: Path, *options: str) -> Any:
    result = RUN.invoke(app, ["backup", "--data", str(data), *options, "--json"])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.fault
def test_a_contest_goes_on_from_a_backup_on_another_laptop(tmp_path, plan):
    """Copied mid-question from a server that then dies; restored elsewhere it stands at the same question."""
    first, second = tmp_path / "first", tmp_path / "second"
    with serving(first, "--plan", str(plan)) as (process, told), HostSocket(str(told["host_url"])) as host:
        host.next("start_contest", "show_question", "open_answers")
        asked, version = host.sections["stage"]["ask"], host.sections["next"]["moves"]
        made = _backup(first, "--to", str(tmp_path))
        process.kill()
        process.wait(timeout=30)
    assert Path(made["file"]).parent == tmp_path
    restored = RUN.invoke(app, ["restore", made["file"], "--data", str(second), "--json"])
    assert restored.exit_code == 0, restored.stderr
    assert json.loads(restored.stdout)["contests"] == made["contests"]
    with serving(second) as (_, again):
        assert (again["contest"], again["code"]) == (told["contest"], told["code"])
        with HostSocket(str(again["host_url"])) as host:
            stage = host.sections["stage"]["ask"]
            assert (stage["id"], stage["stem"], stage["phase"]) == (asked["id"], asked["stem"], "open")
            assert "ends" in stage["clock"]
            assert host.sections["next"]["moves"] == version
            host.next("close_answers", "reveal")


def test_the_running_server_keeps_a_backup_of_each_round(tmp_path, plan):
    data = tmp_path / "data"
    with serving(data, "--plan", str(plan)) as (process, told), HostSocket(str(told["host_url"])) as host:
        host.next("start_contest", "show_question")
        process.terminate()
        process.communicate(timeout=30)
    (kept,) = (data / "backups").iterdir()
    assert kept.match(f"quizhub-*-{told['contest']}-v*-auto.db")
    if os.name == "posix":
        assert kept.stat().st_mode & 0o077 == 0
    elsewhere = tmp_path / "elsewhere"
    assert RUN.invoke(app, ["restore", str(kept), "--data", str(elsewhere)]).exit_code == 0
    verified = RUN.invoke(app, ["contest", "verify", str(told["contest"]), "--data", str(elsewhere)])
    assert (verified.exit_code, verified.stderr) == (0, "")


def test_a_backup_is_one_file_with_everything_in_it(data):
    told = _backup(data)
    file = Path(told["file"])
    assert told["verified"] is True
    assert told["bytes"] == file.stat().st_size
    (contest,) = told["contests"]
    assert file.name.endswith(f"-{contest['contest']}-v1.db")
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    people = RUN.invoke(app, ["backup", "--data", str(data)])
    assert "备份: 1 events" in people.stdout


def test_no_backup_takes_the_place_of_a_file(data, tmp_path):
    precious = tmp_path / "holiday.jpg"
    precious.write_bytes(b"sea")
    result = RUN.invoke(app, ["backup", "--data", str(data), "--to", str(precious)])
    assert result.exit_code == 2
    assert precious.read_bytes() == b"sea"


def test_without_contests_there_is_no_backup(tmp_path):
    result = RUN.invoke(app, ["backup", "--data", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "does not exist" in result.stderr
    assert not list((tmp_path / "none").glob("**/*.*"))


def test_restoring_over_contests_needs_a_word_and_keeps_them_aside(data, tmp_path):
    file = _backup(data)["file"]
    RUN.invoke(app, ["contest", "new", "--quick", "--data", str(data)])
    before = RUN.invoke(app, ["contest", "list", "--data", str(data)]).stdout
    refused = RUN.invoke(app, ["restore", file, "--data", str(data)])
    assert refused.exit_code == 1
    assert "holds 2 contests" in refused.stderr
    assert RUN.invoke(app, ["contest", "list", "--data", str(data)]).stdout == before
    forced = RUN.invoke(app, ["restore", file, "--data", str(data), "--force", "--json"])
    aside = Path(json.loads(forced.stdout)["aside"])
    assert aside.parent.parent == data
    assert aside.name == DATABASE_NAME
    assert len(RUN.invoke(app, ["contest", "list", "--data", str(data)]).stdout.splitlines()) == 1
    assert RUN.invoke(app, ["contest", "list", "--data", str(aside.parent)]).stdout == before


def test_an_unfit_file_changes_nothing(data, tmp_path):
    file = tmp_path / "picture.db"
    file.write_bytes(b"nothing of ours" * 400)
    before = sorted((path.name, path.stat().st_size) for path in data.iterdir())
    result = RUN.invoke(app, ["restore", str(file), "--data", str(data), "--force"])
    assert result.exit_code == 1
    assert "is not a whole backup" in result.stderr
    assert "Nothing was changed" in result.stderr
    after = sorted((path.name, path.stat().st_size) for path in data.iterdir() if path.suffix != ".lock")
    assert after == before


def test_nothing_is_restored_under_a_running_server(data):
    file = _backup(data)["file"]
    with serving(data):
        result = RUN.invoke(app, ["restore", file, "--data", str(data), "--force"])
    assert result.exit_code == 3
    assert "already running" in result.stderr


@pytest.mark.fault
def test_a_damaged_database_at_the_start_names_the_way_back(data):
    good = _backup(data)["file"]
    newer = _backup(data, "--to", str(Path(good).with_name("quizhub-29991231-235959-x-v9.db")))
    Path(newer["file"]).write_bytes(b"damaged, too" * 1000)
    database = data / DATABASE_NAME
    database.write_bytes(b"x" * 20_000)
    command = [*SERVE, "--data", str(data), "--host", "127.0.0.1", "--port", "0", "--json"]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 3
    assert f"last good backup is {good}" in refused.stderr
    assert database.read_bytes() == b"x" * 20_000
    advice = refused.stderr.strip().splitlines()[-1].split()
    assert advice[0] == "quizhub"
    followed = subprocess.run(
        [sys.executable, "-m", *advice], capture_output=True, text=True, timeout=60, check=False
    )
    assert followed.returncode == 0, followed.stderr
    with serving(data) as (_, told):
        assert str(told["contest"]) in good
