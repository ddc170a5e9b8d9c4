"""What each of Moodle's question types is as a kind of ours: one function for each, found in `TYPES`.

Used by the Moodle reader. A function gives the stem and the shape, or None when no kind of ours holds it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from lxml import etree

from quizhub.banks.formats import moodle_cloze
from quizhub.banks.formats.gaps import FULL, blanks, choices, gap, one_blank, typed
from quizhub.banks.formats.moodle_numbers import number_of, numbers_shape
from quizhub.banks.formats.shapes import weighted_choice
from quizhub.banks.making import Shape, hotspot, match, open_, order, true_false
from quizhub.banks.markup import looks_html, tidy
from quizhub.banks.wording import Wording
from quizhub.banks.xml_tree import child, children, local, words
from quizhub.questions.media import Media

OWN_MARK = "quizhub"
"""Begins a comment of our writer: how a choice is scored that Moodle can only come near to."""

_GRADING = {
    **dict.fromkeys(("-1", "ALL_OR_NOTHING"), "exact"),
    **dict.fromkeys(("0", "ABSOLUTE_POSITION"), "position"),
    **dict.fromkeys(("1", "RELATIVE_NEXT_EXCLUDE_LAST"), "adjacent"),
}
_YES = ("1", "true", "yes")
_SHAPES = {"circle": "circle", "rectangle": "rect", "polygon": "poly"}

Asked = tuple[str, Shape] | None


@dataclass(frozen=True)
class Moodle:
    """A question of a Moodle file; `tell` notes a problem where it stands."""

    element: etree._Element
    wording: Wording
    tell: Callable[..., None]

    def text(self, element: etree._Element | None, *, shown: bool = True) -> str:
        """The words of an element that holds a `text` in one of Moodle's text formats."""
        if element is None:
            return ""
        source = words(element, "text") if child(element, "text") is not None else words(element)
        if element.get("format") in ("plain_text", "markdown") or not looks_html(source):
            return tidy(source)
        return self.wording.words(source, shown=shown)

    @cached_property
    def stem(self) -> str:
        """The words of the question; read once, as its pictures are taken and missed by reading."""
        return self.text(child(self.element, "questiontext"))

    def says(self, name: str, default: str = "") -> str:
        """The plain value of a setting."""
        return words(self.element, name) or default

    def is_set(self, name: str, default: str) -> bool:
        """Whether a setting such as `single` is on."""
        return self.says(name, default).lower() in _YES

    @property
    def answers(self) -> list[etree._Element]:
        """The answers in file order."""
        return children(self.element, "answer")


def earned(answer: etree._Element) -> Decimal:
    """What an answer earns in per cent."""
    return number_of(answer.get("fraction", "")) or Decimal(0)


def _multichoice(ask: Moodle) -> Asked:
    options = []
    for answer in ask.answers:
        source = words(answer, "text")
        options.append(ask.wording.option(source) if "<img" in source else (ask.text(answer), None))
    single = ask.is_set("single", "true")
    body, key = weighted_choice(options, [earned(answer) for answer in ask.answers], single)
    if not ask.is_set("shuffleanswers", "1"):
        body["shuffle"] = False
    return ask.stem, (body, _own_scoring(ask, key))


def _own_scoring(ask: Moodle, key: dict[str, Any] | None) -> dict[str, Any] | None:
    """The key with the scoring that our writer left a note of, as Moodle has none of its kind."""
    notes = [node.text or "" for node in ask.element if not local(node)]
    found = next((m for note in notes if (m := re.match(rf"\s*{OWN_MARK} scoring=(\w+)", note))), None)
    if key is None or (found is None and ask.element.get("type") != "multichoiceset"):
        return key
    scoring = found[1] if found is not None else "all_or_nothing"
    return {**{name: value for name, value in key.items() if name != "weights"}, "scoring": scoring}


def _truefalse(ask: Moodle) -> Asked:
    right = next((words(answer, "text").lower() for answer in ask.answers if earned(answer) >= FULL), None)
    return ask.stem, true_false(None if right is None else right == "true")


def _shortanswer(ask: Moodle) -> Asked:
    known = [(earned(answer), words(answer, "text") or words(answer)) for answer in ask.answers]
    return one_blank(ask.stem), blanks([typed(known, ask.is_set("usecase", "0"))])


