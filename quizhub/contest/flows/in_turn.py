"""One team, or one numbered player, owns the question: 个人必答, 团队必答, 风险题.

Stakes, passing and opponents happen on the turn card, before the question is seen.
"""

from quizhub.contest import windows
from quizhub.contest.drafting import Draft, refuse_unless
from quizhub.contest.events import Slot
from quizhub.contest.plan import PlannedQuestion, Round, most_players, packs_of
from quizhub.contest.rules import Answerer, Order, Pick
from quizhub.contest.standings import points
from quizhub.contest.state import ContestState
from quizhub.errors import Code
from quizhub.questions.shuffle import shuffled

next_step = windows.next_step
take = windows.take
refuse_answer = windows.refuse_answer
locks_at_once = windows.locks_at_once
rule = windows.rule
time_passed = windows.time_passed


def turn_order(state: ContestState, planned: Round) -> tuple[str, ...]:
    """The teams in the order in which they are called up; equal points keep the seat order."""
    seats = state.seating()
    totals = points(state)
    match planned.rules.turn_order:
        case Order.REVERSE_SEAT:
            return tuple(reversed(seats))
        case Order.LOW_TO_HIGH:
            return tuple(sorted(seats, key=lambda team: totals[team]))
        case Order.HIGH_TO_LOW:
            return tuple(sorted(seats, key=lambda team: -totals[team]))
        case Order.LOT:
            return shuffled(seats, state.plan.seed, f"turns/{planned.id}")
        case _:
            return seats


def slots(state: ContestState, planned: Round) -> tuple[Slot, ...]:
    """Every turn: all first players, then all second ones, `per_turn` times over; or team by team."""
    teams, players = turn_order(state, planned), _players(state, planned)
    each = range(planned.rules.per_turn)
    if planned.rules.in_a_row:
        order = [(team, player) for team in teams for player in players for _ in each]
    else:
        order = [(team, player) for player in players for _ in each for team in teams]
    phases = (True, False) if planned.rules.opponent_phase else (False,)
    turns = [(team, player, against) for team, player in order for against in phases]
    questions = _allotted(state, planned, [team for team, _, _ in turns])
    return tuple(
        Slot(
            number=number,
            question=question,
            team=team,
            player=_own_player(state, team, player),
            against=against,
        )
        for number, ((team, player, against), question) in enumerate(zip(turns, questions, strict=True))
    )


def _players(state: ContestState, planned: Round) -> tuple[int | None, ...]:
    if planned.rules.answerer is Answerer.TEAM:
        return (None,)
    return tuple(range(most_players(state.plan.teams)))


def _own_player(state: ContestState, team: str, index: int | None) -> int | None:
    """The number of the team's n-th player; a smaller team starts again with its first."""
    if index is None:
        return None
    players = state.plan.team_by_id[team].players
    return players[index % len(players)].number if players else 1


def _allotted(state: ContestState, planned: Round, teams: list[str]) -> list[str | None]:
    """Which question each turn gets; None where it depends on the stake still to be chosen."""
    if planned.rules.staked:
        return [None] * len(teams)
    if planned.rules.pick is Pick.FIXED:
        return [planned.questions[i].question for i in range(len(teams))]
    drawn = _drawn_packs(state, planned)
    return [drawn[team].pop(0).question for team in teams]


def _drawn_packs(state: ContestState, planned: Round) -> dict[str, list[PlannedQuestion]]:
    """Each team's pack by lot: the plan's seed decides, so anybody can draw it again."""
    packs = packs_of(planned, state.plan.teams)
    order = shuffled(tuple(map(str, range(len(packs)))), state.plan.seed, f"packs/{planned.id}")
    return {team: list(packs[int(index)]) for team, index in zip(state.seating(), order, strict=False)}


def question_for(state: ContestState, stake: int | None) -> str:
    """The first unused question of the round kept for the stake, or failing that any unused one."""
    assert state.round is not None
    unused = [q for q in state.round.questions if q.question not in state.show.used]
    refuse_unless(bool(unused), Code.NOT_NOW)
    for wanted in (stake, None):
        for candidate in unused:
            if candidate.stake == wanted:
                return candidate.question
    return unused[0].question


def begin(draft: Draft, slot: Slot, question: str) -> None:
    """Show the question to the team on turn, or to the opponent it named."""
    assert draft.state.round is not None and slot.team is not None
    turn = draft.state.show.turn
    opponent = turn.opponent if turn is not None and slot.against else None
    stake = turn.stake if turn is not None and turn.stake is not None else draft.state.round.rules.value
    windows.show(
        draft,
        slot.number,
        draft.state.plan.question_by_id[question],
        (opponent or slot.team,),
        stake,
    )


def answered(draft: Draft, team: str) -> None:
    windows.answered(draft)


def press(draft: Draft, team: str, press_ms: float | None, n: int) -> None:
    """There is nothing to press for."""
    refuse_unless(False, Code.NOT_NOW)
