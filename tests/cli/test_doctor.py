"""`quizhub doctor`: a fit machine passes, and each thing that is wrong is told with what to do, twice."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quizhub.cli import app
from quizhub.cli.checks import folder, machine, network
from quizhub.settings import DATABASE_NAME
from quizhub.storage.folder_lock import is_locked, lock_folder

RUN = CliRunner()
HALL = "192.168.1.5"
NOW = 1_795_000_000_000


@pytest.fixture
def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("0.0.0.0", 0))
        number: int = asking.getsockname()[1]
        return number


@pytest.fixture(autouse=True)
def _in_a_hall(monkeypatch):
    monkeypatch.setattr("quizhub.cli.addresses.machine_addresses", lambda: [HALL])


def _doctor(data: Path, port: int) -> tuple[int, dict[str, Any]]:
    result = RUN.invoke(app, ["doctor", "--data", str(data), "--port", str(port), "--json"])
    told = json.loads(result.stdout)
    assert told["fit"] is (result.exit_code == 0)
    return result.exit_code, {check["name"]: check for check in told["checks"]}


def test_a_fit_machine(tmp_path, free_port):
    code, checks = _doctor(tmp_path / "new", free_port)
    assert code == 0, checks
    assert set(checks) == {
        "addresses", "port", "clock", "python", "event_loop", "open_files", "sqlite", "sqlite_wal",
        "disk_kind", "disk_room", "disk_writes", "contests", "frontend", "banks",
    }  # fmt: skip
    for check in checks.values():
        assert set(check["what"]) == {"zh-Hans", "en"}
        assert (check["do"] is None) == (check["level"] == "ok")
    assert not (tmp_path / "new").exists(), "nothing is changed"


def test_people_get_a_line_in_each_language(tmp_path, free_port):
    RUN.invoke(app, ["contest", "new", "--quick", "--data", str(tmp_path)])
    told = RUN.invoke(app, ["doctor", "--data", str(tmp_path), "--port", str(free_port)])
    assert told.exit_code == 0, told.stdout
    assert f"✓ 手机访问 http://{HALL}:{free_port}\n  phones are told http://{HALL}:{free_port}" in told.stdout
    assert "1 contests, every log whole" in told.stdout


def test_a_damaged_database_names_the_backup(tmp_path, free_port):
    RUN.invoke(app, ["contest", "new", "--quick", "--data", str(tmp_path)])
    made = json.loads(RUN.invoke(app, ["backup", "--data", str(tmp_path), "--json"]).stdout)
    (tmp_path / DATABASE_NAME).write_bytes(b"x" * 20_000)
    code, checks = _doctor(tmp_path, free_port)
    assert code == 1
    assert checks["contests"]["level"] == "problem"
    assert f"quizhub restore {made['file']} --data {tmp_path} --force" in checks["contests"]["do"]["en"]


def test_a_port_in_use_is_a_problem_unless_it_is_ours(tmp_path, free_port):
    with socket.socket() as other:
        other.bind(("0.0.0.0", free_port))
        other.listen()
        found = network.port(free_port, running=False)
        assert (found.level, network.port(free_port, running=True).level) == ("problem", "ok")
        assert found.do is not None
        assert f"--port {free_port + 1}" in found.do.zh
        assert _doctor(tmp_path, free_port)[0] == 1
        with lock_folder(tmp_path):
            assert is_locked(tmp_path)
            assert _doctor(tmp_path, free_port)[1]["port"]["level"] == "ok"
    assert not is_locked(tmp_path)


@pytest.mark.parametrize(
    ("found", "level"),
    [
        (network.addresses([], 8000), "problem"),
        (network.addresses(["8.8.8.8"], 8000), "warning"),
        (network.addresses([HALL, "10.0.0.2"], 8000), "warning"),
        (network.addresses([HALL], 80), "ok"),
        (machine.clock(1, 0.0), "problem"),
        (machine.clock(NOW, 900.0), "warning"),
        (machine.clock(NOW, -900.0), "warning"),
        (machine.clock(NOW, 0.4, NOW + 5_000), "warning"),
        (machine.clock(NOW, 0.4, NOW - 5_000), "ok"),
        (machine.sqlite((3, 51, 2)), "warning"),
        (machine.sqlite((3, 51, 3)), "ok"),
        (machine.event_loop(False, "linux"), "warning"),
        (machine.event_loop(False, "win32"), "ok"),
        (machine.open_files(256), "warning"),
        (machine.open_files(8192), "ok"),
        (folder.room(50_000_000), "problem"),
        (folder.room(500_000_000), "warning"),
        (folder.room(5_000_000_000), "ok"),
        (folder.kind_of_disk(Path("/srv/quiz"), "nfs4"), "problem"),
        (folder.kind_of_disk(Path("/home/me/OneDrive - Club/quiz"), "ext4"), "warning"),
        (folder.kind_of_disk(Path("/home/me/quiz"), ""), "ok"),
    ],
)
def test_what_each_check_makes_of_it(found, level):
    assert found.level == level
    assert (found.do is None) == (level == "ok")


def test_a_disk_that_takes_nothing(tmp_path):
    gone = tmp_path / "gone"
    assert folder.writing(gone).level == "problem"
    assert folder.wal(gone).level == "problem"


def test_a_slow_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "_sync_ms", lambda place: 80.0)
    assert folder.writing(tmp_path).level == "warning"


def test_the_deepest_mount_counts():
    mounts = [["/", "ext4"], ["/mnt", "tmpfs"], ["/mnt/big\\040disk", "nfs4"], ["/mn", "vfat"]]
    assert folder.kind_among(mounts, Path("/mnt/big disk/quiz")) == "nfs4"
    assert folder.kind_among(mounts, Path("/mnt/other")) == "tmpfs"
    assert folder.kind_among(mounts, Path("/home")) == "ext4"
    assert folder.kind_among([], Path("/home")) == ""


def test_a_bank_nobody_can_read_is_named(tmp_path):
    (tmp_path / "mine.yaml").write_text("format: quizhub-bank/1\nquestions: 5\n", encoding="utf-8")
    found = machine.banks(tmp_path)
    assert found.level == "warning"
    assert "mine.yaml" in found.what.en


def test_missing_parts_of_the_program(tmp_path, monkeypatch):
    def missing(*_):
        raise FileNotFoundError("no folder")

    monkeypatch.setattr(machine, "Assets", missing)
    monkeypatch.setattr(machine, "question_banks", missing)
    assert machine.own_files().level == "problem"
    assert machine.banks(tmp_path).level == "problem"
