"""The gate before every page: hosts, origins and headers."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from quizhub.settings import Profile
from quizhub.web.security import AllowedHosts, Security

HERE = "http://192.168.1.5:8000"


async def refuse(scope, receive, send, status):
    await PlainTextResponse("refused", status)(scope, receive, send)


async def answer(request: Request):
    return PlainTextResponse("done")


def client_of(profile=Profile.HALL, names=("localhost", "quiz.example"), base=HERE) -> TestClient:
    allowed = AllowedHosts(names, profile)
    app = Starlette(
        routes=[Route("/", answer, methods=["GET", "POST"])],
        middleware=[Middleware(Security, allowed=allowed, refuse=refuse)],
    )
    return TestClient(app, base_url=base)


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost:8000", True),
        ("LOCALHOST", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("192.168.1.5:8000", True),
        ("10.20.30.40", True),
        ("quiz.example:8000", True),
        ("8.8.8.8:8000", False),
        ("evil.example:8000", False),
        ("localhost.evil.example", False),
        ("192.168.1.5.evil.example", False),
        ("", False),
        ("[::1", False),
    ],
)
def test_hosts_in_a_hall(host, ours):
    assert AllowedHosts(("localhost", "quiz.example"), Profile.HALL)(host) is ours


def test_in_public_only_the_names_given_are_ours():
    allowed = AllowedHosts(("quiz.example",), Profile.PUBLIC)
    assert allowed("quiz.example")
    assert not allowed("192.168.1.5")


def test_a_foreign_host_is_refused_even_for_reading():
    assert client_of(base="http://evil.example:8000").get("/").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": HERE}, 200),
        ({"origin": HERE, "sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"referer": f"{HERE}/j/482913"}, 200),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "https://192.168.1.5:8000"}, 403),
        ({"origin": "http://192.168.1.5"}, 403),
        ({"origin": "http://192.168.1.5:8001"}, 403),
        ({"origin": HERE, "sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"referer": "http://evil.example/http://192.168.1.5:8000"}, 403),
        ({"origin": "http://evil.example", "referer": f"{HERE}/"}, 403),
    ],
)
def test_what_changes_something_must_come_from_our_own_pages(headers, status):
    assert client_of().post("/", headers=headers).status_code == status
    assert client_of().get("/", headers=headers).status_code == 200


def test_headers_of_a_hall():
    headers = client_of().get("/").headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "media-src 'self'; font-src 'self'; frame-src 'self'; "
        "connect-src 'self' ws://192.168.1.5:8000 wss://192.168.1.5:8000; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


def test_scripts_and_style_sheets_carry_only_what_they_need():
    """Thirty of them come before the first picture of a phone, over whatever network there is."""

    async def script(request: Request):
        return Response("let one;", media_type=request.query_params["type"])

    middleware = [Middleware(Security, allowed=AllowedHosts((), Profile.HALL), refuse=refuse)]
    client = TestClient(Starlette(routes=[Route("/", script)], middleware=middleware), base_url=HERE)
    for kind in ("text/javascript", "text/css"):
        headers = client.get("/", params={"type": kind}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "content-security-policy" not in headers
    assert "content-security-policy" in client.get("/", params={"type": "image/svg+xml"}).headers


def test_refused_answers_carry_the_headers_too():
    headers = client_of().post("/").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_in_public_sockets_are_encrypted_and_https_is_kept():
    client = client_of(Profile.PUBLIC, base="http://quiz.example")
    headers = client.get("/").headers
    assert "connect-src 'self' wss://quiz.example;" in headers["content-security-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000"
    # The proxy speaks plain HTTP with us, the browser HTTPS with it.
    assert client.post("/", headers={"origin": "https://quiz.example"}).status_code == 200
    assert client.post("/", headers={"origin": "http://quiz.example"}).status_code == 403
