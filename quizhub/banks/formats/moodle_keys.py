"""Body and key of each kind as Moodle's question types. Used by the Moodle writer.

A function of `ANSWERS` puts the elements of its type into `into`, may put gaps into the stem, and names the
type. `simplified` says what of a key Moodle cannot hold.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from quizhub.banks.formats.moodle_kinds import OWN_MARK
from quizhub.banks.formats.moodle_numbers import number_of, plain_number
from quizhub.banks.formats.xml_writing import add, data_of, html_of, text_element
from quizhub.questions.model import (
    Accept,
    BlankKey,
    ChoiceBody,
    ChoiceKey,
    FillBody,
    FillKey,
    HotspotBody,
    HotspotKey,
    Kind,
    MatchBody,
    MatchKey,
    Media,
    NumberNear,
    NumberRange,
    NumericBody,
    NumericKey,
    OpenKey,
    Option,
    OrderBody,
    OrderKey,
    Question,
    Region,
    text_in,
)

_GRADING = {
    "exact": "ALL_OR_NOTHING",
    "position": "ABSOLUTE_POSITION",
    "adjacent": "RELATIVE_NEXT_EXCLUDE_LAST",
}
_FAR = Decimal(10**9)
"""Half the width of a range that has only one end."""
_CORNERS = 12
_MARKER = "●"


@dataclass(frozen=True)
class Writing:
    """A question on its way into Moodle's form: `into` collects its elements, `stem` is HTML."""

    question: Question
    language: str
    media: Mapping[str, bytes]
    into: etree._Element = field(default_factory=lambda: etree.Element("question"))

    def words(self, text: Mapping[str, str] | None) -> str:
        """A text in the language that is written."""
        return text_in(text or {}, self.language)

    def stem(self) -> str:
        """The stem as HTML, with the gaps of a question that has more than one."""
        body, key = self.question.body, self.question.key
        words = html_of(self.words(self.question.stem))
        if not isinstance(body, FillBody) or len(body.blanks) == 1:
            return words
        gaps = iter(
            map(_gap, key.blanks) if isinstance(key, FillKey) else ["{1:SHORTANSWER:}"] * len(body.blanks)
        )
        return re.sub("_{4,}", lambda _: next(gaps), words)

    def pictures(self, shown: Iterable[Media]) -> str:
        """The tags of pictures whose bytes are at hand."""
        known = [one for one in shown if one.id in self.media]
        return "".join(f'<br><img src="@@PLUGINFILE@@/{html_of(one.name)}">' for one in known)

    def write_files(self, parent: etree._Element, shown: Iterable[Media]) -> None:
        """The pictures themselves."""
        for one in shown:
            if one.id in self.media:
                add(parent, "file", data_of(self.media[one.id]), name=one.name, path="/", encoding="base64")

    def answer(self, share: Decimal | int, html: str, **attributes: str) -> etree._Element:
        """An answer that earns so much in per cent."""
        return text_element(
            self.into, "answer", html, fraction=str(plain_number(Decimal(share))), **attributes
        )

    def option(self, share: Decimal | int, option: Option) -> None:
        """An option with its picture."""
        own = [media for media in self.question.media if media.id == option.media]
        html = html_of(self.words(option.text)) + self.pictures(own)
        self.write_files(self.answer(share, html, format="html"), own)


def simplified(question: Question) -> list[str]:
    """What of the key Moodle cannot hold, in the words of the bank format."""
    match question.body, question.key:
        case ChoiceBody() as body, ChoiceKey() as key:
            return _simpler_choice(body, key)
        case _, FillKey() as key:
            return _simpler_fill(key)
        case _, NumericKey(accept=accept):
            ranges = (one for one in accept if isinstance(one, NumberRange))
            odd = any(one.lo is None or one.hi is None or one.lo_open or one.hi_open for one in ranges)
            rounded = any(isinstance(one, NumberNear) and one.decimals is not None for one in accept)
            return ["range"] * odd + ["decimals"] * rounded
        case MatchBody(), MatchKey() as key:
            return ["scoring"] * (key.scoring != "per_pair") + ["weights"] * (key.weights is not None)
        case _, OpenKey() as key:
            return ["rubric"] * bool(key.rubric) + ["keywords"] * bool(key.keywords)
        case HotspotBody() as body, HotspotKey() as key:
            wrong = len(key.correct) < len(key.regions)
            return ["regions"] * wrong + ["mode"] * (body.mode == "pick" and len(key.correct) > 1)
    return []


