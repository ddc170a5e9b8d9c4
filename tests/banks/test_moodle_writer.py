"""Moodle XML as it is written: unchanged questions come back whole, others as far as Moodle can say them."""

from decimal import Decimal
from typing import Any

import pytest

from quizhub.banks.formats.moodle_writer import moodle_losses, write_moodle
from quizhub.banks.xml_tree import found, parse_xml, words
from quizhub.questions.model import Accept, Material, NumberRange, Question, Region
from tests.banks.test_moodle_xml import FILE, answer, question, quiz
from tests.banks.tiny_pictures import tiny_png
from tests.banks.xml_files import by_place, export, in_one_language, meant, only, read
from tests.questions import examples
from tests.questions.examples import blank, near

CATEGORY = (
    '<question type="category"><category><text>$course$/top/Fire</text></category>'
    '<info format="html"><text>About fire</text></info></question>'
)
SETTINGS = (
    "<generalfeedback><text>Why</text></generalfeedback><penalty>0.3333333</penalty><hidden>0</hidden>"
    "<idnumber>f 1</idnumber><answernumbering>abc</answernumbering><single>true</single>"
    "<correctfeedback><text>Well done</text></correctfeedback>"
)
ITEM = question(
    "multichoice", 'What <b>is</b> it? <img src="@@PLUGINFILE@@/a%20b.png">',
    SETTINGS + answer(100, "x", "<feedback><text>Yes</text></feedback>") + answer("-12.5", "y"), FILE,
)  # fmt: skip


def again(*questions: Any, **options: Any) -> Any:
    """The reading of what is written of the questions."""
    return read(write_moodle(export(*questions, **options)))


def test_unchanged_questions_come_back_as_they_were():
    unknown = question("kprime", "All of it?", "<rows><row>1</row></rows><file name='a.mp3'>SUQz</file>")
    reading = read(quiz(CATEGORY, ITEM, unknown))
    target = export(*reading.questions, language="en", media=reading.media)
    tree = parse_xml(write_moodle(target)).root
    first, second, third = found(tree, "question")
    assert (words(first, "category", "text"), words(first, "info", "text")) == (
        "$course$/top/Fire",
        "About fire",
    )
    assert [words(second, name) for name in ("penalty", "idnumber", "answernumbering")] == [
        "0.3333333",
        "f 1",
        "abc",
    ]
    assert [one.get("fraction") for one in found(second, "answer")] == ["100", "-12.5"]
    assert [words(one, "text") for one in found(second, "feedback", "correctfeedback")] == [
        "Well done",
        "Yes",
    ]
    assert found(second, "file")[0].text == found(parse_xml(quiz(ITEM).encode()).root, "file")[0].text
    assert (words(third, "rows", "row"), words(third, "file")) == ("1", "SUQz")
    assert moodle_losses(target) == []


def test_changed_questions_keep_their_settings():
    reading = read(quiz(CATEGORY, ITEM))
    changed = only(reading).model_copy(update={"stem": {"en": "What is this?"}, "topic": "Water"})
    tree = parse_xml(write_moodle(export(changed, language="en", media=reading.media))).root
    category, written = found(tree, "question")
    assert words(category, "category", "text") == "$course$/top/Water"
    assert found(category, "info") == []
    assert words(written, "questiontext", "text").startswith("What is this?<br><img")
    assert [words(written, name) for name in ("penalty", "idnumber", "name")] == ["0.3333333", "f 1", "N"]
    assert len(found(written, "file")) == 1
    as_other = changed.model_copy(
        update={"body": examples.open_question().body, "key": examples.open_question().key}
    )
    other = found(parse_xml(write_moodle(export(as_other, language="en"))).root, "question")[1]
    assert (other.get("type"), words(other, "penalty")) == ("essay", "")


def test_a_picture_that_is_gone_is_not_promised():
    reading = read(quiz(ITEM))
    tree = parse_xml(write_moodle(export(only(reading), language="en"))).root
    assert found(tree, "file") == []
    assert "<img" not in words(found(tree, "question")[0], "questiontext", "text")


def test_spoiled_leftovers_do_no_harm():
    for kept in ({"xml": "<"}, {"xml": 5}, {"xml": "<quiz/>"}, [1]):
        spoiled = examples.true_false().model_copy(update={"ext": {"moodle_xml": kept}})
        assert only(again(spoiled)).key == spoiled.key


