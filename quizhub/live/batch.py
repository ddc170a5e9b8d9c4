"""Letters decided one after the other over a draft of the state; nothing is true before it is on disk.

Made by the actor for each drain of its mailbox. No waiting and no disk in here.
"""

import logging
from collections.abc import Iterator

from quizhub.contest.commands import CompensateClock
from quizhub.contest.deadlines import due_command, next_deadline
from quizhub.contest.decide import draft_of
from quizhub.contest.events import AnyEvent
from quizhub.contest.seats import CLOCK
from quizhub.contest.state import ContestState, Show
from quizhub.errors import Code, CommandRejected
from quizhub.live.known_commands import KnownCommands
from quizhub.live.letters import Letter, OurFault, Outcome, Receipt
from quizhub.storage.event_log import NewEvent

_MOST_DEADLINES = 50
"""Deadlines that may pass one after the other at one moment; more is a mistake in the rules."""

_log = logging.getLogger(__name__)


class Batch:
    """What a group of letters leads to: `state`, the new events, and an outcome for each letter."""

    def __init__(self, contest: str, state: ContestState, known: KnownCommands) -> None:
        self.state = state
        self.events: list[AnyEvent] = []
        self.seats: list[str] = []
        self.new: list[NewEvent] = []
        self._contest = contest
        self._known = known
        self._ids: dict[tuple[str, str], int] = {}
        self._outcomes: list[tuple[Letter, Outcome]] = []
        self._deadline: int | None = None
        self._timed: Show | None = None

    def take(self, letter: Letter) -> None:
        """Decide a letter; deadlines that passed before it arrived come first.

        Time lost by the server is given back before any clock is looked at.
        """
        if type(letter.command) is not CompensateClock:
            self.pass_time(letter.at)
        self._outcomes.append((letter, self._outcome(letter)))

    def pass_time(self, at: int) -> None:
        """Everything the running clocks lead to by `at`."""
        if self._timed is not self.state.show:
            # Hundreds of answers leave the show as it is, and with it what runs out next.
            self._timed, self._deadline = self.state.show, next_deadline(self.state)
        if self._deadline is None or at < self._deadline:
            return
        for _ in range(_MOST_DEADLINES):
            command = due_command(self.state, at)
            if command is None:
                return
            letter = Letter(command, CLOCK, at)
            if not isinstance(self._outcome(letter), Receipt):
                break
        _log.error("contest %s, version %d: a deadline does not pass", self._contest, self.state.version)

    def _outcome(self, letter: Letter) -> Outcome:
        seat, command_id = letter.seat.id, letter.command_id
        if command_id:
            repeated = self._known.find(seat, command_id) or self._ids.get((seat, command_id))
            if repeated is not None:
                return Receipt(repeated)
        if letter.fenced:
            return CommandRejected(Code.NOT_LEADING)
        try:
            self._apply(letter)
        except CommandRejected as refused:
            return refused
        except Exception:
            name = type(letter.command).__name__
            _log.exception("contest %s, version %d: %s failed", self._contest, self.state.version, name)
            return OurFault(name)
        return Receipt(self.state.version)

    def _apply(self, letter: Letter) -> None:
        """All events of a letter or none: the draft moves only when every one could be applied."""
        seat = letter.seat.id
        draft = draft_of(self.state, letter.command, letter.seat, letter.at, letter.evidence)
        new = [NewEvent.of(event, seat, letter.command_id) for event in draft.events]
        self.state = draft.state
        self.events += draft.events
        self.new += new
        self.seats += [seat] * len(new)
        if new and letter.command_id:
            self._ids[seat, letter.command_id] = draft.state.version

    def remember(self) -> None:
        """The batch is on disk: its command ids are known from now on."""
        for (seat, command_id), version in self._ids.items():
            self._known.add(seat, command_id, version)

    def outcomes(self) -> Iterator[tuple[Letter, Outcome]]:
        return iter(self._outcomes)

    @property
    def letters(self) -> list[Letter]:
        return [letter for letter, _ in self._outcomes]
