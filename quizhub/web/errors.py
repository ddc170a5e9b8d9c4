"""The page, or for programs the JSON, that says why something cannot be shown, with a way on.

Used as exception handlers, by the security gate, and for bodies that are too large. It never shows an
exception's text: that goes to the log.
"""

import logging

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quizhub.errors import Code, CommandRejected
from quizhub.web.refusals import N_, SENTENCES, refusal_text, status_of
from quizhub.web.templating import Templates, language_of
from quizhub.web.translations import translations

TEXTS = {
    400: (N_("That could not be read"), N_("The request is not complete. Go back and try again.")),
    403: (N_("Not from here"), N_("This request did not come from a page of this contest. Start again.")),
    404: (N_("Nothing here"), N_("There is no such page. Perhaps the link is from an earlier contest.")),
    405: (N_("Nothing here"), N_("There is no such page. Perhaps the link is from an earlier contest.")),
    413: (N_("Too large"), N_("The file is larger than this page takes.")),
    500: (
        N_("Something went wrong here"),
        N_("It is our fault. What was confirmed is kept; open the page again."),
    ),
    503: (N_("Something went wrong here"), SENTENCES[Code.NOT_SAVED]),
}

_log = logging.getLogger(__name__)


class ErrorPages:
    """Answers for everything that failed."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def answer(self, request: Request, status: int) -> Response:
        """The answer for a status; unknown ones get the words of 400 or 500."""
        shown = status if status in TEXTS else 500 if status >= 500 else 400
        heading, sentence = TEXTS[shown]
        if request.url.path.startswith("/api/"):
            words = translations(language_of(request)).gettext(sentence)
            return JSONResponse({"code": f"http_{status}", "text": words}, status)
        say = translations(language_of(request)).gettext
        desk = request.url.path.startswith("/desk")
        return self._templates.page(
            request,
            "pages/error.html",
            status=status,
            number=status,
            heading=say(heading),
            sentence=say(sentence),
            here="/desk" if desk else "/",
            way_href="/desk" if desk else "/",
            way_words=say(N_("To the desk")) if desk else say(N_("To the start page")),
        )

    async def on_http(self, request: Request, error: Exception) -> Response:
        """Exception handler of what Starlette and our pages raise on purpose."""
        assert isinstance(error, HTTPException)
        response = self.answer(request, error.status_code)
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    async def on_refusal(self, request: Request, error: Exception) -> Response:
        """A refusal no page of its own shows: programs get the code, people the sentence."""
        assert isinstance(error, CommandRejected)
        text = refusal_text(error.code, language_of(request))
        return JSONResponse({"code": str(error.code), "text": text}, status_of(error.code))

    async def on_unsaved(self, request: Request, error: Exception) -> Response:
        """The disk is full or the database is locked: for a while nothing can be kept."""
        _log.warning("%s", error)
        if request.url.path.startswith("/api/"):
            return await self.on_refusal(request, CommandRejected(Code.NOT_SAVED))
        return self.answer(request, 503)

    async def on_gone(self, request: Request, error: Exception) -> Response:
        """The client left in the middle of what it sent: nobody hears the answer, nobody is to blame."""
        assert isinstance(error, ClientDisconnect)
        return Response(status_code=400)

    async def on_fault(self, request: Request, error: Exception) -> Response:
        """Our own fault; Starlette logs it with its traceback."""
        return self.answer(request, 500)

    async def refuse(self, scope: Scope, receive: Receive, send: Send, status: int) -> None:
        """For the security gate, which stands before any route."""
        await self.answer(Request(scope), status)(scope, receive, send)


class TooLargePage:
    """Starlette's body limit answers in plain English; people get the page instead."""

    def __init__(self, app: ASGIApp, pages: ErrorPages) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_page(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_plain_413(message):
                replaced = True
                await self.pages.refuse(scope, receive, send, 413)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_page)


def _is_plain_413(message: Message) -> bool:
    if message["status"] != 413:
        return False
    return any(
        name == b"content-type" and value.startswith(b"text/plain") for name, value in message["headers"]
    )
