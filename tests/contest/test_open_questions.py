"""Open questions: spoken or typed, always judged by a person, never by the machine and never by the hall."""

from typing import Any

import pytest

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST, Role, audience_seat, captain_seat
from quizhub.contest.views import HallFacts, host_sections, own_sections, phone_sections, screen_sections
from quizhub.errors import Code
from quizhub.questions.answers import OpenAnswer
from quizhub.questions.model import Criterion, OpenBody, OpenKey, Question
from tests.contest.table import Table, a_plan, a_round, kinds

FULL = OpenKey(
    reference={"zh-Hans": "先关气源", "en": "Shut the valve first"},
    rubric=(Criterion(id="valve", criterion={"zh-Hans": "关阀", "en": "Names the valve"}, points=5),),
    keywords=("阀", "valve"),
)


def an_open(name: str, key: OpenKey = FULL) -> Question:
    return Question(id=name, stem={"zh-Hans": "怎么办？", "en": "What now?"}, body=OpenBody(), key=key)


def table(pack: str = "everyone", key: OpenKey = FULL, answering: str = "mixed", **rules: Any) -> Table:
    planned = a_round(pack, 3 if pack == "individual" else 2, answering=answering, **rules)
    questions = {planned.questions[0].question: an_open(planned.questions[0].question, key)}
    made = Table(a_plan(planned, players=1, questions=questions))
    made.seat_all()
    made.crowd(1)
    return made


def opened(pack: str = "everyone", **given: Any) -> Table:
    made = table(pack, **given)
    made.until("close_answers")
    return made


def typed(made: Table, team: str, words: str = "关阀门") -> None:
    made.give(OpenAnswer(text=words), captain_seat(team))


def test_the_machine_waits_for_the_host_to_judge_what_was_typed():
    made = opened()
    typed(made, "t1")
    typed(made, "t2", "不知道")
    made.next("close_answers")
    assert not made.key_enabled()
    step = host_sections(made.state, "en", HallFacts(), made.at)["next"]
    assert (step["effect"], step["enabled"]) == ("reveal", False)
    assert step["detail"] == {"waiting": "ruling", "teams": ["t1", "t2"]}
    made.rule("t1", True)
    assert made.refused(c.Next(step=made.state.moves, effect="reveal")) is Code.NOT_NOW
    made.rule("t2", False)
    made.next("reveal")
    assert made.points() == {"t1": 110, "t2": 100, "t3": 100}
    assert {team: ruling.verdict for team, ruling in made.ask.rulings.items()} == {
        "t1": "right", "t2": "wrong", "t3": "none",
    }  # fmt: skip


def test_a_spoken_answer_is_ruled_on_as_any_other():
    made = opened(answering="spoken")
    made.rule("t1", True)
    made.next("close_answers")
    made.next("reveal")
    assert made.points()["t1"] == 110


def test_a_captain_in_turn_may_type_and_the_ruling_ends_the_window():
    made = opened("individual")
    typed(made, "t1")
    made.rule("t1", True)
    assert made.phase() == "closed"
    made.next("reveal")
    assert made.points()["t1"] > 100


def test_in_a_race_the_typed_answer_waits_for_the_host():
    made = table("buzz", opens="while_reading")
    made.until("end_reading")
    made.buzz("t1")
    made.wait(1_000)
    assert made.ask.called == "t1"
    events = made.post(
        c.SubmitAnswer(ask=made.ask.id, answer=OpenAnswer(text="关阀"), n=1), captain_seat("t1")
    )
    assert kinds(events) == ["AnswerReceived"]
    assert made.phase() == "answering"
    made.rule("t1", True)
    assert made.phase() == "closed"


def test_the_hall_cannot_be_judged_and_is_not_asked():
    made = opened()
    assert phone_sections(made.state, Role.AUDIENCE, "en")["can"] == []
    answer = c.SubmitAnswer(ask=made.ask.id, answer=OpenAnswer(text="关阀"), n=1)
    assert made.refused(answer, audience_seat("0")) is Code.NOT_ALLOWED
    made.until("show_question")
    made.until("close_answers")
    assert phone_sections(made.state, Role.AUDIENCE, "en")["can"] == ["answer"]


def test_a_captain_sees_how_much_may_be_typed_and_what_was():
    made = opened()
    typed(made, "t1", " 关阀门 ")
    stage = phone_sections(made.state, Role.CAPTAIN, "en")["stage"]
    assert (stage["ask"]["kind"], stage["ask"]["max_chars"]) == ("open", 200)
    me = own_sections(made.state, captain_seat("t1"), "en")["me"]
    assert me["answer"]["text"] == "关阀门"
    assert me["answer"]["answer"] == {"kind": "open", "text": " 关阀门 "}


def test_the_host_is_helped_to_judge():
    made = opened()
    typed(made, "t1")
    key = host_sections(made.state, "en", HallFacts(), made.at)["key"]
    assert key["rubric"] == [{"criterion": "Names the valve", "points": 5}]
    assert key["keywords"] == ("阀", "valve")
    assert (key["text"], key["answers"]) == ("Shut the valve first", {"t1": "关阀门"})


@pytest.mark.parametrize(
    ("key", "phone", "screen"),
    [(FULL, "Shut the valve first", ["先关气源", "Shut the valve first"]), (OpenKey(), "", [""])],
)
def test_the_reveal_shows_a_good_answer_where_there_is_one(key, phone, screen):
    made = opened(key=key)
    made.next("close_answers")
    made.next("reveal")
    told = phone_sections(made.state, Role.CAPTAIN, "en")["stage"]["ask"]["reveal"]
    assert (told["key"], told["text"]) == ([], phone)
    assert screen_sections(made.state, HallFacts())["stage"]["ask"]["reveal"]["text"] == screen


def test_there_is_no_key_to_correct_but_a_verdict():
    made = opened()
    made.next("close_answers")
    made.next("reveal")
    command = c.CorrectKey(ask=made.ask.id, answer=OpenAnswer(text="开窗"), reason="x")
    assert made.refused(command, HOST) is Code.BAD_ANSWER
    can = host_sections(made.state, "en", HallFacts(), made.at)["next"]["can"]
    assert "CorrectKey" not in can
    assert "ChangeVerdict" in can
    made.until("close_answers")
    assert "CorrectKey" in host_sections(made.state, "en", HallFacts(), made.at)["next"]["can"]
