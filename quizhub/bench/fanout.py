"""`bench fanout`: one change of the show to every phone in the hall, against one frame to as many sockets."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from quizhub.bench import processes
from quizhub.bench.bare import GO, Sizes
from quizhub.bench.crowd import Crowd, Door, Line
from quizhub.bench.figures import Figures, Size, middle
from quizhub.bench.machine import BenchFailed, description
from quizhub.bench.processes import Serving
from quizhub.bench.staging import Staging, staged

TARGET = 1.7
_SETTLE_S = 0.06


@dataclass
class _Side:
    """One of the two servers: what a broadcast took, each time."""

    crowd: Crowd
    serving: Serving
    phones: list[Line]
    last_ms: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)

    def broadcast(self, trigger: Callable[[], object]) -> None:
        self.crowd.expect(self.phones)
        spent, began = self.serving.cpu_ns(), perf_counter()
        trigger()
        self.crowd.until(lambda: self.crowd.missing == 0)
        self.last_ms.append((perf_counter() - began) * 1000)
        self.crowd.rest(_SETTLE_S)
        self.cpu_us.append((self.serving.cpu_ns() - spent) / 1000 / len(self.phones))

    def described(self) -> dict[str, float]:
        return {
            "cpu_us_per_phone": middle(self.cpu_us),
            "last_phone_ms": middle(self.last_ms),
            "bytes": self.phones[0].frame,
        }


def measure(size: Size) -> Figures:
    """The median over rounds of CPU per phone over CPU per phone of the limit."""
    with staged("everyone", "time_s: 600", 1, size.phones) as staging, TemporaryDirectory() as scratch:
        staging.open_hall()
        staging.play_until(lambda: staging.ask.get("phase") == "shown")
        ours = _Side(staging.crowd, staging.serving, staging.phones)
        _cover(staging, ours, 2)
        ours.last_ms.clear()
        ours.cpu_us.clear()
        sizes = Sizes(welcome=_welcome_size(staging), shared=ours.phones[0].frame)
        with processes.bare(sizes, Path(scratch)) as serving:
            port = serving.told["port"]
            lines = staging.crowd.open([Door.bare(port)] * size.phones)
            limit = _Side(staging.crowd, serving, lines)
            with socket.create_connection(("127.0.0.1", port)) as control:
                ratios = [_round(staging, ours, limit, control, size.repeat) for _ in range(size.rounds)]
    return Figures(
        "fanout",
        size,
        "CPU of the server per phone",
        ratios,
        TARGET,
        ours.described(),
        limit.described(),
        description(),
    )


def _round(staging: Staging, ours: _Side, limit: _Side, control: socket.socket, repeat: int) -> float:
    for _ in range(repeat):
        _cover(staging, ours, 1)
        limit.broadcast(lambda: control.sendall(GO))
    return middle(ours.cpu_us[-repeat:], 4) / middle(limit.cpu_us[-repeat:], 4)


def _cover(staging: Staging, ours: _Side, times: int) -> None:
    """Cover the screens or show them again: one message with the question to everybody."""
    for _ in range(times):
        staging.pause()
        on = not staging.host.sections.record("stage")["covered"]
        before = [line.texts for line in ours.phones]
        ours.broadcast(lambda on=on: staging.host.send("CoverScreen", on=on))  # type: ignore[misc]
        if any(line.texts != was + 1 for line, was in zip(ours.phones, before, strict=True)):
            raise BenchFailed("A phone got more than one message for one change.")


def _welcome_size(staging: Staging) -> int:
    return staging.phones[0].bytes // max(1, staging.phones[0].texts)
