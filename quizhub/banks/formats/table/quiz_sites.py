"""Writes the import sheets of Kahoot, Quizizz (Wayground), Blooket and Gimkit.

They hold few kinds and short texts: what does not fit is left out or shortened, and told beforehand.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizhub.banks.export import Export
from quizhub.banks.formats.table.cells import Page, csv_bytes, xlsx_bytes
from quizhub.banks.formats.table.sheet_writer import shortened
from quizhub.banks.losses import losses_of
from quizhub.banks.problems import Problem, problem
from quizhub.questions.bodies import options_of
from quizhub.questions.model import ChoiceKey, FillKey, Kind, Question, text_in

_ROOM = 10_000
"""Characters where a site names no limit: longer than any of our texts."""


@dataclass(frozen=True)
class Site:
    """What one site takes; `times` are its time limits in seconds, or the longest of them."""

    name: str
    kinds: tuple[Kind, ...]
    kept: tuple[str, ...]
    options: int
    stem: int
    option: int
    times: tuple[int, ...]
    usual_time: int
    several: bool
    """Whether more than one option may be right."""


@dataclass(frozen=True)
class _Item:
    """One question as a site takes it: texts cut to its limits, right options from 1."""

    question: Question
    stem: str
    options: list[str]
    right: list[int]
    time: int


_CHOICES: tuple[Kind, ...] = ("single_choice", "multiple_choice", "true_false")
KAHOOT = Site("Kahoot", _CHOICES, ("time_s",), 4, 120, 75, (5, 10, 20, 30, 60, 90, 120, 240), 20, True)
QUIZIZZ = Site(
    "Quizizz", (*_CHOICES, "fill", "open"), ("time_s", "explanation"), 5, _ROOM, _ROOM, (900,), 30, True
)
BLOOKET = Site("Blooket", _CHOICES, ("time_s",), 4, _ROOM, _ROOM, (300,), 20, True)
GIMKIT = Site("Gimkit", ("single_choice", "true_false"), (), 4, _ROOM, _ROOM, (3600,), 20, False)


def losses_for(site: Site) -> Callable[[Export], list[Problem]]:
    """What a site would not hold of a bank."""
    return lambda export: [
        loss for question in export.bank.questions for loss in _losses(question, export.language, site)
    ]


def _losses(question: Question, language: str, site: Site) -> Iterator[Problem]:
    yield from losses_of(question, language, site.name, site.kinds, site.kept)
    if question.kind not in site.kinds:
        return
    reason = _unfit(question, site)
    if reason is not None:
        yield problem(question.id, reason, format=site.name, limit=str(site.options))
        return
    texts = [(text_in(question.stem, language), site.stem)]
    texts += [(text, site.option) for text in _options(question, language)]
    for text, limit in texts:
        if len(text) > limit:
            yield shortened(question, site.name, limit, text)
    written = _time(question, site)
    if "time_s" in site.kept and question.time_s not in (None, written):
        details = {"format": site.name, "seconds": str(question.time_s), "written": str(written)}
        yield problem(question.id, "time_changed", **details)


def _unfit(question: Question, site: Site) -> str | None:
    """The code of the reason why a question of a known kind cannot be written."""
    if question.kind == "open":
        return None
    if question.kind == "fill":
        one = isinstance(question.key, FillKey) and len(question.key.blanks) == 1
        return None if one else "key_not_writable"
    if not isinstance(question.key, ChoiceKey) or (len(question.key.correct) > 1 and not site.several):
        return "key_not_writable"
    return "too_many_options" if len(options_of(question.body)) > site.options else None


def _items(export: Export, site: Site) -> list[_Item]:
    fitting = [q for q in export.bank.questions if q.kind in site.kinds and _unfit(q, site) is None]
    return [_item(question, export.language, site) for question in fitting]


def _item(question: Question, language: str, site: Site) -> _Item:
    ids = [option.id for option in options_of(question.body)]
    correct = question.key.correct if isinstance(question.key, ChoiceKey) else ()
    return _Item(
        question,
        _cut(text_in(question.stem, language), site.stem),
        [_cut(text, site.option) for text in _options(question, language)],
        [n for n, name in enumerate(ids, 1) if name in correct],
        _time(question, site),
    )


def _options(question: Question, language: str) -> list[str]:
    if isinstance(question.key, FillKey):
        return [accept.value for accept in question.key.blanks[0].accept][:5]
    return [text_in(option.text, language) for option in options_of(question.body)]


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _time(question: Question, site: Site) -> int:
    """The site's time limit nearest to the question's, not shorter if it can be helped."""
    wanted = question.time_s or site.usual_time
    if len(site.times) == 1:
        return min(wanted, site.times[0])
    return min((time for time in site.times if time >= wanted), default=site.times[-1])


def _numbers(item: _Item) -> str:
    return ",".join(map(str, item.right))


def _padded(texts: Sequence[str], width: int) -> list[str]:
    return [*texts, *[""] * (width - len(texts))]


def write_kahoot(export: Export) -> bytes:
    """Kahoot's template: the header in row 8, questions numbered in the first column."""
    title = text_in(export.bank.title, export.language)
    answers = [f"Answer {n} - max 75 characters" for n in (1, 2, 3, 4)]
    times = "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs"
    header = ["", "Question - max 120 characters", *answers, times, "Correct answer(s) - choose at least one"]
    rows = [
        [str(n), item.stem, *_padded(item.options, 4), str(item.time), _numbers(item)]
        for n, item in enumerate(_items(export, KAHOOT), 1)
    ]
    above = [[], ["", title], *[[] for _ in range(5)], header]
    return xlsx_bytes([Page("Kahoot", [*above, *rows], 8, frozenset((0, 6, 7)))])


