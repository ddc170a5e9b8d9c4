"""Answering on the phone, for captains and audience alike: when to hand in what, and does the server hold it?

Waits are timers of the loop, so that two thousand robots need no task for each. Checks after every view
that an acknowledged answer is still there and that nothing is held that was not sent.
"""

import asyncio
from dataclasses import dataclass, field

from quizhub.errors import Code
from quizhub.robots.client import Client
from quizhub.robots.outbox import Sent
from quizhub.robots.sections import Json
from quizhub.robots.skill import Skill, Step
from quizhub.robots.tally import Tally

TRY_AGAIN = frozenset({Code.PAUSED, Code.NOT_SAVED, Code.TOO_FAST, Code.TOO_SOON})
"""Refusals that say “not at this moment”: the act is worth repeating as a new command."""

_DEFAULT_TIME_S = 30.0
_RETRY_S = 1.0


@dataclass(slots=True)
class _Held:
    """What the server has promised to hold for one ask, and all that was sent."""

    sent: dict[int, Json] = field(default_factory=dict)
    acknowledged: int = 0
    since_version: int = 0
    reported: bool = False


class Answering:
    def __init__(self, client: Client, skill: Skill, tally: Tally, speed: float, seat: str) -> None:
        self._client = client
        self._skill = skill
        self._tally = tally
        self._speed = speed
        self._seat = seat
        self._planned = -1
        self._held: tuple[int, _Held] = (-1, _Held())

    def consider(self) -> None:
        """Look at the view: plan an answer where one is wanted, check the one that is held."""
        ask = self._client.sections.ask
        if not ask:
            return
        if self._held[0] != ask["id"]:
            self._held = (ask["id"], _Held())
            self._consider_leaving(ask)
        self._check(ask)
        if self._planned != ask["id"] and self._may("answer"):
            self._planned = ask["id"]
            total_s = _total_s(ask)
            opens_s = max(0.0, self._client.seconds_until(ask["opens"])) if ask.get("opens") else 0.0
            for step in self._skill.answer(ask, self._client.sections.question, total_s):
                self._later(opens_s + step.after_s / self._speed, ask["id"], step)

    def _consider_leaving(self, ask: Json) -> None:
        """A phone may be out of reach at any moment of a question, not only after it has answered."""
        if leaving := self._skill.leaves(self._client.sections.question, _total_s(ask)):
            after_s, away_s = leaving
            away_s /= self._speed
            asyncio.get_running_loop().call_later(after_s / self._speed, self._client.drop_out, away_s)

    def settled(self, sent: Sent) -> None:
        """The server's word on one of our answers."""
        ask, held = self._held
        if sent.message.get("ask") != ask:
            return
        if sent.acknowledged:
            if sent.message["n"] > held.acknowledged:
                held.acknowledged = sent.message["n"]
                held.since_version = sent.ack_version or 0
        elif sent.settled.result() in TRY_AGAIN:
            asyncio.get_running_loop().call_later(_RETRY_S, self._plan_again, ask)

    def _plan_again(self, ask: int) -> None:
        if self._planned == ask:
            self._planned = -1
            self.consider()

    def _may(self, control: str) -> bool:
        return control in (self._client.sections.get("can") or ())

    def _later(self, after_s: float, ask: int, step: Step) -> None:
        asyncio.get_running_loop().call_later(after_s, self._hand_in, ask, step)

    def _hand_in(self, ask: int, step: Step) -> None:
        """The moment has come; skipped when the question is over or the answer locked by now."""
        sections = self._client.sections
        if self._client.ended is not None or sections.ask.get("id") != ask or not self._may("answer"):
            if sections.record("stage").get("paused"):
                self._plan_again(ask)
            return
        held = self._held[1]
        n = 1 + max([0, *held.sent, self._held_number(ask)])
        held.sent[n] = step.answer
        lock = {"lock": True} if step.lock else {}
        self._client.command("SubmitAnswer", ask=ask, answer=step.answer, n=n, **lock)
        if step.drop_for_s:
            # Let the socket take the message first, then lose it before the acknowledgement is back.
            asyncio.get_running_loop().call_soon(self._client.drop_out, step.drop_for_s / self._speed)

    def _held_number(self, ask: int) -> int:
        me = self._client.sections.record("me")
        return int((me.get("answer") or {}).get("n", 0)) if me.get("ask") == ask else 0

    def _check(self, ask: Json) -> None:
        """Promises kept? Only for the ask on the screen, and never against a view older than the promise."""
        me, held = self._client.sections.record("me"), self._held[1]
        if held.reported or not held.sent or ask["phase"] == "shown":
            if ask["phase"] == "shown":
                # Shown anew after an undo: what was promised before is no longer claimed.
                held.acknowledged = 0
            return
        answer = (me.get("answer") or {}) if me.get("ask") == ask["id"] else {}
        n = int(answer.get("n", 0))
        where = f"{self._seat} question {ask['id']}"
        if n > max(held.sent):
            held.reported = True
            self._tally.doubled("SubmitAnswer", f"{where}: the server holds change {n}, which was never sent")
        elif held.acknowledged > n and self._client.sections.version_of("me") >= held.since_version > 0:
            held.reported = True
            self._tally.lost("SubmitAnswer", f"{where}: acknowledged, but the server does not hold it")


def _total_s(ask: Json) -> float:
    clock = ask.get("clock") or {}
    return float(clock.get("total", _DEFAULT_TIME_S * 1000)) / 1000
