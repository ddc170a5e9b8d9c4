"""Writes a bank as a package of QTI 2.2 or 3.0: an item a file, a test for the order, pictures, a manifest.

Items are made under the names of version 2; version 3 renames them. An item that came from a file of the same
version and was not changed since is written as it was read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from quizhub.banks.export import Export
from quizhub.banks.formats.packing import document, packed
from quizhub.banks.formats.qti2 import FORMAT, ITEMS, read_item
from quizhub.banks.formats.qti2_keys import KINDS, Writing2, ident_of, simplified, write_words
from quizhub.banks.formats.qti_package import MANIFEST, joined
from quizhub.banks.formats.qti_sources import Place, finder_of, old_item
from quizhub.banks.formats.xml_writing import add, same_question
from quizhub.banks.losses import losses_of
from quizhub.banks.making import Maker
from quizhub.banks.problems import Problem, problem
from quizhub.banks.report import Report
from quizhub.banks.xml_tree import found, local
from quizhub.questions.model import Material, Media, Question, text_in

_HTML = ("p", "br", "img", "object")
_KEPT = ("media", "material", "explanation", "points")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of QTI: its namespace, the addresses of its templates, its types in manifests."""

    name: str
    namespace: str
    templates: str
    kind: str
    item: str
    """What an item is called; version 3 begins all its names so."""


V22 = Version(
    "QTI 2.2",
    "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "http://www.imsglobal.org/question/qti_v2p2/rptemplates/{}",
    "imsqti_{}_xmlv2p2",
    ITEMS[0],
)
V30 = Version(
    "QTI 3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
    "imsqti_{}_xmlv3p0",
    ITEMS[1],
)


def kebab(name: str) -> str:
    """`maxChoices` as `max-choices`."""
    return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)


def _safe(name: str) -> str:
    """A name without characters that identifiers cannot have."""
    return re.sub(r"[^\w.\-]", "_", name)


@dataclass
class _Package:
    """The files of a package so far, and what its manifest lists."""

    export: Export
    version: Version
    files: dict[str, bytes] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    """The files of items by identifier."""

    def picture(self, media: Media) -> str | None:
        """Keep the picture; its address as seen from an item."""
        raw = self.export.media.get(media.id)
        if raw is None:
            return None
        path = f"media/{media.id[:16]}/{media.name}"
        self.files[path] = raw
        return f"../../{path}"


def qti_losses(version: Version) -> Callable[[Export], list[Problem]]:
    """Says what a version has no room for."""

    def losses(export: Export) -> list[Problem]:
        told: list[Problem] = []
        for question in export.bank.questions:
            if _as_read(question, export, version) is None:
                told += losses_of(question, export.language, version.name, tuple(KINDS), _KEPT)
                what = simplified(question)
                if what:
                    told.append(
                        problem(question.id, "key_simplified", format=version.name, what=", ".join(what))
                    )
        return told

    return losses


def qti_writer(version: Version) -> Callable[[Export], bytes]:
    """Writes packages of a version."""

    def write(export: Export) -> bytes:
        package = _Package(export, version)
        for number, question in enumerate(export.bank.questions, start=1):
            folder = f"items/{number:04}"
            if not _write_as_read(package, question, folder):
                package.files[f"{folder}/item.xml"] = _written(package, question)
            package.items[ident_of(_safe(question.id))] = f"{folder}/item.xml"
        package.files["test.xml"] = _test(package)
        return packed({MANIFEST: _manifest(package), **package.files})

    return write


def _as_read(
    question: Question, export: Export, version: Version
) -> tuple[etree._Element, dict[str, str]] | None:
    """The item as it stood in its file, with the pictures it names; None when it means something else."""
    element = old_item(question, FORMAT)
    if element is None or local(element) != version.item:
        return None
    asked: dict[str, str] = {}
    pictures = finder_of(question, export.media, asked)
    passage = (
        _stimulus(question.material, next(iter(question.stem)), V22)
        if question.material is not None
        else None
    )
    maker = Maker(Report(""), next(iter(question.stem)))
    read_item(
        element, "", Place("", lambda name: passage if name.endswith(".xml") else pictures(name)), maker
    )
    return (element, asked) if same_question(question, maker.records, "topic") else None


