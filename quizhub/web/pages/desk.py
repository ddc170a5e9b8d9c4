"""Getting into the desk: the first organiser's name and password, signing in and out.

The desk's own pages are in `desk_contests`. The key from the terminal works only while nobody has
set a password.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.errors import Code, CommandRejected
from quizhub.web.pages.desk_contests import contests_page
from quizhub.web.place import place_of
from quizhub.web.refusals import N_, refusal_text, status_of
from quizhub.web.sign_in import (
    DESK_COOKIE,
    LONGEST_PASSWORD,
    LONGEST_S,
    SHORTEST_PASSWORD,
    address_of,
    set_cookie,
)
from quizhub.web.templating import language_of
from quizhub.web.translations import translations

Page = Callable[[Request], Awaitable[Response]]
LONGEST_NAME = 60


def for_organisers(page: Page) -> Page:
    """The page for whoever is signed in at the desk; everybody else is led to the sign-in."""

    async def guarded(request: Request) -> Response:
        if await place_of(request).desk.who(request.cookies.get(DESK_COOKIE)) is None:
            return RedirectResponse("/desk", 303)
        return await page(request)

    return guarded


def for_owners(page: Page) -> Page:
    """The page for owners; an editor is told so, everybody else is led to the sign-in."""

    async def guarded(request: Request) -> Response:
        place = place_of(request)
        if await place.desk.is_owner(await organiser_of(request)):
            return await page(request)
        return place.templates.page(request, "pages/desk_owners.html", status=403)

    return for_organisers(guarded)


async def organiser_of(request: Request) -> str:
    """The name of whoever is signed in; only behind `for_organisers`."""
    return await place_of(request).desk.who(request.cookies.get(DESK_COOKIE)) or ""


async def desk(request: Request) -> Response:
    """`/desk`: the contests, the sign-in, or the first set-up, whichever is due."""
    place = place_of(request)
    if await place.desk.who(request.cookies.get(DESK_COOKIE)) is not None:
        return await contests_page(request)
    if not await place.desk.is_new():
        return _sign_in_page(request, "", "", 200)
    key = request.query_params.get("key", "")
    return _set_up_page(request, key if place.desk.opens_with(key) else "", "", "", 200)


async def sign_in(request: Request) -> Response:
    """`/desk/sign-in`."""
    place = place_of(request)
    async with request.form() as form:
        name, password = str(form.get("name", "")).strip()[:LONGEST_NAME], str(form.get("password", ""))
    try:
        token = await place.desk.sign_in(name, password[:LONGEST_PASSWORD], address_of(request))
    except CommandRejected as refusal:
        text = refusal_text(refusal.code, language_of(request))
        return _sign_in_page(request, name, text, status_of(refusal.code))
    if token is None:
        return _sign_in_page(request, name, _say(request, N_("Name or password is not right.")), 403)
    return _signed_in(request, token)


async def set_up(request: Request) -> Response:
    """`/desk/set-up`: the first organiser."""
    place = place_of(request)
    async with request.form() as form:
        key, name = str(form.get("key", "")), str(form.get("name", "")).strip()[:LONGEST_NAME]
        password, again = str(form.get("password", "")), str(form.get("again", ""))
    complaint = password_complaint(name, password, again)
    if complaint and place.desk.opens_with(key):
        return _set_up_page(request, key, name, _say(request, complaint), 400)
    try:
        return _signed_in(request, await place.desk.set_up(key, name, password))
    except CommandRejected:
        text = refusal_text(Code.NOT_ALLOWED, language_of(request))
        return _set_up_page(request, "", name, text, 403)


def password_complaint(name: str, password: str, again: str) -> str:
    """What is wrong with a new name and password, as a message to translate; "" when nothing is."""
    if not name:
        return N_("Give a name to sign in with.")
    if len(password) < SHORTEST_PASSWORD:
        return N_("The password needs at least 12 characters. A short sentence is good.")
    if len(password) > LONGEST_PASSWORD:
        return N_("The password is longer than 200 characters.")
    if password != again:
        return N_("The two passwords are not the same.")
    return ""


async def sign_out(request: Request) -> Response:
    """`/desk/sign-out`."""
    token = request.cookies.get(DESK_COOKIE)
    if token:
        await place_of(request).desk.sign_out(token)
    response = RedirectResponse("/desk", 303)
    response.delete_cookie(DESK_COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _signed_in(request: Request, token: str) -> Response:
    response = RedirectResponse("/desk", 303)
    profile = place_of(request).settings.profile
    set_cookie(response, DESK_COOKIE, token, max_age=LONGEST_S, profile=profile, strict=True)
    return response


def _sign_in_page(request: Request, name: str, refused: str, status: int) -> Response:
    return place_of(request).templates.page(
        request, "pages/desk_sign_in.html", status=status, name=name, refused=refused, here="/desk"
    )


def _set_up_page(request: Request, key: str, name: str, refused: str, status: int) -> Response:
    here = f"/desk?key={key}" if key else "/desk"
    return place_of(request).templates.page(
        request, "pages/desk_set_up.html", status=status, key=key, name=name, refused=refused, here=here
    )


def _say(request: Request, message: str) -> str:
    return translations(language_of(request)).gettext(message)
