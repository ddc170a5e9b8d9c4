"""The composition root: the only place where the parts of a running server are put together.

Used by the command line and by tests. It holds no rules and answers no request itself.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import ClientDisconnect

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.clock import Clock, ServerClock
from quizhub.contest.events import AnyEvent
from quizhub.errors import CommandRejected
from quizhub.live.hall import Hall
from quizhub.settings import Settings
from quizhub.storage.bank_files import Library
from quizhub.storage.database import Database
from quizhub.storage.desk_banks import DeskBanks
from quizhub.storage.drafts import Drafts
from quizhub.storage.errors import StorageUnavailable
from quizhub.storage.event_log import EventLog
from quizhub.storage.import_process import read_safely
from quizhub.storage.media import MediaStore
from quizhub.storage.pending_imports import PendingImports
from quizhub.storage.people import People, StaffTokens
from quizhub.storage.question_uses import QuestionUses
from quizhub.storage.round_backups import RoundBackups
from quizhub.web.assets import Assets, question_banks
from quizhub.web.errors import ErrorPages, TooLargePage
from quizhub.web.place import Place
from quizhub.web.practice import Practices
from quizhub.web.refusals import refusal_text
from quizhub.web.routes import MAX_BODY, routes
from quizhub.web.security import AllowedHosts, Security
from quizhub.web.shelves import Shelves
from quizhub.web.sign_in import Desk
from quizhub.web.templating import Templates


def open_place(
    settings: Settings,
    database: Database,
    clock: Clock | None = None,
    read_file: Callable[[BankFile], BankReading] = read_safely,
) -> Place:
    """The parts of one server around an open database; nothing runs yet.

    `read_file` reads question files that are handed in: in a process of their own, for strangers made them.
    """
    told = clock or ServerClock()
    hall = Hall(database, told, base_url=settings.base_url, refusal_text=refusal_text)
    library = Library(question_banks(), settings.data / "banks")
    return Place(
        settings=settings,
        hall=hall,
        log=EventLog(database),
        desk=Desk(People(database), StaffTokens(database), told),
        library=library,
        shelves=Shelves(library, DeskBanks(database)),
        imports=PendingImports(settings.data / "imports"),
        read_file=read_file,
        uses=QuestionUses(database),
        drafts=Drafts(database),
        media=MediaStore(database),
        templates=Templates(Assets(watch=settings.watch)),
        clock=told,
        practices=Practices(hall, settings, told),
    )


def build_app(place: Place) -> Starlette:
    """The application; its lifespan starts and stops the hall."""
    settings = place.settings
    pages = ErrorPages(place.templates)
    allowed = AllowedHosts(
        {"localhost", settings.address, *settings.addresses, *settings.allowed_hosts}, settings.profile
    )

    backups = RoundBackups(settings.database, place.clock.now)

    def happened(contest: str, events: Sequence[AnyEvent]) -> None:
        if not place.hall.is_practice(contest):
            backups.notice(events)

    place.hall.happened = happened

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await place.hall.start()
        await place.hall.discard_leftovers()
        try:
            yield
        finally:
            await place.practices.stop_all()
            await place.hall.stop()
            await backups.stop()

    app = Starlette(
        routes=routes(place.templates.assets),
        middleware=[
            Middleware(Security, allowed=allowed, refuse=pages.refuse),
            Middleware(TooLargePage, pages=pages),
            Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY),
        ],
        exception_handlers={
            HTTPException: pages.on_http,
            CommandRejected: pages.on_refusal,
            StorageUnavailable: pages.on_unsaved,
            ClientDisconnect: pages.on_gone,
            Exception: pages.on_fault,
        },
        lifespan=lifespan,
    )
    app.state.place = place
    app.state.hall = place.hall
    app.state.allows_host = allowed
    return app
