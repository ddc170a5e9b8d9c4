"""What the robot host does in each situation of the show."""

import math

import pytest

from quizhub.robots.host import Pace
from quizhub.robots.hosting import Hosting, reading_s
from quizhub.robots.sections import Sections
from quizhub.robots.skill import Skill

TEAMS = ["t1", "t2", "t3"]


def hosting(effect, *, stage=None, can=(), enabled=True, robots=TEAMS, detail=None, **sections):
    view = Sections()
    step = {"moves": 7, "effect": effect, "enabled": enabled, "detail": detail or {}, "can": list(can)}
    contest = {"teams": [{"id": team, "n": 1, "name": team} for team in TEAMS]}
    grid = [{"team": team, "seat": "ready", "online": True} for team in TEAMS]
    view.take(
        {
            "v": 1,
            "contest": contest,
            "next": step,
            "stage": stage or {"show": "round"},
            "grid": grid,
            **sections,
        }
    )
    return Hosting(view, Skill(1, "host"), robots=lambda: robots)


def asked(phase, answering="device", **fields):
    ask = {"id": 9, "n": 1, "stem": "题", "phase": phase, "answering": answering, "contestants": TEAMS}
    ask["clock"] = {"total": 30_000, "left": 30_000}
    return {"show": "ask", "round": {"n": 1}, "ask": {**ask, **fields}}


def test_the_key_is_pressed_with_the_step_and_effect_of_the_view():
    act = hosting("begin_turn").act()
    assert (act.do, act.fields) == ("Next", {"step": 7, "effect": "begin_turn"})
    assert 0 < act.after_s < 60


def test_an_effect_nobody_has_heard_of_is_pressed_too():
    assert hosting("play_a_film").act().do == "Next"


def test_the_contest_starts_when_the_robots_are_ready():
    act = hosting("start_contest", stage={"show": "lobby", "ready": ["t1"]}).act()
    assert not act.until()
    act = hosting("start_contest", stage={"show": "lobby", "ready": TEAMS}).act()
    assert act.until()


def test_answers_are_closed_when_all_have_answered():
    counts = {"answered": TEAMS, "audience": 10, "audience_answered": 9}
    assert hosting("close_answers", stage=asked("open"), counts=counts).act().until()
    counts = {"answered": TEAMS, "audience": 10, "audience_answered": 3}
    assert not hosting("close_answers", stage=asked("open"), counts=counts).act().until()
    counts = {"answered": ["t1"], "audience": 0, "audience_answered": 0}
    act = hosting("close_answers", stage=asked("open"), counts=counts).act()
    assert not act.until()
    assert act.after_s == 30


def test_people_get_the_time_the_rules_give():
    counts = {"answered": ["t1", "t3"], "audience": 0, "audience_answered": 0}
    act = hosting("close_answers", stage=asked("open"), counts=counts, robots=["t1", "t3"]).act()
    assert math.isinf(act.after_s)
    counts["answered"] = TEAMS
    act = hosting("close_answers", stage=asked("open"), counts=counts, robots=["t1", "t3"]).act()
    assert act.until()


def test_a_person_whose_phone_is_gone_is_not_waited_for():
    grid = [{"team": "t2", "seat": "ready", "online": False}]
    act = hosting(
        "close_answers", stage=asked("open"), counts={"answered": []}, robots=["t1"], grid=grid
    ).act()
    assert act.after_s == 30


def test_a_spoken_answer_is_ruled_by_seed():
    stage = asked("answering", "spoken", called="t2", started=True)
    act = hosting("rule_wrong", stage=stage, can=["RuleAnswer"], enabled=False).act()
    assert act.do == "RuleAnswer"
    assert act.fields["team"] == "t2"
    assert act == hosting("rule_wrong", stage=stage, can=["RuleAnswer"], enabled=False).act()


def test_a_called_team_begins_first():
    stage = asked("answering", "spoken", called="t2", started=False)
    assert hosting("start_answer", stage=stage, can=["RuleAnswer"]).act().fields["effect"] == "start_answer"


def test_a_silent_phone_that_won_the_buzzer_is_ruled_wrong_in_the_end():
    stage = asked("answering", "device", called="t2", started=True)
    act = hosting("rule_wrong", stage=stage, can=["RuleAnswer"], enabled=False).act()
    assert act.fields == {"team": "t2", "right": False}
    assert act.after_s == 30


def test_everybody_who_spoke_is_ruled_one_after_the_other():
    stage = asked("closed", "spoken", ruled={"t1": "right"})
    counts: dict[str, list[str]] = {"answered": []}
    act = hosting("reveal", stage=stage, can=["RuleAnswer"], counts=counts).act()
    assert (act.do, act.fields["team"]) == ("RuleAnswer", "t2")
    stage = asked("closed", "spoken", ruled=dict.fromkeys(TEAMS, "right"))
    assert hosting("reveal", stage=stage, can=["RuleAnswer"], counts=counts).act().do == "Next"


def test_where_all_speak_at_once_the_grid_tells_who_has_a_verdict():
    stage = asked("open", "spoken")
    grid = [{"team": "t1", "seat": "ready", "online": True, "verdict": "wrong"}]
    act = hosting("close_answers", stage=stage, can=["RuleAnswer"], counts={"answered": []}, grid=grid).act()
    assert (act.do, act.fields["team"]) == ("RuleAnswer", "t2")


