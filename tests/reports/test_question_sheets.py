"""Questions on paper: the letters of the screens, a case before its questions, keys only where asked for."""

from typing import Any

import pytest

from quizhub.contest.asks import display_orders
from quizhub.contest.plan import Plan
from quizhub.questions.media import Material
from quizhub.reports.question_sheets import PaperQuestion, paper_rounds
from tests.contest.table import a_number, a_plan, a_round, choice
from tests.questions import examples

CASE = Material(id="fire", text={"zh-Hans": "厂房起火", "en": "A workshop burns"})


def asked(plan: Plan, *languages: str, keys: bool = True) -> list[PaperQuestion]:
    return list(paper_rounds(plan, languages or ("en",), keys=keys)[0].questions)


def test_letters_are_those_of_the_screens():
    plan = a_plan(a_round("everyone", 3, "r"))
    for line in asked(plan):
        question = plan.question_by_id[f"r-{line.label}"]
        order = display_orders(question, plan.seed)["options"]
        texts = {option.id: option.text["en"] for option in question.body.options}  # type: ignore[union-attr]
        assert [(choice.sign, choice.text[0][1]) for choice in line.choices] == list(
            zip("ABCD", (texts[name] for name in order), strict=True)
        )
        letter = "ABCD"[order.index("b")]
        assert line.key == (("en", f"{letter} option b"),)


def test_both_languages_stand_together_and_equal_words_once():
    plan = a_plan(a_round("everyone", 2, "r"), questions={"r-2": a_number("r-2")})
    first, second = asked(plan, "zh-Hans", "en")
    assert first.stem == (("zh-Hans", "题目r-1？"), ("en", "Question r-1?"))
    assert second.key == (("zh-Hans", "119"),)
    assert second.choices == ()


def test_a_case_is_told_before_its_first_question_only():
    questions = {name: choice(name, material=CASE) for name in ("r-1", "r-2")}
    told = [line.material for line in asked(a_plan(a_round("everyone", 3, "r"), questions=questions))]
    assert told == [(("en", "A workshop burns"),), (), ()]


def test_spares_and_questions_for_ties_have_labels_of_their_own():
    plan = a_plan(a_round("everyone", 2, "r", spares=1), a_round("buzz", 1, "b"), tie_questions=2)
    rounds = paper_rounds(plan, ("en",), keys=False)
    assert [(one.number, [line.label for line in one.questions]) for one in rounds] == [
        (1, ["1", "2", "S1"]),
        (2, ["1"]),
        (None, ["T1", "T2"]),
    ]
    assert [one.number for one in paper_rounds(a_plan(a_round("buzz", 1)), ("en",), keys=False)] == [1]


@pytest.mark.parametrize("question", examples.every_kind(), ids=lambda question: question.kind)
def test_every_kind_of_question_comes_to_paper(question):
    planted = question.model_copy(
        update={"note": {"en": "note to host"}, "explanation": {"en": "because so"}}
    )
    rules: dict[str, Any] = {"answering": "spoken"} if question.kind == "open" else {}
    plan = a_plan(
        a_round("everyone", 1, "r", **rules), questions={"r-1": planted.model_copy(update={"id": "r-1"})}
    )
    (secret,), (told,) = asked(plan, keys=False), asked(plan, keys=True)
    assert secret.stem and secret.stem == told.stem
    assert secret.choices == told.choices
    assert (secret.key, secret.note, secret.why) == ((), (), ())
    assert told.key or question.kind == "open"
    assert (told.note, told.why) == ((("en", "note to host"),), (("en", "because so"),))
    if question.kind == "match":
        assert [one.sign for one in told.partners] == [str(n) for n in range(1, len(told.partners) + 1)]
    assert (told.pictures != ()) == (question.kind == "hotspot")
    assert (told.blanks > 0) == (question.kind == "fill")


def test_pictures_stand_where_the_screens_show_them():
    at_stem, at_option, at_case = (examples.picture(f"{n}.png", n) for n in (1, 2, 3))
    body = choice("r-1").body
    options = (body.options[0].model_copy(update={"media": at_option.id}), *body.options[1:])  # type: ignore[union-attr]
    case = CASE.model_copy(update={"media": (at_case,)})
    question = choice("r-1", media=(at_stem, at_option), material=case).model_copy(
        update={"body": body.model_copy(update={"options": options})}
    )
    second = choice("r-2", material=case)
    lines = asked(a_plan(a_round("everyone", 2, "r"), questions={"r-1": question, "r-2": second}))
    assert [line.pictures for line in lines] == [(at_case.id, at_stem.id), ()]
    assert [one.picture for one in lines[0].choices if one.picture] == [at_option.id]
