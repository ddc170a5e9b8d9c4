"""What phone, projector and host show of one question: the engine's own views of a contest of that question
alone, played in memory to the wanted instant. For the editor's preview. No request, no database, no file:
nothing of it is kept, and no other contest hears of it.
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import orjson

from quizhub.contest import commands as c
from quizhub.contest.decide import draft_of
from quizhub.contest.events import ContestCreated
from quizhub.contest.evolve import start
from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.photo_finish import Grade
from quizhub.contest.plan import Hall, Plan, PlannedQuestion, Round, Team, picture_name
from quizhub.contest.rules import Answering, ContestRules
from quizhub.contest.seats import HOST, Role, Seat, captain_seat
from quizhub.contest.state import ContestState
from quizhub.contest.steps import next_step
from quizhub.contest.views import (
    HallFacts,
    Presence,
    host_sections,
    own_sections,
    phone_sections,
    screen_sections,
)
from quizhub.live.lead import LeadView
from quizhub.questions.answers import answer_fits
from quizhub.questions.marking import right_answer
from quizhub.questions.model import Question

Instant = Literal["reading", "open", "revealed"]
Where = Literal["phone", "screen", "host"]
INSTANTS: tuple[Instant, ...] = ("reading", "open", "revealed")
PLACES: tuple[Where, ...] = ("screen", "phone", "host")

Words = Mapping[str, str]
_ANSWERS_AFTER_MS = 4_000
_TEAMS = ("t1", "t2")


def views_of(
    question: Question,
    instant: Instant,
    languages: tuple[str, ...],
    at: int,
    *,
    title: Words,
    teams: tuple[str, str],
    pictures: str = "/media",
) -> dict[Where, dict[str, Any]]:
    """The whole view of each place, as a hello would be answered with it; the phone is the first team's.

    `languages` are the contest's, main first, which phone and host speak. `pictures` is the address under
    which pictures stand by their ids. Raises ValueError for a question nobody could play: it has no key.
    """
    plan = _plan(question, languages, title, teams)
    state = _stopped(_played(plan, question, instant, at), at)
    ask = state.show.ask
    assert ask is not None
    online = Presence(online=True, seen_ask=ask.id, link_ms=8, link=Grade.GOOD)
    hall = HallFacts(contest_id="preview", presence=dict.fromkeys(_TEAMS, online), screens=1)
    host = host_sections(state, languages[0], hall, at)
    host["lobby"]["guessing"] = False
    captain = captain_seat(_TEAMS[0])
    views: dict[Where, dict[str, Any]] = {
        "screen": screen_sections(state, hall),
        "phone": {
            **phone_sections(state, Role.CAPTAIN, languages[0]),
            **own_sections(state, captain, languages[0]),
        },
        "host": {**host, "lead": LeadView(leads=True, free=False, pages=1, since=None)},
    }
    return {where: _addressed({**view, "trouble": None}, plan, pictures) for where, view in views.items()}


def _plan(question: Question, languages: tuple[str, ...], title: Words, teams: tuple[str, str]) -> Plan:
    """One round in which everybody answers one question on the phone; one in own words the host hears."""
    answering = Answering.MIXED if question.kind == "open" else Answering.DEVICE
    rules = ROUND_PACKS["everyone"].rules_with({"answering": answering})
    return Plan(
        title=dict(title),
        languages=languages,
        hall=Hall(),
        rules=ContestRules(appeals=0),
        teams=tuple(Team(id=_TEAMS[n], number=n + 1, name=name) for n, name in enumerate(teams)),
        rounds=(
            Round(
                id="preview",
                title=dict(title),
                flow=ROUND_PACKS["everyone"].flow,
                rules=rules,
                questions=(PlannedQuestion(question=question.id),),
            ),
        ),
        tie_rules=ROUND_PACKS["tie_break"].rules_with({}),
        questions=(question,),
    )


# --- playing it -------------------------------------------------------------------------------------


def _played(plan: Plan, question: Question, instant: Instant, at: int) -> ContestState:
    """The state at `at`: shown, open to answers, or revealed after the first team has answered right."""
    asked_at = at - _ANSWERS_AFTER_MS
    state = replace(start(ContestCreated(at=asked_at, plan=plan)), version=_number(question))
    for team in _TEAMS:
        state = _after(state, c.TakeSeat(language=plan.languages[0]), captain_seat(team), asked_at)
        state = _after(state, c.SayReady(), captain_seat(team), asked_at)
    while state.show.ask is None:
        state = _next(state, asked_at)
    if instant == "reading":
        return state
    if instant == "open":
        return _next(state, at)
    return _revealed(_next(state, asked_at), question, at)


def _revealed(state: ContestState, question: Question, at: int) -> ContestState:
    answer, ask, first = right_answer(question), state.show.ask, captain_seat(_TEAMS[0])
    assert ask is not None
    answers = answer_fits(question, answer) is None
    if answers:
        state = _after(state, c.SubmitAnswer(ask=ask.id, answer=answer), first, at)
    state = _next(state, at)
    if answers and question.kind == "open":
        state = _after(state, c.RuleAnswer(team=_TEAMS[0], right=True), HOST, at)
    return _next(state, at)


def _next(state: ContestState, at: int) -> ContestState:
    """The host's big key."""
    assert next_step(state) is not None
    return _after(state, c.Next(step=state.moves), HOST, at)


def _after(state: ContestState, command: c.Command, seat: Seat, at: int) -> ContestState:
    return draft_of(state, command, seat, at).state


def _number(question: Question) -> int:
    """Where the log's count begins. An ask is named by it, and pages keep what they drew while the name
    stays: a changed question is another ask."""
    return zlib.crc32(question.model_dump_json().encode())


def _stopped(state: ContestState, at: int) -> ContestState:
    """An instant stands still: its clock too, or the preview would run out of time."""
    ask = state.show.ask
    if ask is None or ask.clock is None:
        return state
    return replace(state, show=replace(state.show, ask=replace(ask, clock=ask.clock.stopped(at))))


# --- what the pages are given -----------------------------------------------------------------------


def _addressed(view: dict[str, Any], plan: Plan, pictures: str) -> dict[str, Any]:
    """As it goes over the wire, with pictures where the desk has them: their names belong to a contest."""
    wire = orjson.dumps(view).decode()
    for name in plan.pictures:
        wire = wire.replace(f'"/media/{picture_name(plan.seed, name)}"', f'"{pictures}/{name}"')
    addressed: dict[str, Any] = orjson.loads(wire)
    return addressed
