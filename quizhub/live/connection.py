"""One client on one socket: reads its messages, hands on its commands, writes what it is told.

Made by LiveContest.connect, fed by a channel. The seat was settled before; a message can claim neither
seat nor time.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

from quizhub.clock import Clock
from quizhub.contest.commands import Command
from quizhub.contest.drafting import Evidence
from quizhub.contest.preview import Preview
from quizhub.contest.seats import Role, Seat
from quizhub.errors import Code, CommandRejected, MalformedMessage
from quizhub.live import protocol
from quizhub.live.channel import Channel
from quizhub.live.frames import Frame
from quizhub.live.letters import Letter, Outcome, Receipt
from quizhub.live.outlet import Outlet, ViewMessage
from quizhub.live.protocol import Close, CommandMessage, Hello, Ping, Pong, Seen, TakeLead
from quizhub.live.rate import BURST, BURST_OF_BUTTONS, OVERRUNS, RateLimit

HELLO_S = 5.0


class Place(Protocol):
    """What a connection needs of the contest it belongs to."""

    clock: Clock
    refusal_text: Callable[[Code, str], str]

    def arrived(self, connection: "Connection") -> None: ...
    def left(self, connection: "Connection") -> None: ...
    def send(self, letter: Letter) -> None: ...
    def post_later(self, outlet: Outlet, frame: Frame) -> None: ...
    def news(self, connection: "Connection") -> dict[str, bytes]: ...
    def seen(self, connection: "Connection", ask: int) -> None: ...
    def answered_ping(self, connection: "Connection", pong: Pong, at: float) -> None: ...
    def evidence(self, command: Command, connection: "Connection", arrival: float) -> Evidence | None: ...
    def preview(self, command: Command, seat: Seat) -> Preview: ...
    def fenced(self, connection: "Connection") -> bool: ...
    def take_lead(self, connection: "Connection") -> None: ...


class Connection:
    """`language` is what the last hello asked for, empty before the first; `page` and `watches` are what a
    host's page said of itself there, `teams` and `armed` what a client of house buttons did. `own`
    holds the sections of its seat as they were last sent. Compared and stored by identity."""

    __slots__ = (
        "_arrived",
        "_channel",
        "_hello_timer",
        "_limit",
        "_open",
        "_outlet",
        "_place",
        "_rate",
        "armed",
        "group",
        "language",
        "own",
        "page",
        "seat",
        "show",
        "teams",
        "watches",
    )

    def __init__(self, place: Place, channel: Channel, seat: Seat, limit: int) -> None:
        self.seat = seat
        self.language = ""
        self.page = ""
        self.watches = False
        self.teams: tuple[str, ...] = ()
        self.armed = False
        self.group: object = None
        self.own: dict[str, bytes] = {}
        self._place = place
        self._channel = channel
        self._limit = limit
        self._open = True
        self._arrived = place.clock.exact()
        burst = BURST_OF_BUTTONS if seat.role is Role.BUTTONS else BURST
        self._rate = RateLimit(int(self._arrived), burst)
        self._outlet = Outlet(channel, place.clock.now)
        # Straight to the outlet: a broadcast takes this way thousands of times.
        self.show: Callable[[ViewMessage], None] = self._outlet.show
        self._hello_timer: asyncio.TimerHandle | None = asyncio.get_running_loop().call_later(
            HELLO_S, self.close, Close.NO_HELLO
        )

    @property
    def is_open(self) -> bool:
        return self._open and self._channel.is_open

    # --- from the channel ---------------------------------------------------------------------------

    def arriving(self) -> None:
        self._arrived = self._place.clock.exact()

    def received(self, message: bytes | str) -> None:
        if not self._open:
            return
        try:
            read = protocol.parse_message(message, self._limit)
        except protocol.MessageTooLarge:
            self.close(Close.TOO_LARGE)
            return
        except MalformedMessage:
            self.close(Close.MALFORMED)
            return
        if self._rate.take(int(self._arrived)):
            self._act(read)
        elif self._rate.overruns >= OVERRUNS:
            self.close(Close.TOO_FAST)
        elif isinstance(read, CommandMessage):
            self._refuse(read.id, Code.TOO_FAST)

    def received_bytes(self) -> None:
        self.close(Close.MALFORMED)

    def drained(self) -> None:
        self._outlet.drained()

    def lost(self) -> None:
        """The socket is gone."""
        self._end()

    # --- to the client ------------------------------------------------------------------------------

    def ping(self, frame: Frame) -> None:
        if self._open:
            self._outlet.send(frame)

    def close(self, code: int) -> None:
        """Say goodbye with this code and forget the client."""
        if self._open:
            self._end()
            self._channel.close(code)

    # --- inside -------------------------------------------------------------------------------------

    def _act(self, read: protocol.ClientMessage) -> None:
        if self._hello_timer is None and isinstance(read, CommandMessage):
            self._command(read)
        elif isinstance(read, Hello):
            self._hello(read)
        elif self._hello_timer is not None:
            self.close(Close.MALFORMED)
        elif isinstance(read, Ping):
            self._outlet.send(Frame(protocol.pong(read.x, self._place.clock.now())))
        elif isinstance(read, Pong):
            self._place.answered_ping(self, read, self._arrived)
        elif isinstance(read, Seen):
            self._place.seen(self, read.ask)
        elif isinstance(read, TakeLead):
            self._place.take_lead(self)

    def _hello(self, hello: Hello) -> None:
        if self._hello_timer is not None:
            self._hello_timer.cancel()
            self._hello_timer = None
        self.language, self.page, self.watches = hello.language, hello.page, hello.watches
        self.teams, self.armed = hello.teams, hello.armed
        self._place.arrived(self)

    def _try(self, message: CommandMessage) -> None:
        try:
            found = self._place.preview(message.command, self.seat)
        except CommandRejected as refused:
            self._refuse(message.id, refused.code)
        else:
            self._outlet.send(Frame(protocol.tried(message.id, found)))

    def _command(self, message: CommandMessage) -> None:
        if message.trial:
            self._try(message)
            return

        def reply(outcome: Outcome) -> None:
            if not self._open:
                return
            if isinstance(outcome, Receipt):
                self._acknowledge(message.id, outcome.version)
            elif isinstance(outcome, CommandRejected):
                self._refuse(message.id, outcome.code)
            else:
                self.close(Close.OUR_FAULT)

        evidence = self._place.evidence(message.command, self, self._arrived)
        at = int(self._arrived)
        fenced = self._place.fenced(self)
        self._place.send(Letter(message.command, self.seat, at, message.id, reply, evidence, fenced))

    def _acknowledge(self, command_id: str, version: int) -> None:
        """What the command changed for this phone alone goes along: one message instead of two."""
        news = self._place.news(self) if self._outlet.is_free else {}
        frame = Frame(protocol.ack(command_id, version, self._place.clock.now(), news.values()))
        self._place.post_later(self._outlet, frame)

    def _refuse(self, command_id: str, code: Code) -> None:
        text = self._place.refusal_text(code, self.language)
        self._outlet.send(Frame(protocol.refusal(command_id, code, text)))

    def _end(self) -> None:
        if self._open:
            self._open = False
            self.show = _show_nobody
            self._outlet.stop_watching()
            if self._hello_timer is not None:
                self._hello_timer.cancel()
                self._hello_timer = None
            self._place.left(self)


def _show_nobody(view: ViewMessage) -> None:
    """Its client is gone."""
