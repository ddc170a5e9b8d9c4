"""What `quizhub bench` says where it cannot measure."""

import sys

from typer.testing import CliRunner

from quizhub.cli import app

RUN = CliRunner()


def test_other_systems_get_a_sentence(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    refused = RUN.invoke(app, ["bench", "fanout"])
    assert refused.exit_code == 1
    assert "it runs on Linux" in refused.stderr


def test_an_unknown_bench_is_wrong_use():
    assert RUN.invoke(app, ["bench", "coffee"]).exit_code == 2