def _numerical(ask: Moodle) -> Asked:
    listed = child(ask.element, "units")
    units = children(listed, "unit") if listed is not None else []
    unit = words(units[0], "unit_name") if len(units) == 1 else None
    if len(units) > 1:
        ask.tell("units_left_out", units=", ".join(words(one, "unit_name") for one in units)[:200])
    found = []
    for answer in ask.answers:
        written = words(answer, "text")
        value, tolerance = number_of(written), number_of(words(answer, "tolerance"))
        if value is not None:
            found.append((earned(answer), value, tolerance or Decimal(0)))
        elif written != "*":
            ask.tell("number_not_read", value=written[:100])
    return ask.stem, numbers_shape(found, unit or None)


def _matching(ask: Moodle) -> Asked:
    pairs = [(ask.text(one), ask.text(child(one, "answer"))) for one in children(ask.element, "subquestion")]
    body, key = match([pair for pair in pairs if pair[0]], [right for left, right in pairs if not left])
    return ask.stem, (body, key)


def _ordering(ask: Moodle) -> Asked:
    items = sorted(ask.answers, key=earned)
    body, key = order([ask.text(item) for item in items])
    grading = ask.says("gradingtype", "0")
    if grading not in _GRADING:
        ask.tell("scoring_simplified", what=grading)
    assert key is not None, "without a sequence the items stand in the right one"
    return ask.stem, (body, {**key, "scoring": _GRADING.get(grading, "position")})


def _essay(ask: Moodle) -> Asked:
    return ask.stem, open_(ask.text(child(ask.element, "graderinfo"), shown=False))


def _cloze(ask: Moodle) -> Asked:
    text, gaps = moodle_cloze.split(words(ask.element, "questiontext", "text"))
    if not gaps:
        return None
    stem = ask.wording.words(text) if looks_html(text) else tidy(text)
    asked = moodle_cloze.shape_of(stem, gaps, ask.tell)
    if asked is None:
        ask.tell("kind_unsupported", kind="cloze")
    return asked or moodle_cloze.as_open(stem, gaps)


def _gap_select(ask: Moodle) -> Asked:
    """Words to put into `[[1]]`, `[[2]]`: the number is that of the right word, a gap offers its group."""
    boxes = [(ask.text(one), words(one, "group")) for one in children(ask.element, "dragbox", "selectoption")]
    rights: list[int] = []

    def take(found: re.Match[str]) -> str:
        rights.append(int(found[1]) - 1)
        return gap(len(rights))

    stem = re.sub(r"\[\[(\d{1,3})\]\]", take, ask.stem)
    if not rights or not all(0 <= right < len(boxes) for right in rights):
        return None
    gaps = []
    for right in rights:
        word, group = boxes[right]
        options = [text for text, own in boxes if own == group]
        gaps.append((options, options.index(word)))
    return choices(stem, gaps)


def _marker(ask: Moodle) -> Asked:
    """One marker to set on a picture; several with names of their own are no kind of ours."""
    file = child(ask.element, "file")
    media = ask.wording.picture(file.get("name", "")) if file is not None else None
    drops = children(ask.element, "drop")
    if media is None or len({words(drop, "choice") for drop in drops}) != 1:
        return None
    regions = [_region(drop, n, media) for n, drop in enumerate(drops, start=1)]
    whole = [region for region in regions if region is not None]
    mode = "pick" if len(drops) == 1 else "find_all"
    return (ask.stem, hotspot(media.id, whole, mode)) if len(whole) == len(drops) else None


def _region(drop: etree._Element, number: int, media: Media) -> dict[str, Any] | None:
    shape = _SHAPES.get(words(drop, "shape"))
    written = [number_of(one) for one in re.split(r"[,;]", words(drop, "coords"))]
    numbers = [float(one) for one in written if one is not None]
    if shape is None or len(numbers) != len(written):
        return None
    if shape == "rect" and len(numbers) == 4:
        numbers[2:] = [numbers[0] + numbers[2], numbers[1] + numbers[3]]
    return {"id": f"r{number}", "shape": shape, "coords": parts(numbers, media), "label": f"({number})"}


def parts(numbers: list[float], media: Media) -> list[Decimal]:
    """Pixels as parts of a picture's width and height; a circle's radius is one of the width."""
    sides = (media.width, media.height)
    shares = [number / sides[place % 2] for place, number in enumerate(numbers)]
    return [Decimal(str(round(min(max(share, 0.0), 1.0), 6))) for share in shares]


TYPES: dict[str, Callable[[Moodle], Asked]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _gap_select,
    "gapselect": _gap_select,
    "ddmarker": _marker,
}
"""Those that are missing, such as calculated ones, are kept as open questions with a word about it."""

NOT_ASKED = ("category", "description")
