"""The desk's question editor: for a question of a bank kept at the desk, a new one, or one still waiting in
an import. Banks that came as files are copied to the desk before anything in them is changed.

Every function here is behind `for_organisers` in the route table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from anyio.to_thread import run_sync
from opencc import OpenCC
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.pictures import facts_of, picture_of
from quizhub.banks.report import Report
from quizhub.ids import new_contest_id
from quizhub.questions.bodies import FillBody, count_blanks
from quizhub.questions.media import Media
from quizhub.questions.model import Question
from quizhub.storage.desk_banks import STATUSES as ALL_STATUSES
from quizhub.storage.desk_banks import Arrival, Status
from quizhub.web.pages.desk import organiser_of
from quizhub.web.place import place_of
from quizhub.web.question_form import MADE_HERE, PICTURES, REGIONS, ROWS, SOURCES, form_of
from quizhub.web.question_of_form import Filled, empty, values_of
from quizhub.web.question_preview import TITLE, look_of, preview_of
from quizhub.web.question_view import KINDS, LANGUAGE_NAMES, STATUSES
from quizhub.web.refusals import N_
from quizhub.web.security import FRAMED_BY_US
from quizhub.web.shown_question import PLACES
from quizhub.web.templating import language_of
from quizhub.web.translations import LANGUAGES, translations
from quizhub.web.uploads import clean_picture

MOST_FIELDS = 300
PAGES = {"phone": "play", "screen": "screen", "host": "host"}
"""The template of each live page."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What is being edited: the question as it was, the languages of the form, and where to go."""

    before: Question
    languages: tuple[str, ...]
    action: str
    back: str
    status: str = ""
    """Empty in an import, where questions have none yet."""
    pictures: str = "/desk/media"
    """The address under which its pictures stand by their ids."""


# --- a question of a bank ---------------------------------------------------------------------------


async def edit(request: Request) -> Response:
    """`/desk/library/{bank}/{question}/edit`."""
    edited = await _of_bank(request)
    return await _page(request, edited, form_of(edited.before, edited.languages))


async def save(request: Request) -> Response:
    """`POST /desk/library/{bank}/{question}/edit`: a new revision."""
    place, form = place_of(request), await _form(request)
    edited = _widened(await _of_bank(request), form)
    question, complaints = _made(form, edited, language_of(request))
    if question is None or _stays(request, form):
        return await _page(request, edited, _proposed(request, form, edited), complaints)
    status = _status(form.get("status", ""), question)
    await place.shelves.desk.save(
        request.path_params["bank"], question, status, at=place.clock.now(), by=await organiser_of(request)
    )
    return RedirectResponse(edited.back, 303)


async def new(request: Request) -> Response:
    """`/desk/library/{bank}/new`: an empty form of the kind asked for."""
    edited = await _new_of_bank(request)
    return await _page(request, edited, {"kind": edited.before.kind})


async def add(request: Request) -> Response:
    """`POST /desk/library/{bank}/new`: the first revision, at the end of the bank."""
    place, form = place_of(request), await _form(request)
    edited = _widened(await _new_of_bank(request), form)
    question, complaints = _made(form, edited, language_of(request))
    if question is None or _stays(request, form):
        return await _page(request, edited, _proposed(request, form, edited), complaints)
    named = question.model_copy(update={"id": f"q-{new_contest_id()}"})
    bank, status = request.path_params["bank"], _status(form.get("status", ""), named)
    await place.shelves.desk.save(bank, named, status, at=place.clock.now(), by=await organiser_of(request))
    return RedirectResponse(f"/desk/library/{bank}/{named.id}", 303)


async def remove(request: Request) -> Response:
    """`POST /desk/library/{bank}/{question}/remove`: out of the bank; its revisions stay."""
    edited = await _of_bank(request)
    bank = request.path_params["bank"]
    await place_of(request).shelves.desk.take_away(bank, edited.before.id)
    return RedirectResponse(f"/desk/library?bank={bank}", 303)


async def copy_bank(request: Request) -> Response:
    """`POST /desk/library/{bank}/copy`: a bank that came as a file becomes one that can be changed."""
    place, wanted = place_of(request), request.path_params["bank"]
    bank = next((one for one in await place.shelves.banks() if one.id == wanted), None)
    if bank is None:
        raise HTTPException(404)
    now, by = place.clock.now(), await organiser_of(request)
    if await place.shelves.desk.bank(wanted) is None:
        names = {media.id for question in bank.questions for media in question.all_media}
        pictures = await run_sync(place.library.pictures, names)
        arrival = Arrival(new_contest_id(), wanted, "native", now, by, pictures)
        await place.shelves.desk.add_bank(bank, arrival)
    return RedirectResponse(f"/desk/library?bank={wanted}", 303)


async def _bank(request: Request) -> Bank:
    bank = await place_of(request).shelves.desk.bank(request.path_params["bank"])
    if bank is None:
        raise HTTPException(404)
    return bank


