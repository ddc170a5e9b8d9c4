"""Everything about getting in: PINs, seat cards, links, guesses, cookies that end."""

import asyncio

import pytest

from quizhub.contest import commands as c
from quizhub.contest.seats import ARBITER, BUTTONS, HOST, SCREEN, Role, captain_seat
from quizhub.errors import Code, CommandRejected
from quizhub.live import attempts
from quizhub.live.admission import LIFE_MS, Admitted
from quizhub.live.hall import SeatCard
from tests.live.halls import HERE, Show, close_hall, everyone_plan, open_hall, turns

pytestmark = pytest.mark.anyio

LAPTOP, PHONE = "192.168.1.9", "192.168.1.77"


async def _card(show: Show, team: str = "t1") -> SeatCard:
    return next(card for card in await show.hall.cards(show.info.id) if card.team == team)


async def _with_card(
    show: Show, team: str = "t1", token: str | None = None, address: str = PHONE
) -> Admitted:
    word = (await _card(show, team)).url.rpartition("/")[2]
    return await show.hall.join_card(word, language="zh-Hans", address=address, token=token)


async def _with_pin(
    show: Show, pin: str, team: str = "t1", token: str | None = None, address: str = PHONE
) -> Admitted:
    code = show.info.code
    return await show.hall.join_captain(code, team, pin, language="zh-Hans", address=address, token=token)


async def _in_the_hall(
    show: Show, token: str | None = None, address: str = PHONE, language: str = "zh-Hans"
) -> Admitted:
    return await show.hall.join_audience(show.info.code, language=language, address=address, token=token)


async def _code_of(refused) -> Code:
    with pytest.raises(CommandRejected) as refusal:
        await refused
    return refusal.value.code


# --- captains ---------------------------------------------------------------------------------------


async def test_a_captain_gets_in_with_the_pin_or_the_card(show):
    pin = (await _card(show)).pin
    one = await _with_pin(show, f" {pin[:3].lower()} {pin[3:].lower()}")
    assert (one.contest, one.seat, one.live) == (show.info.id, captain_seat("t1"), "/live/phone")
    assert one.max_age == LIFE_MS[Role.CAPTAIN] // 1000
    two = await _with_card(show, "t2")
    assert two.seat == captain_seat("t2")
    for admitted in (one, two):
        holder = await show.hall.seat_of(admitted.token)
        assert holder is not None
        assert (holder.contest, holder.seat) == (show.info.id, admitted.seat)
    assert set(show.live.state.seats) == {"team-t1", "team-t2"}


async def test_a_seat_card_tells_where_it_leads(show):
    card = await _card(show, "t2")
    place = await show.hall.card(card.url.rpartition("/")[2])
    assert place is not None
    assert (place.contest, place.code, place.team, place.number, place.name, place.taken) == (
        show.info.id,
        show.info.code,
        "t2",
        2,
        "第2队",
        False,
    )
    await show.sit("t2")
    place = await show.hall.card(card.url.rpartition("/")[2])
    assert place is not None
    assert place.taken
    key = show.hall.links(show.info).host_url.partition("key=")[2]
    assert await show.hall.card(key) is None


async def test_a_taken_seat_stays_with_its_phone(show):
    first = await _with_card(show)
    pin = (await _card(show)).pin
    assert await _code_of(_with_card(show)) is Code.SEAT_TAKEN
    assert await _code_of(_with_pin(show, pin)) is Code.SEAT_TAKEN
    other = await _in_the_hall(show)
    assert await _code_of(_with_pin(show, pin, token=other.token)) is Code.SEAT_TAKEN
    assert await show.hall.seat_of(other.token) is not None, "a try that failed costs nothing"
    version = show.live.state.version
    for back in (await _with_pin(show, "", token=first.token), await _with_card(show, token=first.token)):
        assert (back.token, back.seat) == (first.token, first.seat)
    assert show.live.state.version == version


async def test_two_phones_with_the_right_pin_at_once_are_one_captain(show):
    pin = (await _card(show)).pin
    outcomes = await asyncio.gather(*(_with_pin(show, pin) for _ in range(8)), return_exceptions=True)
    admitted = [outcome for outcome in outcomes if isinstance(outcome, Admitted)]
    refused = [outcome.code for outcome in outcomes if isinstance(outcome, CommandRejected)]
    assert len(admitted) == 1
    assert refused == [Code.SEAT_TAKEN] * 7
    assert len(show.hall._tokens._holders) == 1, "the others' tokens are worth nothing"


