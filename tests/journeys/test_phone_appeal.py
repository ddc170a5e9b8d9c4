"""A captain appeals: only when there is something to appeal against, with a reason, and reads the answer."""

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall

pytestmark = pytest.mark.journey

MAY = {"me": {"appeals": {"left": 1, "asks": [17, 12], "last": None}}, "can": ["appeal"]}


async def test_a_question_being_played_cannot_be_appealed(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    await hall.push(MAY)
    await hall.settled()
    await expect(page.locator(".appeal")).to_be_hidden()


async def test_the_reason_and_the_question_are_chosen_and_a_second_touch_sends(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("right")
    ask = hall.sections["stage"]["ask"]["id"]
    change = {**MAY, "me": {"appeals": {"left": 1, "asks": [ask, ask - 5], "last": None}}}
    await hall.push(change)
    await page.get_by_role("button", name="Appeal a ruling").click()
    asks = page.locator(".appeal li button")
    await expect(asks.first).to_have_attribute("aria-pressed", "true")
    await expect(asks.nth(1)).to_contain_text("An earlier question")
    send = page.locator(".appeal [data-part=send]")
    await expect(send).to_have_attribute("aria-disabled", "true")
    await asks.nth(1).click()
    await page.get_by_label("Why?").fill("  Both are right  ")
    await send.click()
    await expect(send).to_have_text("Tap again to send")
    await page.get_by_label("Why?").fill("Both are right!")
    await expect(send).to_have_text("Send the appeal")
    await hall.settled()
    assert hall.commands("RaiseAppeal") == []
    await send.click()
    await send.click()
    sent = await hall.heard("RaiseAppeal")
    assert (sent["ask"], sent["reason"]) == (ask - 5, "Both are right!")
    await hall.push(
        {"me": {"appeals": {"left": 0, "asks": [], "last": {"ask": ask - 5, "state": "open", "note": ""}}}}
    )
    await expect(page.locator(".appeal .form")).to_be_hidden()
    await expect(page.locator(".appeal .last")).to_contain_text("Appeal is being considered")


async def test_what_is_being_typed_outlives_a_change_of_picture(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("right")
    await hall.push(MAY)
    await page.get_by_role("button", name="Appeal a ruling").click()
    await page.get_by_label("Why?").fill("Half a sent")
    await hall.push({"stage": {"show": "standings"}})
    await hall.settled()
    await expect(page.get_by_label("Why?")).to_have_value("Half a sent")


@pytest.mark.parametrize(("state", "words"), [("upheld", "Appeal upheld"), ("rejected", "Appeal rejected")])
async def test_a_ruling_is_shown_with_its_note_and_told(hall: FakeHall, open_phone: OpenPhone, state, words):
    page = await open_phone("right")
    ask = hall.sections["stage"]["ask"]["id"]
    for told, note in (("open", ""), (state, "By the book")):
        last = {"ask": ask, "state": told, "note": note}
        await hall.push({"me": {"appeals": {"left": 0, "asks": [], "last": last}}})
    await expect(page.locator(".appeal .last")).to_contain_text(words)
    await expect(page.locator(".appeal .last")).to_contain_text("By the book")
    await expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)


async def test_no_appeals_no_button(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("right")
    await expect(page.locator(".appeal")).to_be_hidden()
