"""Pictures, places to find and shared material: what views tell of them, and when."""

from typing import Any

import pytest
from pydantic import ValidationError

from quizhub.contest.plan import Plan, PlannedQuestion, picture_name
from quizhub.contest.seats import Role, captain_seat
from quizhub.contest.views import (
    HallFacts,
    arbiter_sections,
    host_sections,
    own_sections,
    phone_sections,
    screen_sections,
)
from quizhub.contest.views.pictures import shown_picture
from quizhub.questions.answers import HotspotAnswer
from quizhub.questions.model import (
    ChoiceBody,
    ChoiceKey,
    HotspotBody,
    HotspotKey,
    Material,
    Media,
    Option,
    Question,
)
from tests.contest.table import Table, a_plan, a_round
from tests.questions.examples import region

STEM, OPTION, KITCHEN, CASE = (
    Media(id=f"{n:064x}", mime="image/png", width=800, height=400, name=f"{n}.png") for n in range(4)
)
FLAT = Material(id="flat", text={"zh-Hans": "一间公寓", "en": "A flat"}, media=(CASE,))
AREAS = (
    region("pan", "rect", 0.1, 0.1, 0.3, 0.3),
    region("cable", "circle", 0.5, 0.5, 0.1, explanation={"zh-Hans": "破损", "en": "Torn"}),
    region("window", "rect", 0.8, 0.1, 0.9, 0.3, correct=False),
)


def pictured(name: str) -> Question:
    options = [Option(id=i, text={"zh-Hans": f"选{i}", "en": i}) for i in "abc"]
    options[0] = options[0].model_copy(update={"media": OPTION.id})
    alt = {"zh-Hans": "楼道", "en": "A stairwell"}
    return Question(
        id=name,
        stem={"zh-Hans": "哪个？", "en": "Which?"},
        media=(STEM.model_copy(update={"alt": alt}), OPTION),
        body=ChoiceBody(kind="single_choice", options=tuple(options)),
        key=ChoiceKey(kind="single_choice", correct=("b",)),
    )


def hazards(name: str, material: Material | None = FLAT) -> Question:
    return Question(
        id=name,
        stem={"zh-Hans": "找隐患", "en": "Find the hazards"},
        media=(KITCHEN,),
        material=material,
        body=HotspotBody(image=KITCHEN.id, mode="find_all", max_clicks=2),
        key=HotspotKey(regions=AREAS),
    )


def the_plan(*questions: Question, **rules: Any) -> Plan:
    planned = a_round("everyone", len(questions), partial=True, **rules)
    named = {one.question: q.model_copy(update={"id": one.question})
             for one, q in zip(planned.questions, questions, strict=True)}  # fmt: skip
    return a_plan(planned, questions=named)


def table(*questions: Question) -> Table:
    made = Table(the_plan(*questions))
    made.seat_all()
    return made


def shown(*questions: Question) -> Table:
    made = table(*questions)
    made.until("close_answers")
    return made


def asked(made: Table) -> Any:
    return phone_sections(made.state, Role.CAPTAIN, "en")["stage"]["ask"]


def url(made: Table, media: Media) -> str:
    return f"/media/{picture_name(made.state.plan.seed, media.id)}"


def test_pictures_stand_with_the_stem_and_with_their_options():
    made = shown(pictured("p"))
    ask = asked(made)
    assert ask["pictures"] == [{"url": url(made, STEM), "width": 800, "height": 400, "alt": "A stairwell"}]
    by_id = {option["id"]: option for option in ask["options"]}
    assert by_id["a"]["picture"] == {"url": url(made, OPTION), "width": 800, "height": 400, "alt": None}
    assert set(by_id["b"]) == {"id", "text"}
    screen = screen_sections(made.state, HallFacts())["stage"]["ask"]
    assert screen["pictures"][0]["alt"] == ["楼道", "A stairwell"]


def test_a_question_without_pictures_says_nothing_of_them():
    assert "pictures" not in asked(shown(hazards("h", None)))


def test_a_place_to_find_is_asked_with_its_picture_alone():
    made = shown(hazards("h", None))
    ask = asked(made)
    assert ask["image"] == {"url": url(made, KITCHEN), "width": 800, "height": 400, "alt": None}
    assert (ask["mode"], ask["max_clicks"]) == ("find_all", 2)
    assert b"0.5" not in repr(ask).encode()


