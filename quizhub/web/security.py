"""What every answer and every request must satisfy, whatever the page: headers, Host and Origin.

Pure ASGI around the whole application. The host list also protects the WebSocket routes, whose own
Origin check is in socket.py. No page and no contest is known here.
"""

import ipaddress
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quizhub.settings import Profile

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Refuse = Callable[[Scope, Receive, Send, int], Awaitable[None]]

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with it browsers send `Origin: null` with a form, and no form could be told from
    # one on another site. Other sites learn as little either way.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
OF_EVERY_FILE = frozenset({"X-Content-Type-Options", "Cross-Origin-Resource-Policy"})
"""What a script or a style sheet needs; the rest speaks of pages, and thirty times half a kilobyte is two
seconds of a first load in a bad network."""
ONE_YEAR = "max-age=31536000"
FRAMED_BY_US = {"Content-Security-Policy": "frame-ancestors 'self'"}
"""What a page says that may stand in a frame of another page of ours: all it can say of its policy."""


def content_security_policy(host: str, profile: Profile, ancestors: str = "'none'") -> str:
    """All from here, nothing inline. Sockets are written out: old WebKit does not match them by 'self'."""
    sockets = f"wss://{host}" if profile is Profile.PUBLIC else f"ws://{host} wss://{host}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        f"media-src 'self'; font-src 'self'; frame-src 'self'; connect-src 'self' {sockets}; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
    )


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets, in small letters."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


class AllowedHosts:
    """Which Host headers are ours.

    In a hall an address of a private network is always ours, also one the router gave the laptop a
    minute ago: a foreign page can only disguise itself as us by a name (DNS rebinding).
    """

    def __init__(self, names: Iterable[str], profile: Profile) -> None:
        self.names = frozenset(name.lower() for name in names)
        self.profile = profile

    def __call__(self, host: str) -> bool:
        name = host_name(host)
        if name in self.names:
            return True
        if self.profile is Profile.PUBLIC:
            return False
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_private or address.is_loopback or address.is_link_local


class Security:
    """Refuses foreign hosts and foreign forms, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, allowed: AllowedHosts, refuse: Refuse) -> None:
        self.app = app
        self.allowed = allowed
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.allowed(host):
            await self.refuse(scope, receive, _with_headers(send, "localhost", self.allowed.profile), 403)
            return
        guarded = _with_headers(send, host, self.allowed.profile)
        scheme = "https" if self.allowed.profile is Profile.PUBLIC else scope["scheme"]
        if scope["method"] in SAFE_METHODS or same_origin(headers, host, scheme):
            await self.app(scope, receive, guarded)
        else:
            await self.refuse(scope, receive, guarded, 403)


def same_origin(headers: Headers, host: str, scheme: str) -> bool:
    """Whether a request that changes something comes from a page of ours.

    A request that tells nothing of where it comes from is refused. Referer stands in for an Origin
    that some browsers leave out with forms; Sec-Fetch-Site is absent on plain HTTP.
    """
    site = headers.get("sec-fetch-site")
    if site in ("cross-site", "same-site"):
        return False
    origin = headers.get("origin")
    if origin is None and (referer := headers.get("referer")):
        parts = urlsplit(referer)
        origin = f"{parts.scheme}://{parts.netloc}"
    if origin is None:
        return site == "same-origin"
    return origin == f"{scheme}://{host}"


def _with_headers(send: Send, host: str, profile: Profile) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            is_page = not headers.get("content-type", "").startswith(("text/javascript", "text/css"))
            for name, value in FIXED_HEADERS.items():
                if is_page or name in OF_EVERY_FILE:
                    headers[name] = value
            if is_page:
                said = FRAMED_BY_US["Content-Security-Policy"]
                framed = headers.get("content-security-policy") == said
                policy = content_security_policy(host, profile, "'self'" if framed else "'none'")
                headers["Content-Security-Policy"] = policy
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-store"
            if profile is Profile.PUBLIC:
                headers["Strict-Transport-Security"] = ONE_YEAR
        await send(message)

    return send_with_headers
