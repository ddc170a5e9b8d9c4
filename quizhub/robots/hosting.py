"""What a host would do now: one view in, one act out, with the wait a person would need before it.

Pure, so that every situation can be tried without a socket; host.py carries the acts out. Waits are in
seconds of a real evening, before `--speed`.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from quizhub.robots.sections import Json, Sections
from quizhub.robots.skill import Skill

RIGHT_SHARE = 0.6
"""How many spoken answers the robot host rules right, unless it is told."""

_CJK_CHARACTER_S = 0.25
_LATIN_CHARACTER_S = 0.06
_LONGEST_READING_S = 40.0
_SPEAKING_S = (3.0, 9.0)
_UPHELD_SHARE = 0.3
_READINESS_S = 20.0
_CHOOSING_S = 14.0
_PRESSING_S = 8.0
_DEFAULT_ANSWER_S = 30.0
_SUSPENSE_S = {
    "draw_lots": 3.0,
    "start_round": 6.0,
    "open_stakes": 3.0,
    "begin_turn": 3.0,
    "show_question": 2.0,
    "start_answer": 1.5,
    "reveal": 2.5,
    "show_standings": 3.0,
    "break_ties": 4.0,
    "show_podium": 4.0,
    "finish": 10.0,
}
_USUAL_S = 2.0


@dataclass(frozen=True, slots=True)
class Act:
    """A command to send after `after_s`, or sooner once `until` holds; `why` names what is waited for."""

    do: str
    fields: Json
    after_s: float
    why: str
    until: Callable[[], bool] = lambda: False
    also_s: float = 0.0
    """Waited on top, whatever the speed: time that is the server's."""


