"""Makes the question of a block of an exam paper: its kind, its key from wherever it stands, its extras.

Used by `reading`. Every doubt is told at the place where the question begins.
"""

import re
from typing import Any

from quizhub.banks.formats.paper.blanks import fill_shape, without_spare_bracket
from quizhub.banks.formats.paper.blocks import FILLED, Block
from quizhub.banks.formats.paper.extras import NOTHING, Making, fields_of, pictures_of, place_pictures
from quizhub.banks.formats.paper.headings import tags_of
from quizhub.banks.formats.paper.lines import Line
from quizhub.banks.making import Shape, choice, match, open_, order, true_false
from quizhub.banks.notation import by_text, folded, kind_named, letters, truth
from quizhub.questions.text import MAX_FIELD

_LETTERS_IN = re.compile(r"([（(【\[])\s*([A-HＡ-Ｈ](?:[\s,，、;；/和]*[A-HＡ-Ｈ])*)\s*([)）】\]])")
_TRUTH_IN = re.compile(
    r"([（(【\[])\s*([√×✓✗✔✘]|对|错|正确|错误|[TFtf])\s*([)）】\]])(?=\s*[。．.]?\s*$)|([√×✓✗✔✘])\s*$"
)
_ALL = re.compile(r"(?:以上)?(?:全选|全部正确|全对|都选|皆选|均正确|都正确|都对|全部)[。.]?")
_RUN = re.compile(r"([A-Ha-h])\s*[-—–~～至到]\s*([A-Ha-h])[.。]?")
_FIRST = re.compile(r"([A-Ha-hＡ-Ｈ]{1,8})\s*(?:[（(](.+)[)）]|[、．.:：,，]?\s*(.+?))", re.DOTALL)
_PAIR = re.compile(r"\s*(?:[-—–]{1,2}>?|→|=>|=)\s*")
_CHOICES = (None, "single_choice", "multiple_choice")
_PROSE_TITLE = re.compile("简答|簡答|问答|問答|论述|名词|主观")
_PROSE_STEM = re.compile(r"(?:请|試|试|简述|论述|说明|解释|谈谈|分析|列举)[^？?（(]*[：:]$")
_CHOSEN = re.compile(
    r"(?:选择?|答案[为是选]?|选项)\s*[:：]?\s*([A-H]{1,8})\s*(?:项|选项)?\s*(?:正确)?[。.！!]?\s*$"
)
_SENTENCE = 8
"""A text that is no key and as long as this is an answer in words."""
_SHORT = 30


def add_block(making: Making, block: Block) -> None:
    """Make the question of a block and keep it."""
    report = making.maker.report
    stem, kind, points = _stem(block)
    named = next((part.line.text for part in block.labels if part.name == "kind"), "")
    kind = kind_named(named) or kind or block.section.kind
    written = "\n".join(line.text for line in block.keys).strip()
    if NOTHING.fullmatch(written):
        written = ""
    if block.gap:
        report.add(block.place, "number_gap", number=str(block.number))
    fields = fields_of(making, block, points)
    pictures = pictures_of(making, block)
    if len(block.options) == 1 or (block.options and _is_prose(block, kind, written)):
        stem = tags_of(Line(block.place, "\n".join(line.text for line in block.said)))[0].text
        block.options.clear()
    if not block.options and kind in _CHOICES and (lines := _unlettered(block, written)):
        stem, block.options = lines[0].text, [[line] for line in lines[1:]]
    written = written or _from_explanation(making, block)
    if block.options:
        stem, shape = _with_options(making, block, stem, kind, written)
        place_pictures(shape, block, pictures)
    else:
        stem, shape, more = _without_options(making, block, stem, kind, written)
        fields |= more
    if pictures:
        fields["media"] = tuple({media.id: media for media in pictures.values()}.values())
    making.maker.add(block.place, stem or "（图）", shape, **fields)


def _stem(block: Block) -> tuple[str, str | None, str | None]:
    """The words of the stem, and the kind and points that stood in brackets at its ends."""
    lines = [line for line in block.stem if line.text]
    kind = points = None
    if lines:
        lines[0], kind, points = tags_of(lines[0])
        if len(lines) > 1:
            lines[-1], last_kind, last_points = tags_of(lines[-1])
            kind, points = kind or last_kind, points or last_points
    words = "\n".join(line.text for line in lines if line.text)
    return without_spare_bracket(words), kind, points


