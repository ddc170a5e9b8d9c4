"""What may not be seen: planted keys in the views of a random contest, and the twin with another key.

Used by the laws and by the test that shows that they can fail.
"""

import re
from decimal import Decimal
from itertools import permutations
from random import Random
from typing import Any

import orjson

from quizhub.contest import events as e
from quizhub.contest.asks import display_orders
from quizhub.contest.current import current_flow, current_rules
from quizhub.contest.decide import decide
from quizhub.contest.evolve import evolve, start
from quizhub.contest.plan import Plan
from quizhub.contest.rules import Answering, Flow
from quizhub.contest.seats import Role, captain_seat
from quizhub.contest.state import Ask, ContestState
from quizhub.contest.views import (
    HallFacts,
    buttons_sections,
    host_sections,
    own_sections,
    phone_sections,
    screen_sections,
)
from quizhub.questions.model import (
    Accept,
    BlankKey,
    ChoiceBody,
    FillBody,
    HotspotBody,
    HotspotKey,
    MatchBody,
    NumberNear,
    NumericBody,
    OpenBody,
    OrderBody,
    OrderKey,
    Question,
    Region,
)
from tests.contest.random_plans import PLANTED_PLACE, number_of
from tests.contest.random_play import AUDIENCE, RandomPlay

HALL = HallFacts(contest_id="x", code="123456", join_url="http://x/j/123456", screen_url="http://x/s")
SELDOM = 7
"""Twins are compared after every command while their question is on, else after each so many."""

PLANTED = re.compile(rb"KEY-(q[0-9]+)|(9731[0-9]{4})|0\.%d([0-9]{3})" % PLANTED_PLACE)


def as_bytes(view: Any) -> bytes:
    return orjson.dumps(view, option=orjson.OPT_SORT_KEYS)


def public_views(state: ContestState) -> dict[str, bytes]:
    """What phones, projector and house buttons get, as it would be sent."""
    views = {
        "screen": screen_sections(state, HALL),
        "phones": phone_sections(state, Role.CAPTAIN, "zh-Hans"),
        "hall": phone_sections(state, Role.AUDIENCE, "en"),
        "buttons": buttons_sections(state, "en"),
    }
    for team in state.plan.teams:
        views[team.id] = own_sections(state, captain_seat(team.id), "zh-Hans")
    for seat in AUDIENCE:
        views[seat.id] = own_sections(state, seat, "en")
    return {name: as_bytes(view) for name, view in views.items()}


def leaked(views: dict[str, bytes]) -> set[str]:
    """The questions of which some view holds what only the key knows."""
    found = PLANTED.findall(b"".join(views.values()))
    return {
        word.decode() or f"q{int(place) if place else int(number) - number_of('q0')}"
        for word, number, place in found
    }


def revealed(log: list[e.AnyEvent]) -> set[str]:
    """The questions whose answer the hall has seen."""
    shown = {event.ask: event.question for event in log if isinstance(event, e.AskShown)}
    return {shown[event.ask] for event in log if isinstance(event, e.AskRevealed)}


def check_nothing_leaks(contest: RandomPlay) -> None:
    """No phone and no screen gets a key before its reveal; the host's view can be built as well."""
    assert as_bytes(host_sections(contest.state, "zh-Hans", HALL, contest.at))
    assert leaked(public_views(contest.state)) <= revealed(contest.log)


def check_same_order(contest: RandomPlay) -> None:
    """The options of a question stand in the same order on every screen."""
    state = contest.state
    stages = [
        screen_sections(state, HALL)["stage"],
        phone_sections(state, Role.CAPTAIN, "zh-Hans")["stage"],
        phone_sections(state, Role.AUDIENCE, "en")["stage"],
        host_sections(state, "en", HALL, contest.at)["stage"],
    ]
    orders = [_order(stage.get("ask") or {}) for stage in orjson.loads(orjson.dumps(stages))]
    assert all(order == orders[0] for order in orders), orders


def _order(ask: dict[str, Any]) -> list[list[str]]:
    return [[one["id"] for one in ask.get(side) or ()] for side in ("options", "left", "right")]


# --- twins ----------------------------------------------------------------------------------------


