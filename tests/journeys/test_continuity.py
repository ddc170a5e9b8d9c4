"""The show goes on whatever fails, over a real server: a second host page takes over, a captain changes
phones, the host answers for a dead phone, and every page reloaded shows the same instant.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from quizhub.contest import commands as c
from quizhub.contest.plan import Plan
from quizhub.contest.seats import HOST, captain_seat
from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    HotspotAnswer,
    MatchAnswer,
    NumericAnswer,
    OrderAnswer,
)
from quizhub.questions.marking import right_answer
from tests.contest.table import a_plan, a_round
from tests.journeys.real_hall import RealHall, real_hall
from tests.questions.examples import PICTURES, every_kind

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
SCREEN = {"width": 1280, "height": 720}


def a_show() -> Plan:
    return a_plan(a_round("everyone", 3, time_s=300), a_round("buzz", 2), teams=3)


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[RealHall]:
    async with real_hall(tmp_path, a_show()) as opened:
        await opened.seat_all()
        yield opened


async def look(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to see it."""
    if folder := os.environ.get("QH_PICTURES"):
        await page.screenshot(path=f"{folder}/{name}.png")


async def open_page(browser: Browser, url: str, size: dict[str, int], locale: str = "zh-CN") -> Page:
    context = await browser.new_context(viewport=size, locale=locale)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(url)
    return page


async def host_page(hall: RealHall, browser: Browser, locale: str = "zh-CN") -> Page:
    page = await open_page(browser, hall.links.host_url, LAPTOP, locale)
    await page.wait_for_selector("body.host:not([data-waiting])")
    return page


async def opened_question(hall: RealHall) -> int:
    await hall.until("open_answers")
    await hall.next()
    assert hall.state.show.ask is not None
    return hall.state.show.ask.id


async def drop_line(page: Page) -> None:
    """The page loses its socket and cannot get a new one."""
    await page.context.set_offline(True)


# --- two host pages -------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
async def test_a_second_host_page_watches_takes_over_and_gives_back(
    hall: RealHall, browser: Browser, locale: str
) -> None:
    first = await host_page(hall, browser, locale)
    second = await host_page(hall, browser, locale)
    banner, take = second.locator("host-banner .banner"), second.locator("host-banner .take")
    await expect(banner).to_have_attribute("data-what", "watching")
    await expect(first.locator("body")).not_to_have_attribute("data-lead", "watching")
    await look(second, f"watching-{locale}")
    moves = hall.state.moves
    await second.keyboard.press("Space")
    await expect(second.locator(".toast")).to_be_visible()
    assert hall.state.moves == moves
    await take.click()
    await expect(banner).to_be_hidden()
    await expect(first.locator("host-banner .banner")).to_have_attribute("data-what", "taken")
    await look(first, f"taken-{locale}")
    await second.keyboard.press("Space")
    await hall.reached(lambda state: state.moves == moves + 1)
    await first.keyboard.press("Space")
    await first.locator("host-banner .take").click()
    await expect(banner).to_have_attribute("data-what", "taken")
    await expect(first.locator("host-banner .banner")).to_be_hidden()
    assert hall.state.moves == moves + 1


async def test_a_reloaded_host_page_goes_on_leading(hall: RealHall, browser: Browser) -> None:
    first = await host_page(hall, browser)
    second = await host_page(hall, browser)
    await opened_question(hall)
    for _ in range(3):
        await first.reload()
        await first.wait_for_selector("body.host:not([data-waiting])")
        await expect(first.locator("host-banner .banner")).to_be_hidden()
    await expect(second.locator("host-banner .banner")).to_have_attribute("data-what", "watching")
    await first.keyboard.press("l")
    await hall.reached(lambda state: state.show.ask is not None and state.show.ask.phase == "closed")


async def test_when_the_leading_page_is_gone_the_other_offers_to_take_over(
    hall: RealHall, browser: Browser
) -> None:
    first = await host_page(hall, browser)
    second = await host_page(hall, browser)
    await first.context.close()
    await expect(second.locator("host-banner .banner")).to_have_attribute("data-what", "free")
    await look(second, "free")
    await second.locator("host-banner .take").click()
    await expect(second.locator("host-banner .banner")).to_be_hidden()


# --- another phone --------------------------------------------------------------------------------


