"""Reads zip packages of QTI of any version: Canvas exports, cartridges, item banks; perhaps no manifest.

Used by `reader`. Which files hold questions is seen in the files, as the types in manifests differ from
program to program; the manifest gives their order. A course export of Canvas has every quiz twice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from quizhub.banks.archive import Archive
from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.qti2 import DIALECT as QTI2
from quizhub.banks.formats.qti12 import DIALECT as QTI12
from quizhub.banks.formats.qti_sources import Dialect, Place
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker
from quizhub.banks.markup import plain
from quizhub.banks.problems import FileRefused
from quizhub.banks.report import Report
from quizhub.banks.xml_tree import Tree, found, head_of, local, parse_xml, words

MANIFEST = "imsmanifest.xml"
_DIALECTS = (QTI12, QTI2)
_ENDINGS = (".xml", ".qti", ".dat")
_FULL_COPIES = "non_cc_assessments"
_FILE_BASES = ("$IMS-CC-FILEBASE$/", "$IMS_CC_FILEBASE$/")
_OFFICE = "[Content_Types].xml"
"""Stands in every document of an office program, whose parts can be long."""
_TEST = re.compile(r"<(?:\w+:)?(?:assessmentTest|qti-assessment-test)[\s>/]")
_UPLOADS = "web_resources"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package that holds questions."""

    name: str
    dialect: Dialect
    tree: Tree


def looks_package(file: BankFile) -> float:
    """How sure it is that a file is a package of questions. FileRefused may pass."""
    if file.archive is None or _OFFICE in file.archive.names:
        return 0
    names = [name for name in file.archive.names if name.endswith(_ENDINGS)]
    if any(PurePosixPath(name).name == MANIFEST for name in names):
        return 0.95
    return 0.8 if any(_dialect_of(file.archive.read(name) or b"") for name in names[:20]) else 0


def _dialect_of(raw: bytes) -> Dialect | None:
    head = head_of(raw)
    return next((dialect for dialect in _DIALECTS if dialect.matches(head)), None)


def read_package(file: BankFile) -> BankReading:
    """The questions of all files, in the order of the manifest."""
    report = Report(file.name)
    archive = file.archive
    assert archive is not None, "only archives are recognised"
    manifest = _manifest(archive, report)
    tests = list(_tests(archive))
    parts = list(_parts(archive, _listed(archive, manifest, tests, report), report))
    sample = " ".join(part.dialect.texts(part.tree.root) for part in parts[:50])
    maker = Maker(report, language_of(plain(sample).words))
    titles = [part.dialect.title(part.tree.root) for part in parts]
    several = len(set(titles)) > 1
    for part, title in zip(parts, titles, strict=True):
        if part.tree.repaired is not None:
            report.add(part.name, "xml_repaired", reason=part.tree.repaired)
        topic = title.replace("/", "·") if several else ""
        part.dialect.read(part.tree.root, Place(part.name, _Finder(archive, part.name), topic), maker)
    title = "" if several or not titles else titles[0]
    named = [title, *(test.get("title", "") for _, test in tests[:1]), _title(manifest)]
    return gather(file, maker, title=next(filter(None, named), ""), media=report.media)


def _tests(archive: Archive) -> Iterator[tuple[PurePosixPath, etree._Element]]:
    """The tests of QTI 2 and 3 with their folders: they name items in order, and hold none."""
    for name in archive.names:
        raw = archive.read(name) if name.endswith(".xml") else None
        if raw is not None and _TEST.search(head_of(raw)):
            try:
                yield PurePosixPath(name).parent, parse_xml(raw).root
            except FileRefused:
                continue  # its items are found without it


def _manifest(archive: Archive, report: Report) -> tuple[PurePosixPath, etree._Element] | None:
    """The manifest with its folder: the outermost, if there are several."""
    names = [PurePosixPath(name) for name in archive.names if PurePosixPath(name).name == MANIFEST]
    for name in sorted(names, key=lambda name: len(name.parts))[:1]:
        try:
            return name.parent, parse_xml(archive.read(str(name)) or b"").root
        except FileRefused as refusal:
            report.add(str(name), refusal.code, **refusal.details)
    return None


def _title(manifest: tuple[PurePosixPath, etree._Element] | None) -> str:
    """The title in the metadata of the manifest."""
    titles = found(manifest[1], "title") if manifest is not None else []
    return next((title for one in titles if (title := words(one))), "")


def _listed(
    archive: Archive,
    manifest: tuple[PurePosixPath, etree._Element] | None,
    tests: Iterable[tuple[PurePosixPath, etree._Element]],
    report: Report,
) -> Iterator[str]:
    """The names of all files that may hold questions: in the order of tests, then of the manifest."""
    names: dict[str, None] = {}
    for folder, test in tests:
        refs = (one.get("href", "") for one in found(test, "assessmentItemRef", "qti-assessment-item-ref"))
        names |= dict.fromkeys(
            name for ref in refs if (name := joined(folder, unquote(ref))) in archive.names
        )
    if manifest is not None:
        for element in found(manifest[1], "resource", "file"):
            name = str(manifest[0] / unquote(element.get("href", ""))).removeprefix("./")
            if name in archive.names:
                names[name] = None
            elif element.get("href") and local(element) == "file":
                report.add(MANIFEST, "package_file_missing", name=name[:200])
    names |= dict.fromkeys(sorted(archive.names))
    copies = {
        PurePosixPath(name).name.partition(".")[0]
        for name in names
        if _FULL_COPIES in PurePosixPath(name).parts
    }
    for name in names:
        path = PurePosixPath(name)
        if path.parent.name in copies and path.name == "assessment_qti.xml":
            report.add(name, "copy_left_out", name=path.parent.name)
        elif name.endswith(_ENDINGS) and path.name != MANIFEST:
            yield name


def _parts(archive: Archive, names: Iterable[str], report: Report) -> Iterator[Part]:
    for name in names:
        raw = archive.read(name) or b""
        dialect = _dialect_of(raw)
        if dialect is None:
            continue
        try:
            yield Part(name, dialect, parse_xml(raw))
        except FileRefused as refusal:
            report.add(name, refusal.code, **refusal.details)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the files that a part of the package names, wherever programs put them."""

    archive: Archive
    part: str

    def __call__(self, name: str) -> bytes | None:
        for base in _FILE_BASES:
            name = name.replace(base, "")
        name = name.partition("?")[0]
        beside = joined(PurePosixPath(self.part).parent, name)
        for path in (beside, name, f"{_UPLOADS}/{name}"):
            if path in self.archive.names:
                return self.archive.read(path)
        ends = [known for known in self.archive.names if known.endswith(f"/{PurePosixPath(name).name}")]
        return self.archive.read(ends[0]) if len(ends) == 1 else None


def joined(folder: PurePosixPath | str, name: str) -> str:
    """A relative path without its steps up."""
    parts: list[str] = []
    for part in (PurePosixPath(folder) / name).parts:
        if part == "..":
            parts[-1:] = []
        else:
            parts.append(part)
    return "/".join(parts)