def _simpler_choice(body: ChoiceBody, key: ChoiceKey) -> list[str]:
    most = len(body.options) if body.kind == "multiple_choice" else 1
    several = body.kind == "multiple_choice" and key.scoring == "all_or_nothing"
    return (
        ["scoring"] * several + ["floor"] * (key.floor > 0)
        + ["min_select, max_select"] * ((body.min_select, body.max_select) != (1, most))
    )  # fmt: skip


def _simpler_fill(key: FillKey) -> list[str]:
    patterns = any(accept.match == "regex" for blank in key.blanks for accept in blank.accept)
    profiles = any(blank.normal not in ("basic", "exact", "numeral") for blank in key.blanks)
    parts = any(blank.weight != int(blank.weight) for blank in key.blanks)
    return (
        ["regex"] * patterns + ["normal"] * profiles + ["weight"] * parts + ["unordered"] * key.unordered
        + ["min_correct"] * (key.min_correct is not None)
    )  # fmt: skip


def _choice(ask: Writing) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, ChoiceBody)
    shares = _shares(body, key) if isinstance(key, ChoiceKey) else {}
    if body.kind == "true_false":
        for name in ("true", "false"):
            ask.answer(shares.get(name, 0), name, format="plain_text")
        return "truefalse"
    if isinstance(key, ChoiceKey) and body.kind == "multiple_choice" and key.scoring == "all_or_nothing":
        ask.into.append(etree.Comment(f" {OWN_MARK} scoring=all_or_nothing "))
    add(ask.into, "single", "false" if body.kind == "multiple_choice" else "true")
    add(ask.into, "shuffleanswers", "true" if body.shuffle else "false")
    for option in body.options:
        ask.option(shares.get(option.id, 0), option)
    return "multichoice"


def _shares(body: ChoiceBody, key: ChoiceKey) -> dict[str, Decimal]:
    """What each option earns in per cent."""
    if key.weights is not None:
        gains = sorted((weight for weight in key.weights.values() if weight > 0), reverse=True)
        best = sum(gains[: body.max_select], Decimal(0))
        return {name: round(weight / best * 100, 5) for name, weight in key.weights.items()}
    if body.kind != "multiple_choice":
        return dict.fromkeys(key.correct, Decimal(100))
    one = round(Decimal(100) / len(key.correct), 5)
    wrong = -one if key.scoring == "per_option" else Decimal(-100)
    return {name: one if name in key.correct else wrong for name in body.ids}


def _fill(ask: Writing) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, FillBody)
    if len(body.blanks) > 1:
        return "cloze"
    blank = key.blanks[0] if isinstance(key, FillKey) else None
    add(ask.into, "usecase", "1" if blank is not None and _is_exact(blank) else "0")
    for share, text in _texts(blank) if blank is not None else ():
        ask.answer(share, text, format="plain_text")
    return "shortanswer"


def _is_exact(blank: BlankKey) -> bool:
    return blank.normal.startswith("exact") or any(accept.match == "exact" for accept in blank.accept)


def _texts(blank: BlankKey) -> Iterator[tuple[Decimal, str]]:
    """What each text earns in per cent, stars that are no wildcards marked."""
    for accept in blank.accept:
        if accept.match != "regex":
            yield accept.weight * 100, _pattern(accept)
    for text in blank.reject:
        yield Decimal(0), text.replace("*", "\\*")


def _pattern(accept: Accept) -> str:
    if accept.match == "glob":
        return accept.value
    plain = accept.value.replace("*", "\\*")
    return f"*{plain}*" if accept.match == "contains" else plain


def _gap(blank: BlankKey) -> str:
    """One gap of a text; numbers that may be written in any way are numbers to Moodle too."""
    number = blank.normal == "numeral" and all(number_of(a.value) is not None for a in blank.accept)
    name = "NUMERICAL" if number else "SHORTANSWER_C" if _is_exact(blank) else "SHORTANSWER"
    answers = []
    for share, text in _texts(blank):
        mark = "=" if share == 100 else f"%{plain_number(share)}%"
        answers.append(mark + re.sub(r"([~#}\\])", r"\\\1", html_of(text)) + (":0" if number else ""))
    return f"{{{max(round(blank.weight), 1)}:{name}:{'~'.join(answers)}}}"


