"""Every key of the host console sends its command, once, with the step it was pressed at; or nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.journeys.host_page import HostPage, host_page, told

pytestmark = pytest.mark.journey

NEXT = {"step": 17, "effect": "close_answers"}
COMMANDS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("open", "Space", "Next", NEXT),
    ("open", "ArrowRight", "Next", NEXT),
    ("open", "PageDown", "Next", NEXT),
    ("open", "Enter", "Next", NEXT),
    ("open", ".", "CoverScreen", {"on": True}),
    ("open", "b", "CoverScreen", {"on": True}),
    ("covered", "B", "CoverScreen", {"on": False}),
    ("open", "p", "Pause", {}),
    ("paused", "p", "Resume", {}),
    ("open", "+", "ExtendTime", {"seconds": 10}),
    ("open", "-", "ExtendTime", {"seconds": -10}),
    ("open", "l", "CloseAnswers", {}),
    ("closed", "r", "Next", {"step": 17, "effect": "reveal"}),
    ("open", "s", "ShowStandings", {"on": True}),
    ("standings", "s", "ShowStandings", {"on": False}),
    ("open", "z", "FreezeStandings", {"on": True}),
    ("open", "m", "DressScreen", {"sound": True}),
    ("open", "u", "Undo", {"step": 17}),
    ("open", "Control+z", "Undo", {"step": 17}),
    ("undone", "Shift+U", "Redo", {"step": 17}),
    ("undone", "Control+y", "Redo", {"step": 17}),
    ("answering", "y", "RuleAnswer", {"team": "t2", "right": True}),
    ("answering", "n", "RuleAnswer", {"team": "t2", "right": False}),
    ("in_turn", "y", "RuleAnswer", {"team": "t5", "right": True}),
]


@pytest.fixture
async def host(browser: Browser) -> AsyncIterator[HostPage]:
    async with host_page(browser) as opened:
        yield opened


async def test_every_key_sends_its_command(host: HostPage) -> None:
    for state, key, do, fields in COMMANDS:
        await host.open(state)
        count = len(host.hall.commands(do))
        await host.press(key)
        assert told(await host.hall.heard(do, count + 1)) == fields, (state, key)
    assert len([message for message in host.hall.messages if "do" in message]) == len(COMMANDS)


async def test_a_team_is_chosen_by_its_number_and_then_ruled(host: HostPage) -> None:
    await host.open("spoken_all")
    await host.press("y")
    await host.page.wait_for_selector(".toast:not([hidden])")
    await host.press("4", "y", "2", "n")
    await host.hall.heard("RuleAnswer", 2)
    assert [told(message) for message in host.hall.commands("RuleAnswer")] == [
        {"team": "t4", "right": True},
        {"team": "t2", "right": False},
    ]


async def test_two_digits_in_quick_succession_choose_a_team_above_nine(host: HostPage) -> None:
    chosen = 'li.team[data-chosen="yes"]'
    await host.open_stopped("eleven")
    for keys, wait_ms, team in [("11", 0, "11"), ("1", 2000, "1"), ("10", 2000, "10"), ("92", 2000, "2")]:
        await host.page.clock.run_for(wait_ms)
        await host.press(*keys)
        assert await host.text(f"{chosen} .n") == team
    await host.page.clock.run_for(2000)
    await host.press("2", "0")
    assert await host.page.locator(chosen).count() == 0


async def test_next_goes_once_for_one_step_however_often_it_is_pressed(host: HostPage) -> None:
    await host.open_stopped("open")
    await host.press("Space", "Space", "Enter")
    await host.page.clock.run_for(1000)
    await host.press("Space")
    await host.settle()
    assert host.sent() == ["Next"]
    await host.hall.push({"next": {"moves": 18, "effect": "reveal"}})
    await host.page.wait_for_selector('.next[data-effect="reveal"]')
    await host.press("Space")
    assert told(await host.hall.heard("Next", 2)) == {"step": 18, "effect": "reveal"}


async def test_next_waits_before_the_following_step(host: HostPage) -> None:
    await host.open_stopped("open")
    await host.press("Space")
    await host.hall.heard("Next")
    await host.hall.push({"next": {"moves": 18, "effect": "reveal"}})
    await host.page.wait_for_selector('.next[data-effect="reveal"]')
    await host.press("Space")
    await host.page.clock.run_for(400)
    await host.press("Space")
    await host.hall.heard("Next", 2)
    await host.settle()
    assert host.sent() == ["Next", "Next"]


async def test_a_refused_next_says_why_and_may_be_pressed_again(host: HostPage) -> None:
    await host.open_stopped("open", "en")
    host.hall.acknowledging = False
    await host.press("Space")
    refused = await host.hall.heard("Next")
    await host.hall.refuse(refused, "stale_step", "The show has moved on meanwhile.")
    await host.page.wait_for_selector("text=The show has moved on meanwhile.")
    host.hall.acknowledging = True
    await host.page.clock.run_for(400)
    await host.press("Space")
    again = await host.hall.heard("Next", 2)
    assert again["id"] != refused["id"]


async def test_reveal_and_rulings_do_nothing_out_of_season(host: HostPage) -> None:
    await host.open("open")
    await host.press("r", "y", "n", "Shift+U", "9")
    await host.settle()
    assert host.sent() == []


async def test_what_destroys_needs_a_long_press(host: HostPage) -> None:
    await host.open_stopped("open")
    for key, do in (("k", "SkipQuestion"), ("End", "FinishContest")):
        await host.page.keyboard.down(key)
        await host.page.clock.run_for(599)
        await host.page.keyboard.up(key)
        await host.page.clock.run_for(100)
        await host.settle()
        assert host.hall.commands(do) == []
        await host.page.keyboard.down(key)
        await host.page.keyboard.down(key)  # the keyboard repeats a held key by itself
        await host.page.clock.run_for(600)
        await host.page.keyboard.up(key)
        await host.hall.heard(do)
    await host.settle()
    assert host.sent() == ["SkipQuestion", "FinishContest"]


async def test_a_destroying_button_is_held_too(host: HostPage) -> None:
    await host.open_stopped("open")
    button = host.page.locator('.key[data-action="skip"]')
    await button.click()
    await host.page.clock.run_for(700)
    await host.settle()
    assert host.sent() == []
    await button.hover()
    await host.page.mouse.down()
    assert await button.get_attribute("data-holding") == "yes"
    await host.page.clock.run_for(600)
    await host.page.mouse.up()
    await host.hall.heard("SkipQuestion")


async def test_voiding_asks_for_the_reason(host: HostPage) -> None:
    await host.open_stopped("open", "en")
    await host.page.keyboard.down("v")
    await host.page.clock.run_for(600)
    await host.page.keyboard.up("v")
    await host.page.wait_for_selector("host-void dialog[open]")
    await host.page.get_by_text("The question is faulty").click()
    await host.press("Enter")
    assert told(await host.hall.heard("VoidQuestion")) == {"reason": "The question is faulty"}


async def test_no_key_works_while_typing(host: HostPage) -> None:
    await host.open("open")
    await host.press("g")
    words = host.page.locator("host-points input[name=words]")
    await words.click()
    await host.page.keyboard.type("pls undo b4 n. ")
    await host.press("PageDown", "End")
    assert await words.input_value() == "pls undo b4 n. "
    await host.press("Escape")
    await host.page.wait_for_selector("host-points dialog:not([open])", state="attached")
    await host.settle()
    assert host.sent() == []


async def test_keys_work_again_at_once_when_a_dialog_closes(host: HostPage) -> None:
    await host.open("open")
    await host.press("g")
    await host.page.click("host-points input[name=words]")
    await host.page.evaluate(
        """() => {
          document.querySelector('host-points dialog').close();
          const pressed = new KeyboardEvent('keydown', { key: 'l', bubbles: true });
          document.querySelector('host-points input[name=words]').dispatchEvent(pressed);
        }"""
    )
    await host.hall.heard("CloseAnswers")


async def test_no_key_works_while_a_sign_is_being_composed(host: HostPage) -> None:
    await host.open("open")
    await host.page.evaluate(
        """() => {
          const pinyin = { key: 'u', isComposing: true };
          for (const told of [pinyin, { key: ' ', keyCode: 229 }, { key: 's', keyCode: 229 }]) {
            document.body.dispatchEvent(new KeyboardEvent('keydown', { ...told, bubbles: true }));
          }
        }"""
    )
    await host.settle()
    assert host.sent() == []


async def test_the_pointer_leaves_no_focus_for_the_space_key(host: HostPage) -> None:
    await host.open("open")
    await host.page.click('.key[data-action="cover"]')
    await host.hall.heard("CoverScreen")
    await host.press("Space")
    assert told(await host.hall.heard("Next")) == NEXT
    assert len(host.hall.commands("CoverScreen")) == 1


async def test_a_button_reached_by_tab_is_pressed_by_space(host: HostPage) -> None:
    await host.open("open")
    await host.page.focus('.key[data-action="cover"]')
    await host.press("Space")
    await host.hall.heard("CoverScreen")
    await host.settle()
    assert host.sent() == ["CoverScreen"]


async def test_looking_back_sends_nothing_and_next_comes_back_first(host: HostPage) -> None:
    await host.open("revealed")
    await host.press("PageUp")
    await host.page.wait_for_selector("host-sheet:not([hidden])")
    assert "关火，盖严锅盖" in await host.text("host-sheet")
    await host.press("PageDown")
    await host.page.wait_for_selector("host-sheet", state="hidden")
    await host.settle()
    assert host.sent() == []


async def test_a_presenter_remote_cannot_reload_the_page(host: HostPage) -> None:
    await host.open("open")
    press_f5 = """() => !document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F5', bubbles: true, cancelable: true }))"""
    assert await host.page.evaluate(press_f5) is False
    await host.press("?")
    await host.page.locator("host-list .switch").click()
    await host.page.locator("host-list .go").click()
    assert await host.page.evaluate(press_f5) is True
    await host.page.reload()
    await host.ready()
    assert await host.page.evaluate(press_f5) is True
