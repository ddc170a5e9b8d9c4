"""The host's one big key: what it will do next, and doing it.

`next_step` is shown on the key and `take_step` obeys it, so the label can never lie. The road:
lobby > [lots] > round > [stakes] > ([turn] > ask > [standings])... > [ties] > podium > finished.
"""

from types import ModuleType

from quizhub.contest import events as e
from quizhub.contest import windows
from quizhub.contest.current import current_flow
from quizhub.contest.drafting import Draft
from quizhub.contest.flows import buzz, everyone, in_turn
from quizhub.contest.next_step import NextStep
from quizhub.contest.rules import Flow, Seating, StakeReveal, StandingsAfter
from quizhub.contest.state import ContestState, Turn
from quizhub.contest.ties import (
    PLAYED,
    nearest_tiers,
    next_tie_question,
    open_tie,
    race_decided,
    tiers_by_rule,
)
from quizhub.questions.shuffle import shuffled

FLOWS: dict[Flow, ModuleType] = {Flow.EVERYONE: everyone, Flow.IN_TURN: in_turn, Flow.BUZZ: buzz}


def flow_of(state: ContestState) -> ModuleType:
    """The module that knows how the ask being played is played."""
    return FLOWS[current_flow(state)]


# --- what is next ---------------------------------------------------------------------------------


def next_step(state: ContestState) -> NextStep | None:
    """What the key does now; None when the contest is over."""
    show = state.show
    match show.scene:
        case "lobby":
            lots = state.plan.rules.seating is Seating.LOT and not show.seating
            return NextStep("draw_lots") if lots else _round_step(state, 0, "start_contest")
        case "lots":
            return _round_step(state, 0, "start_round")
        case "round":
            return _first_of_round(state)
        case "stakes":
            return _slot_step(state, 0) if show.stakes_shown else _reveal_stakes(state)
        case "turn":
            return _turn_step(state)
        case "ask":
            return _ask_step(state)
        case "tie":
            return _tie_step(state)
        case "podium":
            return NextStep("finish")
        case _:
            return None


def _round_step(state: ContestState, index: int, effect: str) -> NextStep:
    return NextStep(effect, {"round": index + 1, "title": dict(state.plan.rounds[index].title)})


def _first_of_round(state: ContestState) -> NextStep:
    assert state.round is not None
    rules = state.round.rules
    if state.round.flow is Flow.IN_TURN and rules.staked and rules.stake_reveal is StakeReveal.TOGETHER:
        return NextStep("open_stakes")
    return _slot_step(state, 0)


def _reveal_stakes(state: ContestState) -> NextStep:
    missing = [team for team in state.seating() if team not in state.show.stakes]
    return NextStep("reveal_stakes", {"missing": missing})


def _slot_step(state: ContestState, position: int) -> NextStep:
    """Calling up a team where it has something to choose, else showing the question."""
    assert state.round is not None
    rules, slot = state.round.rules, state.show.slots[position]
    detail = {"n": position + 1, "team": slot.team}
    if state.round.flow is Flow.IN_TURN and (rules.staked or rules.pass_allowed or slot.against):
        return NextStep("begin_turn", detail)
    return NextStep("show_question", detail)


def _turn_step(state: ContestState) -> NextStep:
    turn, slot = state.show.turn, state.slot
    assert turn is not None and slot is not None and state.round is not None
    detail = {"n": slot.number + 1, "team": turn.team}
    if turn.passed:
        return _after_slot(state)
    if slot.against and turn.opponent is None:
        return NextStep("show_question", {**detail, "waiting": "opponent"}, enabled=False)
    if state.round.rules.staked and turn.stake is None:
        return NextStep("take_lowest_stake", {**detail, "stake": state.round.rules.stake_choices()[0]})
    return NextStep("show_question", detail)


def _ask_step(state: ContestState) -> NextStep:
    ask = state.show.ask
    assert ask is not None
    if ask.void and ask.spare is not None:
        return NextStep("show_question", {"n": ask.slot + 1, "spare": True})
    if ask.void or ask.phase == "revealed":
        return _tie_step(state) if ask.tie else _after_slot(state)
    step: NextStep = flow_of(state).next_step(state)
    return step


def _after_slot(state: ContestState) -> NextStep:
    """The next slot of the round, the standings where they are due, or the end of the round."""
    assert state.round is not None
    show, rules = state.show, state.round.rules
    last = show.position + 1 >= len(show.slots)
    shown = show.standings_at == (show.round, show.position)
    due = rules.standings_after is StandingsAfter.QUESTION or (
        last and rules.standings_after is StandingsAfter.ROUND
    )
    if due and not shown:
        return NextStep("show_standings")
    return _after_round(state) if last else _slot_step(state, show.position + 1)


def _after_round(state: ContestState) -> NextStep:
    following = state.show.round + 1
    if following < len(state.plan.rounds):
        return _round_step(state, following, "start_round")
    return _end_step(state)


def _end_step(state: ContestState) -> NextStep:
    tie = open_tie(state)
    if tie is None:
        return NextStep("show_podium")
    return NextStep("break_ties", {"method": str(tie.method), "teams": list(tie.teams)})


def _tie_step(state: ContestState) -> NextStep:
    race = state.show.sudden_death
    if race is None:
        return _end_step(state)
    played = state.show.ask is not None and state.show.ask.tie
    decided = race_decided(state, race) or (race.method == "nearest" and played and not _void(state))
    if not decided and next_tie_question(state, race.method) is not None:
        return NextStep("show_question", {"tie": True, "teams": list(race.remaining)})
    teams = [team for tier in race.tiers() for team in tier]
    return NextStep("break_ties", {"method": race.method, "teams": teams})


