"""`/m/{word}`: the link by which a captain's seat moves to the phone that opens it.

Offered as a QR code by the old phone or by the host, through `/api/move`. Opening the page changes nothing;
its button does, once.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.errors import Code, CommandRejected
from quizhub.live.hall import SeatCardPlace
from quizhub.questions.text import text_in
from quizhub.web.pages.joining import letters_of
from quizhub.web.place import place_of
from quizhub.web.refusals import refusal_text, status_of
from quizhub.web.sign_in import address_of, admit
from quizhub.web.templating import language_of


async def show_move(request: Request) -> Response:
    """The team, and one button; or why there is none."""
    try:
        place = await place_of(request).hall.moving(_word(request), address=address_of(request))
    except CommandRejected as refusal:
        return _page(request, None, refusal.code)
    return _page(request, place, None)


async def take_move(request: Request) -> Response:
    """The button: this phone has the seat from now on."""
    hall, token = place_of(request).hall, request.cookies.get("qh_seat")
    try:
        admitted = await hall.move_seat(
            _word(request), language=language_of(request), address=address_of(request), token=token
        )
    except CommandRejected as refusal:
        return _page(request, None, refusal.code)
    response = RedirectResponse("/play", 303)
    admit(response, admitted, place_of(request).settings.profile)
    return response


def _word(request: Request) -> str:
    """Typed or scanned: small letters, spaces and full-width letters are fine."""
    return letters_of(request.path_params["word"][:60])


def _page(request: Request, place: SeatCardPlace | None, refused: Code | None) -> Response:
    language = language_of(request)
    return place_of(request).templates.page(
        request,
        "pages/move.html",
        status=status_of(refused) if refused else 200,
        refused=refusal_text(refused, language) if refused else "",
        title=text_in(place.title, language) if place else "",
        team={"n": place.number, "name": place.name} if place else None,
        word=_word(request),
        taken=place.taken if place else False,
    )
