"""What then is true: one small function per event, folded over the log.

Knows no rules and refuses nothing: whatever stands in the log happened. Start-up, recovery, undo and
replay are all this fold.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from immutables import Map

from quizhub.contest import events as e
from quizhub.contest.audience import score_audience
from quizhub.contest.standings import positions
from quizhub.contest.state import (
    Ask,
    Award,
    ContestState,
    Countdown,
    GivenAnswer,
    Occupied,
    PlayedAsk,
    Press,
    Ruling,
    Show,
    Snapshot,
    SuddenDeath,
    Tie,
    Turn,
)

UNDONE_TIMEOUT_MS = 10_000
"""Time an ask gets back when its time-out is undone: enough to act, not a second full turn."""


def start(created: e.ContestCreated) -> ContestState:
    """The state after the first event."""
    return ContestState(plan=created.plan, version=1, at=created.at, created_at=created.at)


def evolve(state: ContestState, event: e.AnyEvent) -> ContestState:
    """The state after one more event."""
    changed = _EVOLVE[type(event)](state, event)
    return replace(changed, version=state.version + 1, at=max(state.at, event.at))


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


def _show(state: ContestState, **changes: Any) -> ContestState:
    return replace(state, show=replace(state.show, **changes), redo=None)


def _ask(state: ContestState, **changes: Any) -> ContestState:
    assert state.show.ask is not None
    return _show(state, ask=replace(state.show.ask, **changes))


# --- entering -------------------------------------------------------------------------------------


def _seat_taken(state: ContestState, event: e.SeatTaken) -> ContestState:
    seat = Occupied(language=event.language, handle=event.handle, since=event.at)
    return replace(state, seats=state.seats.set(event.seat, seat))


def _seat_released(state: ContestState, event: e.SeatReleased) -> ContestState:
    return replace(state, seats=state.seats.delete(f"team-{event.team}"))


def _seat_readied(state: ContestState, event: e.SeatReadied) -> ContestState:
    return replace(state, seats=state.seats.set(event.seat, replace(state.seats[event.seat], ready=True)))


def _lobby_locked(state: ContestState, event: e.LobbyLocked) -> ContestState:
    return replace(state, lobby_locked=event.locked)


# --- host steps -----------------------------------------------------------------------------------


def _snapshot(state: ContestState, label: str, by: str, at: int, earlier: Snapshot | None) -> Snapshot:
    return Snapshot(label, by, at, state.show, state.answers, state.crowd, earlier)


def _step_taken(state: ContestState, event: e.StepTaken) -> ContestState:
    snapshot = _snapshot(state, event.label, event.by, event.at, state.undo)
    return replace(state, moves=state.moves + 1, undo=snapshot, redo=None)


def _step_undone(state: ContestState, event: e.StepUndone) -> ContestState:
    """Back to before the last step; answers that came since to an ask still open stay."""
    target = state.undo
    assert target is not None
    redo = _snapshot(state, target.label, target.by, event.at, state.redo)
    answers = target.answers
    ask = target.show.ask
    if ask is not None and ask.opened and ask.id in state.answers:
        answers = answers.set(ask.id, state.answers[ask.id])
    show = _at_time(target.show, event.at - target.at)
    if target.by == "clock":
        show = _with_time_left(show, event.at)
    return replace(
        state,
        moves=state.moves + 1,
        show=show,
        answers=answers,
        crowd=target.crowd,
        undo=target.earlier,
        redo=redo,
    )


def _step_redone(state: ContestState, event: e.StepRedone) -> ContestState:
    target = state.redo
    assert target is not None
    undo = _snapshot(state, target.label, target.by, event.at, state.undo)
    return replace(
        state,
        moves=state.moves + 1,
        show=_at_time(target.show, event.at - target.at),
        answers=target.answers,
        crowd=target.crowd,
        undo=undo,
        redo=target.earlier,
    )


def _moved(clock: Countdown | None, by_ms: int) -> Countdown | None:
    return clock and clock.shifted(by_ms)


def _at_time(show: Show, by_ms: int) -> Show:
    """The same show with every running clock moved `by_ms` later, so that no time is lost."""
    ask, turn = show.ask, show.turn
    if ask is not None:
        opens_at = None if ask.opens_at is None else ask.opens_at + by_ms
        held = Map({team: until + by_ms for team, until in ask.held.items()})
        ask = replace(ask, clock=_moved(ask.clock, by_ms), opens_at=opens_at, held=held)
    if turn is not None:
        turn = replace(turn, clock=_moved(turn.clock, by_ms))
    return replace(show, ask=ask, turn=turn, stakes_clock=_moved(show.stakes_clock, by_ms))


def _with_time_left(show: Show, at: int) -> Show:
    """Give clocks that had run out a little time, or the undone time-out would strike again at once."""

    def topped_up(clock: Countdown | None) -> Countdown | None:
        if clock is None or clock.left(at) >= UNDONE_TIMEOUT_MS:
            return clock
        return replace(clock, left_ms=UNDONE_TIMEOUT_MS, since=None if clock.since is None else at)

    ask = show.ask and replace(show.ask, clock=topped_up(show.ask.clock))
    turn = show.turn and replace(show.turn, clock=topped_up(show.turn.clock))
    return replace(show, ask=ask, turn=turn, stakes_clock=topped_up(show.stakes_clock))


# --- rounds and turns -----------------------------------------------------------------------------


def _lots_drawn(state: ContestState, event: e.LotsDrawn) -> ContestState:
    started_at = state.started_at or event.at
    return replace(_show(state, picture="lots", seating=event.order), started_at=started_at)


def _round_started(state: ContestState, event: e.RoundStarted) -> ContestState:
    changed = _show(
        state,
        picture="round",
        round=event.round,
        slots=event.slots,
        position=-1,
        turn=None,
        stakes=Map(),
        stakes_clock=None,
        stakes_open=False,
        stakes_shown=False,
        ask=None,
        wrong_in_round=Map(),
    )
    return replace(changed, started_at=state.started_at or event.at)


def _clock(time_ms: int, at: int) -> Countdown | None:
    return Countdown(time_ms, time_ms, at) if time_ms else None


def _stakes_opened(state: ContestState, event: e.StakesOpened) -> ContestState:
    return _show(state, picture="stakes", stakes_open=True, stakes_clock=_clock(event.time_ms, event.at))


def _turn_began(state: ContestState, event: e.TurnBegan) -> ContestState:
    slot = state.show.slots[event.slot]
    assert slot.team is not None
    turn = Turn(
        slot=event.slot,
        team=slot.team,
        player=slot.player,
        clock=_clock(event.time_ms, event.at),
        stake=state.show.stakes.get(slot.team),
    )
    return _show(state, picture="turn", position=event.slot, turn=turn, ask=None)


def _stakes_shown(state: ContestState, event: e.StakesShown) -> ContestState:
    return _show(state, stakes_shown=True, stakes_clock=None)


def _stake_chosen(state: ContestState, event: e.StakeChosen) -> ContestState:
    if state.show.stakes_open and not state.show.stakes_shown:
        return _show(state, stakes=state.show.stakes.set(event.team, event.stake))
    assert state.show.turn is not None
    return _show(state, turn=replace(state.show.turn, stake=event.stake, clock=None))


def _opponent_named(state: ContestState, event: e.OpponentNamed) -> ContestState:
    assert state.show.turn is not None
    return _show(state, turn=replace(state.show.turn, opponent=event.opponent))


def _turn_passed(state: ContestState, event: e.TurnPassed) -> ContestState:
    assert state.show.turn is not None
    return _show(state, turn=replace(state.show.turn, passed=True, clock=None))


# --- asking ---------------------------------------------------------------------------------------


def _ask_shown(state: ContestState, event: e.AskShown) -> ContestState:
    ask = Ask(
        id=event.ask,
        slot=event.slot,
        question=event.question,
        orders=Map(event.orders),
        value=event.value,
        contestants=event.contestants,
        tie=state.show.sudden_death is not None,
    )
    turn = state.show.turn and replace(state.show.turn, clock=None)
    return _show(
        state,
        picture="ask",
        position=state.show.position if ask.tie else event.slot,
        ask=ask,
        turn=turn,
        used=state.show.used | {event.question},
    )


def _ask_opened(state: ContestState, event: e.AskOpened) -> ContestState:
    clock = Countdown(event.time_ms, event.time_ms, event.opens_at)
    return _ask(state, phase="open", opened=True, opens_at=event.opens_at, clock=clock, time_up=False)


def _answer_received(state: ContestState, event: e.AnswerReceived) -> ContestState:
    given = GivenAnswer(event.answer, event.n, event.used_ms, event.locked)
    answers = state.answers_to(event.ask).set(event.seat, given)
    # An answer after an undo makes the undone steps unreachable: redoing them would lose it.
    return replace(state, answers=state.answers.set(event.ask, answers), redo=None)


def _answer_locked(state: ContestState, event: e.AnswerLocked) -> ContestState:
    answers = state.answers_to(event.ask)
    answers = answers.set(event.seat, replace(answers[event.seat], locked=True))
    return replace(state, answers=state.answers.set(event.ask, answers), redo=None)


def _buzz_pressed(state: ContestState, event: e.BuzzPressed) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    press = Press(event.team, event.ruled, event.after_cue_ms, ask.race)
    changed = _ask(state, presses=(*ask.presses, press))
    if event.ruled != "early":
        return changed
    return _show(changed, early=_counted(state.show.early, event.team))


def _counted(counts: Map[str, int], team: str) -> Map[str, int]:
    return counts.set(team, counts.get(team, 0) + 1)


def _team_called(state: ContestState, event: e.TeamCalled) -> ContestState:
    clock = _clock(event.time_ms, event.at)
    return _ask(
        state,
        phase="answering",
        opened=True,
        called=event.team,
        started=event.started,
        clock=clock,
        time_up=False,
    )


def _answer_started(state: ContestState, event: e.AnswerStarted) -> ContestState:
    return _ask(state, started=True, clock=_clock(event.time_ms, event.at), time_up=False)


def _time_ran_out(state: ContestState, event: e.TimeRanOut) -> ContestState:
    return _ask(state, time_up=True, clock=_stopped(_ask_clock(state), event.at))


def _ask_clock(state: ContestState) -> Countdown | None:
    return state.show.ask.clock if state.show.ask is not None else None


def _stopped(clock: Countdown | None, at: int) -> Countdown | None:
    return clock and clock.stopped(at)


def _all_answered(state: ContestState, event: e.AllAnswered) -> ContestState:
    clock = _ask_clock(state)
    if clock is None:
        return state
    left = min(clock.left(event.at), event.closes_in_ms)
    return _ask(state, all_in=True, clock=replace(clock, left_ms=left, since=clock.since and event.at))


def _question_repeated(state: ContestState, event: e.QuestionRepeated) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    clock = ask.clock and replace(ask.clock, left_ms=ask.clock.total_ms, since=event.at)
    return _ask(state, repeats=ask.repeats + 1, clock=clock, time_up=False)


def _verdict_given(state: ContestState, event: e.VerdictGiven) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    rulings = ask.rulings.set(event.team, Ruling(event.verdict, event.share, event.by))
    changed = _ask(state, rulings=rulings, called=None if ask.called == event.team else ask.called)
    if event.verdict in ("wrong", "none") and ask.phase == "answering":
        changed = _show(changed, wrong_in_round=_counted(state.show.wrong_in_round, event.team))
    if ask.tie:
        changed = _show(changed, sudden_death=_tie_verdict(changed, event))
    return changed


def _tie_verdict(state: ContestState, event: e.VerdictGiven) -> SuddenDeath | None:
    """Sudden death: right takes the best place left, wrong the last (where the rule says out)."""
    race = state.show.sudden_death
    if race is None or event.team not in race.remaining:
        return race
    rest = tuple(team for team in race.remaining if team != event.team)
    if event.verdict in ("right", "partly"):
        return SuddenDeath(rest, (*race.top, event.team), race.bottom)
    if event.verdict in ("wrong", "none") and str(state.plan.rules.sudden_death_wrong) == "out":
        return SuddenDeath(rest, race.top, (event.team, *race.bottom))
    return race


def _team_put_out(state: ContestState, event: e.TeamPutOut) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    return _ask(state, out=ask.out | {event.team}, called=None if ask.called == event.team else ask.called)


def _team_held_back(state: ContestState, event: e.TeamHeldBack) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    return _ask(state, held=ask.held.set(event.team, event.until))


def _race_reset(state: ContestState, event: e.RaceReset) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    return _ask(
        state,
        phase="shown",
        race=ask.race + 1,
        called=None,
        started=False,
        opens_at=None,
        clock=None,
        held=Map(),
        time_up=False,
    )


def _handed_to_audience(state: ContestState, event: e.AskHandedToAudience) -> ContestState:
    return _ask(
        state,
        phase="open",
        opened=True,
        to_audience=True,
        called=None,
        opens_at=event.at,
        clock=_clock(event.time_ms, event.at),
        time_up=False,
    )


def _ask_closed(state: ContestState, event: e.AskClosed) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    void = event.why == "void"
    changed = _ask(state, phase="closed", called=None, clock=_stopped(ask.clock, event.at), void=void)
    return _show(changed, played=_played(state, ask, void=True)) if void else changed


def _ask_revealed(state: ContestState, event: e.AskRevealed) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    changed = _ask(state, phase="revealed", clock=None)
    changed = _show(changed, played=_played(state, ask, void=False))
    return replace(changed, crowd=score_audience(changed, ask))


def _ask_voided(state: ContestState, event: e.AskVoided) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    return _show(
        state,
        ask=replace(ask, void=True, phase="closed", called=None, clock=None, spare=event.spare),
        void_asks=state.show.void_asks | {event.ask},
        played=_played(state, ask, void=True),
    )


def _played(state: ContestState, ask: Ask, void: bool) -> tuple[PlayedAsk, ...]:
    """The rundown's memory with this ask in it; a later word on the same ask replaces the earlier."""
    others = tuple(played for played in state.show.played if played.ask != ask.id)
    return (*others, PlayedAsk(ask.id, state.show.round, ask.slot, ask.question, void))


