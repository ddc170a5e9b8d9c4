"""The sections everybody shares: `stage` (what is on now), `standings`, `crowd`, `counts`."""

from typing import Any

from quizhub.contest.asks import cost_of_wrong
from quizhub.contest.current import current_rules
from quizhub.contest.plan import Round
from quizhub.contest.rules import Flow
from quizhub.contest.seats import captain_seat
from quizhub.contest.standings import places, told_positions
from quizhub.contest.state import ContestState
from quizhub.contest.views.ask import Where, ask_view, clock_view
from quizhub.contest.views.wording import Wording


def stage_view(state: ContestState, words: Wording, where: Where) -> dict[str, Any]:
    """What every screen shows now; only the fields of the picture that is up."""
    show = state.show
    view: dict[str, Any] = {"show": show.picture, "covered": show.covered, "paused": show.paused}
    if show.awaits_host:
        view["awaits_host"] = True
    if show.picture == "lobby":
        view.update(_lobby_view(state))
    elif show.picture == "lots":
        view["lots"] = show.seating
    elif show.picture == "tie":
        view["tie"] = _tie_view(state)
    if show.picture in ("round", "stakes", "turn", "ask") and state.round is not None:
        briefly = where == "phone" and show.picture in ("turn", "ask")
        view["round"] = (round_title if briefly else round_view)(state, state.round, words)
    if show.picture == "stakes":
        view.update(_stakes_view(state))
    if show.picture in ("turn", "ask") and show.turn is not None and _is_turn(state):
        view["turn"] = _turn_view(state, briefly=where == "phone" and show.picture == "ask")
    if show.picture == "ask" and show.ask is not None:
        view["ask"] = ask_view(state, show.ask, words, where)
    return view


def _is_turn(state: ContestState) -> bool:
    return state.round is not None and state.round.flow is Flow.IN_TURN and state.show.sudden_death is None


def _lobby_view(state: ContestState) -> dict[str, Any]:
    seats = {team: state.seats.get(captain_seat(team).id) for team in state.seating()}
    return {
        "joined": [team for team, seat in seats.items() if seat is not None],
        "ready": [team for team, seat in seats.items() if seat is not None and seat.ready],
    }


def round_title(state: ContestState, planned: Round, words: Wording) -> dict[str, Any]:
    """Which round it is: all that a phone shows of it beside a question."""
    title = {"n": state.show.round + 1, "of": len(state.plan.rounds), "title": words(planned.title)}
    return title | {"tie_break": True} if state.show.sudden_death is not None else title


def round_view(state: ContestState, planned: Round, words: Wording) -> dict[str, Any]:
    """The round's title and the facts a team must know before it begins."""
    tie = state.show.sudden_death is not None
    rules = current_rules(state)
    value = rules.value if rules.counts else 0
    facts: dict[str, Any] = {
        "value": value,
        "wrong": -cost_of_wrong(rules, value),
        "wrong_rule": str(rules.wrong),
        "time_s": rules.time_s,
        "answering": str(rules.answering),
        "conferring": rules.conferring,
    }
    if not rules.counts:
        facts["counts"] = False
    if rules.staked:
        facts["stakes"] = rules.stake_choices()
    if planned.flow is Flow.BUZZ or tie:
        facts["early"] = str(rules.early_press)
        facts["no_press_s"] = rules.no_press_s
    return {
        **round_title(state, planned, words),
        "flow": str(Flow.BUZZ if tie else planned.flow),
        "questions": len(state.show.slots),
        "tie_break": tie,
        "facts": facts,
    }


def _stakes_view(state: ContestState) -> dict[str, Any]:
    """Who has chosen; what, only once all stakes are shown."""
    show = state.show
    view: dict[str, Any] = {"chosen": sorted(show.stakes), "clock": clock_view(show.stakes_clock)}
    if show.stakes_shown:
        view["stakes"] = dict(show.stakes)
    return view


