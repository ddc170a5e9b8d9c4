"""Contests, seat tokens, people and heartbeats, each across two starts of the program."""

import pytest

from quizhub import ids
from quizhub.contest.seats import HOST, SCREEN, audience_seat, captain_seat
from quizhub.storage.contests import Contests
from quizhub.storage.heartbeats import Heartbeats
from quizhub.storage.people import LONGEST_MS, People, StaffTokens
from quizhub.storage.seat_tokens import SeatTokens
from quizhub.storage.tables import ContestRow

pytestmark = pytest.mark.anyio


def _row(contest: str, code: str, at: int) -> ContestRow:
    return ContestRow(
        id=contest, code=code, secret="s", title={"zh-Hans": "平安"}, teams=["t1", "t2"], created_at=at
    )


async def test_contests_are_listed_newest_first_and_found_by_id_or_code(database):
    contests = Contests(database)
    for row in (_row("old", "111111", 1), _row("new", "222222", 2)):
        await database.write(contests.adding(row))
    assert [row.id for row in await contests.all()] == ["new", "old"]
    found = await contests.find("111111")
    assert found is not None
    assert (found.id, found.title, found.teams, found.edition) == (
        "old",
        {"zh-Hans": "平安"},
        ["t1", "t2"],
        1,
    )
    assert contests.find_now("new") is not None
    assert await contests.find("nobody") is None


async def test_an_archived_contest_goes_last_and_its_code_stops_working(database):
    contests = Contests(database)
    for row in (_row("old", "111111", 1), _row("new", "222222", 2)):
        await database.write(contests.adding(row))
    await contests.archive("new")
    assert [row.id for row in contests.all_now()] == ["old", "new"]
    assert await contests.find("222222") is None
    assert await contests.find("new") is not None


async def test_seat_tokens_survive_a_restart_and_expire(database):
    tokens = SeatTokens(database)
    seats = [captain_seat("t1"), audience_seat("0a1b2c3d4e"), HOST, SCREEN]
    issued = [await tokens.issue("c", seat, expires_at=1000) for seat in seats]
    again = SeatTokens(database)
    await again.load(at=999)
    for token, seat in zip(issued, seats, strict=True):
        for store in (tokens, again):
            holder = store.find(token, at=999)
            assert holder is not None
            assert (holder.contest, holder.seat) == ("c", seat)
            assert store.find(token, at=1000) is None
    assert again.find("guess", at=1) is None
    assert again.find(None, at=1) is None
    late = SeatTokens(database)
    await late.load(at=1000)
    assert late.find(issued[0], at=1) is None


async def test_revoking_ends_one_token_or_all_of_a_seat(database):
    tokens = SeatTokens(database)
    mine, yours = captain_seat("t1"), captain_seat("t2")
    one, two = await tokens.issue("c", mine, 1000), await tokens.issue("c", mine, 1000)
    other, elsewhere = await tokens.issue("c", yours, 1000), await tokens.issue("d", mine, 1000)
    await tokens.revoke(one)
    assert tokens.find(one, at=1) is None
    assert tokens.find(two, at=1) is not None
    await tokens.erase(tokens.drop_seat("c", mine))
    again = SeatTokens(database)
    await again.load(at=1)
    for store in (tokens, again):
        assert store.find(two, at=1) is None
        assert store.find(other, at=1) is not None
        assert store.find(elsewhere, at=1) is not None


async def test_no_token_lies_readable_in_the_file(database, path):
    token = await SeatTokens(database).issue("c", HOST, 1000)
    staff = await StaffTokens(database).issue("Li", at=1, idle_ms=10)
    database.close()
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert ids.hash_token(token).encode() in written
    assert token.encode() not in written
    assert staff.encode() not in written


async def test_people(database):
    people = People(database)
    assert await people.count() == 0
    await people.add("李老师", "hash-1", at=5)
    await people.set_password("李老师", "hash-2")
    found = await people.find("李老师")
    assert found is not None
    assert (found.password_hash, found.role, found.created_at) == ("hash-2", "editor", 5)
    assert await people.count() == 1
    assert await people.find("nobody") is None


async def test_a_sign_in_lasts_while_it_is_used_but_not_for_ever(database):
    tokens = StaffTokens(database)
    hour = 3_600_000
    token = await tokens.issue("Li", at=0, idle_ms=4 * hour)
    assert await tokens.find(token, at=3 * hour) == "Li"
    assert await tokens.find(token, at=6 * hour) == "Li"
    assert await tokens.find(token, at=10 * hour) is None
    assert await tokens.find(token, at=9 * hour) == "Li"
    assert await tokens.find(token, at=LONGEST_MS) is None
    assert await tokens.find("guess", at=1) is None
    assert await tokens.find("", at=1) is None


async def test_signing_out(database):
    tokens = StaffTokens(database)
    one, two = await tokens.issue("Li", at=0, idle_ms=10), await tokens.issue("Li", at=0, idle_ms=10)
    await tokens.revoke(one)
    assert await tokens.find(one, at=1) is None
    assert await tokens.find(two, at=1) == "Li"
    await tokens.revoke_all("Li")
    assert await tokens.find(two, at=1) is None


async def test_heartbeats_and_the_probe_leave_only_the_last_beat(database):
    hearts = Heartbeats(database)
    assert await hearts.last("c") == 0
    await hearts.beat("c", 7)
    await hearts.beat("c", 9)
    await hearts.probe()
    assert await hearts.last("c") == 9
    assert await hearts.last("d") == 0
