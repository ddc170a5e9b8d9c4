"""The question editor: revisions, new questions, questions of a file that waits, Traditional proposed."""

import html
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from tests.web.test_desk import organiser
from tests.web.test_library import all_questions, handed_in, stems

__all__ = ["organiser"]


@pytest.fixture
def bank(organiser) -> str:
    """A bank of the desk with two questions; its address."""
    organiser.post(f"{handed_in(organiser)}/take", data={"title": "Our bank"})
    return "/desk/library/mine"


def form_in(page: str) -> dict[str, str]:
    """The fields of the editor as a browser would send them."""
    form = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    form |= dict(
        re.findall(r'<input type="(?:text|date|hidden)"[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page)
    )
    form |= dict.fromkeys(re.findall(r'<input type="checkbox" name="([^"]+)" checked>', page), "on")
    chosen = (
        r'<select name="([^"]+)">(?:<option value="[^"]*">[^<]*</option>)*<option value="([^"]*)" selected'
    )
    return form | dict(re.findall(chosen, page))


def test_a_change_is_a_new_revision(organiser, bank):
    page = organiser.get(f"{bank}/one/edit")
    form = form_in(page.text)
    assert form["stem.en"] == "Whom do you call in a fire?" and form["option0.right"] == "on"
    assert "How it will look" in page.text and '<iframe title="Projector">' in page.text
    answer = organiser.post(
        f"{bank}/one/edit", data={**form, "stem.en": "Whom do you call?", "status": "review"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{bank}/one")
    shown = organiser.get(f"{bank}/one").text
    assert "Whom do you call?" in shown and "Revision 2" in shown and "Revision 1" in shown
    assert "To be reviewed" in shown


def test_a_mistake_is_told_and_nothing_is_lost(organiser, bank):
    form = form_in(organiser.get(f"{bank}/one/edit").text)
    answer = organiser.post(f"{bank}/one/edit", data={**form, "stem.en": "", "explanation.en": "kept words"})
    assert answer.status_code == 400
    assert "Not saved yet" in answer.text and "kept words" in answer.text
    assert "Revision 2" not in organiser.get(f"{bank}/one").text


def test_a_draft_becomes_a_question_with_its_key(organiser, bank):
    form = form_in(organiser.get(f"{bank}/two/edit").text)
    organiser.post(f"{bank}/two/edit", data={**form, "truth": "true", "status": "ready"})
    assert "draft" not in organiser.get("/desk/library").text.split('href="/desk/library?bank=mine"')[1][:400]
    organiser.post(f"{bank}/two/edit", data={**form, "status": "ready"})
    assert "Draft" in organiser.get(f"{bank}/two").text


def test_a_new_question(organiser, bank):
    assert organiser.get(f"{bank}/new?kind=nothing").status_code == 404
    page = organiser.get(f"{bank}/new?kind=numeric")
    assert "New question" in page.text
    assert organiser.post(f"{bank}/new?kind=numeric", data=form_in(page.text)).status_code == 400
    filled = {**form_in(page.text), "stem.en": "How many?", "value": "3"}
    answer = organiser.post(f"{bank}/new?kind=numeric", data=filled)
    assert "How many?" in organiser.get(answer.headers["location"]).text
    assert stems(organiser.get("/desk/library?bank=mine").text)[-1] == "How many?"


def test_taken_out_of_the_bank(organiser, bank):
    assert organiser.post(f"{bank}/one/remove").headers["location"] == "/desk/library?bank=mine"
    assert stems(organiser.get("/desk/library?bank=mine").text) == ["Smoke rises."]
    assert organiser.get(f"{bank}/one/edit").status_code == 404


def test_a_bank_from_a_file_is_copied_before_it_is_changed(server, organiser):
    first = re.search(
        r'class="stem" href="/desk/library/fire/([^"]+)"', organiser.get("/desk/library?bank=fire").text
    )
    assert first is not None
    assert organiser.get(f"/desk/library/fire/{first[1]}/edit").status_code == 404
    assert "Make this bank editable" in organiser.get(f"/desk/library/fire/{first[1]}").text
    for _ in range(2):
        assert organiser.post("/desk/library/fire/copy").headers["location"] == "/desk/library?bank=fire"
    assert organiser.get(f"/desk/library/fire/{first[1]}/edit").status_code == 200
    assert f"{all_questions(server)} questions" in organiser.get("/desk/library").text
    assert organiser.post("/desk/library/none/copy").status_code == 404


def test_traditional_chinese_is_proposed_and_saved_only_by_a_person(organiser):
    organiser.post("/desk/library/fire/copy")
    name = re.search(
        r'class="stem" href="/desk/library/fire/([^"]+)"', organiser.get("/desk/library?bank=fire").text
    )
    assert name is not None
    path = f"/desk/library/fire/{name[1]}/edit"
    form = form_in(organiser.get(path).text) | {"stem.zh-Hans": "发现火灾应当报警吗？", "stem.zh-Hant": ""}
    proposed = organiser.post(f"{path}?propose=zh-Hant", data=form)
    assert proposed.status_code == 200
    again = form_in(proposed.text)
    assert again["stem.zh-Hant"] == "發現火災應當報警嗎？"
    assert "發現" not in organiser.get(f"/desk/library/fire/{name[1]}").text
    assert organiser.post(path, data=again).status_code == 303
    assert "發現火災" in organiser.get(f"/desk/library/fire/{name[1]}").text


def test_a_question_that_waits_is_mended_in_place(organiser):
    where = handed_in(organiser)
    assert organiser.get(f"{where}?only=problems").text.count("Mend") == 1
    form = form_in(organiser.get(f"{where}/rows/1").text)
    answer = organiser.post(f"{where}/rows/1", data={**form, "truth": "true"})
    assert answer.headers["location"] == f"{where}#row-1"
    assert "Mend" not in organiser.get(where).text
    bad = organiser.post(f"{where}/rows/1", data={**form, "stem.en": ""})
    assert bad.status_code == 400
    assert organiser.get(f"{where}/rows/99").status_code == 404
    assert organiser.get("/desk/import/none/rows/0").status_code == 404
    organiser.post(f"{where}/take")
    assert (
        "draft"
        not in organiser.get("/desk/library?bank=mine")
        .text.split("Imported files")[0]
        .split('"banks"')[1][:600]
    )


def looks_in(page: str) -> dict[str, Any]:
    """What the live pages beside the form are given, by place."""
    found = re.search(r'data-views data-language="(?:zh-Hans|en)">(.*?)</script>', page)
    assert found is not None
    views: dict[str, Any] = json.loads(found[1])
    return views


def test_the_preview_is_what_the_live_pages_would_be_sent(organiser, bank):
    path = f"{bank}/one/edit"
    page = organiser.get(path).text
    form = form_in(page)
    assert looks_in(page)["phone"]["stage"]["ask"]["stem"] == "Whom do you call in a fire?"
    typed = {**form, "stem.en": "Who is </script> called?", "look.instant": "revealed", "look.place": "host"}
    piece = organiser.post(f"{path}?preview=piece", data=typed)
    assert piece.status_code == 200 and "<html" not in piece.text
    shown = looks_in(piece.text)
    assert set(shown) == {"screen", "phone", "host"}
    assert shown["screen"]["stage"]["ask"]["stem"] == ["Who is </script> called?"]
    assert shown["host"]["stage"]["ask"]["reveal"]["key"] == ["a"]
    assert "Whom do you call in a fire?" in organiser.get(f"{bank}/one").text, "nothing was saved"


def test_a_preview_says_what_is_missing(organiser, bank):
    path = f"{bank}/one/edit"
    form = form_in(organiser.get(path).text)
    long = organiser.post(f"{path}?preview=piece", data={**form, "stem.en": "smoke " * 60})
    assert "Too long for the last row" in long.text
    nothing = organiser.post(f"{path}?preview=piece", data={**form, "stem.en": ""})
    assert nothing.status_code == 200
    assert "when the question is complete" in nothing.text and "data-views" not in nothing.text
    form.pop("option0.right")
    keyless = organiser.post(f"{path}?preview=piece", data=form)
    assert "has its right answer" in keyless.text and "data-views" not in keyless.text
    assert "has its right answer" in organiser.get(f"{bank}/two/edit").text


def test_without_script_the_whole_form_comes_back_with_its_preview(organiser, bank):
    path = f"{bank}/new?kind=true_false"
    page = organiser.get(path)
    assert 'formaction="/desk/library/mine/new?kind=true_false&amp;preview=page#preview"' in page.text
    form = form_in(page.text) | {"stem.en": "Water is wet.", "truth": "true", "look.language": "en"}
    again = organiser.post(f"{path}&preview=page", data=form)
    assert again.status_code == 200 and form_in(again.text)["stem.en"] == "Water is wet."
    assert looks_in(again.text)["phone"]["stage"]["ask"]["phase"] == "open"
    assert organiser.post(f"{path}&preview=page", data={**form, "stem.en": ""}).status_code == 400
    assert stems(organiser.get("/desk/library?bank=mine").text)[-1] != "Water is wet.", "nothing was saved"


def test_a_preview_is_in_the_language_wished(organiser):
    organiser.post("/desk/library/fire/copy")
    listed = organiser.get("/desk/library?bank=fire").text
    name = re.search(r'class="stem" href="/desk/library/fire/([^"]+)"', listed)
    assert name is not None
    path = f"/desk/library/fire/{name[1]}/edit"
    form = form_in(organiser.get(path).text)
    for language in ("en", "zh-Hans"):
        piece = organiser.post(f"{path}?preview=piece", data={**form, "look.language": language}).text
        assert f'data-views data-language="{language}"' in piece
        phone, screen = (looks_in(piece)[place]["stage"]["ask"]["stem"] for place in ("phone", "screen"))
        assert phone == screen[0] == html.unescape(form[f"stem.{language}"]) and len(screen) == 2
    traditional = {**form, "stem.zh-Hant": "發現火災怎麼辦？", "look.language": "zh-Hant"}
    shown = looks_in(organiser.post(f"{path}?preview=piece", data=traditional).text)
    assert shown["phone"]["contest"]["languages"] == ["zh-Hant", "en"]
    assert shown["phone"]["stage"]["ask"]["stem"] == "發現火災怎麼辦？"


def test_the_pages_in_the_frames_are_the_live_ones(organiser, visitor):
    for place, mark in (("phone", 'class="play"'), ("screen", "<qh-hall>"), ("host", "<host-next>")):
        page = organiser.get(f"/desk/preview/{place}/en")
        assert page.status_code == 200 and mark in page.text
        assert page.text.index("preview.js") < page.text.index({"phone": "play"}.get(place, place) + ".js")
        policy = page.headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self'") and policy.startswith("default-src 'none'")
        assert visitor.get(f"/desk/preview/{place}/en").status_code == 303
    assert 'lang="zh-Hans"' in organiser.get("/desk/preview/host/zh-Hans").text
    assert organiser.get("/desk/preview/nowhere/en").status_code == 404
    assert organiser.get("/desk/preview/host/xx").status_code == 404
    assert visitor.post("/desk/library/mine/one/edit?preview=piece").status_code == 303


def upload(size: tuple[int, int] = (60, 40)) -> dict[str, tuple[str, bytes]]:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    return {"picture": ("kitchen.png", out.getvalue())}


def test_a_picture_is_searched_for_what_was_drawn_on_it(organiser, bank):
    path = f"{bank}/new?kind=hotspot"
    form = form_in(organiser.get(path).text) | {"stem.en": "Find the hazard"}
    assert "Add the picture in which" in organiser.post(path, data=form).text
    added = organiser.post(f"{path}&add=picture", data=form, files=upload())
    assert added.status_code == 200 and "/desk/media/" in added.text
    form = {
        **form_in(added.text),
        "media0": media_in(added.text),
        "media0.place": "image",
        "media0.alt.en": "A kitchen",
    }
    form |= {"region0.shape": "rect", "region0.coords": "0.1, 0.1 0.5 0.5", "region0.label.en": "A pan"}
    form |= {"region0.correct": "on", "region1.coords": "0.8 0.8 0.1", "region1.shape": "circle"}
    form |= {"region1.label.en": "A chair", "mode": "find_all"}
    form.pop("region1.correct")
    saved = organiser.post(path, data=form)
    assert saved.status_code == 303
    page = organiser.get(saved.headers["location"]).text
    shown = re.search(r'src="(/desk/media/[0-9a-f]{64})" alt="A kitchen"', page)
    assert shown is not None and "A pan" in page and "Ready" in page
    assert organiser.get(shown[1]).headers["content-type"] == "image/png"
    again = form_in(organiser.get(f"{saved.headers['location']}/edit").text)
    assert again["region1.coords"] == "0.8 0.8 0.1"
    assert "region1.correct" not in again and again["region0.correct"] == "on"


def media_in(page: str) -> str:
    found = re.search(r'name="media0" value="([^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_a_picture_chosen_and_not_saved_is_in_the_preview(organiser, bank):
    path = f"{bank}/one/edit"
    form = form_in(organiser.get(path).text)
    piece = organiser.post(f"{path}?preview=piece", data=form, files=upload()).text
    address = looks_in(piece)["phone"]["stage"]["ask"]["pictures"][0]["url"]
    assert organiser.get(address).headers["content-type"] == "image/png"
    kept = re.search(r'<data data-kept="media0" value="([^"]+)">', piece)
    assert kept is not None
    named = {**form, "media0": html.unescape(kept[1]), "media0.place": "option0"}
    piece = organiser.post(f"{path}?preview=piece", data=named).text
    options = looks_in(piece)["screen"]["stage"]["ask"]["options"]
    assert [one["picture"]["url"] for one in options if one["id"] == "a"] == [address]
    assert "data-kept" not in piece
    refused = organiser.post(f"{path}?preview=piece", data=form, files={"picture": ("a.png", b"no picture")})
    assert "cannot be used" in refused.text and looks_in(refused.text)


def test_pictures_of_an_import_are_seen_while_it_waits(organiser):
    where = handed_in(organiser)
    form = form_in(organiser.get(f"{where}/rows/0").text)
    added = organiser.post(f"{where}/rows/0?add=picture", data=form, files=upload()).text
    address = re.search(rf'src="({where}/media/[0-9a-f]{{64}})"', added)
    assert address is not None
    assert looks_in(added)["host"]["stage"]["ask"]["pictures"][0]["url"] == address[1]
    assert organiser.get(address[1]).headers["content-type"] == "image/png"


def test_pictures_stand_with_the_question_or_an_option(organiser, bank):
    path = f"{bank}/one/edit"
    form = form_in(organiser.get(path).text)
    added = organiser.post(f"{path}?add=picture", data=form, files=upload())
    assert added.status_code == 200
    form = form_in(added.text) | {"media0": media_in(added.text), "option0.right": "on"}
    organiser.post(path, data={**form, "media0.place": "option1"})
    assert 'value="option1" selected' in organiser.get(path).text
    organiser.post(path, data={**form, "media0.place": "stem"})
    assert 'value="option1" selected' not in organiser.get(path).text
    organiser.post(path, data={**form, "media0.remove": "on"})
    assert "/desk/media/" not in organiser.get(f"{bank}/one").text.split("Revisions")[0]


def test_what_is_no_picture_is_told(organiser, bank):
    form = form_in(organiser.get(f"{bank}/one/edit").text) | {"option0.right": "on"}
    answer = organiser.post(f"{bank}/one/edit", data=form, files={"picture": ("x.svg", b"<svg/>")})
    assert answer.status_code == 400 and "cannot be used" in answer.text
    full = form | {f"media{n}": "broken" for n in range(6)}
    assert "cannot be used" in organiser.post(f"{bank}/one/edit", data=full, files=upload()).text
    assert organiser.get("/desk/media/none").status_code == 404


def test_pictures_of_a_file_that_waits_are_shown(server, organiser):
    where = handed_in(organiser)
    pending = server.place.imports.find(where.rpartition("/")[2])
    assert pending is not None
    content = upload()["picture"][1]
    reading = server.place.imports.reading(pending)
    server.place.imports.store(pending, replace(reading, media={"a": content, "b": b"no picture"}))
    assert organiser.get(f"{where}/media/a").content == content
    assert organiser.get(f"{where}/media/b").status_code == 404
    assert organiser.get(f"{where}/media/c").status_code == 404
