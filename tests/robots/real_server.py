"""A real `quizhub serve` with a contest made from a plan, to be rehearsed, killed and started again.

It keeps its port and its links over all its lives. Each process is ended by its own handle.
"""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import orjson

START_S = 60
PLANS = Path(__file__).parent / "plans"
BANKS = Path(__file__).parents[2] / "question_banks"


class RealServer:
    def __init__(self, data: Path) -> None:
        self._data = data
        # Chosen once: robots have to find the next life where they lost the last.
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._process: asyncio.subprocess.Process | None = None
        self.links: dict[str, Any] = {}

    async def start(self, *options: str) -> None:
        address = ("--host", "127.0.0.1", "--bind", "127.0.0.1", "--port", str(self._port))
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "quizhub", "serve", "--json", "--data", str(self._data)),
            *address,
            *options,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        said = await asyncio.wait_for(self._process.stdout.readline(), START_S)
        self.links = orjson.loads(said)

    async def kill(self) -> None:
        """As a power cut would: no goodbye, nothing flushed."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def count(self, kind: str) -> int:
        """How many events of this kind are in the log by now."""
        with closing(sqlite3.connect(self._data / "quizhub.db")) as database:
            counted: int = database.execute("select count(*) from events where type = ?", (kind,)).fetchone()[
                0
            ]
        return counted

    async def replay(self) -> dict[str, Any]:
        """What `contest replay` finds in the log of the contest."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "quizhub", "contest", "replay", self.links["contest"]),
            *("--data", str(self._data), "--json"),
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await process.communicate()
        assert process.returncode == 0
        found: dict[str, Any] = orjson.loads(output)
        return found


@asynccontextmanager
async def serving(data: Path, plan: Path) -> AsyncIterator[RealServer]:
    server = RealServer(data)
    try:
        await server.start("--plan", str(plan))
        yield server
    finally:
        await server.kill()
