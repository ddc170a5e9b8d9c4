"""What pages and the JSON entrance need of the running server, held in one object in `app.state`.

Built by app.py. It decides nothing; it only spares every page the same look-ups.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.clock import Clock
from quizhub.live.hall import Hall
from quizhub.settings import Settings
from quizhub.storage.bank_files import Library
from quizhub.storage.drafts import Drafts
from quizhub.storage.event_log import EventLog
from quizhub.storage.media import MediaStore
from quizhub.storage.pending_imports import PendingImports
from quizhub.storage.question_uses import QuestionUses
from quizhub.web.practice import Practices
from quizhub.web.shelves import Shelves
from quizhub.web.sign_in import Desk
from quizhub.web.templating import Templates


@dataclass(frozen=True, slots=True)
class Place:
    """The server this request reached."""

    settings: Settings
    hall: Hall
    log: EventLog
    """To read: what happened is written by the hall's contests only."""
    desk: Desk
    library: Library
    shelves: Shelves
    imports: PendingImports
    uses: QuestionUses
    drafts: Drafts
    media: MediaStore
    read_file: Callable[[BankFile], BankReading]
    """Reads a file that somebody handed in; blocking."""
    templates: Templates
    clock: Clock
    practices: Practices


def place_of(request: Request) -> Place:
    """The server's parts for this request."""
    place: Place = request.app.state.place
    return place