async def test_a_captain_changes_phones_by_its_own_qr_code(hall: RealHall, browser: Browser) -> None:
    settings = {"viewport": PHONE, "locale": "zh-CN"}
    old = await hall.captain(browser, "t1", **settings)
    ask = await opened_question(hall)
    await old.locator(".tile").nth(1).click()
    await hall.reached(lambda state: "team-t1" in state.answers_to(ask))
    await old.locator(".settings summary").click()
    await look(old, "phone-settings")
    await old.locator("qh-move button").click()
    await expect(old.locator("qh-move img")).to_be_visible()
    await look(old, "phone-qr")
    address = await old.locator("qh-move .url").inner_text()
    new = await open_page(browser, f"http://{address}", PHONE)
    await look(new, "move-page")
    await new.locator("main form button.main").click()
    await new.wait_for_url("**/play")
    await expect(new.locator("body")).to_have_attribute("data-screen", "ask")
    await expect(new.locator(".tile").nth(1)).to_have_attribute("aria-pressed", "true")
    await expect(old.locator("body")).to_have_attribute("data-screen", "moved")
    await look(old, "phone-moved")
    await look(new, "phone-new")
    again = await open_page(browser, f"http://{address}", PHONE)
    await expect(again.locator("main form button.main")).to_have_count(0)
    await look(again, "move-used")


async def test_the_host_gives_a_team_another_phone(hall: RealHall, browser: Browser) -> None:
    host = await host_page(hall, browser)
    old = await hall.captain(browser, "t2", viewport=PHONE, locale="en-US")
    await opened_question(hall)
    await host.keyboard.press("2")
    await look(host, "host-menu")
    await host.locator('[data-act="move"]').click()
    await expect(host.locator("host-move img")).to_be_visible()
    await look(host, "host-qr")
    address = await host.locator("host-move .address").inner_text()
    new = await open_page(browser, f"http://{address}", PHONE, "en-US")
    await new.locator("main form button.main").click()
    await new.wait_for_url("**/play")
    await expect(host.locator("host-move dialog")).to_be_hidden()
    await expect(host.locator(".team .chip.moved:not([hidden])")).to_be_visible()
    await look(host, "host-moved")
    await expect(old.locator("body")).to_have_attribute("data-screen", "moved")


# --- answering for a team -------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
async def test_the_host_answers_for_a_dead_phone(hall: RealHall, browser: Browser, locale: str) -> None:
    host = await host_page(hall, browser, locale)
    phone = await hall.captain(browser, "t3", viewport=PHONE, locale=locale)
    ask = await opened_question(hall)
    await host.keyboard.press("3")
    await host.locator('[data-act="answer"]').click()
    go = host.locator("host-answer [data-part=go]")
    await expect(go).to_be_disabled()
    await host.locator("host-answer .choices label").nth(1).click()
    await look(host, f"host-answer-{locale}")
    await go.click()
    await hall.reached(lambda state: "team-t3" in state.answers_to(ask))
    given = hall.state.answers_to(ask)["team-t3"]
    assert (given.answer, given.locked) == (ChoiceAnswer(chosen=("b",)), True)
    await expect(host.locator("host-log li").first).to_have_attribute("data-what", "answered_for")
    await expect(host.locator('[data-act="answer"]')).to_be_hidden()
    await expect(phone.locator(".tile").nth(1)).to_have_attribute("aria-pressed", "true")
    await look(host, f"host-answered-{locale}")
    await look(phone, f"phone-answered-{locale}")
    await host.keyboard.press("u")
    await hall.reached(lambda state: "team-t3" not in state.answers_to(ask))


# --- the same instant -----------------------------------------------------------------------------

STILL = "() => document.body.innerText.replace(/[0-9]+ ?(ms|s|秒|毫秒)|[0-9]+:[0-9]+/g, '')"


async def test_host_and_projector_reloaded_at_any_moment_show_the_same_instant(
    hall: RealHall, browser: Browser
) -> None:
    host = await host_page(hall, browser)
    screen = await open_page(browser, hall.links.screen_url, SCREEN)
    await screen.wait_for_url("**/screen/*")
    for _ in range(9):
        await hall.next()
        version = hall.state.version
        for page in (host, screen):
            await page.reload()
        await host.wait_for_selector("body.host:not([data-waiting])")
        shown = await host.locator("host-showing b").inner_text()
        fresh = await host_page(hall, browser)
        assert await fresh.locator("host-showing b").inner_text() == shown
        await fresh.context.close()
        assert hall.state.version == version


