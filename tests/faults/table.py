"""The table of faults at the end of a test run, and the figures that stand in it.

tests/conftest.py takes these hooks and the fixture in. A test says which fault it injects by
`@pytest.mark.fault(3)`, and what it found by the fixture `measured`.
"""

import os
from collections import defaultdict
from typing import Any

import pytest

from tests.faults.catalogue import FAULTS

STRICT = os.environ.get("QUIZHUB_MARKS") == "strict"
PATIENCE = 1 if STRICT else 8
"""`make soak` holds every time to its mark. `make test` runs four tests at once on two cores, and what is
late there may only have waited for a core: the mark times this, and the figure stands in the table."""


class Measured:
    """What a test has found out, in words and numbers."""

    def __init__(self, item: pytest.Item) -> None:
        self._item = item

    def note(self, text: str) -> None:
        self._item.user_properties.append(("measured", text))

    def within(self, what: str, seconds: float, mark_s: float) -> None:
        """Note a time, and fail when it is over its mark."""
        told = f"{seconds:.2f} s" if mark_s >= 1 else f"{seconds * 1000:.0f} ms"
        self.note(f"{what} {told}")
        assert seconds <= mark_s * PATIENCE, f"{what}: {told}, the mark is {mark_s} s"


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    return Measured(request.node)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers("fault"):
            item.user_properties += [("fault", number) for number in mark.args]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line a fault that was injected in this run."""
    outcomes: defaultdict[int, list[str]] = defaultdict(list)
    figures: defaultdict[int, list[str]] = defaultdict(list)
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, ()):
            properties = getattr(report, "user_properties", ())
            for number in [value for name, value in properties if name == "fault"]:
                outcomes[number].append(outcome)
                figures[number] += [value for name, value in properties if name == "measured"]
    if outcomes:
        terminalreporter.section("faults injected")
        for fault in FAULTS:
            if found := outcomes.get(fault.number):
                good = "passed" if set(found) == {"passed"} else "FAILED"
                count = f"{found.count('passed')}/{len(found)}"
                terminalreporter.write_line(f"{fault.number:>3} {good} {count:<7} {fault.injected}")
                terminalreporter.write_line(f"    mark: {fault.mark}")
                if figures[fault.number]:
                    terminalreporter.write_line(f"    found: {'; '.join(figures[fault.number])}")
