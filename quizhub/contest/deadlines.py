"""Time as data: which clock runs out next, and the command that says so. Never a sleep."""

from typing import Literal

from quizhub.contest.commands import Command, TimePassed
from quizhub.contest.countdown import Countdown
from quizhub.contest.state import ContestState


def _race_ends(state: ContestState) -> int | None:
    """When a race somebody has pressed in is to be decided; a pause changes nothing about that."""
    ask = state.show.ask
    return ask.decides_at if ask is not None and ask.phase == "open" else None


def _running(state: ContestState) -> tuple[Literal["ask", "choice"], Countdown] | None:
    """The clock whose end means something now; nothing runs while the show is paused."""
    show = state.show
    if show.paused:
        return None
    clock = None
    if show.scene == "ask" and show.ask is not None and show.ask.phase in ("open", "answering"):
        over = show.ask.time_up or show.ask.decides_at is not None
        clock = None if over else show.ask.clock
        return None if clock is None or clock.since is None else ("ask", clock)
    if show.scene == "turn" and show.turn is not None:
        clock = show.turn.clock
    elif show.scene == "stakes" and not show.stakes_shown:
        clock = show.stakes_clock
    return None if clock is None or clock.since is None else ("choice", clock)


def next_deadline(state: ContestState) -> int | None:
    """Server time in ms at which a race is decided or the running clock reaches zero; None when none runs."""
    race = _race_ends(state)
    if race is not None:
        return race
    running = _running(state)
    return running[1].ends_at if running is not None else None


def due(state: ContestState, at: int) -> Literal["race", "ask", "choice"] | None:
    """What is due at `at`: a race to decide, the end of the ask's clock or of that for choosing a stake."""
    race = _race_ends(state)
    if race is not None:
        return "race" if at >= race else None
    running = _running(state)
    return running[0] if running is not None and running[1].left(at) == 0 else None


def due_command(state: ContestState, at: int) -> Command | None:
    """What the engine must be told at `at`, if anything."""
    return TimePassed() if due(state, at) is not None else None


def clock_runs(state: ContestState) -> bool:
    """Whether lost server time would cost somebody something."""
    return _running(state) is not None
