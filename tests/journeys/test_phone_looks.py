"""Every written view of the phone: a small and a common phone, both languages, up to very large letters.

What is measured is what an eye would complain of: something cut off, a target too small for a thumb,
words too pale, an option told by colour alone.
"""

import json

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import OpenPhone
from tests.journeys.fake_hall import VIEWS, FakeHall

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]

STATES = list(json.loads((VIEWS / "phone.json").read_text("utf-8")))
PHONES = {"small": {"width": 320, "height": 568}, "common": {"width": 390, "height": 844}}
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
  }
  return found;
}"""

TOO_SMALL = """() => [...document.querySelectorAll('.tile, .key, .stake, .opponent, summary')]
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.height && (box.height < (node.matches('summary') ? 48 : 66) || box.width < 44))
  .map(([node, box]) => node.className + ' ' + box.width + 'x' + box.height)"""

PALE = """() => {
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
    if (contrast < 7) found.push(contrast.toFixed(1) + ' ' + node.outerHTML.slice(0, 80));
  }
  return found;
}"""


async def each_state(hall: FakeHall, page: Page, look: str) -> dict[str, list[str]]:
    """What `look` finds in every written view; views without a complaint are left out."""
    found = {}
    for state in STATES:
        await hall.show(f"phone/{state}")
        await hall.settled()
        complaints = await page.evaluate(look)
        if complaints:
            found[state] = complaints
    return found


@pytest.mark.parametrize("size", ["1", "3"])
@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
@pytest.mark.parametrize("phone", PHONES)
async def test_nothing_is_cut_off(hall: FakeHall, open_phone: OpenPhone, phone, lang, size):
    page = await open_phone("lobby", lang=lang, viewport=PHONES[phone])
    await page.evaluate(f"document.documentElement.setAttribute('data-size', '{size}')")
    assert await each_state(hall, page, CUT_OFF) == {}


async def test_letters_twice_as_large_by_the_phone_itself_fit_too(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby", viewport=PHONES["small"])
    await page.evaluate("document.documentElement.style.fontSize = '36px'")
    assert await each_state(hall, page, CUT_OFF) == {}


async def test_what_is_tapped_is_large_enough(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby", viewport=PHONES["small"])
    assert await each_state(hall, page, TOO_SMALL) == {}


async def test_every_word_stands_out_seven_to_one(hall: FakeHall, open_phone: OpenPhone):
    page = await open_phone("lobby")
    assert await each_state(hall, page, PALE) == {}


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
