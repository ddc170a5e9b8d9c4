"""The blanks of a stem of an exam paper: empty ones, filled-in ones, and the parts of a key for them.

Used by `questions`.
"""

import itertools
import re

from quizhub.banks.formats.paper.blocks import Block
from quizhub.banks.making import Shape, fill, open_
from quizhub.banks.report import Report
from quizhub.questions.bodies import BLANK_MARK, MAX_ITEMS

_EMPTY = re.compile(
    r"(?:[（(]\s*\d{1,2}\s*[)）])?[_＿]{2,}\s*\d{1,2}\s*[_＿]{2,}|[（(【\[]\s*[)）】\]]|[_＿]{2,}"
)
_FILLED = re.compile(r"[（(【\[]([^（()）【】\[\]]{1,40})[)）】\]]")
_ASIDE = re.compile(r"(?:以下)?简称|以下|含|即|如|例如|注|[12]\d{3}年?|第.+[条款项号]|\d+分")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,12}")
_VERB = re.compile(r"(?:是|为|有|表示|包括|分为|由|叫|称为)$")
_SPARE = re.compile(r"\s+[（(]\s*[)）]\s*$")
_NUMBERED = re.compile(r"\s*(?:[（(]\s*\d{1,2}\s*[)）]|[①-⑳]|\d{1,2}\s*[、．.](?!\d))\s*")
_SEPARATORS = (r"[;；\n]+", r"\|+", r"、", r"[,，]", r"\s*/\s*", r"\s+")
_OTHERWISE = re.compile(r"\s*\|\s*|\s+/\s+|(?<=[\u4e00-\u9fff])[/／](?=[\u4e00-\u9fff])|\s*或者\s*")
_LONGEST = 60
"""What a blank takes; longer keys are answers in words of one's own."""


def without_spare_bracket(stem: str) -> str:
    """The stem without the bracket that some programs print behind every stem, where it has another one."""
    shorter = _SPARE.sub("", stem)
    return shorter if shorter != stem and re.search(r"[（(]\s*[)）]", shorter) else stem


def fill_shape(
    stem: str, written: str, block: Block, kind: str | None, report: Report
) -> tuple[str, Shape] | None:
    """Stem and shape of a question with blanks; None when it is none, or its answers are too long for one."""
    count = len(_EMPTY.findall(stem))
    if count == 0 and kind is None and not _is_filled_in(stem, written):
        return None
    if count == 0 and kind is None:
        report.add(block.place, "filled_in_taken")
    taken: list[str] = []
    if count == 0:
        stem, taken = _filled_in(stem, written, block)
        count = len(taken)
    if count == 0:
        stem, count = f"{stem} {BLANK_MARK}", 1
    stem = _EMPTY.sub(BLANK_MARK, stem).replace(BLANK_MARK * 2, f"{BLANK_MARK} {BLANK_MARK}")
    stem = stem.replace(BLANK_MARK * 2, f"{BLANK_MARK} {BLANK_MARK}")
    if count > MAX_ITEMS:
        return stem, open_(written)
    parts = _parts(written, count) if written else [[text] for text in taken]
    if written and not parts:
        report.add(block.place, "blanks_unclear", value=written[:80], count=str(count))
    if any(len(text) > _LONGEST for part in parts for text in part):
        return stem.replace(BLANK_MARK, "（ ）"), open_(written)
    return stem, fill(parts or [[]] * count)


def _is_filled_in(stem: str, written: str) -> bool:
    """Whether a stem of no kind has its answers in brackets: words in a row, or each behind its verb."""
    found = [one for one in _FILLED.finditer(stem) if not _ASIDE.match(one[1].strip())]
    if len(found) < 2 or not all(_WORDS.fullmatch(one[1].strip()) for one in found):
        return False
    key = [part.strip() for part in re.split(r"[;；,，、|\s]+", written) if part.strip()]
    if key and key != [one[1].strip() for one in found]:
        return False
    between = [stem[a.end() : b.start()] for a, b in itertools.pairwise(found)]
    in_a_row = all(re.fullmatch(r"[、,，]?[和与及]?", text) for text in between)
    joined = len(found) > 2 or all(between)
    return (in_a_row and joined) or all(_VERB.search(stem[: one.start()]) for one in found)


def _filled_in(stem: str, written: str, block: Block) -> tuple[str, list[str]]:
    """The stem with blanks where answers stand in it, in brackets or underlined; a key says which."""
    underlined = [
        line.text[a:b].strip() for line in block.stem for a, b in line.underlined if line.text[a:b].strip()
    ]
    for text in underlined:
        stem = stem.replace(text, BLANK_MARK, 1)
    if underlined:
        return stem, underlined
    key = {part.strip() for part in re.split(r"[;；,，、|\s]+", written) if part.strip()}
    found = [
        one
        for one in _FILLED.finditer(stem)
        if (one[1].strip() in key if key else not _ASIDE.match(one[1].strip()))
    ]
    for one in reversed(found):
        after = stem[one.end() :]
        stem = f"{stem[: one.start()]}{BLANK_MARK}{' ' * after.startswith('_')}{after}"
    return stem, [one[1].strip() for one in found]


def _parts(written: str, count: int) -> list[list[str]]:
    """The accepted texts of each blank: the separator that gives as many parts as there are blanks decides.

    Empty when none does.
    """
    plain = written.strip().rstrip("。").strip()
    numbered = [part.strip(" ;；,，、。\n") for part in _NUMBERED.split(plain) if part.strip()]
    if count > 1 and len(numbered) == count and _NUMBERED.match(plain):
        return [_texts(part) for part in numbered]
    if count == 1:
        return [_texts(re.sub(r"\s*\n\s*", " ", plain))]
    for separator in _SEPARATORS:
        parts = [part.strip() for part in re.split(separator, plain) if part.strip()]
        if len(parts) == count:
            return [_texts(part) for part in parts]
    return []


def _texts(part: str) -> list[str]:
    return list(dict.fromkeys(text for text in _OTHERWISE.split(part) if text))
