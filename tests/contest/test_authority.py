"""Which role may send which command at all: the whole table, and that nothing is missing from it."""

import pytest
from pydantic import TypeAdapter

from quizhub.contest import commands as c
from quizhub.contest.authority import MAY_SEND
from quizhub.contest.decide import decide
from quizhub.contest.look import Theme
from quizhub.contest.photo_finish import Tier
from quizhub.contest.seats import (
    ARBITER,
    BUTTONS,
    CLOCK,
    HOST,
    SCREEN,
    Role,
    audience_seat,
    captain_seat,
    seat_of,
)
from quizhub.errors import Code, CommandRejected
from quizhub.questions.answers import ChoiceAnswer
from tests.contest.table import Table, a_plan, a_round

SEATS = (HOST, ARBITER, captain_seat("t1"), audience_seat("1"), SCREEN, BUTTONS, CLOCK)
CAPTAIN, AUDIENCE = Role.CAPTAIN, Role.AUDIENCE
RULING = {Role.HOST, Role.ARBITER}

EXAMPLES: dict[c.Command, set[Role]] = {
    c.TakeSeat(): {CAPTAIN, AUDIENCE},
    c.SayReady(): {CAPTAIN},
    c.ReleaseSeat(team="t1"): {Role.HOST},
    c.MoveSeat(team="t1"): {CAPTAIN, Role.HOST},
    c.LockLobby(locked=True): {Role.HOST},
    c.SubmitAnswer(ask=1, answer=ChoiceAnswer(chosen=("a",))): {CAPTAIN, AUDIENCE},
    c.AnswerForTeam(team="t1", ask=1, answer=ChoiceAnswer(chosen=("a",))): {Role.HOST},
    c.LockAnswer(ask=1): {CAPTAIN},
    c.Buzz(ask=1): {CAPTAIN, Role.BUTTONS},
    c.ChooseStake(stake=10): {CAPTAIN, Role.HOST},
    c.NameOpponent(opponent="t2"): {CAPTAIN, Role.HOST},
    c.PassTurn(): {CAPTAIN, Role.HOST},
    c.Next(step=0): {Role.HOST},
    c.Pause(): {Role.HOST},
    c.Resume(): {Role.HOST},
    c.ExtendTime(seconds=10): {Role.HOST},
    c.CloseAnswers(): {Role.HOST},
    c.RuleAnswer(team="t1", right=True): {Role.HOST},
    c.PickTeam(team="t1"): {Role.HOST},
    c.TrustDevice(team="t1", tier=Tier.HOUSE): {Role.HOST},
    c.RepeatQuestion(): {Role.HOST},
    c.ShowStandings(on=True): {Role.HOST},
    c.FreezeStandings(on=True): {Role.HOST},
    c.CoverScreen(on=True): {Role.HOST},
    c.DressScreen(theme=Theme.DAYLIGHT): {Role.HOST},
    c.VoidQuestion(): RULING,
    c.CorrectKey(ask=1, answer=ChoiceAnswer(chosen=("a",)), reason="x"): RULING,
    c.ChangeVerdict(ask=1, team="t1", verdict="right", reason="x"): RULING,
    c.RuleAppeal(appeal=1, upheld=True): RULING,
    c.RaiseAppeal(ask=1, reason="x"): {CAPTAIN},
    c.SkipQuestion(): {Role.HOST},
    c.AdjustPoints(team="t1", points=1, reason="x"): RULING,
    c.CallFoul(team="t1", foul="late"): {Role.HOST},
    c.Undo(step=0): {Role.HOST},
    c.Redo(step=0): {Role.HOST},
    c.FinishContest(): {Role.HOST},
    c.TimePassed(): {Role.CLOCK},
    c.AwaitHost(): {Role.CLOCK},
    c.CompensateClock(gap_ms=5): {Role.CLOCK},
}


def test_every_command_has_an_example_and_a_row():
    kinds = {type(command) for command in EXAMPLES}
    assert kinds == set(MAY_SEND) == set(c.Command.__subclasses__())


@pytest.mark.parametrize("seat", SEATS, ids=lambda seat: seat.id)
def test_a_stored_id_stands_for_its_seat(seat):
    assert seat_of(seat.id) == seat


@pytest.mark.parametrize("command", EXAMPLES, ids=lambda command: type(command).__name__)
def test_only_the_named_roles_may_send_it(command):
    state = Table(a_plan(a_round("everyone", 1))).state
    for seat in SEATS:
        code = None
        try:
            decide(state, command, seat, state.at)
        except CommandRejected as refusal:
            code = refusal.code
        assert (code is Code.NOT_ALLOWED) == (seat.role not in EXAMPLES[command])


@pytest.mark.parametrize("command", EXAMPLES, ids=lambda command: type(command).__name__)
def test_command_survives_the_wire(command):
    wire: TypeAdapter[c.AnyCommand] = c.COMMAND
    assert wire.validate_json(command.model_dump_json()) == command
