"""`/host/{contest}/buttons`: the link of the house buttons, for the host to open or to hand on.

The page behind the link is shown by `showing`, like every page a link with a key opens.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quizhub.questions.text import text_in
from quizhub.settings import Profile, Settings
from quizhub.web.pages.showing import hosts
from quizhub.web.place import place_of
from quizhub.web.qr import qr_svg
from quizhub.web.templating import language_of


async def buttons_link(request: Request) -> Response:
    """Only the host sees it: whoever has the link can press for every team."""
    place = place_of(request)
    info = await place.hall.info(request.path_params["contest"])
    if info is None:
        raise HTTPException(404)
    if not await hosts(request, info):
        raise HTTPException(403)
    url = place.hall.links(info).buttons_url
    path = url.removeprefix(place.hall.base_url)
    return place.templates.page(
        request,
        "pages/buttons.html",
        contest=info.id,
        title=text_in(info.title, language_of(request)),
        url=url,
        path=path,
        near=_near_url(place.settings, path),
        qr=qr_svg(url),
    )


def _near_url(settings: Settings, path: str) -> str:
    """The same page as the laptop itself may open it: browsers give game controllers only to pages of their
    own machine or over HTTPS. Empty where there is HTTPS."""
    return "" if settings.profile is Profile.PUBLIC else f"http://localhost:{settings.port}{path}"
