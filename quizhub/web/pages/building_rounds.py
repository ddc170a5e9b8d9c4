"""One round of a draft at the desk: its rules beside their help, questions picked by hand, draws, spares.

Every function here is behind `for_organisers` in the route table. The tie-break is the round `tie`.
"""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from quizhub.banks.shelf import Item, Wanted, counted, search
from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.rules import RoundRules
from quizhub.questions.text import text_in
from quizhub.storage.drafts import Draft
from quizhub.storage.plan_file.outline import Outline
from quizhub.web.pages.building import BARE, MOST_FIELDS, draft_of, outline_of, save_outline
from quizhub.web.place import place_of
from quizhub.web.plan_form import (
    DRAWS,
    apply_round,
    draw_fields,
    flow_of,
    questions_text,
    rule_fields,
    spare_count,
    usual_rules,
)
from quizhub.web.question_view import KINDS, LANGUAGE_NAMES, question_view
from quizhub.web.rule_words import CHOICES
from quizhub.web.templating import language_of

TIE = "tie"
MOST_FOUND = 60


async def round_page(request: Request) -> Response:
    """`/desk/drafts/{draft}/rounds/{round}`."""
    place, language = place_of(request), language_of(request)
    draft, outline, one = await _round(request)
    pack = ROUND_PACKS.get(str(one.get("pack")))
    items = await place.shelves.items()
    wanted = Wanted(words=request.query_params.get("words", "")[:200])
    found = [] if wanted.anything else search(items, wanted)[:MOST_FOUND]
    titles = {bank.id: text_in(bank.title, language) for bank in await place.shelves.banks()}
    counts = counted([item for item in items if item.status == "ready"])
    flow = flow_of(one)
    return place.templates.page(
        request,
        "pages/draft_round.html",
        draft=draft.id,
        heading=text_in(outline["title"], language),
        round=request.path_params["round"],
        is_tie=request.path_params["round"] == TIE,
        title=one["title"],
        pack=text_in(pack.name, language) if pack is not None else "",
        flow=BARE[flow],
        tongues=[(tag, LANGUAGE_NAMES.get(tag, tag)) for tag in outline["languages"]],
        rules=rule_fields(RoundRules, language, one["rules"], usual_rules(one), flow),
        words=CHOICES,
        questions=questions_text(one["questions"]),
        listed=_listed(one, items, language),
        draws=[draw_fields(one["draw"], n) for n in range(min(DRAWS, len(one["draw"]) + 1))],
        spares=spare_count(one["spares"]),
        kinds=[(name, KINDS[name], counts["kind"][name]) for name in KINDS],
        banks=[(name, titles[name], counts["bank"][name]) for name in titles],
        topics=sorted(counts["topic"].items()),
        asked=wanted.words,
        found=[{**question_view(item.question, language), "bank": item.bank} for item in found],
    )


async def save_round(request: Request) -> Response:
    """`POST /desk/drafts/{draft}/rounds/{round}`."""
    draft, outline, one = await _round(request)
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        given = {name: str(value) for name, value in form.items()}
        picked = [str(name) for name in form.getlist("pick")]
    changed = apply_round(one, given, outline["languages"])
    changed["questions"] += [name for name in picked if name not in changed["questions"]]
    name = request.path_params["round"]
    if name == TIE:
        outline["tie_break"] = {k: changed[k] for k in ("rules", "questions", "draw") if changed[k]}
    else:
        outline["rounds"][int(name)] = changed
    await save_outline(request, draft, outline)
    return RedirectResponse(
        f"/desk/drafts/{draft.id}/rounds/{name}" if picked else f"/desk/drafts/{draft.id}#rounds", 303
    )


async def _round(request: Request) -> tuple[Draft, Outline, Outline]:
    draft = await draft_of(request)
    outline, name = outline_of(draft), request.path_params["round"]
    if outline is None:
        raise HTTPException(409)
    if name == TIE:
        written: Any = outline.get("tie_break")
        tie: Mapping[str, Any] = written if isinstance(written, dict) else {}
        draws = tie.get("draw") or []
        return (
            draft,
            outline,
            {
                "pack": "tie_break",
                "title": {},
                "rules": tie.get("rules") or {},
                "questions": list(tie.get("questions") or []),
                "draw": draws if isinstance(draws, list) else [draws],
                "spares": [],
            },
        )
    if not name.isdigit() or int(name) >= len(outline["rounds"]):
        raise HTTPException(404)
    return draft, outline, outline["rounds"][int(name)]


def _listed(one: Outline, items: list[Item], language: str) -> list[dict[str, Any]]:
    """The named questions as they read; one that no bank has is told."""
    by_name = {name: item for item in items for name in (item.question.id, f"{item.bank}/{item.question.id}")}
    listed = []
    for entry in one["questions"]:
        name = entry.get("question") if isinstance(entry, dict) else entry
        item = by_name.get(str(name)) if name is not None else None
        view = question_view(item.question, language) if item is not None else None
        listed.append({"name": str(name or ""), "question": view})
    return listed
