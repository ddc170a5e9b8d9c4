"""What goes over a live socket, as docs/protocol.md tells it: bytes in, messages out, and back.

Used by connection and broadcast. Pure: no socket, no clock, no state of a contest.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from quizhub.contest.commands import (
    COMMAND,
    AnyCommand,
    AwaitHost,
    CompensateClock,
    MoveSeat,
    TakeSeat,
    TimePassed,
)
from quizhub.contest.preview import Preview
from quizhub.errors import Code, MalformedMessage

VERSION = 1
PHONE_LIMIT = 4_096
HOST_LIMIT = 65_536
PACKET = 1_200
"""Changes of a phone's view come in messages of at most so many bytes: each fits one packet on the air."""

_MOST_KEYS = 16
_DEEPEST = 4
_LONGEST_TEXT = 500
_COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_PAGE = re.compile(r"[A-Za-z0-9_-]{0,64}")

# Given by admission and by the clock; a client that sends one is not a client of ours.
_NEVER_SENT = frozenset({TakeSeat, MoveSeat, TimePassed, AwaitHost, CompensateClock})


class Close(IntEnum):
    """Why a socket was closed; what a client does then stands in docs/protocol.md."""

    STOPPING = 1012
    TOO_FAST = 1008
    TOO_LARGE = 1009
    OUR_FAULT = 1011
    MALFORMED = 4400
    NO_SEAT = 4401
    WRONG_ORIGIN = 4403
    NO_HELLO = 4408
    SEAT_MOVED = 4409


class MessageTooLarge(MalformedMessage):
    """Longer than this client may send; the connection is closed with 1009."""


@dataclass(frozen=True, slots=True)
class Hello:
    """`page` names a host's page over all its connections; `watches`: it does not want to lead by itself.
    `teams`: whose buttons hang on a client of house buttons, `armed`: it passes their presses on."""

    language: str
    page: str = ""
    watches: bool = False
    teams: tuple[str, ...] = ()
    armed: bool = True


@dataclass(frozen=True, slots=True)
class TakeLead:
    """A host's page takes over the controls."""


