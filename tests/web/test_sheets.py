"""Paper for a contest: poster, run sheet, rulebook, fallback; in both languages, keys only for the host."""

import re

import pytest

from quizhub.contest.plan import Plan
from quizhub.web.pages.sheets import PAPERS
from quizhub.web.spoken import Spoken
from quizhub.web.wifi import network_complaint, network_text
from tests.contest.table import a_plan, a_round, choice
from tests.questions import examples

NEW = {"name": "Wang", "password": "a short sentence", "again": "a short sentence"}
FOR_TEAMS = ["poster", "rulebook", *(f"paper/{name}" for name, (_, keys) in PAPERS.items() if not keys)]
FOR_THE_HOST = ["run-sheet", *(f"paper/{name}" for name, (_, keys) in PAPERS.items() if keys)]
SECRETS = ("说明仅供主持", "for the host alone", "✓", "解析", "Because ")


@pytest.fixture
def organiser(server):
    """Somebody signed in at the desk."""
    visitor = server.visitor()
    visitor.post("/desk/set-up", data={**NEW, "key": server.place.desk.first_key})
    return visitor


@pytest.fixture
def sample_plan() -> Plan:
    """Three rounds with notes for the host, and a question for ties."""
    note = {"zh-Hans": "说明仅供主持", "en": "for the host alone"}
    rounds = (
        a_round("team_turn", 20, "turn"),
        a_round("buzz", 2, "b", spares=1),
        a_round("everyone", 16, "all"),
    )
    named = [f"turn-{n}" for n in range(1, 21)] + ["b-1", "b-2", "b-spare-1", "tie-1"]
    named += [f"all-{n}" for n in range(1, 17)]
    return a_plan(
        *rounds, teams=2, tie_questions=1, questions={name: choice(name, note=note) for name in named}
    )


def sheet(server, name: str) -> str:
    return f"/desk/contests/{server.info.id}/{name}"


@pytest.mark.parametrize("name", FOR_TEAMS)
@pytest.mark.parametrize("language", ["zh-Hans", "en", "both"])
def test_no_sheet_for_teams_tells_a_key(server, organiser, name, language):
    page = organiser.get(f"{sheet(server, name)}?in={language}")
    assert page.status_code == 200
    assert not [secret for secret in SECRETS if secret in page.text]
    assert "Not for teams" not in page.text
    assert "不得给参赛队" not in page.text


@pytest.mark.parametrize("name", FOR_THE_HOST)
def test_sheets_with_keys_say_whom_they_are_not_for(server, organiser, name):
    page = organiser.get(f"{sheet(server, name)}?in=both").text
    assert "Not for teams: has the answers" in page
    assert "含答案，不得给参赛队" in page
    assert "for the host alone" in page
    assert len(re.findall(r"[A-D] option b", page)) == 40, "every question, the spare and that for ties"


def test_a_sheet_speaks_the_language_of_its_reader_or_the_one_chosen(server, organiser):
    name = sheet(server, "rulebook")
    assert "Every team starts with 100 points." in organiser.get(name).text
    assert "每队开始时有 100 分。" not in organiser.get(name).text
    assert "每队开始时有 100 分。" in organiser.get(f"{name}?in=zh-Hans").text
    both = organiser.get(f"{name}?in=both").text
    assert both.index("每队开始时有 100 分。") < both.index("Every team starts with 100 points.")
    assert "Every team starts" in organiser.get(f"{name}?in=tlh").text


def test_the_run_sheet_has_rules_in_two_sentences_and_times(server, organiser):
    page = organiser.get(sheet(server, "run-sheet")).text
    assert "The teams race: whoever presses first answers. A right answer earns 10 points." in page
    assert "2 questions, about" in page
    assert "For ties" in page


