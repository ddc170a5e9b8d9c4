"""What each picture of the projector says: the right words, in the right language, nothing secret."""

from collections.abc import AsyncIterator
from typing import get_args

import pytest
from playwright.async_api import Browser

from quizhub.contest.rules import TieBreak
from quizhub.contest.state import Verdict
from tests.journeys.screen_page import ENGLISH_FIRST, ENGLISH_TEAMS, STATES, Screen, projector, written

pytestmark = pytest.mark.journey


@pytest.fixture
async def screen(browser: Browser) -> AsyncIterator[Screen]:
    async with projector(browser) as opened:
        yield opened


async def test_the_lobby_says_how_to_get_in_and_who_is_there(screen: Screen):
    await screen.open(written("lobby", distance_m=8))
    assert await screen.text(".address") == "192.168.1.5:8000"
    assert await screen.text(".code") == "482 913"
    code = screen.page.locator(".qr img")
    assert await code.get_attribute("src") == "/qr/482913.svg"
    assert await code.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")
    teams = screen.page.locator(".lobby-team")
    states = await teams.evaluate_all("(plates) => plates.map((plate) => plate.dataset.state)")
    assert states == ["ready", "joined", "ready", "empty", "joined", "empty"]
    assert "就绪" in await teams.first.inner_text()
    assert "312" in await screen.text(".lobby-audience")


async def test_every_team_is_named_in_the_lobby_if_need_be_on_a_second_page(screen: Screen):
    await screen.open(written("lobby", languages=ENGLISH_FIRST), frozen=True)
    names = screen.page.locator(".lobby-team .plate-name:visible")
    assert await names.count() == 0
    await screen.run_for(9100)
    assert await names.all_inner_texts() == list(ENGLISH_TEAMS)
    assert not await screen.seen(".code")
    assert await screen.complaints() == []
    await screen.hall.push({"counts": {"audience": 400}})
    await screen.hall.settled()
    assert await names.count() == len(ENGLISH_TEAMS)


async def test_no_key_link_or_cookie_of_anybody_stands_in_the_page(screen: Screen):
    await screen.open("lobby")
    for state in STATES:
        await screen.draw(written(state))
        page = await screen.page.content()
        held = [secret for secret in ("?key=", "token=", "qh_", "/host/", "/s/", "/j/") if secret in page]
        assert held == [], state
    assert await screen.page.title() == "平安社区安全知识竞赛"


async def test_an_option_is_told_by_letter_shape_and_colour(screen: Screen):
    await screen.open("multiple")
    tags = await screen.page.locator(".options .tag").evaluate_all(
        """(tags) => tags.map((tag) => [
            tag.querySelector('.letter').textContent,
            tag.querySelector('use').getAttribute('href'),
            getComputedStyle(tag).backgroundColor,
        ])"""
    )
    assert [letter for letter, _, _ in tags] == list("ABCDE")
    assert [shape for _, shape, _ in tags] == [f"#shape-{name}" for name in "abcde"]
    assert len({colour for _, _, colour in tags}) == 5


async def test_nothing_of_the_key_is_drawn_before_the_reveal(screen: Screen):
    await screen.open("open")
    for state in ("reading", "open", "closed", "fill", "numeric", "order", "match", "buzz_called"):
        await screen.draw(written(state))
        marked = screen.page.locator(
            '[data-verdict="right"], [data-verdict="wrong"], .blank-filled, [data-known]'
        )
        assert await marked.count() == 0, state
        assert not await screen.seen(".why"), state


async def test_the_reveal_says_right_and_wrong_by_sign_and_word(screen: Screen):
    await screen.open(written("revealed", distance_m=8))
    right = screen.page.locator('.tile[data-verdict="right"]')
    assert await right.count() == 1
    assert "关火" in await right.inner_text()
    assert "正确" in await right.inner_text()
    sign = "(tile) => getComputedStyle(tile.querySelector('.tile-word .line'), '::before').content"
    assert "✓" in await right.evaluate(sign)
    wrong = screen.page.locator('.tile[data-verdict="wrong"]')
    assert await wrong.count() == 3
    assert "错误" in await wrong.first.inner_text()
    assert "✕" in await wrong.first.evaluate(sign)
    assert "水遇热油" in await screen.text(".why-text")
    assert "厨房火灾" in await screen.text(".source")
    pills = await screen.page.locator(".foot .pill").all_inner_texts()
    assert [" ".join(pill.split()) for pill in pills[:2]] == ["✓ 朝阳里 +10", "✓ 星光村 +10"]
    assert "✕" in pills[5]


