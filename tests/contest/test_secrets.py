"""The laws about secrets can fail: a planted key is found where it stands, and twins are told apart."""

import pytest

from quizhub.contest.plan import PlannedQuestion
from quizhub.contest.seats import captain_seat
from quizhub.contest.views import host_sections
from tests.contest.leaks import HALL, as_bytes, host_views, leaked, public_views, with_another_key
from tests.contest.random_plans import KINDS, make_question
from tests.contest.table import Table, a_plan, a_round, pick

SEED = 3


def one_question(kind: str, twin: bool = False) -> Table:
    name = f"q{KINDS.index(kind)}"
    question = make_question(name, kind)
    # A host who may hear answers is one who may judge them: only so an open question can be asked.
    answering = "mixed" if kind == "open" else "device"
    plan = a_plan(a_round("everyone", 1, answering=answering), seed=SEED)
    planned = plan.rounds[0].model_copy(update={"questions": (PlannedQuestion(question=name),)})
    questions = (with_another_key(question, SEED) if twin else question,)
    table = Table(plan.model_copy(update={"rounds": (planned,), "questions": questions}))
    table.seat_all()
    return table


@pytest.mark.parametrize("kind", KINDS)
def test_planted_key_is_found_once_it_is_revealed_and_by_the_host_after_the_close(kind):
    table = one_question(kind)
    name = f"q{KINDS.index(kind)}"
    table.until("reveal")
    assert leaked({"host": as_bytes(host_sections(table.state, "en", HALL, 0))}) == {name}
    assert leaked(public_views(table.state)) == set()
    table.next()
    assert leaked(public_views(table.state)) == {name}


@pytest.mark.parametrize("kind", KINDS)
def test_twins_differ_only_from_the_reveal_on(kind):
    twins = one_question(kind), one_question(kind, twin=True)
    for effect in ("show_question", "open_answers", "close_answers", "reveal"):
        for table in twins:
            table.until(effect)
        assert public_views(twins[0].state) == public_views(twins[1].state)
        assert host_views(twins[0].state, 0) == host_views(twins[1].state, 0)
    assert host_sections(twins[0].state, "en", HALL, 0) != host_sections(twins[1].state, "en", HALL, 0)
    for table in twins:
        table.next()
    assert public_views(twins[0].state) != public_views(twins[1].state)


def test_answer_a_captain_gave_tells_nothing_before_the_reveal():
    twins = one_question("single_choice"), one_question("single_choice", twin=True)
    for table in twins:
        table.until("close_answers")
        table.give(pick("b"), captain_seat("t1"))
        table.next("close_answers")
    assert public_views(twins[0].state) == public_views(twins[1].state)
