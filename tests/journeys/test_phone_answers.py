"""A captain answers: taps, types, sorts and pairs, with a good link and with a bad one."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import FakeHall

pytestmark = pytest.mark.journey


def option(page: Page, text: str):
    return page.get_by_role("button", name=text)


async def expect_status(page: Page, tone: str, words: str) -> None:
    card = page.locator(".status")
    await expect(card).to_contain_text(words)
    await expect(card).to_have_attribute("data-tone", tone)


async def test_a_double_tap_is_one_answer_and_the_ack_keeps_it(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    await option(page, "put the lid on").dblclick()
    await expect_status(page, "kept", "Received: B")
    await hall.settled()
    assert [command["answer"] for command in hall.commands("SubmitAnswer")] == [
        {"kind": "choice", "chosen": ["k"]}
    ]


async def test_options_are_named_by_letter_shape_and_text(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open", lang="zh-Hans")
    options = page.get_by_role("main").get_by_role("button")
    await expect(options.nth(1)).to_have_accessible_name("B，三角形， 关火，盖上锅盖")
    assert await options.locator(".tag b").all_inner_texts() == ["A", "B", "C", "D"]


async def test_changing_the_answer_counts_up(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    await option(page, "Throw water").tap()
    await hall.heard("SubmitAnswer")
    await option(page, "Carry the pan").tap()
    second = await hall.heard("SubmitAnswer", 2)
    assert second["n"] == 2
    await expect_status(page, "kept", "Received: C")


async def test_while_reading_nothing_can_be_sent(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("read")
    await option(page, "put the lid on").tap(force=True)
    await hall.settled()
    assert hall.commands("SubmitAnswer") == []
    await expect_status(page, "calm", "Read first")


async def test_the_way_of_an_unconfirmed_answer_is_told_in_words(hall: FakeHall, open_phone: OpenPhone):
    hall.acknowledging = False
    page = await open_phone("open", frozen=True)
    await option(page, "put the lid on").tap()
    first = await hall.heard("SubmitAnswer")
    await expect(page.get_by_role("button", name="put the lid on")).to_have_attribute("aria-pressed", "true")
    await page.clock.run_for(1200)
    await expect_status(page, "busy", "Sending B …")
    await page.clock.run_for(2000)
    again = await hall.heard("SubmitAnswer", 2)
    assert again == first
    await expect_status(page, "busy", "Sending B again")
    await page.clock.run_for(3500)
    await expect_status(page, "bad", "B is not confirmed")
    await expect(page.locator("#messages")).to_contain_text("not confirmed")


async def test_only_the_ack_makes_it_received(hall: FakeHall, open_phone: OpenPhone):
    hall.acknowledging = False
    page = await open_phone("open")
    await option(page, "put the lid on").tap()
    command = await hall.heard("SubmitAnswer")
    await expect(page.locator(".status")).not_to_have_attribute("data-tone", "kept")
    await hall.lines[0].websocket.send_json({"ack": command["id"], "v": hall.version})
    await expect_status(page, "kept", "Received: B")


async def test_a_link_lost_between_tap_and_ack_repeats_the_same_command(
    hall: FakeHall, open_phone: OpenPhone
):
    hall.acknowledging = False
    page = await open_phone("open")
    await option(page, "put the lid on").tap()
    first = await hall.heard("SubmitAnswer")
    hall.acknowledging = True
    await hall.close(1011)
    assert await hall.heard("SubmitAnswer", 2) == first
    await expect_status(page, "kept", "Received: B")


async def test_an_unacknowledged_answer_survives_a_reload(hall: FakeHall, open_phone: OpenPhone):
    hall.acknowledging = False
    page = await open_phone("open")
    await option(page, "put the lid on").tap()
    first = await hall.heard("SubmitAnswer")
    await page.reload()
    assert await hall.heard("SubmitAnswer", 2) == first
    await expect(option(page, "put the lid on")).to_have_attribute("aria-pressed", "true")


async def test_another_seat_on_the_same_phone_does_not_send_it(hall: FakeHall, open_phone: OpenPhone):
    hall.acknowledging = False
    page = await open_phone("open")
    await option(page, "put the lid on").tap()
    await hall.heard("SubmitAnswer")
    hall.sections["me"] |= {"seat": "captain:t1", "team": "t1"}
    await page.reload()
    await hall.joined(2)
    await hall.settled()
    await expect(page.locator(".bar .name")).to_contain_text("Chaoyang Lane")
    assert len(hall.commands("SubmitAnswer")) == 1


async def test_a_reload_shows_what_the_server_holds(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept")
    await page.reload()
    await expect_status(page, "kept", "Received: B")
    await expect(option(page, "put the lid on")).to_have_attribute("aria-pressed", "true")


async def test_a_refusal_is_said_and_the_answer_taken_back(hall: FakeHall, open_phone: OpenPhone):
    hall.acknowledging = False
    page = await open_phone("open")
    await option(page, "put the lid on").tap()
    await hall.refuse(await hall.heard("SubmitAnswer"), "late", "Too late: answers are closed.")
    await expect(page.get_by_text("Too late: answers are closed.").last).to_be_visible()
    await expect(option(page, "put the lid on")).to_have_attribute("aria-pressed", "false")


async def test_results_that_cannot_be_saved_are_sent_again(hall: FakeHall, open_phone: OpenPhone):
    hall.acknowledging = False
    page = await open_phone("open", frozen=True)
    await option(page, "put the lid on").tap()
    first = await hall.heard("SubmitAnswer")
    await hall.refuse(first, "not_saved", "Results cannot be saved.")
    await hall.settled()
    await page.clock.run_for(3000)
    assert await hall.heard("SubmitAnswer", 2) == first


async def test_the_final_answer_is_locked(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept")
    await page.get_by_role("button", name="Final answer").tap()
    assert (await hall.heard("LockAnswer"))["ask"] == 17
    await hall.push({"me": {"answer": {"locked": True}}, "can": []})
    await expect_status(page, "kept", "Locked in: B")
    await expect(page.get_by_role("button", name="Final answer")).to_be_hidden()


async def test_several_options_are_sent_by_a_key(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("multiple")
    send = page.get_by_role("button", name="Send")
    await expect(send).to_have_attribute("aria-disabled", "true")
    for text in ("soapy water", "Replace the hose", "close the valve", "witch on the fan"):
        await option(page, text).tap()
    await expect_status(page, "act", "A C D not sent yet")
    await send.tap()
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "choice", "chosen": ["a", "c", "d"]}
    await expect_status(page, "kept", "Received: A C D")


async def test_typed_text_survives_updates_and_reloads(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("fill")
    field = page.get_by_label("Blank 1")
    await field.press_sequentially("119")
    await hall.push({"stage": {"ask": {"clock": {"total": 30000, "ends_in": 5000}}}})
    await hall.settled()
    await expect(field).to_have_value("119")
    await expect(field).to_be_focused()
    await expect(page.locator(".stem")).to_contain_text("call 119;")
    await page.reload()
    await expect(page.get_by_label("Blank 1")).to_have_value("119")
    await page.get_by_label("Blank 2").fill("120")
    await page.get_by_label("Blank 2").press("Enter")
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "fill", "texts": ["119", "120"]}


async def test_nothing_is_sent_while_a_word_is_composed(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("fill", lang="zh-Hans")
    field = page.get_by_label("第 1 空")
    await field.focus()
    session = await page.context.new_cdp_session(page)
    await session.send("Input.imeSetComposition", {"text": "mie", "selectionStart": 3, "selectionEnd": 3})
    await hall.push({"stage": {"ask": {"clock": {"total": 30000, "ends_in": 5000}}}})
    await hall.settled()
    await expect(field).to_have_value("mie")
    await field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    await session.send("Input.insertText", {"text": "灭火器"})
    await expect(field).to_have_value("灭火器")
    assert hall.commands("SubmitAnswer") == []
    await field.press("Enter")
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "fill", "texts": ["灭火器", ""]}


async def test_a_number_is_typed_on_the_number_pad(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("numeric")
    field = page.get_by_label("Number")
    await expect(field).to_have_attribute("inputmode", "decimal")
    await field.fill("3")
    await page.get_by_role("button", name="Send").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "numeric", "text": "3"}


async def test_an_order_is_tapped_and_can_be_taken_back(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("order")
    for text in ("Pull the pin", "Sweep", "windward side"):
        await option(page, text).tap()
    await option(page, "Sweep").tap()
    await expect_status(page, "act", "C not sent yet")
    for text in ("windward side", "Hold the hose", "Sweep"):
        await option(page, text).tap()
    await page.get_by_role("button", name="Send").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"]["sequence"] == ["p", "l", "h", "s"]
    await expect_status(page, "kept", "Received: C\u2011B\u2011D\u2011A")


async def test_pairs_are_made_left_then_right(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("match")
    await option(page, "Blue").tap()
    await option(page, "You must").tap()
    await option(page, "Red").tap()
    await option(page, "Forbidden").tap()
    await option(page, "Yellow").tap()
    await option(page, "Forbidden").tap()
    await page.get_by_role("button", name="Send").tap()
    pairs = (await hall.heard("SubmitAnswer"))["answer"]["pairs"]
    assert sorted(pairs) == [["blu", "m"], ["yel", "p"]]


async def test_a_question_is_reported_as_seen_once_a_connection(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("open")
    await hall.push({"stage": {"ask": {"clock": {"total": 30000, "ends_in": 5000}}}})
    await hall.settled()
    assert [message["seen"] for message in hall.messages if "seen" in message] == [17]
    await page.reload()
    await hall.joined(2)
    await expect(page.locator(".stem")).to_be_visible()
    await hall.settled()
    assert [message["seen"] for message in hall.messages if "seen" in message] == [17, 17]


async def test_stakes_opponents_and_passing(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("stake")
    await page.get_by_role("button", name="20 points").tap()
    assert (await hall.heard("ChooseStake"))["stake"] == 20
    give_up = page.get_by_role("button", name="Pass this question")
    await give_up.tap()
    assert hall.commands("PassTurn") == []
    await page.get_by_role("button", name="Tap again to pass").tap()
    await hall.heard("PassTurn")
    await hall.show("phone/opponent")
    await page.get_by_role("button", name="Starlight Village").tap()
    assert (await hall.heard("NameOpponent"))["opponent"] == "t2"


async def test_ready_measures_the_link(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby")
    await page.get_by_role("button", name="I'm ready").tap()
    await hall.heard("SayReady")
    await expect(page.get_by_text("You are ready")).to_be_visible()
    await expect(page.get_by_text("Connection good")).to_be_visible()


async def test_a_new_question_takes_the_focus_to_its_heading(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("kept")
    await hall.push({"stage": {"ask": {"id": 99, "stem": "What burns?", "phase": "shown"}}, "can": []})
    await expect(page.get_by_role("heading", name="What burns?")).to_be_focused()
    await expect_status(page, "calm", "Read first")
    await asyncio.gather(
        *(
            expect(tile).to_have_attribute("aria-pressed", "false")
            for tile in await page.locator(".tile").all()
        )
    )


async def test_a_number_below_zero_can_be_typed_without_a_minus_on_the_keyboard(
    hall: FakeHall, open_phone: OpenPhone
):
    page = await open_phone("numeric_cold")
    await page.get_by_role("textbox", name="Number").fill("18")
    sign = page.get_by_role("button", name="Plus or minus")
    for typed in ("-18", "18", "-18"):
        await sign.tap()
        await expect(page.get_by_role("textbox", name="Number")).to_have_value(typed)
    await page.get_by_role("button", name="Send").tap()
    assert (await hall.heard("SubmitAnswer"))["answer"] == {"kind": "numeric", "text": "-18"}
    await hall.show("phone/numeric")
    await hall.settled()
    await expect(sign).to_be_hidden()
