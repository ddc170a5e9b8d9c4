"""Plan files: what a small one means, what each fault says, and that draws are fair and repeatable."""

from collections import Counter
from pathlib import Path

import pytest

from quizhub.banks.bank import Bank
from quizhub.contest.plan import Plan
from quizhub.contest.rules import Answering, EarlyPress, Flow, TieBreak
from quizhub.storage.bank_files import Library
from quizhub.storage.plan_file import read_plan, write_plan
from quizhub.web.assets import question_banks

HEAD = "title: 车间安全竞赛\nteams: [一车间, 二车间, 三车间]\nrounds:\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    return Library(question_banks(), tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def banks(library: Library) -> list[Bank]:
    return library.banks()


def plan_of(text: str, banks: list[Bank], seed: int = 1) -> Plan:
    reading = read_plan(text.encode(), "plan.yaml", banks, seed)
    assert [problem.sentence("en") for problem in reading.problems] == []
    assert reading.plan is not None
    return reading.plan


def complaints(text: str, banks: list[Bank]) -> list[str]:
    reading = read_plan(text.encode(), "plan.yaml", banks, 1)
    assert reading.plan is None
    return [problem.sentence("en") for problem in reading.problems]


def test_five_lines_make_a_contest(banks):
    plan = plan_of(HEAD + "- {pack: everyone, draw: {bank: fire, count: 4}}\n", banks)
    first = plan.teams[0]
    assert (first.id, first.number, first.name) == ("t1", 1, "一车间")
    assert plan.languages == ("zh-Hans",)
    assert plan.title == {"zh-Hans": "车间安全竞赛"}
    assert plan.rounds[0].title == {"zh-Hans": "共答题"}
    assert plan.rounds[0].flow is Flow.EVERYONE
    fire = {question.id for question in next(bank for bank in banks if bank.id == "fire").playable}
    asked = [planned.question for planned in plan.rounds[0].questions]
    assert len(asked) == 4
    assert set(asked) <= fire
    assert plan.rules.base_score == 100
    assert len(plan.tie_questions) == 5


def test_the_sample_contests_can_be_played(library, banks):
    assert [sample.name for sample in library.samples()] == ["sample-contest", "sample-quick"]
    for sample in library.samples():
        raw = library.read_sample(sample.name)
        assert raw is not None
        plan = plan_of(raw.decode(), banks)
        assert plan.title == sample.title
        assert [planned.flow for planned in plan.rounds] == [
            Flow.IN_TURN, Flow.EVERYONE, Flow.BUZZ, Flow.IN_TURN,
        ]  # fmt: skip


def test_the_sample_contest_holds_what_it_promises(library, banks):
    plan = plan_of((library.read_sample("sample-contest") or b"").decode(), banks)
    assert [team.name for team in plan.teams] == [
        "朝阳里", "星光村", "滨江苑", "第三小学", "供电所", "老友队",
    ]  # fmt: skip
    assert {len(team.players) for team in plan.teams} == {3}
    assert [len(planned.questions) for planned in plan.rounds] == [18, 8, 8, 18]
    kinds = {plan.question_by_id[item.question].kind for item in plan.rounds[1].questions}
    assert len(kinds) == 7
    assert Counter(item.stake for item in plan.rounds[3].questions) == {10: 6, 20: 6, 30: 6}
    assert plan.rounds[2].rules.answering is Answering.SPOKEN


def test_a_seed_repeats_its_draw_and_another_does_not(library, banks):
    text = (library.read_sample("sample-contest") or b"").decode()
    assert plan_of(text, banks, seed=7) == plan_of(text, banks, seed=7)
    assert plan_of(text, banks, seed=7).rounds != plan_of(text, banks, seed=8).rounds
    named = text.replace("rules:\n", "seed: 99\nrules:\n", 1)
    assert plan_of(named, banks, seed=7) == plan_of(named, banks, seed=8)


def test_a_draw_takes_nothing_named_elsewhere_even_further_down(banks):
    fire = next(bank for bank in banks if bank.id == "fire")
    chosen = [question.id for question in fire.playable if question.kind == "order"]
    text = (
        HEAD
        + f"- {{pack: everyone, draw: {{bank: fire, kinds: order, count: {len(chosen) - 1}}}}}\n"
        + f"- {{pack: everyone, questions: [fire/{chosen[0]}]}}\n"
    )
    plan = plan_of(text, banks)
    assert {item.question for item in plan.rounds[0].questions} == set(chosen[1:])
    short = text.replace(f"count: {len(chosen) - 1}", f"count: {len(chosen)}")
    assert complaints(short, banks) == [
        f"plan.yaml:4  Only {len(chosen) - 1} questions fit what is asked for; {len(chosen)} are needed."
    ]


