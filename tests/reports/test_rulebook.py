"""Every rule has its sentence for those who compete, whatever its value, in both languages."""

import re
from enum import StrEnum
from typing import Any

import pytest
import yaml

from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.rules import Answering, ContestRules, Flow, Foul, FoulEffect, RoundRules, describe_rules
from quizhub.reports import contest_sentences, round_sentences
from quizhub.reports.rulebook import in_short, rulebook
from tests.contest.table import a_plan, a_round

SAID_ELSEWHERE = {"free_stake_cap", "early_points", "early_lock_ms", "fouls"}
MEANS_SOMETHING_WITH: dict[str, dict[str, Any]] = {
    "stake_times": {"stakes": (10, 30)},
    "stake_s": {"stakes": (10, 30)},
    "stake_reveal": {"stakes": (10, 30)},
    "start_answer_s": {"answering": Answering.SPOKEN},
}
VALUES: dict[str, list[Any]] = {
    "stakes": [(10, 30)],
    "stake_times": [((10, 20),)],
    "floor": [None, 0],
    "ties": [(), ("lot",)],
}
LANGUAGES = ("zh-Hans", "en")


def variants(model, field) -> list[Any]:
    """Rules that differ from the default in this field alone, with every choice or two values of it."""
    kind = model.model_fields[field].annotation
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        values: list[Any] = list(kind)
    elif kind is bool:
        values = [False, True]
    else:
        values = VALUES.get(field, [0, 1, 5])
    return [model().model_copy(update={field: value}) for value in values]


@pytest.mark.parametrize(
    ("model", "sentences"),
    [(RoundRules, round_sentences.SENTENCES), (ContestRules, contest_sentences.SENTENCES)],
)
def test_every_rule_and_every_choice_is_said(model, sentences):
    assert set(sentences) == set(model.model_fields)
    for field in model.model_fields:
        if field in SAID_ELSEWHERE:
            continue
        told = []
        for variant in variants(model, field):
            sentence = sentences[field](variant.model_copy(update=MEANS_SOMETHING_WITH.get(field, {})))
            if sentence is not None:
                assert all(text.endswith(end) for text, end in zip(sentence, "。.", strict=True))
                told.append(sentence)
        assert told, field
        assert len(set(told)) == len(told), f"two values of {field} sound the same"


def rules_of(**values: Any) -> RoundRules:
    return RoundRules.model_validate(values)


def said(rule: str, rules: RoundRules) -> tuple[str, str]:
    sentence = round_sentences.SENTENCES[rule](rules)
    assert sentence is not None
    return sentence


def test_the_rules_said_elsewhere_are_said():
    rules = rules_of(early_press="points", early_points=7, free_stake_step=5, free_stake_cap=85)
    assert "7 分" in said("early_press", rules)[0]
    assert "85" in said("free_stake_step", rules)[1]
    lock = said("early_press", rules_of(early_press="short_lock", early_lock_ms=333))
    assert all("333" in text for text in lock)


def test_what_means_nothing_here_is_left_out():
    reading = rules_of(
        opens="while_reading", answering="spoken", start_answer_s=0, too_close_ms=0, after_wrong="nobody"
    )
    silent = {key for key, say in round_sentences.SENTENCES.items() if say(reading) is None}
    assert {"early_press", "after_early", "cue_ms", "start_answer_s", "too_close", "answer_change"} <= silent
    calm = ContestRules(appeals=0, prize_places=0, audience=False)
    silent = {key for key, say in contest_sentences.SENTENCES.items() if say(calm) is None}
    assert {"appeal_until", "sudden_death_wrong", "audience_points"} <= silent


def test_where_presses_count_while_reading_only_later_races_have_a_signal():
    reading = rules_of(opens="while_reading", after_wrong="rebuzz")
    assert said("early_press", reading)[0].startswith("重抢时：")
    assert said("cue_ms", reading)[1].startswith("When teams race again: ")
    assert not said("early_press", rules_of())[0].startswith("重抢时：")


def everything():
    """A plan with a round of every pack."""
    rounds = [a_round(pack, 12, f"r{n}") for n, pack in enumerate(p for p in ROUND_PACKS if p != "tie_break")]
    return a_plan(*rounds, tie_questions=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_program_is_in_the_rulebook(language):
    plan = everything()
    sections = rulebook(plan, language)
    assert len(sections) == len(plan.rounds) + 4
    text = "\n".join(sentence for section in sections for sentence in section.sentences)
    keys = [*RoundRules.model_fields, *ContestRules.model_fields]
    for word in [key for key in keys if "_" in key]:
        assert word not in text
    assert "{" not in text
    if language == "zh-Hans":
        assert not re.search("[a-zA-Z]{2,}", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_that_means_something_in_a_round_stands_in_it(language):
    plan = everything()
    for planned, section in zip(plan.rounds, rulebook(plan, language)[1:], strict=False):
        index = LANGUAGES.index(language)
        for rule in describe_rules(RoundRules, "en", planned.flow):
            sentence = round_sentences.SENTENCES[rule["key"]](planned.rules)
            assert sentence is None or sentence[index] in section.sentences


def test_a_round_in_two_sentences():
    buzz = a_round("buzz", 4)
    assert in_short(buzz, "zh-Hans") == (
        "各队抢答，先按下者先答。答对一题得 10 分。\n答错或不答扣该题的全部分值。作答时间 30 秒。"
    )
    assert "10, 20, 30 points" in in_short(a_round("risk", 3), "en")
    assert "warm-up" in in_short(a_round("warm_up", 3), "en")


def test_fouls_say_what_they_lead_to():
    sentence = contest_sentences.foul_sentence
    both = Foul(id="x", name={"zh-Hans": "顶撞", "en": "Rudeness"}, points=-1, effect=FoulEffect.ANSWER_VOID)
    assert sentence(both) == (
        "顶撞：扣 1 分，该次作答无效。",
        "Rudeness: costs 1 point, the answer counts nothing.",
    )
    assert sentence(Foul(id="y", name={"en": "Noise"}))[1] == "Noise: a warning."
    assert len(rulebook(a_plan(a_round("buzz", 1), fouls=()), "en")) == 4


def test_flows_are_all_said():
    assert {planned.flow for planned in everything().rounds} == set(Flow)
    assert (
        yaml.safe_dump([s.heading for s in rulebook(everything(), "en")]).count("Round")
        == len(ROUND_PACKS) - 1
    )