ZERO, THREE, QUARTER, HALF = Decimal(0), Decimal("0.75"), Decimal("0.25"), Decimal("0.5")
WHOLE = [
    examples.single(), examples.single("bc"), examples.multiple(), examples.multiple(scoring="per_option"),
    examples.multiple(scoring="no_wrong_partial"), examples.true_false("false"),
    examples.multiple("ab", scoring="weights", weights={"a": THREE, "b": QUARTER, "c": Decimal(-1)}),
    examples.single("ab", scoring="weights", weights={"a": Decimal(1), "b": Decimal("0.5")}),
    examples.fill(blank("x*y", Accept(value="zz", weight=Decimal("0.5")), reject=("n*n",))),
    examples.fill(blank(Accept(value="A", match="exact"), normal="exact")),
    examples.fill(blank("a#}~b", Accept(value="c*", match="glob")),
                  blank("119", normal="numeral", weight=Decimal(2))),
    examples.fill(blank(Accept(value="A", match="exact"), normal="exact"), blank("x", reject=("y",))),
    examples.numeric(near("3.5", abs_tol=QUARTER), near("4", weight=HALF), unit="米", decimals=1),
    examples.order("abcd"), examples.order("abcd", scoring="position"),
    examples.order("abc", scoring="adjacent"),
    examples.match("ap bq", "pqr"), examples.match("ap bp", "pq", reuse=True),
    examples.open_question(), examples.open_question(None),
]  # fmt: skip


@pytest.mark.parametrize("made", WHOLE, ids=lambda made: f"{made.kind}")
def test_questions_of_ours_come_back_equal(made):
    target = export(made)
    back = only(read(write_moodle(target)))
    plain = in_one_language(made)
    assert meant(back, "body", "key") == meant(plain, "body", "key")
    assert by_place(back) == by_place(plain)
    assert [one.code for one in moodle_losses(target) if one.code == "key_simplified"] == (
        ["key_simplified"] if made.kind == "multiple_choice" and made.key.scoring == "all_or_nothing" else []
    )


def left(*questions: Any, language: str = "zh-Hans") -> list[tuple[str, str]]:
    told = moodle_losses(export(*questions, language=language))
    return [(one.code, one.details.get("what", "")) for one in told]


WRONG = examples.CABLE.model_copy(update={"correct": False})
RANGE = NumberRange(lo=Decimal(1), hi=Decimal(3))


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (examples.multiple("ab", most=2), "scoring, min_select, max_select"),
        (examples.single(scoring="weights", weights={"b": Decimal(2)}, floor=Decimal("0.5")), "floor"),
        (examples.fill(blank("x", Accept(value="y+", match="regex"), normal="basic+unit")), "regex, normal"),
        (examples.fill(blank("x", weight=Decimal("0.5")), blank("y"), unordered=True, min_correct=1),
         "weight, unordered, min_correct"),
        (examples.numeric(RANGE, near("1.04", decimals=1)), "decimals"),
        (examples.numeric(NumberRange(lo=Decimal(1))), "range"),
        (examples.match(scoring="all_or_nothing", weights={"a": Decimal(2)}), "scoring, weights"),
        (examples.hotspot(examples.PAN, examples.CABLE, mode="pick"), "mode"),
        (examples.hotspot(examples.PAN, WRONG, mode="pick"), "regions"),
    ],
)  # fmt: skip
def test_what_moodle_cannot_hold_is_told(made, what):
    assert ("key_simplified", what) in left(made)
    assert again(made).bank is not None


def test_losses_are_told_without_reading_again_what_cannot_have_changed_the_answer(monkeypatch):
    asked = only(read(quiz(ITEM)))
    in_two = asked.model_copy(update={"stem": {**asked.stem, "fr": "Quoi ?"}})
    harder = asked.model_copy(update={"difficulty": 3})
    read_again = []
    monkeypatch.setattr(
        "quizhub.banks.formats.moodle_writer.read_question", lambda *parts: read_again.append(parts)
    )
    assert left(asked, language="en") == []
    assert [code for code, _ in left(in_two, language="en")] == ["languages_not_exported"]
    assert [code for code, _ in left(harder, language="en")] == ["fields_not_exported"]
    assert read_again == []


