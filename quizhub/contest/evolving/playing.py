"""One ask: shown, opened, answered, pressed for, ruled on, closed, revealed or void."""

from immutables import Map

from quizhub.contest import events as e
from quizhub.contest.audience import score_again, score_audience, time_to_answer
from quizhub.contest.copying import replace
from quizhub.contest.countdown import Countdown
from quizhub.contest.evolving.changes import (
    Handlers,
    a_clock,
    counted_up,
    stopped,
    with_any_ask,
    with_ask,
    with_show,
)
from quizhub.contest.photo_finish import LIMITS, Bound, Claim, Tier
from quizhub.contest.seats import BUTTONS
from quizhub.contest.state import (
    Ask,
    ContestState,
    Entered,
    GivenAnswer,
    PlayedAsk,
    Press,
    RaceFinish,
    Ruling,
    SuddenDeath,
)


def _ask_shown(state: ContestState, event: e.AskShown) -> ContestState:
    ask = Ask(
        id=event.ask,
        slot=event.slot,
        question=event.question,
        orders=Map(event.orders),
        value=event.value,
        contestants=event.contestants,
        tie_before=state.show.sudden_death,
        round=state.show.round,
        asker=_asker(state, event),
    )
    called_up = state.show.turn
    turn = replace(called_up, clock=None) if called_up and called_up.slot == event.slot else None
    return with_show(
        state,
        picture="ask",
        position=state.show.position if ask.tie else event.slot,
        ask=ask,
        turn=turn,
        used=state.show.used | {event.question},
        standings_at=None,
    )


def _asker(state: ContestState, event: e.AskShown) -> str | None:
    """The team that named the contestant as its opponent."""
    if state.show.sudden_death is not None or event.slot >= len(state.show.slots):
        return None
    slot = state.show.slots[event.slot]
    return slot.team if slot.against and slot.team not in event.contestants else None


def _ask_opened(state: ContestState, event: e.AskOpened) -> ContestState:
    clock = a_clock(state, event.time_ms, event.opens_at)
    opens_at = event.opens_at - event.at + state.show.moment(event.at)
    return with_ask(state, phase="open", opened=True, opens_at=opens_at, clock=clock, time_up=False)


def _reading_ended(state: ContestState, event: e.ReadingEnded) -> ContestState:
    return with_ask(state, clock=a_clock(state, event.time_ms, event.at))


def _answer_received(state: ContestState, event: e.AnswerReceived) -> ContestState:
    given = GivenAnswer(event.answer, event.n, event.used_ms, event.locked)
    answers = state.answers_to(event.ask).set(event.seat, given)
    if event.by:
        entered = Entered(event.ask, event.seat, event.by, event.at)
        state = with_show(state, entered=(*state.show.entered, entered))
    # An answer after an undo makes the undone steps unreachable: redoing them would lose it.
    return replace(state, answers=state.answers.set(event.ask, answers), redo=None)


def _answer_locked(state: ContestState, event: e.AnswerLocked) -> ContestState:
    answers = state.answers_to(event.ask)
    answers = answers.set(event.seat, answers[event.seat]._replace(locked=True))
    return replace(state, answers=state.answers.set(event.ask, answers), redo=None)


def _buzz_pressed(state: ContestState, event: e.BuzzPressed) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    timing = event.timing
    press = Press(
        event.team,
        event.ruled,
        event.after_cue_ms,
        ask.race,
        float(event.at),
        stalled=event.stalled,
        house=event.by == BUTTONS.id,
    )
    if timing is not None:
        press = replace(
            press,
            counts_at=timing.counts_at,
            doubt=timing.doubt,
            link=timing.round_trip,
            bound=timing.bound,
        )
    changed = with_ask(state, presses=(*ask.presses, press))
    changed = changed if event.stalled else _with_claim(changed, event.team, timing)
    if not event.breach:
        return changed
    return with_show(changed, early=counted_up(state.show.early, event.team))


def _with_claim(state: ContestState, team: str, timing: e.PressTiming | None) -> ContestState:
    """What the audit remembers of a press by a player's phone, none of one that our own program held up."""
    if timing is None or timing.tier is not Tier.PLAYER:
        return state
    excess = timing.arrival - timing.counts_at - timing.round_trip / 2
    claim = Claim(timing.bound is Bound.LOWER, excess)
    kept = (*state.claims.get(team, ()), claim)[-LIMITS.audit_of :]
    return replace(state, claims=state.claims.set(team, kept))


def _race_held(state: ContestState, event: e.RaceHeld) -> ContestState:
    return with_ask(state, decides_at=event.until)


def _race_decided(state: ContestState, event: e.RaceDecided) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    finish = RaceFinish(ask.race, event.order, event.too_close, event.how)
    return with_ask(state, decides_at=None, finishes=(*ask.finishes, finish))


def _team_called(state: ContestState, event: e.TeamCalled) -> ContestState:
    """The race is over: a signal that had not been given yet (the host picked) counts as given."""
    ask = state.show.ask
    assert ask is not None
    clock, now = a_clock(state, event.time_ms, event.at), state.show.moment(event.at)
    return with_ask(
        state,
        phase="answering",
        opened=True,
        opens_at=now if ask.opens_at is None else min(ask.opens_at, now),
        called=event.team,
        started=event.started,
        decides_at=None,
        clock=clock,
        time_up=False,
    )


def _answer_started(state: ContestState, event: e.AnswerStarted) -> ContestState:
    return with_ask(state, started=True, clock=a_clock(state, event.time_ms, event.at), time_up=False)


def _time_ran_out(state: ContestState, event: e.TimeRanOut) -> ContestState:
    return with_ask(state, time_up=True, clock=stopped(_ask_clock(state), event.at))