def _numeric(ask: Writing) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, NumericBody)
    for one in key.accept if isinstance(key, NumericKey) else ():
        value, tolerance = _middle(one)
        answer = ask.answer(one.weight * 100, str(plain_number(value)), format="plain_text")
        add(answer, "tolerance", str(plain_number(tolerance)))
    if body.unit is not None:
        unit = add(add(ask.into, "units"), "unit")
        add(unit, "multiplier", "1")
        add(unit, "unit_name", ask.words(body.unit))
    return "numerical"


def _middle(one: NumberNear | NumberRange) -> tuple[Decimal, Decimal]:
    """A value and how far beside it is right."""
    if isinstance(one, NumberNear):
        return one.value, max(one.abs_tol, one.rel_tol * abs(one.value))
    lo = one.lo if one.lo is not None else (one.hi or Decimal(0)) - 2 * _FAR
    hi = one.hi if one.hi is not None else lo + 2 * _FAR
    return (lo + hi) / 2, (hi - lo) / 2


def _order(ask: Writing) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, OrderBody)
    assert isinstance(key, OrderKey)
    add(ask.into, "gradingtype", _GRADING[key.scoring])
    items = {item.id: item for item in body.items}
    for place, name in enumerate(key.sequence, start=1):
        ask.option(place, items[name])
    return "ordering"


def _match(ask: Writing) -> str:
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, MatchBody)
    assert isinstance(key, MatchKey)
    texts = {item.id: ask.words(item.text) for item in (*body.left, *body.right)}
    paired = dict(key.pairs)
    pairs = [(texts[left], texts[paired[left]]) for left in body.left_ids]
    pairs += [("", texts[right]) for right in body.right_ids if right not in paired.values()]
    for left, right in pairs:
        text_element(
            text_element(ask.into, "subquestion", html_of(left), format="html"), "answer", html_of(right)
        )
    return "matching"


def _open(ask: Writing) -> str:
    key = ask.question.key
    add(ask.into, "responseformat", "editor")
    if isinstance(key, OpenKey) and key.reference is not None:
        text_element(ask.into, "graderinfo", html_of(ask.words(key.reference)), format="html")
    return "essay"


def _hotspot(ask: Writing) -> str:
    """One marker that may be set as often as there are areas."""
    body, key = ask.question.body, ask.question.key
    assert isinstance(body, HotspotBody)
    assert isinstance(key, HotspotKey)
    picture = next(media for media in ask.question.media if media.id == body.image)
    ask.write_files(ask.into, [picture])
    drag = add(ask.into, "drag")
    add(drag, "no", "1")
    add(drag, "text", _MARKER)
    add(drag, "noofdrags", str(len(key.correct)))
    for number, region in enumerate(key.correct, start=1):
        drop = add(ask.into, "drop")
        add(drop, "no", str(number))
        shape, coords = _drop(region, picture)
        add(drop, "shape", shape)
        add(drop, "coords", coords)
        add(drop, "choice", "1")
    return "ddmarker"


def _drop(region: Region, picture: Media) -> tuple[str, str]:
    """Shape and pixels; an ellipse becomes a polygon."""
    sides = (picture.width, picture.height)
    pixels = [round(part * sides[place % 2]) for place, part in enumerate(region.numbers)]
    if region.shape == "circle":
        return "circle", f"{pixels[0]},{pixels[1]};{pixels[2]}"
    if region.shape == "rect":
        return "rectangle", f"{pixels[0]},{pixels[1]};{pixels[2] - pixels[0]},{pixels[3] - pixels[1]}"
    if region.shape == "ellipse":
        x, y, across, down = pixels
        turns = [2 * math.pi * step / _CORNERS for step in range(_CORNERS)]
        pixels = [p for t in turns for p in (round(x + across * math.cos(t)), round(y + down * math.sin(t)))]
    return "polygon", ";".join(f"{x},{y}" for x, y in zip(pixels[::2], pixels[1::2], strict=True))


ANSWERS: dict[Kind, Callable[[Writing], str]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _choice,
    "fill": _fill,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "open": _open,
    "hotspot": _hotspot,
}