def _turn_view(state: ContestState, briefly: bool) -> dict[str, Any]:
    """Whose turn it is and what it chooses; `briefly` leaves out the choosing, once it is over."""
    turn, slot, planned = state.show.turn, state.slot, state.round
    assert turn is not None and slot is not None and planned is not None
    players = {player.number: player.name for player in state.plan.team_by_id[turn.team].players}
    called = {
        "team": turn.team,
        "player": turn.player,
        "player_name": players.get(turn.player or 0, ""),
    }
    if briefly:
        return called
    return {
        **called,
        "stake": turn.stake,
        "choices": planned.rules.stake_choices() if planned.rules.staked else (),
        "may_pass": planned.rules.pass_allowed or slot.against,
        "passed": turn.passed,
        "needs_opponent": slot.against,
        "opponent": turn.opponent,
        "clock": clock_view(turn.clock),
    }


def _tie_view(state: ContestState) -> dict[str, Any]:
    """The tie being played, or the one just decided."""
    race = state.show.sudden_death
    if race is not None:
        teams = [team for tier in race.tiers() for team in tier]
        return {"teams": teams, "method": race.method, "tiers": None}
    last = state.show.ties[-1]
    return {"teams": [t for tier in last.tiers for t in tier], "method": last.method, "tiers": last.tiers}


def standings_view(state: ContestState) -> dict[str, Any]:
    """The standings as last shown, with what changed since the time before.

    While they are on the screens a correction shows at once; in between they stay as they were, so
    that they never tell more than the hall has seen. Frozen, they stay as they were then until the podium.
    """
    show = state.show
    live = show.picture in ("standings", "podium", "finished", "tie")
    frozen = show.frozen is not None
    base = state.plan.rules.base_score
    hows = {place.team: place.how for place in places(state)} if live and not frozen else {}
    now = told_positions(state) if live else show.shown_standings
    now = now or tuple((team, 1, base) for team in state.seating())
    before = {team: (rank, points) for team, rank, points in show.earlier_standings}
    return {
        "rows": [_row(row, before, base, hows) for row in now],
        "base": base,
        "after_round": show.round + 1,
        "final": show.picture in ("podium", "finished"),
        "frozen": frozen,
    }


def _row(
    row: tuple[str, int, int], before: dict[str, tuple[int, int]], base: int, hows: dict[str, str | None]
) -> dict[str, Any]:
    team, rank, points = row
    rank_before, points_before = before.get(team, (rank, base))
    return {
        "team": team,
        "rank": rank,
        "points": points,
        "delta": points - points_before,
        "moved": rank_before - rank,
        "how": hows.get(team),
    }


def crowd_view(state: ContestState) -> dict[str, Any]:
    """The hall's ranking after the last reveal: the ten best and how the hall did."""
    crowd = state.crowd
    return {
        "players": len(crowd.scores),
        "answered": crowd.answered,
        "right": crowd.right,
        "top": [_top_line(state, seat) for seat in crowd.top],
    }


def _top_line(state: ContestState, seat: str) -> dict[str, Any]:
    score = state.crowd.scores[seat]
    return {"handle": state.seats[seat].handle, "points": score.points, "rank": score.rank}


def counts_view(state: ContestState) -> dict[str, Any]:
    """Who has answered so far: teams by name, the hall by number."""
    ask = state.show.ask
    given = state.answers_to(ask.id) if ask is not None else {}
    teams = {team: given.get(captain_seat(team).id) for team in (ask.contestants if ask is not None else ())}
    answered = [team for team, answer in teams.items() if answer is not None]
    # Ten times a second with thousands in the hall: nobody goes through all the seats for a number.
    captains = sum(captain_seat(team).id in state.seats for team in state.plan.team_by_id)
    return {
        "ask": ask.id if ask is not None else None,
        "answered": answered,
        "locked": [team for team, answer in teams.items() if answer is not None and answer.locked],
        "audience": len(state.seats) - captains,
        "audience_answered": len(given) - len(answered),
    }
