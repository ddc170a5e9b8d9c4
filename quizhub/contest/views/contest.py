"""The section `contest`: what hardly changes — title, teams with their table numbers, the hall."""

from typing import Any

from quizhub.contest.state import ContestState
from quizhub.contest.views.hall import HallFacts
from quizhub.contest.views.wording import Wording


def contest_view(state: ContestState, words: Wording) -> dict[str, Any]:
    """Title, languages, teams in table order, and the hall's measurements."""
    plan = state.plan
    return {
        "title": words(plan.title),
        "languages": plan.languages,
        "teams": teams_view(state),
        "hall": {"screen_width_m": plan.hall.screen_width_m, "distance_m": plan.hall.distance_m},
    }


def teams_view(state: ContestState) -> list[dict[str, Any]]:
    """Every team with its table: the drawn place after the lots, else the listed number."""
    drawn = bool(state.show.seating)
    teams = state.plan.team_by_id
    return [
        {"id": team, "n": place + 1 if drawn else teams[team].number, "name": teams[team].name}
        for place, team in enumerate(state.seating())
    ]


def join_view(hall: HallFacts) -> dict[str, Any]:
    """How to get in, for projector and host; phones that are in do not need it."""
    return {"id": hall.contest_id, "join": {"code": hall.code, "url": hall.join_url}}


def host_extras(state: ContestState, words: Wording, hall: HallFacts) -> dict[str, Any]:
    """What only the host's page needs: the fouls it may call and the projector's link."""
    fouls = [
        {"id": foul.id, "name": words(foul.name), "points": foul.points, "effect": str(foul.effect)}
        for foul in state.plan.rules.fouls
    ]
    return {"fouls": fouls, "screen_url": hall.screen_url}
