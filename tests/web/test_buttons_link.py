"""The link of the house buttons: the host hands it on, it opens one page and nothing else."""

import pytest


@pytest.fixture
def key(server) -> str:
    return str(server.links.buttons_url).split("?key=")[1]


@pytest.fixture
def path(server) -> str:
    return f"/buttons/{server.info.id}"


def test_the_link_turns_its_key_into_a_cookie_of_its_own(server, visitor, path, key):
    page = visitor.get(f"{path}?key={key}")
    assert f'name="key" value="{key}"' in page.text
    assert "House buttons" in page.text
    answer = visitor.post(path, data={"key": key})
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert answer.headers["set-cookie"].startswith("qh_buttons=")
    assert "SameSite=strict" in answer.headers["set-cookie"]
    opened = visitor.get(path)
    assert 'data-live="/live/buttons"' in opened.text
    assert key not in opened.text


def test_it_opens_nothing_else(server, visitor, path, key):
    visitor.post(path, data={"key": key})
    for role in ("host", "screen", "arbiter"):
        assert visitor.post(f"/{role}/{server.info.id}", data={"key": key}).status_code == 403
        assert visitor.get(f"/{role}/{server.info.id}").status_code == 403
    assert visitor.get(f"/host/{server.info.id}/buttons").status_code == 403
    refused = visitor.post("/api/join", json={"as": "captain", "card": key})
    assert (refused.status_code, refused.json()["code"]) == (404, "wrong_code")
    assert visitor.get("/play").headers["location"] == "/"


def test_a_program_enters_by_the_same_word(visitor, server, key):
    answer = visitor.post("/api/enter", json={"key": key})
    assert answer.json() == {"contest": server.info.id, "role": "buttons", "live": "/live/buttons"}
    assert "qh_buttons" in visitor.cookies


def test_the_host_hands_the_link_on_also_for_the_laptop_itself(server, visitor):
    address = f"/host/{server.info.id}/buttons"
    assert visitor.get(address).status_code == 403
    visitor.post(f"/host/{server.info.id}", data={"key": server.links.host_url.split("?key=")[1]})
    page = visitor.get(address).text
    assert server.links.buttons_url in page
    near = server.links.buttons_url.replace("http://192.168.1.5:8000", "http://localhost:8000")
    assert f'href="{near}"' in page
    assert page.count("<svg") == 1
    assert visitor.get("/host/none/buttons").status_code == 404


def test_every_file_its_page_names_is_there(server, visitor, path, key):
    visitor.post(path, data={"key": key})
    page = visitor.get(path).text
    named = {part.split('"')[0] for part in page.split('="')[1:] if part.startswith("/assets/")}
    assert named
    for address in named:
        assert visitor.get(address).status_code == 200, address
