"""Packages of questions: zips with or without a manifest, with pictures, and with every quiz twice."""

import io
import zipfile
from collections.abc import Mapping

from quizhub.banks.bank import BankReading
from tests.banks.test_qti12 import equal, item, lid, quiz, rule
from tests.banks.tiny_pictures import tiny_png
from tests.banks.xml_files import SAMPLES, codes, made_of, only, read

PNG = tiny_png(40, 20)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def package(files: Mapping[str, str | bytes]) -> BankReading:
    return read(zipped(files), "p.zip")


def manifest(*names: str, title: str = "") -> str:
    listed = "".join(f'<resource type="imsqti_xmlv1p2"><file href="{name}"/></resource>' for name in names)
    return f"<manifest><metadata><title>{title}</title></metadata><resources>{listed}</resources></manifest>"


def one(stem: str, title: str = "Quiz") -> str:
    made = quiz(item(stem, lid("r", "x y"), rule(equal("r", "r_x"))))
    return made.replace('title="Quiz"', f'title="{title}"').replace('ident="i1"', f'ident="{stem[:4]}"')


def test_the_sample_package():
    folder = SAMPLES / "qti12-canvas" / "package_small"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.xml")}
    reading = package(files)
    assert (reading.format, codes(reading)) == ("qti_package", [])
    assert [made.kind for made in reading.questions] == [
        "true_false",
        "single_choice",
        "multiple_choice",
        "open",
    ]
    assert [made.key.correct for made in made_of(reading)[:3]] == [("true",), ("a",), ("a", "b")]
    assert reading.bank is not None
    assert list(reading.bank.title.values()) == ["WIJsfijdi"]


def test_the_manifest_gives_the_order_and_the_title():
    files = {
        "a.xml": one("This is a?", ""),
        "b.xml": one("That is b?", ""),
        "imsmanifest.xml": manifest("b.xml", title="All"),
    }
    reading = package(files)
    assert [made.stem["en"] for made in reading.questions] == ["That is b?", "This is a?"]
    assert reading.bank is not None
    assert list(reading.bank.title.values()) == ["All"]
    assert [record.place for record in reading.records] == ["p.zip:b.xml//item[1]", "p.zip:a.xml//item[1]"]


def test_a_manifest_may_be_missing_or_broken():
    assert len(package({"q/a.xml": one("This is a?")}).questions) == 1
    broken = package({"imsmanifest.xml": "", "a.xml": one("This is a?"), "b.xml": "<questestinterop"})
    assert codes(broken) == ["xml_broken", "xml_repaired"]
    assert len(broken.questions) == 1
    bomb = package(
        {
            "imsmanifest.xml": manifest("a.xml", "b.xml"),
            "a.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><questestinterop/>",
        }
    )
    assert codes(bomb) == ["package_file_missing", "xml_entities", "nothing_found"]
    assert package({"a.txt": "no"}).bank is None
    assert package({"a.xml": "<html/>"}).bank is None
    assert package({"[Content_Types].xml": "<Types/>", "a.xml": one("This is a?")}).format != "qti_package"


def test_several_quizzes_become_topics():
    reading = package(
        {"imsmanifest.xml": manifest(), "a.xml": one("This is a?", "A/B"), "b.xml": one("That is b?", "C")}
    )
    assert [made.topic for made in reading.questions] == ["A·B", "C"]
    assert reading.bank is not None
    assert list(reading.bank.title.values()) == ["p"]


def test_a_course_export_has_every_quiz_twice():
    full = one("This is a?")
    reading = package({
        "imsmanifest.xml": manifest("g1/assessment_qti.xml"), "g1/assessment_qti.xml": full,
        "non_cc_assessments/g1.xml.qti": full, "g2/assessment_qti.xml": one("That is b?"),
    })  # fmt: skip
    assert codes(reading) == ["copy_left_out"]
    assert [record.place for record in reading.records] == [
        "p.zip:g2/assessment_qti.xml//item[1]", "p.zip:non_cc_assessments/g1.xml.qti//item[1]",
    ]  # fmt: skip


def test_pictures_are_found_where_programs_put_them():
    def shown(source: str, path: str) -> list[str]:
        image = f"&lt;img src='{source}'&gt;"
        made = only(
            package({"imsmanifest.xml": manifest(), "q/a.xml": one(f"What is it? {image}"), path: PNG})
        )
        return [media.name for media in made.media]

    assert shown(
        "$IMS-CC-FILEBASE$/Uploaded%20Media/p.png?download=1", "web_resources/Uploaded Media/p.png"
    ) == ["p.png"]
    assert shown("p.png", "q/p.png") == ["p.png"]
    assert shown("../img/p.png", "img/p.png") == ["p.png"]
    assert shown("img/p.png", "img/p.png") == ["p.png"]
    assert shown("elsewhere/p.png", "any/where/p.png") == ["p.png"]
    assert shown("x.png", "p.png") == []
