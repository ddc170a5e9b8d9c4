"""Tables of every kind of file as rows of texts: what cells become, and what is refused."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from quizhub.banks import delimited
from quizhub.banks.bank_file import BankFile
from quizhub.banks.problems import FileRefused
from quizhub.banks.reader import read_bank
from quizhub.banks.sheets import Sheets
from tests.banks.old_excel import xls_of
from tests.banks.table_files import answers, codes, csv_of, read_sheets, xlsx_of

TABLE = [["题目", "A", "B", "答案"], ["火警电话是什么", "110", "119", "B"]]
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="题库">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheets_of(raw: bytes, **choices: str) -> Sheets:
    found = BankFile(raw, "t", choices).sheets
    assert found is not None
    return found


def cells_of(raw: bytes, **choices: str) -> list[tuple[str, ...]]:
    return [row.cells for row in sheets_of(raw, **choices).sheets[0].rows]


def refused(raw: bytes) -> str:
    with pytest.raises(FileRefused) as refusal:
        _ = BankFile(raw, "t").sheets
    return refusal.value.code


def ods_of(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", ODS_HEAD + rows + ODS_TAIL)
    return out.getvalue()


def ods_row(*texts: str) -> str:
    cells = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def changed(raw: bytes, name: str, old: str, new: str) -> bytes:
    """A workbook with one of its files edited."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            text = before.read(entry)
            if entry == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            after.writestr(entry, text)
    return out.getvalue()


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")


@pytest.mark.parametrize(
    "raw",
    [
        csv_of(TABLE),
        csv_of(TABLE, "\t"),
        csv_of(TABLE, ";"),
        csv_of(TABLE, "|"),
        b"sep=;\n" + csv_of(TABLE, ";"),
        *(csv_of(TABLE).decode().encode(encoding) for encoding in ENCODINGS),
        csv_of(TABLE)
        .decode()
        .replace("题目", "題目")
        .replace("火警电话", "火警電話")
        .encode("big5", "replace"),
        xlsx_of({"题库": TABLE}),
        xls_of(TABLE),
        ods_of("".join(ods_row(*row) for row in TABLE)),
    ],
)
def test_the_same_table_in_every_kind_of_file_whatever_its_name(raw):
    for name in ("t.xlsx", "t.csv", "t.xls"):
        reading = read_bank(BankFile(raw, name))
        assert reading.format in ("csv", "xlsx", "xls", "ods")
        assert [answers(q) for q in reading.questions] == [["119"]]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (csv_of(TABLE, "\t"), "csv"),
        (xlsx_of({"题库": TABLE}), "xlsx"),
        (xls_of(TABLE), "xls"),
        (ods_of("".join(ods_row(*row) for row in TABLE)), "ods"),
    ],
)
def test_a_table_of_no_known_maker_is_named_by_its_kind_of_file(raw, name):
    assert read_bank(BankFile(raw, "t")).format == name


def test_html_and_xml_under_the_name_of_a_workbook():
    html = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312"></head><body>'
        "<table><tr><td>题目</td><td>A</td><td>B</td><td>答案</td></tr><tr><td>火警<b>电话</b><br>是什么</td>"
        "<td>110</td><td>119<table><tr><td>x</td></tr></table></td><td>B</td></tr><tr></tr></table></body></html>"
    )
    assert cells_of(html.encode("gb18030"))[1] == ("火警电话\n是什么", "110", "119\n\nx", "B")
    assert read_bank(BankFile(html.encode(), "t.xls")).format == "html"
    xml = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="题库"><Table>'
        "<Row><Cell><Data>题目</Data></Cell><Cell><Data>A</Data></Cell><Cell><Data>B</Data></Cell>"
        "<Cell><Data>答案</Data></Cell></Row>"
        '<Row ss:Index="4"><Cell><Data>火警电话是什么</Data></Cell><Cell ss:Index="3"><Data>119</Data></Cell>'
        "<Cell><Data>B</Data></Cell><!-- x --></Row><Row></Row></Table></Worksheet>"
        "<Worksheet><Table/></Worksheet></Workbook>"
    )
    found = sheets_of(xml.encode())
    assert [sheet.name for sheet in found.sheets] == ["题库", "Sheet2"]
    assert [(row.number, row.cells) for row in found.sheets[0].rows][1] == (
        4,
        ("火警电话是什么", "", "119", "B"),
    )


def test_cells_that_span_rows_and_columns():
    html = (
        "<table><tr><th rowspan='2'>一章</th><th colspan='2'>宽</th><!-- x --><td>末</td></tr>"
        "<tr><td>甲</td><td rowspan='3'>乙</td></tr>"
        "<tr><td>丙</td><td colspan='?'>丁</td></tr><tr></tr></table>"
    )
    assert cells_of(html.encode()) == [
        ("一章", "宽", "", "末"),
        ("一章", "甲", "乙"),
        ("丙", "丁", "乙"),
    ]


