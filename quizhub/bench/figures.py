"""What a bench found, for programs and for people. No measuring in here."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Size:
    """How much to measure: `rounds` of `repeat` alternating with the limit."""

    phones: int
    rounds: int
    repeat: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`ratio` is QuizHub over the limit, the median of `ratios` (one a round); None for no target."""

    bench: str
    size: Size
    what: str
    ratios: list[float]
    target: float | None
    ours: dict[str, float]
    limit: dict[str, float]
    machine: dict[str, Any]

    @property
    def ratio(self) -> float:
        return round(median(self.ratios), 2)

    def as_json(self) -> dict[str, Any]:
        return {
            "bench": self.bench,
            "phones": self.size.phones,
            "rounds": self.size.rounds,
            "repeat": self.size.repeat,
            "what": self.what,
            "ratio": self.ratio,
            "ratios": [round(ratio, 2) for ratio in self.ratios],
            "target": self.target,
            "quizhub": self.ours,
            "limit": self.limit,
            "machine": self.machine,
        }

    def as_text(self) -> str:
        lines = [f"{self.bench}, {self.size.phones} phones, {self.size.rounds} rounds of {self.size.repeat}"]
        lines += [f"  {'quizhub':8} {_listed(self.ours)}", f"  {'limit':8} {_listed(self.limit)}"]
        target = f", target at most {self.target:g}" if self.target is not None else ""
        return "\n".join([*lines, f"  {self.what}: {self.ratio:.2f} times the limit{target}"])


def _listed(figures: dict[str, float]) -> str:
    return " · ".join(f"{name} {value:g}" for name, value in figures.items())


def middle(values: Sequence[float], digits: int = 2) -> float:
    return round(median(values), digits)


def percentile(values: Sequence[float], share: float, digits: int = 2) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], digits)
