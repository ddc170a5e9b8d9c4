"""Commands on their way: each is kept and sent again until the server has acknowledged or refused it.

The promise of the protocol seen from the phone's side. Knows no socket: client.py asks what is due.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quizhub.ids import new_token
from quizhub.robots.sections import Json

RESEND_S = 2.5
ACK = "ack"


@dataclass(slots=True, eq=False)
class Sent:
    """One command of one intended act, whatever became of it. Times are client.py's, in seconds."""

    message: Json
    first_at: float
    last_at: float
    settled: asyncio.Future[str]
    """`ack`, or the code of the refusal."""
    ack_version: int | None = None
    tries: int = 1
    interrupted: bool = False
    """The socket was lost in between: its time to the acknowledgement says nothing about the server."""

    @property
    def id(self) -> str:
        return str(self.message["id"])

    @property
    def do(self) -> str:
        return str(self.message["do"])

    @property
    def acknowledged(self) -> bool:
        return self.settled.done() and self.settled.result() == ACK


@dataclass(slots=True)
class Outbox:
    waiting: dict[str, Sent] = field(default_factory=dict)

    def add(self, do: str, fields: dict[str, Any], at: float) -> Sent:
        """A new command under a fresh random id."""
        message = {"id": new_token(), "do": do, **fields}
        sent = Sent(message, at, at, asyncio.get_running_loop().create_future())
        self.waiting[sent.id] = sent
        return sent

    def settle(self, command_id: str, outcome: str) -> Sent | None:
        """The server's word on a command; None when that had been heard before."""
        sent = self.waiting.pop(command_id, None)
        if sent is not None:
            sent.settled.set_result(outcome)
        return sent

    def due(self, at: float) -> Iterator[Sent]:
        """What has waited long enough to be sent again."""
        for sent in list(self.waiting.values()):
            if at - sent.last_at >= RESEND_S:
                yield self._again(sent, at)

    def all_again(self, at: float) -> Iterator[Sent]:
        """Everything unsettled, for a new connection."""
        for sent in list(self.waiting.values()):
            yield self._again(sent, at)

    def connection_lost(self) -> None:
        for sent in self.waiting.values():
            sent.interrupted = True

    @staticmethod
    def _again(sent: Sent, at: float) -> Sent:
        sent.last_at = at
        sent.tries += 1
        return sent
