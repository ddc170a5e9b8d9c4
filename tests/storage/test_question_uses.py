"""Which questions were asked where: known by what they ask, practice runs left out."""

import pytest

from quizhub.contest.events import AskShown, ContestCreated
from quizhub.questions.fingerprint import fingerprint
from quizhub.storage.contests import Contests
from quizhub.storage.event_log import EventLog, NewEvent
from quizhub.storage.practices import Practices
from quizhub.storage.question_uses import QuestionUses
from quizhub.storage.tables import ContestRow
from tests.contest.table import a_plan, a_round

pytestmark = pytest.mark.anyio
PLAN = a_plan(a_round("everyone", 3))


def shown(ask: int) -> NewEvent:
    question = PLAN.rounds[0].questions[ask].question
    event = AskShown(at=9, ask=ask, slot=ask, question=question, orders={}, value=10, contestants=("t1",))
    return NewEvent.of(event, "host")


async def begun(database, contest: str, at: int) -> EventLog:
    row = ContestRow(id=contest, code=contest, secret="s", title={"en": contest}, teams=["t1"], created_at=at)
    await database.write(Contests(database).adding(row))
    log = EventLog(database)
    await log.append(contest, 0, [NewEvent.of(ContestCreated(at=at, plan=PLAN), "organiser")])
    return log


async def test_what_was_asked_is_known_by_what_it_asks(database):
    uses = QuestionUses(database)
    assert await uses.all() == []
    old = await begun(database, "old", 1)
    await begun(database, "idle", 2)
    assert await uses.all() == []
    await old.append("old", 1, [shown(0)])
    new = await begun(database, "new", 3)
    await new.append("new", 1, [shown(1), shown(1)])
    asked = {use.contest: use.asked for use in await uses.all()}
    assert list(asked) == ["new", "old"]
    assert asked["old"] == {fingerprint(PLAN.question_by_id[PLAN.rounds[0].questions[0].question])}
    await old.append("old", 2, [shown(2)])
    grown = {use.contest: use.asked for use in await uses.all()}
    assert len(grown["old"]) == 2 and grown["new"] == asked["new"]


async def test_practice_runs_do_not_count(database):
    log = await begun(database, "try", 1)
    await log.append("try", 1, [shown(0)])
    await database.write(Practices.marking("try", "real"))
    assert await QuestionUses(database).all() == []