# --- points ---------------------------------------------------------------------------------------


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
    return _show(state, awards=(*state.show.awards, award))


def _foul_called(state: ContestState, event: e.FoulCalled) -> ContestState:
    return _show(state, fouls=_counted(state.show.fouls, event.team))


# --- what the screens show ------------------------------------------------------------------------


def _standings_shown(state: ContestState, event: e.StandingsShown) -> ContestState:
    show = state.show
    if not event.on:
        return _show(state, picture=show.behind)
    now = positions(state)
    return _show(
        state,
        picture="standings",
        behind=show.picture if show.picture != "standings" else show.behind,
        shown_standings=now,
        earlier_standings=show.shown_standings or now,
        standings_at=(show.round, show.position) if _between_asks(show) else show.standings_at,
    )


def _between_asks(show: Show) -> bool:
    return show.ask is None or show.ask.phase == "revealed" or show.ask.void


def _screen_covered(state: ContestState, event: e.ScreenCovered) -> ContestState:
    return _show(state, covered=event.on)


def _each_clock(show: Show, change: Callable[[Countdown], Countdown]) -> Show:
    def changed(clock: Countdown | None) -> Countdown | None:
        return clock and change(clock)

    ask = show.ask and replace(show.ask, clock=changed(show.ask.clock))
    turn = show.turn and replace(show.turn, clock=changed(show.turn.clock))
    return replace(show, ask=ask, turn=turn, stakes_clock=changed(show.stakes_clock))


