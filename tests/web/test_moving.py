"""Changing phones through the pages: the link, its page, its button, and every refusal in words."""

import pytest


def captain(server):
    """A phone with the seat of team 1."""
    phone = server.visitor()
    phone.post(f"/j/{server.info.code}/team/t1", data={"pin": server.cards[0].pin})
    return phone


def path_of(answer) -> str:
    return "/m/" + str(answer.json()["url"]).rpartition("/")[2]


def test_the_new_phone_takes_the_seat_with_one_button(server, visitor):
    old = captain(server)
    offer = old.post("/api/move", json={"as": "captain"})
    assert offer.headers["cache-control"] == "no-store"
    told = offer.json()
    assert (told["team"], told["until"]) == ("t1", server.clock.now() + 60_000)
    assert told["url"].startswith("http://")
    assert told["qr"].startswith("<svg")
    page = visitor.get(path_of(offer))
    assert page.status_code == 200
    assert "朝阳里" in page.text
    assert "The other phone stops; what it has sent stays." in page.text
    answer = visitor.post(path_of(offer))
    assert (answer.status_code, answer.headers["location"]) == (303, "/play")
    assert visitor.get("/play").status_code == 200
    # The old phone holds nothing any more.
    assert old.get("/play").headers["location"] == "/"
    assert old.post("/api/move", json={"as": "captain"}).json()["code"] == "no_seat"


def test_opening_the_page_moves_nothing(server, visitor):
    old = captain(server)
    path = path_of(old.post("/api/move", json={"as": "captain"}))
    for _ in range(3):
        assert visitor.get(path).status_code == 200
    assert old.get("/play").status_code == 200


def test_the_host_offers_the_seat_of_any_team(server, visitor):
    host = server.visitor()
    host.post("/api/enter", json={"key": server.links.host_url.rpartition("=")[2]})
    offer = host.post("/api/move", json={"as": "host", "team": "t2"})
    assert offer.json()["team"] == "t2"
    page = visitor.get(path_of(offer))
    assert "The other phone stops" not in page.text
    visitor.post(path_of(offer))
    assert visitor.get("/play").status_code == 200


def test_a_used_or_old_link_is_refused_in_words(server, visitor):
    old = captain(server)
    path = path_of(old.post("/api/move", json={"as": "captain"}))
    server.clock.advance(60_000)
    for answer in (visitor.get(path), visitor.post(path)):
        assert answer.status_code == 410
        assert "This link is used up or older than a minute. Ask for a new one." in answer.text
        assert '<form method="post" action="/m/' not in answer.text
    path = path_of(old.post("/api/move", json={"as": "captain"}))
    visitor.post(path)
    assert server.visitor().get(path).status_code == 410


def test_the_word_may_be_typed(server, visitor):
    old = captain(server)
    word = path_of(old.post("/api/move", json={"as": "captain"})).rpartition("/")[2]
    assert visitor.get(f"/m/{word.lower()[:4]} {word[4:]}").status_code == 200


def test_programs_join_with_the_word(server, visitor):
    old = captain(server)
    word = path_of(old.post("/api/move", json={"as": "captain"})).rpartition("/")[2]
    joined = visitor.post("/api/join", json={"as": "captain", "move": word}).json()
    assert (joined["seat"], joined["live"]) == ("team-t1", "/live/phone")
    again = visitor.post("/api/join", json={"as": "captain", "move": "ABCDEFGH"})
    assert (again.status_code, again.json()["code"]) == (410, "link_expired")


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"as": "captain"}, 401, "no_seat"),
        ({"as": "host", "team": "t1"}, 401, "no_seat"),
        ({"as": "host"}, 400, "http_400"),
    ],
)
def test_strangers_are_offered_nothing(server, visitor, asked, status, code):
    answer = visitor.post("/api/move", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_another_site_cannot_ask_for_a_link(server):
    old = captain(server)
    answer = old.post("/api/move", json={"as": "captain"}, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
