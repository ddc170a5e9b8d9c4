"""Host, screen and phone pages: who may open them, and that keys leave the address."""

import re

import pytest


def path_of(url: str) -> str:
    return url.removeprefix("http://192.168.1.5:8000")


@pytest.mark.parametrize(
    ("role", "cookie", "live"),
    [
        ("host", "qh_staff", "/live/host"),
        ("screen", "qh_screen", "/live/screen"),
        ("arbiter", "qh_arbiter", "/live/arbiter"),
    ],
)
def test_a_link_turns_its_key_into_a_cookie(server, visitor, role, cookie, live):
    url = path_of(getattr(server.links, f"{role}_url"))
    clean, key = url.split("?key=")
    page = visitor.get(url)
    assert page.status_code == 200
    assert f'name="key" value="{key}"' in page.text
    assert live not in page.text, "the page itself opens only after the key was sent"
    answer = visitor.post(clean, data={"key": key})
    assert (answer.status_code, answer.headers["location"]) == (303, clean)
    assert answer.headers["set-cookie"].startswith(f"{cookie}=")
    assert ("SameSite=strict" in answer.headers["set-cookie"]) is (role != "screen")
    opened = visitor.get(clean)
    assert opened.status_code == 200
    assert live in opened.text
    assert key not in opened.text
    assert visitor.get(url).headers["location"] == clean


def test_without_the_key_there_is_a_sentence_and_no_stage(server, visitor):
    answer = visitor.get(f"/host/{server.info.id}")
    assert answer.status_code == 403
    assert "/live/host" not in answer.text
    assert "opens by its full link" in answer.text


def test_a_screens_key_does_not_open_the_host_desk(server, visitor):
    key = server.links.screen_url.split("?key=")[1]
    answer = visitor.post(f"/host/{server.info.id}", data={"key": key})
    assert answer.status_code == 403
    assert "Your seat may not do that." in answer.text
    assert "qh_staff" not in visitor.cookies


def test_the_host_is_an_arbiter_too_and_hands_the_link_on(server, visitor):
    path = f"/arbiter/{server.info.id}"
    assert visitor.get(path).status_code == 403
    visitor.post(f"/host/{server.info.id}", data={"key": server.links.host_url.split("?key=")[1]})
    page = visitor.get(path)
    assert page.status_code == 200
    assert 'data-live="/live/host/rulings"' in page.text
    assert server.links.arbiter_url in page.text
    assert page.text.count("<svg") == 1


def test_an_arbiter_rules_and_does_not_host(server, visitor):
    key = server.links.arbiter_url.split("?key=")[1]
    assert visitor.post(f"/host/{server.info.id}", data={"key": key}).status_code == 403
    visitor.post(f"/arbiter/{server.info.id}", data={"key": key})
    page = visitor.get(f"/arbiter/{server.info.id}")
    assert 'data-live="/live/arbiter"' in page.text
    assert "?key=" not in page.text
    for path in (f"/host/{server.info.id}", f"/host/{server.info.id}/cards", f"/screen/{server.info.id}"):
        assert visitor.get(path).status_code == 403


def test_a_made_up_key_opens_nothing(server, visitor):
    for role in ("host", "screen", "arbiter"):
        assert visitor.post(f"/{role}/{server.info.id}", data={"key": "0" * 32}).status_code in (403, 404)
    assert visitor.post(f"/host/{server.info.id}", data={}).status_code in (403, 404)


def test_the_host_of_one_contest_is_nobody_at_another(server, visitor, sample_plan):
    other = server.client.portal.call(server.place.hall.create, sample_plan)
    visitor.post(f"/host/{server.info.id}", data={"key": server.links.host_url.split("?key=")[1]})
    assert visitor.get(f"/host/{server.info.id}").status_code == 200
    assert visitor.get(f"/host/{other.id}").status_code == 403
    assert visitor.get(f"/host/{other.id}/cards").status_code == 403


def test_a_contest_that_is_not_there(visitor):
    for path in ("/host/none", "/screen/none", "/arbiter/none", "/host/none/cards", "/qr/123456.svg"):
        assert visitor.get(path).status_code == 404
    assert visitor.post("/host/none", data={"key": "x"}).status_code == 404


def test_the_host_prints_seat_cards_and_nobody_else(server, visitor):
    path = f"/host/{server.info.id}/cards"
    assert visitor.get(path).status_code == 403
    visitor.post(f"/host/{server.info.id}", data={"key": server.links.host_url.split("?key=")[1]})
    page = visitor.get(path).text
    assert page.count("<svg") == 6
    for card in server.cards:
        assert f"{card.pin[:3]} {card.pin[3:]}" in page
        assert card.name in page


def test_the_join_address_as_a_qr_code(server, visitor):
    answer = visitor.get(f"/qr/{server.info.code}.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg xmlns=")
    assert visitor.get(f"/qr/{server.info.id}.svg").status_code == 404


def test_no_page_holds_anything_inline(server, visitor):
    """The policy forbids it, so it would not work; a page that has some was never tried."""
    visitor.post(f"/host/{server.info.id}", data={"key": server.links.host_url.split("?key=")[1]})
    visitor.post(f"/screen/{server.info.id}", data={"key": server.links.screen_url.split("?key=")[1]})
    visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": server.cards[0].pin})
    paths = ["/", f"/j/{server.info.code}", f"/j/{server.info.code}/team/t1", "/play", "/desk", "/none"]
    paths += [f"/{role}/{server.info.id}" for role in ("host", "screen", "arbiter")]
    paths += [f"/host/{server.info.id}/cards"]
    for path in paths:
        page = visitor.get(path).text
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page), path
        assert "<style" not in page, path
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page), path
        assert not re.search(r'(src|href)="(https?:)?//(?!192\.168\.1\.5)', page), path


def test_every_file_a_page_names_is_there(server, visitor):
    visitor.post(f"/host/{server.info.id}", data={"key": server.links.host_url.split("?key=")[1]})
    visitor.post(f"/screen/{server.info.id}", data={"key": server.links.screen_url.split("?key=")[1]})
    visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": server.cards[0].pin})
    named = set()
    live = [f"/{role}/{server.info.id}" for role in ("host", "screen", "arbiter")]
    for path in ("/", "/play", *live):
        named |= set(re.findall(r'(?:src|href)="(/assets/[^"]+)"', visitor.get(path).text))
    named |= set(re.findall(r'data-later="([^"]+)"', visitor.get("/play").text)[0].split())
    assert len(named) > 12
    for address in named:
        assert visitor.get(address).status_code == 200, address