def _write_as_read(package: _Package, question: Question, folder: str) -> bool:
    """Keep the item as it was read, if it still means the same, and its files where it names them."""
    old = _as_read(question, package.export, package.version)
    if old is None:
        return False
    element, asked = old
    files = {joined(folder, name): package.export.media[media] for name, media in asked.items()}
    for one in found(element, "assessmentStimulusRef", "qti-assessment-stimulus-ref"):
        language = next(iter(question.stem))
        files[joined(folder, one.get("href", ""))] = _stimulus(question.material, language, package.version)
    if any(package.files.get(path, raw) != raw for path, raw in files.items()):
        return False
    package.files |= files
    package.files[f"{folder}/item.xml"] = document(element)
    return True


def _written(package: _Package, question: Question) -> bytes:
    language = package.export.language
    writing = Writing2(question, language, package.picture)
    if question.kind != "fill":
        write_words(add(writing.body, "p"), writing.words(question.stem))
    KINDS[question.kind](writing)
    writing.show(add(writing.body, "p"), question.stem_media)
    item = writing.item
    ident = ident_of(_safe(question.id))
    title = writing.words(question.stem).split("\n")[0][:80]
    for name, value in {
        "identifier": ident,
        "title": title,
        "adaptive": "false",
        "timeDependent": "false",
    }.items():
        item.set(name, value)
    _outcomes(item, question)
    if question.material is not None:
        path = f"stimuli/{_safe(question.material.id)}.xml"
        package.files[path] = _stimulus(question.material, language, package.version)
        add(item, "assessmentStimulusRef", identifier=question.material.id, href=f"../../{path}")
    item.append(writing.body)
    item.extend(writing.processing)
    if question.explanation is not None:
        shown = {"outcomeIdentifier": "FEEDBACK", "identifier": "explanation", "showHide": "show"}
        write_words(add(add(item, "modalFeedback", **shown), "p"), writing.words(question.explanation))
    return document(_in_version(item, package.version, language))


def _outcomes(item: etree._Element, question: Question) -> None:
    score = add(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    add(add(score, "defaultValue"), "value", "0")
    if question.points is not None:
        most = add(item, "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float")
        add(add(most, "defaultValue"), "value", str(question.points))
    if question.explanation is not None:
        told = add(
            item, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier"
        )
        add(add(told, "defaultValue"), "value", "explanation")


def _stimulus(material: Material | None, language: str, version: Version) -> bytes:
    """The passage that items share, as a file of its own."""
    root = etree.Element("assessmentStimulus", identifier="stimulus", title="")
    body = add(root, "stimulusBody")
    write_words(add(body, "p"), text_in(material.text, language) if material is not None else "")
    return document(_in_version(root, version, language))


def _in_version(root: etree._Element, version: Version, language: str) -> etree._Element:
    """The tree under the names and in the namespace of a version."""
    made = _renamed(root, version, None)
    if language != "und":
        made.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    return made


def _renamed(element: etree._Element, version: Version, parent: etree._Element | None) -> etree._Element:
    name = local(element)
    newer = version is V30 and name not in _HTML
    tag = f"{{{version.namespace}}}{f'qti-{kebab(name)}' if newer else name}"
    spaces: Any = {None: version.namespace}
    made = etree.Element(tag, nsmap=spaces) if parent is None else etree.SubElement(parent, tag)
    made.text, made.tail = element.text, element.tail
    for attribute, value in element.attrib.items():
        said = version.templates.format(value) if attribute == "template" else str(value)
        made.set(kebab(str(attribute)) if newer else str(attribute), said)
    for one in element:
        _renamed(one, version, made)
    return made


def _test(package: _Package) -> bytes:
    """The test that gives the items their order."""
    bank = package.export.bank
    title = text_in(bank.title, package.export.language)
    root = etree.Element("assessmentTest", identifier=ident_of(bank.id), title=title)
    part = add(root, "testPart", identifier="part", navigationMode="linear", submissionMode="individual")
    section = add(part, "assessmentSection", identifier="section", title=title, visible="true")
    for ident, path in package.items.items():
        add(section, "assessmentItemRef", identifier=ident, href=path)
    return document(_in_version(root, package.version, package.export.language))


def _manifest(package: _Package) -> bytes:
    root = etree.Element("manifest", identifier="manifest")
    add(root, "organizations")
    resources = add(root, "resources")
    kind = package.version.kind
    listed = {"test": ("test.xml", kind.format("test"))}
    listed |= {ident: (path, kind.format("item")) for ident, path in package.items.items()}
    for ident, (path, name) in listed.items():
        add(add(resources, "resource", identifier=f"res-{ident}", type=name, href=path), "file", href=path)
    known = {path for path, _ in listed.values()}
    others = add(resources, "resource", identifier="res-files", type="webcontent")
    for path in package.files:
        if path not in known:
            add(others, "file", href=path)
    return document(root)
