"""A practice is a contest of its own that nobody lists and that leaves no row behind; the real one stays."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quizhub.clock import FakeClock
from quizhub.contest import commands as c
from quizhub.contest.seats import HOST, captain_seat
from quizhub.errors import Code, CommandRejected
from quizhub.live.hall import Admitted, Hall
from quizhub.live.protocol import Close
from quizhub.storage.backups import make_backup
from quizhub.storage.database import Database
from quizhub.storage.errors import StorageUnavailable
from quizhub.storage.event_log import EventLog
from tests.live.halls import HERE, Show, close_hall, everyone_plan, open_hall, turns

pytestmark = pytest.mark.anyio


def rows_of(file: Path, contest: str) -> dict[str, int]:
    """How many rows of each table speak of the contest, in whatever column."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        found = {
            table: sum(contest in str(row) for row in connection.execute(f"SELECT * FROM {table}"))
            for table in tables
        }
    return {table: count for table, count in found.items() if count}


async def in_play(hall: Hall, clock: FakeClock, practised: str) -> tuple[Show, list[str]]:
    """A practice with a host and two captains by their cookies, an open question and one answer."""
    info = await hall.create(everyone_plan(), practises=practised)
    live = await hall.find(info.id)
    assert live is not None
    show, cookies = Show(hall, clock, info, live), []
    for card in (await hall.cards(info.id))[:2]:
        seated = await hall.join_captain(info.code, card.team, card.pin, language="en", address=HERE)
        cookies.append(seated.token)
    cookies.append((await hall.enter(host_key(hall, show), address=HERE)).token)
    await show.open_question()
    await live.post(show.answer(), captain_seat("t1"))
    return show, cookies


def host_key(hall: Hall, show: Show) -> str:
    return hall.links(show.info).host_url.partition("key=")[2]


async def test_a_practice_is_played_like_a_contest_and_stands_on_no_list(show, hall, clock, path):
    practice, cookies = await in_play(hall, clock, show.info.id)
    assert [info.id for info in await hall.contests()] == [show.info.id]
    info = await hall.info(practice.info.code)
    assert info is not None and info.practises == show.info.id
    assert (hall.is_practice(practice.info.id), hall.is_practice(show.info.id)) == (True, False)
    assert all([await hall.seat_of(cookie) for cookie in cookies])
    assert set(rows_of(path, practice.info.id)) >= {"contests", "events", "seat_tokens", "settings"}


async def test_a_discarded_practice_leaves_no_row_and_the_real_log_as_it_was(show, hall, clock, path):
    await show.open_question()
    database = Database.open(path, read_only=True)
    before = EventLog(database).read_now(show.info.id)
    practice, cookies = await in_play(hall, clock, show.info.id)
    phone, key = practice.phone("t1"), host_key(hall, practice)
    card = (await hall.cards(practice.info.id))[2]
    await turns()
    await hall.discard(practice.info.id)
    assert rows_of(path, practice.info.id) == {}
    assert EventLog(database).read_now(show.info.id) == before
    database.close()
    assert phone.channel.closed == Close.STOPPING
    assert [await hall.seat_of(cookie) for cookie in cookies] == [None] * 3
    assert await hall.find(practice.info.id) is None and await hall.info(practice.info.code) is None
    assert await hall.lobby(practice.info.code, "en") is None
    for refused in (
        hall.enter(key, address=HERE),
        hall.join_captain(practice.info.code, card.team, card.pin, language="en", address=HERE),
        practice.live.post(c.LockLobby(locked=True), HOST),
    ):
        with pytest.raises(CommandRejected):
            await refused
    assert rows_of(path, practice.info.id) == {}
    assert await hall.find(show.info.id) is show.live


async def test_whoever_is_just_coming_in_leaves_nothing_either(show, hall, clock, path):
    practice, _ = await in_play(hall, clock, show.info.id)
    card, key = (await hall.cards(practice.info.id))[2], host_key(hall, practice)
    coming = [
        hall.join_captain(practice.info.code, card.team, card.pin, language="en", address=HERE),
        hall.join_audience(practice.info.code, language="en", address=HERE),
        hall.enter(key, address=HERE),
    ]
    arrived = [asyncio.create_task(one) for one in coming]
    await asyncio.sleep(0)
    await hall.discard(practice.info.id)
    outcomes = await asyncio.gather(*arrived, return_exceptions=True)
    for outcome in outcomes:
        if not isinstance(outcome, CommandRejected):
            assert isinstance(outcome, Admitted)
            assert await hall.seat_of(outcome.token) is None
    assert rows_of(path, practice.info.id) == {}


async def test_a_real_contest_cannot_be_discarded(show, hall, path):
    with pytest.raises(ValueError, match="no practice"):
        await hall.discard(show.info.id)
    assert rows_of(path, show.info.id)["events"] == 1


async def test_what_a_killed_server_left_is_discarded_at_the_next_start(show, hall, clock, path):
    practice, _ = await in_play(hall, clock, show.info.id)
    again, database = await open_hall(path, clock)
    await again.discard_leftovers()
    assert rows_of(path, practice.info.id) == {}
    assert [info.id for info in await again.contests()] == [show.info.id]
    assert await again.find(practice.info.id) is None
    with pytest.raises(CommandRejected) as refusal:
        await again.enter(host_key(hall, practice), address=HERE)
    assert refusal.value.code is Code.WRONG_CODE
    await close_hall(again, database)


async def test_leftovers_are_not_the_practices_of_this_server(show, hall, clock):
    practice, _ = await in_play(hall, clock, show.info.id)
    await hall.discard_leftovers()
    assert await hall.find(practice.info.id) is practice.live


async def test_with_a_full_disk_it_is_stopped_and_deleted_later(show, hall, clock, path, monkeypatch):
    practice, cookies = await in_play(hall, clock, show.info.id)

    async def full(contest: str) -> None:
        raise StorageUnavailable("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(hall._practices, "delete", full)
        await hall.discard(practice.info.id)
    assert await hall.find(practice.info.id) is None
    assert await hall.seat_of(cookies[0]) is None
    assert [info.id for info in await hall.contests()] == [show.info.id]
    again, database = await open_hall(path, clock)
    await again.discard_leftovers()
    assert rows_of(path, practice.info.id) == {}
    await close_hall(again, database)


async def test_a_backup_leaves_practices_out(show, hall, clock, path, tmp_path):
    practice, _ = await in_play(hall, clock, show.info.id)
    backup = make_backup(path, tmp_path / "b", clock.now())
    assert [finding.contest for finding in backup.findings] == [show.info.id]
    assert rows_of(backup.path, practice.info.id) == {}
    assert rows_of(path, practice.info.id)["contests"] == 1
