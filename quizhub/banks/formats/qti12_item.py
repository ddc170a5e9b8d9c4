"""An item of QTI 1.2 as its parts: what is asked, how it is answered, and what is known about it.

Used by the readers of its question types. Text stands in `mattext`, as HTML or plain, at any depth.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from quizhub.banks.formats.gaps import gap
from quizhub.banks.formats.qti12_scoring import Rule, rules_of
from quizhub.banks.markup import looks_html, tidy
from quizhub.banks.wording import Wording
from quizhub.banks.xml_tree import child, children, found, local, words

RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
_TEXTS = ("mattext", "mat_formattedtext", "matemtext")
FILE_BASE = "$IMS-CC-FILEBASE$"

_PROFILES = {
    "cc.multiple_choice": "multiple_choice_question",
    "cc.multiple_response": "multiple_answers_question",
    "cc.true_false": "true_false_question",
    "cc.fib": "short_answer_question",
    "cc.pattern_match": "short_answer_question",
    "cc.essay": "essay_question",
}


@dataclass(frozen=True, slots=True)
class Label:
    """Something that can be chosen."""

    ident: str
    element: etree._Element


@dataclass(frozen=True)
class Item:
    """One item; `tell` notes a problem where it stands."""

    element: etree._Element
    wording: Wording
    tell: Callable[..., None]

    @cached_property
    def facts(self) -> dict[str, str]:
        """The metadata by label, in the forms of Canvas, of cartridges and of older programs."""
        known = {
            words(one, "fieldlabel"): words(one, "fieldentry")
            for one in found(self.element, "qtimetadatafield")
        }
        older = {local(one): words(one) for one in found(self.element, "qmd_itemtype", "bbmd_questiontype")}
        return older | known

    @property
    def type(self) -> str:
        """The question type in Canvas's words; empty where none is given."""
        profile = self.facts.get("cc_profile", "").rpartition(".v")[0]
        return self.facts.get("question_type") or _PROFILES.get(profile, "")

    @cached_property
    def responses(self) -> list[etree._Element]:
        """What is answered, in file order."""
        return found(self.element, *RESPONSES)

    @cached_property
    def rules(self) -> list[Rule]:
        """What earns points."""
        return rules_of(self.element)

    @cached_property
    def stem(self) -> str:
        """The words of the question, with a gap where something is typed between them."""
        presentation = child(self.element, "presentation")
        parts = [] if presentation is None else list(self._stem_parts(presentation))
        while parts and parts[-1].startswith("[[#"):
            parts.pop()
        return "\n".join(part for part in parts if part.strip())

    def _stem_parts(self, element: etree._Element) -> Iterator[str]:
        for one in children(element):
            name = local(one)
            if name in ("response_str", "response_num"):
                yield gap(self.responses.index(one) + 1)
            elif name == "response_xy":
                yield from self._stem_parts(one)
            elif name == "material":
                yield self.material(one)
            elif name not in RESPONSES and not name.startswith("render_"):
                yield from self._stem_parts(one)

    def material(self, element: etree._Element | None, *, shown: bool = True) -> str:
        """The words of all texts inside an element; pictures beside them are taken too."""
        parts = []
        for one in found(element, *_TEXTS, "matimage") if element is not None else ():
            if local(one) == "matimage":
                uri = one.get("uri", "")
                if not shown or self.wording.picture(uri) is None:
                    self.wording.missing(uri)
            else:
                parts.append(self.words(one, shown=shown))
        return "\n".join(part for part in parts if part)

    def words(self, text: etree._Element, *, shown: bool = True) -> str:
        """One text; those that call themselves plain often are not."""
        source = words(text)
        if looks_html(source) and (text.get("texttype") != "text/plain" or "</" in source):
            return self.wording.words(source, shown=shown)
        return tidy(source)

    def title_of(self, response: etree._Element) -> str:
        """What stands before the options of one response."""
        return self.material(child(response, "material"))

    def labels(self, response: etree._Element) -> list[Label]:
        """What can be chosen in one response."""
        return [Label(one.get("ident", ""), one) for one in found(response, "response_label")]

    def option(self, label: Label) -> tuple[str, str | None]:
        """The words and the picture of an option."""
        texts = found(label.element, *_TEXTS)
        html = "".join(words(one) for one in texts)
        image = next(iter(found(label.element, "matimage")), None)
        if image is not None:
            html += f'<img src="{image.get("uri", "")}">'
        return self.wording.option(html) if "<img" in html else (self.material(label.element), None)

    def feedback(self, *idents: str) -> str:
        """The first of the named feedbacks that says something."""
        known = {one.get("ident", ""): one for one in found(self.element, "itemfeedback")}
        for ident in idents:
            text = self.material(known.get(ident), shown=False)
            if text:
                return text
        return ""
