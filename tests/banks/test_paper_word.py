"""Exam papers as Word documents: automatic numbers, tables, text boxes, pictures, keys by colour."""

import pytest

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.paper.word_document import document_lines
from quizhub.banks.formats.paper.word_numbering import number_in_chinese, written_number
from quizhub.banks.reader import read_bank
from tests.banks.tiny_pictures import tiny_png
from tests.banks.told import told
from tests.banks.word_files import level, paragraph, run, table, word_file

PNG = tiny_png(4, 3)
RED, BOLD = '<w:color w:val="FF0000"/>', "<w:b/>"
UNDERLINE = '<w:u w:val="single"/>'


def read(raw: bytes, **choices: str) -> BankReading:
    return read_bank(BankFile(raw, "卷.docx", choices))


def found(raw: bytes) -> list[str]:
    return [told(record.question) for record in read(raw).records if record.question is not None]


def lines(raw: bytes) -> list[str]:
    return [line.text for line in document_lines(BankFile(raw, "x")).lines]


def codes(reading: BankReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def asked(stem: str, *options: str) -> str:
    return "".join(paragraph(text) for text in (stem, *options))


# What stands in a document --------------------------------------------------------------------------------


def test_automatic_numbers_and_letters_are_counted():
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level("chineseCounting", "%1、")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level("decimal", "%1.")}'
        f"{level('upperLetter', '%2.', 1)}</w:abstractNum>"
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    )
    raw = word_file(
        paragraph("单选题（每题2分）", number="7"),
        paragraph("火警电话是？", number="8"),
        paragraph("110", number="8", depth=1),
        paragraph("119", number="8", depth=1),
        paragraph("答案：B"),
        paragraph("急救电话是？", number="8"),
        paragraph("120", number="8", depth=1),
        paragraph("122", number="8", depth=1),
        paragraph("答案：A"),
        paragraph("判断题", number="7"),
        numbering=numbering,
    )
    assert lines(raw)[:4] == ["一、 单选题（每题2分）", "1. 火警电话是？", "A. 110", "B. 119"]
    assert lines(raw)[-1] == "二、 判断题"
    assert found(raw) == [
        "single_choice | 火警电话是？ | 110/119 | B",
        "single_choice | 急救电话是？ | 120/122 | A",
    ]
    assert read(raw).records[1].place == "卷.docx:¶2"


def test_lists_may_start_anew_be_shared_or_come_from_a_style():
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level("decimal", "（%1）", start=3)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
        '<w:lvlOverride w:ilvl="5"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/>'
        f'<w:lvlOverride w:ilvl="0">{level("bullet", "•")}</w:lvlOverride></w:num>'
        '<w:num w:numId="5"><w:abstractNumId w:val="99"/></w:num>'
    )
    styles = (
        '<w:style w:styleId="Q"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Plain"/>'
    )
    raw = word_file(
        paragraph("甲", number="1"),
        paragraph("乙", number="2"),
        paragraph("丙", number="3"),
        paragraph("丁", style="Q"),
        paragraph("戊", number="4"),
        paragraph("己", number="5"),
        paragraph("庚", number="77"),
        paragraph("辛", style="Plain"),
        numbering=numbering,
        styles=styles,
    )
    assert lines(raw) == ["（3） 甲", "（4） 乙", "（9） 丙", "（5） 丁", "戊", "己", "庚", "辛"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (27, "upperLetter", "AA"),
        (2, "lowerLetter", "b"),
        (14, "upperRoman", "XIV"),
        (4, "lowerRoman", "iv"),
        (12, "chineseCountingThousand", "十二"),
        (12, "chineseLegalSimplified", "壹十贰"),
        (3, "ideographTraditional", "丙"),
        (13, "ideographZodiac", "子"),
        (5, "decimalEnclosedCircleChinese", "⑤"),
        (25, "decimalEnclosedCircle", "25"),
        (1, "bullet", ""),
        (1, "none", ""),
        (7, "something else", "7"),
        (0, "upperLetter", "0"),
        (0, "ideographTraditional", "0"),
    ],
)
def test_numbers_are_written_as_word_shows_them(number, form, written):
    assert written_number(number, form) == written


def test_counting_in_chinese():
    counted = {
        1: "一",
        10: "十",
        11: "十一",
        20: "二十",
        101: ("一百零一"),
        110: "一百一十",
        1005: "一千零五",
        0: "0",
    }
    assert {number: number_in_chinese(number) for number in counted} == counted


