"""QTI 2.2 and 3.0 as they are written: unchanged items come back whole, others as far as QTI can say them."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest

from quizhub.banks.formats.qti2_writer import V22, V30, Version, qti_losses, qti_writer
from quizhub.questions.model import Accept, Material, NumberRange, Question
from tests.banks.test_qti2 import ENTRY, interaction, item, mapping, options, picture, response, template
from tests.banks.test_qti_package import manifest, package
from tests.banks.tiny_pictures import tiny_png
from tests.banks.xml_files import (
    SAMPLES,
    by_place,
    codes,
    export,
    in_one_language,
    made_of,
    meant,
    only,
    read,
)
from tests.questions import examples
from tests.questions.examples import blank, near

TENTH, HALF, QUARTER, THREE = Decimal("0.1"), Decimal("0.5"), Decimal("0.25"), Decimal("0.75")
PNG = tiny_png(400, 300)


def files_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def again(made: Any, version: Version = V22, **options: Any) -> Any:
    return read(qti_writer(version)(export(made, **options)), "p.zip")


PATTERN = Accept(value="y+", match="regex")
WHOLE = [
    examples.single(), examples.single("bc"), examples.multiple(),
    examples.multiple(scoring="per_option"),
    examples.multiple(scoring="no_wrong_partial"), examples.multiple("ab", most=2),
    examples.true_false("false"),
    examples.multiple("ab", scoring="weights", weights={"a": THREE, "b": QUARTER, "c": -HALF}, floor=QUARTER),
    examples.single("ab", scoring="weights", weights={"a": Decimal(1), "b": HALF}),
    examples.fill(blank("x*y", Accept(value="zz", weight=HALF))),
    examples.fill(blank(Accept(value="A", match="exact"), normal="exact"), blank("b")),
    examples.fill(blank("a", weight=Decimal(3)), blank("b")),
    examples.numeric(near("3.5", abs_tol=QUARTER), near("20", rel_tol=TENTH, weight=HALF), decimals=1),
    examples.numeric(near("1.25", decimals=1), decimals=2),
    examples.numeric(NumberRange(lo=Decimal(1), hi=Decimal(3), hi_open=True)),
    examples.numeric(NumberRange(lo=Decimal(1), lo_open=True)),
    examples.order("cadb"), examples.match("ap bq", "pq"), examples.match("ap bp", "pq", reuse=True),
    examples.match("ap bq", "pqr", scoring="all_or_nothing"),
    examples.match("ap bq", "pq", weights={"a": Decimal(2), "b": Decimal(1)}),
    examples.open_question(), examples.open_question(None),
]  # fmt: skip


@pytest.mark.parametrize("version", [V22, V30], ids=lambda version: version.name)
@pytest.mark.parametrize("made", WHOLE, ids=lambda made: made.kind)
def test_questions_of_ours_come_back_equal(made, version):
    made = made.model_copy(update={"points": Decimal("2.5"), "explanation": {"zh-Hans": "因为 <\n所以"}})
    back = again(made, version)
    assert codes(back) == []
    plain = in_one_language(made)
    assert meant(only(back), "body", "key") == meant(plain, "body", "key")
    assert by_place(only(back)) == by_place(plain)
    assert [one.code for one in qti_losses(version)(export(plain))] == []


def left(made: Any) -> list[str]:
    told = qti_losses(V22)(export(made))
    return [one.details["what"] for one in told if one.code == "key_simplified"]


@pytest.mark.parametrize(
    ("made", "what"),
    [
        (examples.fill(blank("x", PATTERN, reject=("z",), normal="numeral")), "match, reject, normal"),
        (examples.fill(blank("x"), blank("y"), unordered=True, min_correct=1), "unordered, min_correct"),
        (examples.numeric(unit="米"), "unit"),
        (examples.order(scoring="adjacent"), "scoring"),
        (examples.match(scoring="all_or_nothing", weights={"a": Decimal(2)}), "weights"),
        (examples.hotspot(wrong_click_penalty=HALF), "wrong_click_penalty"),
    ],
)  # fmt: skip
def test_what_qti_cannot_hold_is_told(made, what):
    assert left(made) == [what]
    assert again(made).bank is not None


def test_judges_notes_are_told():
    key = {"kind": "open", "rubric": [{"id": "r", "criterion": {"en": "c"}}], "keywords": ["w"]}
    assert left(Question.model_validate({**examples.open_question().model_dump(), "key": key})) == [
        "rubric, keywords"
    ]


def test_the_unit_stands_behind_the_number():
    assert only(again(examples.numeric(unit="米"))).stem["zh-Hans"] == "问\n\n____ 米"


def test_texts_of_several_lines():
    made = examples.fill(blank("x"), blank("y"))
    made = made.model_copy(update={"stem": {"zh-Hans": "一 ____ 二\n三 ____\n四"}})
    assert only(again(made)).stem == made.stem


def test_drafts():
    made = [one for one in examples.every_kind() if one.kind not in ("open", "hotspot", "match")]
    for one in made:
        back = again(one.model_copy(update={"key": None}))
        assert [draft.kind for draft in back.drafts] == [one.kind]
    assert codes(again(examples.match().model_copy(update={"key": None}))) == ["kind_unsupported"]


def test_pictures_and_places():
    made = examples.hotspot(examples.PAN, examples.CABLE.model_copy(update={"correct": False}), mode="pick")
    image = made.media[0].model_copy(update={"width": 400, "height": 300})
    wrong = made.model_copy(update={"media": (image,)})
    raw = tiny_png(400, 300)
    back = read(qti_writer(V30)(export(wrong, media={image.id: raw})), "p.zip")
    found = only(back)
    assert [(one.correct, one.label["zh-Hans"]) for one in found.key.regions] == [
        (True, "区pan"),
        (False, "区cable"),
    ]
    assert [one.coords for one in found.key.regions] == [one.coords for one in made.key.regions]
    whole = made.model_copy(
        update={"key": made.key.model_copy(update={"scoring": "all_or_nothing"}), "media": (image,)}
    )
    oval = examples.region("o", "ellipse", 0.5, 0.5, 0.25, 0.25)
    several = examples.hotspot(examples.PAN, oval, scoring="all_or_nothing").model_copy(
        update={"media": (image,)}
    )
    for one in (whole, several):
        shapes = [region.shape for region in only(again(one, media={image.id: raw})).key.regions]
        assert shapes[0] == "rect"
    draft = several.model_copy(update={"key": None})
    assert codes(again(draft, media={image.id: raw})) == ["no_key"]
    assert "picture_missing" in codes(again(several))


def test_shown_pictures_keep_their_names():
    body = '<img src="a/p.png"/>' + interaction(
        "choiceInteraction", options().replace("oA<", '<img src="p.png"/>A<')
    )
    fresh = only(picture(item(body, response("A")))).model_copy(update={"ext": {}})
    media = {fresh.media[0].id: PNG}
    back = again(fresh, language="en", media=media)
    assert meant(only(back)) == meant(fresh)
    assert dict(back.media) == media


def test_passages_are_files_of_their_own():
    made = in_one_language(examples.single())
    case = made.model_copy(update={"material": Material(id="case", text={"zh-Hans": "一个\n案例"})})
    raw = qti_writer(V22)(export(case))
    assert "stimuli/case.xml" in files_of(raw)
    back = only(read(raw, "p.zip"))
    assert back.material == case.material
    assert meant(only(again(back))) == meant(back)
    assert only(again(back)).ext == back.ext


def test_the_package_has_a_manifest_and_a_test():
    questions = [examples.single().model_copy(update={"id": name}) for name in ("1:b", "a")]
    raw = qti_writer(V30)(export(*questions))
    files = files_of(raw)
    assert next(iter(files)) == "imsmanifest.xml"
    assert files["imsmanifest.xml"].count(b"imsqti_item_xmlv3p0") == 2
    assert b'<qti-assessment-item-ref identifier="_1_b" href="items/0001/item.xml"' in files["test.xml"]
    assert b'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"' in files["items/0001/item.xml"]
    assert b'xml:lang="zh-Hans"' in files["items/0001/item.xml"]
    assert (
        b"xml:lang"
        not in files_of(qti_writer(V30)(export(*questions, language="und")))["items/0001/item.xml"]
    )
    assert raw == qti_writer(V30)(export(*questions))


def test_unchanged_items_come_back_as_they_were():
    raw = (SAMPLES / "qti30/qti3-choice-single.xml").read_bytes()
    made = only(read(raw))
    assert qti_losses(V30)(export(made, language="en")) == []
    files = files_of(qti_writer(V30)(export(made, language="en")))
    assert b"Incorrect. The correct answer is Paris." in files["items/0001/item.xml"]
    changed = made.model_copy(update={"stem": {"en": "What is its capital?"}})
    for question, version in ((made, V22), (changed, V30)):
        written = files_of(qti_writer(version)(export(question, language="en")))["items/0001/item.xml"]
        assert b"Incorrect" not in written
        assert question.stem["en"].encode() in written


def test_unchanged_items_find_their_pictures():
    body = '<p><img src="../img/p.png"/></p>' + interaction("choiceInteraction", options())
    source = package({"imsmanifest.xml": manifest(), "q/a.xml": item(body, response("A")), "img/p.png": PNG})
    made = only(source)
    files = files_of(qti_writer(V22)(export(made, language="en", media=source.media)))
    assert files["items/img/p.png"] == PNG
    assert meant(only(again(made, language="en", media=source.media))) == meant(made)
    without = files_of(qti_writer(V22)(export(made, language="en")))
    assert (len(without), b"<img" in without["items/0001/item.xml"]) == (3, False)


def test_items_whose_pictures_would_meet_are_written_anew():
    def one(ident: str, raw: bytes) -> Any:
        body = '<p><img src="../p.png"/></p>' + interaction("choiceInteraction", options())
        source = package(
            {
                "imsmanifest.xml": manifest(),
                "q/a.xml": item(body, response("A")).replace("i1", ident),
                "p.png": raw,
            }
        )
        return only(source), source.media

    (first, media), (second, more) = one("x", PNG), one("y", tiny_png(9, 9))
    files = files_of(qti_writer(V22)(export(first, second, language="en", media={**media, **more})))
    assert files["items/p.png"] == PNG
    assert b"../../media/" in files["items/0002/item.xml"]


def test_spoiled_leftovers_do_no_harm():
    for kept in (
        {"xml": "<"},
        {"xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>"},
        {"xml": 5},
        [1],
        {"xml": "<assessmentItem/>"},
    ):
        spoiled = examples.true_false().model_copy(update={"ext": {"qti2": kept}})
        assert only(again(spoiled)).key == spoiled.key
    assert made_of(
        read(item(ENTRY, response("a", base="string", more=mapping(a=1)), rules=template("map_response")))
    )
