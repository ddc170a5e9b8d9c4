"""The desk's export: a bank in the format of another program, after saying what that format cannot hold.

Every function here is behind `for_organisers` in the route table.
"""

from collections.abc import Mapping

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from quizhub.banks.bank import Bank
from quizhub.banks.writer import TARGETS, Export, Target, target_named
from quizhub.questions.text import text_in
from quizhub.web.place import place_of
from quizhub.web.question_view import LANGUAGE_NAMES
from quizhub.web.refusals import N_
from quizhub.web.templating import language_of

FORMATS: Mapping[str, str] = {
    "native": N_("QuizHub bank (YAML), to edit or to keep"),
    "native_zip": N_("QuizHub bank with its pictures (zip)"),
    "xlsx": N_("Excel sheet, all kinds"),
    "csv": N_("CSV in UTF-8"),
    "csv_gb18030": N_("CSV in GB18030, for old Excel"),
    "word": N_("Word paper, answers with the questions"),
    "word_answers_at_end": N_("Word paper, answers at the end"),
    "paper": N_("Paper as plain text"),
    "moodle_xml": "Moodle XML",
    "qti22": "QTI 2.2",
    "qti30": "QTI 3.0",
    "canvas": "Canvas (QTI 1.2)",
    "gift": "GIFT",
    "aiken": "Aiken",
    "kahoot": "Kahoot",
    "quizizz": "Quizizz / Wayground",
    "blooket": "Blooket",
    "gimkit": "Gimkit",
    "anki_text": "Anki",
}
MOST_LOSSES = 200


async def export_page(request: Request) -> Response:
    """`/desk/library/{bank}/export`: choose a format; what would be lost is told first."""
    bank, target, language = await _bank(request), _target(request), _language(request)
    export = Export(bank, language or bank.languages[0])
    losses = await run_sync(target.losses, export) if target is not None else []
    stems = {question.id: text_in(question.stem, export.language) for question in bank.questions}
    reader = language_of(request)
    return place_of(request).templates.page(
        request,
        "pages/export.html",
        bank=bank.id,
        title=text_in(bank.title, reader),
        count=len(bank.questions),
        targets=[(one.name, FORMATS.get(one.name, one.name)) for one in TARGETS],
        tongues=[(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in bank.languages],
        chosen=target.name if target is not None else "",
        chosen_tongue=export.language,
        lost=len(losses),
        losses=[
            {"stem": stems.get(one.place, one.place), "text": one.text(reader)}
            for one in losses[:MOST_LOSSES]
        ],
    )


async def download(request: Request) -> Response:
    """`/desk/library/{bank}/file`: the bank in the format and language asked for."""
    bank, target = await _bank(request), _target(request)
    if target is None:
        raise HTTPException(404)
    place = place_of(request)
    wanted = {media.id for question in bank.questions for media in question.all_media}
    media = await run_sync(place.library.pictures, wanted)
    for name in wanted - media.keys():
        content = await place.media.read(name)
        if content is not None:
            media[name] = content
    export = Export(bank, _language(request) or bank.languages[0], media)
    content = await run_sync(target.write, export)
    headers = {"Content-Disposition": f'attachment; filename="{bank.id}{target.ending}"'}
    return Response(content, media_type=target.mime, headers=headers)


async def _bank(request: Request) -> Bank:
    wanted = request.path_params["bank"]
    found = next((bank for bank in await place_of(request).shelves.banks() if bank.id == wanted), None)
    if found is None:
        raise HTTPException(404)
    return found


def _target(request: Request) -> Target | None:
    return target_named(request.query_params.get("format", ""))


def _language(request: Request) -> str:
    wanted = request.query_params.get("language", "")
    return wanted if wanted in LANGUAGE_NAMES else ""