async def _of_bank(request: Request) -> Edited:
    bank, name = await _bank(request), request.path_params["question"]
    kept = await place_of(request).shelves.desk.kept(bank.id)
    found = next((one for one in kept if one.question.id == name), None)
    if found is None:
        raise HTTPException(404)
    here = f"/desk/library/{bank.id}/{name}"
    return Edited(
        found.question, _languages(bank.languages, found.question), f"{here}/edit", here, found.status
    )


async def _new_of_bank(request: Request) -> Edited:
    bank, kind = await _bank(request), request.query_params.get("kind", "single_choice")
    if kind not in MADE_HERE:
        raise HTTPException(404)
    back = f"/desk/library?bank={bank.id}"
    action = f"/desk/library/{bank.id}/new?kind={kind}"
    return Edited(empty(kind, bank.languages[0]), bank.languages, action, back, "ready")


def _languages(languages: Sequence[str], question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*languages, *question.stem)))


# --- a question that waits in an import ---------------------------------------------------------------


async def edit_row(request: Request) -> Response:
    """`/desk/import/{import}/rows/{row}`."""
    _, _, edited = await _of_import(request)
    return await _page(request, edited, form_of(edited.before, edited.languages))


async def save_row(request: Request) -> Response:
    """`POST /desk/import/{import}/rows/{row}`: mended in place, its problems with it."""
    (reading, row, edited), form = await _of_import(request), await _form(request)
    edited = _widened(edited, form)
    question, complaints = _made(form, edited, language_of(request))
    if question is None or _stays(request, form):
        return await _page(request, edited, _proposed(request, form, edited), complaints)
    imports = place_of(request).imports
    pending = await run_sync(imports.find, request.path_params["import"])
    assert pending is not None
    await run_sync(imports.store, pending, mended(reading, row, question))
    return RedirectResponse(edited.back, 303)


def mended(reading: BankReading, row: int, question: Question) -> BankReading:
    """The reading with one record replaced; what was wrong at its place is not wrong any more."""
    record = reading.records[row]
    records = (
        *reading.records[:row],
        replace(record, question=question, kind="question"),
        *reading.records[row + 1 :],
    )
    problems = tuple(problem for problem in reading.problems if problem.place != record.place)
    return replace(reading, records=records, problems=problems)


async def _of_import(request: Request) -> tuple[BankReading, int, Edited]:
    imports, row = place_of(request).imports, request.path_params["row"]
    pending = await run_sync(imports.find, request.path_params["import"])
    reading = await run_sync(imports.reading, pending) if pending is not None else None
    if pending is None or reading is None or reading.bank is None or row >= len(reading.records):
        raise HTTPException(404)
    question = reading.records[row].question
    if question is None:
        raise HTTPException(404)
    back = f"/desk/import/{pending.id}"
    languages = _languages(reading.bank.languages, question)
    here = Edited(question, languages, f"{back}/rows/{row}", f"{back}#row-{row}", pictures=f"{back}/media")
    return reading, row, here


# --- the form -----------------------------------------------------------------------------------------


async def preview_page(request: Request) -> Response:
    """`/desk/preview/{place}/{language}`: a live page in a frame of the editor, the same for every question.
    What it shows is handed to it by the editor; it asks the server for nothing."""
    place, language = request.path_params["place"], request.path_params["language"]
    if place not in PLACES or language not in LANGUAGES:
        raise HTTPException(404)
    title = translations(language).gettext(TITLE)
    return place_of(request).templates.page(
        request,
        "screens/preview.html",
        headers=FRAMED_BY_US,
        language=language,
        screen=PAGES[place],
        contest="preview",
        live="",
        title=title,
        title_by_language={language: title},
        role="captain",
    )


async def picture(request: Request) -> Response:
    """`/desk/media/{name}`: a picture for the editor."""
    place, name = place_of(request), request.path_params["name"]
    content = await place.media.read(name) or (await run_sync(place.library.pictures, {name})).get(name)
    facts = facts_of(content) if content is not None else None
    if content is None or facts is None:
        raise HTTPException(404)
    return Response(content, media_type=facts[0], headers={"Cache-Control": "private, max-age=3600"})


async def _form(request: Request) -> dict[str, str]:
    """The form as sent; a picture that came with it is cleaned, kept, and one more of its fields."""
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
        fields = {name: str(value) for name, value in form.items() if not isinstance(value, UploadFile)}
        upload = form.get("picture")
        if not isinstance(upload, UploadFile) or not upload.filename:
            return fields
        raw, name = await upload.read(), upload.filename
    fields["added"] = "refused"
    free = next((n for n in range(PICTURES) if not fields.get(f"media{n}")), None)
    cleaned = await run_sync(clean_picture, raw)
    media = picture_of(cleaned, name) if cleaned is not None else None
    if media is not None and cleaned is not None and free is not None:
        await place_of(request).media.keep({media.id: cleaned})
        place = "image" if fields.get("made") == "hotspot" else "stem"
        shown = media.model_dump_json(exclude_none=True)
        fields |= {f"media{free}": shown, f"media{free}.place": place, "added": str(free)}
    return fields


