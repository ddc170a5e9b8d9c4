"""The live pages (`/play`, `/host/…`, `/arbiter/…`, `/screen/…`, `/buttons/…`) and how a link opens.

The pages carry only names; what happens comes over the socket. A key in an address is answered with a
page that sends it back by POST, so that it leaves the address bar and the history's last entry.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.contest.seats import Role
from quizhub.errors import Code, CommandRejected
from quizhub.live.hall import ContestInfo, SeatHolder
from quizhub.questions.text import text_in
from quizhub.web.pages.printing import cards_page
from quizhub.web.place import place_of
from quizhub.web.qr import qr_file, qr_svg
from quizhub.web.refusals import refusal_text, status_of
from quizhub.web.sign_in import address_of, admit, cookie_of
from quizhub.web.templating import NO_STORE, language_of
from quizhub.web.translations import LANGUAGES

LIVE = {
    Role.HOST: "/live/host",
    Role.PROJECTOR: "/live/screen",
    Role.ARBITER: "/live/arbiter",
    Role.BUTTONS: "/live/buttons",
}
PLAY_PARTS = ("more", "pictures")
RULINGS_OF_HOST = "/live/host/rulings"


def _live_path(path: str, info: ContestInfo) -> str:
    """The path of a socket; the pages of a practice have cookies and sockets of their own."""
    return path if info.practises is None else path.replace("/live/", "/live/practice/")


async def _holder(request: Request, role: Role, info: ContestInfo | None = None) -> SeatHolder | None:
    """Who this request comes from, by the cookie of `role` for this contest."""
    cookie = cookie_of(role, practice=info is not None and info.practises is not None)
    holder = await place_of(request).hall.seat_of(request.cookies.get(cookie))
    wanted = {Role.CAPTAIN, Role.AUDIENCE} if role is Role.CAPTAIN else {role}
    return holder if holder is not None and holder.seat.role in wanted else None


async def play(request: Request) -> Response:
    """The captain's or audience's page; without a seat to the start."""
    holder = await _holder(request, Role.CAPTAIN)
    info = await place_of(request).hall.info(holder.contest) if holder else None
    if holder is None or info is None:
        return RedirectResponse("/", 303)
    role = "audience" if holder.seat.role is Role.AUDIENCE else "captain"
    return await _live_page(
        request, info, "screens/play.html", "/live/phone", role=role, team=holder.seat.team
    )


async def play_part(request: Request) -> Response:
    """The markup and words of a phone's later pictures: of all after the lobby, or of questions that show
    something; the same for every contest and seat."""
    part, language = request.path_params["part"], request.path_params["language"]
    if part not in PLAY_PARTS or language not in LANGUAGES:
        raise HTTPException(404)
    return place_of(request).templates.page(request, f"screens/play_{part}.html", language=language)


async def host(request: Request) -> Response:
    """`/host/{contest}`: the host's console."""
    return await _open(request, Role.HOST, "host")


async def arbiter(request: Request) -> Response:
    """`/arbiter/{contest}`: appeals and corrections. The host of the contest is an arbiter too, and sees the
    link to hand on."""
    info = await place_of(request).hall.info(request.path_params["contest"])
    holder = await _holder(request, Role.HOST, info)
    if info is None or holder is None or holder.contest != info.id or "key" in request.query_params:
        return await _open(request, Role.ARBITER, "arbiter")
    url = place_of(request).hall.links(info).arbiter_url
    return await _live_page(
        request,
        info,
        "screens/arbiter.html",
        _live_path(RULINGS_OF_HOST, info),
        role="host",
        link=url,
        qr=qr_svg(url),
    )


async def screen(request: Request) -> Response:
    """`/screen/{contest}`: the projector."""
    return await _open(request, Role.PROJECTOR, "screen")


async def buttons(request: Request) -> Response:
    """`/buttons/{contest}`: the computer the house's own buzzers are plugged into."""
    return await _open(request, Role.BUTTONS, "buttons")


