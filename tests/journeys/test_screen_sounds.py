"""The projector's sounds: none until the host switches them on, then the right one at the right moment."""

from typing import Any

import pytest
from playwright.async_api import Browser

from tests.journeys.fake_hall import server_now
from tests.journeys.screen_page import Screen, projector, written

pytestmark = pytest.mark.journey

ON = {"theme": "night", "sound": True, "volume": 60, "calm": False}

# A browser without loudspeaker: notes as [pitch, loudness].
HEAR = """
  window.heard = []; window.contexts = 0;
  class Gain { constructor() { this.gain = { setValueAtTime: (value) => { this.loud = value; },
    exponentialRampToValueAtTime() {} }; } connect() { return this; } }
  class Source { constructor() { this.frequency = {}; } connect(gain) { this.gain = gain; return gain; }
    start() { heard.push([this.frequency.value, this.gain.loud]); } stop() {} }
  window.AudioContext = class extends EventTarget {
    constructor() { super(); contexts += 1; this.currentTime = 0;
      this.state = window.asleep ? 'suspended' : 'running'; }
    createOscillator() { return new Source(); } createGain() { return new Gain(); }
    resume() { this.state = 'running'; this.dispatchEvent(new Event('statechange')); }
  };
"""
SERVER_NOW = """() => {
  const { src } = document.querySelector('script[type=module]');
  return import(src.replace('pages/screen.js', 'live/clock.js')).then((clock) => clock.serverNow());
}"""
SIGNAL, TICK, BUZZ, RIGHT, WRONG, PODIUM = 880, 1000, 196, 660, 311, 523


def loud(state: str, **stage: Any) -> dict[str, Any]:
    view = written(state, **stage)
    view["contest"]["look"] = ON
    return view


async def begin(screen: Screen, view: dict[str, Any]) -> None:
    """The page with its clock standing still, showing this view first."""
    await screen.page.add_init_script(HEAR)
    await screen.open(view, frozen=True)


async def first_notes(screen: Screen) -> list[int]:
    """The first note of each tune heard since last asked."""
    pitches = [pitch for pitch, _ in await screen.page.evaluate("heard.splice(0)")]
    return [one for one in pitches if one in (SIGNAL, TICK, BUZZ, RIGHT, WRONG, PODIUM)]


@pytest.mark.parametrize(
    ("before", "after", "cue", "wait"),
    [
        ("reading", "open", SIGNAL, 50),
        ("buzz_go", "buzz_called", BUZZ, 50),
        ("in_turn_spoken", "in_turn_ruled", RIGHT, 50),
        ("closed", "revealed", RIGHT, 2100),
        ("standings_final", "podium", PODIUM, 6200),
    ],
)
async def test_each_moment_has_its_sound(browser: Browser, before, after, cue, wait):
    async with projector(browser, unbundled=True) as screen:
        await begin(screen, loud(before))
        await first_notes(screen)
        await screen.turn_to(loud(after))
        await screen.run_for(wait)
        assert cue in await first_notes(screen)


async def test_a_wrong_answer_sounds_wrong(browser: Browser):
    async with projector(browser, unbundled=True) as screen:
        await begin(screen, loud("in_turn_spoken"))
        view = loud("in_turn_ruled")
        view["stage"]["ask"]["ruled"] = dict.fromkeys(view["stage"]["ask"]["ruled"], "wrong")
        await screen.turn_to(view)
        await screen.run_for(50)
        assert WRONG in await first_notes(screen)


async def test_the_start_signal_sounds_when_it_is_given_and_not_before(browser: Browser):
    async with projector(browser, unbundled=True) as screen:
        await begin(screen, loud("buzz_reading"))
        view = loud("buzz_go")
        opens = round(await screen.page.evaluate(SERVER_NOW)) + 900
        view["stage"]["ask"].pop("opens_in", None)
        view["stage"]["ask"] |= {"opens": opens, "clock": None, "out": [], "presses": []}
        await screen.turn_to(view)
        await screen.run_for(300)
        early = await first_notes(screen)
        await screen.run_for(1500)
        assert (early, await first_notes(screen)) == ([], [SIGNAL])


async def test_the_last_five_seconds_tick_and_a_pause_is_silent(browser: Browser):
    async with projector(browser, unbundled=True) as screen:
        view = loud("open")
        view["stage"]["ask"]["clock"] = {"total": 30000, "ends": server_now() + 60000}
        await begin(screen, view)
        now = await screen.page.evaluate(SERVER_NOW)
        await screen.hall.push({"stage": {"ask": {"clock": {"total": 30000, "ends": round(now) + 7000}}}})
        await screen.hall.settled()
        await screen.run_for(2500)
        assert await first_notes(screen) == [TICK]
        await screen.hall.push({"stage": {"paused": True}})
        await screen.hall.settled()
        await screen.run_for(6000)
        assert await first_notes(screen) == []


async def test_silent_until_switched_on_and_as_loud_as_chosen(browser: Browser):
    async with projector(browser, unbundled=True) as screen:
        await begin(screen, written("reading"))
        await screen.turn_to("open")
        await screen.run_for(50)
        assert await screen.page.evaluate("[heard.length, contexts]") == [0, 0]
        for volume in (100, 50):
            quiet = loud("reading")
            quiet["contest"]["look"] = {**ON, "volume": volume}
            await screen.turn_to(quiet)
            await screen.turn_to({**quiet, "stage": loud("open")["stage"]})
            await screen.run_for(50)
        loudness = [loud for pitch, loud in await screen.page.evaluate("heard") if pitch == SIGNAL]
        assert loudness == [0.5, 0.125]


async def test_a_reload_in_the_middle_of_things_says_nothing_again(browser: Browser):
    async with projector(browser, unbundled=True) as screen:
        for state in ("buzz_called", "revealed", "podium"):
            await begin(screen, loud(state))
            await screen.run_for(50)
            assert await first_notes(screen) == []


async def test_the_laptop_is_asked_for_a_key_when_the_browser_wants_one(browser: Browser):
    async with projector(browser, unbundled=True) as screen:
        await screen.page.add_init_script("window.asleep = true;")
        await begin(screen, loud("open"))
        assert await screen.seen("#sound-hint")
        await screen.page.keyboard.press("x")
        assert not await screen.seen("#sound-hint")
