"""The editor's preview in a real browser: the live pages in their frames follow the form as it is typed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FrameLocator, Page, expect, sync_playwright

from tests.cli.test_serve import serving
from tests.web.test_desk_in_a_browser import signed_in

pytestmark = pytest.mark.journey

BANK = """\
format: quizhub-bank/1
id: look
title: {zh-Hans: 题, en: Questions}
languages: [zh-Hans, en]
questions:
- id: smoke
  kind: single_choice
  stem: {zh-Hans: 他先做什么？, en: What does he do first?}
  material: {id: flat, text: {zh-Hans: 门缝冒烟。, en: Smoke comes in under the door.}}
  options: {a: {zh-Hans: 开门, en: Open it}, b: {zh-Hans: 堵门缝, en: Block the gap}}
  explanation: {zh-Hans: 烟比火更危险。, en: Smoke kills sooner than fire.}
  key: b
"""


@pytest.fixture
def editor(chromium_path, tmp_path: Path) -> Iterator[Page]:
    """The editor with the question in it; what the browser complained about is a failure."""
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "look.yaml").write_text(BANK, "utf-8")
    complaints: list[str] = []
    with serving(tmp_path) as (_, told), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path), args=["--no-sandbox"])
        page = browser.new_context(locale="en", viewport={"width": 1300, "height": 1000}).new_page()
        here = signed_in(page, told)
        page.context.request.post(f"{here}/desk/library/look/copy", headers={"origin": here})
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{here}/desk/library/look/smoke/edit")
        yield page
        browser.close()
    assert complaints == []


def choose(page: Page, name: str, words: str) -> None:
    page.get_by_role("group", name=name).get_by_text(words, exact=True).click()


def framed(page: Page, place: str) -> FrameLocator:
    return page.frame_locator(f"[data-place={place}] iframe")


def test_the_live_pages_follow_the_form(editor: Page):
    screen, phone, host = (framed(editor, place) for place in ("screen", "phone", "host"))
    expect(screen.locator("qh-hall")).to_contain_text("他先做什么？")
    choose(editor, "Language", "English")
    expect(screen.locator("qh-hall .stem")).to_contain_text(re.compile("^What does he do first"))

    choose(editor, "Where", "Phone")
    expect(phone.locator("#stage")).to_contain_text("Smoke comes in under the door.")
    editor.fill("[name='stem.en']", "And what then?")
    expect(phone.locator("#stage")).to_contain_text("And what then?")
    assert editor.evaluate("document.activeElement.name") == "stem.en"
    phone.get_by_role("button", name="Block the gap").click()
    expect(phone.locator("#frame")).to_contain_text("This is a preview: nothing is sent.")

    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "PNG")
    editor.set_input_files("#picture", {"name": "a.png", "mimeType": "image/png", "buffer": out.getvalue()})
    picture = phone.locator("#stage img[src^='/desk/media/']").first
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 64

    choose(editor, "When", "Revealed")
    expect(phone.locator("#stage")).to_contain_text("Smoke kills sooner than fire.")
    choose(editor, "Where", "Host")
    expect(host.locator("host-question")).to_contain_text("And what then?")
    host.get_by_role("link", name="House buttons").click()
    host.locator("host-next button").click()
    expect(host.locator("host-toast")).to_contain_text("This is a preview: nothing is sent.")
    assert len(editor.context.pages) == 1