@dataclass(slots=True)
class Hosting:
    """The host's part. `robots` names the teams that are played by robots."""

    view: Sections
    skill: Skill
    robots: Callable[[], Collection[str]] = tuple
    opens_in_s: Callable[[float], float] = lambda at: 0.0
    refused: set[tuple[str, int]] = field(default_factory=set)
    """Acts the server did not want at a step: tried once, not again."""
    right_share: float = RIGHT_SHARE

    @property
    def step(self) -> Json:
        return self.view.record("next")

    @property
    def moves(self) -> int:
        return int(self.step.get("moves", -1))

    def act(self) -> Act | None:
        """What to do next; None while there is nothing to do but wait for somebody else."""
        step = self.step
        if not step.get("effect") or self._stands_still():
            return None
        return (
            self._ruling()
            or self._appeal()
            or (self._press_next() if step.get("enabled") else self._unblock())
        )

    def waits_for(self) -> str:
        """A sentence for when nothing happens."""
        step = self.step
        if reason := self._stands_still():
            return reason
        if not step.get("effect"):
            return f"the view offers no next step (picture “{self.view.show}”)"
        return f"“{step['effect']}” is not possible (details: {step.get('detail')})"

    def _stands_still(self) -> str | None:
        """A person has stopped the show, or the server has: not for a robot to undo."""
        stage = self.view.record("stage")
        if self.view.get("trouble"):
            return "the server says that it cannot save results"
        if stage.get("paused"):
            return "the show is paused"
        return "the screens are covered" if stage.get("covered") else None

    # --- ruling spoken answers --------------------------------------------------------------------

    def _ruling(self) -> Act | None:
        ask = self.view.ask
        if not self._can("RuleAnswer") or not ask or ask.get("to_audience"):
            return None
        if ask["phase"] == "answering":
            return self._rule_called(ask) if ask.get("started") else None
        if ask.get("flow") == "buzz":
            return None
        spoken = ask["answering"] == "spoken" or (ask["answering"] == "mixed" and ask["phase"] == "closed")
        if spoken and ask["phase"] in ("open", "closed"):
            ruled, typed = self._ruled(ask), set(self._answered()) - self._to_be_judged()
            for team in ask["contestants"]:
                if team not in ruled and team not in typed:
                    return self._rule(ask, team)
        return None

    def _to_be_judged(self) -> set[str]:
        """Teams whose typed answer no machine can mark: the show waits for their ruling."""
        detail = self.step.get("detail") or {}
        return set(detail.get("teams") or ()) if detail.get("waiting") == "ruling" else set()

    def _ruled(self, ask: Json) -> set[str]:
        """Who has a verdict already: only the grid tells it where everybody answers at once."""
        return {team for team, verdict in self.verdicts.items() if verdict} | set(ask.get("ruled") or ())

    def _rule_called(self, ask: Json) -> Act | None:
        """The team that won the buzzer: hear it out, or give up on a phone that stays silent."""
        team = ask.get("called")
        if not team:
            return None
        if ask["answering"] != "device":
            return self._rule(ask, team)
        if team in self.people:
            return None
        return self._command(
            "RuleAnswer", _total_s(ask), f"an answer of {team} on its phone", team=team, right=False
        )

    def _rule(self, ask: Json, team: str) -> Act:
        chance = self.skill.chance(f"rule {team} {self.view.question}")
        right = chance.random() < self.right_share
        return self._command(
            "RuleAnswer", chance.uniform(*_SPEAKING_S), f"the spoken answer of {team}", team=team, right=right
        )

    def _appeal(self) -> Act | None:
        """The oldest appeal that waits: most are turned down, as in a real hall."""
        waiting = [one for one in self.view.get("appeals") or () if one["state"] == "open"]
        if not waiting or not self._can("RuleAppeal"):
            return None
        number = waiting[0]["appeal"]
        chance = self.skill.chance(f"appeal {number}")
        upheld = chance.random() < _UPHELD_SHARE
        note = "成立 · upheld" if upheld else "维持原判 · the verdict stands"
        after_s, why = chance.uniform(*_SPEAKING_S), f"the ruling on the appeal of {waiting[0]['team']}"
        return self._command("RuleAppeal", after_s, why, appeal=number, upheld=upheld, note=note)

    # --- the big key ------------------------------------------------------------------------------

    def _press_next(self) -> Act:
        effect = str(self.step["effect"])
        fields = {"step": self.moves, "effect": effect}
        match effect:
            case "start_contest" | "draw_lots":
                return Act("Next", fields, _READINESS_S, "the robots to be ready", self._ready)
            case "open_answers" | "start_signal":
                return Act("Next", fields, self._reading_s(), "the question to be read")
            case "close_answers":
                return self._close_answers(fields)
            case "close_unclaimed":
                return self._close_unclaimed(fields)
            case "reveal_stakes":
                return Act("Next", fields, self._patience(_CHOOSING_S), "stakes", self._all_staked)
            case "take_lowest_stake":
                return self._stake_for_silent(fields)
        after_s = _SUSPENSE_S.get(effect, _USUAL_S)
        if effect not in ("reveal", "start_answer"):
            after_s += self._explaining_s()
        return Act("Next", fields, after_s, f"“{effect}”")

    def _close_answers(self, fields: Json) -> Act:
        """When everybody has answered; else when the time is up, which comes sooner at a higher speed."""
        ask = self.view.ask
        missing = [
            team for team in ask["contestants"] if team in self.people and not self._has_answered(team)
        ]
        after_s = math.inf if missing and not ask.get("to_audience") else _total_s(ask)
        return Act("Next", fields, after_s, "answers", self._all_answered, also_s=0.3)

    def _close_unclaimed(self, fields: Json) -> Act:
        ask = self.view.ask
        if ask["phase"] == "shown":
            return Act("Next", fields, _USUAL_S, "nobody may press any more")
        also_s = max(0.0, self.opens_in_s(ask["opens"])) if ask.get("opens") else 0.0
        waits = self.people & frozenset(ask["contestants"])
        return Act("Next", fields, math.inf if waits else _PRESSING_S, "a press", also_s=also_s + 0.3)

    def _stake_for_silent(self, fields: Json) -> Act:
        """Choose for a team that does not: a stake of the host's where that is allowed, else the lowest."""
        turn = self.view.record("stage").get("turn") or {}
        after_s = self._patience(_CHOOSING_S, turn.get("team"))
        if self._can("ChooseStake") and turn.get("choices"):
            stake = self.skill.choose(turn["choices"], f"stake {self._turn_name()}")
            chosen = {"team": turn["team"], "stake": stake}
            return self._command("ChooseStake", after_s, f"the stake of {turn['team']}", **chosen)
        return Act("Next", fields, after_s, f"the stake of {turn.get('team')}")

    def _unblock(self) -> Act | None:
        """The key is dead because somebody has to choose first: choose in their place, after a while."""
        turn = self.view.record("stage").get("turn") or {}
        team = turn.get("team")
        if self._can("NameOpponent") and turn.get("needs_opponent") and not turn.get("opponent"):
            teams = [other["id"] for other in self.view.record("contest")["teams"] if other["id"] != team]
            opponent = self.skill.choose(teams, f"opponent {self._turn_name()}")
            why = f"the opponent {team} names"
            return self._command("NameOpponent", self._patience(_CHOOSING_S, team), why, opponent=opponent)
        if self._can("ChooseStake") and turn.get("choices") and turn.get("stake") is None:
            return self._stake_for_silent({})
        return None

    def _turn_name(self) -> str:
        stage = self.view.record("stage")
        turn = stage.get("turn") or {}
        return f"{(stage.get('round') or {}).get('n')} {turn.get('team')} {turn.get('player')}"

    def _command(self, do: str, after_s: float, why: str, **fields: Any) -> Act:
        return Act(do, fields, after_s, why)

    # --- what the view says -----------------------------------------------------------------------

    def _can(self, do: str) -> bool:
        return do in (self.step.get("can") or ()) and (do, self.moves) not in self.refused

    @property
    def verdicts(self) -> Json:
        """What the grid says of every team's answer; null where nothing is ruled."""
        return {row["team"]: row.get("verdict") for row in self.view.get("grid") or ()}

    @property
    def people(self) -> frozenset[str]:
        """Teams with a person's phone that is there: they are given the time the rules give."""
        there = (
            row["team"] for row in self.view.get("grid") or () if row["seat"] != "empty" and row["online"]
        )
        return frozenset(there).difference(self.robots())

    def _ready(self) -> bool:
        return set(self.robots()) <= set(self.view.record("stage").get("ready") or ())

    def _patience(self, seconds: float, team: str | None = None) -> float:
        """Robots are not waited for longer than this; people until the clock of the rules is up."""
        waits_for_people = team in self.people if team is not None else bool(self.people)
        return math.inf if waits_for_people else seconds

    def _answered(self) -> list[str]:
        return list(self.view.record("counts").get("answered") or ())

    def _has_answered(self, team: str) -> bool:
        return team in self._answered()

    def _all_answered(self) -> bool:
        ask, counts = self.view.ask, self.view.record("counts")
        teams = ask.get("to_audience") or all(map(self._has_answered, ask.get("contestants") or ()))
        audience = int(counts.get("audience") or 0)
        return bool(teams) and int(counts.get("audience_answered") or 0) >= 0.9 * audience

    def _all_staked(self) -> bool:
        chosen = self.view.record("stage").get("chosen") or ()
        return {team["id"] for team in self.view.record("contest")["teams"]} <= set(chosen)

    def _reading_s(self) -> float:
        ask = self.view.ask
        words = str(ask.get("stem") or "")
        for part in ("options", "left", "right"):
            words += "".join(str(option["text"]) for option in ask.get(part) or ())
        return reading_s(words)

    def _explaining_s(self) -> float:
        """The reveal is read out before the show goes on."""
        reveal = self.view.ask.get("reveal") or {}
        return reading_s(str(reveal.get("why") or "")) if self.view.show == "ask" else 0.0


def reading_s(words: str) -> float:
    """Seconds to read a text aloud: a quarter of a second a Chinese character, less for a Latin letter."""
    seconds = sum(_CJK_CHARACTER_S if ord(letter) > 0x2E80 else _LATIN_CHARACTER_S for letter in words)
    return min(_LONGEST_READING_S, seconds)


def _total_s(ask: Json) -> float:
    clock = ask.get("clock") or {}
    return float(clock.get("total", _DEFAULT_ANSWER_S * 1000)) / 1000
