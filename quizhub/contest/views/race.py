"""The race inside the field `ask`: who pressed when, how sure that is, and who has the floor.

A race still being timed shows no valid press: an order that changes after a moment would look unfair.
"""

from typing import Any

from quizhub.contest.flows.buzz import barred
from quizhub.contest.photo_finish import LIMITS, Bound
from quizhub.contest.rules import BuzzOpens, RoundRules
from quizhub.contest.state import Ask, ContestState, Press, RaceFinish


def call_view(ask: Ask) -> dict[str, Any]:
    """The race as a phone needs it: the signal, and whose press was taken; its own is in `me`."""
    taken = ask.called if any(press.ruled == "valid" for press in ask.race_presses()) else None
    first = next((p for p in ask.race_presses() if p.team == taken and p.ruled == "valid"), None)
    return {
        "opens": ask.opens_at,
        "race": ask.race,
        "called": ask.called,
        "among": ask.among,
        "presses": [] if first is None else [{"team": first.team, "ms": shown_ms(first)}],
    }


def race_view(ask: Ask, rules: RoundRules) -> dict[str, Any]:
    """The race as everybody in the hall sees it: the photo-finish table, race by race."""
    return {
        "opens": ask.opens_at,
        "race": ask.race,
        "called": ask.called,
        "started": ask.started,
        "among": ask.among,
        "presses": [line for race in range(1, ask.race + 1) for line in _table(ask, rules, race)],
        "finish": _finish_view(ask.finishes[-1]) if ask.finishes else None,
        "out": sorted(ask.out),
    }


def _finish_view(finish: RaceFinish) -> dict[str, Any]:
    return {
        "race": finish.race,
        "order": finish.order,
        "too_close": finish.too_close,
        "how": finish.how,
    }


def _table(ask: Ask, rules: RoundRules, race: int) -> list[dict[str, Any]]:
    """The presses of one race: the valid ones in the order that counts, then early and dead ones."""
    presses = [press for press in ask.presses if press.race == race]
    pending = race == ask.race and ask.decides_at is not None
    finish = next((finish for finish in ask.finishes if finish.race == race), None)
    order = [] if pending else _in_order(presses, finish)
    best = min((press.counts_at for press in order), default=0.0)
    lines = [
        {
            **_line(press, rules),
            "ruled": _place(press, number, finish),
            "behind": round(press.counts_at - best, 1),
        }
        for number, press in enumerate(order)
    ]
    return lines + [
        {**_line(p, rules), "ruled": p.ruled, "behind": None} for p in presses if p.ruled != "valid"
    ]


def _in_order(presses: list[Press], finish: RaceFinish | None) -> list[Press]:
    decided = finish.order if finish is not None else ()
    valid = sorted((press for press in presses if press.ruled == "valid"), key=lambda p: p.counts_at)
    return sorted(valid, key=lambda p: decided.index(p.team) if p.team in decided else len(decided))


def _place(press: Press, number: int, finish: RaceFinish | None) -> str:
    if finish is not None and finish.how == "rebuzz" and press.team in finish.too_close:
        return "close"
    return "first" if number == 0 else "later"


def _line(press: Press, rules: RoundRules) -> dict[str, Any]:
    return {
        "team": press.team,
        "ms": shown_ms(press),
        "race": press.race,
        "doubt": round(press.doubt + press.stalled, 1),
        "link": round(press.link, 1),
        "remarks": _remarks(press, rules),
    }


def _remarks(press: Press, rules: RoundRules) -> list[str]:
    """`anticipated`: sooner after the signal than people react; `limited`: the claim was bounded; `stalled`:
    our program stood still when it came; `button`: pressed on a house button."""
    remarks = []
    quick = press.after_cue_ms is not None and press.after_cue_ms < LIMITS.anticipated
    if press.ruled == "valid" and rules.opens is BuzzOpens.CUE and quick:
        remarks.append("anticipated")
    if press.stalled:
        remarks.append("stalled")
    elif press.bound in (Bound.LOWER, Bound.UPPER, Bound.NO_CLAIM):
        remarks.append("limited")
    return [*remarks, "button"] if press.house else remarks


def shown_ms(press: Press) -> int | None:
    """Milliseconds after the signal; what counts as valid within the doubt before it is shown as at it."""
    if press.after_cue_ms is None or press.ruled != "valid":
        return press.after_cue_ms
    return max(0, press.after_cue_ms)


def buzz_state(state: ContestState, ask: Ask, team: str) -> str:
    """The face of a team's buzzer, as one word."""
    if ask.to_audience or ask.phase in ("closed", "revealed") or team not in ask.contestants:
        return "none"
    if team in ask.out:
        early = any(p.team == team and p.ruled == "early" for p in ask.presses)
        return "early" if early and team not in ask.rulings else "out"
    if barred(state, team):
        return "barred"
    if ask.among and team not in ask.among and ask.phase != "answering":
        return "out"
    pressed = any(p.team == team and p.ruled == "valid" for p in ask.race_presses())
    if ask.phase == "answering":
        return "first" if ask.called == team else "late" if pressed else "others"
    return "press" if ask.phase == "open" else "wait"
