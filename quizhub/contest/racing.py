"""Races by the bounded photo-finish: timing presses, waiting for those under way, putting them in order.

Between the flow `buzz`, which knows what winning leads to, and `photo_finish`, which knows the
arithmetic. Everything measured is written into the events, so that a log can be judged again.
"""

from math import ceil
from typing import Literal

from quizhub.contest import events as e
from quizhub.contest.current import current_rules
from quizhub.contest.drafting import Draft
from quizhub.contest.photo_finish import (
    LinkEstimate,
    Tier,
    caught_up_at,
    decidable_at,
    finish,
    is_early,
    time_press,
)
from quizhub.contest.rules import BuzzOpens, TooClose
from quizhub.contest.seats import Role
from quizhub.contest.standings import points
from quizhub.contest.state import ContestState
from quizhub.questions.shuffle import shuffled


def _device(draft: Draft, team: str) -> tuple[LinkEstimate | None, Tier]:
    """The link a press came over and the trust in what was pressed: a house button is the organiser's own,
    whatever is thought of the team's phone."""
    if draft.seat.role is Role.BUTTONS:
        return draft.evidence.button, Tier.HOUSE
    return draft.evidence.links.get(team), draft.state.tiers.get(team, Tier.PLAYER)


def timing_of(draft: Draft, team: str, press_ms: float | None) -> e.PressTiming | None:
    """How this press counts, by its link and the trust in its device; None: by its arrival, because nothing
    was ever measured."""
    arrival, (link, tier) = draft.evidence.arrival, _device(draft, team)
    if link is None:
        return None
    timed = time_press(arrival, press_ms, link, tier)
    return e.PressTiming(
        arrival=round(arrival, 2),
        counts_at=round(timed.counts_at, 2),
        doubt=round(timed.doubt, 2),
        bound=timed.bound,
        tier=tier,
        sent_at=round(link.best.sent_at, 2),
        clock=round(link.best.clock, 2),
        heard_at=round(link.best.heard_at, 2),
        round_trip=round(link.round_trip, 2),
        jitter=round(link.jitter, 2),
        samples=link.samples,
    )


def before_signal(draft: Draft, team: str, timing: e.PressTiming | None) -> bool:
    """Whether a press counts before the start signal; while a question is only shown, every one does.

    Of one that came while our program stood still nothing is known but that it came: doubt favours the team.
    """
    ask = draft.ask
    if ask.phase == "shown" or ask.opens_at is None:
        return True
    if draft.evidence.stalled:
        return is_early(draft.evidence.arrival, ask.opens_at, None)
    if timing is None:
        return is_early(draft.at, ask.opens_at, None)
    link = None if timing.tier is Tier.ARRIVAL else _device(draft, team)[0]
    return is_early(timing.counts_at, ask.opens_at, link)


def hold(draft: Draft, silent: tuple[str, ...]) -> bool:
    """Note until when a press of the `silent` teams could still count first; False: decide now."""
    ask, evidence = draft.ask, draft.evidence
    best = min(press.counts_at for press in ask.race_presses() if press.ruled == "valid")
    links = [link for team in silent for link in evidence.ways(team)]
    until = decidable_at(best, links)
    if links and evidence.stalled:
        until = caught_up_at(evidence.arrival)
    if until <= evidence.arrival:
        return False
    draft.add(e.RaceHeld(at=draft.at, ask=ask.id, until=ceil(until)))
    return True


def settle(draft: Draft) -> e.RaceDecided:
    """The order of the race; those too close to the first by the rule for them. Added to the draft."""
    ask, rules = draft.ask, current_rules(draft.state)
    valid = [press for press in ask.race_presses() if press.ruled == "valid"]
    times = {press.team: press.counts_at for press in valid}
    result = finish(times, rules.too_close_ms, {press.team: press.stalled for press in valid})
    how: Literal["time", "earlier", "rebuzz", "lower_score", "lot"] = "time"
    order = result.order
    if result.too_close:
        how = _HOW[rules.too_close]
        order = (
            *_rearranged(draft.state, result.too_close, rules.too_close),
            *order[len(result.too_close) :],
        )
    decided = e.RaceDecided(at=draft.at, ask=ask.id, order=order, too_close=result.too_close, how=how)
    draft.add(decided)
    return decided


_HOW: dict[TooClose, Literal["earlier", "rebuzz", "lower_score", "lot"]] = {
    TooClose.REBUZZ: "rebuzz",
    TooClose.EARLIER: "earlier",
    TooClose.LOWER_SCORE: "lower_score",
    TooClose.LOT: "lot",
}


def _rearranged(state: ContestState, teams: tuple[str, ...], rule: TooClose) -> tuple[str, ...]:
    """The teams too close to call in the order the rule gives them; a lot by the plan's seed."""
    ask = state.show.ask
    assert ask is not None
    if rule is TooClose.LOWER_SCORE:
        totals = points(state)
        return tuple(sorted(teams, key=lambda team: totals[team]))
    if rule is TooClose.LOT:
        return shuffled(tuple(sorted(teams)), state.plan.seed, f"race-{ask.id}-{ask.race}")
    return teams


def signal_lead_ms(state: ContestState) -> int:
    """How far ahead the start signal is set; none where presses count while the question is read.

    A race between teams that were too close has a signal whatever the rule: the question is long known.
    """
    rules, ask = current_rules(state), state.show.ask
    again = ask is not None and bool(ask.among)
    return 0 if rules.opens is BuzzOpens.WHILE_READING and not again else rules.cue_ms
