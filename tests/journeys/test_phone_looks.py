"""Every written view of the phone: a small and a common phone, both languages, up to very large letters.

What is measured is what an eye would complain of: something cut off, a target too small for a thumb,
words too pale, an option told by colour alone.
"""

import json
from collections.abc import Sequence

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import VIEWS, FakeHall

pytestmark = pytest.mark.journey

STATES = list(json.loads((VIEWS / "phone.json").read_text("utf-8")))
PHONES = {"small": {"width": 320, "height": 568}, "common": {"width": 390, "height": 844}}
ROOMIER = (
    ("small", "zh-Hans", "1"),
    ("small", "en", "1"),
    ("common", "zh-Hans", "3"),
    ("common", "en", "1"),
    ("common", "en", "3"),
)
"""Where nothing is likely to be cut off that is not cut off in the narrower ones too."""
RACES = [
    "buzz_wait",
    "buzz_press",
    "buzz_first",
    "buzz_late",
    "buzz_others",
    "buzz_early",
    "buzz_out",
    "buzz_barred",
]

ONE_HAND = (
    "lobby", "open", "kept", "true_false", "fill", "numeric", "order", "stake", "stakes_together",
    "buzz_wait", "buzz_press", "buzz_first_device", "audience_open",
)  # fmt: skip
"""Pictures with something to press, and no more of it than fits one screen."""

CUT_OFF = """() => {
  const wide = document.documentElement.clientWidth;
  const found = [];
  for (const node of document.querySelectorAll('#frame *, #stage *')) {
    const box = node.getBoundingClientRect();
    if (!box.width || node.closest('.unseen, svg')) continue;
    const name = node.outerHTML.slice(0, 80);
    if (box.left < -0.5 || box.right > wide + 0.5) found.push('outside: ' + name);
    const cut = getComputedStyle(node).overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1;
    if (cut && !node.matches('.bar b, .track, input')) found.push('cut: ' + name);
    // A swipe from the edge goes back, and in some apps closes the page.
    const pressed = node.matches('button, a, input, summary, textarea');
    if (pressed && (box.left < 23.5 || box.right > wide - 23.5)) found.push('at the edge: ' + name);
  }
  return found;
}"""

TOO_SMALL = """() => [...document.querySelectorAll('.tile, .key, .stake, .opponent, summary')]
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.height && (box.height < (node.matches('summary') ? 48 : 66) || box.width < 44))
  .map(([node, box]) => node.className + ' ' + box.width + 'x' + box.height)"""

PINNED = """() => {
  const pinned = [...document.querySelectorAll('.head, .dock')]
    .filter((node) => getComputedStyle(node).position === 'sticky')
    .reduce((sum, node) => sum + node.offsetHeight, 0);
  return pinned > 0.5 * innerHeight ? [pinned] : [];
}"""
"""What stays in sight while the rest is scrolled, where it leaves the rest less than half of the screen."""

LOW = """() => [...document.querySelectorAll('#stage button')]
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.height && box.top + box.height / 2 < 0.4 * innerHeight)
  .map(([node, box]) => node.innerText + ' ' + box.top + ' ' + box.height)"""
"""What is pressed and has its middle outside the lower 60 % of the screen."""

PALE = """(least) => {
  const number = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = number(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [11, 18, 32];
  };
  const found = [];
  for (const node of document.querySelectorAll('#frame *, #stage *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    const box = node.getBoundingClientRect();
    if (!own || !box.width || node.closest('.unseen, .tag, .face')) continue;
    const [a, b] = [light(number(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < least) found.push(contrast.toFixed(1) + ' ' + node.outerHTML.slice(0, 80));
  }
  return found;
}"""


async def each_state(
    hall: FakeHall, page: Page, look: str, given: object = None, states: Sequence[str] = STATES
) -> dict[str, list[str]]:
    """What `look` finds in every written view; views without a complaint are left out."""
    found = {}
    for state in states:
        await hall.show(f"phone/{state}")
        await hall.settled()
        complaints = await page.evaluate(look, given)
        if complaints:
            found[state] = complaints
    return found


@pytest.mark.parametrize(
    ("phone", "lang", "size"),
    [
        ("small", "zh-Hans", "3"),
        ("small", "en", "3"),
        ("common", "zh-Hans", "1"),
        *(pytest.param(*roomier, marks=pytest.mark.soak) for roomier in ROOMIER),
    ],
)
async def test_nothing_is_cut_off(hall: FakeHall, open_phone: OpenPhone, phone, lang, size):
    page = await open_phone("lobby", lang=lang, viewport=PHONES[phone])
    await page.evaluate(f"document.documentElement.setAttribute('data-size', '{size}')")
    assert await each_state(hall, page, CUT_OFF) == {}


