"""Everything a contest needs on paper beside the seat cards: poster, run sheet, rulebook, paper fallback.

Each in Chinese, in English or in both (`?in=both`). Keys and notes stand only on the run sheet and the key
sheets, which say that they are not for teams. Every function is behind `for_owners`.
"""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quizhub.contest.plan import Plan
from quizhub.contest.rules import Flow
from quizhub.contest.run_time import questions_in, round_s
from quizhub.questions.text import text_in
from quizhub.reports.question_sheets import paper_rounds
from quizhub.reports.rulebook import in_short, round_heading, rulebook
from quizhub.web.pages.desk_contests import contest_of
from quizhub.web.place import place_of
from quizhub.web.qr import qr_svg
from quizhub.web.question_view import KINDS
from quizhub.web.refusals import N_
from quizhub.web.spoken import Spoken
from quizhub.web.templating import language_of
from quizhub.web.translations import LANGUAGES, translations
from quizhub.web.wifi import network_complaint, network_text

BOTH = "both"
COLUMNS = 15
"""Most questions of one score sheet: as many as can be written in on a sheet lying down."""
PLACES = 6
"""Most places of a race that are written down."""
PAPERS: Mapping[str, tuple[str, bool]] = {
    "questions": (N_("Question sheets"), False),
    "keys": (N_("Answer key"), True),
    "scores": (N_("Score sheet"), False),
    "buzz": (N_("Buzz order sheet"), False),
}
"""The paper fallback: title, and whether it tells keys."""


async def poster(request: Request) -> Response:
    """`/desk/contests/{contest}/poster`: how phones get in. What was typed of the Wi-Fi is kept nowhere."""
    place, info = place_of(request), await contest_of(request)
    ssid, password, complaint = "", "", ""
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=5) as form:
            ssid, password = str(form.get("ssid", "")).strip(), str(form.get("password", ""))
        complaint = network_complaint(ssid, password)
    network = "" if complaint or not ssid else network_text(ssid, password)
    links = place.hall.links(info)
    return await _sheet(
        request,
        "poster",
        N_("Poster"),
        status=400 if complaint else 200,
        complaint=translations(language_of(request)).gettext(complaint) if complaint else "",
        ssid=ssid,
        password=password if network else "",
        network_qr=qr_svg(network) if network else "",
        join_qr=qr_svg(links.join_url),
        join_url=links.join_url,
        code=info.code,
    )


async def run_sheet(request: Request) -> Response:
    """`/desk/contests/{contest}/run-sheet`: the rundown for the host, with keys and notes."""
    plan, languages = await _plan(request), _languages(request)
    rounds = []
    for n, (planned, paper) in enumerate(
        zip(plan.rounds, paper_rounds(plan, languages, keys=True), strict=False)
    ):
        rounds.append(
            {
                "heading": [(tag, round_heading(plan, n + 1, tag)) for tag in languages],
                "rules": [(tag, in_short(planned, tag).splitlines()) for tag in languages],
                "minutes": max(1, round(round_s(plan, n) / 60)),
                "asked": questions_in(plan, planned),
                "questions": paper.questions,
            }
        )
    ties = [paper.questions for paper in paper_rounds(plan, languages, keys=True) if paper.number is None]
    return await _sheet(
        request,
        "run_sheet",
        N_("Run sheet for the host"),
        secret=True,
        rounds=rounds,
        ties=ties[0] if ties else (),
        minutes=sum(one["minutes"] for one in rounds),
        teams=sorted(plan.teams, key=lambda team: team.number),
    )


async def rules(request: Request) -> Response:
    """`/desk/contests/{contest}/rulebook`: the rules for those who compete."""
    plan = await _plan(request)
    parts = [(tag, text_in(plan.title, tag), rulebook(plan, tag)) for tag in _languages(request)]
    return await _sheet(request, "rulebook", N_("Rulebook"), parts=parts)


async def paper(request: Request) -> Response:
    """`/desk/contests/{contest}/paper/{sheet}`: a contest without any phone."""
    sheet = request.path_params["sheet"]
    if sheet not in PAPERS:
        raise HTTPException(404)
    title, secret = PAPERS[sheet]
    plan = await _plan(request)
    rounds = paper_rounds(plan, _languages(request), keys=secret)
    buzzed = {n for n, planned in enumerate(plan.rounds, start=1) if planned.flow is Flow.BUZZ}
    asked = {n: questions_in(plan, planned) for n, planned in enumerate(plan.rounds, start=1)}
    return await _sheet(
        request,
        f"paper_{sheet}",
        title,
        secret=secret,
        rounds=rounds,
        buzz_rounds=[one for one in rounds if one.number is None or one.number in buzzed],
        grids=[
            (one, range(start, min(start + COLUMNS, asked[one.number] + 1)))
            for one in rounds
            if one.number is not None
            for start in range(1, asked[one.number] + 1, COLUMNS)
        ],
        places=range(1, min(PLACES, len(plan.teams)) + 1),
        teams=sorted(plan.teams, key=lambda team: team.number),
        base_score=plan.rules.base_score,
    )


async def _plan(request: Request) -> Plan:
    live = await place_of(request).hall.find((await contest_of(request)).id)
    if live is None:
        raise HTTPException(404)
    return live.state.plan


def _languages(request: Request) -> tuple[str, ...]:
    """The languages of the sheet: the one asked for, both, or that of the page."""
    wanted = request.query_params.get("in", "")
    if wanted == BOTH:
        return tuple(LANGUAGES)
    return (wanted if wanted in LANGUAGES else language_of(request),)


async def _sheet(
    request: Request, name: str, title: str, *, status: int = 200, secret: bool = False, **context: Any
) -> Response:
    info, languages = await contest_of(request), _languages(request)
    spoken = Spoken(languages)
    return place_of(request).templates.page(
        request,
        f"sheets/{name}.html",
        status=status,
        _=spoken,
        say=spoken.lines,
        contest=info.id,
        title=spoken(title),
        head=translations(languages[0]).gettext(title),
        contest_title=spoken.lines([(tag, text_in(info.title, tag)) for tag in languages]),
        secret=secret,
        sheet_languages=languages,
        choices=[*LANGUAGES.items(), (BOTH, "中文 + English")],
        chosen=BOTH if len(languages) > 1 else languages[0],
        path=request.url.path,
        kinds=KINDS,
        **context,
    )
