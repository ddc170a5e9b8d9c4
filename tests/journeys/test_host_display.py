"""The host dresses the projector and freezes the standings: each change is one command."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.host_page import HostPage, host_page, told

pytestmark = pytest.mark.journey


@pytest.fixture
async def host(browser: Browser) -> AsyncIterator[HostPage]:
    async with host_page(browser) as opened:
        yield opened


async def test_theme_sounds_and_calm_are_carried_out_at_once(host: HostPage) -> None:
    await host.open("open", "en")
    await host.press("d")
    dialog = host.page.get_by_role("dialog", name="The projector")
    await expect(dialog.get_by_role("radio", name="Night drill")).to_be_checked()
    volume = dialog.get_by_role("slider", name="Volume")
    await expect(volume).to_be_disabled()
    await dialog.get_by_text("Honour").click()
    assert told(await host.hall.heard("DressScreen")) == {"theme": "honour"}
    await dialog.get_by_text("Signal, buzzer").click()
    assert told(await host.hall.heard("DressScreen", 2)) == {"sound": True}
    look = {"theme": "honour", "sound": True, "volume": 60, "calm": False}
    await host.hall.push({"contest": {"look": look}})
    await expect(volume).to_be_enabled()
    await volume.press("ArrowRight")
    assert told(await host.hall.heard("DressScreen", 3)) == {"volume": 70}
    await expect(dialog.get_by_text("70 of 100")).to_be_visible()
    await dialog.get_by_text("Calm").click()
    assert told(await host.hall.heard("DressScreen", 4)) == {"calm": True}
    await dialog.get_by_role("button", name="Close").click()
    await host.settle()
    assert host.sent() == ["DressScreen"] * 4


async def test_the_dialog_shows_what_the_server_says(host: HostPage) -> None:
    await host.open("open", "en")
    await host.press("d")
    look = {"theme": "daylight", "sound": True, "volume": 30, "calm": True}
    await host.hall.push({"contest": {"look": look}})
    dialog = host.page.get_by_role("dialog", name="The projector")
    await expect(dialog.get_by_role("radio", name="Daylight")).to_be_checked()
    await expect(dialog.get_by_role("switch", name="Calm: short fades instead of motion")).to_be_checked()
    await expect(dialog.get_by_role("slider", name="Volume")).to_have_value("30")
    assert host.sent() == []


async def test_frozen_standings_are_seen_and_thawed_by_the_same_key(host: HostPage) -> None:
    await host.open("open", "en")
    mark = host.page.get_by_text("Standings frozen", exact=True)
    await expect(mark).to_be_hidden()
    await host.hall.push({"standings": {"frozen": True}})
    await expect(mark).to_be_visible()
    await host.press("z")
    assert told(await host.hall.heard("FreezeStandings")) == {"on": False}
    await host.page.get_by_role("button", name="Projector…").click()
    switch = host.page.get_by_role("switch", name="Standings frozen")
    await expect(switch).to_be_checked()
    await host.hall.push({"standings": {"frozen": False}})
    await expect(switch).not_to_be_checked()
    await host.page.locator("label", has=switch).click()
    assert told(await host.hall.heard("FreezeStandings", 2)) == {"on": True}
