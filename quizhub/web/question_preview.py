"""What phone, projector and host will show of a question, for the editor's preview, and whether a hall can
read it. The real screens are drawn by the browser from the live views; these are their likeness."""

from collections.abc import Mapping
from typing import Any

from quizhub.contest.legibility import limit_of, signs_of
from quizhub.contest.plan import Hall
from quizhub.questions.model import Question
from quizhub.questions.text import text_in
from quizhub.web.question_view import LANGUAGE_NAMES, question_view

_SHAPES = "●▲■◆✚★⬟⬢"


def preview_of(question: Question, language: str, hall: Hall | None = None) -> dict[str, Any]:
    """The preview in the first language of the question that the reader understands."""
    view = question_view(question, language)
    stem = question.stem
    main = text_in(stem, language)
    return {
        "kind": question.kind,
        "kind_words": view["kind_words"],
        "stem": main,
        "second": next((words for words in stem.values() if words != main), ""),
        "screen": text_in(question.screen, language) if question.screen is not None else "",
        "options": [
            {
                "letter": option["letter"],
                "shape": _SHAPES[n] if n < len(_SHAPES) else "",
                "text": option["text"][0][1],
                "right": option["right"],
            }
            for n, option in enumerate(view["options"])
        ],
        "answer": view["answer"],
        "explanation": text_in(question.explanation, language) if question.explanation is not None else "",
        "note": text_in(question.note, language) if question.note is not None else "",
        "meters": _meters(question.screen or stem, limit_of(hall or Hall())),
    }


def _meters(text: Mapping[str, str], limit: int) -> list[dict[str, Any]]:
    """How much of the room of a usual hall's picture each language takes."""
    return [
        {
            "language": LANGUAGE_NAMES.get(tag, tag),
            "signs": signs_of(words),
            "limit": limit,
            "share": round(min(1.0, signs_of(words) / limit), 2),
            "long": signs_of(words) > limit,
        }
        for tag, words in text.items()
    ]
