"""What may happen: a command, a seat and a time in; events out, or a refusal. Changes nothing.

One table leads from each command to the function that thinks about it.
"""

from collections.abc import Callable
from typing import Any

from quizhub.contest import answering, corrections, entering, hosting
from quizhub.contest import commands as c
from quizhub.contest import events as e
from quizhub.contest.authority import require
from quizhub.contest.deadlines import due
from quizhub.contest.drafting import Draft, Evidence, refuse_unless
from quizhub.contest.flows import buzz
from quizhub.contest.seats import Role, Seat
from quizhub.contest.state import ContestState
from quizhub.contest.steps import flow_of
from quizhub.errors import Code

_SEATED = (Role.CAPTAIN, Role.AUDIENCE)
"""The roles that must have sat down before they may do anything else."""


def decide(
    state: ContestState, command: c.Command, seat: Seat, at: int, evidence: Evidence | None = None
) -> list[e.AnyEvent]:
    """The events this command leads to at server time `at` (ms); `evidence` is what a press is timed by.

    Raises CommandRejected with a code when the seat may not do this, or not now.
    """
    return draft_of(state, command, seat, at, evidence).events


def draft_of(
    state: ContestState, command: c.Command, seat: Seat, at: int, evidence: Evidence | None = None
) -> Draft:
    """`decide`, for who also wants the state its events lead to: the draft has folded them already."""
    require(seat, command)
    seated = seat.id in state.seats or isinstance(command, c.TakeSeat)
    refuse_unless(seated or seat.role not in _SEATED, Code.NO_SEAT)
    draft = Draft(state, seat, at, evidence)
    _DECIDE[type(command)](draft, command)
    return draft


def _time_passed(draft: Draft, command: c.TimePassed) -> None:
    """A deadline: which one, the state knows. Called too early, nothing happens."""
    deadline = due(draft.state, draft.at)
    refuse_unless(deadline is not None, Code.NOT_NOW)
    if deadline == "race":
        buzz.decide_race(draft)
    elif deadline == "ask":
        flow_of(draft.state).time_passed(draft)
    else:
        answering.choosing_time_passed(draft)


def _compensate_clock(draft: Draft, command: c.CompensateClock) -> None:
    if command.gap_ms > 0:
        draft.add(e.ClockCompensated(at=draft.at, gap_ms=command.gap_ms))


_DECIDE: dict[type[c.Command], Callable[[Draft, Any], None]] = {
    c.TakeSeat: entering.take_seat,
    c.SayReady: entering.say_ready,
    c.ReleaseSeat: entering.release_seat,
    c.MoveSeat: entering.move_seat,
    c.LockLobby: entering.lock_lobby,
    c.SubmitAnswer: answering.submit_answer,
    c.AnswerForTeam: answering.answer_for_team,
    c.LockAnswer: answering.lock_answer,
    c.Buzz: answering.buzz,
    c.ChooseStake: answering.choose_stake,
    c.NameOpponent: answering.name_opponent,
    c.PassTurn: answering.pass_turn,
    c.Next: hosting.go_next,
    c.Pause: hosting.pause,
    c.Resume: hosting.resume,
    c.ExtendTime: hosting.extend_time,
    c.CloseAnswers: hosting.close_answers,
    c.RuleAnswer: hosting.rule_answer,
    c.PickTeam: hosting.pick_team,
    c.TrustDevice: entering.trust_device,
    c.RepeatQuestion: hosting.repeat_question,
    c.ShowStandings: hosting.show_standings,
    c.FreezeStandings: hosting.freeze_standings,
    c.CoverScreen: hosting.cover_screen,
    c.DressScreen: hosting.dress_screen,
    c.VoidQuestion: corrections.void_question,
    c.SkipQuestion: hosting.skip_question,
    c.AdjustPoints: corrections.adjust_points,
    c.CorrectKey: corrections.correct_key,
    c.ChangeVerdict: corrections.change_verdict,
    c.RaiseAppeal: corrections.raise_appeal,
    c.RuleAppeal: corrections.rule_appeal,
    c.CallFoul: hosting.call_foul,
    c.Undo: hosting.undo,
    c.Redo: hosting.redo,
    c.FinishContest: hosting.finish_contest,
    c.TimePassed: _time_passed,
    c.AwaitHost: hosting.await_host,
    c.CompensateClock: _compensate_clock,
}
