"""What every test gets: asyncio as the only backend, patient Hypothesis, the browser's path.

Warnings are errors and async tests need no mark: both are set in pyproject.toml. Fixtures of one
part of the program belong in that part's own conftest.py.
"""

from pathlib import Path

import pytest
from hypothesis import settings

from tests import browser
from tests.faults.table import measured, pytest_collection_modifyitems, pytest_terminal_summary

__all__ = ["measured", "pytest_collection_modifyitems", "pytest_terminal_summary"]

# A busy two-core machine must not turn a slow example into a failure.
settings.register_profile("quizhub", deadline=None)
settings.load_profile("quizhub")


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
