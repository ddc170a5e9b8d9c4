"""`quizhub serve` as a real process: one JSON line, working links, a clean stop, going on afterwards."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner

from quizhub.cli import app
from quizhub.cli.serve import listening_address, told_address
from quizhub.settings import Profile, Settings

SERVE = [sys.executable, "-m", "quizhub", "serve"]


@contextmanager
def serving(data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, object]]]:
    """A server on a free port of this machine, stopped by its own id."""
    command = [*SERVE, "--data", str(data), "--host", "127.0.0.1", "--port", "0", "--json", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        yield process, json.loads(line)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_one_json_line_working_links_and_the_same_contest_after_a_restart(tmp_path):
    with serving(tmp_path) as (process, told):
        assert set(told) == {
            "desk_url", "host_url", "screen_url", "arbiter_url", "buttons_url", "join_url", "contest", "code",
            "addresses",
        }  # fmt: skip
        base = str(told["join_url"]).removesuffix(f"/j/{told['code']}")
        for name in ("desk_url", "host_url", "screen_url", "arbiter_url", "buttons_url", "join_url"):
            answer = httpx2.get(str(told[name]))
            assert answer.status_code == 200, name
            assert "server" not in answer.headers
        entered = httpx2.post(
            f"{base}/api/enter",
            json={"key": str(told["host_url"]).partition("?key=")[2]},
            headers={"Origin": base},
        )
        assert entered.json() == {"contest": told["contest"], "role": "host", "live": "/live/host"}
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=30)
        assert (process.returncode, rest) == (0, "")
        assert "Traceback" not in errors
    with serving(tmp_path) as (_, again):
        assert (again["contest"], again["code"]) == (told["contest"], told["code"])
        assert str(again["host_url"]).partition("?key=")[2] == str(told["host_url"]).partition("?key=")[2]


def test_ctrl_c_is_a_clean_stop(tmp_path):
    with serving(tmp_path) as (process, _):
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0


def test_one_folder_has_one_server_but_may_be_read_and_added_to(tmp_path):
    run = CliRunner()
    with serving(tmp_path) as (_, told):
        second = subprocess.run(
            [*SERVE, "--data", str(tmp_path), "--host", "127.0.0.1", "--port", "0"],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert second.returncode == 3
        assert "already running" in second.stderr
        replayed = run.invoke(app, ["contest", "replay", str(told["contest"]), "--data", str(tmp_path)])
        assert replayed.exit_code == 0
        made = run.invoke(app, ["contest", "new", "--quick", "--data", str(tmp_path), "--json"])
        code = json.loads(made.stdout)["code"]
        base = str(told["join_url"]).removesuffix(f"/j/{told['code']}")
        assert title_of(base, code) == "Ten-minute try-out"


def title_of(base: str, code: str) -> str:
    """A contest made by another program: the server looks for it anew once a second."""
    for _ in range(100):
        answer = httpx2.get(f"{base}/api/contest/{code}", headers={"Accept-Language": "en"})
        if answer.status_code == 200:
            return str(answer.json()["title"])
        time.sleep(0.1)
    return answer.text


def test_a_port_in_use_is_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(
            app, ["serve", "--data", str(tmp_path), "--host", "127.0.0.1", "--port", str(port)]
        )
    assert result.exit_code == 3
    assert f"Port {port} is in use" in result.stderr
    assert f"--port {port + 1}" in result.stderr


def test_a_damaged_database_is_a_sentence_and_stays_as_it_is(tmp_path):
    path = tmp_path / "quizhub.db"
    path.write_bytes(b"this is no database, but somebody's file" * 50)
    before = path.read_bytes()
    result = subprocess.run(
        [*SERVE, "--data", str(tmp_path), "--host", "127.0.0.1", "--port", "0", "--json"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (3, "")
    assert str(path) in result.stderr
    assert "Traceback" not in result.stderr
    assert path.read_bytes() == before


def test_a_plan_on_the_command_line(tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "title: T\nteams: [甲]\nrounds:\n- {pack: everyone, draw: {count: 1}}\n", encoding="utf-8"
    )
    with serving(tmp_path / "data", "--plan", str(plan)) as (_, told):
        base = str(told["join_url"]).removesuffix(f"/j/{told['code']}")
        shown = httpx2.get(f"{base}/api/contest/{told['code']}").json()
        assert shown["title"] == "T"
    plan.write_text("title: T\n", encoding="utf-8")
    result = subprocess.run(
        [*SERVE, "--data", str(tmp_path / "data"), "--host", "127.0.0.1", "--port", "0", "--plan", str(plan)],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "plan.yaml:1  error: “teams” is missing." in result.stderr


@pytest.mark.parametrize(
    ("host", "profile", "listening", "told"),
    [
        ("0.0.0.0", Profile.HALL, "0.0.0.0", "192.168.1.5"),
        ("10.0.0.7", Profile.HALL, "0.0.0.0", "10.0.0.7"),
        ("127.0.0.1", Profile.HALL, "127.0.0.1", "127.0.0.1"),
        ("localhost", Profile.HALL, "127.0.0.1", "localhost"),
        ("quiz.example.org", Profile.PUBLIC, "127.0.0.1", "quiz.example.org"),
    ],
)
def test_what_is_listened_on_and_what_phones_are_told(host, profile, listening, told):
    found = ["192.168.1.5", "10.0.0.7"]
    chosen = listening_address(host, None, profile)
    assert (chosen, told_address(host, chosen, found)) == (listening, told)


def test_a_rehearsal_with_the_link_of_another_server_is_told_so(tmp_path):
    with serving(tmp_path) as (_, told):
        link = str(told["host_url"]).partition("?")[0] + "?key=other"
        rehearsed = subprocess.run(
            [*SERVE[:-1], "rehearse", "--host-url", link],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
    assert rehearsed.returncode == 2
    assert "no contest there has its key" in rehearsed.stderr


@pytest.mark.parametrize("option", ["--host", "--allow-host"])
@pytest.mark.parametrize("name", ["http://192.168.1.5", "192.168.1.5:8000", "my laptop", "a/b"])
def test_what_is_no_name_is_refused_before_anything_starts(tmp_path, option, name):
    result = CliRunner().invoke(app, ["serve", "--data", str(tmp_path / "data"), option, name])
    assert result.exit_code == 2
    assert f"“{name}” is no name or address" in " ".join(result.output.replace("│", " ").split())
    assert not (tmp_path / "data").exists()


def test_without_a_network_phones_are_told_this_machine():
    assert told_address("0.0.0.0", "0.0.0.0", []) == "127.0.0.1"


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        (Settings(Path("d"), address="192.168.1.5", port=8000), "http://192.168.1.5:8000"),
        (Settings(Path("d"), address="192.168.1.5", port=80), "http://192.168.1.5"),
        (Settings(Path("d"), address="fd00::1", port=8000), "http://[fd00::1]:8000"),
        (
            Settings(Path("d"), address="quiz.example.org", port=8000, profile=Profile.PUBLIC),
            "https://quiz.example.org",
        ),
    ],
)
def test_the_address_in_links(settings, url):
    assert settings.base_url == url


def test_version_and_help():
    run = CliRunner()
    assert run.invoke(app, ["--version"]).stdout.startswith("quizhub ")
    for command in ([], ["serve"], ["bank", "check"], ["contest", "replay"], ["rehearse"]):
        result = run.invoke(app, [*command, "--help"])
        assert result.exit_code == 0
        assert "--help" in result.stdout
    assert run.invoke(app, ["nonsense"]).exit_code == 2
