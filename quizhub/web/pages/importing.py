"""The desk's import: a file is handed in, looked at with its problems and guesses, and taken whole or not.

Every function here is behind `for_organisers` in the route table.
"""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.banks.bank import Bank, BankReading, Record
from quizhub.banks.bank_file import BankFile
from quizhub.banks.likeness import twins
from quizhub.banks.pictures import facts_of
from quizhub.banks.problems import Level, Problem
from quizhub.banks.reader import FORMATS
from quizhub.questions.model import Question
from quizhub.questions.text import text_in
from quizhub.storage.desk_banks import Arrival
from quizhub.storage.pending_imports import Pending
from quizhub.web.guess_words import guess_view
from quizhub.web.pages.desk import organiser_of
from quizhub.web.place import Place, place_of
from quizhub.web.question_view import question_view
from quizhub.web.refusals import N_
from quizhub.web.templating import language_of

MAX_FILE = 20 * 1024 * 1024
A_PAGE = 100
LONGEST_NAME = 200
MOST_FIELDS = 6_000


async def choose_file(request: Request, refused: str = "") -> Response:
    """`/desk/import`: choose a file; those that still wait are listed."""
    place = place_of(request)
    return place.templates.page(
        request,
        "pages/import.html",
        status=400 if refused else 200,
        refused=refused,
        waiting=await run_sync(place.imports.all),
    )


async def hand_in(request: Request) -> Response:
    """`POST /desk/import`: read the file, then show what was found."""
    place = place_of(request)
    async with request.form(max_files=1, max_fields=5) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile) or not upload.filename:
            return await choose_file(request, N_("Choose a file first."))
        name, raw = PurePath(upload.filename).name[:LONGEST_NAME], await upload.read()
    by = await organiser_of(request)
    pending = await run_sync(lambda: place.imports.keep(raw, name, by=by, at=place.clock.now()))
    await _read(place, pending)
    return RedirectResponse(f"/desk/import/{pending.id}", 303)


