"""`bench join`: the whole hall comes back at once, handshake, hello and first view; and how fast seats are
taken the first time, over HTTP and with every seat on disk.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from quizhub.bench import processes
from quizhub.bench.bare import Sizes
from quizhub.bench.crowd import Crowd, Door, Line
from quizhub.bench.figures import Figures, Size, middle
from quizhub.bench.machine import description
from quizhub.bench.processes import Serving
from quizhub.bench.staging import staged

_SETTLE_S = 1.0


class _Side:
    def __init__(self, crowd: Crowd, serving: Serving, doors: list[Door]) -> None:
        self.wall_s: list[float] = []
        self.cpu_us: list[float] = []
        self.kept_kb: list[float] = []
        self.welcome = 0
        self._crowd = crowd
        self._serving = serving
        self._doors = doors

    def come(self) -> None:
        """All at once, then leave again."""
        held, spent, began = self._serving.resident(), self._serving.cpu_ns(), perf_counter()
        lines = self._crowd.open(self._doors)
        self.wall_s.append(perf_counter() - began)
        self.cpu_us.append((self._serving.cpu_ns() - spent) / 1000 / len(lines))
        self.kept_kb.append((self._serving.resident() - held) / 1024 / len(lines))
        self.welcome = lines[0].frame
        self._leave(lines)

    def _leave(self, lines: list[Line]) -> None:
        self._crowd.leave(lines)
        self._crowd.rest(_SETTLE_S)

    def described(self) -> dict[str, float]:
        return {
            "phones_per_s": round(len(self._doors) / middle(self.wall_s, 6)),
            "wall_ms": middle([wall * 1000 for wall in self.wall_s]),
            "cpu_us_per_phone": middle(self.cpu_us),
            "memory_kb_per_phone": middle(self.kept_kb[:1]),
        }


def measure(size: Size) -> Figures:
    """The median over rounds of wall time over wall time of the limit."""
    with staged("everyone", "time_s: 600", 1, size.phones) as staging, TemporaryDirectory() as scratch:
        ours = _Side(staging.crowd, staging.serving, [Door.of(ticket) for ticket in staging.tickets])
        ours.come()
        with processes.bare(Sizes(welcome=ours.welcome), Path(scratch)) as serving:
            limit = _Side(staging.crowd, serving, [Door.bare(serving.told["port"])] * size.phones)
            limit.come()
            ratios = [_round(ours, limit, size.repeat) for _ in range(size.rounds)]
        seats = {"new_seats_per_s": round(size.phones / staging.joined_in_s)}
    return Figures(
        "join",
        size,
        "time until the whole hall has its view",
        ratios,
        None,
        ours.described() | seats,
        limit.described(),
        description(),
    )


def _round(ours: _Side, limit: _Side, repeat: int) -> float:
    for _ in range(repeat):
        ours.come()
        limit.come()
    return middle(ours.wall_s[-repeat:], 6) / middle(limit.wall_s[-repeat:], 6)
