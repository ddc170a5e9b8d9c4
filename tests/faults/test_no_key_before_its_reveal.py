"""Every byte the real server sends to phones, screens and browsers, through undo, lost links and changed
phones: no answer, explanation or source is in it before the host has pressed the key that shows it.
"""

import asyncio
import contextlib
import http.client
import itertools
import random
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from quizhub.clock import ServerClock
from quizhub.contest.plan import Plan, PlannedQuestion, Round, picture_name
from quizhub.contest.rules import Answering, ContestRules, Flow, RoundRules
from tests.contest.leaks import leaked
from tests.contest.random_plans import KINDS, bytes_of, make_question
from tests.contest.table import a_plan, a_round
from tests.faults.programs import Program, quizhub
from tests.live.halls import close_hall, open_hall
from tests.live.servers import COOKIES

pytestmark = [pytest.mark.anyio, pytest.mark.fault(38)]

TEAMS, AUDIENCE, ACTS = 3, 2, 900
PER_CONNECTION = 15
"""Messages before a client connects again: a connection may send twenty at once."""
GUESSES: dict[str, dict[str, Any]] = {
    "single_choice": {"kind": "choice", "chosen": ["b"]},
    "multiple_choice": {"kind": "choice", "chosen": ["b"]},
    "true_false": {"kind": "choice", "chosen": ["true"]},
    "fill": {"kind": "fill", "texts": ["也对"]},
    "numeric": {"kind": "numeric", "text": "3"},
    "order": {"kind": "order", "sequence": ["d", "b", "c", "a"]},
    "match": {"kind": "match", "pairs": [["a", "q"], ["b", "p"]]},
    "open": {"kind": "open", "text": "不知道"},
    "hotspot": {"kind": "hotspot", "points": [[0.2, 0.2]]},
}
MARKED = tuple(kind for kind in KINDS if kind != "open")
PICTURE = re.compile(rb"PICTURE-(q[0-9]+)-")


def every_kind_in_every_flow() -> Plan:
    names = iter(f"q{number}" for number in itertools.count())
    rounds = []
    for number, flow in enumerate(Flow, 1):
        questions = tuple(PlannedQuestion(question=next(names)) for _ in MARKED)
        rules = RoundRules(time_s=600, no_press_s=120, cue_ms=300, per_turn=1)
        if flow is Flow.IN_TURN:
            rules = rules.model_copy(update={"per_turn": 3})
            questions += (PlannedQuestion(question=next(names)),)
        rounds.append(Round(id=f"r{number}", title={"en": flow}, flow=flow, rules=rules, questions=questions))
    judged = RoundRules(time_s=600, answering=Answering.MIXED)
    last = (PlannedQuestion(question=next(names)), PlannedQuestion(question=next(names)))
    rounds.append(Round(id="judged", title={"en": "J"}, flow=Flow.EVERYONE, rules=judged, questions=last))
    asked = [planned.question for planned_round in rounds for planned in planned_round.questions]
    kinds = (*itertools.islice(itertools.cycle(MARKED), len(asked) - len(last)), "open", "open")
    plan = a_plan(a_round("everyone", 1), teams=TEAMS)
    return plan.model_copy(
        update={
            "rules": ContestRules(ties=()),
            "rounds": tuple(rounds),
            "questions": tuple(make_question(name, kind) for name, kind in zip(asked, kinds, strict=True)),
        }
    )


class Tape:
    """What was heard, each with the questions whose answer the host had shown when it was heard. Pictures may
    be heard as soon as their question is `asked`."""

    def __init__(self) -> None:
        self.shown: set[str] = set()
        self.asked: set[str] = set()
        self.pictures: set[str] = set()
        self.leaks: list[tuple[str, str]] = []
        self.found: set[str] = set()
        self.heard = 0

    def hear(self, who: str, said: bytes) -> None:
        self.heard += 1
        for name in leaked({who: said}):
            self.found.add(name)
            if name not in self.shown:
                self.leaks.append((who, name))
        for name in map(bytes.decode, PICTURE.findall(said)):
            self.pictures.add(name)
            if name not in self.asked:
                self.leaks.append((who, f"picture of {name}"))


