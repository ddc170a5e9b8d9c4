"""Ready round packs: the formats of Chinese contests as values of the rules, nothing else.

A plan names a pack and overrides what its own rule sheet says. Defaults follow the parameter table
gathered from real rule sets (individual, team, everyone, buzzer, risk, tie-break).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizhub.contest.rules import Answerer, Answering, EarlyPress, Flow, Order, RoundRules, Wrong


@dataclass(frozen=True)
class RoundPack:
    """A round format: its name for people, how it is played, and its rules."""

    id: str
    name: Mapping[str, str]
    flow: Flow
    rules: Mapping[str, Any] = field(default_factory=dict)

    def rules_with(self, overrides: Mapping[str, Any]) -> RoundRules:
        """The pack's rules with a plan's own values on top; raises pydantic's ValidationError."""
        return RoundRules.model_validate({**self.rules, **overrides})


ROUND_PACKS: Mapping[str, RoundPack] = {
    pack.id: pack
    for pack in (
        RoundPack(
            "individual",
            {"zh-Hans": "个人必答题", "zh-Hant": "個人必答題", "en": "Individual round"},
            Flow.IN_TURN,
            {"answerer": Answerer.PLAYER, "conferring": False, "value": 10, "time_s": 30},
        ),
        RoundPack(
            "team_turn",
            {"zh-Hans": "团队必答题", "zh-Hant": "團隊必答題", "en": "Team round"},
            Flow.IN_TURN,
            {"per_turn": 2, "value": 10, "time_s": 60},
        ),
        RoundPack(
            "everyone",
            {"zh-Hans": "共答题", "zh-Hant": "共答題", "en": "Everyone answers"},
            Flow.EVERYONE,
            {"value": 10, "time_s": 30},
        ),
        RoundPack(
            "buzz",
            {"zh-Hans": "抢答题", "zh-Hant": "搶答題", "en": "Buzzer round"},
            Flow.BUZZ,
            {"value": 10, "wrong": Wrong.FULL, "time_s": 30, "answering": Answering.SPOKEN},
        ),
        RoundPack(
            "risk",
            {"zh-Hans": "风险题", "zh-Hant": "風險題", "en": "Risk round"},
            Flow.IN_TURN,
            {
                "stakes": (10, 20, 30),
                "wrong": Wrong.FULL,
                "time_s": 60,
                "turn_order": Order.LOW_TO_HIGH,
                "pass_allowed": True,
            },
        ),
        RoundPack(
            "warm_up",
            {"zh-Hans": "热身题", "zh-Hant": "熱身題", "en": "Warm-up"},
            Flow.BUZZ,
            {"counts": False, "time_s": 20, "early_press": EarlyPress.SHORT_LOCK},
        ),
        RoundPack(
            "tie_break",
            {"zh-Hans": "加赛", "zh-Hant": "加賽", "en": "Tie-break"},
            Flow.BUZZ,
            {
                "value": 0,
                "time_s": 15,
                "no_press_s": 15,
                "answering": Answering.SPOKEN,
                "after_wrong": "nobody",
                "standings_after": "never",
            },
        ),
    )
}