async def test_a_phone_that_slept_through_two_questions_shows_the_third(
    hall: RealHall, browser: Browser
) -> None:
    phone = await hall.captain(browser, "t1", viewport=PHONE, locale="en-US")
    await hall.play()
    await drop_line(phone)
    await hall.play()
    ask = await opened_question(hall)
    await phone.context.set_offline(False)
    await expect(phone.locator("body")).to_have_attribute("data-screen", "ask")
    await expect(phone.locator(".tile").first).to_be_enabled()
    await phone.locator(".tile").first.click()
    await hall.reached(lambda state: captain_seat("t1").id in state.answers_to(ask))
    await hall.live.post(c.CloseAnswers(), HOST)


@pytest.mark.parametrize(
    "kind", ["multiple_choice", "true_false", "fill", "numeric", "order", "match", "hotspot"]
)
async def test_every_kind_of_question_can_be_answered_for_a_team(
    tmp_path: Path, browser: Browser, kind: str
) -> None:
    """The right answer entered by hand is right."""
    question = next(one for one in every_kind() if one.kind == kind)
    name = "everyone-1"
    named = question.model_copy(update={"id": name})
    plan = a_plan(a_round("everyone", 1, time_s=300), teams=2, questions={name: named})
    async with real_hall(tmp_path, plan, PICTURES) as hall:
        await hall.seat_all()
        host = await host_page(hall, browser)
        ask = await opened_question(hall)
        await host.keyboard.press("1")
        await host.locator('[data-act="answer"]').click()
        await enter(host, hall, right_answer(named))
        await look(host, f"host-answer-{kind}")
        await host.locator("host-answer [data-part=go]").click()
        await hall.reached(lambda state: "team-t1" in state.answers_to(ask))
        await hall.until("reveal")
        await hall.next()
        assert hall.state.show.ask is not None
        assert hall.state.show.ask.rulings["t1"].verdict == "right"
        await host.context.close()


async def enter(host: Page, hall: RealHall, answer: Answer) -> None:
    """Fill the form as a person would, in the order shown there."""
    texts = host.locator("host-answer [data-in=text]")
    selects = host.locator("host-answer [data-in=select]")
    match answer:
        case ChoiceAnswer(chosen=chosen):
            for one in chosen:
                await host.locator(f'host-answer label:has(input[value="{one}"])').click()
        case FillAnswer(texts=given):
            for place, text in enumerate(given):
                await texts.nth(place).fill(text)
        case NumericAnswer(text=text):
            await texts.first.fill(text)
        case HotspotAnswer(points=points):
            fields = [f"{'ABCDEFGHIJ'[int(x * 10)]}{int(y * 10) + 1}" for x, y in points]
            await texts.first.fill(" ".join(fields))
        case OrderAnswer(sequence=sequence):
            for place, one in enumerate(sequence):
                await selects.nth(place).select_option(one)
        case MatchAnswer(pairs=pairs):
            ask = hall.state.show.ask
            assert ask is not None
            lefts = [left.id for left in hall.state.asked().body.left]  # type: ignore[union-attr]
            shown = list(ask.orders.get("left", lefts))
            for left, right in pairs:
                await selects.nth(shown.index(left)).select_option(right)


async def test_the_host_reads_a_match_with_the_letters_and_numbers_of_every_screen(
    tmp_path: Path, browser: Browser
) -> None:
    question = next(one for one in every_kind() if one.kind == "match").model_copy(
        update={"id": "everyone-1"}
    )
    plan = a_plan(a_round("everyone", 1), teams=2, questions={"everyone-1": question})
    async with real_hall(tmp_path, plan) as hall:
        host = await host_page(hall, browser)
        await opened_question(hall)
        card = host.locator("host-question")
        await expect(card.locator("[data-part=lefts] .letter b")).to_have_text(["A", "B", "C"])
        await expect(card.locator("[data-part=rights] .letter b")).to_have_text(["1", "2", "3", "4"])
        await host.keyboard.press("t")
        signs = host.locator("host-sheet .options .letter b")
        await expect(signs).to_have_text(["A", "B", "C", "1", "2", "3", "4"])
        await look(host, "match-read")
        await host.context.close()