class Client:
    """A client by the document; what a host hears is not written on the tape."""

    def __init__(self, tape: Tape, address: str, live: str, token: str) -> None:
        self.address, self.live, self.token = address, live, token
        self.sections: dict[str, Any] = {}
        self.code: int | None = None
        self._tape, self._sent, self._replies = tape, 0, asyncio.Queue[dict[str, Any]]()
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._ids = itertools.count()
        self._stir = asyncio.Event()

    async def connect(self) -> None:
        await self.leave()
        self._socket = await connect(
            f"ws://{self.address}{self.live}",
            origin=Origin(f"http://{self.address}"),
            additional_headers={"Cookie": f"{COOKIES[self.live]}={self.token}"},
            ping_interval=None,
        )
        self._sent, self.sections, seen = 1, {}, asyncio.Event()
        self._listening = asyncio.create_task(self._listen(self._socket, seen))
        with contextlib.suppress(ConnectionClosed):  # Strangers are sent away at once.
            await self._socket.send('{"hello": 1, "lang": "zh-Hans"}')
        async with asyncio.timeout(20):
            await seen.wait()

    async def _listen(self, socket: ClientConnection, seen: asyncio.Event) -> None:
        try:
            async for said in socket:
                assert isinstance(said, str)
                if self.live != "/live/host":
                    self._tape.hear(self.live, said.encode())
                message = orjson.loads(said)
                if "ack" in message or "no" in message:
                    self._replies.put_nowait(message)
                elif "v" in message:
                    self.sections |= message
                    seen.set()
                    self._stir.set()
        except ConnectionClosed:
            pass
        self.code = socket.close_code
        seen.set()

    async def leave(self) -> None:
        if self._socket is not None and self._listening is not None:
            await self._socket.close()
            await self._listening

    async def do(self, command: str, **fields: Any) -> None:
        """Send a command, wait for its ack or no, and as a host for the view that follows the ack."""
        if self._sent >= PER_CONNECTION:
            await self.connect()
        assert self._socket is not None
        self._sent += 1
        message = {"id": f"{id(self):020d}-{next(self._ids):06d}", "do": command, **fields}
        await self._socket.send(orjson.dumps(message), text=True)
        async with asyncio.timeout(20):
            reply = await self._replies.get()
            assert message["id"] in (reply.get("ack"), reply.get("no"))
            while self.live == "/live/host" and self.sections["v"] < reply.get("v", 0):
                self._stir.clear()
                await self._stir.wait()


