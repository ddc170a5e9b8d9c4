"""Whether a contest's log is as it was written: versions in order, hashes linked, every event readable,
and the rules able to play it again. Used by backups, restore and `contest verify`; changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from quizhub.contest.events import AnyEvent, ContestCreated
from quizhub.contest.evolve import evolve, start
from quizhub.contest.state import ContestState
from quizhub.storage.contests import Contests
from quizhub.storage.database import Database
from quizhub.storage.errors import StorageError
from quizhub.storage.event_log import EventLog
from quizhub.storage.hash_chain import START, NewEvent, StoredEvent, link

Fault = Literal["empty", "order", "changed", "unreadable", "columns", "replay"]

_TOLD: dict[Fault, str] = {
    "empty": "the log is empty",
    "order": "an event is missing or doubled before event {version}",
    "changed": "event {version} was changed, or one before it was taken out",
    "unreadable": "event {version} cannot be read",
    "columns": "the columns of event {version} do not say what its body says",
    "replay": "the rules cannot play event {version} again",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first event of a log that does not fit; `version` is its place, counted from 1."""

    version: int
    fault: Fault
    detail: str = ""

    @property
    def sentence(self) -> str:
        told = _TOLD[self.fault].format(version=self.version)
        return f"{told} ({self.detail})" if self.detail else told


@dataclass(frozen=True, slots=True)
class Finding:
    """One contest's log: how far it holds together. `state` and `hash` are those of the last good event."""

    contest: str
    code: str
    title: dict[str, str]
    events: int
    version: int
    hash: str
    state: ContestState | None
    flaw: Flaw | None

    @property
    def last_at(self) -> int:
        """Time of the last good event, 0 without one."""
        return self.state.at if self.state is not None else 0


def examine(database: Database, contest: str) -> Finding | None:
    """Look at the log of one contest, named by id or join code; None when it is not there. Blocking."""
    row = Contests(database).find_now(contest)
    if row is None:
        return None
    stored = EventLog(database).read_now(row.id)
    version, digest, state, flaw = _walk(stored)
    return Finding(row.id, row.code, dict(row.title), len(stored), version, digest, state, flaw)


def examine_all(database: Database) -> list[Finding]:
    """Look at every log. Blocking."""
    found = (examine(database, row.id) for row in Contests(database).all_now())
    return [finding for finding in found if finding is not None]


def refuse_flaws(findings: Sequence[Finding], where: object) -> None:
    """Raise StorageError naming the first log that does not hold together."""
    for finding in findings:
        if finding.flaw is not None:
            raise StorageError(f"{where}, contest {finding.contest}: {finding.flaw.sentence}.")


def _walk(stored: Sequence[StoredEvent]) -> tuple[int, str, ContestState | None, Flaw | None]:
    """Version, hash and state after the last event that fits, and what is wrong with the next."""
    digest, state = START, None
    if not stored:
        return 0, digest, None, Flaw(1, "empty")
    for version, row in enumerate(stored, start=1):
        read = _read(row, version, digest)
        if isinstance(read, Flaw):
            return version - 1, digest, state, read
        try:
            state = _after(state, read)
        except Exception as error:
            detail = f"{row.type}: {type(error).__name__} {error}".strip()
            return version - 1, digest, state, Flaw(version, "replay", detail)
        digest = row.hash
    return len(stored), digest, state, None


def _read(row: StoredEvent, version: int, previous: str) -> AnyEvent | Flaw:
    new = NewEvent(row.at, row.seat, row.command_id, row.type, row.body)
    if row.version != version:
        return Flaw(version, "order", f"it has number {row.version}")
    if row.hash != link(previous, row.contest, version, new):
        return Flaw(version, "changed", row.type)
    try:
        event = row.event()
    except ValidationError as error:
        return Flaw(version, "unreadable", error.errors(include_url=False, include_input=False)[0]["msg"])
    if (type(event).__name__, event.at) != (row.type, row.at):
        return Flaw(version, "columns")
    return event


def _after(state: ContestState | None, event: AnyEvent) -> ContestState:
    if state is not None:
        return evolve(state, event)
    if not isinstance(event, ContestCreated):
        raise TypeError("a log begins with ContestCreated")
    return start(event)