async def test_letters_twice_as_large_by_the_phone_itself_fit_too(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby", viewport=PHONES["small"])
    await page.evaluate("document.documentElement.style.fontSize = '36px'")
    assert await each_state(hall, page, f"() => [...({CUT_OFF})(), ...({PINNED})()]") == {}


async def test_what_is_tapped_is_large_enough(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby", viewport=PHONES["small"])
    assert await each_state(hall, page, TOO_SMALL) == {}


@pytest.mark.parametrize(("contrast", "least"), [("off", 7), ("on", 12)])
async def test_every_word_stands_out(hall: FakeHall, open_phone: OpenPhone, contrast: str, least: int):
    page = await open_phone("lobby")
    await page.evaluate(f"document.documentElement.setAttribute('data-contrast', '{contrast}')")
    assert await each_state(hall, page, PALE, least) == {}


async def test_elder_mode_cuts_nothing_off_either(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby", viewport=PHONES["small"])
    await page.evaluate("localStorage.setItem('qh_elder', 'on')")
    await page.reload()
    await page.wait_for_selector("body[data-screen]")
    assert await each_state(hall, page, CUT_OFF) == {}


@pytest.mark.parametrize("hand", ["left", "right"])
@pytest.mark.parametrize("high", [640, 844])
async def test_everything_to_press_is_in_the_lower_part(hall: FakeHall, open_phone: OpenPhone, high, hand):
    page = await open_phone("lobby", lang="zh-Hans", viewport={"width": 360, "height": high})
    await page.evaluate(f"document.documentElement.setAttribute('data-hand', '{hand}')")
    assert await each_state(hall, page, LOW, states=ONE_HAND) == {}


@pytest.mark.parametrize("hand", ["left", "right"])
async def test_keys_and_the_buzzer_are_at_the_hand_that_holds_the_phone(
    hall: FakeHall, open_phone: OpenPhone, hand
):
    page = await open_phone("kept")
    await page.get_by_label("Settings").tap()
    await page.get_by_role("button", name=f"{hand} hand").tap()
    await page.get_by_role("button", name="Done").tap()
    names = ("summary", ".dock .key:not([hidden])", ".stem", ".face")

    async def middle(name: str) -> float:
        box = await page.locator(name).first.bounding_box()
        assert box is not None, name
        return box["x"] + box["width"] / 2

    at = [await middle(name) / 390 for name in names[:2]]
    await page.set_viewport_size({"width": 740, "height": 360})
    await hall.show("phone/buzz_press")
    await hall.settled()
    stem, face = [await middle(name) for name in names[2:]]
    assert all(place > 0.6 if hand == "right" else place < 0.4 for place in at)
    assert stem < face if hand == "right" else face < stem


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize("size", ["1", "3"])
async def test_the_buzzer_fills_the_hand(hall: FakeHall, open_phone: OpenPhone, phone, size):
    page = await open_phone("lobby", viewport=PHONES[phone])
    await page.evaluate(f"document.documentElement.setAttribute('data-size', '{size}')")
    high = PHONES[phone]["height"]
    for state in RACES:
        await hall.show(f"phone/{state}")
        await hall.settled()
        box = await page.locator(".face").bounding_box()
        assert box is not None, state
        seen = min(box["y"] + box["height"], high) - max(box["y"], 0)
        assert seen >= 0.4 * high, state
        assert high - 40 <= box["y"] + box["height"] <= high, state


async def test_right_and_wrong_are_said_in_words_and_signs(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("wrong")
    notes = await page.locator(".tile small").all_inner_texts()
    assert [note for note in notes if note] == ["✓ right", "✕ your answer"]
    assert "You got it wrong" in await page.locator(".status").inner_text()


async def test_every_option_has_its_own_letter_and_shape(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("six")
    letters = await page.locator(".tag b").all_inner_texts()
    shapes = [await use.get_attribute("href") for use in await page.locator(".tag use").all()]
    assert letters == list("ABCDEF")
    assert len(set(shapes)) == 6


async def test_the_words_of_the_page_have_no_open_fields(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby")
    for lang in ("zh-Hans", "en"):
        await page.goto(f"{hall.url}/play?lang={lang}")
        await page.wait_for_selector("body[data-screen]")
        open_fields = (
            "() => /\\{\\w+\\}|undefined|NaN|null/.exec(document.getElementById('stage').innerText) || []"
        )
        assert await each_state(hall, page, open_fields) == {}
