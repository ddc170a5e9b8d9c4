"""When something cannot be shown: a sentence, a way on, and nothing of our insides."""

import pytest
from starlette.testclient import TestClient

from tests.storage.disks import SmallDisk
from tests.web.conftest import ADDRESS, HERE


@pytest.mark.parametrize(
    ("method", "path", "status", "sentence"),
    [
        ("GET", "/nothing", 404, "There is no such page."),
        ("GET", "/assets/old/js/pages/play.js", 404, "There is no such page."),
        ("POST", "/play", 405, "There is no such page."),
    ],
)
def test_an_error_has_a_sentence_and_a_way_on(visitor, method, path, status, sentence):
    answer = visitor.request(method, path)
    assert answer.status_code == status
    assert sentence in answer.text
    assert 'class="button main" href="/"' in answer.text
    assert "frame-ancestors" in answer.headers["content-security-policy"]


def test_a_foreign_form_is_told_why(server):
    foreign = server.visitor()
    answer = foreign.post(f"/j/{server.info.code}/audience", headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert "did not come from a page of this contest" in answer.text


def test_a_foreign_name_for_this_server_is_refused(server):
    client = TestClient(server.app, base_url="http://evil.example:8000")
    client.portal = server.client.portal
    assert client.get("/").status_code == 403
    known = TestClient(server.app, base_url="http://hall-laptop:8000")
    known.portal = server.client.portal
    assert known.get("/").status_code == 200


def test_our_own_fault_shows_no_insides(server, monkeypatch):
    async def broken(*_args, **_kwargs):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(type(server.place.hall), "lobby", broken)
    client = TestClient(server.app, base_url=HERE, raise_server_exceptions=False)
    client.portal = server.client.portal
    page = client.get(f"/j/{server.info.code}", headers={"accept-language": "en"})
    assert page.status_code == 500
    assert "It is our fault." in page.text
    assert "secret inside" not in page.text
    assert client.get(f"/api/contest/{server.info.code}").json()["code"] == "http_500"


def test_a_form_that_is_too_large_gets_the_page(server, visitor):
    answer = visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": "x" * 70_000})
    assert answer.status_code == 413
    assert "Too large" in answer.text


def test_somebody_who_leaves_in_the_middle_is_no_fault_of_ours(server):
    sent = []

    async def gone():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    headers = {"host": ADDRESS, "origin": f"http://{ADDRESS}", "content-type": "application/json"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/join",
        "query_string": b"",
        "scheme": "http",
        "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    server.client.portal.call(server.app, scope, gone, send)
    assert sent[0]["status"] == 400


def test_what_cannot_be_stored_is_not_saved_rather_than_a_fault(server, visitor):
    disk = SmallDisk(server.place.hall._database)
    server.client.portal.call(disk.room_for, 0)
    asked = {"key": server.links.host_url.partition("key=")[2]}
    answers = (visitor.post("/api/enter", json=asked) for _ in range(2_000))
    refused = next(answer for answer in answers if answer.status_code != 200)
    assert (refused.status_code, refused.json()["code"]) == (503, "not_saved")
    forms = (server.visitor().post(f"/j/{server.info.code}/audience") for _ in range(2_000))
    page = next(answer for answer in forms if answer.status_code != 303)
    assert page.status_code == 503
    assert "Nothing is lost that was confirmed" in page.text
