"""A hall with a clock moved by hand, and a show in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quizhub.clock import FakeClock
from quizhub.live.hall import Hall
from tests.live.halls import Show, close_hall, everyone_plan, open_hall


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quizhub.db"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def hall(path: Path, clock: FakeClock) -> AsyncIterator[Hall]:
    opened, database = await open_hall(path, clock)
    yield opened
    await close_hall(opened, database)


@pytest.fixture
async def show(hall: Hall, clock: FakeClock) -> Show:
    return await Show.of(hall, clock, everyone_plan())
