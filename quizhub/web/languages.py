"""The language switch every page shows: `POST /language`."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.web.translations import LANGUAGES

ONE_YEAR_S = 31_536_000


def local_path(address: str) -> str:
    """The address if it stays on this server, else the start page."""
    stays = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if stays and address.isprintable() and "\\" not in address else "/"


async def switch(request: Request) -> Response:
    """Remember the language and lead back. Not HttpOnly: the live pages switch without a new page."""
    async with request.form() as form:
        back, language = str(form.get("back", "/")), str(form.get("language", ""))
    response = RedirectResponse(local_path(back), 303)
    if language in LANGUAGES:
        response.set_cookie("qh_lang", language, max_age=ONE_YEAR_S, path="/", samesite="lax")
    return response
