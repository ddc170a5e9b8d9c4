"""Each event's hash covers the hash before it, so that a log changed afterwards shows.

hash = SHA-256(previous hash as hex text + the JSON array [contest, version, at, seat, command_id,
type, body] in UTF-8 without blanks); the hash before the first event is the empty text. Pure.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from quizhub.contest.events import EVENT, AnyEvent, Event

START = ""


class NewEvent(NamedTuple):
    """An event on its way into the log, with the seat and the command it came from."""

    at: int
    seat: str
    command_id: str
    type: str
    body: str

    @classmethod
    def of(cls, event: Event, seat: str, command_id: str = "") -> "NewEvent":
        kind = type(event)
        # What model_dump_json does, without its dozen of options: there are thousands at once.
        body = kind.__pydantic_serializer__.to_json(event).decode()
        return cls(event.at, seat, command_id, kind.__name__, body)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it lies in the log; `body` is the whole event as JSON text."""

    contest: str
    version: int
    at: int
    seat: str
    command_id: str
    type: str
    body: str
    hash: str

    def event(self) -> AnyEvent:
        return EVENT.validate_json(self.body)


class ChainBroken(Exception):
    """The event with this version is not the one that was written."""

    def __init__(self, contest: str, version: int) -> None:
        super().__init__(f"contest {contest}: the log does not hold together at event {version}")
        self.contest = contest
        self.version = version


def link(previous: str, contest: str, version: int, new: NewEvent) -> str:
    """The hash of the event that follows `previous`."""
    facts = [contest, version, new.at, new.seat, new.command_id, new.type, new.body]
    return hashlib.sha256(previous.encode() + orjson.dumps(facts)).hexdigest()


def verify(stored: Iterable[StoredEvent]) -> str:
    """The hash of the last event of a whole log; raises ChainBroken at the first that does not fit."""
    previous = START
    for version, row in enumerate(stored, start=1):
        new = NewEvent(row.at, row.seat, row.command_id, row.type, row.body)
        if row.version != version or row.hash != link(previous, row.contest, version, new):
            raise ChainBroken(row.contest, version)
        previous = row.hash
    return previous
