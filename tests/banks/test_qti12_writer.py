"""Canvas packages as they are written: unchanged items come back whole, others as far as Canvas can."""

from decimal import Decimal
from typing import Any

import pytest

from quizhub.banks.formats.qti12_writer import canvas_losses, write_canvas
from quizhub.questions.model import Accept, Material, NumberRange, Question
from tests.banks.test_qti2_writer import files_of
from tests.banks.test_qti12 import equal, item, lid, quiz, rule
from tests.banks.test_qti_package import manifest, package
from tests.banks.tiny_pictures import tiny_png
from tests.banks.xml_files import SAMPLES, by_place, codes, export, in_one_language, meant, only, read
from tests.questions import examples
from tests.questions.examples import blank, near

HALF, QUARTER, THREE = Decimal("0.5"), Decimal("0.25"), Decimal("0.75")
PNG = tiny_png(800, 400)


def again(made: Any, **options: Any) -> Any:
    return read(write_canvas(export(made, **options)), "p.zip")


EXACT = Accept(value="y", match="exact")
WHOLE = [
    examples.single(), examples.single("bc"), examples.multiple(), examples.true_false("false"),
    examples.multiple("ab", scoring="weights", weights={"a": THREE, "b": QUARTER, "c": -HALF}),
    examples.single("ab", scoring="weights", weights={"a": Decimal(1), "b": HALF}),
    examples.fill(blank("x*y", "zz")), examples.fill(blank(Accept(value="A", match="exact"), normal="exact")),
    examples.fill(blank("a", "b"), blank("c")),
    examples.numeric(near("3.5", abs_tol=QUARTER), near("4", weight=HALF), decimals=1),
    examples.numeric(near("20", rel_tol=Decimal("0.1"))),
    examples.numeric(NumberRange(lo=Decimal(1), hi=Decimal(3), hi_open=True)),
    examples.numeric(NumberRange(lo=Decimal(1), lo_open=True)),
    examples.order("cadb"), examples.match("ap bq", "pqr"), examples.match("ap bp", "pq", reuse=True),
    examples.open_question(), examples.open_question(None),
]  # fmt: skip


@pytest.mark.parametrize("made", WHOLE, ids=lambda made: made.kind)
def test_questions_of_ours_come_back_equal(made):
    made = made.model_copy(update={"points": Decimal("2.5"), "explanation": {"zh-Hans": "因为 <\n所以"}})
    back = again(made)
    assert codes(back) == []
    plain = in_one_language(made)
    assert meant(only(back), "body", "key") == meant(plain, "body", "key")
    assert by_place(only(back)) == by_place(plain)
    assert canvas_losses(export(plain)) == []


def test_pairs_keep_their_share_of_the_points():
    made = examples.match("ap bq", "pq", weights={"a": Decimal(3), "b": Decimal(1)})
    assert only(again(made)).key.weights == {"l1": 75, "l2": 25}


def left(made: Any) -> list[str]:
    return [one.details["what"] for one in canvas_losses(export(made)) if one.code == "key_simplified"]


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (examples.multiple(scoring="per_option"), "scoring"),
        (examples.multiple("ab", most=2), "min_select, max_select"),
        (examples.single(scoring="weights", weights={"b": Decimal(2)}, floor=HALF), "floor"),
        (examples.fill(blank("x", Accept(value="y", weight=HALF), reject=("z",), normal="numeral")),
         "match, weight, reject, normal"),
        (examples.fill(blank("x", weight=HALF), blank(EXACT), unordered=True, min_correct=1),
         "normal, unordered, min_correct, blank weight"),
        (examples.numeric(near("1.25", decimals=1), unit="米"), "unit, decimals"),
        (examples.order(scoring="adjacent"), "scoring"),
        (examples.match(scoring="all_or_nothing"), "scoring"),
    ],
)  # fmt: skip
def test_what_canvas_cannot_hold_is_told(made, what):
    assert left(made) == [what]
    assert again(made).bank is not None


def test_judges_notes_are_told():
    key = {"kind": "open", "rubric": [{"id": "r", "criterion": {"en": "c"}}], "keywords": ["w"]}
    assert left(Question.model_validate({**examples.open_question().model_dump(), "key": key})) == [
        "rubric, keywords"
    ]


