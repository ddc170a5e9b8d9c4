"""The race on a captain's phone: touched, not clicked; the start signal by the phone's own clock."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall

pytestmark = pytest.mark.journey


async def press_down(page: Page) -> None:
    """A finger touches the face and stays there."""
    box = await page.locator(".face").bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.down()


async def test_the_touch_counts_not_the_lifting_of_the_finger(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_press")
    await press_down(page)
    press = await hall.heard("Buzz")
    assert press["ask"] == 40
    assert 0 < press["press_ms"] <= await page.evaluate("performance.now()")


async def test_two_quick_presses_are_one(hall: FakeHall, open_phone: OpenPhone):
    hall.acknowledging = False
    page = await open_phone("buzz_press")
    for _ in range(2):
        await press_down(page)
        await page.mouse.up()
    await expect(page.locator(".face")).to_have_attribute("data-face", "sent")
    await hall.settled()
    assert len(hall.commands("Buzz")) == 1


async def test_the_face_turns_by_itself_at_the_start_signal(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_wait")
    face = page.locator(".face")
    await expect(face).to_contain_text("WAIT")
    await hall.push({"stage": {"ask": {"phase": "open", "opens_in": 700}}, "me": {"buzz": "press"}})
    await hall.settled()
    pushed = hall.version
    await expect(face).to_have_attribute("data-face", "wait")
    await expect(face).to_have_attribute("data-face", "press")
    assert hall.version == pushed


async def test_an_early_press_is_sent_for_the_server_to_judge(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_wait")
    await press_down(page)
    await hall.heard("Buzz")
    await hall.show("phone/buzz_early")
    await expect(page.locator(".face")).to_contain_text("TOO EARLY")


async def test_after_an_ignored_early_press_the_real_one_still_counts(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_wait")
    await press_down(page)
    await hall.heard("Buzz")
    await page.mouse.up()
    await hall.show("phone/buzz_press")
    await expect(page.locator(".face")).to_have_attribute("data-face", "press")
    await press_down(page)
    assert (await hall.heard("Buzz", 2))["n"] == 2


async def test_a_press_taken_but_not_ruled_on_keeps_its_face(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_press")
    await press_down(page)
    await hall.heard("Buzz")
    await hall.push({"me": {"pressed": "valid", "press_ms": 300}})
    await hall.settled()
    await expect(page.locator(".face")).to_have_attribute("data-face", "sent")
    await hall.show("phone/buzz_first")
    await expect(page.locator(".face")).to_contain_text("YOU ARE 1st")


async def test_no_press_is_sent_while_paused_or_out(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_paused")
    for view in ("buzz_paused", "buzz_out", "buzz_others"):
        await hall.show(f"phone/{view}")
        await hall.settled()
        await press_down(page)
        await page.mouse.up()
    await hall.settled()
    assert hall.commands("Buzz") == []


async def test_those_too_close_to_call_press_again_and_the_others_learn_why_they_wait(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("buzz_press")
    await press_down(page)
    await hall.heard("Buzz")
    await page.mouse.up()
    face = page.locator(".face")
    await hall.show("phone/buzz_again")
    await expect(face).to_have_attribute("data-face", "wait")
    await expect(face).to_contain_text(
        "between you and Starlight Village: press again after the start signal"
    )
    await hall.show("phone/buzz_again_press")
    await press_down(page)
    assert (await hall.heard("Buzz", 2))["n"] == 2
    await page.mouse.up()
    await hall.show("phone/buzz_aside")
    await expect(face).to_have_attribute("data-face", "aside")
    await expect(face).to_contain_text("Only Starlight Village, Power Station press again")
    await press_down(page)
    await hall.settled()
    assert len(hall.commands("Buzz")) == 2


async def test_the_keyboard_presses_once_however_long_the_key_is_held(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_press")
    await page.locator(".face").focus()
    await page.keyboard.down("Space")
    await page.keyboard.down("Space")
    await page.keyboard.up("Space")
    await hall.settled()
    assert len(hall.commands("Buzz")) == 1


async def test_who_won_with_a_phone_answer_gets_the_options(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("buzz_first_device")
    await page.get_by_role("button", name="put the lid on").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "choice", "chosen": ["k"]}


async def test_a_start_signal_after_the_question_is_gone_disturbs_nothing(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("buzz_wait", frozen=True)
    await hall.push({"stage": {"ask": {"phase": "open", "opens_in": 700}}, "me": {"buzz": "press"}})
    await hall.show("phone/standings")
    await hall.settled()
    await page.clock.run_for(2000)
    await expect(page.get_by_role("heading", name="Standings")).to_be_visible()


async def test_a_tie_break_is_called_so_and_plays_for_no_points(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("tie_break")
    await expect(page.locator(".line")).to_contain_text("Tie-break")
    await expect(page.locator(".line .value")).to_be_hidden()
