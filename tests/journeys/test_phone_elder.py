"""Elder mode: one thing at a time, large, each answer confirmed but in a race; and the voice that reads."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall, load_view

pytestmark = pytest.mark.journey

SPEAKING = """() => {
  window.spoken = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speak: (one) => spoken.push([one.lang, one.text, one]),
    cancel: () => spoken.push('silence'),
  } });
}"""
DUMB = "() => { delete window.SpeechSynthesisUtterance; }"


async def settings(page: Page, group: str, value: str) -> None:
    await page.get_by_label("Settings").tap()
    await page.get_by_role("group", name=group).get_by_role("button", name=value, exact=True).tap()
    await page.get_by_role("button", name="Done").tap()


def tile(page: Page, text: str):
    return page.get_by_role("button", name=text)


@pytest.fixture
async def elder(hall: FakeHall, open_phone: OpenPhone) -> Page:
    page = await open_phone("read")
    await settings(page, "Elder mode", "On")
    return page


async def high(page: Page, name: str) -> float:
    box = await page.get_by_role("button", name=name).bounding_box()
    assert box is not None
    return box["height"]


async def test_the_switch_is_remembered_and_gives_the_old_letters_back(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    size = "getComputedStyle(document.documentElement).fontSize"
    await settings(page, "Text size", "A+")
    await settings(page, "Elder mode", "On")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-elder", "on")
    assert await page.evaluate(size) == "30px"
    await page.get_by_label("Settings").tap()
    await expect(page.get_by_role("group", name="Text size")).to_be_hidden()
    await page.get_by_role("group", name="Elder mode").get_by_role("button", name="Off").tap()
    assert await page.evaluate(size) == "22px"


async def test_one_thing_at_a_time_and_a_second_key_that_sends(hall: FakeHall, elder: Page):
    await expect(elder.get_by_role("heading", name="A pan of oil")).to_be_visible()
    await expect(tile(elder, "put the lid on")).to_be_hidden()
    await hall.show("phone/open")
    await expect(tile(elder, "put the lid on")).to_be_visible()
    await expect(elder.locator(".stem")).to_be_hidden()
    assert await high(elder, "put the lid on") >= 96
    await tile(elder, "put the lid on").tap()
    await expect(tile(elder, "Throw water")).to_be_hidden()
    assert await high(elder, "Yes, send B") >= 96
    await hall.settled()
    assert hall.commands("SubmitAnswer") == []
    await tile(elder, "No, choose again").tap()
    await tile(elder, "Carry the pan").tap()
    await tile(elder, "Yes, send C").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"]["chosen"] == ["r"]
    await expect(elder.locator(".status")).to_contain_text("Received: C")
    await expect(tile(elder, "Yes, send")).to_be_hidden()
    await tile(elder, "Change my answer").tap()
    await tile(elder, "put the lid on").tap()
    await tile(elder, "Yes, send B").tap()
    assert (await hall.heard("SubmitAnswer", 2))["n"] == 2
    await hall.show("phone/right")
    await expect(elder.get_by_text("You got it right")).to_be_visible()
    await expect(elder.locator(".tile").first).to_be_hidden()


async def test_a_question_that_is_open_already_is_read_first(hall: FakeHall, elder: Page):
    hall.sections = load_view("phone/open")
    await elder.reload()
    await expect(elder.get_by_role("heading", name="A pan of oil")).to_be_visible()
    await tile(elder, "See the options").tap()
    await expect(tile(elder, "put the lid on")).to_be_visible()
    await tile(elder, "See the question again").tap()
    await expect(tile(elder, "put the lid on")).to_be_hidden()
    await expect(elder.locator(".stem")).to_be_visible()


async def test_what_was_tapped_and_not_confirmed_is_still_there_after_a_reload(hall: FakeHall, elder: Page):
    await hall.show("phone/open")
    await tile(elder, "put the lid on").tap()
    await elder.reload()
    await tile(elder, "See the options").tap()
    await expect(tile(elder, "put the lid on")).to_have_attribute("aria-pressed", "true")
    await tile(elder, "put the lid on").tap()
    await tile(elder, "Yes, send B").tap()
    await hall.heard("SubmitAnswer")


async def test_several_are_chosen_on_one_screen_and_sent_by_the_key(hall: FakeHall, elder: Page):
    await hall.show("phone/multiple")
    await tile(elder, "See the options").tap()
    await tile(elder, "Replace the hose").tap()
    await expect(tile(elder, "soapy water")).to_be_visible()
    await tile(elder, "soapy water").tap()
    await tile(elder, "Yes, send A C").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"]["chosen"] == ["c", "a"]


async def test_in_a_race_nothing_is_confirmed(hall: FakeHall, elder: Page):
    await hall.show("phone/buzz_press")
    await elder.locator(".face").tap()
    await hall.heard("Buzz")
    await hall.show("phone/buzz_first_device")
    await tile(elder, "put the lid on").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"]["chosen"] == ["k"]


async def test_the_voice_reads_question_and_options_until_the_question_changes(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("lobby")
    await page.context.add_init_script(f"({SPEAKING})()")
    await page.reload()
    await settings(page, "Elder mode", "On")
    await hall.show("phone/read")
    await tile(page, "Read it to me").tap()
    spoken = await page.evaluate("spoken")
    assert [lang for lang, *_ in spoken] == ["en-US"] * 5
    assert spoken[0][1].startswith("A pan of oil") and spoken[2][1].startswith("B. Turn off")
    await tile(page, "Stop reading").tap()
    assert await page.evaluate("spoken.pop()") == "silence"
    await tile(page, "Read it to me").tap()
    await hall.push({"stage": {"ask": {"id": 99, "stem": "What burns?"}}})
    await expect(tile(page, "Read it to me")).to_be_visible()
    assert await page.evaluate("spoken.pop()") == "silence"
    # Until its last piece has ended it goes on reading.
    await tile(page, "Read it to me").tap()
    await page.evaluate("spoken.slice(-5).forEach(([lang, text, one]) => one.onend())")
    await expect(tile(page, "Read it to me")).to_be_visible()
    await hall.show("phone/right")
    await expect(tile(page, "Read it to me")).to_be_hidden()


async def test_where_no_voice_is_nothing_is_offered(hall: FakeHall, elder: Page):
    await expect(tile(elder, "Read it to me")).to_be_visible()
    await elder.context.add_init_script(f"({DUMB})()")
    await elder.reload()
    await expect(elder.locator(".stem")).to_be_visible()
    await expect(tile(elder, "Read it to me")).to_be_hidden()


async def test_a_case_and_a_picture_stand_with_the_question_alone(hall: FakeHall, elder: Page):
    hall.sections = load_view("phone/spots_case")
    await elder.reload()
    await expect(elder.locator("qh-case")).to_be_visible()
    await expect(tile(elder, "Send")).to_be_hidden()
    await tile(elder, "See the options").tap()
    await expect(elder.locator("qh-case")).to_be_hidden()
    await expect(tile(elder, "Send")).to_be_visible()
