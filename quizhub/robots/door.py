"""Getting in: the HTTP half of the protocol (enter by a link's key, join as captain or audience).

Used once by every robot before it opens its socket. One connection a request and no cookie jar: what
the server sets is handed on as the robot's ticket.
"""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httptools
import orjson

PATIENCE_S = 20.0


class Unreachable(Exception):
    """Nobody answers at the address, or not as QuizHub does; the text is a sentence for people."""


class JoinRefused(Exception):
    """The server understood and said no."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text or code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    secure: bool
    host: str
    port: int

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What the `Origin` header of every request must say."""
        return f"http{'s' if self.secure else ''}://{self.authority}"

    @property
    def socket_origin(self) -> str:
        return f"ws{'s' if self.secure else ''}://{self.authority}"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to open one socket: its path and the cookie that names the seat."""

    address: Address
    live: str
    cookie: str
    contest: str


def read_link(link: str) -> tuple[Address, str]:
    """The server's address and the key of a host or screen link; ValueError says what is wrong with it."""
    parts = urlsplit(link.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a link begins with http:// or https:// and names a host")
    keys = parse_qs(parts.query).get("key") or parse_qs(parts.fragment).get("key") or []
    if not keys:
        raise ValueError("the link has no key= in it; take the whole host link that `quizhub serve` prints")
    secure = parts.scheme == "https"
    return Address(secure, parts.hostname, parts.port or (443 if secure else 80)), keys[0]


async def enter(address: Address, key: str) -> Ticket:
    """A host's or a screen's ticket for the key of its link."""
    return await _ticket(address, "/api/enter", {"key": key})


async def join_captain(address: Address, code: str, team: str, pin: str, language: str) -> Ticket:
    wish = {"code": code, "as": "captain", "team": team, "pin": pin, "language": language}
    return await _ticket(address, "/api/join", wish)


async def join_audience(address: Address, code: str, language: str) -> Ticket:
    return await _ticket(address, "/api/join", {"code": code, "as": "audience", "language": language})


async def _ticket(address: Address, path: str, wish: Mapping[str, str]) -> Ticket:
    try:
        async with asyncio.timeout(PATIENCE_S):
            reply = await _post(address, path, orjson.dumps(wish))
    except TimeoutError as slow:
        raise Unreachable(f"{address.origin} did not answer within {PATIENCE_S:.0f} seconds.") from slow
    except OSError as gone:
        reason = gone.strerror or str(gone)
        raise Unreachable(
            f"Nobody answers at {address.origin} ({reason}). Is `quizhub serve` running?"
        ) from gone
    return _read_reply(address, reply)


def _read_reply(address: Address, reply: "_Reply") -> Ticket:
    try:
        told = orjson.loads(bytes(reply.content))
        if 400 <= reply.status < 500:
            raise JoinRefused(str(told["code"]), str(told.get("text", "")))
        if reply.status >= 500:
            raise Unreachable(f"{address.origin} answered with error {reply.status}.")
        return Ticket(address, told["live"], "; ".join(reply.cookies), told["contest"])
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as strange:
        raise Unreachable(f"{address.origin} answers, but not as QuizHub does.") from strange


class _Reply:
    """An HTTP answer as httptools reads it."""

    def __init__(self) -> None:
        self.status = 0
        self.cookies: list[str] = []
        self.content = bytearray()
        self.complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"set-cookie":
            self.cookies.append(value.decode("latin-1").split(";", 1)[0].strip())

    def on_body(self, piece: bytes) -> None:
        self.content += piece

    def on_message_complete(self) -> None:
        self.complete = True


async def _post(address: Address, path: str, content: bytes) -> _Reply:
    context: Any = ssl.create_default_context() if address.secure else None
    reader, writer = await asyncio.open_connection(address.host, address.port, ssl=context)
    reply = _Reply()
    parser = httptools.HttpResponseParser(reply)
    try:
        writer.write(_head(address, path, len(content)) + content)
        while not reply.complete and (piece := await reader.read(65536)):
            parser.feed_data(piece)
        reply.status = parser.get_status_code()
    except httptools.HttpParserError as strange:
        raise Unreachable(f"{address.origin} answers, but not as QuizHub does.") from strange
    finally:
        writer.close()
    return reply


def _head(address: Address, path: str, length: int) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: {address.authority}\r\nOrigin: {address.origin}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n"
        "Accept: application/json\r\nConnection: close\r\n\r\n"
    ).encode("ascii")
