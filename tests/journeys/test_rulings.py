"""The arbiter's desk over a real server: finding a question, every correction with its preview, appeals."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from quizhub.contest import commands as c
from quizhub.contest.seats import ARBITER, HOST, captain_seat
from quizhub.questions.answers import (
    Answer,
    ChoiceAnswer,
    FillAnswer,
    MatchAnswer,
    NumericAnswer,
    OrderAnswer,
)
from quizhub.questions.marking import right_answer, wrong_answer
from quizhub.questions.model import Question
from tests.contest.table import a_plan, a_round
from tests.journeys.real_hall import RealHall, real_hall
from tests.questions.examples import every_kind

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1100}
LAPTOP = {"width": 1366, "height": 768}
B, C = ChoiceAnswer(chosen=("b",)), ChoiceAnswer(chosen=("c",))


class Desk:
    """The page of the arbiter, and what a hand does there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.form = page.locator("qh-correction dialog")
        self.go = self.form.locator("[data-part=go]")

    async def look_at(self, place: str) -> None:
        """Search a question by its place, “1-2”, and open it."""
        await self.page.get_by_role("searchbox").fill(place)
        line = self.page.locator("qh-questions .line")
        await expect(line).to_have_count(1)
        await line.click()

    async def start(self, button: str, within: Locator | None = None) -> None:
        await (within or self.page.locator("qh-question")).get_by_role("button", name=button).click()
        await expect(self.form).to_be_visible()

    async def pick(self, name: str, value: str) -> None:
        """Touch one of a form's choices."""
        await self.form.locator(f"label:has(input[name={name}][value={value}])").click()

    async def because(self, reason: str) -> None:
        await self.form.locator("[data-part=reason]").fill(reason)

    async def preview(self) -> str:
        """Ask what would change; gives what is said."""
        await self.go.click()
        effect = self.form.locator(".effect")
        await expect(effect).to_be_visible()
        return " ".join((await effect.inner_text()).split())

    async def carry_out(self) -> None:
        await self.go.click()
        await expect(self.form.locator(".done")).to_be_visible()

    async def close(self) -> None:
        await self.form.get_by_role("button", name="Close", exact=True).click()

    def team(self, team: str) -> Locator:
        return self.page.locator(f"qh-question [data-team={team}]")


