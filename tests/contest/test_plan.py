"""A plan that could not be played is refused, and says why; packs are cut so that every team gets one."""

import pytest
from pydantic import ValidationError

from quizhub.contest.plan import Plan, PlannedQuestion, Player, Round, Team, packs_of, turns_each
from quizhub.contest.rules import Answering
from quizhub.questions.model import OpenBody, Question
from tests.contest.table import a_plan, a_round, choice


def changed(plan: Plan, **parts) -> Plan:
    """The plan read again with other parts."""
    return Plan.model_validate({**{name: getattr(plan, name) for name in Plan.model_fields}, **parts})


def refusal(plan: Plan, **parts) -> str:
    with pytest.raises(ValidationError) as refused:
        changed(plan, **parts)
    (fault,) = refused.value.errors()
    return fault["msg"].removeprefix("Value error, ")


def with_round(plan: Plan, **parts) -> tuple[Round, ...]:
    return (Round.model_validate({**dict(plan.rounds[0]), **parts}),)


PLAN = a_plan(a_round("everyone", 2, spares=1), tie_questions=1)


def test_plan_can_be_read_again_from_what_it_writes():
    assert Plan.model_validate_json(PLAN.model_dump_json()) == PLAN
    assert changed(PLAN) == PLAN


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"teams": (PLAN.teams[0], PLAN.teams[0])}, "team t1 appears more than once"),
        (
            {"teams": (PLAN.teams[0], Team(id="other", number=1, name="另一队"))},
            "team number 1 appears more than once",
        ),
        ({"rounds": (PLAN.rounds[0], PLAN.rounds[0])}, "round everyone appears more than once"),
        ({"questions": (*PLAN.questions, choice("tie-1"))}, "question tie-1 appears more than once"),
        ({"tie_questions": ("everyone-spare-1",)}, "question used twice: everyone-spare-1"),
        ({"tie_questions": ("elsewhere",)}, "question elsewhere is used but not part of the plan"),
        ({"rounds": with_round(PLAN, questions=())}, "round everyone has no questions"),
    ],
)
def test_what_could_not_be_played_is_refused(parts, complaint):
    assert refusal(PLAN, **parts).startswith(complaint)


def test_question_without_a_key_is_refused():
    draft = choice("tie-1").model_copy(update={"key": None})
    questions = tuple(draft if question.id == "tie-1" else question for question in PLAN.questions)
    assert refusal(PLAN, questions=questions) == "question tie-1 has no key and cannot be played"


def test_every_turn_needs_a_question():
    plan = a_plan(a_round("individual", 9))
    assert refusal(plan, rounds=with_round(plan, questions=plan.rounds[0].questions[:-1])) == (
        "round individual needs 9 questions and has 8"
    )


def test_questions_may_be_kept_only_for_stakes_that_can_be_chosen():
    plan = a_plan(a_round("risk", 3, kept_for=(10, None, 30), stakes=(10, 20, 30)))
    kept = (PlannedQuestion(question="risk-1", stake=40), *plan.rounds[0].questions[1:])
    assert refusal(plan, rounds=with_round(plan, questions=kept)) == (
        "round risk has questions for stakes ['40']"
    )


def with_open(plan: Plan, name: str) -> tuple[Question, ...]:
    open_one = Question(id=name, stem={"en": "Why?"}, body=OpenBody())
    return tuple(open_one if question.id == name else question for question in plan.questions)


@pytest.mark.parametrize(
    ("name", "where"),
    [("everyone-1", "round everyone"), ("everyone-spare-1", "round everyone"), ("tie-1", "the tie-break")],
)
def test_an_open_question_needs_somebody_who_judges_it(name, where):
    plan = changed(PLAN, tie_rules=PLAN.tie_rules.model_copy(update={"answering": Answering.DEVICE}))
    assert refusal(plan, questions=with_open(plan, name)).startswith(
        f"question {name} is open and {where} is answered on phones only"
    )


@pytest.mark.parametrize("answering", [Answering.SPOKEN, Answering.MIXED])
def test_an_open_question_may_be_asked_where_a_host_judges(answering):
    rounds = with_round(PLAN, rules=PLAN.rounds[0].rules.model_copy(update={"answering": answering}))
    plan = changed(PLAN, rounds=rounds, questions=with_open(PLAN, "everyone-1"))
    assert plan.question_by_id["everyone-1"].kind == "open"


def test_packs_hold_what_one_team_needs_and_leave_a_rest():
    """Two players at most, two questions each: packs of four; of eleven questions two packs and a rest."""
    teams = (
        Team(id="a", number=1, name="A", players=(Player(number=1), Player(number=2))),
        Team(id="b", number=2, name="B"),
    )
    planned = a_round("individual", 11, per_turn=2)
    assert turns_each(planned, teams) == 4
    packs = [[q.question for q in pack] for pack in packs_of(planned, teams)]
    assert packs == [[f"individual-{n}" for n in range(first, first + 4)] for first in (1, 5)]
