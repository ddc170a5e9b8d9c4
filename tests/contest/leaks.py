"""What may not be seen: planted keys in the views of a random contest, and the twin with another key.

Used by the laws and by the test that shows that they can fail.
"""

import re
from random import Random
from typing import Any

import orjson

from quizhub.contest import events as e
from quizhub.contest.decide import decide
from quizhub.contest.evolve import evolve, start
from quizhub.contest.plan import Plan
from quizhub.contest.seats import Role, captain_seat
from quizhub.contest.state import ContestState
from quizhub.contest.views import HallFacts, host_sections, own_sections, phone_sections, screen_sections
from quizhub.questions.model import ChoiceBody, MatchBody, MatchKey, Question
from tests.contest.random_plans import number_of
from tests.contest.random_play import AUDIENCE, RandomPlay

HALL = HallFacts(contest_id="x", code="123456", join_url="http://x/j/123456", screen_url="http://x/s")
PLANTED = re.compile(rb"KEY-(q[0-9]+)|(9731[0-9]{4})")


def as_bytes(view: Any) -> bytes:
    return orjson.dumps(view, option=orjson.OPT_SORT_KEYS)


def public_views(state: ContestState) -> dict[str, bytes]:
    """What phones and projector get, as it would be sent."""
    views = {
        "screen": screen_sections(state, HALL),
        "phones": phone_sections(state, Role.CAPTAIN, "zh-Hans"),
        "hall": phone_sections(state, Role.AUDIENCE, "en"),
    }
    for team in state.plan.teams:
        views[team.id] = own_sections(state, captain_seat(team.id), "zh-Hans")
    for seat in AUDIENCE:
        views[seat.id] = own_sections(state, seat, "en")
    return {name: as_bytes(view) for name, view in views.items()}


def leaked(views: dict[str, bytes]) -> set[str]:
    """The questions of which some view holds what only the key knows."""
    found = PLANTED.findall(b"".join(views.values()))
    return {word.decode() or f"q{int(number) - number_of('q0')}" for word, number in found}


def revealed(log: list[e.AnyEvent]) -> set[str]:
    """The questions whose answer the hall has seen."""
    shown = {event.ask: event.question for event in log if isinstance(event, e.AskShown)}
    return {shown[event.ask] for event in log if isinstance(event, e.AskRevealed)}


def check_nothing_leaks(contest: RandomPlay) -> None:
    """No phone and no screen gets a key before its reveal; the host's view can be built as well."""
    assert as_bytes(host_sections(contest.state, "zh-Hans", HALL, contest.at))
    assert leaked(public_views(contest.state)) <= revealed(contest.log)


# --- twins ----------------------------------------------------------------------------------------


def with_another_key(question: Question) -> Question | None:
    """The twin of a question: everything the same but what is right."""
    assert question.key is not None
    match question.body:
        case ChoiceBody(kind="true_false"):
            other: tuple[str, ...] = ("false",)
        case ChoiceBody(kind="single_choice"):
            other = ("d",)
        case ChoiceBody():
            other = ("b", "d")
        case MatchBody():
            return question.model_copy(update={"key": MatchKey(pairs=(("a", "r"), ("b", "q")))})
        case _:
            return None
    return question.model_copy(update={"key": question.key.model_copy(update={"correct": other})})


def check_twin_looks_the_same(contest: RandomPlay) -> None:
    """Before the machine has judged one of its questions nobody can tell which option is right."""
    plan = contest.state.plan
    shown = [event.question for event in contest.log if isinstance(event, e.AskShown)]
    if not shown:
        return
    name = Random(plan.seed).choice(shown)
    twin = with_another_key(plan.question_by_id[name])
    if twin is not None:
        questions = tuple(twin if question.id == name else question for question in plan.questions)
        _compare_until_judged(contest, plan.model_copy(update={"questions": questions}), name)


def _judged(event: e.AnyEvent) -> bool:
    """From here on the two contests may differ: the machine has looked at the key."""
    return isinstance(event, e.AskRevealed) or (isinstance(event, e.VerdictGiven) and event.by == "machine")


def _compare_until_judged(contest: RandomPlay, twin: Plan, name: str) -> None:
    """Play the same commands in both contests; compare what is sent while the question is on."""
    at, plan = contest.log[0].at, contest.state.plan
    one, other = (start(e.ContestCreated(at=at, plan=p)) for p in (plan, twin))
    for command, seat, now in contest.script:
        events = decide(one, command, seat, now)
        asked = one.show.ask is not None and one.show.ask.question == name
        if asked and any(_judged(event) for event in events):
            return
        for event in events:
            one = evolve(one, event)
        for event in decide(other, command, seat, now):
            other = evolve(other, event)
        if one.show.ask is not None and one.show.ask.question == name:
            assert public_views(one) == public_views(other)