async def look(request: Request, refused: str = "") -> Response:
    """`/desk/import/{import}`: the questions as they will look, problems beside them, guesses to change."""
    place, language = place_of(request), language_of(request)
    pending = await _pending(request)
    reading = await run_sync(place.imports.reading, pending)
    only = request.query_params.get("only") == "problems"
    rows, general = _rows(reading, language, f"/desk/import/{pending.id}/media")
    shown = [row for row in rows if row["problems"] or row["kind"] == "unsupported"] if only else rows
    pages = max(1, -(-len(shown) // A_PAGE))
    page = min(_whole_number(request.query_params.get("page", "1")), pages)
    alike = await _alike(place, reading, language)
    for row in rows:
        row["alike"] = alike.get(row["n"])
    desk = await place.shelves.desk.banks()
    return place.templates.page(
        request,
        "pages/import_check.html",
        status=400 if refused else 200,
        refused=refused,
        pending=pending,
        format=reading.format,
        counts={
            "questions": len(reading.questions),
            "drafts": len(reading.drafts),
            "unsupported": sum(record.kind == "unsupported" for record in reading.other),
            "errors": sum(problem.level is Level.ERROR for problem in reading.problems),
            "warnings": sum(problem.level is Level.WARNING for problem in reading.problems),
        },
        guesses=[guess_view(guess, guess.name in pending.choices) for guess in reading.guesses],
        formats=[known.name for known in FORMATS],
        general=general,
        rows=shown[(page - 1) * A_PAGE : page * A_PAGE],
        page=page,
        pages=pages,
        only=only,
        title=text_in(reading.bank.title, language) if reading.bank is not None else pending.name,
        banks=[(bank.id, text_in(bank.title, language)) for bank in desk],
    )


async def picture(request: Request) -> Response:
    """`/desk/import/{import}/media/{name}`: a picture of a question that waits."""
    place, pending = place_of(request), await _pending(request)
    name = request.path_params["name"]
    # One that was added while mending the question is kept at the desk.
    content = (await run_sync(place.imports.reading, pending)).media.get(name) or await place.media.read(name)
    facts = facts_of(content) if content is not None else None
    if content is None or facts is None:
        raise HTTPException(404)
    return Response(content, media_type=facts[0], headers={"Cache-Control": "private, max-age=3600"})


async def read_again(request: Request) -> Response:
    """`POST /desk/import/{import}/read`: the same file with the guesses a person changed."""
    place, pending = place_of(request), await _pending(request)
    async with request.form(max_files=0, max_fields=100) as form:
        # A browser sends a line break as two characters; no format chosen means the recognised one.
        said = {name: str(value)[:100].replace("\r\n", "\n") for name, value in form.items()}
    given = {name: value for name, value in said.items() if value or name != "format"}
    pending = replace(pending, choices=given)
    await run_sync(place.imports.note, pending)
    await _read(place, pending)
    if pending.kind:
        await place.shelves.desk.remember_choices(pending.kind, given, at=place.clock.now())
    return RedirectResponse(f"/desk/import/{pending.id}", 303)


async def take(request: Request) -> Response:
    """`POST /desk/import/{import}/take`: all questions that were not left out, in one step."""
    place, pending = place_of(request), await _pending(request)
    reading = await run_sync(place.imports.reading, pending)
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        left_out = {str(value) for value in form.getlist("leave")}
        target, title = str(form.get("bank", "")), str(form.get("title", "")).strip()[:LONGEST_NAME]
    taken = [
        record.question
        for n, record in enumerate(reading.records)
        if record.question is not None and str(n) not in left_out
    ]
    if not taken or reading.bank is None:
        return await look(request, N_("There is no question to take."))
    now = place.clock.now()
    by = await organiser_of(request)
    arrival = Arrival(pending.id, pending.name, reading.format, now, by, reading.media)
    desk = place.shelves.desk
    if target and await desk.bank(target) is None:
        raise HTTPException(404)
    if target:
        await desk.add_questions(target, taken, arrival)
    else:
        target = await desk.add_bank(_titled(reading.bank, title, tuple(taken)), arrival)
    await run_sync(place.imports.drop, pending)
    return RedirectResponse(f"/desk/library?bank={target}", 303)


async def drop(request: Request) -> Response:
    """`POST /desk/import/{import}/drop`: the file is not wanted."""
    place, pending = place_of(request), await _pending(request)
    await run_sync(place.imports.drop, pending)
    return RedirectResponse("/desk/import", 303)


async def _pending(request: Request) -> Pending:
    found = await run_sync(place_of(request).imports.find, request.path_params["import"])
    if found is None:
        raise HTTPException(404)
    return found


async def _read(place: Place, pending: Pending) -> BankReading:
    """Read a file that waits; the answers given for the last file of its kind are proposed."""
    raw = await run_sync(place.imports.raw, pending)
    reading = await run_sync(place.read_file, BankFile(raw, pending.name, pending.choices))
    if not pending.choices and reading.guesses:
        kind = kind_of(reading)
        remembered = await place.shelves.desk.choices_for(kind)
        pending = replace(pending, choices=remembered, kind=kind)
        await run_sync(place.imports.note, pending)
        if remembered:
            reading = await run_sync(place.read_file, BankFile(raw, pending.name, remembered))
    await run_sync(place.imports.store, pending, reading)
    return reading


def kind_of(reading: BankReading) -> str:
    """What files are of one kind: of one format, and guessed to be laid out alike."""
    guessed = sorted((guess.name, guess.value) for guess in reading.guesses if guess.name != "encoding")
    return hashlib.sha256(repr((reading.format, guessed)).encode()).hexdigest()


def _rows(reading: BankReading, language: str, pictures_at: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Every record with its problems, and the problems of the file that belong to none."""
    owners = {record.place: n for n, record in reversed(list(enumerate(reading.records)))}
    lines = sorted((line, n) for place, n in owners.items() if (line := _line_of(place)) is not None)
    by_row: dict[int, list[Problem]] = defaultdict(list)
    general = []
    for problem in reading.problems:
        owner = _owner(problem, owners, lines)
        if owner is None:
            general.append(f"{problem.place}: {problem.text(language)}")
        else:
            by_row[owner].append(problem)
    return [_row(n, one, by_row[n], language, pictures_at) for n, one in enumerate(reading.records)], general


def _owner(problem: Problem, owners: Mapping[str, int], lines: list[tuple[int, int]]) -> int | None:
    """The record a problem belongs to: the one at its place, or in a text file the last one above it."""
    line = _line_of(problem.place)
    if problem.place in owners or line is None:
        return owners.get(problem.place)
    at = bisect_right(lines, (line, len(owners)))
    return lines[at - 1][1] if at else None


def _line_of(place: str) -> int | None:
    line = place.rpartition(":")[2]
    return int(line) if line.isascii() and line.isdigit() else None


def _row(n: int, record: Record, problems: list[Problem], language: str, pictures_at: str) -> dict[str, Any]:
    question = record.question
    return {
        "n": n,
        "place": record.place.partition(":")[2],
        "kind": record.kind,
        "text": record.text,
        "question": question_view(question, language, pictures_at) if question is not None else None,
        "problems": [{"level": one.level.value, "text": one.text(language)} for one in problems],
    }


async def _alike(place: Place, reading: BankReading, language: str) -> dict[int, str]:
    """For records whose question asks nearly the same as one at hand: where that one is."""
    at_hand = await place.shelves.items()
    coming = [(n, record.question) for n, record in enumerate(reading.records) if record.question is not None]
    asked: list[Question] = [item.question for item in at_hand] + [question for _, question in coming]
    pairs = await run_sync(twins, asked, language, len(at_hand))
    found: dict[int, str] = {}
    for pair in pairs:
        if pair.first < len(at_hand):
            item = at_hand[pair.first]
            found.setdefault(coming[pair.second - len(at_hand)][0], f"{item.bank}/{item.question.id}")
    return found


def _titled(bank: Bank, title: str, questions: tuple[Question, ...]) -> Bank:
    named = {**bank.title, next(iter(bank.title)): title} if title else bank.title
    return bank.model_copy(update={"title": named, "questions": questions})


def _whole_number(written: str) -> int:
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 6 else 1
