"""The desk itself: the contests with their links, new ones from a plan file or a sample, seat cards.

Every function here is behind `for_organisers` in the route table.
"""

from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.contest.legibility import long_stems
from quizhub.ids import new_seed
from quizhub.live.hall import ContestInfo
from quizhub.questions.text import text_in
from quizhub.storage.media import PicturesMissing
from quizhub.storage.plan_file import PlanReading, read_plan, without_pictures
from quizhub.web.pages.printing import cards_page
from quizhub.web.place import place_of
from quizhub.web.qr import qr_svg
from quizhub.web.templating import language_of


async def contests_page(request: Request, reading: PlanReading | None = None, name: str = "") -> Response:
    """All contests, and what was wrong with a plan file just sent."""
    place, language = place_of(request), language_of(request)
    contests = [
        {
            "id": info.id,
            "title": text_in(info.title, language),
            "code": info.code,
            "archived": info.archived,
        }
        for info in await place.hall.contests()
    ]
    samples = await run_sync(place.library.samples)
    problems = [problem.sentence(language) for problem in reading.problems] if reading else []
    return place.templates.page(
        request,
        "pages/desk_contests.html",
        status=400 if reading else 200,
        contests=contests,
        samples=[{"name": sample.name, "title": text_in(sample.title, language)} for sample in samples],
        problems=problems,
        file_name=name,
        banks=[
            {"title": text_in(bank.title, language), "id": bank.id, "questions": len(bank.playable)}
            for bank in await place.shelves.banks()
        ],
        here="/desk",
    )


async def contest_page(request: Request) -> Response:
    """`/desk/contests/{contest}`: links, codes and what to do with them."""
    place, info = place_of(request), await contest_of(request)
    links = place.hall.links(info)
    return place.templates.page(
        request,
        "pages/desk_contest.html",
        long_stems=await _long_stems(request, info),
        contest=info.id,
        title=text_in(info.title, language_of(request)),
        code=info.code,
        archived=info.archived,
        links=links,
        qr=qr_svg(links.join_url),
        cards=await place.hall.cards(info.id),
    )


async def _long_stems(request: Request, info: ContestInfo) -> list[str]:
    """What the last row of the hall could not read, as sentences."""
    live = None if info.archived else await place_of(request).hall.find(info.id)
    if live is None:
        return []
    plan, language = live.state.plan, language_of(request)
    return [stem.text(language) for stem in long_stems(plan.questions, plan.hall, plan.languages[0])]


async def cards(request: Request) -> Response:
    """`/desk/contests/{contest}/cards`: to print."""
    return await cards_page(request, await contest_of(request))


async def archive(request: Request) -> Response:
    """Put a contest away; nothing is deleted."""
    info = await contest_of(request)
    await place_of(request).hall.archive(info.id)
    return RedirectResponse("/desk", 303)


async def new_contest(request: Request) -> Response:
    """`POST /desk/contests`: from a plan file, or from a sample by its name."""
    async with request.form(max_files=1, max_fields=5) as form:
        sample, upload = str(form.get("sample", "")), form.get("plan")
        if sample:
            name, raw = f"{sample}.yaml", await run_sync(place_of(request).library.read_sample, sample)
        elif isinstance(upload, UploadFile) and upload.filename:
            name, raw = upload.filename, await upload.read()
        else:
            name, raw = "", None
    if raw is None:
        raise HTTPException(400)
    return await _create(request, raw, name)


async def _create(request: Request, raw: bytes, name: str) -> Response:
    place = place_of(request)
    banks = await place.shelves.banks()
    reading = await run_sync(read_plan, raw, name, banks, new_seed())
    if reading.plan is None:
        return await contests_page(request, reading, name)
    pictures = await run_sync(place.library.pictures, set(reading.plan.pictures))
    try:
        info = await place.hall.create(reading.plan, pictures=pictures)
    except PicturesMissing as missing:
        return await contests_page(request, without_pictures(name, missing.names), name)
    return RedirectResponse(f"/desk/contests/{info.id}", 303)


async def contest_of(request: Request) -> ContestInfo:
    """The contest an address names."""
    info = await place_of(request).hall.info(request.path_params["contest"])
    if info is None:
        raise HTTPException(404)
    return info