@pytest.mark.parametrize(
    ("state", "selector", "said"),
    [
        ("fill_revealed", ".stem .main .blank-filled >> nth=0", "11"),
        ("numeric_revealed", ".number-figure", "27"),
        ("order_revealed", ".tile >> nth=0", "拔出保险销"),
        ("match_revealed", ".pairs-right .pair >> nth=0", "刷单返利诈骗"),
        ("void", ".banner-state", "本题作废"),
        ("in_turn", ".banner", "第三小学 2 号选手作答"),
        ("opponent", ".banner-who", "第三小学指定"),
        ("time_up", ".banner-state", "时间到"),
        ("to_audience", ".band-word", "请现场观众回答"),
        ("buzz_reading", ".band-word", "请听“开始”再按"),
        ("buzz_go", ".band-word", "开始！请抢答"),
        ("buzz_go", ".band .pill", "老友队"),
        ("buzz_again", ".band-word", "其他队可抢"),
        ("buzz_nobody", ".band-word", "无人抢答"),
        ("buzz_called", ".band", "滨江苑"),
        ("buzz_called", ".band-time", "0.214 秒"),
        ("round_buzz", ".round-how", "听到“开始”再按"),
        ("round_risk", ".fact >> nth=0", "10 · 20 · 30"),
        ("round_risk", ".fact >> nth=1", "−100%"),
        ("round_tie", ".round-title", "加赛"),
        ("stakes_shown", ".stake-team >> nth=1", "30"),
        ("turn_staked", ".stake[data-state=chosen]", "20"),
        ("turn_player", ".turn-player", "2 号选手 王小虎"),
        ("turn_opponent", ".turn-state", "请指定先答的队"),
        ("tie", ".tie-method", "加赛决定名次"),
        ("tie_decided", ".tier >> nth=0", "供电所"),
        ("finished", ".finished-names", "滨江苑"),
        ("covered", ".covered-say", "休息片刻"),
        ("trouble", ".trouble", "成绩暂时无法保存"),
        ("lots", ".lot >> nth=0", "第三小学"),
    ],
)
async def test_a_picture_says_what_it_is_about(screen: Screen, state, selector, said):
    await screen.open(written(state, distance_m=8))
    assert said in " ".join((await screen.page.locator(selector).first.inner_text()).split())


async def test_wrong_presses_and_races_gone_by_are_not_counted_as_first(screen: Screen):
    presses = [
        {"team": "t3", "ms": 214, "ruled": "first", "race": 1},
        {"team": "t5", "ms": 180, "ruled": "first", "race": 2},
    ]
    view = written("buzz_called", distance_m=8)
    view["stage"]["ask"] |= {
        "race": 2,
        "called": "t5",
        "presses": presses,
        "out": ["t3"],
        "ruled": {"t3": "wrong"},
    }
    await screen.open(view)
    assert "0.180" in await screen.text(".band-time")
    assert "答错" in await screen.text(".band .pill")


@pytest.mark.parametrize("verdict", get_args(Verdict))
async def test_every_ruling_given_aloud_has_its_words(screen: Screen, verdict):
    await screen.open(written("in_turn_spoken", distance_m=8), frozen=True)
    view = written("in_turn_ruled", distance_m=8)
    view["stage"]["ask"]["ruled"] = {view["stage"]["ask"]["team"]: verdict}
    await screen.turn_to(view)
    assert await screen.seen(".ruled-word")
    assert await screen.complaints() == []
    await screen.run_for(2000)
    assert not await screen.seen(".ruled-word")
    assert await screen.seen(".banner-state")


@pytest.mark.parametrize("method", TieBreak)
async def test_every_way_to_break_a_tie_has_its_words(screen: Screen, method):
    for state, shown in (("tie", ".tie-method"), ("tie_decided", ".tie-method"), ("standings", ".ties")):
        view = written(state, distance_m=8)
        if state == "standings":
            for row in view["standings"]["rows"]:
                row["how"] = row["how"] and method
        else:
            view["stage"]["tie"]["method"] = method
        await screen.open(view)
        assert await screen.text(shown)
        assert await screen.complaints() == []


async def test_a_count_is_of_votes_where_teams_and_audience_answered(screen: Screen):
    view = written("revealed", distance_m=8)
    reveal = view["stage"]["ask"]["reveal"]
    reveal["spread"] = dict(zip(reveal["spread"], (4, 1, 0, 3), strict=True))
    await screen.open(view)
    assert await screen.page.locator(".tile-count").all_inner_texts() == ["4 票", "1 票", "0 票", "3 票"]
    reveal["spread"] = dict(zip(reveal["spread"], (40, 10, 0, 50), strict=True))
    await screen.open(view)
    assert await screen.page.locator(".tile-count").all_inner_texts() == ["40%", "10%", "0%", "50%"]


