"""The results of a contest at the desk: on the page, on paper, as a workbook; and corrections of them.

They stay open: a correction made here is one more event of the log, as one from the arbiter's page is,
also after the podium and in a contest that is put away. Every function is behind `for_owners`.
"""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.banks.formats.table.cells import Page, xlsx_bytes
from quizhub.contest import commands as c
from quizhub.contest.events import CorrectionMade
from quizhub.contest.seats import Role, Seat
from quizhub.contest.state import ContestState
from quizhub.errors import CommandRejected
from quizhub.live.hall import ContestInfo
from quizhub.questions.text import text_in
from quizhub.reports.results import asks
from quizhub.storage.event_log import StoredEvent
from quizhub.web.pages.desk import organiser_of
from quizhub.web.pages.desk_contests import contest_of
from quizhub.web.place import place_of
from quizhub.web.refusals import N_, refusal_text, status_of
from quizhub.web.result_tables import ResultTables, Table, moment
from quizhub.web.templating import language_of
from quizhub.web.translations import translations

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SEAT = 64
"""Characters of a seat's name in the log."""


async def results_page(request: Request) -> Response:
    """`/desk/contests/{contest}/results`: how it stands, and why."""
    return await _page(request)


async def _page(request: Request, status: int = 200, refused: str = "") -> Response:
    place, info, language = place_of(request), await contest_of(request), language_of(request)
    state, made = await _facts(request, info)
    tables = ResultTables(state, made, language)
    return place.templates.page(
        request,
        "pages/results.html",
        status=status,
        refused=refused,
        contest=info.id,
        title=text_in(info.title, language),
        # In a thread: a long contest's tables take a while, and a race may be running.
        tables=await run_sync(tables.all),
        final=state.show.picture in ("podium", "finished"),
        begun=moment(state.started_at) if state.started_at is not None else "",
        now=moment(place.clock.now()),
        version=state.version,
        hash=await place.log.hash_at(info.id, state.version),
        teams=[(team, tables.team(team)) for team in state.seating()],
        played=[
            (row.ask, f"{tables.spot(row.spot)} {row.stem}")
            for row in asks(state, language)
            if not row.void and not row.spot.tie
        ],
        open_appeals=[
            (appeal.number, f"{appeal.number} · {tables.team(appeal.team)}: {appeal.reason}")
            for appeal in state.appeals
            if state.is_open(appeal)
        ],
        arbiter_url="" if info.archived else place.hall.links(info).arbiter_url,
    )


async def _facts(request: Request, info: ContestInfo) -> tuple[ContestState, Sequence[CorrectionMade]]:
    """The state and the corrections that led to it."""
    place = place_of(request)
    live = await place.hall.find(info.id)
    if live is None:
        raise HTTPException(404)
    state = live.state
    rows = await place.log.of_type(info.id, "CorrectionMade")
    events = [row.event() for row in rows if row.version <= state.version]
    return state, [event for event in events if isinstance(event, CorrectionMade)]


async def workbook(request: Request) -> Response:
    """`/desk/contests/{contest}/results.xlsx`: the same tables and the whole log, one sheet each."""
    place, info, language = place_of(request), await contest_of(request), language_of(request)
    state, made = await _facts(request, info)
    log = await place.log.read(info.id)
    tables = await run_sync(ResultTables(state, made, language).all)
    body = await run_sync(_workbook, tables, log[: state.version], language)
    name = quote(f"{text_in(info.title, language)}.xlsx")
    return Response(
        body, media_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    )


def _workbook(tables: Sequence[Table], log: Sequence[StoredEvent], language: str) -> bytes:
    pages = [Page(table.name, [table.columns, *table.rows], numbers=table.numbers) for table in tables]
    return xlsx_bytes([*pages, _log_page(log, language)])


def _log_page(log: Sequence[StoredEvent], language: str) -> Page:
    """The log as it is stored; only what is too long for a cell is cut there."""
    say = translations(language).gettext
    names = (N_("Event"), N_("Time"), N_("Seat"), N_("Kind of event"), N_("What it says"), N_("Hash"))
    rows = [[str(row.version), moment(row.at), row.seat, row.type, row.body, row.hash] for row in log]
    return Page(say(N_("Log")), [[say(name) for name in names], *rows], numbers=frozenset({0}))


# --- corrections --------------------------------------------------------------------------------------


async def correct(request: Request) -> Response:
    """`POST /desk/contests/{contest}/results`: one more logged correction, by the organiser."""
    info = await contest_of(request)
    live = await place_of(request).hall.find(info.id)
    if live is None:
        raise HTTPException(404)
    async with request.form(max_files=0, max_fields=10) as form:
        command = _command(form)
    if command is None:
        sentence = N_("Say what is to change, and give a reason: it stands in the record.")
        return await _page(request, 400, translations(language_of(request)).gettext(sentence))
    seat = Seat(f"organiser:{await organiser_of(request)}"[:MOST_SEAT], Role.ARBITER)
    try:
        await live.post(command, seat)
    except CommandRejected as refusal:
        return await _page(request, status_of(refusal.code), refusal_text(refusal.code, language_of(request)))
    return RedirectResponse(f"/desk/contests/{info.id}/results#corrections", 303)


def _command(form: FormData) -> c.Command | None:
    """What the form asks for; None when it is not complete."""
    make = _COMMANDS.get(str(form.get("what", "")))
    if make is None:
        return None
    try:
        return make({name: str(value).strip() for name, value in form.items()})
    except (KeyError, ValueError):
        return None


def _void(given: dict[str, str]) -> c.Command:
    if not given["reason"]:
        raise ValueError("no reason")
    return c.VoidQuestion(ask=int(given["ask"]), reason=given["reason"], replace=False)


_COMMANDS: dict[str, Callable[[dict[str, str]], c.Command]] = {
    "points": lambda given: c.AdjustPoints.model_validate(
        {"team": given["team"], "points": given["points"], "reason": given["reason"]}
    ),
    "verdict": lambda given: c.ChangeVerdict.model_validate(
        {name: given[name] for name in ("ask", "team", "verdict", "reason")}
    ),
    "void": _void,
    "appeal": lambda given: c.RuleAppeal(
        appeal=int(given["appeal"]), upheld=given["ruling"] == "upheld", note=given.get("note", "")
    ),
}
