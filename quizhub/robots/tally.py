"""Counting while a rehearsal runs: what was sent, what the server said, and every broken promise.

Every robot's client reports to the tally of its kind; report.py turns the figures into the final object.
Judges nothing else.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from quizhub.robots.outbox import ACK, Sent

_FAULTS_KEPT = 20


@dataclass(slots=True)
class Figures:
    """What became of one sort of command."""

    sent: int = 0
    acknowledged: int = 0
    refused: int = 0
    lost: int = 0
    doubled: int = 0

    @property
    def waiting(self) -> int:
        return self.sent - self.acknowledged - self.refused

    def add(self, other: "Figures") -> None:
        self.sent += other.sent
        self.acknowledged += other.acknowledged
        self.refused += other.refused
        self.lost += other.lost
        self.doubled += other.doubled


@dataclass(slots=True)
class Tally:
    """One for the robots of each kind."""

    answers: Figures = field(default_factory=Figures)
    buzzes: Figures = field(default_factory=Figures)
    others: Figures = field(default_factory=Figures)
    ack_ms: list[float] = field(default_factory=list)
    """First sending to acknowledgement, of players' commands whose socket stayed up in between."""
    waits_ms: list[float] = field(default_factory=list)
    """The same for every such command, lost sockets and all: how long the phone said “sending”."""
    refusals: Counter[str] = field(default_factory=Counter)
    resent: int = 0
    connects: int = 0
    drops: int = 0
    """Sockets robots cut on purpose."""
    losses: Counter[int] = field(default_factory=Counter)
    """Sockets lost otherwise, by close code."""
    faults: list[str] = field(default_factory=list)

    def figures(self, do: str) -> Figures:
        return {"SubmitAnswer": self.answers, "Buzz": self.buzzes}.get(do, self.others)

    def sent(self, sent: Sent) -> None:
        self.figures(sent.do).sent += 1

    def settled(self, sent: Sent, at: float, timed: bool) -> None:
        """The server's word on a command; `timed` where the time to it is of interest."""
        figures = self.figures(sent.do)
        if sent.acknowledged:
            figures.acknowledged += 1
            if timed:
                self.waits_ms.append((at - sent.first_at) * 1000)
                if not sent.interrupted:
                    self.ack_ms.append(self.waits_ms[-1])
        else:
            figures.refused += 1
            self.refusals[sent.settled.result()] += 1

    @property
    def all_figures(self) -> tuple[Figures, Figures, Figures]:
        return self.answers, self.buzzes, self.others

    @property
    def lost_sockets(self) -> int:
        return sum(self.losses.values())

    def contradicted(self, sent: Sent, outcome: str) -> None:
        """Two different words on one command: it had two effects, or none after all."""
        if (outcome == ACK) != sent.acknowledged:
            self.doubled(sent.do, f"{sent.do} {sent.id} was answered with both yes and no")

    def count_unsettled(self) -> None:
        """At the end: what was sent and never answered is lost."""
        for name, figures in (("answers", self.answers), ("presses", self.buzzes), ("others", self.others)):
            if figures.waiting:
                self.fault(f"{figures.waiting} {name} were sent and never acknowledged or refused")
                figures.lost += figures.waiting

    def lost(self, do: str, fault: str) -> None:
        self.figures(do).lost += 1
        self.fault(fault)

    def doubled(self, do: str, fault: str) -> None:
        self.figures(do).doubled += 1
        self.fault(fault)

    def fault(self, sentence: str) -> None:
        if len(self.faults) < _FAULTS_KEPT:
            self.faults.append(sentence)

    def add(self, other: "Tally") -> None:
        """Put another tally's figures to these."""
        for mine, others in zip(self.all_figures, other.all_figures, strict=True):
            mine.add(others)
        self.ack_ms += other.ack_ms
        self.waits_ms += other.waits_ms
        self.refusals += other.refusals
        self.losses += other.losses
        self.resent += other.resent
        self.connects += other.connects
        self.drops += other.drops
        for sentence in other.faults:
            self.fault(sentence)


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them as one."""
    together = Tally()
    for tally in tallies:
        together.add(tally)
    return together
