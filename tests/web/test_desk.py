"""The desk: first organiser, signing in and out, contests from plan files and samples."""

import pytest

from quizhub.web.sign_in import IDLE_MS, TRIES_WINDOW_MS

PASSWORD = "a short sentence"
NEW = {"name": "Wang", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def organiser(server):
    """Somebody signed in at the desk."""
    visitor = server.visitor()
    answer = visitor.post("/desk/set-up", data={**NEW, "key": server.place.desk.first_key})
    assert answer.headers["location"] == "/desk"
    return visitor


def test_the_key_of_the_terminal_opens_the_set_up_once(server, visitor):
    key = server.place.desk.first_key
    assert "not set up yet" in visitor.get("/desk").text
    assert "not set up yet" in visitor.get("/desk?key=made-up").text
    assert f'value="{key}"' in visitor.get(f"/desk?key={key}").text
    answer = visitor.post("/desk/set-up", data={**NEW, "key": key})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("qh_desk=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Contests" in visitor.get("/desk").text
    second = server.visitor()
    assert second.post("/desk/set-up", data={**NEW, "name": "Eve", "key": key}).status_code == 403
    later = {**NEW, "name": "Eve", "key": server.place.desk.first_key}
    assert second.post("/desk/set-up", data=later).status_code == 403


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Give a name"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": "x" * 201, "again": "x" * 201}, "longer than 200"),
        ({"again": "another sentence"}, "are not the same"),
    ],
)
def test_a_bad_password_is_told_and_the_key_still_works(server, visitor, change, sentence):
    key = server.place.desk.first_key
    answer = visitor.post("/desk/set-up", data={**NEW, "key": key, **change})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert PASSWORD not in answer.text
    assert visitor.post("/desk/set-up", data={**NEW, "key": key}).status_code == 303


def test_signing_in_and_out(server, organiser):
    other = server.visitor()
    assert "Sign in" in other.get("/desk").text
    wrong = other.post("/desk/sign-in", data={"name": "Wang", "password": "another sentence"})
    assert wrong.status_code == 403
    assert "Name or password is not right." in wrong.text
    nobody = other.post("/desk/sign-in", data={"name": "Nobody", "password": PASSWORD})
    assert nobody.status_code == 403
    assert other.post("/desk/sign-in", data={"name": "Wang", "password": PASSWORD}).status_code == 303
    token = other.cookies["qh_desk"]
    assert "Contests" in other.get("/desk").text
    assert other.post("/desk/sign-out").headers["location"] == "/desk"
    assert "qh_desk" not in other.cookies
    other.cookies.set("qh_desk", token)
    assert "Sign in" in other.get("/desk").text, "a token kept elsewhere is worthless, too"


def test_ten_wrong_tries_are_enough_for_a_quarter_of_an_hour(server, organiser):
    other = server.visitor()
    wrong = {"name": "Wang", "password": "another sentence"}
    codes = [other.post("/desk/sign-in", data=wrong).status_code for _ in range(11)]
    assert codes == [403] * 10 + [429]
    right = {"name": "Wang", "password": PASSWORD}
    assert other.post("/desk/sign-in", data=right).status_code == 429
    server.clock.advance(TRIES_WINDOW_MS)
    assert other.post("/desk/sign-in", data=right).status_code == 303


def test_four_idle_hours_end_a_sign_in(server, organiser):
    server.clock.advance(IDLE_MS)
    assert "Sign in" in organiser.get("/desk").text


@pytest.mark.parametrize("end", ["", "/cards"])
def test_strangers_see_nothing_of_a_contest(server, visitor, organiser, end):
    path = f"/desk/contests/{server.info.id}{end}"
    assert visitor.get(path).headers["location"] == "/desk"
    assert visitor.post("/desk/contests", data={"sample": "sample-quick"}).headers["location"] == "/desk"
    assert visitor.post(f"/desk/contests/{server.info.id}/archive").headers["location"] == "/desk"
    assert len(server.client.portal.call(server.place.hall.contests)) == 1
    assert organiser.get(path).status_code == 200


