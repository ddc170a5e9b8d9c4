"""The desk's contest builder: a draft is a plan file, changed by forms, looked at, and made a contest.

The draft as a whole is here; one round is in `building_rounds`. Every function is behind `for_organisers`
in the route table, making the contest behind `for_owners`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.banks.encoding import decode
from quizhub.banks.yaml_tree import Listing, MarkupError, Table, parse
from quizhub.contest.legibility import long_stems
from quizhub.contest.look import Theme
from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.plan import Plan
from quizhub.contest.rules import ContestRules, Flow
from quizhub.contest.run_time import questions_in, round_s
from quizhub.ids import new_seed
from quizhub.questions.text import text_in
from quizhub.storage.drafts import Draft
from quizhub.storage.media import PicturesMissing
from quizhub.storage.plan_file import PlanReading, read_plan
from quizhub.storage.plan_file.outline import Outline, read_outline, write_outline
from quizhub.web.pages.desk import organiser_of
from quizhub.web.place import place_of
from quizhub.web.plan_form import apply_head, flow_of, new_round, rule_fields, teams_text
from quizhub.web.question_view import question_view
from quizhub.web.refusals import N_
from quizhub.web.rule_words import CHOICES
from quizhub.web.templating import language_of
from quizhub.web.translations import translations

MOST_FIELDS = 400
MAX_FILE = 2 * 1024 * 1024
LANGUAGES = (("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"), ("en", "English"))
THEMES: Mapping[Theme, str] = {
    Theme.NIGHT: N_("Night drill, for a dark hall"),
    Theme.HONOUR: N_("Honour, red and gold"),
    Theme.DAYLIGHT: N_("Daylight, for a bright hall"),
}
BARE: Mapping[Flow, str] = {
    Flow.EVERYONE: N_("Everyone answers"),
    Flow.IN_TURN: N_("In turn"),
    Flow.BUZZ: N_("Buzzer"),
}
EMPTY: Outline = {"title": {}, "languages": ["zh-Hans"], "teams": [], "rounds": []}


# --- the list ---------------------------------------------------------------------------------------


async def drafts_page(request: Request, refused: str = "") -> Response:
    """`/desk/drafts`: contests being prepared, and how to begin one."""
    place, language = place_of(request), language_of(request)
    samples = await run_sync(place.library.samples)
    return place.templates.page(
        request,
        "pages/drafts.html",
        status=400 if refused else 200,
        refused=refused,
        drafts=[_line(draft, language) for draft in await place.drafts.all()],
        samples=[(sample.name, text_in(sample.title, language)) for sample in samples],
    )


def _line(draft: Draft, language: str) -> dict[str, Any]:
    outline = outline_of(draft)
    return {
        "id": draft.id,
        "title": text_in(outline["title"], language) if outline else "",
        "teams": len(outline["teams"]) if outline else 0,
        "rounds": len(outline["rounds"]) if outline else 0,
        "at": datetime.fromtimestamp(draft.at / 1000),
        "by": draft.by,
    }


async def begin(request: Request) -> Response:
    """`POST /desk/drafts`: from nothing, from a sample, or from a plan file."""
    place = place_of(request)
    async with request.form(max_files=1, max_fields=5) as form:
        sample, upload = str(form.get("sample", "")), form.get("file")
        raw = await run_sync(place.library.read_sample, sample) if sample else None
        if isinstance(upload, UploadFile) and upload.filename:
            raw = await upload.read()
    if raw is None:
        raw = write_outline({**EMPTY, "seed": new_seed()})
    decoded = decode(raw)
    if decoded is None:
        return await drafts_page(request, N_("The file is no text. Choose a plan file in YAML."))
    draft = await place.drafts.begin(decoded.text, at=place.clock.now(), by=await organiser_of(request))
    return RedirectResponse(f"/desk/drafts/{draft}", 303)


# --- one draft --------------------------------------------------------------------------------------


async def draft_of(request: Request) -> Draft:
    """The draft the address names, or 404."""
    draft = await place_of(request).drafts.find(request.path_params["draft"])
    if draft is None:
        raise HTTPException(404)
    return draft


def outline_of(draft: Draft) -> Outline | None:
    """The draft as values; None while its text cannot be read."""
    try:
        return read_outline(draft.text.encode())
    except MarkupError:
        return None


async def save_outline(request: Request, draft: Draft, outline: Outline) -> None:
    """One more version."""
    place = place_of(request)
    text = write_outline(outline).decode()
    await place.drafts.save(draft.id, text, at=place.clock.now(), by=await organiser_of(request))


async def read_draft(request: Request, draft: Draft) -> PlanReading:
    """What the draft means with the banks at hand; the same seed draws the same questions."""
    banks = await place_of(request).shelves.banks()
    return await run_sync(read_plan, draft.text.encode(), "", banks, 1)


async def draft_page(request: Request, refused: Sequence[str] = ()) -> Response:
    """`/desk/drafts/{draft}`: head, teams, rules, rounds, warnings, how long it takes."""
    place, language = place_of(request), language_of(request)
    draft = await draft_of(request)
    outline = outline_of(draft)
    if outline is None:
        return await text_page(request)
    reading = await read_draft(request, draft)
    say = translations(language).gettext
    return place.templates.page(
        request,
        "pages/draft.html",
        status=400 if refused else 200,
        refused=refused,
        draft=draft.id,
        version=draft.version,
        title=outline["title"],
        heading=text_in(outline["title"], language) or say(N_("New contest")),
        tongues=LANGUAGES,
        chosen_tongues=outline["languages"],
        hall=outline.get("hall") or {},
        themes=list(THEMES.items()),
        teams=teams_text(outline),
        team_count=len(outline["teams"]),
        players=outline.get("players", ""),
        rules=rule_fields(ContestRules, language, outline.get("rules") or {}, {}),
        words=CHOICES,
        rounds=[_round(outline, n, reading.plan, language) for n in range(len(outline["rounds"]))],
        packs=[(p.id, text_in(p.name, language)) for p in ROUND_PACKS.values() if p.id != "tie_break"],
        bare=list(BARE.items()),
        problems=_problems(draft, reading, language),
        playable=reading.plan is not None,
        minutes=_minutes(reading.plan),
        seed=outline.get("seed"),
        owner=await place.desk.is_owner(await organiser_of(request)),
    )


def _round(outline: Outline, n: int, plan: Plan | None, language: str) -> dict[str, Any]:
    one = outline["rounds"][n]
    pack = ROUND_PACKS.get(str(one.get("pack")))
    usual = text_in(pack.name, language) if pack is not None else ""
    planned = plan.rounds[n] if plan is not None else None
    return {
        "n": n,
        "title": text_in(one["title"], language) or usual or str(one.get("flow", "")),
        "pack": usual,
        "flow": BARE[flow_of(one)],
        "changed": len(one["rules"]),
        "questions": questions_in(plan, planned) if plan is not None and planned is not None else None,
        "spares": len(planned.spares) if planned is not None else 0,
        "minutes": max(1, round(round_s(plan, n) / 60)) if plan is not None else None,
    }


def _minutes(plan: Plan | None) -> int | None:
    if plan is None:
        return None
    return max(1, round(sum(round_s(plan, n) for n in range(len(plan.rounds))) / 60))


def _problems(draft: Draft, reading: PlanReading, language: str) -> list[dict[str, Any]]:
    """Everything to be mended or looked at, with the round it is in."""
    lines = _lines_of_rounds(draft.text)
    found = [
        {"text": one.text(language), "level": one.level.value, "round": _round_at(lines, one.place)}
        for one in reading.problems
    ]
    plan = reading.plan
    if plan is not None:
        long = long_stems(plan.questions, plan.hall, plan.languages[0])
        found += [{"text": one.text(language), "level": "warning", "round": None} for one in long]
    return found


def _lines_of_rounds(text: str) -> list[int]:
    try:
        root = parse(text)
    except MarkupError:
        return []
    entries = {name.text: node for name, node in root.entries} if isinstance(root, Table) else {}
    rounds = entries.get("rounds")
    return [item.line for item in rounds.items] if isinstance(rounds, Listing) else []


def _round_at(lines: Sequence[int], place: str) -> int | None:
    """The round whose lines hold this one; what stands before or behind the rounds is in none."""
    at = int(place.rpartition(":")[2])
    inside = [n for n, line in enumerate(lines) if line <= at]
    return inside[-1] if inside else None


async def save(request: Request) -> Response:
    """`POST /desk/drafts/{draft}`: head, teams and rules of the contest."""
    draft = await draft_of(request)
    outline = outline_of(draft)
    if outline is None:
        raise HTTPException(409)
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        given = {name: str(value) for name, value in form.items()}
    outline = apply_head(outline, given)
    if given.get("draw") == "anew":
        outline["seed"] = new_seed()
    await save_outline(request, draft, outline)
    return RedirectResponse(f"/desk/drafts/{draft.id}", 303)


async def change_rounds(request: Request) -> Response:
    """`POST /desk/drafts/{draft}/rounds`: add one, move one up or down, double it, take it out."""
    draft = await draft_of(request)
    outline = outline_of(draft)
    if outline is None:
        raise HTTPException(409)
    async with request.form(max_files=0, max_fields=5) as form:
        add, what = str(form.get("add", "")), str(form.get("do", ""))
    rounds = outline["rounds"]
    if add in ROUND_PACKS or add in list(Flow):
        rounds.append(new_round(add))
    else:
        _move(rounds, what)
    await save_outline(request, draft, outline)
    return RedirectResponse(f"/desk/drafts/{draft.id}#rounds", 303)


def _move(rounds: list[Outline], what: str) -> None:
    """`up 2`, `down 0`, `copy 1` or `remove 3`; anything else changes nothing."""
    act, _, written = what.partition(" ")
    n = int(written) if written.isdigit() else -1
    if not 0 <= n < len(rounds):
        return
    if act == "up" and n > 0:
        rounds[n - 1 : n + 1] = [rounds[n], rounds[n - 1]]
    elif act == "down" and n + 1 < len(rounds):
        rounds[n : n + 2] = [rounds[n + 1], rounds[n]]
    elif act == "copy":
        rounds.insert(n + 1, {name: value for name, value in rounds[n].items() if name != "id"})
    elif act == "remove":
        del rounds[n]


# --- the file ---------------------------------------------------------------------------------------


async def download(request: Request) -> Response:
    """`/desk/drafts/{draft}/file`: the plan file."""
    draft = await draft_of(request)
    headers = {"Content-Disposition": f'attachment; filename="contest-{draft.id}-v{draft.version}.yaml"'}
    return Response(draft.text, media_type="application/yaml; charset=utf-8", headers=headers)


async def text_page(request: Request) -> Response:
    """`/desk/drafts/{draft}/text`: the plan file to be edited as text, with what is wrong in it."""
    draft = await draft_of(request)
    reading, language = await read_draft(request, draft), language_of(request)
    return place_of(request).templates.page(
        request,
        "pages/draft_text.html",
        draft=draft.id,
        text=draft.text,
        problems=[f"{one.place.lstrip(':')}: {one.text(language)}" for one in reading.problems],
        readable=outline_of(draft) is not None,
    )


async def save_text(request: Request) -> Response:
    """`POST /desk/drafts/{draft}/text`: the text as typed, or an uploaded file."""
    place, draft = place_of(request), await draft_of(request)
    async with request.form(max_files=1, max_fields=3, max_part_size=MAX_FILE) as form:
        text, upload = str(form.get("text", "")), form.get("file")
        if isinstance(upload, UploadFile) and upload.filename:
            decoded = decode(await upload.read())
            if decoded is None:
                raise HTTPException(400)
            text = decoded.text
    await place.drafts.save(
        draft.id, text.replace("\r\n", "\n"), at=place.clock.now(), by=await organiser_of(request)
    )
    return RedirectResponse(f"/desk/drafts/{draft.id}", 303)


async def versions(request: Request) -> Response:
    """`/desk/drafts/{draft}/versions`."""
    draft = await draft_of(request)
    return place_of(request).templates.page(
        request,
        "pages/draft_versions.html",
        draft=draft.id,
        versions=[
            {
                "version": one.version,
                "at": datetime.fromtimestamp(one.at / 1000),
                "by": one.by,
                "text": one.text,
            }
            for one in await place_of(request).drafts.versions(draft.id)
        ],
    )


async def bring_back(request: Request) -> Response:
    """`POST /desk/drafts/{draft}/versions/{version}`: an earlier version becomes the last one."""
    place, draft = place_of(request), await draft_of(request)
    old = await place.drafts.find(draft.id, request.path_params["version"])
    if old is None:
        raise HTTPException(404)
    await place.drafts.save(draft.id, old.text, at=place.clock.now(), by=await organiser_of(request))
    return RedirectResponse(f"/desk/drafts/{draft.id}", 303)


async def drop(request: Request) -> Response:
    """`POST /desk/drafts/{draft}/drop`: put it away."""
    draft = await draft_of(request)
    await place_of(request).drafts.drop(draft.id)
    return RedirectResponse("/desk/drafts", 303)


# --- looking and making -----------------------------------------------------------------------------


async def questions_page(request: Request) -> Response:
    """`/desk/drafts/{draft}/questions`: what will be asked, drawn questions included."""
    draft, language = await draft_of(request), language_of(request)
    plan = (await read_draft(request, draft)).plan
    rounds = []
    for n, planned in enumerate(plan.rounds if plan is not None else ()):
        assert plan is not None
        asked = [(one.question, one.stake) for one in planned.questions]
        spares = [(name, None) for name in planned.spares]
        rounds.append(
            {
                "n": n,
                "title": text_in(planned.title, language),
                "questions": [
                    {**question_view(plan.question_by_id[name], language), "stake": stake, "spare": spare}
                    for listed, spare in ((asked, False), (spares, True))
                    for name, stake in listed
                ],
            }
        )
    return place_of(request).templates.page(
        request, "pages/draft_questions.html", draft=draft.id, rounds=rounds
    )


async def make(request: Request) -> Response:
    """`POST /desk/drafts/{draft}/make`: the contest, with its own copy of everything."""
    place, draft = place_of(request), await draft_of(request)
    reading = await read_draft(request, draft)
    if reading.plan is None:
        return await draft_page(request, [translations(language_of(request)).gettext(NOT_YET)])
    pictures = await run_sync(place.library.pictures, set(reading.plan.pictures))
    try:
        info = await place.hall.create(reading.plan, pictures=pictures)
    except PicturesMissing as missing:
        return await draft_page(request, [str(missing)])
    return RedirectResponse(f"/desk/contests/{info.id}", 303)


NOT_YET = N_("It cannot be played yet: mend what is marked first.")
