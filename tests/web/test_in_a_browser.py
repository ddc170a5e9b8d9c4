"""Joining as people do: by keyboard alone, without script, on a small phone with very large letters."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cli.test_serve import serving

pytestmark = pytest.mark.journey

SMALL = {"width": 320, "height": 568}
PASSWORD = "a short sentence"


@pytest.fixture(scope="module")
def browser(chromium_path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Iterator[dict[str, object]]:
    with serving(tmp_path_factory.mktemp("data")) as (_, told):
        yield told


def press_until(page: Page, wanted: str) -> None:
    """Tab to the element whose text or name matches; everything must be reachable so."""
    for _ in range(30):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.id + ' ' + document.activeElement.innerText")
        if re.search(wanted, name):
            return
    pytest.fail(f"{wanted} cannot be reached by the keyboard")


def pins(browser: Browser, told: dict[str, object]) -> dict[str, str]:
    """PINs by team, as the host reads them from the seat cards."""
    page = browser.new_page()
    page.goto(str(told["host_url"]))
    page.wait_for_url(f"**/host/{told['contest']}")
    page.goto(f"{page.url}/cards")
    names = page.locator(".seat h2").all_inner_texts()
    found = page.locator(".seat .pin").all_inner_texts()
    page.context.close()
    return dict(zip((name.split()[-1] for name in names), found, strict=True))


def test_a_captain_gets_in_by_keyboard_without_script(browser, told):
    pin = pins(browser, told)["滨江苑"]
    context = browser.new_context(viewport=SMALL, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(str(told["join_url"]).partition("/j/")[0])
    # Without script the focus cannot be asked for; the order of the page is what Tab follows.
    page.locator("#code").focus()
    page.keyboard.type(f"{str(told['code'])[:3]} {str(told['code'])[3:]}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/j/{told['code']}")
    page.get_by_role("link", name="滨江苑").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/team/t3")
    page.locator("#pin").focus()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "PIN 不对" in alert.inner_text()
    page.locator("#pin").fill("")
    page.locator("#pin").press_sequentially(pin.lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/play")
    context.close()


def test_everything_can_be_reached_by_tab(browser, told):
    page = browser.new_page(locale="en-GB")
    page.goto(str(told["join_url"]))
    press_until(page, "English")
    press_until(page, "Play along in the audience")
    press_until(page, "老友队")
    page.keyboard.press("Enter")
    page.wait_for_url("**/team/t6")
    press_until(page, "^pin ")
    press_until(page, "Take this seat")
    press_until(page, "Choose another team")
    page.context.close()


def test_the_host_link_leaves_no_key_in_the_address_or_the_history(browser, told):
    page = browser.new_page()
    page.goto(str(told["join_url"]))
    page.goto(str(told["host_url"]))
    page.wait_for_url(f"**/host/{told['contest']}")
    key = str(told["host_url"]).partition("?key=")[2]
    assert key not in page.url
    assert key not in page.content()
    page.go_back()
    assert page.url == told["join_url"]
    page.context.close()


@pytest.mark.parametrize("path", ["/", "/j?code=1", "/j/{code}", "/j/{code}/team/t1", "/nothing", "/desk"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_nothing_is_cut_off_on_a_small_phone_with_letters_twice_as_large(browser, told, path, locale):
    context = browser.new_context(viewport=SMALL, locale=locale)
    page = context.new_page()
    page.goto(str(told["join_url"]).partition("/j/")[0] + path.format(code=told["code"]))
    # What a phone's large-text setting does: every computed size doubled.
    page.evaluate(
        """() => {
          const all = [...document.querySelectorAll('body, body *')];
          const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
          all.forEach((one, at) => { one.style.fontSize = `${2 * sizes[at]}px`; });
        }"""
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL["width"]
    context.close()


def test_targets_are_large_enough_for_a_thumb(browser, told):
    page = browser.new_page(viewport=SMALL)
    for path in (f"/j/{told['code']}", f"/j/{told['code']}/team/t1", "/desk"):
        page.goto(str(told["join_url"]).partition("/j/")[0] + path)
        for one in page.locator("main button, main a.button, main a.team, main input:visible").all():
            box = one.bounding_box()
            assert box is not None
            assert box["height"] >= 60, one.inner_text()
    page.context.close()
