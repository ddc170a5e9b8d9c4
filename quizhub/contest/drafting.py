"""A draft: the state as it would be while decide is still collecting events.

Each event is applied at once, so that the next thought sees its effect; nothing of it counts until
the events are in the log. Used only by decide and what decide calls.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizhub.contest.events import AnyEvent, StepTaken
from quizhub.contest.evolve import evolve
from quizhub.contest.photo_finish import LinkEstimate
from quizhub.contest.seats import Seat
from quizhub.contest.state import Ask, ContestState
from quizhub.errors import Code, CommandRejected


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the server measured beside a command: its arrival with fractions of a ms, and the links of the
    captains who are connected, by team. `button` is the link of the house button it came from, `buttons` are
    those of the armed ones by the team that presses there. `stalled`: for so long, in ms, our own program may
    have stood still before the arrival was noticed."""

    arrival: float
    links: Mapping[str, LinkEstimate] = field(default_factory=dict)
    button: LinkEstimate | None = None
    buttons: Mapping[str, LinkEstimate] = field(default_factory=dict)
    stalled: float = 0.0

    def ways(self, team: str) -> list[LinkEstimate]:
        """The links over which a press of this team may be on its way."""
        found = (self.links.get(team), self.buttons.get(team))
        return [link for link in found if link is not None]


class Draft:
    """Who asks (`seat`), when (`at`), what was measured, the state so far and the events that led there."""

    __slots__ = ("_evidence", "at", "events", "seat", "state")

    def __init__(self, state: ContestState, seat: Seat, at: int, evidence: Evidence | None = None) -> None:
        self.state = state
        self.seat = seat
        self.at = at
        self._evidence = evidence
        self.events: list[AnyEvent] = []

    @property
    def evidence(self) -> Evidence:
        return self._evidence or Evidence(float(self.at))

    def add(self, event: AnyEvent) -> None:
        """One more event."""
        self.state = evolve(self.state, event)
        self.events.append(event)

    def step(self, label: str) -> None:
        """Open a step that undo takes back as one."""
        self.add(StepTaken(at=self.at, label=label, by=self.seat.id))

    @property
    def ask(self) -> Ask:
        """The ask being played; there must be one."""
        ask = self.state.show.ask
        if ask is None:
            raise CommandRejected(Code.NOT_NOW)
        return ask


def refuse_unless(allowed: bool, code: Code) -> None:
    """Raise CommandRejected(code) unless `allowed`."""
    if not allowed:
        raise CommandRejected(code)