def test_runs_breaks_tabs_links_and_what_is_no_text():
    inside = (
        "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:noBreakHyphen/><w:br/><w:t>三</w:t></w:r>"
        "<w:del><w:r><w:delText>没有</w:delText></w:r></w:del><w:ins><w:r><w:t>四</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t>五</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:footnoteReference/></w:r><m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>"
    )
    raw = word_file(
        f"<w:p>{inside}</w:p>", "<w:sdt><w:sdtContent>", paragraph("六"), ("</w:sdtContent></w:sdt>")
    )
    assert lines(raw) == ["一\t二-", "三四五x²", "六"]
    reading = read(raw)
    assert (reading.problems[0].code, reading.problems[0].details["what"]) == (
        ("formatting_lost"),
        "脚注、公式",
    )


def test_text_boxes_come_behind_their_paragraph_and_once():
    box = "<w:txbxContent>" + paragraph("框里") + "</w:txbxContent>"
    inside = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(word_file(f"<w:p><w:r><w:t>外面</w:t></w:r>{inside}</w:p>")) == ["外面", "框里"]


def test_headers_and_footers_are_no_text():
    raw = word_file(paragraph("正文"), "<w:sectPr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:sectPr>")
    assert lines(raw) == ["正文"]


# Keys by looks --------------------------------------------------------------------------------------------


def test_an_option_that_alone_stands_out_is_the_key_and_is_told():
    raw = word_file(
        asked("1. 甲"),
        paragraph("A. 一"),
        paragraph("B. ", run("二", RED)),
        paragraph("2. 乙"),
        paragraph(run("A. 一", BOLD), "   ", run("B. 二", '<w:b w:val="0"/>')),
        paragraph("3. 丙"),
        paragraph(run("A. 一", '<w:highlight w:val="yellow"/>')),
        paragraph("B. 二"),
        paragraph("4. 丁"),
        paragraph(run("A. 一", BOLD)),
        paragraph(run("B. 二", BOLD)),
    )
    reading = read(raw)
    assert [told(record.question).rpartition(
        " "
        "| "
    )[2] for record in reading.records if record.question] == [
        "B", "A", "A", "draft",
    ]  # fmt: skip
    assert codes(reading) == ["marked_as_key"] * 3 + ["no_key"]
    assert [(g.name, g.value) for g in reading.guesses] == [("numbering", "1."), ("marked", "yes")]
    assert len(read(raw, marked="no").questions) == 0


def test_a_written_key_is_stronger_than_looks():
    raw = word_file(asked("1. 甲"), paragraph(run("A. 一", RED)), paragraph("B. 二"), paragraph("答案：B"))
    assert found(raw) == ["single_choice | 甲 | 一/二 | B"]
    assert codes(read(raw)) == []


def test_underlines_are_blanks():
    raw = word_file(
        asked("填空题"),
        paragraph("1. 火警", run("      ", UNDERLINE), "，急救", run("  ", UNDERLINE), "。"),
        paragraph("答案：119；120"),
        paragraph(
            ("2. 方针是"),
            run("安全第一", UNDERLINE),
            "、",
            run("预防为主", UNDERLINE),
            run("。", '<w:u w:val="none"/>'),
        ),
    )
    assert found(raw) == [
        "fill | 火警____，急救____。 | 119; 120",
        ("fill | 方针是____、____。 | 安全第一; 预防为主"),
    ]


# Tables ---------------------------------------------------------------------------------------------------


def test_a_table_of_answers():
    raw = word_file(
        asked("1. 甲", "A. 一", "B. 二", "2. 乙", "A. 一", "B. 二", "参考答案"),
        table(["题号", "1", "2"], ["答案", "B", "A"]),
    )
    assert [one.rpartition(" | ")[2] for one in found(raw)] == ["B", "A"]


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "2", "3"], ["B", "A", "A"]],
        [["题号", "1", "2"], ["答案", "B", "A"]],
        [["题号", "答案", "题号", "答案"], ["1", "B", "2", "A"]],
        [["序号", "答案"], ["1", "B"], ["2", "A"]],
    ],
)
@pytest.mark.parametrize("heading", ["参考答案", ""])
def test_tables_of_answers_in_every_shape(rows, heading):
    raw = word_file(asked("1. 甲", "A. 一", "B. 二", "2. 乙", "A. 一", "B. 二", heading), table(*rows))
    if heading or not rows[0][0].isdigit():
        assert [one.rpartition(" | ")[2] for one in found(raw)] == ["B", "A"]


def test_a_table_of_questions():
    raw = word_file(
        table(
            ["序号", "题目", "选项A", "B", "答案", "解析"],
            ["1", "甲（ ）", "一", "二", "B", "因为"],
            ["2.", "乙（ ）", "三", "四", "A", ""],
        )
    )
    assert found(raw) == ["single_choice | 甲（ ） | 一/二 | B", "single_choice | 乙（ ） | 三/四 | A"]
    assert read(raw).questions[0].explanation == {"zh-Hans": "因为"}


