"""A race for the right to answer: 抢答, and sudden death between tied teams.

`racing` says which press was first; what winning, an early press, a wrong answer or silence leads to
is all in the round's rules.
"""

from math import floor
from typing import Literal

from quizhub.contest import events as e
from quizhub.contest.asks import (
    NO_ANSWER,
    RIGHT,
    WRONG,
    Judgement,
    add_points,
    award,
    close,
    give_verdict,
    judge,
    reveal,
    show_ask,
)
from quizhub.contest.current import current_rules
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.events import Slot
from quizhub.contest.next_step import NextStep
from quizhub.contest.plan import Round
from quizhub.contest.racing import before_signal, hold, settle, signal_lead_ms, timing_of
from quizhub.contest.rules import AfterEarly, AfterWrong, Answering, BuzzOpens, EarlyPress, Unclaimed
from quizhub.contest.seats import captain_seat
from quizhub.contest.state import ContestState
from quizhub.errors import Code


def slots(state: ContestState, planned: Round) -> tuple[Slot, ...]:
    """One slot a question, in plan order."""
    return tuple(
        Slot(number=number, question=question.question) for number, question in enumerate(planned.questions)
    )


def begin(draft: Draft, slot: Slot, question: str) -> None:
    """Show the question; where presses count while it is read, the race is on at once."""
    race = draft.state.show.sudden_death
    contestants = race.remaining if race is not None else draft.state.seating()
    value = current_rules(draft.state).value
    show_ask(draft, slot.number, draft.state.plan.question_by_id[question], contestants, value)
    _open_if_reading_counts(draft)


def _open_if_reading_counts(draft: Draft) -> None:
    if current_rules(draft.state).opens is BuzzOpens.WHILE_READING:
        draft.add(e.AskOpened(at=draft.at, ask=draft.ask.id, opens_at=draft.at, time_ms=0))


def _open_race(draft: Draft) -> None:
    opens_at = draft.at + signal_lead_ms(draft.state)
    draft.add(
        e.AskOpened(at=draft.at, ask=draft.ask.id, opens_at=opens_at, time_ms=_time_to_press_ms(draft.state))
    )


def _time_to_press_ms(state: ContestState) -> int:
    return current_rules(state).no_press_s * 1000


def barred(state: ContestState, team: str) -> bool:
    """Whether the team has been wrong too often in this round to press; void questions do not count."""
    limit = current_rules(state).bar_after_wrong
    wrong = [ask for ask in state.show.wrong_in_round.get(team, ()) if ask not in state.show.void_asks]
    return 0 < limit <= len(wrong)


def eligible(state: ContestState) -> tuple[str, ...]:
    """The teams that may still press in this ask."""
    ask = state.show.ask
    assert ask is not None
    racing = ask.among or ask.contestants
    return tuple(team for team in racing if team not in ask.out and not barred(state, team))


# --- the host's key -------------------------------------------------------------------------------


def next_step(state: ContestState) -> NextStep:
    """What the key does while a question is shown, open, being answered or closed."""
    ask = state.show.ask
    assert ask is not None
    if ask.phase == "shown":
        return (
            NextStep("start_signal", {"race": ask.race}) if eligible(state) else NextStep("close_unclaimed")
        )
    if ask.phase == "open":
        if ask.to_audience:
            return NextStep("close_answers")
        effect = "end_reading" if ask.clock is None else "close_unclaimed"
        return NextStep(effect, enabled=ask.decides_at is None)
    if ask.phase == "answering":
        if not ask.started and not ask.time_up:
            return NextStep("start_answer", {"team": ask.called})
        return NextStep("rule_wrong", {"team": ask.called}, enabled=ask.time_up)
    return NextStep("reveal")


def take(draft: Draft, effect: str) -> None:
    """Carry out an effect of `next_step`; the step is already open."""
    match effect:
        case "start_signal":
            _open_race(draft)
        case "end_reading":
            time_ms = _time_to_press_ms(draft.state)
            draft.add(e.ReadingEnded(at=draft.at, ask=draft.ask.id, time_ms=time_ms))
        case "close_unclaimed":
            _unclaimed(draft)
        case "close_answers":
            close(draft, "host")
        case "start_answer":
            time_ms = current_rules(draft.state).time_for(None)
            draft.add(e.AnswerStarted(at=draft.at, ask=draft.ask.id, time_ms=time_ms))
        case "rule_wrong":
            assert draft.ask.called is not None
            _ruled(draft, draft.ask.called, NO_ANSWER, draft.seat.id)
        case _:
            reveal(draft)


# --- pressing -------------------------------------------------------------------------------------


