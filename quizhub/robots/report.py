"""What a rehearsal found out, as one JSON object: figures, percentiles, the standings the screen showed."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizhub.robots.lines import Kind, Weather
from quizhub.robots.sections import Json
from quizhub.robots.tally import Figures, Tally

_PODIUM = frozenset({"podium", "finished"})


@dataclass(frozen=True, slots=True)
class Cast:
    """How many robots took part."""

    teams: int = 0
    audience: int = 0


@dataclass(frozen=True, slots=True)
class Phones:
    """All phones of one kind, and what became of what they said."""

    count: int
    tally: Tally

    def as_json(self) -> Json:
        together = Figures()
        for figures in self.tally.all_figures:
            together.add(figures)
        return {
            "phones": self.count,
            **_figures(together),
            "ack_ms": _percentiles(self.tally.ack_ms),
            "wait_ms": _percentiles(self.tally.waits_ms),
            "resent": self.tally.resent,
            "reconnects": max(0, self.tally.connects - self.count),
        }


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
    kinds: Mapping[Kind, Phones] = field(default_factory=dict)
    weather: Weather = field(default_factory=Weather)
    error: str | None = None
    """Why it could not even begin."""

    @property
    def phase(self) -> str:
        """`finished` once the podium was reached, else the picture it stopped at."""
        return "finished" if self.show in _PODIUM else self.show

    @property
    def promises_kept(self) -> bool:
        return not any(one.lost or one.doubled for one in self.tally.all_figures)

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
            "ack_ms": _percentiles(tally.ack_ms),
            "kinds": {str(kind): phones.as_json() for kind, phones in self.kinds.items()},
            "line": {
                "delay_ms": self.weather.delay_ms,
                "loss": self.weather.loss,
                "dropout": self.weather.dropout,
            },
            "refusals": dict(sorted(tally.refusals.items())),
            "connections": _connections(tally),
            "standings": self.standings,
            "stuck": self.stuck,
            "faults": tally.faults,
            "notes": self.notes,
            "error": self.error,
        }


def never_begun(seed: int, speed: float, weather: Weather, why: str) -> Report:
    """The report of a rehearsal that nobody let in, so that programs always get the same object."""
    return Report("", Tally(), [], Cast(), "", seed, speed, 0.0, 0, weather=weather, error=why)


def percentile(samples: Sequence[float], percent: int) -> float | None:
    """The nearest-rank percentile in milliseconds, None without samples."""
    if not samples:
        return None
    rank = max(1, math.ceil(percent / 100 * len(samples)))
    return round(sorted(samples)[rank - 1], 2)


def _percentiles(samples: Sequence[float]) -> Json:
    return {"p50": percentile(samples, 50), "p99": percentile(samples, 99)}


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
