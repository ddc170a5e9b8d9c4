"""What every test gets: asyncio as the only backend, patient Hypothesis, the browser's path.

Warnings are errors and async tests need no mark: both are set in pyproject.toml. Fixtures of one
part of the program belong in that part's own conftest.py.
"""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import browser
from tests.faults import table
from tests.faults.table import measured, pytest_terminal_summary

__all__ = ["measured", "pytest_terminal_summary"]

_HERE = Path(__file__).parent
_LONG = tuple(_HERE / name for name in ("journeys", "faults", "bench"))
"""Whole programs at work. The coverage gate does not need them, and being traced makes them twice as long."""

_FIRST = [_HERE / name for name in ("contest/test_laws.py", "journeys", "robots", "faults", "cli", "bench")]
"""What takes long begins first, so that no worker is left with it at the end; a file stays on one worker."""

# A busy two-core machine must not turn a slow example into a failure.
settings.register_profile("quizhub", deadline=None)
settings.load_profile("quizhub")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count the fault tests for their table, and put the long files first."""
    table.pytest_collection_modifyitems(items)
    items.sort(key=lambda item: [not item.path.is_relative_to(long) for long in _FIRST])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Leave the longest tests out of the tracing. pytest-cov's own mark for it has no effect in a worker."""
    long = any(item.path.is_relative_to(folder) for folder in _LONG)
    if not long and item.get_closest_marker("laws") is None:
        return (yield)
    here, threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(here)
        threading.settrace(threads)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the server does; trio is not supported."""
    return "asyncio"


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium to hand to Playwright as `executable_path`; a machine without one fails the test."""
    complaints = browser.missing()
    path = browser.find_chromium()
    if complaints or path is None:
        pytest.fail("\n".join(complaints), pytrace=False)
    return path
