"""What the host console shows: every state at every size, dialogs, secrets kept, trouble said aloud."""

import ast
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.journeys.fake_hall import VIEWS
from tests.journeys.host_page import HostPage, host_page, told

ROOT = Path(__file__).parent.parent.parent
SIZES = [(1440, 900), (1280, 720), (1024, 768)]
STATES = sorted(json.loads((VIEWS / "host.json").read_text("utf-8")))

CUT_OFF = """() => {
  const out = [];
  const seen = (node) => node.offsetParent !== null;
  if (document.documentElement.scrollWidth > innerWidth) out.push('the page is wider than the screen');
  for (const node of document.querySelectorAll('.next, .two .rule, .each .rule, .key, .bar .facts li')) {
    const box = node.getBoundingClientRect();
    if (!seen(node)) continue;
    const name = node.textContent.trim();
    if (box.right > innerWidth + 0.5 || box.left < -0.5) out.push(`beside the screen: ${name}`);
    if (box.height < (node.matches('.bar *') ? 0 : 48)) out.push(`too small to touch: ${name}`);
  }
  const next = document.querySelector('.next').getBoundingClientRect();
  if (next.bottom > innerHeight) out.push('the big key is below the screen');
  for (const node of document.querySelectorAll('.next b, .key .label, .rule, .stem, .options .text')) {
    const inline = getComputedStyle(node).display === 'inline';
    if (seen(node) && !inline && node.scrollWidth > node.clientWidth + 1) {
      out.push(`cut off: ${node.textContent.trim()}`);
    }
  }
  return out;
}"""


@pytest.fixture
async def host(browser: Browser) -> AsyncIterator[HostPage]:
    async with host_page(browser) as opened:
        yield opened


@pytest.mark.journey
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_state_fits_the_screen(browser: Browser, size: tuple[int, int], language: str) -> None:
    async with host_page(browser, size) as host:
        cut = {}
        await host.open("open", language)
        for state in STATES:
            await host.turn_to(state)
            cut[state] = await host.page.evaluate(CUT_OFF)
        assert {state: found for state, found in cut.items() if found} == {}


@pytest.mark.journey
@pytest.mark.fault(24)
async def test_a_reload_shows_the_same_instant(host: HostPage) -> None:
    await host.open("called")
    read = "() => document.body.innerText"
    before = await host.page.evaluate(read)
    await host.page.reload()
    await host.ready()
    assert await host.page.evaluate(read) == before


@pytest.mark.journey
async def test_log_tells_points_void_questions_and_undone_steps(host: HostPage) -> None:
    await host.open("open", "en")
    lines = await host.page.locator("host-log li .what").all_inner_texts()
    assert [" ".join(line.split()) for line in lines[2:5]] == [
        "老友队: foul question 2 · Prompting from the hall",
        "Undone: ruled right",
        "Question void question 1 · 读错题",
    ]


@pytest.mark.journey
async def test_undo_and_redo_name_what_they_do(host: HostPage) -> None:
    await host.open("open", "en")
    assert await host.text('.key[data-action="undo"] .label') == "Undo: open answers (question 4)"
    assert await host.text('.key[data-action="redo"] .label') == "Nothing to redo"
    await host.open("undone")
    assert await host.text('.key[data-action="redo"] .label') == "重做：开始作答（第 4 题）"


@pytest.mark.journey
async def test_the_big_key_says_who_is_missing_and_why_it_waits(host: HostPage) -> None:
    await host.open("open", "en")
    assert (await host.text(".next small")).startswith("Still missing: 第三小学.")
    await host.open("paused", "en")
    assert await host.text(".next small") == "Paused: resume first with P"
    await host.press("Space")
    await host.page.wait_for_selector(".toast:has-text('Paused: resume first with P')")
    await host.open("answering", "en")
    assert await host.text(".next small") == "Rule the answer first: Y right, N wrong"


@pytest.mark.journey
async def test_who_is_missing_is_shown_large_and_follows_the_answers(host: HostPage) -> None:
    await host.open("open")
    await host.press("w")
    assert (await host.text("host-sheet .names")).split() == ["4", "第三小学"]
    await host.hall.push({"next": {"detail": {"missing": []}}})
    await host.page.wait_for_selector("host-sheet .stem:has-text('都到齐了')")


@pytest.mark.journey
async def test_nothing_that_must_stay_secret_is_on_a_mirrored_screen(host: HostPage) -> None:
    await host.open("stakes")
    assert "选 20 分" not in await host.text("body")
    await host.open("stakes_shown")
    assert "选 20 分" in await host.text("body")
    await host.open("lobby")
    assert "KXWRMB" not in await host.text("body")
    await host.page.locator("host-lobby .row button").click()
    assert "KXWRMB" in await host.text("host-lobby")
    await host.open("open")
    assert await host.page.locator("host-question .key-text").is_hidden()


@pytest.mark.journey
async def test_points_need_a_reason_and_show_the_new_total(host: HostPage) -> None:
    await host.open("open", "en")
    await host.press("3", "g")
    go = host.page.locator("host-points .go")
    await host.page.locator('host-points [data-points="10"]').click()
    assert await host.text("host-points output") == "150 → 160 · A reason is needed: it stands in the record"
    assert await go.is_disabled()
    await host.page.fill("host-points input[name=words]", "  key of question 2 was wrong ")
    assert await host.text("host-points output") == "150 → 160"
    await host.hall.push({"grid": _with_points(host, "t3", 170)})
    await host.page.wait_for_selector("host-points output:has-text('170 → 180')")
    await go.click()
    expected = {"team": "t3", "points": 10, "reason": "key of question 2 was wrong"}
    assert told(await host.hall.heard("AdjustPoints")) == expected


