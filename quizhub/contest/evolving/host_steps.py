"""Host steps, undo and redo: the show is put back as it was, with its clocks moved to now.

Nothing is deleted: the log keeps the undone step, the state keeps what redo needs.
"""

from dataclasses import replace

from immutables import Map

from quizhub.contest import events as e
from quizhub.contest.countdown import Countdown
from quizhub.contest.evolving.changes import Handlers, with_ask
from quizhub.contest.state import ContestState, GivenAnswer, Reversal, Show, Snapshot

UNDONE_TIMEOUT_MS = 10_000
"""Time an ask gets back when its time-out is undone: enough to act, not a second full turn."""


def _snapshot(state: ContestState, label: str, by: str, at: int, earlier: Snapshot | None) -> Snapshot:
    return Snapshot(label, by, at, state.show, state.answers, state.crowd, earlier)


def _step_taken(state: ContestState, event: e.StepTaken) -> ContestState:
    snapshot = _snapshot(state, event.label, event.by, event.at, state.undo)
    show = replace(state.show, card=None)
    return replace(state, moves=state.moves + 1, show=show, undo=snapshot, redo=None)


def _step_undone(state: ContestState, event: e.StepUndone) -> ContestState:
    """Back to before the last step; answers that came since to an ask still open stay."""
    target = state.undo
    assert target is not None
    redo = _snapshot(state, target.label, target.by, event.at, state.redo)
    show = at_time(target.show, event.at - target.at)
    if target.by == "clock" and target.label != "pause":
        show = _with_time_left(show, event.at)
    return replace(
        state,
        moves=state.moves + 1,
        show=show,
        answers=_answers_kept(state, target),
        crowd=target.crowd,
        undo=target.earlier,
        redo=redo,
        reversals=(*state.reversals, Reversal("undone", target.label, event.at)),
    )


def _answers_kept(state: ContestState, target: Snapshot) -> Map[int, Map[str, GivenAnswer]]:
    """The answers after an undo. In a race a team's answer goes with its turn to answer."""
    ask = target.show.ask
    if ask is None or not ask.opened or ask.id not in state.answers:
        return target.answers
    before, kept = target.answers.get(ask.id, Map()), state.answers[ask.id]
    for entered in state.show.entered[len(target.show.entered) :]:
        # Entered in this step for this question; nobody but the host could have changed it since.
        held = before.get(entered.seat)
        kept = kept.delete(entered.seat) if held is None else kept.set(entered.seat, held)
    if ask.presses or (state.show.ask is not None and state.show.ask.presses):
        hall = {seat: given for seat, given in kept.items() if seat.startswith("aud-")}
        kept = before.update(hall)
    return target.answers.set(ask.id, kept)


def _step_redone(state: ContestState, event: e.StepRedone) -> ContestState:
    target = state.redo
    assert target is not None
    undo = _snapshot(state, target.label, target.by, event.at, state.undo)
    return replace(
        state,
        moves=state.moves + 1,
        show=at_time(target.show, event.at - target.at),
        answers=target.answers,
        crowd=target.crowd,
        undo=undo,
        redo=target.earlier,
        reversals=(*state.reversals, Reversal("redone", target.label, event.at)),
    )


def _moved(clock: Countdown | None, by_ms: int) -> Countdown | None:
    return clock and clock.shifted(by_ms)


def at_time(show: Show, by_ms: int) -> Show:
    """The same show with every running clock moved `by_ms` later, so that no time is lost."""
    ask, turn = show.ask, show.turn
    if ask is not None:
        opens_at = None if ask.opens_at is None else ask.opens_at + by_ms
        held = Map({team: until + by_ms for team, until in ask.held.items()})
        decides_at = None if ask.decides_at is None else ask.decides_at + by_ms
        ask = replace(
            ask, clock=_moved(ask.clock, by_ms), opens_at=opens_at, held=held, decides_at=decides_at
        )
    if turn is not None:
        turn = replace(turn, clock=_moved(turn.clock, by_ms))
    return replace(
        show,
        ask=ask,
        turn=turn,
        stakes_clock=_moved(show.stakes_clock, by_ms),
        paused_at=show.paused_at + by_ms,
    )


def _with_time_left(show: Show, at: int) -> Show:
    """Give clocks that had run out a little time, or the undone time-out would strike again at once."""

    def topped_up(clock: Countdown | None) -> Countdown | None:
        if clock is None or clock.left(at) >= UNDONE_TIMEOUT_MS:
            return clock
        return clock.set_to(UNDONE_TIMEOUT_MS, at)

    ask = show.ask and replace(show.ask, clock=topped_up(show.ask.clock))
    turn = show.turn and replace(show.turn, clock=topped_up(show.turn.clock))
    return replace(show, ask=ask, turn=turn, stakes_clock=topped_up(show.stakes_clock))


def _clock_compensated(state: ContestState, event: e.ClockCompensated) -> ContestState:
    """A start signal that came while nothing ran here has been given all the same: every screen knew its
    moment. It is not taken back, or whoever obeyed it would be early."""
    show, ask = at_time(state.show, event.gap_ms), state.show.ask
    if ask is None or ask.opens_at is None or show.paused:
        return replace(state, show=show)
    opens_at = min(ask.opens_at + event.gap_ms, max(ask.opens_at, event.at))
    return with_ask(replace(state, show=show), opens_at=opens_at)


EVOLVE: Handlers = {
    e.ClockCompensated: _clock_compensated,
    e.StepTaken: _step_taken,
    e.StepUndone: _step_undone,
    e.StepRedone: _step_redone,
}
