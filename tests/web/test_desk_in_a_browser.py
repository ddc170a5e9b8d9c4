"""From a Word paper nobody here wrote to a contest, at the desk, in a real browser without script, mostly
by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cli.test_serve import serving
from tests.web.test_in_a_browser import press_until

pytestmark = pytest.mark.journey

PAPER = next((Path(__file__).parents[1] / "banks" / "samples" / "zh-docx").glob("*.docx"))
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


def enter(page: Page) -> None:
    """Press the key and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def signed_in(page: Page, told: dict[str, object]) -> str:
    page.goto(str(told["desk_url"]))
    page.fill("[name=name]", "li")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    enter(page)
    return str(told["desk_url"]).partition("/desk")[0]


def test_from_a_paper_to_a_contest_without_script(browser, told):
    page = browser.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    here = signed_in(page, told)

    page.goto(f"{here}/desk/import")
    page.set_input_files("#file", str(PAPER))
    page.click("button.main")
    assert "130" in page.inner_text(".tally")
    assert "空气" in page.inner_text(".options .right >> nth=0")
    page.fill("#title", "导入的题库")
    press_until(page, "导入 130 道题")
    enter(page)
    assert "导入的题库" in page.inner_text(".bank.chosen")
    bank = page.url.partition("bank=")[2]

    page.fill("#words", "119")
    enter(page)
    assert re.search(r"[1-9]\d* 道题", page.inner_text(".count"))

    page.goto(f"{here}/desk/drafts")
    press_until(page, "从空白开始")
    enter(page)
    page.fill("[name='title.zh-Hans']", "键盘上的竞赛")
    page.fill("#teams", "一队\n二队\n三队")
    page.keyboard.press("Tab")
    press_until(page, "^ 保存$")
    enter(page)
    page.select_option("#add", "everyone")
    page.focus("#add")
    press_until(page, "添加")
    enter(page)
    page.click("a.round >> nth=0")
    page.check("[name='draw0.used']")
    page.fill("[name='draw0.bank']", bank)
    page.fill("[name='draw0.count']", "6")
    enter(page)
    assert "6 道题" in page.inner_text(".rounds")
    press_until(page, "建立竞赛")
    enter(page)
    assert "键盘上的竞赛" in page.inner_text("h1")
    page.context.close()
