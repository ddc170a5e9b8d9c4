"""Writes a plan as a file that reads back to an equal plan, its questions included.

Used for `contest export` and for tests. Rules equal to the pack's own are left out.
"""

from typing import Any

import yaml
from pydantic import BaseModel

from quizhub.banks.bank import Bank
from quizhub.banks.formats.native_writer import write_native
from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.plan import Plan, PlannedQuestion, Round, Team
from quizhub.contest.rules import ContestRules, RoundRules
from quizhub.questions.model import Question

FORMAT_LINE = "quizhub-contest/1"


def write_plan(plan: Plan) -> bytes:
    """The plan as UTF-8 YAML with every question written out where it is asked."""
    whole: dict[str, Any] = {
        "format": FORMAT_LINE,
        "title": dict(plan.title),
        "languages": list(plan.languages),
        "hall": plan.hall.model_dump(mode="json"),
        "seed": plan.seed,
        "rules": _different(plan.rules, ContestRules()),
        "teams": [_team(team) for team in plan.teams],
        "rounds": [_round(planned, plan) for planned in plan.rounds],
        "tie_break": {
            "rules": _different(plan.tie_rules, ROUND_PACKS["tie_break"].rules_with({})),
            "questions": [_question(plan.question_by_id[name]) for name in plan.tie_questions],
        },
    }
    written = yaml.dump(
        whole, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110, encoding="utf-8"
    )
    assert isinstance(written, bytes)
    return written


class _Writer(yaml.SafeDumper):
    """Writes every value in full: the reader refuses anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is shared."""
        return True


def _different(rules: BaseModel, usual: BaseModel) -> dict[str, Any]:
    """The rules that differ from the usual ones, as plain values."""
    ours, theirs = rules.model_dump(mode="json"), usual.model_dump(mode="json")
    return {name: value for name, value in ours.items() if value != theirs[name]}


def _team(team: Team) -> dict[str, Any]:
    players: Any = [player.name for player in team.players]
    if not any(players):
        players = len(players)
    return {"id": team.id, "number": team.number, "name": team.name, "players": players}


def _round(planned: Round, plan: Plan) -> dict[str, Any]:
    pack = ROUND_PACKS.get(planned.pack)
    usual = pack.rules_with({}) if pack else RoundRules()
    return {
        "id": planned.id,
        **({"pack": pack.id} if pack else {"flow": str(planned.flow)}),
        "title": dict(planned.title),
        "rules": _different(planned.rules, usual),
        "questions": [_planned(item, plan) for item in planned.questions],
        "spares": [_question(plan.question_by_id[name]) for name in planned.spares],
    }


def _planned(item: PlannedQuestion, plan: Plan) -> dict[str, Any]:
    stake = {} if item.stake is None else {"stake": item.stake}
    return _question(plan.question_by_id[item.question]) | stake


def _question(question: Question) -> dict[str, Any]:
    """The question as the native bank format writes it, whatever that is: by way of a bank of one.

    The base loader keeps every scalar as the text that was written.
    """
    bank = Bank(id="one", title={"und": "one"}, languages=("und",), questions=(question,))
    whole: dict[str, Any] = yaml.load(write_native(bank), Loader=yaml.BaseLoader)
    written: dict[str, Any] = whole["questions"][0]
    if "material" in written:
        name = written["material"]
        written["material"] = {"id": name, **whole["materials"][name]}
    return written
