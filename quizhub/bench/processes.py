"""The servers under measurement, as child processes on a core of their own; each is ended by its own id."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quizhub.bench.bare import Sizes
from quizhub.bench.machine import BenchFailed, bound_to, cores, cpu_ns

_STOP_S = 30


class Serving:
    """A server that listens; `told` is the line of JSON it printed."""

    def __init__(self, process: "subprocess.Popen[str]", told: dict[str, Any]) -> None:
        self.told = told
        self._process = process

    def cpu_ns(self) -> int:
        """What it has spent so far."""
        return cpu_ns(self._process.pid)

    def resident(self) -> int:
        """Bytes of memory it holds."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE")


@contextmanager
def quizhub(data: Path, plan: Path) -> Iterator[Serving]:
    """The real server with a new contest of this plan."""
    address = ["--host", "127.0.0.1", "--port", "0"]
    command = ["quizhub", "serve", "--data", str(data), "--plan", str(plan), *address, "--json"]
    with _started(command, data.with_suffix(".err")) as serving:
        yield serving


@contextmanager
def bare(sizes: Sizes, scratch: Path) -> Iterator[Serving]:
    """The limit."""
    with _started(["quizhub.bench.bare", sizes.as_argument()], scratch / "bare.err") as serving:
        yield serving


@contextmanager
def _started(arguments: list[str], errors: Path) -> Iterator[Serving]:
    with errors.open("wb") as stderr, bound_to(cores()[0]):
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], stdout=subprocess.PIPE, stderr=stderr, text=True
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise BenchFailed(f"The server did not start: {errors.read_text(errors='replace').strip()}")
        yield Serving(process, json.loads(line))
    finally:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()