def test_judges_notes_are_told():
    key = {"kind": "open", "rubric": [{"id": "r", "criterion": {"en": "c"}}], "keywords": ["w"]}
    made = Question.model_validate({**examples.open_question().model_dump(), "key": key})
    assert ("key_simplified", "rubric, keywords") in left(made, language="en")


def test_ranges_become_a_middle():
    def accepted(*numbers: Any) -> Any:
        return [(one.value, one.abs_tol) for one in only(again(examples.numeric(*numbers))).key.accept]

    assert accepted(RANGE, near("20", rel_tol=Decimal("0.1"))) == [(2, 1), (20, 2)]
    assert accepted(NumberRange(lo=Decimal(5))) == [(10**9 + 5, 10**9)]
    assert accepted(NumberRange(hi=Decimal(5))) == [(5 - 10**9, 10**9)]


def test_contained_words_become_a_pattern():
    made = examples.fill(blank("x", Accept(value="fire", match="contains")))
    assert [one.value for one in only(again(made)).key.blanks[0].accept] == ["x", "*fire*"]


def test_drafts():
    gaps = examples.fill(blank("x"), blank("y"))
    made = [examples.single(), examples.true_false(), examples.fill(blank("x")), gaps, examples.numeric()]
    drafts = [one.model_copy(update={"key": None, "id": f"q{n}"}) for n, one in enumerate(made)]
    assert [one.kind for one in again(*drafts).drafts] == [one.kind for one in made]
    keyless = [
        one.model_copy(update={"key": None})
        for one in (examples.order(), examples.match(), examples.hotspot())
    ]
    assert [again(one).records for one in keyless] == [()] * 3
    assert [left(one)[0][0] for one in keyless] == ["kind_not_exported"] * 3


def test_pictures_are_written_with_their_places():
    raw = tiny_png(40, 20)
    options = answer(100, '<img src="@@PLUGINFILE@@/a b.png">') + answer(0, "y")
    shown = only(read(quiz(question("multichoice", "Which of these is it?", options, FILE))))
    media = {shown.media[0].id: raw}
    fresh = shown.model_copy(update={"ext": {}})
    back = again(fresh, language="en", media=media)
    assert meant(only(back)) == meant(fresh)
    assert dict(back.media) == media
    material = Material(id="case", text={"en": "A case"}, media=shown.media)
    asked = only(read(quiz(question("truefalse", "What is right in this case?", answer(100, "true")))))
    case = asked.model_copy(update={"material": material})
    with_case = only(again(case, language="en", media=media))
    assert with_case.stem["en"].startswith("A case\n\n")
    assert with_case.stem_media == shown.media


def test_places_to_find_come_back_in_pixels():
    raw = tiny_png(40, 20)
    oval = Region(id="o", shape="ellipse", coords=(HALF, HALF, QUARTER, HALF), label={"en": "o"})
    corners = Region(id="c", shape="poly", coords=(ZERO, ZERO, HALF, ZERO, HALF, HALF), label={"en": "c"})
    made = examples.hotspot(examples.PAN, examples.CABLE, oval, corners, height=400)
    picture = made.media[0].model_copy(update={"width": 40, "height": 20})
    made = made.model_copy(update={"media": (picture,)})
    back = only(again(made, media={picture.id: raw}))
    assert [region.shape for region in back.key.regions] == ["rect", "circle", "poly", "poly"]
    assert back.key.regions[0].coords == (Decimal("0.1"), Decimal("0.1"), Decimal("0.3"), Decimal("0.3"))
    assert back.body.max_clicks == 4


def test_all_that_moodle_holds_beside_the_question():
    more = {"explanation": {"zh-Hans": "一 < 二\n三"}, "hint": {"zh-Hans": "想"}, "tags": ("甲", "乙"),
            "points": Decimal("2.5"), "topic": "消防/厨房", "difficulty": 3}  # fmt: skip
    made = in_one_language(examples.single()).model_copy(update=more)
    back = only(again(made))
    assert meant(back, "difficulty") == meant(made, "difficulty")
    assert left(made) == [("fields_not_exported", "")]
