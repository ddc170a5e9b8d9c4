"""A plan's outline as forms: the head, teams and rules; one round with its rules, questions and draws.

Pure: outlines in, fields out, and back. What a form has no field for stays as it was in the file. Nothing
is judged here; the draft is read as a whole afterwards, and its warnings stand on the page.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.rules import ContestRules, Flow, RoundRules, describe_rules
from quizhub.storage.plan_file.outline import Outline

Form = Mapping[str, str]
DRAWS = 6
ONE_DRAW = ("bank", "topics", "kinds", "difficulty", "audience", "count", "stake")
NOT_HERE = ("fouls", "stake_times")
"""Rules with a shape of their own, edited in the file."""
_WHOLE = re.compile(r"-?\d{1,9}")


# --- head -------------------------------------------------------------------------------------------


def teams_text(outline: Outline) -> str:
    """One team a line, the names of its players behind it."""
    return "\n".join(_team_line(team) for team in outline.get("teams", []))


def _team_line(team: Any) -> str:
    if not isinstance(team, dict):
        return str(team)
    players = team.get("players")
    names = [str(name) for name in players] if isinstance(players, list) else []
    return ", ".join([str(team.get("name", "")), *names])


def teams_of(text: str, before: Sequence[Any]) -> list[Any]:
    """Teams as they were pasted: tabs or commas part a team from its players. A team that keeps its name
    keeps what else the file says of it."""
    known = {str(team.get("name")): team for team in before if isinstance(team, dict)}
    teams: list[Any] = []
    for line in text.splitlines():
        name, *players = [part.strip() for part in re.split(r"[\t,，]", line) if part.strip()] or [""]
        if not name:
            continue
        kept = {k: v for k, v in known.get(name, {}).items() if k not in ("name", "players")}
        was = known.get(name, {}).get("players")
        named: Any = players or (was if not isinstance(was, list) else None)
        teams.append(
            {**kept, "name": name, **({"players": named} if named else {})} if kept or named else name
        )
    return teams


def apply_head(outline: Outline, form: Form) -> Outline:
    """The outline with the head of the form."""
    languages = [tag for tag in ("zh-Hans", "zh-Hant", "en") if form.get(f"language.{tag}")]
    title = {tag: form[f"title.{tag}"].strip() for tag in languages if form.get(f"title.{tag}", "").strip()}
    hall = {**(outline.get("hall") or {})}
    for name in ("screen_width_m", "distance_m"):
        _put(hall, name, _metres(form.get(f"hall.{name}", "")))
    _put(hall, "theme", form.get("hall.theme", "") or None)
    changed = {
        **outline,
        "languages": languages or outline["languages"],
        "title": title or outline["title"],
        "hall": hall,
        "teams": teams_of(form.get("teams", ""), outline.get("teams", [])),
        "rules": rules_of(form, ContestRules, outline.get("rules") or {}, {}),
    }
    _put(changed, "players", _number(form.get("players", "")))
    return changed


# --- rules ------------------------------------------------------------------------------------------


def rule_fields(
    model: type[ContestRules] | type[RoundRules],
    language: str,
    chosen: Mapping[str, Any],
    usual: Mapping[str, Any],
    flow: Flow | None = None,
) -> list[dict[str, Any]]:
    """Every rule with its words, what it may be, what it usually is here and what was chosen."""
    fields = []
    for rule in describe_rules(model, language, flow):
        if rule["key"] in NOT_HERE:
            continue
        default = usual.get(rule["key"], rule["default"])
        fields.append(
            {
                **rule,
                "usual": written(default),
                "chosen": written(chosen[rule["key"]]) if rule["key"] in chosen else "",
                "yes_no": isinstance(rule["default"], bool),
                "list": isinstance(rule["default"], tuple),
            }
        )
    return fields


def written(value: Any) -> str:
    """A value as a field of a form holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def rules_of(
    form: Form,
    model: type[ContestRules] | type[RoundRules],
    before: Mapping[str, Any],
    usual: Mapping[str, Any],
) -> dict[str, Any]:
    """The rules that were chosen and differ from the usual ones; those not in the form stay."""
    rules = {}
    for name, info in model.model_fields.items():
        if f"rule.{name}" not in form:
            if name in before:
                rules[name] = before[name]
            continue
        words = form[f"rule.{name}"].strip()
        if words and words != written(usual.get(name, info.default)):
            rules[name] = _value(words, info.default)
    return rules


def _value(words: str, default: Any) -> Any:
    if isinstance(default, tuple):
        return [_scalar(part.strip()) for part in re.split(r"[,，、]", words) if part.strip()]
    return _scalar(words)


def _scalar(words: str) -> Any:
    if words in ("true", "false"):
        return words == "true"
    return int(words) if _WHOLE.fullmatch(words) else words


