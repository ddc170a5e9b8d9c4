"""The limit: a uvloop protocol that moves the same bytes as QuizHub and knows no contest.

Run as a process of its own: `python -m quizhub.bench.bare SIZES`. It answers a handshake with a fixed
one and the first message (hello) with a frame of the welcome's size. Each later message is an answer: read
and checked for its shape, and once its row is appended and fdatasync has returned, acknowledged by its id,
as no server could do with less. Two bytes `GO` on a further connection make it write one frame to all.
"""

import asyncio
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from typing import Literal, cast

from pydantic import TypeAdapter

from quizhub.bench.wire import SWITCHED, message_of, server_frame

GO = b"GO"


@dataclass(frozen=True, slots=True)
class Chosen:
    kind: Literal["choice"]
    chosen: list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """The message of a phone that answers, docs/protocol.md."""

    id: str
    do: Literal["SubmitAnswer"]
    ask: int
    answer: Chosen
    n: int


_SAID = TypeAdapter(Said)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes on the wire of what QuizHub sends, and on the disk for one answer."""

    welcome: int = 2_000
    shared: int = 700
    ack: int = 60
    row: int = 400

    def as_argument(self) -> str:
        return json.dumps(asdict(self))


class Place:
    def __init__(self, sizes: Sizes, file: int) -> None:
        self.welcome = server_frame(sizes.welcome)
        self.phones: list[asyncio.WriteTransport] = []
        self._shared = server_frame(sizes.shared)
        self._sizes = sizes
        self._file = file
        self._answered: list[tuple[asyncio.WriteTransport, Said]] = []

    def tell_all(self) -> None:
        for transport in self.phones:
            transport.write(self._shared)

    def answered(self, transport: asyncio.WriteTransport, said: Said) -> None:
        if not self._answered:
            asyncio.get_running_loop().call_soon(self._keep)
        self._answered.append((transport, said))

    def _keep(self) -> None:
        """Everything that came in one turn of the loop, in one write."""
        answered, self._answered = self._answered, []
        os.write(self._file, b"".join(_SAID.dump_json(said).ljust(self._sizes.row) for _, said in answered))
        os.fdatasync(self._file)
        for transport, said in answered:
            transport.write(server_frame(self._sizes.ack, b'{"ack":"%b"}' % said.id.encode()))


class Line(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self, place: Place) -> None:
        self._place = place
        self._open = self._welcomed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._welcomed:
            self._place.phones.remove(self.transport)

    def data_received(self, data: bytes) -> None:
        if self._welcomed:
            self._place.answered(self.transport, _SAID.validate_json(message_of(data)))
        elif self._open:
            self._welcomed = True
            self._place.phones.append(self.transport)
            self.transport.write(self._place.welcome)
        elif data == GO:
            self._place.tell_all()
        else:
            self._open = True
            self.transport.write(SWITCHED)


async def _serve(sizes: Sizes) -> None:
    with tempfile.TemporaryFile(buffering=0) as file:
        place = Place(sizes, file.fileno())
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Line(place), "127.0.0.1", 0, backlog=4096)
        print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
        await server.serve_forever()


def main() -> None:
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(Sizes(**json.loads(sys.argv[1]))))


if __name__ == "__main__":
    main()
