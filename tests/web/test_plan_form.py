"""A plan's outline through the forms: nothing is lost that the form has no field for."""

import pytest

from quizhub.contest.rules import ContestRules, Flow, RoundRules, describe_rules
from quizhub.storage.plan_file.outline import read_outline
from quizhub.web.plan_form import (
    apply_head,
    apply_round,
    draw_fields,
    flow_of,
    new_round,
    questions_of,
    questions_text,
    rule_fields,
    rules_of,
    spare_count,
    spares_of,
    teams_of,
    teams_text,
    usual_rules,
    written,
)
from quizhub.web.rule_words import CHOICES

OUTLINE = read_outline(
    """\
title: {zh-Hans: 竞赛, en: Contest}
seed: 5
hall: {distance_m: 12}
rules: {base_score: 0, fouls: [{id: x}]}
players: 2
teams: [一队, {name: 二队, id: two, players: [张三, 李四]}, {name: 三队, players: 3}]
rounds:
- pack: buzz
  rules: {value: 20}
  questions: [fire/a, {question: b, stake: 10}, {kind: true_false}]
  draw: {bank: fire, kinds: [fill, match], difficulty: 1-3, count: 4}
- {flow: in_turn, spares: [{draw: {kinds: fill, count: 2}}]}
""".encode()
)
HEAD = {
    "language.zh-Hans": "on",
    "title.zh-Hans": "新竞赛",
    "hall.screen_width_m": "3,5",
    "hall.distance_m": "",
    "hall.theme": "honour",
    "teams": teams_text(OUTLINE),
    "players": "3",
}


def test_the_head_is_changed_and_the_rest_stays():
    changed = apply_head(
        OUTLINE, HEAD | {"rule.base_score": "50", "rule.ties": "lot, shared", "rule.audience": "false"}
    )
    assert changed["title"] == {"zh-Hans": "新竞赛"} and changed["languages"] == ["zh-Hans"]
    assert changed["hall"] == {"screen_width_m": 3.5, "theme": "honour"}
    assert changed["rules"] == {
        "base_score": 50,
        "ties": ["lot", "shared"],
        "audience": False,
        "fouls": [{"id": "x"}],
    }
    assert (changed["teams"], changed["players"], changed["seed"]) == (OUTLINE["teams"], 3, 5)
    assert changed["rounds"] == OUTLINE["rounds"]


def test_an_empty_field_is_the_usual():
    changed = apply_head(OUTLINE, {"players": "", "rule.base_score": "", "hall.distance_m": "x"})
    assert "players" not in changed and "base_score" not in changed["rules"]
    assert (changed["languages"], changed["title"]) == (OUTLINE["languages"], OUTLINE["title"])
    assert apply_head(OUTLINE, {"rule.base_score": "100"})["rules"] == {"fouls": [{"id": "x"}]}


def test_teams_are_pasted_from_a_spreadsheet():
    pasted = "朝阳里\t王五\t赵六\n\n 星光村 \n二队, 张三\n三队\n"
    assert teams_of(pasted, OUTLINE["teams"]) == [
        {"name": "朝阳里", "players": ["王五", "赵六"]},
        "星光村",
        {"id": "two", "name": "二队", "players": ["张三"]},
        {"name": "三队", "players": 3},
    ]
    assert teams_text(OUTLINE) == "一队\n二队, 张三, 李四\n三队"


def test_rules_have_words_and_say_what_is_usual():
    one = OUTLINE["rounds"][0]
    fields = {
        rule["key"]: rule for rule in rule_fields(RoundRules, "en", one["rules"], usual_rules(one), Flow.BUZZ)
    }
    assert (fields["value"]["usual"], fields["value"]["chosen"]) == ("10", "20")
    assert (fields["wrong"]["usual"], fields["wrong"]["chosen"]) == ("full", "")
    assert fields["partial"]["yes_no"] and "per_turn" not in fields
    head = {rule["key"]: rule for rule in rule_fields(ContestRules, "zh-Hans", {}, {})}
    assert head["ties"]["list"] and "fouls" not in head
    assert (written(None), written(True), written((1, 2))) == ("", "true", "1, 2")


def test_every_choice_of_every_rule_has_words():
    for model in (ContestRules, RoundRules):
        for rule in describe_rules(model, "en"):
            assert set(rule["choices"]) <= set(CHOICES), rule["key"]
    ties = ContestRules.model_fields["ties"].default
    assert {str(tie) for tie in ties} <= set(CHOICES)


def test_a_round_is_changed_and_what_has_no_field_stays():
    one = OUTLINE["rounds"][0]
    form = {f"draw0.{name}": value for name, value in draw_fields(one["draw"], 0).items()}
    assert form["draw0.kinds"] == "fill, match" and form["draw0.difficulty"] == "1-3"
    form |= {"questions": questions_text(one["questions"]), "rule.value": "30", "title.en": "Buzz"}
    changed = apply_round(one, form, ["zh-Hans", "en"])
    assert changed["questions"] == one["questions"]
    assert changed["draw"] == [{"bank": "fire", "kinds": ["fill", "match"], "difficulty": "1-3", "count": 4}]
    assert (changed["rules"], changed["title"], changed["pack"]) == ({"value": 30}, {"en": "Buzz"}, "buzz")
    again = apply_round(
        changed, {"draw1.used": "on", "draw1.bank": "fire, home", "draw1.difficulty": "1, 2"}, ["en"]
    )
    assert again["draw"] == [{"banks": ["fire", "home"], "difficulty": [1, 2]}]
    assert draw_fields(again["draw"], 0)["bank"] == "fire, home"
    assert draw_fields(again["draw"], 3) == dict.fromkeys(draw_fields([], 0), "")
    assert again["questions"] == []


def test_questions_are_moved_by_their_lines():
    items = OUTLINE["rounds"][0]["questions"]
    assert questions_text(items) == "fire/a\nb 10\n#3"
    assert questions_of("#3\nnew 20\n\nfire/a\n#9", items) == [
        items[2],
        {"question": "new", "stake": 20},
        "fire/a",
    ]


@pytest.mark.parametrize(
    ("before", "field", "after"),
    [
        ([], "", []),
        ([], "2", [{"draw": {"count": 2}}]),
        ([{"draw": {"kinds": "fill", "count": 2}}], "3", [{"draw": {"kinds": "fill", "count": 3}}]),
        ([{"draw": {"count": 2}}], "", []),
        ([{"draw": {"count": 2}}], "0", []),
        (["fire/a"], "", ["fire/a"]),
        ([{"draw": [1]}], "", [{"draw": [1]}]),
    ],
)
def test_spares(before, field, after):
    assert spares_of({"spares": field}, before) == after
    assert spare_count([{"draw": {}}]) == "1"


def test_new_rounds():
    assert flow_of(new_round("buzz")) is Flow.BUZZ and new_round("buzz")["pack"] == "buzz"
    assert flow_of(new_round("in_turn")) is Flow.IN_TURN and usual_rules(new_round("in_turn")) == {}
    assert flow_of({"flow": "nothing"}) is Flow.EVERYONE
    assert rules_of({"rule.stakes": "10、20"}, RoundRules, {}, {}) == {"stakes": [10, 20]}
