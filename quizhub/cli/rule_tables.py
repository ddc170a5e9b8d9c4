"""The rules a plan may set as Markdown tables, written from the rules themselves.

`quizhub contest rules` prints them; docs/plan-format.md holds the same text, kept in step by a test.
"""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.rules import ContestRules, Flow, RoundRules, describe_rules

HEADINGS = {
    Flow.IN_TURN: "Rounds in turn · 轮流作答（individual、team_turn、risk）",
    Flow.BUZZ: "Buzzer rounds · 抢答（buzz、tie_break）",
}


def tables() -> str:
    """All tables: packs, rules of the contest, rules of a round by where they mean something."""
    parts = ["### Packs · 赛制", _packs(), "### Rules of the contest · 整场规则（head `rules:`）"]
    parts += [_table(ContestRules, describe_rules(ContestRules, "en"))]
    described = describe_rules(RoundRules, "en")
    flows = {rule["key"]: _flows(RoundRules, rule["key"]) for rule in described}
    parts += ["### Rules of every round · 各轮规则（`rules:` of a round）"]
    parts += [_table(RoundRules, [rule for rule in described if len(flows[rule["key"]]) > 1])]
    for flow, heading in HEADINGS.items():
        parts += [f"### {heading}", _table(RoundRules, [r for r in described if flows[r["key"]] == [flow]])]
    return "\n\n".join(parts)


def _flows(model: type[BaseModel], key: str) -> list[str]:
    extra: Any = model.model_fields[key].json_schema_extra
    return list(extra["flows"])


def _packs() -> str:
    rows = ["| `pack` | 名称 | how it is played | sets |", "|---|---|---|---|"]
    for pack in ROUND_PACKS.values():
        chosen = ", ".join(f"{name}: {_value(value)}" for name, value in pack.rules.items())
        rows.append(
            f"| `{pack.id}` | {pack.name['zh-Hans']} · {pack.name['en']} | {pack.flow} | `{{{chosen}}}` |"
        )
    return "\n".join(rows)


def _table(model: type[BaseModel], described: list[dict[str, Any]]) -> str:
    chinese = {rule["key"]: rule for rule in describe_rules(model, "zh-Hans")}
    rows = ["| rule | default | may be | meaning |", "|---|---|---|---|"]
    for rule in described:
        zh = chinese[rule["key"]]
        meaning = f"**{rule['name']}.** {rule['help']}<br>**{zh['name']}**：{zh['help']}"
        rows.append(f"| `{rule['key']}` | {_default(rule['default'])} | {_range(rule)} | {meaning} |")
    return "\n".join(rows)


def _default(value: Any) -> str:
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        return "the usual ones"
    return f"`{_value(value)}`"


def _value(value: Any) -> str:
    """A value as it is written in YAML."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return str(value.value if isinstance(value, StrEnum) else value)


def _range(rule: dict[str, Any]) -> str:
    unit = f" {rule['unit']}" if rule["unit"] else ""
    if rule["choices"]:
        return " ".join(f"`{choice}`" for choice in rule["choices"])
    if isinstance(rule["default"], bool):
        return "`true` `false`"
    if rule["low"] is not None and rule["high"] is not None:
        return f"{rule['low']} to {rule['high']}{unit}"
    if isinstance(rule["default"], tuple):
        return "a list"
    return f"a number of {rule['unit']}, or `null`" if unit else "a number, or `null`"