async def test_quotes_are_narrow_in_english_and_a_whole_sign_in_chinese(screen: Screen):
    view = written("open", distance_m=8)
    view["stage"]["ask"]["stem"] = {"zh-Hans": "自称“客服”的人来电", "en": "A child’s “friend” calls"}
    await screen.open(view)
    widths = await screen.page.evaluate(
        """() => [...document.querySelectorAll('.stem .line')].flatMap((line) => {
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
              [...walker.currentNode.data].forEach((sign, at) => {
                if (!'“”’'.includes(sign)) return;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + 1);
                const size = parseFloat(getComputedStyle(line).fontSize);
                found.push([line.lang, range.getBoundingClientRect().width / size]);
              });
            }
            return found;
        })"""
    )
    assert [language for language, _ in widths] == ["zh-Hans"] * 2 + ["en"] * 3
    assert all(wide > 0.9 if language == "zh-Hans" else wide < 0.6 for language, wide in widths), widths


async def test_a_text_equal_in_both_languages_is_said_once(screen: Screen):
    view = written("numeric", distance_m=8)
    view["stage"]["ask"]["unit"] = {"zh-Hans": "%", "en": "%"}
    await screen.open(view)
    assert await screen.page.locator(".number-unit .line").all_inner_texts() == ["%"]


async def test_a_chinese_key_is_not_put_into_the_english_sentence(screen: Screen):
    view = written("fill_revealed", distance_m=8)
    view["stage"]["ask"]["reveal"]["key"] = ["非接触"] * view["stage"]["ask"]["blanks"]
    await screen.open(view)
    assert set(await screen.page.locator(".stem .main .blank").all_inner_texts()) == {"非接触"}
    assert await screen.page.locator(".stem .second .blank-filled").count() == 0


async def test_true_and_false_are_not_called_correct(screen: Screen):
    await screen.open(written("true_false_revealed", distance_m=8))
    assert set(await screen.page.locator(".tile-word").all_inner_texts()) == {"本题答案", "不选"}


async def test_a_break_and_a_pause_hide_the_question(screen: Screen):
    await screen.open("covered")
    assert "油锅" not in " ".join(await screen.markup())
    assert await screen.text(".covered-time") == await screen.page.evaluate(
        "new Date().toTimeString().slice(0, 5)"
    )
    await screen.turn_to("paused")
    assert await screen.seen(".pause")
    assert not await screen.seen(".stem")
    assert not await screen.seen(".options")
    await screen.turn_to("paused_standings")
    assert await screen.seen(".pause")
    assert await screen.seen(".row-points")
    await screen.turn_to("open")
    assert not await screen.seen(".pause")
    assert await screen.seen(".stem")


async def test_places_are_shared_never_sorted_as_if_decided(screen: Screen):
    await screen.open(written("standings", distance_m=8))
    ranks = await screen.page.locator(".row-rank").all_inner_texts()
    assert ranks == ["1", "2", "2", "4", "5", "6"]
    assert "名次并列" in await screen.text(".ties")
    rows = await screen.page.locator(".row").all_inner_texts()
    assert "▲ 2" in rows[0]
    assert "+30" in rows[0]
    assert "▼ 2" in rows[3]
    assert "−10" in rows[3]


async def test_the_gauge_shows_what_was_won_and_what_was_lost(screen: Screen):
    await screen.open("standings")
    gauges = await screen.page.locator(".row-gauge").evaluate_all(
        """(gauges) => gauges.map((gauge) => [
            Number(gauge.style.getPropertyValue('--kept')),
            Number(gauge.style.getPropertyValue('--top')),
            gauge.hasAttribute('data-lost'),
        ])"""
    )
    full = 180 * 1.06
    assert gauges[0] == [pytest.approx(150 / full), pytest.approx(180 / full), False]
    assert gauges[3] == [pytest.approx(150 / full), pytest.approx(160 / full), True]
    assert gauges[4] == [pytest.approx(135 / full), pytest.approx(135 / full), False]


async def test_every_team_comes_on_some_page_and_the_audience_after_them(screen: Screen):
    await screen.open("standings11", frozen=True)
    seen = []
    for _ in range(2):
        seen += await screen.page.locator(".row:visible .plate-name").all_inner_texts()
        await screen.run_for(9000)
    assert len(seen) == 11
    assert await screen.seen(".crowd")
    assert await screen.page.locator(".crowd-row").count() == 10
    assert "勇敢的水獭 27" in await screen.text(".crowd-row")
    assert await screen.complaints() == []
    await screen.run_for(9000)
    assert await screen.page.locator(".row:visible .plate-name").all_inner_texts() == seen[:6]