def test_mixed_answers_on_phones_need_no_ruling():
    stage = asked("closed", "mixed", ruled={"t3": "wrong"})
    act = hosting("reveal", stage=stage, can=["RuleAnswer"], counts={"answered": ["t1"]}).act()
    assert act.fields["team"] == "t2"


def test_what_was_typed_in_own_words_is_ruled_as_well():
    part = hosting(
        "reveal",
        stage=asked("closed", "mixed", ruled={"t3": "wrong"}),
        can=["RuleAnswer"],
        enabled=False,
        counts={"answered": ["t1", "t2"]},
        detail={"waiting": "ruling", "teams": ["t2"]},
    )
    act = part.act()
    assert (act.do, act.fields["team"]) == ("RuleAnswer", "t2")


def test_a_refused_ruling_is_not_tried_again_at_the_same_step():
    part = hosting("reveal", stage=asked("closed", "spoken"), can=["RuleAnswer"], counts={"answered": []})
    part.refused.add(("RuleAnswer", 7))
    assert part.act().do == "Next"


def test_a_stake_is_chosen_for_a_silent_team():
    turn = {"team": "t1", "player": None, "stake": None, "choices": [10, 20, 30]}
    stage = {"show": "turn", "round": {"n": 4}, "turn": turn}
    act = hosting("take_lowest_stake", stage=stage, can=["ChooseStake"]).act()
    assert act.do == "ChooseStake"
    assert act.fields["team"] == "t1"
    assert act.fields["stake"] in (10, 20, 30)
    assert hosting("take_lowest_stake", stage=stage).act().do == "Next"


def test_an_opponent_is_named_where_the_key_is_dead_without_one():
    turn = {
        "team": "t1",
        "player": None,
        "stake": None,
        "choices": (),
        "needs_opponent": True,
        "opponent": None,
    }
    stage = {"show": "turn", "round": {"n": 4}, "turn": turn}
    act = hosting("show_question", stage=stage, can=["NameOpponent"], enabled=False).act()
    assert act.do == "NameOpponent"
    assert act.fields["opponent"] in ("t2", "t3")


def test_a_show_somebody_stopped_is_left_alone_and_named():
    for part, words in (
        (hosting("reveal", stage={"show": "ask", "paused": True}), "paused"),
        (hosting("reveal", stage={"show": "ask", "covered": True}), "covered"),
        (hosting("reveal", trouble={"code": "not_saved", "since": 1}), "cannot save"),
        (hosting(None), "no next step"),
        (hosting("reveal", enabled=False), "“reveal” is not possible"),
    ):
        assert part.act() is None
        assert words in part.waits_for()


def test_a_buzzer_nobody_presses_is_given_up_after_the_signal():
    stage = asked("open", "spoken", opens=123)
    part = hosting("close_unclaimed", stage=stage)
    part.opens_in_s = lambda at: 0.8 if at == 123 else math.nan
    act = part.act()
    assert act.also_s >= 0.8
    assert 0 < act.after_s < 30


def test_reading_takes_longer_in_chinese_a_letter_and_never_for_ever():
    assert reading_s("油锅起火") == 1.0
    assert 0.3 < reading_s("fire") * 2 < 1.0
    assert reading_s("火" * 10_000) == 40.0


def test_at_no_speed_are_there_more_acts_than_the_server_takes():
    pace, at, acts = Pace(), 1000.0, []
    for _ in range(100):
        at += pace.wait_s(at)
        pace.spend()
        acts.append(at)
    for first in acts:
        assert sum(first <= act < first + 1 for act in acts) <= 20
    assert 100 / (acts[-1] - acts[0]) < 10


def test_in_a_race_nobody_is_ruled_on_who_has_not_won_the_buzzer():
    act = hosting("close_unclaimed", stage=asked("open", "spoken", flow="buzz"), can=["RuleAnswer"]).act()
    assert act.do == "Next"


@pytest.mark.parametrize(("share", "right"), [(0.0, False), (1.0, True)])
def test_spoken_answers_are_ruled_right_as_often_as_the_host_was_told(share, right):
    stage = asked("answering", "spoken", called="t2", started=True)
    host = hosting("rule_wrong", stage=stage, can=["RuleAnswer"], enabled=False)
    host.right_share = share
    assert host.act().fields == {"team": "t2", "right": right}


def test_the_oldest_appeal_that_waits_is_ruled_before_the_show_goes_on():
    appeals = [
        {"appeal": number, "team": "t1", "state": state}
        for number, state in ((1, "rejected"), (2, "open"), (3, "open"))
    ]
    host = hosting("show_question", can=["RuleAppeal"], appeals=appeals)
    act = host.act()
    assert (act.do, act.fields["appeal"]) == ("RuleAppeal", 2)
    assert act.fields["note"]
    host.refused.add(("RuleAppeal", 7))
    assert host.act().do == "Next"
    assert hosting("show_question", appeals=appeals).act().do == "Next", "the view does not offer it"
