"""`quizhub bench` with a handful of phones: real servers, whole figures. How good they are is not tested."""

import json
import os

import pytest
from typer.testing import CliRunner

from quizhub.bench import crowd
from quizhub.cli import app

RUN = CliRunner()

FIGURES = {
    "fanout": ({"cpu_us_per_phone", "last_phone_ms", "bytes"},) * 2,
    "answers": (
        {"wall_ms", "cpu_us_per_answer", "messages_per_answer", "messages_to_host_and_screen_per_s"},
        {"wall_ms", "cpu_us_per_answer"},
    ),
    "join": (
        {"phones_per_s", "wall_ms", "cpu_us_per_phone", "memory_kb_per_phone", "new_seats_per_s"},
        {"phones_per_s", "wall_ms", "cpu_us_per_phone", "memory_kb_per_phone"},
    ),
    "buzz": ({"verdict_ms", "slowest_ms", "phones_not_yet_reached"}, {"verdict_ms", "slowest_ms"}),
}


LONGER = ("answers", "buzz", "join")
"""Seconds each even when small: left to `make soak`."""


@pytest.mark.parametrize(
    "which", [pytest.param(n, marks=pytest.mark.soak if n in LONGER else ()) for n in FIGURES]
)
def test_each_bench_ends_with_whole_figures(which):
    before = os.sched_getaffinity(0)
    small = ["--phones", "20", "--rounds", "1", "--repeat", "2", "--json"]
    result = RUN.invoke(app, ["bench", which, *small])
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert (told["bench"], told["phones"], told["rounds"], told["repeat"]) == (which, 20, 1, 2)
    assert told["ratio"] == told["ratios"][0] > 0
    assert (set(told["quizhub"]), set(told["limit"])) == FIGURES[which]
    sides = {**told["quizhub"], **told["limit"]}
    counted = {
        "memory_kb_per_phone",
        "phones_not_yet_reached",
        "messages_to_host_and_screen_per_s",
    }
    assert all(value > 0 for name, value in sides.items() if name not in counted)
    assert told["machine"]["cores"] == len(before)
    assert os.sched_getaffinity(0) == before


def test_an_answer_is_never_told_to_the_hall():
    """Twenty phones answer twice: each hears of its own answer alone, host and projector in portions."""
    small = ["--phones", "20", "--rounds", "1", "--repeat", "2", "--json"]
    told = json.loads(RUN.invoke(app, ["bench", "answers", *small]).stdout)["quizhub"]
    assert 1 <= told["messages_per_answer"] <= 2


def test_a_server_that_hangs_up_is_told_and_not_measured(monkeypatch):
    monkeypatch.setattr(crowd, "_HELLO", b"hello?")
    result = RUN.invoke(app, ["bench", "fanout", "--phones", "2", "--rounds", "1", "--repeat", "1"])
    assert result.exit_code == 1
    assert "closed a phone's socket with code 4400" in result.stderr