# --- rounds -----------------------------------------------------------------------------------------


def new_round(what: str) -> Outline:
    """A round from a pack, or from a bare flow."""
    named = {"pack": what} if what in ROUND_PACKS else {"flow": what}
    return {**named, "title": {}, "rules": {}, "questions": [], "draw": [{}], "spares": []}


def flow_of(one: Outline) -> Flow:
    """How a round is played; one that names nothing we know is played by everyone until it is mended."""
    pack = ROUND_PACKS.get(str(one.get("pack")))
    if pack is not None:
        return pack.flow
    return next((flow for flow in Flow if flow == one.get("flow")), Flow.EVERYONE)


def usual_rules(one: Outline) -> Mapping[str, Any]:
    """What the round's pack says."""
    pack = ROUND_PACKS.get(str(one.get("pack")))
    return pack.rules if pack is not None else {}


def apply_round(one: Outline, form: Form, languages: Sequence[str]) -> Outline:
    """The round with what the form says."""
    title = {tag: form[f"title.{tag}"].strip() for tag in languages if form.get(f"title.{tag}", "").strip()}
    return {
        **one,
        "title": title,
        "rules": rules_of(form, RoundRules, one.get("rules") or {}, usual_rules(one)),
        "questions": questions_of(form.get("questions", ""), one.get("questions", [])),
        "draw": [draw for n in range(DRAWS) if (draw := _draw(form, n)) is not None],
        "spares": spares_of(form, one.get("spares", [])),
    }


def questions_text(items: Sequence[Any]) -> str:
    """Named questions, one a line, with the stake they are for; what is written out or drawn in between is
    shown by its number and stays."""
    return "\n".join(_question_line(item, n) for n, item in enumerate(items))


def _question_line(item: Any, number: int) -> str:
    if isinstance(item, dict) and set(item) <= {"question", "stake"} and "question" in item:
        return f"{item['question']} {item.get('stake', '')}".strip()
    return f"#{number + 1}" if isinstance(item, dict) else str(item)


def questions_of(text: str, before: Sequence[Any]) -> list[Any]:
    """The questions of the field; `#3` is the third one as it was."""
    items: list[Any] = []
    for line in text.splitlines():
        words = line.split()
        if len(words) == 1 and re.fullmatch(r"#\d{1,4}", words[0]):
            number = int(words[0][1:]) - 1
            items += list(before[number : number + 1])
        elif len(words) == 2 and words[1].isdigit():
            items.append({"question": words[0], "stake": int(words[1])})
        elif words:
            items.append(words[0])
    return items


def draw_fields(draws: Sequence[Any], n: int) -> dict[str, str]:
    """One draw as fields; lists of a draw are shown with commas."""
    draw = draws[n] if n < len(draws) and isinstance(draws[n], dict) else {}
    banks = draw.get("bank", draw.get("banks"))
    return {name: written(banks if name == "bank" else draw.get(name)) for name in ONE_DRAW} | {
        "used": "on" if n < len(draws) else ""
    }


def _draw(form: Form, n: int) -> Outline | None:
    if not form.get(f"draw{n}.used"):
        return None
    given = {name: form.get(f"draw{n}.{name}", "").strip() for name in ONE_DRAW}
    draw: Outline = {}
    for name, words in given.items():
        parts = [part.strip() for part in re.split(r"[,，、]", words) if part.strip()]
        if not parts:
            continue
        if name in ("count", "stake"):
            draw[name] = _scalar(words)
        elif name == "difficulty":
            draw[name] = [_scalar(part) for part in parts] if len(parts) > 1 else _scalar(parts[0])
        elif name == "bank" and len(parts) > 1:
            draw["banks"] = parts
        else:
            draw[name] = parts if len(parts) > 1 else parts[0]
    return draw


def spare_count(spares: Sequence[Any]) -> str:
    """How many spares are drawn, when the file says it in the simple way."""
    if len(spares) == 1 and isinstance(spares[0], dict) and set(spares[0]) == {"draw"}:
        draw = spares[0]["draw"]
        return written(draw.get("count", 1)) if isinstance(draw, dict) else ""
    return ""


def spares_of(form: Form, before: Sequence[Any]) -> list[Any]:
    """So many drawn spares; anything else in the file stays while the field is left empty."""
    count = _number(form.get("spares", ""))
    if count is None:
        return [] if spare_count(before) else list(before)
    if count == 0:
        return []
    draw = before[0]["draw"] if spare_count(before) else {}
    return [{"draw": {**draw, "count": count}}]


# --- numbers ----------------------------------------------------------------------------------------


def _number(words: str) -> int | None:
    words = words.strip()
    return int(words) if _WHOLE.fullmatch(words) else None


def _metres(words: str) -> float | int | None:
    try:
        value = float(words.strip().replace(",", "."))
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
