"""Motion on the projector: it ends in what a reload draws, can be skipped, and never takes too long."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.journeys.screen_page import Screen, projector, written

pytestmark = pytest.mark.journey

# The longest of all, the podium: three steps and the list, and the marks that fade after them.
LONG_ENOUGH_MS = 16_000
TRANSITIONS = [
    ("lobby", "lots"),
    ("standings", "round_risk"),
    ("round_everyone", "reading"),
    ("reading", "open"),
    ("open", "closed"),
    ("closed", "revealed"),
    ("fill", "fill_revealed"),
    ("numeric", "numeric_revealed"),
    ("order", "order_revealed"),
    ("match", "match_revealed"),
    ("buzz_reading", "buzz_go"),
    ("buzz_go", "buzz_called"),
    ("buzz_called", "buzz_again"),
    ("buzz_called", "buzz_closed"),
    ("in_turn_spoken", "in_turn_ruled"),
    ("stakes", "stakes_shown"),
    ("turn", "turn_staked"),
    ("revealed", "standings"),
    ("standings", "standings_final"),
    ("tie", "tie_decided"),
    ("tie_decided", "podium"),
    ("podium", "finished"),
    ("open", "paused"),
]


@pytest.fixture
async def screen(browser: Browser) -> AsyncIterator[Screen]:
    async with projector(browser) as opened:
        yield opened


@pytest.mark.parametrize(("before", "after"), TRANSITIONS)
async def test_motion_ends_in_what_a_reload_draws(screen: Screen, before, after):
    await screen.open(before, frozen=True)
    await screen.turn_to(after)
    await screen.run_for(LONG_ENOUGH_MS)
    # Pages turn by themselves; a reload begins with the first.
    await screen.turn_to(before)
    await screen.turn_to(after)
    await screen.page.keyboard.press("Space")
    moved = await screen.markup()
    await screen.open(after)
    assert await screen.markup() == moved
    assert await screen.complaints() == []


@pytest.mark.parametrize(
    ("before", "after"), [("closed", "revealed"), ("order", "order_revealed"), ("tie", "podium")]
)
async def test_motion_left_alone_ends_the_same(screen: Screen, before, after):
    await screen.open(before, frozen=True)
    await screen.turn_to(after)
    await screen.run_for(LONG_ENOUGH_MS)
    moved = await screen.markup()
    await screen.open(after)
    assert await screen.markup() == moved


async def test_the_reveal_goes_step_by_step_within_six_seconds(screen: Screen):
    await screen.open("closed", frozen=True)
    await screen.turn_to("revealed")
    step = screen.page.locator("qh-ask")
    right = screen.page.locator('.tile[data-verdict="right"]')
    steps = [await step.get_attribute("data-reveal")]
    assert await right.count() == 0
    waited = 0
    while steps[-1] != "done":
        await screen.run_for(100)
        waited += 100
        now = await step.get_attribute("data-reveal")
        if now != steps[-1]:
            steps.append(now)
            assert await screen.complaints() == [], now
        if now == "spread":
            assert waited >= 1000
            assert await right.count() == 0
    assert steps == ["wait", "spread", "mark", "why", "done"]
    assert waited <= 6000


@pytest.mark.parametrize("how", ["Space", "click"])
async def test_a_key_or_a_click_jumps_to_the_end(screen: Screen, how):
    await screen.open("closed", frozen=True)
    await screen.turn_to("revealed")
    if how == "click":
        await screen.page.mouse.click(500, 500)
    else:
        await screen.page.keyboard.press(how)
    assert await screen.page.locator("qh-ask").get_attribute("data-reveal") == "done"
    assert await screen.seen(".why")


async def test_a_correction_during_the_reveal_does_not_start_it_again(screen: Screen):
    await screen.open("closed", frozen=True)
    await screen.turn_to("revealed")
    await screen.run_for(2500)
    await screen.hall.push({"counts": {"audience": 400}})
    await screen.hall.settled()
    assert await screen.page.locator("qh-ask").get_attribute("data-reveal") == "mark"


async def test_the_question_stands_alone_before_its_options_come(screen: Screen):
    await screen.open("round_everyone", frozen=True)
    await screen.turn_to("reading")
    assert await screen.seen(".stem")
    assert not await screen.seen(".options")
    await screen.run_for(2000)
    assert not await screen.seen(".options")
    await screen.run_for(3000)
    assert await screen.seen(".options")


async def test_answers_opened_early_bring_the_options_at_once(screen: Screen):
    await screen.open("round_everyone", frozen=True)
    await screen.turn_to("reading")
    await screen.turn_to("open")
    assert await screen.seen(".options")


async def test_the_band_turns_green_at_the_start_signal_by_the_servers_time(browser: Browser):
    async with projector(browser, unbundled=True) as screen:
        await screen.open("buzz_reading", frozen=True)
        await screen.turn_to("buzz_ready")
        band = screen.page.locator(".band")
        left = await screen.page.evaluate(
            """async () => {
                const entry = document.querySelector('script[type=module]').src;
                const { serverNow } = await import(entry.replace('pages/screen.js', 'live/clock.js'));
                return document.querySelector('qh-hall').view.stage.ask.opens - serverNow();
            }"""
        )
        assert left > 1000
        assert await band.get_attribute("data-state") == "ready"
        await screen.run_for(int(left) - 50)
        assert await band.get_attribute("data-state") == "ready"
        await screen.run_for(100)
        assert await band.get_attribute("data-state") == "go"


async def test_the_winner_of_the_buzzer_comes_large_from_its_side(screen: Screen):
    await screen.open("buzz_go", frozen=True)
    await screen.turn_to("buzz_called")
    card = screen.page.locator(".pressed")
    assert await card.get_attribute("data-side") == "left"
    assert "滨江苑" in await card.inner_text()
    assert "0.214" in await card.inner_text()
    rows = [" ".join(row.split()) for row in await screen.page.locator(".press").all_inner_texts()]
    assert rows == [
        "1 3 滨江苑 0.214 ± 2 毫秒 最先",
        "2 5 供电所 0.237 +23 毫秒 ± 3 毫秒 按线路修正",
        "3 1 朝阳里 0.291 +77 毫秒 ± 3 毫秒",
        "– 6 老友队 −0.031 ± 8 毫秒 抢跑",
    ]
    assert await screen.complaints() == []
    await screen.run_for(3300)
    assert not await card.is_visible()
    assert await screen.seen(".stem")


async def test_the_other_side_of_the_stage_comes_from_the_right(screen: Screen):
    await screen.open("buzz_go", frozen=True)
    view = written("buzz_called")
    view["stage"]["ask"] |= {"called": "t5"}
    await screen.turn_to(view)
    assert await screen.page.locator(".pressed").get_attribute("data-side") == "right"


async def test_too_close_to_call_is_told_large_without_blame_and_then_in_the_band(screen: Screen):
    await screen.open("buzz_go", frozen=True)
    await screen.turn_to("buzz_close")
    card = screen.page.locator(".too-close")
    assert await card.locator(".plate").all_inner_texts() == ["3\n滨江苑", "5\n供电所"]
    assert "相差 3 毫秒，小于测量误差" in await card.inner_text()
    assert "听口令，再抢一次" in await card.inner_text()
    assert await screen.complaints() == []
    await screen.run_for(4600)
    assert not await card.is_visible()
    assert "难分先后：再抢一次" in await screen.text(".band-word")
    await screen.turn_to("buzz_close_go")
    assert not await card.is_visible()
    assert "只限这些队" in await screen.text(".band-word")
    names = screen.page.locator(".band .pill .plate-name")
    assert await names.all_inner_texts() == ["滨江苑", "供电所"]


async def test_the_start_signal_for_those_who_race_again_ends_the_card(screen: Screen):
    await screen.open("buzz_go", frozen=True)
    await screen.turn_to("buzz_close_three")
    assert "相差不到 1 毫秒" in await screen.text(".too-close")
    await screen.turn_to("buzz_go")
    wide = written("buzz_close")
    wide["stage"]["ask"]["presses"][1]["behind"] = 55.9
    await screen.turn_to(wide)
    assert "相差 56 毫秒，按规则难分先后" in await screen.text(".too-close")
    await screen.turn_to("buzz_go")
    await screen.turn_to("buzz_close_three")
    assert await screen.page.locator(".too-close .plate").count() == 3
    await screen.turn_to("buzz_close_go")
    assert not await screen.seen(".too-close")


async def test_a_race_after_a_wrong_answer_is_not_too_close(screen: Screen):
    await screen.open("buzz_called", frozen=True)
    await screen.turn_to("buzz_again")
    await screen.run_for(1700)
    assert not await screen.seen(".too-close")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("time", "抢答成功"),
        ("earlier", "难分先后，以测得在先为准"),
        ("lower_score", "难分先后，分数低的队先答"),
        ("lot", "难分先后，抽签决定"),
    ],
)
async def test_the_winner_of_a_race_too_close_to_call_is_told_by_what_rule(screen: Screen, how, said):
    await screen.open("buzz_go", frozen=True)
    view = written("buzz_lot")
    finish = view["stage"]["ask"]["finish"]
    finish["how"] = how
    if how == "time":
        finish["too_close"] = []
    await screen.turn_to(view)
    assert said in await screen.text(".pressed-word")
    close = await screen.page.locator(".press-word", has_text="难分先后").count()
    assert close == (0 if how == "time" else 2)


async def test_a_dead_press_has_no_place_and_an_unmeasured_one_no_doubt(screen: Screen):
    await screen.open("buzz_go", frozen=True)
    view = written("buzz_called")
    presses = view["stage"]["ask"]["presses"]
    dead = {**presses[1], "team": "t2", "ruled": "locked", "behind": None, "ms": 120, "remarks": []}
    arrived = {**presses[1], "doubt": 0.0, "link": 0.0, "remarks": ["anticipated"]}
    view["stage"]["ask"]["presses"] = [presses[0], arrived, dead]
    await screen.turn_to(view)
    rows = [" ".join(row.split()) for row in await screen.page.locator(".press").all_inner_texts()]
    assert rows == [
        "1 3 滨江苑 0.214 ± 2 毫秒 最先",
        "2 5 供电所 0.237 +23 毫秒 疑似预判",
        "– 2 星光村 0.120 ± 3 毫秒 锁定中",
    ]


@pytest.mark.parametrize(
    ("after", "verdict", "points"), [("buzz_again", "wrong", "−10"), ("buzz_closed", "right", "+10")]
)
async def test_a_ruling_is_shown_large_and_then_the_show_goes_on(screen: Screen, after, verdict, points):
    await screen.open("buzz_called", frozen=True)
    await screen.turn_to(after)
    card = screen.page.locator(".ruled")
    assert await card.get_attribute("data-verdict") == verdict
    assert "滨江苑" in await card.inner_text()
    assert points in await card.inner_text()
    assert await screen.complaints() == []
    await screen.run_for(1700)
    assert not await card.is_visible()


async def test_wrong_and_next_in_line_come_one_after_the_other(screen: Screen):
    await screen.open("buzz_called", frozen=True)
    view = written("buzz_called")
    view["stage"]["ask"] |= {"called": "t5", "ruled": {"t3": "wrong"}, "out": ["t3", "t6"]}
    await screen.turn_to(view)
    assert await screen.seen(".ruled")
    await screen.run_for(1700)
    assert not await screen.seen(".ruled")
    assert "供电所" in await screen.page.locator(".pressed").inner_text()


async def test_the_podium_fills_from_the_third_place_up(screen: Screen):
    await screen.open("tie_decided", frozen=True)
    await screen.turn_to("podium")
    visible = screen.page.locator(".step-block:visible .step-rank")
    orders = []
    for wait in (0, 1000, 2500, 2500):
        await screen.run_for(wait)
        orders.append(sorted(await visible.all_inner_texts()))
    assert orders == [[], ["3"], ["2", "3"], ["1", "2", "3"]]
    assert await screen.page.locator("canvas.burst").count() == 1
    assert not await screen.seen(".podium-list")
    await screen.run_for(3100)
    assert await screen.seen(".podium-list")
    assert await screen.page.locator("canvas.burst").count() == 0


async def test_points_count_up_to_the_new_score(screen: Screen):
    await screen.open("revealed", frozen=True)
    await screen.turn_to("standings")
    first = screen.page.locator(".row-points").first
    assert await first.inner_text() == "150"
    await screen.run_for(1000)
    assert await first.inner_text() == "180"


async def test_the_clock_is_told_by_colour_and_number(screen: Screen):
    await screen.open("open")
    ring = screen.page.locator("qh-ring")
    seen = []
    for left in (75_000, 12_300, 10_000, 5_001, 5_000, 0):
        view = written("open")
        view["stage"]["ask"]["clock"] = {"total": 90_000, "left": left}
        await screen.turn_to(view)
        seen.append((await screen.text(".ring-number"), await ring.get_attribute("data-urgency")))
    assert seen == [
        ("75", "calm"),
        ("13", "calm"),
        ("10", "soon"),
        ("6", "soon"),
        ("5", "last"),
        ("0", "last"),
    ]
    await screen.turn_to("round_everyone")
    assert not await screen.seen("qh-ring")


async def test_a_running_clock_counts_down_by_itself_and_a_stopped_one_does_not(screen: Screen):
    await screen.open("reading", frozen=True)
    view = written("open")
    view["stage"]["ask"]["clock"] = {"total": 30_000, "ends_in": 25_000}
    await screen.turn_to(view)
    before = int(await screen.text(".ring-number"))
    await screen.run_for(3000)
    assert int(await screen.text(".ring-number")) == before - 3
    await screen.turn_to("open")
    await screen.run_for(3000)
    assert await screen.text(".ring-number") == "18"


async def test_less_motion_means_short_fades_and_no_burst(browser: Browser):
    async with projector(browser, reduced_motion="reduce") as screen:
        await screen.open("tie_decided", frozen=True)
        await screen.turn_to("podium")
        await screen.run_for(6500)
        assert await screen.page.locator("canvas.burst").count() == 0
        await screen.turn_to("standings")
        await screen.turn_to("lots")
        durations = await screen.page.evaluate(
            """document.getAnimations().map((one) => {
                const { duration, iterations } = one.effect.getComputedTiming();
                return [duration, iterations];
            })"""
        )
        assert all(duration <= 150 and times == 1 for duration, times in durations)


@pytest.mark.fault(25)
async def test_the_last_picture_stays_when_the_link_is_lost(screen: Screen):
    await screen.open("open", frozen=True)
    before = await screen.markup()
    screen.hall.refusing = True
    await screen.hall.close(1001)
    await screen.page.wait_for_function("() => true")
    await screen.run_for(2500)
    assert not await screen.seen("#link-mark")
    await screen.run_for(1500)
    assert await screen.seen("#link-mark")
    assert await screen.markup() == before


@pytest.mark.fault(25)
async def test_after_a_lost_link_the_picture_is_simply_right(screen: Screen):
    await screen.open("closed")
    greeted = screen.hall.greeted
    screen.hall.sections = written("revealed")
    await screen.hall.close(1012)
    await screen.hall.joined(greeted + 1)
    await screen.page.wait_for_selector('qh-ask[data-phase="revealed"]')
    assert await screen.page.locator("qh-ask").get_attribute("data-reveal") == "done"


async def test_a_view_that_cannot_be_drawn_leaves_the_picture_standing(screen: Screen):
    await screen.open("open")
    before = await screen.text(".stem")
    broken = written("open")
    broken["stage"] = {"show": "ask", "covered": False, "paused": False, "round": None, "ask": None}
    await screen.turn_to(broken)
    assert await screen.text(".stem") == before
    assert screen.errors != []
    screen.errors.clear()
    await screen.turn_to("standings")
    assert await screen.seen(".row")


async def test_a_correction_is_told_large_and_then_in_a_line_until_it_is_gone(screen: Screen):
    await screen.open("standings")
    assert not await screen.seen(".news, .news-line >> visible=true")
    view = written("news_key")
    view["stage"]["card"]["card_in"] = -8_000
    await screen.turn_to(view)
    assert await screen.seen(".news")
    assert not await screen.seen(".news-line")
    await screen.page.wait_for_selector(".news-line", state="visible")
    assert not await screen.seen(".news")
    assert await screen.complaints() == []
    view["stage"]["card"] = None
    await screen.turn_to(view)
    assert not await screen.seen(".news-line")


async def test_a_key_of_the_laptop_makes_the_card_a_line_at_once(screen: Screen):
    await screen.open("open", frozen=True)
    await screen.turn_to(written("news_void"))
    await screen.page.keyboard.press("Space")
    assert not await screen.seen(".news")
    assert await screen.seen(".news-line")
    await screen.turn_to(
        written("news_verdict", card={**written("news_verdict")["stage"]["card"], "card_in": 1})
    )
    assert await screen.seen(".news"), "the next correction is told large again"
