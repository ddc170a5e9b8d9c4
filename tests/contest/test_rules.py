"""Every rule explains itself in both languages, has a fitting default, and knows where it means something."""

import pytest

from quizhub.contest.rules import ContestRules, EarlyPress, Flow, RoundRules, describe_rules


@pytest.mark.parametrize("model", [RoundRules, ContestRules])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_rule_has_a_name_help_and_a_default_within_its_range(model, language):
    described = describe_rules(model, language)
    assert [rule["key"] for rule in described] == list(model.model_fields)
    assert len({rule["name"] for rule in described}) == len(described)
    for rule in described:
        assert rule["name"] and rule["help"].endswith(("。", "."))
        if rule["choices"]:
            assert rule["default"] in rule["choices"]
        if rule["low"] is not None:
            assert rule["low"] <= rule["default"] <= rule["high"]


def test_rule_is_described_with_all_that_a_form_needs():
    described = {rule["key"]: rule for rule in describe_rules(RoundRules, "en")}
    assert described["early_press"]["choices"] == [str(choice) for choice in EarlyPress]
    time_s = described["time_s"]
    assert (time_s["unit"], time_s["default"], time_s["low"], time_s["high"]) == ("s", 30, 3, 600)


def test_flow_is_offered_only_the_rules_that_mean_something_in_it():
    of = {flow: {rule["key"] for rule in describe_rules(RoundRules, "en", flow)} for flow in Flow}
    assert set.union(*of.values()) == set(RoundRules.model_fields)
    for_all = set.intersection(*of.values())
    assert {"value", "wrong", "time_s", "answering"} <= for_all
    assert "early_press" in of[Flow.BUZZ] and "early_press" not in of[Flow.IN_TURN] | of[Flow.EVERYONE]
    assert "stakes" in of[Flow.IN_TURN] and "stakes" not in of[Flow.BUZZ] | of[Flow.EVERYONE]
    assert "auto_close" in of[Flow.EVERYONE] & of[Flow.IN_TURN] and "auto_close" not in of[Flow.BUZZ]