def test_a_table_without_a_head_reads_downwards():
    raw = word_file(
        table(
            ["1", ("这是一道很长很长很长的题目吗？")],
            ["", "A. 是的，它很长很长很长很长"],
            ["", "B. 不是的"],
            ["", "答案：A"],
        )
    )
    assert found(raw) == [
        ("single_choice | 这是一道很长很长很长的题目吗？ | 是的，它很长很长很长很长/不是的 | A")
    ]


def test_tables_inside_tables():
    inner = table(["1. 甲（A）"], ["A. 一"], ["B. 二"])
    raw = word_file(f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>")
    assert found(raw) == ["single_choice | 甲（ ） | 一/二 | A"]


# Pictures -------------------------------------------------------------------------------------------------

DRAWING = '<w:r><w:drawing><a:blip r:embed="{}"/></w:drawing></w:r>'


def test_pictures_belong_to_stem_or_option():
    raw = word_file(
        paragraph("1. 这是什么标志？（A）", DRAWING.format("rId1")),
        paragraph("A. ", DRAWING.format("rId2")),
        paragraph("B. 二"),
        paragraph("2. 哪个？"),
        paragraph(DRAWING.format("rId1")),
        paragraph("A. 一 B. 二 答案：A"),
        media={"image1.png": PNG, "image2.png": PNG + b"tail"},
    )
    reading = read(raw)
    first, second = reading.questions
    assert [media.name for media in first.media] == ["image1.png", "image2.png"]
    assert [option.media for option in first.body.options] == [first.media[1].id, None]  # type: ignore[union-attr]
    assert told(first) == "single_choice | 这是什么标志？（ ） | 图 A/二 | A"
    assert [media.name for media in second.stem_media] == ["image1.png"]
    assert set(reading.media) == {media.id for media in first.media}


def test_pictures_that_cannot_be_shown_are_told():
    raw = word_file(
        paragraph(
            ("1. 甲（A）"),
            DRAWING.format("rId1"),
            DRAWING.format("rId9"),
            DRAWING.format("rId9"),
            '<w:r><w:pict><v:imagedata r:id="rId2"/></w:pict></w:r>',
        ),
        paragraph("A. 一 B. 二"),
        paragraph("2. （A）"),
        paragraph("A. 一 B. 二", "<w:r><w:object/></w:r>"),
        media={"old.emf": b"EMF", "note.txt": b"x"},
    )
    reading = read(raw)
    assert [(p.code, p.details.get("name") or p.details.get("what")) for p in reading.problems] == [
        ("formatting_lost", "对象"),
        ("picture_missing", "old.emf"),
        ("picture_missing", "?"),
        ("picture_missing", "note.txt"),
    ]


def test_a_stem_of_a_picture_alone():
    raw = word_file(
        paragraph("1. ", DRAWING.format("rId1")), paragraph("A. 一 B. 二 答案：A"), media={"a.png": PNG}
    )
    assert found(raw) == ["single_choice | （图） | 一/二 | A"]


def test_links_to_outside_and_absolute_targets():
    raw = word_file(paragraph("1. 甲", DRAWING.format("rId1")), media={"a.png": PNG})
    relations = (
        '<Relationships><Relationship Id="rId1" Target="http://example.org/a.png" TargetMode="External"/>'
        '<Relationship Id="rId2" Target="/word/media/a.png"/><Relationship Id="rId3"/></Relationships>'
    )
    outside = read(_replace(raw, "word/_rels/document.xml.rels", relations))
    assert outside.problems[0].details == {"name": "?"}
    absolute = relations.replace("rId1", "rId8").replace("rId2", "rId1")
    reading = read(_replace(raw, "word/_rels/document.xml.rels", absolute))
    assert [media.name for media in reading.questions[0].media] == ["a.png"]


def _replace(raw: bytes, name: str, content: str) -> bytes:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return packed.getvalue()


# Files that are none --------------------------------------------------------------------------------------


def test_an_old_word_file_is_refused_with_advice():
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le")
    reading = read_bank(BankFile(raw, "旧.doc"))
    assert (reading.format, codes(reading)) == ("word_97", ["doc_old"])
    assert "docx" in reading.problems[0].text("zh-Hans")


def test_a_file_with_a_password_is_refused_with_advice():
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert codes(read_bank(BankFile(raw, "卷.docx"))) == ["archive_locked"]


def test_a_document_without_a_body_or_cut_off_is_told():
    empty = word_file()
    assert codes(read(empty)) == ["nothing_found"]
    assert codes(read(empty[:-30])) == ["archive_broken"]
    assert codes(read(_replace(empty, "word/document.xml", "<w:document"))) != []
    assert lines(b"no archive") == []


def test_numbers_that_are_none_do_no_harm():
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(("decimal"), "%1.", start=1).replace('w:val="1"', 'w:val="x"')
        + ('</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num/>')
    )
    assert lines(word_file(paragraph("甲", number="1"), numbering=numbering)) == ["1. 甲"]