def _is_prose(block: Block, kind: str | None, written: str) -> bool:
    """Whether lettered items are part of a question to be answered in words of one's own."""
    if kind == "open":
        return _PROSE_TITLE.search(block.section.title) is not None
    if kind is not None or any(FILLED.search(line.text) for line in block.stem):
        return False
    options = ["\n".join(line.text for line in option) for option in block.options]
    if len(written) >= _SENTENCE and key_of(written, options) is None:
        return True
    stem = "".join(line.text for line in block.stem)
    return len(block.said) == 1 and _PROSE_STEM.match(stem) is not None


def _unlettered(block: Block, written: str) -> list[Line]:
    """Stem and options where these are short lines without letters, enough of them for the key."""
    lines = [line for line in block.said if line.text]
    last = max((ord(letter) - ord("A") for letter in written.upper() if "A" <= letter <= "H"), default=99)
    plain = re.fullmatch(r"[A-Ha-h\s,，、]+", written) is not None
    short = all(len(line.text) <= _SHORT for line in lines[1:])
    return lines if plain and short and 2 <= len(lines) - 1 <= 8 and last < len(lines) - 1 else []


def _from_explanation(making: Making, block: Block) -> str:
    """The letters that an explanation ends with, such as 故选B: the key where none is written elsewhere."""
    if not block.options or block.ticked or any(FILLED.search(line.text) for line in block.stem):
        return ""
    found = _CHOSEN.search("".join(line.text for line in block.why))
    if found is None:
        return ""
    making.maker.report.add(block.place, "key_from_explanation", key=found[1])
    return found[1]


def _with_options(
    making: Making, block: Block, stem: str, kind: str | None, written: str
) -> tuple[str, Shape]:
    report = making.maker.report
    options = ["\n".join(line.text for line in option if line.text) for option in block.options]
    options = [text or f"图 {chr(ord('A') + n)}" for n, text in enumerate(options)]
    if kind == "order":
        right = _sequence(written, len(options))
        return stem, (order(options, right) if right else (order(options)[0], None))
    bracketed, emptied = _letters_in(stem, len(options))
    right = key_of(written, options) if written else bracketed
    if written and right is None:
        report.add(block.place, "key_not_read", value=written[:80])
    if written and right and bracketed and set(right) != set(bracketed):
        report.add(block.place, "two_keys", stem=_named(bracketed), line=_named(right))
    if bracketed:
        stem = emptied
    if right is None and not written:
        stem, right = _marked(making, block, stem, options)
    truths = [truth(option) for option in options]
    lettered = kind is None and bool(letters(written, len(options)) if written else bracketed)
    if sorted(truths, key=str) == [False, True] and kind in (None, "true_false") and not lettered:
        return stem, true_false(truths[right[0]] if right else None)
    if kind == "single_choice" and len(right or ()) > 1 and "单" in block.section.title:
        report.add(block.place, "single_with_several", key=_named(right or ()))
    several = kind == "multiple_choice" or len(right or ()) > 1
    return stem, choice(options, right or (), "multiple_choice" if several else "single_choice")


def key_of(written: str, options: list[str]) -> tuple[int, ...] | None:
    """Places of the right options: letters, a run of them, 全选, a letter with its text, or the text."""
    plain = written.strip().rstrip("。.").strip()
    whole = by_text(plain, options) if len(plain) > 1 else None
    found = whole or letters(plain, len(options)) or by_text(plain, options)
    if found is not None:
        return found
    if _ALL.fullmatch(plain):
        return tuple(range(len(options)))
    run = _RUN.fullmatch(plain.upper())
    if run is not None and ord(run[1]) < ord(run[2]) < ord("A") + len(options):
        return tuple(range(ord(run[1]) - ord("A"), ord(run[2]) - ord("A") + 1))
    said = truth(plain)
    if said is not None and [truth(option) for option in options].count(said) == 1:
        return ([truth(option) for option in options].index(said),)
    return _letters_with_text(plain, options)


def _letters_with_text(plain: str, options: list[str]) -> tuple[int, ...] | None:
    """`B. 错误`, `B（错误）` or `A. 甲 C. 丙`: letters followed by what they stand for."""
    first = _FIRST.fullmatch(plain)
    found = letters(first[1], len(options)) if first is not None else None
    if first is None or found is None:
        return None
    told = folded(first[3] or first[2] or "").rstrip("。.;；")
    if first[2] is not None or (len(found) == 1 and told == folded(options[found[0]]).rstrip("。.;；")):
        return found
    parts = re.findall(r"(?:^|[\s,，;；、])([A-Ha-hＡ-Ｈ])\s*[、．.:：]", plain)
    return letters("".join(parts), len(options)) if len(parts) > 1 else None


