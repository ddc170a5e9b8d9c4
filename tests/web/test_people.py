"""Owners and editors: who may do what at the desk, and who says so."""

import pytest

from tests.web.test_desk import organiser

__all__ = ["organiser"]

PASSWORD = "another short sentence"
EDITOR = {"name": "Zhao", "password": PASSWORD, "again": PASSWORD, "role": "editor"}


@pytest.fixture
def editor(server, organiser):
    """An editor, signed in."""
    assert organiser.post("/desk/people", data=EDITOR).status_code == 303
    visitor = server.visitor()
    assert visitor.post("/desk/sign-in", data={"name": "Zhao", "password": PASSWORD}).status_code == 303
    return visitor


def test_an_editor_writes_questions_and_sees_no_links_or_cards(server, editor):
    assert editor.get("/desk/library").status_code == 200
    assert editor.get("/desk/import").status_code == 200
    contest = f"/desk/contests/{server.info.id}"
    for path in (contest, f"{contest}/cards", "/desk/people"):
        answer = editor.get(path)
        assert answer.status_code == 403 and "Only for owners" in answer.text
        assert server.cards[0].pin not in answer.text
    for path in ("/desk/contests", f"{contest}/archive", "/desk/people", "/desk/people/change"):
        assert editor.post(path, data={"sample": "sample-quick"}).status_code == 403


def test_the_first_organiser_is_an_owner_and_adds_others(organiser, editor):
    page = organiser.get("/desk/people").text
    assert "Zhao" in page and page.count("Make owner") == 1
    assert "already" in organiser.post("/desk/people", data={**EDITOR, "name": "zhao"}).text
    assert "12 characters" in organiser.post("/desk/people", data={**EDITOR, "password": "x"}).text


def test_roles_change_and_one_owner_stays(organiser, editor):
    def change(name: str, do: str) -> int:
        status: int = organiser.post("/desk/people/change", data={"name": name, "do": do}).status_code
        return status

    assert change("Wang", "editor") == 400
    assert change("Wang", "remove") == 400
    assert change("nobody", "owner") == 400
    assert change("Zhao", "owner") == 303
    assert editor.get("/desk/people").status_code == 200
    assert change("Wang", "editor") == 303
    assert organiser.get("/desk/people").status_code == 403


def test_removed_and_signed_out_everywhere(organiser, editor):
    organiser.post("/desk/people/change", data={"name": "Zhao", "do": "sign_out"})
    assert editor.get("/desk/library").headers["location"] == "/desk"
    assert editor.post("/desk/sign-in", data={"name": "Zhao", "password": PASSWORD}).status_code == 303
    organiser.post("/desk/people/change", data={"name": "Zhao", "do": "remove"})
    assert editor.get("/desk/library").headers["location"] == "/desk"
    assert editor.post("/desk/sign-in", data={"name": "Zhao", "password": PASSWORD}).status_code == 403
