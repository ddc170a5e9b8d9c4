"""A hall without rules: real pages and the real socket protocol, but every view is written in advance.

For the browser tests of single screens and for looking at every state. Views lie in `views/<group>.json`
as `{"<state>": {"extends": "<other state>", "<section>": …}}`; `{"zh-Hans": …, "en": …}` stands for a text,
`ends_in`, `opens_in` and `card_in` for server times that many ms away. To look at one in a browser:
`python -m tests.journeys.fake_hall`, then /play?view=phone/open&lang=en (or /host?view=…, /screen?view=…).
"""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from quizhub.settings import Profile
from quizhub.web.assets import Assets
from quizhub.web.qr import qr_file
from quizhub.web.security import content_security_policy
from quizhub.web.templating import Templates
from quizhub.web.translations import LANGUAGES

VIEWS = Path(__file__).parent / "views"
ROLES = {"play": "phone", "host": "host", "screen": "screen"}
RELATIVE = {"ends_in": "ends", "opens_in": "opens", "card_in": "at"}
"""Times written as so many ms from when the view is shown, and the fields they become; a card's is `at`."""
Sections = dict[str, Any]


@cache
def shipped() -> Templates:
    """Pages and scripts as users get them: bundled, and read once for all halls."""
    return Templates(Assets())


@cache
def single_files() -> Templates:
    """The files as they are written, read anew for every page; a test can import the modules of its page."""
    return Templates(Assets(watch=True))


def server_now() -> int:
    """Milliseconds, as the real server counts them."""
    return time.time_ns() // 1_000_000


def merged(base: Any, change: Any) -> Any:
    """`change` laid over `base`: objects member by member, everything else replaced."""
    if not (isinstance(base, dict) and isinstance(change, dict)):
        return change
    return {**base, **{name: merged(base.get(name), value) for name, value in change.items()}}


@cache
def written_views(group: str) -> dict[str, str]:
    """Each state of a group as JSON, so that every reader gets a view of its own to change."""
    states = json.loads((VIEWS / f"{group}.json").read_text("utf-8"))
    return {state: json.dumps(sections) for state, sections in states.items()}


def load_view(name: str) -> Sections:
    """The view `group/state`, with everything it extends."""
    group, _, state = name.partition("/")
    found: Sections = json.loads(written_views(group)[state])
    parent = found.pop("extends", None)
    return merged(load_view(f"{group}/{parent}"), found) if parent else found


def in_language(view: Any, language: str, languages: list[str] | None) -> Any:
    """Texts in one language, or (for a screen) as a list in all `languages`; times made absolute."""
    if isinstance(view, list):
        return [in_language(item, language, languages) for item in view]
    if not isinstance(view, dict):
        return view
    if view and view.keys() <= LANGUAGES.keys():
        if languages is not None:
            return [view[one] for one in languages if one in view]
        return view.get(language) or next(iter(view.values()))
    # A clock written as left_of_total, so that a state can be looked at for as long as one likes.
    timed = {RELATIVE.get(name, name): value for name, value in view.items()}
    for wanted, name in RELATIVE.items():
        if view.get(wanted) is not None:
            timed[name] = server_now() + view[wanted]
    return {name: in_language(value, language, languages) for name, value in timed.items()}


class Line:
    """One open socket and what it has been shown."""

    def __init__(self, websocket: WebSocket, role: str, sections: Sections) -> None:
        self.websocket = websocket
        self.role = role
        self.sections = sections
        self.language = "zh-Hans"

    async def show(self, version: int, sections: Sections) -> None:
        """Send these sections as a view."""
        languages = self.sections["contest"]["languages"] if self.role == "screen" else None
        view = in_language(sections, self.language, languages)
        await self.websocket.send_json({"v": version, "now": server_now(), **view})