def test_score_sheets_have_room_for_every_question_and_team(server, organiser):
    page = organiser.get(sheet(server, "paper/scores")).text
    assert page.count('<table class="grid">') == 4, "16 questions take two; ties are played by the buzz sheet"
    assert page.count("1 第1队") == 4
    assert page.count(">100</td>") == 2, "the base score, once a team"
    assert "S1" not in page


def test_buzz_sheets_have_rounds_with_races_only(server, organiser):
    page = organiser.get(sheet(server, "paper/buzz")).text
    assert "Round 2" in page
    assert "Round 1" not in page
    assert 'scope="row">S1<' in page
    assert 'scope="row">T1<' in page


def test_the_poster_has_the_page_alone_until_the_wifi_is_typed_in(server, organiser):
    address = sheet(server, "poster")
    page = organiser.get(address).text
    assert page.count("<svg") == 1
    assert server.links.join_url in page
    given = organiser.post(address, data={"ssid": "安全竞赛", "password": "secret-88"}).text
    assert given.count("<svg") == 2
    assert "安全竞赛" in given
    assert "secret-88" in given
    assert "secret-88" not in organiser.get(address).text, "kept nowhere"
    bad = organiser.post(address, data={"ssid": "安全竞赛", "password": "short"})
    assert bad.status_code == 400
    assert "8 to 63" in bad.text
    assert bad.text.count("<svg") == 1


def test_pictures_are_printed(server, organiser):
    asked = examples.hotspot(examples.PAN).model_copy(update={"id": "r-1"})
    plan = a_plan(a_round("everyone", 1, "r"), questions={"r-1": asked})
    info = server.client.portal.call(server.place.hall.create, plan, None, examples.PICTURES)
    for name in ("paper/questions", "run-sheet"):
        page = organiser.get(f"/desk/contests/{info.id}/{name}").text
        (source,) = re.findall('<img src="([^"]+)"', page)
        assert organiser.get(source).headers["content-type"] == "image/png"


def test_only_owners_print_and_only_what_there_is(server, organiser):
    stranger = server.visitor()
    for name in (*FOR_TEAMS, *FOR_THE_HOST):
        assert stranger.get(sheet(server, name)).headers["location"] == "/desk"
    assert organiser.get(sheet(server, "paper/money")).status_code == 404
    page = organiser.get(f"/desk/contests/{server.info.id}").text
    for name in ("cards", *FOR_TEAMS, *FOR_THE_HOST):
        assert f'href="/desk/contests/{server.info.id}/{name}' in page


@pytest.mark.parametrize(
    ("ssid", "password", "text"),
    [
        ("Hall", "12345678", "WIFI:T:WPA;S:Hall;P:12345678;;"),
        ("Hall", "", "WIFI:T:nopass;S:Hall;;"),
        ('a;b,c:d\\e"', 'p:1;2,3\\"', 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\\\e\\";P:p\\:1\\;2\\,3\\\\\\";;'),
        ("安全", "密码密码密码密码", "WIFI:T:WPA;S:安全;P:密码密码密码密码;;"),
    ],
)
def test_signs_that_part_the_code_are_escaped(ssid, password, text):
    assert network_text(ssid, password) == text
    assert network_complaint(ssid, password) == ""


@pytest.mark.parametrize(
    ("ssid", "password"), [("", "12345678"), ("安" * 11, ""), ("Hall", "1234567"), ("Hall", "x" * 64)]
)
def test_what_no_router_takes_is_told(ssid, password):
    assert network_complaint(ssid, password)


def test_words_of_a_sheet_are_marked_by_language_and_escaped():
    both = Spoken(("zh-Hans", "en"))
    assert both("Team") == '<span lang="zh-Hans">队伍</span> <span lang="en">Team</span>'
    assert both.lines([("zh-Hans", "<b>"), ("en", "<b>")]) == '<span lang="zh-Hans">&lt;b&gt;</span>'
    assert Spoken(("en",))("Round %(n)s", n=2) == '<span lang="en">Round 2</span>'
