"""Cases in plans are drawn whole and asked in a row; open questions need a judge; pictures lie beside."""

import pytest

from quizhub.banks.bank import Bank
from quizhub.questions.media import Material
from quizhub.questions.model import OpenBody, Question
from quizhub.storage.plan_file import read_plan, without_pictures, write_plan
from tests.banks.tiny_pictures import tiny_png
from tests.questions.examples import picture, true_false

HEAD = "title: T\nlanguages: [en]\nteams: [A, B]\nrules: {ties: [lot]}\nrounds:\n"


def statement(name: str, case: str = "", about: str = "") -> Question:
    material = Material(id=case, text={"en": about or case}) if case else None
    return true_false().model_copy(update={"id": name, "stem": {"en": name}, "material": material})  # type: ignore[no-any-return]


def bank(*questions: Question, name: str = "b") -> Bank:
    return Bank(id=name, title={"en": name}, languages=("en",), questions=questions)


CASES = bank(
    *(statement(f"flat-{n}", "flat") for n in range(3)),
    *(statement(f"lone-{n}") for n in range(4)),
    *(statement(f"office-{n}", "office") for n in range(2)),
)


def drawn(count: int, banks: list[Bank], seed: int = 1, more: str = "") -> list[str]:
    text = HEAD + f"- {{pack: everyone, draw: {{count: {count}}}{more}}}\n"
    reading = read_plan(text.encode(), "p.yaml", banks, seed)
    assert [problem.sentence("en") for problem in reading.problems] == []
    assert reading.plan is not None
    return [planned.question for planned in reading.plan.rounds[0].questions]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("count", [3, 5, 6, 9])
def test_a_case_is_drawn_whole_and_in_the_order_of_the_bank(seed, count):
    asked = drawn(count, [CASES], seed)
    assert len(asked) == count
    for case, size in (("flat", 3), ("office", 2)):
        places = [asked.index(name) for name in sorted(asked) if name.startswith(case)]
        assert len(places) in (0, size)
        assert places == list(range(places[0], places[0] + size)) if places else True


def test_a_case_is_cut_only_where_nothing_else_is_left():
    flat = bank(*(statement(f"flat-{n}", "flat") for n in range(3)))
    assert drawn(2, [flat]) == ["flat-0", "flat-1"]


def test_a_case_is_not_taken_up_again_by_another_draw():
    flat = bank(*(statement(f"flat-{n}", "flat") for n in range(3)), statement("lone"), statement("other"))
    text = HEAD + "- {pack: everyone, questions: [flat-1, {draw: {count: 2}}]}\n"
    reading = read_plan(text.encode(), "p.yaml", [flat], 1)
    assert reading.plan is not None
    assert {planned.question for planned in reading.plan.rounds[0].questions} == {"flat-1", "lone", "other"}


def test_two_banks_may_call_different_cases_the_same():
    banks = [
        bank(statement("a-1", "case", "first"), name="a"),
        bank(statement("b-1", "case", "second"), statement("b-2", "case", "second"), name="b"),
    ]
    text = HEAD + "- {pack: everyone, questions: [a-1, b-1, b-2]}\n"
    reading = read_plan(text.encode(), "p.yaml", banks, 1)
    assert reading.plan is not None
    materials = [question.material for question in reading.plan.questions]
    assert [(m.id, m.text["en"]) for m in materials if m] == [
        ("case", "first"), ("b.case", "second"), ("b.case", "second"),
    ]  # fmt: skip


def complaints(text: str, *banks: Bank) -> list[str]:
    reading = read_plan((HEAD + text).encode(), "p.yaml", banks, 1)
    assert reading.plan is None
    return [problem.sentence("en") for problem in reading.problems]


def test_named_questions_of_a_case_must_stand_together():
    assert complaints("- {pack: everyone, questions: [flat-0, lone-0, flat-1]}\n", CASES) == [
        "p.yaml:6  The questions about the material “flat” must follow one another."
    ]


def test_where_stakes_are_chosen_they_may_stand_anywhere():
    text = HEAD + "- {pack: risk, rules: {stakes: [10, 20]}, questions: [flat-0, lone-0, flat-1]}\n"
    assert read_plan(text.encode(), "p.yaml", [CASES], 1).plan is not None


WHY = Question(id="why", stem={"en": "Why?"}, body=OpenBody())
JUDGED = (
    "Nobody would judge the open question “why”: set answering to spoken or mixed in this round, or take "
    "another question."
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- {pack: everyone, questions: [why]}\n", 6),
        ("- {pack: everyone, questions: [lone-0], spares: [why]}\n", 6),
        ("- {pack: everyone, draw: {kinds: [open], count: 1}}\n", 6),
        (
            "- {pack: everyone, questions: [lone-0]}\n"
            "tie_break: {rules: {answering: device}, questions: [why]}\n",
            7,
        ),
    ],
)
def test_an_open_question_on_phones_alone_is_refused_in_a_sentence(text, line):
    assert complaints(text, CASES, bank(WHY, name="o")) == [f"p.yaml:{line}  {JUDGED}"]


def test_a_draw_for_phones_leaves_open_questions_out():
    banks = [bank(*(WHY.model_copy(update={"id": f"why-{n}"}) for n in range(5)), statement("s"))]
    assert drawn(1, banks) == ["s"]
    assert drawn(6, banks, more=", rules: {answering: mixed}")[0]
    assert len([name for name in drawn(6, banks, more=", rules: {answering: spoken}") if "why" in name]) == 5


def test_a_plan_with_pictures_and_cases_reads_back_equal():
    case = Material(id="flat", text={"en": "A flat"}, media=(picture("c.png", 3),))
    shown = statement("shown").model_copy(update={"media": (picture(),), "material": case})
    text = HEAD + "- {pack: everyone, questions: [shown, lone-0]}\n"
    plan = read_plan(text.encode(), "p.yaml", [bank(shown, statement("lone-0"))], 1).plan
    assert plan is not None
    again = read_plan(write_plan(plan), "p.yaml", [], 1)
    assert again.plan == plan
    assert again.media == {}


def test_pictures_may_lie_beside_the_plan():
    text = HEAD + (
        "- pack: everyone\n  questions:\n  - {kind: true_false, stem: S, media: [{file: a.png}], key: yes}\n"
    )
    raw = tiny_png(4, 2)
    reading = read_plan(text.encode(), "p.yaml", [], 1, {"a.png": raw})
    assert reading.plan is not None
    (media,) = reading.plan.questions[0].media
    assert reading.media == {media.id: raw}
    missing = read_plan(text.encode(), "p.yaml", [], 1)
    assert [problem.code for problem in missing.problems if problem.code == "picture_not_found"]


def test_pictures_that_are_nowhere_are_told_by_name():
    reading = without_pictures("p.yaml", ["a.png"])
    assert reading.plan is None
    assert [problem.sentence("en") for problem in reading.problems] == [
        "p.yaml:1  The picture file “a.png” is not there; put it into the .media folder beside the bank."
    ]
