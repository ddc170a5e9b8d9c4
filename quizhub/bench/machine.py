"""The machine a bench runs on: which core does what, what a process has spent, what to tell about it.

Linux only, because other systems tell neither exactly enough.
"""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class BenchFailed(Exception):
    """No figures; the text is a sentence."""


def require_linux() -> None:
    if sys.platform != "linux":
        raise BenchFailed(
            f"The bench reads /proc and binds to cores; it runs on Linux, not on {sys.platform}."
        )
    if not Path("/proc/self/schedstat").exists():
        raise BenchFailed("This Linux does not tell what a process costs (/proc/self/schedstat is missing).")


def cores() -> tuple[set[int], set[int]]:
    """Cores for the server and for the load; the same ones where there is only one."""
    mine = sorted(os.sched_getaffinity(0))
    return {mine[0]}, set(mine[1:2] or mine)


@contextmanager
def bound_to(wanted: set[int]) -> Iterator[None]:
    """This process, and whatever it starts meanwhile, on these cores only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, wanted)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_ns(process: int) -> int:
    """Time on a core of all threads a process has now."""
    spent = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        spent += int((task / "schedstat").read_text().split()[0])
    return spent


def description() -> dict[str, Any]:
    """What figures have to be read with."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()}",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