class FakeHall:
    """What a test steers: it shows views, sees every message and decides how commands are met."""

    def __init__(self, templates: Templates | None = None) -> None:
        self.templates = templates or shipped()
        self.lines: list[Line] = []
        self.sections: Sections = {}
        self.pictures: dict[str, bytes] = {}
        self.version = 1
        self.messages: list[dict[str, Any]] = []
        self.pings = 0
        self.pongs: set[int] = set()
        self.news = asyncio.Condition()
        # As a server would; a test that wants silence switches them off.
        self.acknowledging = True
        self.echoing = True
        self.answering_pings = True
        # Turns new sockets away, as a laptop does whose program is gone.
        self.refusing = False
        # How many hellos have been answered so far: one for each connection.
        self.greeted = 0
        self.url = ""

    def app(self) -> Starlette:
        """The pages, the assets and the three live paths."""
        return Starlette(
            routes=[
                Route("/{page:str}", self.page),
                Route("/play/{part:str}/{language}", self.more),
                Route("/media/{name}", self.picture),
                Route("/api/contest/{code}", self.contest),
                Route("/qr/{code}.svg", self.qr),
                Route("/assets/{build}/{name:path}", self.asset),
                WebSocketRoute("/live/{role}", self.live),
            ]
        )

    async def asset(self, request: Request) -> Response:
        """Any file of the front end."""
        return await self.templates.assets.serve(request)

    async def contest(self, request: Request) -> Response:
        """Enough of the join page's answer for a page that asks."""
        return JSONResponse({"contest": "c1", "title": "", "languages": list(LANGUAGES), "teams": []})

    async def qr(self, request: Request) -> Response:
        """The code a projector shows in the lobby."""
        return Response(
            qr_file(f"{request.base_url}j/{request.path_params['code']}"), media_type="image/svg+xml"
        )

    async def page(self, request: Request) -> Response:
        """`/play`, `/host` or `/screen` as the real templates draw them."""
        page = request.path_params["page"]
        if page not in ROLES:
            return Response(status_code=404)
        language = request.query_params.get("lang") or request.cookies.get("qh_lang") or "zh-Hans"
        live = f"/live/{ROLES[page]}?{request.url.query}"
        here = f"/{page}?{request.url.query}"
        body = self.templates.render(
            f"screens/{page}.html", language, title="平安社区安全知识竞赛", contest="c1", live=live, here=here
        )
        return self._answer(request, body)

    async def more(self, request: Request) -> Response:
        """What a phone's page takes in once its first picture is up."""
        part, language = request.path_params["part"], request.path_params["language"]
        return self._answer(request, self.templates.render(f"screens/play_{part}.html", language))

    async def picture(self, request: Request) -> Response:
        """A picture the test has put up, or one of the written views, drawn in `views/`."""
        name = request.path_params["name"]
        if name in self.pictures:
            return Response(self.pictures[name], media_type="image/png")
        return Response((VIEWS / name).read_bytes(), media_type="image/svg+xml")

    def _answer(self, request: Request, body: str) -> Response:
        policy = content_security_policy(request.url.netloc, Profile.HALL)
        return HTMLResponse(body, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    async def live(self, websocket: WebSocket) -> None:
        """One client's socket, until it closes."""
        if self.refusing:
            await websocket.close()
            return
        await websocket.accept()
        name = websocket.query_params.get("view")
        line = Line(websocket, websocket.path_params["role"], load_view(name) if name else self.sections)
        self.lines.append(line)
        try:
            while True:
                await self.hear(line, await websocket.receive_json())
        except WebSocketDisconnect:
            pass
        finally:
            self.lines.remove(line)
            async with self.news:
                self.news.notify_all()

    async def hear(self, line: Line, message: dict[str, Any]) -> None:
        """Answer one message and tell the test about it."""
        if "hello" in message:
            self.greeted += 1
            line.language = message["lang"]
            await line.show(self.version, line.sections)
        elif "ping" in message and self.answering_pings:
            await line.websocket.send_json({"pong": message["ping"], "now": server_now()})
        elif "do" in message and self.acknowledging:
            await line.websocket.send_json({"ack": message["id"], "v": self.version})
            if self.echoing:
                await self.echo(line, message)
        async with self.news:
            if "pong" in message:
                self.pongs.add(message["pong"])
            self.messages.append(message)
            self.news.notify_all()

    async def echo(self, line: Line, message: dict[str, Any]) -> None:
        """What a real server would now say of this seat."""
        if message["do"] == "SubmitAnswer":
            held = {"answer": message["answer"], "text": _letters(line, message), "n": message["n"]}
            held |= {"locked": message.get("lock", False), "used_ms": 7400}
            await self.push({"me": {"ask": message["ask"], "answer": held}}, line)
        elif message["do"] == "SayReady":
            await self.push({"me": {"ready": True}, "can": []}, line)

    async def push(self, change: Sections, line: Line | None = None) -> None:
        """Lay a change over what the lines show and send the changed sections, each whole."""
        self.version += 1
        self.sections = merged(self.sections, change)
        for one in [line] if line else list(self.lines):
            one.sections = merged(one.sections, change)
            await one.show(self.version, {name: one.sections[name] for name in change})

    async def show(self, name: str) -> None:
        """Go to another written view."""
        view = load_view(name)
        self.sections = {}
        for line in self.lines:
            line.sections = {}
        await self.push(view)

    async def settled(self) -> None:
        """Wait until every page has drawn what it was sent: messages are answered in order."""
        marks = dict(enumerate(self.lines, start=self.pings))
        self.pings += len(marks)
        for mark, line in marks.items():
            # A page being left may be gone before its socket is.
            with suppress(WebSocketDisconnect, RuntimeError):
                await line.websocket.send_json({"ping": mark, "now": server_now()})
        async with self.news:
            await self.news.wait_for(
                lambda: all(mark in self.pongs or line not in self.lines for mark, line in marks.items())
            )

    async def refuse(self, message: dict[str, Any], code: str, text: str) -> None:
        """Answer a command that was not acknowledged with a refusal."""
        for line in self.lines:
            await line.websocket.send_json({"no": message["id"], "code": code, "text": text})

    async def close(self, code: int) -> None:
        """End every socket with a close code."""
        for line in list(self.lines):
            await line.websocket.close(code)

    def commands(self, do: str) -> list[dict[str, Any]]:
        """The commands of this name received so far."""
        return [message for message in self.messages if message.get("do") == do]

    async def heard(self, do: str, count: int = 1) -> dict[str, Any]:
        """Wait for the `count`-th command of this name and return it."""
        async with self.news:
            await self.news.wait_for(lambda: len(self.commands(do)) >= count)
        return self.commands(do)[count - 1]

    async def joined(self, count: int) -> None:
        """Wait until `count` times a page has said hello and been shown its view."""
        async with self.news:
            await self.news.wait_for(lambda: self.greeted >= count)


def _letters(line: Line, message: dict[str, Any]) -> str:
    options = line.sections["stage"]["ask"].get("options") or []
    letters = {option["id"]: "ABCDEFGHIJ"[place] for place, option in enumerate(options)}
    answer = message["answer"]
    if "chosen" in answer:
        return " ".join(sorted(letters[one] for one in answer["chosen"]))
    if "sequence" in answer:
        return "-".join(letters[one] for one in answer["sequence"])
    return " / ".join(answer.get("texts") or [answer.get("text", "")])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def open_hall(hall: FakeHall, port: int = 0) -> AsyncIterator[str]:
    """Serve the hall on loopback while the block runs; gives its address."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    server = _Server(
        uvicorn.Config(hall.app(), log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await server.listening.wait()
    hall.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    yield hall.url
    server.should_exit = True
    await hall.close(1001)
    await serving


async def main() -> None:
    """Serve on port 8100 until interrupted; every page shows the files as they are now."""
    async with open_hall(FakeHall(single_files()), 8100) as url:
        print(f"{url}/play?view=phone/lobby")
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