def _with_points(host: HostPage, team: str, points: int) -> list[dict[str, object]]:
    grid: list[dict[str, object]] = host.hall.lines[0].sections["grid"]
    return [{**cell, "points": points} if cell["team"] == team else cell for cell in grid]


@pytest.mark.journey
async def test_points_can_be_set_to_a_total(host: HostPage) -> None:
    await host.open("open", "en")
    await host.press("1", "g")
    await host.page.get_by_text("Set to").click()
    await host.page.fill("host-points input[name=points]", "-5")
    await host.page.get_by_text("Answer key corrected").click()
    assert await host.text("host-points output") == "165 → -5"
    await host.page.locator("host-points .go").click()
    expected = {"team": "t1", "total": -5, "reason": "Answer key corrected"}
    assert told(await host.hall.heard("AdjustPoints")) == expected


@pytest.mark.journey
async def test_a_foul_is_called_from_the_list_of_the_plan(host: HostPage) -> None:
    await host.open("open", "en")
    await host.press("6", "f")
    await host.page.get_by_text("Use of notes or another phone").click()
    await host.page.locator("host-foul .go").click()
    assert told(await host.hall.heard("CallFoul")) == {"team": "t6", "foul": "device"}


@pytest.mark.journey
async def test_a_seat_is_released_by_the_second_press_only(host: HostPage) -> None:
    await host.open("open", "en")
    await host.press("4")
    release = host.page.locator('[data-act="release"]')
    await release.click()
    await host.settle()
    assert host.sent() == []
    await release.click()
    assert told(await host.hall.heard("ReleaseSeat")) == {"team": "t4"}


@pytest.mark.journey
async def test_the_menu_of_a_team_gives_the_floor_and_chooses_its_stake(host: HostPage) -> None:
    await host.open("buzz_open", "en")
    await host.press("5")
    await host.page.locator('.team[data-chosen] [data-act="floor"]').click()
    assert told(await host.hall.heard("PickTeam")) == {"team": "t5"}
    await host.open("stakes", "en")
    await host.press("3")
    await host.page.locator(".team[data-chosen]").get_by_text("Stake 20").click()
    assert told(await host.hall.heard("ChooseStake")) == {"team": "t3", "stake": 20}


@pytest.mark.journey
async def test_locking_the_lobby_shows_what_the_server_says(host: HostPage) -> None:
    await host.open("lobby")
    switch = host.page.locator("host-lobby .switch")
    await switch.click()
    assert told(await host.hall.heard("LockLobby")) == {"locked": True}
    assert await switch.locator("input").is_checked() is False
    await host.hall.push({"lobby": {"locked": True}})
    await host.page.wait_for_selector("host-lobby .switch input:checked", state="attached")


@pytest.mark.journey
async def test_trouble_is_said_and_stops_the_keys(host: HostPage) -> None:
    await host.open("open", "en")
    await host.hall.push({"trouble": {"code": "not_saved", "since": 1}})
    await host.page.wait_for_selector('.banner[data-what="not_saved"]')
    assert "Not saved" in await host.text(".bar")
    await host.press("Space", "u", "l")
    await host.page.wait_for_selector(".toast:has-text('Results cannot be saved just now')")
    await host.hall.push({"trouble": None})
    await host.page.wait_for_selector(".banner", state="hidden")
    await host.settle()
    assert host.sent() == []


@pytest.mark.journey
async def test_a_lost_link_keeps_the_picture_and_sends_nothing_later(host: HostPage) -> None:
    await host.open("open", "en")
    await host.hall.close(4409)
    await host.page.wait_for_selector('.banner[data-what="replaced"]')
    assert await host.text("host-question .stem") == (
        "A pan of oil catches fire while you are cooking. What do you do first?"
    )
    await host.press("Space", "l", "u")
    await host.page.wait_for_selector(".toast:has-text('No connection to QuizHub')")
    await host.page.reload()
    await host.ready()
    await host.settle()
    assert host.sent() == []


def test_every_step_and_effect_has_words() -> None:
    words = (ROOT / "frontend/templates/screens/host_words.html").read_text("utf-8")
    known = set(re.findall(r"w\('([^']+)'", words))
    protocol = (ROOT / "docs/protocol.md").read_text("utf-8")
    named = re.search(r"Effects of `Next`: (.*?)\n\n", protocol, re.DOTALL)
    assert named is not None
    effects = set(re.findall(r"`([a-z_]+)`", named[1]))
    assert {f"next.{effect}" for effect in effects} - known == set()
    assert {f"step.{code}" for code in effects | _step_codes()} - known == set()


def _step_codes() -> set[str]:
    """Every code the contest opens a step with: the texts given to `draft.step(…)`."""
    codes: set[str] = set()
    for path in (ROOT / "quizhub/contest").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and isinstance(called, ast.Attribute) and called.attr == "step":
                parts = [part for argument in node.args for part in ast.walk(argument)]
                codes |= {str(part.value) for part in parts if isinstance(part, ast.Constant)}
    return codes
