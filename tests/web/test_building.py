"""The contest builder: drafts from nothing, samples and files; rounds, versions, the contest made of one."""

import re

import pytest

from tests.web.test_desk import organiser
from tests.web.test_people import editor

__all__ = ["editor", "organiser"]

HEAD = {"language.en": "on", "title.en": "Fire day", "teams": "North, Ann, Bo\nSouth, Cy, Di", "players": ""}


def begun(visitor, **form: str) -> str:
    answer = visitor.post("/desk/drafts", data=form)
    assert answer.status_code == 303
    where: str = answer.headers["location"]
    return where


@pytest.fixture
def sample(organiser) -> str:
    return begun(organiser, sample="sample-quick")


def test_built_from_nothing_to_a_contest(organiser):
    where = begun(organiser)
    page = organiser.get(where).text
    assert "No round yet" in page and "Make the contest" not in page
    assert organiser.post(where, data=HEAD).status_code == 303
    for pack in ("everyone", "buzz", "in_turn"):
        assert organiser.post(f"{where}/rounds", data={"add": pack}).headers["location"] == f"{where}#rounds"
    form = {
        "draw0.used": "on",
        "draw0.bank": "fire",
        "draw0.count": "3",
        "draw0.kinds": "single_choice",
        "spares": "1",
    }
    assert organiser.post(f"{where}/rounds/0", data=form).status_code == 303
    page = organiser.get(where).text
    assert "Everything is there." in page and "3 questions + 1" in page and "minutes or so" in page
    questions = organiser.get(f"{where}/questions").text
    assert questions.count('class="stem"') == 3 + 1 + 10 + 2
    made = organiser.post(f"{where}/make").headers["location"]
    assert "Fire day" in organiser.get(made).text
    assert "Fire day" in organiser.get("/desk/drafts").text


def test_what_is_wrong_is_told_with_its_round(organiser, sample):
    form = {"rule.time_s": "9999", "draw0.used": "on", "draw0.bank": "nowhere"}
    organiser.post(f"{sample}/rounds/0", data=form)
    page = organiser.get(sample).text
    assert re.search(r'href="[^"]+/rounds/0">Round 1</a>: ', page)
    assert "Make the contest" not in page
    refused = organiser.post(f"{sample}/make")
    assert refused.status_code == 400 and "cannot be played yet" in refused.text
    assert "cannot be played yet" in organiser.get(f"{sample}/questions").text


def test_rounds_are_moved_doubled_and_taken_out(organiser, sample):
    def titles() -> list[str]:
        return re.findall(
            r'<span class="name">([^<]+)</span>\s*<span class="hint">', organiser.get(sample).text
        )

    before = titles()
    assert before[-1] == "Tie-break"
    for act in ("down 0", "up 1", "up 0", "down 99", "copy x", "nonsense"):
        organiser.post(f"{sample}/rounds", data={"do": act})
    assert titles() == before
    organiser.post(f"{sample}/rounds", data={"do": "down 0"})
    assert titles()[:2] == before[1::-1]
    organiser.post(f"{sample}/rounds", data={"do": "copy 0"})
    organiser.post(f"{sample}/rounds", data={"do": "remove 2"})
    assert titles()[:2] == [before[1], before[1]]


def test_questions_are_picked_by_hand(organiser, sample):
    page = organiser.get(f"{sample}/rounds/0?words=mhq").text
    name = re.search(r'name="pick" value="([^"]+)"', page)
    assert name is not None
    answer = organiser.post(f"{sample}/rounds/0", data={"pick": [name[1]]})
    assert answer.headers["location"] == f"{sample}/rounds/0"
    assert name[1] in organiser.get(f"{sample}/rounds/0").text
    assert name[1] in organiser.get(f"{sample}/file").text
    organiser.post(f"{sample}/rounds/0", data={"questions": "nowhere/none\n" + name[1]})
    assert "nowhere/none" in organiser.get(f"{sample}/rounds/0").text


