"""What the readers of QTI's versions share: one file by itself, its language, its items as written.

A `Dialect` is one version; the reader of packages holds several and hands each file to the one it belongs to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.xml_source import tree_of
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker
from quizhub.banks.markup import plain
from quizhub.banks.pictures import safe_name
from quizhub.banks.problems import FileRefused
from quizhub.banks.report import Report
from quizhub.banks.wording import Find
from quizhub.banks.xml_tree import head_of, parse_xml, raw_xml
from quizhub.questions.model import Question

MAX_RAW = 16_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where items stand: a file of a package (empty for a single one), its pictures, its topic."""

    file: str
    find: Find
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version of QTI: whether a file is of it, its title and words, and how its items are kept."""

    matches: Callable[[str], bool]
    title: Callable[[etree._Element], str]
    texts: Callable[[etree._Element], str]
    read: Callable[[etree._Element, Place, Maker], None]


def looks_like(dialect: Dialect) -> Callable[[BankFile], float]:
    """How sure it is that a file is a single one of a dialect."""
    return lambda file: 0.95 if dialect.matches(head_of(file.raw)) else 0


def single_reader(dialect: Dialect) -> Callable[[BankFile], BankReading]:
    """Reads one file by itself, its pictures from what came beside it."""

    def read(file: BankFile) -> BankReading:
        report = Report(file.name)
        tree = tree_of(file, report)
        maker = Maker(report, language_of(plain(dialect.texts(tree.root)).words))
        dialect.read(tree.root, Place("", named(file.beside)), maker)
        return gather(file, maker, title=dialect.title(tree.root), media=report.media)

    return read


def named(files: Mapping[str, bytes]) -> Find:
    """Finds pictures by the last part of what they are called."""
    return lambda name: files.get(name) or files.get(PurePosixPath(name).name)


def kept_raw(element: etree._Element, tell: Callable[..., None]) -> dict[str, Any]:
    """An item as it was written; nothing when it is too large."""
    raw = raw_xml(element)
    if len(raw.encode()) > MAX_RAW:
        tell("ext_too_large", limit=str(MAX_RAW // 1000))
        return {}
    return {"xml": raw}


def finder_of(question: Question, media: Mapping[str, bytes], asked: dict[str, str]) -> Find:
    """Finds the pictures of a question that is read again, and notes in `asked` which id each name has."""

    def find(name: str) -> bytes | None:
        for one in question.all_media:
            wanted = safe_name(name.partition("?")[0], one.mime)
            if one.id in media and one.name in (wanted, *(f"{n}-{wanted}"[-120:] for n in range(2, 32))):
                asked[name] = one.id
                return media[one.id]
        return None

    return find


def old_item(question: Question, name: str) -> etree._Element | None:
    """The item that the reader of a format kept of a question, as far as nobody spoiled it."""
    kept = question.ext.get(name)
    raw = kept.get("xml") if isinstance(kept, Mapping) else None
    try:
        return parse_xml(raw.encode()).root if isinstance(raw, str) else None
    except FileRefused:
        return None
