"""How a phone gets in: code, team and PIN, seat card, audience; every refusal in words above its form."""

import pytest

from quizhub.contest.commands import LockLobby, ReleaseSeat
from quizhub.contest.seats import HOST
from quizhub.storage.plan_file import read_plan


def test_a_code_is_taken_as_people_type_it(server, visitor):
    code = server.info.code
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    for typed in (code, f"{code[:3]} {code[3:]}", f" {code[:3]}-{code[3:]}", full_width):
        answer = visitor.get("/j", params={"code": typed})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{code}")


def test_a_wrong_code_stays_on_the_form_with_a_sentence(server, visitor):
    wrong = "100000" if server.info.code != "100000" else "100001"
    answer = visitor.get("/j", params={"code": wrong})
    assert answer.status_code == 404
    assert "No contest has this code." in answer.text
    assert f'value="{wrong}"' in answer.text
    assert visitor.get(f"/j/{wrong}").status_code == 404


def test_the_contest_shows_its_teams_and_the_audience_button(server, visitor):
    page = visitor.get(f"/j/{server.info.code}").text
    assert "Safe Community contest" in page
    assert page.count('class="team"') == 6
    assert "朝阳里" in page
    assert "Play along in the audience" in page
    assert "Back to the contest" not in page


def test_a_captain_joins_by_pin_in_any_spelling(server, visitor):
    pin = server.cards[0].pin
    typed = f"{pin[:3].lower()} {pin[3:]}"
    answer = visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, "/play")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("qh_seat=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    page = visitor.get("/play")
    assert page.status_code == 200
    assert 'data-live="/live/phone"' in page.text or "/live/phone" in page.text
    assert visitor.get(f"/j/{server.info.code}").text.count("taken") == 1


def test_a_wrong_pin_is_refused_in_words_and_keeps_what_was_typed(server, visitor):
    answer = visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": "wrong"})
    assert answer.status_code == 403
    assert "The team PIN is not right." in answer.text
    assert 'value="WRONG"' in answer.text
    assert "qh_seat" not in visitor.cookies


def test_guessing_pins_is_stopped(server, visitor):
    codes = [
        visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": f"AAAAA{letter}"}).status_code
        for letter in "BCDEFGH"
    ]
    assert codes[:5] == [403] * 5
    assert codes[-1] == 429


def test_a_second_phone_cannot_take_a_seat_and_the_first_comes_back_without_a_pin(server, visitor):
    pin, path = server.cards[0].pin, f"/j/{server.info.code}/team/t1"
    assert visitor.post(path, data={"pin": pin}).status_code == 303
    second = server.visitor()
    refused = second.post(path, data={"pin": pin})
    assert refused.status_code == 409
    assert "Another phone already holds this seat." in refused.text
    assert "This phone is the captain" in visitor.get(f"/j/{server.info.code}").text
    assert visitor.post(path, data={"pin": ""}).headers["location"] == "/play"


def test_a_released_seat_sends_its_phone_back_to_the_start(server, visitor):
    visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": server.cards[0].pin})
    portal = server.client.portal
    live = portal.call(server.place.hall.find, server.info.id)
    portal.call(live.post, ReleaseSeat(team="t1"), HOST)
    answer = visitor.get("/play")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_seat_card_is_one_button(server, visitor):
    path = server.cards[1].url.removeprefix("http://192.168.1.5:8000")
    page = visitor.get(path)
    assert page.status_code == 200
    assert "星光村" in page.text
    assert page.text.count("<input") == 1, "only the language switch's way back"
    answer = visitor.post(path)
    assert answer.headers["location"] == "/play"
    assert visitor.get("/play").status_code == 200


def test_a_card_of_another_contest_says_that_there_is_nothing(visitor):
    answer = visitor.get("/s/" + "0" * 32)
    assert answer.status_code == 404
    assert "Perhaps the link is from an earlier contest." in answer.text
    assert visitor.post("/s/" + "0" * 32).status_code == 404


def test_the_audience_joins_by_one_tap(server, visitor):
    answer = visitor.post(f"/j/{server.info.code}/audience")
    assert answer.headers["location"] == "/play"
    assert visitor.get("/play").status_code == 200
    assert "already plays along" in visitor.get(f"/j/{server.info.code}").text


def test_a_locked_lobby_says_so_and_whom_to_ask(server, visitor):
    portal = server.client.portal
    live = portal.call(server.place.hall.find, server.info.id)
    portal.call(live.post, LockLobby(locked=True), HOST)
    refused = visitor.post(f"/j/{server.info.code}/team/t1", data={"pin": server.cards[0].pin})
    assert refused.status_code == 409
    assert "The host has closed the entrance." in refused.text
    assert "The entrance is closed at the moment." in visitor.get(f"/j/{server.info.code}").text
    assert visitor.post(f"/j/{server.info.code}/audience").status_code == 409


def test_a_form_opened_as_a_page_leads_back_to_the_choice(server, visitor):
    answer = visitor.get(f"/j/{server.info.code}/audience")
    assert answer.headers["location"] == f"/j/{server.info.code}"


def test_without_a_seat_there_is_nothing_to_play(visitor):
    assert visitor.get("/play").headers["location"] == "/"
    visitor.cookies.set("qh_seat", "made-up")
    assert visitor.get("/play").headers["location"] == "/"


def test_an_unknown_team_is_nothing(server, visitor):
    assert visitor.get(f"/j/{server.info.code}/team/t99").status_code == 404
    assert visitor.post(f"/j/{server.info.code}/team/t99", data={"pin": "ABCDEF"}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/j/{code}", "/j/{code}/team/t1", "/desk"])
def test_pages_are_in_the_readers_language_and_the_switch_keeps_it(server, path):
    chinese = server.visitor("zh-CN,zh;q=0.9")
    page = chinese.get(path.format(code=server.info.code))
    assert '<html lang="zh-Hans">' in page.text
    assert 'name="language" value="en"' in page.text
    back = chinese.post("/language", data={"language": "en", "back": path.format(code=server.info.code)})
    assert back.headers["location"] == path.format(code=server.info.code)
    assert '<html lang="en">' in chinese.get(back.headers["location"]).text


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "/\r\nX: 1", ""]
)
def test_the_switch_leads_nowhere_else(visitor, back):
    answer = visitor.post("/language", data={"language": "en", "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_pages_are_never_kept_by_the_browser(server, visitor):
    for path in ("/", f"/j/{server.info.code}", f"/j/{server.info.code}/team/t1"):
        assert visitor.get(path).headers["cache-control"] == "no-store"


def test_names_of_teams_cannot_become_markup(server):
    text = (
        "title: <b>x</b>\nteams: ['<script>alert(1)</script>']\nrounds:\n- {pack: everyone, draw: {count: 1}}"
    )

    plan = read_plan(text.encode(), "x.yaml", server.place.library.banks(), 1).plan
    info = server.client.portal.call(server.place.hall.create, plan)
    page = server.visitor().get(f"/j/{info.code}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>x</b>" not in page
