"""`quizhub serve` as a process of its own, to be killed and started again on the same data.

Used by the tests of faults. Each process is ended by its own handle, whatever happens.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson

START_S = 60


class Program:
    """A running server; `port` is where it listens."""

    def __init__(self, process: asyncio.subprocess.Process, links: dict[str, Any]) -> None:
        self.process = process
        self.links = links
        self.port = int(links["join_url"].split(":")[2].split("/")[0])

    async def kill(self) -> None:
        """As a power cut would: no goodbye, nothing flushed."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> int:
        """As Ctrl-C does; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return await asyncio.wait_for(self.process.wait(), START_S)

    async def asleep(self, seconds: float) -> None:
        """As a laptop whose lid is closed: nothing of it runs."""
        self.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)


@asynccontextmanager
async def quizhub(
    data: Path, contest: str, port: int = 0, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Program]:
    """A server on loopback that shows this contest; killed at the end if it still runs."""
    command = ("-m", "quizhub", "serve", "--json", "--data", str(data), "--contest", contest)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        *("--host", "127.0.0.1", "--bind", "127.0.0.1", "--port", str(port)),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
    )
    assert process.stdout is not None
    try:
        said = await asyncio.wait_for(process.stdout.readline(), START_S)
        yield Program(process, orjson.loads(said))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
