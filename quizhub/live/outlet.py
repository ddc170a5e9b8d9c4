"""The way out to one client: while its line is slow only the latest of each section is kept for it.

Used by connection and broadcast. A client that takes nothing for five seconds, or lets too much pile
up, is cut off; nobody ever waits for it.
"""

import asyncio
from collections.abc import Callable, Mapping

from quizhub.live import protocol
from quizhub.live.channel import HIGH_WATER, MOST_UNSENT, Channel
from quizhub.live.frames import Frame

STUCK_S = 5.0

_NOTHING: Mapping[str, bytes] = {}
"""What waits for nearly every phone: one object for all, so that a broadcast finds it in the cache."""


class ViewMessage:
    """Whole sections at one version, encoded and framed once for everybody who gets them."""

    __slots__ = ("frame", "members", "version")

    def __init__(self, version: int, now: int, members: Mapping[str, bytes]) -> None:
        self.version = version
        self.members = members
        self.frame = Frame(protocol.view(version, now, members.values()))


class Outlet:
    """`now` tells the time for a message that was put together late."""

    __slots__ = ("_channel", "_now", "_offer", "_slots", "_stuck", "_version")

    def __init__(self, channel: Channel, now: Callable[[], int]) -> None:
        self._channel = channel
        self._offer = channel.offer
        self._now = now
        self._slots = _NOTHING
        self._version = 0
        self._stuck: asyncio.TimerHandle | None = None

    @property
    def is_free(self) -> bool:
        """Whether sections would go out at once, after everything older."""
        return not self._slots and self._channel.unsent() <= HIGH_WATER

    def show(self, view: ViewMessage) -> None:
        """Send sections, or keep them in their slots until the line is free."""
        if self._slots or not self._offer(view.frame):
            self._slots = {**self._slots, **view.members}
            self._version = max(self._version, view.version)
            self._watch()

    def send(self, frame: Frame) -> None:
        """Send something that must arrive, such as an acknowledgement."""
        if self._offer(frame):
            return
        if self._channel.unsent() + len(frame) > MOST_UNSENT:
            self.cut()
            return
        self._channel.send(frame)
        self._watch()

    def drained(self) -> None:
        """The line is free again: the latest of every section that waited goes out as one message."""
        self.stop_watching()
        slots, self._slots = self._slots, _NOTHING
        if slots:
            self._channel.send(Frame(protocol.view(self._version, self._now(), slots.values())))

    def cut(self) -> None:
        self.stop_watching()
        self._slots = _NOTHING
        self._channel.abort()

    def stop_watching(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _watch(self) -> None:
        if self._stuck is None:
            self._stuck = asyncio.get_running_loop().call_later(STUCK_S, self.cut)
