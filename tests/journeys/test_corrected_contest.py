"""A wrong key in a real contest: seen by the captain, appealed, ruled, corrected, told to the hall, undone.

Host, projector, arbiter and a captain's phone at once, over one real server.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from quizhub.questions.answers import ChoiceAnswer
from tests.contest.table import a_plan, a_round
from tests.journeys.real_hall import RealHall, real_hall
from tests.journeys.test_rulings import PHONE, Desk, desk_at

pytestmark = pytest.mark.journey

B, C = ChoiceAnswer(chosen=("b",)), ChoiceAnswer(chosen=("c",))


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[RealHall]:
    plan = a_plan(a_round("everyone", 2, wrong="full"), appeal_until="contest")
    async with real_hall(tmp_path, plan) as opened:
        await opened.seat_all()
        yield opened


async def appeal(hall: RealHall, browser: Browser) -> None:
    """The captain of team 2 asks for a ruling on the question just played."""
    phone = await hall.captain(browser, "t2", viewport=PHONE, locale="en-GB", has_touch=True)
    await phone.get_by_role("button", name="Appeal a ruling").click()
    await phone.get_by_role("button", name="Our answer is right").click()
    await phone.get_by_role("button", name="Send the appeal").click()
    assert hall.state.appeals == (), "one touch alone sends nothing"
    await phone.get_by_role("button", name="Tap again to send").click()
    waiting = phone.locator(".appeal .last")
    await expect(waiting).to_contain_text("Appeal is being considered")
    await expect(phone.get_by_role("button", name="Appeal a ruling")).to_be_hidden()


async def uphold_and_correct(desk: Desk) -> None:
    await desk.page.get_by_role("button", name="Rule on it").click()
    await desk.pick("upheld", "yes")
    await desk.because("Right by the book")
    await desk.preview()
    await desk.carry_out()
    await desk.form.get_by_role("link", name="Correct the question").click()
    await desk.start("Correct the key")
    await desk.pick("chosen", "c")
    await desk.because("The book says c")
    assert "Changes the ranking: yes" in await desk.preview()
    await desk.carry_out()
    await desk.close()


async def test_a_wrong_key_is_put_right_before_everybody_and_taken_back(hall: RealHall, browser: Browser):
    wide = await browser.new_context(viewport={"width": 1920, "height": 1080}, locale="en-GB")
    screen, host = await wide.new_page(), await wide.new_page()
    await screen.goto(hall.links.screen_url)
    await screen.wait_for_selector("qh-hall[data-picture]")
    await hall.play(t1=B, t2=C, t3=C)
    wrong, right = {"t1": 110, "t2": 90, "t3": 90}, {"t1": 90, "t2": 110, "t3": 110}
    assert hall.points() == wrong
    await appeal(hall, browser)
    async with desk_at(browser, hall.links.arbiter_url) as desk:
        await uphold_and_correct(desk)
        assert hall.points() == right
        card = screen.locator(".news")
        await expect(card).to_contain_text("答案已更正")
        await expect(card).to_contain_text("名次有变化")
        await expect(card.locator(".news-points")).to_have_text(["−20", "+20", "+20"])
        await host.goto(hall.links.host_url)
        await host.wait_for_selector("body.host:not([data-waiting])")
        await expect(host.locator("host-log")).to_contain_text("The book says c")
        undo = host.get_by_role("button", name="Undo")
        await expect(undo).to_contain_text("correction of the key")
        await undo.click()
        await hall.reached(lambda state: hall.points() == wrong)
        await expect(desk.page.locator("qh-question .keys")).to_contain_text("option b")
        await expect(desk.page.locator("qh-record")).to_contain_text("A step was taken back")
    await wide.close()
