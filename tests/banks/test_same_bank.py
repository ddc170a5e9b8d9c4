"""One bank that its station published as a sheet and as a Word file: read from either, it is the same."""

from pathlib import Path

from quizhub.banks.bank_file import BankFile
from quizhub.banks.reader import read_bank
from quizhub.questions.model import ChoiceBody, ChoiceKey, Question

SAMPLES = Path(__file__).parent / "samples"
Said = tuple[str, tuple[str, ...], tuple[str, ...]]


def said(question: Question) -> Said:
    """Kind, options in their order, and key."""
    assert isinstance(question.body, ChoiceBody)
    assert isinstance(question.key, ChoiceKey)
    return (
        question.kind,
        tuple(option.text["zh-Hans"] for option in question.body.options),
        question.key.correct,
    )


def bank_of(folder: str, pattern: str) -> dict[str, Said]:
    [path] = (SAMPLES / folder).glob(pattern)
    reading = read_bank(BankFile(path.read_bytes(), path.name))
    assert reading.drafts == ()
    return {question.stem["zh-Hans"]: said(question) for question in reading.questions}


def test_all_130_questions_of_the_sheet_and_the_word_file_agree():
    sheet, word = bank_of("zh-xlsx", "*公共题库.xlsx"), bank_of("zh-docx", "*.docx")
    assert len(sheet) == 130
    assert sheet == word


def test_the_csv_and_the_text_file_agree_as_well():
    table = bank_of("zh-text-derived", "bank_gb18030.csv")
    assert table == bank_of("zh-text-derived", "bank_gb18030.txt")
