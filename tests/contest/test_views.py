"""What single fields of the views say where neither the laws nor the journeys would notice."""

from decimal import Decimal

import pytest

from quizhub.contest import events as e
from quizhub.contest.evolve import replay
from quizhub.contest.seats import Role
from quizhub.contest.views import HallFacts, phone_sections, screen_sections
from quizhub.contest.views.host import host_can
from quizhub.questions.model import NumberNear, NumberRange, NumericBody, NumericKey, Question
from tests.contest.table import Table, a_plan, a_round

HALL = HallFacts()


def metres(key: NumericKey, unit: bool = True) -> Question:
    return Question(
        id="everyone-1",
        stem={"zh-Hans": "多远？", "en": "How far?"},
        body=NumericBody(unit={"zh-Hans": "米", "en": "m"} if unit else None),
        key=key,
    )


NEAR = NumericKey(accept=(NumberNear(value=Decimal("1.5")),))
RANGE = NumericKey(accept=(NumberRange(lo=Decimal(3), hi=Decimal(5)),))
OPEN_END = NumericKey(accept=(NumberRange(lo=Decimal(3)),))


def revealed(question: Question) -> Table:
    table = Table(a_plan(a_round("everyone", 1), questions={question.id: question}))
    table.seat_all()
    table.until("reveal")
    table.next()
    return table


@pytest.mark.parametrize(
    ("key", "phone", "screen"),
    [
        (NEAR, "1.5 m", ["1.5 米", "1.5 m"]),
        (RANGE, "3–5 m", ["3–5 米", "3–5 m"]),
        (OPEN_END, "3 m", ["3 米", "3 m"]),
    ],
)
def test_right_number_is_told_with_its_unit_and_a_range_by_both_ends(key, phone, screen):
    table = revealed(metres(key))
    assert phone_sections(table.state, Role.CAPTAIN, "en")["stage"]["ask"]["reveal"]["text"] == phone
    assert screen_sections(table.state, HALL)["stage"]["ask"]["reveal"]["text"] == screen


def test_number_without_a_unit_stands_alone():
    table = revealed(metres(RANGE, unit=False))
    assert phone_sections(table.state, Role.AUDIENCE, "en")["stage"]["ask"]["reveal"]["text"] == "3–5"


def test_host_is_offered_fouls_only_where_the_plan_has_some():
    assert "CallFoul" in host_can(Table(a_plan(a_round("everyone", 1))).state)
    assert "CallFoul" not in host_can(Table(a_plan(a_round("everyone", 1), fouls=())).state)


def test_log_that_does_not_begin_at_the_beginning_is_refused():
    log = Table(a_plan(a_round("everyone", 1))).log
    assert replay(log).version == 1
    for broken in ([], [e.LobbyLocked(at=0, locked=True), *log]):
        with pytest.raises(ValueError, match="begins with ContestCreated"):
            replay(broken)