@dataclass(frozen=True, slots=True)
class Ping:
    x: float


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to the server's ping `n`; `clock` is the client's monotonic clock in milliseconds."""

    n: int
    clock: float | None


@dataclass(frozen=True, slots=True)
class Seen:
    ask: int


class CommandMessage(NamedTuple):
    """A command; on `trial` only what it would change is asked."""

    id: str
    command: AnyCommand
    trial: bool = False


ClientMessage = Hello | TakeLead | Ping | Pong | Seen | CommandMessage


# --- from the client --------------------------------------------------------------------------------


def parse_message(text: bytes | str, limit: int) -> ClientMessage:
    """Read one text frame; raises MalformedMessage (MessageTooLarge above `limit` bytes)."""
    if len(text) > limit:
        raise MessageTooLarge
    try:
        fields = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedMessage("not JSON") from error
    if type(fields) is not dict:
        raise MalformedMessage("not an object")
    if not _is_small(text):
        _check_shape(fields, _DEEPEST)
    if "do" in fields:
        return _command(fields)
    for name, read in _OTHERS:
        if name in fields:
            return read(fields)
    raise MalformedMessage("none of do, ping, pong, seen, hello, lead")


def _command(fields: dict[str, Any]) -> CommandMessage:
    command_id = fields.pop("id", None)
    if type(command_id) is not str or not _COMMAND_ID.fullmatch(command_id):
        raise MalformedMessage("id must be 16 to 64 of A-Z a-z 0-9 _ -")
    trial = fields.pop("try", False)
    if type(trial) is not bool:
        raise MalformedMessage("try is true or false")
    try:
        command = COMMAND.validator.validate_python(fields)
    except ValidationError as error:
        raise MalformedMessage(error.errors(include_input=False, include_url=False)[0]["msg"]) from error
    if type(command) in _NEVER_SENT:
        raise MalformedMessage(f"{command.do} is not for clients")
    return CommandMessage(command_id, command, trial)


def _hello(fields: dict[str, Any]) -> Hello:
    language = fields.get("lang", "")
    if _whole(fields["hello"]) != VERSION or type(language) is not str or len(language) > 35:
        raise MalformedMessage("this server speaks hello 1 with a language tag")
    page = fields.get("page", "")
    if type(page) is not str or not _PAGE.fullmatch(page):
        raise MalformedMessage("page must be at most 64 of A-Z a-z 0-9 _ -")
    teams = fields.get("teams", [])
    if type(teams) is not list or not all(type(team) is str for team in teams):
        raise MalformedMessage("teams must be a list of names")
    return Hello(language, page, fields.get("lead") is False, tuple(teams), fields.get("armed") is not False)


def _lead(fields: dict[str, Any]) -> TakeLead:
    if fields["lead"] is not True:
        raise MalformedMessage("lead can only be taken")
    return TakeLead()


def _ping(fields: dict[str, Any]) -> Ping:
    return Ping(_number(fields["ping"]))


def _pong(fields: dict[str, Any]) -> Pong:
    clock = fields.get("c")
    return Pong(_whole(fields["pong"]), None if clock is None else _number(clock))


def _seen(fields: dict[str, Any]) -> Seen:
    return Seen(_whole(fields["seen"]))


_OTHERS = (("ping", _ping), ("pong", _pong), ("seen", _seen), ("hello", _hello), ("lead", _lead))


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise MalformedMessage("not a number")
    return value  # type: ignore[no-any-return]


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise MalformedMessage("not a whole number")
    return value


def _is_small(text: bytes | str) -> bool:
    """Whether it holds so few brackets, colons and bytes that nothing can be too deep, too many or too long:
    told without looking at what they mean, as it is of nearly every message."""
    if isinstance(text, str):
        return False
    opened = text.count(b"{") + text.count(b"[")
    return opened <= _DEEPEST and text.count(b":") <= _MOST_KEYS and len(text) <= _LONGEST_TEXT


def _check_shape(parts: dict[str, Any] | list[Any], deepest: int) -> None:
    """Bound what an object or an array may hold before anything else looks at it."""
    if deepest == 0:
        raise MalformedMessage("too deep")
    if isinstance(parts, dict):
        if len(parts) > _MOST_KEYS:
            raise MalformedMessage("too many fields")
        parts = list(parts.values())
    for part in parts:
        if isinstance(part, str):
            if len(part) > _LONGEST_TEXT:
                raise MalformedMessage("text too long")
        elif isinstance(part, (dict, list)):
            _check_shape(part, deepest - 1)


# --- to the client ----------------------------------------------------------------------------------


def ack(command_id: str, version: int, now: int = 0, members: Iterable[bytes] = ()) -> bytes:
    """With sections it is a view of `version` as well."""
    told = b",".join(members)
    if not told:
        return b'{"ack":"%s","v":%d}' % (command_id.encode(), version)
    return b'{"ack":"%s","v":%d,"now":%d,%s}' % (command_id.encode(), version, now, told)


def refusal(command_id: str, code: Code, text: str) -> bytes:
    return orjson.dumps({"no": command_id, "code": code, "text": text})


def tried(command_id: str, found: Preview) -> bytes:
    """What a command on trial would change."""
    return orjson.dumps({"tried": command_id, "points": found.points, "ranks": found.ranks})


def pong(x: float, now: int) -> bytes:
    return orjson.dumps({"pong": x, "now": now})


def ping(n: int, now: int) -> bytes:
    return b'{"ping":%d,"now":%d}' % (n, now)


def fragments(sections: Mapping[str, object]) -> dict[str, bytes]:
    """Each section as the bytes of one member of a view message: `"name":value`."""
    return {name: b'"%s":%s' % (name.encode(), orjson.dumps(section)) for name, section in sections.items()}


def packets(members: Mapping[str, bytes]) -> list[dict[str, bytes]]:
    """The sections in as few parts as fit a packet each; a section too long for one goes alone."""
    parts: list[dict[str, bytes]] = []
    room = 0
    for name, member in members.items():
        if len(member) + 1 > room:
            parts.append({})
            room = PACKET - len(view(2**31, 2**41, ()))
        parts[-1][name] = member
        room -= len(member) + 1
    return parts


def view(version: int, now: int, members: Iterable[bytes]) -> bytes:
    """A view message made of whole sections."""
    return b'{"v":%d,"now":%d,%s}' % (version, now, b",".join(members))
