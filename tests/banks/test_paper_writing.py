"""Exam papers written: read back they are the same, and what would not be is told beforehand."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.paper.word_writer import (
    shown_in_word,
    word_losses,
    write_word,
    write_word_with_answers_at_end,
)
from quizhub.banks.formats.paper.writing import text_losses, write_text_paper
from quizhub.banks.gathering import gather
from quizhub.banks.making import Maker, Shape, choice, fill, hotspot, match, numeric, open_, order, true_false
from quizhub.banks.pictures import picture_of
from quizhub.banks.reader import read_bank
from quizhub.banks.report import Report
from quizhub.banks.writer import target_named
from quizhub.questions.model import Question
from tests.banks.tiny_pictures import tiny_png, tiny_webp
from tests.banks.told import told

SAMPLES = Path(__file__).parent / "samples"
WRITERS: dict[str, Callable[[Export], bytes]] = {
    "text": write_text_paper,
    "word": write_word,
    ("word, answers at the end"): write_word_with_answers_at_end,
}


def bank_of(*questions: tuple[str, Shape, dict[str, object]]) -> Bank:
    maker = Maker(Report("x"), "zh-Hans")
    for number, (stem, shape, fields) in enumerate(questions, start=1):
        maker.add(number, stem, shape, **fields)
    bank = gather(BankFile(b"", "消防.yaml"), maker, title="消防题库").bank
    assert bank is not None
    return bank


def of_every_kind() -> Bank:
    extras: dict[str, object] = {
        "explanation": "因为\n所以",
        "difficulty": 4,
        "topic": "fire/kitchen",
        "tags": ["厨房", "用火"],
        "points": Decimal("2.5"),
    }
    return bank_of(
        ("油锅起火先做什么？", choice(["盖锅盖", "浇水"], [0]), extras),
        ("哪些可以报警？", choice(["打电话", "发短信", "等待"], [0, 1]), {}),
        ("只有一个对", choice(["甲", "乙"], [1], "multiple_choice"), {"explanation": "说明"}),
        ("火警电话是119。", true_false(True), {}),
        ("浓烟中应直立行走。", true_false(False), {"explanation": "要低"}),
        ("火警____，急救____。", fill([["119", "一一九"], ["120"]]), {}),
        ("灭火器的步骤", order(["压", "拔", "瞄"], [1, 2, 0]), {}),
        ("电话", match([("火警", "119"), ("急救-救护", "120")]), {}),
        ("怎样逃生？", open_("先看出口\n再低身走"), {"difficulty": 1}),
        ("谈谈体会", open_(), {}),
    )  # fmt: skip


def section_of(question: Question) -> object:
    ext = question.ext["paper"]
    return ext["section"] if isinstance(ext, dict) else None


def read(raw: bytes) -> BankReading:
    return read_bank(BankFile(raw, "a"))


@pytest.mark.parametrize("writer", WRITERS)
def test_every_kind_reads_back_the_same(writer):
    bank = of_every_kind()
    reading = read(WRITERS[writer](Export(bank, "zh-Hans")))
    assert [p.code for p in reading.problems] == []
    assert [told(q) for q in reading.questions] == [told(q) for q in bank.questions]
    for name in ("explanation", "difficulty", "topic", "tags", "points"):
        assert [getattr(q, name) for q in reading.questions] == [getattr(q, name) for q in bank.questions]
    assert reading.bank is not None and reading.bank.title == bank.title
    assert text_losses(Export(bank, "zh-Hans")) == word_losses(Export(bank, "zh-Hans")) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_the_sample_bank_survives_with_its_sections(writer):
    (path,) = (SAMPLES / "zh-docx").glob("*.docx")
    bank = read(path.read_bytes()).bank
    assert bank is not None
    again = read(WRITERS[writer](Export(bank, "zh-Hans"))).bank
    assert again is not None
    assert [told(q) for q in again.questions] == [told(q) for q in bank.questions]
    assert [section_of(q) for q in again.questions] == [section_of(q) for q in bank.questions]
    kept = [(q.explanation, q.topic) for q in bank.questions]
    different = [n for n, q in enumerate(again.questions) if (q.explanation, q.topic) != kept[n]]
    assert len(different) <= 1, "only the long explanation with lines like options may differ"


def test_sections_and_material_of_a_paper_survive():
    paper = (
        "题库\n一、单选题（每题2分，共4分）\n1. 甲（A）\nA. 一\nB. 二\n2. 乙（B）\nA. 一\nB. 二\n"
        "二、案例分析\n"
        "根据以下材料，回答1～2题：\n仓库起火。\n三人被困。\n1. 原因？\n答案：用电\n2. 措施？\n"
        "答案：断电\n3. 其他\n答案：略"
    )
    bank = read(paper.encode()).bank
    assert bank is not None
    written = write_text_paper(Export(bank, "zh-Hans"))
    again = read(written).bank
    assert again is not None
    assert [(told(q), q.points, q.ext, q.material and q.material.text) for q in again.questions] == [
        (told(q), q.points, q.ext, q.material and q.material.text) for q in bank.questions
    ]
    assert again.questions[2].material is not None and again.questions[4].material is None
    assert written.startswith(b"\xef\xbb\xbf") and b"\r\n" in written


def test_what_reads_back_otherwise_is_told():
    bank = bank_of(
        ("第一行\n答案：B", open_(), {}),
        ("选项", choice(["甲\nB. 像", "乙"], [0]), {}),
        ("数字", numeric([{"value": "12.5"}]), {}),
        ("范围", numeric([{"lo": "1", "hi": "2"}]), {}),
        ("计分", choice(["甲", "乙"], [0], None, {0: Decimal(1), 1: Decimal(-1)}), {}),
        ("不分先后____、____", fill([["甲"], ["乙"]], unordered=True), {}),
        ("要点", open_("好", ["词"]), {"hint": "提示", "explanation": "看\n答案：B"}),
        ("没有答案", choice(["甲", "乙"], []), {}),
    )
    told_of = {p.place: dict(p.details) for p in text_losses(Export(bank, "zh-Hans"))}
    stems = {question.id: question.stem["zh-Hans"] for question in bank.questions}
    what = {stems[place].partition("\n")[0]: details.get("what") for place, details in told_of.items()}
    assert what.pop("第一行") is not None
    assert what == {
        "选项": "options",
        "数字": "kind, stem",
        "范围": "kind, stem",
        "计分": "key",
        "不分先后____、____": "key",
        "要点": what["要点"],
    }
    assert "key" in str(what["要点"])
    codes = [p.code for p in text_losses(Export(bank, "zh-Hans")) if stems[p.place] == "要点"]
    assert codes == ["fields_not_exported", "reads_back_otherwise"]


def test_questions_that_merge_are_told_too():
    bank = bank_of(("甲\n2. 乙（A）\nA. 一\nB. 二\n3. 丙", open_(), {}), ("丁", open_(), {}))
    assert [p.code for p in text_losses(Export(bank, "zh-Hans"))] != []


def test_pictures_are_in_the_document():
    png, webp = tiny_png(900, 30), tiny_webp(b"VP8X", 3, 2)
    first, second = picture_of(png, "火.png", {"zh-Hans": '一团"火"'}), picture_of(webp, "b.webp")
    assert first is not None and second is not None
    shape = choice(["甲", "乙"], [0])
    shape[0]["options"][1]["media"] = first.id
    bank = bank_of(
        ("看图", true_false(True), {"media": (first,)}),
        ("选图", shape, {"media": (first, second)}),
        (
            "指出",
            hotspot(first.id, [{"id": "r", "shape": "rect", ("coords"): ("0", "0", "1", "1")}]),
            {"media": (first,)},
        ),
    )
    export = Export(bank, "zh-Hans", {first.id: png, second.id: webp})
    assert list(shown_in_word(export)) == [first.id]
    written = write_word(export)
    assert zipfile.ZipFile(io.BytesIO(written)).read("word/media/image1.png") == png
    questions = read(written).questions
    assert [told(q) for q in questions] == ["single_choice | 选图 | 甲/乙 | A", "true_false | 看图 | true"]
    assert [media.id for media in questions[1].stem_media] == [first.id]
    assert [option.media for option in questions[0].body.options] == [None, first.id]  # type: ignore[union-attr]
    stems = {question.id: question.stem["zh-Hans"] for question in bank.questions}
    assert [(stems[p.place], p.code, p.details.get("fields")) for p in word_losses(export)] == [
        ("看图", "fields_not_exported", "alt"),
        ("选图", "fields_not_exported", "b.webp, alt"),
        ("指出", "fields_not_exported", "alt"),
        ("指出", "kind_not_exported", None),
    ]
    assert [p.code for p in text_losses(export)] == [
        ("fields_not_exported"),
        "fields_not_exported",
        "kind_not_exported",
    ]


def test_the_same_bank_gives_the_same_bytes():
    export = Export(of_every_kind(), "zh-Hans")
    assert write_word(export) == write_word(export)


def test_nothing_to_write_is_still_a_document():
    empty = Bank(id="x", title={"zh-Hans": "空"}, languages=("zh-Hans",))
    assert [p.code for p in read(write_word(Export(empty, "zh-Hans"))).problems] == ["nothing_found"]


@pytest.mark.parametrize(
    ("name", "ending"), [("word", ".docx"), (("word_answers_at_end"), ".docx"), ("paper", ".txt")]
)
def test_the_formats_can_be_chosen(name, ending):
    target = target_named(name)
    assert target is not None and target.ending == ending
    assert read(target.write(Export(of_every_kind(), "zh-Hans"))).questions


def test_drafts_have_no_entry_among_the_answers():
    bank = bank_of(("甲", choice(["一", "二"], []), {}), ("乙", choice(["一", "二"], [1]), {}))
    reading = read(write_word_with_answers_at_end(Export(bank, "zh-Hans")))
    assert [told(record.question) for record in reading.records if record.question] == [
        "single_choice | 甲 | 一/二 | draft",
        "single_choice | 乙 | 一/二 | B",
    ]
