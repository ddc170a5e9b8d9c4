"""How what is on the stage is played: the rules and the flow of the ask, the tie or the round.

Read by everything that judges or shows an ask; knows nothing but the state.
"""

from quizhub.contest.rules import Answering, Flow, RoundRules
from quizhub.contest.state import Ask, ContestState


def current_rules(state: ContestState) -> RoundRules:
    """The rules of the ask or the tie being played (or of the round, between asks)."""
    race = state.show.sudden_death
    if race is not None:
        rules = state.plan.tie_rules
        # The nearest number can only be typed.
        return rules.model_copy(update={"answering": Answering.DEVICE}) if race.method == "nearest" else rules
    planned = state.round
    return planned.rules if planned is not None else RoundRules()


def rules_of(state: ContestState, ask: Ask) -> RoundRules:
    """The rules an ask of a round was played by, however long ago; not for ties."""
    return state.plan.rounds[ask.round].rules


def current_flow(state: ContestState) -> Flow:
    """How the ask being played is played; sudden death is a race, the nearest number one window."""
    race = state.show.sudden_death
    if race is not None:
        return Flow.EVERYONE if race.method == "nearest" else Flow.BUZZ
    planned = state.round
    return planned.flow if planned is not None else Flow.EVERYONE