async def _open(request: Request, role: Role, word: str) -> Response:
    place, contest = place_of(request), request.path_params["contest"]
    info = await place.hall.info(contest)
    if info is None:
        raise HTTPException(404)
    holder = await _holder(request, role, info)
    key = request.query_params.get("key", "")
    if holder is None or holder.contest != info.id:
        return _ask_key(request, info, word, key, None)
    if key:
        return RedirectResponse(f"/{word}/{info.id}", 303)
    return await _live_page(request, info, f"screens/{word}.html", _live_path(LIVE[role], info))


def _ask_key(
    request: Request, info: ContestInfo, word: str, key: str, refusal: CommandRejected | None
) -> Response:
    language = language_of(request)
    return place_of(request).templates.page(
        request,
        "pages/key.html",
        status=status_of(refusal.code) if refusal else 200 if key else 403,
        refused=refusal_text(refusal.code, language) if refusal else "",
        role=word,
        contest=info.id,
        title=text_in(info.title, language),
        key=key[:200],
    )


async def open_host(request: Request) -> Response:
    """The form of a host link."""
    return await _enter(request, Role.HOST, "host")


async def open_arbiter(request: Request) -> Response:
    """The form of an arbiter's link."""
    return await _enter(request, Role.ARBITER, "arbiter")


async def open_screen(request: Request) -> Response:
    """The form of a screen link."""
    return await _enter(request, Role.PROJECTOR, "screen")


async def open_buttons(request: Request) -> Response:
    """The form of the house buttons' link."""
    return await _enter(request, Role.BUTTONS, "buttons")


async def _enter(request: Request, role: Role, word: str) -> Response:
    place = place_of(request)
    info = await place.hall.info(request.path_params["contest"])
    if info is None:
        raise HTTPException(404)
    async with request.form() as form:
        key = str(form.get("key", ""))[:200]
    try:
        admitted = await place.hall.enter(key, address=address_of(request))
        if admitted.contest != info.id or admitted.seat.role is not role:
            raise CommandRejected(Code.NOT_ALLOWED)
    except CommandRejected as refusal:
        return _ask_key(request, info, word, "", refusal)
    response = RedirectResponse(f"/{word}/{info.id}", 303)
    admit(response, admitted, place.settings.profile, practice=info.practises is not None)
    return response


async def host_cards(request: Request) -> Response:
    """The seat cards for whoever hosts this contest."""
    info = await place_of(request).hall.info(request.path_params["contest"])
    if info is None:
        raise HTTPException(404)
    if not await hosts(request, info):
        raise HTTPException(403)
    return await cards_page(request, info)


async def hosts(request: Request, info: ContestInfo) -> bool:
    """Whether this request comes from the host of the contest."""
    holder = await _holder(request, Role.HOST, info)
    return holder is not None and holder.contest == info.id


async def qr(request: Request) -> Response:
    """The join address of a contest as a QR code; the join code is no secret."""
    place = place_of(request)
    info = await place.hall.info(request.path_params["code"])
    if info is None or info.code != request.path_params["code"]:
        raise HTTPException(404)
    picture = qr_file(place.hall.links(info).join_url)
    return Response(picture, media_type="image/svg+xml", headers=NO_STORE)


async def _live_page(
    request: Request,
    info: ContestInfo,
    name: str,
    live: str,
    *,
    role: str = "",
    team: str | None = None,
    link: str = "",
    qr: str = "",
) -> Response:
    place, language = place_of(request), language_of(request)
    lobby = await place.hall.lobby(info.code, language) or {"teams": []}
    return place.templates.page(
        request,
        name,
        contest=info.id,
        title=text_in(info.title, language),
        title_by_language=dict(info.title),
        live=live,
        teams=[{"id": team["id"], "n": team["n"], "name": team["name"]} for team in lobby["teams"]],
        role=role,
        team=team,
        link=link,
        qr=qr,
    )