def _sequence(written: str, count: int) -> tuple[int, ...] | None:
    """The order that letters name, such as `BDAC` or `B→D→A→C`."""
    plain = re.findall("[A-T]", written.upper())
    places = tuple(ord(letter) - ord("A") for letter in plain)
    return places if sorted(places) == list(range(count)) else None


def _letters_in(stem: str, count: int) -> tuple[tuple[int, ...] | None, str]:
    """The key in a bracket of the stem, the last there is, and the stem with that bracket emptied."""
    for found in reversed(list(_LETTERS_IN.finditer(stem))):
        right = letters(found[2], count)
        if right is not None:
            return right, f"{stem[: found.start()]}{found[1]} {found[3]}{stem[found.end() :]}"
    return None, stem


def _marked(
    making: Making, block: Block, stem: str, options: list[str]
) -> tuple[str, tuple[int, ...] | None]:
    """The options with a tick, or those that alone stand out; for two truths also a tick behind the stem."""
    if block.ticked:
        return stem, tuple(block.ticked)
    emptied, said = _truth_in(stem)
    if said is not None and [truth(option) for option in options].count(said) == 1:
        return emptied, ([truth(option) for option in options].index(said),)
    standing = [n for n, lines in enumerate(block.options) if lines and all(line.is_marked for line in lines)]
    if not making.use_marks or not 0 < len(standing) < len(options):
        return stem, None
    making.marked += 1
    making.maker.report.add(block.place, "marked_as_key", key=_named(standing))
    return stem, tuple(standing)


def _named(places: Any) -> str:
    return "".join(chr(ord("A") + place) for place in places)


def _truth_in(stem: str) -> tuple[str, bool | None]:
    """The stem with the bracket at its end emptied, and what stood in it or behind the stem."""
    found = _TRUTH_IN.search(stem)
    if found is None:
        return stem, None
    if found[4]:
        return stem[: found.start()].rstrip(), truth(found[4])
    return f"{stem[: found.start()]}{found[1]} {found[3]}{stem[found.end() :]}", truth(found[2])


def _without_options(
    making: Making, block: Block, stem: str, kind: str | None, written: str
) -> tuple[str, Shape, dict[str, Any]]:
    report = making.maker.report
    emptied, said = _truth_in(stem)
    if kind == "true_false" or (
        kind is None and (truth(written) is not None or (said is not None and not written))
    ):
        return emptied, true_false(_truth(making, block, said, written)), {}
    if kind in ("single_choice", "multiple_choice"):
        report.add(block.place, "options_missing")
        return stem, open_(written), {}
    if kind == "match" and (pairs := _pairs(written)):
        return stem, match(pairs), {}
    filled = fill_shape(stem, written, block, kind, report) if kind in (None, "fill", "numeric") else None
    if filled is not None:
        return *filled, {}
    if kind is None and not written:
        report.add(block.place, "taken_as_open")
    if len(written) > MAX_FIELD:
        report.add(block.place, "left_out_too_long", what="答案", limit=str(MAX_FIELD))
        written = ""
    return stem, open_(written), {}


def _truth(making: Making, block: Block, said: bool | None, written: str) -> bool | None:
    """What the key says of a statement; A and B are 正确 and 错误, as on answer sheets."""
    if not written:
        return said
    plain = written.strip().rstrip("。.").strip()
    found = truth(plain)
    if found is None and plain.upper() in ("A", "B"):
        found = plain.upper() == "A"
        making.maker.report.add(block.place, "letter_as_truth", key=plain)
    if found is None:
        first = re.match(r"[A-Ba-b][、．.:：]?\s*(.+)|(\S{1,2})[（(,，。\s]", plain)
        found = truth(first[1] or first[2]) if first is not None else None
    if found is None:
        making.maker.report.add(block.place, "key_not_read", value=written[:80])
    return found


def _pairs(written: str) -> list[tuple[str, str]]:
    """The pairs of a key such as `火警——119；急救——120`; empty when it is no list of pairs."""
    pairs = []
    for part in re.split(r"[;；\n]", written):
        left, _, right = (
            part.partition("——") if "——" in part else _PAIR.sub("\0", part, count=1).partition("\0")
        )
        pairs.append((left.strip(), right.strip()))
    return pairs if all(left and right for left, right in pairs) else []
