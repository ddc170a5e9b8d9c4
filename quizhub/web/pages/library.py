"""The desk's library: all banks, searching their questions, one question with its history.

Every function here is behind `for_organisers` in the route table.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.banks.bank import Bank
from quizhub.banks.likeness import Twins, twins
from quizhub.banks.shelf import Item, Wanted, counted, is_overdue, search
from quizhub.questions.fingerprint import fingerprint
from quizhub.questions.text import text_in
from quizhub.storage.question_uses import Use
from quizhub.storage.tables import ImportRow
from quizhub.web.place import place_of
from quizhub.web.question_form import MADE_HERE
from quizhub.web.question_view import KINDS, LANGUAGE_NAMES, STATUSES, question_view
from quizhub.web.templating import language_of
from quizhub.web.translations import translations

A_PAGE = 50
MOST_PAIRS = 200
RECENT = 10
LONGEST_QUERY = 200


async def library(request: Request) -> Response:
    """`/desk/library`: the banks, and the questions that fit what was asked for."""
    place, language = place_of(request), language_of(request)
    wanted = _wanted(request)
    banks, items = await place.shelves.banks(), await place.shelves.items()
    kept = {bank.id for bank in await place.shelves.desk.banks()}
    uses = await place.uses.all()
    spare = request.query_params.get("unused", "")
    found = _unused(search(items, wanted), uses, spare)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(_number(request, "page"), pages)
    titles = {bank.id: text_in(bank.title, language) for bank in banks}
    today = date.fromtimestamp(place.clock.now() / 1000)
    return place.templates.page(
        request,
        "pages/library.html",
        banks=[{**_bank_view(bank, items, language), "kept": bank.id in kept} for bank in banks],
        wanted=asdict(wanted),
        anything=wanted.anything and not spare,
        unused=spare,
        contests=[(use.contest, text_in(use.title, language)) for use in uses],
        open_bank=wanted.bank if wanted.bank in kept else "",
        kinds=[(name, KINDS[name]) for name in MADE_HERE],
        choices=_choices(counted(items), titles, language),
        found=len(found),
        questions=[
            {**_line(item, titles, language), "overdue": is_overdue(item.question, today)}
            for item in found[(page - 1) * A_PAGE : page * A_PAGE]
        ],
        page=page,
        pages=pages,
        query=urlencode(
            {name: value for name, value in (asdict(wanted) | {"unused": spare}).items() if value}
        ),
        imports=[_import_view(row, titles) for row in (await place.shelves.desk.imports())[:RECENT]],
    )


async def question_page(request: Request) -> Response:
    """`/desk/library/{bank}/{question}`: one question, its revisions, and what asks nearly the same."""
    place, language = place_of(request), language_of(request)
    bank, name = request.path_params["bank"], request.path_params["question"]
    items = await place.shelves.items()
    at = next((n for n, item in enumerate(items) if (item.bank, item.question.id) == (bank, name)), None)
    if at is None:
        raise HTTPException(404)
    titles = {one.id: text_in(one.title, language) for one in await place.shelves.banks()}
    alike = await run_sync(twins, [item.question for item in items], language, 0, at)
    history = await place.shelves.desk.history(bank, name)
    return place.templates.page(
        request,
        "pages/library_question.html",
        bank=bank,
        bank_title=titles[bank],
        question=question_view(items[at].question, language),
        kept=bool(history),
        status_words=STATUSES[items[at].status],
        asked_in=[
            {"title": text_in(use.title, language), "at": datetime.fromtimestamp(use.at / 1000)}
            for use in await place.uses.all()
            if fingerprint(items[at].question) in use.asked
        ],
        alike=[_twin(items, at, pair, titles, language) for pair in alike],
        history=[
            {
                "revision": kept.question.revision,
                "at": datetime.fromtimestamp(kept.at / 1000),
                "by": kept.by,
                "question": question_view(kept.question, language),
            }
            for kept in history
        ],
    )


async def twins_page(request: Request) -> Response:
    """`/desk/library/alike`: questions that ask nearly the same, side by side."""
    place, language = place_of(request), language_of(request)
    items = await place.shelves.items()
    titles = {bank.id: text_in(bank.title, language) for bank in await place.shelves.banks()}
    found = await run_sync(twins, [item.question for item in items], language)
    return place.templates.page(
        request,
        "pages/library_alike.html",
        pairs=[
            {
                "alike": round(pair.alike * 100),
                "sides": [_line(items[n], titles, language) for n in (pair.first, pair.second)],
            }
            for pair in found[:MOST_PAIRS]
        ],
        found=len(found),
    )


async def undo_import(request: Request) -> Response:
    """`POST /desk/imports/{import}/undo`: take away again what a file brought."""
    if not await place_of(request).shelves.desk.undo_import(request.path_params["import"]):
        raise HTTPException(404)
    return RedirectResponse("/desk/library", 303)


def _unused(items: Sequence[Item], uses: Sequence[Use], spare: str) -> list[Item]:
    """Without what was asked in the last so many contests, or in the one named: before this audience."""
    count = int(spare) if spare.isascii() and spare.isdigit() and len(spare) < 4 else 0
    chosen = uses[:count] if count else [use for use in uses if use.contest == spare]
    asked = {one for use in chosen for one in use.asked}
    return [item for item in items if not asked or fingerprint(item.question) not in asked]


def _wanted(request: Request) -> Wanted:
    given = {one.name: request.query_params.get(one.name, "")[:LONGEST_QUERY] for one in fields(Wanted)}
    return Wanted(**given)


def _number(request: Request, name: str) -> int:
    written = request.query_params.get(name, "1")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 6 else 1


def _bank_view(bank: Bank, items: Sequence[Item], language: str) -> dict[str, Any]:
    own = [item for item in items if item.bank == bank.id]
    return {
        "id": bank.id,
        "title": text_in(bank.title, language),
        "questions": len(own),
        "drafts": sum(item.question.key is None for item in own),
        "languages": [LANGUAGE_NAMES.get(tag, tag) for tag in bank.languages],
    }


def _choices(
    counts: Mapping[str, Counter[str]], titles: Mapping[str, str], language: str
) -> dict[str, list[tuple[str, str, int]]]:
    """What can be chosen for each field: value, words, how many."""
    say = translations(language).gettext
    words: dict[str, Mapping[str, str]] = {
        "bank": titles,
        "kind": {name: say(word) for name, word in KINDS.items()},
        "status": {name: say(word) for name, word in STATUSES.items()},
        "difficulty": {"0": "—", **{str(n): "★" * n for n in range(1, 6)}},
        "language": LANGUAGE_NAMES,
    }
    return {
        name: [
            (value, words.get(name, {}).get(value, value), count) for value, count in sorted(found.items())
        ]
        for name, found in counts.items()
    }


def _line(item: Item, titles: Mapping[str, str], language: str) -> dict[str, Any]:
    return {
        **question_view(item.question, language),
        "bank": item.bank,
        "bank_title": titles[item.bank],
        "status": item.status,
        "status_words": STATUSES[item.status],
    }


def _twin(
    items: Sequence[Item], at: int, pair: Twins, titles: Mapping[str, str], language: str
) -> dict[str, Any]:
    other = items[pair.second if pair.first == at else pair.first]
    return {**_line(other, titles, language), "alike": round(pair.alike * 100)}


def _import_view(row: ImportRow, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "file": row.file,
        "bank": titles.get(row.bank, row.bank),
        "questions": len(row.questions),
        "at": datetime.fromtimestamp(row.at / 1000),
        "by": row.by,
        "undone": row.undone,
    }