async def test_equal_teams_stand_on_one_step(screen: Screen):
    await screen.open("podium_shared")
    steps = screen.page.locator(".step")
    assert await steps.evaluate_all("(steps) => steps.map((step) => step.dataset.rank)") == ["1", "2"]
    assert " ".join((await steps.nth(1).inner_text()).split()) == "朝阳里 供电所 2 190"
    assert await screen.page.locator(".podium-list .row-rank").all_inner_texts() == ["4", "5", "6"]


async def test_who_has_answered_counts_for_this_question_only(screen: Screen):
    await screen.open(written("open", distance_m=8))
    assert await screen.text(".foot-figure") == "5 / 6"
    assert await screen.page.locator('.pill[data-state="open"]').all_inner_texts() == ["○\n第三小学"]
    await screen.hall.push({"counts": {"ask": 16}})
    await screen.hall.settled()
    assert await screen.text(".foot-figure") == "0 / 6"


async def test_english_first_puts_english_above_and_names_every_language(screen: Screen):
    await screen.open(written("open", languages=ENGLISH_FIRST, distance_m=8))
    assert await screen.page.locator("html").get_attribute("lang") == "en"
    lines = screen.page.locator(".stem .line")
    assert await lines.evaluate_all("(lines) => lines.map((line) => line.lang)") == ["en", "zh-Hans"]
    assert (await lines.first.inner_text()).startswith("A pan of oil")
    assert "Question 4 of 8" in await screen.text(".strip")


async def test_a_text_in_one_of_two_languages_still_gets_its_own(screen: Screen):
    view = written("open", languages=ENGLISH_FIRST, distance_m=8)
    view["stage"]["ask"]["stem"] = {"zh-Hans": "炒菜时油锅突然起火，最先应该怎么做？"}
    await screen.open(view)
    lines = screen.page.locator(".stem .line")
    assert await lines.evaluate_all("(lines) => lines.map((line) => [line.className, line.lang])") == [
        ["line main", "zh-Hans"]
    ]


async def test_no_chinese_line_ends_with_a_single_sign_or_begins_with_a_comma(screen: Screen):
    """Measured on the drawn lines: what stands on the last one, and what each begins with."""
    await screen.open("open")
    for state in STATES:
        await screen.draw(written(state))
        bad = await screen.page.evaluate(
            """() => [...document.querySelectorAll('.line:lang(zh)')].flatMap((line) => {
                if (!line.clientWidth) return [];
                const rows = [];
                const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                  [...walker.currentNode.data].forEach((sign, at) => {
                    const range = document.createRange();
                    range.setStart(walker.currentNode, at);
                    range.setEnd(walker.currentNode, at + sign.length);
                    const rect = range.getBoundingClientRect();
                    const row = rows.find((one) => Math.abs(one.bottom - rect.bottom) < rect.height / 2);
                    if (row) row.text += sign;
                    else rows.push({ bottom: rect.bottom, text: sign });
                  });
                }
                if (rows.length < 2) return [];
                const last = rows.at(-1).text.replace(/[\\p{P}\\s]/gu, '');
                const closing = rows.slice(1).filter(({ text }) => /^[，。！？；：、）》”]/u.test(text));
                return [...(last.length < 2 ? [rows.at(-1).text] : []), ...closing.map(({ text }) => text)];
            })"""
        )
        assert bad == [], state


async def test_f_fills_the_screen_and_the_hint_goes(screen: Screen):
    await screen.open("open")
    assert await screen.seen("#full-screen-hint")
    await screen.page.keyboard.press("f")
    await screen.page.wait_for_selector("#full-screen-hint", state="hidden")
    await screen.page.wait_for_selector("html:fullscreen", state="attached")
    await screen.page.reload()
    await screen.page.wait_for_selector("qh-hall[data-picture]")
    assert not await screen.seen("#full-screen-hint")


async def test_the_pointer_hides_after_two_seconds(screen: Screen):
    await screen.open("open", frozen=True)
    await screen.page.mouse.move(300, 300)
    cursor = "getComputedStyle(document.body).cursor"
    assert await screen.page.evaluate(cursor) != "none"
    await screen.run_for(2100)
    assert await screen.page.evaluate(cursor) == "none"
    await screen.page.mouse.move(400, 300)
    assert await screen.page.evaluate(cursor) != "none"
