"""Tables written as markup: HTML pages that programs save under the name .xls, and Excel's XML of 2003."""

from collections.abc import Iterator

from lxml import etree, html

from quizhub.banks.markup import plain
from quizhub.banks.problems import FileRefused
from quizhub.banks.sheets import MAX_CELLS, Row, Sheet, Sheets, row_of
from quizhub.banks.xml_tree import local, parse_xml

_MOST_SPANNED = 1_000


def read_html_tables(text: str) -> Sheets:
    """Every outermost table of a page."""
    root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    tables = [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    found = [Sheet(f"table{n}", tuple(_html_rows(table))) for n, table in enumerate(tables, 1)]
    return Sheets("html", tuple(found))


def _html_rows(table: etree._Element) -> Iterator[Row]:
    spanning: dict[int, tuple[int, str]] = {}
    lines = (line for line in table.iter("tr") if next(line.iterancestors("table"), None) is table)
    for number, line in enumerate(lines, 1):
        row = row_of(number, _html_cells(line, spanning))
        if row.cells:
            yield row


def _html_cells(line: etree._Element, spanning: dict[int, tuple[int, str]]) -> list[str]:
    """The texts of one row; `spanning` keeps, by column, what reaches down from rows above."""
    texts: list[str] = []

    def reach_down() -> None:
        while len(texts) in spanning:
            left, words = spanning.pop(len(texts))
            if left > 1:
                spanning[len(texts)] = (left - 1, words)
            texts.append(words)

    for cell in line:
        if cell.tag in ("td", "th"):
            reach_down()
            words = plain(etree.tostring(cell, encoding="unicode", with_tail=False)).words
            if (down := _span(cell, "rowspan")) > 1:
                spanning[len(texts)] = (down - 1, words)
            texts.append(words)
            texts += [""] * (_span(cell, "colspan") - 1)
    reach_down()
    return texts


def _span(cell: etree._Element, name: str) -> int:
    written = cell.get(name, "1").strip()
    return min(int(written), _MOST_SPANNED) if written.isascii() and written.isdigit() else 1


def read_xml_tables(raw: bytes) -> Sheets:
    """Every sheet of an XML workbook. Raises FileRefused."""
    root = parse_xml(raw).root
    found = [
        Sheet(_attribute(sheet, "Name") or f"Sheet{n}", tuple(_xml_rows(sheet)))
        for n, sheet in enumerate((one for one in root if local(one) == "Worksheet"), 1)
    ]
    return Sheets("excel_xml", tuple(found))


def _xml_rows(sheet: etree._Element) -> Iterator[Row]:
    number = 0
    for line in sheet.iter("{*}Row"):
        number = _index(line, number)
        texts: list[str] = []
        for cell in line:
            if local(cell) == "Cell":
                texts += [""] * (_index(cell, len(texts)) - 1 - len(texts))
                texts.append("".join(str(part) for part in cell.itertext()))
        row = row_of(number, texts)
        if row.cells:
            yield row


def _index(element: etree._Element, before: int) -> int:
    """Its place from 1: the one written, or the one after the last."""
    written = _attribute(element, "Index")
    if not written.isdigit():
        return before + 1
    if int(written) > MAX_CELLS // 100:
        raise FileRefused("sheet_too_large", limit=str(MAX_CELLS))
    return max(int(written), before + 1)


def _attribute(element: etree._Element, name: str) -> str:
    values = (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next(values, "")