def test_a_contest_with_its_links(server, organiser):
    page = organiser.get(f"/desk/contests/{server.info.id}").text
    assert server.links.host_url in page
    assert server.links.screen_url in page
    assert server.links.arbiter_url in page
    assert server.links.join_url in page
    assert "<svg" in page
    for card in server.cards:
        assert f"{card.pin[:3]} {card.pin[3:]}" in page


def test_a_sample_becomes_a_contest(server, organiser):
    answer = organiser.post("/desk/contests", data={"sample": "sample-quick"})
    assert answer.status_code == 303
    assert "Ten-minute try-out" in organiser.get(answer.headers["location"]).text
    assert "Ten-minute try-out" in organiser.get("/desk").text


def test_an_uploaded_plan_becomes_a_contest(organiser):
    plan = "title: 车间竞赛\nteams: [一车间]\nrounds:\n- {pack: everyone, draw: {bank: fire, count: 2}}\n"
    answer = organiser.post("/desk/contests", files={"plan": ("车间.yaml", plan.encode())})
    assert answer.status_code == 303
    assert "一车间" in organiser.get(answer.headers["location"]).text


def test_what_the_last_row_cannot_read_stands_with_the_contest(server, organiser):
    rounds = "rounds:\n- {pack: everyone, draw: {bank: fire, count: 2}}\n"
    plan = f"title: 大厅\nteams: [甲]\nhall: {{distance_m: 60}}\n{rounds}"
    answer = organiser.post("/desk/contests", files={"plan": ("大厅.yaml", plan.encode())})
    assert "add a shorter screen text" in organiser.get(answer.headers["location"]).text
    assert "screen text" not in organiser.get(f"/desk/contests/{server.info.id}").text


def test_a_faulty_plan_shows_every_line_and_makes_nothing(server, organiser):
    plan = "title: 竞赛\nteams: [甲, 甲]\nrounds:\n- {pack: buz}\n"
    answer = organiser.post("/desk/contests", files={"plan": ("bad.yaml", plan.encode())})
    assert answer.status_code == 400
    assert "bad.yaml was not taken" in answer.text
    assert "bad.yaml:2" in answer.text
    assert "did you mean “buzz”?" in answer.text
    assert len(server.client.portal.call(server.place.hall.contests)) == 1


@pytest.mark.parametrize("sent", [{}, {"sample": "../../etc/passwd"}, {"sample": "fire"}])
def test_nothing_or_an_unknown_sample_is_refused(server, organiser, sent):
    assert organiser.post("/desk/contests", data=sent).status_code == 400
    assert len(server.client.portal.call(server.place.hall.contests)) == 1


def test_a_plan_may_be_larger_than_other_forms_but_not_endless(organiser):
    large = b"# " + b"x" * 200_000 + b"\ntitle: [\n"
    assert organiser.post("/desk/contests", files={"plan": ("large.yaml", large)}).status_code == 400
    endless = organiser.post("/desk/contests", files={"plan": ("endless.yaml", b"x" * (11 * 1024 * 1024))})
    assert endless.status_code == 413
    assert "Too large" in endless.text


def test_a_contest_put_away_is_listed_but_no_longer_open(server, organiser):
    path = f"/desk/contests/{server.info.id}"
    assert organiser.post(f"{path}/archive").headers["location"] == "/desk"
    assert "put away" in organiser.get("/desk").text
    assert organiser.get(path).status_code == 200
    assert server.links.host_url not in organiser.get(path).text
    assert server.visitor().get(f"/j/{server.info.code}").status_code == 404


def test_an_unknown_contest_is_a_page_with_a_way_back_to_the_desk(organiser):
    answer = organiser.get("/desk/contests/none")
    assert answer.status_code == 404
    assert 'href="/desk"' in answer.text