def with_another_key(question: Question, seed: int) -> Question:
    """The twin of a question: everything the same but what is right, the answers of random play included."""
    assert question.key is not None
    match question.body:
        case ChoiceBody(kind="true_false"):
            change: dict[str, Any] = {"correct": ("false",)}
        case ChoiceBody(kind="single_choice"):
            change = {"correct": ("d",)}
        case ChoiceBody():
            change = {"correct": ("b", "d")}
        case MatchBody():
            change = {"pairs": (("a", "r"), ("b", "q"))}
        case FillBody():
            change = {"blanks": (BlankKey(accept=(Accept(value="不对"),)),)}
        case NumericBody():
            change = {"accept": (NumberNear(value=Decimal(80)),)}
        case OpenBody():
            change = {"reference": {"en": "another"}}
        case HotspotBody():
            change = {"regions": (_another_place(question),)}
        case OrderBody():
            return _with_another_order(question, seed)
    return question.model_copy(update={"key": question.key.model_copy(update=change)})


def _another_place(question: Question) -> Region:
    assert isinstance(question.key, HotspotKey)
    first = question.key.regions[0]
    return first.model_copy(update={"coords": tuple(map(Decimal, ("0.7", "0.7", "0.8", "0.8")))})


def _with_another_order(question: Question, seed: int) -> Question:
    """One with which the items stand as before: that they never stand in the right order tells so much.

    Where the first shuffle hit the right order by chance there is none, and the question is its own twin.
    """
    assert isinstance(question.key, OrderKey)
    shown = display_orders(question, seed)
    twins = (
        question.model_copy(update={"key": OrderKey(sequence=sequence, scoring=question.key.scoring)})
        for sequence in permutations(question.key.sequence)
        if sequence != question.key.sequence
    )
    return next((twin for twin in twins if display_orders(twin, seed) == shown), question)


def check_twin_looks_the_same(contest: RandomPlay) -> None:
    """Before the machine has judged one of its questions nobody can tell what is right there."""
    plan = contest.state.plan
    shown = [event.question for event in contest.log if isinstance(event, e.AskShown)]
    if not shown:
        return
    name = Random(plan.seed).choice(shown)
    twin = with_another_key(plan.question_by_id[name], plan.seed)
    questions = tuple(twin if question.id == name else question for question in plan.questions)
    _compare_until_judged(contest, _with_questions(plan, questions), name)


def _with_questions(plan: Plan, questions: tuple[Question, ...]) -> Plan:
    """Made anew: a copy would keep the index by id, and with it the old questions."""
    parts = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan(**{**parts, "questions": questions})


def _judged(event: e.AnyEvent) -> bool:
    """From here on the two contests may differ: the machine has looked at the key."""
    return isinstance(event, e.AskRevealed) or (isinstance(event, e.VerdictGiven) and event.by == "machine")


def _compare_until_judged(contest: RandomPlay, twin: Plan, name: str) -> None:
    """Play the same commands in both contests and compare what is sent, all the time the question is on."""
    at, plan = contest.log[0].at, contest.state.plan
    one, other = (start(e.ContestCreated(at=at, plan=p)) for p in (plan, twin))
    for number, (command, seat, now) in enumerate(contest.script):
        events = decide(one, command, seat, now, contest.evidence(now))
        asked = one.show.ask is not None and one.show.ask.question == name
        if asked and any(_judged(event) for event in events):
            return
        for event in events:
            one = evolve(one, event)
        for event in decide(other, command, seat, now, contest.evidence(now)):
            other = evolve(other, event)
        asked = one.show.ask is not None and one.show.ask.question == name
        if asked or number % SELDOM == 0:
            assert public_views(one) == public_views(other)
            assert host_views(one, now) == host_views(other, now)


def host_views(state: ContestState, at: int) -> dict[str, bytes]:
    """What the host gets; its own copy of the key only at times when it may not show the key."""
    sections = host_sections(state, "en", HALL, at)
    ask = state.show.ask
    if ask is not None and (ask.phase == "closed" or _host_judges(state, ask)):
        del sections["key"]
    return {name: as_bytes(section) for name, section in sections.items()}


def _host_judges(state: ContestState, ask: Ask) -> bool:
    """Whether a team may be speaking now (in a race the called one), and the host needs the answer."""
    speaking = "answering" if current_flow(state) is Flow.BUZZ else "open"
    return current_rules(state).answering is not Answering.DEVICE and ask.phase == speaking