def _void(state: ContestState) -> bool:
    return state.show.ask is not None and state.show.ask.void


# --- taking it ------------------------------------------------------------------------------------


def take_step(draft: Draft, step: NextStep) -> None:
    """Carry out the step; opens it first, so that undo takes it back as one."""
    draft.step(step.effect)
    if draft.state.show.picture == "standings" and step.effect != "show_standings":
        draft.add(e.StandingsShown(at=draft.at, on=False))
    effect = _EFFECTS.get(step.effect)
    if effect is not None:
        effect(draft)
    else:
        flow_of(draft.state).take(draft, step.effect)


def _draw_lots(draft: Draft) -> None:
    seats = draft.state.seating()
    draft.add(e.LotsDrawn(at=draft.at, order=shuffled(seats, draft.state.plan.seed, "seating")))


def _start_round(draft: Draft) -> None:
    index = draft.state.show.round + 1
    planned = draft.state.plan.rounds[index]
    slots = FLOWS[planned.flow].slots(draft.state, planned)
    draft.add(e.RoundStarted(at=draft.at, round=index, slots=slots))


def _open_stakes(draft: Draft) -> None:
    assert draft.state.round is not None
    draft.add(e.StakesOpened(at=draft.at, time_ms=draft.state.round.rules.stake_s * 1000))


def show_stakes(draft: Draft) -> None:
    """Show all stakes at once; who has not chosen plays for the lowest."""
    assert draft.state.round is not None
    lowest = draft.state.round.rules.stake_choices()[0]
    for team in draft.state.seating():
        if team not in draft.state.show.stakes:
            draft.add(e.StakeChosen(at=draft.at, team=team, stake=lowest, by=draft.seat.id))
    draft.add(e.StakesShown(at=draft.at))


def _begin_turn(draft: Draft) -> None:
    assert draft.state.round is not None
    position = draft.state.show.position + 1
    slot, rules = draft.state.show.slots[position], draft.state.round.rules
    chooses = rules.staked and slot.team not in draft.state.show.stakes
    time_ms = rules.stake_s * 1000 if chooses else 0
    draft.add(e.TurnBegan(at=draft.at, slot=position, time_ms=time_ms))


def take_lowest_stake(draft: Draft) -> None:
    """The team on turn plays for the lowest stake, because it did not choose."""
    turn = draft.state.show.turn
    assert turn is not None and draft.state.round is not None
    lowest = draft.state.round.rules.stake_choices()[0]
    draft.add(e.StakeChosen(at=draft.at, team=turn.team, stake=lowest, by=draft.seat.id))


def _show_question(draft: Draft) -> None:
    show, ask = draft.state.show, draft.state.show.ask
    if show.sudden_death is not None:
        _show_tie_question(draft)
        return
    spare = ask.spare if ask is not None and ask.void else None
    slot = show.slots[_position_to_show(draft.state, spare)]
    assert draft.state.round is not None
    flow = FLOWS[draft.state.round.flow]
    turn = show.turn
    question = spare or slot.question or in_turn.question_for(draft.state, _stake(turn))
    flow.begin(draft, slot, question)


def _show_tie_question(draft: Draft) -> None:
    """The next tie question to the teams still equal: a race, or one window for the nearest number."""
    show, race = draft.state.show, draft.state.show.sudden_death
    assert race is not None
    name = next_tie_question(draft.state, race.method)
    assert name is not None
    if race.method == "nearest":
        question = draft.state.plan.question_by_id[name]
        windows.show(draft, len(show.slots), question, race.remaining, draft.state.plan.tie_rules.value)
    else:
        buzz.begin(draft, e.Slot(number=len(show.slots)), name)


def _stake(turn: Turn | None) -> int | None:
    return turn.stake if turn is not None else None


def _position_to_show(state: ContestState, spare: str | None) -> int:
    """The slot called up on the turn card or being replaced, else the following one."""
    show = state.show
    here = spare is not None or (show.picture == "turn" and show.turn is not None and not show.turn.passed)
    return show.position if here else show.position + 1


def _show_standings(draft: Draft) -> None:
    draft.add(e.StandingsShown(at=draft.at, on=True))


def _break_ties(draft: Draft) -> None:
    """Begin sudden death, end it, or apply a method that needs no play."""
    race = draft.state.show.sudden_death
    if race is not None:
        tiers = nearest_tiers(draft.state) if race.method == "nearest" else race.tiers()
        draft.add(e.TieDecided(at=draft.at, method=race.method, tiers=tiers))
        return
    tie = open_tie(draft.state)
    assert tie is not None
    if tie.method in PLAYED:
        draft.add(e.TieBreakBegan(at=draft.at, teams=tie.teams, method=str(tie.method)))  # type: ignore[arg-type]
        return
    tiers = tiers_by_rule(draft.state, tie)
    draft.add(e.TieDecided(at=draft.at, method=str(tie.method), tiers=tiers))  # type: ignore[arg-type]


def _show_podium(draft: Draft) -> None:
    draft.add(e.PodiumReached(at=draft.at))


def _finish(draft: Draft) -> None:
    draft.add(e.ContestFinished(at=draft.at))


_EFFECTS = {
    "draw_lots": _draw_lots,
    "start_contest": _start_round,
    "start_round": _start_round,
    "open_stakes": _open_stakes,
    "reveal_stakes": show_stakes,
    "begin_turn": _begin_turn,
    "take_lowest_stake": take_lowest_stake,
    "show_question": _show_question,
    "show_standings": _show_standings,
    "break_ties": _break_ties,
    "show_podium": _show_podium,
    "finish": _finish,
}
