"""Practice runs as a host starts them, by real robots on the real server: to the end, and stopped midway."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import orjson
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from tests.robots.real_server import RealServer, serving

PLAN = """
title: {zh-Hans: 小试, en: Short}
teams: [一队, 二队, 三队]
rounds:
- {pack: everyone, draw: {bank: fire, count: 2}}
- {pack: buzz, draw: {bank: cyber, count: 1}}
"""
FORM = {"teams": 3, "audience": 4, "skill": 100, "delay": 20, "loss": 0, "dropout": 30, "speed": "30.0"}
TABLES = ("contests", "events", "seat_tokens", "heartbeats", "settings")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


class Host:
    """The host's browser before a running server, and a look at its disk."""

    def __init__(self, server: RealServer, browser: httpx2.AsyncClient, data: Path) -> None:
        self.contest = str(server.links["contest"])
        self.browser = browser
        self.path = f"/host/{self.contest}/practice"
        self._disk = data / "quizhub.db"

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows of all tables a contest has rows in."""
        with closing(sqlite3.connect(self._disk)) as disk:
            return {table: sorted(disk.execute(f"SELECT * FROM {table}")) for table in TABLES}

    async def page(self) -> str:
        answer = await self.browser.get(self.path, timeout=30)
        return str(answer.text)

    async def until(self, words: str) -> str:
        """The page once it says so; asked for as its script does, for a page tells nobody of a change."""
        async with asyncio.timeout(60):
            while words not in (page := await self.page()):
                await asyncio.sleep(0.1)
        return page


@asynccontextmanager
async def hosting(data: Path, plan: Path) -> AsyncIterator[Host]:
    async with serving(data, plan) as server:
        link = urlsplit(str(server.links["host_url"]))
        here = f"http://{link.netloc}"
        async with httpx2.AsyncClient(
            base_url=here, headers={"origin": here, "accept-language": "en"}
        ) as browser:
            await browser.post(link.path, data={"key": link.query.removeprefix("key=")})
            yield Host(server, browser, data)


async def test_played_by_robots_to_the_end_it_leaves_the_contest_as_it_was(tmp_path, plan):
    async with hosting(tmp_path / "data", plan) as host:
        before = host.rows()
        answer = await host.browser.post(host.path, data={**FORM, "host": "robot"})
        assert answer.status_code == 303
        page = await host.until("The last practice was played to the end")
        assert re.search(r"Every one of the \d+ answers was kept", page)
        assert re.search("3 captains and 4 in the hall, [3-9] questions", page), "a tie asks one more"
        for kind in ("Good line", "Slow line", "Dropping line", "In the hall"):
            assert kind in page
        assert host.rows() == before


async def test_hosted_by_a_person_it_waits_for_the_key_and_stops_in_the_middle(tmp_path, plan):
    async with hosting(tmp_path / "data", plan) as host:
        before = host.rows()
        await host.browser.post(host.path, data={**FORM, "host": "me"})
        page = await host.until("You host")
        found = re.search(r'href="(/host/(\w+)\?key=(\w+))"', page)
        assert found is not None
        practice, key = found.group(2), found.group(3)
        await host.browser.post(f"/host/{practice}", data={"key": key})
        async with connect(
            f"ws://{host.browser.base_url.netloc.decode()}/live/practice/host",
            origin=Origin(str(host.browser.base_url).rstrip("/")),
            additional_headers={"Cookie": f"qh_practice={host.browser.cookies['qh_practice']}"},
            compression=None,
            proxy=None,
        ) as socket:
            await socket.send(orjson.dumps({"hello": 1, "lang": "en"}).decode())
            sections: dict[str, Any] = {}
            while not all(cell["seat"] == "ready" for cell in sections.get("grid") or [{"seat": ""}]):
                sections |= orjson.loads(await socket.recv())
            assert sections["lead"]["leads"] is True, "the robots leave the controls to the person"
            press = {
                "id": "a" * 22,
                "do": "Next",
                "step": sections["next"]["moves"],
                "effect": "start_contest",
            }
            await socket.send(orjson.dumps(press).decode())
            while sections["stage"]["show"] != "round":
                sections |= orjson.loads(await socket.recv())
            during = host.rows()
            assert [row for row in during["events"] if row[0] == host.contest] == before["events"]
            assert len(during["contests"]) == 2
            assert (await host.browser.post(f"{host.path}/stop")).status_code == 303
            assert "The last practice was stopped" in await host.page()
            assert host.rows() == before
