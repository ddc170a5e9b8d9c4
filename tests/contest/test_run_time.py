"""The estimate beside the host's clock: sane for every flow, follows texts and pace, ends at nothing."""

import pytest

from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.run_time import QUICKEST, SLOWEST, left_s, pace, question_s, questions_in, round_s
from quizhub.contest.views import HallFacts, host_sections
from quizhub.questions.bodies import true_false_body
from quizhub.questions.keys import ChoiceKey, MatchKey, OrderKey
from quizhub.questions.model import MatchBody, Option, OrderBody, Question
from tests.contest.table import Table, a_number, a_plan, a_round, choice

HALL = HallFacts()
PACKS = [(name, {"individual": 9, "team_turn": 6}.get(name, 3)) for name in ROUND_PACKS]
LONG = {"zh-Hans": "字" * 60, "en": "x" * 60}


def alone(pack: str, count: int = 3, questions: dict[str, Question] | None = None, **rules) -> float:
    """Seconds a question of such a round takes."""
    return question_s(a_plan(a_round(pack, count, **rules), questions=questions), 0)


def left_min(table: Table) -> int:
    return int(host_sections(table.state, "zh-Hans", HALL, table.at)["lobby"]["left_min"])


@pytest.mark.parametrize(("pack", "count"), PACKS)
def test_a_question_of_any_flow_takes_half_a_minute_to_two(pack, count):
    assert 25 < alone(pack, count) < 120


def test_it_follows_the_clock_and_the_rules():
    assert alone("everyone", time_s=90) - alone("everyone", time_s=30) == pytest.approx(40)
    assert alone("everyone", standings_after="question") > alone("everyone", standings_after="round")
    assert alone("buzz", answering="spoken") > alone("buzz", answering="device")
    assert alone("buzz", cue_ms=5000) - alone("buzz", cue_ms=500) == pytest.approx(4.5)
    assert alone("team_turn", 6, in_a_row=True) < alone("team_turn", 6, in_a_row=False)


def test_stakes_have_their_own_times_and_are_chosen_first():
    plain, staked = (
        alone("team_turn", 3, per_turn=1, time_s=30),
        alone("risk", 3, stakes=(10, 30), stake_times=(), time_s=30),
    )
    assert staked > plain
    kept = a_round("risk", 3, kept_for=[10, 10, 30], stakes=(10, 30), stake_times=((30, 90),), time_s=30)
    free = a_round("risk", 3, kept_for=[10, 10, 30], stakes=(10, 30), stake_times=(), time_s=30)
    assert question_s(a_plan(kept), 0) > question_s(a_plan(free), 0)


def everyone_asked(question: Question) -> float:
    return alone("everyone", 1, {question.id: question})


def test_long_texts_take_longer_up_to_what_anybody_reads_out():
    short = choice("everyone-1")
    usual = everyone_asked(short)
    long = everyone_asked(short.model_copy(update={"stem": LONG}))
    assert usual + 10 < long < usual + 20
    endless = {"zh-Hans": "字" * 1500, "en": "x"}
    assert everyone_asked(short.model_copy(update={"stem": endless})) < usual + 40
    silent = short.model_copy(update={"explanation": None})
    assert everyone_asked(silent) < usual


def test_what_is_read_out_depends_on_the_kind():
    items = tuple(Option(id=i, text=LONG) for i in "abc")
    order = Question(
        id="everyone-1",
        stem={"zh-Hans": "排序"},
        body=OrderBody(items=items[:2]),
        key=OrderKey(sequence=("a", "b")),
    )
    match = Question(
        id="everyone-1",
        stem={"zh-Hans": "配对"},
        body=MatchBody(left=items[:2], right=items),
        key=MatchKey(pairs=(("a", "a"), ("b", "b"))),
    )
    true_false = Question(
        id="everyone-1",
        stem={"zh-Hans": "对吗"},
        body=true_false_body(),
        key=ChoiceKey(kind="true_false", correct=("true",)),
    )
    assert everyone_asked(order) < everyone_asked(match), "twice as much to read, up to the longest reading"
    assert everyone_asked(true_false) < everyone_asked(order)
    assert everyone_asked(a_number("everyone-1")) < everyone_asked(order)


def test_latin_letters_are_read_faster():
    plan = a_plan(a_round("everyone", 3))
    english = plan.model_copy(update={"languages": ("en", "zh-Hans")})
    other = plan.model_copy(update={"languages": ("fr",)})
    assert question_s(english, 0) != question_s(plan, 0)
    assert question_s(other, 0) > 0


def test_a_round_is_its_questions_with_opening_and_standings():
    plan = a_plan(a_round("team_turn", 3, per_turn=1), a_round("everyone", 4, standings_after="never"))
    assert [questions_in(plan, planned) for planned in plan.rounds] == [3, 4]
    assert round_s(plan, 0) > 3 * question_s(plan, 0) + 20
    assert round_s(plan, 1) == pytest.approx(4 * question_s(plan, 1) + 20)
    lines = host_sections(Table(plan).state, "zh-Hans", HALL, 0)["rundown"]
    assert [line["minutes"] for line in lines] == [round(round_s(plan, n) / 60) for n in (0, 1)]


def played(question_ms: int, questions: int = 8) -> Table:
    """Half of a round with so long for each question."""
    table = Table(a_plan(a_round("everyone", questions)))
    table.seat_all()
    table.next("start_contest")
    for _ in range(questions // 2):
        table.next("show_question")
        table.wait(question_ms)
        table.until("reveal")
        table.next("reveal")
    return table


def test_what_is_left_shrinks_to_nothing():
    table = Table(a_plan(a_round("everyone", 3), a_round("buzz", 2), a_round("team_turn", 3, per_turn=1)))
    before = left_s(table.state)
    assert before == pytest.approx(sum(round_s(table.state.plan, n) for n in range(3)))
    table.seat_all()
    seen = [before]
    while table.state.show.picture not in ("podium", "finished"):
        table.wait(20_000)
        table.next()
        seen.append(left_s(table.state))
    assert seen[-1] == 0
    assert left_min(table) == 0
    assert max(seen) <= before * 1.2
    assert len(set(seen)) > 8


def test_a_slow_contest_stays_slow_and_a_quick_one_quick():
    slow, quick = played(180_000), played(1_000)
    assert pace(slow.state) > 1.2 > 1 > pace(quick.state)
    assert left_min(slow) > left_min(quick) > 0
    assert pace(Table(a_plan(a_round("everyone", 1))).state) == 1


def test_a_long_break_does_not_spoil_the_estimate():
    assert pace(played(7_200_000).state) == SLOWEST
    assert QUICKEST <= pace(played(1, 30).state) < 1
