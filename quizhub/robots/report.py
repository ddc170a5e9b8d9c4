"""What a rehearsal found out, as one JSON object: figures, percentiles, the standings the screen showed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from quizhub.robots.sections import Json
from quizhub.robots.tally import Figures, Tally

_PODIUM = frozenset({"podium", "finished"})


@dataclass(frozen=True, slots=True)
class Cast:
    """How many robots took part."""

    teams: int = 0
    audience: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    show: str
    """The last picture the screen showed; empty when it never came to that."""
    tally: Tally
    standings: list[Json]
    cast: Cast
    contest: str
    seed: int
    speed: float
    seconds: float
    questions: int
    stuck: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def phase(self) -> str:
        """`finished` once the podium was reached, else the picture it stopped at."""
        return "finished" if self.show in _PODIUM else self.show

    @property
    def promises_kept(self) -> bool:
        figures = (self.tally.answers, self.tally.buzzes, self.tally.others)
        return not any(one.lost or one.doubled for one in figures)

    @property
    def succeeded(self) -> bool:
        return self.phase == "finished" and self.stuck is None and self.promises_kept

    def as_json(self) -> Json:
        tally = self.tally
        return {
            "phase": self.phase,
            "contest": self.contest,
            "seed": self.seed,
            "speed": self.speed,
            "seconds": round(self.seconds, 1),
            "teams": self.cast.teams,
            "audience": self.cast.audience,
            "questions": self.questions,
            "answers": _figures(tally.answers),
            "buzzes": _figures(tally.buzzes),
            "others": _figures(tally.others),
            "ack_ms": {"p50": percentile(tally.ack_ms, 50), "p99": percentile(tally.ack_ms, 99)},
            "refusals": dict(sorted(tally.refusals.items())),
            "connections": _connections(tally),
            "standings": self.standings,
            "stuck": self.stuck,
            "faults": tally.faults,
            "notes": self.notes,
        }


def percentile(samples: Sequence[float], percent: int) -> float | None:
    """The nearest-rank percentile in milliseconds, None without samples."""
    if not samples:
        return None
    rank = max(1, math.ceil(percent / 100 * len(samples)))
    return round(sorted(samples)[rank - 1], 2)


def _figures(figures: Figures) -> Json:
    return {
        "sent": figures.sent,
        "acknowledged": figures.acknowledged,
        "refused": figures.refused,
        "lost": figures.lost,
        "doubled": figures.doubled,
    }


def _connections(tally: Tally) -> dict[str, Any]:
    return {
        "opened": tally.connects,
        "dropped": tally.drops,
        "lost": {str(code): count for code, count in sorted(tally.losses.items())},
        "resent": tally.resent,
    }
