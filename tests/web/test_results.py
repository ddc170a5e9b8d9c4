"""Results at the desk: the page in both languages, the workbook read back, corrections that reopen them."""

from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from quizhub.contest import commands as c
from quizhub.contest.plan import Plan
from quizhub.contest.seats import HOST, captain_seat
from quizhub.contest.standings import points
from quizhub.contest.steps import next_step
from quizhub.questions.marking import right_answer
from quizhub.reports.results import asks
from quizhub.web.rule_words import CHOICES
from tests.contest.table import a_plan, a_round

NEW = {"name": "Wang", "password": "a short sentence", "again": "a short sentence"}
FORMULA = '=HYPERLINK("http://evil","1")'


@pytest.fixture
def organiser(server):
    """Somebody signed in at the desk."""
    visitor = server.visitor()
    visitor.post("/desk/set-up", data={**NEW, "key": server.place.desk.first_key})
    return visitor


@pytest.fixture
def sample_plan() -> Plan:
    """Two teams, one with a name spreadsheets would run, and two questions for everybody."""
    plan = a_plan(a_round("everyone", 2, "r"), teams=2, prize_places=0)
    bold = plan.teams[0].model_copy(update={"name": FORMULA})
    return plan.model_copy(update={"teams": (bold, plan.teams[1])})


@pytest.fixture
def live(server):
    """The contest, played to its podium: team 1 right twice, team 2 never."""
    contest = server.client.portal.call(server.place.hall.find, server.info.id)

    def post(command, seat=HOST):
        server.client.portal.call(contest.post, command, seat)

    for team in ("t1", "t2"):
        post(c.TakeSeat(), captain_seat(team))
    while contest.state.show.picture != "podium":
        ask, step = contest.state.show.ask, next_step(contest.state)
        assert step is not None
        if ask is not None and ask.phase == "open" and not contest.state.answers_to(ask.id):
            right = right_answer(contest.state.asked())
            post(c.SubmitAnswer(ask=ask.id, answer=right, n=1, lock=True), captain_seat("t1"))
        elif step.enabled:
            post(c.Next(step=contest.state.moves, effect=step.effect))
        else:
            post(c.CloseAnswers())
    return contest


def results(server) -> str:
    return f"/desk/contests/{server.info.id}/results"


def sheets(server, visitor) -> dict[str, list[list[Any]]]:
    answer = visitor.get(f"{results(server)}.xlsx")
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_page_tells_places_reasons_and_the_end_of_the_log(server, organiser, live):
    page = organiser.get(results(server)).text
    assert "Final result." in page
    assert "wrong or no answer" not in page, "costs nothing in this contest, so no line was written"
    assert page.count("<td>right answer</td>") == 2
    assert f'<td class="n">{points(live.state)["t1"]}</td>' in page
    log = server.client.portal.call(server.place.log.read, server.info.id)
    assert f"{len(log)} events." in page
    assert log[-1].hash in page
    assert 'class="answers"' in page
    chinese = server.visitor("zh-Hans")
    chinese.cookies.update(organiser.cookies)
    page = chinese.get(results(server)).text
    assert "最终成绩。" in page
    assert page.count("<td>答对</td>") == 2


def test_before_it_begins_there_is_a_page_too(server, organiser):
    page = organiser.get(results(server)).text
    assert "still running" in page
    assert "Begun" not in page


def test_the_workbook_holds_every_table_and_the_log(server, organiser, live):
    answer = organiser.get(f"{results(server)}.xlsx")
    assert "Safety contest.xlsx" in unquote(answer.headers["content-disposition"])
    book = sheets(server, organiser)
    assert list(book) == ["Standings", "Corrections", "Appeals", "Answers", "Awards", "Races", "Log"]
    assert book["Standings"][1][:3] == [1, f"1 {FORMULA}", 120]
    assert [row[4] for row in book["Awards"][1:]] == [10, 10]
    assert book["Answers"][1][3].endswith("+10")
    log = server.client.portal.call(server.place.log.read, server.info.id)
    assert [row[0] for row in book["Log"][1:]] == [event.version for event in log]
    assert [row[5] for row in book["Log"][1:]] == [event.hash for event in log]


