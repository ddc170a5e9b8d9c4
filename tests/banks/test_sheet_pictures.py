"""Pictures of workbooks: over cells, in cells as WPS keeps them, in options; and those of no row."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from xlsxwriter import Workbook

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.questions.model import ChoiceBody
from tests.banks.table_files import Rows, answers, codes
from tests.banks.tiny_pictures import tiny_png

HEAD = ["题干", "A", "B", "答案"]
RED, BLUE = tiny_png(3, 2, (200, 0, 0)), tiny_png(3, 2, (0, 0, 200))


def workbook(rows: Rows, over: Mapping[str, bytes]) -> bytes:
    """A workbook with pictures over some of its cells."""
    out = io.BytesIO()
    with Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("题库")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        sheet.write_comment("H1", "x")
        for cell, picture in over.items():
            sheet.insert_image(
                cell, "x.png", {"image_data": io.BytesIO(picture), "x_offset": 5, "y_offset": 5}
            )
    return out.getvalue()


def with_files(raw: bytes, files: Mapping[str, Any]) -> bytes:
    """The workbook with files added, or put in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            if entry not in files:
                after.writestr(entry, before.read(entry))
        for name, content in files.items():
            after.writestr(name, content)
    return out.getvalue()


def reading_of(raw: bytes) -> BankReading:
    return read_bank(BankFile(raw, "t.xlsx"))


def pictures(reading: BankReading, number: int = 0) -> list[bytes]:
    return [reading.media[media.id] for media in reading.questions[number].stem_media]


def test_a_picture_over_a_row_is_shown_with_its_question():
    rows = [HEAD, ["这是什么", "火", "水", "A"], ["那是什么", "火", "水", "B"]]
    reading = reading_of(workbook(rows, {"A2": RED, "F3": BLUE}))
    assert (pictures(reading, 0), pictures(reading, 1)) == ([RED], [BLUE])
    assert codes(reading) == []


def test_pictures_over_options_are_shown_in_them():
    rows = [HEAD, ["哪个是火", "", "水", "A"]]
    reading = reading_of(workbook(rows, {"B2": RED, "C2": BLUE}))
    body = reading.questions[0].body
    assert isinstance(body, ChoiceBody)
    assert [reading.media[option.media or ""] for option in body.options] == [RED, BLUE]
    assert answers(reading.questions[0]) == ["图A"]
    assert pictures(reading) == []


def test_pictures_of_rows_that_are_no_questions_are_told():
    rows = [["安全题库"], HEAD, ["一、单选题"], ["这是什么", "火", "水", "A"], []]
    reading = reading_of(workbook(rows, {"A1": RED, "A3": BLUE, "B8": tiny_png(1, 1)}))
    assert codes(reading) == [
        ("题库!1", "picture_missing"),
        ("题库!3", "picture_missing"),
        ("1", "picture_missing"),
    ]


def test_a_question_may_be_nothing_but_a_picture():
    reading = reading_of(workbook([HEAD, ["", "火", "水", "A"]], {"A2": RED}))
    assert reading.questions[0].stem == {"zh-Hans": "看图作答"}
    assert pictures(reading) == [RED]
    assert codes(reading) == [("题库!2", "stem_is_picture")]
    english = reading_of(workbook([HEAD, ["", "the fire", "the water", "A"]], {"A2": RED}))
    assert list(english.questions[0].stem.values()) == ["See the picture"]


def test_pictures_of_whole_questions_in_one_cell():
    raw = workbook([["1. 这是什么（ A ）\nA. 火\nB. 水"]], {"A1": RED})
    assert pictures(reading_of(raw)) == [RED]


NAMES = 'xmlns:etc="e" xmlns:xdr="d" xmlns:a="a" xmlns:r="r"'
CELL_IMAGES = (
    f'<etc:cellImages {NAMES}><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr name="ID_1"/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
)
IN_CELLS = {
    "xl/cellimages.xml": CELL_IMAGES,
    "xl/_rels/cellimages.xml.rels": '<x><Relationship Id="rId1" Target="media/image9.png"/></x>',
    "xl/media/image9.png": RED,
}


def test_pictures_that_wps_keeps_in_cells():
    one, other = '=DISPIMG("ID_1",1)', '_xlfn.DISPIMG("ID_2",1)'
    rows = [HEAD, ["这是什么", one, "水", "A"], ["那是什么", "火", other, "A"]]
    reading = reading_of(with_files(workbook(rows, {}), IN_CELLS))
    body = reading.questions[0].body
    assert isinstance(body, ChoiceBody)
    assert reading.media[body.options[0].media or ""] == RED
    assert codes(reading) == [("题库!3", "picture_missing")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/drawings/drawing1.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"),
        ("xl/drawings/_rels/drawing1.xml.rels", "<Relationships/>"),
        ("xl/drawings/drawing1.xml", "<d><anchor><to/></anchor></d>"),
    ],
)
def test_drawings_that_cannot_be_read_are_told_as_pictures_without_a_row(name, content):
    raw = workbook([HEAD, ["这是什么", "火", "水", "A"]], {"A2": RED})
    reading = reading_of(with_files(raw, {name: content}))
    assert len(reading.questions) == 1
    assert codes(reading) == [("1", "picture_missing")]
