"""What then is true: the state after one more event, folded over the log.

Start-up, recovery, undo and replay are all this fold. What each event changes is in `evolving`.
"""

from collections.abc import Iterable

from quizhub.contest import events as e
from quizhub.contest.copying import finished
from quizhub.contest.evolving import corrections, host_steps, pictures, playing, rounds, seats
from quizhub.contest.evolving.changes import Handlers
from quizhub.contest.look import Look
from quizhub.contest.state import ContestState

_EVOLVE: Handlers = {
    **seats.EVOLVE,
    **host_steps.EVOLVE,
    **rounds.EVOLVE,
    **playing.EVOLVE,
    **pictures.EVOLVE,
    **corrections.EVOLVE,
}


def start(created: e.ContestCreated) -> ContestState:
    """The state after the first event."""
    look = Look(theme=created.plan.hall.theme)
    return ContestState(created.plan, version=1, at=created.at, created_at=created.at, look=look)


def evolve(state: ContestState, event: e.AnyEvent) -> ContestState:
    """The state after one more event."""
    changed = _EVOLVE[type(event)](state, event)
    return finished(changed, state, version=state.version + 1, at=max(state.at, event.at))


def replay(events: Iterable[e.AnyEvent]) -> ContestState:
    """Fold a whole log; raises ValueError when it does not begin with ContestCreated."""
    log = iter(events)
    created = next(log, None)
    if not isinstance(created, e.ContestCreated):
        raise ValueError("a log begins with ContestCreated")
    state = start(created)
    for event in log:
        state = evolve(state, event)
    return state
