"""The JSON entrance for programs and the live pages: `/api/contest/{code}`, `/api/join`, `/api/move`,
`/api/enter`.

What is asked and answered is docs/protocol.md §1. Whether somebody is let in is decided by `live`.
"""

from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quizhub.errors import Code, CommandRejected
from quizhub.live.hall import Admitted, Hall
from quizhub.web.place import place_of
from quizhub.web.qr import qr_file
from quizhub.web.sign_in import address_of, admit
from quizhub.web.templating import NO_STORE, language_of
from quizhub.web.translations import known

LONGEST_WORD = 200


class Json(Response):
    """JSON by orjson."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


async def show_contest(request: Request) -> Response:
    """What a phone may know before it joins."""
    code = request.path_params["code"]
    shown = await place_of(request).hall.lobby(code, language_of(request))
    if shown is None:
        raise CommandRejected(Code.WRONG_CODE)
    return Json(shown)


async def join(request: Request) -> Response:
    """A captain's or audience seat, and its cookie."""
    asked = await _asked(request)
    admitted = await _join(place_of(request).hall, asked, request)
    body = {"contest": admitted.contest, "seat": admitted.seat.id, "live": admitted.live}
    return _answer(request, admitted, body)


async def enter(request: Request) -> Response:
    """The cookie of host, arbiter, screen or house buttons for the word of its link."""
    asked = await _asked(request)
    admitted = await place_of(request).hall.enter(_word(asked, "key"), address=address_of(request))
    body = {"contest": admitted.contest, "role": _role_word(admitted), "live": admitted.live}
    return _answer(request, admitted, body)


async def move(request: Request) -> Response:
    """A link that moves a captain's seat to another phone, for the phone that holds it or for the host."""
    asked = await _asked(request)
    as_host = asked.get("as") == "host"
    token = request.cookies.get("qh_staff" if as_host else "qh_seat")
    offer = await place_of(request).hall.offer_seat(token, _word(asked, "team") if as_host else None)
    qr = qr_file(offer.url).decode()
    return Json({"team": offer.team, "url": offer.url, "until": offer.until, "qr": qr}, headers=NO_STORE)


async def _join(hall: Hall, asked: dict[str, Any], request: Request) -> Admitted:
    language = known(str(asked.get("language", ""))) or language_of(request)
    address, token = address_of(request), request.cookies.get("qh_seat")
    if asked.get("as") == "audience":
        return await hall.join_audience(_word(asked, "code"), language=language, address=address, token=token)
    if asked.get("as") != "captain":
        raise HTTPException(400)
    if "move" in asked:
        return await hall.move_seat(_word(asked, "move"), language=language, address=address, token=token)
    if "card" in asked:
        return await hall.join_card(_word(asked, "card"), language=language, address=address, token=token)
    pin = _word(asked, "pin") if "pin" in asked else ""
    code, team = _word(asked, "code"), _word(asked, "team")
    return await hall.join_captain(code, team, pin, language=language, address=address, token=token)


def _role_word(admitted: Admitted) -> str:
    """`host`, `arbiter`, `screen` or `buttons`, as in the path of the socket."""
    return str(admitted.live).rpartition("/")[2]


def _answer(request: Request, admitted: Admitted, body: dict[str, str]) -> Response:
    response = Json(body)
    admit(response, admitted, place_of(request).settings.profile)
    return response


async def _asked(request: Request) -> dict[str, Any]:
    """The body as an object. Requiring the JSON type keeps out forms of other sites a second time."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(400)
    try:
        asked = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise HTTPException(400) from error
    if not isinstance(asked, dict):
        raise HTTPException(400)
    return asked


def _word(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name)
    if isinstance(value, str) and len(value) <= LONGEST_WORD:
        return value
    raise HTTPException(400)