def test_the_tie_break_has_its_own_rules(organiser, sample):
    organiser.post(f"{sample}/rounds/tie", data={"rule.time_s": "20", "draw0.used": "on", "draw0.count": "3"})
    assert "time_s: 20" in organiser.get(f"{sample}/file").text
    assert 'value="20"' in organiser.get(f"{sample}/rounds/tie").text
    assert organiser.get(f"{sample}/rounds/99").status_code == 404
    assert organiser.get(f"{sample}/rounds/x").status_code == 404


def test_the_file_is_downloaded_edited_and_uploaded(organiser, sample):
    file = organiser.get(f"{sample}/file")
    assert 'filename="contest-' in file.headers["content-disposition"]
    text = file.text.replace("teams:", "teams: [A, B]\nold:")
    assert organiser.post(f"{sample}/text", data={"text": text}).headers["location"] == sample
    assert "old" in organiser.get(f"{sample}/text").text
    broken = organiser.post(f"{sample}/text", data={"text": "title: ["})
    assert broken.status_code == 303
    assert "The plan file" in organiser.get(sample).text
    assert organiser.post(sample, data=HEAD).status_code == 409
    assert organiser.post(f"{sample}/rounds", data={"add": "buzz"}).status_code == 409
    assert organiser.get(f"{sample}/rounds/0").status_code == 409
    assert "Without a title" in organiser.get("/desk/drafts").text
    organiser.post(f"{sample}/text", files={"file": ("a.yaml", file.content)})
    assert organiser.get(f"{sample}/file").text == file.text
    assert organiser.post(f"{sample}/text", files={"file": ("a.yaml", b"\x81")}).status_code == 400


def test_earlier_versions_come_back(organiser, sample):
    first = organiser.get(f"{sample}/file").text
    organiser.post(f"{sample}/rounds", data={"do": "remove 0"})
    assert "Version 2" in organiser.get(f"{sample}/versions").text
    assert organiser.post(f"{sample}/versions/1").headers["location"] == sample
    assert organiser.get(f"{sample}/file").text == first
    assert organiser.post(f"{sample}/versions/99").status_code == 404


def test_drawn_anew_by_another_seed(organiser, sample):
    organiser.post(sample, data={**HEAD, "draw": "anew"})
    seed = re.search(r"seed: (\d+)", organiser.get(f"{sample}/file").text)
    organiser.post(sample, data={**HEAD, "draw": "anew"})
    again = re.search(r"seed: (\d+)", organiser.get(f"{sample}/file").text)
    assert seed is not None and again is not None and seed[1] != again[1]


def test_from_a_file_and_put_away(organiser):
    assert organiser.post("/desk/drafts", files={"file": ("x.yaml", b"\x81")}).status_code == 400
    answer = organiser.post(
        "/desk/drafts", files={"file": ("x.yaml", b"title: Mine\nteams: [A, B]\nrounds: []\n")}
    )
    where = answer.headers["location"]
    assert "Mine" in organiser.get(where).text
    assert organiser.post(f"{where}/drop").headers["location"] == "/desk/drafts"
    assert organiser.get(where).status_code == 404


def test_an_editor_prepares_and_an_owner_makes(organiser, editor):
    where = begun(editor, sample="sample-quick")
    assert "An owner makes" in editor.get(where).text
    assert editor.post(f"{where}/make").status_code == 403
    assert organiser.post(f"{where}/make").status_code == 303


def test_long_stems_are_told(organiser):
    question = "{kind: true_false, stem: {en: " + "very long words " * 20 + "}, key: true}"
    text = f"title: {{en: T}}\nteams: [A, B]\nrounds:\n- pack: everyone\n  questions: [{question}]\n"
    where = organiser.post("/desk/drafts", files={"file": ("x.yaml", text.encode())}).headers["location"]
    assert "signs long" in organiser.get(where).text
