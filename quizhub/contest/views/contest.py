"""The section `contest`: what hardly changes — title, teams with their table numbers, the hall."""

from typing import Any

from quizhub.contest.state import ContestState
from quizhub.contest.views.hall import HallFacts
from quizhub.contest.views.wording import Wording


def contest_view(state: ContestState, words: Wording) -> dict[str, Any]:
    """Title, languages, and teams in table order: as much as a phone needs."""
    return {
        "title": words(state.plan.title),
        "languages": state.plan.languages,
        "teams": teams_view(state),
    }


def teams_view(state: ContestState) -> list[dict[str, Any]]:
    """Every team with its table: the drawn place after the lots, else the listed number."""
    drawn = bool(state.show.seating)
    teams = state.plan.team_by_id
    return [
        {"id": team, "n": place + 1 if drawn else teams[team].number, "name": teams[team].name}
        for place, team in enumerate(state.seating())
    ]


def join_view(state: ContestState, hall: HallFacts) -> dict[str, Any]:
    """How to get in, how large to write and how the projector looks, for projector and host."""
    size = state.plan.hall
    return {
        "id": hall.contest_id,
        "join": {"code": hall.code, "url": hall.join_url},
        "hall": {"screen_width_m": size.screen_width_m, "distance_m": size.distance_m},
        "look": state.look.model_dump(mode="json"),
    }


def host_extras(state: ContestState, words: Wording, hall: HallFacts) -> dict[str, Any]:
    """What only the host's page needs: the fouls it may call and the projector's link."""
    fouls = [
        {"id": foul.id, "name": words(foul.name), "points": foul.points, "effect": str(foul.effect)}
        for foul in state.plan.rules.fouls
    ]
    return {"fouls": fouls, "screen_url": hall.screen_url}