def press(draft: Draft, team: str, press_ms: float | None, n: int) -> None:
    """A press by a captain's phone or a house button: early, dead, valid, or too late to matter. Of a team
    with both the first valid press counts."""
    ask = draft.ask
    _refuse_press(draft, team)
    timing = timing_of(draft, team, press_ms)
    if before_signal(draft, team, timing):
        _early(draft, team, press_ms, n, timing)
    elif ask.held.get(team, 0) > draft.at:
        _record(draft, team, "locked", press_ms, n, timing)
    else:
        _record(draft, team, "valid", press_ms, n, timing)
        if ask.phase == "open" and not hold(draft, _silent(draft)):
            decide_race(draft)


def _silent(draft: Draft) -> tuple[str, ...]:
    pressed = draft.ask.queue()
    return tuple(team for team in eligible(draft.state) if team not in pressed)


def decide_race(draft: Draft) -> None:
    """No press can count before the first any more: it has the floor, or those too close race again."""
    decided = settle(draft)
    if decided.how == "rebuzz":
        draft.add(e.RaceReset(at=draft.at, ask=draft.ask.id, among=decided.too_close))
    else:
        call(draft, decided.order[0])


def _refuse_press(draft: Draft, team: str) -> None:
    ask = draft.ask
    refuse_unless(team in (ask.among or ask.contestants) and not ask.to_audience, Code.NOT_YOUR_TURN)
    refuse_unless(ask.phase not in ("closed", "revealed"), Code.LATE)
    refuse_unless(team not in ask.out, Code.OUT)
    refuse_unless(not barred(draft.state, team), Code.BARRED)
    refuse_unless(not any(p.team == team and p.ruled == "valid" for p in ask.race_presses()), Code.LATE)
    if ask.phase == "open" and ask.clock is not None:
        refuse_unless(ask.clock.left(draft.at) > 0, Code.LATE)


def _record(
    draft: Draft,
    team: str,
    ruled: Literal["valid", "early", "locked"],
    press_ms: float | None,
    n: int,
    timing: e.PressTiming | None = None,
    breach: bool = False,
) -> None:
    counts_at = float(draft.at) if timing is None else timing.counts_at
    opens_at = draft.ask.opens_at
    draft.add(
        e.BuzzPressed(
            at=draft.at,
            ask=draft.ask.id,
            team=team,
            ruled=ruled,
            after_cue_ms=None if opens_at is None else floor(counts_at - opens_at),
            press_ms=press_ms,
            n=n,
            by=draft.seat.id,
            breach=breach,
            timing=timing,
            stalled=round(draft.evidence.stalled, 2),
        )
    )


def _early(draft: Draft, team: str, press_ms: float | None, n: int, timing: e.PressTiming | None) -> None:
    """An early press, by the rule; the count of earlier ones is taken before this one is written."""
    rules = current_rules(draft.state)
    earlier = draft.state.show.early.get(team, 0)
    if rules.early_press is EarlyPress.IGNORED:
        again = any(p.team == team and p.ruled == "early" for p in draft.ask.race_presses())
        refuse_unless(not again, Code.TOO_SOON)
        _record(draft, team, "early", press_ms, n, timing)
        return
    if rules.early_press is EarlyPress.SHORT_LOCK:
        _record(draft, team, "early", press_ms, n, timing)
        until = draft.at + rules.early_lock_ms
        draft.add(e.TeamHeldBack(at=draft.at, ask=draft.ask.id, team=team, until=until))
        return
    _record(draft, team, "early", press_ms, n, timing, breach=True)
    draft.add(e.TeamPutOut(at=draft.at, ask=draft.ask.id, team=team))
    costs = rules.early_press is EarlyPress.POINTS
    if costs or (rules.early_press is EarlyPress.WARN_THEN_POINTS and earlier > 0):
        add_points(draft, team, -rules.early_points if rules.counts else 0, "early_press")
    if rules.after_early is AfterEarly.QUESTION_VOID:
        draft.add(e.AskVoided(at=draft.at, ask=draft.ask.id, reason="early_press"))
    elif rules.after_early is AfterEarly.AUDIENCE and draft.ask.phase != "answering":
        _to_audience(draft)
    elif not eligible(draft.state):
        _unclaimed(draft)


def call(draft: Draft, team: str) -> None:
    """The team has won the race: a moment to begin (spoken) or its time to answer (phone)."""
    rules = current_rules(draft.state)
    spoken = rules.answering is Answering.SPOKEN and rules.start_answer_s > 0
    time_ms = rules.start_answer_s * 1000 if spoken else rules.time_for(None)
    draft.add(e.TeamCalled(at=draft.at, ask=draft.ask.id, team=team, started=not spoken, time_ms=time_ms))


