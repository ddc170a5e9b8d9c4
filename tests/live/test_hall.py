"""Making contests, finding them again, their links and cards, and what the lobby tells."""

import pytest

from quizhub.clock import FakeClock, ServerClock
from quizhub.contest import commands as c
from quizhub.contest.seats import HOST
from quizhub.errors import Code, CommandRejected
from quizhub.live.hall import Hall, SeatCard
from quizhub.storage.database import Database
from quizhub.storage.errors import StorageError
from tests.live.halls import HERE, Show, close_hall, everyone_plan, open_hall

pytestmark = pytest.mark.anyio

LAPTOP, PHONE = "192.168.1.9", "192.168.1.77"


async def _card(show: Show, team: str = "t1") -> SeatCard:
    return next(card for card in await show.hall.cards(show.info.id) if card.team == team)


async def _code_of(refused) -> Code:
    with pytest.raises(CommandRejected) as refusal:
        await refused
    return refusal.value.code


# --- contests ---------------------------------------------------------------------------------------


async def test_a_new_contest_is_listed_and_found(hall, clock):
    plan = everyone_plan()
    first = await hall.create(plan)
    clock.advance(1_000)
    second = await hall.create(plan)
    assert [info.id for info in await hall.contests()] == [second.id, first.id]
    assert first.title == dict(plan.title)
    assert first.code != second.code
    assert len(first.code) == 6
    for name in (first.id, first.code, f" {first.code[:3]} {first.code[3:]} "):
        assert await hall.info(name) == first
    live = await hall.find(first.code)
    assert live is not None
    assert live is await hall.find(first.id)
    assert live.state.plan == plan
    assert await hall.info("000000") is None
    assert await hall.find("nobody") is None


async def test_links_and_cards_are_the_same_after_a_restart_and_different_between_contests(path, clock):
    hall, database = await open_hall(path, clock)
    one, two = await hall.create(everyone_plan()), await hall.create(everyone_plan())
    links, cards = hall.links(one), await hall.cards(one.id)
    assert links.join_url == f"http://hall:8000/j/{one.code}"
    words = {link.partition("key=")[2] for link in (links.host_url, links.screen_url)}
    words |= {card.url.rpartition("/")[2] for card in cards} | {card.pin for card in cards}
    others = hall.links(two)
    words |= {link.partition("key=")[2] for link in (others.host_url, others.screen_url)}
    words |= {card.url.rpartition("/")[2] for card in await hall.cards(two.id)}
    assert len(words) == 2 + 3 + 3 + 2 + 3
    assert (cards[0].team, cards[0].number, cards[0].name) == ("t1", 1, "第1队")
    await close_hall(hall, database)

    again, database = await open_hall(path, clock)
    again.base_url = "http://192.168.1.5:9000"
    assert again.links(one).host_url == links.host_url.replace("http://hall:8000", "http://192.168.1.5:9000")
    assert [card.pin for card in await again.cards(one.id)] == [card.pin for card in cards]
    await close_hall(again, database)


async def test_an_archived_contest_keeps_its_log_and_lets_nobody_in(show):
    host_key = show.hall.links(show.info).host_url.partition("key=")[2]
    card = (await _card(show)).url.rpartition("/")[2]
    await show.hall.archive(show.info.id)
    assert [info.archived for info in await show.hall.contests()] == [True]
    assert await show.hall.lobby(show.info.code, "en") is None
    assert await _code_of(show.hall.enter(host_key, address=LAPTOP)) is Code.WRONG_CODE
    assert await show.hall.card(card) is None
    assert await show.hall.find(show.info.id) is show.live


async def test_a_contest_made_by_another_program_is_found(path, clock):
    hall, database = await open_hall(path, clock)
    beside, second = await open_hall(path, clock)
    made = await beside.create(everyone_plan())
    clock.advance(1_000)
    assert await hall.info(made.code) == made
    key = beside.links(made).host_url.partition("key=")[2]
    assert (await hall.enter(key, address=HERE)).seat == HOST
    await close_hall(beside, second)
    await close_hall(hall, database)


async def test_what_the_lobby_tells_to_somebody_with_the_code(show):
    await show.sit("t2")
    lobby = await show.hall.lobby(show.info.code, "en")
    assert lobby == {
        "contest": show.info.id,
        "title": "Safety contest",
        "languages": ["zh-Hans", "en"],
        "locked": False,
        "audience": True,
        "teams": [
            {"id": "t1", "n": 1, "name": "第1队", "taken": False},
            {"id": "t2", "n": 2, "name": "第2队", "taken": True},
            {"id": "t3", "n": 3, "name": "第3队", "taken": False},
        ],
    }
    await show.live.post(c.LockLobby(locked=True), HOST)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in show.info.code)
    locked = await show.hall.lobby(wide, "zh-Hans")
    assert locked is not None
    assert (locked["locked"], locked["title"]) == (True, "安全知识竞赛")
    assert await show.hall.lobby("000000", "en") is None


async def test_time_never_runs_back_behind_the_log(path):
    clock = FakeClock(at=2**42)
    hall, database = await open_hall(path, clock)
    await hall.create(everyone_plan())
    await close_hall(hall, database)
    now = ServerClock()
    assert now.now() < 2**42
    again, database = await open_hall(path, now)
    assert now.now() >= 2**42
    await close_hall(again, database)


async def test_a_full_disk_makes_no_half_contest(hall, monkeypatch):
    def fails(*args):
        def work(connection):
            raise StorageError("no")

        return work

    monkeypatch.setattr(hall._log, "appending", fails)
    with pytest.raises(StorageError):
        await hall.create(everyone_plan())
    assert await hall.contests() == []


def test_a_hall_needs_no_running_loop_to_be_built(path):
    database = Database.open(path)
    assert Hall(database, FakeClock()).base_url == "http://localhost:8000"
    database.close()
