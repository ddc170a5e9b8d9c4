"""`bench answers`: a whole hall answers at once; every answer is marked, on disk, then acknowledged.

The limit reads and checks as many messages, appends rows of the same size to a file, calls fdatasync, and
acknowledges: the floor of durability. It knows no contest.
"""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import orjson

from quizhub.bench import processes
from quizhub.bench.bare import Sizes
from quizhub.bench.crowd import Crowd, Door, Line
from quizhub.bench.figures import Figures, Size, middle
from quizhub.bench.machine import description
from quizhub.bench.processes import Serving
from quizhub.bench.staging import Staging, staged
from quizhub.bench.wire import client_frame

TARGET = 3.0
QUESTIONS_AT_MOST = 40
_ROW = 420
"""Bytes of one answer in the log: body, hash, ids."""

_SETTLE_S = 0.3


@dataclass
class _Side:
    crowd: Crowd
    serving: Serving
    phones: list[Line]
    wall_ms: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)

    def answer(self, frames: list[bytes]) -> None:
        """Every phone its frame, all at once; until the last acknowledgement."""
        spent, began = self.serving.cpu_ns(), perf_counter()
        for line, frame in zip(self.phones, frames, strict=True):
            line.socket.send(frame)
        self.crowd.until(lambda: self.crowd.missing == 0)
        self.wall_ms.append((perf_counter() - began) * 1000)
        self.crowd.calm_down(_SETTLE_S)
        self.cpu_us.append((self.serving.cpu_ns() - spent) / 1000 / len(self.phones))

    def described(self) -> dict[str, float]:
        return {"wall_ms": middle(self.wall_ms), "cpu_us_per_answer": middle(self.cpu_us)}


@dataclass
class _Counted:
    """Messages the server sent while the hall answered."""

    to_phones: list[float] = field(default_factory=list)
    to_desk: list[float] = field(default_factory=list)


def measure(size: Size) -> Figures:
    """The median over rounds of wall time over wall time of the limit."""
    questions = min(QUESTIONS_AT_MOST, size.rounds * size.repeat + 1)
    with (
        staged("everyone", "time_s: 600", questions, size.phones) as staging,
        TemporaryDirectory() as scratch,
    ):
        staging.open_hall()
        ours, counted = _Side(staging.crowd, staging.serving, staging.phones), _Counted()
        _ask(staging, ours, counted)
        ours, counted = _Side(staging.crowd, staging.serving, staging.phones), _Counted()
        with processes.bare(Sizes(row=_ROW, ack=staging.phones[0].frame), Path(scratch)) as serving:
            lines = staging.crowd.open([Door.bare(serving.told["port"])] * size.phones)
            limit = _Side(staging.crowd, serving, lines)
            ratios = [_round(staging, ours, limit, counted, size.repeat) for _ in range(size.rounds)]
    told = {
        "messages_per_answer": middle(counted.to_phones),
        "messages_to_host_and_screen_per_s": middle(counted.to_desk),
    }
    return Figures(
        "answers",
        size,
        "time to the last acknowledgement",
        ratios,
        TARGET,
        ours.described() | told,
        limit.described(),
        description(),
    )


def _round(staging: Staging, ours: _Side, limit: _Side, counted: _Counted, repeat: int) -> float:
    for _ in range(repeat):
        _ask(staging, ours, counted)
        frames = [client_frame(_answer(1, "a")) for _ in limit.phones]
        limit.crowd.expect(limit.phones)
        limit.answer(frames)
    return middle(ours.wall_ms[-repeat:], 4) / middle(limit.wall_ms[-repeat:], 4)


def _ask(staging: Staging, ours: _Side, counted: _Counted) -> None:
    """The next question; every phone answers it."""
    last = staging.ask.get("id")
    staging.play_until(lambda: staging.ask.get("phase") == "open" and staging.ask.get("id") != last)
    staging.crowd.calm_down()
    ask = staging.ask
    chosen = [option["id"] for option in ask["options"]]
    frames = [
        client_frame(_answer(ask["id"], chosen[place % len(chosen)])) for place in range(len(ours.phones))
    ]
    texts, views = sum(line.texts for line in ours.phones), staging.host.views + staging.screen.views
    began = perf_counter()
    ours.crowd.expect(ours.phones, acks=True)
    ours.answer(frames)
    took_s = perf_counter() - began
    counted.to_phones.append((sum(line.texts for line in ours.phones) - texts) / len(ours.phones))
    counted.to_desk.append((staging.host.views + staging.screen.views - views) / took_s)


def _answer(ask: int, option: str) -> bytes:
    answer = {"kind": "choice", "chosen": [option]}
    command = {"id": secrets.token_hex(8), "do": "SubmitAnswer", "ask": ask, "answer": answer, "n": 1}
    return orjson.dumps(command)