def test_the_reveal_shows_the_places_and_how_many_teams_found_them():
    made = shown(hazards("h", None))
    made.give(HotspotAnswer(points=((0.2, 0.2), (0.5, 0.5))), captain_seat("t1"))
    made.give(HotspotAnswer(points=((0.51, 0.5), (0.85, 0.2))), captain_seat("t2"))
    assert own_sections(made.state, captain_seat("t1"), "en")["me"]["answer"]["text"] == "C3 F6"
    made.next("close_answers")
    made.next("reveal")
    told = screen_sections(made.state, HallFacts())["stage"]["ask"]["reveal"]
    assert told["found"] == {"pan": 1, "cable": 2}
    assert [(area["id"], area["correct"], area["label"]) for area in told["regions"]] == [
        ("pan", True, ["区pan", "pan"]), ("cable", True, ["区cable", "cable"]),
        ("window", False, ["区window", "window"]),
    ]  # fmt: skip
    assert [area["why"] for area in told["regions"]] == [None, ["破损", "Torn"], None]
    assert told["regions"][1]["coords"] == (0.5, 0.5, 0.1)
    assert told["text"] == ["区pan；区cable", "pan；cable"]
    phone = asked(made)["reveal"]
    assert (phone["text"], phone["key"]) == ("pan; cable", [[0.2, 0.2], [0.5, 0.5]])
    assert "found" not in phone
    assert made.points() == {"t1": 110, "t2": 105, "t3": 100}


def test_material_stays_while_its_questions_are_asked():
    made = table(hazards("h"), hazards("h"), pictured("p"))
    sections = [
        lambda: phone_sections(made.state, Role.AUDIENCE, "en"),
        lambda: host_sections(made.state, "en", HallFacts(), made.at),
        lambda: arbiter_sections(made.state, "en"),
    ]
    assert [one()["material"] for one in sections] == [None] * 3
    for _ in range(2):
        made.until("close_answers")
        assert [one()["material"] for one in sections] == [
            {
                "id": "flat",
                "text": "A flat",
                "pictures": [{"url": url(made, CASE), "width": 800, "height": 400, "alt": None}],
            }
        ] * 3
        made.until("reveal")
        made.next()
    assert screen_sections(made.state, HallFacts())["material"]["text"] == ["一间公寓", "A flat"]
    made.until("close_answers")
    assert [one()["material"] for one in sections] == [None] * 3


def test_a_picture_is_there_from_the_moment_its_question_is_shown():
    made = table(pictured("p"), hazards("h"))
    seed = made.state.plan.seed
    first, second = ([picture_name(seed, media.id) for media in group]
                     for group in ((STEM, OPTION), (KITCHEN, CASE)))  # fmt: skip
    there = lambda names: [shown_picture(made.state, name) is not None for name in names]  # noqa: E731
    assert there(first + second) == [False] * 4
    made.until("close_answers")
    assert there(first + second) == [True, True, False, False]
    made.until("reveal")
    made.next()
    made.until("close_answers")
    assert there(first + second) == [True] * 4
    assert shown_picture(made.state, "0" * 24) is None
    assert shown_picture(made.state, KITCHEN.id) is None


def test_a_picture_has_another_name_in_every_contest():
    assert picture_name(1, STEM.id) != picture_name(2, STEM.id) != picture_name(1, OPTION.id)


def test_a_picture_two_questions_share_is_there_with_the_first():
    made = shown(hazards("h", None), hazards("h", None))
    (picture,) = made.state.plan.pictures.values()
    assert picture.questions == {"everyone-1", "everyone-2"}


def test_questions_of_one_material_follow_one_another():
    other = pictured("p")
    the_plan(hazards("h"), hazards("h"), other)
    with pytest.raises(ValidationError, match="comes back to the material flat"):
        the_plan(hazards("h"), other, hazards("h"))
    second = hazards("h", FLAT.model_copy(update={"id": "office"}))
    the_plan(hazards("h"), second)


def test_where_teams_choose_stakes_nobody_knows_the_order():
    planned = a_round("risk", 3, stakes=(10, 20))
    names = [one.question for one in planned.questions]
    questions = {names[0]: hazards(names[0]), names[2]: hazards(names[2])}
    plan = a_plan(planned, questions=questions)
    assert [q.question for q in plan.rounds[0].questions] == names
    assert isinstance(plan.rounds[0].questions[0], PlannedQuestion)
