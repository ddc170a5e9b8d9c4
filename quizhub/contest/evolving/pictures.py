"""Points, and what the screens show: standings, cover, pause, ties, podium."""

from collections.abc import Callable
from dataclasses import replace

from immutables import Map

from quizhub.contest import events as e
from quizhub.contest.countdown import Countdown
from quizhub.contest.evolving.changes import Handlers, counted_up, with_ask, with_show
from quizhub.contest.standings import positions, told_positions
from quizhub.contest.state import Award, ContestState, Show, SuddenDeath, Tie


def _points_awarded(state: ContestState, event: e.PointsAwarded) -> ContestState:
    award = Award(
        number=len(state.show.awards) + 1,
        team=event.team,
        points=event.points,
        reason=event.reason,
        ask=event.ask,
        note=event.note,
        by=event.by,
        at=event.at,
    )
    return with_show(state, awards=(*state.show.awards, award))


def _foul_called(state: ContestState, event: e.FoulCalled) -> ContestState:
    return with_show(state, fouls=counted_up(state.show.fouls, event.team))


def _standings_shown(state: ContestState, event: e.StandingsShown) -> ContestState:
    show = state.show
    if not event.on:
        return with_show(state, picture=show.behind)
    now = told_positions(state)
    return with_show(
        state,
        picture="standings",
        behind=show.picture if show.picture != "standings" else show.behind,
        shown_standings=now,
        earlier_standings=show.shown_standings,
        standings_at=(show.round, show.position) if _slot_is_over(show) else show.standings_at,
    )


def _slot_is_over(show: Show) -> bool:
    """Whether these standings are the ones due after a question: it was played, or its turn passed."""
    if show.ask is not None:
        return show.ask.phase == "revealed" or show.ask.void
    return show.turn is not None and show.turn.passed


def _standings_frozen(state: ContestState, event: e.StandingsFrozen) -> ContestState:
    return with_show(state, frozen=positions(state) if event.on else None)


def _screen_dressed(state: ContestState, event: e.ScreenDressed) -> ContestState:
    return replace(state, look=event.look)


def _screen_covered(state: ContestState, event: e.ScreenCovered) -> ContestState:
    return with_show(state, covered=event.on)


def _each_clock(show: Show, change: Callable[[Countdown], Countdown]) -> Show:
    def changed(clock: Countdown | None) -> Countdown | None:
        return clock and change(clock)

    ask = show.ask and replace(show.ask, clock=changed(show.ask.clock))
    turn = show.turn and replace(show.turn, clock=changed(show.turn.clock))
    return replace(show, ask=ask, turn=turn, stakes_clock=changed(show.stakes_clock))


def _show_paused(state: ContestState, event: e.ShowPaused) -> ContestState:
    show = _each_clock(state.show, lambda clock: clock.stopped(event.at))
    return replace(
        state, show=replace(show, paused=True, paused_at=event.at, awaits_host=event.awaits_host), redo=None
    )


def _show_resumed(state: ContestState, event: e.ShowResumed) -> ContestState:
    """All clocks go on, and the moments an ask remembers move with them: a pause is nobody's time."""
    show = state.show
    paused_ms = event.at - show.paused_at
    if show.ask is None or not show.ask.time_up:
        show = _each_clock(show, lambda clock: clock.started(event.opens_at or event.at))
    if show.ask is not None:
        opens_at = show.ask.opens_at
        held = Map({team: until + paused_ms for team, until in show.ask.held.items()})
        moved = None if opens_at is None else opens_at + paused_ms
        show = replace(show, ask=replace(show.ask, opens_at=event.opens_at or moved, held=held))
    return replace(state, show=replace(show, paused=False, awaits_host=False), redo=None)


def _time_extended(state: ContestState, event: e.TimeExtended) -> ContestState:
    ask = state.show.ask
    assert ask is not None and ask.clock is not None
    clock = ask.clock
    if clock.since is not None and clock.since <= event.at:
        clock = replace(clock, left_ms=clock.left(event.at), since=event.at)
    clock = clock.extended(event.ms)
    if ask.time_up and not state.show.paused:
        clock = clock.started(event.at)
    return with_ask(state, clock=clock, time_up=False)


def _tie_break_began(state: ContestState, event: e.TieBreakBegan) -> ContestState:
    return with_show(
        state,
        picture="tie",
        behind="tie",
        sudden_death=SuddenDeath(event.teams, event.method),
        wrong_in_round=Map(),
        ask=None,
        turn=None,
    )


def _tie_decided(state: ContestState, event: e.TieDecided) -> ContestState:
    return with_show(
        state,
        picture="tie",
        behind="tie",
        ties=(*state.show.ties, Tie(event.method, event.tiers)),
        sudden_death=None,
        ask=None,
        turn=None,
    )


def _final(state: ContestState, picture: str) -> ContestState:
    now = positions(state)
    return with_show(
        state,
        picture=picture,
        behind=picture,
        covered=False,
        paused=False,
        sudden_death=None,
        ask=None,
        turn=None,
        earlier_standings=state.show.shown_standings,
        shown_standings=now,
        frozen=None,
    )


def _podium_reached(state: ContestState, event: e.PodiumReached) -> ContestState:
    return _final(state, "podium")


def _contest_finished(state: ContestState, event: e.ContestFinished) -> ContestState:
    return _final(state, "finished")


EVOLVE: Handlers = {
    e.PointsAwarded: _points_awarded,
    e.FoulCalled: _foul_called,
    e.StandingsShown: _standings_shown,
    e.StandingsFrozen: _standings_frozen,
    e.ScreenDressed: _screen_dressed,
    e.ScreenCovered: _screen_covered,
    e.ShowPaused: _show_paused,
    e.ShowResumed: _show_resumed,
    e.TimeExtended: _time_extended,
    e.TieBreakBegan: _tie_break_began,
    e.TieDecided: _tie_decided,
    e.PodiumReached: _podium_reached,
    e.ContestFinished: _contest_finished,
}