async def test_a_released_seat_goes_to_another_phone_and_the_old_cookie_is_worthless(path, clock):
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    old = await _with_card(show)
    await show.live.post(c.ReleaseSeat(team="t1"), HOST)
    assert await hall.seat_of(old.token) is None
    new = await _with_card(show, token=old.token)
    assert new.token != old.token
    assert new.seat == old.seat
    await close_hall(hall, database)
    again, database = await open_hall(path, clock)
    assert await again.seat_of(old.token) is None
    assert await again.seat_of(new.token) is not None
    await close_hall(again, database)


async def test_a_phone_that_sits_down_while_its_seat_is_being_released_keeps_its_cookie(show, monkeypatch):
    """Its token was made before the release, its seat taken after it, in the same batch."""
    await show.sit("t1")
    issue = show.hall._tokens.issue

    async def issue_and_release(*args):
        token = await issue(*args)
        show.live.send_release = asyncio.ensure_future(show.live.post(c.ReleaseSeat(team="t1"), HOST))
        await asyncio.sleep(0)
        monkeypatch.undo()
        return token

    monkeypatch.setattr(show.hall._tokens, "issue", issue_and_release)
    admitted = await _with_card(show)
    await turns()
    holder = await show.hall.seat_of(admitted.token)
    assert holder is not None
    assert holder.seat == captain_seat("t1")


async def test_a_captain_who_sat_with_the_wrong_team_frees_that_seat_before_the_start(show):
    wrong = await _with_card(show, "t1")
    right = await _with_card(show, "t2", token=wrong.token)
    assert set(show.live.state.seats) == {"team-t2"}
    assert await show.hall.seat_of(wrong.token) is None
    await show.next("start_contest")
    assert (await _with_card(show, "t3", token=right.token)).seat == captain_seat("t3")
    assert "team-t2" in show.live.state.seats, "once the show is on, only the host frees a seat"


async def test_who_is_refused_and_why(show):
    pin = (await _card(show)).pin
    elsewhere = show.hall.join_captain("000000", "t1", pin, language="en", address=PHONE)
    assert await _code_of(elsewhere) is Code.WRONG_CODE
    assert await _code_of(_with_pin(show, pin, team="t9")) is Code.UNKNOWN_TEAM
    assert await _code_of(_with_pin(show, pin, team="t2")) is Code.WRONG_PIN
    assert await _code_of(_with_pin(show, "")) is Code.WRONG_PIN
    card = show.hall.join_card("0" * 32, language="en", address=PHONE)
    assert await _code_of(card) is Code.WRONG_CODE
    key = show.hall.links(show.info).host_url.partition("key=")[2]
    assert await _code_of(show.hall.join_card(key, language="en", address=PHONE)) is Code.WRONG_CODE
    word = (await _card(show)).url.rpartition("/")[2]
    assert await _code_of(show.hall.enter(word, address=PHONE)) is Code.WRONG_CODE
    await show.live.post(c.LockLobby(locked=True), HOST)
    assert await _code_of(_with_pin(show, pin)) is Code.LOBBY_LOCKED
    assert await _code_of(_in_the_hall(show)) is Code.LOBBY_LOCKED
    assert show.hall._tokens._holders == {}


# --- guessing ---------------------------------------------------------------------------------------


async def test_five_wrong_pins_lock_the_team_for_this_address_only(show):
    pin = (await _card(show)).pin
    for _ in range(attempts.TRIES):
        assert await _code_of(_with_pin(show, "AAAAAA")) is Code.WRONG_PIN
    assert await _code_of(_with_pin(show, pin)) is Code.TRY_LATER
    assert (await _with_card(show, "t2")).seat == captain_seat("t2")
    show.clock.advance(attempts.LOCK_MS - 1)
    assert await _code_of(_with_pin(show, pin)) is Code.TRY_LATER
    assert (await _with_pin(show, pin, address="192.168.1.78")).seat == captain_seat("t1")


async def test_a_lock_ends(show):
    pin = (await _card(show)).pin
    for _ in range(attempts.TRIES):
        await _code_of(_with_pin(show, "AAAAAA"))
    show.clock.advance(attempts.LOCK_MS)
    assert (await _with_pin(show, pin)).seat == captain_seat("t1")


