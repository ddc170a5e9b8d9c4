"""What a client knows of the contest: the newest of every section, and the server's time.

Filled by client.py from each view, read by every robot. Nothing here sends.
"""

from collections import deque
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

_NOT_SECTIONS = frozenset({"v", "now", "ack"})


class Sections:
    """Sections by name; one that arrives with a lower version than the one held is old and ignored."""

    def __init__(self, wanted: frozenset[str] | None = None) -> None:
        self._wanted = wanted
        self._versions: dict[str, int] = {}
        self._held: Json = {}
        self.version = -1

    def take(self, view: Mapping[str, Any]) -> set[str]:
        """Merge a view; gives the names of the sections that were replaced."""
        version = int(view["v"])
        self.version = max(self.version, version)
        taken = set()
        for name, section in view.items():
            if name in _NOT_SECTIONS or (self._wanted is not None and name not in self._wanted):
                continue
            if version >= self._versions.get(name, -1):
                self._versions[name] = version
                self._held[name] = section
                taken.add(name)
        return taken

    def version_of(self, name: str) -> int:
        """The version the section held came with; -1 before the first."""
        return self._versions.get(name, -1)

    def get(self, name: str) -> Any:
        """The section, or None before it was sent."""
        return self._held.get(name)

    def record(self, name: str) -> Json:
        """The section as a record; empty before it was sent (and for a section that is null)."""
        section = self._held.get(name)
        return section if isinstance(section, dict) else {}

    @property
    def ask(self) -> Json:
        """The question being played; empty when there is none."""
        return self.record("stage").get("ask") or {}

    @property
    def question(self) -> str:
        """Names a question of the programme, the same in every playing of it; `ask.id` differs each time."""
        planned, ask = self.record("stage").get("round") or {}, self.ask
        return f"{planned.get('n')} {ask.get('n')} {ask.get('stem')}"

    @property
    def show(self) -> str:
        """Which picture is up; empty before the first view."""
        return str(self.record("stage").get("show", ""))


class ServerTime:
    """Offset from this machine's monotonic clock to the server's, from the shortest of eight round trips."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, float]] = deque(maxlen=8)
        self._rough = 0.0

    def heard(self, now: float, local: float) -> None:
        """Any message with `now`: good enough until the first pong. Both in milliseconds."""
        self._rough = now - local

    def measured(self, now: float, sent: float, received: float) -> None:
        """A pong: the server said `now` half-way between the two."""
        self._samples.append((received - sent, now - (sent + received) / 2))

    def wait_ms(self, at: float, local: float) -> float:
        """Milliseconds from local time `local` until server time `at`; negative when it is past."""
        offset = min(self._samples)[1] if self._samples else self._rough
        return at - offset - local
