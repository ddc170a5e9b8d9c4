"""A captain's seat moves to another phone: by the phone that has it or by the host, once, in a minute."""

import asyncio

import pytest

from quizhub.contest import commands as c
from quizhub.contest.seats import HOST, captain_seat
from quizhub.errors import Code, CommandRejected
from quizhub.live.hall import Admitted, Hall
from quizhub.questions.answers import ChoiceAnswer
from tests.live.halls import HERE, Show

T1 = captain_seat("t1")


@pytest.fixture
async def captain(hall: Hall, show: Show) -> Admitted:
    card = (await hall.cards(show.info.id))[0]
    return await hall.join_card(card.url.rpartition("/")[2], language="zh-Hans", address=HERE)


@pytest.fixture
async def host(hall: Hall, show: Show) -> Admitted:
    key = hall.links(show.info).host_url.rpartition("=")[2]
    return await hall.enter(key, address=HERE)


async def offered(hall: Hall, by: Admitted, team: str | None = None) -> str:
    """The word of a fresh link."""
    return (await hall.offer_seat(by.token, team)).url.rpartition("/")[2]


async def move(hall: Hall, word: str, **visitor: str) -> Admitted:
    return await hall.move_seat(word, **{"language": "en", "address": HERE, **visitor})


async def refused(hall: Hall, word: str) -> Code:
    with pytest.raises(CommandRejected) as refusal:
        await move(hall, word)
    return refusal.value.code


@pytest.mark.parametrize("by", ["captain", "host"])
async def test_the_new_phone_has_the_seat_and_the_old_one_is_told(hall, show, captain, host, by):
    old = show.phone("t1")
    word = await offered(hall, captain if by == "captain" else host, None if by == "captain" else "t1")
    new = await move(hall, word)
    assert (new.contest, new.seat) == (show.info.id, T1)
    assert old.channel.closed == 4409
    assert await hall.seat_of(captain.token) is None
    holder = await hall.seat_of(new.token)
    assert holder is not None
    assert holder.seat == T1
    seat = show.live.state.seats["team-t1"]
    assert (seat.language, seat.moved_at) == ("en", show.clock.now())


async def test_what_the_old_phone_has_sent_stays(hall, show, captain):
    old = show.phone("t1")
    await show.open_question()
    ask = show.live.state.show.ask
    assert ask is not None
    await old.done(c.SubmitAnswer(ask=ask.id, answer=ChoiceAnswer(chosen=("b",)), n=3))
    await move(hall, await offered(hall, captain))
    new = show.phone("t1")
    assert (new.sections["me"]["answer"]["text"], new.sections["me"]["answer"]["n"]) == ("B", 3)
    assert "answer" in new.sections["can"]


async def test_a_link_works_once(hall, show, captain):
    word = await offered(hall, captain)
    await move(hall, word)
    assert await refused(hall, word) == "link_expired"


async def test_two_phones_with_one_link_one_gets_the_seat(hall, show, captain):
    word = await offered(hall, captain)
    both = await asyncio.gather(move(hall, word), move(hall, word), return_exceptions=True)
    assert [type(outcome) for outcome in both].count(Admitted) == 1
    (rejected,) = [outcome for outcome in both if isinstance(outcome, CommandRejected)]
    assert rejected.code == "link_expired"


async def test_a_link_works_for_sixty_seconds(hall, show, captain, clock):
    offer = await hall.offer_seat(captain.token)
    assert offer.until == clock.now() + 60_000
    word = offer.url.rpartition("/")[2]
    clock.advance(59_999)
    assert (await hall.moving(word, address=HERE)).team == "t1"
    clock.advance(1)
    assert await refused(hall, word) == "link_expired"


async def test_a_new_link_makes_the_one_before_worthless(hall, show, captain, host):
    first, second = await offered(hall, captain), await offered(hall, captain)
    by_host = await offered(hall, host, "t1")
    assert await refused(hall, first) == "link_expired"
    await move(hall, by_host)
    assert await refused(hall, second) == "link_expired"


async def test_the_phone_that_holds_the_seat_keeps_it_and_uses_nothing_up(hall, show, captain):
    word = await offered(hall, captain)
    assert (await move(hall, word, token=captain.token)).token == captain.token
    await move(hall, word)


async def test_a_released_seat_is_not_moved_by_the_phone_that_had_it(hall, show, captain):
    word = await offered(hall, captain)
    await show.live.post(c.ReleaseSeat(team="t1"), HOST)
    assert await refused(hall, word) == "link_expired"


async def test_the_host_gives_away_a_seat_nobody_has_though_the_lobby_is_locked(hall, show, host):
    await show.live.post(c.LockLobby(locked=True), HOST)
    new = await move(hall, await offered(hall, host, "t2"))
    assert new.seat == captain_seat("t2")
    assert "team-t2" in show.live.state.seats


async def test_a_phone_of_the_audience_becomes_the_captains(hall, show, captain):
    seat = await hall.join_audience(show.info.code, language="en", address=HERE)
    await move(hall, await offered(hall, captain), token=seat.token)
    assert await hall.seat_of(seat.token) is None


async def test_only_captains_and_hosts_offer_a_seat(hall, show, captain, host):
    audience = await hall.join_audience(show.info.code, language="en", address=HERE)
    for token, team, code in (
        (audience.token, None, "no_seat"),
        (None, None, "no_seat"),
        (host.token, "t9", "unknown_team"),
        (host.token, None, "unknown_team"),
    ):
        with pytest.raises(CommandRejected) as refusal:
            await hall.offer_seat(token, team)
        assert refusal.value.code == code
    # A captain names no team: its own seat is all it can offer.
    assert (await hall.offer_seat(captain.token, "t2")).team == "t1"


async def test_a_finished_contest_moves_no_seat(hall, show, captain):
    word = await offered(hall, captain)
    await show.live.post(c.FinishContest(), HOST)
    await show.live.post(c.Next(step=show.live.state.moves), HOST)
    assert await refused(hall, word) == "finished"
    with pytest.raises(CommandRejected, match="finished"):
        await hall.offer_seat(captain.token)


async def test_guessing_words_is_slowed_down(hall, show, captain):
    for _ in range(5):
        assert await refused(hall, "ABCDEFGH") == "link_expired"
    assert await refused(hall, "ABCDEFGH") == "try_later"


async def test_the_host_sees_that_the_seat_has_moved(hall, show, captain):
    page = show.host()
    await move(hall, await offered(hall, captain))
    await page.until(lambda s: s["grid"][0]["moved_at"] == show.clock.now())
