"""Runs the server until it is told to stop: opens the database, starts uvicorn, then announces the links."""

import logging
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import typer
import uvicorn

from quizhub.app import build_app, open_place
from quizhub.cli.announcement import announce
from quizhub.cli.making import pictures_of, plan_of
from quizhub.cli.speaking import CANNOT_START, CONTENT
from quizhub.live.hall import ContestInfo
from quizhub.settings import Profile, Settings
from quizhub.storage.backups import FOLDER, last_good
from quizhub.storage.bank_files import SAMPLE
from quizhub.storage.database import Database, DatabaseDamaged, StorageError
from quizhub.storage.folder_lock import lock_folder
from quizhub.web.deadlines import DeadlineHttpProtocol
from quizhub.web.fast_socket import FastSocketProtocol, tune_collector
from quizhub.web.place import Place

LARGEST_FRAME = 65_536
STOP_WITHIN_S = 10


class Unfit(Exception):
    """What was asked for on the command line cannot be had; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which contest to show, and how."""

    plan_name: str = ""
    plan: bytes | None = None
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that lie beside the plan, by name."""
    contest: str | None = None
    as_json: bool = False


class Server(uvicorn.Server):
    """Uvicorn, saying when it listens, and ending quietly by the first signal."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._tell_started = started
        self.failure: Unfit | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        try:
            await self._tell_started()
        except Unfit as failure:
            self.failure, self.should_exit = failure, True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Not recorded as uvicorn does: it would raise the signal again after a clean stop.
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def run(settings: Settings, listening: socket.socket, wishes: Wishes) -> int:
    """Serve until stopped; gives the exit code."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    try:
        lock = lock_folder(settings.data)
    except StorageError as error:
        typer.echo(str(error), err=True)
        return CANNOT_START
    with lock:
        return _run(settings, listening, wishes)


def _run(settings: Settings, listening: socket.socket, wishes: Wishes) -> int:
    try:
        database = Database.open(settings.database)
    except DatabaseDamaged as error:
        typer.echo(f"{error}\n{_way_back(settings.data)}", err=True)
        return CANNOT_START
    except StorageError as error:
        typer.echo(str(error), err=True)
        return CANNOT_START
    try:
        place = open_place(settings, database)

        async def started() -> None:
            info = await _contest_to_show(place, wishes)
            await announce(place, info, database.warnings, as_json=wishes.as_json)
            tune_collector()

        server = Server(_config(place, settings), started)
        server.run(sockets=[listening])
    except (SystemExit, StorageError) as error:
        typer.echo(f"QuizHub could not start: {error}", err=True)
        return CANNOT_START
    finally:
        database.close()
    if server.failure is not None:
        typer.echo(str(server.failure), err=True)
        return CONTENT
    return 0


def _way_back(data: Path) -> str:
    """What to do about a damaged database."""
    good = last_good(data / FOLDER)
    if good is None:
        return f"There is no whole backup in {data / FOLDER}."
    newest = good.newest
    holds = f" (contest {newest.contest}, {newest.version} events)" if newest is not None else ""
    return (
        f"The last good backup is {good.path}{holds}. To go on from there, keeping the damaged file aside:\n"
        f"  quizhub restore {good.path} --data {data} --force"
    )


def _config(place: Place, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        build_app(place),
        http=DeadlineHttpProtocol,
        ws=FastSocketProtocol,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        # Phones speak every five seconds by themselves; who does not is asked (keepalive.py). A phone in a
        # black hole is told to the host within twelve seconds, the last round trip included.
        ws_ping_interval=5,
        ws_ping_timeout=4.5,
        loop="asyncio" if sys.platform == "win32" else "uvloop",
        lifespan="on",
        backlog=4096,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=STOP_WITHIN_S,
        log_config=None,
        access_log=False,
        server_header=False,
        # In a hall nobody stands between us and the phones whose word on addresses could be taken.
        proxy_headers=settings.profile is Profile.PUBLIC,
        forwarded_allow_ips="127.0.0.1,::1",
    )


async def _contest_to_show(place: Place, wishes: Wishes) -> ContestInfo:
    """The contest asked for, the newest, or on the very first start the sample."""
    hall = place.hall
    if wishes.plan is not None:
        return await _create(place, wishes.plan, wishes.plan_name, wishes.beside)
    if wishes.contest is not None:
        info = await hall.info(wishes.contest)
        if info is None:
            raise Unfit(f"There is no contest {wishes.contest}; see `quizhub contest list`.")
        return info
    for known in await hall.contests():
        if not known.archived:
            return known
    raw = place.library.read_sample(SAMPLE)
    if raw is None:
        raise Unfit(f"QuizHub is not complete: {SAMPLE}.yaml is missing.")
    return await _create(place, raw, f"{SAMPLE}.yaml", {})


async def _create(place: Place, raw: bytes, name: str, beside: Mapping[str, bytes]) -> ContestInfo:
    reading = plan_of(raw, name, place.library, beside)
    for problem in reading.problems:
        typer.echo(f"{problem.place}  {problem.level}: {problem.text('en')}", err=True)
    if reading.plan is None:
        raise Unfit(f"{Path(name).name} is no plan that can be played.")
    return await place.hall.create(reading.plan, pictures=pictures_of(reading, place.library))
