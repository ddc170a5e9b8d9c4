"""The small parts of live: frames, rate, attempts, handles, links, presence, doors."""

import random
from itertools import pairwise

import pytest
from websockets.frames import Frame as WireFrame
from websockets.frames import Opcode
from websockets.protocol import Protocol, Side

from quizhub.contest.photo_finish import Sample
from quizhub.contest.seats import HOST, SCREEN, Role, captain_seat
from quizhub.contest.views import Presence
from quizhub.errors import Code, CommandRejected
from quizhub.live import attempts, doors, links
from quizhub.live.contest import choose_language
from quizhub.live.doors import Door, Doors
from quizhub.live.frames import Frame, text_frame
from quizhub.live.handles import new_handle
from quizhub.live.presence import PresenceBook
from quizhub.live.rate import BURST, RateLimit
from quizhub.storage.tables import ContestRow

# --- frames -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_is_what_a_websocket_client_expects(size):
    client = Protocol(Side.CLIENT, max_size=None)
    message = ("安" + "x" * size).encode()[:size] if size > 2 else b"x" * size
    client.receive_data(text_frame(message) + text_frame(b"next"))
    first, second = client.events_received()
    assert isinstance(first, WireFrame)
    assert (first.opcode, first.fin, bytes(first.data)) == (Opcode.TEXT, True, message)
    assert isinstance(second, WireFrame)
    assert bytes(second.data) == b"next"
    assert client.parser_exc is None


def test_a_frame_has_its_wire_form():
    frame = Frame(b"{}")
    assert frame.wire == b"\x81\x02{}"
    assert (frame.message, len(frame)) == (b"{}", 2)


# --- rate -------------------------------------------------------------------------------------------


def test_twenty_at_once_then_ten_a_second():
    rate = RateLimit(0)
    assert [rate.take(0) for _ in range(BURST + 1)] == [True] * BURST + [False]
    assert not rate.take(99)
    assert rate.take(200)
    assert [rate.take(1200 + i * 100) for i in range(50)] == [True] * 50
    assert rate.overruns == 2


def test_overruns_are_forgiven_when_the_bucket_is_full_again():
    rate = RateLimit(0)
    for _ in range(BURST + 2):
        rate.take(0)
    assert rate.overruns == 2
    assert rate.take(10_000)
    assert rate.overruns == 0


# --- attempts ---------------------------------------------------------------------------------------


def _refused(check, *args) -> bool:
    try:
        check(*args)
    except CommandRejected as refusal:
        return refusal.code is Code.TRY_LATER
    return False


def test_five_tries_then_a_minute_then_twice_as_long_for_each_more():
    tries = attempts.Attempts()
    at = 0
    for _ in range(5):
        assert not _refused(tries.check, "a", at)
        tries.failed("a", at)
    for lock in (60_000, 120_000, 240_000, 480_000):
        assert _refused(tries.check, "a", at + lock - 1)
        assert not _refused(tries.check, "b", at)
        at += lock
        assert not _refused(tries.check, "a", at)
        tries.failed("a", at)
    for _ in range(10):
        at += attempts.LONGEST_LOCK_MS
        assert not _refused(tries.check, "a", at)
        tries.failed("a", at)


def test_success_starts_the_count_again():
    tries = attempts.Attempts()
    for _ in range(3):
        for _ in range(4):
            tries.failed("a", 0)
        assert not _refused(tries.check, "a", 0)
        tries.succeeded("a")


def test_guessing_from_many_addresses_does_not_fill_the_memory():
    tries = attempts.Attempts()
    for address in range(attempts._MOST_KEPT + 50):
        tries.failed(address, 0)
    assert len(tries._tries) == attempts._MOST_KEPT


def test_thirty_wrong_pins_in_a_minute_make_all_pins_slow():
    alarm = attempts.GuessAlarm()
    for n in range(29):
        alarm.check(n * 2_000)
        alarm.wrong(n * 2_000)
    assert not alarm.rings(58_000)
    alarm.wrong(59_000)
    assert alarm.rings(59_000)
    alarm.check(60_000)
    assert _refused(alarm.check, 62_999)
    alarm.check(63_000)
    later = 59_000 + attempts.SLOW_MS
    assert not alarm.rings(later)
    alarm.check(later)
    alarm.check(later)


def test_thirty_wrong_pins_over_an_evening_are_only_mistyped():
    alarm = attempts.GuessAlarm()
    for n in range(60):
        alarm.wrong(n * 2_100)
    assert not alarm.rings(60 * 2_100)


def test_a_hall_may_join_at_once_but_not_without_end():
    joins = attempts.JoinRate()
    for _ in range(joins.BURST):
        joins.check("router", 0)
    assert _refused(joins.check, "router", 0)
    assert not _refused(joins.check, "elsewhere", 0)
    for _ in range(joins.PER_SECOND):
        joins.check("router", 1_000)
    assert _refused(joins.check, "router", 1_000)


# --- handles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "like"), [("zh-Hans", "的"), ("zh-Hant", "的"), ("en", " "), ("", " ")])
def test_handles_are_two_words_and_a_number_and_nobody_shares_one(language, like):
    chance, taken = random.Random(1), set[str]()
    for _ in range(3_000):
        handle = new_handle(language, taken, chance)
        assert handle not in taken
        assert like in handle
        assert len(handle) <= 24
        taken.add(handle)


# --- links ------------------------------------------------------------------------------------------


def _pings(book: links.Links[str], until: int, armed: bool = False, start: int = 0) -> list[int]:
    """The times at which phone "a" is pinged when the book is asked every 100 ms."""
    times = []
    for at in range(start, until, 100):
        n, due = book.ping(at, armed)
        if "a" in due:
            times.append(at)
            book.answered("a", n, 7.0 * at, at)
    return times


