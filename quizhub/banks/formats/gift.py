"""Reads GIFT, Moodle's text format for questions: categories, descriptions, and all kinds it has.

`gift_syntax` takes the text apart, `gift_answers` reads what stands between the braces, `gift_writer` writes.
"""

import re
from typing import Any

from quizhub.banks.bank import BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.formats.gaps import shortened, with_blank
from quizhub.banks.formats.gift_answers import Reading, shape_of
from quizhub.banks.formats.gift_syntax import (
    Block,
    Parts,
    blocks,
    is_html,
    parts_of,
    unescape,
    unwrap,
)
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker
from quizhub.banks.opening import encoding_guess, kept, text_of
from quizhub.banks.report import Report
from quizhub.questions.bodies import BLANK_MARK, count_blanks

_ANSWERS = re.compile(
    r"(?<!\\)\{\s*(?:%?-?[\d.]*%?[=~](?!>)[^{}]*|#\s*=?\s*(?:%\d+%)?[-+]?[\d.][^{}]*|(?:T|F|TRUE|FALSE)\b[^{}]*|)\}",
    re.I,
)
_NAMED = re.compile(r"^\s*::[^:\n]+::", re.M)
_CATEGORY = re.compile(r"^\s*\$CATEGORY:", re.M)
_MARKED = re.compile(r"^(?:::[^:\n]*::)?\s*\[(?:html|markdown|moodle|plain)\]", re.M)
_OTHER = re.compile(r'\s*(?:[\[{]\s*["{\[]|<|%PDF)')
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:\-]{0,99}")


def looks_gift(file: BankFile) -> float:
    """How sure it is that the file is GIFT."""
    text = file.text[:200_000]
    if _OTHER.match(text):
        return 0
    if _CATEGORY.search(text):
        return 0.95
    answers = _ANSWERS.findall(text)
    if answers:
        return 0.9 if _NAMED.search(text) or len(answers) > 2 else 0.6
    return 0.5 if _MARKED.search(text) else 0


def read_gift(file: BankFile) -> BankReading:
    """Read a file. Raises FileRefused when it is no text."""
    report = Report(file.name)
    text = text_of(file, report)
    maker = Maker(report, language_of(re.sub(r"<[^<>]{0,500}>|\$CATEGORY.*|//.*", "", text)))
    category = ""
    for block in blocks(text):
        if block.category is not None:
            category = block.category
            maker.other(block.line, "category", category)
        else:
            _read_block(block, category, maker)
    return gather(file, maker, guesses=encoding_guess(file), media=report.media)


def topic_of(category: str) -> str:
    """The path of a category without the parts that only Moodle needs; `//` is a slash inside a name."""
    parts = [part.strip().replace("//", "／") for part in re.split(r"(?<!/)/(?!/)", category)]
    wanted = [part for part in parts if part and part != "top" and not re.fullmatch(r"\$\w+\$", part)]
    return "/".join(wanted)[:200].strip("/ ")


def _read_block(block: Block, category: str, maker: Maker) -> None:
    parts = parts_of(block.text)
    reading = Reading(maker.report, block.line, parts.format)
    reading.scoring, reading.decimals = block.remark("scoring"), block.remark("decimals")
    reading.unit = block.remark("unit")
    if parts.answers is None:
        maker.other(block.line, "text", reading.words(parts.stem))
        return
    if not parts.ends:
        maker.report.add(block.line, "gift_brace")
        maker.other(block.line, "unsupported", reading.words(block.text))
        return
    shape = shape_of(parts.answers, reading)
    stem = _stem(parts, reading, shape[0]["kind"])
    topic, own = topic_of(category), block.remark("id")
    taken = _ID.fullmatch(own) is not None
    reading.ext |= {"name": parts.name, "format": parts.format, "id": "" if taken else own}
    reading.ext["category"] = category if category not in (topic, "top") else ""
    fields: dict[str, Any] = {"id": own if taken else None, "topic": topic}
    difficulty = block.remark("difficulty")
    maker.add(
        block.line,
        stem,
        shape,
        **fields,
        explanation=reading.explanation,
        tags=tuple(value.strip()[:100] for name, value in block.noted if name == "tag" and value.strip()),
        difficulty=int(difficulty) if re.fullmatch("[1-5]", difficulty) else None,
        media=reading.wording.close(),
        ext=kept("gift", reading.ext, maker.report, block.line),
    )


def _stem(parts: Parts, reading: Reading, kind: str) -> str:
    """The stem, with the mark of a blank where the answers stood inside it; a blank shows just one."""
    pieces = [parts.stem, parts.tail]
    inside = bool(parts.tail.strip())
    own = [count_blanks(piece) for piece in pieces]
    shown = not inside and own[0] == 1
    if kind == "fill" and any(own) and not shown:
        reading.report.add(reading.line, "blanks_renamed")
        pieces = [shortened(piece) for piece in pieces]
    written = BLANK_MARK.join(pieces) if inside else pieces[0]
    source = unescape(written.strip() if parts.format in ("markdown", "plain") else unwrap(written))
    words = reading.words(written)
    if is_html(parts.format, source):
        reading.ext["stem"] = source
    if kind == "fill" and not inside and not shown:
        return with_blank(words)
    if inside or (kind == "fill" and shown):
        reading.ext["embedded"] = inside
    return words