def _ask_clock(state: ContestState) -> Countdown | None:
    assert state.show.ask is not None
    return state.show.ask.clock


def _all_answered(state: ContestState, event: e.AllAnswered) -> ContestState:
    clock = _ask_clock(state)
    assert clock is not None
    left_ms = min(clock.left(event.at), event.closes_in_ms)
    return with_ask(state, all_in=True, clock=clock.set_to(left_ms, event.at))


def _question_repeated(state: ContestState, event: e.QuestionRepeated) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    clock = ask.clock and Countdown(ask.clock.total_ms, ask.clock.total_ms, event.at)
    return with_ask(state, repeats=ask.repeats + 1, clock=clock, time_up=False)


def _verdict_given(state: ContestState, event: e.VerdictGiven) -> ContestState:
    ask = state.find_ask(event.ask)
    assert ask is not None
    rulings = ask.rulings.set(event.team, Ruling(event.verdict, event.share, event.by))
    called = None if ask.called == event.team else ask.called
    changed = with_any_ask(state, ask.id, rulings=rulings, called=called)
    changed = _with_wrong_counted(changed, event, ask)
    if ask.tie:
        changed = with_show(changed, sudden_death=_tie_verdict(changed, event))
    return changed


def _with_wrong_counted(state: ContestState, event: e.VerdictGiven, ask: Ask) -> ContestState:
    """Wrong answers in a race of this round; one that is corrected to right is taken off again."""
    wrong = state.show.wrong_in_round
    asks = tuple(number for number in wrong.get(event.team, ()) if number != ask.id)
    if event.verdict in ("wrong", "none") and ask.phase == "answering":
        return with_show(state, wrong_in_round=wrong.set(event.team, (*asks, ask.id)))
    if event.verdict in ("right", "partly") and asks != wrong.get(event.team, ()):
        return with_show(state, wrong_in_round=wrong.set(event.team, asks))
    return state


def _tie_verdict(state: ContestState, event: e.VerdictGiven) -> SuddenDeath | None:
    """Sudden death: right takes the best place left, wrong the last (where the rule says out)."""
    race = state.show.sudden_death
    if race is None or race.method == "nearest":
        return race
    if event.verdict == "void" and event.team in race.top:
        won = tuple(team for team in race.top if team != event.team)
        return replace(race, remaining=(*race.remaining, event.team), top=won)
    rest = tuple(team for team in race.remaining if team != event.team)
    if event.verdict in ("right", "partly"):
        return replace(race, remaining=rest, top=(*race.top, event.team))
    if event.verdict in ("wrong", "none") and str(state.plan.rules.sudden_death_wrong) == "out":
        return replace(race, remaining=rest, bottom=(event.team, *race.bottom))
    return race


def _team_put_out(state: ContestState, event: e.TeamPutOut) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    return with_ask(
        state, out=ask.out | {event.team}, called=None if ask.called == event.team else ask.called
    )


def _team_held_back(state: ContestState, event: e.TeamHeldBack) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    return with_ask(state, held=ask.held.set(event.team, event.until))


def _race_reset(state: ContestState, event: e.RaceReset) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    return with_ask(
        state,
        phase="shown",
        race=ask.race + 1,
        among=event.among,
        called=None,
        started=False,
        opens_at=None,
        clock=None,
        held=Map(),
        time_up=False,
    )


def _handed_to_audience(state: ContestState, event: e.AskHandedToAudience) -> ContestState:
    return with_ask(
        state,
        phase="open",
        opened=True,
        to_audience=True,
        decides_at=None,
        called=None,
        opens_at=state.show.moment(event.at),
        clock=a_clock(state, event.time_ms, event.at),
        time_up=False,
    )


def _ask_closed(state: ContestState, event: e.AskClosed) -> ContestState:
    return with_ask(state, phase="closed", called=None, clock=stopped(_ask_clock(state), event.at))


def _ask_revealed(state: ContestState, event: e.AskRevealed) -> ContestState:
    ask = state.show.ask
    assert ask is not None
    changed = with_ask(state, phase="revealed", told=True, clock=None, time_ms=time_to_answer(state, ask))
    changed = with_show(changed, played=_with_played(state, _over(ask, event.at)))
    assert changed.show.ask is not None
    return replace(changed, crowd=score_audience(changed, changed.show.ask))


def _ask_voided(state: ContestState, event: e.AskVoided) -> ContestState:
    ask = state.find_ask(event.ask)
    assert ask is not None
    over = replace(_over(ask, event.at), void=True, skipped=event.skipped, reason=event.reason)
    changed = with_any_ask(
        state, ask.id, void=True, phase="closed", called=None, clock=None, spare=event.spare
    )
    changed = with_show(
        changed,
        void_asks=state.show.void_asks | {event.ask},
        sudden_death=ask.tie_before if event.ask not in state.show.past else state.show.sudden_death,
        played=_with_played(state, over),
    )
    return replace(changed, crowd=score_again(changed)) if ask.told else changed


def _over(ask: Ask, at: int) -> PlayedAsk:
    return PlayedAsk(ask.id, ask.round, ask.slot, ask.question, at)


def _with_played(state: ContestState, over: PlayedAsk) -> tuple[PlayedAsk, ...]:
    """The rundown's memory with this ask in it, in the order of play; a later word replaces the earlier."""
    others = [played for played in state.show.played if played.ask != over.ask]
    return tuple(sorted((*others, over), key=lambda played: played.ask))


EVOLVE: Handlers = {
    e.AskShown: _ask_shown,
    e.AskOpened: _ask_opened,
    e.ReadingEnded: _reading_ended,
    e.AnswerReceived: _answer_received,
    e.AnswerLocked: _answer_locked,
    e.BuzzPressed: _buzz_pressed,
    e.RaceHeld: _race_held,
    e.RaceDecided: _race_decided,
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
}
