"""A real server in the test's own process, with one contest: real pages, real rules, nothing written before.

For journeys over several pages at once. The test plays the teams through the contest itself and looks at what
browsers see of it; the clock runs, so nothing waits for a time.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from playwright.async_api import Browser, BrowserContext, Page

from quizhub.app import build_app, open_place
from quizhub.contest import commands as c
from quizhub.contest.plan import Plan
from quizhub.contest.seats import HOST, captain_seat
from quizhub.contest.standings import points
from quizhub.contest.state import ContestState
from quizhub.contest.steps import next_step
from quizhub.live.contest import LiveContest
from quizhub.live.hall import ContestInfo, ContestLinks, Hall
from quizhub.questions.answers import Answer
from quizhub.settings import Settings
from quizhub.storage.database import Database


class RealHall:
    """The contest, and everything its teams and its host do that the test does not do in a browser."""

    def __init__(self, hall: Hall, live: LiveContest, info: ContestInfo) -> None:
        self.hall = hall
        self.live = live
        self.info = info
        self.asks: list[int] = []
        """What `play` has played, in order."""

    @property
    def state(self) -> ContestState:
        return self.live.state

    @property
    def links(self) -> ContestLinks:
        return self.hall.links(self.info)

    def points(self) -> dict[str, int]:
        return points(self.state)

    async def seat_all(self) -> None:
        for team in self.state.plan.teams:
            await self.live.post(c.TakeSeat(), captain_seat(team.id))

    async def next(self) -> None:
        await self.live.post(c.Next(step=self.state.moves), HOST)

    async def until(self, effect: str) -> None:
        """Press the key until it would do this."""
        while (step := next_step(self.state)) is None or step.effect != effect:
            await self.next()

    async def play(self, **answers: Answer) -> int:
        """The next question for everybody, to its reveal; gives its ask."""
        await self.until("open_answers")
        await self.next()
        ask = self.state.show.ask
        assert ask is not None
        for team, answer in answers.items():
            await self.live.post(c.SubmitAnswer(ask=ask.id, answer=answer), captain_seat(team))
        await self.until("reveal")
        await self.next()
        self.asks.append(ask.id)
        return ask.id

    async def captain(self, browser: Browser, team: str, **context: object) -> Page:
        """The phone of a captain, with the seat card's link; released from whoever sits there now."""
        if captain_seat(team).id in self.state.seats:
            await self.live.post(c.ReleaseSeat(team=team), HOST)
        card = next(card for card in await self.hall.cards(self.info.id) if card.team == team)
        phone: BrowserContext = await browser.new_context(**context)  # type: ignore[arg-type]
        page = await phone.new_page()
        await page.goto(card.url)
        await page.locator("main form button").first.click()
        await page.wait_for_url("**/play")
        await page.wait_for_selector("body[data-screen]")
        return page

    async def reached(self, true: Callable[[ContestState], object]) -> None:
        """Wait until a browser's command has had its effect; one that never comes fails the test."""
        async with asyncio.timeout(20):
            while not true(self.state):
                await asyncio.sleep(0.02)


@asynccontextmanager
async def real_hall(
    folder: Path, plan: Plan, pictures: Mapping[str, bytes] | None = None
) -> AsyncIterator[RealHall]:
    """Serve a contest by this plan on loopback while the block runs."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    database = Database.open(folder / "quizhub.db")
    settings = Settings(data=folder, port=listener.getsockname()[1], address="127.0.0.1")
    place = open_place(settings, database)
    config = uvicorn.Config(build_app(place), log_level="warning", lifespan="on", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    info = await place.hall.create(plan, pictures=pictures)
    live = await place.hall.find(info.id)
    assert live is not None
    try:
        yield RealHall(place.hall, live, info)
    finally:
        server.should_exit = True
        await serving
        listener.close()
        database.close()