class Hall:
    """The server, its clients, and everything that may happen between two presses of the key."""

    def __init__(self, program: Program, contest: str, chance: random.Random) -> None:
        self.tape, self.chance, self.contest = Tape(), chance, contest
        self.address = f"127.0.0.1:{program.port}"
        self.code = program.links["join_url"].rpartition("/")[2]
        self._links = program.links
        plan = every_kind_in_every_flow()
        self._pictures = [f"/media/{picture_name(plan.seed, media)}" for media in plan.pictures]
        self.captains: dict[str, Client] = {}

    async def fill(self) -> None:
        self.host, self.screen = [await self._enter(role) for role in ("host", "screen")]
        for team in [seat["team"] for seat in self.host.sections["lobby"]["seats"]]:
            await self.sit(team)
        joined = [await self._join({"code": self.code, "as": "audience"}) for _ in range(AUDIENCE)]
        self.others = [self.screen, *joined]

    async def _enter(self, role: str) -> Client:
        key = self._links[f"{role}_url"].partition("key=")[2]
        return await self._client(f"/live/{role}", "/api/enter", {"key": key})

    async def _join(self, asked: dict[str, str]) -> Client:
        return await self._client("/live/phone", "/api/join", asked)

    async def sit(self, team: str) -> None:
        """The team's first phone, or another one after the host has released the seat."""
        [pin] = [seat["pin"] for seat in self.host.sections["lobby"]["seats"] if seat["team"] == team]
        asked = {"code": self.code, "as": "captain", "team": team, "pin": pin}
        self.captains[team] = await self._join(asked)

    async def _client(self, live: str, path: str, asked: dict[str, str]) -> Client:
        status, cookie = await self.fetch("POST", path, orjson.dumps(asked))
        assert status == 200
        token = cookie.partition("=")[2].partition(";")[0]
        client = Client(self.tape, self.address, live, token)
        await client.connect()
        return client

    async def fetch(
        self, method: str, path: str, body: bytes | None = None, cookie: str = ""
    ) -> tuple[int, str]:
        """A browser's request; what it brings is on the tape too. Gives the status and the new cookie."""

        def ask() -> tuple[int, bytes, str]:
            connection = http.client.HTTPConnection(self.address, timeout=20)
            headers = {"Origin": f"http://{self.address}", "Content-Type": "application/json"}
            connection.request(method, path, body, {**headers, "Cookie": cookie})
            answer = connection.getresponse()
            text, given = answer.read(), answer.getheader("Set-Cookie") or ""
            connection.close()
            return answer.status, text, given

        status, said, given = await asyncio.to_thread(ask)
        self.tape.hear(path, said)
        return status, given

    # --- what may happen --------------------------------------------------------------------------

    @property
    def next(self) -> dict[str, Any]:
        return self.host.sections["next"]  # type: ignore[no-any-return]

    async def press(self) -> None:
        step = self.next
        if step["detail"].get("waiting") == "ruling":
            await self.host.do("RuleAnswer", team=step["detail"]["teams"][0], right=False)
            return
        if step["effect"] == "reveal":
            [name] = re.findall(r"题(q\d+)", self.host.sections["stage"]["ask"]["stem"])
            self.tape.shown.add(name)
        await self.host.do("Next", step=step["moves"], effect=step["effect"])

    async def host_does(self) -> None:
        """Something that changes the course of the show; what would keep it from its end is taken back."""
        command = self.chance.choice(["Undo", "Undo", "Redo", "Pause", "CoverScreen", "VoidQuestion"])
        match command:
            case "Undo":
                await self.host.do("Undo", step=self.next["moves"])
            case "Redo":
                await self.host.do("Undo", step=self.next["moves"])
                await self.host.do("Redo", step=self.next["moves"])
            case "Pause":
                await self.host.do("Pause")
                await self.host.do("Resume")
            case "CoverScreen":
                await self.host.do(command, on=True)
                await self.host.do(command, on=False)
            case _:
                await self.host.do(command)
                await self.host.do("Undo", step=self.next["moves"])

    async def captain_does(self) -> None:
        captain = self.chance.choice(list(self.captains.values()))
        ask = captain.sections["stage"].get("ask")
        if ask is not None and "buzz" in captain.sections["can"]:
            await captain.do("Buzz", ask=ask["id"], press_ms=1, n=1)
        elif ask is not None and "answer" in captain.sections["can"]:
            await captain.do("SubmitAnswer", ask=ask["id"], answer=GUESSES[ask["kind"]], n=1)

    async def phone_is_changed(self) -> None:
        team = self.chance.choice(list(self.captains))
        await self.host.do("ReleaseSeat", team=team)
        await self.captains[team].leave()
        await self.sit(team)

    async def stranger_tries(self) -> None:
        """A token that is not known, and the token of a seat at a door that is not its own."""
        phone = self.others[-1]
        wrong = [("/live/screen", phone.token), ("/live/host", self.screen.token), ("/live/phone", "x")]
        live, token = self.chance.choice(wrong)
        stranger = Client(self.tape, self.address, live, token)
        await stranger.connect()
        assert (stranger.code, stranger.sections) == (4401, {})

    async def page_is_opened(self) -> None:
        pages = ["/", f"/j/{self.code}", "/play", f"/screen/{self.contest}", f"/api/contest/{self.code}"]
        if self.chance.random() < 0.5:
            pages = self._pictures
        client = self.chance.choice([self.screen, self.others[-1], *self.captains.values()])
        await self.fetch("GET", self.chance.choice(pages), cookie=f"{COOKIES[client.live]}={client.token}")

    async def link_is_lost(self) -> None:
        await self.chance.choice([*self.others, *self.captains.values()]).connect()

    async def play(self) -> None:
        """To the end of the contest, with something else between most presses of the key."""
        else_ = [self.host_does, self.phone_is_changed, self.stranger_tries, self.page_is_opened]
        for _ in range(ACTS):
            if self.next["effect"] == "finish":
                return
            if ask := self.host.sections["stage"].get("ask"):
                self.tape.asked.update(re.findall(r"题(q\d+)", ask["stem"]))
            await self.chance.choices(
                [self.press, self.captain_does, self.link_is_lost, *else_], [40, 30, 8, 9, 2, 3, 6]
            )[0]()
        raise AssertionError("the contest did not come to its end")

    async def go(self) -> None:
        for client in (self.host, *self.others, *self.captains.values()):
            await client.leave()


async def _contest(data: Path) -> str:
    hall, database = await open_hall(data / "quizhub.db", ServerClock())
    plan = every_kind_in_every_flow()
    info = await hall.create(plan, pictures=bytes_of(plan))
    await close_hall(hall, database)
    return info.id


async def test_no_byte_tells_an_answer_before_the_host_shows_it(tmp_path):
    contest = await _contest(tmp_path)
    async with quizhub(tmp_path, contest) as program:
        hall = Hall(program, contest, random.Random(7))
        await hall.fill()
        await hall.play()
        await hall.go()
        assert await program.stop() == 0
    assert hall.tape.leaks == []
    asked = {question.id for question in every_kind_in_every_flow().questions}
    assert hall.tape.shown == asked
    assert hall.tape.found == asked, "each of them would have been noticed"
    assert hall.tape.pictures, "some were there to be seen"
