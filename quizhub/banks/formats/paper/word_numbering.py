"""Automatic numbers of Word paragraphs: the document holds only rules for them, so they are counted here.

Used by `word_document`. Numbers in Chinese are written out as Word shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from quizhub.banks.xml_tree import local

_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = [chr(0x2460 + n) for n in range(20)]
_CHINESE_FORMATS = frozenset(
    ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
     "japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital")
)  # fmt: skip
_FORMAL_FORMATS = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"))
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without namespace, as two namespaces of Word documents are in use."""
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def whole(written: str | None, otherwise: int) -> int:
    """A whole number of a document, or another value where it is none."""
    try:
        return int(written or "")
    except ValueError:
        return otherwise


def number_in_chinese(number: int, digits: str = _DIGITS) -> str:
    """Counting numbers below ten thousand: 十一, 二十, 一百零五; others in digits."""
    if not 0 < number < 10_000:
        return str(number)
    units, out, zero = ("", "十", "百", "千"), "", False
    written = str(number)
    for place, digit in enumerate(written):
        unit = units[len(written) - 1 - place]
        if digit == "0":
            zero = True
        else:
            out += (digits[0] if zero and out else "") + digits[int(digit)] + unit
            zero = False
    return out[1:] if out.startswith("一十") and digits is _DIGITS else out


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        out += sign * (number // value)
        number %= value
    return out


def written_number(number: int, form: str) -> str:
    """A number in one of Word's forms; empty for bullets and forms that show nothing."""
    number = min(max(number, 0), 9_999)
    if form in ("bullet", "none"):
        return ""
    if form in _CHINESE_FORMATS:
        return number_in_chinese(number)
    if form in _FORMAL_FORMATS:
        return number_in_chinese(number, _FORMAL)
    if form in _STEMS and number:
        return _STEMS[form][(number - 1) % len(_STEMS[form])]
    if form.startswith("decimalEnclosedCircle") and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form in ("upperLetter", "lowerLetter") and number:
        return _letters(number) if form == "upperLetter" else _letters(number).lower()
    if form in ("upperRoman", "lowerRoman") and number:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: form, start, and the text around numbers (`%1` is that of the first level)."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Numbering:
    """Counts the paragraphs of a document, in their order."""

    levels: dict[str, list[Level]] = field(default_factory=dict)
    """By number id."""
    shared: dict[str, str] = field(default_factory=dict)
    """The list that a number id counts in: several may count in one."""
    _at: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number_id: str, depth: int) -> str:
        """The number of the next paragraph of a list, such as `1.` or `（二）`; empty without one."""
        levels = self.levels.get(number_id)
        if levels is None or not 0 <= depth < len(levels):
            return ""
        at = self._at.setdefault(self.shared[number_id], {})
        at[depth] = at.get(depth, levels[depth].start - 1) + 1
        for deeper in [one for one in at if one > depth]:
            del at[deeper]
        text = levels[depth].text
        if levels[depth].form in ("bullet", "none"):
            return ""
        for place in range(len(levels)):
            if f"%{place + 1}" in text:
                value = at.get(place, levels[place].start)
                text = text.replace(f"%{place + 1}", written_number(value, levels[place].form))
        return text


def numbering_of(root: etree._Element | None) -> Numbering:
    """The rules of numbering.xml; none where a document has no such part."""
    found = Numbering()
    if root is None:
        return found
    abstract = {attribute(one, "abstractNumId"): one for one in root if local(one) == "abstractNum"}
    for one in root:
        number_id = attribute(one, "numId")
        if local(one) == "num" and number_id is not None:
            list_id = attribute(child(one, "abstractNumId"), "val")
            levels = list(_levels(abstract.get(list_id)))
            overridden = _override(one, levels)
            found.levels[number_id] = levels
            found.shared[number_id] = f"num {number_id}" if overridden else f"list {list_id}"
    return found


def _levels(element: etree._Element | None) -> Iterator[Level]:
    for one in element if element is not None else ():
        if local(one) == "lvl":
            yield _level(one)


def _level(element: etree._Element) -> Level:
    return Level(
        attribute(child(element, "numFmt"), "val") or "decimal",
        attribute(child(element, "lvlText"), "val") or "",
        whole(attribute(child(element, "start"), "val"), 1),
    )


def _override(element: etree._Element, levels: list[Level]) -> bool:
    """Levels that one number id of a list has its own way; such a list counts for itself."""
    changed = False
    for one in element:
        depth = whole(attribute(one, "ilvl"), -1)
        if local(one) != "lvlOverride" or not 0 <= depth < len(levels):
            continue
        own = child(one, "lvl")
        start = attribute(child(one, "startOverride"), "val")
        level = _level(own) if own is not None else levels[depth]
        levels[depth] = Level(level.form, level.text, whole(start, level.start))
        changed = True
    return changed
