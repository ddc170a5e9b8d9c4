"""A fresh database in a file for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizhub.storage.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "quizhub.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = Database.open(path)
    yield opened
    opened.close()
