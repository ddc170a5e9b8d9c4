"""`/host/{contest}/practice`: the form that starts a practice run, what it is doing, and what came out.

For the host of the contest and for organisers at the desk. The page works without script; with it the
progress moves by itself. The run itself is in web/practice.py.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.errors import CommandRejected
from quizhub.live.hall import ContestInfo
from quizhub.questions.text import text_in
from quizhub.web.entrance import Json
from quizhub.web.pages.showing import hosts
from quizhub.web.place import place_of
from quizhub.web.practice import Practice, PracticeWishes
from quizhub.web.refusals import N_, refusal_text
from quizhub.web.sign_in import DESK_COOKIE
from quizhub.web.templating import language_of
from quizhub.web.translations import translations

MOST_LISTENERS = 2_000
SPEEDS = (1.0, 3.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class Air:
    """A ready choice of how bad the lines of some phones are."""

    name: str
    words: str
    delay_ms: int
    loss: float
    dropout: float


AIRS = (
    Air("good", N_("Good Wi-Fi"), 0, 0.0, 0.0),
    Air("busy", N_("Crowded Wi-Fi"), 60, 0.05, 0.15),
    Air("mobile", N_("Mobile network"), 90, 0.02, 0.05),
)


async def practice_page(request: Request) -> Response:
    """The form, the run, or how the last one went; at a practice's own address that of its contest."""
    info = await _info(request)
    if info.practises is not None:
        return RedirectResponse(f"/host/{info.practises}/practice", 303)
    await _refuse_others(request, info)
    return await _page(request, info, "")


async def start(request: Request) -> Response:
    """Begin a run."""
    info = await _info(request)
    await _refuse_others(request, info)
    async with request.form() as form:
        wishes = _read({name: str(value) for name, value in form.items()}, await _teams(request, info))
    if wishes is None:
        words = translations(language_of(request)).gettext(
            N_("Check the numbers: one is missing or too large.")
        )
        return await _page(request, info, words, 400)
    try:
        await place_of(request).practices.start(info, wishes)
    except CommandRejected as refusal:
        return await _page(request, info, refusal_text(refusal.code, language_of(request)), 409)
    return RedirectResponse(f"/host/{info.id}/practice", 303)


async def stop(request: Request) -> Response:
    """End the run at once."""
    info = await _info(request)
    await _refuse_others(request, info)
    await place_of(request).practices.stop(info.id)
    return RedirectResponse(f"/host/{info.id}/practice", 303)


async def progress(request: Request) -> Response:
    """How far the run is, for the page's script: `{"running", "share", "where"}`."""
    info = await _info(request)
    await _refuse_others(request, info)
    practice = place_of(request).practices.running(info.id)
    shown = await _shown(request, practice) if practice is not None else None
    return Json({"running": shown is not None, **(shown or {})})


# --- who and what ---------------------------------------------------------------------------------


async def _info(request: Request) -> ContestInfo:
    info = await place_of(request).hall.info(request.path_params["contest"])
    if info is None:
        raise HTTPException(404)
    return info


async def _refuse_others(request: Request, info: ContestInfo) -> None:
    desk = place_of(request).desk
    if not await hosts(request, info) and await desk.who(request.cookies.get(DESK_COOKIE)) is None:
        raise HTTPException(403)


async def _teams(request: Request, info: ContestInfo) -> int:
    lobby = await place_of(request).hall.lobby(info.code, language_of(request))
    return len(lobby["teams"]) if lobby else 0


def _read(form: Mapping[str, str], teams: int) -> PracticeWishes | None:
    """The form's numbers, shares in percent; None where one is no number or out of range."""
    try:
        wishes = PracticeWishes(
            teams=int(form["teams"]),
            audience=int(form["audience"]),
            skill=int(form["skill"]) / 100,
            delay_ms=int(form["delay"]),
            loss=int(form["loss"]) / 100,
            dropout=int(form["dropout"]) / 100,
            robot_hosts=form["host"] == "robot",
            speed=float(form["speed"]),
        )
    except (KeyError, ValueError):
        return None
    shares = (wishes.skill, wishes.loss / 0.9, wishes.dropout)
    within = 0 <= wishes.teams <= teams and 0 <= wishes.audience <= MOST_LISTENERS and wishes.speed in SPEEDS
    return wishes if within and 0 <= wishes.delay_ms <= 2_000 and all(0 <= s <= 1 for s in shares) else None


# --- the page -------------------------------------------------------------------------------------


async def _page(request: Request, info: ContestInfo, refused: str, status: int = 200) -> Response:
    place, language = place_of(request), language_of(request)
    practice, outcome = place.practices.running(info.id), place.practices.outcome(info.id)
    teams = await _teams(request, info)
    wishes = outcome.wishes if outcome is not None else PracticeWishes(teams, 30)
    air = _air(request.query_params.get("air", "")) or (None if outcome is not None else AIRS[1])
    if air is not None:
        wishes = replace(wishes, delay_ms=air.delay_ms, loss=air.loss, dropout=air.dropout)
    say = translations(language).gettext
    return place.templates.page(
        request,
        "pages/practice.html",
        status=status,
        here=f"/host/{info.id}/practice",
        contest=info.id,
        title=text_in(info.title, language),
        refused=refused,
        hosting=await hosts(request, info),
        running=await _shown(request, practice) if practice is not None else None,
        outcome=asdict(outcome) if outcome is not None else None,
        wishes=wishes,
        most={"teams": teams, "audience": MOST_LISTENERS},
        speeds=SPEEDS,
        airs=[{"name": one.name, "words": say(one.words), "chosen": _is(one, wishes)} for one in AIRS],
    )


def _air(name: str) -> Air | None:
    return next((air for air in AIRS if air.name == name), None)


def _is(air: Air, wishes: PracticeWishes) -> bool:
    return (air.delay_ms, air.loss, air.dropout) == (wishes.delay_ms, wishes.loss, wishes.dropout)


async def _shown(request: Request, practice: Practice) -> dict[str, Any] | None:
    """What the page says of a run under way; None when it has just ended."""
    place, language = place_of(request), language_of(request)
    come = await place.practices.progress(practice)
    if come is None:
        return None
    say = translations(language).gettext
    if come.picture == "lobby":
        where = say(N_("The robots take their seats"))
    elif come.picture in ("podium", "finished"):
        where = say(N_("The winners are up"))
    else:
        where = text_in(come.round, language) if come.round else ""
    links = place.hall.links(practice.info)
    return {
        "where": where,
        "done": come.done,
        "planned": come.planned,
        "robot_hosts": practice.wishes.robot_hosts,
        "host_url": links.host_url.removeprefix(place.hall.base_url),
        "screen_url": links.screen_url.removeprefix(place.hall.base_url),
    }
