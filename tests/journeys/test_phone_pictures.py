"""Pictures on a phone: points are set by finger or keys, cases and pictures are told, own words are sent."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall

pytestmark = pytest.mark.journey


async def tap_at(page: Page, x: float, y: float) -> None:
    frame = page.locator(".spot-frame")
    box = await frame.bounding_box()
    assert box is not None
    await frame.tap(position={"x": x * box["width"], "y": y * box["height"]})


async def test_points_are_set_moved_and_taken_back_by_finger(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("spots")
    await page.wait_for_selector(".spot-cell")
    send = page.get_by_role("button", name="Send")
    await tap_at(page, 0.2, 0.3)
    await tap_at(page, 0.9, 0.2)
    await expect(page.locator(".spot")).to_have_count(2)
    await expect(page.locator(".spot-tools p")).to_have_text("2 of 2 points set")
    await tap_at(page, 0.5, 0.9)
    await expect(page.locator(".spot")).to_have_count(2)
    at_first = await page.locator(".spot").nth(1).get_attribute("data-key") or ""
    await tap_at(page, 0.9, 0.2)
    await expect(page.locator(".spot-tools p")).to_have_text("Tap where it belongs")
    await tap_at(page, 0.62, 0.6)
    await page.get_by_role("button", name="Undo").tap()
    await expect(page.locator(".spot").nth(1)).to_have_attribute("data-key", at_first)
    await tap_at(page, 0.9, 0.2)
    await page.get_by_role("button", name="Remove it").tap()
    await tap_at(page, 0.62, 0.6)
    await send.tap()
    command = await hall.heard("SubmitAnswer")
    assert command["answer"]["kind"] == "hotspot"
    points = [[round(part, 2) for part in point] for point in command["answer"]["points"]]
    assert points == [[0.2, 0.3], [0.62, 0.6]]


async def test_points_are_set_by_keys_alone(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("spots_case")
    await page.wait_for_selector(".spot-cell")
    await expect(page.get_by_role("img", name="A stairwell")).to_be_visible()
    await expect(page.locator(".case-text")).to_contain_text("On Sunday at noon")
    first = page.get_by_role("gridcell", name="A1", exact=True)
    await first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(page.locator(".spot-cell:focus")).to_have_accessible_name("C3, a point is set here")
    for key in ("ArrowDown", "Enter", "Enter"):
        await page.keyboard.press(key)
    await expect(page.locator(".spot-cell:focus")).to_have_accessible_name("C4")
    await page.get_by_role("button", name="Send").press("Enter")
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "hotspot", "points": [[0.25, 0.25]]}


async def test_the_answer_shows_the_places_and_what_was_set(open_phone: OpenPhone):
    page = await open_phone("spots_revealed")
    await page.wait_for_selector(".area-name")
    names = page.locator(".area-name")
    assert [text.split("\n") for text in await names.all_inner_texts()] == [
        ["1", "Oil left alone on the stove"],
        ["2", "A torn cable", "A torn skin leaks current."],
        ["3", "The extinguisher", "Within reach, as it should be."],
    ]
    await expect(page.locator(".areas .area")).to_have_count(3)
    await expect(page.locator(".spot-tools")).to_be_hidden()


async def test_options_are_shown_with_their_pictures(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("pictured_options")
    await expect(page.get_by_role("img", name="A kitchen")).to_be_visible()
    await page.get_by_role("button", name="The stairwell").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "choice", "chosen": ["k"]}


async def test_own_words_are_written_and_sent(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("words")
    field = page.get_by_role("textbox")
    await field.fill("They block the way")
    await expect(page.locator(".writing small")).to_have_text("18 of 120 characters")
    await page.get_by_role("button", name="Send").tap()
    answer = (await hall.heard("SubmitAnswer"))["answer"]
    assert answer == {"kind": "open", "text": "They block the way"}