async def test_guessing_from_many_addresses_slows_pins_and_tells_the_host(show):
    host = show.host()
    assert host.sections["lobby"]["guessing"] is False
    for n in range(attempts.GUESSES_PER_MINUTE):
        assert await _code_of(_with_pin(show, "AAAAAA", address=f"10.0.0.{n}")) is Code.WRONG_PIN
    show.live._broadcast._tell_desk()
    assert host.sections["lobby"]["guessing"] is True
    pin = (await _card(show)).pin
    assert await _code_of(_with_pin(show, "AAAAAA", address="10.0.1.1")) is Code.WRONG_PIN
    assert await _code_of(_with_pin(show, pin)) is Code.TRY_LATER
    assert (await _with_card(show)).seat == captain_seat("t1"), "cards are not slow"


async def test_words_are_not_guessed_either(show):
    for _ in range(attempts.TRIES):
        await _code_of(show.hall.enter("0" * 32, address=PHONE))
    key = show.hall.links(show.info).host_url.partition("key=")[2]
    assert await _code_of(show.hall.enter(key, address=PHONE)) is Code.TRY_LATER
    assert (await show.hall.enter(key, address=LAPTOP)).seat == HOST


async def test_a_flood_of_joins_from_one_address_is_slowed(show, monkeypatch):
    monkeypatch.setattr(attempts.JoinRate, "BURST", 5)
    for _ in range(5):
        await _in_the_hall(show, address=PHONE)
    assert await _code_of(_in_the_hall(show, address=PHONE)) is Code.TRY_LATER
    assert (await _in_the_hall(show, address=LAPTOP)).seat.role is Role.AUDIENCE
    for _ in range(10):
        await _in_the_hall(show, address=HERE)
    await _in_the_hall(show, address="testclient")


# --- the hall, host and screen ----------------------------------------------------------------------


async def test_people_in_the_hall_get_a_handle_in_their_language_and_keep_it(show):
    one = await _in_the_hall(show)
    two = await _in_the_hall(show, language="en")
    seats = show.live.state.seats
    assert "的" in seats[one.seat.id].handle
    assert seats[two.seat.id].handle.isascii()
    assert one.seat != two.seat
    again = await _in_the_hall(show, token=one.token)
    assert (again.seat, again.token) == (one.seat, one.token)
    assert len(show.live.state.seats) == 2


async def test_no_audience_where_the_rules_have_none(hall, clock):
    show = await Show.of(hall, clock, everyone_plan(audience=False))
    lobby = await hall.lobby(show.info.code, "en")
    assert lobby is not None
    assert lobby["audience"] is False
    assert await _code_of(_in_the_hall(show)) is Code.NO_AUDIENCE


async def test_the_links_of_host_and_projector_open_as_often_as_they_are_used(show):
    links = show.hall.links(show.info)
    for link, seat, live in (
        (links.host_url, HOST, "/live/host"),
        (links.screen_url, SCREEN, "/live/screen"),
        (links.arbiter_url, ARBITER, "/live/arbiter"),
        (links.buttons_url, BUTTONS, "/live/buttons"),
    ):
        one, two = [await show.hall.enter(link.partition("key=")[2], address=LAPTOP) for _ in range(2)]
        assert (one.seat, one.live, one.contest) == (seat, live, show.info.id)
        assert one.token != two.token
        await show.hall.leave(one.token)
        assert await show.hall.seat_of(one.token) is None
        assert await show.hall.seat_of(two.token) is not None


async def test_a_cookie_ends(show):
    admitted = await _with_card(show)
    show.clock.advance(LIFE_MS[Role.CAPTAIN] - 1)
    assert await show.hall.seat_of(admitted.token) is not None
    show.clock.advance(1)
    assert await show.hall.seat_of(admitted.token) is None
    assert await show.hall.seat_of(None) is None
    assert await show.hall.seat_of("guess") is None


async def test_everybody_is_still_in_after_a_restart(path, clock):
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    admitted = [await _with_card(show), await _in_the_hall(show)]
    await close_hall(hall, database)
    again, database = await open_hall(path, clock)
    for one in admitted:
        holder = await again.seat_of(one.token)
        assert holder is not None
        assert holder.seat == one.seat
    await close_hall(again, database)


async def test_a_cookie_that_outlived_its_seat_in_a_crash_is_worth_nothing(path, clock):
    """The release was on disk, the cookie not yet off it."""
    hall, database = await open_hall(path, clock)
    show = await Show.of(hall, clock, everyone_plan())
    admitted = await _with_card(show)
    hall._tokens.drop_seat = lambda *args: []  # type: ignore[method-assign]
    await show.live.post(c.ReleaseSeat(team="t1"), HOST)
    assert await hall.seat_of(admitted.token) is None
    await close_hall(hall, database)
