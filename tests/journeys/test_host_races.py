"""Fair races on the host console: fitness of the Wi-Fi, trust in devices, the photo finish, its sentence."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.journeys.host_page import HostPage, host_page, told

pytestmark = pytest.mark.journey


@pytest.fixture
async def host(browser: Browser) -> AsyncIterator[HostPage]:
    async with host_page(browser) as opened:
        yield opened


async def lines_of(host: HostPage, selector: str) -> list[str]:
    """The visible lines of a list or table, each with single spaces."""
    lines = await host.page.locator(f"{selector} >> visible=true").all_inner_texts()
    return [" ".join(line.split()) for line in lines]


async def test_the_lobby_says_in_words_whether_the_wifi_is_fit(host: HostPage) -> None:
    await host.open("lobby")
    assert await lines_of(host, ".fit .verdict") == ["此 Wi-Fi 适合抢答 8–14 毫秒"]
    assert await lines_of(host, ".fit .advice li") == []
    await host.open("lobby_unfit", "en")
    assert await lines_of(host, ".fit .verdict") == [
        "This Wi-Fi is not fit for the buzzer 8 to 190 ms · because of 星光村"
    ]
    assert len(await lines_of(host, ".fit .advice li")) == 4
    assert (await lines_of(host, ".team .link"))[:2] == [
        "good for the buzzer · 9 ms",
        "unfit for the buzzer · 190 ms",
    ]


async def test_a_contest_without_races_is_not_asked_for_such_a_network(host: HostPage) -> None:
    await host.open("lobby_unfit")
    rounds = host.hall.lines[0].sections["rundown"]
    await host.hall.push({"rundown": [line for line in rounds if line["flow"] != "buzz"]})
    await host.page.wait_for_selector(".fit", state="hidden")
    assert await lines_of(host, ".team .bars") == []


async def test_the_grid_shows_links_small_in_a_race_and_nothing_of_it_elsewhere(host: HostPage) -> None:
    await host.open("trust", "en")
    assert await lines_of(host, ".team .link") == [
        "9 ms",
        "14 ms",
        "8 ms",
        "unfit for the buzzer · 240 ms",
        "66 ms",
        "31 ms",
    ]
    grades = [bars.get_attribute("aria-label") for bars in await host.page.locator(".team .bars").all()]
    assert [await grade for grade in grades][3:] == [
        "unfit for the buzzer",
        "fair for the buzzer",
        "link being measured",
    ]
    await host.open("open", "en")
    assert await lines_of(host, ".team .bars") == []


async def test_trust_is_shown_where_it_differs_and_chosen_in_the_menu(host: HostPage) -> None:
    await host.open("trust", "en")
    assert await lines_of(host, ".team .chip.tier") == ["house device", "by arrival only"]
    await host.press("1")
    menu = host.page.locator(".team[data-chosen] .trust")
    assert await menu.locator("button").first.is_hidden()
    await menu.locator("summary").click()
    assert await menu.locator('[data-tier="player"]').get_attribute("aria-pressed") == "true"
    assert await menu.locator(".suspicion").is_hidden()
    await menu.locator('[data-tier="player"]').click()
    await menu.locator('[data-tier="house"]').click()
    assert told(await host.hall.heard("TrustDevice")) == {"team": "t1", "tier": "house"}
    await host.settle()
    assert host.sent() == ["TrustDevice"]


async def test_a_suspicious_team_is_marked_and_explained_and_arrival_offered(host: HostPage) -> None:
    await host.open("trust", "en")
    assert await lines_of(host, ".team .chip.suspect") == ["suspicious"]
    await host.press("4")
    menu = host.page.locator(".team[data-chosen] .trust")
    assert "its gain is bounded, nothing is proven" in await menu.locator(".suspicion").inner_text()
    await menu.locator("[data-offered]").click()
    assert told(await host.hall.heard("TrustDevice")) == {"team": "t4", "tier": "arrival"}


async def test_the_sentence_to_read_aloud_stands_on_the_card(host: HostPage) -> None:
    await host.open("called")
    assert await lines_of(host, "host-question .said") == [
        "请念： 二号台 0.312 秒，比五号台早 23 毫秒；测量误差约 4 毫秒，判二号台。"
    ]
    await host.open("by_lot")
    assert (await host.text("host-question .said")).endswith("抽签决定，判五号台。")
    await host.open("buzz_open")
    assert await lines_of(host, "host-question .said") == []
    await host.open("rerace")
    assert await lines_of(host, "host-question .said") == []


async def test_those_too_close_to_call_are_named_everywhere(host: HostPage) -> None:
    await host.open("too_close", "en")
    assert await lines_of(host, "host-question .said") == [
        "Say: Too close to call: Table 2 and Table 5 are 3 ms apart, less than can be measured. "
        "They press again."
    ]
    assert await lines_of(host, ".presses li") == [
        "= 星光村 0.312 s too close",
        "= 供电所 0.315 s too close",
        "3 朝阳里 0.342 s",
        "滨江苑 0.240 s too early early",
    ]
    assert await host.text(".chip.race") == "Race 2: only Table 2 and Table 5"
    assert await host.text(".next small") == "“Go” on every screen; only Table 2 and Table 5 may press"
    assert "Too close to call: Table 2 and Table 5 press again" in await host.text(".showing")
    await host.turn_to("too_close_open")
    assert "open for Table 2 and Table 5 only" in await host.text(".showing")


async def test_the_photo_finish_shows_every_race_on_request(host: HostPage) -> None:
    await host.open("second_race", "en")
    await host.press("o")
    await host.page.wait_for_selector(".photo:not([hidden])")
    assert await lines_of(host, ".photo h3") == ["Race 2", "Race 1"]
    assert await lines_of(host, ".photo .said") == [
        "Second try. Table 5, 0.188 seconds, 43 ms before Table 2. "
        "The measuring error is about 4 ms: the floor goes to Table 5."
    ]
    assert await lines_of(host, ".photo tbody tr") == [
        "1 5 供电所 188 0.0 ± 2.7 10.9 valid",
        "2 2 星光村 231 43.2 ± 3.4 13.6 valid",
        "= 2 星光村 312 0.0 ± 3.4 13.6 too close to call, races again",
        "= 5 供电所 315 3.1 ± 2.7 10.9 too close to call, races again",
        "3 1 朝阳里 342 30.4 ± 2.2 9.0 valid · limited",
        "– 3 滨江苑 −240 – ± 2.0 8.2 early press",
    ]
    await host.press("Escape")
    await host.page.wait_for_selector("host-question .stem")


async def test_a_press_settled_by_lot_or_unmeasured_says_so(host: HostPage) -> None:
    await host.open("by_lot", "en")
    press = {"team": "t6", "ms": 400, "ruled": "later", "race": 1, "behind": 88.0}
    unmeasured = {**press, "doubt": 0.0, "link": 0.0, "remarks": []}
    ask = host.hall.lines[0].sections["stage"]["ask"]
    await host.hall.push({"stage": {"ask": {"presses": [*ask["presses"][:2], unmeasured]}}})
    await host.page.locator('.finish [data-action="photo"]').click()
    assert await lines_of(host, ".photo tbody .remark") == [
        "valid · too close; decided by lot",
        "valid · too close; decided by lot",
        "valid · by its arrival",
    ]
    assert await lines_of(host, ".photo tbody tr:last-child") == [
        "3 6 老友队 400 88.0 – – valid · by its arrival"
    ]


async def test_the_photo_finish_goes_with_its_question_and_needs_a_press(host: HostPage) -> None:
    await host.open("called")
    await host.press("o")
    await host.page.wait_for_selector(".photo:not([hidden])")
    await host.turn_to("standings")
    await host.page.wait_for_selector("host-sheet", state="hidden")
    await host.open("open")
    await host.press("o")
    await host.page.wait_for_selector(".toast:has-text('还没有人按下')")
