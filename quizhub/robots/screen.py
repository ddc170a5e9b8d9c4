"""A robot at the projector: watches a screen's socket and keeps the standings as they were shown."""

from typing import Any

from quizhub.robots.client import Client
from quizhub.robots.sections import Json

SECTIONS = frozenset({"contest", "stage", "standings"})
_SHOWS_STANDINGS = frozenset({"standings", "podium", "finished"})


class Screen:
    def __init__(self, client: Client) -> None:
        self.client = client
        self.standings: list[Json] = []
        client.listener = self._changed

    def _changed(self, names: set[str]) -> None:
        if self.client.sections.show in _SHOWS_STANDINGS:
            rows = self.client.sections.record("standings").get("rows") or []
            teams = {team["id"]: team for team in self.client.sections.record("contest").get("teams") or []}
            self.standings = [_row(row, teams) for row in rows]


def _row(row: Json, teams: dict[str, Json]) -> Json:
    name: Any = teams.get(row["team"], {}).get("name", "")
    return {"team": row["team"], "name": name, "points": row["points"], "rank": row["rank"]}