def test_ten_pings_in_the_first_two_seconds_then_one_every_five():
    book: links.Links[str] = links.Links()
    book.open("a")
    times = _pings(book, 20_000)
    assert len([at for at in times if at < 2_000]) == 10
    assert [b - a for a, b in pairwise(times[9:])] == [5_000] * 3


def test_more_often_while_a_race_may_start():
    book: links.Links[str] = links.Links()
    book.open("a")
    _pings(book, 3_000)
    times = _pings(book, 14_000, armed=True, start=3_000)
    assert {b - a for a, b in pairwise(times)} == {1_000}


def test_a_sample_tells_the_round_trip_and_the_difference_of_the_clocks():
    book: links.Links[str] = links.Links()
    book.open("a")
    n, _ = book.ping(1_000, False)
    assert book.answered("a", n, 5_010.5, 1_020)
    link = book.of("a")
    assert link is not None
    assert list(link.samples) == [Sample(1_000, 5_010.5, 1_020)]
    assert link.samples[0].offset == 4_000.5
    assert link.round_trip_ms == 20
    assert not book.answered("a", n, 5_010.5, 1_030), "the same answer twice"
    assert not book.answered("a", 99, 5_010.5, 1_030), "an answer to nothing"
    assert not book.answered("nobody", n, 1.0, 1_030)
    book.close("a")
    assert book.of("a") is None


def test_only_twenty_samples_of_the_last_minute_are_kept():
    book: links.Links[str] = links.Links()
    book.open("a")
    _pings(book, 200_000)
    link = book.of("a")
    assert link is not None
    assert all(sample.heard_at > 200_000 - links.KEPT_MS - links.EVERY_MS for sample in link.samples)
    assert len(link.samples) <= links.KEPT
    for n in range(10_000, 10_030):
        link.pinged(n, 200_000)
        link.answered(n, 7.0, 200_000)
    assert len(link.samples) == links.KEPT


def test_pings_nobody_answers_do_not_fill_the_memory():
    link = links.Link()
    for n in range(100):
        link.pinged(n, n)
    assert len(link._under_way) == links._UNANSWERED_KEPT
    assert link.round_trip_ms is None


# --- presence ---------------------------------------------------------------------------------------


def test_presence_counts_sockets_and_the_seconds_without_one():
    book = PresenceBook()
    assert book.of("t1", 0, None) == Presence()
    book.came("t1")
    book.came("t1")
    book.went("t1", 1_000)
    assert book.of("t1", 9_000, 12) == Presence(online=True, link_ms=12)
    assert not book.somebody_is_missing()
    book.went("t1", 10_000)
    assert book.of("t1", 12_900, None) == Presence(online=False, offline_s=2)
    assert book.somebody_is_missing()
    book.saw("t1", 17)
    assert book.of("t1", 12_900, None).seen_ask == 17
    book.came("t1")
    assert book.of("t1", 20_000, None) == Presence(online=True, seen_ask=17)


def test_nobody_misses_a_captain_whose_seat_was_released():
    book = PresenceBook()
    book.came("t1")
    book.went("t1", 0)
    book.forget("t1")
    assert not book.somebody_is_missing()
    book.went("t1", 5)


# --- doors ------------------------------------------------------------------------------------------


def _row(contest: str = "c", secret: str = "s", edition: int = 1, archived: bool = False) -> ContestRow:
    return ContestRow(
        id=contest,
        code="482913",
        secret=secret,
        edition=edition,
        title={"en": "x"},
        teams=["t1", "host"],
        created_at=1,
        archived=archived,
    )


def test_every_word_opens_its_own_door_and_no_other():
    book = Doors()
    book.learn([_row(), _row("d", "other secret"), _row("old", "old secret", archived=True)])
    words = {
        doors.link_key(_row(), Role.HOST): Door("c", HOST),
        doors.link_key(_row(), Role.PROJECTOR): Door("c", SCREEN),
        doors.card(_row(), "t1"): Door("c", captain_seat("t1")),
        doors.card(_row(), "host"): Door("c", captain_seat("host")),
        doors.card(_row("d", "other secret"), "t1"): Door("d", captain_seat("t1")),
    }
    assert len(words) == 5
    for word, door in words.items():
        assert book.find(word) == door
    assert book.find("") is None
    assert book.find(doors.card(_row("old", "old secret"), "t1")) is None
    assert book.find(doors.card(_row(edition=2), "t1")) is None


@pytest.mark.parametrize(
    "dress", [str.lower, str.upper, lambda p: f" {p[:3]} {p[3:]} ", lambda p: f"{p[:3]}-{p[3:]}"]
)
def test_a_pin_may_be_typed_in_any_dress(dress):
    pin = doors.pin(_row(), "t1")
    assert doors.is_pin(_row(), "t1", dress(pin))
    assert doors.is_pin(_row(), "t1", "".join(chr(ord(letter) + 0xFEE0) for letter in pin))
    assert not doors.is_pin(_row(), "host", pin)
    assert not doors.is_pin(_row(), "t1", pin[:5])
    assert not doors.is_pin(_row(), "t1", "")


def test_a_join_code_may_be_typed_in_any_dress():
    assert doors.join_code(" 482 913 ") == "482913"
    assert doors.join_code("４８２－９１３") == "482913"
    assert doors.join_code("code 4829-13") == "482913"


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("en", "en"),
        ("zh-Hans", "zh-Hans"),
        ("zh-Hant", "zh-Hans"),
        ("en-GB", "en"),
        ("fr", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_a_phone_is_told_things_in_the_nearest_language_of_the_contest(wanted, chosen):
    assert choose_language(("zh-Hans", "en"), wanted) == chosen