def test_draws_spread_over_the_banks_named(banks):
    plan = plan_of(HEAD + "- {pack: everyone, draw: {banks: [fire, home], count: 6}}\n", banks)
    first = [plan.question_by_id[i.question].topic.split("/")[0] for i in plan.rounds[0].questions]
    assert first == ["fire", "home"] * 3


def test_spoken_rounds_draw_only_what_can_be_said_aloud(banks):
    plan = plan_of(HEAD + "- {pack: buzz, draw: {bank: fire, count: 60}}\n", banks)
    kinds = {plan.question_by_id[item.question].kind for item in plan.rounds[0].questions}
    assert kinds == {"single_choice", "multiple_choice", "true_false", "fill", "numeric"}


def test_rules_of_pack_round_and_contest(banks):
    text = (
        "title: {en: Works contest}\nteams: [A, B]\n"
        "rules: {base_score: 0, floor: 0, ties: lot, fouls: [{id: talk, name: Talking, points: -5}]}\n"
        "rounds:\n- pack: buzz\n  rules: {early_press: short_lock, time_s: 20}\n"
        "  draw: {bank: fire, count: 2}\n"
    )
    plan = plan_of(text, banks)
    assert plan.rules.ties == (TieBreak.LOT,)
    assert plan.rules.floor == 0
    assert plan.rules.fouls[0].name == {"en": "Talking"}
    assert plan.rounds[0].rules.early_press is EarlyPress.SHORT_LOCK
    assert plan.rounds[0].rules.time_s == 20
    assert plan.rounds[0].rules.answering is Answering.SPOKEN
    assert plan.languages == ("en",)
    assert plan.tie_questions == ()


def test_a_question_written_into_the_plan(banks):
    text = (
        "title: 小测\nteams: [甲, 乙]\nrounds:\n- pack: risk\n  rules: {stake_times: {20: 45}}\n"
        "  questions:\n"
        "  - {kind: true_false, stem: 火警电话是119。, key: true, stake: 20}\n"
        "  - {question: fire/fire-pan-oil-first, stake: 10}\n"
    )
    plan = plan_of(text, banks)
    assert [(item.question, item.stake) for item in plan.rounds[0].questions] == [
        ("r1-q1", 20), ("fire-pan-oil-first", 10),
    ]  # fmt: skip
    assert plan.question_by_id["r1-q1"].stem == {"zh-Hans": "火警电话是119。"}
    assert plan.rounds[0].rules.time_for(20) == 45_000


def test_teams_in_full(banks):
    text = (
        "title: 小测\nplayers: 2\nteams:\n- 甲\n- {id: b, number: 7, name: 乙, players: [张三, 李四, 王五]}\n"
        "rounds:\n- {pack: individual, draw: {bank: fire}}\n"
    )
    plan = plan_of(text, banks)
    assert [player.number for player in plan.teams[0].players] == [1, 2]
    assert [player.name for player in plan.teams[1].players] == ["张三", "李四", "王五"]
    assert (plan.teams[1].id, plan.teams[1].number) == ("b", 7)
    assert len(plan.rounds[0].questions) == 6


@pytest.mark.parametrize("name", ["sample-contest", "sample-quick"])
def test_a_written_plan_reads_back_the_same_without_any_bank(name, library, banks):
    plan = plan_of((library.read_sample(name) or b"").decode(), banks)
    again = read_plan(write_plan(plan), "written.yaml", [], 12345)
    assert [problem.sentence("en") for problem in again.problems] == []
    assert again.plan == plan


