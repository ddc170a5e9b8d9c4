"""The question types of H5P: what one piece of content asks, as stem, body and key.

`KINDS` names for each type what splits it into questions and reads them; `h5p` calls it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from quizhub.banks.formats.gaps import blanks, choices, gap, one_blank, typed, with_blanks
from quizhub.banks.formats.h5p_asked import Asked, Part
from quizhub.banks.formats.h5p_places import dragged, pointed
from quizhub.banks.formats.shapes import pictured_choice
from quizhub.banks.loose import listed, table, word
from quizhub.banks.making import Shape, choice, open_, order, true_false
from quizhub.questions.bodies import MAX_ITEMS
from quizhub.questions.shuffle import shuffled

__all__ = ["KINDS", "Asked", "Part"]

Read = Callable[[Asked], tuple[str, Shape]]
Split = Callable[[Part], Iterator[tuple[dict[str, Any], Read]]]

_MARKED = re.compile(r"\*([^*\n]+)\*")


def _multi_choice(asked: Asked) -> tuple[str, Shape]:
    """Options; the score is the right ones chosen less the wrong ones, or all or nothing."""
    answers = [table(answer) for answer in listed(asked.params.get("answers"))]
    options = [asked.wording.option(word(answer.get("text"))) for answer in answers]
    right = [n for n, answer in enumerate(answers) if answer.get("correct") is True]
    told = [table(answer.get("tipsAndFeedback")) for answer in answers]
    asked.ext["answers"] = told if any(map(any, (one.values() for one in told))) else None
    for n in right:
        asked.explanation = asked.explanation or asked.said(told[n].get("chosenFeedback"))
    wanted = asked.behaviour("type")
    several = wanted == "multi" or (wanted != "single" and len(right) > 1)
    if not several and len(right) > 1:
        asked.report.add(asked.place, "several_right")
    partly = several and asked.behaviour("singlePoint") is not True
    kind = "multiple_choice" if several else "single_choice"
    scoring = {"scoring": "per_option"} if partly else {}
    return asked.said(asked.params.get("question")), pictured_choice(options, right, kind, **scoring)


def _true_false(asked: Asked) -> tuple[str, Shape]:
    """The key is the word `true` or `false`, not a truth value."""
    right = {"true": True, "false": False}.get(word(asked.params.get("correct")))
    for name in ("feedbackOnWrong", "feedbackOnCorrect"):
        asked.explanation = asked.explanation or asked.said(asked.behaviour(name))
    return asked.said(asked.params.get("question")), true_false(right)


def _gaps(asked: Asked, source: str) -> tuple[str, list[tuple[list[str], str]]]:
    """A text with the marks of gaps, and for each gap its solutions and tip."""
    found: list[tuple[list[str], str]] = []

    def taken(mark: re.Match[str]) -> str:
        solution, _, tip = mark[1].partition(":")
        parts = re.split(r"(?<!\\)/", solution)
        found.append(([asked.said(part.replace("\\/", "/")) for part in parts], tip.strip()))
        return gap(len(found))

    words = asked.wording.words(_MARKED.sub(taken, source).replace("\n", "<br>"))
    asked.hint = "; ".join(tip for _, tip in found if tip)
    return words, found


def _with_task(asked: Asked, words: str, *names: str) -> str:
    """The words below what the task says."""
    task = next((said for name in names if (said := asked.said(asked.params.get(name)))), "")
    return f"{task}\n{words}" if task else words


def _blanks(asked: Asked) -> tuple[str, Shape]:
    """Words to type: `*one/other:tip*`."""
    words, found = _gaps(asked, word(asked.params.get("sentence")))
    exact = asked.behaviour("caseSensitive") is not False
    keys = [typed([(Decimal(100), text) for text in texts], exact) for texts, _ in found]
    stem = _with_task(asked, with_blanks(words), "text")
    return (stem, blanks(keys)) if found else (one_blank(stem), blanks([None]))


def _drag_text(asked: Asked) -> tuple[str, Shape]:
    """Words to drag into a text: each gap takes one of all words."""
    words, found = _gaps(asked, word(asked.params.get("textField")))
    _, others = _gaps(
        Asked(asked.params, asked.wording, asked.report, asked.place, b""),
        word(asked.params.get("distractors")),
    )
    right = [texts[0] for texts, _ in found]
    wrong = [texts[0] for texts, _ in others]
    known = list(dict.fromkeys([*right, *wrong]))
    if len(known) < 2:
        stem, shape = with_blanks(words), blanks([typed([(Decimal(100), text)]) for text in right] or [None])
    elif len(right) == 1:
        options = sorted(known)
        stem, shape = choices(words, [(options, options.index(right[0]))])
    else:
        stem, shape = choices(words, [([text, *wrong], 0) for text in right])
    stem = _with_task(asked, stem, "taskDescription")
    return (stem, shape) if found else (one_blank(stem), shape)


def _mark_words(asked: Asked) -> tuple[str, Shape]:
    """Words to mark in a text become options, the right ones among the others as they follow."""
    source = word(asked.params.get("textField"))
    right = [asked.said(found) for found in _MARKED.findall(source)]
    text = asked.said(_MARKED.sub(r"\1", source))
    words = (part.strip('，。,.;:!?；：！？"“”()（）') for part in text.split())
    options = list(dict.fromkeys([*filter(None, words)]))
    options = [option for option in options if not any(option in one.split() for one in right)]
    known = list(dict.fromkeys([*right, *options[: max(0, MAX_ITEMS - len(right))]]))
    asked.report.add(asked.place, "words_as_options")
    stem = _with_task(asked, text, "taskDescription")
    return stem, choice(_mixed(known, asked), _places(right, _mixed(known, asked)), "multiple_choice")


def _mixed(texts: Sequence[str], asked: Asked) -> list[str]:
    """The texts in an order that gives nothing away, the same at every reading of the file."""
    seed = int.from_bytes(hashlib.sha256(asked.seed).digest()[:8], "big")
    places = shuffled([str(n) for n in range(len(texts))], seed, asked.place)
    return [texts[int(place)] for place in places]


def _places(right: Sequence[str], options: Sequence[str]) -> list[int]:
    return [n for n, option in enumerate(options) if option in right]


def _first_right(asked: Asked) -> tuple[str, Shape]:
    """Options of which the first is right, so that they have to be mixed."""
    texts = [asked.said(text) for text in listed(asked.params.get("answers"))]
    mixed = _mixed([str(n) for n in range(len(texts))], asked)
    options = [texts[int(n)] for n in mixed]
    asked.hint = asked.said(asked.params.get("tip"))
    return asked.said(asked.params.get("question")), choice(options, [mixed.index("0")] if texts else [])


def _essay(asked: Asked) -> tuple[str, Shape]:
    keywords = [word(table(one).get("keyword")) for one in listed(asked.params.get("keywords"))]
    sample = asked.said(table(asked.params.get("solution")).get("sample"))
    words = [keyword.strip() for keyword in keywords if keyword.strip() and len(keyword) <= 100]
    return asked.said(asked.params.get("taskDescription") or asked.params.get("question")), open_(
        sample, words[:50]
    )


def _survey(asked: Asked) -> tuple[str, Shape]:
    """A question of a survey: nothing is right."""
    options = [asked.said(table(one).get("text")) for one in listed(asked.params.get("alternatives"))]
    return asked.said(asked.params.get("question")), choice(options, [])


def _card(asked: Asked) -> tuple[str, Shape]:
    """A card to be learnt: its back is what has to be typed, or judged when it is long."""
    front, back = asked.said(asked.params.get("text")), asked.said(asked.params.get("answer"))
    path = word(table(asked.params.get("image")).get("path"))
    if path:
        asked.show(path)
    asked.hint = asked.said(asked.params.get("tip") or table(asked.params.get("tips")).get("front"))
    front = front or asked.hint or "?"
    if len(back) > 60 or "\n" in back:
        asked.report.add(asked.place, "long_answer_as_open")
        return front, open_(back)
    texts = re.split(r"(?<!\\)/", back)
    return one_blank(front), blanks([typed([(Decimal(100), text.replace("\\/", "/")) for text in texts])])


def _ordered(asked: Asked) -> tuple[str, Shape]:
    texts = [asked.said(paragraph) for paragraph in listed(asked.params.get("paragraphs"))]
    return asked.said(asked.params.get("taskDescription")), order(texts)


def _pictures(asked: Asked) -> tuple[str, Shape]:
    """Pictures to choose from."""
    options, right = [], []
    for n, option in enumerate(map(table, listed(asked.params.get("options")))):
        params = table(table(option.get("media")).get("params"))
        media = asked.show(word(table(params.get("file")).get("path")))
        options.append(
            (asked.said(params.get("alt")) or (media.name if media else "?"), media.id if media else None)
        )
        if option.get("correct") is True:
            right.append(n)
    several = len(right) > 1 and asked.behaviour("questionType") != "single"
    kind = "multiple_choice" if several else "single_choice"
    return asked.said(asked.params.get("question")), pictured_choice(options, right, kind)


def _one(read: Read) -> Split:
    """A type that is one question."""
    return lambda part: iter([(part.params, read)])


def _each(name: str, read: Read, field: str = "") -> Split:
    """A type that holds a list of questions; each gets the values around it, and itself under `field`."""

    def split(part: Part) -> Iterator[tuple[dict[str, Any], Read]]:
        around = {key: value for key, value in part.params.items() if key != name}
        for inner in listed(part.params.get(name)):
            yield {**around, **({field: inner} if field else table(inner))}, read

    return split


def _summary(part: Part) -> Iterator[tuple[dict[str, Any], Read]]:
    for inner in map(table, listed(part.params.get("summaries"))):
        yield (
            {"question": part.params.get("intro"), "answers": inner.get("summary"), "tip": inner.get("tip")},
            _first_right,
        )


KINDS: dict[str, Split] = {
    "H5P.MultiChoice": _one(_multi_choice),
    "H5P.TrueFalse": _one(_true_false),
    "H5P.Blanks": _each("questions", _blanks, "sentence"),
    "H5P.DragText": _one(_drag_text),
    "H5P.MarkTheWords": _one(_mark_words),
    "H5P.SingleChoiceSet": _each("choices", _first_right),
    "H5P.Summary": _summary,
    "H5P.Essay": _one(_essay),
    "H5P.OpenEndedQuestion": _one(_essay),
    "H5P.SimpleMultiChoice": _one(_survey),
    "H5P.Dialogcards": _each("dialogs", _card),
    "H5P.Flashcards": _each("cards", _card),
    "H5P.SortParagraphs": _one(_ordered),
    "H5P.MultiMediaChoice": _one(_pictures),
    "H5P.DragQuestion": _one(dragged),
    "H5P.ImageHotspotQuestion": _one(pointed),
    "H5P.ImageMultipleHotspotQuestion": _one(pointed),
}
