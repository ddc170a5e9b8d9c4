"""Outbox, server clock, sections, retries and the states of an answer: the modules that touch no page.

They run in the browser the journeys need anyway, on an empty page, with a clock the test hands in.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

from tests.journeys.fake_hall import FakeHall, open_hall

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
async def page(chromium_path) -> AsyncIterator[Page]:
    hall = FakeHall()
    async with open_hall(hall) as url, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium_path), args=["--no-sandbox"])
        page = await browser.new_page()
        # A page that exists but runs no script of ours.
        await page.goto(url + hall.templates.assets.url("images/icon.svg"))
        yield page
        await browser.close()


async def run(page: Page, module: str, body: str, given: Any = None) -> Any:
    """What `body` returns, with the module's exports as `m` and `given` at hand."""
    address = page.url.replace("images/icon.svg", f"js/{module}.js")
    return await page.evaluate(
        f"async ([address, given]) => {{ const m = await import(address); {body} }}", [address, given]
    )


OUTBOX = """
  const sent = [];
  let at = 0, wall = 1000000, up = true, ids = 0;
  const cells = {};
  const store = {
    getItem: (key) => key in cells ? cells[key] : null,
    setItem: (key, text) => { cells[key] = text; },
    removeItem: (key) => { delete cells[key]; },
  };
  const make = () => m.createOutbox({
    transmit: (message) => { if (up) sent.push(message); return up; },
    now: () => at, wallClock: () => wall, newId: () => 'id' + ++ids, store, key: 'k',
  });
  const box = make();
"""


async def test_a_command_is_repeated_with_its_id_until_it_is_settled(page):
    sent = await run(
        page,
        "live/outbox",
        OUTBOX
        + """
        const id = box.put('SayReady', {});
        at = 2400; box.resendDue();
        at = 2600; box.resendDue();
        box.settle(id);
        at = 9000; box.resendDue();
        return [sent, box.waiting()];""",
    )
    assert sent == [[{"id": "id1", "do": "SayReady"}] * 2, []]


async def test_what_could_not_be_sent_goes_with_the_next_connection(page):
    sent = await run(
        page,
        "live/outbox",
        OUTBOX + "up = false; box.put('Buzz', {ask: 3}); up = true; box.resendAll(); return sent;",
    )
    assert sent == [{"id": "id1", "do": "Buzz", "ask": 3}]


async def test_only_the_newest_answer_to_a_question_waits(page):
    waiting = await run(
        page,
        "live/outbox",
        OUTBOX
        + """
        box.put('SubmitAnswer', {ask: 1, n: 1});
        box.put('SubmitAnswer', {ask: 2, n: 1});
        box.put('SubmitAnswer', {ask: 1, n: 2});
        return box.waiting().map((entry) => [entry.fields.ask, entry.fields.n]);""",
    )
    assert waiting == [[2, 1], [1, 2]]


async def test_the_store_gives_back_to_the_same_seat_only(page):
    found = await run(
        page,
        "live/outbox",
        OUTBOX
        + """
        box.adopt('captain:t1'); box.put('SubmitAnswer', {ask: 1, n: 1});
        const same = make(); same.adopt('captain:t1');
        const kept = same.waiting().map((entry) => entry.id);
        const other = make(); other.adopt('captain:t2');
        return [kept, other.waiting(), Object.keys(cells)];""",
    )
    assert found == [["id1"], [], []]


async def test_a_newer_answer_of_this_page_wins_over_a_stored_one(page):
    found = await run(
        page,
        "live/outbox",
        OUTBOX
        + """
        box.adopt('s'); box.put('SubmitAnswer', {ask: 1, n: 1});
        const next = make(); next.put('SubmitAnswer', {ask: 1, n: 2}); next.adopt('s');
        return next.waiting().map((entry) => entry.fields.n);""",
    )
    assert found == [2]


async def test_stored_commands_are_forgotten_after_a_quarter_of_an_hour(page):
    found = await run(
        page,
        "live/outbox",
        OUTBOX
        + """
        box.adopt('s'); box.put('SayReady', {});
        wall += 15 * 60 * 1000;
        const next = make(); next.adopt('s');
        return next.waiting();""",
    )
    assert found == []


async def test_a_broken_store_is_no_reason_to_fail(page):
    found = await run(
        page,
        "live/outbox",
        OUTBOX
        + """
        cells.k = 'not json';
        store.setItem = () => { throw new Error('full'); };
        box.adopt('s'); box.put('SayReady', {});
        return box.waiting().length;""",
    )
    assert found == 1


