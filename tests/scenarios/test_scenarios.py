"""Golden contests: each file in this folder is played to the podium; README.md describes the files."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from quizhub.contest.rules import USUAL_FOULS, Foul
from quizhub.contest.ties import open_tie
from quizhub.contest.views import screen_sections
from quizhub.contest.views.hall import HallFacts
from tests.contest.table import Table, a_number, a_plan, a_round
from tests.scenarios.words import finish, say

FILES = sorted(Path(__file__).parent.glob("*.yaml"))


def read_table(scenario: dict[str, Any]) -> Table:
    """The table of a file, with every captain seated."""
    rounds = [
        a_round(r["pack"], r["questions"], f"r{n}", r.get("spares", 0), **r.get("rules", {}))
        for n, r in enumerate(scenario["rounds"], start=1)
    ]
    rules = dict(scenario.get("rules", {}))
    if "fouls" in rules:
        named = tuple(Foul(id=name, name={"en": name}, **what) for name, what in rules["fouls"].items())
        rules["fouls"] = named + tuple(foul for foul in USUAL_FOULS if foul.id not in rules["fouls"])
    ties = scenario.get("ties", {})
    numbers = {f"near-{n}": a_number(f"near-{n}") for n in range(1, ties.get("numbers", 0) + 1)}
    plan = a_plan(
        *rounds,
        teams=scenario["teams"],
        players=scenario.get("players", 3),
        tie_questions=ties.get("questions", 0),
        tie_rules=ties.get("rules"),
        questions=numbers,
        **rules,
    )
    table = Table(plan)
    table.seat_all()
    return table


def words(text: str) -> list[str]:
    return [part.strip() for part in str(text).split(",")]


# --- the lines ------------------------------------------------------------------------------------


def play_line(table: Table, subject: str, text: Any) -> None:
    match subject:
        case "round":
            table.until("start_contest" if table.state.round is None else "start_round")
            table.next()
            assert table.state.round is not None
            assert table.state.round.pack == text
        case "standings":
            check_standings(table, text)
        case "stakes":
            table.next("open_stakes")
            for part in words(text):
                team, stake = part.split()
                say(table, f"{team} for {stake}")
            table.next("reveal_stakes")
        case "tie":
            begin_tie(table, text)
        case "host":
            for part in words(text):
                say(table, part)
        case "risk":
            play_risk(table, words(text))
        case _:
            play_question(table, subject, words(text))


def begin_tie(table: Table, text: str) -> None:
    table.until("break_ties")
    if table.state.show.sudden_death is not None:
        table.next()
    tie = open_tie(table.state)
    assert tie is not None
    assert f"{tie.method} {' '.join(tie.teams)}" == text
    table.next("break_ties")


def play_risk(table: Table, parts: list[str]) -> None:
    table.until("begin_turn")
    table.next()
    say(table, parts[0])
    if "passes" in parts[0]:
        return
    table.next("show_question")
    table.next("open_answers")
    for part in parts[1:]:
        say(table, part)
    finish(table)


def play_question(table: Table, subject: str, parts: list[str]) -> None:
    """A question to a team, a player, all, or as a race."""
    table.until("show_question")
    table.next()
    if subject.startswith("t"):
        team, _, player = subject.partition("/")
        slot = table.state.slot
        assert slot is not None
        assert table.ask.contestants == (team,)
        assert slot.player == (int(player) if player else None)
    if subject != "race" and table.effect() == "open_answers":
        table.next()
    for part in parts:
        if part != "silent":
            say(table, part)
    finish(table)


def check_standings(table: Table, expected: dict[str, int]) -> None:
    """Every total as the screens show it; the board is put up first if it is due."""
    if table.effect() == "show_standings":
        table.next()
    assert table.points() == expected
    if table.state.show.picture == "standings":
        rows = screen_sections(table.state, HallFacts())["standings"]["rows"]
        assert {row["team"]: row["points"] for row in rows} == expected


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_golden_contest(file):
    scenario = yaml.safe_load(file.read_text(encoding="utf-8"))
    table = read_table(scenario)
    for number, line in enumerate(scenario["play"], start=1):
        ((subject, text),) = line.items()
        try:
            play_line(table, subject, text)
        except Exception as error:
            error.add_note(f"{file.name}, line {number} of play: {subject}: {text}")
            raise
    table.until("show_podium")
    table.next()
    rows = screen_sections(table.state, HallFacts())["standings"]["rows"]
    assert {row["team"]: [row["rank"], row["points"]] for row in rows} == scenario["podium"]
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)


def test_there_are_golden_contests():
    assert len(FILES) >= 15