def test_merged_cells_fill_the_rows_they_span():
    rows = [
        ["章节", "题目", "A", "B", "答案"],
        ["一章", "一问", "甲", "乙", "A"],
        ["", "二问", "甲", "乙", "B"],
    ]
    reading = read_sheets({"题库": rows}, merged=["A2:A3"])
    assert [q.topic for q in reading.questions] == ["一章", "一章"]
    assert cells_of(xlsx_of({"s": [["宽"], ["x", "y"]]}, merged=["A1:B1"])) == [("宽",), ("x", "y")]


def test_numbers_are_as_they_stood_in_their_cells():
    raw = xlsx_of({"s": [["甲", 2, 2.5, True, 1e15, 123456789.0, False]]})
    assert cells_of(raw) == [("甲", "2", "2.5", "TRUE", "1e+15", "123456789", "FALSE")]


def test_percentages_and_dates_are_as_their_cells_showed_them():
    out = io.BytesIO()
    shown = [
        "0%",
        '[$-804]m"月"d"日"',
        'yyyy"年"m"月"',
        "m-d",
        "yyyy-mm",
        "yyyy/m/d",
        "h:mm",
        "[h]:mm",
        "0.0",
    ]
    numbers = [0.3, 45_970, 45_970, 45_659, 45_970, 45_970, 0.5, 1.5, 7]
    with Workbook(out) as book:
        sheet = book.add_worksheet()
        for column, (written, number) in enumerate(zip(shown, numbers, strict=True)):
            sheet.write_number(0, column, number, book.add_format({"num_format": written}))
    [row] = sheets_of(out.getvalue()).sheets[0].rows
    assert row.cells[:6] == ("30%", "11月9日", "2025年11月", "1-2", "2025-11", "2025-11-9")
    assert row.cells[6:] == ("12:00", "1 day, 12:00:00", "7")
    assert row.dates == (1, 2, 3, 4, 5)


def test_dates_that_a_program_made_of_cells_are_told():
    out = io.BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet("题库")
        day = book.add_format({"num_format": "m-d"})
        sheet.write_row(0, 0, ["题目", "A", "B", "C", "答案", "录入日期"])
        sheet.write_row(1, 0, ["哪些对", "甲", "乙", "丙"])
        sheet.write_number(1, 4, 45_659, day)
        sheet.write_number(1, 5, 45_659, day)
    reading = read_bank(BankFile(out.getvalue(), "t.xlsx"))
    assert codes(reading)[0] == ("题库!2", "cell_is_date")
    assert [code for _, code in codes(reading)].count("cell_is_date") == 1
    assert answers(reading.questions[0]) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/styles.xml", "<styleSheet", "<!DOCTYPE x [<!ENTITY a 'b'>]><styleSheet"),
        (
            "xl/_rels/workbook.xml.rels",
            'Target="worksheets/sheet1.xml"',
            'Target="/xl/worksheets/sheet1.xml"',
        ),
    ],
)
def test_formats_that_cannot_be_read_are_no_hindrance(name, old, new):
    out = io.BytesIO()
    with Workbook(out) as book:
        book.add_worksheet().write_number(0, 0, 0.3, book.add_format({"num_format": "0%"}))
    shown = cells_of(changed(out.getvalue(), name, old, new))
    assert shown == ([("30%",)] if "rels" in name else [("0.3",)])


