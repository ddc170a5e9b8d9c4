"""A bad network between a client and the server: a TCP proxy on loopback that is late, stalls, is narrow,
swallows everything, or hangs up. Needs no rights and no tools; used by the tests of faults.

TCP never loses a byte, so a lost packet is what a client sees of it: everything behind it waits until it
was sent again. In a black hole nothing arrives and nothing is told; what was sent meanwhile comes when it
ends, as after TCP's own repeats.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

PACKET = 1_200
AGAIN_S, LONGEST_AGAIN_S = 0.2, 3.2


def _open() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass(slots=True)
class Way:
    """One direction. `bits_s` 0: as wide as one likes. `passes` cleared: a black hole."""

    delay_s: float = 0.0
    jitter_s: float = 0.0
    loss: float = 0.0
    bits_s: float = 0.0
    passes: asyncio.Event = field(default_factory=_open)
    free_at: float = 0.0
    """Until then the narrow line is taken by what came before, on whatever connection."""

    def holds_s(self, size: int, chance: random.Random) -> float:
        """How long so many bytes are under way, apart from waiting for those before them."""
        held = self.delay_s + chance.uniform(0, self.jitter_s)
        for _ in range(0, size, PACKET):
            again = max(AGAIN_S, 2 * self.delay_s)
            while again <= LONGEST_AGAIN_S and chance.random() < self.loss:
                held += again
                again *= 2
        return held


class Proxy:
    """Listens at `port`; `up` leads to the server, `down` back."""

    def __init__(self, target: int, up: Way, down: Way, seed: int) -> None:
        self.target = target
        self.up = up
        self.down = down
        self.port = 0
        self.connections = 0
        self._chance = random.Random(seed)
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._refusing = False

    def black_hole(self, on: bool = True) -> None:
        """Nothing arrives any more in either direction, and neither end is told."""
        for way in (self.up, self.down):
            (way.passes.clear if on else way.passes.set)()

    def hang_up(self) -> None:
        """Every connection is reset."""
        for writer in list(self._open):
            writer.transport.abort()

    def refuse(self, on: bool) -> None:
        """Reset whoever connects, as a network does whose way is gone."""
        self._refusing = on

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refusing:
            writer.transport.abort()
            return
        self.connections += 1
        serving = asyncio.current_task()
        assert serving is not None
        self._serving.add(serving)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, far_writer}
        self._open |= ends
        pumps = [
            asyncio.create_task(self._pump(reader, far_writer, self.up)),
            asyncio.create_task(self._pump(far_reader, writer, self.down)),
        ]
        self._tasks.update(pumps)
        try:
            await asyncio.gather(*pumps, return_exceptions=True)
        finally:
            self._open -= ends
            self._tasks.difference_update(pumps)
            self._serving.discard(serving)
            for end in ends:
                end.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way) -> None:
        """Bytes are taken off the line as they come and handed on, in order, when their time is over."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        handing = asyncio.create_task(self._hand_on(queue, writer, way))
        self._tasks.add(handing)
        loop = asyncio.get_running_loop()
        arrives = 0.0
        try:
            while piece := await reader.read(16 * PACKET):
                if way.bits_s:
                    way.free_at = max(way.free_at, loop.time()) + len(piece) * 8 / way.bits_s
                through = max(way.free_at, loop.time())
                arrives = max(arrives, through + way.holds_s(len(piece), self._chance))
                queue.put_nowait((arrives, piece))
        except ConnectionError:
            pass
        finally:
            queue.put_nowait((arrives, b""))
            await handing
            self._tasks.discard(handing)

    async def _hand_on(
        self, queue: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter, way: Way
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            arrives, piece = await queue.get()
            await asyncio.sleep(max(0.0, arrives - loop.time()))
            await way.passes.wait()
            if not piece or writer.is_closing():
                break
            writer.write(piece)
        # The end of one direction is the end of the connection, as for a browser's socket.
        writer.transport.abort() if writer.is_closing() else writer.close()

    async def stop(self) -> None:
        self.hang_up()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._serving, return_exceptions=True)


@asynccontextmanager
async def bad_network(
    target: int, up: Way | None = None, down: Way | None = None, seed: int = 1
) -> AsyncIterator[Proxy]:
    """A proxy to a port of this machine while the block runs."""
    proxy = Proxy(target, up or Way(), down or Way(), seed)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.stop()
