"""The JSON entrance of docs/protocol.md §1."""

import pytest


def test_what_a_phone_may_know_before_it_joins(server, visitor):
    answer = visitor.get(f"/api/contest/{server.info.code}")
    assert answer.headers["content-type"] == "application/json"
    shown = answer.json()
    assert set(shown) == {"contest", "title", "languages", "locked", "audience", "teams"}
    assert shown["contest"] == server.info.id
    assert shown["title"] == "Safe Community contest"
    assert shown["teams"][0] == {"id": "t1", "n": 1, "name": "朝阳里", "taken": False}
    assert server.visitor("zh").get(f"/api/contest/{server.info.code}").json()["title"] == (
        "平安社区安全知识竞赛"
    )


def test_a_wrong_code_is_a_refusal_with_code_and_sentence(visitor):
    answer = visitor.get("/api/contest/000000")
    assert answer.status_code == 404
    assert answer.json() == {
        "code": "wrong_code",
        "text": "No contest has this code. Compare it with the big screen.",
    }


def test_a_captain_joins_by_pin(server, visitor):
    card = server.cards[2]
    asked = {"code": server.info.code, "as": "captain", "team": card.team, "pin": card.pin, "language": "en"}
    answer = visitor.post("/api/join", json=asked)
    assert answer.status_code == 200
    assert answer.json() == {"contest": server.info.id, "seat": "team-t3", "live": "/live/phone"}
    assert "qh_seat" in visitor.cookies
    again = visitor.post("/api/join", json={key: asked[key] for key in ("code", "as", "team")})
    assert again.json() == answer.json()


def test_a_captain_joins_by_card(server, visitor):
    card = server.cards[3].url.rpartition("/")[2]
    answer = visitor.post("/api/join", json={"as": "captain", "card": card})
    assert answer.json()["seat"] == "team-t4"


def test_the_audience_joins(server, visitor):
    answer = visitor.post("/api/join", json={"code": server.info.code, "as": "audience"})
    assert answer.json()["seat"].startswith("aud-")


def test_refusals_carry_their_code(server, visitor):
    asked = {"code": server.info.code, "as": "captain", "team": "t1", "pin": "AAAAAA"}
    answer = visitor.post("/api/join", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_pin")
    unknown = visitor.post("/api/join", json={**asked, "team": "t99"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_team")
    nowhere = visitor.post("/api/join", json={"code": "000000", "as": "audience"})
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "wrong_code")


@pytest.mark.parametrize(
    ("role", "cookie"), [("host", "qh_staff"), ("arbiter", "qh_arbiter"), ("screen", "qh_screen")]
)
def test_host_arbiter_and_screen_enter_by_the_word_of_their_link(server, visitor, role, cookie):
    key = getattr(server.links, f"{role}_url").split("?key=")[1]
    answer = visitor.post("/api/enter", json={"key": key})
    assert answer.json() == {"contest": server.info.id, "role": role, "live": f"/live/{role}"}
    assert cookie in visitor.cookies


def test_a_made_up_key_is_refused(visitor):
    assert visitor.post("/api/enter", json={"key": "0" * 32}).status_code in (403, 404)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"{}", b'{"as": 1}', b'{"as": "captain", "code": 1}', b"\xff"]
)
def test_what_cannot_be_read_is_a_400_with_a_sentence(visitor, body):
    answer = visitor.post("/api/join", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "http_400"
    assert answer.json()["text"]


def test_json_must_say_that_it_is_json(server, visitor):
    answer = visitor.post("/api/join", data={"code": server.info.code, "as": "audience"})
    assert answer.status_code == 400
    assert "qh_seat" not in visitor.cookies


def test_a_body_that_is_too_large_is_refused_in_json(visitor):
    answer = visitor.post("/api/join", json={"as": "captain", "card": "x" * 70_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "http_413")


def test_another_site_cannot_join_for_somebody(server, visitor):
    asked = {"code": server.info.code, "as": "audience"}
    answer = visitor.post("/api/join", json=asked, headers={"origin": "http://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "http_403")


def test_an_api_address_that_is_not_there_answers_in_json(visitor):
    answer = visitor.get("/api/none")
    assert (answer.status_code, answer.json()["code"]) == (404, "http_404")
    assert visitor.get("/api/join").status_code == 405
