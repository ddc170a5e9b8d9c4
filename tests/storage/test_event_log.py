"""Laws of the log: nothing lost, nothing doubled, nothing changed unseen, loadable back exactly."""

import asyncio
import hashlib
import json
from functools import partial

import pytest
from sqlalchemy import create_engine, text

from quizhub.contest.events import AnswerReceived, BuzzPressed, LobbyLocked
from quizhub.questions.answers import ChoiceAnswer
from quizhub.storage import engines
from quizhub.storage.database import Database
from quizhub.storage.errors import VersionConflict
from quizhub.storage.event_log import ChainBroken, EventLog, NewEvent, verify

pytestmark = pytest.mark.anyio


def _locked(at: int, seat: str = "host", command: str = "") -> NewEvent:
    return NewEvent.of(LobbyLocked(at=at, locked=True), seat, command)


async def test_events_come_back_exactly(database):
    events = [
        AnswerReceived(
            at=2**41, ask=3, seat="team-朝阳", answer=ChoiceAnswer(chosen=("b",)), n=2, used_ms=7400
        ),
        BuzzPressed(at=5, ask=3, team="t1", ruled="early", press_ms=1234.5678901234, after_cue_ms=-12),
    ]
    log = EventLog(database)
    assert (
        await log.append("c", 0, [NewEvent.of(e, f"team-{i}", f"id-{i}") for i, e in enumerate(events)]) == 2
    )
    rows = await log.read("c")
    assert [row.event() for row in rows] == events
    assert [(row.version, row.seat, row.command_id, row.type) for row in rows] == [
        (1, "team-0", "id-0", "AnswerReceived"),
        (2, "team-1", "id-1", "BuzzPressed"),
    ]
    assert await log.read("c", after=1) == rows[1:]
    assert await log.read("other") == []
    assert await log.last_time() == 2**41


async def test_single_hashes_and_types_are_found(database):
    log = EventLog(database)
    pressed = NewEvent.of(
        BuzzPressed(at=5, ask=3, team="t1", ruled="early", press_ms=1.0, after_cue_ms=-12), "t"
    )
    await log.append("c", 0, [_locked(1), pressed, _locked(2)])
    await log.append("d", 0, [_locked(1)])
    rows = await log.read("c")
    assert [await log.hash_at("c", n) for n in (1, 2, 3)] == [row.hash for row in rows]
    assert await log.hash_at("c", 4) == ""
    assert await log.of_type("c", "LobbyLocked") == [rows[0], rows[2]]
    assert await log.of_type("d", "BuzzPressed") == []


async def test_a_driver_that_takes_values_by_name_gets_the_same_rows(path, monkeypatch):
    """As that of PostgreSQL does."""
    named = partial(create_engine, paramstyle="named")
    monkeypatch.setattr(engines, "create_engine", named)
    database = Database.open(path)
    assert not await database.read(lambda connection: connection.dialect.positional)
    log = EventLog(database)
    await log.append("c", 0, [_locked(1, "team-t1", "id-1"), _locked(2)])
    rows = await log.read("c")
    assert [(row.version, row.at, row.seat, row.command_id) for row in rows] == [
        (1, 1, "team-t1", "id-1"),
        (2, 2, "host", ""),
    ]
    assert verify(rows) == rows[-1].hash
    with pytest.raises(VersionConflict):
        await log.append("c", 1, [_locked(3)])
    database.close()


async def test_the_chain_can_be_checked_without_this_program(database):
    log = EventLog(database)
    await log.append("c", 0, [_locked(1, 'team-\u7259"\\\u007f\n'), _locked(2)])
    digest = ""
    for row in await log.read("c"):
        facts = [row.contest, row.version, row.at, row.seat, row.command_id, row.type, row.body]
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256((digest + text).encode()).hexdigest()
        assert row.hash == digest
    assert verify(await log.read("c")) == digest


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("UPDATE events SET body = replace(body, 'true', 'false') WHERE version = 2", 2),
        ("UPDATE events SET seat = 'team-t2' WHERE version = 3", 3),
        ("UPDATE events SET at = at + 1 WHERE version = 1", 1),
        ("DELETE FROM events WHERE version = 2", 2),
        ("DELETE FROM events WHERE version = 1", 1),
    ],
)
async def test_a_changed_log_shows_where(database, change, broken_at):
    log = EventLog(database)
    await log.append("c", 0, [_locked(i) for i in range(3)])
    await database.write(lambda connection: connection.execute(text(change)))
    with pytest.raises(ChainBroken) as broken:
        verify(await log.read("c"))
    assert broken.value.version == broken_at


async def test_appending_goes_on_where_an_earlier_start_ended(database):
    await EventLog(database).append("c", 0, [_locked(1), _locked(2)])
    log = EventLog(database)
    assert await log.append("c", 2, [_locked(3)]) == 3
    assert [row.version for row in await log.read("c")] == [1, 2, 3]
    verify(await log.read("c"))


async def test_a_stale_holder_cannot_write(database):
    stale, fresh = EventLog(database), EventLog(database)
    await stale.append("c", 0, [_locked(1)])
    await fresh.append("c", 1, [_locked(2)])
    with pytest.raises(VersionConflict):
        await stale.append("c", 1, [_locked(9)])
    assert await stale.append("c", 2, [_locked(3)]) == 3
    assert [row.at for row in await fresh.read("c")] == [1, 2, 3]


async def test_a_gap_is_refused(database):
    log = EventLog(database)
    await log.append("c", 0, [_locked(1)])
    with pytest.raises(VersionConflict):
        await log.append("c", 5, [_locked(2)])


async def test_one_conflict_does_not_hurt_the_contests_committed_with_it(database):
    log = EventLog(database)
    appends = [log.append(f"c{i}", 0, [_locked(i)] * 3) for i in range(40)]
    *good, conflict = await asyncio.gather(
        *appends, log.append("c0", 7, [_locked(9)]), return_exceptions=True
    )
    assert good == [3] * 40
    assert isinstance(conflict, VersionConflict)
    for i in range(40):
        assert len(await log.read(f"c{i}")) == 3
        verify(await log.read(f"c{i}"))


async def test_after_a_rollback_the_chain_goes_on_from_what_is_on_disk(database):
    log = EventLog(database)
    await log.append("c", 0, [_locked(1)])

    def appends_and_then_fails(connection):
        log.appending("c", 1, [_locked(2)])(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(appends_and_then_fails)
    assert await log.append("c", 1, [_locked(3)]) == 2
    rows = await log.read("c")
    assert [row.at for row in rows] == [1, 3]
    verify(rows)
