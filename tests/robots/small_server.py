"""A small server that speaks the live protocol, for trying robots without the real one.

Plays a fixed script of pictures: lobby, one question for everybody, one for the buzzer, podium. Its
faults are switched on by the tests: it can drop a socket after receiving a command, forget what it
acknowledged, or show an answer nobody sent.
"""

import asyncio
import contextlib
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

Json = dict[str, Any]

KEYS = {"host-key": ("host", "qh_staff"), "screen-key": ("screen", "qh_screen")}
TEAMS = ("t1", "t2", "t3")
OPTIONS = [{"id": "a", "text": "甲"}, {"id": "b", "text": "乙"}, {"id": "c", "text": "丙"}]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(eq=False)
class Line:
    """One socket and the seat it belongs to."""

    seat: str
    socket: WebSocket

    async def say(self, message: Json) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.send_json(message)


@dataclass
class SmallServer:
    """The contest and its faults. `drop_after` is asked for every command of a phone."""

    origin: str = ""
    drop_after: Callable[[str, Json], bool] = lambda seat, command: False
    on_command: Callable[["SmallServer", str, Json], None] = lambda server, seat, command: None
    forget: bool = False
    invent: bool = False
    disabled: bool = False
    trusts: bool = False
    teams: tuple[str, ...] = TEAMS
    deaf: bool = False
    """Takes every ruling and goes on as if there had been none."""
    taken: tuple[str, ...] = ()
    version: int = 1
    moves: int = 0
    position: int = 0
    changed_at: int = 0
    seated: dict[str, str] = field(default_factory=dict)
    ready: list[str] = field(default_factory=list)
    asked: Json = field(default_factory=dict)
    called: str | None = None
    answers: dict[str, Json] = field(default_factory=dict)
    verdicts: Json = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    effects: list[tuple[str, Json]] = field(default_factory=list)
    received: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)
    pings: int = 0

    SCRIPT = (
        ("start_contest", "round"),
        ("show_question", "ask 1 shown"),
        ("open_answers", "ask 1 open"),
        ("close_answers", "ask 1 closed"),
        ("reveal", "ask 1 revealed"),
        ("show_question", "ask 2 shown"),
        ("start_signal", "ask 2 open"),
        ("close_unclaimed", "ask 2 closed"),
        ("reveal", "ask 2 revealed"),
        ("show_podium", "podium"),
        ("finish", "finished"),
    )

    # --- HTTP -------------------------------------------------------------------------------------

    async def enter(self, request: Request) -> Response:
        wish = await request.json()
        if request.headers.get("origin") != self.origin or wish["key"] not in KEYS:
            return JSONResponse({"code": "not_allowed", "text": "这个链接无效。"}, 403)
        role, cookie = KEYS[wish["key"]]
        return self._ticket(role, f"/live/{role}", cookie, role)

    async def join(self, request: Request) -> Response:
        wish = await request.json()
        if wish["as"] == "captain":
            if wish["pin"] != f"PIN{wish['team']}":
                return JSONResponse({"code": "wrong_pin", "text": "口令不对。"}, 403)
            return self._ticket(f"team-{wish['team']}", "/live/phone", "qh_seat", wish["team"])
        seat = f"aud-{len(self.seated)}"
        return self._ticket(seat, "/live/phone", "qh_seat", "")

    def _ticket(self, seat: str, live: str, cookie: str, team: str) -> Response:
        self.seated[seat] = team
        answer = JSONResponse({"contest": "c1", "seat": seat, "live": live})
        answer.set_cookie(cookie, seat, httponly=True)
        return answer

    # --- sockets ----------------------------------------------------------------------------------

    async def live(self, websocket: WebSocket) -> None:
        seat = next(iter(websocket.cookies.values()), "")
        await websocket.accept()
        if seat not in self.seated or websocket.headers.get("origin") != self.origin:
            await websocket.close(4401)
            return
        line = Line(seat, websocket)
        try:
            hello = await websocket.receive_json()
            assert hello["hello"] == 1
            self.lines.append(line)
            await line.say(self.view(seat))
            while True:
                await self.hear(line, await websocket.receive_json())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            if line in self.lines:
                self.lines.remove(line)

    async def hear(self, line: Line, message: Json) -> None:
        if "ping" in message:
            self.pings += 1
            await line.say({"pong": message["ping"], "now": now_ms()})
        if "do" not in message:
            return
        self.received[message["id"]] += 1
        known = message["id"] in self.known
        refusal = None if known else self.take(line.seat, message)
        if refusal is not None:
            await line.say({"no": message["id"], "code": refusal, "text": "…"})
            return
        if not known:
            self.version += 1
            self.known[message["id"]] = self.version
            self.effects.append((line.seat, message))
        if line.seat not in KEYS and self.drop_after(line.seat, message):
            await line.socket.close(1011)
            return
        await line.say({"ack": message["id"], "v": self.known[message["id"]]})
        await self.publish()
        self.on_command(self, line.seat, message)

    async def publish(self) -> None:
        for line in list(self.lines):
            await line.say(self.view(line.seat))

    # --- rules ------------------------------------------------------------------------------------

    def take(self, seat: str, command: Json) -> str | None:
        """Obey a command, or the code of a refusal."""
        match command["do"]:
            case "Next":
                if command["step"] != self.moves or command["effect"] != self.effect:
                    return "stale_step"
                self.step()
            case "SayReady":
                self.ready.append(self.seated[seat])
            case "SubmitAnswer":
                if self.picture != "ask 1 open" or command["ask"] != 1:
                    return "late"
                if command["n"] > self.answers.get(seat, {}).get("n", 0):
                    self.answers[seat] = command
            case "Buzz":
                if self.picture != "ask 2 open" or self.called:
                    return "late"
                self.called = self.seated[seat]
            case "RuleAnswer" if self.deaf:
                self.moves += 1
            case "RuleAnswer":
                if command["team"] != self.called:
                    return "not_now"
                self.verdicts[command["team"]] = "right" if command["right"] else "wrong"
                self.called = None
                self.step()
            case "TrustDevice" if self.trusts:
                pass
            case _:
                return "not_allowed"
        return None

    @property
    def effect(self) -> str:
        return self.SCRIPT[self.position][0] if self.position < len(self.SCRIPT) else ""

    @property
    def picture(self) -> str:
        return self.SCRIPT[self.position - 1][1] if self.position else "lobby"

    def step(self) -> None:
        self.moves += 1
        self.position += 1
        self.changed_at = now_ms()

    # --- views ------------------------------------------------------------------------------------

    def view(self, seat: str) -> Json:
        sections: Json = {
            "v": self.version,
            "now": now_ms(),
            "contest": self.contest(seat),
            "stage": self.stage(),
        }
        if seat == "host":
            sections |= self.host_sections()
        elif seat != "screen":
            sections |= {"me": self.me(seat), "can": self.can(seat)}
        if self.picture in ("podium", "finished"):
            rows = [
                {"team": team, "rank": n, "points": 100 - n, "delta": 0}
                for n, team in enumerate(self.teams, 1)
            ]
            sections["standings"] = {"rows": rows, "final": True}
        return sections

    def contest(self, seat: str) -> Json:
        teams = [{"id": team, "n": n, "name": f"第{n}队"} for n, team in enumerate(self.teams, 1)]
        join = {"code": "123456", "url": f"{self.origin}/j/123456"}
        told = {"id": "c1", "title": "试", "languages": ["zh-Hans"], "teams": teams, "join": join}
        return told | ({"screen_url": f"{self.origin}/screen/c1?key=screen-key"} if seat == "host" else {})

    def stage(self) -> Json:
        if not self.picture.startswith("ask"):
            return {"show": self.picture, "paused": False, "ready": self.ready}
        _, number, phase = self.picture.split()
        buzz = number == "2"
        clock = {"total": 30_000, "ends": self.changed_at + 30_000} if phase == "open" else None
        clock = None if self.called else clock
        ask = {
            "id": int(number), "n": int(number), "of": 2, "kind": "single_choice", "stem": "选哪个？",
            "options": OPTIONS, "flow": "buzz" if buzz else "everyone",
            "answering": "spoken" if buzz else "device", "phase": "answering" if self.called else phase,
            "contestants": list(self.teams), "clock": clock,
            "race": 1, "opens": self.changed_at if buzz and phase == "open" else None, "called": self.called,
            "started": bool(self.called), "ruled": self.verdicts,
        }  # fmt: skip
        return {"show": "ask", "paused": False, "round": {"n": 1, "title": "一"}, "ask": ask}

    def can(self, seat: str) -> list[str]:
        team = self.seated[seat]
        if self.picture == "lobby" and team and team not in self.ready:
            return ["ready"]
        if self.picture == "ask 1 open" and not self.answers.get(seat, {}).get("lock"):
            return ["answer"]
        return ["buzz"] if self.picture == "ask 2 open" and team and not self.called else []

    def me(self, seat: str) -> Json:
        held = self.answers.get(seat)
        if self.forget or held is None:
            return {"seat": seat, "ask": 1, "answer": None}
        n = held["n"] + (1 if self.invent else 0)
        return {"seat": seat, "ask": 1, "answer": {"answer": held["answer"], "n": n, "locked": False}}

    def host_sections(self) -> Json:
        seats = [
            {"team": team, "pin": f"PIN{team}", "seat": "joined" if team in self.taken else "empty"}
            for team in self.teams
        ]
        enabled = not self.disabled and not self.called
        captains = [self.seated[seat] for seat in self.answers if self.seated[seat]]
        hall = [seat for seat in self.seated if seat.startswith("aud-")]
        step = {
            "moves": self.moves,
            "effect": self.effect,
            "enabled": enabled,
            "can": ["RuleAnswer", *(["TrustDevice"] if self.trusts else [])],
        }
        return {
            "next": step,
            "lobby": {"locked": False, "seats": seats},
            "counts": {
                "answered": captains,
                "audience": len(hall),
                "audience_answered": sum(seat in self.answers for seat in hall),
            },
            "rundown": [{"title": "一", "state": "now", "questions": 2, "asks": [{"n": 1, "state": "done"}]}],
        }  # fmt: skip


@contextlib.asynccontextmanager
async def running(server: SmallServer) -> AsyncIterator[str]:
    """Serve on a free port of loopback; gives the host link."""
    listening = socket.create_server(("127.0.0.1", 0))
    server.origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = Starlette(
        routes=[
            Route("/api/enter", server.enter, methods=["POST"]),
            Route("/api/join", server.join, methods=["POST"]),
            WebSocketRoute("/live/{role}", server.live),
        ]
    )
    config = uvicorn.Config(
        app, log_level="critical", ws="websockets-sansio", lifespan="off", access_log=False
    )
    web = uvicorn.Server(config)
    serving = asyncio.create_task(web.serve([listening]))
    try:
        yield f"{server.origin}/host/c1?key=host-key"
    finally:
        web.should_exit = True
        await serving
