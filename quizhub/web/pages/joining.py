"""How a phone gets its seat: join code, team and PIN, seat card, audience.

Every step is a page and a form that works without script. Who is let in is decided by `live`; a
refusal is shown above the form it belongs to.
"""

import unicodedata
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.contest.seats import Role
from quizhub.errors import Code, CommandRejected
from quizhub.live.hall import Admitted
from quizhub.questions.text import text_in
from quizhub.web.place import place_of
from quizhub.web.refusals import refusal_text, status_of
from quizhub.web.sign_in import address_of, admit
from quizhub.web.templating import language_of

CODE_DIGITS = 6


def digits_of(typed: str) -> str:
    """The digits of a code as typed: spaces, hyphens and full-width digits are fine."""
    return "".join(char for char in unicodedata.normalize("NFKC", typed) if char.isascii() and char.isdigit())


def letters_of(typed: str) -> str:
    """A PIN as typed: spaces, full-width and small letters are fine."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isascii() and c.isalpha())


async def ask_code(request: Request) -> Response:
    """`/`: type the join code."""
    return place_of(request).templates.page(request, "pages/code.html", code="", refused="")


async def find_code(request: Request) -> Response:
    """`/j?code=…`: to the contest, or the form again with what is wrong."""
    typed = request.query_params.get("code", "")
    code = digits_of(typed)
    language = language_of(request)
    if len(code) == CODE_DIGITS and await place_of(request).hall.lobby(code, language) is not None:
        return RedirectResponse(f"/j/{code}", 303)
    refused = refusal_text(Code.WRONG_CODE, language) if typed else ""
    return _wrong_code(request, typed, refused)


def _wrong_code(request: Request, typed: str, refused: str) -> Response:
    return place_of(request).templates.page(
        request, "pages/code.html", status=404 if refused else 200, code=typed[:20], refused=refused, here="/"
    )


async def choose(request: Request) -> Response:
    """`/j/{code}`: audience or captain of a team."""
    return await _choose(request, None)


async def _choose(request: Request, refusal: CommandRejected | None) -> Response:
    place, code, language = place_of(request), request.path_params["code"], language_of(request)
    lobby = await place.hall.lobby(code, language)
    if lobby is None:
        return _wrong_code(request, code, refusal_text(Code.WRONG_CODE, language))
    return place.templates.page(
        request,
        "pages/join.html",
        status=status_of(refusal.code) if refusal else 200,
        refused=refusal_text(refusal.code, language) if refusal else "",
        code=digits_of(code),
        held=await _held(request, lobby),
        here=f"/j/{digits_of(code)}",
        title=lobby["title"],
        teams=lobby["teams"],
        audience=lobby["audience"],
        locked=lobby["locked"],
    )


async def _held(request: Request, lobby: dict[str, Any]) -> str:
    """What this phone already is at this contest: "", "audience", or its team's name."""
    holder = await place_of(request).hall.seat_of(request.cookies.get("qh_seat"))
    if holder is None or holder.contest != lobby["contest"]:
        return ""
    if holder.seat.role is Role.AUDIENCE:
        return "audience"
    names = {team["id"]: team["name"] for team in lobby["teams"]}
    return str(names.get(holder.seat.team, ""))


async def join_audience(request: Request) -> Response:
    """The audience's button."""
    hall, code = place_of(request).hall, request.path_params["code"]
    join = hall.join_audience(code, **_who(request))
    return await _admitted_or(request, join, lambda refusal: _choose(request, refusal))


async def back_to_choice(request: Request) -> Response:
    """A form's address opened as a page, as happens after switching the language."""
    return RedirectResponse(f"/j/{request.path_params['code']}", 303)


async def ask_pin(request: Request) -> Response:
    """`/j/{code}/team/{team}`: the team's PIN."""
    return await _ask_pin(request, "", None)


async def _ask_pin(request: Request, pin: str, refusal: CommandRejected | None) -> Response:
    place, language = place_of(request), language_of(request)
    lobby = await place.hall.lobby(request.path_params["code"], language)
    team = (
        next((t for t in lobby["teams"] if t["id"] == request.path_params["team"]), None) if lobby else None
    )
    if lobby is None or team is None:
        raise HTTPException(404)
    return place.templates.page(
        request,
        "pages/pin.html",
        status=status_of(refusal.code) if refusal else 200,
        refused=refusal_text(refusal.code, language) if refusal else "",
        code=digits_of(request.path_params["code"]),
        team=team,
        pin=pin,
        title=lobby["title"],
    )


async def join_captain(request: Request) -> Response:
    """A captain's PIN; the phone that already holds the seat may leave it empty."""
    async with request.form() as form:
        pin = letters_of(str(form.get("pin", ""))[:60])
    code, team = request.path_params["code"], request.path_params["team"]
    join = place_of(request).hall.join_captain(code, team, pin, **_who(request))
    return await _admitted_or(request, join, lambda refusal: _ask_pin(request, pin, refusal))


async def show_card(request: Request) -> Response:
    """`/s/{card}`: one button."""
    return await _show_card(request, None)


async def _show_card(request: Request, refusal: CommandRejected | None) -> Response:
    place, language = place_of(request), language_of(request)
    card = await place.hall.card(request.path_params["card"])
    if card is None:
        raise HTTPException(404)
    return place.templates.page(
        request,
        "pages/card.html",
        status=status_of(refusal.code) if refusal else 200,
        refused=refusal_text(refusal.code, language) if refusal else "",
        title=text_in(card.title, language),
        team={"n": card.number, "name": card.name},
        card=request.path_params["card"],
    )


async def take_card(request: Request) -> Response:
    """The seat card's button."""
    join = place_of(request).hall.join_card(request.path_params["card"], **_who(request))
    return await _admitted_or(request, join, lambda refusal: _show_card(request, refusal))


def _who(request: Request) -> dict[str, Any]:
    return {
        "language": language_of(request),
        "address": address_of(request),
        "token": request.cookies.get("qh_seat"),
    }


async def _admitted_or(
    request: Request,
    join: Awaitable[Admitted],
    refused: Callable[[CommandRejected], Awaitable[Response]],
) -> Response:
    """To the contest with the cookie, or what `refused` answers."""
    try:
        admitted = await join
    except CommandRejected as refusal:
        return await refused(refusal)
    response = RedirectResponse("/play", 303)
    admit(response, admitted, place_of(request).settings.profile)
    return response