def test_a_name_that_could_run_as_a_formula_is_text(server, organiser, live):
    """Whole cells: a team name alone is never one, but a reason typed by somebody is."""
    form = {"what": "points", "team": "t2", "points": "-5", "reason": FORMULA}
    assert organiser.post(results(server), data=form).status_code == 303
    book = sheets(server, organiser)
    assert book["Corrections"][1][4] == FORMULA
    assert book["Awards"][-1][7] == FORMULA


def test_results_are_reopened_by_one_more_logged_correction(server, organiser, live):
    before = live.state
    form = {"what": "points", "team": "t2", "points": "+25", "reason": "counted twice"}
    answer = organiser.post(results(server), data=form)
    assert answer.headers["location"] == f"{results(server)}#corrections"
    assert points(live.state)["t2"] == points(before)["t2"] + 25
    assert live.state.show.picture == "podium", "the show stands where it stood"
    log = server.client.portal.call(server.place.log.read, server.info.id)
    assert log[-1].type == "CorrectionMade"
    assert log[-1].seat == "organiser:Wang"
    page = organiser.get(results(server)).text
    assert "counted twice" in page
    assert "<td>organiser Wang</td>" in page
    assert "places changed" in page


def test_verdicts_questions_and_appeals_can_be_put_right(server, organiser, live):
    one, two = (row.ask for row in asks(live.state, "en"))
    given = {"what": "verdict", "ask": str(one), "team": "t2", "verdict": "right", "reason": "said aloud"}
    assert organiser.post(results(server), data=given).status_code == 303
    assert points(live.state) == {"t1": 120, "t2": 110}
    void = {"what": "void", "ask": str(two), "reason": "unclear"}
    assert organiser.post(results(server), data=void).status_code == 303
    assert points(live.state) == {"t1": 110, "t2": 110}
    again = organiser.post(results(server), data=void)
    assert again.status_code == 409
    assert "not possible right now" in again.text


def test_an_open_appeal_is_ruled_on(server, organiser, live):
    ask = asks(live.state, "en")[0].ask
    appeal = c.RaiseAppeal(ask=ask, reason="we said so")
    server.client.portal.call(live.post, appeal, captain_seat("t2"))
    assert "1 · 2 第2队: we said so" in organiser.get(results(server)).text
    form = {"what": "appeal", "appeal": "1", "ruling": "rejected", "note": "nobody heard it"}
    assert organiser.post(results(server), data=form).status_code == 303
    page = organiser.get(results(server)).text
    assert "<td>rejected</td>" in page
    assert "nobody heard it" in page
    assert 'value="appeal"' not in page, "none is open"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"what": "everything"},
        {"what": "points", "team": "t1", "points": "many", "reason": "x"},
        {"what": "points", "team": "t1", "points": "5", "reason": " "},
        {"what": "void", "ask": "1", "reason": ""},
        {"what": "verdict", "ask": "1"},
    ],
)
def test_an_incomplete_correction_is_told_and_changes_nothing(server, organiser, live, form):
    version = live.state.version
    answer = organiser.post(results(server), data=form)
    assert answer.status_code == 400
    assert "give a reason" in answer.text
    assert live.state.version == version


def test_strangers_see_no_results(server, organiser):
    stranger = server.visitor()
    for path in (results(server), f"{results(server)}.xlsx"):
        assert stranger.get(path).headers["location"] == "/desk"
    assert stranger.post(results(server), data={"what": "points"}).headers["location"] == "/desk"
    assert organiser.get("/desk/contests/nothing/results").status_code == 404


def test_the_contest_page_leads_there_also_when_it_is_put_away(server, organiser):
    here = f"/desk/contests/{server.info.id}"
    assert f'href="{here}/results"' in organiser.get(here).text
    organiser.post(f"{here}/archive")
    assert f'href="{here}/results"' in organiser.get(here).text
    assert organiser.get(f"{here}/results").status_code == 200


def test_every_way_of_deciding_a_tie_or_a_close_race_has_a_word():
    assert {
        "sudden_death",
        "nearest",
        "fewest_fouls",
        "lot",
        "shared",
        "rebuzz",
        "earlier",
        "lower_score",
    } <= set(CHOICES)