@pytest.mark.parametrize(("code", "left"), [("not_saved", 1), ("too_fast", 1), ("late", 0)])
async def test_some_refusals_ask_for_the_command_again(page, code, left):
    body = OUTBOX + "const id = box.put('SayReady', {}); box.refused(id, given); return box.waiting().length;"
    assert await run(page, "live/outbox", body, code) == left


async def test_ids_are_long_and_never_the_same(page):
    ids = await run(page, "live/outbox", "return Array.from({length: 50}, () => m.randomId());")
    assert len(set(ids)) == 50
    assert all(len(one) == 32 for one in ids)


CLOCK = "let at = 0; const clock = m.createClock(() => at);"


async def test_the_shortest_round_trip_tells_the_time(page):
    now = await run(
        page,
        "live/clock",
        CLOCK
        + """
        clock.notePong(0, 400, 10390);    // slow: the true offset 10200 is inside its wide interval
        clock.notePong(500, 510, 10705);
        at = 1000;
        return clock.serverNow();""",
    )
    assert now == 11200


async def test_a_clock_that_stood_still_is_noticed(page):
    now = await run(
        page,
        "live/clock",
        CLOCK
        + """
        clock.notePong(0, 10, 1005);
        clock.notePong(20, 120, 61070);   // a minute passed that the local clock did not see
        at = 120;
        return clock.serverNow();""",
    )
    assert now == 61120


async def test_before_the_first_pong_a_message_will_do(page):
    now = await run(
        page, "live/clock", CLOCK + "clock.noteMessage(100, 5000); at = 150; return clock.serverNow();"
    )
    assert now == 5050


async def test_what_is_left_on_running_stopped_and_no_clock(page):
    left = await run(
        page,
        "live/clock",
        CLOCK
        + """
        clock.noteMessage(0, 1000);
        return [clock.leftMs({total: 9000, ends: 4000}), clock.leftMs({total: 9000, ends: 500}),
                clock.leftMs({total: 9000, left: 700}), clock.leftMs(null)];""",
    )
    assert left == [3000, 0, 700, None]


async def test_sections_keep_the_newest_each_for_itself(page):
    view = await run(
        page,
        "live/sections",
        """
        const kept = m.createSections();
        kept.merge({v: 5, now: 1, stage: 'a', me: 'a'}, true);
        const changed = [kept.merge({v: 7, me: 'b'}), kept.merge({v: 6, stage: 'c', me: 'old'})];
        return [changed, kept.view];""",
    )
    assert view == [[["me"], ["stage"]], {"stage": "c", "me": "b"}]


async def test_a_first_view_replaces_everything(page):
    view = await run(
        page,
        "live/sections",
        """
        const kept = m.createSections();
        kept.merge({v: 50, stage: 'a', crowd: 'x'}, true);
        kept.merge({v: 3, stage: 'b'}, true);
        return kept.view;""",
    )
    assert view == {"stage": "b"}


@pytest.mark.parametrize(
    ("code", "failures", "longest"),
    [(1006, 0, 300), (1006, 2, 675), (1006, 9, 5000), (1012, 0, 2000), (1012, 9, 5000)],
)
async def test_how_long_a_phone_waits_before_it_tries_again(page, code, failures, longest):
    body = "return [m.delayAfter(...given, 0), m.delayAfter(...given, 1)];"
    assert await run(page, "live/reconnect", body, [code, failures]) == [0, longest]


@pytest.mark.parametrize(
    ("code", "failures", "online", "before", "state"),
    [
        (1006, 0, True, "up", "lost"),
        (1006, 2, True, "lost", "server"),
        (1006, 5, False, "server", "lost"),
        (1012, 0, True, "up", "server"),
        (1006, 1, True, "server", "server"),
    ],
)
async def test_which_loss_is_told_as_what(page, code, failures, online, before, state):
    given = [code, failures, online, before]
    assert await run(page, "live/reconnect", "return m.lossState(...given);", given) == state


def seen(phase: str = "open", **changes: Any) -> dict[str, Any]:
    """A captain's view of a question in this phase."""
    ask = {
        "id": 1,
        "phase": phase,
        "flow": "everyone",
        "answering": "device",
        "contestants": ["t1"],
        "kind": "fill",
    }
    me = {"role": "captain", "team": "t1", "ask": 1, "answer": None, "verdict": None}
    view = {"stage": {"ask": {**ask, **changes.pop("ask", {})}}, "me": {**me, **changes.pop("me", {})}}
    return {**view, "can": changes.pop("can", []), **changes}


HELD = {"answer": {}, "text": "B", "n": 1, "locked": False}
WAITING = {"do": "SubmitAnswer", "fields": {"ask": 1, "answer": {}}}