def pick(draft: Draft, team: str) -> None:
    """The host gives a team the floor, as if it had pressed first."""
    ask = draft.ask
    refuse_unless(ask.phase in ("shown", "open") and not ask.to_audience, Code.NOT_NOW)
    refuse_unless(ask.decides_at is None, Code.NOT_NOW)
    refuse_unless(team in ask.contestants, Code.NOT_YOUR_TURN)
    draft.step("pick_team")
    _record(draft, team, "valid", None, 1)
    call(draft, team)


# --- answering ------------------------------------------------------------------------------------


def refuse_answer(state: ContestState, team: str) -> None:
    """Raise CommandRejected unless this team's phone may answer now."""
    ask = state.show.ask
    assert ask is not None
    refuse_unless(ask.phase not in ("closed", "revealed"), Code.LATE)
    refuse_unless(current_rules(state).answering is not Answering.SPOKEN, Code.NOT_ALLOWED)
    refuse_unless(ask.phase == "answering" and ask.called == team, Code.NOT_YOUR_TURN)


def locks_at_once(state: ContestState) -> bool:
    """An answer after the buzzer is final: it is judged the moment it arrives."""
    return True


def answered(draft: Draft, team: str) -> None:
    """The machine's verdict on the called team's answer, as a step of its own that undo can take back.

    An open question waits for the host's.
    """
    if draft.state.asked().kind == "open":
        return
    given = draft.state.answers_to(draft.ask.id)[captain_seat(team).id]
    draft.add(e.StepTaken(at=draft.at, label="machine_ruling", by="machine"))
    _ruled(draft, team, judge(draft.state, given.answer), "machine")


def rule(draft: Draft, team: str, right: bool) -> None:
    """The host's verdict on the called team's spoken answer."""
    refuse_unless(draft.ask.phase == "answering" and draft.ask.called == team, Code.NOT_NOW)
    draft.step("rule_right" if right else "rule_wrong")
    _ruled(draft, team, RIGHT if right else WRONG, draft.seat.id)


def _ruled(draft: Draft, team: str, judgement: Judgement, by: str) -> None:
    give_verdict(draft, team, judgement, by)
    award(draft, team, judgement)
    if judgement.verdict in ("right", "partly"):
        close(draft, "ruled")
        return
    put_out(draft, team)


def put_out(draft: Draft, team: str) -> None:
    """The team may not go on in this ask; what follows is the rule for after a wrong answer."""
    draft.add(e.TeamPutOut(at=draft.at, ask=draft.ask.id, team=team))
    after = current_rules(draft.state).after_wrong
    waiting = [other for other in draft.ask.queue() if other in eligible(draft.state)]
    if after is AfterWrong.AUDIENCE:
        _to_audience(draft)
    elif after is AfterWrong.NEXT_IN_QUEUE and waiting:
        call(draft, waiting[0])
    elif _race_again(draft.state, after):
        draft.add(e.RaceReset(at=draft.at, ask=draft.ask.id))
        _open_if_reading_counts(draft)
    else:
        _unclaimed(draft)


def _race_again(state: ContestState, after: AfterWrong) -> bool:
    """Whether the others race once more. Races of those too close to call are none of the rule's."""
    ask = state.show.ask
    assert ask is not None
    failed = sum(1 for ruling in ask.rulings.values() if ruling.verdict not in ("right", "partly"))
    again = after is AfterWrong.REBUZZ or (after is AfterWrong.ONE_REBUZZ and failed == 1)
    return again and bool(eligible(state))


def _unclaimed(draft: Draft) -> None:
    if current_rules(draft.state).unclaimed is Unclaimed.AUDIENCE:
        _to_audience(draft)
    else:
        close(draft, "unclaimed")


def _to_audience(draft: Draft) -> None:
    time_ms = current_rules(draft.state).time_for(None)
    draft.add(e.AskHandedToAudience(at=draft.at, ask=draft.ask.id, time_ms=time_ms))


def time_passed(draft: Draft) -> None:
    """Nobody pressed in time, or the called team's time is over."""
    ask = draft.ask
    if ask.phase == "open":
        draft.step("time_up")
        close(draft, "time") if ask.to_audience else _unclaimed(draft)
    elif current_rules(draft.state).answering is Answering.DEVICE:
        assert ask.called is not None
        # An answer is held here only when its ruling was undone and no other one was given.
        given = draft.state.answers_to(ask.id).get(captain_seat(ask.called).id)
        draft.step("time_up")
        _ruled(draft, ask.called, judge(draft.state, given.answer) if given else NO_ANSWER, draft.seat.id)
    else:
        draft.add(e.TimeRanOut(at=draft.at, ask=ask.id))
