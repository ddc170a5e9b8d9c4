"""What a screen reader hears of a whole question, and by which names the things on the screen go."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall

pytestmark = pytest.mark.journey

LISTEN = """() => {
  window.heard = [];
  for (const id of ['messages', 'alerts']) {
    const region = document.getElementById(id);
    new MutationObserver(() => region.textContent && heard.push([id, region.textContent]))
      .observe(region, { childList: true, characterData: true, subtree: true });
  }
}"""


async def heard(page: Page) -> Any:
    """(region, words) since it was last asked for."""
    return [tuple(one) for one in await page.evaluate("heard.splice(0)")]


async def until(hall: FakeHall, page: Page, words: str) -> Any:
    """What is heard while the page's clock runs on to these words."""
    told: list[Any] = []
    while words not in [said for _, said in told]:
        await page.clock.run_for(500)
        await hall.settled()
        told += await heard(page)
        assert len(told) < 20
    return told


async def test_a_whole_question(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby_ready", frozen=True)
    await page.wait_for_function("() => customElements.get('qh-ask')")
    await page.evaluate(LISTEN)

    async def show(state: str) -> Any:
        await hall.show(f"phone/{state}")
        await hall.settled()
        return await heard(page)

    assert await show("read") == [("messages", "Read first. Wait for the start, then answer.")]
    await expect(page.get_by_role("heading", name="A pan of oil")).to_be_focused()
    await page.get_by_role("button", name="B, triangle").focus()
    [(region, words)] = await show("open")
    assert region == "messages"
    assert re.fullmatch(r"1\d seconds left\. Your answer, please\. One tap sends it\.", words)
    # The heading was focused once: whoever has gone on to the options stays there.
    await expect(page.get_by_role("button", name="B, triangle")).to_be_focused()
    # Only the page's own clock runs from here on: no answer to a ping tells it the time.
    hall.answering_pings = False
    assert await until(hall, page, "5 seconds left") == [
        ("messages", "Half the time is over"),
        ("messages", "10 seconds left"),
        ("messages", "5 seconds left"),
    ]
    await page.get_by_role("button", name="B, triangle").tap()
    await expect(page.locator(".status")).to_contain_text("Received: B")
    assert (await heard(page))[-1] == ("messages", "Received: B. you can still change it")
    assert await until(hall, page, "Time is up") == [("alerts", "Time is up")]
    # Told already, so it need not interrupt a second time.
    assert await show("closed") == [("messages", "Answers are closed. Your answer: B")]
    assert await show("right") == [("messages", "Correct. B. Plus 10. You are second")]
    assert await show("wrong") == [
        (
            "messages",
            "Wrong. Your answer: D. Right answer: B Turn off the gas and put the lid on. "
            "Minus 10. You are in place 4",
        )
    ]


async def test_only_time_your_turn_and_a_moved_seat_interrupt(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    await page.evaluate(LISTEN)
    hall.acknowledging = False
    await page.get_by_role("button", name="B, triangle").tap()
    await hall.refuse(await hall.heard("SubmitAnswer"), "late", "Too late.")
    urgent = []
    for state in (
        "closed",
        "stake",
        "turn_aloud",
        "buzz_press",
        "buzz_first",
        "buzz_late",
        "standings",
        "covered",
    ):
        await hall.show(f"phone/{state}")
        await hall.settled()
        urgent += [state for region, _ in await heard(page) if region == "alerts"]
    assert urgent == ["closed", "stake", "turn_aloud", "buzz_first"]
    await hall.close(4409)
    await expect(page.get_by_role("heading", name="on another phone")).to_be_visible()
    [(region, words)] = await heard(page)
    assert region == "alerts" and words.startswith("Your seat is on another phone now")


async def test_regions_are_there_and_empty_before_anything_is_said(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby")
    source = await (await page.request.get(f"{hall.url}/play?lang=en")).text()
    roles = {"messages": "status", "alerts": "alert"}
    for name, role in roles.items():
        assert re.search(rf'<div id="{name}" class="unseen" role="{role}"></div>', source)


async def test_options_are_buttons_of_one_group_named_by_letter_shape_and_text(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("open")
    options = page.get_by_role("group", name="Options").get_by_role("button")
    for place, name in enumerate(
        ("A, circle, Throw", "B, triangle, Turn", "C, square, Carry", "D, diamond, Turn")
    ):
        await expect(options.nth(place)).to_have_accessible_name(re.compile(f"^{name}"))
    await expect(page.get_by_role("timer")).to_be_visible()


@pytest.mark.parametrize("chance", [0, 0.99], ids=["again_at_once", "again_late"])
async def test_a_pause_and_a_lost_link_are_told_once(chance: float, hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("standings", frozen=True)
    # Whether the first attempt fails before or after the loss is told is a matter of chance.
    await page.evaluate("chance => { Math.random = () => chance; }", chance)
    await page.evaluate(LISTEN)
    for paused in (True, True, False):
        await hall.push({"stage": {"paused": paused}})
        await hall.settled()
    assert await heard(page) == [("messages", "Paused by the host. The clock stands still.")]
    hall.refusing = True
    await hall.close(1011)
    assert await until(hall, page, "The host's laptop does not answer. Are you still on the hall's Wi-Fi?")
    for _ in range(10):
        await page.clock.run_for(500)
        await asyncio.sleep(0.05)  # attempts to connect fail in real time
    assert await heard(page) == []


async def test_the_settings_make_way_for_a_new_question(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept")
    await page.get_by_label("Settings").tap()
    await hall.push({"me": {"points": 160}})
    await hall.settled()
    await expect(page.get_by_role("button", name="Done")).to_be_visible()
    await hall.push({"stage": {"ask": {"id": 99, "stem": "What burns?"}}})
    await expect(page.get_by_role("button", name="Done")).to_be_hidden()
    await expect(page.get_by_role("heading", name="What burns?")).to_be_focused()