def _show_paused(state: ContestState, event: e.ShowPaused) -> ContestState:
    show = _each_clock(state.show, lambda clock: clock.stopped(event.at))
    return replace(state, show=replace(show, paused=True), redo=None)


def _show_resumed(state: ContestState, event: e.ShowResumed) -> ContestState:
    show = state.show
    if show.ask is None or not show.ask.time_up:
        show = _each_clock(show, lambda clock: clock.started(event.at))
    return replace(state, show=replace(show, paused=False), redo=None)


def _time_extended(state: ContestState, event: e.TimeExtended) -> ContestState:
    ask = state.show.ask
    assert ask is not None and ask.clock is not None
    clock = replace(ask.clock, left_ms=ask.clock.left(event.at), since=ask.clock.since and event.at)
    if ask.opens_at is not None and ask.opens_at > event.at:
        clock = ask.clock
    clock = clock.extended(event.ms)
    if ask.time_up and not state.show.paused:
        clock = clock.started(event.at)
    return _ask(state, clock=clock, time_up=False)


def _clock_compensated(state: ContestState, event: e.ClockCompensated) -> ContestState:
    return replace(state, show=_at_time(state.show, event.gap_ms))


# --- the end --------------------------------------------------------------------------------------


def _tie_break_began(state: ContestState, event: e.TieBreakBegan) -> ContestState:
    return _show(
        state, picture="tie", behind="tie", sudden_death=SuddenDeath(event.teams), ask=None, turn=None
    )


