"""Seating the robots: captains on the free seats by PIN, the audience by the join code.

Seats that are somebody's already are left alone. Two hundred joins at most are under way at once.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizhub.errors import Code
from quizhub.robots import audience
from quizhub.robots.answering import Answering
from quizhub.robots.audience import Audience
from quizhub.robots.captain import Captain
from quizhub.robots.client import Bearing, Client
from quizhub.robots.door import Address, JoinRefused, Ticket, join_audience, join_captain
from quizhub.robots.knowledge import IGNORANCE, Knowledge
from quizhub.robots.lines import Kind, Line, Weather
from quizhub.robots.sections import Json, Sections
from quizhub.robots.skill import Skill
from quizhub.robots.tally import Tally

AT_ONCE = 200
_TRIES = 5
_TRY_AGAIN_S = 2.0
_LANGUAGE = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Manners:
    """What all robots of a rehearsal have in common."""

    seed: int
    speed: float
    weather: Weather
    knowledge: Knowledge = IGNORANCE


@dataclass(slots=True)
class Company:
    """The robots that found a seat."""

    captains: list[Captain] = field(default_factory=list)
    audience: list[Audience] = field(default_factory=list)

    @property
    def teams(self) -> list[str]:
        """The teams robots still play; a person may have taken a seat over since."""
        return [captain.team for captain in self.captains if captain.client.ended is None]

    @property
    def house(self) -> list[str]:
        """The teams that play on the organiser's devices."""
        return [one.team for one in self.captains if one.client.bearing.line.kind is Kind.HOUSE]

    @property
    def phones(self) -> Counter[Kind]:
        """How many there are of each kind."""
        return Counter(client.bearing.line.kind for client in self.clients)

    @property
    def clients(self) -> list[Client]:
        return [captain.client for captain in self.captains] + [one.client for one in self.audience]


class Seating:
    """Puts robots on the seats of one contest, as the host's view shows them."""

    def __init__(
        self,
        address: Address,
        view: Sections,
        tallies: Mapping[Kind, Tally],
        manners: Manners,
    ) -> None:
        contest = view.record("contest")
        self.notes: list[str] = []
        self._address = address
        self._code = str(contest["join"]["code"])
        self._languages = list(contest.get("languages") or [_LANGUAGE])
        self._seats: list[Json] = view.record("lobby").get("seats") or []
        self._tallies = tallies
        self._manners = manners
        table = [team["id"] for team in contest.get("teams") or []]
        self._places = {team: place for place, team in enumerate(table)}
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._refused: Counter[str] = Counter()

    async def seat(self, teams: int, listeners: int) -> Company:
        """As many robots as were asked for and as there are free seats."""
        free = [seat for seat in self._seats if seat["seat"] == "empty"]
        if taken := len(self._seats) - len(free):
            self.notes.append(f"{taken} captains' seats were taken already; their phones were left alone.")
        captains = await asyncio.gather(*(self._captain(seat) for seat in free[: max(0, teams)]))
        hall = await asyncio.gather(*(self._listener(number) for number in range(listeners)))
        for code, count in sorted(self._refused.items()):
            self.notes.append(f"{count} robots could not join: {code}.")
        return Company([one for one in captains if one], [one for one in hall if one])

    async def _captain(self, seat: Json) -> Captain | None:
        team, pin = str(seat["team"]), str(seat["pin"])
        line = self._manners.weather.captain(self._places.get(team, 0))
        skill = Skill(self._manners.seed, f"captain {team}", line.dropout, self._manners.knowledge)
        language = str(skill.choose(self._languages, "language"))
        ticket = await self._join(lambda: join_captain(self._address, self._code, team, pin, language))
        if ticket is None:
            return None
        client = self._client(ticket, skill, language, line, None)
        answering = self._answering(client, skill, f"team {team}")
        return Captain(team, client, answering, skill, self._manners.speed)

    async def _listener(self, number: int) -> Audience | None:
        line = self._manners.weather.listener(number)
        skill = Skill(self._manners.seed, f"audience {number}", line.dropout, self._manners.knowledge)
        language = str(skill.choose(self._languages, "language"))
        ticket = await self._join(lambda: join_audience(self._address, self._code, language))
        if ticket is None:
            return None
        client = self._client(ticket, skill, language, line, audience.SECTIONS)
        return Audience(client, self._answering(client, skill, f"audience {number}"))

    def _answering(self, client: Client, skill: Skill, seat: str) -> Answering:
        tally = self._tallies[client.bearing.line.kind]
        return Answering(client, skill, tally, self._manners.speed, seat)

    async def _join(self, join: Callable[[], Coroutine[Any, Any, Ticket]]) -> Ticket | None:
        """A ticket, or None when the server does not want this robot; patient where it says “later”."""
        async with self._gate:
            for tried in range(1, _TRIES + 1):
                try:
                    return await join()
                except JoinRefused as refused:
                    if refused.code != Code.TRY_LATER or tried == _TRIES:
                        self._refused[refused.code] += 1
                        return None
                await asyncio.sleep(_TRY_AGAIN_S)
        return None

    def _client(
        self, ticket: Ticket, skill: Skill, language: str, line: Line, kept: frozenset[str] | None
    ) -> Client:
        bearing = Bearing(language, skill.temper.repeats, sections=kept, line=line)
        return Client(ticket, bearing, self._tallies[line.kind], skill.chance("line"))
