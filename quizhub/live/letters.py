"""What is put into a contest's mailbox, and what comes back: a receipt, a refusal or our own fault.

Used by the actor and by everybody who posts to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from quizhub.contest.commands import Command
from quizhub.contest.drafting import Evidence
from quizhub.contest.seats import Seat
from quizhub.errors import CommandRejected


class Receipt(NamedTuple):
    """The command's effect is on disk, and the log ended at `version` then."""

    version: int


class OurFault(Exception):
    """The command met a mistake of ours; nothing of it was kept."""


Outcome = Receipt | CommandRejected | OurFault
Reply = Callable[[Outcome], None]


def _ignored(outcome: Outcome) -> None:
    """For senders that do not wait."""


@dataclass(slots=True)
class Letter:
    """A command with its sender, the moment it arrived, what was measured beside it, and whom to tell.
    `fenced`: it came from a host's page that does not hold the controls.

    An empty `command_id` is never remembered, so such a command is not protected against repeats.
    """

    command: Command
    seat: Seat
    at: int
    command_id: str = ""
    reply: Reply = _ignored
    evidence: Evidence | None = None
    fenced: bool = False
