"""docs/plan-format.md says what the program does: its rules, its packs, and its examples."""

import re
from pathlib import Path

import pytest

from quizhub.cli.rule_tables import tables
from quizhub.contest.packs import ROUND_PACKS
from quizhub.contest.rules import ContestRules, RoundRules
from quizhub.storage.bank_files import Library
from quizhub.storage.plan_file import read_plan
from quizhub.storage.plan_file.reading import HEAD
from quizhub.storage.plan_file.rounds import DRAW, ROUND
from quizhub.web.assets import question_banks

DOC = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)


def test_the_rule_tables_are_those_of_the_program():
    written = re.search(r"<!-- rules:.*?-->\n\n(.*)\n\n<!-- end of rules -->", DOC, re.DOTALL)
    assert written is not None
    assert written[1] == tables(), "run `quizhub contest rules` and put its output into docs/plan-format.md"


def test_the_tables_hold_every_rule_and_pack_in_both_languages():
    text = tables()
    for model in (RoundRules, ContestRules):
        for name in model.model_fields:
            row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
            assert re.search("[一-鿿]", row)
            assert re.search("[a-z]{3}", row.split("**", 1)[1])
    for pack in ROUND_PACKS:
        assert f"| `{pack}` |" in text


@pytest.mark.parametrize("name", [*HEAD, *ROUND, *DRAW])
def test_every_field_is_documented(name):
    assert f"`{name}`" in DOC


def test_the_small_plan_of_the_documentation_can_be_played(tmp_path):
    banks = Library(question_banks(), tmp_path).banks()
    reading = read_plan(EXAMPLES[0].encode(), "doc.yaml", banks, 1)
    assert [problem.sentence("en") for problem in reading.problems] == []


def test_the_other_examples_put_together_are_a_plan(tmp_path):
    banks = Library(question_banks(), tmp_path).banks()
    teams, questions, draw, tie_break = EXAMPLES[1:]
    stakes = "  rules: {stakes: [10, 20]}\n"
    rounds = [
        "rounds:\n- flow: everyone\n" + stakes + _indented(questions),
        "- flow: everyone\n" + _indented(draw),
    ]
    text = "title: 竞赛\n" + teams + "".join(rounds) + tie_break
    reading = read_plan(text.encode(), "doc.yaml", banks, 1)
    assert [problem.sentence("en") for problem in reading.problems] == []
    assert reading.plan is not None
    assert len(reading.plan.rounds[0].questions) == 5


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
