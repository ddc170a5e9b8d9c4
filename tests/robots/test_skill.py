"""Robots decide by seed, fit their answers to the question, and differ from one another."""

import pytest

from quizhub.robots.skill import REACTION_S, Skill, guess


def ask(kind, **fields):
    return {"id": 1, "kind": kind, **fields}


def options(*ids):
    return [{"id": name, "text": name} for name in ids]


def test_the_same_seed_decides_the_same():
    question = ask("single_choice", options=options("a", "b", "c", "d"))
    plans = [[Skill(7, f"t{n}").answer(question, "1 1 x", 30.0) for n in range(30)] for _ in range(2)]
    assert plans[0] == plans[1]
    assert plans[0] != [Skill(8, f"t{n}").answer(question, "1 1 x", 30.0) for n in range(30)]


def test_a_decision_belongs_to_the_question_not_to_its_number_in_the_log():
    question = ask("single_choice", options=options("a", "b", "c", "d"))
    skill = Skill(7, "t1")
    assert skill.answer(question, "1 1 x", 30.0) == skill.answer({**question, "id": 99}, "1 1 x", 30.0)


def test_among_many_robots_there_are_all_sorts():
    question = ask("single_choice", options=options("a", "b"))
    plans = [Skill(1, f"r{n}", 0.3).answer(question, "1 1 x", 30.0) for n in range(400)]
    lengths = {len(plan) for plan in plans}
    assert lengths == {0, 1, 2}
    assert any(step.drop_for_s for plan in plans for step in plan)
    assert any(step.lock for plan in plans for step in plan)
    assert any(step.after_s > 30 for plan in plans for step in plan)
    assert all(step.after_s >= 0.3 for plan in plans for step in plan)


def test_only_robots_on_a_bad_line_lose_it():
    assert not any(Skill(1, f"r{n}").leaves("1 1 x", 30.0) for n in range(200))
    leaving = [Skill(1, f"r{n}", 0.5).leaves("1 1 x", 30.0) for n in range(400)]
    gone = [left for left in leaving if left is not None]
    assert 50 < len(gone) < 200
    assert all(0 <= after_s <= 30 and away_s > 0 for after_s, away_s in gone)


def test_presses_come_after_the_signal_except_the_early_ones():
    presses = [Skill(1, f"r{n}").press("1 1 x", 1) for n in range(400)]
    pressed = [after for after, _ in presses if after is not None]
    assert 100 < len(pressed) < 400
    assert min(pressed) > 0
    assert REACTION_S >= 0.1, "sooner than a finger can move looks like a guess of the signal"
    assert any(early for _, early in presses)


@pytest.mark.parametrize("n", range(20))
def test_guesses_fit_every_kind(n):
    chance = Skill(n, "guess").chance("x")
    chosen = guess(ask("multiple_choice", options=options("a", "b", "c"), max_select=2), chance)["chosen"]
    assert 1 <= len(set(chosen)) == len(chosen) <= 2
    assert set(chosen) <= {"a", "b", "c"}
    assert guess(ask("true_false", options=options("true", "false")), chance)["chosen"][0] in (
        "true",
        "false",
    )
    assert len(guess(ask("fill", blanks=2), chance)["texts"]) == 2
    assert len(guess(ask("fill", blanks=[{"id": "1"}]), chance)["texts"]) == 1
    float(guess(ask("numeric"), chance)["text"])
    assert sorted(guess(ask("order", options=options("a", "b", "c")), chance)["sequence"]) == ["a", "b", "c"]
    pairs = guess(ask("match", left=options("a", "b", "c"), right=options("p", "q", "r", "s")), chance)[
        "pairs"
    ]
    assert len({right for _, right in pairs}) == len(pairs) >= 2
    assert guess(ask("open", max_chars=2), chance)["text"][2:] == ""
    points = guess(ask("hotspot", max_clicks=3), chance)["points"]
    assert 1 <= len(points) <= 3
    assert all(0 <= part <= 1 for point in points for part in point)