def test_workbooks_without_styles_or_links():
    plain = xlsx_of({"s": [[0.3]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            if entry != "xl/styles.xml":
                after.writestr(entry, before.read(entry))
    assert cells_of(out.getvalue()) == [("0.3",)]


def test_invisible_characters_are_left_out():
    assert cells_of(xlsx_of({"s": [["\u200b甲\u00a0乙 ", "a_x000D_b"]]})) == [("甲 乙", "a\nb")]


def test_pictures_over_the_cells_are_told():
    raw = xlsx_of({"题库": TABLE})
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/media/image1.png", b"x")
    reading = read_bank(BankFile(out.getvalue(), "t.xlsx"))
    assert codes(reading) == [("1", "picture_missing")]


# ── CSV ──


def test_quotation_marks_that_nobody_closed_are_text():
    lines = ["题目,A,B,答案", '他说"好,甲,乙,A', '"没有关,甲,乙,A', *(f"第{n}问,甲,乙,B" for n in range(80))]
    reading = read_bank(BankFile("\n".join(lines).encode(), "t.csv"))
    assert len(reading.questions) == 82
    assert codes(reading) == [("1", "quotes_ignored")]


def test_cells_may_hold_lines_and_places_count_them():
    raw = '题目,A,B,答案\n"一问\n还有",甲,乙,A\n\n二问,甲,乙,Z\n'.encode()
    reading = read_bank(BankFile(raw, "t.csv"))
    assert reading.questions[0].stem == {"zh-Hans": "一问\n还有"}
    assert codes(reading) == [("5", "key_not_read"), ("5", "no_key")]


def test_apostrophes_before_formulas_are_taken_off():
    assert cells_of("题目,答案\n'=1+1,'-5,'tis,'+a\n".encode())[1] == ("=1+1", "'-5", "'tis", "+a")


@pytest.mark.parametrize(
    "raw", [b"", b"   \n", b"one line of words", b"\n\n,\n", b"a\nb\nc", b"a,b\n" + b"x" * 200_000 + b",y\n"]
)
def test_texts_without_a_separator_are_no_tables(raw):
    assert BankFile(raw, "t").sheets is None


def test_a_field_too_long_for_the_reader_is_refused():
    assert refused(b"a,b\n" * 300 + b"x" * 200_000 + b",y\n") == "workbook_broken"
    assert cells_of(b'a,b\nc,"' + b"x\n" * 70_000 + b"y,z\n")[1] == ("c", '"x')


def test_more_cells_than_a_table_can_have_are_refused(monkeypatch):
    monkeypatch.setattr(delimited, "MAX_CELLS", 100)
    assert refused(b"a,b,c,d,e\n" * 21) == "sheet_too_large"


# ── hostile workbooks ──


def test_far_off_cells_are_refused_before_they_are_unpacked():
    raw = changed(xlsx_of({"s": [["a", "b"]]}), "xl/worksheets/sheet1.xml", '"B1"', '"XFD1048576"')
    assert refused(raw) == "sheet_too_large"
    reading = read_bank(BankFile(raw, "t.xlsx"))
    assert (reading.bank, codes(reading)) == (None, [("1", "sheet_too_large")])


def test_far_off_cells_that_only_have_a_format_are_no_hindrance():
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    raw = changed(xlsx_of({"s": TABLE}), "xl/worksheets/sheet1.xml", "</sheetData>", far)
    assert len(cells_of(raw)) == 2


def test_repeated_cells_and_rows_are_measured_but_padding_is_not():
    padding = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="16000" table:style-name="a"/>'
    good = "".join(ods_row(*row) for row in TABLE).replace(
        "</table:table-row>", f"{wide}</table:table-row>", 1
    )
    assert len(cells_of(ods_of(good + padding))) == 2
    columns = '<table:table-column table:number-columns-repeated="16384"/>' * 200
    assert len(cells_of(ods_of(columns + good))) == 2
    many = ods_row("x").replace("<table:table-row>", '<table:table-row table:number-rows-repeated="3000000">')
    assert refused(ods_of(many)) == "sheet_too_large"
    block = many.replace("3000000", "9000").replace(
        "office:value", 'table:number-columns-repeated="900" office:value'
    )
    assert refused(ods_of(block)) == "sheet_too_large"


def test_xls_with_far_off_cells_is_refused():
    assert refused(xls_of([["a"]], at=(9_000, 250))) == "sheet_too_large"


def test_rows_of_an_xml_workbook_that_skip_too_far_are_refused():
    xml = (
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        '<Row Index="99999999"/></Table></Worksheet></Workbook>'
    )
    assert refused(xml.encode()) == "sheet_too_large"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (xlsx_of({"s": TABLE})[:700], "archive_broken"),
        (
            changed(
                xlsx_of({"s": TABLE}), "xl/_rels/workbook.xml.rels", "worksheets/sheet1", "worksheets/sheet9"
            ),
            "workbook_broken",
        ),
        (xls_of(TABLE)[:1200], "workbook_broken"),
        (xls_of(TABLE, locked=True), "archive_locked"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "archive_locked"),
    ],
)
def test_damaged_and_locked_workbooks_are_refused(raw, code):
    assert refused(raw) == code


@pytest.mark.parametrize(
    "raw", [bytes.fromhex("D0CF11E0A1B11AE1") + "WordDocument".encode("utf-16-le"), b"PK\x05\x06" + bytes(18)]
)
def test_other_containers_are_no_tables(raw):
    assert BankFile(raw, "t").sheets is None


def test_an_empty_page_of_html_is_refused():
    assert cells_of(b"<html><table></table></html>") == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=6))
def test_workbooks_with_flipped_bytes_never_raise(flips):
    raw = bytearray(xls_of(TABLE))
    for at, value in flips:
        raw[at % len(raw)] = value
    read_bank(BankFile(bytes(raw), "t.xls"))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.sampled_from([",", "\t"]))
def test_any_text_in_any_cell_never_raises(text, separator):
    rows = (["题目", "A", "B", "答案"], [text, "甲", text, text])
    read_bank(BankFile("\n".join(separator.join(row) for row in rows).encode(), "t.csv"))
