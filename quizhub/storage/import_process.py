"""Reads files of strangers in a process of their own, so that none can take the server down or hold it up.

Used by the desk and the command line instead of `read_bank`. Blocking: call it in a thread. A child that
takes too long, too much memory, or breaks, becomes a reading with one error that says so.
"""

import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import quizhub
from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.gathering import refused
from quizhub.banks.reading_json import load_reading
from quizhub.clock import ServerClock
from quizhub.storage.import_child import FORMAT, MEMORY, READING, request_of

MEGABYTE = 1024 * 1024
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: bytes of it, memory, seconds of the processor and of the wall clock."""

    file_bytes: int = 10 * MEGABYTE
    package_bytes: int = 20 * MEGABYTE
    """For archives, which bring pictures."""
    memory: int = 512 * MEGABYTE
    processor_seconds: int = 20
    wall_seconds: float = 30


LIMITS = Limits()
CHILD: tuple[str, ...] = ("-m", "quizhub.storage.import_child")
"""How the child is started, after the interpreter's name."""
_PACKED = (b"PK", b"\x1f\x8b")

Told = Callable[[str], None]
"""Is told the format as soon as it is recognised, while the file is still being read."""


def read_safely(
    file: BankFile, limits: Limits = LIMITS, told: Told | None = None, child: Sequence[str] = CHILD
) -> BankReading:
    """What can be taken of a file. Never raises for content."""
    most = limits.package_bytes if file.raw.startswith(_PACKED) else limits.file_bytes
    if len(file.raw) > most or sum(map(len, file.beside.values())) > limits.package_bytes:
        return refused(file, "too_big", limit=str(most // MEGABYTE))
    with tempfile.TemporaryFile() as complaints, _started(child, complaints) as process:
        try:
            return _Talk(process, file, limits, told).result(complaints)
        finally:
            process.kill()


def _started(child: Sequence[str], complaints: IO[bytes]) -> "subprocess.Popen[bytes]":
    """The child. It finds this package wherever it is, and nothing in the folder it is started in."""
    home = str(Path(quizhub.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-P", *child],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=environment,
    )


class _Talk:
    """One request to a child and its frames, each waited for no longer than the wall clock allows."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", file: BankFile, limits: Limits, told: Told | None
    ) -> None:
        self.process = process
        self.file = file
        self.told = told
        self.limits = limits
        self.frames: queue.Queue[tuple[bytes, bytes] | None] = queue.Queue()
        threads = (threading.Thread(target=one, daemon=True) for one in (self._ask, self._listen))
        for thread in threads:
            thread.start()

    def _ask(self) -> None:
        request = request_of(self.file, self.limits.memory, self.limits.processor_seconds)
        assert self.process.stdin is not None
        with suppress(OSError, ValueError), self.process.stdin as to:
            to.write(request)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with suppress(OSError, ValueError):
            while kind := self.process.stdout.read(1):
                size = int(self.process.stdout.read(8), 16)
                content = self.process.stdout.read(size)
                if len(content) == size:
                    self.frames.put((kind, content))
        self.frames.put(None)

    def result(self, complaints: IO[bytes]) -> BankReading:
        """The reading, or what went wrong instead."""
        clock = ServerClock()
        end = clock.exact() + 1_000 * self.limits.wall_seconds
        while True:
            try:
                frame = self.frames.get(timeout=max((end - clock.exact()) / 1_000, 0))
            except queue.Empty:
                return self._too_long()
            if frame is None:
                return self._broken(complaints)
            kind, content = frame
            if kind == READING:
                return load_reading(content)
            if kind == MEMORY:
                return self._too_much()
            if kind == FORMAT and self.told is not None:
                self.told(content.decode())

    def _too_long(self) -> BankReading:
        return refused(self.file, "import_too_long", limit=f"{self.limits.wall_seconds:g}")

    def _too_much(self) -> BankReading:
        return refused(self.file, "import_too_much_memory", limit=str(self.limits.memory // MEGABYTE))

    def _broken(self, complaints: IO[bytes]) -> BankReading:
        """The child ended without a reading: the signal and what it complained of say why."""
        code = self.process.wait()
        complaints.seek(0)
        said = complaints.read(20_000).decode(errors="replace")
        if sys.platform != "win32" and code == -signal.SIGXCPU:
            return self._too_long()
        if "MemoryError" in said or "memory allocation" in said or code == -9:
            return self._too_much()
        _log.error("import of a file ended with %s: %s", code, said[-2_000:])
        return refused(self.file, "import_failed")