_QUIZIZZ_KINDS = {"multiple_choice": "Checkbox", "fill": "Fill-in-the-Blank", "open": "Open-Ended"}


def write_quizizz(export: Export) -> bytes:
    """Quizizz' sheet of eleven columns."""
    options = [f"Option {n}" for n in (1, 2, 3, 4, 5)]
    header = [
        "Question Text", "Question Type", *options, "Correct Answer", "Time in seconds", "Image Link",
        "Answer explanation",
    ]  # fmt: skip
    rows = [
        [
            item.stem, _QUIZIZZ_KINDS.get(item.question.kind, "Multiple Choice"), *_padded(item.options, 5),
            _numbers(item), str(item.time), "", _explanation(item.question, export.language),
        ]
        for item in _items(export, QUIZIZZ)
    ]  # fmt: skip
    return xlsx_bytes([Page("Create a Quiz", [header, *rows], 1, frozenset((7, 8)))])


def _explanation(question: Question, language: str) -> str:
    return "" if question.explanation is None else text_in(question.explanation, language)


def write_blooket(export: Export) -> bytes:
    """Blooket's CSV: its header in the second row, Windows line ends, no mark of the encoding."""
    header = [
        "Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)", "Answer 4\n(Optional)",
        "Time Limit (sec)\n(Max: 300 seconds)", "Correct Answer(s)\n(Only include Answer #)",
    ]  # fmt: skip
    rows = [
        [str(n), item.stem, *_padded(item.options, 4), str(item.time), _numbers(item)]
        for n, item in enumerate(_items(export, BLOOKET), 1)
    ]
    return csv_bytes([_padded(["Blooket\nImport Template"], 8), header, *rows], "utf-8")


def write_gimkit(export: Export) -> bytes:
    """Gimkit's CSV: the right answer first, then up to three wrong ones."""
    wrong = ["Incorrect Answer 1", "Incorrect Answer 2 (Optional)", "Incorrect Answer 3 (Optional)"]
    rows = []
    for item in _items(export, GIMKIT):
        [right] = item.right
        others = [text for n, text in enumerate(item.options, 1) if n != right]
        rows.append([item.stem, item.options[right - 1], *_padded(others, 3)])
    title = _padded(["Gimkit Spreadsheet Import Template"], 5)
    return csv_bytes([title, ["Question", "Correct Answer", *wrong], *rows], "utf-8")
