"""What captains and the audience do, or the host for a captain: answer, lock, press, choose a stake, name an
opponent, pass.
"""

from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.countdown import Countdown
from quizhub.contest.current import current_flow
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.rules import Flow
from quizhub.contest.seats import Role, Seat, captain_seat
from quizhub.contest.state import ContestState, GivenAnswer, Turn
from quizhub.contest.steps import flow_of, show_stakes
from quizhub.errors import Code, CommandRejected
from quizhub.questions.answers import Answer, answer_fits
from quizhub.questions.model import Question


def submit_answer(draft: Draft, command: c.SubmitAnswer) -> None:
    """Take an answer; the highest `n` of a seat counts, whatever arrives first."""
    seat = draft.seat
    given = _refuse_answer(draft, seat, command.ask, command.answer)
    if given is not None and command.n <= given.n:
        raise CommandRejected(Code.OLD_ANSWER)
    final = seat.team is not None and (command.lock or flow_of(draft.state).locks_at_once(draft.state))
    _take_answer(draft, seat, command.answer, command.n, final)


def answer_for_team(draft: Draft, command: c.AnswerForTeam) -> None:
    """The host answers for a team, in its time and by its rules; nothing its phone sends changes it."""
    refuse_unless(command.team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    seat = captain_seat(command.team)
    given = _refuse_answer(draft, seat, command.ask, command.answer)
    draft.step("answer_for_team")
    _take_answer(draft, seat, command.answer, given.n + 1 if given else 1, True)


def _refuse_answer(draft: Draft, seat: Seat, ask: int, answer: Answer) -> GivenAnswer | None:
    """Raise CommandRejected unless this answer may be given for `seat` now; what is held of it so far."""
    state = draft.state
    _refuse_wrong_ask(draft, ask)
    if state.show.paused:
        raise CommandRejected(Code.PAUSED)
    question = state.asked()
    if seat.team is None:
        _refuse_audience_answer(state, question)
    else:
        flow_of(state).refuse_answer(state, seat.team)
    _refuse_out_of_time(draft, seat)
    if answer_fits(question, answer) is not None:
        raise CommandRejected(Code.BAD_ANSWER)
    given = state.answers_to(ask).get(seat.id)
    if given is not None and given.locked:
        raise CommandRejected(Code.LOCKED)
    return given


def _take_answer(draft: Draft, seat: Seat, answer: Answer, n: int, final: bool) -> None:
    draft.add(
        e.AnswerReceived(
            at=draft.at,
            ask=draft.ask.id,
            seat=seat.id,
            answer=answer,
            n=n,
            used_ms=_used_ms(draft),
            locked=final,
            by="" if seat is draft.seat else draft.seat.id,
        )
    )
    if final:
        flow_of(draft.state).answered(draft, seat.team)


def _refuse_wrong_ask(draft: Draft, ask: int) -> None:
    current = draft.state.show.ask
    if current is None or ask > current.id:
        raise CommandRejected(Code.WRONG_QUESTION)
    if ask < current.id or current.void:
        raise CommandRejected(Code.LATE)


def _refuse_audience_answer(state: ContestState, question: Question) -> None:
    ask = state.show.ask
    assert ask is not None
    if question.kind == "open":
        raise CommandRejected(Code.NOT_ALLOWED)
    if ask.phase not in ("open", "answering"):
        raise CommandRejected(Code.TOO_SOON if ask.phase == "shown" else Code.LATE)


def _refuse_out_of_time(draft: Draft, seat: Seat) -> None:
    """The clock decides, even when the event that closes the window is still on its way.

    The start signal of a race is for the teams: the hall, which races nobody, may answer while it is coming.
    """
    ask = draft.ask
    assert ask.opens_at is not None
    if seat.team is not None and draft.at < ask.opens_at:
        raise CommandRejected(Code.TOO_SOON)
    if ask.clock is not None and ask.clock.left(draft.at) <= 0:
        raise CommandRejected(Code.LATE)


def _used_ms(draft: Draft) -> int:
    """How long the answer took, pauses left out; in a race since the start signal."""
    ask = draft.ask
    if current_flow(draft.state) is Flow.BUZZ or ask.clock is None:
        assert ask.opens_at is not None
        return max(0, draft.at - ask.opens_at)
    return ask.clock.used(draft.at)


def lock_answer(draft: Draft, command: c.LockAnswer) -> None:
    """“回答完毕”: no change after this."""
    seat = draft.seat
    _refuse_wrong_ask(draft, command.ask)
    refuse_unless(not draft.state.show.paused, Code.PAUSED)
    assert seat.team is not None
    flow_of(draft.state).refuse_answer(draft.state, seat.team)
    _refuse_out_of_time(draft, seat)
    given = draft.state.answers_to(command.ask).get(seat.id)
    refuse_unless(given is not None, Code.NOT_NOW)
    if given is not None and not given.locked:
        draft.add(e.AnswerLocked(at=draft.at, ask=command.ask, seat=seat.id))
        flow_of(draft.state).answered(draft, seat.team)


def buzz(draft: Draft, command: c.Buzz) -> None:
    """A press by a captain's phone, or by a house button for the team it names."""
    house = draft.seat.role is Role.BUTTONS
    team = command.team if house else draft.seat.team
    refuse_unless(team in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    _refuse_wrong_ask(draft, command.ask)
    refuse_unless(not draft.state.show.paused, Code.PAUSED)
    assert team is not None
    flow_of(draft.state).press(draft, team, command.press_ms, command.n)


# --- before the question --------------------------------------------------------------------------


def choose_stake(draft: Draft, command: c.ChooseStake) -> None:
    """A team (or the host for it) chooses what it plays for; all at once or at its turn."""
    state = draft.state
    refuse_unless(not state.show.paused, Code.PAUSED)
    planned = state.round
    refuse_unless(planned is not None and planned.rules.staked, Code.NOT_NOW)
    assert planned is not None
    team = _acting_team(draft, command.team)
    if state.show.scene == "stakes" and not state.show.stakes_shown:
        refuse_unless(team in state.plan.team_by_id, Code.UNKNOWN_TEAM)
    else:
        turn = _turn_being_chosen(state)
        team = team or turn.team
        refuse_unless(turn.team == team, Code.NOT_YOUR_TURN)
        refuse_unless(turn.stake is None or draft.seat.role is Role.HOST, Code.LOCKED)
    clock = state.show.stakes_clock if state.show.scene == "stakes" else _turn_clock(state)
    in_time = clock is None or clock.left(draft.at) > 0
    refuse_unless(in_time or draft.seat.role is Role.HOST, Code.LATE)
    refuse_unless(command.stake in planned.rules.stake_choices(), Code.BAD_STAKE)
    assert team is not None
    if draft.seat.role is Role.HOST:
        draft.step("choose_stake")
    draft.add(e.StakeChosen(at=draft.at, team=team, stake=command.stake, by=draft.seat.id))


def _turn_clock(state: ContestState) -> Countdown | None:
    return state.show.turn.clock if state.show.turn is not None else None


def name_opponent(draft: Draft, command: c.NameOpponent) -> None:
    """The team on turn names who must answer first."""
    turn, slot = _turn_being_chosen(draft.state), draft.state.slot
    refuse_unless(slot is not None and slot.against, Code.NOT_NOW)
    refuse_unless(command.opponent in draft.state.plan.team_by_id, Code.UNKNOWN_TEAM)
    refuse_unless(command.opponent != turn.team, Code.BAD_ANSWER)
    if draft.seat.role is Role.HOST:
        draft.step("name_opponent")
    else:
        refuse_unless(draft.seat.team == turn.team, Code.NOT_YOUR_TURN)
    draft.add(e.OpponentNamed(at=draft.at, team=turn.team, opponent=command.opponent, by=draft.seat.id))


def pass_turn(draft: Draft, command: c.PassTurn) -> None:
    """Decline the question unseen; an opponent phase may always be declined."""
    turn, slot, planned = _turn_being_chosen(draft.state), draft.state.slot, draft.state.round
    assert slot is not None and planned is not None
    refuse_unless(planned.rules.pass_allowed or slot.against, Code.NOT_ALLOWED)
    if draft.seat.role is Role.HOST:
        draft.step("pass_turn")
    else:
        refuse_unless(draft.seat.team == turn.team, Code.NOT_YOUR_TURN)
    draft.add(e.TurnPassed(at=draft.at, team=turn.team, by=draft.seat.id))


def _turn_being_chosen(state: ContestState) -> Turn:
    turn = state.show.turn
    refuse_unless(state.show.scene == "turn" and turn is not None and not turn.passed, Code.NOT_NOW)
    refuse_unless(not state.show.paused, Code.PAUSED)
    assert turn is not None
    return turn


def _acting_team(draft: Draft, named: str | None) -> str | None:
    """A captain always acts for its own team, whatever it names; the host for the team it names."""
    return named if draft.seat.role is Role.HOST else draft.seat.team


def choosing_time_passed(draft: Draft) -> None:
    """The time to choose is over: the lowest stake is taken."""
    show = draft.state.show
    draft.step("time_up")
    if show.scene == "stakes":
        show_stakes(draft)
        return
    assert show.turn is not None and draft.state.round is not None
    lowest = draft.state.round.rules.stake_choices()[0]
    draft.add(e.StakeChosen(at=draft.at, team=show.turn.team, stake=lowest, by=draft.seat.id))
