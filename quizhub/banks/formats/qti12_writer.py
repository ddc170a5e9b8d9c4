"""Writes a bank as a package that Canvas imports: QTI 1.2 in Canvas's question types, with pictures.

An item that came from QTI 1.2 and was not changed since is written as it was read.
"""

import copy
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from quizhub.banks.export import Export
from quizhub.banks.formats.packing import document, packed
from quizhub.banks.formats.qti12 import FORMAT, read_item
from quizhub.banks.formats.qti12_item import FILE_BASE
from quizhub.banks.formats.qti12_keys import KINDS, Writing12, material, named_gaps, simplified
from quizhub.banks.formats.qti_package import MANIFEST, joined
from quizhub.banks.formats.qti_sources import Place, finder_of, old_item
from quizhub.banks.formats.xml_writing import add, html_of, same_question
from quizhub.banks.losses import losses_of
from quizhub.banks.making import Maker
from quizhub.banks.problems import Problem, problem
from quizhub.banks.report import Report
from quizhub.banks.xml_tree import local
from quizhub.questions.model import Media, Question, text_in

NAME = "Canvas (QTI 1.2)"
_KEPT = ("media", "explanation", "points")
_SPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_META = "http://canvas.instructure.com/xsd/cccv1p0"
_CONTENT = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_FOLDER = "quiz"
_UPLOADS = "web_resources"


@dataclass
class _Package:
    """The pictures of a package so far, by path."""

    export: Export
    files: dict[str, bytes] = field(default_factory=dict)

    def picture(self, media: Media) -> str | None:
        """Keep the picture; its address as Canvas writes it."""
        raw = self.export.media.get(media.id)
        if raw is None:
            return None
        path = f"quizhub/{media.id[:16]}/{media.name}"
        self.files[f"{_UPLOADS}/{path}"] = raw
        return f"{FILE_BASE}/{path}"


def canvas_losses(export: Export) -> list[Problem]:
    """What Canvas has no room for."""
    told: list[Problem] = []
    for question in export.bank.questions:
        if _as_read(question, export) is None:
            told += losses_of(question, export.language, NAME, tuple(KINDS), _KEPT)
            what = simplified(question)
            if what:
                told.append(problem(question.id, "key_simplified", format=NAME, what=", ".join(what)))
    return told


def write_canvas(export: Export) -> bytes:
    """The package."""
    package = _Package(export)
    title = text_in(export.bank.title, export.language)
    root = _element("questestinterop", _SPACE)
    section = add(add(root, "assessment", ident=_FOLDER, title=title), "section", ident="root_section")
    for question in export.bank.questions:
        old = _as_read_with_files(package, question)
        section.append(old if old is not None else _written(package, question))
    meta = _element("quiz", _META)
    meta.set("identifier", _FOLDER)
    add(meta, "title", title)
    add(meta, "shuffle_answers", "true")
    add(meta, "quiz_type", "practice_quiz")
    files = {
        f"{_FOLDER}/{_FOLDER}.xml": _spaced(root, _SPACE),
        f"{_FOLDER}/assessment_meta.xml": _spaced(meta, _META),
    }
    return packed({MANIFEST: _manifest([*files, *package.files]), **files, **package.files})


def _element(tag: str, space: str) -> etree._Element:
    spaces: Any = {None: space}
    return etree.Element(f"{{{space}}}{tag}", nsmap=spaces)


def _spaced(root: etree._Element, space: str) -> bytes:
    """The document with every element in the namespace of its root; old items may have none."""
    for one in root.iter():
        if isinstance(one.tag, str):
            one.tag = f"{{{space}}}{local(one)}"
    return document(root)


def _as_read(question: Question, export: Export) -> tuple[etree._Element, dict[str, str]] | None:
    """The item as it stood in its file, with the pictures it names; None when it means something else."""
    element = old_item(question, FORMAT)
    if element is None:
        return None
    asked: dict[str, str] = {}
    maker = Maker(Report(""), next(iter(question.stem)))
    read_item(element, "", Place("", finder_of(question, export.media, asked)), maker)
    return (element, asked) if same_question(question, maker.records, "topic") else None


def _as_read_with_files(package: _Package, question: Question) -> etree._Element | None:
    """The item as it was read, its pictures where it names them; None when they cannot be there."""
    old = _as_read(question, package.export)
    if old is None:
        return None
    files = {}
    for name, media in old[1].items():
        path = name.partition("?")[0]
        inside = path.startswith(FILE_BASE)
        place = f"{_UPLOADS}/{path.removeprefix(FILE_BASE).lstrip('/')}" if inside else joined(_FOLDER, path)
        files[place] = package.export.media[media]
    if any(package.files.get(path, raw) != raw for path, raw in files.items()):
        return None
    package.files |= files
    return copy.deepcopy(old[0])


def _written(package: _Package, question: Question) -> etree._Element:
    writing = Writing12(question, package.export.language, package.picture)
    stem = writing.words(question.stem)
    if question.material is not None:
        stem = f"{writing.words(question.material.text)}\n\n{stem}"
    placed = {media.id for media in question.media} - {media.id for media in question.stem_media}
    shown_here = [media for media in question.all_media if media.id not in placed]
    several = question.kind == "fill" and len(re.findall("_{4,}", stem)) > 1
    material(writing.shown, writing.html(named_gaps(stem) if several else stem, shown_here))
    item = etree.Element("item", ident=question.id, title=stem.split("\n")[0][:80])
    facts = {"question_type": KINDS[question.kind](writing), **writing.facts}
    facts |= {"points_possible": str(question.points)} if question.points is not None else {}
    fields = add(add(item, "itemmetadata"), "qtimetadata")
    for label, entry in facts.items():
        one = add(fields, "qtimetadatafield")
        add(one, "fieldlabel", label)
        add(one, "fieldentry", entry)
    item.append(writing.shown)
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    outcomes = etree.Element("outcomes")
    add(outcomes, "decvar", **score)
    writing.processing.insert(0, outcomes)
    item.append(writing.processing)
    if question.explanation is not None:
        told = add(add(item, "itemfeedback", ident="general_fb"), "flow_mat")
        material(told, html_of(writing.words(question.explanation)))
        shown = etree.Element("respcondition", {"continue": "Yes"})
        add(add(shown, "conditionvar"), "other")
        add(shown, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
        writing.processing.insert(1, shown)
    return item


def _manifest(paths: list[str]) -> bytes:
    root = _element("manifest", _CONTENT)
    root.set("identifier", "manifest")
    about = add(root, "metadata")
    add(about, "schema", "IMS Content")
    add(about, "schemaversion", "1.1.3")
    add(root, "organizations")
    resources = add(root, "resources")
    quiz = add(resources, "resource", identifier=_FOLDER, type="imsqti_xmlv1p2")
    add(quiz, "file", href=paths[0])
    add(quiz, "dependency", identifierref="meta")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    add(add(resources, "resource", identifier="meta", type=kind, href=paths[1]), "file", href=paths[1])
    for number, path in enumerate(paths[2:], start=1):
        add(
            add(resources, "resource", identifier=f"file{number}", type="webcontent", href=path),
            "file",
            href=path,
        )
    return _spaced(root, _CONTENT)