@pytest.mark.parametrize(
    ("view", "held", "pending", "age", "state"),
    [
        (seen("shown"), None, None, 0, "read"),
        (seen(can=["answer"]), None, None, 0, "choose"),
        (seen(can=["answer"]), None, WAITING, 100, "pressed"),
        (seen(can=["answer"]), None, WAITING, 900, "sending"),
        (seen(can=["answer"]), None, WAITING, 2600, "resending"),
        (seen(can=["answer"]), HELD, WAITING, 6100, "unconfirmed"),
        (seen(can=["answer"]), HELD, None, 0, "kept"),
        (seen(can=["answer"]), {**HELD, "locked": True}, None, 0, "final"),
        (seen(), HELD, None, 0, "held"),
        (seen("closed"), HELD, None, 0, "closed"),
        (seen("closed"), None, None, 0, "missed"),
        (seen("closed", me={"team": "t2"}), None, None, 0, "over"),
        (seen("revealed"), HELD, None, 0, "shown"),
        (seen("revealed", me={"verdict": "partly"}), HELD, None, 0, "partly"),
        (seen("open", ask={"void": True}), HELD, None, 0, "void"),
        (seen(me={"team": "t2"}, ask={"team": "t1", "flow": "in_turn"}), None, None, 0, "others"),
        (seen(me={"team": "t2"}), None, None, 0, "look"),
        (seen(ask={"answering": "spoken", "flow": "in_turn", "team": "t1"}), None, None, 0, "aloud"),
        (
            seen(ask={"answering": "spoken", "flow": "in_turn", "team": "t1"}, me={"verdict": "wrong"}),
            None,
            None,
            0,
            "wrong",
        ),
        (
            seen("shown", me={"role": "audience"}, ask={"team": "t1", "flow": "in_turn"}),
            None,
            None,
            0,
            "read",
        ),
        (seen("answering", ask={"to_audience": True}), None, None, 0, "hall"),
        (seen(ask={"time_up": True}), None, None, 0, "time_up"),
    ],
)
async def test_the_state_of_an_answer(page, view, held, pending, age, state):
    given = [view, held, pending, age]
    assert await run(page, "screens/play/moment", "return m.stateOf(...given);", given) == state


async def test_a_pause_is_told_before_everything_but_what_is_on_its_way(page):
    view = seen(can=[])
    view["stage"]["paused"] = True
    body = "return [m.stateOf(given, null, null, 0), m.stateOf(given, {n: 1}, null, 0)];"
    assert await run(page, "screens/play/moment", body, view) == ["paused", "paused"]


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("single_choice", {"chosen": ["y"]}, "B"),
        ("multiple_choice", {"chosen": ["z", "x"]}, "A C"),
        ("true_false", {"chosen": ["y"]}, "Why"),
        ("order", {"sequence": ["z", "x", "y"]}, "C-A-B"),
        ("match", {"pairs": [["y", "p"], ["x", "q"]]}, "A-2 B-1"),
        ("fill", {"texts": [" 119 ", ""]}, "119 / –"),
        ("numeric", {"text": " 10 "}, "10"),
    ],
)
async def test_an_answer_in_the_letters_of_the_screen(page, kind, answer, words):
    options = [{"id": "x", "text": "Ex"}, {"id": "y", "text": "Why"}, {"id": "z", "text": "Zed"}]
    ask = {"kind": kind, "options": options, "left": options, "right": [{"id": "p"}, {"id": "q"}]}
    assert await run(page, "screens/play/moment", "return m.answerText(...given);", [ask, answer]) == words


async def test_an_acknowledged_answer_is_held_before_the_view_says_so(page):
    view = seen(me={"answer": {**HELD, "n": 1}})
    acked = {"ask": 1, "n": 2, "answer": {"texts": ["x"]}}
    body = "return [m.heldAnswer(given[0], given[1]).n, m.heldAnswer(given[0], {...given[1], n: 1}).text];"
    assert await run(page, "screens/play/moment", body, [view, acked]) == [2, "B"]


@pytest.mark.parametrize(
    ("buzz", "opens", "sent", "paused", "face"),
    [
        ("wait", None, False, False, "wait"),
        ("press", None, False, False, "press"),
        ("press", 900, False, False, "press"),
        ("press", 1100, False, False, "wait"),
        ("wait", 900, False, False, "press"),
        ("press", 900, True, False, "sent"),
        ("late", 900, True, False, "late"),
        ("press", 900, False, True, "paused"),
    ],
)
async def test_the_face_of_the_buzzer(page, buzz, opens, sent, paused, face):
    given = [{"opens": opens}, {"buzz": buzz}, sent, 1000, paused]
    # The module defines an element, which an empty picture page can hold too.
    assert await run(page, "screens/play/buzzer", "return m.faceOf(...given);", given) == face
