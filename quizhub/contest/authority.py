"""One table: which role may send which command. When it may is decide's business."""

from collections.abc import Mapping

from quizhub.contest import commands as c
from quizhub.contest.seats import Role, Seat
from quizhub.errors import Code, CommandRejected

_HOST = frozenset({Role.HOST})
_RULING = frozenset({Role.HOST, Role.ARBITER})
_CAPTAIN = frozenset({Role.CAPTAIN})
_CLOCK = frozenset({Role.CLOCK})

MAY_SEND: Mapping[type[c.Command], frozenset[Role]] = {
    c.TakeSeat: frozenset({Role.CAPTAIN, Role.AUDIENCE}),
    c.SayReady: _CAPTAIN,
    c.ReleaseSeat: _HOST,
    c.MoveSeat: frozenset({Role.CAPTAIN, Role.HOST}),
    c.LockLobby: _HOST,
    c.SubmitAnswer: frozenset({Role.CAPTAIN, Role.AUDIENCE}),
    c.AnswerForTeam: _HOST,
    c.LockAnswer: _CAPTAIN,
    c.Buzz: frozenset({Role.CAPTAIN, Role.BUTTONS}),
    c.ChooseStake: frozenset({Role.CAPTAIN, Role.HOST}),
    c.NameOpponent: frozenset({Role.CAPTAIN, Role.HOST}),
    c.PassTurn: frozenset({Role.CAPTAIN, Role.HOST}),
    c.Next: _HOST,
    c.Pause: _HOST,
    c.Resume: _HOST,
    c.ExtendTime: _HOST,
    c.CloseAnswers: _HOST,
    c.RuleAnswer: _HOST,
    c.PickTeam: _HOST,
    c.TrustDevice: _HOST,
    c.RepeatQuestion: _HOST,
    c.ShowStandings: _HOST,
    c.FreezeStandings: _HOST,
    c.CoverScreen: _HOST,
    c.DressScreen: _HOST,
    c.VoidQuestion: _RULING,
    c.SkipQuestion: _HOST,
    c.AdjustPoints: _RULING,
    c.CorrectKey: _RULING,
    c.ChangeVerdict: _RULING,
    c.RaiseAppeal: _CAPTAIN,
    c.RuleAppeal: _RULING,
    c.CallFoul: _HOST,
    c.Undo: _HOST,
    c.Redo: _HOST,
    c.FinishContest: _HOST,
    c.TimePassed: _CLOCK,
    c.AwaitHost: _CLOCK,
    c.CompensateClock: _CLOCK,
}


def require(seat: Seat, command: c.Command) -> None:
    """Raise CommandRejected unless the seat's role may send this kind of command at all."""
    if seat.role not in MAY_SEND[type(command)]:
        raise CommandRejected(Code.NOT_ALLOWED)
