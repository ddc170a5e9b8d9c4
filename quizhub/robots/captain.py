"""A robot captain: says it is ready, answers, buzzes, chooses stakes, names opponents, passes, appeals.

Touches a control only while `can` offers it, as the phone's page does.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from quizhub.robots.answering import TRY_AGAIN, Answering
from quizhub.robots.client import Client, local_s
from quizhub.robots.outbox import Sent
from quizhub.robots.sections import Json
from quizhub.robots.skill import REACTION_S, Skill

_DECIDING_S = (2.0, 12.0)
_READY_S = (0.5, 4.0)
_APPEALING_S = (1.0, 4.0)
_REASON = "请裁判复核 · please look at it again"
_TURN_CONTROLS = ("ready", "stake", "pass", "opponent")


class Captain:
    def __init__(self, team: str, client: Client, answering: Answering, skill: Skill, speed: float) -> None:
        self.team = team
        self.client = client
        self._answering = answering
        self._skill = skill
        self._speed = speed
        self._offered: set[str] = set()
        self._visits = 0
        self._pressed: set[tuple[int, int]] = set()
        self._seen = -1
        self._judged = -1
        client.listener = self._changed
        client.on_settled = self._settled

    def _changed(self, names: set[str]) -> None:
        ask = self.client.sections.ask
        if ask and ask["id"] != self._seen:
            self._seen = ask["id"]
            self.client.say({"seen": ask["id"]})
        self._answering.consider()
        self._consider_press(ask)
        self._consider_turn()
        self._consider_appeal(ask)

    def _settled(self, sent: Sent) -> None:
        if sent.do == "SubmitAnswer":
            self._answering.settled(sent)
        elif not sent.acknowledged and sent.settled.result() in TRY_AGAIN:
            self._offered.clear()
            if sent.do == "Buzz":
                self._pressed.discard((sent.message["ask"], self._race()))
            self._later(1.0, lambda: self._changed(set()))

    def _later(self, after_s: float, act: Callable[[], object]) -> None:
        asyncio.get_running_loop().call_later(after_s, act)

    def _may(self, control: str) -> bool:
        return self.client.ended is None and control in (self.client.sections.get("can") or ())

    # --- the buzzer -------------------------------------------------------------------------------

    def _race(self) -> int:
        return int(self.client.sections.ask.get("race") or 1)

    def _consider_press(self, ask: Json) -> None:
        """Plan one press a race: jump the gun while it is being read, or wait for the start signal."""
        if ask.get("flow") != "buzz" or not self._may("buzz"):
            return
        race = (int(ask["id"]), self._race())
        after_s, early = self._skill.press(self.client.sections.question, race[1])
        opens = ask.get("opens")
        if (
            race in self._pressed
            or after_s is None
            or (opens is None and ask["phase"] == "shown" and not early)
        ):
            return
        self._pressed.add(race)
        wait_s = 0.0
        if opens is not None and not early:
            wait_s = REACTION_S + max(0.0, self.client.seconds_until(opens))
        self._later(wait_s + after_s / self._speed, lambda: self._press(race))

    def _press(self, race: tuple[int, int]) -> None:
        if self._may("buzz") and self.client.sections.ask.get("id") == race[0] and self._race() == race[1]:
            press_ms = round(local_s() * 1000, 1)
            self.client.command("Buzz", ask=race[0], press_ms=press_ms)

    # --- appeals ----------------------------------------------------------------------------------

    def _consider_appeal(self, ask: Json) -> None:
        """Once for each question it got wrong, now and then: soon, for the show does not wait for it."""
        me = self.client.sections.record("me")
        wrong = me.get("verdict") == "wrong" and me.get("ask") == ask.get("id")
        if not wrong or self._judged == me["ask"] or not self._may("appeal"):
            return
        self._judged = int(me["ask"])
        if self._judged in me["appeals"]["asks"] and self._skill.appeals(self.client.sections.question):
            self._act_later("appeal", _APPEALING_S, partial(self._appeal, self._judged))

    def _appeal(self, ask: int) -> None:
        if ask in self.client.sections.record("me")["appeals"]["asks"]:
            self.client.command("RaiseAppeal", ask=ask, reason=_REASON)

    # --- turns ------------------------------------------------------------------------------------

    def _consider_turn(self) -> None:
        """Act once each time a control is offered; one taken away and offered again is a new occasion."""
        offered = {control for control in _TURN_CONTROLS if self._may(control)}
        fresh = offered - self._offered
        self._offered = offered
        if not fresh:
            return
        self._visits += 1
        if "ready" in fresh:
            self._act_later("ready", _READY_S, self._say_ready)
        if "pass" in fresh and self._skill.passes(self._visits):
            self._act_later("pass", _DECIDING_S, self._pass_turn)
        elif "stake" in fresh and not self._skill.hesitates(self._visits):
            self._act_later("stake", _DECIDING_S, self._choose_stake)
        if "opponent" in fresh:
            self._act_later("opponent", _DECIDING_S, self._name_opponent)

    def _act_later(self, control: str, window: tuple[float, float], act: Callable[[], object]) -> None:
        after_s = self._skill.chance(f"{control} {self._visits}").uniform(*window) / self._speed
        self._later(after_s, lambda: act() if self._may(control) else None)

    def _say_ready(self) -> None:
        self.client.command("SayReady")

    def _pass_turn(self) -> None:
        self.client.command("PassTurn")

    def _choose_stake(self) -> None:
        stage = self.client.sections.record("stage")
        choices = (stage.get("turn") or {}).get("choices") or (stage.get("round") or {}).get("facts", {}).get(
            "stakes"
        )
        if choices:
            self.client.command("ChooseStake", stake=self._skill.choose(choices, f"stake {self._visits}"))

    def _name_opponent(self) -> None:
        teams = [team["id"] for team in self.client.sections.record("contest")["teams"]]
        others = [team for team in teams if team != self.team]
        if others:
            self.client.command(
                "NameOpponent", opponent=self._skill.choose(others, f"opponent {self._visits}")
            )