FAULTS = {
    "not yaml": ("title: [", "plan.yaml:2  Not valid YAML"),
    "no table": ("- a\n", "plan.yaml:1  This is no contest plan"),
    "no teams": ("title: 竞赛\nrounds: []\n", "plan.yaml:1  “teams” is missing."),
    "misspelt head": (
        "title: 竞赛\nteam: [甲]\nrounds: []\n",
        "plan.yaml:2  “team” is not known here; did you mean “teams”?",
    ),
    "other format": ("format: quizhub-bank/1\n" + HEAD, "plan.yaml:1  This is no contest plan"),
    "unknown pack": (
        HEAD + "- {pack: buz, draw: {}}\n",
        "plan.yaml:4  “buz” is not known here; did you mean “buzz”?",
    ),
    "no pack": (HEAD + "- {draw: {}}\n", "plan.yaml:4  A round needs a pack, or a flow."),
    "unknown rule": (
        HEAD + "- pack: buzz\n  draw: {count: 1}\n  rules:\n    early_pres: out\n",
        "plan.yaml:7  “early_pres” is not known here; did you mean “early_press”?",
    ),
    "rule choice": (
        HEAD + "- pack: buzz\n  draw: {count: 1}\n  rules:\n    wrong: all\n",
        "plan.yaml:7  The rule “wrong” cannot be “all”; possible: nothing, half, full",
    ),
    "rule too high": (
        HEAD + "- pack: buzz\n  draw: {count: 1}\n  rules:\n    time_s: 9999\n",
        "plan.yaml:7  The rule “time_s” is at most 600, not 9999.",
    ),
    "rule no number": (
        HEAD + "- pack: buzz\n  draw: {count: 1}\n  rules:\n    time_s: long\n",
        "plan.yaml:7  The rule “time_s” should be a whole number, not “long”.",
    ),
    "rule yes or no": (
        HEAD + "- pack: buzz\n  draw: {count: 1}\n  rules:\n    partial: perhaps\n",
        "plan.yaml:7  The rule “partial” should be true or false, not “perhaps”.",
    ),
    "contest rule": (
        "rules: {base_score: -1}\n" + HEAD + "- {pack: buzz, draw: {count: 1}}\n",
        "plan.yaml:1  The rule “base_score” is at least 0, not -1.",
    ),
    "unknown question": (
        HEAD + "- pack: everyone\n  questions:\n  - fire/fire-pan-oil-frst\n",
        "plan.yaml:6  No bank has a question “fire/fire-pan-oil-frst”; "
        "did you mean “fire/fire-pan-oil-first”?",
    ),
    "question twice": (
        HEAD + "- pack: everyone\n  questions: [fire-pan-oil-first]\n"
        "- pack: everyone\n  questions: [fire/fire-pan-oil-first]\n",
        "plan.yaml:7  The question “fire/fire-pan-oil-first” is used twice.",
    ),
    "draft": (
        HEAD + "- pack: everyone\n  questions:\n  - {kind: true_false, stem: 对吗？}\n",
        "plan.yaml:6  The question “r1-q1” has no key and cannot be played.",
    ),
    "written question": (
        HEAD + "- pack: everyone\n  questions:\n  - {kind: essay, stem: 为什么？, key: 1}\n",
        "plan.yaml:6  Unknown kind “essay”",
    ),
    "unknown bank": (
        HEAD + "- pack: everyone\n  draw: {bank: fir}\n",
        "plan.yaml:5  There is no bank “fir”. Possible: cases cyber",
    ),
    "unknown kind": (
        HEAD + "- pack: everyone\n  draw: {kinds: essay}\n",
        "plan.yaml:5  “essay” is not known here. Possible:",
    ),
    "difficulty": (
        HEAD + "- pack: everyone\n  draw: {difficulty: easy}\n",
        "plan.yaml:5  “difficulty” should be a number, not “easy”.",
    ),
    "too few questions": (
        HEAD + "- pack: team_turn\n  questions: [fire-pan-oil-first]\n",
        "plan.yaml:4  This round needs 6 questions and has 1.",
    ),
    "no questions": (HEAD + "- {pack: everyone}\n", "plan.yaml:4  This round has no questions"),
    "stake not offered": (
        HEAD + "- pack: risk\n  draw:\n  - {stake: 15, count: 3}\n",
        "plan.yaml:6  The stake 15 is not one this round offers: 10 20 30",
    ),
    "stake without stakes": (
        HEAD + "- pack: everyone\n  questions: [{question: fire-pan-oil-first, stake: 5}]\n",
        "plan.yaml:5  The stake 5 is not one this round offers: —",
    ),
    "team twice": (
        "title: 竞赛\nteams: [甲, 甲]\nrounds:\n- {pack: everyone, draw: {count: 1}}\n",
        "plan.yaml:2  “甲” is used twice.",
    ),
    "round twice": (
        HEAD + "- {id: a, pack: everyone, draw: {count: 1}}\n- {id: a, pack: everyone, draw: {count: 1}}\n",
        "plan.yaml:5  “a” is used twice.",
    ),
    "team id": (
        "title: 竞赛\nteams: [{id: Ä, name: 甲}]\nrounds:\n- {pack: everyone, draw: {count: 1}}\n",
        "plan.yaml:2  “id” cannot be taken",
    ),
    "anchors": ("title: &a 竞赛\n", "plan.yaml:1  YAML anchors and aliases"),
    "hall": (
        "hall: {screen_width_m: 0}\n" + HEAD + "- {pack: everyone, draw: {count: 1}}\n",
        "plan.yaml:1  “screen_width_m” cannot be taken",
    ),
    "theme": (
        "hall: {theme: honor}\n" + HEAD + "- {pack: everyone, draw: {count: 1}}\n",
        "plan.yaml:1  “honor” is not known here; did you mean “honour”?",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_line_reason_and_nearest_name(fault, banks):
    text, expected = FAULTS[fault]
    found = complaints(text, banks)
    assert any(sentence.startswith(expected) for sentence in found), found


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_a_chinese_sentence(fault, banks):
    for problem in read_plan(FAULTS[fault][0].encode(), "plan.yaml", banks, 1).problems:
        assert problem.text("zh-Hans") != problem.text("en")


def test_one_question_id_in_two_banks_must_be_told_apart(banks):
    fire = next(bank for bank in banks if bank.id == "fire")
    other = fire.model_copy(update={"id": "other"})
    text = HEAD + "- pack: everyone\n  questions: [{}fire-pan-oil-first, {}fire-pan-oil-first]\n"
    assert complaints(text.format("", ""), [fire, other])[0] == (
        "plan.yaml:5  Several banks have “fire-pan-oil-first”; "
        "write which: fire/fire-pan-oil-first other/fire-pan-oil-first"
    )
    plan = plan_of(text.format("fire/", "other/"), [fire, other])
    assert [item.question for item in plan.rounds[0].questions] == [
        "fire-pan-oil-first", "other.fire-pan-oil-first",
    ]  # fmt: skip


def test_a_question_without_the_main_language_is_warned_of(banks):
    text = (
        "title: {en: Test}\nteams: [A]\nrules: {ties: shared}\nrounds:\n- pack: everyone\n  questions:\n"
        "  - {kind: true_false, stem: {zh-Hans: 对吗？}, key: true}\n"
    )
    reading = read_plan(text.encode(), "plan.yaml", banks, 1)
    assert reading.plan is not None
    assert [problem.code for problem in reading.problems] == ["question_lacks_language"]


def test_each_way_to_break_a_tie_gets_questions_it_can_use(banks):
    text = "rules: {ties: [sudden_death, nearest]}\n" + HEAD + "- {pack: everyone, draw: {count: 1}}\n"
    plan = plan_of(text, banks)
    kinds = [plan.question_by_id[name].kind for name in plan.tie_questions]
    assert kinds[5:] == ["numeric", "numeric"]
    assert set(kinds[:5]) <= {"single_choice", "true_false"}
    reading = read_plan(
        (text + "tie_break: {draw: {kinds: order, count: 3}}\n").encode(), "plan.yaml", banks, 1
    )
    assert reading.plan is not None
    assert [problem.sentence("en") for problem in reading.problems] == [
        "plan.yaml:6  The rule ties names nearest, but there is no tie-break question for it."
    ]


def test_the_library_prefers_the_organisers_own_bank(tmp_path: Path, banks):
    fire = next(bank for bank in banks if bank.id == "fire")
    library = Library(question_banks(), tmp_path / "banks")
    assert len(library.banks()) == len(banks)
    mine = fire.model_copy(update={"title": {"zh-Hans": "我的题库"}, "questions": fire.questions[:3]})
    path = library.keep(mine)
    assert path.parent == tmp_path / "banks"
    found = {bank.id: bank for bank in library.banks()}
    assert len(found["fire"].questions) == 3
    path.unlink()
    assert len({bank.id: bank for bank in library.banks()}["fire"].questions) == len(fire.questions)