def _tie_decided(state: ContestState, event: e.TieDecided) -> ContestState:
    return _show(
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
    return _show(
        state,
        picture=picture,
        behind=picture,
        covered=False,
        ask=None,
        turn=None,
        earlier_standings=state.show.shown_standings or now,
        shown_standings=now,
    )


def _podium_reached(state: ContestState, event: e.PodiumReached) -> ContestState:
    return _final(state, "podium")


def _contest_finished(state: ContestState, event: e.ContestFinished) -> ContestState:
    return _final(state, "finished")


_EVOLVE: dict[type[e.Event], Callable[[ContestState, Any], ContestState]] = {
    e.SeatTaken: _seat_taken,
    e.SeatReleased: _seat_released,
    e.SeatReadied: _seat_readied,
    e.LobbyLocked: _lobby_locked,
    e.StepTaken: _step_taken,
    e.StepUndone: _step_undone,
    e.StepRedone: _step_redone,
    e.LotsDrawn: _lots_drawn,
    e.RoundStarted: _round_started,
    e.StakesOpened: _stakes_opened,
    e.TurnBegan: _turn_began,
    e.StakesShown: _stakes_shown,
    e.StakeChosen: _stake_chosen,
    e.OpponentNamed: _opponent_named,
    e.TurnPassed: _turn_passed,
    e.AskShown: _ask_shown,
    e.AskOpened: _ask_opened,
    e.AnswerReceived: _answer_received,
    e.AnswerLocked: _answer_locked,
    e.BuzzPressed: _buzz_pressed,
    e.TeamCalled: _team_called,
    e.AnswerStarted: _answer_started,
    e.TimeRanOut: _time_ran_out,
    e.AllAnswered: _all_answered,
    e.QuestionRepeated: _question_repeated,
    e.VerdictGiven: _verdict_given,
    e.TeamPutOut: _team_put_out,
    e.TeamHeldBack: _team_held_back,
    e.RaceReset: _race_reset,
    e.AskHandedToAudience: _handed_to_audience,
    e.AskClosed: _ask_closed,
    e.AskRevealed: _ask_revealed,
    e.AskVoided: _ask_voided,
    e.PointsAwarded: _points_awarded,
    e.FoulCalled: _foul_called,
    e.StandingsShown: _standings_shown,
    e.ScreenCovered: _screen_covered,
    e.ShowPaused: _show_paused,
    e.ShowResumed: _show_resumed,
    e.TimeExtended: _time_extended,
    e.ClockCompensated: _clock_compensated,
    e.TieBreakBegan: _tie_break_began,
    e.TieDecided: _tie_decided,
    e.PodiumReached: _podium_reached,
    e.ContestFinished: _contest_finished,
}
