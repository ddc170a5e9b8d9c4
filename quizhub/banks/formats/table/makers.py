"""The programs whose sheets have a header of their own, by its words. All are read by the one reader."""

import re

from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.table.headers import plain_word
from quizhub.banks.formats.table.layout import Layout, layout_of
from quizhub.banks.problems import FileRefused

MAKERS: dict[str, str] = {
    "quizizz": "questiontext questiontype option1 option2",
    "blooket": "question# questiontext answer1 answer2",
    "gimkit": "question correctanswer incorrectanswer1",
    "classquiz_xlsx": "question 1stanswer 2ndanswer timelimit",
    "kahoot": "question answer1 answer2 timelimit",
    "chaoxing": "目录 题型 正确答案 难易度 选项数",
}
"""The words a header must have, by the name of the format."""

_SURE = {"xlsx": 0.9, "xls": 0.9, "ods": 0.9, "excel_xml": 0.9, "html": 0.6, "csv": 0.8}
KINDS = tuple(_SURE)
"""The names of tables of all other makers: the kind of file."""
_WITHOUT_HEADER = 0.35
_JSON = re.compile(rb"\s{0,99}[\[{]\s{0,99}[\"{\[]")
"""How JSON begins, which has lines and commas too, and takes long to be looked at as a table."""


def maker_of(layout: Layout) -> str | None:
    """The maker whose header a sheet has, None for any other."""
    words = {plain_word(word) for word in layout.header}
    return next((name for name, asked in MAKERS.items() if words.issuperset(asked.split())), None)


def sure_of(file: BankFile, name: str) -> float:
    """How sure it is that a file is a table of questions of this name: a maker's, else a kind of file."""
    if _JSON.match(file.raw):
        return 0
    try:
        sheets = file.sheets
    except FileRefused:
        return 0.5 if name == KINDS[0] else 0  # the reader tells why
    if sheets is None:
        return 0
    layouts = [layout for sheet in sheets.sheets[:3] if (layout := layout_of(sheet, {})) is not None]
    maker = maker_of(layouts[0]) if layouts else None
    if (maker or sheets.source) != name:
        return 0
    if sheets.source == "csv" and not (layouts and layouts[0].header):
        return _WITHOUT_HEADER if layouts else 0
    return _SURE[sheets.source]
