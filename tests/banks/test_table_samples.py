"""Real question tables: every row of them, and out again as they came in; and five thousand rows."""

from pathlib import Path

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats.table.sheet_writer import write_csv, write_xlsx
from quizhub.banks.reader import read_bank
from quizhub.questions.model import ChoiceKey
from tests.banks.table_files import answers, codes, read_sheets, stem, texts

SAMPLES = Path(__file__).parent / "samples"
STATION = (SAMPLES / "zh-xlsx" / "武清站_公共题库.xlsx").read_bytes()
SMALL = (SAMPLES / "zh-xlsx" / "multiquiz-template.xlsx").read_bytes()
DERIVED = (SAMPLES / "zh-text-derived" / "bank_gb18030.csv").read_bytes()
TRUTH = {"1": "true", "0": "false"}


def reading_of(raw: bytes) -> BankReading:
    return read_bank(BankFile(raw, "bank"))


def rows_of(raw: bytes) -> list[tuple[str, ...]]:
    sheets = BankFile(raw, "bank").sheets
    assert sheets is not None
    return [row.cells for row in sheets.sheets[0].rows]


def test_every_row_of_the_station_bank():
    """Its keys count options from 0; a statement says 1 for right. The rows themselves are the oracle."""
    reading = reading_of(STATION)
    assert len(reading.questions) == 131
    assert reading.drafts == ()
    for question, row in zip(reading.questions, rows_of(STATION)[1:], strict=True):
        asked, options, key, kind, why = row[:5]
        assert stem(question) == asked
        assert question.topic == row[6]
        assert (question.explanation or {}).get("zh-Hans", "") == why
        assert isinstance(question.key, ChoiceKey)
        if kind == "判断题":
            assert question.kind == "true_false"
            assert question.key.correct == (TRUTH[key],)
        else:
            assert question.kind == {"单选题": "single_choice", "多选题": "multiple_choice"}[kind]
            assert texts(question) == options.split(";")
            assert answers(question) == [options.split(";")[int(n)] for n in key.split(";")]


def test_its_kinds_and_its_only_repeated_row():
    reading = reading_of(STATION)
    kinds = [question.kind for question in reading.questions]
    counts = [kinds.count(kind) for kind in ("single_choice", "multiple_choice", "true_false")]
    assert counts == [69, 15, 47]
    assert codes(reading) == [("commquestions!96", "same_question"), ("commquestions!1", "columns_not_used")]


def test_the_same_rows_as_csv_in_a_chinese_encoding():
    one, other = reading_of(STATION), reading_of(DERIVED)
    assert [q.model_copy(update={"ext": {}}) for q in one.questions] == [
        q.model_copy(update={"ext": {}}) for q in other.questions
    ]
    assert ("encoding", "gb18030") in [(guess.name, guess.value) for guess in other.guesses]


def test_a_template_without_a_column_of_kinds():
    reading = reading_of(SMALL)
    assert [(q.kind, *answers(q)) for q in reading.questions] == [
        ("single_choice", "鸦片战争"),
        ("single_choice", "毛泽东思想"),
    ]
    assert reading.problems == ()


def test_the_tables_come_out_as_they_came_in():
    for raw in (STATION, SMALL, DERIVED):
        reading = reading_of(raw)
        assert reading.bank is not None
        for write in (write_xlsx, write_csv):
            assert rows_of(write(Export(reading.bank, "zh-Hans"))) == rows_of(raw)


def test_five_thousand_rows_are_read():
    head = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析", "难度", "知识点"]
    rows = [
        [
            "单选题",
            f"第{n}问：火灾时应当怎样做？",
            f"做法{n}甲",
            "乙",
            "丙",
            "丁",
            "ABCD"[n % 4],
            "因为",
            "中",
            "消防",
        ]
        for n in range(5_000)
    ]
    reading = read_sheets({"题库": [head, *rows]})
    assert len(reading.questions) == 5_000
    assert reading.problems == ()
