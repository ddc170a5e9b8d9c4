"""Writes a bank as Moodle XML.

A question that came from such a file and was not changed since is written as it was read, with all its
settings; any other is written anew and keeps the settings of its old self that we have no field for.
"""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from quizhub.banks.export import Export
from quizhub.banks.formats.moodle_keys import ANSWERS, Writing, simplified
from quizhub.banks.formats.moodle_xml import FORMAT, read_question, topic_of
from quizhub.banks.formats.xml_writing import add, data_of, html_of, same_question, text_element
from quizhub.banks.losses import fields_lost, losses_of
from quizhub.banks.making import Maker
from quizhub.banks.problems import FileRefused, Problem, problem
from quizhub.banks.report import Report
from quizhub.banks.xml_tree import children, found, local, parse_xml, words
from quizhub.questions.model import Media, Question

NAME = "Moodle XML"
_KEPT = ("media", "explanation", "hint", "topic", "tags", "points")
_NEED_KEY = ("order", "match", "hotspot")
_ASKED = ("answer", "subquestion", "file", "image", "image_base64", "drag", "drop", "dragbox", "selectoption")
"""What an old form of a question asks; it is not taken over when the question was changed."""


def moodle_losses(export: Export) -> list[Problem]:
    """What Moodle has no room for."""
    told: list[Problem] = []
    for question in export.bank.questions:
        lost = _lost(question, export.language)
        # Reading it again takes a hundred times as long: only where there would be something to tell.
        if lost and _as_read(question, export) is None:
            told += lost
    return told


def _lost(question: Question, language: str) -> list[Problem]:
    """What a question loses that is written anew."""
    if question.key is None and question.kind in _NEED_KEY:
        return [problem(question.id, "kind_not_exported", format=NAME, kind=question.kind)]
    lost = [*losses_of(question, language, NAME, tuple(ANSWERS), _KEPT)]
    what = simplified(question)
    if what:
        lost.append(problem(question.id, "key_simplified", format=NAME, what=", ".join(what)))
    return lost


def write_moodle(export: Export) -> bytes:
    """The bank as XML in UTF-8."""
    quiz = etree.Element("quiz")
    category = ""
    for question in export.bank.questions:
        path = _category(question) or ("$course$/top" if category else "")
        if path != category:
            _write_category(quiz, path, _old(question))
            category = path
        element = _as_read(question, export)
        if element is None:
            element = _written(question, export)
        if element is not None:
            quiz.append(element)
    return etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _old(question: Question) -> Mapping[str, Any]:
    """What the reader kept of the question."""
    kept = question.ext.get(FORMAT)
    return kept if isinstance(kept, Mapping) else {}


def _category(question: Question) -> str:
    """The path as it was read, as long as it says the topic; empty without a topic."""
    known = _old(question).get("category")
    if isinstance(known, str) and topic_of(known)[:200] == question.topic:
        return known
    return f"$course$/top/{question.topic}" if question.topic else ""


def _write_category(quiz: etree._Element, path: str, old: Mapping[str, Any]) -> None:
    element = add(quiz, "question", type="category")
    text_element(element, "category", path)
    if old.get("category") == path and (info := _parsed(old.get("info"))) is not None:
        element.append(info)


def _parsed(raw: object) -> etree._Element | None:
    """XML kept in a question, which somebody may have changed since."""
    try:
        return parse_xml(raw.encode()).root if isinstance(raw, str) else None
    except FileRefused:
        return None


def _as_read(question: Question, export: Export) -> etree._Element | None:
    """The question as it stood in its file; None when it did not, or means something else by now."""
    if len(question.stem) > 1 or fields_lost(question, _KEPT):
        return None  # a file has one language, and none of these fields
    old = _old(question)
    element = _parsed(old.get("xml"))
    if element is None or not _with_files(element, export.media):
        return None
    maker = Maker(Report(""), next(iter(question.stem)))
    read_question(element, "", maker, {"category": old.get("category", "")})
    return element if same_question(question, maker.records, "topic") else None


def _with_files(element: etree._Element, media: Mapping[str, bytes]) -> bool:
    """Put the pictures back that are kept outside; whether all were there."""
    for file in found(element, "file", "image_base64"):
        digest = str(file.attrib.pop("sha256", ""))
        if digest and digest not in media:
            return False
        if digest:
            file.text = data_of(media[digest])
    return True


def _written(question: Question, export: Export) -> etree._Element | None:
    if question.key is None and question.kind in _NEED_KEY:
        return None
    writing = Writing(question, export.language, export.media)
    kind = ANSWERS[question.kind](writing)
    element = etree.Element("question", type=kind)
    text_element(element, "name", writing.words(question.stem).splitlines()[0][:80])
    material = "" if question.material is None else writing.words(question.material.text) + "\n\n"
    shown = [one for one in question.all_media if one not in _placed(question)]
    stem = html_of(material) + writing.stem() + writing.pictures(shown)
    writing.write_files(text_element(element, "questiontext", stem, format="html"), shown)
    text_element(element, "generalfeedback", html_of(writing.words(question.explanation)), format="html")
    if question.points is not None:
        add(element, "defaultgrade", str(question.points))
    add(element, "idnumber", question.id)
    element.extend(list(writing.into))
    if question.hint is not None:
        text_element(element, "hint", html_of(writing.words(question.hint)), format="html")
    tags = add(element, "tags") if question.tags else element
    for tag in question.tags:
        text_element(tags, "tag", tag)
    _keep_settings(element, _parsed(_old(question).get("xml")))
    return element


def _placed(question: Question) -> tuple[Media, ...]:
    """The pictures that stand with an option or are pointed at."""
    return tuple(one for one in question.media if one not in question.stem_media)


def _keep_settings(element: etree._Element, old: etree._Element | None) -> None:
    """Take over from the old form what the new one does not say, such as the penalty and other feedback."""
    if old is None or old.get("type") != element.get("type"):
        return
    said = {local(one) for one in element} | set(_ASKED)
    for one in children(old):
        if local(one) == "name":
            element.replace(children(element, "name")[0], one)
        elif local(one) == "idnumber" and words(one):
            element.replace(children(element, "idnumber")[0], one)
        elif local(one) not in said:
            element.append(one)
