"""Small changes every evolving module makes: another show, another ask, a clock, a count."""

from collections.abc import Callable
from typing import Any

from immutables import Map

from quizhub.contest.copying import replace
from quizhub.contest.countdown import Countdown
from quizhub.contest.events import Event
from quizhub.contest.state import ContestState

Handlers = dict[type[Event], Callable[[ContestState, Any], ContestState]]
"""Which function applies which event."""


def with_show(state: ContestState, **changes: Any) -> ContestState:
    """A changed show; an ask that makes way is kept among the past ones."""
    leaving = state.show.ask
    if "ask" in changes and leaving is not None and getattr(changes["ask"], "id", None) != leaving.id:
        changes["past"] = state.show.past.set(leaving.id, leaving)
    return replace(state, show=replace(state.show, **changes), redo=None)


def with_ask(state: ContestState, **changes: Any) -> ContestState:
    assert state.show.ask is not None
    return with_show(state, ask=replace(state.show.ask, **changes))


def with_any_ask(state: ContestState, number: int, **changes: Any) -> ContestState:
    """The ask of this number changed: the one being played or one that is over."""
    past = state.show.past.get(number)
    if past is None:
        return with_ask(state, **changes)
    return with_show(state, past=state.show.past.set(number, replace(past, **changes)))


def a_clock(state: ContestState, time_ms: int, at: int) -> Countdown | None:
    """A fresh clock from `at`; none for 0 ms, a standing one while the show is paused."""
    since = None if state.show.paused else at
    return Countdown(time_ms, time_ms, since) if time_ms else None


def stopped(clock: Countdown | None, at: int) -> Countdown | None:
    return clock and clock.stopped(at)


def counted_up(counts: Map[str, int], team: str) -> Map[str, int]:
    return counts.set(team, counts.get(team, 0) + 1)