def _stays(request: Request, form: Mapping[str, str]) -> bool:
    """Whether the form is only to be shown again: a proposal, a picture or a preview was asked for."""
    asked = {"propose", "add", "preview"} & set(request.query_params)
    return bool(asked) or form.get("added") == "refused"


def _widened(edited: Edited, form: Mapping[str, str]) -> Edited:
    """With the languages that the form has fields for, one that was proposed included."""
    tags = (tag for tag in LANGUAGE_NAMES if f"stem.{tag}" in form)
    return replace(edited, languages=tuple(dict.fromkeys((*edited.languages, *tags))))


def _made(form: Mapping[str, str], edited: Edited, language: str) -> tuple[Question | None, list[str]]:
    """The question the form describes, or what is wrong with it in sentences."""
    report = Report("")
    values = values_of(Filled(form, edited.languages), edited.before)
    if not values.get("stem"):
        values["stem"] = {}
    question = report.build(Question, values, 1, {})
    complaints = dict.fromkeys(problem.text(language) for problem in report.problems)
    say = translations(language).gettext
    if edited.before.kind == "hotspot" and not values["body"]["image"]:
        complaints = {say(N_("Add the picture in which something is to be found.")): None}
    if form.get("added") == "refused":
        complaints = {
            say(N_("That picture cannot be used. PNG, JPEG, WebP, GIF and BMP are read.")): None
        } | complaints
    return question, list(complaints)


def _status(chosen: str, question: Question) -> Status:
    """The status chosen; without a key it is a draft whatever was chosen."""
    if question.key is None:
        return "draft"
    return next((status for status in ALL_STATUSES if status == chosen), "ready")


def _proposed(request: Request, form: Mapping[str, str], edited: Edited) -> dict[str, str]:
    """The form with empty Traditional fields filled from the Simplified ones, when that was asked for.

    OpenCC's phrases for Taiwan (s2twp); a person reads and saves them, nothing is taken unseen.
    """
    filled = dict(form)
    if request.query_params.get("propose") != "zh-Hant":
        return filled
    converter = OpenCC("s2twp")
    for name, words in form.items():
        if name.endswith(".zh-Hans") and words:
            target = f"{name.removesuffix('.zh-Hans')}.zh-Hant"
            filled[target] = filled.get(target) or converter.convert(words)
    return filled


async def _page(
    request: Request, edited: Edited, form: Mapping[str, str], complaints: Sequence[str] = ()
) -> Response:
    place, language = place_of(request), language_of(request)
    say = translations(language).gettext
    languages = edited.languages
    if any(name.endswith(".zh-Hant") for name in form) and "zh-Hant" not in languages:
        languages = (*languages, "zh-Hant")
    question, _ = _made(form, replace(edited, languages=languages), language)
    preview = preview_of(
        question, look_of(form, languages), languages, language, place.clock.now(), edited.pictures
    )
    if request.query_params.get("preview") == "piece":
        kept = [one for one in _picture_fields(form) if str(one["n"]) == form.get("added")]
        return place.templates.page(
            request, "pages/question_preview.html", preview=preview, complaints=complaints, kept=kept
        )
    is_new = edited.before.id == "new"
    stem = edited.before.stem
    blanks = max([count_blanks(words) for words in stem.values()] + [1])
    and_so_on = "&" if "?" in edited.action else "?"
    context: dict[str, Any] = {
        "action": edited.action,
        "propose": f"{edited.action}{and_so_on}propose=zh-Hant",
        "add_picture": f"{edited.action}{and_so_on}add=picture#pictures",
        "preview_page": f"{edited.action}{and_so_on}preview=page#preview",
        "preview_piece": f"{edited.action}{and_so_on}preview=piece",
        "back": edited.back,
        "heading": say(N_("New question")) if is_new else say(N_("Edit the question")),
        "kind": edited.before.kind,
        "kind_words": KINDS[edited.before.kind],
        "form": _Fields(form),
        "tongues": [(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in languages],
        "rows": ROWS,
        "sources": SOURCES,
        "pictures": _picture_fields(form),
        "media": edited.pictures,
        "regions": REGIONS if edited.before.kind == "hotspot" else 0,
        "blanks": max(blanks, 3) if isinstance(edited.before.body, FillBody) else 0,
        "complaints": complaints,
        "preview": preview,
        "kept": (),
        "statuses": [(value, STATUSES[value]) for value in ALL_STATUSES] if edited.status else (),
        "chosen_status": form.get("status") or edited.status,
        "is_new": is_new,
    }
    status = 400 if complaints else 200
    return place.templates.page(request, "pages/question_form.html", status=status, **context)


def _picture_fields(form: Mapping[str, str]) -> list[dict[str, Any]]:
    found = []
    for n in range(PICTURES):
        written = form.get(f"media{n}", "")
        try:
            media = Media.model_validate_json(written) if written else None
        except ValidationError:
            media = None
        if media is not None:
            found.append({"n": n, "id": media.id, "name": media.name, "json": written})
    return found


class _Fields(dict[str, str]):
    """The form's fields; one that is not filled in is empty."""

    def __missing__(self, name: str) -> str:
        return ""
