"""Exam papers as plain text in any encoding: reads them, and serves Word documents with the same grammar.

The numbering is found by trying: the reading with most whole questions wins, and a person may choose another.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from quizhub.banks.bank import BankReading, Guess
from quizhub.banks.bank_file import BankFile
from quizhub.banks.encoding import ENCODINGS
from quizhub.banks.formats.paper.blocks import AnswerLine, Block, Note, Paper, Section
from quizhub.banks.formats.paper.extras import Making
from quizhub.banks.formats.paper.grammar import Grammar
from quizhub.banks.formats.paper.headings import heading_of
from quizhub.banks.formats.paper.keys import Answers, give
from quizhub.banks.formats.paper.labels import starts_with_label
from quizhub.banks.formats.paper.lines import Line, number_of
from quizhub.banks.formats.paper.options import choices_of
from quizhub.banks.formats.paper.questions import add_block
from quizhub.banks.formats.paper.word_document import document_lines
from quizhub.banks.gathering import gather
from quizhub.banks.languages import language_of
from quizhub.banks.making import Maker
from quizhub.banks.report import Report
from quizhub.questions.bodies import MAX_ITEMS

STYLES: dict[str, frozenset[str]] = {
    "1.": frozenset(("plain",)),
    "第1题": frozenset(("named",)),
    "(1)": frozenset(("bracket",)),
    "1. (1) 第1题": frozenset(("plain", "named", "bracket")),
    "一、": frozenset(("chinese",)),
    "1 ": frozenset(("bare",)),
    "1": frozenset(("glued",)),
    "-": frozenset(),
}
"""The ways of numbering, by the name a person chooses them with."""
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DENSE = re.compile(r"(?<=[\s)）。；;])(\d{1,4})\s*[、．.](?!\d)")
_HEADED = re.compile(
    r"(?:^|(?<=[\u4e00-\u9fff）)。]))[一二三四五六七八九十]{1,2}\s*[、．.][^。？?（(\d]{2,10}(?:[（(][^）)]{1,60}[)）])?\s*"
    r"(?=1\s*[、．.]\s*\S)"
)
_BLANKS = re.compile(r"\s{40,}")
_BULLET = re.compile(r"\s*[○◯◎●□☐■◻]\s*(?=\S)")
_BEFORE = re.compile(r"\s*[（(]\s*(?:[A-H]{1,8}|[√×✓✗对错])?\s*[)）]\s*(?=\d{1,4}\s*[、．.]\s*\S)")
_ASKED = re.compile(r"([\]】])\s*[*＊]\s*$")
"""The star that says that a question must be answered."""
_SURVEY = re.compile(r"[\]】]\s*[*＊]\s*$|[（(]正确答案[)）]")
_ANSWER_FILE = re.compile("答案|answer|key", re.IGNORECASE)


def text_lines(text: str) -> list[Line]:
    """The lines of a text, with their numbers as places."""
    lines = _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\f", "\n").split("\n")
    return [Line(number, words.strip()) for number, words in enumerate(lines, start=1)]


def looks_like_paper(file: BankFile) -> float:
    """How sure it is that a text is an exam paper: numbered lines, lettered options and labels decide."""
    if (
        file.raw.startswith(b"PK")
        or file.text.lstrip()[:2] in ("[{", "<?")
        or file.text.lstrip()[:1] in ("{", "<")
    ):
        return 0
    lines = [line for line in text_lines(file.text[:20_000]) if line.text][:300]
    every = STYLES["1. (1) 第1题"]
    numbered = sum(number_of(line, every) is not None for line in lines)
    options = sum(bool(choices_of(line, 0)) for line in lines)
    labels = sum(starts_with_label(line) in ("key", "why") or "答案" in line.text for line in lines)
    headings = sum(_names_kind(line) for line in lines)
    if _is_delimited(lines):
        return 0.15
    if numbered + headings > 0 and options + labels + headings > 0:
        return 0.6
    if options > 0 and labels > 0:
        return 0.35
    return 0.15 if numbered + headings + labels > 0 else 0


def _names_kind(line: Line) -> bool:
    heading = heading_of(line)
    return heading is not None and heading.kind is not None


def _is_delimited(lines: Sequence[Line]) -> bool:
    """Whether the first lines have as many commas or tabs each: a table, whose rows may be numbered too."""
    return any(
        len(counts := {line.text.count(mark) for line in lines[:3]}) == 1 and min(counts) > 1
        for mark in ",\t"
    )


def read_text_paper(file: BankFile) -> BankReading:
    """Read a plain text. Never raises for content."""
    report = Report(file.name)
    guesses = []
    decoded = file.decoded
    if decoded is not None and not decoded.sure:
        report.add(1, "encoding_guessed", encoding=decoded.encoding)
        guesses.append(Guess("encoding", decoded.encoding, ENCODINGS))
    return read_lines(file, text_lines(file.text), report, {}, guesses)


def read_lines(
    file: BankFile,
    lines: Sequence[Line],
    report: Report,
    images: Mapping[str, bytes],
    guesses: Iterable[Guess] = (),
) -> BankReading:
    """The reading of the lines of a paper; `images` are its pictures by the names the lines have for them."""
    lines = _apart(list(_lettered(_tidy(line) for line in lines)))
    style, paper = best_paper(lines, file.choices.get("numbering"))
    answers = [*paper.answers, *_answers_beside(file)]
    entries = Answers(report).read(answers)
    give(entries, paper.blocks, report)
    maker = Maker(report, language_of("".join(line.text for line in lines)[:20_000]))
    making = Making(maker, images, file.choices.get("marked") != "no")
    title = _title(paper)
    for item in paper.items:
        if isinstance(item, Block):
            add_block(making, item)
        else:
            maker.other(item.line.place, "category" if item.is_heading else "text", item.line.text)
    found = [*guesses, Guess("numbering", style, tuple(STYLES))]
    if making.marked:
        found.append(Guess("marked", "yes", ("yes", "no")))
    return gather(file, maker, title=title, guesses=found, media=making.media)


def _tidy(line: Line) -> Line:
    """A line without endless runs of blanks, which would make every search in it slow."""
    return line if not _BLANKS.search(line.text) else Line(line.place, _BLANKS.sub(" " * 20, line.text))


def _lettered(lines: Iterable[Line]) -> Iterable[Line]:
    """Options behind circles and boxes, as survey sites print them, get letters; a key before the number goes
    behind the stem."""
    place = 0
    lines = list(lines)
    survey = any(_SURVEY.search(line.text) for line in lines)
    for line in lines:
        before = _BEFORE.match(line.text)
        bullet = _BULLET.match(line.text) if survey and place < MAX_ITEMS else None
        place = place + 1 if bullet is not None else 0
        if bullet is not None:
            yield _relabelled(line, f"{chr(ord('A') + place - 1)}. ", bullet.end())
        elif before is not None:
            moved = _relabelled(line, "", before.end())
            yield Line(moved.place, f"{moved.text} {before[0].strip()}", (), (), moved.pictures)
        else:
            yield Line(line.place, _ASKED.sub(r"\1", line.text)) if _ASKED.search(line.text) else line


def _relabelled(line: Line, label: str, start: int) -> Line:
    """A line from somewhere on, with another beginning."""
    rest = line.part(start)
    return Line(rest.place, label + rest.text, (), (), rest.pictures)


def best_paper(lines: Sequence[Line], chosen: str | None) -> tuple[str, Paper]:
    """The style of numbering and what it gives: the chosen one, or the one with most whole questions."""
    if chosen in STYLES:
        return chosen, Grammar(lines, STYLES[chosen]).read()
    best: tuple[float, str, Paper] | None = None
    for name, styles in STYLES.items():
        if styles and not any(number_of(line, styles) is not None for line in lines):
            continue
        paper = Grammar(lines, styles).read()
        score, perfect = _score(paper)
        if best is None or score > best[0]:
            best = (score, name, paper)
        if perfect:
            break
    assert best is not None, "unnumbered reading is always tried"
    return best[1], best[2]


def _score(paper: Paper) -> tuple[float, bool]:
    """Whole questions in an unbroken row count for it; those without a key and stray lines against it."""
    good = continuous = 0
    last = 0
    blocks = paper.blocks
    answered = len(paper.answers) > 0
    for block in blocks:
        good += block.is_good or (answered and (len(block.options) > 1 or not block.options))
        continuous += block.number is None or block.number in (1, last + 1)
        last = block.number or 0
    every = STYLES["1. (1) 第1题"] | STYLES["1 "]
    if blocks and not any(block.number for block in blocks):
        good -= 2 * sum(number_of(line, every) is not None for block in blocks for line in block.stem)
    stray = sum(isinstance(item, Note) and not item.is_heading for item in paper.items)
    if not blocks:
        return -stray - 1_000, False
    score = good + 0.5 * continuous - 0.6 * (len(blocks) - good) - 0.2 * stray
    return score, 0 < len(blocks) == good == continuous and stray <= 3


def _apart(lines: Sequence[Line]) -> list[Line]:
    """Lines that hold several numbered questions with their options become one line for each."""
    apart: list[Line] = []
    for line in _headed(lines):
        number = number_of(line, STYLES["1."])
        start = 0
        while number is not None and number.sure and len(line.text) - start > 40:
            wanted = number.value + 1
            following = next((f for f in _DENSE.finditer(line.text, start + 1) if int(f[1]) == wanted), None)
            if following is None or not _has_options(line.part(start, following.start())):
                break
            apart.append(line.part(start, following.start()))
            start = following.start()
            number = number_of(line.part(start), STYLES["1."])
        apart.append(line.part(start) if start else line)
    return apart


def _headed(lines: Sequence[Line]) -> Iterable[Line]:
    """Lines in which a first question stands right behind the heading of its section become several."""
    for line in lines:
        start = 0
        for found in _HEADED.finditer(line.text):
            if _names_kind(line.part(found.start(), found.end())):
                yield from (line.part(start, found.start()),) if found.start() > start else ()
                yield line.part(found.start(), found.end())
                start = found.end()
        yield line.part(start) if start else line


def _has_options(line: Line) -> bool:
    return (
        re.search(r"B\s*[、．.)）]", line.text) is not None
        or re.search(r"[（(]\s*[√×对错]?\s*[)）]", line.text) is not None
    )


def _answers_beside(file: BankFile) -> list[AnswerLine]:
    """The answers of a separate file, known by its name."""
    found: list[AnswerLine] = []
    for name, raw in file.beside.items():
        if _ANSWER_FILE.search(name):
            other = BankFile(raw, name)
            lines = text_lines(other.text) if other.archive is None else document_lines(other).lines
            section = Section(-1)
            for line in lines:
                heading = heading_of(line)
                if heading is not None:
                    section = Section(-1, heading.title, heading.kind)
                elif line.text:
                    placed = Line(f"{name}:{line.place}", line.text)
                    found.append(AnswerLine(placed, section))
    return found


def _title(paper: Paper) -> str:
    """The first line, where it stands before every question and is short."""
    first = paper.items[0] if paper.items else None
    if isinstance(first, Note) and not first.is_heading and len(first.line.text) <= 60:
        return re.sub(r"\s+", " ", first.line.text)
    return ""
