"""`quizhub contest verify`: a log that was touched is told from one that was not, down to the event."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quizhub.cli import app
from quizhub.contest.events import ContestFinished, LobbyLocked, TeamCalled
from quizhub.settings import DATABASE_NAME
from quizhub.storage.hash_chain import NewEvent, link

RUN = CliRunner()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A contest whose lobby was locked and unlocked a few times."""
    assert RUN.invoke(app, ["contest", "new", "--quick", "--data", str(tmp_path)]).exit_code == 0
    for n in range(5):
        _append(tmp_path, NewEvent.of(LobbyLocked(at=2_000_000_000_000 + n, locked=n % 2 == 0), "host"))
    return tmp_path


def _connection(data: Path) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(data / DATABASE_NAME, isolation_level=None))


def _append(data: Path, new: NewEvent) -> None:
    """What a program would write that knows the chain but not the rules."""
    with _connection(data) as connection:
        last = "SELECT contest, version, hash FROM events ORDER BY version DESC LIMIT 1"
        contest, version, previous = connection.execute(last).fetchone()
        row = (contest, version + 1, new.at, new.seat, new.command_id, new.type, new.body)
        digest = link(previous, contest, version + 1, new)
        connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, digest))


def _verify(data: Path, *options: str) -> tuple[int, Any]:
    contest = RUN.invoke(app, ["contest", "list", "--data", str(data)]).stdout.split()[0]
    result = RUN.invoke(app, ["contest", "verify", contest, "--data", str(data), *options])
    return result.exit_code, json.loads(
        result.stdout
    ) if "--json" in options else result.stdout + result.stderr


def test_a_whole_log(data):
    code, told = _verify(data, "--json")
    assert code == 0
    assert (told["whole"], told["events"], told["version"], told["problem"]) == (True, 6, 6, None)
    contest = told["contest"]
    replayed = RUN.invoke(app, ["contest", "replay", contest, "--data", str(data), "--json"])
    assert told["hash"] == json.loads(replayed.stdout)["hash"]
    _, text = _verify(data)
    assert "6 events, log whole" in text


@pytest.mark.parametrize(
    ("change", "fault", "version"),
    [
        ("UPDATE events SET body = replace(body, 'true', 'false') WHERE version = 4", "changed", 4),
        ("UPDATE events SET at = at - 1 WHERE version = 3", "changed", 3),
        ("UPDATE events SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE version = 2", "changed", 2),
        ("DELETE FROM events WHERE version = 3", "order", 3),
        ("DELETE FROM events WHERE version = 1", "order", 1),
        ("DELETE FROM events", "empty", 1),
    ],
)
def test_the_first_event_that_does_not_fit_is_named(data, change, fault, version):
    with _connection(data) as connection:
        connection.execute(change)
    code, told = _verify(data, "--json")
    assert code == 1
    assert told["whole"] is False
    assert (told["problem"]["fault"], told["problem"]["version"]) == (fault, version)
    assert told["version"] == version - 1
    _, text = _verify(data)
    assert told["problem"]["text"] in text


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (NewEvent(3_000_000_000_000, "host", "", "LobbyLocked", '{"at": 1}'), "unreadable"),
        (NewEvent(5, "host", "", "LobbyLocked", '{"type":"LobbyLocked","at":6,"locked":true}'), "columns"),
        (NewEvent.of(TeamCalled(at=1, ask=9, team="t1", started=True, time_ms=1), "host"), "replay"),
    ],
)
def test_a_chain_that_holds_is_not_enough(data, new, fault):
    _append(data, new)
    _append(data, NewEvent.of(ContestFinished(at=3_000_000_000_001), "host"))
    code, told = _verify(data, "--json")
    assert code == 1
    assert (told["problem"]["fault"], told["problem"]["version"]) == (fault, 7)


def test_such_a_database_is_neither_backed_up_nor_restored(data, tmp_path):
    RUN.invoke(app, ["backup", "--data", str(data), "--to", str(tmp_path / "good.db")])
    with _connection(data) as connection:
        connection.execute("UPDATE events SET seat = 'clock' WHERE version = 4")
    refused = RUN.invoke(app, ["backup", "--data", str(data)])
    assert refused.exit_code == 1
    assert "event 4 was changed" in refused.stderr
    assert not list((data / "backups").iterdir())
    restored = RUN.invoke(app, ["restore", str(data / DATABASE_NAME), "--data", str(tmp_path / "new")])
    assert restored.exit_code == 1
    assert "event 4 was changed" in restored.stderr
    assert not (tmp_path / "new" / DATABASE_NAME).exists()


def test_an_unknown_contest_is_told(data):
    result = RUN.invoke(app, ["contest", "verify", "none", "--data", str(data)])
    assert result.exit_code == 1
    assert "There is no contest none" in result.stderr