def test_drafts():
    gaps = examples.fill(blank("x"), blank("y"))
    assert left(gaps.model_copy(update={"key": None})) == []
    for made in (examples.single(), examples.true_false(), examples.fill(blank("x")), examples.numeric()):
        assert [draft.kind for draft in again(made.model_copy(update={"key": None})).drafts] == [made.kind]
    for made in (gaps, examples.order(), examples.match()):
        assert codes(again(made.model_copy(update={"key": None})))


def test_places_to_find():
    oval = examples.region("o", "ellipse", 0.5, 0.5, 0.25, 0.25)
    corners = examples.region("c", "poly", 0, 0, 0.5, 0, 0.5, 0.5)
    made = examples.hotspot(examples.PAN, examples.CABLE, oval, corners)
    image = made.media[0]
    back = only(again(made, media={image.id: PNG}))
    assert [one.shape for one in back.key.regions] == ["rect", "ellipse", "ellipse", "poly"]
    assert back.key.regions[1].coords == (HALF, HALF, Decimal("0.1"), Decimal("0.2"))
    assert back.key.regions[2].coords == oval.coords
    wrong = examples.CABLE.model_copy(update={"correct": False})
    heavy = examples.PAN.model_copy(update={"weight": Decimal(2)})
    assert left(examples.hotspot(heavy, wrong, corners, mode="pick")) == ["regions, weight"]
    assert "picture_missing" in codes(again(made))
    assert codes(again(made.model_copy(update={"key": None}), media={image.id: PNG})) == ["no_key"]


def test_pictures_come_back_with_their_names():
    image = "&lt;img src='p.png'&gt;"
    labels = lid("r", "x y").replace("<mattext>x<", f"<mattext>{image}x<")
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": manifest(),
        "a.xml": quiz(item(f"What is it? {image}", labels, rule(equal("r", "r_x")))),
        "p.png": PNG,
    }
    source = package(files)
    fresh = only(source).model_copy(update={"ext": {}})
    back = again(fresh, language="en", media=source.media)
    assert meant(only(back)) == meant(fresh)
    case = fresh.model_copy(update={"material": Material(id="c", text={"en": "A case"})})
    assert only(again(case, language="en", media=source.media)).stem["en"] == f"A case\n\n{fresh.stem['en']}"


def test_unchanged_items_come_back_as_they_were():
    raw = (SAMPLES / "qti12-canvas/mc_feedback.xml").read_bytes()
    made = only(read(raw))
    assert canvas_losses(export(made, language="und")) == []
    assert b"Answer D Feedback" in files_of(write_canvas(export(made, language="und")))["quiz/quiz.xml"]
    changed = made.model_copy(update={"points": Decimal(3)})
    assert (
        b"Answer D Feedback" not in files_of(write_canvas(export(changed, language="und")))["quiz/quiz.xml"]
    )
    assert meant(only(again(made, language="und"))) == meant(made)


def test_unchanged_items_find_their_pictures():
    def one(source: str, path: str, raw: bytes, ident: str = "i1") -> Any:
        made = quiz(
            item(
                f"What is it? &lt;img src='{source}'&gt;",
                lid("r", "x y") + "<!-- -->",
                rule(equal("r", "r_x")),
            )
        )
        reading = package({"imsmanifest.xml": manifest(), "q/a.xml": made.replace("i1", ident), path: raw})
        return only(reading), reading.media

    base = "$IMS-CC-FILEBASE$/Up%20x/p.png?a=1"
    made, media = one(base, "web_resources/Up x/p.png", PNG)
    files = files_of(write_canvas(export(made, language="en", media=media)))
    assert files["web_resources/Up x/p.png"] == PNG
    assert b"?a=1" in files["quiz/quiz.xml"]
    beside, media = one("p.png", "q/p.png", PNG)
    assert files_of(write_canvas(export(beside, language="en", media=media)))["quiz/p.png"] == PNG
    other, more = one("p.png", "q/p.png", tiny_png(9, 9), "i2")
    both = files_of(write_canvas(export(beside, other, language="en", media={**media, **more})))
    assert both["quiz/p.png"] == PNG
    assert any(name.startswith("web_resources/quizhub/") for name in both)


def test_the_package_says_what_it_is():
    raw = write_canvas(export(examples.single()))
    files = files_of(raw)
    assert list(files) == ["imsmanifest.xml", "quiz/quiz.xml", "quiz/assessment_meta.xml"]
    assert b'type="imsqti_xmlv1p2"' in files["imsmanifest.xml"]
    assert b"<title>B</title>" in files["quiz/assessment_meta.xml"]
    assert raw == write_canvas(export(examples.single()))