@asynccontextmanager
async def desk_at(
    browser: Browser, url: str, size: dict[str, int] = LAPTOP, **more: Any
) -> AsyncIterator[Desk]:
    """The desk opened by this link; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    context = await browser.new_context(viewport=size, **{"locale": "en-GB", **more})  # type: ignore[arg-type]
    page = await context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await page.goto(url)
    await page.wait_for_selector("body.rulings:not([data-waiting])")
    yield Desk(page)
    await context.close()
    assert complaints == []


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[RealHall]:
    """Two questions of three have been played; team 1 has both right, team 2 one, team 3 none."""
    plan = a_plan(a_round("everyone", 3, wrong="full"), appeals=2, appeal_until="contest")
    async with real_hall(tmp_path, plan) as opened:
        await opened.seat_all()
        await opened.play(t1=B, t2=C, t3=C)
        await opened.play(t1=B, t2=B, t3=C)
        yield opened


@pytest.fixture
async def desk(hall: RealHall, browser: Browser) -> AsyncIterator[Desk]:
    async with desk_at(browser, hall.links.arbiter_url) as opened:
        yield opened


async def test_every_question_is_found_with_its_answers(desk: Desk):
    lines = desk.page.locator("qh-questions .line")
    await expect(lines).to_have_count(2)
    await expect(lines.first).to_contain_text("Round 1, question 2")
    await desk.look_at("1-1")
    await expect(desk.team("t2")).to_contain_text("wrong")
    await expect(desk.team("t2").locator(".points")).to_have_text("−10")
    await expect(desk.page.locator("qh-question .keys")).to_contain_text("option b")
    await desk.page.get_by_role("searchbox").fill("nowhere to be found")
    await expect(desk.page.locator("qh-questions .none")).to_have_text(
        "No question fits “nowhere to be found”."
    )


async def test_the_key_of_a_question_void_before_its_reveal_stays_untold(hall: RealHall, desk: Desk):
    await hall.until("close_answers")
    await hall.live.post(c.VoidQuestion(reason="x"), HOST)
    await desk.look_at("1-3")
    await expect(desk.page.locator("qh-question .head")).to_contain_text("Void")
    await expect(desk.page.locator("qh-question .keys")).to_contain_text("not shown")
    await expect(desk.page.locator("qh-question .options [data-right]")).to_have_count(0)


async def test_a_wrong_key_is_corrected_after_its_preview_and_not_before(hall: RealHall, desk: Desk):
    assert hall.points() == {"t1": 120, "t2": 100, "t3": 80}
    await desk.look_at("1-1")
    await desk.start("Correct the key")
    await expect(desk.go).to_be_disabled()
    await desk.pick("chosen", "c")
    await expect(desk.go).to_be_disabled()
    await desk.because("The book says c")
    said = await desk.preview()
    assert "Changes the ranking: yes" in said
    assert "−20" in said
    assert "place 1 → 2" in said
    assert hall.points() == {"t1": 120, "t2": 100, "t3": 80}, "a preview changes nothing"
    await desk.carry_out()
    assert hall.points() == {"t1": 100, "t2": 120, "t3": 100}
    await desk.close()
    await expect(desk.team("t2")).to_contain_text("right")
    await expect(desk.page.locator("qh-told")).to_contain_text("Key corrected")
    await expect(desk.page.locator("qh-record")).to_contain_text("The book says c")


async def test_another_answer_a_verdict_points_and_a_void(hall: RealHall, desk: Desk):
    await desk.look_at("1-1")
    await desk.start("Accept another answer")
    await desk.pick("chosen", "c")
    await desk.form.get_by_role("button", name="This answer is right as well").click()
    assert "place 2 → 1" in await desk.preview()
    await desk.carry_out()
    await desk.close()
    assert hall.points() == {"t1": 120, "t2": 120, "t3": 100}
    await expect(desk.page.locator("qh-question .keys")).to_contain_text("option c")

    await desk.start("Verdict", desk.team("t3"))
    await expect(desk.form.locator("input[value=right]")).to_be_disabled()
    await desk.pick("verdict", "void")
    await desk.because("x")
    assert "−10" in await desk.preview()
    await desk.carry_out()
    await desk.close()
    assert hall.points()["t3"] == 90

    await desk.start("Points", desk.team("t3"))
    await desk.form.get_by_role("textbox", name="Points").fill("＋15")
    await desk.because("x")
    await desk.preview()
    await desk.carry_out()
    await desk.close()
    assert hall.points()["t3"] == 105

    await desk.start("Declare void")
    await desk.because("x")
    assert "Changes the ranking" in await desk.preview()
    await desk.carry_out()
    await desk.close()
    assert hall.points() == {"t1": 110, "t2": 110, "t3": 105}
    await expect(desk.page.locator("qh-question .head")).to_contain_text("Void")
    await expect(desk.page.get_by_role("button", name="Correct the key")).to_be_hidden()


async def test_a_refusal_is_said_in_words_and_the_form_stays(hall: RealHall, desk: Desk):
    await desk.look_at("1-1")
    await desk.start("Points", desk.team("t1"))
    await desk.pick("mode", "set")
    await desk.form.get_by_role("textbox", name="Points").fill("120")
    await desk.because("x")
    await desk.go.click()
    await expect(desk.form.get_by_role("alert")).to_have_text("That is not possible right now.")
    await expect(desk.form.locator("[data-part=reason]")).to_have_value("x")
    assert hall.points()["t1"] == 120


async def test_a_preview_is_made_anew_when_something_else_happens(hall: RealHall, desk: Desk):
    await desk.look_at("1-1")
    await desk.start("Verdict", desk.team("t2"))
    await desk.pick("verdict", "right")
    await desk.because("x")
    assert "place 2 → 1" in await desk.preview()
    await hall.live.post(c.AdjustPoints(team="t3", points=90, reason="x"), HOST)
    await expect(desk.form.locator("[data-part=changes]")).to_contain_text("place 3 → 2")
    await desk.carry_out()
    assert hall.points()["t2"] == 120


async def test_appeals_wait_on_top_and_are_ruled_with_a_reason(hall: RealHall, desk: Desk):
    await expect(desk.page.locator("qh-appeals")).to_contain_text("No team has appealed.")
    first = hall.asks[0]
    await hall.live.post(c.RaiseAppeal(ask=first, reason="c 也对"), captain_seat("t2"))
    await hall.live.post(c.RaiseAppeal(ask=first, reason="没听清"), captain_seat("t3"))
    appeals = desk.page.locator("qh-appeals .appeal")
    await expect(appeals).to_have_count(2)
    await expect(desk.page).to_have_title("(2) Arbiter's desk · Safety contest")
    await appeals.nth(1).get_by_role("button", name="Rule on it").click()
    await desk.pick("upheld", "no")
    await desk.because("Too late")
    assert "Changes the ranking: no" in await desk.preview()
    await desk.carry_out()
    await desk.close()
    await desk.page.locator("qh-appeals summary").click()
    await expect(desk.page.locator("qh-appeals [data-state=rejected]")).to_contain_text("Too late")
    await appeals.first.get_by_role("button", name="Rule on it").click()
    await desk.pick("upheld", "yes")
    await desk.because("Right by the book")
    await desk.preview()
    await desk.carry_out()
    await desk.form.get_by_role("link", name="Correct the question").click()
    await expect(desk.form).to_be_hidden()
    await expect(desk.page.locator("qh-question .head")).to_contain_text("Round 1, question 1")
    ruled = hall.state.show.appeal_rulings
    assert [(one, ruled[one].upheld, ruled[one].by) for one in sorted(ruled)] == [
        (1, True, "arbiter"),
        (2, False, "arbiter"),
    ]


async def test_the_host_reaches_the_desk_and_rules_in_its_own_name(hall: RealHall, browser: Browser):
    context = await browser.new_context(viewport=LAPTOP, locale="en-GB")  # type: ignore[arg-type]
    host = await context.new_page()
    await host.goto(hall.links.host_url)
    await host.wait_for_selector("body.host:not([data-waiting])")
    await hall.live.post(c.RaiseAppeal(ask=hall.asks[0], reason="x"), captain_seat("t2"))
    link = host.get_by_role("link", name="Arbiter's desk")
    await expect(link).to_contain_text("1 open")
    async with context.expect_page() as opened:
        await link.click()
    desk = Desk(await opened.value)
    await desk.page.wait_for_selector("body.rulings:not([data-waiting])")
    await desk.page.get_by_text("Arbiter's link").click()
    assert await desk.page.locator(".hand-on .address").inner_text() == hall.links.arbiter_url
    await desk.page.locator("qh-appeals").get_by_role("button", name="Rule on it").click()
    await desk.pick("upheld", "yes")
    await desk.because("x")
    await desk.preview()
    await desk.carry_out()
    assert hall.state.show.appeal_rulings[1].by == "host"
    await expect(link).not_to_contain_text("open")
    await context.close()


async def test_every_kind_of_key_can_be_put_in_its_form(tmp_path: Path, browser: Browser):
    with_forms = [one for one in every_kind() if one.kind not in ("open", "hotspot")]
    named = {
        f"everyone-{n}": question.model_copy(update={"id": f"everyone-{n}"})
        for n, question in enumerate(with_forms, 1)
    }
    plan = a_plan(a_round("everyone", len(named)), questions=named, appeal_until="contest")
    async with real_hall(tmp_path, plan) as hall:
        await hall.seat_all()
        for question in named.values():
            await hall.play(t1=right_answer(question), t2=wrong_answer(question, 0))
        before = hall.points()
        async with desk_at(browser, hall.links.arbiter_url, PHONE) as desk:
            for number, (ask, question) in enumerate(zip(hall.asks, named.values(), strict=True), 1):
                await desk.page.evaluate("(ask) => { location.hash = `q${ask}`; }", ask)
                await expect(desk.page.locator("#question-place")).to_have_text(f"Round 1, question {number}")
                await desk.start("Correct the key")
                await desk.because("x")
                assert "Nobody's points change." in await desk.preview(), question.kind
                await desk.carry_out()
                await desk.close()
                assert hall.points() == before, "the key that was there is the one in the form"
                await fill_in(desk, question, wrong_answer(question, 0))
                await desk.because("y")
                await desk.preview()
                await desk.carry_out()
                await desk.close()
                played = hall.state.show.past.get(ask) or hall.state.show.ask
                assert played is not None
                assert played.rulings["t2"].verdict == "right", question.kind
                before = hall.points()


async def fill_in(desk: Desk, question: Question, answer: Answer) -> None:
    """Open the form of the key and put this answer in."""
    await desk.start("Correct the key")
    fields = desk.form.locator("[data-part=fields]")
    match answer:
        case ChoiceAnswer(chosen=chosen):
            kind = fields.locator("input")
            for option in await kind.all():
                if await option.get_attribute("type") == "checkbox":
                    await option.set_checked(await option.get_attribute("value") in chosen, force=True)
                elif await option.get_attribute("value") in chosen:
                    await option.check(force=True)
        case FillAnswer(texts=texts):
            for field, text in zip(await fields.locator("input").all(), texts, strict=True):
                await field.fill(text)
        case NumericAnswer(text=text):
            await fields.locator("input").fill(text)
        case OrderAnswer(sequence=sequence):
            for field, item in zip(await fields.locator("select").all(), sequence, strict=True):
                await field.select_option(item)
        case MatchAnswer(pairs=pairs):
            partner = dict(pairs)
            shown = desk.page.locator("qh-question .options li")
            for field, left in zip(await fields.locator("select").all(), await shown.all(), strict=False):
                item = (await left.get_attribute("data-key") or "").split()[1]
                await field.select_option(partner.get(item, ""))


@pytest.mark.parametrize("size", [PHONE, TABLET, LAPTOP], ids=["phone", "tablet", "laptop"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
async def test_all_can_be_touched_and_nothing_is_cut_off(hall: RealHall, browser: Browser, size, locale):
    await hall.live.post(c.RaiseAppeal(ask=hall.asks[0], reason="选项有歧义，" * 20), captain_seat("t2"))
    await hall.live.post(c.RaiseAppeal(ask=hall.asks[1], reason="x"), captain_seat("t3"))
    await hall.live.post(c.RuleAppeal(appeal=2, upheld=False, note="x" * 120), ARBITER)
    async with desk_at(browser, hall.links.arbiter_url, size, locale=locale) as desk:
        for where in ("", f"#q{hall.asks[0]}"):
            await desk.page.evaluate("(where) => { location.hash = where; }", where)
            assert await desk.page.evaluate(UNTOUCHABLE) == []
        for act in ("key", "accept", "void"):
            await desk.page.locator(f"qh-question [data-act={act}]").click()
            await expect(desk.form).to_be_visible()
            assert await desk.page.evaluate(UNTOUCHABLE) == []
            await desk.page.keyboard.press("Escape")
        await desk.page.locator("qh-question [data-team=t2] [data-act=verdict]").click()
        assert await desk.page.evaluate(UNTOUCHABLE) == []


UNTOUCHABLE = """() => {
  const root = document.querySelector('dialog[open]') || document.body;
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is too wide'] : [];
  const presses = [...root.querySelectorAll('button, a, select, summary, input:not([type=hidden])')];
  const small = presses.filter((one) => one.checkVisibility()).filter((one) => {
    const box = (one.closest('label') || one).getBoundingClientRect();
    return box.height < 44 || box.width < 44 || box.left < 0 || box.right > innerWidth + 0.5;
  });
  return [...wide, ...small.map((one) => one.outerHTML.slice(0, 120))];
}"""


async def test_a_correction_is_made_by_keyboard_alone(hall: RealHall, browser: Browser):
    async with desk_at(browser, hall.links.arbiter_url, LAPTOP) as desk:
        page = desk.page

        async def tab_to(name: str) -> None:
            for _ in range(60):
                await page.keyboard.press("Tab")
                if name in await page.evaluate(NAME):
                    return
            pytest.fail(f"{name} cannot be reached by the keyboard")

        await tab_to("Search")
        await page.keyboard.type("1-1")
        await tab_to("Round 1, question 1")
        await page.keyboard.press("Enter")
        await tab_to("Declare void")
        await page.keyboard.press("Enter")
        await tab_to("Technical fault")
        await page.keyboard.press("Enter")
        await tab_to("See what changes")
        await page.keyboard.press("Enter")
        await expect(desk.form.locator(".effect")).to_be_focused()
        await tab_to("Carry it out")
        await page.keyboard.press("Enter")
        await expect(desk.form.locator(".done")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(desk.form).to_be_hidden()
    assert hall.points() == {"t1": 110, "t2": 110, "t3": 90}


NAME = """() => {
  const one = document.activeElement;
  return [one.innerText, one.ariaLabel, one.closest('label')?.innerText].join(' ');
}"""
